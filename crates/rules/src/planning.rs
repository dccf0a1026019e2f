//! What rules about plans share: does a plan cover the subject, and does it say what the clause asks for?

use crate::answered::says_something;
use crate::rule::Check;
use crate::rule::Findings;
use crate::{RULES, standards};
use primum_model::{Class, Kind, Model, Record};

/// A section that a plan must have, and what belongs in it.
pub type Wanted = (&'static str, &'static str);

/// Reports that no plan covers the subject, or which sections none of the covering plans has.
pub(crate) fn require(model: &Model, covers: &str, wanted: &[Wanted], findings: &mut Findings<'_>) {
    let (drafts, settled): (Vec<Record<'_>>, Vec<Record<'_>>) =
        model.of(Kind::Plan).filter(|plan| plan.says("covers", covers)).partition(|plan| plan.says("status", "draft"));
    // Nobody answers for a draft yet, so it shows nothing; where there is nothing else, what it lacks is told.
    findings.examined(settled.len());
    let plans = if settled.is_empty() { drafts } else { settled };
    let Some(first) = plans.first() else {
        findings
            .report_project(format!("no plan covers {covers}"))
            .help(format!("`primum new plan` writes one; say `- covers: {covers}` in it"));
        return;
    };
    for (title, content) in wanted {
        if plans.iter().any(|plan| plan.section(title).is_some_and(|section| says_something(section.body))) {
            continue;
        }
        let empty = plans.iter().find_map(|plan| plan.section(title).map(|section| (*plan, section)));
        match empty {
            Some((plan, section)) => {
                findings
                    .report_at(plan, section.place, format!("section `{title}` of {} says nothing yet", plan.id()))
                    .help(format!("write {content}"));
            }
            None => {
                let marks = "#".repeat(usize::from(first.level()) + 1);
                findings
                    .report(*first, format!("{} covers {covers} and has no section `{title}`", first.id()))
                    .help(format!("add `{marks} {title}`: {content}"));
            }
        }
    }
}

/// Sections that other rules than those of [`Check::Plan`] look for: subject, clause, title, content.
const ALSO: &[(&str, &str, &str, &str)] = &[
    ("development", "5.1.3", "System inputs", "the system requirements that the software starts from, and how both sides stay in step"),
    (
        "development",
        "5.1.12",
        "Common defects",
        "the defects that are common with the technology in use, and what shows that they do no harm",
    ),
    ("verification", "5.5.2", "Unit verification", "strategy, method and procedure, also for units that are not tested"),
    ("verification", "5.5.3", "Unit acceptance criteria", "what every unit must show before it may be integrated"),
    ("problem resolution", "9.1", "Reports", "who writes a report about what, and what it says about safety, scope and criticality"),
    ("problem resolution", "9.6", "Trends", "how often reports are looked at together, and who acts on what is seen"),
];

/// What plans must say at a class: subject by subject, the sections and what belongs in them. Made from the rules.
#[must_use]
pub fn sections(class: Class) -> Vec<(&'static str, Vec<Wanted>)> {
    let mut subjects: Vec<(&'static str, Vec<Wanted>)> = Vec::new();
    let mut add = |covers: &'static str, wanted: &[Wanted]| {
        let at = subjects.iter().position(|(subject, _)| *subject == covers).unwrap_or_else(|| {
            subjects.push((covers, Vec::new()));
            subjects.len() - 1
        });
        let list = &mut subjects[at].1;
        list.extend(wanted.iter().filter(|(title, _)| !list.iter().any(|(other, _)| other == title)).copied().collect::<Vec<_>>());
    };
    for rule in RULES {
        if let Check::Plan(covers, wanted) = rule.check
            && rule.classes().contains(class)
        {
            add(covers, wanted);
        }
    }
    // Rules that first look whether security matters at all ask for these; a new project does better to say that it does not.
    for wanted in [crate::security::security_plan_incomplete::WANTED, crate::security::security_activities_unplanned::WANTED] {
        add("security", wanted);
    }
    for (covers, clause, title, content) in ALSO {
        if standards::find(clause).is_some_and(|(_, clause)| clause.classes.contains(class)) {
            add(covers, &[(*title, *content)]);
        }
    }
    subjects
}
