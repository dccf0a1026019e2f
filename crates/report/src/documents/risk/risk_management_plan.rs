//! Risk management plan: how risks are estimated, which are acceptable, who decides, and what the plans say about the work.

use crate::documents::planning::planned;
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, row, state, table};
use crate::documents::writing::ratings::region;
use crate::documents::{Declaration, Section};
use primum_document::{Cell, Share, Tone};
use primum_model::Injury;
use primum_model::scales::{Criteria, Scale, ScaleLevel};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "risk-management-plan",
    title: "Risk management plan",
    purpose: "States how the risks of the device are estimated, by which criteria they are accepted, how controls are verified, how the \
        overall residual risk is judged, and who is responsible.",
    clauses: &["ISO 14971 4.4", "IEC 62304 5.1.7"],
    sections: &[
        Section { title: "What the plan answers", write: answers },
        Section { title: "Scales", write: scales },
        Section { title: "Criteria of acceptability", write: criteria },
        Section { title: "Who may sign as what", write: roles },
        Section { title: "The plan", write: plan },
        Section { title: "Open points", write: open },
    ],
};

fn answers(page: &mut Page<'_>) {
    planned::checklist(page, "risk", "ISO 14971 4.4 asks for a risk management plan, and IEC 62304 5.1.7 for one of the software");
}

fn plan(page: &mut Page<'_>) {
    planned::whole(page, "risk");
}

/// A limit as people write it: `1e-6`, `0.4`.
fn limit(below: f64) -> String {
    if below != 0.0 && below.abs() < 0.001 { format!("{below:e}") } else { below.to_string() }
}

fn injury(level: &ScaleLevel) -> Cell {
    match level.injury {
        Some(Injury::None) => cell("no injury"),
        Some(Injury::NonSerious) => cell("not serious"),
        Some(Injury::Serious) => cell("death or serious injury"),
        None => state(Tone::Bad, "not stated"),
    }
}

/// One scale, the highest level first; no is returned where it has no level.
pub(in crate::documents) fn scale(page: &mut Page<'_>, caption: &str, scale: &Scale) -> bool {
    let is_severity = std::ptr::eq(scale, &raw const page.material.analysis.model.config.scales.severity);
    let limits = scale.levels.iter().any(|level| level.below.is_some());
    let mut columns = vec![("Level", Share::Narrow)];
    if limits {
        columns.push(("Below", Share::Narrow));
    }
    if is_severity {
        columns.push(("Injury, for the safety class", Share::Normal));
    }
    columns.push(("Meaning", Share::Wide));
    let mut list = table(caption, &columns);
    for level in scale.levels.iter().rev() {
        let mut cells = vec![cell(&level.name)];
        if limits {
            cells.push(cell(&level.below.map_or_else(String::new, limit)));
        }
        if is_severity {
            cells.push(injury(level));
        }
        cells.push(cell(&level.meaning));
        list.rows.push(row("", cells));
    }
    page.filled(list)
}

fn scales(page: &mut Page<'_>) {
    let scales = &page.material.analysis.model.config.scales;
    page.text(
        "Where failure of software is part of a sequence of events, that failure is taken as certain (IEC 62304 4.3): the probability \
         is that of the harm once it has happened.",
    );
    if !scale(page, "Severity of harm", &scales.severity) {
        page.missing(
            "the scale of severity",
            "without it no risk can be estimated, and the software stays class C",
            "Write a `[[severity]]` for each level into primum.toml, with the injury that it stands for.",
        );
    } else if scales.severity.levels.iter().any(|level| level.injury.is_none()) {
        page.missing(
            "the injury that each severity stands for",
            "the software safety class follows from it (IEC 62304 4.3)",
            "Say `injury` in each `[[severity]]` of primum.toml: none, non-serious or serious.",
        );
    }
    if !scale(page, "Probability of harm", &scales.probability) {
        page.missing(
            "the scale of probability",
            "without it no risk can be estimated",
            "Write a `[[probability]]` for each level into primum.toml.",
        );
    }
    if !scales.p1.is_empty() || !scales.p2.is_empty() {
        page.text("Probability may be estimated in two steps: P1 that the hazardous situation arises, and P2 that it leads to harm.");
        for (parts, caption, name) in
            [(&scales.p1, "P1, that the situation arises", "p1"), (&scales.p2, "P2, that the situation leads to harm", "p2")]
        {
            if !scale(page, caption, parts) {
                page.missing(
                    &format!("the scale of {}", name.to_uppercase()),
                    "the other of the two is there, and neither says anything alone",
                    &format!("Write a `[[{name}]]` for each level into primum.toml."),
                );
            }
        }
        combination(page);
    }
    if !scale(page, "Exploitability", &scales.exploitability) {
        page.text("primum.toml has no scale of exploitability: no security risk is rated by it.");
    }
}

/// Which probability follows from P1 and P2.
fn combination(page: &mut Page<'_>) {
    let scales = &page.material.analysis.model.config.scales;
    let mut columns = vec![("P1 \\ P2", Share::Narrow)];
    columns.extend(scales.p2.names().map(|name| (name, Share::Narrow)));
    let mut grid = table("Probability of harm that follows from P1 and P2", &columns);
    let mut unknown = 0;
    for (p1, level) in scales.p1.levels.iter().enumerate().rev() {
        let mut cells = vec![cell(&level.name)];
        for p2 in 0..scales.p2.levels.len() {
            cells.push(match scales.combine(p1, p2) {
                Some(at) => cell(scales.probability.name(at)),
                None => state(Tone::Bad, "not stated"),
            });
            unknown += usize::from(scales.combine(p1, p2).is_none());
        }
        grid.rows.push(row("", cells));
    }
    page.table(grid);
    if unknown > 0 {
        page.missing(
            "the probability that follows from some pairs of P1 and P2",
            &format!("{unknown} pairs have none"),
            "Write a `[[combination]]` for each P1 into primum.toml, or limits (`below`) that multiply.",
        );
    }
}

fn criteria(page: &mut Page<'_>) {
    let scales = &page.material.analysis.model.config.scales;
    page.text(
        "Acceptable: as it is. Investigate: only once a person has judged, with a reason, that the risk is reduced as far as possible. \
         Unacceptable: only where the benefit is judged to outweigh it. A cell without a word has no criterion, and a risk there is not \
         known to be acceptable.",
    );
    if !matrix(page, "Risks: severity by probability of harm", &scales.probability, &scales.acceptability) {
        page.missing(
            "criteria of acceptability",
            "ISO 14971 4.4 d asks for them, also where the probability cannot be estimated",
            "Write an `[[acceptability]]` for each severity into primum.toml.",
        );
    }
    if !matrix(page, "Security risks: severity by exploitability", &scales.exploitability, &scales.security) {
        let model = &page.material.analysis.model;
        if primum_rules::threats::matter(model) {
            page.missing(
                "criteria of acceptability for security risks",
                "the software can be attacked, and security risks are judged by exploitability, not by probability",
                "Write the scale `[[exploitability]]` and a `[[security]]` for each severity into primum.toml.",
            );
        } else {
            page.text("No criteria for security risks: no threat and no way in from outside is recorded.");
        }
    }
}

/// A matrix of criteria, the worst severity first; no is returned where there are no criteria.
pub(in crate::documents) fn matrix(page: &mut Page<'_>, caption: &str, other: &Scale, criteria: &Criteria) -> bool {
    if criteria.is_empty() {
        return false;
    }
    let severity = &page.material.analysis.model.config.scales.severity;
    let mut columns = vec![("Severity", Share::Narrow)];
    columns.extend(other.names().map(|name| (name, Share::Narrow)));
    let mut grid = table(caption, &columns);
    for (at, level) in severity.levels.iter().enumerate().rev() {
        let mut cells = vec![cell(&level.name)];
        cells.extend((0..other.levels.len()).map(|column| match criteria.at(at, column) {
            None => Cell { text: Vec::new(), tone: Tone::Bad },
            stated => region(stated),
        }));
        grid.rows.push(row("", cells));
    }
    page.table(grid)
}

fn roles(page: &mut Page<'_>) {
    let people = &page.material.analysis.model.config.people;
    let mut list = table(
        "Roles",
        &[("Role", Share::Normal), ("Person", Share::Normal), ("From", Share::Narrow), ("Until", Share::Narrow), ("Rests on", Share::Wide)],
    );
    let day = |day: Option<primum_model::Date>| cell(&day.map_or_else(String::new, |day| day.to_string()));
    for role in &people.roles {
        let name = people.people.iter().find(|person| person.address == role.person).map_or(role.person.as_str(), |person| &person.name);
        list.rows.push(row("", vec![cell(&role.role), cell(name), day(role.period.from), day(role.period.until), cell(&role.basis)]));
    }
    if !page.filled(list) {
        page.text("primum.toml names nobody who signs. Who is responsible stands in the plan, under the subject responsibilities.");
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &["risk-plan-incomplete", "outdated-plan", "no-acceptability-criteria", "no-security-criteria", "plan-below-highest-class"],
    );
}
