//! Unresolved anomalies: what is known to be wrong with the software, in general and in security, and why it may stay for now.

use crate::documents::field::problem_reports::criticality;
use crate::documents::writing::asked::absent_because;
use crate::documents::writing::cells::{named, prose, said, separate, together, told};
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, state, table, words};
use crate::documents::{Declaration, Section, anchor};
use crate::sbom::Bill;
use crate::vex::{self, Justification, Statement, Status};
use primum_document::{Block, Cell, Inline, Share, Table, Tone};
use primum_model::{Kind, Record};
use primum_rules::answered;
use primum_rules::problems::remains;
use primum_rules::register::scan_of;
use primum_rules::releases::of_version;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "unresolved-anomalies",
    title: "Unresolved anomalies",
    purpose: "Lists what is known to be wrong with this version: how it was found, what it means for safety, effectiveness and security, what \
        is done about it meanwhile, why it is left, and what is planned.",
    clauses: &["IEC 62304 5.8.2", "IEC 62304 5.8.3", "IEC 62304 7.1.3", "FDA software SW-ANOM", "FDA cybersecurity CY-ANOM"],
    sections: &[
        Section { title: "Judgement on what remains", write: judgement },
        Section { title: "Anomalies", write: general },
        Section { title: "Security anomalies", write: security },
        Section { title: "Known vulnerabilities of components", write: vulnerabilities },
    ],
};

/// The reports that are open, as far as they say.
fn remaining<'a>(page: &Page<'a>) -> Vec<Record<'a>> {
    page.material.analysis.model.of(Kind::ProblemReport).filter(|report| remains(*report)).collect()
}

fn judgement(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let version = &analysis.model.config.product.version;
    let Some(release) = of_version(&analysis.model, version) else {
        let why = format!("there is no release record of version {}", if version.is_empty() { "(none is named)" } else { version });
        let what = "judgement that the remaining anomalies leave no unacceptable risk";
        absent_because(page, what, "5.8.3", &why, "Write one with `primum new REL`, with `residual` and `residual-evaluation`.");
        return;
    };
    page.block(Block::Paragraph(vec![
        Inline::Text(format!("The release record of version {version} is ")),
        link(release),
        Inline::Text(".".into()),
    ]));
    let mut fields = Vec::new();
    for (name, title) in [
        ("residual", "Known to remain"),
        ("no-residual-anomalies", "How it was established that none is known"),
        ("residual-evaluation", "Judgement"),
    ] {
        let text = said(page, release, name);
        if !text.is_empty() {
            fields.push((words(title), text));
        }
    }
    if !fields.is_empty() {
        page.block(Block::Fields(fields));
    }
    if !answered(release, "residual-evaluation") {
        let why = format!("{} does not say it", release.id());
        let remedy = format!("Write it into `residual-evaluation` of {}.", release.id());
        absent_because(page, "judgement that the remaining anomalies leave no unacceptable risk", "5.8.3", &why, &remedy);
    }
    let listed: Vec<Record<'_>> = release.links("residual").collect();
    let unlisted: Vec<Record<'_>> = remaining(page).into_iter().filter(|report| !listed.contains(report)).collect();
    if !unlisted.is_empty() {
        let mut text =
            vec![Inline::Text("Open, and not among what the release says to remain (reported later, or for another version): ".into())];
        text.extend(links(unlisted));
        page.block(Block::Paragraph(text));
    }
}

fn general(page: &mut Page<'_>) {
    let reports = remaining(page);
    if reports.is_empty() {
        let any = page.material.analysis.model.of(Kind::ProblemReport).len() > 0;
        let release = of_version(&page.material.analysis.model, &page.material.analysis.model.config.product.version);
        if any {
            page.text("No problem report is open.");
        } else if release.is_some_and(|release| answered(release, "no-residual-anomalies")) {
            page.text("No anomaly is known; the release record above says how that was established.");
        } else {
            page.missing(
                "list of anomalies",
                "there is no problem report, and no release record says how it was established that none is known",
                "Write what is known with `primum new PR`, or `no-residual-anomalies` into the release record.",
            );
        }
        return;
    }
    page.text(
        "Every problem report that is not resolved, closed, rejected or a duplicate. The class of a defect is the type of cause in the words of \
         these records.",
    );
    let mut list = table(
        "Unresolved anomalies",
        &[
            ("Anomaly", Share::Normal),
            ("How it was found", Share::Normal),
            ("Class and cause", Share::Normal),
            ("Affected function", Share::Normal),
            ("Criticality", Share::Narrow),
            ("Safety and effectiveness", Share::Wide),
            ("Mitigation and users told", Share::Normal),
            ("Why it is left", Share::Normal),
            ("Plan", Share::Normal),
        ],
    );
    list.wide = true;
    for report in &reports {
        list.rows.push(row(&anchor(page.material.analysis, *report), general_row(page, *report)));
    }
    page.filled(list);
    unjudged(page, &reports, "safety-evaluation", "5.8.3", "safety");
}

fn general_row(page: &Page<'_>, report: Record<'_>) -> Vec<Cell> {
    let mut effect = said(page, report, "safety-evaluation");
    if effect.is_empty() {
        effect.push(Inline::State(Tone::Bad, "not stated".to_owned()));
    }
    let situations: Vec<Record<'_>> = report.links("contributes-to").collect();
    if !situations.is_empty() {
        effect.extend([Inline::Break, Inline::Text("Could contribute to ".to_owned())]);
        effect.extend(links(situations.iter().copied()));
    }
    let mut mitigation = said(page, report, "advised");
    let mut controls: Vec<Record<'_>> = situations.iter().flat_map(|situation| situation.linked_by("controls")).collect();
    controls.sort_by_key(|control| control.position());
    controls.dedup();
    if !controls.is_empty() {
        if !mitigation.is_empty() {
            mitigation.push(Inline::Break);
        }
        mitigation.push(Inline::Text("Controls of what it could lead to: ".to_owned()));
        mitigation.extend(links(controls));
    }
    vec![
        named(report),
        inlines(together(page, report, &[("source", ""), ("found-by", "tests"), ("reported", "reported"), ("affects", "in")])),
        inlines(together(page, report, &[("cause-type", ""), ("cause", "")])),
        inlines(together(page, report, &[("located-in", ""), ("scope", "")])),
        criticality(report),
        inlines(effect),
        inlines(mitigation),
        left(page, report),
        plan(report),
    ]
}

/// Why it is left: the rationale where nothing is changed; a change that is planned leaves it until then.
fn left(page: &Page<'_>, report: Record<'_>) -> Cell {
    let why = said(page, report, "rationale");
    let planned = report.linked_by("resolves").next().is_some() || report.says("decision", "change");
    match (why.is_empty(), planned) {
        (false, _) => inlines(why),
        (true, true) => cell("until the change is made"),
        (true, false) => state(Tone::Bad, "not stated"),
    }
}

/// The decision, the changes that resolve it with their status, and the release that brings them.
fn plan(report: Record<'_>) -> Cell {
    let mut out = Vec::new();
    if let Some(decision) = report.text("decision") {
        out.push(Inline::Text(decision.to_owned()));
    }
    for change in report.linked_by("resolves") {
        separate(&mut out, ", ");
        out.push(link(change));
        let status = change.text("status").unwrap_or("open");
        out.push(Inline::Text(format!(" ({status})")));
        let releases: Vec<Record<'_>> = change.links("released-in").collect();
        if !releases.is_empty() {
            out.push(Inline::Text(" in ".to_owned()));
            out.extend(links(releases));
        }
    }
    if out.is_empty() { state(Tone::Bad, "nothing is decided") } else { inlines(out) }
}

/// One entry for all reports that leave a judgement open.
fn unjudged(page: &mut Page<'_>, reports: &[Record<'_>], field: &'static str, clause: &str, of: &str) {
    let open: Vec<&str> = reports.iter().filter(|report| !answered(**report, field)).map(|report| report.id()).collect();
    if let Some(first) = open.first() {
        let what = format!("{of} evaluations of anomalies");
        let why = format!("{} of {} say nothing about it, {first} first", open.len(), reports.len());
        absent_because(page, &what, clause, &why, &format!("Write `{field}` into each, {first} first."));
    }
}

fn security(page: &mut Page<'_>) {
    let reports = remaining(page);
    if reports.is_empty() {
        page.text("No problem report is open, so there is none of which security is to be judged.");
        return;
    }
    page.text("What an attacker could make of each of the anomalies above.");
    let mut list = table(
        "Security of the unresolved anomalies",
        &[
            ("Anomaly", Share::Narrow),
            ("Component", Share::Normal),
            ("Criticality", Share::Narrow),
            ("Exploitability and why it is acceptable", Share::Wide),
            ("Controls", Share::Normal),
            ("Vulnerabilities", Share::Normal),
        ],
    );
    list.wide = true;
    for report in &reports {
        let mut controls: Vec<Record<'_>> = report
            .links("contributes-to")
            .flat_map(|situation| situation.linked_by("leads-to"))
            .flat_map(|threat| threat.linked_by("controls"))
            .collect();
        controls.sort_by_key(|control| control.position());
        controls.dedup();
        let assessed = report.linked_by("raises").filter(|record| record.kind() == Kind::VulnerabilityAssessment);
        list.rows.push(row(
            "",
            vec![
                inlines(vec![link(*report)]),
                inlines(links(report.links("located-in"))),
                criticality(*report),
                told(page, *report, "security-evaluation"),
                inlines(links(controls)),
                inlines(links(assessed)),
            ],
        ));
    }
    page.filled(list);
    unjudged(page, &reports, "security-evaluation", "fda-cyber CY-ANOM", "security");
}

fn vulnerabilities(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let bill = Bill::of(analysis);
    let statements = vex::statements(analysis, &bill);
    if analysis.facts.soup.as_ref().and_then(scan_of).is_none() {
        page.missing(
            "search for known vulnerabilities of components",
            "no index of vulnerabilities was read, so nothing is known but what people have assessed",
            "`primum soup db fetch` gets the public databases, `primum soup db build` makes an index of them.",
        );
    }
    let (open, settled): (Vec<&Statement<'_>>, Vec<&Statement<'_>>) =
        statements.iter().partition(|one| matches!(one.status, Status::Affected | Status::UnderInvestigation));
    let mut list = vulnerability_table("Known vulnerabilities that are not settled");
    for one in &open {
        let cells = vulnerability(page, &bill, one);
        list.rows.push(row("", cells));
    }
    if !page.filled(list) {
        page.text("No vulnerability is known that affects the product or is under investigation.");
    }
    let mut list = vulnerability_table("Known vulnerabilities that do not affect this version");
    for one in &settled {
        let cells = vulnerability(page, &bill, one);
        list.rows.push(row("", cells));
    }
    page.filled(list);
}

fn vulnerability_table(caption: &str) -> Table {
    let mut list = table(
        caption,
        &[
            ("Vulnerability", Share::Normal),
            ("Component", Share::Normal),
            ("Severity", Share::Narrow),
            ("VEX status", Share::Narrow),
            ("Justification", Share::Normal),
            ("What it means here", Share::Wide),
            ("Compensating control or action", Share::Wide),
            ("Judged", Share::Normal),
        ],
    );
    list.wide = true;
    list
}

fn vulnerability(page: &Page<'_>, bill: &Bill, one: &Statement<'_>) -> Vec<Cell> {
    let mut name = vec![Inline::Text(one.name.clone())];
    if !one.aliases.is_empty() {
        name.push(Inline::Text(format!(" ({})", one.aliases.join(", "))));
    }
    let piece = bill.pieces.get(one.piece);
    let component = piece.map_or_else(String::new, crate::sbom::Piece::title);
    let severity = one.known.map_or_else(String::new, |known| {
        let score = known.score.map_or_else(String::new, |score| format!(" {score:.1}"));
        let exploited = known.exploited.map_or_else(String::new, |day| format!(", exploited since {day}"));
        format!("{}{score}{exploited}", known.severity.name())
    });
    let (tone, status) = match one.status {
        Status::Affected => (Tone::Bad, "affected"),
        Status::UnderInvestigation => (Tone::Caution, "under investigation"),
        Status::Fixed => (Tone::Good, "fixed"),
        Status::NotAffected => (Tone::Good, "not affected"),
    };
    let record = one.record.and_then(|id| page.material.analysis.model.find(id));
    let line = |text: &str| match record {
        Some(record) if !text.is_empty() => prose(page, record, text),
        _ => cell(text).text,
    };
    let mut meaning = line(&one.impact);
    if !one.note.is_empty() {
        separate(&mut meaning, " ");
        meaning.push(Inline::Text(one.note.clone()));
    }
    let mut judged: Vec<Inline> = record.map(link).into_iter().collect();
    for part in [one.reviewer.clone(), one.reviewed.map_or_else(String::new, |day| day.to_string())] {
        if !part.is_empty() {
            separate(&mut judged, ", ");
            judged.push(Inline::Text(part));
        }
    }
    vec![
        inlines(name),
        cell(&component),
        cell(&severity),
        state(tone, status),
        cell(one.justification.map_or("", justification)),
        inlines(meaning),
        inlines(line(&one.action)),
        inlines(judged),
    ]
}

/// The words of the five justifications, as records write them.
fn justification(of: Justification) -> &'static str {
    match of {
        Justification::ComponentNotPresent => "component not present",
        Justification::CodeNotPresent => "vulnerable code not present",
        Justification::CodeNotInExecutePath => "vulnerable code not in execute path",
        Justification::CodeNotControllable => "vulnerable code cannot be controlled by adversary",
        Justification::InlineMitigations => "inline mitigations already exist",
    }
}
