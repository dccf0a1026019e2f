//! Software description: what the software is for, what it does, what goes in and out, what it runs on and what it contains.

use crate::documents::writing::cells::{all, first_links, named, said, together};
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, state, table, words};
use crate::documents::{Declaration, Section};
use primum_document::{Block, Inline, Share, Tone};
use primum_model::{Kind, Record};
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "software-description",
    title: "Software description",
    purpose: "Describes the software to somebody who has never seen it: purpose, users and environment, significant functions, inputs and outputs, \
        platform, software from others, and what has changed.",
    clauses: &["FDA software SW-DESC", "MDR Annex I 17.2"],
    sections: &[
        Section { title: "Purpose, users and environment", write: purpose },
        Section { title: "Software systems", write: systems },
        Section { title: "Significant functions", write: functions },
        Section { title: "Inputs and outputs", write: inputs },
        Section { title: "Platform", write: platform },
        Section { title: "Software from others", write: others },
        Section { title: "Changes by release", write: changes },
        Section { title: "Other functions", write: other_functions },
    ],
};

fn purpose(page: &mut Page<'_>) {
    let uses = all(page, Kind::IntendedUse);
    if uses.is_empty() {
        page.missing("intended use", "everything else follows from what the product is for", "Write it with `primum new IU`.");
    }
    for record in &uses {
        page.record(*record, 2);
    }
    for (field, what) in [
        ("medical-purpose", "medical purpose"),
        ("users", "users"),
        ("patients", "patients"),
        ("use-environment", "environment of use"),
        ("operating-principle", "overview of operation"),
    ] {
        if !uses.is_empty() && !uses.iter().any(|record| primum_rules::answered(*record, field)) {
            let remedy = format!("Write {field} into {}.", uses.first().map_or("the intended use", |record| record.id()));
            page.missing(what, "no intended use says it", &remedy);
        }
    }
}

fn systems(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Software systems",
        &[
            ("System", Share::Normal),
            ("Version", Share::Narrow),
            ("Class", Share::Narrow),
            ("Released as", Share::Normal),
            ("Made of", Share::Normal),
            ("Rationale of the class", Share::Wide),
        ],
    );
    for system in analysis.model.of(Kind::SoftwareSystem) {
        list.rows.push(row(
            "",
            vec![
                named(system),
                cell(system.text("version").unwrap_or("")),
                cell(analysis.classes.of(system).letter()),
                inlines(links(system.linked_by("of").filter(|record| record.kind() == Kind::Release))),
                inlines(first_links(system.linked_by("part-of"), 12)),
                inlines(said(page, system, "rationale")),
            ],
        ));
    }
    if !page.filled(list) {
        page.missing("software systems", "nothing says what the software is as a whole", "Write one with `primum new SW`.");
    }
}

/// How many records are named of each category.
const SHOWN: usize = 12;

fn functions(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut needs = table("What users need", &[("Need", Share::Wide), ("User group", Share::Normal), ("Priority", Share::Narrow)]);
    for need in model.of(Kind::UserNeed) {
        let cells = vec![named(need), inlines(said(page, need, "user-group")), cell(need.text("priority").unwrap_or(""))];
        needs.rows.push(row("", cells));
    }
    let any_need = page.filled(needs);
    let mut claims =
        table("What the labelling claims", &[("Claim", Share::Wide), ("Source", Share::Normal), ("Made true by", Share::Normal)]);
    for claim in model.of(Kind::Claim) {
        let cells = vec![named(claim), inlines(said(page, claim, "source")), inlines(links(claim.links("realised-by")))];
        claims.rows.push(row("", cells));
    }
    let any_claim = page.filled(claims);
    let mut by: BTreeMap<&str, Vec<Record<'_>>> = BTreeMap::new();
    for requirement in model.of(Kind::SoftwareRequirement) {
        let said: BTreeSet<&str> = requirement.values("category").map(|value| value.text).collect();
        for category in &said {
            by.entry(category).or_default().push(requirement);
        }
        if said.is_empty() {
            by.entry("without a category").or_default().push(requirement);
        }
    }
    let mut list =
        table("Software requirements by category", &[("Category", Share::Normal), ("Requirements", Share::Narrow), ("Which", Share::Wide)]);
    for (category, of) in by {
        list.rows.push(row("", vec![cell(category), cell(&of.len().to_string()), inlines(first_links(of, SHOWN))]));
    }
    if !page.table(list) && !any_need && !any_claim {
        let why = "there are no user needs, claims or software requirements";
        page.missing("functions of the software", why, "Write the first with `primum new SRS`.");
    }
}

fn inputs(page: &mut Page<'_>) {
    let outside = page.material.analysis.model.of(Kind::Interface).filter(|interface| interface.value("external").is_some());
    let mut list = table(
        "Interfaces to the outside",
        &[
            ("Interface", Share::Normal),
            ("Partner outside", Share::Normal),
            ("Software", Share::Normal),
            ("Reached by", Share::Narrow),
            ("What crosses", Share::Wide),
            ("Protocol and format", Share::Normal),
            ("When the partner is late, silent or wrong", Share::Wide),
        ],
    );
    list.wide = true;
    for interface in outside {
        list.rows.push(row(
            "",
            vec![
                named(interface),
                inlines(said(page, interface, "external")),
                inlines(links(interface.links("between"))),
                inlines(said(page, interface, "channel")),
                inlines(said(page, interface, "carries")),
                inlines(together(page, interface, &[("protocol", ""), ("format", "")])),
                inlines(said(page, interface, "errors")),
            ],
        ));
    }
    if !page.filled(list) {
        page.missing(
            "inputs and outputs",
            "no interface names a partner outside of the software",
            "Write `primum new IF` for each, with `external`, `carries` and `format`.",
        );
    }
}

fn platform(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let needed: Vec<Record<'_>> = analysis.model.of(Kind::Soup).filter(|soup| soup.value("environment").is_some()).collect();
    if needed.is_empty() {
        page.missing(
            "hardware platform and operating system",
            "no SOUP record says which hardware and software it needs to run",
            "Write `environment` into the records of operating system, runtime and drivers (`primum new SOUP`).",
        );
    } else {
        let mut list =
            table("What the software needs to run", &[("Component", Share::Normal), ("Hardware and software it needs", Share::Wide)]);
        for soup in needed {
            list.rows.push(row("", vec![named(soup), inlines(said(page, soup, "environment"))]));
        }
        page.table(list);
    }
    match analysis.facts.store.as_ref().map(|store| &store.statements) {
        Some(statements) => {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for statement in statements.iter().filter(|statement| !statement.environment.is_empty()) {
                *counts.entry(&statement.environment).or_default() += 1;
            }
            let mut list =
                table("Configurations on which evidence was recorded", &[("Configuration", Share::Wide), ("Statements", Share::Narrow)]);
            for (environment, count) in counts {
                list.rows.push(row("", vec![cell(environment), cell(&count.to_string())]));
            }
            if !page.table(list) {
                page.text("No evidence names the configuration on which it was recorded.");
            }
        }
        None => page.text("On which configurations the software was tested is not known: the store of evidence was not looked at."),
    }
    let mut tools = table(
        "Tools that make the software",
        &[("Tool", Share::Normal), ("Version", Share::Narrow), ("Supplier", Share::Normal), ("Purpose", Share::Wide)],
    );
    for tool in analysis.model.of(Kind::Tool) {
        let cells = vec![
            named(tool),
            cell(tool.text("version").unwrap_or("")),
            cell(tool.text("supplier").unwrap_or("")),
            inlines(said(page, tool, "purpose")),
        ];
        tools.rows.push(row("", cells));
    }
    page.filled(tools);
    let Some(tree) = &analysis.facts.tree else {
        page.missing("programming languages", "the source was not looked at", "Make this document where the source is.");
        return;
    };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for file in &tree.files {
        *counts.entry(file.language).or_default() += 1;
    }
    let mut list = table("Programming languages", &[("Language", Share::Normal), ("Source files", Share::Narrow)]);
    for (language, count) in counts {
        list.rows.push(row("", vec![cell(language), cell(&count.to_string())]));
    }
    if !page.table(list) {
        page.missing(
            "programming languages",
            "there is no source file in a language that is known",
            "Say in `primum.toml` where source lies.",
        );
    }
}

fn others(page: &mut Page<'_>) {
    let mut list = table(
        "Software from others",
        &[
            ("Component", Share::Normal),
            ("Version", Share::Narrow),
            ("Supplier", Share::Normal),
            ("What it is used for", Share::Wide),
            ("What it must do", Share::Wide),
            ("Support", Share::Narrow),
            ("Support ends", Share::Narrow),
        ],
    );
    list.wide = true;
    for soup in page.material.analysis.model.of(Kind::Soup) {
        list.rows.push(row(
            "",
            vec![
                named(soup),
                inlines(said(page, soup, "version")),
                cell(soup.text("supplier").unwrap_or("")),
                inlines(said(page, soup, "purpose")),
                inlines(said(page, soup, "function")),
                cell(soup.text("support").unwrap_or("")),
                inlines(said(page, soup, "support-ends")),
            ],
        ));
    }
    if !page.filled(list) {
        crate::documents::writing::asked::nothing(
            page,
            "components from others",
            &["5.3.3"],
            "Write each with `primum new SOUP`, or attest that there is none.",
        );
    }
}

fn changes(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut releases: Vec<Record<'_>> = model.of(Kind::Release).collect();
    releases.sort_by(|a, b| b.date("released").cmp(&a.date("released")).then(a.position().cmp(&b.position())));
    let mut list = table(
        "Releases, the latest first",
        &[
            ("Release", Share::Normal),
            ("Version", Share::Narrow),
            ("Released", Share::Narrow),
            ("Changes", Share::Normal),
            ("What is new", Share::Wide),
        ],
    );
    for release in releases {
        let day = release.text("released").map_or_else(|| state(Tone::Caution, "not released"), cell);
        list.rows.push(row(
            "",
            vec![
                named(release),
                cell(release.text("version").unwrap_or("")),
                day,
                inlines(links(release.linked_by("released-in"))),
                inlines(said(page, release, "changes")),
            ],
        ));
    }
    if page.filled(list) {
        page.text("The records do not say which release a former submission was about; compare with the release that was submitted.");
    } else {
        page.missing(
            "releases",
            "without them nobody can tell what has changed since a former submission",
            "Write the release with `primum new REL`.",
        );
    }
}

fn other_functions(page: &mut Page<'_>) {
    let answers: Vec<Record<'_>> =
        page.material.analysis.model.of(Kind::Qualification).filter(|record| record.value("excluded-function").is_some()).collect();
    if answers.is_empty() {
        page.missing(
            "functions that are no device functions",
            "no qualification says whether the product has any",
            "Answer `excluded-function` in the qualification for the United States (`primum new QUA`).",
        );
        return;
    }
    for record in answers {
        let said = record.text("excluded-function").unwrap_or("");
        let mut text = vec![link(record)];
        text.extend(words(": whether it does nothing but what US law takes out of the devices is answered with "));
        text.push(Inline::Strong(words(said)));
        text.push(Inline::Text(".".to_owned()));
        page.block(Block::Paragraph(text));
    }
}
