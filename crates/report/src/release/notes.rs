//! Release notes: what changed record by record since the release before, and which anomalies remain, judged for safety and for security.

use super::show::cell;
use primum_evidence::baseline::{Manifest, RecordState};
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::releases::of_version;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// What happened to a record from one release to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happened {
    /// It is new.
    Added,
    /// It says something else.
    Changed,
    /// It was retired.
    Retired,
    /// It is gone.
    Removed,
}

impl Happened {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Retired => "retired",
            Self::Removed => "removed",
        }
    }
}

/// What differs between two manifests, by ID. Fingerprints of two algorithms cannot be compared: then `None`.
#[must_use]
pub fn differences<'a>(before: &'a Manifest, after: &'a Manifest) -> Option<Vec<(Happened, &'a RecordState)>> {
    if before.fingerprints != after.fingerprints {
        return None;
    }
    let old: BTreeMap<&str, &RecordState> = before.records.iter().map(|record| (record.id.as_str(), record)).collect();
    let new: BTreeSet<&str> = after.records.iter().map(|record| record.id.as_str()).collect();
    let mut list: Vec<(Happened, &RecordState)> = Vec::new();
    for record in &after.records {
        match old.get(record.id.as_str()) {
            None => list.push((Happened::Added, record)),
            Some(before) if !before.retired && record.retired => list.push((Happened::Retired, record)),
            Some(before) if before.fingerprint != record.fingerprint => list.push((Happened::Changed, record)),
            Some(_) => {}
        }
    }
    list.extend(before.records.iter().filter(|record| !new.contains(record.id.as_str())).map(|record| (Happened::Removed, record)));
    Some(list)
}

/// The notes of a version, as Markdown. No heading in it begins with an ID, so that no record is read from it.
#[must_use]
pub fn notes(analysis: &Analysis, manifest: &Manifest, before: Option<&Manifest>) -> String {
    let model = &analysis.model;
    let release = of_version(model, &manifest.version);
    let mut out = format!("# Release notes: {} {}\n\n", cell(&manifest.product), manifest.version);
    let _ = writeln!(
        out,
        "Released on {} as {} from commit `{}`. Safety class {}.\n",
        manifest.date, manifest.release, manifest.commit, manifest.class
    );
    out.push_str("## What is new\n\n");
    let said = release.and_then(|release| release.section("changes")).map(|section| section.body.trim()).filter(|body| !body.is_empty());
    match said {
        Some(words) => words.lines().for_each(|line| {
            let _ = writeln!(out, "{}", line.trim_start_matches('#').trim_end());
        }),
        None => out.push_str("The release record has no section *Changes*.\n"),
    }
    changes(&mut out, release);
    records(&mut out, manifest, before);
    anomalies(&mut out, release);
    let _ = writeln!(out, "\n## How to see that this is the release\n");
    let _ = writeln!(
        out,
        "- The manifest of this release names {} records and {} files by SHA-256, and the bill of materials `{}`.",
        manifest.records.len(),
        manifest.files.len(),
        manifest.bill.path
    );
    let _ =
        writeln!(out, "- `primum release verify {}` holds the archive, and every record in it, against that manifest.", manifest.version);
    out
}

fn changes(out: &mut String, release: Option<Record<'_>>) {
    let changes: Vec<Record<'_>> = release
        .into_iter()
        .flat_map(|release| release.linked_by("released-in"))
        .filter(|record| record.kind() == Kind::ChangeRequest)
        .collect();
    out.push_str("\n## Changes that this release brings\n\n");
    if changes.is_empty() {
        out.push_str("No change request names this release.\n");
    }
    for change in changes {
        let problems: Vec<&str> = change.links("resolves").map(Record::id).collect();
        let resolves = if problems.is_empty() { String::new() } else { format!(" (resolves {})", problems.join(", ")) };
        let _ = writeln!(out, "- {}: {}{resolves}", change.id(), cell(&change.title()));
    }
}

fn records(out: &mut String, manifest: &Manifest, before: Option<&Manifest>) {
    out.push_str("\n## Records that changed\n\n");
    let Some(before) = before else {
        let _ = writeln!(out, "There is no manifest of a release before this one; {} records are in it.", manifest.records.len());
        return;
    };
    let Some(list) = differences(before, manifest) else {
        let _ = writeln!(out, "{} was recorded with fingerprints of another algorithm, so records cannot be compared.", before.version);
        return;
    };
    if list.is_empty() {
        let _ = writeln!(out, "None since {}.", before.version);
        return;
    }
    let _ = writeln!(out, "Since {}:\n\n| what | record | kind | title |\n|---|---|---|---|", before.version);
    for (happened, record) in list {
        let _ = writeln!(out, "| {} | {} | {} | {} |", happened.name(), cell(&record.id), cell(&record.kind), cell(&record.title));
    }
}

/// Two tables: what is harmless by chance need not be so by intent (FDA, cybersecurity, V.A.5).
fn anomalies(out: &mut String, release: Option<Record<'_>>) {
    out.push_str("\n## Anomalies that remain: safety\n\n");
    let residual: Vec<Record<'_>> = release.into_iter().flat_map(|release| release.links("residual")).collect();
    if residual.is_empty() {
        let how = release.and_then(|release| release.text("no-residual-anomalies")).unwrap_or("the release record does not say");
        let _ = writeln!(
            out,
            "None is known. How that was established: {}.\n\n## Anomalies that remain: security\n\nNone is known.",
            cell(how).trim_end_matches('.')
        );
        return;
    }
    table(out, &residual, "safety-evaluation", "evaluation of safety");
    if let Some(whole) = release.and_then(|release| evaluation(release, "residual-evaluation")) {
        let _ = writeln!(out, "\nTaken together: {whole}");
    }
    out.push_str("\n## Anomalies that remain: security\n\n");
    table(out, &residual, "security-evaluation", "evaluation of security");
}

fn table(out: &mut String, residual: &[Record<'_>], field: &'static str, title: &str) {
    let _ = writeln!(out, "| problem | title | where | {title} |\n|---|---|---|---|");
    for problem in residual {
        let places: Vec<&str> = problem.links("located-in").map(Record::id).collect();
        let judged = evaluation(*problem, field).unwrap_or_else(|| "**not judged**".to_owned());
        let _ = writeln!(out, "| {} | {} | {} | {judged} |", problem.id(), cell(&problem.title()), places.join(", "));
    }
}

/// What a field or a section says, in one line.
fn evaluation(record: Record<'_>, name: &'static str) -> Option<String> {
    if !primum_rules::answered(record, name) {
        return None;
    }
    let text = record.text(name).or_else(|| record.section(name).map(|section| section.body))?;
    Some(cell(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
}
