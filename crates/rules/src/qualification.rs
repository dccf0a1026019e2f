//! The qualification of the program: the examples of every rule's page, judged here and now, with what must come of them.
//!
//! Whoever uses the program in a regulated company has to show that it does what it says on their machine (ISO 13485 4.1.6).
//! The pages are compiled in, so the installed program can run its own examples.

pub(crate) mod approvals;
pub(crate) mod baseline;
pub(crate) mod commits;
pub(crate) mod evidence;
pub(crate) mod soup;

use crate::Facts;
use crate::rule::{Basis, Check, Finding, Rule};
use crate::{Analysis, RULES, judge_by, standards};
use primum_evidence::tags::Dialect;
use primum_model::{Config, Date, Model, Snapshot, Source};

/// The day on which the examples of the pages are judged.
const TODAY: Date = Date::constant(2026, 6, 30);

/// One example of a rule's page: what is judged and what must be found.
#[derive(Debug)]
pub struct Case {
    /// The rule whose page it stands on.
    pub rule: &'static Rule,
    /// `Reported…` or `Accepted…`.
    pub title: String,
    snapshot: Snapshot,
    facts: Facts,
    /// Who signed what.
    approvals: Option<approvals::Page>,
    /// Files of the source tree: path and text.
    source: Vec<(String, String)>,
    /// The findings that the rule must give, in order.
    pub expected: Vec<String>,
    /// What the page has that no case can hold.
    odd: Vec<String>,
}

/// What became of a case.
#[derive(Debug)]
pub struct Judged {
    /// The rule.
    pub rule: &'static Rule,
    /// The title of the case.
    pub title: String,
    /// What the rule had to find.
    pub expected: Vec<String>,
    /// What it found.
    pub found: Vec<String>,
    /// What else is wrong: a finding without remedy, an accepted example that the rule never looked at.
    pub faults: Vec<String>,
}

impl Judged {
    /// Did the rule do what its page says?
    #[must_use]
    pub fn passes(&self) -> bool {
        self.found == self.expected && self.faults.is_empty()
    }
}

/// Every case of every page, rule by rule.
#[must_use]
pub fn cases() -> Vec<Case> {
    RULES.iter().flat_map(|rule| examples(rule)).collect()
}

impl Case {
    /// Judges the example.
    #[must_use]
    pub fn run(mut self) -> Judged {
        self.read_source();
        let mut faults = self.odd;
        let several = self.snapshot.files.len() + self.snapshot.sources.len() > 1;
        let analysis = match Model::build(self.snapshot) {
            Ok(mut model) => {
                model.problems.extend(primum_evidence::tags::faults(&model.config));
                if let Some(page) = &self.approvals {
                    self.facts.ledger = Some(page.ledger(&model));
                }
                judge_by(model, self.facts, &[standards::iec62304()], RULES)
            }
            Err(error) => {
                faults.push(format!("the configuration is no TOML: {}", error.message));
                return Judged { rule: self.rule, title: self.title, expected: self.expected, found: Vec::new(), faults };
            }
        };
        let mine = || analysis.findings.iter().filter(|finding| finding.rule.name == self.rule.name);
        let found: Vec<String> =
            mine().filter(|finding| finding.accepted_by.is_none()).map(|finding| shown(&analysis, finding, several)).collect();
        if mine().any(|finding| finding.help.is_empty()) {
            faults.push("a finding says no next action".to_owned());
        }
        let examined = analysis.outcomes.iter().any(|outcome| outcome.rule.name == self.rule.name && outcome.examined > 0);
        if self.title.starts_with("Accepted") && !examined && !matches!(self.rule.check, Check::Verdict) {
            faults.push("the rule examines nothing in it".to_owned());
        }
        if self.title.starts_with("Reported") && self.expected.is_empty() {
            faults.push("nothing is expected".to_owned());
        }
        Judged { rule: self.rule, title: self.title, expected: self.expected, found, faults }
    }
}

impl Case {
    /// Sends the source of the example through the scanner, as the program does with that of a project.
    fn read_source(&mut self) {
        if self.source.is_empty() {
            return;
        }
        // A configuration that is no TOML is told when the model is built.
        let config = self.snapshot.config.as_ref().and_then(|source| Config::read(&source.text).ok()).unwrap_or_default();
        let dialect = Dialect::new(&config);
        self.source.sort();
        let mut looked = Vec::new();
        for (path, text) in self.source.drain(..) {
            match primum_evidence::look(&path, text.as_bytes(), &dialect, true) {
                Some(file) => looked.push(file),
                None => self.odd.push(format!("the language of {path} is not known")),
            }
        }
        let (tree, sources) = primum_evidence::tree_of(looked, &[]);
        self.snapshot.sources = sources;
        self.facts.tree = Some(tree);
    }
}

/// The words for why a rule asks.
#[must_use]
pub fn basis(rule: &Rule) -> &'static str {
    match rule.basis {
        Basis::Clause => "clause",
        Basis::Practice => "practice",
        Basis::Record => "record",
    }
}

/// Reads `## Reported…` and `## Accepted…` of a page.
///
/// A four-backtick block is a file: `markdown [path]` holds records, `bytes [path]` the same with `\xFF` for a byte that is not
/// UTF-8, `source path` a file of the source tree, `toml` the configuration, `evidence` what the store and git tell,
/// `commits` what the repository holds since the last release, `soup` what lock files and databases of vulnerabilities hold, `approvals` who signed what, `baseline` the manifests of what was released. `unread` lists what could not be read, `path: reason` a line; `text` what must be found.
fn examples(rule: &'static Rule) -> Vec<Case> {
    let mut list: Vec<Case> = Vec::new();
    let mut lines = rule.page.lines();
    let mut reading = false;
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            reading = title.starts_with("Reported") || title.starts_with("Accepted");
            if reading {
                list.push(Case {
                    rule,
                    title: title.to_owned(),
                    snapshot: Snapshot::of(Vec::new(), TODAY),
                    facts: Facts::default(),
                    approvals: None,
                    source: Vec::new(),
                    expected: Vec::new(),
                    odd: Vec::new(),
                });
            }
        }
        let Some(info) = line.strip_prefix("````").filter(|_| reading) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "````").collect();
        if let Some(case) = list.last_mut() {
            take(case, info, &block);
        }
    }
    list
}

fn take(case: &mut Case, info: &str, block: &[&str]) {
    let (language, path) = info.split_once(' ').unwrap_or((info, ""));
    let path = if path.is_empty() { "records/page.md" } else { path };
    let text = block.join("\n") + "\n";
    match language {
        "markdown" => case.snapshot.files.push(Source::new(path, text)),
        "bytes" => case.snapshot.files.push(Source::from_bytes(path, bytes(&text))),
        "source" => case.source.push((path.to_owned(), text)),
        "toml" => case.snapshot.config = Some(Source::new("primum.toml", text)),
        "evidence" => match evidence::facts(&text) {
            Ok(facts) => {
                case.facts = Facts {
                    soup: case.facts.soup.take(),
                    commits: case.facts.commits.take(),
                    baselines: case.facts.baselines.take(),
                    ..facts
                }
            }
            Err(why) => case.odd.push(format!("the block of evidence cannot be read: {why}")),
        },
        "approvals" => match approvals::Page::read(&text) {
            Ok(page) => case.approvals = Some(page),
            Err(why) => case.odd.push(format!("the block of approvals cannot be read: {why}")),
        },
        "baseline" => match baseline::read(&text) {
            Ok(baselines) => case.facts.baselines = Some(baselines),
            Err(why) => case.odd.push(format!("the block of baselines cannot be read: {why}")),
        },
        "commits" => match commits::commits(&text) {
            Ok(commits) => case.facts.commits = Some(commits),
            Err(why) => case.odd.push(format!("the block of commits cannot be read: {why}")),
        },
        "soup" => match soup::stock(&text) {
            Ok(stock) => case.facts.soup = Some(stock),
            Err(why) => case.odd.push(format!("the block of components cannot be read: {why}")),
        },
        "unread" => {
            let entries = block.iter().filter_map(|line| line.split_once(": "));
            case.snapshot.unread.extend(entries.map(|(path, reason)| (path.to_owned(), reason.to_owned())));
        }
        "text" => case.expected.extend(block.iter().map(|line| (*line).to_owned())),
        other => case.odd.push(format!("an example holds a block of `{other}`")),
    }
}

/// Bytes of a text in which `\xFF` stands for the byte of that number.
fn bytes(text: &str) -> Vec<u8> {
    let mut pieces = text.split("\\x");
    let mut bytes = pieces.next().unwrap_or("").as_bytes().to_vec();
    for piece in pieces {
        match piece.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&piece.as_bytes()[2..]);
            }
            None => bytes.extend_from_slice(piece.as_bytes()),
        }
    }
    bytes
}

/// `12: message`, with the path before it where an example has several files.
fn shown(analysis: &Analysis, finding: &Finding, several: bool) -> String {
    let Some(place) = finding.place else { return format!("project: {}", finding.message) };
    let file = analysis.model.file(place);
    let line = file.position(place.span.start).line;
    if several || file.path == "primum.toml" || file.is_excerpt() {
        format!("{}:{line}: {}", file.path, finding.message)
    } else {
        format!("{line}: {}", finding.message)
    }
}
