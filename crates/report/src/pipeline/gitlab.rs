//! The pipeline as GitLab CI/CD.

use super::remarks::{Service, in_years, remarks};
use super::yaml::{self, Entry, Node, entry, say};
use super::{install, is_remote, marker, minutes, run_step};
use primum_rules::Analysis;
use primum_rules::pipeline;

/// The path of the file in the repository, for a project in this folder of it; the folder is empty for the root.
#[must_use]
pub fn path(folder: &str) -> String {
    if folder.is_empty() { ".gitlab-ci.yml".to_owned() } else { format!("{folder}/.gitlab-ci.yml") }
}

/// The pipeline: one job, since its steps build on each other's files.
#[must_use]
pub fn pipeline(analysis: &Analysis, folder: &str) -> String {
    let config = &analysis.model.config;
    let class = analysis.classes.project();
    let mut body = String::new();
    let mut head = format!(
        "from primum.toml, for class {class}. `primum ci show` tells why each step is in it.\nChange primum.toml, then write it again with `primum ci gitlab --write`. To make it yours, take out the first line."
    );
    if !folder.is_empty() {
        head.push_str(&format!(
            "\nGitLab reads it once the file at the root of the repository includes it: include: {{ local: '{}' }}",
            path(folder)
        ));
    }
    yaml::comment(&mut body, 0, &head);
    for remark in remarks(analysis, Service::Gitlab) {
        yaml::comment(&mut body, 0, &format!("- {remark}"));
    }
    let merge_request = Node::Map(vec![
        say("if", "$CI_PIPELINE_SOURCE == \"merge_request_event\""),
        entry("variables", Node::Map(vec![say("PRIMUM_CI_NO_EVIDENCE", "true")])),
    ]);
    let rule = |condition: String| (Vec::new(), Node::Map(vec![say("if", condition)]));
    let rules = vec![
        (vec!["What is not merged yet leaves no evidence.".to_owned()], merge_request),
        rule(format!("$CI_COMMIT_BRANCH == \"{}\"", config.ci_setup.branch)),
        rule("$CI_COMMIT_TAG".to_owned()),
        rule("$CI_PIPELINE_SOURCE == \"web\"".to_owned()),
        rule("$CI_PIPELINE_SOURCE == \"schedule\"".to_owned()),
    ];
    body.push_str(&yaml::document(&[
        entry("workflow", Node::Map(vec![entry("rules", Node::List(rules))])),
        entry("verification", job(analysis, folder)),
    ]));
    marker::marked(&body)
}

fn job(analysis: &Analysis, folder: &str) -> Node {
    let setup = &analysis.model.config.ci_setup;
    let mut entries = Vec::new();
    if !setup.image.is_empty() {
        entries.push(say("image", &setup.image));
    }
    entries.push(say("timeout", format!("{} minutes", minutes(analysis))));
    let history = say("GIT_DEPTH", "0").comment("History tells which evidence still counts.");
    let by = say("PRIMUM_CI_BY", "GitLab, pipeline $CI_PIPELINE_ID of $GITLAB_USER_LOGIN");
    entries.push(entry("variables", Node::Map(vec![history, by])));
    let mut script = Vec::new();
    let mut line = |comments: Vec<String>, command: String| script.push((comments, Node::Text(command)));
    if !folder.is_empty() {
        line(Vec::new(), format!("cd '{}'", folder.replace('\'', "'\\''")));
    }
    line(Vec::new(), install(setup));
    line(vec!["This file is what primum.toml asks for.".to_owned()], "status=0; primum ci gitlab --check || status=$?".to_owned());
    let rows = pipeline::rows(&analysis.model, &analysis.classes);
    let mut told = vec!["The steps, in this order, whatever becomes of those before; then `primum check`.".to_owned()];
    told.extend(
        rows.iter().filter(|row| row.step.is_some()).map(|row| format!("- {}: {}: {}.", row.name(), row.ground.name(), row.reason)),
    );
    // GitLab keeps a secret of the type `file` in a file, and its path in the variable.
    let key = format!("${}", setup.signing_key);
    line(told, format!("{} || status=$?", run_step("", setup, &key)));
    let quality = "primum check --format gitlab > \"$CI_PROJECT_DIR/primum-code-quality.json\" || test $? -eq 1";
    line(Vec::new(), quality.to_owned());
    line(Vec::new(), "exit $status".to_owned());
    entries.push(entry("script", Node::List(script)));
    entries.push(entry("artifacts", Node::Map(artifacts(analysis, folder))));
    Node::Map(entries)
}

fn artifacts(analysis: &Analysis, folder: &str) -> Vec<Entry> {
    let config = &analysis.model.config;
    let below = |path: &str| if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
    let mut entries = vec![say("when", "always")];
    if !is_remote(&config.evidence.store) && config.ci.iter().any(|step| !step.evidence.is_empty()) {
        entries.push(entry("paths", Node::texts([format!("{}/", below(config.evidence.store.trim_end_matches('/')))])));
    }
    let keep = config.evidence.retention_years.map_or_else(|| "never".to_owned(), in_years);
    entries.push(say("expire_in", keep));
    let mut reports = vec![say("codequality", "primum-code-quality.json")];
    // What is no JUnit in these files GitLab passes over.
    let tests = config.ci.iter().filter(|step| !step.level.is_empty()).flat_map(|step| &step.evidence);
    let junit: Vec<String> = tests.filter(|path| path.ends_with(".xml")).map(|path| below(path)).collect();
    if !junit.is_empty() {
        reports.push(entry("junit", Node::texts(junit)));
    }
    entries.push(entry("reports", Node::Map(reports)));
    entries
}
