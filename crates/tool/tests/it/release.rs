//! Releases, through the program: examined, cut, archived, verified, altered, and told apart.

use crate::evidence_store::{commit, git};
use crate::run::{Run, arg, finish, primum, root, run};
use serde_json::Value;
use sha2::Digest;
use std::collections::BTreeSet;
use std::path::Path;
use tempfile::TempDir;

pub(crate) const VERSION: &str = "1.3.0";

const RELEASE: &str = "# REL-1-3-0 Larkspur SP-1 software 1.3.0\n\n- of: SW-PUMP\n- version: 1.3.0\n- residual-evaluation: none contributes to a hazardous situation\n\
    - build-recipe: cargo build --release --locked\n- build-environment: container sp1-build\n- completion: list of PROC-RELEASE complete\n\
    - retention: 25 years\n- delivery: signed package\n- judged: 5.2.5 - the system team looked at them on 2026-11-18\n\n## Changes\n\nNothing but the version.\n";

const REVIEW: &str = "## REV-REL-2 Release 1.3.0\n\n- subject: release\n- of: REL-1-3-0\n- held: 2026-11-19\n- participants: Hanne Sørby (quality manager)\n\
    - participants: Mara Oduya (software lead)\n- criteria: list of PROC-RELEASE\n- outcome: accepted\n\n### Criteria\n\nComplete.\n\n### Findings\n\nNone.\n";

const ADVISORY: &str = r#"{"id":"RUSTSEC-2026-9999","modified":"2026-11-18T00:00:00Z","summary":"x","affected":[{"package":{"ecosystem":"crates.io","name":"nothing-of-ours"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}"#;

pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the folder") {
        let entry = entry.expect("an entry");
        let there = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            if !["target", ".git"].contains(&entry.file_name().to_str().expect("UTF-8")) {
                copy(&entry.path(), &there);
            }
        } else {
            std::fs::copy(entry.path(), there).expect("a copy");
        }
    }
}

fn edit(path: &Path, change: impl Fn(&str) -> String) {
    let text = std::fs::read_to_string(path).expect("a file");
    std::fs::write(path, change(&text)).expect("written");
}

/// Every name that a test of the example could have.
fn names(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in ignore::WalkBuilder::new(folder).build().map(|entry| entry.expect("an entry")) {
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        found.extend(
            text.split("fn ")
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| is_part(*c)).collect::<String>())
                .filter(|name| !name.is_empty()),
        );
        found.extend(text.split(|c: char| !is_part(c)).filter(|word| word.starts_with("TC-")).map(str::to_owned));
    }
}

/// The example project with a version that may go: everything that a person has to write is written, and every test has passed.
pub(crate) fn ready() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path();
    copy(&root().join("examples/infusion-pump"), at);
    std::fs::create_dir(at.join("advisories")).expect("a folder");
    std::fs::write(at.join("advisories/a.json"), ADVISORY).expect("an advisory");
    let index = at.join("index.primum");
    assert_eq!(run(&["soup", "db", "build", arg(&at.join("advisories")), "--out", arg(&index)]).code, 0);
    std::fs::remove_dir_all(at.join("advisories")).expect("removed");
    edit(&at.join("primum.toml"), |text| {
        let text = text.replacen("version = \"1.2.0\"", "version = \"1.3.0\"", 1);
        format!("{text}\n[soup]\ndatabase = \"index.primum\"\n\n[release]\nretention-years = 25\narchive = [\"/src/\"]\n")
    });
    edit(&at.join("records/architecture/items.md"), |text| text.replacen("- version: 1.2.0", "- version: 1.3.0", 1));
    std::fs::write(at.join("records/releases/REL-1-3-0.md"), RELEASE).expect("a record");
    std::fs::write(at.join("records/reviews/REV-REL-2.md"), REVIEW).expect("a record");
    // What it stated is judged for this version.
    edit(&at.join("records/quality/deviations-and-attestations.md"), |text| {
        let (before, rest) = text.split_once("## ATT-03 ").expect("ATT-03");
        format!("{before}## ATT-05 {}", rest.split_once("## ATT-05 ").expect("ATT-05").1)
    });
    let change = std::fs::read_to_string(at.join("records/changes/CR-2026-01.md")).expect("a change");
    let line = |line: &str| match line {
        _ if line.starts_with("- resolves:") => "- reason: asked for by users".to_owned(),
        _ if line.starts_with("- approved:") => "- approved: 2026-11-01".to_owned(),
        _ => line.replace("CR-2026-01", "CR-2026-07").replace("released-in: REL-1-2-0", "released-in: REL-1-3-0"),
    };
    let change: Vec<String> = change.lines().map(line).collect();
    std::fs::write(at.join("records/changes/CR-2026-07.md"), change.join("\n") + "\n").expect("a record");
    for entry in std::fs::read_dir(at.join("records/plans")).expect("plans") {
        edit(&entry.expect("an entry").path(), |text| {
            let dated = |line: &str| {
                if line.trim_start_matches("- ").starts_with("reviewed: 2026") {
                    format!("{}reviewed: 2026-11-20", if line.starts_with("- ") { "- " } else { "" })
                } else {
                    line.to_owned()
                }
            };
            text.lines().map(dated).collect::<Vec<_>>().join("\n") + "\n"
        });
    }
    git(at, &["init", "-q"]);
    commit(at);
    test(at);
    folder
}

/// Records that every test has passed on what is checked out.
fn test(at: &Path) {
    let mut found = BTreeSet::new();
    ["records/tests", "tests", "src", "bootloader"].iter().for_each(|folder| names(&at.join(folder), &mut found));
    let results = tempfile::tempdir().expect("a temporary folder");
    for (level, mark) in [("unit", "TC-U-"), ("integration", "TC-I-"), ("system", "TC-S-"), ("validation", "TC-V-")] {
        let mine = found.iter().filter(|name| !name.starts_with("TC-") || name.starts_with(mark));
        let cases: String = mine.map(|name| format!("<testcase name='{name}'/>")).collect();
        let file = results.path().join(format!("{level}.xml"));
        std::fs::write(&file, format!("<testsuite name='{level}'>{cases}</testsuite>")).expect("results");
        let added = in_project(
            at,
            &[
                "evidence",
                "add",
                arg(&file),
                "--level",
                level,
                "--by",
                "Mara",
                "--at",
                "2026-11-19T12:00:00Z",
                "--environment",
                "bench",
                "--tool",
                "nextest",
            ],
        );
        assert_eq!(added.code, 0, "{}", added.err);
    }
}

pub(crate) fn in_project(folder: &Path, arguments: &[&str]) -> Run {
    finish(&primum(arguments).current_dir(folder).output().expect("primum starts"))
}

fn rows(folder: &Path) -> Vec<(String, String, String)> {
    let told = in_project(folder, &["release", "check", VERSION, "--format", "json"]);
    let value: Value = serde_json::from_str(&told.out).unwrap_or_else(|error| panic!("{error}: {}", told.err));
    let text = |row: &Value, key: &str| row[key].as_str().expect("a text").to_owned();
    let rows = value["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (text(row, "row"), text(row, "answer"), text(row, "reason")))
        .collect::<Vec<_>>();
    let goes = rows.iter().all(|(_, answer, _)| answer == "go" || answer == "not asked");
    assert_eq!((value["go"].as_bool(), told.code == 0), (Some(goes), goes), "{rows:?}");
    rows
}

/// The rows that hold the release back.
fn held(folder: &Path) -> Vec<String> {
    rows(folder).into_iter().filter(|(_, answer, _)| answer == "no-go" || answer == "to be judged").map(|(row, _, _)| row).collect()
}

pub(crate) fn cut(folder: &Path) -> Run {
    in_project(folder, &["release", "cut", VERSION])
}

pub(crate) const WRITTEN: [&str; 5] =
    ["baselines/1.3.0.zip", "baselines/1.3.0.cdx.json", "baselines/1.3.0.md", "baselines/1.3.0.json", "records/releases/REL-1-3-0.md"];

pub(crate) fn written(folder: &Path) -> Vec<Option<Vec<u8>>> {
    WRITTEN.iter().map(|path| std::fs::read(folder.join(path)).ok()).collect()
}

#[test]
fn a_version_that_may_go_is_cut_alike_anywhere_and_verified() {
    let folder = ready();
    let at = folder.path();
    assert_eq!(held(at), Vec::<String>::new());
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let twin = elsewhere.path().join("another name");
    copy(at, &twin);
    copy(&at.join(".git"), &twin.join(".git"));
    let before = written(at);
    let dry = in_project(at, &["release", "cut", VERSION, "--dry-run"]);
    assert!(dry.code == 0 && dry.out.contains("nothing was written"), "{} {}", dry.out, dry.err);
    assert_eq!(written(at), before, "a dry run writes nothing");
    let (one, two) = (cut(at), cut(&twin));
    assert!(one.code == 0 && two.code == 0, "{} {} {}", one.out, one.err, two.err);
    assert!(written(at).iter().all(Option::is_some));
    assert_eq!(written(at), written(&twin), "the same commit and day give the same bytes");
    for line in dry.out.lines().filter(|line| line.contains("  ")) {
        assert!(one.out.contains(line), "{line}");
    }
    let verified = in_project(at, &["release", "verify", VERSION]);
    assert!(verified.code == 0 && verified.out.contains("everything is as the manifest says"), "{}", verified.out);
    // What was cut is not cut again, and the rules find nothing about it.
    let again = cut(at);
    assert!(again.code == 2 && again.err.contains("was cut as REL-1-3-0"), "{}", again.err);
    let check = in_project(at, &["check", "--format", "concise"]);
    assert!(!check.out.contains("baseline") && !check.out.contains("cdx.json") && !check.out.contains("1.3.0"), "{}", check.out);
    // After the commit of what the cut wrote, the archive is the same again, and the account knows the release.
    commit(at);
    assert_eq!(in_project(at, &["release", "archive", VERSION]).code, 0);
    assert_eq!(written(at), written(&twin));
    let list = in_project(at, &["release", "list"]);
    assert!(list.out.lines().any(|line| line.contains("1.3.0") && line.contains("cut;")), "{}", list.out);
    edit(&at.join("records/problems/PR-2026-001.md"), |text| text.replace("Fit a 50 mL syringe", "Fit a syringe"));
    let account = |id: &str| in_project(at, &["release", "accounting", "--record", id]).out;
    assert!(account("PR-2026-001").contains("changed since the last release"), "{}", account("PR-2026-001"));
    assert!(account("SU-DISPLAY").contains("as in 1.3.0 and since"), "{}", account("SU-DISPLAY"));
    let notes = in_project(at, &["release", "notes", VERSION]);
    assert!(
        notes.out.contains("remain: safety") && notes.out.contains("remain: security") && notes.out.contains("CR-2026-07"),
        "{}",
        notes.out
    );
}

#[test]
fn each_row_holds_the_release_back() {
    let folder = ready();
    let at = folder.path();
    let release = at.join("records/releases/REL-1-3-0.md");
    type Spoil = (&'static str, fn(&Path));
    let cases: &[Spoil] = &[
        ("version", |at| edit(&at.join("primum.toml"), |text| text.replacen("version = \"1.3.0\"", "version = \"1.3.1\"", 1))),
        ("clean", |at| std::fs::write(at.join("src/new.rs"), "//! New.\n").expect("written")),
        ("security", |at| edit(&at.join("records/problems/PR-2026-001.md"), |text| text.replace("- security-evaluation:", "- source:"))),
        ("5.8.6", |at| {
            edit(&at.join("records/releases/REL-1-3-0.md"), |text| text.replace("- completion: list of PROC-RELEASE complete\n", ""))
        }),
        ("5.8.7", |at| {
            edit(&at.join("primum.toml"), |text| {
                text.replace("retention-years = 25", "retention-years = 1").replacen("[product]\n", "[product]\nlifetime-years = 10\n", 1)
            })
        }),
        ("5.8.1", |at| std::fs::remove_file(at.join("records/reviews/REV-REL-2.md")).expect("removed")),
        ("tests", |at| std::fs::remove_dir_all(at.join("evidence")).expect("removed")),
        ("5.2.5", |at| {
            edit(&at.join("records/releases/REL-1-3-0.md"), |text| {
                text.replace("- judged: 5.2.5 - the system team looked at them on 2026-11-18\n", "")
            })
        }),
        ("commit", |at| {
            edit(&at.join("records/releases/REL-1-3-0.md"), |text| {
                text.replace("- version: 1.3.0", "- version: 1.3.0\n- commit: 0123456789012345678901234567890123456789")
            })
        }),
        ("records", |at| std::fs::write(at.join("records/broken.md"), b"## SRS-X\n\xff\n").expect("written")),
    ];
    for (row, spoil) in cases {
        spoil(at);
        let (before, told, refused) = (written(at), rows(at), cut(at));
        let answer = told.iter().find(|(name, _, _)| name == row).map(|(_, answer, _)| answer.as_str());
        assert!(matches!(answer, Some("no-go" | "to be judged")), "{row}: {told:?}");
        assert!(refused.code == 1 && refused.out.contains("nothing was written"), "{row}: {} {}", refused.out, refused.err);
        assert_eq!(written(at), before, "{row}");
        git(at, &["checkout", "-q", "."]);
        git(at, &["clean", "-qfd", "-e", "evidence"]);
    }
    test(at);
    assert_eq!(held(at), Vec::<String>::new(), "everything is as it was");
    assert!(release.is_file());
}

#[test]
fn outside_of_git_nothing_is_released() {
    let folder = ready();
    std::fs::remove_dir_all(folder.path().join(".git")).expect("removed");
    assert!(held(folder.path()).contains(&"commit".to_owned()));
    assert_eq!(cut(folder.path()).code, 1);
}

#[test]
fn approvals_in_an_archive_are_verified_by_the_keys_in_it() {
    for revoked in ["", "revoked = \"2026-01-01\"\n"] {
        let folder = ready();
        let at = folder.path();
        let key = crate::approvals::make_key(at, "k", &["-t", "ed25519"], "");
        let settings = |revoked: &str| {
            format!(
                "[[people]]\nname = \"Mara\"\naddress = \"mara@example.org\"\n[[roles]]\nperson = \"mara@example.org\"\nrole = \"software lead\"\n\
                 [[keys]]\nperson = \"mara@example.org\"\nkey = \"{key}\"\n{revoked}"
            )
        };
        std::fs::write(at.join(".git/info/exclude"), "/keys/\n").expect("written");
        git(at, &["config", "user.email", "mara@example.org"]);
        let plain = std::fs::read_to_string(at.join("primum.toml")).expect("settings");
        std::fs::write(at.join("primum.toml"), format!("{plain}\n{}", settings(""))).expect("written");
        commit(at);
        let signed = in_project(at, &["approve", "CR-2026-06", "--meaning", "approved", "--key", "keys/k", "--yes"]);
        assert_eq!(signed.code, 0, "{}{}", signed.out, signed.err);
        std::fs::write(at.join("primum.toml"), format!("{plain}\n{}", settings(revoked))).expect("written");
        git(at, &["add", "."]);
        git(at, &["commit", "-q", "--allow-empty", "-m", "what is released"]);
        test(at);
        let cut = cut(at);
        if !revoked.is_empty() {
            assert_eq!((cut.code, held(at)), (1, vec!["signatures".to_owned()]), "an approval in doubt holds it back: {}", cut.out);
            continue;
        }
        assert_eq!(cut.code, 0, "{}{}", cut.out, cut.err);
        let verified = in_project(at, &["release", "verify", VERSION]);
        assert!(verified.code == 0 && verified.out.contains("1 approval in it, of which 1 hold"), "{}", verified.out);
        // Everything that needs no key computed anew: the record says something else, and manifest, release record and digests fit it.
        let other = at.join("other.zip");
        forged_throughout(&at.join(WRITTEN[0]), &other);
        let forged = run(&["release", "verify", arg(&other)]);
        assert!(forged.code == 1 && forged.out.contains("CR-2026-06 was signed, and not as it stands in this archive"), "{}", forged.out);
        std::fs::copy(&other, at.join(WRITTEN[0])).expect("copied");
        let here = in_project(at, &["release", "verify", VERSION]);
        assert!(here.code == 1 && here.out.contains("names the manifest"), "{}", here.out);
    }
}

/// An archive in which a change request says something else, with all that is computed from it computed anew.
fn forged_throughout(from: &Path, to: &Path) {
    let mut parts: std::collections::BTreeMap<String, Vec<u8>> = std::collections::BTreeMap::new();
    let gather = std::cell::RefCell::new(&mut parts);
    forged(
        from,
        to,
        &|name, bytes| {
            gather.borrow_mut().insert(name.to_owned(), bytes);
            None
        },
        &[("nothing", b"")],
    );
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("a text");
    let digest = |bytes: &[u8]| sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let record = parts.keys().find(|name| name.ends_with("CR-2026-06.md")).expect("the change").clone();
    let was = text(&parts[&record]);
    let now = format!("{was}\nAnd something else.\n");
    let fingerprint = |text: &str| {
        let source = primum_model::Source::new(record.as_str(), text);
        let snapshot = primum_model::Snapshot::of(vec![source], primum_model::Date::constant(2026, 1, 1));
        let model = primum_model::Model::build(snapshot).expect("no settings");
        primum_model::Fingerprint::of(model.find("CR-2026-06").expect("the change")).to_string()
    };
    let manifest = parts.keys().find(|name| name.ends_with("1.3.0.json")).expect("the manifest").clone();
    let (old, told) = (digest(&parts[&manifest]), text(&parts[&manifest]));
    let anew = told.replace(&fingerprint(&was), &fingerprint(&now)).replace(&digest(was.as_bytes()), &digest(now.as_bytes()));
    assert_ne!(told, anew);
    parts.insert(record, now.into_bytes());
    let named = digest(anew.as_bytes());
    parts.insert(manifest, anew.into_bytes());
    for (name, bytes) in parts.iter_mut().filter(|(name, _)| name.ends_with("REL-1-3-0.md")) {
        let changed = text(bytes).replace(&old, &named);
        assert_ne!(text(bytes), changed, "{name}");
        *bytes = changed.into_bytes();
    }
    parts.remove("MANIFEST.sha256").expect("the digests");
    let list: String = parts.iter().map(|(name, bytes)| format!("{}  {name}\n", digest(bytes))).collect();
    parts.insert("MANIFEST.sha256".to_owned(), list.into_bytes());
    let more: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    forged(from, to, &|_, _| None, &more);
}

/// What becomes of a file of an archive, by its name.
type Forging<'a> = dyn Fn(&str, Vec<u8>) -> Option<Vec<u8>> + 'a;

/// An archive with some files changed, taken out or put in.
fn forged(from: &Path, to: &Path, change: &Forging<'_>, more: &[(&str, &[u8])]) {
    use std::io::{Read, Write};
    let mut old = zip::ZipArchive::new(std::fs::File::open(from).expect("an archive")).expect("an archive");
    let mut new = zip::ZipWriter::new(std::fs::File::create(to).expect("a file"));
    let options = zip::write::SimpleFileOptions::default();
    for at in 0..old.len() {
        let name = old.name_for_index(at).expect("a name").expect("a name").into_owned();
        let mut bytes = Vec::new();
        old.by_index(at).expect("an entry").read_to_end(&mut bytes).expect("bytes");
        if let Some(bytes) = change(&name, bytes) {
            new.start_file(&name, options).expect("an entry");
            new.write_all(&bytes).expect("written");
        }
    }
    for (name, bytes) in more {
        new.start_file(*name, options).expect("an entry");
        new.write_all(bytes).expect("written");
    }
    new.finish().expect("an archive");
}

#[test]
fn an_archive_that_was_touched_is_found_out() {
    let folder = ready();
    let at = folder.path();
    assert_eq!(cut(at).code, 0);
    let (archive, other) = (at.join(WRITTEN[0]), at.join("other.zip"));
    let verify = |told: &str, code: i32| {
        let run = run(&["release", "verify", arg(&other)]);
        assert!(run.code == code && (run.out.contains(told) || run.err.contains(told)), "{told}: {} {} {}", run.code, run.out, run.err);
    };
    let same = |_: &str, bytes: Vec<u8>| Some(bytes);
    forged(&archive, &other, &same, &[]);
    verify("everything is as the manifest says", 0);
    forged(&archive, &other, &|name, bytes| (!name.ends_with("PR-2026-001.md")).then_some(bytes), &[]);
    verify("PR-2026-001.md is missing", 1);
    forged(&archive, &other, &|name, bytes| Some(if name.ends_with("pump.rs") { b"//! Evil.\n".to_vec() } else { bytes }), &[]);
    verify("pump.rs is not what the manifest names", 1);
    forged(&archive, &other, &same, &[("records/more.md", b"## SRS-MORE-1 More\n")]);
    verify("records/more.md was added", 1);
    forged(&archive, &other, &|name, bytes| (name != "MANIFEST.sha256").then_some(bytes), &[]);
    verify("there is no MANIFEST.sha256", 1);
    // Whoever makes a new list of digests for a changed record is found out by the fingerprint.
    let changed = |name: &str, bytes: Vec<u8>| {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Some(if name.ends_with("PR-2026-001.md") {
            text.replace("- status: open", "- status: closed").replace("at low rates", "never").into_bytes()
        } else {
            bytes
        })
    };
    forged(&archive, &other, &changed, &[]);
    verify("PR-2026-001 does not say what it said", 1);
    forged(&archive, &other, &same, &[("../../evil.md", b"x")]);
    verify("leads out", 2);
    let bomb = vec![0_u8; 64 << 20];
    forged(&archive, &other, &same, &[("bomb.bin", &bomb)]);
    verify("larger than such a file can be", 2);
    std::fs::write(&other, &std::fs::read(&archive).expect("an archive")[..5000]).expect("written");
    verify("no archive that can be read", 2);
    assert!(!at.parent().expect("a parent").join("evil.md").exists());
}

#[test]
fn a_manifest_that_was_altered_is_told_by_check() {
    let folder = ready();
    let at = folder.path();
    assert_eq!(cut(at).code, 0);
    let manifest = at.join(WRITTEN[3]);
    let check = || in_project(at, &["check", "--format", "concise"]).out;
    let whole = std::fs::read_to_string(&manifest).expect("a manifest");
    std::fs::write(&manifest, whole.replacen("\"class\": \"C\"", "\"class\": \"A\"", 1)).expect("written");
    assert!(check().contains("baseline-altered"), "{}", check());
    std::fs::write(&manifest, whole.replacen("\"format\": 1,", "\"format\": 1, \"more\": 1,", 1)).expect("written");
    assert!(check().contains("baseline-unreadable"), "{}", check());
    std::fs::remove_file(&manifest).expect("removed");
    assert!(check().contains("baseline-missing"), "{}", check());
    assert_eq!(in_project(at, &["release", "archive", VERSION]).code, 2);
}

#[test]
fn the_route_for_legacy_software_is_shown_step_by_step() {
    let example = root().join("examples/infusion-pump");
    let told = run(&["legacy", "LEG-1", "--format", "json", "--project", arg(&example)]);
    let value: Value = serde_json::from_str(&told.out).unwrap_or_else(|error| panic!("{error}: {}", told.err));
    let steps = value["assessments"][0]["steps"].as_array().expect("steps");
    let open: Vec<&str> = steps.iter().filter(|step| step["stage"] == "open").filter_map(|step| step["title"].as_str()).collect();
    assert_eq!((steps.len(), open), (11, Vec::new()));
    assert!(value["assessments"][0]["gaps"].as_array().is_some_and(|gaps| gaps.len() > 10));
    let folder = crate::run::project(&[
        ("primum.toml", ""),
        ("records/a.md", "## SW-1 Boot\n- version: 2\n\n## LEG-1 Boot\n- of: SW-1\n- version: 1\n- market-history: since 2012\n"),
    ]);
    let told = run(&["legacy", "--project", arg(folder.path())]);
    assert!(told.code == 1 && told.out.contains("it is about 1, and SW-1") && told.out.contains("no system test is named"), "{}", told.out);
    assert_eq!(run(&["legacy", "LEG-9", "--project", arg(folder.path())]).code, 2);
}
