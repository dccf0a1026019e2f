//! The architecture: systems with their items in them, interfaces between them, and what lies outside.

use super::{ids, named};
use primum_document::Tone;
use primum_document::diagram::{Diagram, Edge, Node};
use primum_document::drawing::Drawing;
use primum_model::{Class, Kind, Record};
use primum_rules::Analysis;
use std::collections::{BTreeMap, BTreeSet};

/// A diagram while it is built.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) diagram: Diagram,
    /// The box of each record.
    pub(super) at: BTreeMap<u32, usize>,
}

impl Plan {
    pub(super) fn node(&mut self, node: Node) -> usize {
        self.diagram.nodes.push(node);
        self.diagram.nodes.len() - 1
    }
}

/// What the class of a part looks like.
fn of_class(class: Class) -> Tone {
    match class {
        Class::A => Tone::Quiet,
        Class::B => Tone::Plain,
        Class::C => Tone::Caution,
    }
}

/// Systems, items and what connects them, with their classes.
pub(crate) fn architecture(analysis: &Analysis) -> Option<Drawing> {
    let model = &analysis.model;
    let parts: Vec<Record<'_>> =
        model.of(Kind::SoftwareSystem).chain(model.of(Kind::SoftwareItem)).filter(|record| !record.is_retired()).collect();
    if parts.is_empty() {
        return None;
    }
    let mut plan = Plan::default();
    for record in &parts {
        let at = plan.node(part(analysis, *record));
        plan.at.insert(record.position(), at);
    }
    for record in &parts {
        let whole = record.links("part-of").next().and_then(|whole| plan.at.get(&whole.position()).copied());
        let own = plan.at.get(&record.position()).copied();
        if let Some(node) = own.and_then(|own| plan.diagram.nodes.get_mut(own)) {
            node.within = whole;
        }
    }
    for interface in model.of(Kind::Interface).filter(|interface| !interface.is_retired()) {
        connect(&mut plan, interface);
    }
    uses(&mut plan, &parts);
    for soup in model.of(Kind::Soup).filter(|soup| !soup.is_retired()) {
        // SOUP of a part stands in its box; of the rest the reader has to know as well.
        if !soup.links("used-by").any(|part| home(&plan, part).is_some()) {
            plan.node(Node { name: named(soup), lines: vec!["SOUP that no part names".to_owned()], tone: Tone::Bad, ..Node::default() });
        }
    }
    let mut classes: Vec<Class> = parts.iter().map(|record| analysis.classes.of(*record)).collect();
    classes.sort_unstable();
    classes.dedup();
    plan.diagram.keys = classes.into_iter().map(|class| (of_class(class), format!("class {}", class.letter()))).collect();
    plan.diagram.title = "Software systems, their items, and the interfaces between them".to_owned();
    let mut note = String::new();
    if !plan.diagram.edges.is_empty() {
        note.push_str("A line is an interface; a line with an arrow leads to what is used without one.");
    }
    if plan.diagram.nodes.iter().any(|node| node.dashed) {
        note.push_str(" A dashed box is an interface to the outside.");
    }
    plan.diagram.note = note;
    Some(plan.diagram.draw())
}

fn part(analysis: &Analysis, record: Record<'_>) -> Node {
    let class = analysis.classes.of(record);
    let mut small = Vec::new();
    let units: Vec<Record<'_>> = record.linked_by("part-of").filter(|part| part.kind() == Kind::SoftwareUnit).collect();
    let mut list = |title: &str, ids: Vec<&str>| {
        if !ids.is_empty() {
            small.push(format!("{title}: {}", ids.join(", ")));
        }
    };
    list("Units", ids(units.iter().copied()));
    let users = std::iter::once(record).chain(units);
    let soup = users.flat_map(|user| user.linked_by("used-by").chain(user.links("uses"))).filter(|soup| soup.kind() == Kind::Soup);
    list("SOUP", ids(soup));
    list("Kept apart by", ids(record.linked_by("separates").chain(record.linked_by("from")).filter(|by| by.kind() == Kind::Segregation)));
    Node { name: named(record), lines: vec![format!("Class {}", class.letter())], small, tone: of_class(class), ..Node::default() }
}

/// The box that a record lies in: its own, or that of what it is part of.
pub(super) fn home(plan: &Plan, record: Record<'_>) -> Option<usize> {
    let mut at = record;
    // A part lies in a part, and so on; a circle ends the walk.
    for _ in 0..64 {
        if let Some(found) = plan.at.get(&at.position()) {
            return Some(*found);
        }
        at = at.links("part-of").next()?;
    }
    None
}

/// An interface: a line where two parts meet, and a small box with lines to all that meet there where they are more, or where it leads
/// to the outside.
fn connect(plan: &mut Plan, interface: Record<'_>) {
    let mut sides: Vec<usize> = Vec::new();
    let mut soup = Vec::new();
    for party in interface.links("between").filter(|party| !party.is_retired()) {
        match home(plan, party) {
            Some(at) if !sides.contains(&at) => sides.push(at),
            Some(_) => {}
            None => soup.push(party),
        }
    }
    // SOUP that lies in a box which meets here anyway is no side of its own.
    for party in soup {
        let within: Vec<usize> = party.links("used-by").filter_map(|user| home(plan, user)).collect();
        if !within.iter().any(|at| sides.contains(at)) {
            sides.extend(within.first().filter(|at| !sides.contains(at)).copied());
        }
    }
    let partners: Vec<String> = interface.values("external").map(|value| value.text.to_owned()).collect();
    if let ([from, to], true) = (sides.as_slice(), partners.is_empty()) {
        plan.diagram.edges.push(Edge { from: *from, to: *to, label: interface.id().to_owned(), ..Edge::default() });
        return;
    }
    let outer = !partners.is_empty();
    let within = if outer { None } else { common(&plan.diagram.nodes, &sides) };
    let lines = if outer { vec![format!("to {}", partners.join(", "))] } else { Vec::new() };
    let hub = plan.node(Node { name: named(interface), lines, tone: Tone::Quiet, within, dashed: outer, ..Node::default() });
    // What the software drives and reads stands below it, what people and networks come in by above.
    let below = outer && interface.says("channel", "hardware") && !interface.says("channel", "user");
    for side in sides {
        let (from, to) = if below { (side, hub) } else { (hub, side) };
        plan.diagram.edges.push(Edge { from, to, ..Edge::default() });
    }
}

/// The innermost box that holds all of these.
fn common(nodes: &[Node], sides: &[usize]) -> Option<usize> {
    let above = |side: usize| {
        let mut list = Vec::new();
        let mut at = nodes.get(side).and_then(|node| node.within);
        while let Some(up) = at.filter(|up| !list.contains(up)) {
            list.push(up);
            at = nodes.get(up).and_then(|node| node.within);
        }
        list
    };
    let (first, rest) = sides.split_first()?;
    above(*first).into_iter().find(|up| rest.iter().all(|side| above(*side).contains(up)))
}

/// What uses what without an interface between them.
fn uses(plan: &mut Plan, parts: &[Record<'_>]) {
    let edges = plan.diagram.edges.iter();
    let mut known: BTreeSet<(usize, usize)> = edges.flat_map(|edge| [(edge.from, edge.to), (edge.to, edge.from)]).collect();
    for record in parts {
        let Some(from) = home(plan, *record) else { continue };
        for used in record.links("uses") {
            let Some(to) = home(plan, used).filter(|to| *to != from) else { continue };
            if known.insert((from, to)) {
                known.insert((to, from));
                plan.diagram.edges.push(Edge { from, to, arrow: true, ..Edge::default() });
            }
        }
    }
}
