//! Findings as a code quality report of GitLab.

use crate::facts::{Fingerprints, Places};
use crate::json;
use primum_rules::Analysis;
use primum_rules::rule::Level;
use serde_json::json;

/// A JSON array with every open finding.
#[must_use]
pub fn code_quality(analysis: &Analysis) -> String {
    let mut places = Places::new(&analysis.model);
    let mut marks = Fingerprints::default();
    let mut list = Vec::new();
    for finding in &analysis.findings {
        // Accepted findings take part in the numbering of twins, so that accepting one does not rename the other.
        let mark = marks.next(analysis, finding);
        if finding.accepted_by.is_some() {
            continue;
        }
        let spot = places.spot(finding.place);
        let severity = match finding.level {
            Level::Error => "critical",
            Level::Warning => "minor",
            Level::Note => "info",
        };
        let description =
            if finding.help.is_empty() { finding.message.clone() } else { format!("{} (help: {})", finding.message, finding.help) };
        list.push(json!({
            "description": description,
            "check_name": finding.rule.name,
            "fingerprint": mark,
            "severity": severity,
            "location": { "path": spot.path, "lines": { "begin": spot.start.line, "end": spot.end.line } },
        }));
    }
    json::text(&list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use serde_json::Value;

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
