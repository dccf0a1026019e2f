//! What is written is read back as what was meant, whatever texts hold.

use super::yaml::{Node, document, entry, say};
use super::{Origin, Service, github, gitlab, json, origin, remarks, text};
use crate::fixture;
use crate::screen::{Screen, columns};
use primum_rules::Analysis;
use proptest::prelude::*;
use serde_json::Value;
use yaml_rust2::{Yaml, YamlLoader};

const STEPS: &str = "[[ci]]\nstep = 'unit test'\nrun = \"make 'x' # ${{ secrets.A }}\"\nevidence = ['out/*.xml']\n\
    [[ci]]\nstep = 'licences'\nrun = 'deny'\n";

fn analysis(class: &str, config: &str) -> Analysis {
    let analysis = fixture::configured(config, &fixture::classified(class));
    assert_eq!(analysis.model.problems.iter().map(|problem| &problem.message).collect::<Vec<_>>(), Vec::<&String>::new());
    analysis
}

fn read(text: &str) -> Yaml {
    let mut documents = YamlLoader::load_from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(documents.len(), 1, "{text}");
    documents.remove(0)
}

fn steps(workflow: &str) -> Vec<Yaml> {
    read(workflow)["jobs"]["verification"]["steps"].as_vec().expect("steps").clone()
}

fn step(workflow: &str, name: &str) -> Yaml {
    steps(workflow).into_iter().find(|step| step["name"].as_str() == Some(name)).unwrap_or_else(|| panic!("no `{name}` in {workflow}"))
}

fn all_texts(value: &Yaml, texts: &mut Vec<String>) {
    match value {
        Yaml::String(text) => texts.push(text.clone()),
        Yaml::Array(list) => list.iter().for_each(|value| all_texts(value, texts)),
        Yaml::Hash(map) => map.iter().flat_map(|(key, value)| [key, value]).for_each(|value| all_texts(value, texts)),
        _ => {}
    }
}

proptest! {
    #[test]
    fn a_text_is_read_back_as_itself(value in "\\PC{0,40}|[ -~\n\t]{0,60}|[\\s\u{0}-\u{20}\u{7f}-\u{a0}\u{2028}\u{feff}a:#'\"-]{0,12}") {
        let written = document(&[
            say("value", value.as_str()),
            entry("list", Node::texts([value.as_str(), "end"])),
            entry("map", Node::Map(vec![entry("deep", Node::List(vec![(vec![value.clone()], Node::Map(vec![say("a", value.as_str())]))]))])),
            say("comment", "x").comment(&value),
        ]);
        let back = read(&written);
        prop_assert_eq!(back["value"].as_str(), Some(value.as_str()), "{}", written);
        prop_assert_eq!(back["list"][0].as_str(), Some(value.as_str()), "{}", written);
        prop_assert_eq!(back["list"][1].as_str(), Some("end"), "{}", written);
        prop_assert_eq!(back["map"]["deep"][0]["a"].as_str(), Some(value.as_str()), "{}", written);
        prop_assert_eq!(back["comment"].as_str(), Some("x"), "{}", written);
        prop_assert_eq!(back.as_hash().map(|map| map.len()), Some(4), "{}", written);
    }
}

#[test]
fn words_that_mean_something_else_stay_texts() {
    for word in
        ["true", "No", "on", "null", "~", "1", "1.5", "0x1f", "1e3", "2026-11-25", "", " ", "-", "- a", "a: b", "a #b", "*x", "&x", "!x"]
    {
        for word in [word.to_owned(), format!("{word}\n"), format!("\n{word}"), format!("{word}\n\n"), format!("a\n {word}\nb")] {
            let written = document(&[say("value", word.as_str())]);
            assert_eq!(read(&written)["value"].as_str(), Some(word.as_str()), "{written}");
        }
    }
}

#[test]
fn no_expression_of_the_configuration_is_expanded_and_no_command_is_printed() {
    let install = "[ci-setup]\ninstall = '''\necho ${{ github.token }} \"a\" # b\ncurl: x\n'''\n[evidence]\nstore = 'a ${{ b }}'\n";
    let workflow = github::workflow(&analysis("C", &format!("{STEPS}{install}")), "folder/${{ x }}");
    let escaped = "echo ${{ '${{' }} github.token }} \"a\" # b\ncurl: x\n";
    assert_eq!(step(&workflow, "install")["run"].as_str(), Some(escaped));
    assert_eq!(step(&workflow, "unit test")["run"].as_str(), Some("primum ci run 'unit test'"));
    assert_eq!(step(&workflow, "keep the evidence")["with"]["path"].as_str(), Some("folder/${{ '${{' }} x }}/a ${{ '${{' }} b }}"));
    for name in ["make 'x'", "deny", "secrets.A"] {
        assert!(!workflow.contains(name), "{name}");
    }
    // What GitHub expands is ours: every other beginning of an expression is a text in one.
    let mut texts = Vec::new();
    all_texts(&read(&workflow), &mut texts);
    for (at, text) in texts.iter().flat_map(|text| text.match_indices("${{").map(move |(at, _)| (at, text))) {
        let known = ["${{ '${{' }}", "${{' }}", "${{ !cancelled()", "${{ github.", "${{ runner.temp }}"];
        assert!(known.iter().any(|known| text[at..].starts_with(known)), "{text}");
    }
    let pipeline = gitlab::pipeline(&analysis("C", &format!("{STEPS}{install}")), "");
    assert_eq!(read(&pipeline)["verification"]["script"][0].as_str(), Some("echo ${{ github.token }} \"a\" # b\ncurl: x\n"));
}

#[test]
fn what_the_class_asks_and_nobody_declares_is_left_out_and_said() {
    let workflow = github::workflow(&analysis("C", STEPS), "");
    let names: Vec<String> = steps(&workflow).iter().map(|step| step["name"].as_str().expect("a name").to_owned()).collect();
    let expected = [
        "check out",
        "install",
        "this file is what primum.toml asks for",
        "unit test",
        "licences",
        "keep the evidence",
        "findings for code scanning",
        "upload to code scanning",
        "check",
    ];
    assert_eq!(names, expected);
    for told in ["asked of class C: integration test", "asked of class C: system test", "advised for class C: static analysis"] {
        assert!(workflow.contains(told), "{told}");
    }
    assert!(!github::workflow(&analysis("A", STEPS), "").contains("integration"));
}

#[test]
fn the_key_the_secrets_and_the_rights_are_as_narrow_as_can_be() {
    let config = format!(
        "{STEPS}[ci-setup]\ninstall = 'x'\nsigning-key = 'KEY'\nsecrets = ['AWS_A']\ncode-scanning = false\nactions = ['actions/checkout@0123abc']\n\
         [evidence]\nstore = 's3://pump/evidence'\nretention-years = 15\n"
    );
    let analysis = analysis("B", &config);
    let workflow = github::workflow(&analysis, "");
    let job = &read(&workflow)["jobs"]["verification"];
    assert_eq!(job["permissions"].as_hash().map(|map| map.len()), Some(1), "nothing but reading");
    assert_eq!(steps(&workflow)[0]["uses"].as_str(), Some("actions/checkout@0123abc"));
    let run = "primum ci run --key \"$RUNNER_TEMP/primum-signing-key\" 'unit test'";
    assert_eq!(step(&workflow, "unit test")["run"].as_str(), Some(run));
    assert_eq!(step(&workflow, "unit test")["env"]["AWS_A"].as_str(), Some("${{ secrets.AWS_A }}"));
    assert!(step(&workflow, "unit test")["env"]["SIGNING_KEY"].is_badvalue());
    assert_eq!(step(&workflow, "check")["run"].as_str(), Some("primum check --format github"));
    assert!(!workflow.contains("upload-artifact") && !workflow.contains("sarif"), "the store is a bucket: {workflow}");
    let told = remarks(&analysis, Service::Github).join(" ");
    assert!(told.contains("kept for 15 years is a setting of the store"), "{told}");
    let pipeline = read(&gitlab::pipeline(&analysis, ""));
    let script: Vec<&str> = pipeline["verification"]["script"].as_vec().expect("a script").iter().filter_map(Yaml::as_str).collect();
    assert!(script.contains(&"primum ci run --key \"$KEY\" || status=$?"), "{script:?}");
    assert_eq!(pipeline["verification"]["artifacts"]["expire_in"].as_str(), Some("15 years"));
    assert!(pipeline["verification"]["artifacts"]["paths"].is_badvalue());
}

#[test]
fn a_retention_that_github_cannot_give_is_said_and_gitlab_gives_it() {
    let analysis = analysis("C", &format!("{STEPS}[evidence]\nretention-years = 15\n"));
    let workflow = github::workflow(&analysis, "");
    assert!(workflow.contains("# - The policy keeps evidence for 15 years; GitHub deletes artifacts after 90 days"), "{workflow}");
    assert_eq!(step(&workflow, "keep the evidence")["with"]["retention-days"].as_i64(), Some(90));
    let pipeline = read(&gitlab::pipeline(&analysis, "pump"));
    let artifacts = &pipeline["verification"]["artifacts"];
    assert_eq!((artifacts["expire_in"].as_str(), artifacts["paths"][0].as_str()), (Some("15 years"), Some("pump/evidence/")));
    assert_eq!(artifacts["reports"]["junit"][0].as_str(), Some("pump/out/*.xml"));
    assert_eq!(pipeline["verification"]["script"][0].as_str(), Some("cd 'pump'"));
}

#[test]
fn a_written_file_knows_that_it_was_written() {
    let analysis = analysis("C", STEPS);
    for text in [github::workflow(&analysis, ""), gitlab::pipeline(&analysis, "a b")] {
        assert_eq!(origin(&text), Origin::Written);
        assert_eq!(origin(&format!("{text}\n")), Origin::Changed);
    }
    assert_eq!(github::path(""), ".github/workflows/primum.yml");
    assert_eq!(github::path("examples/infusion-pump"), ".github/workflows/primum-examples-infusion-pump.yml");
    assert_eq!(gitlab::path("a"), "a/.gitlab-ci.yml");
}

#[test]
fn it_is_shown_with_reasons_and_within_the_terminal() {
    let analysis = analysis("B", STEPS);
    let shown = text(&analysis, Screen { width: 160, colour: false });
    assert!(
        shown.contains("unit test         clause    units are verified, and tests are the usual way; 5.5.5 asks for it at class B, C\n"),
        "{shown}"
    );
    assert!(shown.contains("    $ make 'x' # ${{ secrets.A }}\n    > out/*.xml, recorded as tests of level unit\n"), "{shown}");
    assert!(shown.contains("    missing: no [[ci]] in primum.toml declares it\n"), "{shown}");
    for width in 40..100 {
        for line in text(&analysis, Screen { width, colour: false }).lines() {
            assert!(columns(line) <= width, "{width}: {line}");
        }
    }
    let value: Value = serde_json::from_str(&json(&analysis)).expect("JSON");
    let first = &value["pipeline"][0];
    assert_eq!((&first["name"], &first["ground"], &first["clause"]), (&"unit test".into(), &"clause".into(), &"5.5.5".into()));
    assert_eq!(first["declared"]["evidence"][0], "out/*.xml");
    assert_eq!(value["pipeline"][1]["does"], Value::Null);
    assert_eq!(value["pipeline"][2]["declared"], Value::Null);
}
