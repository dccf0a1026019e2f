//! Cybersecurity management plan: what is done about security during development and after release, by whom, and within which time.

use crate::documents::planning::planned;
use crate::documents::writing::cells::{in_order, ordered_links};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, row, state, table};
use crate::documents::writing::ratings::proven;
use crate::documents::{Declaration, Section};
use primum_document::{Share, Tone};
use primum_model::{Class, Kind, Record};
use primum_rules::{register, threats};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "cybersecurity-management-plan",
    title: "Cybersecurity management plan",
    purpose: "States how security is looked after in development and after release: which sources are watched, who judges, within which \
        time a vulnerability is answered, how a fix reaches the devices, and how anybody can report one.",
    clauses: &[
        "FDA cybersecurity CY-MGMT",
        "FDA cybersecurity 524B(b)(1)",
        "FDA cybersecurity 524B(b)(2)",
        "IEC 81001-5-1 4.1.2",
        "IEC 81001-5-1 6.1.1",
    ],
    sections: &[
        Section { title: "What the plan answers", write: answers },
        Section { title: "Times of response", write: times },
        Section { title: "How updates are protected", write: updates },
        Section { title: "The plan", write: plan },
        Section { title: "Open points", write: open },
    ],
};

fn answers(page: &mut Page<'_>) {
    planned::checklist(
        page,
        "security",
        "a device that can be attacked needs a plan for its security, during development and after release",
    );
}

fn plan(page: &mut Page<'_>) {
    planned::whole(page, "security");
}

/// What primum.toml holds the team to.
fn times(page: &mut Page<'_>) {
    let config = &page.material.analysis.model.config;
    let mut list = table(
        "Days from the day on which the team learned of a vulnerability",
        &[
            ("Severity", Share::Narrow),
            ("Until it is judged", Share::Narrow),
            ("Until the patch is ready", Share::Narrow),
            ("Until it is in the field", Share::Narrow),
        ],
    );
    let days = |days: Option<u32>| cell(&days.map_or_else(String::new, |days| days.to_string()));
    for one in config.response.iter().rev() {
        list.rows.push(row("", vec![cell(&one.severity), days(one.assess_days), days(one.patch_days), days(one.field_days)]));
    }
    if !page.filled(list) {
        page.missing(
            "times of response that are held against the records",
            "primum.toml states none, so nobody is told when a vulnerability waits too long; what the plan says stands under its subject timelines",
            "Write a `[[response]]` for each severity into primum.toml: `assess-days`, `patch-days`, `field-days`.",
        );
    }
    let model = &page.material.analysis.model;
    let mut gates = table(
        "From which severity a vulnerability has to be judged before anything else goes on",
        &[("Class of what uses the component", Share::Normal), ("Severity", Share::Normal)],
    );
    for class in Class::ALL {
        gates.rows.push(row("", vec![cell(class.letter()), cell(register::gate(model, class).name())]));
    }
    page.table(gates);
    let days = config.soup.database_days;
    page.text(&format!("No source of the index of advisories may be older than {days} days. What is known to be exploited has to be judged whatever its severity."));
}

/// The threats to updates, and the controls of updates with their proofs.
fn updates(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Controls of updates",
        &[
            ("Control", Share::Normal),
            ("Categories", Share::Normal),
            ("Against", Share::Normal),
            ("Shown to be in place by", Share::Normal),
            ("Shown to work by", Share::Normal),
        ],
    );
    for control in in_order(analysis.model.of(Kind::RiskControl).filter(|control| control.says("security", "updates"))) {
        list.rows.push(row(
            "",
            vec![
                inlines(crate::documents::writing::cells::titled([control])),
                inlines(crate::documents::writing::cells::values(control, "security")),
                inlines(ordered_links(control.links("controls").filter(|target| target.kind() == Kind::Threat))),
                proven(analysis, control.links("implementation-proof"), "no proof"),
                proven(analysis, control.links("effectiveness-proof"), "no proof"),
            ],
        ));
    }
    let any = page.filled(list);
    let against: Vec<Record<'_>> = in_order(analysis.model.of(Kind::Threat).filter(|threat| threat.says("scenario", "update")));
    if !against.is_empty() {
        let mut list = table("Threats to updates", &[("Threat", Share::Wide), ("Controls", Share::Wide)]);
        for threat in against {
            let controls = crate::documents::writing::cells::titled(primum_rules::risk::controls(threat));
            let controls = if controls.is_empty() { state(Tone::Bad, "none") } else { inlines(controls) };
            list.rows.push(row("", vec![inlines(crate::documents::writing::cells::titled([threat])), controls]));
        }
        page.filled(list);
    }
    if !any {
        let mut why = super::threat_model::excluded(&analysis.model, "updates");
        if why.is_empty() {
            why = super::threat_model::excluded(&analysis.model, "update");
        }
        if why.is_empty() && threats::matter(&analysis.model) {
            page.missing(
                "controls of updates",
                "no control says how an update is kept authentic and whole",
                "Write the control with `- security: updates`, or say in each software system why none is needed: `- excludes-security: updates: <reason>`.",
            );
        } else if why.is_empty() {
            page.text("No control is about updates, and nothing that could be attacked is recorded.");
        } else {
            page.block(primum_document::Block::Paragraph(why));
        }
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(page, &[], &["update-unprotected", "response-late", "vulnerability-index-old", "outdated-plan"]);
}
