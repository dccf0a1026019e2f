//! What a rule is, and what it may report.

use crate::approval::Approvals;
use crate::class::ClassTable;
use crate::engine::Known;
use crate::ownership::Ownership;
use crate::register::{Named, Package, Register};
use crate::risk::RiskFile;
use crate::standards::{self, Classes};
use crate::verification::Verification;
use std::borrow::Cow;

use crate::Facts;
use primum_model::model::{CONFIG_PLACE, TREE_PLACE};
use primum_model::{Class, FaultKind, Kind, Model, Place, Record, Span};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing; nobody has to answer for it.
    Note,
    /// To be answered for.
    Warning,
    /// A clause is not met, or the records cannot be relied on.
    Error,
}

impl Level {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Note, Self::Warning, Self::Error].into_iter().find(|level| level.name() == word)
    }
}

/// Why a rule asks for what it asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A clause demands it.
    Clause,
    /// Good practice beyond the clause; shown apart, and no clause is open because of it.
    Practice,
    /// The records must be readable before anything can be said.
    Record,
}

/// A rule: plain data beside a plain function and a page.
#[derive(Debug)]
pub struct Rule {
    /// Name of the fault, kebab-case; also the name of the file and of the page.
    pub name: &'static str,
    /// The clauses it decides about: `5.7.1`, `5.2.6.d`, `iso14971 7.5`.
    pub clauses: &'static [&'static str],
    /// Why it asks.
    pub basis: Basis,
    /// The level, unless the project chooses another.
    pub level: Level,
    /// The fault in a few words.
    pub summary: &'static str,
    /// The page: why, what an auditor asks, how to mend it, reported and accepted examples. It runs as a test.
    pub page: &'static str,
    /// What it looks at.
    pub check: Check,
}

impl Rule {
    /// The classes at which it applies. The first reference decides whose rule it is: one about the software cites IEC 62304 first and
    /// is limited by the classes of all its clauses there; one about the device, of ISO 14971 for instance, asks the same of
    /// everything. What a rule cites after that lifts no limit.
    #[must_use]
    pub fn classes(&self) -> Classes {
        let first = self.clauses.first().and_then(|reference| standards::find(reference));
        if self.basis == Basis::Record || first.is_some_and(|(standard, _)| !standard.graded) {
            return Classes::all();
        }
        let graded = self.clauses.iter().filter_map(|reference| standards::find(reference)).filter(|(standard, _)| standard.graded);
        graded.map(|(_, clause)| clause.classes).reduce(Classes::union).unwrap_or_else(Classes::all)
    }
}

/// What a rule looks at. The engine walks, filters by the class of the thing looked at, counts, and applies deviations.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// The project as a whole; the rule itself counts what it examined.
    Project(fn(&Model, &mut Findings<'_>)),
    /// Each record of these kinds that is not retired.
    Each(&'static [Kind], fn(Record<'_>, &mut Findings<'_>)),
    /// Each record of these kinds for which the first function holds; the others do not count as examined.
    EachWhere(&'static [Kind], fn(Record<'_>) -> bool, fn(Record<'_>, &mut Findings<'_>)),
    /// The plans that cover a subject, and the sections that at least one of them must have: title, and what belongs in it.
    Plan(&'static str, &'static [(&'static str, &'static str)]),
    /// What parser and linker have found out about texts and links.
    Text(FaultKind),
    /// What the verdict finds out about deviations, attestations and levels.
    Verdict,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Its level in this project.
    pub level: Level,
    /// The record that it concerns, by position.
    pub record: Option<u32>,
    /// Where; a finding about the project as a whole has no place.
    pub place: Option<Place>,
    /// The fact, standing alone.
    pub message: String,
    /// The next action.
    pub help: Cow<'static, str>,
    /// The components from elsewhere that it is about, each in these versions; empty where it is about something else.
    pub components: Vec<(Named, Vec<String>)>,
    /// The other end of a link, or the decision that made this a finding.
    pub related: Vec<(Place, String)>,
    /// The deviation that accepts it, by position.
    pub accepted_by: Option<u32>,
}

impl Finding {
    /// Says the next action.
    pub fn help(&mut self, help: impl Into<Cow<'static, str>>) -> &mut Self {
        self.help = help.into();
        self
    }

    /// Says which component it is about, in all of its versions.
    pub fn about(&mut self, package: &Package) -> &mut Self {
        self.components.push((package.named.clone(), package.exact().map(str::to_owned).collect()));
        self
    }

    /// Says which component it is about, in one version.
    pub fn about_version(&mut self, package: &Package, version: &str) -> &mut Self {
        self.components.push((package.named.clone(), vec![version.to_owned()]));
        self
    }

    /// Shows another place.
    pub fn related(&mut self, place: Place, label: impl Into<String>) -> &mut Self {
        self.related.push((place, label.into()));
        self
    }
}

/// Where a rule puts what it finds, and what has been computed for it to look at.
#[derive(Debug)]
pub struct Findings<'r> {
    pub(crate) reports: Reports<'r>,
    pub(crate) class: Class,
    pub(crate) examined: usize,
    pub(crate) model: &'r Model,
    pub(crate) known: Known<'r>,
}

impl<'r> Findings<'r> {
    /// The risk file, computed.
    #[must_use]
    pub fn risk(&self) -> &'r RiskFile {
        self.known.risk
    }

    /// The class of every record, computed.
    #[must_use]
    pub fn classes(&self) -> &'r ClassTable {
        self.known.classes
    }

    /// Who owns which file, computed.
    #[must_use]
    pub fn ownership(&self) -> &'r Ownership {
        self.known.ownership
    }

    /// What is known beside the records.
    #[must_use]
    pub fn facts(&self) -> &'r Facts {
        self.known.facts
    }

    /// What evidence proves.
    #[must_use]
    pub fn verification(&self) -> &'r Verification {
        self.known.verification
    }

    /// What is in the software, and what the records say about it, computed.
    #[must_use]
    pub fn register(&self) -> &'r Register {
        self.known.register
    }

    /// Where each record stands with those who have to sign it, computed.
    #[must_use]
    pub fn approvals(&self) -> &'r Approvals {
        self.known.approvals
    }

    /// The class of what is looked at.
    #[must_use]
    pub fn class(&self) -> Class {
        self.class
    }

    /// Counts things that a project rule has examined.
    pub fn examined(&mut self, count: usize) {
        self.examined += count;
    }

    /// Reports a record, at its ID.
    pub fn report(&mut self, record: Record<'_>, message: impl Into<String>) -> &mut Finding {
        self.reports.report(record, message)
    }

    /// Reports a place in a record.
    pub fn report_at(&mut self, record: Record<'_>, place: Place, message: impl Into<String>) -> &mut Finding {
        self.reports.report_at(record, place, message)
    }

    /// Reports a place in `primum.toml`.
    pub fn report_config(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.reports.push(None, Some(Place { file: CONFIG_PLACE, span }), message.into())
    }

    /// Reports a file of the source tree, by its position there.
    pub fn report_file(&mut self, file: usize, message: impl Into<String>) -> &mut Finding {
        self.reports.push(None, Some(in_tree(file, Span::default())), message.into())
    }

    /// Reports a place that is in no record: in the source.
    pub fn report_in_source(&mut self, place: Place, message: impl Into<String>) -> &mut Finding {
        self.reports.push(None, Some(place), message.into())
    }

    /// Reports a line of a lock file or an SBOM, by the position of the file in the stock; refused files stand behind the others.
    pub fn report_lock(&mut self, file: usize, line: u32, message: impl Into<String>) -> &mut Finding {
        let place = self.model.lock_place(file, line.max(1));
        self.reports.push(None, Some(place), message.into())
    }

    /// The line on which a component stands.
    #[must_use]
    pub fn place_of(&self, at: crate::register::Place) -> Option<Place> {
        let inventory = self.known.facts.soup.as_ref()?.inventories.get(at.inventory)?;
        let line = inventory.components.get(at.component)?.line;
        Some(self.model.lock_place(at.inventory, line.max(1)))
    }

    /// Reports the line on which a component stands; the project where it stands nowhere.
    pub fn report_component(&mut self, at: Option<crate::register::Place>, message: impl Into<String>) -> &mut Finding {
        let place = at.and_then(|at| self.place_of(at));
        self.reports.push(None, place, message.into())
    }

    /// Reports the project as a whole.
    pub fn report_project(&mut self, message: impl Into<String>) -> &mut Finding {
        self.reports.push(None, None, message.into())
    }
}

/// A place in a file of the source tree.
pub(crate) fn in_tree(file: usize, span: Span) -> Place {
    Place { file: TREE_PLACE + file as u32, span }
}

/// The findings of one rule, as they are written down.
#[derive(Debug)]
pub(crate) struct Reports<'r> {
    pub(crate) rule: &'static Rule,
    pub(crate) list: &'r mut Vec<Finding>,
}

impl Reports<'_> {
    pub(crate) fn report(&mut self, record: Record<'_>, message: impl Into<String>) -> &mut Finding {
        self.push(Some(record.position()), Some(record.place()), message.into())
    }

    pub(crate) fn report_at(&mut self, record: Record<'_>, place: Place, message: impl Into<String>) -> &mut Finding {
        self.push(Some(record.position()), Some(place), message.into())
    }

    pub(crate) fn push(&mut self, record: Option<u32>, place: Option<Place>, message: String) -> &mut Finding {
        let at = self.list.len();
        self.list.push(Finding {
            rule: self.rule,
            level: self.rule.level,
            record,
            place,
            message,
            help: Cow::Borrowed(""),
            components: Vec::new(),
            related: Vec::new(),
            accepted_by: None,
        });
        &mut self.list[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(basis: Basis, clauses: &'static [&'static str]) -> String {
        let check = Check::Verdict;
        Rule { name: "x", clauses, basis, level: Level::Error, summary: "x", page: "", check }.classes().to_string()
    }

    #[test]
    fn only_a_standard_with_classes_limits_them() {
        assert_eq!(classes(Basis::Clause, &["5.4.2"]), "C");
        assert_eq!(classes(Basis::Clause, &["5.4.2", "5.3.1"]), "B, C", "the classes of either clause");
        assert_eq!(classes(Basis::Clause, &["5.4.2", "iso13485 7.3.4", "fda-software SW-SDS"]), "C", "which lift no limit");
        assert_eq!(classes(Basis::Practice, &["iec81001-5-1 5.4.3", "iec62304 5.3.2"]), "A, B, C", "a rule of the first one");
        assert_eq!(classes(Basis::Clause, &["iso13485 8.5.2"]), "A, B, C", "and set none");
        assert_eq!(classes(Basis::Clause, &[]), "A, B, C");
        assert_eq!(classes(Basis::Record, &["5.4.2"]), "A, B, C", "records must be readable at every class");
    }

    #[test]
    fn no_rule_of_iec_62304_runs_at_a_class_that_it_does_not_ask_for() {
        for rule in crate::RULES.iter().filter(|rule| rule.basis != Basis::Record) {
            let about_software = rule.clauses.first().is_some_and(|reference| !reference.contains(' '));
            let cited = rule.clauses.iter().filter(|reference| !reference.contains(' ')).filter_map(|reference| standards::find(reference));
            let asked: Vec<Classes> = cited.map(|(_, clause)| clause.classes).collect();
            for class in Class::ALL.into_iter().filter(|class| about_software && rule.classes().contains(*class)) {
                assert!(asked.iter().any(|asked| asked.contains(class)), "{} runs at class {class}", rule.name);
            }
        }
    }
}
