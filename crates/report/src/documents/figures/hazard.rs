//! The chain of one hazard: causes, situations, harm, and the controls that act against them.

use super::architecture::Plan;
use super::{named, tone};
use crate::estimates::pair;
use crate::risk::Row;
use primum_document::Tone;
use primum_document::diagram::{Edge, Node};
use primum_document::drawing::Drawing;
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::risk::{causes, controls};

/// How many situations are drawn; the table has all of them.
const SITUATIONS: usize = 24;

/// From a hazard over its situations to harm, with causes and controls.
pub(crate) fn hazard_chain(analysis: &Analysis, hazard: Record<'_>) -> Option<Drawing> {
    if hazard.kind() != Kind::Hazard {
        return None;
    }
    let all = || hazard.linked_by("hazard").filter(|situation| !situation.is_retired());
    let count = all().count();
    if count == 0 {
        return None;
    }
    let mut plan = Plan::default();
    let top = plan.node(Node { name: named(hazard), lines: vec!["hazard".to_owned()], tone: Tone::Plain, ..Node::default() });
    for row in all().take(SITUATIONS).map(|situation| Row::of(analysis, situation)) {
        let region = row.after.acceptability;
        let lines = vec![
            format!("before: {}", pair(&row.before.severity, &row.before.probability)),
            format!("left: {}", pair(&row.after.severity, &row.after.probability)),
        ];
        let situation = plan.node(Node { name: named(row.situation), lines, tone: tone(region), ..Node::default() });
        plan.diagram.edges.push(Edge { from: top, to: situation, arrow: true, ..Edge::default() });
        if let Some(harm) = row.situation.text("harm") {
            let harm = plan.node(Node { name: harm.to_owned(), lines: vec!["harm".to_owned()], tone: Tone::Quiet, ..Node::default() });
            plan.diagram.edges.push(Edge { from: situation, to: harm, arrow: true, ..Edge::default() });
        }
        for cause in causes(row.situation).filter(|cause| !cause.is_retired()) {
            let (at, new) = record(&mut plan, cause, cause.text("type").unwrap_or("cause"), Tone::Plain);
            plan.diagram.edges.push(Edge { from: at, to: situation, arrow: true, ..Edge::default() });
            if new {
                against(&mut plan, cause, at);
            }
        }
        against(&mut plan, row.situation, situation);
    }
    against(&mut plan, hazard, top);
    plan.diagram.keys = vec![
        (Tone::Good, "acceptable after all controls".to_owned()),
        (Tone::Caution, "to be investigated".to_owned()),
        (Tone::Bad, "unacceptable".to_owned()),
    ];
    plan.diagram.title = format!("From the hazard {} to harm", named(hazard));
    plan.diagram.note = "A full line leads to what can follow; a dashed line from a control to what it acts against.".to_owned();
    if count > SITUATIONS {
        plan.diagram.note.push_str(&format!(" {} more situations are in the table.", count - SITUATIONS));
    }
    Some(plan.diagram.draw())
}

/// The box of a record, and whether it is a new one.
fn record(plan: &mut Plan<'_>, record: Record<'_>, word: &str, tone: Tone) -> (usize, bool) {
    if let Some(at) = plan.at.get(&record.position()) {
        return (*at, false);
    }
    let at = plan.node(Node { name: named(record), lines: vec![word.to_owned()], tone, ..Node::default() });
    plan.at.insert(record.position(), at);
    (at, true)
}

/// The controls that act against a record.
fn against(plan: &mut Plan<'_>, target: Record<'_>, to: usize) {
    for control in controls(target).filter(|control| !control.is_retired()) {
        let kind = control.text("type").map_or_else(|| "control".to_owned(), |kind| format!("control: {kind}"));
        let (at, _) = record(plan, control, &kind, Tone::Good);
        plan.diagram.edges.push(Edge { from: at, to, dashed: true, arrow: true, ..Edge::default() });
    }
}
