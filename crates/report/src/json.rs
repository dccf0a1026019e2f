//! `check --format json`: the whole verdict for other programs. The contract is `docs/json.md`.

use crate::facts::{Counts, Places, Spot, class_reason, reason, record_id, records_by_kind};
use primum_rules::Analysis;
use primum_rules::rule::{Basis, Finding};
use primum_rules::verdict::{Binding, Bindings, ClauseVerdict};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::json;

/// The version of every JSON form of this crate. It changes when a field goes or changes its meaning, not when one is added.
pub const VERSION: u32 = 1;

/// The whole verdict.
#[must_use]
pub fn check(analysis: &Analysis) -> String {
    text(&Verdict { analysis })
}

/// Any value as indented JSON, with a line end.
pub(crate) fn text(value: &impl Serialize) -> String {
    #[expect(clippy::expect_used, reason = "writing to memory cannot fail, and every map here has text as keys")]
    let mut text = serde_json::to_string_pretty(value).expect("a report is writable as JSON");
    text.push('\n');
    text
}

/// What every JSON form begins with.
pub(crate) fn preamble<M: SerializeMap>(map: &mut M, analysis: &Analysis) -> Result<(), M::Error> {
    let product = &analysis.model.config.product;
    map.serialize_entry("version", &VERSION)?;
    map.serialize_entry("product", &json!({ "name": product.name, "version": product.version, "manufacturer": product.manufacturer }))?;
    map.serialize_entry("date", &analysis.model.date.to_string())?;
    map.serialize_entry("class", &json!({ "value": analysis.classes.project().letter(), "reason": class_reason(analysis) }))
}

struct Verdict<'a> {
    analysis: &'a Analysis,
}

impl Serialize for Verdict<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let analysis = self.analysis;
        let mut map = serializer.serialize_map(None)?;
        preamble(&mut map, analysis)?;
        map.serialize_entry("summary", &Summary(Counts::of(analysis)))?;
        map.serialize_entry("records", &analysis.model.records().len())?;
        map.serialize_entry("links", &analysis.model.link_count())?;
        map.serialize_entry("records_by_kind", &InOrder(records_by_kind(&analysis.model)))?;
        map.serialize_entry("findings", &AllFindings(analysis))?;
        map.serialize_entry("clauses", &Clauses { analysis, binds: false })?;
        let rules: Vec<_> = analysis.outcomes.iter().map(|outcome| {
            json!({ "name": outcome.rule.name, "examined": outcome.examined, "findings": outcome.findings, "accepted": outcome.accepted })
        }).collect();
        map.serialize_entry("rules", &rules)?;
        map.end()
    }
}

/// Counts as JSON.
pub(crate) struct Summary(pub(crate) Counts);

impl Serialize for Summary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let counts = self.0;
        let mut map = serializer.serialize_map(None)?;
        for (name, count) in [
            ("errors", counts.errors),
            ("warnings", counts.warnings),
            ("notes", counts.notes),
            ("accepted", counts.accepted),
            ("clauses_satisfied", counts.satisfied),
            ("clauses_open", counts.open),
            ("clauses_attested", counts.attested),
            ("clauses_not_applicable", counts.not_applicable),
            ("open_with_findings", counts.open_because[0]),
            ("open_on_unreliable_records", counts.open_because[1]),
            ("open_nothing_to_examine", counts.open_because[2]),
            ("open_not_attested", counts.open_because[3]),
            ("open_awaiting_this_version", counts.open_because[4]),
        ] {
            map.serialize_entry(name, &count)?;
        }
        map.end()
    }
}

/// Pairs as a JSON object that keeps their order.
pub(crate) struct InOrder<K, V>(pub(crate) Vec<(K, V)>);

impl<K: Serialize, V: Serialize> Serialize for InOrder<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

struct AllFindings<'a>(&'a Analysis);

impl Serialize for AllFindings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.0.findings.len()))?;
        let mut places = Places::new(&self.0.model);
        let mut related = Places::new(&self.0.model);
        for finding in &self.0.findings {
            let one = OneFinding {
                analysis: self.0,
                finding,
                spot: places.spot(finding.place),
                related: finding.related.iter().map(|(place, label)| (related.spot(Some(*place)), label.as_str())).collect(),
            };
            sequence.serialize_element(&one)?;
        }
        sequence.end()
    }
}

struct OneFinding<'a> {
    analysis: &'a Analysis,
    finding: &'a Finding,
    spot: Spot<'a>,
    related: Vec<(Spot<'a>, &'a str)>,
}

impl Serialize for OneFinding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let finding = self.finding;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", finding.rule.name)?;
        map.serialize_entry("level", finding.level.name())?;
        map.serialize_entry("id", &record_id(self.analysis, finding))?;
        map.serialize_entry("path", self.spot.path)?;
        map.serialize_entry("line", &self.spot.start.line)?;
        map.serialize_entry("column", &self.spot.start.column)?;
        map.serialize_entry("end_line", &self.spot.end.line)?;
        map.serialize_entry("end_column", &self.spot.end.column)?;
        map.serialize_entry("message", &finding.message)?;
        map.serialize_entry("help", &finding.help)?;
        map.serialize_entry("clauses", finding.rule.clauses)?;
        map.serialize_entry("basis", basis(finding.rule.basis))?;
        map.serialize_entry("accepted_by", &finding.accepted_by.map(|at| self.analysis.model.at(at).id()))?;
        let related: Vec<_> = self
            .related
            .iter()
            .map(|(spot, label)| Related { path: spot.path, line: spot.start.line, column: spot.start.column, label })
            .collect();
        map.serialize_entry("related", &related)?;
        map.end()
    }
}

#[derive(serde::Serialize)]
struct Related<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    label: &'a str,
}

/// The word for a basis.
pub(crate) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Clause => "clause",
        Basis::Practice => "practice",
        Basis::Record => "record",
    }
}

/// The verdicts on clauses as JSON.
pub(crate) struct Clauses<'a> {
    pub(crate) analysis: &'a Analysis,
    /// Is it said which items each clause binds?
    pub(crate) binds: bool,
}

impl Serialize for Clauses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(Some(self.analysis.clauses.len()))?;
        let mut bindings = Bindings::new(&self.analysis.classes);
        for verdict in &self.analysis.clauses {
            let binds = self.binds.then(|| bindings.mixed(verdict));
            sequence.serialize_element(&OneClause { analysis: self.analysis, verdict, binds })?;
        }
        sequence.end()
    }
}

/// The verdict on one clause as JSON.
struct OneClause<'a> {
    analysis: &'a Analysis,
    verdict: &'a ClauseVerdict,
    /// Not asked for; or what it binds, where it binds one thing and not another.
    binds: Option<Option<&'a Binding>>,
}

impl Serialize for OneClause<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let verdict = self.verdict;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("standard", &verdict.standard.id)?;
        map.serialize_entry("id", &verdict.clause.id)?;
        map.serialize_entry("title", &verdict.clause.title)?;
        map.serialize_entry("status", verdict.status.name())?;
        map.serialize_entry("confidence", verdict.clause.confidence.name())?;
        map.serialize_entry("examined", &verdict.examined)?;
        map.serialize_entry("findings", &verdict.findings)?;
        map.serialize_entry("accepted", &verdict.accepted)?;
        map.serialize_entry("reason", &reason(self.analysis, verdict))?;
        map.serialize_entry("rules", &verdict.rules.iter().map(|rule| rule.name).collect::<Vec<_>>())?;
        map.serialize_entry("in_part", &verdict.in_part.iter().map(|rule| rule.name).collect::<Vec<_>>())?;
        let attestations: Vec<&str> = verdict.attestations.iter().map(|at| self.analysis.model.at(*at).id()).collect();
        map.serialize_entry("attestations", &attestations)?;
        if let Some(binding) = self.binds {
            let id = |at: &u32| self.analysis.model.at(*at).id();
            let free = |(at, class): &(u32, primum_model::Class)| json!({ "id": id(at), "class": class.letter() });
            let binds = binding.map(|binding| {
                json!({
                    "ids": binding.bound.iter().map(id).collect::<Vec<_>>(),
                    "not": binding.free.iter().map(free).collect::<Vec<_>>(),
                })
            });
            map.serialize_entry("binds", &binds)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use serde_json::Value;

    fn read(text: &str) -> Value {
        serde_json::from_str(text).expect("valid JSON")
    }

    #[test]
    fn the_contract_holds() {
        let value = read(&check(&fixture::analysis(fixture::PROJECT)));
        let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<std::collections::BTreeSet<_>>();
        let names = |names: &str| names.split(' ').map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(keys(&value), names("version product date class summary records links records_by_kind findings clauses rules"));
        assert_eq!(value["version"], 1);
        assert_eq!(value["product"]["name"], "Pump");
        assert_eq!(value["date"], "2026-06-30");
        assert_eq!(value["class"]["value"], "C");
        assert_eq!((&value["records"], &value["records_by_kind"]["software requirement"]), (&json!(10), &json!(3)));
        for finding in value["findings"].as_array().expect("findings") {
            let wanted = "rule level id path line column end_line end_column message help clauses basis accepted_by related";
            assert_eq!(keys(finding), names(wanted));
            assert!(finding["line"].as_u64() >= Some(1) && finding["column"].as_u64() >= Some(1), "{finding}");
        }
        for clause in value["clauses"].as_array().expect("clauses") {
            assert_eq!(
                keys(clause),
                names("standard id title status confidence examined findings accepted reason rules in_part attestations")
            );
        }
        assert_eq!(keys(&value["rules"][0]), names("name examined findings accepted"));
        assert_eq!(
            value["summary"],
            json!({ "errors": 2, "warnings": 2, "notes": 0, "accepted": 1, "clauses_satisfied": 0,
            "clauses_open": 104, "clauses_attested": 0, "clauses_not_applicable": 0, "open_with_findings": 3,
            "open_on_unreliable_records": 0, "open_nothing_to_examine": 0, "open_not_attested": 101, "open_awaiting_this_version": 0 })
        );
    }

    #[test]
    fn findings_say_where_and_who_accepts_them() {
        let value = read(&check(&fixture::analysis(fixture::PROJECT)));
        let find = |rule: &str, id: Value| {
            let list = value["findings"].as_array().expect("findings");
            list.iter().find(|finding| finding["rule"] == rule && finding["id"] == id).expect("a finding").clone()
        };
        assert_eq!(find("requirement-without-origin", json!("SRS-3"))["accepted_by"], "DEV-1");
        let open = find("requirement-without-origin", json!("SRS-2"));
        assert_eq!(open["accepted_by"], Value::Null);
        assert_eq!([&open["line"], &open["column"], &open["end_line"], &open["end_column"]], [27, 4, 27, 9]);
        assert_eq!(open["related"], json!([{ "path": "records/a.md", "line": 1, "column": 4, "label": "the system it belongs to" }]));
        let project = find("plan-missing", Value::Null);
        assert_eq!((&project["path"], &project["line"], &project["column"]), (&json!("primum.toml"), &json!(1), &json!(1)));
    }

    #[test]
    fn the_same_project_gives_the_same_bytes() {
        assert_eq!(check(&fixture::judged(fixture::PROJECT)), check(&fixture::judged(fixture::PROJECT)));
    }

    #[test]
    fn hostile_text_stays_text() {
        let title = "a\u{1b}\"\\\u{2028}</script>";
        let value = read(&check(&fixture::analysis(&format!("## SRS-1 {title}\n"))));
        assert!(value["findings"].to_string().contains("</script>"));
    }

    #[test]
    fn many_findings_on_an_endless_line_are_all_told() {
        let rows: String = (1..=20_000).map(|number| format!("NO-{number}, ")).collect();
        let analysis = fixture::judged(&format!("## SRS-1 x\n- derives-from: {rows}SYS-1\n"));
        let value = read(&check(&analysis));
        assert!(value["findings"].as_array().expect("findings").len() > 20_000);
    }
}
