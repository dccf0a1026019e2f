//! Threat model: what could be attacked, by which way in, across which boundary, by what kind of threat, and what stands against it.

use crate::documents::writing::cells::{in_order, ordered_links, titled, values};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table, words};
use crate::documents::writing::retired;
use crate::documents::{Declaration, Section, figures};
use crate::facts::counted;
use primum_document::{Block, Cell, Inline, Share, Tone};
use primum_model::{Kind, Model, Record};
use primum_rules::confirmations::confirmation;
use primum_rules::{risk, threats};
use std::collections::BTreeMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "threat-model",
    title: "Threat model",
    purpose: "Shows what of the product could be attacked and how: assets, ways in and the boundaries that they cross, threats by kind and \
        by scenario, and the controls against each.",
    clauses: &["FDA cybersecurity CY-TM", "IEC 81001-5-1 7.1.1", "IEC 81001-5-1 7.2"],
    sections: &[
        Section { title: "Scope", write: scope },
        Section { title: "Ways in and trust boundaries", write: boundaries },
        Section { title: "Assets", write: assets },
        Section { title: "Overview of the threats", write: overview },
        Section { title: "Kinds of threat at each way in", write: kinds },
        Section { title: "Scenarios", write: scenarios },
        Section { title: "Threats", write: all },
        Section { title: "Open points", write: open },
    ],
};

fn scope(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let model = &analysis.model;
    let systems: Vec<Record<'_>> = model.of(Kind::SoftwareSystem).collect();
    if systems.is_empty() {
        page.missing("software systems", "without one nobody knows what is attacked", "Write the first with `primum new SW`.");
    } else {
        page.block(Block::Paragraph([words("The model is about: "), titled(systems.iter().copied())].concat()));
    }
    let count = model.of(Kind::Threat).len();
    page.text(&format!(
        "{}, {}.",
        counted(count, "threat", "threats"),
        counted(model.of(Kind::Interface).len(), "interface", "interfaces")
    ));
    if count == 0 {
        page.missing(
            "threats",
            "nobody has written what an attacker could do; security that matters to nobody is said with reasons, not with silence",
            "Write the first with `primum new THR`, or say in each way in why nobody can attack through it (`no-threat`).",
        );
    }
    page.figure("Ways in, trust boundaries and threats", figures::threats(analysis));
    let mut excluded = table(
        "What is excluded, with reasons",
        &[("System", Share::Narrow), ("Scenario or category", Share::Normal), ("Why it cannot occur or is not needed", Share::Wide)],
    );
    for system in &systems {
        for one in threats::exclusions(*system) {
            let reason = if one.reason.is_empty() { state(Tone::Bad, "no reason") } else { cell(one.reason) };
            excluded.rows.push(row("", vec![inlines(vec![link(*system)]), cell(one.word), reason]));
        }
    }
    page.filled(excluded);
    let confirmed = confirmation(model, "security risks complete");
    match (confirmed.review, confirmed.short) {
        _ if count == 0 => {}
        (Some(review), _) => {
            let held = format!(", held {}.", review.text("held").unwrap_or(""));
            page.block(Block::Paragraph(
                [words("That the threats are all that matter is confirmed in "), vec![link(review)], words(&held)].concat(),
            ));
        }
        (None, short) => page.missing(
            "the confirmation that the security risks are complete",
            &short.map_or_else(|| "no review says so".to_owned(), |(review, why)| format!("{} would say so, but it {why}", review.id())),
            "Go through the threats with people who know the attacks, and write a review with `- confirms: security risks complete`.",
        ),
    }
}

fn boundaries(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    page.text(
        "A trust boundary runs wherever an interface leads out of the software: to a partner outside, or through a channel that others \
         can reach. Interfaces between parts of the software cross none as long as both parts are trusted alike.",
    );
    let mut list = table(
        "Interfaces that cross a trust boundary, and what flows through them",
        &[
            ("ID", Share::Narrow),
            ("Way in", Share::Normal),
            ("Inside", Share::Normal),
            ("Outside", Share::Normal),
            ("Channel", Share::Narrow),
            ("Protocol", Share::Normal),
            ("Format", Share::Normal),
            ("What flows", Share::Wide),
            ("Threats", Share::Normal),
        ],
    );
    list.wide = true;
    let mut inside = 0;
    for interface in in_order(model.of(Kind::Interface)) {
        if !threats::is_exposed(interface) {
            inside += 1;
            continue;
        }
        let mut against = ordered_links(attacks(interface));
        if threats::is_called_safe(interface) {
            against.extend(if against.is_empty() { Vec::new() } else { vec![Inline::Break] });
            against.extend(words("nobody can attack through it: "));
            against.extend(crate::documents::writing::cells::said(page, interface, "no-threat"));
        }
        let channel = values(interface, "channel");
        list.rows.push(row(
            "",
            vec![
                inlines(vec![link(interface)]),
                cell(&interface.title()),
                inlines(ordered_links(interface.links("between"))),
                inlines(values(interface, "external")),
                if channel.is_empty() { state(Tone::Bad, "not stated") } else { inlines(channel) },
                inlines(values(interface, "protocol")),
                inlines(values(interface, "format")),
                inlines(values(interface, "carries")),
                if against.is_empty() { state(Tone::Bad, "none, and nobody says why") } else { inlines(against) },
            ],
        ));
    }
    if !page.filled(list) {
        if model.of(Kind::Interface).len() == 0 {
            page.missing(
                "interfaces",
                "no record says how the software is reached from outside",
                "Write each with `primum new IF`, with its partner outside and its channel.",
            );
        } else {
            page.text("No interface leads out of the software.");
        }
    }
    if inside > 0 {
        page.text(&format!("{} inside the software; the architecture has them.", counted(inside, "interface stays", "interfaces stay")));
    }
}

/// The threats that come in here, each once.
fn attacks<'m>(interface: Record<'m>) -> Vec<Record<'m>> {
    let mut list: Vec<Record<'m>> = interface.linked_by("entry-point").filter(|by| by.kind() == Kind::Threat).collect();
    list.sort_by_key(|threat| threat.position());
    list.dedup();
    list
}

fn assets(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut by_asset: BTreeMap<&str, Vec<Record<'_>>> = BTreeMap::new();
    for threat in in_order(model.of(Kind::Threat)) {
        for asset in threat.values("asset") {
            by_asset.entry(asset.text).or_default().push(threat);
        }
    }
    let mut list =
        table("What could be attacked", &[("Asset", Share::Normal), ("Threats", Share::Wide), ("Situations that can follow", Share::Wide)]);
    for (asset, of) in by_asset {
        let mut situations: Vec<Record<'_>> = of.iter().flat_map(|threat| threat.links("leads-to")).collect();
        situations.sort_by_key(|situation| situation.position());
        situations.dedup();
        list.rows.push(row("", vec![cell(asset), inlines(ordered_links(of)), inlines(ordered_links(situations))]));
    }
    if !page.filled(list) {
        page.missing("assets", "no threat says what is attacked", "Say it in `asset` of each threat.");
    }
}

fn overview(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut list = table(
        "Threats",
        &[
            ("ID", Share::Narrow),
            ("Threat", Share::Normal),
            ("Asset", Share::Normal),
            ("Comes in through", Share::Narrow),
            ("Kind", Share::Normal),
            ("Scenario", Share::Normal),
            ("Leads to", Share::Normal),
            ("Controls", Share::Wide),
        ],
    );
    list.wide = true;
    for threat in in_order(model.of(Kind::Threat)) {
        let or = |text: Vec<Inline>, without: &str| if text.is_empty() { state(Tone::Bad, without) } else { inlines(text) };
        list.rows.push(row(
            "",
            vec![
                inlines(vec![link(threat)]),
                cell(&threat.title()),
                or(values(threat, "asset"), "not stated"),
                or(ordered_links(threat.links("entry-point")), "not stated"),
                or(values(threat, "stride"), "not stated"),
                inlines(values(threat, "scenario")),
                effect(page, threat),
                or(titled(risk::controls(threat)), "none"),
            ],
        ));
    }
    if !page.filled(list) {
        page.text("There is none.");
    }
}

/// The situations that a threat leads to, or why it leads to none.
pub(in crate::documents) fn effect(page: &Page<'_>, threat: Record<'_>) -> Cell {
    let situations = ordered_links(threat.links("leads-to").filter(|to| !to.is_retired()));
    if !situations.is_empty() {
        return inlines(situations);
    }
    let why = crate::documents::writing::cells::said(page, threat, "no-safety-effect");
    if why.is_empty() { state(Tone::Bad, "not stated") } else { inlines([words("no effect on safety: "), why].concat()) }
}

/// Way in by kind of threat.
fn kinds(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let kinds = threats::words(model, Kind::Threat, "stride");
    let mut columns = vec![("Way in", Share::Normal)];
    columns.extend(kinds.iter().map(|kind| (*kind, Share::Narrow)));
    columns.push(("no kind stated", Share::Narrow));
    let mut grid = table("Threats by way in and kind", &columns);
    let rest: Vec<Record<'_>> = model.of(Kind::Threat).filter(|threat| threat.links("entry-point").next().is_none()).collect();
    let of_kinds = |of: &[Record<'_>]| -> Vec<Cell> {
        let mut cells: Vec<Cell> =
            kinds.iter().map(|kind| inlines(ordered_links(of.iter().copied().filter(|threat| threat.says("stride", kind))))).collect();
        cells.push(inlines(ordered_links(of.iter().copied().filter(|threat| threat.value("stride").is_none()))));
        cells
    };
    for interface in in_order(model.of(Kind::Interface)) {
        let of = attacks(interface);
        if of.is_empty() && !threats::is_open(interface) {
            continue;
        }
        let mut cells = vec![inlines(titled([interface]))];
        cells.extend(of_kinds(&of));
        grid.rows.push(row("", cells));
    }
    if !rest.is_empty() {
        let mut cells = vec![state(Tone::Bad, "no way in stated")];
        cells.extend(of_kinds(&rest));
        grid.rows.push(row("", cells));
    }
    let unseen: Vec<&str> = kinds
        .iter()
        .copied()
        .filter(|kind| model.of(Kind::Threat).len() > 0 && !model.of(Kind::Threat).any(|threat| threat.says("stride", kind)))
        .collect();
    if !page.filled(grid) {
        page.text("There is neither a threat nor an open way in.");
    }
    if !unseen.is_empty() {
        page.note(
            Tone::Caution,
            "No threat",
            &format!("No threat is of the kind {}. Whether none is possible is for those who review the model.", unseen.join(", ")),
        );
    }
}

fn scenarios(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut list =
        table("Scenarios of attack", &[("Scenario", Share::Normal), ("Threats", Share::Wide), ("Excluded, because", Share::Wide)]);
    let mut open = Vec::new();
    for scenario in threats::words(model, Kind::Threat, "scenario") {
        let of: Vec<Record<'_>> = in_order(model.of(Kind::Threat).filter(|threat| threat.says("scenario", scenario)));
        let why = excluded(model, scenario);
        let lacking = of.is_empty() && model.of(Kind::SoftwareSystem).any(|system| !excludes(system, scenario));
        let lacking = lacking || (of.is_empty() && model.of(Kind::SoftwareSystem).len() == 0);
        open.extend(lacking.then_some(scenario));
        let shown = if lacking && why.is_empty() { state(Tone::Bad, "neither threat nor reason") } else { inlines(why) };
        list.rows.push(row("", vec![cell(scenario), inlines(ordered_links(of)), shown]));
    }
    page.filled(list);
    if !open.is_empty() {
        page.missing(
            "threats in some scenarios",
            &format!("nobody says what could happen in: {}", open.join(", ")),
            "Write the threats with `- scenario: …`, or say why none can occur: `- excludes-security: <scenario>: <reason>` in each software system.",
        );
    }
}

fn excludes(system: Record<'_>, word: &str) -> bool {
    threats::exclusions(system).any(|one| one.word == word && !one.reason.is_empty())
}

/// Why systems exclude a scenario or a category.
pub(in crate::documents) fn excluded(model: &Model, word: &str) -> Vec<Inline> {
    let mut text = Vec::new();
    for system in model.of(Kind::SoftwareSystem) {
        for one in threats::exclusions(system).filter(|one| one.word == word && !one.reason.is_empty()) {
            text.extend(if text.is_empty() { Vec::new() } else { vec![Inline::Break] });
            text.push(link(system));
            text.extend(words(&format!(": {}", one.reason)));
        }
    }
    text
}

fn all(page: &mut Page<'_>) {
    let records: Vec<Record<'_>> = in_order(page.material.analysis.model.of(Kind::Threat));
    if records.is_empty() {
        page.text("There is none.");
    }
    records.into_iter().for_each(|threat| page.record(threat, 2));
    retired::named(page, Kind::Threat);
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "interface-missing-from-threat-model",
            "attacked-interface-called-safe",
            "interface-without-channel",
            "threat-incomplete",
            "threat-without-stride",
            "threat-without-control",
            "threat-outside-safety-risk-file",
            "threatened-situation-without-software",
            "unfounded-security-exclusion",
            "update-unprotected",
            "security-risks-unconfirmed",
            "cyber-device-denied",
        ],
    );
}
