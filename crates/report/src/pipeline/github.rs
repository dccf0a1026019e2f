//! The pipeline as a workflow of GitHub Actions.

use super::remarks::{GITHUB_DAYS, Service, remarks};
use super::yaml::{self, Entry, Node, entry, say};
use super::{install, is_remote, marker, minutes, run_step};
use primum_model::config::Setup;
use primum_rules::Analysis;
use primum_rules::pipeline;

/// The actions that are used, by the versions that were current when this was written.
pub(super) const ACTIONS: [&str; 3] = ["actions/checkout@v5", "actions/upload-artifact@v5", "github/codeql-action/upload-sarif@v4"];

/// Where the key lies while the steps run.
const KEY: &str = "$RUNNER_TEMP/primum-signing-key";

const ALWAYS: &str = "${{ !cancelled() && steps.install.outcome == 'success' }}";
const RECORDING: &str = "${{ !cancelled() && github.event_name != 'pull_request' }}";

/// The path of the file in the repository, for a project in this folder of it; the folder is empty for the root.
#[must_use]
pub fn path(folder: &str) -> String {
    let more: String = folder.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    if more.is_empty() { ".github/workflows/primum.yml".to_owned() } else { format!(".github/workflows/primum-{more}.yml") }
}

/// The workflow.
#[must_use]
pub fn workflow(analysis: &Analysis, folder: &str) -> String {
    let config = &analysis.model.config;
    let class = analysis.classes.project();
    let mut body = String::new();
    let head = format!(
        "from primum.toml, for class {class}. `primum ci show` tells why each step is in it.\nChange primum.toml, then write it again with `primum ci github --write`. To make it yours, take out the first line."
    );
    yaml::comment(&mut body, 0, &head);
    for remark in remarks(analysis, Service::Github) {
        yaml::comment(&mut body, 0, &format!("- {remark}"));
    }
    body.push_str(&yaml::document(&[
        say("name", if folder.is_empty() { "Primum".to_owned() } else { literal(&format!("Primum: {folder}")) }),
        entry(
            "on",
            Node::Map(vec![
                entry(
                    "push",
                    Node::Map(vec![entry("branches", Node::texts([literal(&config.ci_setup.branch)])), entry("tags", Node::texts(["**"]))]),
                ),
                entry("pull_request", Node::Map(Vec::new())),
                entry("workflow_dispatch", Node::Map(Vec::new())),
            ]),
        ),
        entry("permissions", Node::Map(Vec::new())).comment("A job gets the rights that it names, and no others."),
        entry(
            "concurrency",
            Node::Map(vec![
                say("group", "${{ github.workflow }}-${{ github.ref }}"),
                say("cancel-in-progress", "${{ github.event_name == 'pull_request' }}").comment("A run that leaves evidence is finished."),
            ]),
        ),
        entry("jobs", Node::Map(vec![entry("verification", job(analysis, folder))])),
    ]));
    marker::marked(&body)
}

fn job(analysis: &Analysis, folder: &str) -> Node {
    let setup = &analysis.model.config.ci_setup;
    let mut permissions = vec![say("contents", "read").comment("To check out.")];
    if setup.code_scanning {
        permissions.push(say("security-events", "write").comment("To upload findings to code scanning."));
    }
    let mut run = vec![say("shell", setup.shell.name())];
    if !folder.is_empty() {
        run.push(say("working-directory", literal(folder)));
    }
    let no_evidence = say("PRIMUM_CI_NO_EVIDENCE", "${{ github.event_name == 'pull_request' }}");
    Node::Map(vec![
        say("name", format!("verification at class {}", analysis.classes.project())),
        say("runs-on", literal(&setup.runner)),
        entry("timeout-minutes", Node::Word(minutes(analysis).to_string())),
        entry("permissions", Node::Map(permissions)),
        entry(
            "env",
            Node::Map(vec![
                no_evidence.comment("The commit of a pull request is merged for the test alone; nobody can look it up afterwards."),
                say("PRIMUM_CI_BY", "GitHub Actions, run ${{ github.run_id }} of ${{ github.actor }}"),
            ]),
        ),
        entry("defaults", Node::Map(vec![entry("run", Node::Map(run))])),
        entry("steps", Node::List(steps(analysis, folder))),
    ])
}

type Steps = Vec<(Vec<String>, Node)>;

fn steps(analysis: &Analysis, folder: &str) -> Steps {
    let setup = &analysis.model.config.ci_setup;
    let mut steps = Vec::new();
    let mut add = |comment: &str, entries: Vec<Entry>| {
        let comments = if comment.is_empty() { Vec::new() } else { vec![comment.to_owned()] };
        steps.push((comments, Node::Map(entries)));
    };
    let whole_history = entry("fetch-depth", Node::Word("0".to_owned())).comment("History tells which evidence still counts.");
    let no_token = entry("persist-credentials", Node::Word("false".to_owned()));
    add("", vec![say("name", "check out"), uses(setup, 0), entry("with", Node::Map(vec![whole_history, no_token]))]);
    let mut first = vec![say("name", "install"), say("id", "install")];
    first.extend(secrets(setup));
    first.push(say("run", literal(&install(setup))));
    add("", first);
    add("", vec![say("name", "this file is what primum.toml asks for"), say("run", "primum ci github --check")]);
    if !setup.signing_key.is_empty() {
        let secret = say("SIGNING_KEY", format!("${{{{ secrets.{} }}}}", setup.signing_key));
        add(
            "",
            vec![
                say("name", "signing key"),
                say("if", RECORDING),
                entry("env", Node::Map(vec![secret])),
                say("run", format!("umask 077\nprintf '%s\\n' \"$SIGNING_KEY\" > \"{KEY}\"\n")),
            ],
        );
    }
    for row in pipeline::rows(&analysis.model, &analysis.classes) {
        let Some(step) = row.step else { continue };
        let mut entries = vec![
            say("name", literal(&step.name)),
            say("if", ALWAYS),
            // The step stops itself first, and says so.
            entry("timeout-minutes", Node::Word((step.timeout_minutes + 5).to_string())),
        ];
        entries.extend(secrets(setup));
        entries.push(say("run", run_step(&step.name, setup, KEY)));
        add(&format!("{}: {}.", row.ground.name(), row.reason), entries);
    }
    if !setup.signing_key.is_empty() {
        add("", vec![say("name", "signing key is gone"), say("if", "${{ always() }}"), say("run", format!("rm -f \"{KEY}\""))]);
    }
    steps.extend(keep(analysis, folder));
    steps.extend(findings(analysis, folder));
    steps
}

/// Keeps the evidence, where the store is a folder.
fn keep(analysis: &Analysis, folder: &str) -> Option<(Vec<String>, Node)> {
    let config = &analysis.model.config;
    let store = &config.evidence.store;
    if is_remote(store) || config.ci.iter().all(|step| step.evidence.is_empty()) {
        return None;
    }
    let path = if folder.is_empty() { store.clone() } else { format!("{folder}/{store}") };
    let mut with = vec![
        say("name", "evidence-${{ github.run_attempt }}"),
        say("path", literal(&path)),
        say("if-no-files-found", "error"),
        entry("retention-days", Node::Word(GITHUB_DAYS.to_string())),
    ];
    if path.split('/').any(|step| step.starts_with('.')) {
        with.push(entry("include-hidden-files", Node::Word("true".to_owned())));
    }
    let entries = vec![say("name", "keep the evidence"), say("if", RECORDING), uses(&config.ci_setup, 1), entry("with", Node::Map(with))];
    Some((Vec::new(), Node::Map(entries)))
}

/// The check of the records: for code scanning, and as what decides.
fn findings(analysis: &Analysis, folder: &str) -> Steps {
    let setup = &analysis.model.config.ci_setup;
    let mut steps = Vec::new();
    let mut check = "primum check --format github";
    if is_remote(&analysis.model.config.evidence.store) {
        let mut entries = vec![say("name", "fetch the evidence"), say("if", RECORDING)];
        entries.extend(secrets(setup));
        entries.push(say("run", "primum evidence fetch"));
        steps.push((vec!["The check looks at what was recorded before as well.".to_owned()], Node::Map(entries)));
    }
    if setup.code_scanning {
        check = "primum check";
        let write = "primum check --format sarif > \"$RUNNER_TEMP/primum.sarif\" || test $? -eq 1";
        let comment = vec!["Findings do not end the job here; what could not be read does.".to_owned()];
        let mut entries = vec![say("name", "findings for code scanning"), say("id", "sarif"), say("if", ALWAYS)];
        entries.push(say("run", write));
        steps.push((comment, Node::Map(entries)));
        let mut with = vec![say("sarif_file", "${{ runner.temp }}/primum.sarif"), say("category", "primum")];
        if !folder.is_empty() {
            with[1] = say("category", literal(&format!("primum/{folder}")));
            with.push(say("checkout_path", format!("${{{{ github.workspace }}}}/{}", literal(folder))));
        }
        let ours = "${{ !cancelled() && steps.sarif.outcome == 'success' && github.event.pull_request.head.repo.fork != true }}";
        let comment = vec!["The token of a pull request from a fork may not write.".to_owned()];
        let entries = vec![say("name", "upload to code scanning"), say("if", ours), uses(setup, 2), entry("with", Node::Map(with))];
        steps.push((comment, Node::Map(entries)));
    }
    steps.push((Vec::new(), Node::Map(vec![say("name", "check"), say("if", ALWAYS), say("run", check)])));
    steps
}

/// The secrets that the commands find in their environment.
fn secrets(setup: &Setup) -> Option<Entry> {
    let entries: Vec<Entry> = setup.secrets.iter().map(|name| say(name, format!("${{{{ secrets.{name} }}}}"))).collect();
    (!entries.is_empty()).then(|| entry("env", Node::Map(entries)))
}

fn uses(setup: &Setup, which: usize) -> Entry {
    let ours = ACTIONS[which];
    say("uses", replaced(setup, ours).unwrap_or(ours))
}

/// The version of an action that the project names in place of ours.
pub(super) fn replaced<'s>(setup: &'s Setup, ours: &str) -> Option<&'s str> {
    let name = |action: &'s str| action.split_once('@').map(|(name, _)| name);
    let ours = ours.split_once('@').map(|(name, _)| name);
    setup.actions.iter().map(String::as_str).find(|action| name(action) == ours)
}

/// A text in which GitHub expands nothing.
fn literal(text: &str) -> String {
    text.replace("${{", "${{ '${{' }}")
}
