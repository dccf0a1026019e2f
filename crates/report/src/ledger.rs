//! What came of verifying the ledger of approvals: a line for each event, and every doubt in full.

use crate::screen::{Screen, Tone, harmless};
use primum_evidence::ledger::{Doubt, Ledger};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What came of it.
#[derive(Debug, Default)]
pub struct Verified {
    /// The folder.
    pub folder: String,
    /// The events.
    pub ledger: Ledger,
    /// What speaks against an approval, and what is only told.
    pub doubts: Vec<Doubt>,
    /// What could not be compared: the place, why, and what helps.
    pub missing: Vec<Doubt>,
}

impl Verified {
    /// Is anything doubtful?
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.doubts.iter().any(|doubt| doubt.against)
    }

    fn places(list: &[Doubt]) -> BTreeSet<&str> {
        list.iter().filter(|doubt| doubt.against).map(|doubt| doubt.place.strip_suffix(".sig").unwrap_or(&doubt.place)).collect()
    }

    /// For each event: its place, its title and where it stands.
    fn rows(&self) -> impl Iterator<Item = (&str, String, &'static str)> {
        let (doubtful, missing) = (Self::places(&self.doubts), Self::places(&self.missing));
        self.ledger.events.iter().map(move |kept| {
            let place = kept.place.as_str();
            let state = match (doubtful.contains(place), missing.contains(place)) {
                (true, _) => "doubtful",
                (false, true) => "not compared",
                (false, false) => "holds",
            };
            (place, kept.event.title(), state)
        })
    }
}

/// For people.
#[must_use]
pub fn text(verified: &Verified, screen: Screen) -> String {
    let mut out = String::new();
    for (place, title, state) in verified.rows() {
        let tone = match state {
            "holds" => Tone::Good,
            "doubtful" => Tone::Bad,
            _ => Tone::Doubt,
        };
        out.push_str(&format!("{} {}  {}\n", screen.paint(tone, state), harmless(&title), harmless(place)));
    }
    for (heading, list, against) in
        [("doubtful", &verified.doubts, true), ("not compared", &verified.missing, true), ("told", &verified.doubts, false)]
    {
        let mut first = true;
        for doubt in list.iter().filter(|doubt| doubt.against == against) {
            if first {
                out.push_str(&format!("\n{}\n", screen.paint(Tone::Strong, heading)));
                first = false;
            }
            screen.paragraph(&mut out, "  ", &format!("{}: {}", doubt.place, doubt.what));
            if !doubt.help.is_empty() {
                screen.paragraph(&mut out, "    ", &format!("help: {}", doubt.help));
            }
        }
    }
    let count = |wanted: &str| verified.rows().filter(|(_, _, state)| *state == wanted).count();
    let (doubts, told) = verified.doubts.iter().partition::<Vec<_>, _>(|doubt| doubt.against);
    out.push_str(&format!(
        "\n{} approvals in {}: {} hold, {} doubtful, {} not compared; {} doubts, {} told\n",
        verified.ledger.events.len(),
        harmless(&verified.folder),
        count("holds"),
        count("doubtful"),
        count("not compared"),
        doubts.len(),
        told.len()
    ));
    out
}

/// For programs: docs/json.md.
#[must_use]
pub fn json(verified: &Verified) -> String {
    let doubts = |list: &[Doubt]| -> Vec<Value> {
        list.iter().map(|doubt| json!({ "place": doubt.place, "what": doubt.what, "help": doubt.help, "against": doubt.against })).collect()
    };
    let events: Vec<Value> = verified
        .ledger
        .events
        .iter()
        .zip(verified.rows())
        .map(|(kept, (place, _, state))| {
            json!({
                "place": place,
                "digest": kept.digest,
                "signer": kept.event.signer,
                "role": kept.event.role,
                "meaning": kept.event.meaning,
                "time": kept.event.time,
                "state": state,
                "records": kept.event.records.iter().map(|signed| signed.id.as_str()).collect::<Vec<_>>(),
            })
        })
        .collect();
    let report = json!({
        "version": 1,
        "folder": verified.folder,
        "events": events,
        "doubts": doubts(&verified.doubts),
        "missing": doubts(&verified.missing),
    });
    let mut out = serde_json::to_string_pretty(&report).unwrap_or_default();
    out.push('\n');
    out
}
