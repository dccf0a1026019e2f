//! Real documents that nobody here wrote, where they are at hand: beside the repository, in `../shared/corpora`.

use crate::run::{arg, root, run};
use std::path::PathBuf;

/// A folder of the corpora; the test says so and ends where it is absent.
pub(crate) fn corpus(path: &str) -> Option<PathBuf> {
    let folder = root().join("../shared/corpora").join(path);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there", folder.display());
    None
}

pub(crate) fn json(arguments: &[&str]) -> serde_json::Value {
    let run = run(arguments);
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err))
}

pub(crate) fn found(report: &serde_json::Value, rule: &str) -> Vec<String> {
    let findings = report["findings"].as_array().expect("findings");
    findings.iter().filter(|finding| finding["rule"] == rule).filter_map(|finding| finding["message"].as_str().map(str::to_owned)).collect()
}

#[test]
fn the_gateway_has_32_requirements_with_their_sections() {
    let Some(folder) = corpus("A-medical/monai-informatics-gateway") else { return };
    let out = tempfile::tempdir().expect("a temporary folder");
    let source = folder.join("guidelines/mig-srs.md");
    let import = run(&[
        "import",
        "markdown",
        arg(&source),
        "--out",
        arg(out.path()),
        "--kind",
        "REQ=software requirement",
        "--pattern",
        r"\[(?P<id>REQ-[A-Z]+-\d+)\]",
    ]);
    assert_eq!(import.code, 0, "{}", import.err);
    assert!(import.out.contains("32 records"), "{}", import.out);
    let report = json(&["check", "--format", "json", arg(out.path())]);
    assert_eq!(report["records"], 32);
    assert_eq!(report["records_by_kind"]["software requirement"], 32);
    assert_eq!(found(&report, "requirement-without-source").len(), 32);
    let records = json(&["export", arg(out.path())]);
    for record in records["records"].as_array().expect("records") {
        let sections: Vec<&str> =
            record["sections"].as_array().expect("sections").iter().filter_map(|section| section["title"].as_str()).collect();
        assert_eq!(sections, ["Background", "Verification Strategy", "Target Release"], "{}", record["id"]);
    }
}

#[test]
fn the_ventilator_has_296_records_and_286_links_of_which_34_dangle() {
    let Some(folder) = corpus("A-medical/respiraworks-ventilator/docs") else { return };
    let out = tempfile::tempdir().expect("a temporary folder");
    let files: Vec<PathBuf> =
        ["hardware/hardware_requirements.rst", "system/system_requirements.rst", "system/covent_19.rst", "software/SRS.rst"]
            .iter()
            .map(|file| folder.join(file))
            .collect();
    let mut arguments = vec!["import", "rst"];
    arguments.extend(files.iter().map(|file| arg(file)));
    arguments.extend(["--out", arg(out.path()), "--field", "fulfills=derives-from"]);
    for kind in ["RW-SW=software requirement", "RW-SYS=system requirement", "RW-HW=system requirement", "SR=user need"] {
        arguments.extend(["--kind", kind]);
    }
    let import = run(&arguments);
    assert_eq!(import.code, 0, "{}", import.err);
    assert!(import.out.contains("296 records, 286 links"), "{}", import.out);
    assert!(import.out.contains("34 links lead to 20 IDs"), "{}", import.out);
    let report = json(&["check", "--format", "json", arg(out.path())]);
    assert_eq!((&report["records"], &report["links"]), (&296.into(), &286.into()));
    let dangling = found(&report, "dangling-link");
    assert_eq!(dangling.len(), 34);
    let ids: std::collections::BTreeSet<&str> =
        dangling.iter().filter_map(|message| message.split(" names ").nth(1)?.split(' ').next()).collect();
    assert_eq!(ids.len(), 20, "{ids:?}");
    for view in [&["gap"][..], &["gap", "--checklist"], &["roadmap"], &["status"]] {
        let mut arguments = view.to_vec();
        arguments.push(arg(out.path()));
        assert_eq!(run(&arguments).code, 0, "{view:?}");
    }
    assert_eq!(run(&["trace", "--project", arg(out.path())]).code, 0);
    let site = out.path().join("site");
    assert_eq!(run(&["report", arg(out.path()), "--out", arg(&site)]).code, 0);
    assert!(site.join("index.html").exists());
}
