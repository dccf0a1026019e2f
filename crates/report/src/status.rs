//! The ladder of requirements: drafted, approved, designed, implemented, test planned, verified, released.
//!
//! A step that this version does not examine is "not known": never yes, never no.

use crate::approval;
use crate::facts::counted;
use crate::json;
use crate::release::overview::{self, Entry};
use crate::screen::{Screen, Tone, columns, padded, visible};
use primum_evidence::Verb;
use primum_evidence::baseline::Kept;
use primum_model::fingerprint::FINGERPRINT_VERSION;
use primum_model::{Fingerprint, Kind, Record, value};
use primum_rules::Analysis;
use primum_rules::approval::Standing;
use primum_rules::standards;
use primum_rules::verification::{State, Verified};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};
use std::collections::HashSet;

/// Is a step of the ladder reached?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Yes.
    Yes,
    /// No.
    No,
    /// This version does not examine it.
    NotKnown,
    /// The class, or the side of the device, does not ask for it.
    NotAsked,
}

impl Reached {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotKnown => "not known",
            Self::NotAsked => "not asked",
        }
    }

    /// The same in one character, for narrow tables.
    fn mark(self) -> &'static str {
        match self {
            Self::Yes => "+",
            Self::No => "-",
            Self::NotKnown => "?",
            Self::NotAsked => ".",
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Yes => Tone::Good,
            Self::No => Tone::Doubt,
            Self::NotKnown | Self::NotAsked => Tone::Faint,
        }
    }
}

/// Everything that a step can be.
const REACHED: [Reached; 4] = [Reached::Yes, Reached::No, Reached::NotKnown, Reached::NotAsked];

/// The steps, in their order.
pub const STEPS: [&str; 7] = ["drafted", "approved", "designed", "implemented", "test planned", "verified", "released"];

/// Why a step is not known.
pub(crate) const NOT_KNOWN: [(&str, &str); 4] = [
    ("approved", "primum.toml states no [[approvals]], or nobody looked who signed"),
    ("implemented", "no trace tag in the source says so"),
    ("verified", "no result of a test is on record"),
    ("released", "no release with a manifest is on record"),
];

/// One requirement on the ladder.
#[derive(Debug)]
pub struct Ladder<'m> {
    /// The requirement.
    pub record: Record<'m>,
    /// Its steps, in the order of [`STEPS`].
    pub steps: [Reached; 7],
}

/// Kinds that have a ladder.
pub const KINDS: [Kind; 4] = [Kind::SoftwareRequirement, Kind::SystemRequirement, Kind::UserNeed, Kind::Claim];

/// The ladder of every requirement of a kind that is not retired; nothing for a kind that has none.
#[must_use]
pub fn ladder(analysis: &Analysis, kind: Kind) -> Option<Vec<Ladder<'_>>> {
    let (tagged, released) = (tagged(analysis), released(analysis));
    let climb = |record| climb(analysis, record, &tagged, released.as_ref());
    KINDS.contains(&kind).then(|| analysis.model.of(kind).map(climb).collect())
}

/// The IDs that code says it implements, in trace tags.
fn tagged(analysis: &Analysis) -> HashSet<&str> {
    let tags = analysis.facts.tree.iter().flat_map(|tree| &tree.files).flat_map(|file| &file.tags);
    tags.filter(|tag| tag.verb == Verb::Implements).map(|tag| value::split_part(&tag.id).0).collect()
}

/// What was released, as ID and fingerprint, by the manifests that their records name; nothing where there is no such manifest.
fn released(analysis: &Analysis) -> Option<HashSet<(&str, &str)>> {
    let cut: Vec<_> = overview::entries(analysis).into_iter().filter(Entry::is_cut).filter_map(|entry| entry.kept).collect();
    let same = |kept: &&Kept| kept.manifest.fingerprints == FINGERPRINT_VERSION;
    let records = cut.iter().filter(|kept| same(kept)).flat_map(|kept| &kept.manifest.records).filter(|record| !record.retired);
    (!cut.is_empty()).then(|| records.map(|record| (record.id.as_str(), record.fingerprint.as_str())).collect())
}

fn climb<'m>(analysis: &'m Analysis, record: Record<'m>, tagged: &HashSet<&str>, released: Option<&HashSet<(&str, &str)>>) -> Ladder<'m> {
    let software = record.kind() == Kind::SoftwareRequirement;
    let elsewhere = record.says("allocated", "hardware") || record.says("allocated", "procedure");
    let designed = if software {
        design(analysis, record)
    } else if elsewhere {
        Reached::NotAsked
    } else {
        let below = software_below(record);
        let reached: Vec<Reached> = below.iter().map(|requirement| design(analysis, *requirement)).collect();
        if reached.is_empty() || reached.contains(&Reached::No) {
            Reached::No
        } else if reached.contains(&Reached::Yes) {
            Reached::Yes
        } else {
            Reached::NotAsked
        }
    };
    let levels: &[&str] = if software { &["system"] } else { &["system", "validation"] };
    let planned = record.linked_by("verifies").any(|test| levels.iter().any(|level| test.says("level", level)));
    let planned = if planned { Reached::Yes } else { Reached::No };
    let verified = match analysis.verification.verified(record) {
        Some(Verified::ByReview) => Reached::Yes,
        Some(Verified::ByTests(standing)) if standing.state == State::Passed => Reached::Yes,
        Some(Verified::ByTests(_) | Verified::Untested) => Reached::No,
        // Without a test nothing can have verified it; with one, only its result could tell.
        None if planned == Reached::Yes => Reached::NotKnown,
        None => Reached::No,
    };
    let implemented = if software || !elsewhere { implemented(record, tagged) } else { Reached::NotAsked };
    // What was released is what the record says now; a later wording is still to be released.
    let released = match released.map(|released| released.contains(&(record.id(), Fingerprint::of(record).to_string().as_str()))) {
        Some(true) => Reached::Yes,
        Some(false) => Reached::No,
        None => Reached::NotKnown,
    };
    Ladder { record, steps: [Reached::Yes, approved(analysis, record), designed, implemented, planned, verified, released] }
}

/// Approved: all that have to sign have signed what it says now, and what it rests on has not changed since.
fn approved(analysis: &Analysis, record: Record<'_>) -> Reached {
    match analysis.approvals.of(record) {
        _ if !approval::is_known(analysis) => Reached::NotKnown,
        Standing::NotAsked => Reached::NotAsked,
        Standing::Approved => Reached::Yes,
        Standing::Draft | Standing::Stale | Standing::Suspect => Reached::No,
    }
}

/// Implemented: code says so in a trace tag. Where no code of the project says anything of the kind, silence means nothing.
fn implemented(record: Record<'_>, tagged: &HashSet<&str>) -> Reached {
    if tagged.contains(record.id()) {
        Reached::Yes
    } else if record.kind() == Kind::SoftwareRequirement && !tagged.is_empty() {
        Reached::No
    } else {
        Reached::NotKnown
    }
}

/// Designed: allocated to an item, and as far as the class asks for detailed design, with a design of the item or of its units.
fn design(analysis: &Analysis, requirement: Record<'_>) -> Reached {
    let class = analysis.classes.of(requirement);
    let asks = |clause: &str| standards::find(clause).is_none_or(|(_, clause)| clause.classes.contains(class));
    let items: Vec<Record<'_>> =
        requirement.links("allocated-to").chain(requirement.linked_by("satisfies")).filter(|item| !item.is_retired()).collect();
    // Allocation to the whole system says nothing about design.
    let parts: Vec<Record<'_>> = items.into_iter().filter(|item| item.kind() != Kind::SoftwareSystem).collect();
    if !parts.is_empty() && parts.iter().all(|part| has_design(*part)) {
        return Reached::Yes;
    }
    if !asks("5.3.1") {
        return Reached::NotAsked;
    }
    if asks("5.4.2") || parts.is_empty() { Reached::No } else { Reached::Yes }
}

/// Has the part a design of its own, or has every part of it one?
fn has_design(part: Record<'_>) -> bool {
    // Only parts without a design of their own are entered, so one that has neither design nor parts decides.
    let mut seen = std::collections::BTreeSet::new();
    let mut queue = vec![part];
    while let Some(at) = queue.pop() {
        if at.linked_by("designs").next().is_some() {
            continue;
        }
        let before = queue.len();
        queue.extend(at.linked_by("part-of"));
        // A part that is met twice stands in a circle or under two parents: its place is not settled, so its design is not.
        if queue.len() == before || !seen.insert(at.position()) {
            return false;
        }
    }
    true
}

/// The software requirements that come from a record, over any number of steps.
fn software_below(record: Record<'_>) -> Vec<Record<'_>> {
    let mut seen = std::collections::BTreeSet::from([record.position()]);
    let mut queue = vec![record];
    let mut found = Vec::new();
    while let Some(at) = queue.pop() {
        let below = at.linked_by("derives-from").chain(at.links("realised-by"));
        for next in below.filter(|next| !next.is_retired()) {
            if seen.insert(next.position()) {
                if next.kind() == Kind::SoftwareRequirement {
                    found.push(next);
                }
                queue.push(next);
            }
        }
    }
    found
}

/// How many requirements have reached each step.
fn totals(ladders: &[Ladder<'_>], step: usize) -> [usize; 4] {
    let count = |reached: Reached| ladders.iter().filter(|ladder| ladder.steps[step] == reached).count();
    [count(Reached::Yes), count(Reached::No), count(Reached::NotKnown), count(Reached::NotAsked)]
}

/// The ladder as text: one row for every requirement, then the totals.
///
/// # Errors
/// When the kind has no ladder: says which kinds have one.
pub fn text(analysis: &Analysis, kind: Kind, screen: Screen) -> Result<String, String> {
    let ladders = ladder(analysis, kind).ok_or_else(|| no_ladder(analysis, kind))?;
    let spec = analysis.model.config.schema.spec(kind);
    let mut out = String::new();
    if ladders.is_empty() {
        screen.flow(&mut out, "", "", &[(Tone::Plain, &format!("there are no {}: nothing is known about any step", spec.plural))]);
        return Ok(out);
    }
    table(&mut out, screen, &ladders);
    out.push('\n');
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &counted(ladders.len(), &spec.name, &spec.plural))]);
    for (position, step) in STEPS.iter().enumerate() {
        let words = ["yes", "no", "not known", "not asked"];
        let parts: Vec<String> = totals(&ladders, position)
            .iter()
            .zip(words)
            .filter(|(count, _)| **count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let why = NOT_KNOWN.iter().find(|(name, _)| name == step).map_or("", |(_, why)| *why);
        let standings = || approval::counts_in_words(analysis, ladders.iter().map(|ladder| ladder.record));
        let why = match *step {
            _ if totals(&ladders, position)[2] > 0 => format!("({why})"),
            "approved" if totals(&ladders, position)[3] < ladders.len() => format!("({})", standings()),
            _ => String::new(),
        };
        screen.flow(&mut out, &format!("  {step:<13}"), "               ", &[(Tone::Plain, &parts.join(", ")), (Tone::Faint, &why)]);
    }
    Ok(out)
}

fn no_ladder(analysis: &Analysis, kind: Kind) -> String {
    let schema = &analysis.model.config.schema;
    let names: Vec<&str> = KINDS.iter().map(|kind| schema.spec(*kind).name.as_str()).collect();
    format!("a {} has no ladder; these kinds have one: {}", schema.spec(kind).name, names.join(", "))
}

fn table(out: &mut String, screen: Screen, ladders: &[Ladder<'_>]) {
    let id = ladders.iter().map(|ladder| columns(ladder.record.id())).max().unwrap_or(2).clamp(2, 24);
    // Words need 72 columns beside the ID; below that one character says it, under two letters for the step.
    let words = screen.width >= id + 2 + STEPS.iter().map(|step| step.len().max(9) + 2).sum::<usize>();
    let widths = STEPS.map(|step| if words { step.len().max(9) } else { 2 });
    let mut head = padded("ID", id);
    for (step, width) in STEPS.iter().zip(widths) {
        head.push_str("  ");
        head.push_str(&padded(if words { step } else { short(step) }, width));
    }
    if !words {
        legend(out, screen, &STEPS.map(|step| format!("{} {step}", short(step))));
        legend(out, screen, &REACHED.map(|reached| format!("{} {}", reached.mark(), reached.name())));
    }
    let room = screen.width.saturating_sub(columns(&head) + 2);
    if room >= 12 {
        head.push_str("  title");
    }
    out.push_str(&screen.paint(Tone::Strong, head.trim_end()));
    out.push('\n');
    for ladder in ladders {
        let mut row = padded(&visible(ladder.record.id()), id);
        for (reached, width) in ladder.steps.iter().zip(widths) {
            row.push_str("  ");
            row.push_str(&screen.paint(reached.tone(), &padded(if words { reached.name() } else { reached.mark() }, width)));
        }
        if room >= 12 {
            row.push_str("  ");
            row.push_str(&cut(&visible(&ladder.record.title()), room));
        }
        out.push_str(row.trim_end());
        out.push('\n');
    }
}

/// Two letters for a step.
fn short(step: &str) -> &str {
    if step == "test planned" { "tp" } else { step.get(..2).unwrap_or(step) }
}

/// Signs and what they mean. A line breaks between two of them, never within one.
fn legend(out: &mut String, screen: Screen, entries: &[String]) {
    let mut line = String::new();
    for (at, entry) in entries.iter().enumerate() {
        let comma = if at + 1 < entries.len() { "," } else { "" };
        if !line.is_empty() && columns(&line) + 1 + columns(entry) + comma.len() > screen.width {
            out.push_str(&screen.paint(Tone::Faint, &line));
            out.push('\n');
            line.clear();
        }
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(entry);
        line.push_str(comma);
    }
    out.push_str(&screen.paint(Tone::Faint, &line));
    out.push('\n');
}

fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for character in text.chars() {
        if columns(&out) + crate::screen::column_of(character) + 1 > width {
            break;
        }
        out.push(character);
    }
    out.push('…');
    out
}

/// The ladder as JSON. The contract is `docs/json.md`.
///
/// # Errors
/// When the kind has no ladder: says which kinds have one.
pub fn json(analysis: &Analysis, kind: Kind) -> Result<String, String> {
    let ladders = ladder(analysis, kind).ok_or_else(|| no_ladder(analysis, kind))?;
    Ok(json::text(&Status { analysis, kind, ladders }))
}

struct Status<'a> {
    analysis: &'a Analysis,
    kind: Kind,
    ladders: Vec<Ladder<'a>>,
}

impl Serialize for Status<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.analysis)?;
        map.serialize_entry("kind", &self.analysis.model.config.schema.spec(self.kind).name)?;
        map.serialize_entry("steps", &STEPS)?;
        map.serialize_entry("not_known_because", &json::InOrder(NOT_KNOWN.to_vec()))?;
        let sums = STEPS.iter().enumerate().map(|(position, step)| {
            let [yes, no, not_known, not_asked] = totals(&self.ladders, position);
            (*step, json!({ "yes": yes, "no": no, "not known": not_known, "not asked": not_asked }))
        });
        map.serialize_entry("totals", &json::InOrder(sums.collect()))?;
        let rows: Vec<Value> = self.ladders.iter().map(|ladder| row(self.analysis, ladder)).collect();
        map.serialize_entry("records", &rows)?;
        map.end()
    }
}

fn row(analysis: &Analysis, ladder: &Ladder<'_>) -> Value {
    let steps: serde_json::Map<String, Value> =
        STEPS.iter().zip(ladder.steps).map(|(step, reached)| ((*step).to_owned(), json!(reached.name()))).collect();
    json!({
        "id": ladder.record.id(),
        "title": ladder.record.title(),
        "class": analysis.classes.of(ladder.record).letter(),
        "steps": steps,
        "approval": approval::json(analysis, ladder.record),
    })
}

#[cfg(test)]
mod tests;
