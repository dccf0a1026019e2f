//! Clause 6.2.1.2: feedback is evaluated, and a problem in it is reported.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "feedback-undecided",
    clauses: &["6.2.1.2", "iso13485 8.2.1", "iso13485 8.2.2", "iso14971 10.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "feedback without a decision, or with one that leads nowhere",
    page: include_str!("feedback_undecided.md"),
    check: Check::Each(&[Kind::Feedback], check),
};

fn check(feedback: Record<'_>, findings: &mut Findings<'_>) {
    let id = feedback.id();
    let raised = feedback.links("raises").next();
    match feedback.text("decision") {
        Some("problem") if raised.is_none() => {
            findings
                .report(feedback, format!("{id} reveals a problem, and no problem report was opened"))
                .help("open a problem report and name it in `raises`; a known problem counts as well");
        }
        Some("problem") => {}
        Some("no problem") => {
            if let Some(problem) = raised {
                findings
                    .report(feedback, format!("{id} is called no problem and raises {}", problem.id()))
                    .help("correct the decision, or take the link out")
                    .related(problem.place(), "the problem report");
            } else if !answered(feedback, "rationale") {
                findings
                    .report(feedback, format!("{id} is called no problem without a reason"))
                    .help("say in `rationale` why it is none: potential harm and deviations from the specification count as problems too");
            }
        }
        _ => {
            findings
                .report(feedback, format!("nobody decided whether {id} reveals a problem"))
                .help("judge it by the criteria of the maintenance plan, and write `- decision: problem` or `- decision: no problem`");
        }
    }
}
