//! Clause 7.2.1: every cause is controlled, or leads to nothing that needs control.

use crate::contribution::{concerns_software, is_controlled_itself, needs_control, situations, why_not_acceptable};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "cause-without-control",
    clauses: &["7.2.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a cause that nothing controls, of a risk that is not acceptable as it is",
    page: include_str!("cause_without_control.md"),
    check: Check::EachWhere(&[Kind::Cause], concerns_software, check),
};

fn check(cause: Record<'_>, findings: &mut Findings<'_>) {
    let risk = findings.risk();
    if risk.acting_on(cause).any {
        return;
    }
    let open = situations(cause).find(|situation| needs_control(risk, *situation) && !is_controlled_itself(risk, *situation));
    if let Some(situation) = open {
        let (id, to, why) = (cause.id(), situation.id(), why_not_acceptable(risk, situation));
        findings
            .report(cause, format!("nothing controls {id}, and {to}, to which it leads, {why}"))
            .help(format!("write the risk control with `- controls: {id}`: by design before protection, by protection before information"))
            .related(situation.place(), "it leads here");
    }
}
