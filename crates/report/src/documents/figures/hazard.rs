//! The chain of one hazard: causes, situations, harm, and the controls that act against them.

use super::architecture::Plan;
use super::{ids, named, tone};
use crate::estimates::{pair, region};
use crate::risk::Row;
use primum_document::Tone;
use primum_document::diagram::{Edge, Node};
use primum_document::drawing::Drawing;
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::risk::{causes, controls};
use std::collections::BTreeSet;

/// How many situations are drawn; the table has all of them.
const SITUATIONS: usize = 24;

/// How many boxes may stand in a picture with causes and controls in boxes of their own; beyond that the situations name them.
const BOXES: usize = 26;

/// From a hazard, or to one hazardous situation, over causes to harm, with the controls that act against it.
pub(crate) fn hazard_chain(analysis: &Analysis, of: Record<'_>) -> Option<Drawing> {
    let (hazards, all): (Vec<Record<'_>>, Vec<Record<'_>>) = match of.kind() {
        Kind::Hazard => (vec![of], of.linked_by("hazard").filter(|situation| !situation.is_retired()).collect()),
        Kind::HazardousSituation => (of.links("hazard").filter(|hazard| !hazard.is_retired()).collect(), vec![of]),
        _ => return None,
    };
    if all.is_empty() {
        return None;
    }
    let shown = all.get(..all.len().min(SITUATIONS)).unwrap_or_default();
    let in_full = count(&hazards, shown) <= BOXES;
    let mut plan = Plan::default();
    for hazard in &hazards {
        let (at, _) = record(&mut plan, *hazard, "hazard", Tone::Plain);
        if in_full {
            against(&mut plan, *hazard, at);
        }
    }
    for situation in shown {
        let row = Row::of(analysis, *situation);
        let lines = vec![
            format!("before: {}", pair(&row.before.severity, &row.before.probability)),
            format!("left: {}: {}", pair(&row.after.severity, &row.after.probability), region(row.after.acceptability)),
        ];
        let small = if in_full { Vec::new() } else { named_within(*situation) };
        let at = plan.node(Node { name: named(*situation), lines, small, tone: tone(row.after.acceptability), ..Node::default() });
        for hazard in situation.links("hazard") {
            if let Some(from) = plan.at.get(&hazard.position()).copied() {
                plan.diagram.edges.push(Edge { from, to: at, arrow: true, ..Edge::default() });
            }
        }
        if let Some(harm) = situation.text("harm").filter(|_| in_full) {
            let harm = plan.node(Node { name: harm.to_owned(), lines: vec!["harm".to_owned()], tone: Tone::Quiet, ..Node::default() });
            plan.diagram.edges.push(Edge { from: at, to: harm, arrow: true, ..Edge::default() });
        }
        if !in_full {
            continue;
        }
        for cause in causes(*situation).filter(|cause| !cause.is_retired()) {
            let (from, new) = record(&mut plan, cause, cause.text("type").unwrap_or("cause"), Tone::Plain);
            plan.diagram.edges.push(Edge { from, to: at, arrow: true, ..Edge::default() });
            if new {
                against(&mut plan, cause, from);
            }
        }
        against(&mut plan, *situation, at);
    }
    plan.diagram.keys = vec![
        (Tone::Good, "acceptable after all controls".to_owned()),
        (Tone::Caution, "to be investigated".to_owned()),
        (Tone::Bad, "unacceptable".to_owned()),
    ];
    plan.diagram.title = format!("From hazard to harm: {}", named(of));
    if in_full {
        plan.diagram.note = "A full line leads to what can follow; a dashed line from a control to what it acts against.".to_owned();
    }
    if all.len() > shown.len() {
        plan.diagram.note.push_str(&format!(" {} more situations are in the table.", all.len() - shown.len()));
    }
    Some(plan.diagram.draw())
}

/// How many boxes there would be in full.
fn count(hazards: &[Record<'_>], situations: &[Record<'_>]) -> usize {
    let mut found: BTreeSet<u32> = hazards.iter().chain(situations).map(|record| record.position()).collect();
    let mut targets: Vec<Record<'_>> = hazards.iter().chain(situations).copied().collect();
    targets.extend(situations.iter().flat_map(|situation| causes(*situation)));
    for target in targets {
        found.insert(target.position());
        found.extend(controls(target).map(Record::position));
        if found.len() > BOXES {
            break;
        }
    }
    found.len() + situations.len()
}

/// Harm, causes and controls of a situation as lines of its box.
fn named_within(situation: Record<'_>) -> Vec<String> {
    let causes: Vec<Record<'_>> = causes(situation).collect();
    let acting = controls(situation).chain(causes.iter().flat_map(|cause| controls(*cause)));
    let harm = situation.text("harm").map(|harm| format!("Harm: {harm}"));
    let lists = [("Causes", ids(causes.iter().copied())), ("Controls", ids(acting))];
    let lists =
        lists.into_iter().map(|(title, ids)| format!("{title}: {}", if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }));
    harm.into_iter().chain(lists).collect()
}

/// The box of a record, and whether it is a new one.
fn record(plan: &mut Plan, record: Record<'_>, word: &str, tone: Tone) -> (usize, bool) {
    if let Some(at) = plan.at.get(&record.position()) {
        return (*at, false);
    }
    let at = plan.node(Node { name: named(record), lines: vec![word.to_owned()], tone, ..Node::default() });
    plan.at.insert(record.position(), at);
    (at, true)
}

/// The controls that act against a record.
fn against(plan: &mut Plan, target: Record<'_>, to: usize) {
    for control in controls(target).filter(|control| !control.is_retired()) {
        let kind = control.text("option").map_or_else(|| "control".to_owned(), |kind| format!("control: {kind}"));
        let (at, _) = record(plan, control, &kind, Tone::Good);
        plan.diagram.edges.push(Edge { from: at, to, dashed: true, arrow: true, ..Edge::default() });
    }
}
