//! What the ledger itself gives reason to doubt: signatures, roles at the date, and the chain of each signer's events.

use super::{Event, Kept, Ledger};
use primum_model::config::People;
use std::collections::BTreeMap;

/// Something that is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    /// The file, relative to the project.
    pub place: String,
    /// The fact.
    pub what: String,
    /// The next action; empty where there is none.
    pub help: String,
    /// Does it speak against the approval? Otherwise it is told, and does no harm.
    pub against: bool,
}

impl Doubt {
    /// Something that speaks against an approval.
    #[must_use]
    pub fn against(place: &str, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { place: place.to_owned(), what: what.into(), help: help.into(), against: true }
    }

    /// Something that is worth telling.
    #[must_use]
    pub fn told(place: &str, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { against: false, ..Self::against(place, what, help) }
    }
}

impl Event {
    /// What it says, in few words: `approved by mara@example.org as lead, 2026-11-20T14:03:22Z`.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} by {} as {}, {}", self.meaning, self.signer, self.role, self.time)
    }
}

/// Everything in the ledger that is doubtful, by place.
///
/// Forks are told and do no harm: branches that both approved were merged.
#[must_use]
pub fn doubts(ledger: &Ledger, people: &People) -> Vec<Doubt> {
    let mut doubts: Vec<Doubt> = ledger
        .faults
        .iter()
        .map(|(place, why)| Doubt::against(place, why, "take the file from the commit that brought it: git log --diff-filter=A"))
        .collect();
    doubts.extend(ledger.asides.iter().map(|(place, why)| Doubt::told(place, why, "")));
    for kept in &ledger.events {
        if let Err(why) = kept.signed_by(people, None) {
            doubts.push(Doubt::against(&kept.place, why.to_string(), why.help()));
        }
        if let Some(person) = people.person(&kept.event.signer).filter(|person| person.name != kept.event.name) {
            doubts.push(Doubt::told(&kept.place, format!("it names {}, who is {} now", kept.event.name, person.name), ""));
        }
    }
    doubts.extend(chain(ledger));
    doubts.sort();
    doubts.dedup();
    doubts
}

/// What the chains of the signers' events give reason to doubt: events that are missing, dated back, or forked.
#[must_use]
pub fn chain(ledger: &Ledger) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    let by_digest: BTreeMap<&str, &Kept> = ledger.events.iter().map(|kept| (kept.digest.as_str(), kept)).collect();
    let mut followers: BTreeMap<(&str, &str), Vec<&Kept>> = BTreeMap::new();
    for kept in &ledger.events {
        let event = &kept.event;
        let doubt = |what: String, help: &str| Doubt::against(&kept.place, what, help);
        for digest in &event.previous {
            let Some(before) = by_digest.get(digest.as_str()) else {
                doubts.push(doubt(
                    format!("it follows the event {digest}, which is not there: that was removed or altered, or lies on a branch that is not merged"),
                    "find the event in the history of git, or on the branch, and bring it back",
                ));
                continue;
            };
            if before.event.signer != event.signer {
                doubts.push(doubt(format!("it follows {}, which is an event of {}", before.place, before.event.signer), "sign anew"));
            }
            if before.event.time > event.time {
                doubts.push(doubt(
                    format!(
                        "it is of {}, and follows {}, which is of {}: it was dated back, or a clock was wrong",
                        event.time, before.place, before.event.time
                    ),
                    "ask whoever signed; sign anew with a clock that is right",
                ));
            }
        }
        for digest in event.previous.iter().map(String::as_str).chain(event.previous.is_empty().then_some("")) {
            followers.entry((&event.signer, digest)).or_default().push(kept);
        }
    }
    for ((signer, digest), events) in followers {
        let [first, others @ ..] = events.as_slice() else { continue };
        for other in others {
            let after =
                if digest.is_empty() { "begins the chain".to_owned() } else { format!("follows {}", digest.get(..12).unwrap_or(digest)) };
            let what = format!("it {after} of {signer}, as {} does: two branches that both signed were merged", first.place);
            doubts.push(Doubt::told(&other.place, what, ""));
        }
    }
    doubts
}
