//! Findings as a code quality report of GitLab.

use crate::facts::{Fingerprints, Places, Spot};
use crate::json;
use primum_rules::Analysis;
use primum_rules::rule::{Finding, Level};
use serde::ser::{Serialize, Serializer};
use serde_json::{Value, json};

/// A JSON array with every open finding.
#[must_use]
pub fn code_quality(analysis: &Analysis) -> String {
    json::text(&Issues(analysis))
}

struct Issues<'a>(&'a Analysis);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let analysis = self.0;
        let mut places = Places::new(&analysis.model);
        let mut marks = Fingerprints::default();
        serializer.collect_seq(analysis.findings.iter().filter_map(|finding| {
            // Accepted findings take part in the numbering of twins, so that accepting one does not rename the other.
            let mark = marks.next(analysis, finding);
            finding.accepted_by.is_none().then(|| issue(finding, &places.spot(finding.place), &mark))
        }))
    }
}

fn issue(finding: &Finding, spot: &Spot<'_>, mark: &str) -> Value {
    let severity = match finding.level {
        Level::Error => "critical",
        Level::Warning => "minor",
        Level::Note => "info",
    };
    let help = if finding.help.is_empty() { String::new() } else { format!(" (help: {})", finding.help) };
    json!({
        "description": format!("{}{help}", finding.message),
        "check_name": finding.rule.name,
        "fingerprint": mark,
        "severity": severity,
        "location": { "path": spot.path, "lines": { "begin": spot.start.line, "end": spot.end.line } },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn every_open_finding_is_there_once() {
        let list: Vec<Value> = serde_json::from_str(&code_quality(&fixture::analysis(fixture::PROJECT))).expect("JSON");
        assert_eq!(list.len(), 4);
        let marks: std::collections::BTreeSet<&str> = list.iter().filter_map(|entry| entry["fingerprint"].as_str()).collect();
        assert_eq!(marks.len(), 4);
        assert_eq!(list[0]["location"], json!({ "path": "primum.toml", "lines": { "begin": 1, "end": 1 } }));
        assert_eq!((&list[1]["severity"], &list[1]["check_name"]), (&json!("critical"), &json!("requirement-without-origin")));
        assert_eq!(list[1]["location"]["lines"]["begin"], 27);
    }
}
