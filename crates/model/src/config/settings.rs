//! Every key of `primum.toml`, declared once.

/// One key of `primum.toml`. Reader, JSON schema and manual are made from this table.
#[derive(Debug)]
pub struct Setting {
    /// The table it stands in; arrays of tables are written `[[name]]`.
    pub table: &'static str,
    /// The key; `*` where the project chooses the keys.
    pub key: &'static str,
    /// Type in the words of JSON schema, `list` for an array of strings.
    pub kind: &'static str,
    /// What it does.
    pub doc: &'static str,
}

const fn setting(table: &'static str, key: &'static str, kind: &'static str, doc: &'static str) -> Setting {
    Setting { table, key, kind, doc }
}

/// Every key there is.
pub const SETTINGS: &[Setting] = &[
    setting("product", "name", "string", "Name of the product."),
    setting("product", "version", "string", "Version under development."),
    setting("product", "manufacturer", "string", "Name of the manufacturer."),
    setting("product", "lifetime-years", "integer", "For how many years after its last sale the device is in use."),
    setting("records", "paths", "list", "Folders and files that hold records, relative to the project. Default: `records`."),
    setting("records", "exclude", "list", "Paths below them that hold none, with `*`, `**` and `?`."),
    setting(
        "prefixes",
        "*",
        "string",
        "A prefix of the project's own, and the name of the kind that it stands for: `REQ = \"software requirement\"`.",
    ),
    setting("kinds", "name", "string", "Name of a kind of the project's own."),
    setting("kinds", "prefix", "string", "Prefix of its IDs."),
    setting("kinds", "summary", "string", "What such a record is."),
    setting("fields", "kind", "string", "The kind, by name or prefix, that gets a field."),
    setting("fields", "name", "string", "The key as it is written in records."),
    setting("fields", "type", "string", "`text` (the default), `choice`, `date`, `version`, `glob` or `link`."),
    setting("fields", "values", "list", "The words of a `choice`."),
    setting("fields", "to", "list", "The kinds that a `link` may lead to; any when left out."),
    setting("fields", "inverse", "string", "What a link is called, read backwards."),
    setting("fields", "many", "boolean", "May it hold several values?"),
    setting("fields", "necessary", "boolean", "Is a record without it a finding?"),
    setting("fields", "normative", "boolean", "Does it count in the fingerprint? Default: yes."),
    setting("fields", "doc", "string", "What to write there."),
    setting("levels", "*", "string", "The level of a rule: `error`, `warning` or `note`. To accept a finding, write a deviation record."),
    setting("policy", "plan-review-months", "integer", "How old the last look at a plan may be. Default: 12."),
    setting("policy", "trend-review-months", "integer", "How old the last trend review may be. Default: 12."),
    setting("policy", "anomaly-review-months", "integer", "How old the last look at a SOUP anomaly list may be. Default: 6."),
    setting("severity", "name", "string", "A level of severity of harm, the least severe first."),
    setting(
        "severity",
        "injury",
        "string",
        "The injury it stands for: `none`, `non-serious` or `serious` (death included). The safety class is computed from it.",
    ),
    setting("severity", "meaning", "string", "What it means, in your words."),
    setting("probability", "name", "string", "A level of probability of harm, the lowest first."),
    setting("probability", "below", "number", "Its upper limit, if your scale has limits."),
    setting("probability", "meaning", "string", "What it means, and per what: use, year, device."),
    setting("p1", "name", "string", "A level of the probability that a hazardous situation arises, the lowest first."),
    setting("p1", "below", "number", "Its upper limit."),
    setting("p1", "meaning", "string", "What it means."),
    setting("p2", "name", "string", "A level of the probability that a hazardous situation leads to harm, the lowest first."),
    setting("p2", "below", "number", "Its upper limit."),
    setting("p2", "meaning", "string", "What it means."),
    setting("combination", "p1", "string", "A level of P1. Without this table the limits of the levels are multiplied."),
    setting("combination", "p2", "list", "Levels of P2."),
    setting("combination", "probability", "string", "The probability of harm that follows from the two."),
    setting("acceptability", "severity", "string", "The severity that this row of the risk matrix is about."),
    setting("acceptability", "acceptable", "list", "Probabilities at which such a risk is acceptable."),
    setting(
        "acceptability",
        "investigate",
        "list",
        "Probabilities at which it is acceptable once a person has judged that it is reduced as far as possible.",
    ),
    setting("acceptability", "unacceptable", "list", "Probabilities at which it is not acceptable."),
    setting("exploitability", "name", "string", "A level of exploitability, the hardest attack first."),
    setting("exploitability", "below", "number", "Its upper limit, if you score."),
    setting("exploitability", "meaning", "string", "What it means, with the method of scoring."),
    setting("security", "severity", "string", "The severity that this row of the security matrix is about."),
    setting("security", "acceptable", "list", "Exploitabilities at which such a risk is acceptable."),
    setting("security", "investigate", "list", "Exploitabilities at which it needs a person's judgement."),
    setting("security", "unacceptable", "list", "Exploitabilities at which it is not acceptable."),
    setting(
        "source",
        "exclude",
        "list",
        "Paths that hold no source of the product, with `*`, `**` and `?`: generated files, other products.",
    ),
    setting("source", "tests", "list", "Paths that hold tests. They belong to no item and may look at every item."),
    setting("tags", "says", "string", "What a tag of your own dialect says: `implements` or `verifies`."),
    setting("tags", "pattern", "string", "A regular expression for it; its first group is the ID."),
    setting("evidence", "store", "string", "Where evidence is kept: a folder, or `s3://bucket/prefix`. Default: `evidence`."),
    setting(
        "evidence",
        "signers",
        "string",
        "The file with the keys of those who may sign evidence, in the format of OpenSSH's allowed signers.",
    ),
    setting("evidence", "signed", "boolean", "Does unsigned evidence count for nothing? Default: no."),
    setting("evidence", "retention-years", "integer", "For how many years evidence is kept."),
    setting("gates", "class", "string", "The class that this gate is about: `A`, `B` or `C`."),
    setting("gates", "lines", "number", "Of its source, the percentage of lines that tests must reach."),
    setting("gates", "branches", "number", "The percentage of branches."),
    setting("gates", "functions", "number", "The percentage of functions."),
    setting("gates", "conditions", "number", "The percentage of conditions (MC/DC)."),
    setting(
        "gates",
        "analysis",
        "string",
        "The lowest level at which a result of static analysis needs a fix or a deviation: `note`, `warning` or `error`.",
    ),
    setting(
        "gates",
        "vulnerabilities",
        "string",
        "The lowest severity at which a known vulnerability must be judged: `low`, `medium`, `high` or `critical`, or `none` for all. Default: `high` at class A, `medium` at B, `low` at C. What is known to be exploited must be judged at any.",
    ),
    setting("soup", "exclude", "list", "Lock files and manifests that are not looked at, with `*`, `**` and `?`."),
    setting("soup", "tools", "list", "Lock files and manifests whose components are tools of development, and in no product."),
    setting("soup", "sboms", "list", "SBOMs (CycloneDX, SPDX) that count like lock files: what a supplier delivers, what a build writes."),
    setting(
        "soup",
        "transitive",
        "string",
        "`under direct` (the default): a record covers what its component brings along, as it says in `brings`. `each`: every component has a record of its own.",
    ),
    setting("soup", "database", "string", "The index of advisories that components are held against, relative to the project."),
    setting("soup", "database-hash", "string", "The SHA-256 that this index must have, so that everybody asks the same one."),
    setting("soup", "database-days", "integer", "How many days old the sources of the index may be. Default: 30."),
    setting(
        "response",
        "severity",
        "string",
        "The severity of a vulnerability that these times are for: `low`, `medium`, `high` or `critical`.",
    ),
    setting("response", "assess-days", "integer", "Within how many days after it was noticed it is judged."),
    setting("response", "patch-days", "integer", "Within how many days the corrected software is ready."),
    setting("response", "field-days", "integer", "Within how many days the corrected software is in the field."),
    setting(
        "ci",
        "step",
        "string",
        "A step of the pipeline: `build`, `static analysis`, `unit test`, `integration test`, `system test`, `coverage`, `soup scan`, or a name of your own. They run in the order in which they stand.",
    ),
    setting("ci", "run", "string", "Its command line. It fails at the first command that fails, within a pipe too."),
    setting("ci", "evidence", "list", "The files that it leaves as evidence, with `*`, `**` and `?`."),
    setting(
        "ci",
        "level",
        "string",
        "Of a step of your own: the level of the tests that it runs, `unit`, `integration`, `system` or `validation`.",
    ),
    setting("ci", "environment", "string", "Where it runs: target, simulator, system. Recorded with its evidence."),
    setting("ci", "items", "list", "IDs of the items that its evidence is about. Without them the paths in it decide."),
    setting("ci", "timeout-minutes", "integer", "After how many minutes it is stopped, from 1 to 360. Default: 60."),
    setting(
        "ci-setup",
        "install",
        "string",
        "The command line that brings `primum` and what the steps need to a clean machine. Printed into the pipelines of GitHub and GitLab.",
    ),
    setting("ci-setup", "image", "string", "The container image of GitLab's jobs. Default: that of the runner."),
    setting("ci-setup", "runner", "string", "The label of GitHub's runner. Default: `ubuntu-24.04`."),
    setting("ci-setup", "shell", "string", "The shell of the steps: `bash` (the default) or `sh`, which misses failures within a pipe."),
    setting("ci-setup", "branch", "string", "The branch whose commits leave evidence. Default: `main`."),
    setting("ci-setup", "signing-key", "string", "The name of the secret that holds the key by which evidence is signed."),
    setting("ci-setup", "secrets", "list", "Names of secrets that the steps find in their environment: those of the store, for instance."),
    setting(
        "ci-setup",
        "actions",
        "list",
        "Versions of GitHub's actions that replace ours, for those who pin to commits: `actions/checkout@0123…`.",
    ),
    setting("ci-setup", "code-scanning", "boolean", "Are findings uploaded to GitHub's code scanning? Default: yes."),
    setting("wording", "vague", "list", "More words that make a requirement vague."),
    setting("wording", "allowed", "list", "Words from the product's list that this project may use."),
];

/// Is this table written once for each element, `[[name]]`?
#[must_use]
pub fn is_list(table: &str) -> bool {
    matches!(table, "kinds" | "fields" | "tags" | "gates" | "response" | "ci") || SCALES.contains(&table)
}

/// Tables about risk, in the order in which they need each other.
pub(super) const SCALES: [&str; 8] = ["severity", "probability", "p1", "p2", "exploitability", "combination", "acceptability", "security"];
