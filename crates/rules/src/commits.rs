//! Commits held against changes: which change each commit since the last release belongs to, and which need none.

use crate::approval::Standing;
use crate::changes;
use crate::ownership::Ignored;
use crate::releases;
use crate::rule::Findings;
use primum_evidence::{Commit, Commits};
use primum_model::{Kind, Model, Record};
use std::collections::HashMap;

/// The releases that are out, by ID, each with what it names as its commit.
#[must_use]
pub fn released(model: &Model) -> Vec<(String, String)> {
    let out = model.of(Kind::Release).filter(|release| releases::is_out(*release));
    let mut list: Vec<_> = out.filter_map(|release| Some((release.id().to_owned(), release.text("commit")?.trim().to_owned()))).collect();
    list.sort();
    list
}

/// Kinds that tell about the work and are none of what is controlled by changes: a commit that only writes such records needs no change.
const ABOUT_THE_WORK: &[Kind] = &[
    Kind::Feedback,
    Kind::ProblemReport,
    Kind::ChangeRequest,
    Kind::Release,
    Kind::TrendReview,
    Kind::LegacyAssessment,
    Kind::Review,
    Kind::Deviation,
    Kind::Attestation,
    Kind::Audit,
    Kind::AuditFinding,
    Kind::Capa,
];

/// A commit and what it names.
#[derive(Debug)]
pub struct Held<'m> {
    /// The commit.
    pub commit: &'m Commit,
    /// The change requests and problem reports.
    pub names: Vec<Record<'m>>,
    /// Words of its own trailers that are neither.
    pub unknown: Vec<&'m str>,
}

impl Held<'_> {
    /// `3f2a9c1d04e7 of 2026-06-20 (“Limit the dose”)`.
    pub(crate) fn shown(&self) -> String {
        shown(self.commit)
    }
}

/// The first digits of the hash, the day and the subject.
pub(crate) fn shown(commit: &Commit) -> String {
    let hash = commit.hash.get(..12).unwrap_or(&commit.hash);
    format!("{hash} of {} (“{}”)", commit.day, commit.subject)
}

/// The commits since the last release, if they are known, each with what it names.
#[must_use]
pub fn held<'m>(model: &'m Model, commits: &'m Commits) -> Vec<Held<'m>> {
    commits.list.iter().map(|commit| hold(model, commit)).collect()
}

/// The list of commits, if git told one that begins somewhere.
pub(crate) fn known<'r>(findings: &Findings<'r>) -> Option<&'r Commits> {
    findings.facts().commits.as_ref()?.as_ref().ok().filter(|commits| commits.since.is_some())
}

fn hold<'m>(model: &'m Model, commit: &'m Commit) -> Held<'m> {
    let (mut names, mut unknown) = (Vec::new(), Vec::new());
    for word in &commit.named {
        match named(model, word) {
            Some(record) => names.push(record),
            None => unknown.push(word.as_str()),
        }
    }
    // What a commit says itself goes before what its branch says.
    if names.is_empty() {
        names.extend(commit.branches.iter().filter_map(|word| named_with_title(model, word)));
        names.extend(commit.merges.iter().filter_map(|word| named(model, word)));
    }
    names.sort_by_key(|record| record.position());
    names.dedup();
    Held { commit, names, unknown }
}

/// The change request or problem report of this ID, in capitals or not.
fn named<'m>(model: &'m Model, word: &str) -> Option<Record<'m>> {
    let found = model.find(word).or_else(|| model.find(&word.to_uppercase()))?;
    matches!(found.kind(), Kind::ChangeRequest | Kind::ProblemReport).then_some(found)
}

/// The same where a title may follow, as in the name of a branch: the longest beginning that is an ID counts.
fn named_with_title<'m>(model: &'m Model, words: &str) -> Option<Record<'m>> {
    let ends = words.char_indices().filter(|(_, c)| matches!(c, '-' | '_' | '/' | '.')).map(|(at, _)| at);
    let mut ends: Vec<usize> = ends.chain([words.len()]).collect();
    ends.reverse();
    ends.into_iter().find_map(|end| named(model, &words[..end]))
}

/// What decides whether a commit needs a change.
pub(crate) struct Exempt<'m> {
    patterns: Ignored,
    folders: Vec<&'m str>,
    about_the_work: HashMap<&'m str, bool>,
}

impl<'m> Exempt<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        let config = &model.config;
        let mut about_the_work: HashMap<&str, bool> = HashMap::new();
        for record in model.records() {
            let only = about_the_work.entry(record.path()).or_insert(true);
            *only &= ABOUT_THE_WORK.contains(&record.kind());
        }
        let folders = [&config.evidence.store, &config.approval.folder, &config.release.folder];
        let folders = folders.into_iter().map(|folder| folder.trim_start_matches("./").trim_end_matches('/'));
        Self {
            patterns: Ignored::new(&config.changes.exempt),
            folders: folders.filter(|folder| !folder.is_empty() && !folder.contains("://")).chain([".primum"]).collect(),
            about_the_work,
        }
    }

    /// Does the commit change something that is changed on an approved request only (8.2.1)? A merge brings what others changed.
    pub(crate) fn needs_change(&self, commit: &Commit) -> bool {
        !commit.is_merge() && commit.paths.iter().any(|path| !self.holds(path))
    }

    fn holds(&self, path: &str) -> bool {
        let below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.patterns.holds(path) || self.folders.iter().any(|folder| below(folder)) || self.about_the_work.get(path) == Some(&true)
    }
}

/// Why what a commit names does not allow it; nothing if it does. A problem report allows what its change requests do.
pub(crate) fn forbids(record: Record<'_>, findings: &Findings<'_>) -> Option<String> {
    let approved = |change: Record<'_>| changes::is_approved(change) && *findings.known.approvals.of(change) != Standing::Draft;
    if record.is_retired() {
        return Some("is retired".to_owned());
    }
    if record.kind() == Kind::ProblemReport {
        let allowed = changes::resolving(record).any(approved);
        return (!allowed).then(|| "has no approved change request".to_owned());
    }
    if approved(record) {
        return None;
    }
    Some(if changes::is_approved(record) {
        "is called approved and lacks a signature".to_owned()
    } else {
        format!("is `{}`", changes::status(record))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Snapshot, Source};

    fn model(config: &str, files: &[(&str, &str)]) -> Model {
        let files = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
        let config = Some(Source::new("primum.toml", config));
        Model::build(Snapshot { config, ..Snapshot::of(files, Date::constant(2026, 6, 30)) }).expect("TOML")
    }

    fn commit(paths: &[&str]) -> Commit {
        Commit { paths: paths.iter().map(|path| (*path).to_owned()).collect(), ..Commit::default() }
    }

    #[test]
    fn what_needs_a_change() {
        let model = model(
            "[changes]\nexempt = [\"docs/\"]\n",
            &[
                ("records/a.md", "## CR-1 A\n\n## PR-1 B\n"),
                ("records/b.md", "## SRS-1 A\n\n## PR-2 B\n"),
                ("records/empty.md", "Words.\n"),
            ],
        );
        let exempt = Exempt::new(&model);
        for (paths, needs) in [
            (&["src/a.c"][..], true),
            (&["records/a.md"], false),
            (&["records/b.md"], true),
            (&["records/empty.md"], true),
            (&["records/gone.md"], true),
            (&["docs/a.md", "evidence/x.json", "approvals/2026/a.json", "baselines/1.json", ".primum/x"], false),
            (&["docs/a.md", "src/a.c"], true),
            (&["evidence.c"], true),
        ] {
            assert_eq!(exempt.needs_change(&commit(paths)), needs, "{paths:?}");
        }
        let merge = Commit { parents: vec!["a".into(), "b".into()], ..commit(&["src/a.c"]) };
        assert!(!exempt.needs_change(&merge));
    }

    #[test]
    fn what_a_commit_names() {
        let model = model("", &[("records/a.md", "## CR-1 A\n\n## CR-1-2 B\n\n## PR-1 C\n\n## SRS-1 D\n")]);
        let ids = |named: &[&str], branches: &[&str], merges: &[&str]| {
            let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
            let commit = Commit { named: own(named), branches: own(branches), merges: own(merges), ..Commit::default() };
            let held = hold(&model, &commit);
            let names: Vec<&str> = held.names.iter().map(|record| record.id()).collect();
            format!("{}|{}", names.join(" "), held.unknown.join(" "))
        };
        assert_eq!(ids(&["CR-1", "cr-1", "PR-1"], &[], &[]), "CR-1 PR-1|");
        assert_eq!(ids(&["SRS-1", "CR-7"], &["CR-1-alarm"], &[]), "CR-1|SRS-1 CR-7");
        assert_eq!(ids(&["PR-1"], &["CR-1"], &["CR-1"]), "PR-1|", "what it says itself goes first");
        assert_eq!(ids(&[], &["CR-1-2-alarm"], &[]), "CR-1-2|");
        assert_eq!(ids(&[], &["cr-1-20-ä"], &["PR-1"]), "CR-1 PR-1|");
        assert_eq!(ids(&[], &["alarm"], &["none"]), "|");
    }
}
