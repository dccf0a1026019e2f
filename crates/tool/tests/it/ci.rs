//! `primum ci`: the files that are written, and the steps that are run.

use crate::run::{Run, arg, finish, primum, project, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const CONFIG: &str = r#"[product]
name = "Pump"

[evidence]
retention-years = 15

[[ci]]
step = "unit test"
run = "mkdir -p out && cp unit.xml out/unit.xml"
evidence = ["out/*.xml"]
environment = "host"

[[ci]]
step = "licences"
run = "echo 'all is well' # ${{ secrets.KEY }}"

[ci-setup]
install = """
curl --proto '=https' -O "$MIRROR/primum" # ${{ github.token }}: not expanded
install primum /usr/local/bin
"""
"#;

/// A risk file that needs no class but the declared one.
const REVIEW: &str = "## REV-1 Analysis\n\n- subject: risk\n- of: SW-1\n- held: 2026-01-01\n- participants: risk manager\n- outcome: accepted\n\
    - confirms: hazard analysis complete\n- confirms: safety class\n";

const JUNIT: &str = "<testsuites><testsuite name=\"s\" tests=\"1\"><testcase classname=\"c\" name=\"n\"/></testsuite></testsuites>\n";

fn pump(class: &str, config: &str) -> tempfile::TempDir {
    let records = format!("## SW-1 Pump\n\n- class: {class}\n\n{REVIEW}");
    project(&[("primum.toml", config), ("records/a.md", &records), ("unit.xml", JUNIT)])
}

fn ci(folder: &Path, arguments: &[&str]) -> Run {
    finish(&primum(&[&["ci"], arguments].concat()).current_dir(folder).output().expect("primum starts"))
}

fn steps(config: &str) -> String {
    format!("[product]\nname = \"Pump\"\n{config}")
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files as they are meant to be; with `PRIMUM_WRITE_GOLDEN` they are written. `.ci/lint-pipelines` holds them against the schemas.
#[test]
fn the_files_for_each_class_are_these() {
    for class in ["A", "B", "C"] {
        for service in ["github", "gitlab"] {
            let folder = pump(class, CONFIG);
            let run = ci(folder.path(), &[service]);
            assert_eq!(run.code, 0, "{}", run.err);
            let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/ci/{service}-{class}.yml"));
            if std::env::var_os("PRIMUM_WRITE_GOLDEN").is_some() {
                std::fs::write(&golden, &run.out).expect("written");
            }
            assert_eq!(run.out, text(&golden).replace("\r\n", "\n"), "{service} at class {class}");
        }
    }
}

#[test]
fn a_file_that_somebody_else_has_written_or_changed_is_not_lost() {
    let folder = pump("C", CONFIG);
    for (service, path) in [("github", ".github/workflows/primum.yml"), ("gitlab", ".gitlab-ci.yml")] {
        let file = folder.path().join(path);
        let missing = ci(folder.path(), &[service, "--check"]);
        assert_eq!(missing.code, 1);
        assert!(missing.out.contains("is not there"), "{}", missing.out);
        assert_eq!(ci(folder.path(), &[service, "--write"]).code, 0);
        assert_eq!(ci(folder.path(), &[service, "--check"]).code, 0);
        let written = text(&file);
        // What is ours may be written again, after a change of the configuration.
        std::fs::write(folder.path().join("primum.toml"), format!("{CONFIG}branch = \"release\"\n")).expect("written");
        let stale = ci(folder.path(), &[service, "--check"]);
        assert!(stale.code == 1 && stale.out.contains("ask for now"), "{}", stale.out);
        assert_eq!(ci(folder.path(), &[service, "--write"]).code, 0);
        assert_ne!(text(&file), written);
        std::fs::write(folder.path().join("primum.toml"), CONFIG).expect("written");
        for (mine, checked) in [(format!("{written}# mine\n"), 1), ("on: push\n".to_owned(), 0)] {
            std::fs::write(&file, &mine).expect("written");
            let refused = ci(folder.path(), &[service, "--write"]);
            assert_eq!(refused.code, 2);
            assert!(refused.err.contains("--force"), "{}", refused.err);
            assert_eq!(text(&file), mine);
            assert_eq!(ci(folder.path(), &[service, "--check"]).code, checked, "{mine}");
        }
        assert_eq!(ci(folder.path(), &[service, "--write", "--force"]).code, 0);
        assert_eq!(text(&file), written);
    }
}

#[test]
fn a_project_in_a_folder_of_the_repository_gets_its_own_file() {
    let folder = project(&[(".git/HEAD", "ref: refs/heads/main\n"), ("pump/primum.toml", CONFIG), ("pump/records/a.md", "## SW-1 Pump\n")]);
    let pump = folder.path().join("pump");
    assert_eq!(ci(&pump, &["github", "--write"]).code, 0);
    let workflow = text(&folder.path().join(".github/workflows/primum-pump.yml"));
    assert!(workflow.contains("working-directory: pump\n"), "{workflow}");
    assert_eq!(ci(&pump, &["gitlab", "--write"]).code, 0);
    let pipeline = text(&folder.path().join("pump/.gitlab-ci.yml"));
    assert!(pipeline.contains("- cd 'pump'\n"), "{pipeline}");
    assert!(pipeline.contains("# GitLab reads it once the file at the root of the repository includes it"), "{pipeline}");
}

#[test]
fn nothing_is_written_where_a_part_of_the_configuration_was_not_understood() {
    let folder = pump("C", &CONFIG.replace("evidence = [\"out", "evidnce = [\"out"));
    for arguments in [&["github", "--write"][..], &["run"], &["run", "--dry-run"], &["show"], &["init"]] {
        let run = ci(folder.path(), arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}", run.out);
        assert!(run.err.contains("primum.toml:10:1: [ci] has no key `evidnce`"), "{}", run.err);
    }
    assert!(!folder.path().join(".github").exists() && !folder.path().join("out").exists());
}

#[test]
fn steps_are_proposed_and_never_guessed_into_a_file_unasked() {
    let folder = project(&[("primum.toml", "[product]\nname = \"Pump\""), ("records/a.md", "## SW-1 Pump\n"), ("Cargo.toml", "")]);
    let before = text(&folder.path().join("primum.toml"));
    let github = ci(folder.path(), &["github", "--write"]);
    assert_eq!(github.code, 2);
    assert!(github.err.contains("[[ci]]\n") && github.err.contains("cargo clippy"), "{}", github.err);
    let proposed = ci(folder.path(), &["init"]);
    assert_eq!((proposed.code, text(&folder.path().join("primum.toml"))), (0, before.clone()));
    assert_eq!(ci(folder.path(), &["init", "--write"]).code, 0);
    assert_eq!(text(&folder.path().join("primum.toml")), format!("{before}\n\n{}", proposed.out));
    let again = ci(folder.path(), &["init", "--write"]);
    assert!(again.code == 2 && again.err.contains("already"), "{}", again.err);
    assert!(ci(folder.path(), &["github"]).out.contains("primum ci run 'unit test'"));
}

#[test]
fn the_pipeline_is_shown_for_programs() {
    let folder = pump("B", CONFIG);
    let shown: Value = serde_json::from_str(&ci(folder.path(), &["show", "--format", "json"]).out).expect("JSON");
    assert_eq!(shown["class"]["value"], "B");
    assert_eq!((&shown["retention_years"], &shown["store"], &shown["shell"]), (&15.into(), &"evidence".into(), &"bash".into()));
    let names: Vec<&str> = shown["pipeline"].as_array().expect("steps").iter().filter_map(|step| step["name"].as_str()).collect();
    assert_eq!(names, ["unit test", "licences", "static analysis", "integration test", "system test"]);
}

#[test]
fn a_dry_run_runs_nothing() {
    let folder = pump("C", CONFIG);
    let dry = ci(folder.path(), &["run", "--dry-run"]);
    assert_eq!(dry.code, 0);
    assert!(
        dry.out
            .starts_with("== unit test\n   $ mkdir -p out && cp unit.xml out/unit.xml\n   evidence: out/*.xml, as tests of level unit\n"),
        "{}",
        dry.out
    );
    assert!(dry.out.ends_with("== check\n   $ primum check\n"), "{}", dry.out);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn every_step_runs_whatever_becomes_of_those_before_and_the_worst_decides() {
    let config = steps(
        "[[ci]]\nstep = 'one'\nrun = 'exit 3'\n[[ci]]\nstep = 'two'\nrun = 'echo two > two; echo told'\n[[ci]]\nstep = 'three'\nrun = 'no-such-command-7'\n",
    );
    let folder = pump("A", &config);
    let all = ci(folder.path(), &["run"]);
    assert_eq!(all.code, 2, "{}", all.out);
    for told in ["\n== one\n   $ exit 3\n", "\ntold\n", "failed with 3", "passed", "not run: a command is not there", "found something"] {
        assert!(all.out.contains(told), "{told}: {}", all.out);
    }
    assert!(folder.path().join("two").exists());
    let one = ci(folder.path(), &["run", "one"]);
    assert_eq!(one.code, 1);
    assert!(!one.out.contains("two") && !one.out.contains("check"), "{}", one.out);
    assert_eq!(ci(folder.path(), &["run", "two"]).code, 0);
    let slip = ci(folder.path(), &["run", "tow"]);
    assert!(slip.code == 2 && slip.err.contains("did you mean `two`?"), "{}", slip.err);
}

#[test]
fn a_file_of_an_earlier_run_is_no_evidence_of_this_one() {
    let config = steps(
        "[[ci]]\nstep = 'unit test'\nrun = 'exit 1'\nevidence = ['unit.xml']\n[[ci]]\nstep = 'system test'\nrun = 'true'\nevidence = ['none/*']\n",
    );
    let folder = pump("A", &config);
    let run = ci(folder.path(), &["run", "unit test", "system test"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.err.contains("nothing new at unit.xml; what lies there is from before"), "{}", run.err);
    assert!(run.err.contains("nothing new at none/*\n"), "{}", run.err);
    assert!(!folder.path().join("evidence").exists());
}

#[test]
fn the_results_of_a_step_are_recorded_although_it_failed() {
    let failed = JUNIT.replace("/></testsuite>", "><failure message=\"late\"/></testcase></testsuite>");
    let config = steps(
        "[[ci]]\nstep = 'unit test'\nrun = 'cp failed.xml out.xml; exit 1'\nevidence = ['out.xml']\nenvironment = 'host 7'\n\
         [[ci]]\nstep = 'coverage'\nrun = 'cp lines new.lcov'\nevidence = ['*.lcov']\n",
    );
    let folder = pump("A", &config);
    std::fs::write(folder.path().join("failed.xml"), failed).expect("a file");
    std::fs::write(folder.path().join("lines"), "SF:a.c\nDA:1,1\nend_of_record\n").expect("a file");
    let run = ci(folder.path(), &["run", "--by", "pipeline 4", "unit test", "coverage"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert_eq!(run.out.matches("1 file recorded").count(), 2, "{}{}", run.out, run.err);
    let list = finish(&primum(&["evidence", "list", "--format", "json"]).current_dir(folder.path()).output().expect("primum starts"));
    let list: Value = serde_json::from_str(&list.out).expect("JSON");
    let mut told: Vec<String> = list["statements"]
        .as_array()
        .expect("statements")
        .iter()
        .map(|one| format!("{} {} {} {}", one["subject"], one["level"], one["environment"], one["by"]))
        .collect();
    told.sort();
    assert_eq!(told, ["\"coverage\" null \"\" \"pipeline 4\"", "\"tests\" \"unit\" \"host 7\" \"pipeline 4\""]);
}

#[test]
fn what_is_no_evidence_is_told_and_what_needs_a_level_gets_none_by_guess() {
    let config = steps(
        "[[ci]]\nstep = 'unit test'\nrun = 'echo x > a.xml'\nevidence = ['a.xml']\n[[ci]]\nstep = 'own'\nrun = 'cp unit.xml b.xml'\nevidence = ['b.xml']\n",
    );
    let folder = pump("A", &config);
    let run = ci(folder.path(), &["run", "unit test", "own"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.err.contains("a.xml was not taken"), "{}", run.err);
    assert!(run.err.contains("b.xml holds results of tests, and the step has no `level`"), "{}", run.err);
    let none = ci(folder.path(), &["run", "--no-evidence"]);
    assert!(none.out.contains("not recorded") && none.err.is_empty(), "{}{}", none.out, none.err);
}

#[test]
#[cfg(unix)]
fn an_interruption_stops_the_step_and_all_that_follows() {
    let config = steps("[[ci]]\nstep = 'one'\nrun = 'touch begun; sleep 60; touch over'\n[[ci]]\nstep = 'two'\nrun = 'touch two'\n");
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let folder = pump("A", &config);
        let mut command = primum(&["ci", "run"]);
        command.current_dir(folder.path()).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        let child = command.spawn().expect("primum starts");
        let start = Instant::now();
        while !folder.path().join("begun").exists() {
            assert!(start.elapsed() < Duration::from_secs(60), "the step never began");
            std::thread::sleep(Duration::from_millis(20));
        }
        let kill = std::process::Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
        assert!(kill.expect("kill").success());
        let run = finish(&child.wait_with_output().expect("an end"));
        assert_eq!(run.code, code, "{}{}", run.out, run.err);
        let table: Vec<&str> = run.out.trim_end().lines().rev().take(3).collect();
        assert!(table[2].starts_with("one    interrupted") && table[1] == "two    not run" && table[0] == "check  not run", "{}", run.out);
        assert!(!folder.path().join("two").exists() && !folder.path().join("over").exists());
        assert!(start.elapsed() < Duration::from_secs(50));
    }
}

#[test]
fn a_project_without_steps_has_nothing_to_run() {
    let folder = pump("A", "[product]\nname = \"Pump\"\n");
    let none = ci(folder.path(), &["run"]);
    assert!(none.code == 2 && none.err.contains("`primum ci init` proposes some"), "{}", none.err);
    assert!(run(&["ci", "show", arg(folder.path())]).out.contains("primum.toml declares no step"));
}
