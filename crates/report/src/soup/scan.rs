//! Which components have known vulnerabilities, why, and of which nothing is known.

use crate::facts::counted;
use crate::json;
use crate::screen::{Screen, Tone, visible};
use primum_soup::scan::{Match, Near, Scan, Severity, Stock, Vulnerability};
use primum_soup::{Component, Part};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What was asked by `--why`, and what the index says about it: with the position of the inventory.
#[derive(Debug)]
pub struct Why {
    /// The name that was asked for.
    pub asked: String,
    /// What comes near it.
    pub near: Vec<(usize, Near)>,
}

fn component(stock: &Stock, inventory: usize, component: usize) -> Option<&Component> {
    stock.inventories.get(inventory)?.components.get(component)
}

/// Where it stands: the first file, and how many there are.
fn files(stock: &Stock, places: &[&Match]) -> String {
    let first = places.first().and_then(|one| {
        Some(format!("{}:{}", stock.inventories.get(one.inventory)?.file, component(stock, one.inventory, one.component)?.line))
    });
    let more = if places.len() > 1 { format!(" and {} more", places.len() - 1) } else { String::new() };
    first.map_or_else(String::new, |first| first + &more)
}

/// For people.
#[must_use]
pub fn text(stock: &Stock, whys: &[Why], screen: Screen) -> String {
    let mut out = String::new();
    for (path, refusal) in &stock.refused {
        screen.flow(&mut out, "", "  ", &[(Tone::Bad, &format!("{} was not taken: {}", visible(path), visible(&refusal.to_string())))]);
    }
    let scan = match &stock.scan {
        Some(Ok(scan)) => scan,
        Some(Err(why)) => return out + &visible(why) + "\n",
        None => return out,
    };
    // A version that stands in many files is told once, with the files; under it what is known against it.
    let mut once: BTreeMap<(&str, &str, usize), Vec<&Match>> = BTreeMap::new();
    for one in &scan.matches {
        if let Some(component) = component(stock, one.inventory, one.component) {
            once.entry((component.name.as_str(), component.version.as_str(), one.vulnerability)).or_default().push(one);
        }
    }
    let mut before = (String::new(), String::new());
    for ((name, version, number), places) in &once {
        let (Some(one), Some(first)) = (scan.vulnerabilities.get(*number), places.first()) else { continue };
        let of = (format!("{name} {version}"), files(stock, places));
        if of != before {
            screen.flow(&mut out, "", "  ", &[(Tone::Strong, &visible(&of.0)), (Tone::Faint, &visible(&of.1))]);
            before = of;
        }
        let tone = if one.exploited.is_some() || one.severity >= Severity::Unknown { Tone::Bad } else { Tone::Doubt };
        screen.flow(&mut out, "  ", "    ", &[(Tone::Plain, &visible(&one.id)), (tone, &rated(one))]);
        if !one.summary.is_empty() {
            screen.flow(&mut out, "    ", "    ", &[(Tone::Plain, &visible(&one.summary))]);
        }
        let mut about = first.because.clone();
        if !first.fixed.is_empty() {
            about += &format!("; fixed in {}", first.fixed.join(", "));
        }
        screen.flow(&mut out, "    ", "    ", &[(Tone::Faint, &visible(&about))]);
    }
    for why in whys {
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &format!("why {}:", visible(&why.asked)))]);
        if why.near.is_empty() {
            screen.flow(&mut out, "  ", "    ", &[(Tone::Plain, "no advisory of the index speaks of it")]);
        }
        for (inventory, near) in &why.near {
            let (tone, word) = if near.matches { (Tone::Bad, "matches:") } else { (Tone::Good, "does not match:") };
            let of = near
                .component
                .and_then(|at| component(stock, *inventory, at))
                .map_or_else(String::new, |one| format!("{} {}", one.name, one.version));
            screen.flow(
                &mut out,
                "  ",
                "    ",
                &[(Tone::Plain, &visible(&near.id)), (Tone::Plain, &visible(&of)), (tone, word), (Tone::Plain, &visible(&near.reason))],
            );
        }
    }
    let mut unknown: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (inventory, at, why) in &scan.unknown {
        if let Some(component) = component(stock, *inventory, *at) {
            unknown.entry(why).or_default().push(&component.name);
        }
    }
    for (why, mut names) in unknown {
        names.sort_unstable();
        names.dedup();
        let more = if names.len() > 5 { format!(" and {} more", names.len() - 5) } else { String::new() };
        let told = format!(
            "not decided for {}, {why}: {}{more}",
            counted(names.len(), "component", "components"),
            names[..names.len().min(5)].join(", ")
        );
        screen.flow(&mut out, "", "  ", &[(Tone::Doubt, &visible(&told))]);
    }
    let looked = stock.inventories.iter().flat_map(|one| &one.components).filter(|one| one.part == Part::Foreign).count();
    let told = format!(
        "{} in {}, {} that match; {} of the index sha256:{}",
        counted(looked, "component", "components"),
        counted(stock.inventories.len(), "file", "files"),
        counted(once.len(), "known vulnerability", "known vulnerabilities"),
        counted(scan.index.advisories as usize, "advisory", "advisories"),
        scan.index.hash.get(..16).unwrap_or(&scan.index.hash)
    );
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &told)]);
    out
}

fn rated(one: &Vulnerability) -> String {
    let mut told = match one.score {
        Some(score) => format!("{} ({score:.1})", one.severity.name()),
        None if one.unmaintained => "unmaintained".to_owned(),
        None => format!("severity {}", one.severity.name()),
    };
    if one.exploited.is_some() {
        told.push_str(", exploited");
    }
    told
}

/// For programs. The contract is `docs/json.md`.
#[must_use]
pub fn json(stock: &Stock, whys: &[Why]) -> String {
    let scan = stock.scan.as_ref().and_then(|scan| scan.as_ref().ok());
    let matches: Vec<Value> = scan.map_or_else(Vec::new, |scan| scan.matches.iter().map(|one| matched(stock, scan, one)).collect());
    let unknown: Vec<Value> = scan
        .iter()
        .flat_map(|scan| &scan.unknown)
        .map(|(inventory, at, why)| {
            let component = component(stock, *inventory, *at);
            json!({"name": component.map(|one| &one.name), "version": component.map(|one| &one.version), "why": why})
        })
        .collect();
    let whys: Vec<Value> = whys
        .iter()
        .map(|why| {
            let near: Vec<Value> = why
                .near
                .iter()
                .map(|(inventory, near)| {
                    let of = near.component.and_then(|at| component(stock, *inventory, at));
                    json!({
                        "id": near.id, "aliases": near.aliases, "summary": near.summary, "matches": near.matches, "reason": near.reason,
                        "name": of.map(|one| &one.name), "version": of.map(|one| &one.version),
                    })
                })
                .collect();
            json!({"asked": why.asked, "near": near})
        })
        .collect();
    let refused: Vec<Value> =
        stock.refused.iter().map(|(path, refusal)| json!({"path": path, "line": refusal.line, "reason": refusal.reason})).collect();
    json::text(&json!({
        "index": scan.map(|scan| json!({"hash": scan.index.hash, "advisories": scan.index.advisories})),
        "matches": matches,
        "unknown": unknown,
        "why": whys,
        "refused": refused,
    }))
}

fn matched(stock: &Stock, scan: &Scan, one: &primum_soup::scan::Match) -> Value {
    let component = component(stock, one.inventory, one.component);
    let known = scan.vulnerabilities.get(one.vulnerability);
    json!({
        "id": known.map(|known| &known.id),
        "aliases": known.map(|known| &known.aliases),
        "summary": known.map(|known| &known.summary),
        "severity": known.map(|known| known.severity.name()),
        "score": known.and_then(|known| known.score),
        "vector": known.map(|known| &known.vector),
        "exploited": known.and_then(|known| known.exploited).map(|day| day.to_string()),
        "epss": known.and_then(|known| known.epss),
        "published": known.and_then(|known| known.published).map(|day| day.to_string()),
        "url": known.map(|known| &known.url),
        "name": component.map(|one| &one.name),
        "version": component.map(|one| &one.version),
        "path": stock.inventories.get(one.inventory).map(|inventory| &inventory.file),
        "line": component.map(|one| one.line),
        "fixed": one.fixed,
        "because": one.because,
    })
}
