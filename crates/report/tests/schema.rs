//! Bills of materials and VEX against the published schema of CycloneDX 1.6, where it is at hand: in `../shared/corpora`.
//!
//! The checker knows the words that this schema uses, and shows that by refusing every example that its authors call invalid.

#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test reads the schema, and says so when it is not there"
)]

use primum_model::{Date, Model, Snapshot, Source};
use primum_report::sbom::{Bill, Extent, cyclonedx_json};
use primum_report::vex;
use primum_rules::{Analysis, Facts, judge_by, standards};
use primum_soup::licence::{exception, licence};
use primum_soup::scan::{Match, Scan, Severity, Stock, Vulnerability};
use primum_soup::{Component, Ecosystem, Hash, Inventory, Relation, Scope};
use regex::Regex;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// A JSON schema, as far as that of CycloneDX goes.
struct Schema {
    root: Value,
    patterns: HashMap<String, Regex>,
}

impl Schema {
    fn new(root: Value) -> Self {
        let mut patterns = HashMap::new();
        let mut open = vec![&root];
        while let Some(value) = open.pop() {
            match value {
                Value::Object(map) => {
                    if let Some(pattern) = map.get("pattern").and_then(Value::as_str)
                        && let Ok(regex) = Regex::new(pattern)
                    {
                        patterns.insert(pattern.to_owned(), regex);
                    }
                    open.extend(map.values());
                }
                Value::Array(list) => open.extend(list),
                _ => {}
            }
        }
        Self { patterns, root }
    }

    fn faults(&self, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        self.check(&self.root, value, "", &mut faults);
        faults
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let mut faults = Vec::new();
        self.check(schema, value, "", &mut faults);
        faults.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let Some(schema) = schema.as_object() else {
            if *schema == Value::Bool(false) {
                faults.push(format!("{at}: nothing is allowed here"));
            }
            return;
        };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            if reference.starts_with("spdx.schema.json") {
                let known = value.as_str().is_some_and(|id| licence(id).or_else(|| exception(id)) == Some(id));
                if !known {
                    faults.push(format!("{at}: {value} is no licence of SPDX"));
                }
            } else if let Some(path) = reference.strip_prefix('#') {
                let target = self.root.pointer(path).unwrap_or_else(|| panic!("{reference} leads nowhere"));
                self.check(target, value, at, faults);
            } else {
                assert!(reference.starts_with("jsf-"), "{reference} is not known");
            }
            return;
        }
        let mut fail = |what: &str| faults.push(format!("{at}: {what}"));
        if let Some(kind) = schema.get("type") {
            let is = |kind: &Value| match kind.as_str() {
                Some("object") => value.is_object(),
                Some("array") => value.is_array(),
                Some("string") => value.is_string(),
                Some("integer") => value.is_i64() || value.is_u64(),
                Some("number") => value.is_number(),
                Some("boolean") => value.is_boolean(),
                other => panic!("the type {other:?} is not known"),
            };
            if !kind.as_array().map_or_else(|| is(kind), |kinds| kinds.iter().any(is)) {
                fail(&format!("{value} is no {kind}"));
                return;
            }
        }
        if schema.get("enum").is_some_and(|words| words.as_array().is_some_and(|words| !words.contains(value))) {
            fail(&format!("{value} is none of the words"));
        }
        if let Some(text) = value.as_str() {
            let long = |key: &str| schema.get(key).and_then(Value::as_u64);
            if long("minLength").is_some_and(|least| (text.chars().count() as u64) < least) {
                fail("the text is too short");
            }
            if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
                && self.patterns.get(pattern).is_some_and(|regex| !regex.is_match(text))
            {
                fail(&format!("{text} does not match {pattern}"));
            }
            let is_time = Regex::new(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$").expect("a pattern");
            if schema.get("format").is_some_and(|format| format == "date-time") && !is_time.is_match(text) {
                fail(&format!("{text} is no time"));
            }
        }
        if let Some(number) = value.as_f64() {
            let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
            if bound("minimum").is_some_and(|least| number < least) || bound("maximum").is_some_and(|most| number > most) {
                fail(&format!("{number} is out of bounds"));
            }
        }
        if let Some(list) = value.as_array() {
            let size = |key: &str| schema.get(key).and_then(Value::as_u64);
            if size("minItems").is_some_and(|least| (list.len() as u64) < least)
                || size("maxItems").is_some_and(|most| list.len() as u64 > most)
            {
                fail("the list has too few or too many elements");
            }
            if schema.get("uniqueItems") == Some(&Value::Bool(true)) {
                let mut seen = HashSet::new();
                if !list.iter().all(|one| seen.insert(one.to_string())) {
                    fail("an element stands twice");
                }
            }
            match schema.get("items") {
                Some(Value::Array(each)) => {
                    for (place, one) in list.iter().enumerate() {
                        if let Some(schema) = each.get(place).or_else(|| schema.get("additionalItems")) {
                            self.check(schema, one, &format!("{at}/{place}"), faults);
                        }
                    }
                }
                Some(items) => {
                    for (place, one) in list.iter().enumerate() {
                        self.check(items, one, &format!("{at}/{place}"), faults);
                    }
                }
                None => {}
            }
        }
        if let Some(map) = value.as_object() {
            for name in schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
                if !map.contains_key(name) {
                    faults.push(format!("{at}: {name} is missing"));
                }
            }
            let properties = schema.get("properties").and_then(Value::as_object);
            for (name, one) in map {
                match properties.and_then(|properties| properties.get(name)).or_else(|| schema.get("additionalProperties")) {
                    Some(Value::Bool(false)) => faults.push(format!("{at}: {name} is not allowed here")),
                    Some(schema) => self.check(schema, one, &format!("{at}/{name}"), faults),
                    None => {}
                }
            }
        }
        for (word, range) in [("allOf", usize::MAX..=usize::MAX), ("anyOf", 1..=usize::MAX), ("oneOf", 1..=1)] {
            let Some(choices) = schema.get(word).and_then(Value::as_array) else { continue };
            let fitting = choices.iter().filter(|choice| self.fits(choice, value)).count();
            if !(range.contains(&fitting) || word == "allOf" && fitting == choices.len()) {
                faults.push(format!("{at}: {fitting} of the choices of {word} fit"));
            }
        }
    }
}

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora/C-evidence/sbom/cyclonedx-spec-valid-invalid");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there", folder.display());
    None
}

fn schema(corpus: &Path) -> Schema {
    let text = std::fs::read_to_string(corpus.join("schema/bom-1.6.schema.json")).expect("the schema");
    Schema::new(serde_json::from_str(&text).expect("JSON"))
}

const RECORDS: &str = "## SW-1 Control\n- version: 7\n\n## SI-1 Loop\n- part-of: SW-1\n\n\
    ## SOUP-A leaf\n- purl: pkg:npm/leaf\n- version: 1.0.0\n- supplier: Leaf\n- licence: MIT OR (Apache-2.0 AND ISC)\n- support: supported\n\
    - support-ends: 2030-06-30\n- used-by: SI-1\n- brings: pkg:npm/root\n\n\
    ## SOUP-K Kernel\n- version: 10.6\n- licence: Ours\n- support: limited\n- support-ends: nobody names a day\n\
    - cpe: cpe:2.3:o:k:kernel:10.6:*:*:*:*:*:*:*\n\n\
    ## VA-1 x\n- of: SOUP-A\n- advisory: CVE-2026-1\n- version: 1.0.0\n- verdict: not affected\n- justification: vulnerable code not present\n\
    - reviewer: A\n- reviewed: 2026-05-01\n\n\
    ## VA-2 y\n- of: SOUP-K\n- advisory: 17-b\n- verdict: affected\n- action: none yet\n- reviewer: A\n- reviewed: 2026-05-01\n";

/// A project with every form of component, and with judged and unjudged vulnerabilities.
fn pump(config: &str) -> Analysis {
    let component = |name: &str, needs: &[usize]| Component {
        ecosystem: Some(Ecosystem::Npm),
        name: name.to_owned(),
        version: "1.0.0".to_owned(),
        purl: format!("pkg:npm/{name}@1.0.0"),
        needs: needs.to_vec(),
        ..Component::default()
    };
    let hash = |algorithm: &str, value: String| Hash { algorithm: algorithm.to_owned(), value };
    let components = vec![
        Component {
            relation: Relation::Direct,
            hashes: vec![hash("SHA-512", "0f".repeat(64)), hash("SHA-256", "short".to_owned()), hash("h1", "x=".to_owned())],
            ..component("leaf", &[1])
        },
        Component { licence: "mit".to_owned(), cpe: "cpe:/a:root:root".to_owned(), ..component("root", &[]) },
        Component { scope: Scope::Test, relation: Relation::Direct, ..component("prover", &[]) },
        Component { ecosystem: None, purl: "?".to_owned(), cpe: "?".to_owned(), name: "<\0>".to_owned(), ..Component::default() },
    ];
    let vulnerability = |id: &str, vector: &str, score, severity| Vulnerability {
        id: id.to_owned(),
        aliases: vec!["GHSA-x".to_owned(), "OTHER".to_owned()],
        vector: vector.to_owned(),
        score,
        severity,
        published: Some(Date::constant(2026, 1, 1)),
        exploited: Some(Date::constant(2026, 2, 1)),
        url: "https://example.org".to_owned(),
        ..Vulnerability::default()
    };
    let found =
        |component, vulnerability| Match { inventory: 0, component, vulnerability, fixed: vec!["2".to_owned()], because: String::new() };
    let scan = Scan {
        vulnerabilities: vec![
            vulnerability("CVE-2026-1", "CVSS:4.0/AV:N", Some(9.8), Severity::Critical),
            vulnerability("RUSTSEC-2026-0001", "", None, Severity::Unknown),
        ],
        matches: vec![found(0, 0), found(0, 1), found(1, 0), found(3, 1)],
        ..Scan::default()
    };
    let inventories = vec![Inventory { file: "lock".to_owned(), components, locked: true, ..Inventory::default() }];
    let facts = Facts { soup: Some(Stock { inventories, scan: Some(Ok(scan)), ..Stock::default() }), ..Facts::default() };
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", RECORDS)], Date::constant(2026, 6, 30));
    snapshot.config = Some(Source::new("primum.toml", config));
    judge_by(Model::build(snapshot).expect("a model"), facts, &[standards::iec62304()], &[])
}

#[test]
fn what_is_written_fits_the_published_schema() {
    let Some(corpus) = corpus() else { return };
    let schema = schema(&corpus);
    for config in ["[product]\nname = \"Pump\"\nversion = \"1.2\"\nmanufacturer = \"Acme\"\n", ""] {
        let pump = pump(config);
        let texts = [cyclonedx_json(&Bill::of(&pump)), cyclonedx_json(&Bill::with(&pump, Extent::Everything)), vex::cyclonedx(&pump)];
        for text in texts {
            let faults = schema.faults(&serde_json::from_str(&text).expect("JSON"));
            assert!(faults.is_empty(), "{faults:#?}\n{text}");
        }
    }
}

#[test]
fn the_checker_tells_the_valid_from_the_invalid_examples() {
    let Some(corpus) = corpus() else { return };
    let schema = schema(&corpus);
    // That a reference leads to something, and that it stands once, is no matter of the schema.
    let beyond = ["invalid-component-ref-1.6.json", "invalid-dependency-1.6.json"];
    let folder = corpus.join("tools/src/test/resources/1.6");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the examples") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("").to_owned();
        if path.extension().is_none_or(|extension| extension != "json") || beyond.contains(&name.as_str()) {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a file");
        let faults = schema.faults(&serde_json::from_str(&text).expect("JSON"));
        assert_eq!(faults.is_empty(), name.starts_with("valid"), "{name}: {faults:?}");
        count += 1;
    }
    assert!(count > 60, "{count}");
}
