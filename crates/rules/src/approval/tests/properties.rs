//! What holds of standings whatever is signed: the order of events does not matter, and only signing makes a standing better.

use super::*;
use primum_evidence::ledger::Kept;
use proptest::prelude::*;

const IDS: [&str; 5] = ["SYS-1", "SYS-2", "SRS-1", "SRS-2", "SRS-3"];

/// Records with links in any direction, circles included; the letters are their texts.
fn records(links: &[(usize, usize)], texts: &[u8]) -> String {
    let mut out = String::new();
    for (at, id) in IDS.iter().enumerate() {
        let to: Vec<&str> = links.iter().filter(|(from, to)| *from == at && to != from).map(|(_, to)| IDS[*to]).collect();
        out.push_str(&format!("## {id} R\n"));
        if !to.is_empty() {
            out.push_str(&format!("- derives-from: {}\n", to.join(", ")));
        }
        out.push_str(&format!("\nText {}.\n\n", texts[at]));
    }
    out
}

#[derive(Clone, Debug)]
struct Act {
    who: usize,
    role: usize,
    meaning: usize,
    minute: u8,
    records: Vec<usize>,
    before: bool,
    authors: Vec<usize>,
    holds: bool,
}

const WHO: [&str; 4] = ["ada@x.org", "ben@x.org", "cleo@x.org", "dora@x.org"];
const ROLES: [&str; 4] = ["", "developer", "tester", "manager"];

fn act() -> impl Strategy<Value = Act> {
    let ids = prop::collection::vec(0..IDS.len(), 1..4);
    let authors = prop::collection::vec(0..WHO.len(), 0..2);
    (0..WHO.len(), 0..ROLES.len(), 0..3usize, 0..50u8, ids, any::<bool>(), authors, prop::bool::weighted(0.9)).prop_map(
        |(who, role, meaning, minute, records, before, authors, holds)| Act { who, role, meaning, minute, records, before, authors, holds },
    )
}

fn policy() -> impl Strategy<Value = String> {
    let needed = prop::collection::vec((0..3usize, 0..ROLES.len()), 1..4);
    (needed, 1..3u32, any::<bool>(), any::<bool>()).prop_map(|(needed, people, author, ordered)| {
        let words = needed.iter().map(|(meaning, role)| {
            let meaning = primum_model::config::MEANINGS[*meaning];
            if *role == 0 { format!("\"{meaning}\"") } else { format!("\"{meaning} by {}\"", ROLES[*role]) }
        });
        let words: Vec<String> = words.collect();
        format!("[[approvals]]\nsignatures = [{}]\npeople = {people}\nauthor-may-sign = {author}\nordered = {ordered}\n", words.join(", "))
    })
}

/// An event about the present model, or about the one before.
fn kept(act: &Act, number: usize, before: &Model, now: &Model) -> Kept {
    let ids: Vec<String> = act.records.iter().map(|at| format!("\"{}\"", IDS[*at])).collect();
    let authors: Vec<String> = act.authors.iter().map(|at| format!("\"{}\"", WHO[*at])).collect();
    let text = format!(
        "[[event]]\nby = \"{}\"\nrole = \"{}\"\nmeaning = \"{}\"\nat = \"2026-05-01T10:{:02}:00Z\"\nrecords = [{}]\nauthors = [{}]\nunsigned = {}\n",
        WHO[act.who],
        ROLES[act.role],
        primum_model::config::MEANINGS[act.meaning],
        act.minute,
        ids.join(", "),
        authors.join(", "),
        !act.holds,
    );
    let mut ledger = Page::read(&text).expect("TOML").ledger(if act.before { before } else { now });
    let mut kept = ledger.events.remove(0);
    kept.digest = format!("{number:064x}");
    kept
}

fn all(model: &Model, events: &[Kept]) -> Vec<Standing> {
    let ledger = Ledger { events: events.to_vec(), ..Ledger::default() };
    let approvals = computed(model, Some(ledger));
    model.records().map(|record| *approvals.of(record)).collect()
}

proptest! {
    #[test]
    fn only_signing_makes_a_standing_better(
        links in prop::collection::vec((0..IDS.len(), 0..IDS.len()), 0..7),
        texts in prop::collection::vec(0..2u8, IDS.len()),
        policy in policy(),
        acts in prop::collection::vec(act(), 0..12),
        turn in any::<prop::sample::Index>(),
    ) {
        let (before, now) = (model(&records(&links, &[0; 5]), &policy), model(&records(&links, &texts), &policy));
        let events: Vec<Kept> = acts.iter().enumerate().map(|(number, act)| kept(act, number, &before, &now)).collect();
        let whole = all(&now, &events);

        let mut turned = events.clone();
        turned.reverse();
        if !turned.is_empty() {
            let at = turn.index(turned.len());
            turned.rotate_left(at);
        }
        prop_assert_eq!(&all(&now, &turned), &whole, "the order in which events are read");

        for at in 0..events.len() {
            let mut fewer = events.clone();
            let gone = fewer.remove(at);
            for (record, (less, more)) in now.records().zip(all(&now, &fewer).into_iter().zip(&whole)) {
                // What rests on a record that nobody has signed any more is no longer suspect because of it: only there may it rise.
                let named = gone.event.records.iter().any(|signed| signed.id == record.id());
                let released = *more == Standing::Suspect && less == Standing::Approved && (!named || rests_on_named(record, &gone));
                prop_assert!(less <= *more || released, "{} was {more:?} and is {less:?} without {at}", record.id());
            }
        }
    }

    #[test]
    fn a_changed_record_is_not_approved(
        links in prop::collection::vec((0..IDS.len(), 0..IDS.len()), 0..7),
        policy in policy(),
        acts in prop::collection::vec(act(), 0..12),
        changed in 0..IDS.len(),
    ) {
        let before = model(&records(&links, &[0; 5]), &policy);
        let mut texts = [0; 5];
        texts[changed] = 1;
        let now = model(&records(&links, &texts), &policy);
        let events: Vec<Kept> = acts.iter().enumerate().map(|(number, act)| kept(act, number, &before, &before)).collect();
        let approved = all(&before, &events)[changed] >= Standing::Suspect;
        let after = all(&now, &events);
        prop_assert!(after[changed] <= Standing::Stale);
        if approved {
            prop_assert_eq!(after[changed], Standing::Stale);
            for record in now.records().filter(|record| resting_on(*record).any(|target| target.id() == IDS[changed])) {
                prop_assert!(after[record.position() as usize] < Standing::Approved, "{} rests on it", record.id());
            }
        }
    }

    #[test]
    fn an_event_about_something_else_changes_nothing(
        texts in prop::collection::vec(0..2u8, IDS.len()),
        policy in policy(),
        acts in prop::collection::vec(act(), 0..8),
        extra in act(),
    ) {
        let (before, now) = (model(&records(&[(2, 0)], &[0; 5]), &policy), model(&records(&[(2, 0)], &texts), &policy));
        let mut events: Vec<Kept> = acts.iter().enumerate().map(|(number, act)| kept(act, number, &before, &now)).collect();
        let whole = all(&now, &events);
        let mut stranger = kept(&extra, 99, &before, &now);
        stranger.event.records.iter_mut().for_each(|signed| signed.id = "SRS-99".into());
        events.push(stranger);
        prop_assert_eq!(all(&now, &events), whole);
    }
}

/// Does the record rest on another one that the event names?
fn rests_on_named(record: Record<'_>, gone: &Kept) -> bool {
    resting_on(record).any(|target| gone.event.records.iter().any(|signed| signed.id == target.id()))
}
