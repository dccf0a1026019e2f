//! What lock files, manifests and SBOMs hold, component by component.

use crate::facts::counted;
use crate::json;
use crate::screen::{Screen, Tone, columns, padded, visible};
use primum_soup::scan::Stock;
use primum_soup::{Component, Inventory, Part, Relation, Scope, purl};
use serde_json::{Value, json};

/// How many components of a file people are shown.
const LINES: usize = 400;

/// For people.
#[must_use]
pub fn text(stock: &Stock, screen: Screen) -> String {
    let mut out = String::new();
    for inventory in &stock.inventories {
        if !out.is_empty() {
            out.push('\n');
        }
        show(&mut out, inventory, screen);
    }
    for (path, refusal) in &stock.refused {
        if !out.is_empty() {
            out.push('\n');
        }
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &visible(path))]);
        screen.flow(&mut out, "  ", "    ", &[(Tone::Bad, "not taken:"), (Tone::Plain, &visible(&refusal.to_string()))]);
    }
    out
}

fn show(out: &mut String, inventory: &Inventory, screen: Screen) {
    screen.flow(out, "", "  ", &[(Tone::Strong, &visible(&inventory.file)), (Tone::Faint, &format!("({})", visible(&inventory.format)))]);
    let foreign: Vec<(usize, &Component)> =
        inventory.components.iter().enumerate().filter(|(_, component)| component.part == Part::Foreign).collect();
    let of = |scope: Scope| foreign.iter().filter(|(_, component)| component.scope == scope).count();
    let direct = foreign.iter().filter(|(_, component)| component.relation == Relation::Direct).count();
    let told = format!(
        "{}: {direct} direct, {} shipped, {} for development, {} for tests; {} of the project's own",
        counted(foreign.len(), "component", "components"),
        of(Scope::Shipped),
        of(Scope::Development),
        of(Scope::Test),
        inventory.components.len() - foreign.len(),
    );
    screen.flow(out, "  ", "    ", &[(Tone::Plain, &told)]);
    if !inventory.locked {
        screen.flow(out, "  ", "    ", &[(Tone::Doubt, "this file asks for versions and pins none: what is built in may differ")]);
    }
    for (line, note) in &inventory.notes {
        screen.flow(out, "  ", "    ", &[(Tone::Doubt, "note:"), (Tone::Plain, &format!("line {line}: {}", visible(note)))]);
    }
    let parents = inventory.parents();
    let name = foreign.iter().map(|(_, component)| columns(&visible(&component.name))).max().unwrap_or(1).min(screen.width / 2);
    for (position, component) in foreign.iter().take(LINES) {
        let version = if component.version.is_empty() { format!("asks for {}", asked(component)) } else { component.version.clone() };
        let mut about = vec![relation(component.relation).to_owned()];
        if component.scope != Scope::Shipped {
            about.push(scope(component.scope).to_owned());
        }
        if let Some(parent) = parents[*position].and_then(|parent| inventory.components.get(parent)).filter(|one| one.part == Part::Foreign)
        {
            about.push(format!("through {}", parent.name));
        }
        let head = padded(&visible(&component.name), name);
        screen.flow(
            out,
            "    ",
            "      ",
            &[(Tone::Plain, &head), (Tone::Accent, &visible(&version)), (Tone::Faint, &visible(&about.join(", ")))],
        );
    }
    if foreign.len() > LINES {
        screen.flow(out, "    ", "    ", &[(Tone::Faint, &format!("and {} more: `--format json` has them all", foreign.len() - LINES))]);
    }
}

/// What a component without a version asks for, in words.
fn asked(component: &Component) -> &str {
    if component.range.is_empty() { "any version" } else { &component.range }
}

/// The word for what a component is for.
pub(crate) fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Shipped => "shipped",
        Scope::Development => "development",
        Scope::Test => "test",
    }
}

/// The word for how a component comes in.
pub(crate) fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Direct => "direct",
        Relation::Transitive => "transitive",
        Relation::Unknown => "way in unknown",
    }
}

/// For programs. The contract is `docs/json.md`.
#[must_use]
pub fn json(stock: &Stock) -> String {
    let files: Vec<Value> = stock.inventories.iter().map(inventory).collect();
    let refused: Vec<Value> =
        stock.refused.iter().map(|(path, refusal)| json!({"path": path, "line": refusal.line, "reason": refusal.reason})).collect();
    json::text(&json!({"files": files, "refused": refused}))
}

fn inventory(inventory: &Inventory) -> Value {
    let parents = inventory.parents();
    let components: Vec<Value> = inventory
        .components
        .iter()
        .zip(&parents)
        .map(|(component, parent)| {
            json!({
                "name": component.name,
                "version": component.version,
                "range": component.range,
                "purl": purl::of(component),
                "cpe": component.cpe,
                "ecosystem": component.ecosystem.map(primum_soup::Ecosystem::osv),
                "own": component.part == Part::Own,
                "scope": scope(component.scope),
                "relation": match component.relation {
                    Relation::Direct => "direct",
                    Relation::Transitive => "transitive",
                    Relation::Unknown => "unknown",
                },
                "through": parent.and_then(|parent| inventory.components.get(parent)).map(|parent| &parent.name),
                "needs": component.needs.iter().filter_map(|need| inventory.components.get(*need)).map(|need| json!({"name": need.name, "version": need.version})).collect::<Vec<_>>(),
                "hashes": component.hashes.iter().map(|hash| json!({"algorithm": hash.algorithm, "value": hash.value})).collect::<Vec<_>>(),
                "licence": component.licence,
                "supplier": component.supplier,
                "origin": component.origin,
                "line": component.line,
            })
        })
        .collect();
    let notes: Vec<Value> = inventory.notes.iter().map(|(line, note)| json!({"line": line, "text": note})).collect();
    json!({
        "path": inventory.file,
        "format": inventory.format,
        "locked": inventory.locked,
        "components": components,
        "notes": notes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_soup::Refusal;

    fn stock() -> Stock {
        let own = Component { name: "pump".to_owned(), part: Part::Own, needs: vec![1], ..Component::default() };
        let direct = Component {
            name: "serde".to_owned(),
            version: "1.0.0".to_owned(),
            relation: Relation::Direct,
            needs: vec![2],
            line: 7,
            ..Component::default()
        };
        let brought =
            Component { name: "it\u{1b}oa".to_owned(), range: "^1".to_owned(), relation: Relation::Transitive, ..Component::default() };
        let inventory = Inventory {
            file: "Cargo.lock".to_owned(),
            format: "Cargo.lock".to_owned(),
            components: vec![own, direct, brought],
            locked: true,
            ..Inventory::default()
        };
        Stock { inventories: vec![inventory], refused: vec![("bom.json".to_owned(), Refusal::at(3, "no JSON"))], ..Stock::default() }
    }

    #[test]
    fn every_component_and_every_refusal_is_told() {
        let told = text(&stock(), Screen { width: 80, colour: false });
        for part in ["2 components: 1 direct", "serde", "asks for ^1", "through serde", "not taken:", "line 3: no JSON"] {
            assert!(told.contains(part), "{part}\n{told}");
        }
        assert!(!told.contains('\u{1b}'));
        let narrow = text(&stock(), Screen { width: 30, colour: false });
        assert!(narrow.lines().all(|line| columns(line) <= 30), "{narrow}");
    }

    #[test]
    fn programs_get_the_edges_and_the_lines() {
        let read: Value = serde_json::from_str(&json(&stock())).expect("JSON");
        assert_eq!(read["files"][0]["components"][1]["line"], 7);
        assert_eq!(read["files"][0]["components"][2]["through"], "serde");
        assert_eq!(read["files"][0]["components"][1]["needs"][0]["name"], "it\u{1b}oa");
        assert_eq!(read["refused"][0]["line"], 3);
    }
}
