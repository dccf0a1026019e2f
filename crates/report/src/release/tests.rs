//! The record as a cut completes it, what differs between two releases, and the account of a record.

use super::accounting::{Step, accounts};
use super::notes::{Happened, differences};
use super::{Candidate, Contents, Go, Repository, as_released, candidate, manifest, release_id, rows};
use crate::fixture;
use primum_evidence::Baselines;
use primum_evidence::baseline::{Kept, Manifest};
use primum_model::{Date, Model};
use primum_rules::{Analysis, standards};

const DAY: Date = Date::constant(2026, 6, 30);
const CONFIG: &str = "[product]\nname = \"Pump\"\nversion = \"1.0\"\n[release]\nretention-years = 15\n";

fn repository() -> Repository {
    Repository { commit: "c".repeat(40), tree: "d".repeat(40), ..Repository::default() }
}

fn manifest_of(analysis: &Analysis, version: &str) -> Manifest {
    let id = release_id(&analysis.model, version);
    manifest(analysis, &repository(), &Contents::default(), (version, &id, DAY)).0
}

fn kept(manifest: Manifest) -> Kept {
    Kept { path: format!("baselines/{}.json", manifest.version), sha256: "a".repeat(64), manifest }
}

fn completed(text: &str) -> (Analysis, Result<Candidate, String>) {
    let analysis = fixture::configured(CONFIG, text);
    let kept = kept(manifest_of(&analysis, "1.0"));
    let candidate = candidate(&analysis.model, "1.0", &repository().commit, &kept);
    (analysis, candidate)
}

#[test]
fn a_manifest_is_read_as_it_is_written_and_leaves_the_release_out() {
    let analysis = fixture::configured(CONFIG, "## SRS-1 A\n\n## SRS-2 B\n- status: retired\n\n## REL-1 P\n- version: 1.0\n");
    let manifest = manifest_of(&analysis, "1.0");
    assert_eq!(manifest.release, "REL-1");
    assert_eq!(
        manifest.records.iter().map(|record| (record.id.as_str(), record.retired)).collect::<Vec<_>>(),
        [("SRS-1", false), ("SRS-2", true)]
    );
    assert_eq!(Manifest::read(manifest.write().as_bytes()), Ok(manifest));
}

#[test]
fn completing_a_record_changes_nothing_that_a_person_wrote() {
    let before = "## PR-1 Known\n- status: open\n\n## REL-1 Pump\n\n- version: 1.0\n- archive: vault A\n\n### Changes\n\nNone.\n\n## REL-2 Other\n- version: 2.0\n";
    let (_, candidate) = completed(before);
    let candidate = candidate.expect("a record");
    let mut rest = candidate.text.clone();
    for line in [
        format!("\n- commit: {}", "c".repeat(40)),
        "\n- released: 2026-06-30".to_owned(),
        "\n- residual: PR-1".to_owned(),
        "\n- retention: 15 years from the day of release".to_owned(),
        format!("\n- baseline: sha256:{}", "a".repeat(64)),
    ] {
        assert_eq!(rest.matches(&line).count(), 1, "{line}: {}", candidate.text);
        rest = rest.replacen(&line, "", 1);
    }
    let configuration = rest.lines().find(|line| line.starts_with("- configuration: ")).expect("a line").to_owned();
    assert_eq!(rest.replacen(&format!("\n{configuration}"), "", 1), before);
    assert!(!candidate.is_new && candidate.text.contains("- archive: vault A\n"));
}

#[test]
fn a_row_of_a_table_is_left_to_a_person_and_a_missing_record_is_written() {
    let (_, row) = completed("| ID | Title | version |\n|---|---|---|\n| REL-1 | Pump | 1.0 |\n");
    assert!(row.expect_err("a row").contains("REL-1 is the row of a table"));
    let (_, new) = completed("## SW-1 Pump\n\n## REL-7 Pump\n- version: 0.9\n- released: 2026-01-01\n");
    let new = new.expect("a record");
    assert!(
        new.is_new && new.text.starts_with(&format!("# {} Pump 1.0\n\n- of: SW-1\n- version: 1.0\n- commit: ccc", new.id)),
        "{}",
        new.text
    );
    assert_eq!(new.path, format!("records/{}.md", new.id));
}

#[test]
fn only_what_a_person_can_judge_is_judged_away() {
    let text = "## SW-1 Pump\n\n## REL-1 Pump\n- of: SW-1\n- version: 1.0\n- judged: 4.1 - certificate Q-7\n- judged: 5.8.6 - everything is done\n- judged: 4.2 -\n";
    let (analysis, candidate) = completed(text);
    let (candidate, kept) = (candidate.expect("a record"), kept(manifest_of(&analysis, "1.0")));
    let analysis = as_released(analysis, &candidate, kept, &[standards::iec62304()]).expect("TOML");
    let rows = rows(&analysis, &Ok(repository()), &candidate, "1.0");
    let of = |name: &str| rows.iter().find(|row| row.name == name).map(|row| (row.go, row.reason.clone())).expect(name);
    assert_eq!(of("4.1"), (Go::Go, "judged in REL-1: certificate Q-7".to_owned()));
    assert_eq!(of("4.2").0, Go::Judge, "no judgement is in it");
    assert_eq!(of("5.8.6").0, Go::NoGo, "what a rule finds is not judged away");
    assert_eq!((of("tests").0, of("approvals").0, of("clean").0), (Go::NoGo, Go::NotAsked, Go::Go));
    for row in &rows {
        assert_eq!(row.remedy.is_empty(), !row.go.blocks(), "{}", row.name);
    }
}

fn baselines(texts: &[(&str, &str)], now: &str) -> Analysis {
    let list = texts.iter().map(|(version, text)| {
        let mut manifest = manifest_of(&fixture::configured(CONFIG, text), version);
        manifest.date = format!("2026-0{}-01", version.len());
        kept(manifest)
    });
    let manifests = list.collect();
    let mut analysis = fixture::configured(CONFIG, now);
    analysis.facts.baselines = Some(Baselines { manifests, faults: Vec::new() });
    analysis
}

#[test]
fn what_happened_between_two_releases_is_told_record_by_record() {
    let one = manifest_of(&fixture::configured(CONFIG, "## SRS-1 A\n\n## SRS-2 B\n\n## SRS-3 C\n\n## SRS-4 D\n"), "1");
    let mut two = manifest_of(
        &fixture::configured(CONFIG, "## SRS-1 A\n\nMore.\n\n## SRS-2 B\n- status: retired\n\n## SRS-4 D\n\n## SRS-5 E\n"),
        "2",
    );
    let told: Vec<_> = differences(&one, &two).expect("comparable").into_iter().map(|(what, record)| (what, record.id.clone())).collect();
    let expected = [(Happened::Changed, "SRS-1"), (Happened::Retired, "SRS-2"), (Happened::Added, "SRS-5"), (Happened::Removed, "SRS-3")];
    assert_eq!(told, expected.map(|(what, id)| (what, id.to_owned())));
    two.fingerprints += 1;
    assert!(differences(&one, &two).is_none(), "two algorithms cannot be compared");
}

#[test]
fn an_account_says_in_which_releases_a_record_is_and_since_when() {
    let analysis = baselines(
        &[("1", "## SRS-1 A\n\n## SRS-2 B\n"), ("22", "## SRS-1 A\n\nMore.\n"), ("333", "## SRS-1 A\n\nMore.\n")],
        "## SRS-1 A\n\nMore.\n\n## SRS-3 C\n",
    );
    let of = |id: &str| {
        let mut accounts = accounts(&analysis, Some(id));
        assert_eq!(accounts.len(), 1, "{id}");
        let account = accounts.remove(0);
        (account.states.iter().map(|state| state.step).collect::<Vec<_>>(), account.since)
    };
    assert_eq!(of("SRS-1"), (vec![Step::New, Step::Changed, Step::Unchanged, Step::Unchanged], "22".to_owned()));
    assert_eq!(of("SRS-2"), (vec![Step::New, Step::Gone], String::new()));
    assert_eq!(of("SRS-3"), (vec![Step::New], String::new()));
    assert!(accounts(&analysis, Some("SRS-9")).is_empty());
    assert_eq!(accounts(&analysis, None).len(), 3);
}

#[test]
fn the_notes_hold_no_record() {
    let analysis = baselines(
        &[("1.0", "## SRS-1 A\n")],
        "## SRS-1 A | <b>\n\n## PR-1 P\n\n## REL-1 P\n- version: 1.0\n- residual: PR-1\n\n### Changes\n\n#### SRS-9 Not a record\n\nText.\n",
    );
    let manifest = &analysis.facts.baselines.as_ref().expect("baselines").manifests[0].manifest;
    let notes = super::notes::notes(&analysis, manifest, None);
    assert!(notes.contains("| PR-1 | P |  | **not judged** |"), "{notes}");
    let snapshot = primum_model::Snapshot::of(vec![primum_model::Source::new("records/notes.md", notes)], DAY);
    assert_eq!(Model::build(snapshot).expect("no configuration").records().len(), 0);
}
