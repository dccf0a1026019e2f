//! Walks the model with every rule: filters by class, counts what was examined, collects findings.

use crate::Facts;
use crate::approval::Approvals;
use crate::class::ClassTable;
use crate::ownership::Ownership;
use crate::planning;
use crate::register::Register;
use crate::risk::RiskFile;
use crate::rule::{Check, Finding, Findings, Reports, Rule};
use crate::verification::Verification;
use primum_model::{FaultKind, Model, Record};

/// What a rule has done in this project.
#[derive(Debug)]
pub struct Outcome {
    /// The rule.
    pub rule: &'static Rule,
    /// How many things it examined. What a record in draft says is examined as well, and counts for nothing.
    pub examined: usize,
    /// How many it would have examined at a higher class. A rule about the project as a whole that was not run counts as one.
    pub passed_over: usize,
    /// How many of its findings are open.
    pub findings: usize,
    /// How many of its findings a deviation accepts.
    pub accepted: usize,
}

/// What has been found out before any rule runs.
#[derive(Clone, Copy, Debug)]
pub struct Known<'r> {
    /// What is known beside the records.
    pub facts: &'r Facts,
    /// What evidence proves.
    pub verification: &'r Verification,
    /// What is in the software, and what the records say about it.
    pub register: &'r Register,
    /// Where each record stands with those who have to sign it.
    pub approvals: &'r Approvals,
    /// The risk file.
    pub risk: &'r RiskFile,
    /// The classes.
    pub classes: &'r ClassTable,
    /// Who owns which file.
    pub ownership: &'r Ownership,
}

/// Runs every rule. Findings come rule by rule, in the order of the records.
#[must_use]
pub fn run(model: &Model, known: Known<'_>, rules: &[&'static Rule]) -> (Vec<Outcome>, Vec<Finding>) {
    let mut list = Vec::new();
    let outcomes = rules
        .iter()
        .map(|rule| {
            let (examined, passed_over) = one(model, known, rule, &mut list);
            Outcome { rule, examined, passed_over, findings: 0, accepted: 0 }
        })
        .collect();
    (outcomes, list)
}

/// Runs a rule: how many things it examined, and how many it passed over because of their class.
fn one<'r>(model: &'r Model, known: Known<'r>, rule: &'static Rule, list: &mut Vec<Finding>) -> (usize, usize) {
    let (applies, classes) = (rule.classes(), known.classes);
    let mut passed_over = 0;
    let mut findings = Findings { reports: Reports { rule, list }, class: classes.project(), examined: 0, model, known };
    match rule.check {
        Check::Project(check) => {
            if applies.contains(classes.project()) {
                check(model, &mut findings);
            } else {
                passed_over = 1;
            }
        }
        Check::Each(kinds, check) => {
            for record in kinds.iter().flat_map(|kind| model.of(*kind)) {
                findings.class = classes.of(record);
                if applies.contains(findings.class) {
                    findings.examined += usize::from(!is_draft(record));
                    check(record, &mut findings);
                } else {
                    passed_over += 1;
                }
            }
        }
        Check::EachWhere(kinds, holds, check) => {
            for record in kinds.iter().flat_map(|kind| model.of(*kind)) {
                findings.class = classes.of(record);
                if !holds(record) {
                    continue;
                }
                if applies.contains(findings.class) {
                    findings.examined += usize::from(!is_draft(record));
                    check(record, &mut findings);
                } else {
                    passed_over += 1;
                }
            }
        }
        Check::Plan(covers, wanted) => {
            if applies.contains(classes.project()) {
                planning::require(model, covers, wanted, &mut findings);
            } else {
                passed_over = 1;
            }
        }
        Check::Text(what) => from_texts(model, what, &mut findings),
        Check::Verdict => {}
    }
    (findings.examined, passed_over)
}

/// Is it a proposal that nobody answers for yet?
fn is_draft(record: Record<'_>) -> bool {
    record.says("status", "draft")
}

fn from_texts(model: &Model, what: FaultKind, findings: &mut Findings<'_>) {
    findings.examined = match what {
        FaultKind::DanglingLink | FaultKind::LinkToWrongKind | FaultKind::LinkToMissingPart | FaultKind::LinkToRetired => {
            model.link_count()
        }
        FaultKind::UnreadableText | FaultKind::UnreadableFile | FaultKind::UnclosedBlock => model.files().len(),
        FaultKind::Configuration => 1,
        _ => model.records().len(),
    };
    if what == FaultKind::UnreadableFile {
        let of_tree = findings.facts().tree.iter().flat_map(|tree| &tree.unread);
        for (path, reason) in model.unread.iter().chain(of_tree) {
            findings
                .report_project(format!("{path} could not be read: {reason}"))
                .help("give the right to read it, or take it out of the project");
        }
    }
    for problem in model.problems.iter().filter(|problem| problem.what == what) {
        let finding = findings.reports.push(problem.record, Some(problem.place), problem.message.clone());
        finding.help(problem.help.clone());
        if let Some((place, label)) = &problem.related {
            finding.related(*place, label.clone());
        }
    }
}
