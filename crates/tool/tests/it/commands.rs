//! Every command does its main job, and says plainly when it cannot.

use crate::run::{arg, project, root, run};

fn pump() -> String {
    root().join("examples/infusion-pump").display().to_string()
}

#[test]
fn the_example_lacks_nothing_but_results_of_tests_and_an_index() {
    // Results are recorded where the tests run: `primum ci run` in the folder of the example, and the pipeline. An index of vulnerabilities is
    // made where there is a network.
    let run = run(&["check", "--format", "concise", &pump()]);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    assert!(run.out.contains("no-test-result") && run.out.contains("no-vulnerability-index"), "{}", run.out);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
}

#[test]
fn no_clause_that_awaits_a_capability_is_satisfied_in_the_example() {
    let run = run(&["gap", "--format", "json", &pump()]);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let clauses = report["clauses"].as_array().expect("clauses");
    assert_eq!(clauses.len(), 104);
    for clause in clauses {
        let id = clause["id"].as_str().expect("an id");
        let awaits =
            primum_rules::answers::answer("iec62304", id).is_some_and(|answer| matches!(answer, primum_rules::answers::Answer::Awaits(_)));
        assert!(!awaits || clause["status"] == "open", "{id} is {}", clause["status"]);
        assert!(clause["status"] != "satisfied" || clause["examined"].as_u64() > Some(0), "{id} is satisfied by nothing");
    }
}

#[test]
fn the_example_covers_every_kind() {
    let run = run(&["check", "--format", "json", &pump()]);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert!(report["records"].as_u64() >= Some(120));
    for kind in primum_model::kinds::KINDS {
        assert!(report["records_by_kind"][kind.name].as_u64() > Some(0), "the example has no {}", kind.name);
    }
}

#[test]
fn a_new_project_is_sized_to_its_class_and_nothing_in_it_looks_done() {
    for class in ["A", "B", "C"] {
        let folder = project(&[("README.md", "mine")]);
        let init = run(&["init", arg(folder.path()), "--class", class, "--name", "My pump"]);
        assert_eq!(init.code, 0, "{}", init.err);
        let design = folder.path().join("records/design.md").exists();
        let integration = folder.path().join("records/plans/integration.md").exists();
        assert_eq!((design, integration), (class == "C", class != "A"), "class {class}");
        let check = run(&["check", "--format", "json", arg(folder.path())]);
        assert_eq!(check.code, 1);
        let report: serde_json::Value = serde_json::from_str(&check.out).expect("JSON");
        // What nobody has confirmed is no classification: class C applies until then (4.3 g).
        assert_eq!(report["class"], serde_json::json!({ "value": "C", "reason": "by default: no review confirms the class (4.3 g)" }));
        assert_eq!(init.out.contains("until then everything is judged at class C: `primum classify`"), class != "C", "{}", init.out);
        let satisfied: Vec<&str> = report["clauses"]
            .as_array()
            .expect("clauses")
            .iter()
            .filter(|clause| clause["status"] == "satisfied")
            .filter_map(|clause| clause["id"].as_str())
            .collect();
        assert!(satisfied.is_empty(), "class {class}: {satisfied:?}");
        let attested = report["clauses"].as_array().expect("clauses").iter().filter(|clause| clause["status"] == "attested").count();
        assert_eq!(attested, 0, "class {class}");
        let format: Vec<_> =
            report["findings"].as_array().expect("findings").iter().filter(|finding| finding["basis"] == "record").collect();
        assert!(format.is_empty(), "{format:?}");
        let again = run(&["init", arg(folder.path())]);
        assert_eq!(again.code, 2);
        assert!(again.err.contains("already"), "{}", again.err);
    }
}

#[test]
fn a_new_record_gets_the_next_free_id() {
    let folder = project(&[("records/a.md", "### SRS-009 One\n\n- formerly: SRS-012\n")]);
    let new = |arguments: &[&str]| run(&[&["new"], arguments, &["--project", arg(folder.path())]].concat());
    let one = new(&["software requirement", "Maximum", "bolus"]);
    assert_eq!((one.code, one.out.as_str()), (0, "SRS-013 in records/a.md\n"), "{}", one.err);
    let text = std::fs::read_to_string(folder.path().join("records/a.md")).expect("the record");
    assert!(text.contains("\n\n### SRS-013 Maximum bolus\n"), "{text}");
    let shown = new(&["requirement", "Shown", "--print"]);
    assert!(shown.out.starts_with("### SRS-014 Shown\n"), "{}", shown.out);
    assert_eq!(new(&["SRS"]).out, "SRS-014 in records/a.md\n");
    let unknown = new(&["requirment"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("there is no kind `requirment`; did you mean `requirement`?"), "{}", unknown.err);
}

#[test]
fn formatting_is_checked_before_it_is_done() {
    let folder = project(&[("records/a.md", "##  SRS-1   One\n* verify: test, analysis\nThe pump shall stop.\n")]);
    let before = std::fs::read_to_string(folder.path().join("records/a.md")).expect("the file");
    assert_eq!(run(&["fmt", "--check", arg(folder.path())]).code, 1);
    assert_eq!(std::fs::read_to_string(folder.path().join("records/a.md")).expect("the file"), before);
    assert_eq!(run(&["fmt", arg(folder.path())]).code, 0);
    assert_eq!(
        std::fs::read_to_string(folder.path().join("records/a.md")).expect("the file"),
        "## SRS-1 One\n\n- verify: test\n- verify: analysis\n\nThe pump shall stop.\n"
    );
    assert_eq!(run(&["fmt", "--check", arg(folder.path())]).code, 0);
}

#[test]
fn the_example_is_in_the_one_form() {
    let run = run(&["fmt", "--check", &pump()]);
    assert_eq!(run.code, 0, "{}", run.out);
}

#[test]
fn a_difference_is_told_record_by_record() {
    let before = project(&[("records/a.md", "## SRS-1 One\n\nThe pump shall stop.\n\n## SRS-2 Two\n")]);
    let after = project(&[("records/b.md", "## SRS-1 One\n\n- verify: test\n\nThe pump\nshall stop.\n")]);
    let run = run(&["diff", arg(before.path()), arg(after.path())]);
    assert_eq!(run.code, 1, "{}", run.err);
    for wanted in [
        "records: 1 removed, 1 changed",
        "SRS-1 One\n  moved from records/a.md to records/b.md\n  verify\n    + test\n",
        "SRS-2 Two\n  removed (an ID should be retired instead)\n",
    ] {
        assert!(run.out.contains(wanted), "{wanted} in\n{}", run.out);
    }
}

#[test]
fn every_view_has_its_forms_and_machines_can_read_them() {
    let pump = pump();
    for arguments in [
        &["check", "--format", "json"][..],
        &["check", "--format", "sarif"],
        &["check", "--format", "gitlab"],
        &["evidence", "due", "--format", "json"],
        &["gap", "--format", "json"],
        &["gap", "--checklist", "--format", "json"],
        &["gap", "--standard", "iso14971", "--format", "json"],
        &["gap", "--map", "--format", "json", "--project"],
        &["gap", "--map", "PLAN-SDP", "--format", "json", "--project"],
        &["roadmap", "--format", "json"],
        &["status", "--format", "json"],
        &["export"],
        &["trace", "--format", "json", "--project"],
        &["trace", "SRS-DEL-01", "--format", "json", "--project"],
        &["position", "--format", "json", "--project"],
        &["position", "mdr-rule-11", "--format", "json", "--project"],
        &["risk", "--format", "json", "--project"],
        &["risk", "--view", "matrix", "--format", "json", "--project"],
        &["risk", "--view", "trace", "--format", "json", "--project"],
        &["risk", "HS-01", "--format", "json", "--project"],
        &["classify", "--format", "json", "--project"],
        &["classify", "SW-PUMP", "--format", "json", "--project"],
        &["classify", "--what-if=-RC-06", "--format", "json", "--project"],
    ] {
        let mut arguments = arguments.to_vec();
        arguments.push(&pump);
        // No result of a test is kept in the repository: that is the one thing that `check` and `evidence due` find.
        let told = i32::from(arguments[0] == "check" || arguments[1] == "due");
        let run = run(&arguments);
        assert_eq!(run.code, told, "{arguments:?}: {}", run.err);
        serde_json::from_str::<serde_json::Value>(&run.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}"));
    }
    for arguments in [
        &["gap"][..],
        &["gap", "--checklist"],
        &["gap", "--map", "--project"],
        &["gap", "--map", "PLAN-SDP", "--project"],
        &["roadmap"],
        &["status"],
        &["export", "--format", "csv"],
        &["trace", "--project"],
        &["trace", "--format", "csv", "--project"],
        &["trace", "--format", "html", "--project"],
        &["trace", "SRS-DEL-01", "--project"],
        &["position", "--project"],
        &["position", "fda-cyber-device", "--project"],
        &["risk", "--project"],
        &["risk", "--format", "csv", "--project"],
        &["risk", "--format", "html", "--project"],
        &["risk", "--view", "matrix", "--project"],
        &["risk", "--view", "trace", "--project"],
        &["risk", "HAZ-1", "--project"],
        &["classify", "--project"],
        &["classify", "--all", "--project"],
        &["classify", "SI-CTL", "--project"],
        &["classify", "--what-if", "+RC-06", "--project"],
        &["evidence", "due"],
    ] {
        let mut arguments = arguments.to_vec();
        arguments.push(&pump);
        let run = run(&arguments);
        assert_eq!((run.code, run.err.as_str()), (i32::from(arguments.contains(&"due")), ""), "{arguments:?}");
        assert!(run.out.lines().count() > 3, "{arguments:?}: {}", run.out);
    }
}

#[test]
fn every_question_of_the_position_is_decided_in_the_example() {
    let run_it = run(&["position", "--format", "json", "--project", &pump()]);
    let report: serde_json::Value = serde_json::from_str(&run_it.out).expect("JSON");
    let outcomes: Vec<String> = report["tables"]
        .as_array()
        .expect("tables")
        .iter()
        .map(|table| {
            let standing = &table["standing"];
            assert_eq!(standing["certainty"], "decided", "{}: {}", table["id"], standing["unanswered"]);
            for declared in standing["declared"].as_array().expect("declared") {
                assert_eq!(declared["compared"], "same", "{}", table["id"]);
            }
            format!("{}: {}", table["id"].as_str().unwrap_or(""), standing["outcome"].as_str().unwrap_or(""))
        })
        .collect();
    assert_eq!(
        outcomes,
        [
            "device-eu: device",
            "mdr-rule-11: IIb",
            "device-us: device",
            "fda-non-device-cds: device",
            "fda-route: 510(k)",
            "fda-documentation-level: enhanced",
            "fda-cyber-device: cyber device",
            "fda-pccp: no plan",
            "samd: not SaMD",
            "imdrf-n12: no category",
        ]
    );
    let wrong = run(&["position", "rule-12", "--project", &pump()]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("there is no table `rule-12`") && wrong.err.contains("mdr-rule-11"), "{}", wrong.err);
}

/// The tables and the rules that the page lists are those that are there.
#[test]
fn the_page_about_the_position_names_every_table_and_rule() {
    let page = std::fs::read_to_string(root().join("docs/position.md")).expect("the page");
    let rows = |text: &str| page.lines().filter(|line| line.starts_with(&format!("| `{text}"))).count();
    for table in primum_rules::position::tables() {
        let declared = table.declared.as_ref().map_or("no field".to_owned(), |field| format!("`{field}`"));
        let place = table.jurisdiction.map_or("everywhere", |jurisdiction| jurisdiction.name());
        let row = page.lines().find(|line| line.starts_with(&format!("| `{}` |", table.id))).unwrap_or_else(|| panic!("no {}", table.id));
        assert!(row.ends_with(&format!("| {place} | {declared} |")), "{row}");
    }
    for (rule, _) in primum_rules::RULES.iter().zip(primum_rules::FOLDERS).filter(|(_, folder)| **folder == "regulatory") {
        assert_eq!(rows(rule.name), 1, "{}", rule.name);
    }
}

#[test]
fn everything_that_has_a_page_is_explained() {
    let all = run(&["explain"]);
    assert_eq!(all.code, 0);
    for rule in primum_rules::RULES {
        let page = run_in_width(&["explain", rule.name], "80");
        assert!(page.contains(rule.name), "{}", rule.name);
        assert!(all.out.contains(rule.name), "{} is not listed", rule.name);
    }
    for word in ["5.7.1", "iso14971 7.5", "SRS", "software item"] {
        assert_eq!(run(&["explain", word]).code, 0, "{word}");
    }
    let unknown = run(&["explain", "requirement-without-tset"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("requirement-without-test"), "{}", unknown.err);
}

fn run_in_width(arguments: &[&str], width: &str) -> String {
    let output = crate::run::primum(arguments).env("COLUMNS", width).output().expect("primum starts");
    crate::run::finish(&output).out
}

#[test]
fn the_report_is_a_whole_site_or_nothing() {
    let out = project(&[]);
    let site = out.path().join("site");
    let run = run(&["report", &pump(), "--out", arg(&site)]);
    assert_eq!(run.code, 0, "{}", run.err);
    let names: Vec<String> = std::fs::read_dir(&site)
        .expect("the site")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    for name in ["index.html", "gap.html", "matrix.html", "findings.html", "style.css"] {
        assert!(names.iter().any(|there| there == name), "{names:?}");
    }
    assert!(names.iter().all(|name| !name.starts_with(".primum-")), "{names:?}");
}

#[test]
fn completions_and_manual_pages_are_written() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = run(&["completions", shell]);
        assert!(run.code == 0 && run.out.contains("merge-driver"), "{shell}");
    }
    let folder = project(&[]);
    assert_eq!(run(&["man", arg(folder.path())]).code, 0);
    let page = std::fs::read_to_string(folder.path().join("primum-check.1")).expect("the page of check");
    assert!(page.contains("SARIF"), "{page}");
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    let pump = pump();
    let first = run(&["check", "--format", "json", &pump]).out;
    assert_eq!(run(&["check", "--format", "json", &pump]).out, first);
}

#[test]
fn what_init_says_about_git_is_true() {
    let folder = project(&[]);
    let outside = run(&["init", arg(&folder.path().join("one"))]);
    assert!(outside.code == 0 && !outside.out.contains("git config"), "{} {}", outside.out, outside.err);
    std::fs::create_dir(folder.path().join(".git")).expect("a folder");
    let inside = run(&["init", arg(&folder.path().join("two"))]);
    assert!(inside.out.contains("git config merge.primum.driver 'primum merge-driver %O %A %B %P'"), "{}", inside.out);
    assert_eq!(std::fs::read_dir(folder.path().join(".git")).expect("the folder").count(), 0, "git's settings are the person's");
    let attributes = std::fs::read_to_string(folder.path().join("two/.gitattributes")).expect("the file");
    assert!(attributes.contains("records/**/*.md merge=primum"), "{attributes}");
}

#[test]
fn every_setting_is_explained() {
    for arguments in [&["explain", "settings"][..], &["explain", "primum.toml", "--markdown"]] {
        let page = run(arguments);
        assert_eq!(page.code, 0, "{}", page.err);
        for setting in primum_model::config::SETTINGS {
            assert!(page.out.contains(&format!("[{}]", setting.table)), "{}", setting.table);
            assert!(setting.key == "*" || page.out.contains(&format!("`{}`", setting.key)), "{}", setting.key);
        }
    }
    let narrow = run_in_width(&["explain", "settings"], "50");
    assert!(narrow.lines().filter(|line| !line.starts_with(['#', 'T'])).all(|line| line.chars().count() <= 50), "{narrow}");
}

#[test]
fn options_that_every_command_has_stand_after_its_own() {
    for command in ["check", "gap", "new", "init", "import", "fmt", "trace"] {
        let help = run(&[command, "--help"]).out;
        let everywhere = help.find("\nEverywhere:").unwrap_or_else(|| panic!("{command}: {help}"));
        for (option, after) in [("--date", true), ("--color", true), ("--help", false)] {
            let at = help.find(option).unwrap_or_else(|| panic!("{command}: {option}"));
            assert_eq!(at > everywhere, after, "{command}: {option}\n{help}");
        }
    }
}

#[test]
#[cfg(unix)]
fn formatting_writes_through_links_and_stays_inside_the_project() {
    let ugly = "##  SRS-1   One\n* verify: test\nText.\n";
    let folder = project(&[("primum.toml", ""), ("records/a.md", "## SRS-2 Two\n"), ("shared/b.md", ugly)]);
    let link = folder.path().join("records/b.md");
    std::os::unix::fs::symlink("../shared/b.md", &link).expect("a link");
    let fmt = run(&["fmt", arg(folder.path())]);
    assert_eq!((fmt.code, fmt.err.as_str()), (0, ""), "{}", fmt.out);
    assert!(std::fs::symlink_metadata(&link).expect("the link").file_type().is_symlink(), "the link became a file");
    let there = std::fs::read_to_string(folder.path().join("shared/b.md")).expect("the file");
    assert_eq!(there, "## SRS-1 One\n\n- verify: test\n\nText.\n");

    let outside = project(&[("c.md", &ugly.replace("SRS-1", "SRS-3"))]);
    std::os::unix::fs::symlink(outside.path().join("c.md"), folder.path().join("records/c.md")).expect("a link");
    std::fs::write(folder.path().join("records/a.md"), ugly.replace("SRS-1", "SRS-4")).expect("a file");
    let refused = run(&["fmt", arg(folder.path())]);
    assert_eq!(refused.code, 2, "{}", refused.out);
    assert!(refused.err.contains("c.md") && refused.err.contains("leads out of the project"), "{}", refused.err);
    assert!(std::fs::read_to_string(outside.path().join("c.md")).expect("the file").starts_with("##  SRS-3"));
    assert!(std::fs::read_to_string(folder.path().join("records/a.md")).expect("the file").starts_with("##  SRS-4"), "all or none");
    let left = std::fs::read_dir(folder.path().join("records")).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    assert!(left.into_iter().all(|name| !name.to_string_lossy().starts_with(".primum-")));
}

#[test]
fn the_program_qualifies_itself_and_never_overwrites_a_report() {
    let folder = project(&[]);
    let out = folder.path().join("validation.md");
    let first = run(&["validate", "--out", arg(&out)]);
    assert_eq!(first.code, 0, "{}{}", first.out, first.err);
    assert!(first.out.contains(" 0 failed"), "{}", first.out);
    let report = std::fs::read_to_string(&out).expect("the report");
    assert!(report.contains("| failed | 0 |") && report.contains("| requirement-without-test |"), "{report}");
    assert_eq!(run(&["validate", "--out", arg(&out)]).code, 2);
    assert_eq!(std::fs::read_to_string(&out).expect("the report"), report);
}

#[test]
fn the_exit_code_speaks_of_what_was_asked() {
    let folder = project(&[("records/a.md", "## SRS-1 One\n\n- colour: blue\n\nThe pump shall stop.\n")]);
    let path = arg(folder.path());
    assert_eq!(run(&["check", "--rule", "unknown-field", path]).code, 1);
    assert_eq!(run(&["check", "--rule", "several-shalls", path]).code, 0);
    for format in ["concise", "github", "gitlab"] {
        let shown = run(&["check", "--rule", "unknown-field", "--format", format, path]);
        assert!(shown.code == 1 && shown.out.contains("colour") && !shown.out.contains("requirement-without"), "{}", shown.out);
        assert!(run(&["check", "--format", format, path]).out.contains("requirement-without"), "{format}");
    }
    let shown = run(&["check", "--rule", "unknown-field", "--format", "json", path]);
    let told: serde_json::Value = serde_json::from_str(&shown.out).expect("JSON");
    assert!(told["findings"].as_array().expect("findings").iter().all(|finding| finding["rule"] == "unknown-field"), "{}", shown.out);
    // A reader that stops reading does not turn findings into success.
    let mut child = crate::run::primum(&["check", "--all", path]).stdout(std::process::Stdio::piped()).spawn().expect("primum starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
}

#[test]
fn words_from_the_command_line_stay_on_one_line() {
    let folder = project(&[]);
    let init = run(&["init", arg(folder.path()), "--class", "A", "--name", "a\nb\"c\u{1}"]);
    assert_eq!(init.code, 0, "{}", init.err);
    assert_eq!(run(&["check", arg(folder.path())]).code, 1, "the configuration is read");
    let new = run(&["new", "SRS", "Title\n## SRS-99 second", "--project", arg(folder.path())]);
    assert_eq!(new.code, 0, "{}", new.err);
    let report: serde_json::Value = serde_json::from_str(&run(&["check", "--format", "json", arg(folder.path())]).out).expect("JSON");
    assert_eq!(report["records_by_kind"]["software requirement"], 1);
}

#[test]
fn nothing_outside_the_project_is_read_and_no_foreign_site_replaced() {
    let folder = project(&[
        ("primum.toml", "[records]\npaths = [\"../other\", \"/etc\", \"records\"]\n"),
        ("records/a.md", "## SW-1 Pump\n"),
        ("site/index.html", "mine"),
    ]);
    let check = run(&["check", "--format", "concise", arg(folder.path())]);
    assert_eq!(check.code, 2);
    assert_eq!(check.out.matches("it leads out of the project").count(), 2, "{}", check.out);
    let site = folder.path().join("site");
    let report = run(&["report", &pump(), "--out", arg(&site)]);
    assert_eq!(report.code, 2);
    assert_eq!(std::fs::read_to_string(site.join("index.html")).expect("the file"), "mine");
}

#[test]
fn every_standard_can_be_asked_for_and_the_help_names_them() {
    let help = run(&["gap", "--help"]);
    for standard in primum_rules::standards::all() {
        assert!(help.out.contains(&standard.id), "{} is not in the help", standard.id);
        let gap = run(&["gap", "--standard", &standard.id, &pump()]);
        assert_eq!(gap.code, 0, "{}: {}", standard.id, gap.err);
        assert!(
            gap.out.contains(&standard.designation) && gap.out.contains(&format!("{} clauses: ", standard.active().count())),
            "{}",
            gap.out
        );
    }
    let unknown = run(&["gap", "--standard", "iso9001", &pump()]);
    assert!(unknown.code == 2 && unknown.err.contains("iso13485"), "{}", unknown.err);
}

#[test]
fn one_plan_answers_several_standards_and_the_map_says_so() {
    let pump = pump();
    let map = run(&["gap", "--map", "PLAN-SDP", "--format", "json", "--project", &pump]);
    let value: serde_json::Value = serde_json::from_str(&map.out).expect("JSON");
    let serves = value["serves"].as_array().expect("clauses");
    for (standard, clause) in [("iec62304", "5.1.1"), ("iso13485", "7.3.2"), ("iec81001-5-1", "5.1.1"), ("fda-software", "SW-DEV")] {
        let one =
            serves.iter().find(|one| one["standard"] == standard && one["id"] == clause).unwrap_or_else(|| panic!("{standard} {clause}"));
        assert_eq!(one["way"], "examined", "{standard} {clause}");
    }
    // Whoever takes the word behind `--map` for the project is told what to write.
    let slip = run(&["gap", "--map", &pump]);
    assert!(slip.code == 2 && slip.err.contains("primum gap --map --project "), "{}", slip.err);
    let unknown = run(&["gap", "--map", "PLAN-SDQ", "--project", &pump]);
    assert!(unknown.code == 2 && unknown.err.contains("there is no record PLAN-SDQ; did you mean PLAN-SDP?"), "{}", unknown.err);
    assert_eq!(run(&["gap", "--map", "--checklist", "--project", &pump]).code, 2, "one or the other");
}
