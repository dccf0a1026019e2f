//! What rules about plans share: does a plan cover the subject, and does it say what the clause asks for?

use crate::rule::Findings;
use primum_model::{Kind, Model, Record};

/// A section that a plan must have, and what belongs in it.
pub(crate) type Wanted = (&'static str, &'static str);

/// Reports that no plan covers the subject, or which sections none of the covering plans has.
pub(crate) fn require(model: &Model, covers: &str, wanted: &[Wanted], findings: &mut Findings<'_>) {
    let plans: Vec<Record<'_>> = model.of(Kind::Plan).filter(|plan| plan.says("covers", covers)).collect();
    findings.examined(plans.len());
    let Some(first) = plans.first() else {
        findings
            .report_project(format!("no plan covers {covers}"))
            .help(format!("`primum new plan` writes one; say `- covers: {covers}` in it"));
        return;
    };
    for (title, content) in wanted {
        if !plans.iter().any(|plan| plan.section(title).is_some_and(|section| !section.body.is_empty())) {
            findings
                .report(*first, format!("{} covers {covers} and has no section `{title}`", first.id()))
                .help(format!("add `### {title}`: {content}"));
        }
    }
}
