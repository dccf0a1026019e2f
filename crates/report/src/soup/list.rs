//! The SOUP list: what is declared, what is locked, and what is known against it.

use super::show;
use crate::facts::counted;
use crate::json;
use crate::screen::{Screen, Tone, visible};
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::register::{Judged, Package, Standing, Weakness};
use primum_soup::Scope;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A column: heading, and what stands in it.
type Column = (&'static str, fn(&Analysis, Record<'_>) -> String);

/// Columns of the list.
const COLUMNS: &[Column] = &[
    ("ID", |_, soup| soup.id().to_owned()),
    ("Name", |_, soup| soup.title().into_owned()),
    ("Manufacturer", |_, soup| all(soup, "supplier")),
    ("Package URL", |_, soup| all(soup, "purl")),
    ("CPE", |_, soup| all(soup, "cpe")),
    ("Version", |_, soup| all(soup, "version")),
    ("Locked version", |analysis, soup| locked(analysis, soup).join(", ")),
    ("Software items", |_, soup| soup.links("used-by").map(Record::id).collect::<Vec<_>>().join(", ")),
    ("Safety class", |analysis, soup| analysis.classes.of(soup).letter().to_owned()),
    ("Comes in", |analysis, soup| relation(analysis, soup).to_owned()),
    ("Intended use", |_, soup| all(soup, "purpose")),
    ("Functional requirements", |_, soup| all(soup, "function")),
    ("Performance requirements", |_, soup| all(soup, "performance")),
    ("Hardware and software needed", |_, soup| all(soup, "environment")),
    ("Licence", |_, soup| all(soup, "licence")),
    ("Website", |_, soup| all(soup, "website")),
    ("Anomaly list", |_, soup| all(soup, "anomaly-list")),
    ("Anomalies read", |_, soup| all(soup, "anomalies-read")),
    ("Read for version", |_, soup| all(soup, "anomalies-version")),
    ("Anomaly evaluation", |_, soup| all(soup, "anomaly-evaluation")),
    ("Risk", |_, soup| if soup.value("risk").is_some() { all(soup, "risk") } else { all(soup, "no-contribution") }),
    ("Support", |_, soup| all(soup, "support")),
    ("Support ends", |_, soup| all(soup, "support-ends")),
    ("Brings", |_, soup| soup.values("brings").count().to_string()),
    ("Known vulnerabilities", |analysis, soup| known(analysis, soup)),
    ("Verified by", |_, soup| soup.linked_by("verifies").map(Record::id).collect::<Vec<_>>().join(", ")),
];

fn all(soup: Record<'_>, field: &'static str) -> String {
    soup.values(field).map(|value| value.text).collect::<Vec<_>>().join(", ")
}

/// The components that a record declares; what it only covers is left out.
fn declared<'a>(analysis: &'a Analysis, soup: Record<'_>) -> impl Iterator<Item = &'a Package> {
    let register = &analysis.register;
    register.of(soup).iter().filter(|at| matches!(register.standings[**at], Standing::Declared(_))).map(|at| &register.packages[*at])
}

pub(crate) fn locked(analysis: &Analysis, soup: Record<'_>) -> Vec<String> {
    let mut versions: Vec<String> = declared(analysis, soup).flat_map(Package::exact).map(str::to_owned).collect();
    versions.sort();
    versions.dedup();
    versions
}

fn relation(analysis: &Analysis, soup: Record<'_>) -> &'static str {
    declared(analysis, soup).next().map_or("", |part| show::relation(part.relation))
}

fn weaknesses<'a>(analysis: &'a Analysis, soup: Record<'_>) -> impl Iterator<Item = &'a Weakness> {
    let parts: Vec<usize> = analysis.register.of(soup).to_vec();
    analysis.register.weaknesses.iter().filter(move |weakness| parts.contains(&weakness.package))
}

/// What is known against what a record answers for, in words. What was not asked is not called free of it.
pub(crate) fn known(analysis: &Analysis, soup: Record<'_>) -> String {
    let Some(scan) = scan(analysis) else { return "not known".to_owned() };
    let register = &analysis.register;
    let parts = register.of(soup);
    if parts.is_empty() {
        return "not looked for, since no lock file or SBOM has it".to_owned();
    }
    let (mut open, mut judged) = (0, 0);
    for weakness in weaknesses(analysis, soup) {
        *(if weakness.judged == Judged::Holds { &mut judged } else { &mut open }) += 1;
    }
    let told = match (open, judged) {
        (0, 0) => "none".to_owned(),
        (open, judged) => format!("{judged} judged, {open} open"),
    };
    let undecided: BTreeSet<(usize, usize)> = scan.unknown.iter().map(|(inventory, component, _)| (*inventory, *component)).collect();
    let places = |at: usize| register.packages[at].versions.iter().flat_map(|locked| &locked.places);
    let is_undecided = |at: &&usize| places(**at).any(|place| undecided.contains(&(place.inventory, place.component)));
    match parts.iter().filter(is_undecided).count() {
        0 => told,
        some => format!("{told}, and not decided for {some} of {}", counted(parts.len(), "component", "components")),
    }
}

fn scan(analysis: &Analysis) -> Option<&primum_soup::scan::Scan> {
    analysis.facts.soup.as_ref().and_then(primum_rules::register::scan_of)
}

/// As a table for spreadsheets (RFC 4180).
#[must_use]
pub fn csv(analysis: &Analysis) -> String {
    let mut out = String::new();
    crate::export::row(&mut out, COLUMNS.iter().map(|(heading, _)| (*heading).to_owned()));
    for soup in analysis.model.of(Kind::Soup) {
        crate::export::row(&mut out, COLUMNS.iter().map(|(_, cell)| cell(analysis, soup)));
    }
    out
}

/// For people; with `every`, each locked component as well.
#[must_use]
pub fn text(analysis: &Analysis, every: bool, screen: Screen) -> String {
    let mut out = String::new();
    let register = &analysis.register;
    for soup in analysis.model.of(Kind::Soup) {
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &visible(soup.id())), (Tone::Plain, &visible(&soup.title()))]);
        let versions = locked(analysis, soup);
        let declared = all(soup, "version");
        let mut facts = vec![format!("version {}", if declared.is_empty() { "not stated".to_owned() } else { declared.clone() })];
        if !versions.is_empty() && versions.join(", ") != declared {
            facts.push(format!("locked {}", versions.join(", ")));
        } else if versions.is_empty() && register.gone.contains(&soup.position()) {
            facts.push("locked nowhere".to_owned());
        } else if versions.is_empty() {
            facts.push("in no lock file".to_owned());
        }
        facts.push(format!("class {}", analysis.classes.of(soup).letter()));
        let users: Vec<&str> = soup.links("used-by").map(Record::id).collect();
        if !users.is_empty() {
            facts.push(format!("used by {}", users.join(", ")));
        }
        let brings = soup.values("brings").count();
        if brings > 0 {
            facts.push(format!("brings {brings}"));
        }
        if scan(analysis).is_some() {
            facts.push(format!("known vulnerabilities: {}", known(analysis, soup)));
        }
        screen.flow(&mut out, "  ", "    ", &[(Tone::Plain, &visible(&facts.join("; ")))]);
        for weakness in weaknesses(analysis, soup).filter(|weakness| weakness.judged != Judged::Holds) {
            let tone = if weakness.gates { Tone::Bad } else { Tone::Doubt };
            screen.flow(&mut out, "    ", "      ", &[(tone, weakness.judged.name()), (Tone::Plain, &visible(&told(analysis, weakness)))]);
        }
    }
    let undeclared: Vec<&Package> =
        register.shipped().filter(|(.., standing)| **standing == Standing::Undeclared).map(|(_, part, _)| part).collect();
    if !undeclared.is_empty() {
        out.push('\n');
        let told = format!(
            "{} in the product without a record: `primum soup sync` proposes them",
            counted(undeclared.len(), "component", "components")
        );
        screen.flow(&mut out, "", "  ", &[(Tone::Bad, &told)]);
        for part in undeclared.iter().take(if every { usize::MAX } else { 20 }) {
            screen.flow(
                &mut out,
                "  ",
                "    ",
                &[(Tone::Plain, &format!("{},", visible(&part.told()))), (Tone::Faint, show::relation(part.relation))],
            );
        }
        if !every && undeclared.len() > 20 {
            screen.flow(&mut out, "  ", "    ", &[(Tone::Faint, &format!("and {} more", undeclared.len() - 20))]);
        }
    }
    if every {
        out.push('\n');
        for (part, standing) in register.standing() {
            let mut about = vec![standing.name().to_owned(), show::relation(part.relation).to_owned()];
            if part.scope != Scope::Shipped {
                about.push(show::scope(part.scope).to_owned());
            }
            if let Some(parent) = part.parents.first() {
                about.push(format!("through {}", register.packages[*parent].name));
            }
            screen.flow(
                &mut out,
                "  ",
                "    ",
                &[(Tone::Plain, &format!("{},", visible(&part.told()))), (Tone::Faint, &visible(&about.join(", ")))],
            );
        }
    }
    out.push('\n');
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &summary(analysis))]);
    out
}

/// The register in a sentence.
pub(crate) fn summary(analysis: &Analysis) -> String {
    let register = &analysis.register;
    let Some(stock) = &analysis.facts.soup else { return "no lock file was looked at".to_owned() };
    let of = |wanted: fn(&Standing) -> bool| register.shipped().filter(|(.., standing)| wanted(standing)).count();
    let mut told = format!(
        "{} in {}: {} in the product, of which {} declared, {} covered, {} tools, {} undeclared",
        counted(register.packages.iter().filter(|part| !part.own).count(), "component", "components"),
        counted(stock.inventories.len(), "file", "files"),
        register.shipped().count(),
        of(|standing| matches!(standing, Standing::Declared(_))),
        of(|standing| matches!(standing, Standing::Covered(_))),
        of(|standing| matches!(standing, Standing::Tool(_))),
        of(|standing| *standing == Standing::Undeclared),
    );
    match &stock.scan {
        None => told.push_str("; known vulnerabilities were not looked for"),
        Some(Err(why)) => told.push_str(&format!("; known vulnerabilities are not known: {why}")),
        Some(Ok(scan)) => {
            let open = register.weaknesses.iter().filter(|weakness| weakness.judged != Judged::Holds).count();
            let all = register.weaknesses.len();
            told.push_str(&format!(
                "; {}, {open} without a judgement that holds",
                counted(all, "known vulnerability", "known vulnerabilities")
            ));
            let undecided: BTreeSet<(usize, usize)> = scan.unknown.iter().map(|one| (one.0, one.1)).collect();
            if !undecided.is_empty() {
                told.push_str(&format!("; not decided for {}", counted(undecided.len(), "component", "components")));
            }
        }
    }
    told
}

/// A weakness in a line.
pub(crate) fn told(analysis: &Analysis, weakness: &Weakness) -> String {
    let part = &analysis.register.packages[weakness.package];
    let Some(one) = scan(analysis).and_then(|scan| scan.vulnerabilities.get(weakness.vulnerability)) else { return String::new() };
    let mut told = format!("{} in {} {}", one.id, part.name, weakness.version);
    told.push_str(&match one.score {
        Some(score) => format!(", {} ({score:.1})", one.severity.name()),
        None if one.unmaintained => ", nobody maintains it".to_owned(),
        None => ", severity not scored".to_owned(),
    });
    if one.exploited.is_some() {
        told.push_str(", exploited");
    }
    if !weakness.fixed.is_empty() {
        told.push_str(&format!(", fixed in {}", weakness.fixed.join(", ")));
    }
    if !one.summary.is_empty() {
        told.push_str(&format!(": {}", one.summary));
    }
    told
}

/// For programs. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis) -> String {
    let register = &analysis.register;
    let id = |at: &u32| analysis.model.at(*at).id().to_owned();
    let declared: Vec<Value> = analysis
        .model
        .of(Kind::Soup)
        .map(|soup| {
            let fields: serde_json::Map<String, Value> =
                COLUMNS.iter().map(|(heading, cell)| (heading.to_lowercase().replace(' ', "_"), cell(analysis, soup).into())).collect();
            Value::Object(fields)
        })
        .collect();
    let components: Vec<Value> = register
        .standing()
        .map(|(part, standing)| {
            json!({
                "name": part.name,
                "type": part.named.kind,
                "versions": part.exact().collect::<Vec<_>>(),
                "scope": show::scope(part.scope),
                "relation": show::relation(part.relation),
                "standing": standing.name(),
                "records": match standing {
                    Standing::Declared(records) | Standing::Covered(records) | Standing::Tool(records) => records.iter().map(id).collect::<Vec<_>>(),
                    _ => Vec::new(),
                },
                "brought_by": part.parents.iter().map(|parent| register.packages[*parent].name.as_str()).collect::<Vec<_>>(),
            })
        })
        .collect();
    let weaknesses: Vec<Value> = register.weaknesses.iter().map(|weakness| self::weakness(analysis, weakness)).collect();
    json::text(&json!({
        "declared": declared,
        "components": components,
        "vulnerabilities": weaknesses,
        "no_longer_present": register.history.iter().map(id).collect::<Vec<_>>(),
        "index": scan(analysis).map(|scan| json!({"hash": scan.index.hash, "advisories": scan.index.advisories})),
    }))
}

fn weakness(analysis: &Analysis, weakness: &Weakness) -> Value {
    let one = scan(analysis).and_then(|scan| scan.vulnerabilities.get(weakness.vulnerability));
    json!({
        "id": one.map(|one| &one.id),
        "aliases": one.map(|one| &one.aliases),
        "component": analysis.register.packages[weakness.package].name,
        "version": weakness.version,
        "severity": one.map(|one| one.severity.name()),
        "score": one.and_then(|one| one.score),
        "exploited": one.and_then(|one| one.exploited).map(|day| day.to_string()),
        "fixed": weakness.fixed,
        "because": weakness.because,
        "class": weakness.class.letter(),
        "gates": weakness.gates,
        "judged": weakness.judged.name(),
        "assessment": weakness.assessment.map(|at| analysis.model.at(at).id()),
    })
}
