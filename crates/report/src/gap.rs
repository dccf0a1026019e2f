//! The gap list: where every clause stands, under the headings of the standard.

use crate::confidence;
use crate::facts::{Counts, binds_in_words, class_reason, reason};
use crate::json::{self, Summary};
use crate::screen::{Screen, Tone, columns, padded};
use primum_rules::Analysis;
use primum_rules::standards::Standard;
use primum_rules::verdict::{Bindings, ClauseVerdict, Status};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::json;

/// The gap list as text; with a status, the clauses that stand there only. The totals always count every clause.
#[must_use]
pub fn text(analysis: &Analysis, screen: Screen, only: Option<Status>) -> String {
    let mut out = String::new();
    let class = format!("class {} {}", analysis.classes.project(), class_reason(analysis));
    screen.flow(&mut out, "", "", &[(Tone::Plain, &class)]);
    let mut bindings = Bindings::new(&analysis.classes);
    for (standard, clauses) in by_standard(analysis) {
        out.push('\n');
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &standard.designation)]);
        let mut headings: Vec<&str> = Vec::new();
        let wide = clauses.iter().map(|verdict| columns(&verdict.clause.id)).max().unwrap_or(0).max(NUMBER);
        let shown = clauses.iter().filter(|verdict| only.is_none_or(|only| only == verdict.status));
        for verdict in shown {
            head(&mut out, screen, standard, &verdict.clause.parent, &mut headings);
            clause(&mut out, screen, analysis, verdict, (wide, &mut bindings));
        }
        let counts = Counts::of_clauses(clauses);
        out.push('\n');
        let total = format!("{} clauses: {}", clauses.len(), counts.clauses_in_words());
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &total)]);
        if let Some(only) = only {
            screen.flow(&mut out, "", "  ", &[(Tone::Faint, &format!("shown: those that are {}", only.name()))]);
        }
        for line in confidence::legend(clauses) {
            screen.flow(&mut out, "", "  ", &[(Tone::Plain, &line)]);
        }
    }
    out
}

/// The verdicts, standard by standard.
fn by_standard(analysis: &Analysis) -> Vec<(&'static Standard, &[ClauseVerdict])> {
    analysis.clauses.chunk_by(|a, b| a.standard.id == b.standard.id).map(|clauses| (clauses[0].standard, clauses)).collect()
}

/// Writes the headings above a clause that are not written yet.
fn head<'s>(out: &mut String, screen: Screen, standard: &'s Standard, parent: &'s str, written: &mut Vec<&'s str>) {
    let mut above = Vec::new();
    let mut at = parent;
    while let Some(group) = standard.group(at) {
        if written.contains(&group.id.as_str()) || above.len() > 8 {
            break;
        }
        above.push(group);
        at = &group.parent;
    }
    for group in above.into_iter().rev() {
        written.push(&group.id);
        out.push('\n');
        screen.flow(out, "", "  ", &[(Tone::Strong, &format!("{} {}", group.id, group.title))]);
    }
}

/// The colour of a status.
pub(crate) fn tone(status: Status) -> Tone {
    match status {
        Status::Satisfied => Tone::Good,
        Status::Open => Tone::Doubt,
        Status::Attested => Tone::Accent,
        Status::NotApplicable => Tone::Faint,
    }
}

const STATUS: usize = 14;

/// The narrowest column of numbers.
pub(crate) const NUMBER: usize = 7;

fn clause(out: &mut String, screen: Screen, analysis: &Analysis, verdict: &ClauseVerdict, shared: (usize, &mut Bindings<'_>)) {
    let (wide, bindings) = shared;
    let title = confidence::marked(&verdict.clause.title, verdict.clause.confidence);
    let status = (tone(verdict.status), verdict.status.name());
    let mut why = reason(analysis, verdict);
    if let Some(binding) = bindings.mixed(verdict) {
        why.push_str(&format!("; {}", binds_in_words(analysis, binding)));
    }
    line(out, screen, status, (&verdict.clause.id, wide), &title, &why);
}

/// Status, number with the width of its column, title and reason: in columns where there is room, below each other where there is none.
pub(crate) fn line(out: &mut String, screen: Screen, status: (Tone, &str), number: (&str, usize), title: &str, reason: &str) {
    let (number, width) = number;
    let left = 2 + STATUS + 2 + width + 2;
    if screen.width < 90 {
        let title = format!("{number} {title}");
        screen.flow(out, "  ", "    ", &[(status.0, status.1), (Tone::Plain, &title)]);
        screen.flow(out, "    ", "    ", &[(Tone::Faint, reason)]);
        return;
    }
    let room = screen.width - left - 2;
    let wide = (room * 2 / 5).clamp(20, 48);
    let cells = [wrapped(title, wide), wrapped(reason, room - wide)];
    for at in 0..cells[0].len().max(cells[1].len()) {
        let cell = |column: usize| cells[column].get(at).map_or("", String::as_str);
        if at == 0 {
            out.push_str("  ");
            out.push_str(&screen.paint(status.0, &padded(status.1, STATUS)));
            out.push_str(&format!("  {}  ", padded(number, width)));
        } else {
            out.extend(std::iter::repeat_n(' ', left));
        }
        let title = padded(cell(0), wide);
        if cell(1).is_empty() {
            out.push_str(title.trim_end());
        } else {
            out.push_str(&format!("{title}  {}", screen.paint(Tone::Faint, cell(1))));
        }
        out.push('\n');
    }
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut out = String::new();
    Screen { width, colour: false }.paragraph(&mut out, "", text);
    let lines: Vec<String> = out.lines().map(str::to_owned).collect();
    debug_assert!(lines.iter().all(|line| columns(line) <= width || !line.contains(' ')));
    lines
}

/// The gap list as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis) -> String {
    json::text(&Gap(analysis))
}

struct Gap<'a>(&'a Analysis);

impl Serialize for Gap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        map.serialize_entry("summary", &Summary(Counts::of(self.0)))?;
        let headings: Vec<_> = by_standard(self.0)
            .iter()
            .flat_map(|(standard, _)| standard.groups.iter().map(|group| (&standard.id, group)))
            .map(|(standard, group)| json!({ "standard": standard, "id": group.id, "parent": group.parent, "title": group.title }))
            .collect();
        map.serialize_entry("headings", &headings)?;
        map.serialize_entry("clauses", &json::Clauses { analysis: self.0, binds: true })?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use primum_rules::standards::Confidence;
    use serde_json::Value;

    fn plain(width: usize) -> Screen {
        Screen { width, colour: false }
    }

    #[test]
    fn every_clause_in_force_stands_once_under_its_headings() {
        let analysis = fixture::analysis(fixture::PROJECT);
        let shown = text(&analysis, plain(120), None);
        for verdict in &analysis.clauses {
            let number = format!("  {}  ", padded(&verdict.clause.id, NUMBER));
            assert_eq!(shown.matches(&number).count(), 1, "{}", verdict.clause.id);
        }
        for heading in ["\n4 General requirements\n", "\n5.2 Requirements analysis\n"] {
            assert_eq!(shown.matches(heading).count(), 1, "{heading}");
        }
        assert!(shown.contains("  open            5.7.1    "), "{shown}");
        let total = "104 clauses: 0 satisfied, 0 attested, 104 open: 3 with findings, 101 not attested; 0 not applicable";
        assert!(shown.replace("\n  ", " ").contains(&format!("{total}\n")), "{shown}");
    }

    #[test]
    fn an_accepted_finding_shows_where_the_clause_stands() {
        let only = fixture::PROJECT.replace("## SRS-2", "## SYS-2");
        let shown = text(&fixture::analysis(&only), plain(180), Some(Status::Satisfied));
        assert!(shown.contains("examined, no finding, 1 finding accepted by DEV-1"), "{shown}");
        assert!(shown.contains("shown: those that are satisfied"), "{shown}");
    }

    #[test]
    fn nothing_is_wider_than_the_terminal() {
        for analysis in [fixture::analysis(fixture::PROJECT), fixture::judged(fixture::CONFIRMED), fixture::judged_by_all(fixture::PROJECT)]
        {
            for width in (30..=160).chain([200]) {
                for line in text(&analysis, plain(width), None).lines() {
                    assert!(columns(line) <= width, "{width}: {line}");
                }
            }
        }
    }

    #[test]
    fn an_unconfirmed_row_says_so_whatever_its_status() {
        let analysis = fixture::judged_by_all(fixture::PROJECT);
        let shown = text(&analysis, plain(160), None);
        let unconfirmed = analysis.clauses.iter().filter(|verdict| verdict.clause.confidence == Confidence::Low).count();
        assert!(unconfirmed > 20);
        // Titles and reasons stand in columns: below each other the mark is whole.
        let narrow = text(&analysis, plain(80), None).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(narrow.matches("(row unconfirmed: compare it first)").count(), unconfirmed, "{narrow}");
        let stated =
            "## ATT-1 p\n- clause: iso13485 7.3.1\n- statement: s\n- attested-by: b\n- attested: 2026-01-01\n- fresh-until: 2027-01-01\n";
        let attested = text(&fixture::judged_by_all(stated), plain(80), Some(Status::Attested));
        let wanted = "  attested 7.3.1 Design and development: general (row unconfirmed: compare it\n    first)\n    ATT-1 by b\n";
        assert!(attested.contains(wanted), "{attested}");
        assert!(shown.contains("° 23 rows rest on one reference"), "every row of ISO 14971: {shown}");
    }

    #[test]
    fn class_a_shows_what_is_not_asked() {
        let shown = text(&fixture::judged(fixture::CONFIRMED), plain(80), Some(Status::NotApplicable));
        assert!(shown.contains("not asked of class A, the class of SW-1\n"), "{shown}");
    }

    #[test]
    fn where_classes_are_mixed_a_clause_says_what_it_binds() {
        let analysis = fixture::scaled(fixture::RISK);
        let shown = text(&analysis, plain(400), None);
        let line = |number: &str| shown.lines().find(|line| line.contains(&format!("  {number}  "))).expect("a clause").to_owned();
        assert!(line("5.4.2").ends_with("; binds 3 of 6 items, not SW-2 (A), SI-2 (A) nor 1 part of these"), "{}", line("5.4.2"));
        assert!(!line("5.1.1").contains("binds"), "every class is asked for a plan: {}", line("5.1.1"));
        assert!(!text(&fixture::judged(fixture::PROJECT), plain(400), None).contains("binds"), "all of one class");
        let value: Value = serde_json::from_str(&json(&analysis)).expect("JSON");
        let binds =
            |id: &str| value["clauses"].as_array().expect("clauses").iter().find(|one| one["id"] == id).expect("a clause")["binds"].clone();
        let free = |id: &str| json!({ "id": id, "class": "A" });
        assert_eq!(binds("5.4.2"), json!({ "ids": ["SW-1", "SI-1", "SU-1"], "not": [free("SW-2"), free("SI-2"), free("SI-3")] }));
        assert_eq!(binds("5.1.1"), Value::Null);
    }

    #[test]
    fn the_json_form_has_headings_and_clauses() {
        let value: Value = serde_json::from_str(&json(&fixture::analysis(fixture::PROJECT))).expect("JSON");
        assert_eq!(value["headings"][0], json!({ "standard": "iec62304", "id": "4", "parent": "", "title": "General requirements" }));
        assert_eq!(value["clauses"].as_array().map(Vec::len), Some(104));
        assert_eq!(value["clauses"][0]["status"], "open");
    }
}
