//! Security risk assessment: how exploitable each threat is and how bad its harm, before and after controls, and whether that is accepted.

use super::security_test_report;
use crate::documents::planning::planned;
use crate::documents::risk::{risk_management_plan, risk_management_report};
use crate::documents::writing::cells::{in_order, ordered_links, said, sort_by_id, values};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table, words};
use crate::documents::writing::ratings::{judged, level, region, stands};
use crate::documents::{Declaration, Section, anchor, figures};
use crate::facts::counted;
use crate::risk::{MOMENTS, Row, ThreatRow, matrices};
use primum_document::{Inline, Share, Target, Tone};
use primum_model::{Acceptability, Kind};
use primum_rules::Analysis;
use primum_rules::confirmations::confirmation;
use primum_rules::register::{Judged, scan_of};
use std::collections::HashMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "security-risk-assessment",
    title: "Security risk assessment",
    purpose: "Rates each threat by exploitability and by the severity of the harm that it can lead to, before and after controls, says \
        whether what remains is acceptable, and links each to the safety risks that it can cause.",
    clauses: &["FDA cybersecurity CY-CRA", "FDA cybersecurity CY-SRMR", "FDA cybersecurity CY-TRACE", "IEC 81001-5-1 7.2"],
    sections: &[
        Section { title: "Conclusion", write: conclusion },
        Section { title: "Method and criteria", write: method },
        Section { title: "Assessment", write: assessment },
        Section { title: "Threats before and after controls", write: counts },
        Section { title: "Risks that are not acceptable as they are", write: unacceptable },
        Section { title: "Effect on safety", write: safety },
        Section { title: "Open points", write: open },
    ],
};

/// What security risk management came to, put together from the other documents.
fn conclusion(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let model = &analysis.model;
    let mut list =
        table("What the assessment concludes", &[("Statement", Share::Wide), ("Standing", Share::Normal), ("Shown by", Share::Normal)]);
    let plans = planned::covering(page, "security");
    let is_planned = plans.iter().any(|plan| !plan.says("status", "draft"));
    let said = |good: bool, yes: &str, no: &str| judged(good, if good { yes } else { no });
    list.rows.push(row("", vec![cell("There is a plan for security"), said(is_planned, "yes", "no"), inlines(ordered_links(plans))]));
    let confirmed = confirmation(model, "security risks complete").review;
    let standing = match confirmed {
        Some(review) => judged(true, &format!("confirmed {}", review.text("held").unwrap_or(""))),
        None => judged(false, "not confirmed"),
    };
    list.rows.push(row("", vec![cell("The threats are all that matter"), standing, inlines(confirmed.map(link).into_iter().collect())]));
    let mut threats = (0, 0);
    for one in ThreatRow::all(model) {
        threats = (threats.0 + 1, threats.1 + usize::from(one.standing.open));
    }
    let told = match threats {
        (0, _) => "no threat is recorded".to_owned(),
        (all, 0) => format!("yes, {}", counted(all, "threat", "threats")),
        (all, open) => format!("{open} of {} open", counted(all, "threat", "threats")),
    };
    let shown = |name: &str, title: &str| {
        let to = Target::Document { name: name.to_owned(), anchor: String::new() };
        inlines(vec![Inline::Link { to, text: words(title) }])
    };
    let standing = judged(threats.0 > 0 && threats.1 == 0, &told);
    list.rows.push(row("", vec![cell("Each residual security risk is acceptable"), standing, cell("the assessment below")]));
    let (good, told) = match analysis.facts.soup.as_ref().and_then(scan_of) {
        None => (false, "not looked for".to_owned()),
        Some(_) => {
            let open = analysis.register.weaknesses.iter().filter(|one| one.shipped && one.judged != Judged::Holds).count();
            (open == 0, if open == 0 { "yes".to_owned() } else { format!("{open} without a judgement that holds") })
        }
    };
    let by = shown("vulnerability-assessment", "Vulnerability assessment");
    list.rows.push(row("", vec![cell("Every known vulnerability of a component is judged"), judged(good, &told), by]));
    let (all, open) = security_test_report::tally(page);
    let told = match (all, open) {
        (0, _) => "there is no security test".to_owned(),
        (all, 0) => format!("yes, {}", counted(all, "test", "tests")),
        (all, open) => format!("{open} of {} have no good result", counted(all, "test", "tests")),
    };
    let by = shown("security-test-report", "Security test report");
    list.rows
        .push(row("", vec![cell("Every security test has a result that counts, and a good one"), judged(all > 0 && open == 0, &told), by]));
    page.filled(list);
}

fn method(page: &mut Page<'_>) {
    let scales = &page.material.analysis.model.config.scales;
    page.text(
        "A threat is rated by how exploitable it is, not by how probable an attack is. The severity is that of the worst hazardous \
         situation that it can lead to; where it leads to none, the threat states it.",
    );
    if !risk_management_plan::scale(page, "Exploitability", &scales.exploitability) {
        page.missing(
            "the scale of exploitability",
            "without it no security risk can be rated",
            "Write an `[[exploitability]]` for each level into primum.toml, the lowest first.",
        );
    }
    if !risk_management_plan::matrix(page, "Criteria: severity by exploitability", &scales.exploitability, &scales.security) {
        page.missing(
            "criteria of acceptability for security risks",
            "without them nobody can tell which residual security risk is acceptable",
            "Write a `[[security]]` for each severity into primum.toml.",
        );
    }
}

/// The threats in the order of their IDs.
fn rows(analysis: &Analysis) -> Vec<ThreatRow<'_>> {
    let mut rows: Vec<ThreatRow<'_>> = ThreatRow::all(&analysis.model).collect();
    sort_by_id(&mut rows, |row| row.threat);
    rows
}

fn assessment(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Security risks",
        &[
            ("Threat", Share::Narrow),
            ("Title", Share::Normal),
            ("Exploitability", Share::Narrow),
            ("Severity", Share::Narrow),
            ("Risk", Share::Narrow),
            ("Controls", Share::Normal),
            ("Residual exploitability", Share::Narrow),
            ("Residual severity", Share::Narrow),
            ("Residual risk", Share::Narrow),
            ("Stated as acceptable", Share::Narrow),
            ("Standing", Share::Normal),
            ("Safety risks", Share::Normal),
        ],
    );
    list.wide = true;
    for one in rows(analysis) {
        let mut controls: Vec<Inline> = ordered_links(one.controls.records.iter().map(|at| analysis.model.at(*at)));
        if one.controls.more {
            controls.extend(words(", and more"));
        }
        list.rows.push(row(
            &anchor(analysis, one.threat),
            vec![
                inlines(vec![link(one.threat)]),
                cell(&one.threat.title()),
                level(&one.exploitability[0]),
                level(&one.severity[0]),
                region(one.acceptability[0]),
                if controls.is_empty() { state(Tone::Bad, "none") } else { inlines(controls) },
                level(&one.exploitability[1]),
                level(&one.severity[1]),
                region(one.acceptability[1]),
                inlines(values(one.threat, "acceptable")),
                stands(&one.standing),
                super::threat_model::effect(page, one.threat),
            ],
        ));
    }
    if !page.filled(list) {
        page.missing("threats", "there is nothing that could be rated", "Write the threat model first: `primum new THR`.");
    }
}

fn counts(page: &mut Page<'_>) {
    let mut any = false;
    for matrix in matrices(page.material.analysis).iter().filter(|matrix| matrix.name == "security") {
        any = true;
        for (moment, name) in MOMENTS.iter().enumerate() {
            page.text(&format!("Threats {name}: {}.", matrix.totals(moment)));
            if matrix.is_drawn() {
                risk_management_report::grid(page, matrix, moment);
            }
            page.figure(
                &format!("Threats by severity and exploitability, {name}"),
                figures::security_matrix(page.material.analysis, moment == 1),
            );
            risk_management_report::unknown(page, matrix, moment);
        }
    }
    if !any {
        page.text("There is no threat.");
    }
}

fn unacceptable(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Residual security risks that the criteria do not accept as they are",
        &[
            ("Threat", Share::Narrow),
            ("Title", Share::Normal),
            ("Residual risk", Share::Normal),
            ("Region", Share::Narrow),
            ("Reduced as far as possible", Share::Wide),
            ("Weighed against the benefit", Share::Wide),
            ("Standing", Share::Normal),
        ],
    );
    let mut all = 0;
    for one in rows(analysis) {
        all += 1;
        if one.acceptability[1] == Some(Acceptability::Acceptable) && !one.standing.open {
            continue;
        }
        list.rows.push(row(
            "",
            vec![
                inlines(vec![link(one.threat)]),
                cell(&one.threat.title()),
                cell(&one.words(1)),
                region(one.acceptability[1]),
                inlines(said(page, one.threat, "reduction")),
                inlines(said(page, one.threat, "benefit-risk")),
                stands(&one.standing),
            ],
        ));
    }
    if !page.filled(list) {
        page.text(if all == 0 {
            "There is no threat."
        } else {
            "There is none: every residual security risk is acceptable by the criteria."
        });
    }
}

/// Threats with the safety risks that they lead to, and where those stand.
fn safety(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    // A situation may be threatened a thousand times, and is judged once.
    let standing: HashMap<u32, Row<'_>> = Row::all(analysis).map(|row| (row.situation.position(), row)).collect();
    let mut list = table(
        "Safety risks that threats can lead to",
        &[
            ("Threat", Share::Narrow),
            ("Situation", Share::Narrow),
            ("Title", Share::Normal),
            ("Harm", Share::Normal),
            ("Risk before controls", Share::Normal),
            ("Residual safety risk", Share::Normal),
            ("Standing", Share::Normal),
        ],
    );
    let mut without = 0;
    for threat in in_order(analysis.model.of(Kind::Threat)) {
        let mut any = false;
        for one in threat.links("leads-to").filter_map(|to| standing.get(&to.position())) {
            any = true;
            list.rows.push(row(
                "",
                vec![
                    inlines(vec![link(threat)]),
                    inlines(vec![link(one.situation)]),
                    cell(&one.situation.title()),
                    cell(one.harm()),
                    cell(&one.before.words()),
                    cell(&one.after.words()),
                    stands(&one.standing),
                ],
            ));
        }
        without += usize::from(!any);
    }
    page.filled(list);
    if without > 0 {
        page.text(&format!(
            "{} to no hazardous situation; the assessment above has the reason.",
            counted(without, "threat leads", "threats lead")
        ));
    } else if analysis.model.of(Kind::Threat).len() == 0 {
        page.text("There is no threat.");
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "security-risk-by-probability",
            "threat-without-estimate",
            "threat-without-residual-estimate",
            "security-risk-worse-after-controls",
            "exploitability-lowered-without-control",
            "residual-security-risk-unjustified",
            "security-acceptance-against-criteria",
            "threat-without-control",
            "threat-control-without-requirement",
            "threat-outside-safety-risk-file",
            "residual-anomaly-without-security-evaluation",
        ],
    );
}
