//! One hazard, situation, cause, threat or control: what it leads to, and the chain from cause to proof below it.

use super::rows::Row;
use crate::classify::Found;
use crate::estimates::{self, Moment, region, sign};
use crate::phrase::Phrase;
use crate::screen::{Screen, Tone};
use crate::trace::Lines;
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::class::Step;
use primum_rules::risk::{self, Estimate};

/// One record in a tree that is a list in reading order.
#[derive(Debug)]
pub(crate) struct Node {
    /// How far from the record at the root; 1 is next to it.
    pub(crate) depth: usize,
    /// The record whose neighbour it is, by position.
    pub(crate) of: u32,
    /// The link, read from that record to this one.
    pub(crate) link: &'static str,
    /// The record, by position.
    pub(crate) record: u32,
    /// Is it told earlier in this tree? Then it is not told again.
    pub(crate) again: bool,
    /// Is it the last of its siblings?
    pub(crate) last: bool,
    pub(crate) remarks: Vec<Remark>,
}

/// What there is to say about a record in the chain.
#[derive(Clone, Debug)]
pub(crate) struct Remark {
    pub(crate) words: Phrase,
    pub(crate) tone: Tone,
    /// Is something missing?
    pub(crate) hole: bool,
}

impl Remark {
    fn new(words: Phrase) -> Self {
        Self { words, tone: Tone::Faint, hole: false }
    }

    fn hole(words: impl Into<Phrase>) -> Self {
        Self { words: words.into(), tone: Tone::Bad, hole: true }
    }
}

/// A record with what it leads to and what acts against it.
#[derive(Debug)]
pub(crate) struct Chain {
    pub(crate) remarks: Vec<Remark>,
    /// Up to the hazards.
    pub(crate) leads_to: Vec<Node>,
    /// Down to the proofs.
    pub(crate) below: Vec<Node>,
}

impl Chain {
    pub(crate) fn new(analysis: &Analysis, at: u32) -> Self {
        let root = analysis.model.at(at);
        Self { remarks: remarks(analysis, root), leads_to: walk(analysis, root, above), below: walk(analysis, root, below) }
    }

    pub(crate) fn holes(&self) -> usize {
        let own = self.remarks.iter().chain(self.leads_to.iter().chain(&self.below).flat_map(|node| &node.remarks));
        own.filter(|remark| remark.hole).count()
    }
}

/// The link from a control to the situations that it brings itself.
const BRINGS: &str = "brings";

/// Neighbours in one direction: the link, and the record.
type Neighbours = fn(Record<'_>) -> Vec<(&'static str, Record<'_>)>;

fn walk(analysis: &Analysis, root: Record<'_>, neighbours: Neighbours) -> Vec<Node> {
    let model = &analysis.model;
    let mut seen = vec![false; model.records().len()];
    seen[root.position() as usize] = true;
    let mut list: Vec<Node> = Vec::new();
    let next = |of: Record<'_>, depth: usize| {
        let mut found: Vec<Node> = neighbours(of)
            .into_iter()
            .filter(|(_, record)| !record.is_retired())
            .map(|(link, record)| Node {
                depth,
                of: of.position(),
                link,
                record: record.position(),
                again: false,
                last: false,
                remarks: Vec::new(),
            })
            .collect();
        if let Some(last) = found.last_mut() {
            last.last = true;
        }
        found.reverse();
        found
    };
    let mut open = next(root, 1);
    while let Some(mut node) = open.pop() {
        let record = model.at(node.record);
        node.again = seen[node.record as usize];
        if node.link == BRINGS {
            // The new situation has a chain of its own, in which it is told whole.
            node.again = false;
            node.remarks = remarks(analysis, record);
        } else if !node.again {
            seen[node.record as usize] = true;
            node.remarks = remarks(analysis, record);
            open.extend(next(record, node.depth + 1));
        }
        list.push(node);
    }
    list
}

/// What a record leads to: from control to cause, from cause to situation, from situation to hazard.
fn above(record: Record<'_>) -> Vec<(&'static str, Record<'_>)> {
    match record.kind() {
        Kind::HazardousSituation => record.links("hazard").map(|hazard| ("is a way to", hazard)).collect(),
        Kind::Cause => record.links("contributes-to").map(|to| ("contributes to", to)).collect(),
        Kind::Threat => record.links("leads-to").map(|to| ("leads to", to)).collect(),
        Kind::RiskControl => record.links("controls").map(|to| ("acts against", to)).collect(),
        _ => Vec::new(),
    }
}

/// What stands below a record on the way to its proofs.
fn below(record: Record<'_>) -> Vec<(&'static str, Record<'_>)> {
    let mut list: Vec<(&'static str, Record<'_>)> = Vec::new();
    let of_kind = |field: &'static str, kinds: &'static [Kind]| record.linked_by(field).filter(move |by| kinds.contains(&by.kind()));
    match record.kind() {
        Kind::Hazard => {
            list.extend(of_kind("hazard", &[Kind::HazardousSituation]).map(|by| ("comes about in", by)));
            list.extend(risk::controls(record).map(|by| ("controlled by", by)));
        }
        Kind::HazardousSituation => {
            list.extend(risk::contributors(record).map(|by| (if by.kind() == Kind::Threat { "threatened by" } else { "caused by" }, by)));
            list.extend(risk::controls(record).map(|by| ("controlled by", by)));
        }
        Kind::Cause | Kind::Threat => list.extend(risk::controls(record).map(|by| ("controlled by", by))),
        Kind::RiskControl => {
            list.extend(of_kind("implements", &[Kind::SoftwareRequirement, Kind::SystemRequirement]).map(|by| ("put into words by", by)));
            list.extend(record.links("implementation-proof").map(|proof| ("implementation shown by", proof)));
            list.extend(record.links("effectiveness-proof").map(|proof| ("effectiveness shown by", proof)));
            list.extend(of_kind("verifies", &[Kind::Test]).map(|by| ("verified by", by)));
            list.extend(record.links("brings").map(|to| (BRINGS, to)));
        }
        Kind::SystemRequirement => {
            list.extend(of_kind("derives-from", &[Kind::SoftwareRequirement, Kind::SystemRequirement]).map(|by| ("refined by", by)));
            list.extend(of_kind("verifies", &[Kind::Test]).map(|by| ("verified by", by)));
        }
        Kind::SoftwareRequirement => {
            let carrying = record.links("allocated-to").chain(record.linked_by("satisfies"));
            list.extend(carrying.map(|item| ("carried out by", item)));
            list.extend(of_kind("verifies", &[Kind::Test]).map(|by| ("verified by", by)));
        }
        _ => {}
    }
    let mut seen = std::collections::HashSet::new();
    list.retain(|(link, record)| seen.insert((*link, record.position())));
    list
}

fn remarks(analysis: &Analysis, record: Record<'_>) -> Vec<Remark> {
    match record.kind() {
        Kind::HazardousSituation => of_situation(analysis, record),
        Kind::Cause | Kind::Threat => of_cause(analysis, record),
        Kind::RiskControl => of_control(analysis, record),
        Kind::Test | Kind::Review => of_proof(analysis, record),
        Kind::SoftwareRequirement | Kind::SystemRequirement => of_requirement(record),
        Kind::SoftwareSystem | Kind::SoftwareItem | Kind::SoftwareUnit => {
            vec![Remark::new(Phrase::of(format!("class {}", analysis.classes.of(record))))]
        }
        Kind::Hazard if record.linked_by("hazard").next().is_none() => vec![Remark::hole("no hazardous situation")],
        _ => Vec::new(),
    }
}

fn of_situation(analysis: &Analysis, situation: Record<'_>) -> Vec<Remark> {
    let row = Row::of(analysis, situation);
    let rated = |what: &str, words: String, acceptability| Remark {
        words: Phrase::of(format!("{what}: {words}: {} {}", sign(acceptability), region(acceptability))),
        tone: estimates::tone(acceptability),
        hole: false,
    };
    let mut list = vec![rated("before controls", row.before.words(), row.before.acceptability)];
    if situation.links("credits").next().is_some() {
        for system in &analysis.classes.systems {
            let judged = Found::of(analysis).judge(system.record, situation.position());
            // Several systems may be judged alike; what the external controls leave is told where it counts.
            if judged.credit.counts && judged.step != Step::AcceptableBefore {
                let words = estimates::in_words(situation, judged.estimate, Moment::External);
                let mut remark = rated("after external controls", words, judged.estimate.acceptability);
                remark.words = remark.words.text(" (for ").record(system.record).text(")");
                list.push(remark);
            }
        }
    }
    list.push(rated("after all controls", row.after.words(), row.after.acceptability));
    list.extend(stands(&row.standing));
    if !row.classes.is_empty() {
        let join = |phrase: Phrase, (at, (system, class)): (usize, &(u32, primum_model::Class))| {
            phrase.text(if at > 0 { ", " } else { "" }).text(format!("{class} for ")).record(*system)
        };
        list.push(Remark::new(row.classes.iter().enumerate().fold(Phrase::of("asks for class "), join)));
    }
    if risk::contributors(situation).next().is_none() && !situation.says("software-contributes", "no") {
        list.push(Remark::hole("no cause"));
    }
    if !analysis.risk.acting_against(situation).any && row.standing.open {
        list.push(Remark::hole("no risk control"));
    }
    list
}

/// Where the risk stands, where the region does not say it all.
fn stands(standing: &super::Standing) -> Option<Remark> {
    let tone = if standing.open { Tone::Bad } else { Tone::Good };
    (standing.words != "acceptable").then(|| Remark { words: Phrase::of(standing.words.clone()), tone, hole: standing.open })
}

fn of_cause(analysis: &Analysis, cause: Record<'_>) -> Vec<Remark> {
    let mut list = Vec::new();
    let (place, what) = if cause.kind() == Kind::Threat { ("entry-point", "comes in through ") } else { ("located-in", "sits in ") };
    if let Some(kind) = cause.text("type") {
        list.push(Remark::new(Phrase::of(format!("type: {kind}"))));
    }
    let mut located = false;
    for at in cause.links(place).filter(|at| !at.is_retired()) {
        located = true;
        let class = if matches!(at.kind(), Kind::SoftwareSystem | Kind::SoftwareItem | Kind::SoftwareUnit) {
            format!(", class {}", analysis.classes.of(at))
        } else {
            String::new()
        };
        list.push(Remark::new(Phrase::of(what).record(at.position()).text(class)));
    }
    if !located {
        list.push(Remark::hole(if place == "entry-point" { "no entry point" } else { "no item in which it sits" }));
    }
    if cause.kind() == Kind::Threat {
        let row = super::ThreatRow::of(cause);
        for (moment, name) in super::MOMENTS.into_iter().enumerate() {
            let region = row.acceptability[moment];
            let words = format!("{name}: {}: {} {}", row.words(moment), sign(region), estimates::region(region));
            list.push(Remark { words: Phrase::of(words), tone: estimates::tone(region), hole: false });
        }
        list.extend(stands(&row.standing));
    }
    if !analysis.risk.acting_on(cause).any && !is_controlled_elsewhere(analysis, cause) {
        list.push(Remark::hole("no risk control"));
    }
    list
}

/// Does something act against each of its situations, or need none of them a control?
fn is_controlled_elsewhere(analysis: &Analysis, cause: Record<'_>) -> bool {
    let situations = cause.links("contributes-to").chain(cause.links("leads-to"));
    let mut situations = situations.filter(|to| to.kind() == Kind::HazardousSituation && !to.is_retired()).peekable();
    situations.peek().is_some()
        && situations.all(|situation| {
            let known = analysis.risk.situation(situation).map(|known| known.before).unwrap_or_default();
            analysis.risk.acting_on(situation).any || Estimate::is_acceptable(known)
        })
}

fn of_control(analysis: &Analysis, control: Record<'_>) -> Vec<Remark> {
    let mut list = Vec::new();
    let said = |field: &'static str| control.values(field).map(|value| value.text).collect::<Vec<_>>().join(", ");
    let parts = [said("option"), said("place"), control.value("lowers").map_or(String::new(), |_| format!("lowers {}", said("lowers")))];
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    if !parts.is_empty() {
        list.push(Remark::new(Phrase::of(parts.join("; "))));
    }
    if control.value("place").is_none() {
        list.push(Remark::hole("does not say where it lives"));
    }
    if let Some(home) = analysis.risk.home(control).filter(|home| !home.items.is_empty()) {
        list.push(Remark::new(Phrase::of("carried out by ").records(&home.items)));
    }
    if let Some(risks) = control.text("new-risks") {
        list.push(Remark::new(Phrase::of(format!("new risks: {risks}"))));
    }
    if control.says("place", "this software") && control.linked_by("implements").next().is_none() {
        list.push(Remark::hole("no requirement puts it into words"));
    }
    for (field, what) in [("implementation-proof", "no proof that it is in place"), ("effectiveness-proof", "no proof of effectiveness")] {
        if control.links(field).next().is_none() {
            list.push(Remark::hole(what));
        }
    }
    list
}

fn of_proof(analysis: &Analysis, proof: Record<'_>) -> Vec<Remark> {
    let mut list = Vec::new();
    if let Some(level) = proof.text("level") {
        list.push(Remark::new(Phrase::of(format!("{level} test"))));
    }
    match (analysis.risk.proofs.evaluated_in(proof), analysis.risk.proofs.holds(proof)) {
        (Some(review), Ok(())) => {
            list.push(Remark { tone: Tone::Good, ..Remark::new(Phrase::of("✓ evaluated in ").record(review.position())) })
        }
        (None, Ok(())) => {
            let held = proof.text("held").map_or(String::new(), |held| format!(", held {held}"));
            list.push(Remark { tone: Tone::Good, ..Remark::new(Phrase::of(format!("✓ it counts{held}"))) });
        }
        (_, Err(why)) => list.push(Remark::hole(why.words())),
    }
    list
}

fn of_requirement(requirement: Record<'_>) -> Vec<Remark> {
    let mut list = Vec::new();
    let tested = requirement.linked_by("verifies").any(|by| by.kind() == Kind::Test);
    let refined = requirement.kind() == Kind::SystemRequirement && requirement.linked_by("derives-from").next().is_some();
    if requirement.kind() == Kind::SoftwareRequirement
        && requirement.links("allocated-to").chain(requirement.linked_by("satisfies")).next().is_none()
    {
        list.push(Remark::hole("no item carries it out"));
    }
    if !tested && !refined {
        list.push(Remark::hole("no test"));
    }
    list
}

/// The chain for a terminal.
pub(super) fn text(analysis: &Analysis, at: u32, screen: Screen) -> String {
    let model = &analysis.model;
    let chain = Chain::new(analysis, at);
    let root = model.at(at);
    let mut out = String::new();
    let kind = format!("({})", root.spec().name);
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, root.id()), (Tone::Plain, &root.title()), (Tone::Faint, &kind)]);
    for remark in &chain.remarks {
        screen.flow(&mut out, "  ", "    ", &[(remark.tone, &said(analysis, remark))]);
    }
    for (title, list) in [("What it leads to", &chain.leads_to), ("From cause to proof", &chain.below)] {
        if list.is_empty() {
            continue;
        }
        out.push('\n');
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, title)]);
        let mut lines = Lines::default();
        for node in list {
            let (lead, rest) = lines.next(node.depth, node.last, screen);
            let record = model.at(node.record);
            let again = if node.again { "(see above)" } else { "" };
            let link = format!("{}:", node.link);
            let title = record.title();
            let mut pieces = vec![
                (Tone::Faint, link),
                (Tone::Strong, record.id().to_owned()),
                (Tone::Plain, title.into_owned()),
                (Tone::Faint, again.to_owned()),
            ];
            // At the ends of the tree there is little to say, and it is said in one line.
            let inline =
                matches!(record.kind(), Kind::Test | Kind::Review | Kind::SoftwareSystem | Kind::SoftwareItem | Kind::SoftwareUnit);
            if inline {
                pieces.extend(node.remarks.iter().map(|remark| (remark.tone, format!("· {}", said(analysis, remark)))));
            }
            let pieces: Vec<(Tone, &str)> = pieces.iter().map(|(tone, text)| (*tone, text.as_str())).collect();
            screen.flow(&mut out, &lead, &rest, &pieces);
            for remark in node.remarks.iter().filter(|_| !inline) {
                screen.flow(&mut out, &rest, &format!("{rest}  "), &[(remark.tone, &said(analysis, remark))]);
            }
        }
    }
    if chain.below.is_empty() {
        out.push('\n');
        screen.flow(&mut out, "", "  ", &[(Tone::Bad, "✗ nothing stands between it and a proof: no cause, no control, no test")]);
    }
    out.push('\n');
    let holes = crate::site::capital(&crate::site::counted(chain.holes(), "hole", "holes"));
    screen.paragraph(&mut out, "", &format!("{holes}. {}", super::LIMITS));
    out
}

/// The words of a remark, a hole with its mark.
fn said(analysis: &Analysis, remark: &Remark) -> String {
    let words = remark.words.plain(&analysis.model);
    if remark.hole { format!("✗ {words}") } else { words }
}
