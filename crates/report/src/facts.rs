//! What several views say about a project in the same words: class, counts, names of clauses, places.

use crate::standing::{Why, open_in_words};
use primum_model::{CONFIG_FILE, Class, Model, Place, Position};
use primum_rules::Analysis;
use primum_rules::rule::{Finding, Level, Rule};
use primum_rules::standards::{Clause, Standard};
use primum_rules::verdict::{Binding, ClauseVerdict, Status};
use std::collections::HashMap;

/// Why the project has its class. It follows `class C ` in a sentence: `because …`, `by default: …`.
#[must_use]
pub fn class_reason(analysis: &Analysis) -> String {
    crate::classify::of_project(crate::classify::Found::of(analysis)).plain(&analysis.model)
}

/// Counts of findings and clauses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Open findings that are errors.
    pub errors: usize,
    /// Open findings that are warnings.
    pub warnings: usize,
    /// Open findings that are notes.
    pub notes: usize,
    /// Findings that a deviation accepts.
    pub accepted: usize,
    /// Clauses that are satisfied.
    pub satisfied: usize,
    /// Clauses that are open.
    pub open: usize,
    /// Why they are, in the order of [`Why::ALL`].
    pub open_because: [usize; 5],
    /// Clauses that are attested.
    pub attested: usize,
    /// Clauses that the class does not ask for.
    pub not_applicable: usize,
}

impl Counts {
    /// Counts an analysis.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Self {
        let mut counts = Self::of_clauses(&analysis.clauses);
        for finding in &analysis.findings {
            match (finding.accepted_by, finding.level) {
                (Some(_), _) => counts.accepted += 1,
                (None, Level::Error) => counts.errors += 1,
                (None, Level::Warning) => counts.warnings += 1,
                (None, Level::Note) => counts.notes += 1,
            }
        }
        counts
    }

    /// Counts clauses only.
    #[must_use]
    pub fn of_clauses<'c>(clauses: impl IntoIterator<Item = &'c ClauseVerdict>) -> Self {
        let mut counts = Self::default();
        for verdict in clauses {
            if let Some(why) = Why::of(verdict) {
                counts.open_because[why as usize] += 1;
            }
            match verdict.status {
                Status::Satisfied => counts.satisfied += 1,
                Status::Open => counts.open += 1,
                Status::Attested => counts.attested += 1,
                Status::NotApplicable => counts.not_applicable += 1,
            }
        }
        counts
    }

    /// `3 satisfied, 2 attested, 70 open: 1 with findings, 69 await this version; 13 not applicable`.
    #[must_use]
    pub fn clauses_in_words(&self) -> String {
        let open = open_in_words(self.open_because);
        let end = if self.open > 0 { ";" } else { "," };
        format!("{} satisfied, {} attested, {open}{end} {} not applicable", self.satisfied, self.attested, self.not_applicable)
    }
}

/// `1 record`, `2 records`.
#[must_use]
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// How many records there are of each kind that occurs, retired ones included, in the order of the schema.
#[must_use]
pub fn records_by_kind(model: &Model) -> Vec<(&str, usize)> {
    let kinds = model.config.schema.kinds();
    let mut counts = vec![0; kinds.len()];
    for record in model.records() {
        if let Some(count) = counts.get_mut(record.kind().position()) {
            *count += 1;
        }
    }
    kinds.iter().zip(counts).filter(|(_, count)| *count > 0).map(|(spec, count)| (spec.name.as_str(), count)).collect()
}

/// The reference of a clause: `5.7.1` of IEC 62304, `iso14971 7.5` of any other standard.
#[must_use]
pub fn reference(standard: &Standard, clause: &Clause) -> String {
    if standard.id == "iec62304" { clause.id.clone() } else { format!("{} {}", standard.id, clause.id) }
}

/// The clauses of a rule where there is room for a few: those of IEC 62304, or all where it cites none of them. `primum explain`
/// with the name of the rule lists every clause.
pub fn leading_clauses(rule: &Rule) -> impl Iterator<Item = &'static str> {
    // Only a reference to another standard has a blank in it.
    let any = rule.clauses.iter().any(|clause| !clause.contains(' '));
    rule.clauses.iter().copied().filter(move |clause| !any || !clause.contains(' '))
}

/// Why a clause stands where it stands: with the deviations that accept something of it, and with what a satisfied clause lists
/// without any rule that looks at it.
#[must_use]
pub fn reason(analysis: &Analysis, verdict: &ClauseVerdict) -> String {
    let mut reason = verdict.reason.clone();
    let accepted = accepting(analysis, verdict);
    if !accepted.is_empty() {
        let count: usize = accepted.iter().map(|(_, count)| count).sum();
        let ids: Vec<&str> = accepted.iter().take(ACCEPTING).map(|(at, _)| analysis.model.at(*at).id()).collect();
        let more = accepted.len().saturating_sub(ACCEPTING);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        reason.push_str(&format!(", {} accepted by {}{rest}", counted(count, "finding", "findings"), ids.join(", ")));
    }
    reason.push_str(&unseen_in_words(verdict));
    reason
}

/// How many deviations are named where a line says why a clause stands.
const ACCEPTING: usize = 3;

/// The deviations that accept findings of a clause, by position, and how many findings each accepts.
#[must_use]
pub fn accepting(analysis: &Analysis, verdict: &ClauseVerdict) -> Vec<(u32, usize)> {
    let mut list: Vec<(u32, usize)> = Vec::new();
    if verdict.accepted == 0 || verdict.status == Status::NotApplicable {
        return list;
    }
    let of_clause = |finding: &&Finding| finding.level > Level::Note && verdict.rules.iter().any(|rule| std::ptr::eq(*rule, finding.rule));
    for by in analysis.findings.iter().filter(of_clause).filter_map(|finding| finding.accepted_by) {
        match list.iter_mut().find(|(other, _)| *other == by) {
            Some((_, count)) => *count += 1,
            None => list.push((by, 1)),
        }
    }
    list
}

/// `; no rule looks at a, b` where a satisfied clause lists more than its rules name.
#[must_use]
pub fn unseen_in_words(verdict: &ClauseVerdict) -> String {
    let unseen = unseen(verdict);
    if verdict.status == Status::Satisfied && !unseen.is_empty() {
        format!("; no rule looks at {}", unseen.join(", "))
    } else {
        String::new()
    }
}

/// The letters of what a clause lists that no rule names, if no rule names the clause as a whole.
#[must_use]
pub fn unseen(verdict: &ClauseVerdict) -> Vec<&'static str> {
    let own = reference(verdict.standard, verdict.clause);
    let names =
        |wanted: &str| verdict.rules.iter().any(|rule| rule.clauses.iter().any(|cited| cited.trim_start_matches("iec62304 ") == wanted));
    if names(&own) {
        return Vec::new();
    }
    verdict.clause.sub_items.iter().map(|item| item.id.as_str()).filter(|letter| !names(&format!("{own}.{letter}"))).collect()
}

/// How many items are named that a clause does not bind.
const FREE: usize = 4;

/// `binds 12 of 14 items, not SI-LOG (A) nor 1 part of it`: where classes are mixed, what a clause binds. Parts of what is not bound
/// are counted and not named.
#[must_use]
pub fn binds_in_words(analysis: &Analysis, binding: &Binding) -> String {
    let (named, parts) = freed(analysis, binding);
    let mut list: Vec<String> = named.iter().take(FREE).map(|(at, class)| format!("{} ({class})", analysis.model.at(*at).id())).collect();
    if named.len() > FREE {
        list.push(format!("{} more", named.len() - FREE));
    }
    let below = match parts {
        0 => String::new(),
        parts => format!(" nor {} of {}", counted(parts, "part", "parts"), if named.len() == 1 { "it" } else { "these" }),
    };
    let total = binding.bound.len() + binding.free.len();
    format!("binds {} of {total} items, not {}{below}", binding.bound.len(), list.join(", "))
}

/// What a clause does not bind, without the parts of what it does not bind; and how many parts there are.
#[must_use]
pub fn freed(analysis: &Analysis, binding: &Binding) -> (Vec<(u32, Class)>, usize) {
    let free: std::collections::HashSet<u32> = binding.free.iter().map(|(at, _)| *at).collect();
    let whole = |at: u32| analysis.classes.part(analysis.model.at(at)).and_then(|part| part.whole);
    let top = |(at, _): &&(u32, Class)| whole(*at).is_none_or(|whole| !free.contains(&whole));
    let named: Vec<(u32, Class)> = binding.free.iter().filter(top).copied().collect();
    let parts = binding.free.len() - named.len();
    (named, parts)
}

/// Where something is, as people count. The end is one past the last character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot<'a> {
    /// Path of the file, relative to the project.
    pub path: &'a str,
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// Turns places into lines and columns. Places that come in the order of the text cost one walk through each file,
/// however many there are and however long the lines.
#[derive(Debug)]
pub struct Places<'m> {
    model: &'m Model,
    file: Option<u32>,
    offset: usize,
    here: Position,
}

const START: Position = Position { line: 1, column: 1 };

impl<'m> Places<'m> {
    /// For a model.
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        Self { model, file: None, offset: 0, here: START }
    }

    /// Lines and columns of a place. What has no place belongs to the project: the first character of `primum.toml`.
    pub fn spot(&mut self, place: Option<Place>) -> Spot<'m> {
        let Some(place) = place else { return Spot { path: CONFIG_FILE, start: START, end: START } };
        let source = self.model.file(place);
        if self.file != Some(place.file) || place.span.start as usize != self.offset {
            if self.file != Some(place.file) || (place.span.start as usize) < self.offset {
                (self.offset, self.here) = (0, START);
            }
            self.here = walk(&source.text, self.offset, place.span.start as usize, self.here);
            self.offset = place.span.start as usize;
            self.file = Some(place.file);
        }
        let end = walk(&source.text, self.offset, place.span.end as usize, self.here);
        // The lines of an excerpt have the numbers that they have in the file.
        let number = |at: Position| Position { line: source.line_number(at.line), ..at };
        Spot { path: &source.path, start: number(self.here), end: number(end) }
    }
}

fn walk(text: &str, from: usize, to: usize, mut at: Position) -> Position {
    for byte in text.as_bytes().get(from..to.min(text.len())).unwrap_or_default() {
        if *byte == b'\n' {
            at = Position { line: at.line + 1, column: 1 };
        } else if byte & 0xc0 != 0x80 {
            at.column += 1;
        }
    }
    at
}

/// The ID of the record that a finding concerns.
#[must_use]
pub fn record_id<'a>(analysis: &'a Analysis, finding: &Finding) -> Option<&'a str> {
    finding.record.map(|at| analysis.model.at(at).id())
}

/// The position of each rule among the outcomes, by name.
#[must_use]
pub fn rule_positions(analysis: &Analysis) -> HashMap<&'static str, usize> {
    analysis.outcomes.iter().enumerate().map(|(at, outcome)| (outcome.rule.name, at)).collect()
}

/// The open findings of these rules that count against a clause, in the order of the text.
pub fn open_findings<'a>(analysis: &'a Analysis, rules: &'a [&'static Rule]) -> impl Iterator<Item = &'a Finding> {
    analysis
        .findings
        .iter()
        .filter(|finding| finding.accepted_by.is_none() && finding.level > Level::Note)
        .filter(|finding| rules.iter().any(|rule| std::ptr::eq(*rule, finding.rule)))
}

/// Marks that tell findings apart from run to run: rule, record (or file) and message, but no line numbers, so that a finding
/// keeps its mark when the text above it grows.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: HashMap<u128, u32>,
}

impl Fingerprints {
    /// The mark of the next finding; findings that are alike are numbered in their order.
    pub fn next(&mut self, analysis: &Analysis, finding: &Finding) -> String {
        let anchor = match (record_id(analysis, finding), finding.place) {
            (Some(id), _) => id,
            (None, Some(place)) => analysis.model.file(place).path.as_str(),
            (None, None) => CONFIG_FILE,
        };
        let mark = fnv(&[finding.rule.name, anchor, &finding.message]);
        let count = self.seen.entry(mark).or_insert(0);
        *count += 1;
        if *count == 1 { format!("{mark:032x}") } else { format!("{:032x}", fnv(&[&format!("{mark:032x}"), &count.to_string()])) }
    }
}

/// FNV-1a with 128 bits: a checksum that tells texts apart; it protects against nothing.
fn fnv(parts: &[&str]) -> u128 {
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use primum_model::Span;

    #[test]
    fn the_class_has_a_reason() {
        let confirmed = fixture::CONFIRMED;
        for (text, reason) in [
            (String::new(), "by default: there is no software system (4.3 g)"),
            ("## SW-1 Pump\n".to_owned(), "by default: nothing declares the class (4.3 g)"),
            ("## SW-1 Pump\n- class: B\n".to_owned(), "by default: no review confirms the class (4.3 g)"),
            (
                "## SW-1 Pump\n- class: B\n\n## SW-2 App\n".to_owned(),
                "by default: no review confirms the class of SW-1 (4.3 g); SW-2 is class C as well",
            ),
            (
                confirmed.replace("- confirms: hazard analysis complete\n", ""),
                "by default: no review confirms that the hazard analysis is complete (4.3 g)",
            ),
            (confirmed.to_owned(), "because the hazard analysis names no hazardous situation"),
            (confirmed.replace("class: A", "class: B"), "because SW-1 declares it; the risk file asks for class A"),
            (format!("{confirmed}## HS-1 s\n- software-contributes: no\n"), "because the one hazardous situation does not ask for more"),
            (format!("{confirmed}## SI-1 a\n- part-of: SW-1\n- class: B\n"), "because SI-1, a part of it, needs class B (it declares it)"),
            (format!("{confirmed}## SU-1 a\n- class: B\n"), "by default: no software system holds SU-1 (4.3 g)"),
        ] {
            assert_eq!(class_reason(&fixture::scaled(&text)), reason, "{text}");
        }
        let grave = "- software-contributes: yes\n- severity: grave\n- probability: often\n";
        let risky = format!("{confirmed}## HS-1 s\n{grave}\n## HS-2 s\n{grave}\n## HS-3 s\n\n## HS-4 s\n- software-contributes: yes\n");
        assert_eq!(
            class_reason(&fixture::scaled(&risky)),
            "because HS-1 (and 1 more) can lead to death or serious injury; nobody has said whether software contributes to HS-3; the severity of HS-4 is not known"
        );
    }

    #[test]
    fn a_clause_of_which_rules_see_a_part_says_so() {
        static PART: Rule = Rule {
            name: "part",
            clauses: &["5.2.6.f"],
            basis: primum_rules::rule::Basis::Clause,
            level: Level::Error,
            summary: "a part",
            page: "",
            check: primum_rules::rule::Check::Verdict,
        };
        let mut analysis = fixture::analysis("## SRS-1 x\n");
        let mut clauses = std::mem::take(&mut analysis.clauses);
        let verdict = clauses.iter_mut().find(|verdict| verdict.clause.id == "5.2.6").expect("a verdict");
        (verdict.rules, verdict.status, verdict.reason) = (vec![&PART], Status::Satisfied, "1 thing examined, no finding".to_owned());
        assert_eq!(reason(&analysis, verdict), "1 thing examined, no finding; no rule looks at a, b, c, d, e");
    }

    #[test]
    fn a_head_names_the_clauses_of_iec_62304_or_else_all() {
        let rule = |name: &str| primum_rules::RULES.iter().copied().find(|rule| rule.name == name).expect("a rule");
        assert!(rule("development-plan-incomplete").clauses.len() > 3);
        assert_eq!(leading_clauses(rule("development-plan-incomplete")).collect::<Vec<_>>(), ["5.1.1"]);
        assert_eq!(leading_clauses(rule("audit-finding-unanswered")).collect::<Vec<_>>(), ["iso13485 8.2.4"]);
        assert_eq!(leading_clauses(rule("dangling-link")).count(), 0);
    }

    #[test]
    fn places_agree_with_the_source_in_any_order() {
        let analysis = fixture::judged("## SRS-1 één\n\nText mit 剂量 und mehr\n\n## SRS-2 b\n");
        let text = &analysis.model.files()[0].text;
        let mut places = Places::new(&analysis.model);
        let ends: Vec<usize> = (0..text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        for start in ends.iter().chain(ends.iter().rev()) {
            let spot = places.spot(Some(Place { file: 0, span: Span::new(*start, *start) }));
            assert_eq!(spot.start, analysis.model.files()[0].position(*start as u32), "at {start}");
        }
        assert_eq!(places.spot(None).path, "primum.toml");
    }

    #[test]
    fn fingerprints_survive_a_shift_and_tell_twins_apart() {
        let marks = |text: &str| {
            let analysis = fixture::analysis(text);
            let mut marks = Fingerprints::default();
            analysis.findings.iter().map(|finding| marks.next(&analysis, finding)).collect::<Vec<_>>()
        };
        let before = marks("## SRS-1 a\n\n## SRS-2 b\n");
        assert_eq!(before.len(), 5);
        assert_eq!(before, marks("Some text.\n\n## SRS-1 a\n\n## SRS-2 b\n"));
        assert_eq!(before.iter().collect::<std::collections::BTreeSet<_>>().len(), 5);
    }
}
