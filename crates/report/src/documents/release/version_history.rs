//! Version history: the versions that were tested and released, what changed, and what differs between tested and released.

use crate::documents::writing::marks;
use crate::documents::writing::page::{Page, cell, document, inlines, link, links, row, state, table};
use crate::documents::writing::statements::{counts, day, hash, short};
use crate::documents::writing::{open_points, retired};
use crate::documents::{Declaration, Section, figures};
use crate::facts::counted;
use crate::release::notes::differences;
use crate::release::overview::{Entry, before, entries};
use primum_document::{Block, Cell, Inline, Share, Tone};
use primum_evidence::{Content, Statement};
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "version-history",
    title: "Software version history and release records",
    purpose: "Lists the versions of the software with what changed, which of them were tested, how the tested differ from the released, and the record of each release.",
    clauses: &[
        "FDA software SW-VER",
        "IEC 62304 5.8.4",
        "IEC 62304 5.8.5",
        "IEC 62304 5.8.6",
        "IEC 62304 5.8.7",
        "IEC 62304 5.8.8",
        "IEC 62304 8.1.3",
    ],
    sections: &[
        Section { title: "Versions", write: versions },
        Section { title: "What was tested of each version", write: tested },
        Section { title: "Release records", write: releases },
        Section { title: "Open points", write: open },
    ],
};

/// The statements of test results, by the version that they name.
fn by_version(analysis: &Analysis) -> BTreeMap<&str, Vec<&Statement>> {
    let mut all: BTreeMap<&str, Vec<&Statement>> = BTreeMap::new();
    let tests = analysis.facts.store.iter().flat_map(|store| &store.statements).filter(|one| matches!(one.content, Content::Tests(_)));
    for statement in tests {
        all.entry(&statement.state.version).or_default().push(statement);
    }
    all
}

fn versions(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let tested = by_version(analysis);
    let list = entries(analysis);
    let mut all = table(
        "Versions, the oldest first",
        &[
            ("Date", Share::Narrow),
            ("Version", Share::Narrow),
            ("Record", Share::Narrow),
            ("Changes that it brings", Share::Wide),
            ("Records that changed", Share::Normal),
            ("Tested", Share::Normal),
            ("Tested against released", Share::Wide),
        ],
    );
    all.wide = true;
    for entry in &list {
        let version = entry.version();
        let statements = tested.get(version.as_str()).map_or(&[][..], Vec::as_slice);
        let date = entry.date();
        all.rows.push(row(
            "",
            vec![
                cell(if date.is_empty() { "not released" } else { &date }),
                cell(&version),
                entry.record.map_or_else(|| cell("none"), |record| inlines(vec![link(record)])),
                changes(*entry),
                changed_records(analysis, *entry),
                if statements.is_empty() {
                    state(Tone::Caution, "no result on record")
                } else {
                    state(Tone::Good, &counted(statements.len(), "statement of results", "statements of results"))
                },
                delta(*entry, statements),
            ],
        ));
    }
    // What was tested and is no release: candidates, and the version under development.
    let released: BTreeSet<String> = list.iter().map(Entry::version).collect();
    for (version, statements) in tested.iter().filter(|(version, _)| !released.contains(**version)) {
        let last = statements.iter().map(|statement| day(statement)).max().unwrap_or("");
        all.rows.push(row(
            "",
            vec![
                cell(&format!("tested until {last}")),
                cell(if version.is_empty() { "not stated" } else { version }),
                cell("none"),
                cell("–"),
                cell("–"),
                state(Tone::Good, &counted(statements.len(), "statement of results", "statements of results")),
                cell("not released under this version"),
            ],
        ));
    }
    if !page.table(all) {
        page.missing(
            "versions",
            "there is no record of a release and no result of a test of any version",
            "Begin a release with `primum new release`.",
        );
    }
    page.figure("Over the releases: records, results and open problems", figures::progress(analysis));
    page.figure("Over the releases: how far requirements, tests, code and clauses had come", figures::coverage(analysis));
}

/// The change requests that name the release.
fn changes(entry: Entry<'_>) -> Cell {
    let list: Vec<Record<'_>> =
        entry.record.iter().flat_map(|record| record.linked_by("released-in")).filter(|by| by.kind() == Kind::ChangeRequest).collect();
    if list.is_empty() {
        return cell("no change request names it");
    }
    let mut line = Vec::new();
    for (at, change) in list.into_iter().enumerate() {
        if at > 0 {
            line.push(Inline::Break);
        }
        line.extend([link(change), Inline::Text(format!(" {}", change.title()))]);
    }
    inlines(line)
}

/// How many records differ from the manifest before.
fn changed_records(analysis: &Analysis, entry: Entry<'_>) -> Cell {
    let Some(kept) = entry.kept else { return cell("no manifest") };
    let Some(before) = before(analysis, &kept.manifest) else {
        return cell(&format!("first manifest, {}", counted(kept.manifest.records.len(), "record", "records")));
    };
    match differences(before, &kept.manifest) {
        None => cell(&format!("not comparable with {}", before.version)),
        Some(list) => {
            let mut by: BTreeMap<_, usize> = BTreeMap::new();
            list.iter().for_each(|(what, _)| *by.entry(*what).or_default() += 1);
            let told: Vec<String> = by.iter().map(|(what, count)| format!("{count} {}", what.name())).collect();
            cell(&if told.is_empty() {
                format!("none since {}", before.version)
            } else {
                format!("{} since {}", told.join(", "), before.version)
            })
        }
    }
}

/// Were the tests run on the commit that was released?
fn delta(entry: Entry<'_>, statements: &[&Statement]) -> Cell {
    let released = entry.kept.map(|kept| kept.manifest.commit.as_str()).or_else(|| entry.record?.text("commit"));
    let (Some(released), false) = (released.map(str::trim), statements.is_empty()) else {
        return if statements.is_empty() { cell("nothing to compare") } else { state(Tone::Caution, "the record names no commit") };
    };
    let same = |commit: &str| released.len() >= 7 && (commit.starts_with(released) || released.starts_with(commit));
    let others: BTreeSet<&str> = statements
        .iter()
        .filter(|statement| !statement.state.commit.as_deref().is_some_and(same))
        .map(|statement| statement.state.commit.as_deref().map_or("no commit", short))
        .collect();
    let dirty = statements.iter().filter(|statement| !statement.state.uncommitted.is_empty()).count();
    let differing =
        if dirty > 0 { format!(" {} of uncommitted files.", counted(dirty, "statement is", "statements are")) } else { String::new() };
    if others.is_empty() {
        return state(
            if dirty > 0 { Tone::Caution } else { Tone::Good },
            format!("All results are of the released commit.{differing}").trim_end_matches('.'),
        );
    }
    let some = statements.iter().any(|statement| statement.state.commit.as_deref().is_some_and(same));
    let first: Vec<&str> = others.iter().take(3).copied().collect();
    let more = if others.len() > 3 { format!(" and {} more", others.len() - 3) } else { String::new() };
    let rest = if some { "others are of it" } else { "none is of it" };
    state(Tone::Caution, &format!("Released was {}; results of {}{more}, {rest}.{differing}", short(released), first.join(", ")))
}

fn tested(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut all = table(
        "Results by version, commit and level",
        &[
            ("Version", Share::Narrow),
            ("Run", Share::Narrow),
            ("Commit", Share::Narrow),
            ("Level", Share::Narrow),
            ("Environment", Share::Normal),
            ("Results", Share::Normal),
            ("Statement", Share::Narrow),
        ],
    );
    for (version, mut statements) in by_version(analysis) {
        statements.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.digest.cmp(&b.digest)));
        for statement in statements {
            all.rows.push(row(
                "",
                vec![
                    cell(if version.is_empty() { "not stated" } else { version }),
                    cell(day(statement)),
                    crate::documents::writing::statements::commit(statement),
                    cell(statement.level.map_or("none stated", primum_evidence::TestLevel::name)),
                    cell(if statement.environment.is_empty() { "not stated" } else { &statement.environment }),
                    cell(&counts(statement)),
                    hash(&statement.digest),
                ],
            ));
        }
    }
    if !page.table(all) {
        page.missing(
            "results of tests",
            "no result is on record, so no version is shown to have been tested",
            "Run the tests on a committed state, and record the results with `primum evidence add`.",
        );
    }
}

fn releases(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Release).collect();
    for release in &all {
        let mut told = vec![("approval", marks::approval(analysis, *release))];
        if let Some(term) = primum_rules::releases::term(*release) {
            told.insert(0, ("kept until", vec![Inline::Text(term.end().to_string())]));
        }
        page.record_with(*release, 2, told);
    }
    if all.is_empty() {
        page.missing(
            "release records",
            "5.8 asks what is released, how it was made and where it is kept, and no record says so",
            "Begin one with `primum new release`.",
        );
    } else {
        let mut line = vec![Inline::Text("Released systems: ".to_owned())];
        let systems: BTreeSet<u32> = all.iter().flat_map(|release| release.links("of")).map(Record::position).collect();
        if systems.is_empty() {
            line.push(Inline::Text("none is named. ".to_owned()));
        } else {
            line.extend(links(systems.into_iter().map(|at| analysis.model.at(at))));
            line.push(Inline::Text(". ".to_owned()));
        }
        line.extend([
            Inline::Text("What is in each by digest is in the ".to_owned()),
            document("configuration-list", "configuration list"),
            Inline::Text(".".to_owned()),
        ]);
        page.block(Block::Paragraph(line));
    }
    retired::named(page, Kind::Release);
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &["c5_8_release"],
        &["later-release-without-change", "released-commit-unknown", "baseline-missing", "baseline-altered"],
    );
}
