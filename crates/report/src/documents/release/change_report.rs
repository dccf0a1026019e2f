//! Change report: each change with its reason, what it touches, what it could endanger, who agreed, what carried it out and what shows it.

use crate::documents::writing::marks::{self, approval};
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, state, table};
use crate::documents::writing::record_tables::{field, made, overview};
use crate::documents::writing::statements::short;
use crate::documents::writing::{open_points, retired};
use crate::documents::{Declaration, Section};
use crate::facts::counted;
use primum_document::{Cell, Inline, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::commits::{Held, held};
use std::collections::HashMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "change-report",
    title: "Change control: requests, commits and their verification",
    purpose: "Shows each change from the wish to the verified result: reason, impact on safety, approval, commits, tests that were repeated, and release.",
    clauses: &[
        "IEC 62304 6.2.3",
        "IEC 62304 6.2.4",
        "IEC 62304 6.3.1",
        "IEC 62304 7.4.1",
        "IEC 62304 7.4.2",
        "IEC 62304 7.4.3",
        "IEC 62304 8.2.1",
        "IEC 62304 8.2.2",
        "IEC 62304 8.2.3",
        "IEC 62304 8.2.4",
        "ISO 13485 7.3.9",
    ],
    sections: &[
        Section { title: "Overview", write: overview_of },
        Section { title: "Effect on safety and significance", write: effects },
        Section { title: "Verification of the changes", write: verification },
        Section { title: "Commits since the last release", write: commits },
        Section { title: "Changes in full", write: in_full },
        Section { title: "Open points", write: open },
    ],
};

fn changes<'a>(page: &Page<'a>) -> Vec<Record<'a>> {
    page.material.analysis.model.of(Kind::ChangeRequest).collect()
}

/// The commits since the last release, where they are known.
fn known<'a>(page: &Page<'a>) -> Result<Vec<Held<'a>>, String> {
    let analysis = page.material.analysis;
    match &analysis.facts.commits {
        None => Err("git was not asked".to_owned()),
        Some(Err(why)) => Err(why.clone()),
        Some(Ok(commits)) if commits.since.is_none() => {
            Err("neither a release nor primum.toml says where the list of commits begins".to_owned())
        }
        Some(Ok(commits)) => Ok(held(&analysis.model, commits)),
    }
}

fn overview_of(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all = changes(page);
    let mut by: HashMap<u32, Vec<Inline>> = HashMap::new();
    for held in known(page).unwrap_or_default() {
        for record in &held.names {
            let line = by.entry(record.position()).or_default();
            if !line.is_empty() {
                line.push(Inline::Text(", ".to_owned()));
            }
            line.push(Inline::Code(short(&held.commit.hash).to_owned()));
        }
    }
    let columns = [
        field("Status", Share::Narrow, &["status"]).optional(),
        made("Why", Share::Wide, &[], |change| {
            crate::documents::writing::cells::joined(
                change.values("resolves").chain(change.values("reason")).map(crate::documents::writing::page::value_inlines),
            )
        }),
        field("Changes", Share::Normal, &["changes"]),
        made("Approved", Share::Normal, &[], agreed),
        made("Commits since the last release", Share::Normal, &[], |change| by.get(&change.position()).cloned().unwrap_or_default())
            .optional(),
        made("Verified by", Share::Normal, &[], |change| links(change.links("verified-by"))),
        field("Released in", Share::Narrow, &["released-in"]),
        made("Signatures", Share::Narrow, &[], |change| approval(analysis, change)).optional(),
    ];
    if !overview(page, "Change requests", &all, &columns) {
        page.text("There is no change request. From the first baseline on, each change of something under configuration control needs one (8.2.1).");
    }
    retired::named(page, Kind::ChangeRequest);
}

/// Who agreed, and when.
fn agreed(change: Record<'_>) -> Vec<Inline> {
    let who: Vec<&str> = change.values("approved-by").map(|value| value.text).collect();
    let when = change.text("approved").map_or_else(String::new, |day| if who.is_empty() { day.to_owned() } else { format!(", {day}") });
    let told = format!("{}{when}", who.join(", "));
    if told.is_empty() { Vec::new() } else { vec![Inline::Text(told)] }
}

fn effects(page: &mut Page<'_>) {
    let all = changes(page);
    let columns = [
        field("New causes or controls", Share::Wide, &["safety-impact"]),
        field("Effect on controls", Share::Wide, &["control-impact"]),
        field("Risk work repeated", Share::Wide, &["risk-work"]),
        field("Class", Share::Narrow, &["class-check"]).optional(),
        field("EU", Share::Narrow, &["eu-significance"]).optional(),
        field("US", Share::Narrow, &["us-significance"]).optional(),
        field("Significance in words", Share::Normal, &["regulatory-significance"]).optional(),
    ];
    if !overview(page, "What the changes mean for safety and for regulators", &all, &columns) {
        page.text("Without a change request there is nothing to be judged.");
    }
}

fn verification(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut all = table(
        "How each change is verified",
        &[
            ("Change", Share::Narrow),
            ("Title", Share::Normal),
            ("What is repeated", Share::Wide),
            ("Shown by", Share::Normal),
            ("Where it stands", Share::Narrow),
        ],
    );
    let mut unshown: Vec<Record<'_>> = Vec::new();
    for change in changes(page) {
        let proofs: Vec<Record<'_>> = change.links("verified-by").collect();
        let shown = crate::documents::writing::cells::joined(
            proofs.iter().map(|proof| if proof.kind() == Kind::Test { marks::test_link(analysis, *proof) } else { vec![link(*proof)] }),
        );
        let tests: Vec<Record<'_>> = proofs.iter().copied().filter(|proof| proof.kind() == Kind::Test).collect();
        let finished = matches!(change.text("status"), Some("implemented" | "verified" | "closed"));
        let standing: Cell = if proofs.is_empty() && matches!(change.text("status"), Some("rejected")) {
            state(Tone::Quiet, "rejected")
        } else if proofs.is_empty() {
            if finished {
                unshown.push(change);
            }
            state(if finished { Tone::Bad } else { Tone::Caution }, "nothing named")
        } else if tests.is_empty() {
            state(Tone::Good, "by review")
        } else if tests.iter().all(|test| marks::of_test(analysis, *test).0 == Tone::Good) {
            state(Tone::Good, "passed")
        } else {
            let holding = tests.iter().filter(|test| marks::of_test(analysis, **test).0 == Tone::Good).count();
            state(Tone::Caution, &format!("{holding} of {} passed now", counted(tests.len(), "test", "tests")))
        };
        let repeated = change.text("activities").unwrap_or("not stated");
        let shown = if shown.is_empty() { cell("nothing") } else { inlines(shown) };
        all.rows.push(row("", vec![inlines(vec![link(change)]), cell(&change.title()), cell(repeated), shown, standing]));
    }
    if !page.table(all) {
        page.text("Without a change request there is nothing to be verified.");
    }
    if let Some(first) = unshown.first() {
        page.missing(
            &format!("verification of {}", counted(unshown.len(), "change that is made", "changes that are made")),
            &format!("8.2.3 asks for it, and {} names no test and no review", first.id()),
            "Name what shows the change in `verified-by`.",
        );
    }
}

fn commits(page: &mut Page<'_>) {
    let list = match known(page) {
        Ok(list) => list,
        Err(why) => {
            page.missing(
                "commits since the last release",
                &why,
                "Make the document in the repository, and name the commit of the last release in its record.",
            );
            return;
        }
    };
    let mut all = table(
        "Commits since the last release, the newest first",
        &[
            ("Commit", Share::Narrow),
            ("Day", Share::Narrow),
            ("Author", Share::Normal),
            ("Subject", Share::Wide),
            ("Belongs to", Share::Normal),
            ("Paths", Share::Narrow),
        ],
    );
    for held in &list {
        let commit = held.commit;
        let mut names = inlines(links(held.names.iter().copied()));
        if !held.unknown.is_empty() {
            names = state(Tone::Caution, &format!("{} is unknown", held.unknown.join(", ")));
        } else if held.names.is_empty() {
            names = cell(if commit.is_merge() { "merge" } else { "no change request" });
        }
        let hash = Cell { text: vec![Inline::Code(short(&commit.hash).to_owned())], tone: Tone::Plain };
        all.rows.push(row(
            "",
            vec![hash, cell(&commit.day), cell(&commit.author), cell(&commit.subject), names, cell(&commit.paths.len().to_string())],
        ));
    }
    if !page.table(all) {
        page.text("There is no commit since the last release.");
    }
    if let Some(Ok(commits)) = &page.material.analysis.facts.commits {
        for lost in &commits.lost {
            page.missing(
                &format!("commit of {}", lost.release),
                &format!("the repository does not hold {}, which it names", lost.commit),
                "Fetch the whole history, or mend the record.",
            );
        }
        if commits.shallow {
            page.note(
                Tone::Caution,
                "Part of the history",
                "The older part of the history is missing in this clone, so the list may be short.",
            );
        }
    }
}

fn in_full(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    for change in changes(page) {
        page.record_with(change, 2, vec![("approval", approval(analysis, change))]);
    }
}

fn open(page: &mut Page<'_>) {
    let about = |name: &&str| name.contains("change") || name.starts_with("commit-");
    let rules: Vec<&str> = primum_rules::RULES
        .iter()
        .zip(primum_rules::FOLDERS)
        .filter(|(_, folder)| matches!(**folder, "c6_maintenance" | "c7_risk" | "c8_configuration"))
        .map(|(rule, _)| rule.name)
        .filter(about)
        .chain(["change-unsigned"])
        .collect();
    open_points::of_rules(page, &[], &rules);
}
