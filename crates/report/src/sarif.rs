//! Findings as SARIF 2.1.0, the exchange format of static analysis.

use crate::facts::{Fingerprints, Places, Spot, class_reason, record_id, rule_positions};
use crate::json;
use primum_model::Record;
use primum_rules::Analysis;
use primum_rules::rule::{Finding, Rule};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::{Value, json};

/// What stands for the project's root: paths are relative to it.
const ROOT: &str = "PROJECTROOT";

/// The log with one run. Accepted findings are in it, as suppressed.
#[must_use]
pub fn log(analysis: &Analysis) -> String {
    json::text(&Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: json!({ "driver": {
                "name": "primum",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": analysis.outcomes.iter().map(|outcome| rule(outcome.rule)).collect::<Vec<_>>(),
            }}),
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: json!({ ROOT: { "description": { "text": "The folder that holds primum.toml." } } }),
            properties: json!({
                "date": analysis.model.date.to_string(),
                "class": analysis.classes.project().letter(),
                "classReason": class_reason(analysis),
            }),
            results: Results(analysis),
        }],
    })
}

#[derive(serde::Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Value,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    properties: Value,
    results: Results<'a>,
}

/// The findings, written one after the other: a project may have very many.
struct Results<'a>(&'a Analysis);

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let analysis = self.0;
        let positions = rule_positions(analysis);
        let mut places = Places::new(&analysis.model);
        let mut related = Places::new(&analysis.model);
        let mut marks = Fingerprints::default();
        let mut sequence = serializer.serialize_seq(Some(analysis.findings.len()))?;
        for finding in &analysis.findings {
            let mut result = json!({
                "ruleId": finding.rule.name,
                "level": finding.level.name(),
                "message": { "text": message(finding) },
                "locations": [location(&places.spot(finding.place))],
                "partialFingerprints": { "primum/v1": marks.next(analysis, finding) },
            });
            if let Some(position) = positions.get(finding.rule.name) {
                result["ruleIndex"] = json!(position);
            }
            if let Some(id) = record_id(analysis, finding) {
                result["locations"][0]["logicalLocations"] = json!([{ "name": id, "kind": "element" }]);
            }
            if !finding.related.is_empty() {
                let others = finding.related.iter().enumerate().map(|(number, (place, label))| {
                    let mut location = location(&related.spot(Some(*place)));
                    location["id"] = json!(number + 1);
                    location["message"] = json!({ "text": label });
                    location
                });
                result["relatedLocations"] = others.collect();
            }
            // Once a run suppresses anything, every result says whether it is suppressed.
            result["suppressions"] = finding.accepted_by.map(|at| suppression(analysis.model.at(at))).into_iter().collect();
            sequence.serialize_element(&result)?;
        }
        sequence.end()
    }
}

fn rule(rule: &Rule) -> Value {
    let mut tags = vec![json::basis(rule.basis).to_owned()];
    tags.extend(rule.clauses.iter().map(|clause| format!("§{clause}")));
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary },
        "help": { "text": rule.page, "markdown": rule.page },
        "defaultConfiguration": { "level": rule.level.name() },
        "properties": { "tags": tags },
    })
}

fn message(finding: &Finding) -> String {
    if finding.help.is_empty() { finding.message.clone() } else { format!("{}. Help: {}", finding.message, finding.help) }
}

fn location(spot: &Spot<'_>) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(spot.path), "uriBaseId": ROOT },
        "region": {
            "startLine": spot.start.line, "startColumn": spot.start.column, "endLine": spot.end.line, "endColumn": spot.end.column,
        },
    }})
}

fn suppression(deviation: Record<'_>) -> Value {
    let section = deviation.section("justification").map(|section| section.body.trim());
    let justification = deviation.text("justification").or(section).unwrap_or_default();
    json!({ "kind": "external", "status": "accepted", "justification": format!("{}: {justification}", deviation.id()) })
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(byte as char);
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn required_properties_are_there() {
        let value: Value = serde_json::from_str(&log(&fixture::analysis(fixture::PROJECT))).expect("JSON");
        assert_eq!(value["version"], "2.1.0");
        let run = &value["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        assert_eq!((&run["tool"]["driver"]["name"], rules.len()), (&json!("primum"), 3));
        assert_eq!(rules[0]["help"]["markdown"], rules[0]["help"]["text"]);
        let results = run["results"].as_array().expect("results");
        assert_eq!(results.len(), 5);
        for result in results {
            let index = result["ruleIndex"].as_u64().expect("an index") as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(result["message"]["text"].is_string() && result["suppressions"].is_array(), "{result}");
            let physical = &result["locations"][0]["physicalLocation"];
            assert_eq!(physical["artifactLocation"]["uriBaseId"], ROOT);
            assert!(physical["region"]["startLine"].as_u64() >= Some(1), "{physical}");
        }
        let suppressed: Vec<&Value> = results.iter().filter(|result| result["suppressions"] != json!([])).collect();
        assert_eq!(suppressed.len(), 1);
        assert_eq!(
            suppressed[0]["suppressions"],
            json!([{ "kind": "external", "status": "accepted", "justification": "DEV-1: kept from the legacy version" }])
        );
    }

    #[test]
    fn what_is_locked_is_shown_where_it_stands() {
        let lock = "version = 4\n\n[[package]]\nname = \"pump\"\nversion = \"1.0.0\"\ndependencies = [\"serde\"]\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.1\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n";
        let files: primum_soup::Files = [("app/Cargo.lock", lock), ("b/Cargo.lock", "version = 4\n[[package\n")]
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
            .into_iter()
            .collect();
        let (inventories, refused) = primum_soup::locks::read_all(&files);
        let stock = primum_soup::scan::Stock { inventories, refused, ..Default::default() };
        let snapshot = primum_model::Snapshot::of(Vec::new(), primum_model::Date::constant(2026, 6, 30));
        let facts = primum_rules::Facts { soup: Some(stock), ..Default::default() };
        let model = primum_model::Model::build(snapshot).expect("a model");
        let analysis = primum_rules::judge_by(model, facts, &[primum_rules::standards::iec62304()], primum_rules::RULES);
        let sarif: Value = serde_json::from_str(&log(&analysis)).expect("JSON");
        let check: Value = serde_json::from_str(&json::check(&analysis)).expect("JSON");
        for (rule, path, line) in [("soup-undeclared", "app/Cargo.lock", 8), ("lock-file-unread", "b/Cargo.lock", 2)] {
            let results = sarif["runs"][0]["results"].as_array().expect("results");
            let physical = &results.iter().find(|one| one["ruleId"] == rule).expect("a result")["locations"][0]["physicalLocation"];
            assert_eq!((&physical["artifactLocation"]["uri"], &physical["region"]["startLine"]), (&json!(path), &json!(line)));
            let finding = check["findings"].as_array().expect("findings").iter().find(|one| one["rule"] == rule).expect("a finding");
            assert_eq!((&finding["path"], &finding["line"], &finding["id"]), (&json!(path), &json!(line), &Value::Null));
            assert!(crate::concise::lines(&analysis).contains(&format!("{path}:{line}:1:")));
        }
        let screen = crate::screen::Screen { width: 100, colour: false };
        let shown = crate::terminal::check(&analysis, screen, crate::terminal::Choice::default());
        assert!(shown.contains("app/Cargo.lock:8:1") && shown.contains("8 | [[package]]"), "{shown}");
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("records/über 1#2.md"), "records/%C3%BCber%201%232.md");
    }
}
