//! Rows, holes and their reasons; the neighbourhood of a record; every format.

use super::*;
use primum_model::{Date, Kind, Snapshot, Source};
use std::collections::BTreeSet;

fn analysis(text: &str) -> Analysis {
    let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
    primum_rules::analyze(snapshot).expect("there is no configuration")
}

const PLAIN: Screen = Screen { width: 80, colour: false };

const WHOLE: &str = "## IU-1 Use\n\n## UN-1 Need\n- derives-from: IU-1\n\n## SYS-1 System\n- derives-from: UN-1\n\n## SW-1 Pump\n- class: C\n\n\
## SI-1 Item\n- part-of: SW-1\n\n## SU-1 Unit\n- part-of: SI-1\n\n## DD-1 Design\n- designs: SU-1\n\n## RC-1 Control\n- controls: CAU-1\n\n\
## HAZ-1 Hazard\n\n## HS-1 Situation\n- hazard: HAZ-1\n\n## CAU-1 Cause\n- contributes-to: HS-1\n- located-in: SI-1\n\n\
## SRS-1 Requirement\n- derives-from: SYS-1\n- implements: RC-1\n- allocated-to: SI-1\n\n\
## TC-1 Unit test\n- level: unit\n- verifies: SU-1\n\n## TC-2 Integration test\n- level: integration\n- verifies: SI-1\n\n\
## TC-3 System test\n- level: system\n- verifies: SRS-1\n\n## TC-4 Validation\n- level: validation\n- verifies: UN-1\n";

/// One cell as text: IDs, then the hole in brackets, then the note in parentheses.
fn cell(analysis: &Analysis, matrix: &Matrix, id: &str, key: &str) -> String {
    let row = matrix.rows.iter().find(|row| analysis.model.at(row.record).id() == id).unwrap_or_else(|| panic!("{id} has no row"));
    let at = matrix.columns.iter().position(|(column, _)| *column == key).expect("a column");
    let cell = &row.cells[at];
    let ids = cell.records.iter().map(|at| analysis.model.at(*at).id()).collect::<Vec<_>>().join(" ");
    let mut text = ids;
    if cell.more {
        text.push_str(" and more");
    }
    if !cell.hole.is_empty() {
        text.push_str(&format!("[{}]", cell.hole));
    }
    if !cell.note.is_empty() {
        text.push_str(&cell.aside());
    }
    text
}

#[test]
fn a_whole_chain_has_no_hole() {
    let analysis = analysis(WHOLE);
    let forward = forward(&analysis);
    assert_eq!(forward.holes(), 0, "{}", csv(&analysis, &[self::forward(&analysis)]));
    for (key, ids) in [
        ("user_needs", "UN-1"),
        ("system_requirements", "SYS-1"),
        ("risk_controls", "RC-1"),
        ("items", "SI-1"),
        ("designs", "DD-1"),
        ("unit_tests", "TC-1(of its items, not of the requirement)"),
        ("integration_tests", "TC-2(of its items, not of the requirement)"),
        ("system_tests", "TC-3"),
        ("validation_tests", "TC-4"),
    ] {
        assert_eq!(cell(&analysis, &forward, "SRS-1", key), ids);
    }
    let risk = risk(&analysis);
    assert_eq!(risk.holes(), 0);
    for (key, ids) in [
        ("hazards", "HAZ-1"),
        ("situations", "HS-1"),
        ("items", "SI-1"),
        ("controls", "RC-1"),
        ("requirements", "SRS-1"),
        ("tests", "TC-3"),
    ] {
        assert_eq!(cell(&analysis, &risk, "CAU-1", key), ids);
    }
    let backward = backward(&analysis);
    assert_eq!(backward.holes(), 0);
    assert_eq!(cell(&analysis, &backward, "TC-3", "situations"), "HS-1");
    assert_eq!(cell(&analysis, &backward, "TC-3", "user_needs"), "UN-1");
}

#[test]
fn every_hole_says_what_is_missing() {
    let text = "## SRS-1 Alone\n\n## UN-1 Unheard\n\n## SYS-1 Unrefined\n\n## SYS-2 Pump head\n- allocated: hardware\n- derives-from: UN-2\n\n## UN-2 x\n\n\
## SU-1 Idle\n\n## DD-1 Of nothing\n\n## TC-1 Of nothing\n- level: system\n\n## TC-2 No level\n- verifies: SRS-1\n\n\
## HAZ-1 Alone\n\n## HS-1 Bare\n- hazard: HAZ-9\n\n## CAU-1 Bare\n- contributes-to: HS-1\n\n## RC-1 Adrift\n- controls: HS-9\n";
    let analysis = analysis(text);
    let (forward, risk, backward) = (forward(&analysis), risk(&analysis), backward(&analysis));
    for (id, key, text) in [
        ("SRS-1", "user_needs", "[no user need]"),
        ("SRS-1", "system_requirements", "[no source]"),
        ("SRS-1", "items", "[not allocated to an item]"),
        ("SRS-1", "designs", "[no detailed design]"),
        ("SRS-1", "unit_tests", "[no unit test]"),
        ("SRS-1", "integration_tests", "[no integration test]"),
        ("SRS-1", "system_tests", "[no system test]"),
        ("SRS-1", "validation_tests", "(no user need to validate)"),
        ("UN-1", "system_requirements", "[no system requirement]"),
        ("UN-1", "validation_tests", "[no validation test]"),
        ("SYS-1", "software_requirements", "[no software requirement]"),
        ("SYS-2", "software_requirements", "(allocated to hardware)"),
        ("SYS-2", "user_needs", "UN-2"),
        ("SU-1", "software_requirements", "[carries out no requirement]"),
        ("DD-1", "items", "[designs nothing]"),
        ("TC-1", "software_requirements", "[verifies nothing]"),
        ("TC-2", "system_tests", "TC-2[states no level]"),
    ] {
        assert_eq!(cell(&analysis, &forward, id, key), text, "{id} {key}");
    }
    for (id, key, text) in [
        ("HAZ-1", "situations", "[no hazardous situation]"),
        ("CAU-1", "hazards", "[no hazard]"),
        ("CAU-1", "items", "[no item]"),
        ("CAU-1", "controls", "[no risk control]"),
        ("CAU-1", "requirements", "(no risk control)"),
        ("RC-1", "situations", "[controls nothing]"),
        ("RC-1", "requirements", "[no requirement of RC-1]"),
        ("RC-1", "tests", "[no test of RC-1]"),
    ] {
        assert_eq!(cell(&analysis, &risk, id, key), text, "{id} {key}");
    }
    assert_eq!(cell(&analysis, &backward, "TC-1", "software_requirements"), "[verifies nothing]");
    assert_eq!(cell(&analysis, &backward, "TC-2", "user_needs"), "[no source of SRS-1]");
}

#[test]
fn a_threat_that_harms_nobody_says_so() {
    let situation = |more: &str| {
        let analysis = analysis(&format!("{WHOLE}\n## IF-1 Port\n- between: SI-1\n\n## THR-1 Theft\n- entry-point: IF-1\n{more}"));
        let risk = matrices(&analysis).into_iter().find(|matrix| matrix.name == "risk").expect("a matrix");
        cell(&analysis, &risk, "THR-1", "situations")
    };
    assert_eq!(situation(""), "[no hazardous situation]");
    assert_eq!(situation("- no-safety-effect: it is about money\n"), "(no effect on safety, for the reason it gives)");
}

#[test]
fn the_class_decides_what_is_a_hole() {
    let analysis = analysis(&format!("{}## SRS-1 x\n- source: law\n", crate::fixture::CONFIRMED));
    let forward = forward(&analysis);
    assert_eq!(cell(&analysis, &forward, "SRS-1", "items"), "(not asked of class A)");
    assert_eq!(cell(&analysis, &forward, "SRS-1", "designs"), "(not asked of class A)");
    assert_eq!(cell(&analysis, &forward, "SRS-1", "user_needs"), "(source: law)");
    assert_eq!(cell(&analysis, &forward, "SRS-1", "system_tests"), "[no system test]");
}

#[test]
fn tests_of_one_requirement_do_not_cover_its_neighbour() {
    let text = "## SW-1 x\n- class: C\n\n## SRS-1 a\n- allocated-to: SI-1\n\n## SRS-2 b\n- allocated-to: SI-1, SI-2\n\n## SI-1 i\n- part-of: SW-1\n\n\
## SI-2 j\n- part-of: SW-1\n\n## TC-1 t\n- level: unit\n- verifies: SRS-1\n\n## TC-2 t\n- level: unit\n- verifies: SI-1\n";
    let analysis = analysis(text);
    let forward = forward(&analysis);
    assert_eq!(cell(&analysis, &forward, "SRS-1", "unit_tests"), "TC-1");
    assert_eq!(cell(&analysis, &forward, "SRS-2", "unit_tests"), "TC-2[no unit test of SI-2](of its items, not of the requirement)");
    assert_eq!(cell(&analysis, &forward, "SRS-2", "system_tests"), "[no system test]");
}

/// Kinds whose records must all stand in the forward matrix, and in the risk matrix.
const CHAIN: [Kind; 7] = [
    Kind::UserNeed,
    Kind::SystemRequirement,
    Kind::SoftwareRequirement,
    Kind::SoftwareItem,
    Kind::SoftwareUnit,
    Kind::DetailedDesign,
    Kind::Test,
];
const RISK: [Kind; 5] = [Kind::Hazard, Kind::HazardousSituation, Kind::Cause, Kind::Threat, Kind::RiskControl];

/// A project whose links are drawn by a fixed sequence, circles and dangling links among them.
fn tangled(seed: u64, count: u64) -> String {
    let kinds = ["UN", "SYS", "SRS", "SI", "SU", "DD", "TC", "HAZ", "HS", "CAU", "THR", "RC"];
    let fields = [
        "derives-from",
        "implements",
        "allocated-to",
        "part-of",
        "designs",
        "verifies",
        "controls",
        "hazard",
        "contributes-to",
        "leads-to",
        "satisfies",
        "implementation-proof",
    ];
    let mut state = seed;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut text = String::new();
    for at in 0..count {
        let kind = kinds[(at % 12) as usize];
        text.push_str(&format!("## {kind}-{at} t\n\n"));
        if kind == "TC" {
            text.push_str(&format!("- level: {}\n", ["unit", "integration", "system", "validation", "odd"][next(5) as usize]));
        }
        for _ in 0..next(7) {
            let (target, field) = (next(count), fields[next(12) as usize]);
            text.push_str(&format!("- {field}: {}-{target}\n", kinds[(target % 12) as usize]));
        }
        text.push('\n');
    }
    text
}

#[test]
fn every_record_of_the_chain_appears_and_no_cell_is_blank() {
    for seed in 0..40 {
        let analysis = analysis(&tangled(seed, 120));
        for (matrix, kinds) in [(forward(&analysis), &CHAIN[..]), (risk(&analysis), &RISK[..]), (backward(&analysis), &[Kind::Test][..])] {
            let shown: BTreeSet<u32> = matrix.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.records).copied().collect();
            for record in kinds.iter().flat_map(|kind| analysis.model.of(*kind)) {
                assert!(shown.contains(&record.position()), "seed {seed}: {} is missing in {}", record.id(), matrix.name);
            }
            for row in &matrix.rows {
                assert!(row.cells[row.own].records.contains(&row.record));
                for (cell, (key, _)) in row.cells.iter().zip(matrix.columns) {
                    let said = !cell.records.is_empty() || !cell.hole.is_empty() || !cell.note.is_empty();
                    assert!(said, "seed {seed}: {} of {} is blank", key, analysis.model.at(row.record).id());
                }
            }
        }
    }
}

#[test]
fn rows_do_not_explode() {
    // Everything meets in one item and one situation: paths grow with the square, rows must not.
    let mut text = String::from(
        "## SW-1 x\n- class: C\n\n## SI-1 i\n- part-of: SW-1\n\n## UN-1 n\n\n## SYS-1 s\n- derives-from: UN-1\n\n## HAZ-1 h\n\n## HS-1 s\n- hazard: HAZ-1\n\n",
    );
    for at in 0..1000 {
        text.push_str(&format!(
            "## SRS-{at} r\n- derives-from: SYS-1\n- allocated-to: SI-1\n\n## SU-{at} u\n- part-of: SI-1\n\n## TC-{at} t\n- level: unit\n- verifies: SU-{at}\n\n\
             ## TC-V-{at} v\n- level: validation\n- verifies: UN-1\n\n## CAU-{at} c\n- contributes-to: HS-1\n\n## RC-{at} c\n- controls: HS-1\n\n"
        ));
    }
    let analysis = analysis(&text);
    let cells: usize =
        matrices(&analysis).iter().flat_map(|matrix| &matrix.rows).flat_map(|row| &row.cells).map(|cell| cell.records.len()).sum();
    assert!(cells < 6 * 1000 * 40, "{cells} IDs in the matrices");
    assert_eq!(cell(&analysis, &forward(&analysis), "SRS-1", "unit_tests").split(' ').count(), NEAR + 8);
    assert_eq!(cell(&analysis, &risk(&analysis), "CAU-5", "controls"), "(see its hazardous situation)");
}

#[test]
fn a_circle_of_links_is_walked_once() {
    let analysis = analysis(
        "## SRS-1 a\n- derives-from: SRS-2\n\n## SRS-2 b\n- derives-from: SRS-1\n\n## TC-1 t\n- level: system\n- verifies: SRS-1\n",
    );
    let around = neighbourhood(&analysis, "SRS-1").expect("a record");
    let shown: Vec<(u32, &str, &str, bool)> = around
        .upstream
        .iter()
        .map(|branch| (branch.depth, branch.link_name(&analysis.model), analysis.model.at(branch.record).id(), branch.again))
        .collect();
    assert_eq!(shown, [(1, "derives-from", "SRS-2", false), (2, "derives-from", "SRS-1", true)]);
    let down: Vec<&str> = around.downstream.iter().map(|branch| branch.link_name(&analysis.model)).collect();
    assert_eq!(down, ["gives rise to", "gives rise to", "verified by"]);
    let unknown = neighbourhood(&analysis, "SRS-3").expect_err("no such record");
    assert!(unknown.near.is_some());
}

#[test]
fn the_tree_reads_both_ways() {
    let mut analysis = analysis(WHOLE);
    // What rules find belongs to them; the lines of findings are looked at in the next test.
    analysis.findings.clear();
    let around = neighbourhood(&analysis, "SRS-1").expect("a record");
    let text = tree_text(&analysis, &around, PLAIN);
    let expected = "SRS-1 Requirement (software requirement)\n\nUpstream: where it comes from\n  ├ derives-from: SYS-1 System (system requirement)\n  │ └ derives-from: UN-1 Need (user need)\n  │   └ derives-from: IU-1 Use (intended use)\n  └ implements: RC-1 Control (risk control)\n    └ controls: CAU-1 Cause (cause)\n      ├ contributes-to: HS-1 Situation (hazardous situation)\n      │ └ hazard: HAZ-1 Hazard (hazard)\n      └ located-in: SI-1 Item (software item)\n\nDownstream: what comes of it\n  ├ allocated-to: SI-1 Item (software item)\n  │ ├ is made of: SU-1 Unit (software unit)\n  │ │ ├ designed in: DD-1 Design (detailed design)\n  │ │ └ verified by: TC-1 Unit test (test)\n  │ ├ location of cause: CAU-1 Cause (cause)\n  │ └ verified by: TC-2 Integration test (test)\n  └ verified by: TC-3 System test (test)\n";
    assert_eq!(text, expected);
    for width in [30, 40, 80] {
        for line in tree_text(&analysis, &around, Screen { width, colour: false }).lines() {
            assert!(line.chars().count() <= width.max(36), "{width}: {line}");
        }
    }
}

#[test]
fn findings_stand_at_their_records() {
    let analysis = analysis("## SRS-1 a\n- derives-from: SYS-1\n\n## SYS-1 b\n- derives-from: UN-9\n");
    let around = neighbourhood(&analysis, "SRS-1").expect("a record");
    let text = tree_text(&analysis, &around, Screen { width: 200, colour: false });
    let (head, upstream) = text.split_once("Upstream").expect("both");
    assert!(head.contains("  ! ") && !head.contains("dangling-link"), "{text}");
    assert!(upstream.contains("! error[dangling-link]: SYS-1 names UN-9"), "{text}");
    assert!(tree_json(&analysis, &around).contains("{\"rule\":\"dangling-link\",\"level\":\"error\""));
}

#[test]
fn tables_fit_the_terminal_and_colour_is_asked_for() {
    let analysis = analysis(WHOLE);
    let matrices = matrices(&analysis);
    for width in [60, 80, 120, 240] {
        for line in table(&analysis, &matrices, Screen { width, colour: false }).lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
            assert!(!line.contains('\x1b') && !line.ends_with(' '), "{line:?}");
        }
    }
    let holed = self::analysis("## SRS-1 x\u{1b}[31m\n");
    let coloured = table(&holed, &[forward(&holed)], Screen { width: 80, colour: true });
    assert!(coloured.contains("✗ no system test\x1b[0m"));
    assert!(!table(&holed, &[forward(&holed)], PLAIN).contains('\x1b'), "a control character of a file reached the terminal");
}

#[test]
fn csv_is_quoted_and_defused() {
    let analysis = analysis("## SRS-1 =cmd|' /C calc'!A0, \"quoted\"\n");
    let csv = csv(&analysis, &[forward(&analysis)]);
    let mut lines = csv.split("\r\n");
    assert!(lines.next().expect("a head").starts_with("matrix,row,title,User need,"));
    let row = lines.next().expect("a row");
    assert!(row.starts_with("forward,SRS-1,\"'=cmd|' /C calc'!A0, \"\"quoted\"\"\",[no user need],"), "{row}");
    assert!(row.ends_with(",7"), "{row}");
}

/// Is this JSON? A small reader: values, and nothing after them.
fn is_json(text: &str) -> bool {
    fn value(bytes: &[u8], at: &mut usize) -> bool {
        blank(bytes, at);
        match bytes.get(*at) {
            Some(b'"') => string(bytes, at),
            Some(open @ (b'{' | b'[')) => {
                let (object, close) = (*open == b'{', if *open == b'{' { b'}' } else { b']' });
                *at += 1;
                blank(bytes, at);
                if bytes.get(*at) == Some(&close) {
                    *at += 1;
                    return true;
                }
                loop {
                    if object {
                        blank(bytes, at);
                        if !string(bytes, at) || bytes.get(*at) != Some(&b':') {
                            return false;
                        }
                        *at += 1;
                    }
                    if !value(bytes, at) {
                        return false;
                    }
                    blank(bytes, at);
                    *at += 1;
                    match bytes.get(*at - 1) {
                        Some(b',') => {}
                        other => return other == Some(&close),
                    }
                }
            }
            _ => {
                let start = *at;
                while bytes.get(*at).is_some_and(u8::is_ascii_alphanumeric) {
                    *at += 1;
                }
                let word = &bytes[start..*at];
                !word.is_empty() && (word.iter().all(u8::is_ascii_digit) || [&b"true"[..], b"false", b"null"].contains(&word))
            }
        }
    }
    fn string(bytes: &[u8], at: &mut usize) -> bool {
        if bytes.get(*at) != Some(&b'"') {
            return false;
        }
        *at += 1;
        while let Some(byte) = bytes.get(*at) {
            *at += 1;
            match byte {
                b'"' => return true,
                b'\\' => *at += 1,
                0..=31 => return false,
                _ => {}
            }
        }
        false
    }
    fn blank(bytes: &[u8], at: &mut usize) {
        while bytes.get(*at).is_some_and(u8::is_ascii_whitespace) {
            *at += 1;
        }
    }
    let mut at = 0;
    let bytes = text.trim_end().as_bytes();
    value(bytes, &mut at) && at == bytes.len()
}

#[test]
fn json_is_json_and_the_same_twice() {
    assert!(is_json("{\"a\":[1,true,null,\"\\\"\"]}") && !is_json("{\"a\":}") && !is_json("[1,]") && !is_json("\"\n\""));
    let hostile = "## SRS-1 \"<script>\" \\ \u{2028} \u{7}\n- source: \"x\\\n";
    for text in [WHOLE, hostile, ""] {
        let analysis = analysis(text);
        let first = json(&analysis, &matrices(&analysis));
        assert!(is_json(&first), "{first}");
        assert!(!first.contains('<'));
        assert_eq!(first, json(&analysis, &matrices(&analysis)));
        if let Ok(around) = neighbourhood(&analysis, "SRS-1") {
            assert!(is_json(&tree_json(&analysis, &around)));
            assert!(tree_csv(&analysis, &around).starts_with("direction,depth,of,link,id,"));
        }
    }
}

#[test]
fn the_page_stands_alone_and_escapes() {
    let analysis = analysis("## SRS-1 <script>alert(1)</script>\n- derives-from: SYS-1\n\n## SYS-1 \"><img src=x>\n");
    let around = neighbourhood(&analysis, "SRS-1").expect("a record");
    for page in [html(&analysis, &matrices(&analysis)), tree_html(&analysis, &around)] {
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<link") && !page.contains("<a "));
        assert!(page.contains("&lt;script&gt;") && page.contains("Not examined"));
    }
}
