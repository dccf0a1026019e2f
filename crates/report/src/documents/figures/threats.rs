//! The threat model: from the way in over the threat to what is attacked, with what acts against it.

use super::architecture::Plan;
use super::{ids, named, tone};
use crate::estimates::{pair, region as region_name};
use crate::risk::ThreatRow;
use primum_document::Tone;
use primum_document::diagram::{Edge, Node};
use primum_document::drawing::Drawing;
use primum_model::{Acceptability, Kind, Record};
use primum_rules::Analysis;
use std::collections::BTreeMap;

/// Ways to an interface that do not leave the device.
const INSIDE: [&str; 1] = ["internal"];

/// Threats, interfaces and trust boundaries of the items.
pub(crate) fn threats(analysis: &Analysis) -> Option<Drawing> {
    let model = &analysis.model;
    let rows: Vec<ThreatRow<'_>> = ThreatRow::all(model).collect();
    if rows.is_empty() {
        return None;
    }
    let mut plan = Plan::default();
    let boundary = plan.node(Node {
        name: "Behind the boundary of trust".to_owned(),
        lines: vec!["what is attacked".to_owned()],
        tone: Tone::Plain,
        dashed: true,
        ..Node::default()
    });
    // Every way in from the outside is shown, also where no threat comes through it.
    for interface in model.of(Kind::Interface).filter(|interface| is_outer(*interface)) {
        entry(&mut plan, interface);
    }
    let mut assets: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows {
        let threat = plan.node(threat(analysis, row));
        for interface in row.threat.links("entry-point") {
            let from = entry(&mut plan, interface);
            plan.diagram.edges.push(Edge { from, to: threat, arrow: true, ..Edge::default() });
        }
        for value in row.threat.values("asset") {
            let name = value.text.trim().to_owned();
            let to = match assets.get(&name) {
                Some(at) => *at,
                None => {
                    let node = Node { name: name.clone(), tone: Tone::Plain, within: Some(boundary), ..Node::default() };
                    let at = plan.node(node);
                    assets.insert(name, at);
                    at
                }
            };
            plan.diagram.edges.push(Edge { from: threat, to, arrow: true, ..Edge::default() });
        }
    }
    plan.diagram.keys = vec![
        (Tone::Good, "residual risk acceptable".to_owned()),
        (Tone::Caution, "to be investigated".to_owned()),
        (Tone::Bad, "unacceptable, or a way in that nobody judged".to_owned()),
        (Tone::Quiet, "not known, or nothing threatens".to_owned()),
    ];
    plan.diagram.title = "Ways in from the outside, threats, and what they attack".to_owned();
    plan.diagram.note = "From above: the way in, the threat with the risk that is left after all controls, the asset.".to_owned();
    Some(plan.diagram.draw())
}

/// Does it lead to the outside?
fn is_outer(interface: Record<'_>) -> bool {
    let channel = interface.values("channel").any(|value| !INSIDE.contains(&value.text));
    !interface.is_retired() && (channel || interface.value("external").is_some())
}

/// The box of a way in.
fn entry(plan: &mut Plan, interface: Record<'_>) -> usize {
    if let Some(at) = plan.at.get(&interface.position()) {
        return *at;
    }
    let words = |field: &'static str| interface.values(field).map(|value| value.text).collect::<Vec<_>>().join(", ");
    let threatened = interface.linked_by("entry-point").any(|threat| !threat.is_retired());
    let (tone, small) = match (threatened, interface.value("no-threat")) {
        (true, _) => (Tone::Plain, String::new()),
        (false, Some(_)) => (Tone::Quiet, "no threat, with a reason".to_owned()),
        (false, None) => (Tone::Bad, "no threat, and no reason why".to_owned()),
    };
    let lines = [("to ", words("external")), ("by ", words("channel"))];
    let lines = lines.into_iter().filter(|(_, text)| !text.is_empty()).map(|(word, text)| format!("{word}{text}")).collect();
    let small = if small.is_empty() { Vec::new() } else { vec![small] };
    let at = plan.node(Node { name: named(interface), lines, small, tone, ..Node::default() });
    plan.at.insert(interface.position(), at);
    at
}

fn threat(analysis: &Analysis, row: &ThreatRow<'_>) -> Node {
    let region: Option<Acceptability> = row.acceptability[1];
    let controls = row.controls.records.iter().map(|at| analysis.model.at(*at));
    let mut small = Vec::new();
    for (title, ids) in [("Leads to", ids(row.threat.links("leads-to"))), ("Controls", ids(controls))] {
        small.push(if ids.is_empty() { format!("{title}: none") } else { format!("{title}: {}", ids.join(", ")) });
    }
    let left = format!("left: {}: {}", pair(&row.severity[1], &row.exploitability[1]), region_name(region));
    Node { name: named(row.threat), lines: vec![left], small, tone: tone(region), ..Node::default() }
}
