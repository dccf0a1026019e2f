//! The neighbourhood of one record: everything it comes from and everything that comes of it, each record expanded once.

use crate::approval;
use crate::screen::{Screen, Tone};
use primum_model::{Kind, Model, Record};
use primum_rules::Analysis;
use primum_rules::approval::Standing;
use primum_rules::rule::{Finding, Level};
use std::fmt::Write;

/// What surrounds one record.
#[derive(Debug)]
pub struct Neighbourhood {
    /// The record, by position.
    pub record: u32,
    /// Where it comes from, depth first.
    pub upstream: Vec<Branch>,
    /// What comes of it, depth first.
    pub downstream: Vec<Branch>,
}

/// One record in a tree. The tree is a list in reading order, so that its depth costs no stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// How far from the record at the root; 1 is next to it.
    pub depth: u32,
    /// The record, by position.
    pub record: u32,
    /// The record whose neighbour it is.
    pub of: u32,
    /// The kind and field that make the link, and whether it is read backwards.
    link: (u32, u32, bool),
    /// Is it expanded earlier in this tree?
    pub again: bool,
    /// Does the link lead sideways, so that the record is shown and not expanded?
    pub sideways: bool,
    /// Is it the last of its siblings?
    pub last: bool,
}

/// There is no record with this ID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The ID asked for.
    pub id: String,
    /// An ID that is much like it.
    pub near: Option<String>,
}

impl Unknown {
    pub(crate) fn new(model: &Model, id: &str) -> Self {
        let near = primum_model::suggest::nearest(&id.to_ascii_uppercase(), model.records().map(Record::id));
        Self { id: id.to_owned(), near: near.map(str::to_owned) }
    }
}

impl std::fmt::Display for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no record {}", self.id)?;
        self.near.as_ref().map_or(Ok(()), |near| write!(f, "; did you mean {near}?"))
    }
}

/// Link fields whose target comes after the record that names it. By all others a record names what it comes from.
const DOWNSTREAM: [&str; 9] = [
    "allocated-to",
    "uses",
    "realised-by",
    "implementation-proof",
    "effectiveness-proof",
    "effectiveness",
    "verified-by",
    "raises",
    "released-in",
];

/// The field by which a part names what it belongs to.
const PART_OF: &str = "part-of";

/// Link fields that lead sideways. Their other end is shown and not expanded: through what merely touches it, every record of a
/// project is a neighbour of every other.
const SIDEWAYS: [&str; 19] = [
    "located-in",
    "uses",
    "used-by",
    "between",
    "entry-point",
    "separates",
    "from",
    "of",
    "changes",
    "target",
    "examines",
    "affects",
    "residual",
    "release",
    "released-in",
    "raises",
    "effectiveness",
    "duplicate-of",
    "answers",
];

/// Finds the record and walks both ways.
///
/// # Errors
/// When there is no such record.
pub fn neighbourhood(analysis: &Analysis, id: &str) -> Result<Neighbourhood, Unknown> {
    let model = &analysis.model;
    let root = model.find(id).ok_or_else(|| Unknown::new(model, id))?;
    Ok(Neighbourhood { record: root.position(), upstream: walk(model, root, false), downstream: walk(model, root, true) })
}

fn walk(model: &Model, root: Record<'_>, down: bool) -> Vec<Branch> {
    let root_is_part = matches!(root.kind(), Kind::SoftwareItem | Kind::SoftwareUnit);
    let mut expanded = vec![false; model.records().len()];
    expanded[root.position() as usize] = true;
    let mut list = Vec::new();
    let mut stack = neighbours(root, down, 1);
    stack.reverse();
    while let Some(mut branch) = stack.pop() {
        branch.again = expanded[branch.record as usize];
        list.push(branch);
        if branch.again || branch.sideways {
            continue;
        }
        expanded[branch.record as usize] = true;
        let from = stack.len();
        let mut next = neighbours(model.at(branch.record), down, branch.depth + 1);
        // What a part belongs to carries out other requirements too. They are the sources of the part only where one asks for a part.
        if branch.link_name(model) == PART_OF && !root_is_part {
            next.retain(|next| next.link_name(model) == PART_OF);
            if let Some(last) = next.last_mut() {
                last.last = true;
            }
        }
        stack.extend(next);
        stack[from..].reverse();
    }
    list
}

/// The next records in one direction, each once per link name.
fn neighbours(record: Record<'_>, down: bool, depth: u32) -> Vec<Branch> {
    let of = record.position();
    let mut list: Vec<Branch> = Vec::new();
    let mut push = |target: Record<'_>, link, name: &str| {
        let sideways = SIDEWAYS.contains(&name);
        list.push(Branch { depth, record: target.position(), of, link, again: false, sideways, last: false });
    };
    let field_of = |owner: Record<'_>, name: &str| {
        let kind = owner.kind().position() as u32;
        owner.spec().field(name).map_or((kind, 0), |(at, _)| (kind, u32::from(at)))
    };
    for (value, target) in record.outgoing() {
        if DOWNSTREAM.contains(&value.field.name.as_str()) == down {
            let (kind, field) = field_of(record, &value.field.name);
            push(target, (kind, field, false), &value.field.name);
        }
    }
    for (source, field) in record.incoming() {
        if DOWNSTREAM.contains(&field.name.as_str()) != down {
            let (kind, at) = field_of(source, &field.name);
            push(source, (kind, at, true), &field.name);
        }
    }
    let mut seen = std::collections::HashSet::new();
    list.retain(|branch| seen.insert((branch.record, branch.link)));
    if let Some(last) = list.last_mut() {
        last.last = true;
    }
    list
}

impl Branch {
    /// The name of the link, read from the record before to this one.
    #[must_use]
    pub fn link_name(self, model: &Model) -> &str {
        let (kind, field, backwards) = self.link;
        let Some(field) = model.config.schema.kinds().get(kind as usize).and_then(|kind| kind.fields.get(field as usize)) else {
            return "";
        };
        if backwards && !field.inverse.is_empty() { &field.inverse } else { &field.name }
    }
}

/// The open and accepted findings of every record, in the order of the analysis.
pub(crate) struct FindingsByRecord<'a> {
    all: &'a [Finding],
    starts: Vec<u32>,
    order: Vec<u32>,
}

impl<'a> FindingsByRecord<'a> {
    pub(crate) fn new(analysis: &'a Analysis) -> Self {
        let count = analysis.model.records().len();
        let mut starts = vec![0u32; count + 1];
        for at in analysis.findings.iter().filter_map(|finding| finding.record) {
            starts[at as usize + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut order = vec![0u32; starts[count] as usize];
        for (position, finding) in analysis.findings.iter().enumerate() {
            if let Some(at) = finding.record {
                order[next[at as usize] as usize] = position as u32;
                next[at as usize] += 1;
            }
        }
        Self { all: &analysis.findings, starts, order }
    }

    pub(crate) fn of(&self, record: u32) -> impl Iterator<Item = &'a Finding> {
        let range = self.starts[record as usize] as usize..self.starts[record as usize + 1] as usize;
        self.order[range].iter().map(|at| &self.all[*at as usize])
    }
}

/// The text of a finding at a record: level, rule, message, and the deviation that accepts it.
pub(super) fn finding_line(model: &Model, finding: &Finding) -> String {
    let accepted = finding.accepted_by.map_or_else(String::new, |by| format!(" (accepted by {})", model.at(by).id()));
    format!("{}[{}]: {}{accepted}", finding.level.name(), finding.rule.name, finding.message)
}

fn tone(finding: &Finding) -> Tone {
    match finding.level {
        _ if finding.accepted_by.is_some() => Tone::Faint,
        Level::Error => Tone::Bad,
        Level::Warning => Tone::Doubt,
        Level::Note => Tone::Plain,
    }
}

/// The lines that draw a tree.
#[derive(Default)]
pub(crate) struct Lines {
    /// By depth: does the branch still go on?
    open: Vec<bool>,
}

impl Lines {
    /// What stands before the first line of the next branch, and before its other lines. The depth counts from 1.
    pub(crate) fn next(&mut self, depth: usize, last: bool, screen: Screen) -> (String, String) {
        // Where a branch above still goes on, its line is drawn through.
        self.open.truncate(depth - 1);
        // Beyond this depth the lines would fill the terminal; the depth is written instead.
        let deepest = (screen.width / 6).max(4);
        let mut lead = String::from("  ");
        if self.open.len() <= deepest {
            self.open.iter().for_each(|more| lead.push_str(if *more { "│ " } else { "  " }));
        } else {
            let _ = write!(lead, "({depth}) ");
        }
        let rest = format!("{lead}{}   ", if last { ' ' } else { '│' });
        lead.push_str(if last { "└ " } else { "├ " });
        self.open.push(!last);
        (lead, rest)
    }
}

pub(super) fn text(analysis: &Analysis, around: &Neighbourhood, screen: Screen) -> String {
    let model = &analysis.model;
    let findings = FindingsByRecord::new(analysis);
    let root = model.at(around.record);
    let mut out = String::new();
    let head = format!("{} {} ({})", root.id(), root.title(), root.spec().name);
    screen.paragraph(&mut out, "", &head);
    let standing = *analysis.approvals.of(root);
    for (at, line) in approval::lines(analysis, root).iter().enumerate() {
        let line = if at == 0 { format!("{}: {line}", standing.name()) } else { line.clone() };
        screen.flow(&mut out, "  ", "    ", &[(if at == 0 { approval::tone(standing) } else { Tone::Plain }, &line)]);
    }
    for finding in findings.of(around.record) {
        screen.flow(&mut out, "  ! ", "    ", &[(tone(finding), &finding_line(model, finding))]);
    }
    for (title, list, nothing) in [
        ("Upstream: where it comes from", &around.upstream, "nothing: no record says where it comes from"),
        ("Downstream: what comes of it", &around.downstream, "nothing: no record builds on it"),
    ] {
        let _ = write!(out, "\n{title}\n");
        if list.is_empty() {
            let _ = writeln!(out, "  {nothing}");
        }
        let mut lines = Lines::default();
        for branch in list {
            let (lead, rest) = lines.next(branch.depth as usize, branch.last, screen);
            let record = model.at(branch.record);
            let again = if branch.again { ", see above" } else { "" };
            let retired = if record.is_retired() { ", retired" } else { "" };
            let standing = match analysis.approvals.of(record) {
                _ if !approval::is_known(analysis) => String::new(),
                Standing::NotAsked => String::new(),
                standing => format!(", {}", standing.name()),
            };
            let (link, kind) = (branch.link_name(model), &record.spec().name);
            let line = format!("{link}: {} {} ({kind}{standing}{retired}{again})", record.id(), record.title());
            screen.flow(&mut out, &lead, &rest, &[(Tone::Plain, &line)]);
            if !branch.again {
                for finding in findings.of(branch.record) {
                    screen.flow(&mut out, &format!("{rest}! "), &format!("{rest}  "), &[(tone(finding), &finding_line(model, finding))]);
                }
            }
        }
    }
    out
}
