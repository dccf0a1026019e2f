//! Trends over problem reports (9.6): counts for a terminal, for other programs and for a spreadsheet.

use crate::facts::counted;
use crate::json;
use crate::screen::{Screen, Tone, columns, padded, visible};
use crate::trace::csv_line;
use primum_rules::Analysis;
use primum_rules::trends::{Count, Report, Trends};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// What no table says.
pub(crate) const NOTE: &str =
    "Numbers alone are no trend review: a trend review record says what they mean and what follows (`primum new trend-review`).";

/// The counts as text.
#[must_use]
pub fn text(analysis: &Analysis, trends: &Trends, screen: Screen) -> String {
    let mut out = String::new();
    let mut say = |tone: Tone, words: &str| screen.flow(&mut out, "", "  ", &[(tone, words)]);
    say(Tone::Strong, &headline(trends));
    for line in asides(analysis, trends) {
        say(Tone::Doubt, &line);
    }
    if trends.reports.is_empty() {
        return out;
    }
    for group in trends.groups.iter().filter(|group| !group.rows.is_empty()) {
        let rows: Vec<Vec<String>> = group.rows.iter().map(|(value, count)| row(value, *count)).collect();
        table(&mut out, screen, &[group.by, "reports", "open", "safety", "reopened"], &rows);
    }
    let months = trends.months.iter().map(|month| vec![month.name.clone(), month.reported.to_string(), month.closed.to_string()]);
    table(&mut out, screen, &["month", "reported", "closed"], &months.collect::<Vec<_>>());
    let open = oldest(trends).into_iter().map(|report| {
        let record = analysis.model.at(report.record);
        vec![record.id().to_owned(), report.days.to_string(), record.title().into_owned()]
    });
    table(&mut out, screen, &["open", "days", "title"], &open.collect::<Vec<_>>());
    out.push('\n');
    screen.flow(&mut out, "", "  ", &[(Tone::Faint, NOTE)]);
    out
}

/// `7 problem reports from 2025-11-01 to 2026-10-31: 2 open, 5 closed after 41 days (median)`.
pub(crate) fn headline(trends: &Trends) -> String {
    let closed = trends.reports.iter().filter(|report| report.closed.is_some()).count();
    let middle = trends
        .median_days()
        .map_or_else(String::new, |days| format!(" after {} (median)", counted(days.unsigned_abs() as usize, "day", "days")));
    let reports = counted(trends.reports.len(), "problem report", "problem reports");
    format!("{reports} from {} to {}: {} open, {closed} closed{middle}", trends.from, trends.to, trends.open().count())
}

/// What the counts leave out.
pub(crate) fn asides(analysis: &Analysis, trends: &Trends) -> Vec<String> {
    let ids = |list: &[u32]| list.iter().map(|at| analysis.model.at(*at).id()).collect::<Vec<_>>().join(", ");
    let mut lines = Vec::new();
    if !trends.duplicates.is_empty() {
        lines.push(format!("not counted, since another report stands for it: {}", ids(&trends.duplicates)));
    }
    if !trends.undated.is_empty() {
        lines.push(format!("in no period, since `reported` is missing: {}", ids(&trends.undated)));
    }
    lines
}

/// Those that are open, the oldest first.
pub(crate) fn oldest(trends: &Trends) -> Vec<&Report> {
    trends.open().collect()
}

fn row(value: &str, count: Count) -> Vec<String> {
    let numbers = [count.all, count.open, count.safety, count.reopened].map(|number| number.to_string());
    std::iter::once(value.to_owned()).chain(numbers).collect()
}

fn table(out: &mut String, screen: Screen, head: &[&str], rows: &[Vec<String>]) {
    if rows.is_empty() {
        return;
    }
    let mut widths: Vec<usize> = head.iter().map(|word| columns(word)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(columns(&visible(cell))).min(40);
        }
    }
    let mut line = |tone: Tone, cells: &[&str]| {
        let (last, before) = cells.split_last().map_or(("", &[][..]), |(last, before)| (*last, before));
        let first: String = before.iter().zip(&widths).map(|(cell, width)| format!("{}  ", padded(&visible(cell), *width))).collect();
        screen.flow(out, &first, "    ", &[(tone, last)]);
    };
    line(Tone::Plain, &[""]);
    line(Tone::Faint, head);
    for row in rows {
        line(Tone::Plain, &row.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

/// The counts as comma-separated values, a count a line: what it is counted by, the value, the numbers.
#[must_use]
pub fn csv(analysis: &Analysis, trends: &Trends) -> String {
    let mut out = String::new();
    let mut line = |cells: &[&str]| csv_line(&mut out, cells.iter().map(|cell| (*cell).to_owned()));
    line(&["by", "value", "reports", "open", "safety", "reopened", "closed", "days"]);
    for group in &trends.groups {
        for (value, count) in &group.rows {
            let numbers = [count.all, count.open, count.safety, count.reopened].map(|number| number.to_string());
            line(&[group.by, value, &numbers[0], &numbers[1], &numbers[2], &numbers[3], "", ""]);
        }
    }
    for month in &trends.months {
        line(&["month", &month.name, &month.reported.to_string(), "", "", "", &month.closed.to_string(), ""]);
    }
    for report in &trends.reports {
        let record = analysis.model.at(report.record);
        let [open, safety, closed] =
            [report.open, record.says("criticality", "safety"), report.closed.is_some()].map(|is| if is { "1" } else { "0" });
        line(&["report", record.id(), "1", open, safety, &report.reopened.to_string(), closed, &report.days.to_string()]);
    }
    out
}

/// The counts as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis, trends: &Trends) -> String {
    json::text(&Form(analysis, trends))
}

struct Form<'a>(&'a Analysis, &'a Trends);

impl Serialize for Form<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (model, trends) = (&self.0.model, self.1);
        let ids = |list: &[u32]| list.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>();
        let groups: serde_json::Map<String, Value> = trends
            .groups
            .iter()
            .map(|group| {
                let rows = group.rows.iter().map(|(value, count)| {
                    json!({ "value": value, "reports": count.all, "open": count.open, "safety": count.safety, "reopened": count.reopened })
                });
                (group.by.to_owned(), rows.collect::<Value>())
            })
            .collect();
        let months = trends.months.iter().map(|month| json!({ "month": month.name, "reported": month.reported, "closed": month.closed }));
        let reports = trends.reports.iter().map(|report| {
            json!({
                "id": model.at(report.record).id(),
                "reported": report.reported.to_string(),
                "closed": report.closed.map(|day| day.to_string()),
                "open": report.open,
                "days": report.days,
                "reopened": report.reopened,
            })
        });
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        map.serialize_entry("period", &json!({ "from": trends.from.to_string(), "to": trends.to.to_string() }))?;
        map.serialize_entry("median-days", &trends.median_days())?;
        map.serialize_entry("by", &groups)?;
        map.serialize_entry("months", &months.collect::<Vec<_>>())?;
        map.serialize_entry("reports", &reports.collect::<Vec<_>>())?;
        map.serialize_entry("duplicates", &ids(&trends.duplicates))?;
        map.serialize_entry("undated", &ids(&trends.undated))?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Snapshot, Source};

    fn analysis(text: &str) -> Analysis {
        primum_rules::analyze(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30))).expect("no configuration")
    }

    const TEXT: &str = "## PR-1 A\n- status: closed\n- reported: 2026-05-01\n- closed: 2026-05-31\n- cause-type: code\n\n\
        ## PR-2 =B()\n- reported: 2026-06-01\n\n## PR-3 C\n- status: duplicate\n- duplicate-of: PR-2\n- reported: 2026-06-02\n\n## PR-4 D\n";

    #[test]
    fn every_number_stands_in_every_form() {
        let analysis = analysis(TEXT);
        let trends = Trends::new(&analysis.model, None, None);
        let text = text(&analysis, &trends, Screen { width: 80, colour: false });
        for line in [
            "2 problem reports from 2026-05-01 to 2026-06-30: 1 open, 1 closed after 30 days",
            "another report stands for it: PR-3",
            "`reported` is missing: PR-4",
            "code        1        0     0       0",
            "2026-06  1         0",
            "PR-2  29    =B()",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        let csv = csv(&analysis, &trends);
        for line in ["cause,code,1,0,0,0,,\r\n", "month,2026-05,1,,,,1,\r\n", "report,PR-2,1,1,0,0,0,29\r\n"] {
            assert!(csv.contains(line), "{line}\n{csv}");
        }
        let json: Value = serde_json::from_str(&json(&analysis, &trends)).expect("JSON");
        assert_eq!(json["by"]["cause"][0]["value"], "code");
        assert_eq!(json["reports"][0]["closed"], "2026-05-31");
        assert_eq!((&json["median-days"], &json["undated"][0]), (&json!(30), &json!("PR-4")));
    }

    #[test]
    fn without_a_report_there_is_nothing_but_a_sentence() {
        let analysis = analysis("");
        let trends = Trends::new(&analysis.model, None, None);
        assert_eq!(text(&analysis, &trends, Screen { width: 80, colour: false }).lines().count(), 1);
    }
}
