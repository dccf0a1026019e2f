//! Release notes of the version under development: what is new, what was corrected, what is known to be wrong, and what follows for users.

use crate::documents::writing::marks;
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, document, inlines, link, row, table, words};
use crate::documents::writing::record_tables::{backward, field, made, overview};
use crate::documents::{Declaration, Section};
use crate::release::notes::differences;
use crate::release::overview::before;
use primum_document::{Block, Inline, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::releases::{is_out, known_problems, of_version};
use std::collections::BTreeSet;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "release-notes",
    title: "Release notes",
    purpose: "Tells what is new in the version, what was corrected in it, and what is known to be wrong with it.",
    clauses: &["IEC 62304 5.8.2", "IEC 62304 5.8.3", "IEC 62304 5.8.4", "IEC 62304 6.2.5", "FDA software SW-ANOM"],
    sections: &[
        Section { title: "Which version", write: which },
        Section { title: "What is new", write: new },
        Section { title: "Changes", write: changes },
        Section { title: "Problems that were corrected", write: corrected },
        Section { title: "Software from elsewhere", write: soup },
        Section { title: "Security", write: security },
        Section { title: "Known anomalies", write: anomalies },
        Section { title: "Records that changed", write: records },
        Section { title: "Who is told", write: told },
        Section { title: "Open points", write: open },
    ],
};

/// The record of the version under development.
fn release<'a>(page: &Page<'a>) -> Option<Record<'a>> {
    let model = &page.material.analysis.model;
    of_version(model, &model.config.product.version)
}

/// The change requests that the release brings.
fn changes_of<'a>(page: &Page<'a>) -> Vec<Record<'a>> {
    release(page).into_iter().flat_map(|release| release.linked_by("released-in")).filter(|by| by.kind() == Kind::ChangeRequest).collect()
}

fn which(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let product = &analysis.model.config.product;
    if product.version.is_empty() {
        page.missing(
            "version",
            "primum.toml names no version, so nobody knows of which these notes are",
            "Write `version` below `[product]`.",
        );
        return;
    }
    let Some(release) = release(page) else {
        page.missing(
            &format!("release record of version {}", product.version),
            "notes tell about a release, and there is none of this version",
            "Begin it with `primum new release`.",
        );
        return;
    };
    let mut fields = vec![
        (words("Product"), words(&product.name)),
        (words("Version"), words(&product.version)),
        (words("Release"), vec![link(release)]),
        (words("Safety class"), words(analysis.classes.project().letter())),
    ];
    for (name, key) in [("Released", "released"), ("Commit", "commit"), ("Reaches the user by", "delivery")] {
        if let Some(text) = release.text(key) {
            fields.push((words(name), words(text)));
        }
    }
    fields.retain(|(_, value)| *value != words(""));
    page.block(Block::Fields(fields));
    if !is_out(release) {
        page.note(
            Tone::Caution,
            "In preparation",
            "The record does not say that this version has left the house, so these notes can still change.",
        );
    }
}

fn new(page: &mut Page<'_>) {
    let said = release(page)
        .and_then(|release| Some((release, release.section("changes")?)))
        .filter(|(_, section)| !section.body.trim().is_empty());
    match said {
        Some((release, section)) => {
            let text = page.excerpt(release, section.body, (section.level + 1, 2));
            text.into_iter().for_each(|block| page.block(block));
        }
        None => page.missing(
            "what is new in words",
            "the release record has no section “Changes”, or there is no release record",
            "Write a section “Changes” in the release record.",
        ),
    }
}

fn changes(page: &mut Page<'_>) {
    let all = changes_of(page);
    let columns = [
        field("Resolves", Share::Narrow, &["resolves"]),
        field("Reason", Share::Wide, &["reason"]).optional(),
        field("Effect", Share::Wide, &["impact"]),
        field("Class", Share::Narrow, &["class-check"]).optional(),
        field("Significance in the EU", Share::Narrow, &["eu-significance"]).optional(),
        field("Significance in the US", Share::Narrow, &["us-significance"]).optional(),
        field("In words", Share::Normal, &["regulatory-significance"]).optional(),
    ];
    if !overview(page, "Changes that this version brings", &all, &columns) {
        page.text("No change request names this version in `released-in`.");
    }
}

fn corrected(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let found: BTreeSet<u32> = changes_of(page).iter().flat_map(|change| change.links("resolves")).map(Record::position).collect();
    let all: Vec<Record<'_>> = found.into_iter().map(|at| analysis.model.at(at)).collect();
    let columns = [
        field("Criticality", Share::Narrow, &["criticality"]),
        field("Was in", Share::Normal, &["affects"]),
        backward("Corrected by", Share::Normal, "resolves", &["resolved by"]),
        made("Shown by", Share::Normal, &[], |problem| marks::test_links(analysis, problem.links("verified-by"))),
        field("Status", Share::Narrow, &["status"]).optional(),
    ];
    if !overview(page, "Problems that were corrected", &all, &columns) {
        page.text("No change of this version resolves a problem report.");
    }
}

fn soup(page: &mut Page<'_>) {
    let touched: Vec<Record<'_>> =
        changes_of(page).into_iter().filter(|change| change.links("changes").any(|of| of.kind() == Kind::Soup)).collect();
    let columns = [made("Software from elsewhere", Share::Wide, &[], |change| {
        let mut line = Vec::new();
        for soup in change.links("changes").filter(|of| of.kind() == Kind::Soup) {
            if !line.is_empty() {
                line.push(Inline::Text(", ".to_owned()));
            }
            line.extend([link(soup), Inline::Text(format!(" {} {}", soup.title(), soup.text("version").unwrap_or("")))]);
        }
        line
    })];
    if !overview(page, "Changes of software from elsewhere", &touched, &columns) {
        page.text("No change request of this version changes software from elsewhere.");
    }
}

fn security(page: &mut Page<'_>) {
    let Some(release) = release(page) else {
        page.text("Without a release record nothing can be said about what it corrects.");
        return;
    };
    let all: Vec<Record<'_>> = release.linked_by("release").filter(|by| by.kind() == Kind::VulnerabilityAssessment).collect();
    let columns = [
        field("Advisory", Share::Narrow, &["advisory"]),
        field("Of", Share::Normal, &["of"]),
        field("Verdict", Share::Narrow, &["verdict"]),
        field("What is done", Share::Wide, &["action"]),
    ];
    if !overview(page, "Vulnerabilities that this version corrects", &all, &columns) {
        page.text("No vulnerability assessment names this release as the one that brings a correction.");
    }
}

/// Two tables: what is harmless by chance need not be so by intent.
fn anomalies(page: &mut Page<'_>) {
    let Some(release) = release(page) else {
        page.text("Without a release record there is no list of what remains; open problem reports stand in the list of problems.");
        return;
    };
    let listed: Vec<Record<'_>> = release.links("residual").collect();
    if listed.is_empty() {
        match release.text("no-residual-anomalies") {
            Some(how) => page.text(&format!("No anomaly is known to remain. How that was established: {how}")),
            None => page.missing(
                "list of known anomalies",
                "the record neither names one nor says how it was established that there is none (5.8.2)",
                "Name them in `residual`, or write `no-residual-anomalies`.",
            ),
        }
    }
    let columns = [
        field("Where", Share::Normal, &["located-in"]),
        field("Found by", Share::Normal, &["source"]),
        field("Cause", Share::Normal, &["cause"]),
        made("Judged for safety", Share::Wide, &[], |problem| judged(problem, "safety-evaluation")),
        field("Why it is left", Share::Normal, &["rationale"]).optional(),
        field("Who was told", Share::Normal, &["advised"]).optional(),
    ];
    overview(page, "Anomalies that remain, judged for safety", &listed, &columns);
    let columns = [
        field("Where", Share::Normal, &["located-in"]),
        made("Judged for security", Share::Wide, &[], |problem| judged(problem, "security-evaluation")),
    ];
    overview(page, "Anomalies that remain, judged for security", &listed, &columns);
    if let Some(whole) = release.text("residual-evaluation") {
        page.text(&format!("Taken together: {whole}"));
    } else if !listed.is_empty() {
        page.missing(
            "evaluation of what remains",
            "the record does not say that what remains leaves no unacceptable risk (5.8.3)",
            "Write `residual-evaluation` in the release record.",
        );
    }
    if let Some(section) = release.section("known anomalies").filter(|section| !section.body.trim().is_empty()) {
        page.heading(2, "For users");
        let text = page.excerpt(release, section.body, (section.level + 1, 3));
        text.into_iter().for_each(|block| page.block(block));
    }
    let known: Vec<Record<'_>> = known_problems(release, release.date("released")).filter(|problem| !listed.contains(problem)).collect();
    if let Some(first) = known.first() {
        page.missing(
            &format!("{} in the list", crate::facts::counted(known.len(), "open problem", "open problems")),
            &format!("it was known when the version went out, can be in it, and the record does not name it; the first is {}", first.id()),
            "Name it in `residual` of the release, or say in `affects` of the report which releases have it.",
        );
    }
    let later: Vec<Record<'_>> =
        release.linked_by("affects").filter(|problem| !listed.contains(problem) && !known.contains(problem)).collect();
    let columns = [
        field("Reported", Share::Narrow, &["reported"]),
        field("Status", Share::Narrow, &["status"]).optional(),
        field("Criticality", Share::Narrow, &["criticality"]),
    ];
    overview(page, "Problems of this version that were found later, or are resolved", &later, &columns);
}

/// What a problem report says about its evaluation, in a field or in a section.
fn judged(problem: Record<'_>, name: &'static str) -> Vec<Inline> {
    if !primum_rules::answered(problem, name) {
        return vec![Inline::State(Tone::Bad, "not judged".to_owned())];
    }
    let text = problem.text(name).or_else(|| problem.section(name).map(|section| section.body)).unwrap_or("");
    words(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn records(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let version = &analysis.model.config.product.version;
    let Some(kept) = analysis.facts.baselines.as_ref().and_then(|baselines| baselines.of(version)) else {
        page.text("There is no manifest of this version, so its records cannot be compared with those of the version before.");
        return;
    };
    let Some(before) = before(analysis, &kept.manifest) else {
        page.text(&format!(
            "There is no manifest of a version before this one; it names {}.",
            crate::facts::counted(kept.manifest.records.len(), "record", "records")
        ));
        return;
    };
    let Some(list) = differences(before, &kept.manifest) else {
        page.text(&format!("The manifest of {} has fingerprints of another algorithm, so records cannot be compared.", before.version));
        return;
    };
    let mut all = table(
        &format!("Records that changed since {}", before.version),
        &[("What", Share::Narrow), ("Record", Share::Narrow), ("Sort", Share::Normal), ("Title", Share::Wide)],
    );
    for (happened, record) in list {
        let id = match analysis.model.find(&record.id).filter(|found| found.id() == record.id) {
            Some(found) => inlines(vec![link(found)]),
            None => cell(&record.id),
        };
        all.rows.push(row("", vec![cell(happened.name()), id, cell(&record.kind), cell(&record.title)]));
    }
    if !page.table(all) {
        page.text(&format!("No record changed since {}.", before.version));
    }
}

fn told(page: &mut Page<'_>) {
    let all = changes_of(page);
    let columns = [field("Users and authorities", Share::Wide, &["notification"])];
    if !overview(page, "Who is told about each change", &all, &columns) {
        page.text("No change request of this version says whom to tell.");
    }
    page.block(Block::Paragraph(vec![
        Inline::Text("Older versions are in the ".to_owned()),
        document("version-history", "version history"),
        Inline::Text(".".to_owned()),
    ]));
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "open-problem-missing-from-release",
            "residual-anomaly-unevaluated",
            "residual-anomaly-without-security-evaluation",
            "release-without-anomaly-list",
            "release-with-unfinished-change",
        ],
    );
}
