//! IEC 81001-5-1, 6.3.3: an update is checked for where it comes from and whether it is whole.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "update-unprotected",
    clauses: &["iec81001-5-1 6.3.3"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a way to update that no control makes authentic",
    page: include_str!("update_unprotected.md"),
    check: Check::Project(check),
};

/// What the controls of a threat to updates are about.
#[derive(Clone, Copy, Default)]
struct Chain {
    updates: bool,
    authentic: bool,
}

impl Chain {
    fn of(control: Record<'_>) -> Self {
        let authentic = control.says("security", "integrity") || control.says("security", "authentication");
        Self { updates: control.says("security", "updates"), authentic }
    }
}

fn check(model: &Model, findings: &mut Findings<'_>) {
    installed_without_a_word(model, findings);
    // By position of the threat: what its controls are about together.
    let mut chains = vec![Chain::default(); model.records().len()];
    for control in model.of(Kind::RiskControl) {
        let own = Chain::of(control);
        for threat in control.links("controls").filter(|target| target.kind() == Kind::Threat) {
            let chain = &mut chains[threat.position() as usize];
            *chain = Chain { updates: chain.updates || own.updates, authentic: chain.authentic || own.authentic };
        }
    }
    let chain = |threat: Record<'_>| chains[threat.position() as usize];
    for threat in model.of(Kind::Threat).filter(|threat| threat.says("scenario", "update")) {
        findings.examined(1);
        let id = threat.id();
        match chain(threat) {
            Chain { updates: true, authentic: true } => {}
            Chain { updates: true, .. } => {
                findings
                    .report(threat, format!("{id} plays in an update, and none of its controls is about integrity or authentication"))
                    .help(format!("let a control that checks origin and content of the update name {id}, with `- security: integrity`"));
            }
            Chain { authentic: true, .. } => {
                findings
                    .report(threat, format!("{id} plays in an update, and none of its controls is about updates"))
                    .help(format!("say `- security: updates` in the control that governs how an update gets in, and let it name {id}"));
            }
            Chain { .. } => {
                findings
                    .report(threat, format!("{id} plays in an update, and none of its controls is about updates, integrity or authentication"))
                    .help(format!("write the control that decides which update gets in, with `- controls: {id}` and `- security: updates, integrity`"));
            }
        }
    }
    for control in model.of(Kind::RiskControl).filter(|control| control.says("security", "updates")) {
        findings.examined(1);
        let threats = || control.links("controls").filter(|target| target.kind() == Kind::Threat && !target.is_retired());
        // What stands at the threat is not said twice.
        let told = threats().any(|threat| threat.says("scenario", "update"));
        if !told && !Chain::of(control).authentic && !threats().any(|threat| chain(threat).authentic) {
            findings
                .report(control, format!("{} is about updates, and no control beside it is about integrity or authentication", control.id()))
                .help("say `- security: integrity` if it checks origin and content of the update, or write the control that does");
        }
    }
}

/// Software that somebody installs can be replaced by what somebody else installs.
fn installed_without_a_word(model: &Model, findings: &mut Findings<'_>) {
    let about = model.of(Kind::Threat).any(|threat| threat.says("scenario", "update"))
        || model.of(Kind::RiskControl).any(|control| control.says("security", "updates"));
    if about || !threats::matter(model) {
        return;
    }
    let excludes = |system: Record<'_>| {
        threats::exclusions(system).any(|one| ["update", "updates"].contains(&one.word) && !one.reason.is_empty())
    };
    let mut systems = model.of(Kind::SoftwareSystem);
    if systems.len() > 0 && systems.all(excludes) {
        return;
    }
    let Some(requirement) = model.of(Kind::SoftwareRequirement).find(|requirement| requirement.says("category", "installation")) else {
        return;
    };
    findings.examined(1);
    let id = requirement.id();
    findings
        .report(requirement, format!("{id} is about installation, and no threat and no control is about updates"))
        .help("write the threats with `- scenario: update`, or say why none can occur: `- excludes-security: update: <reason>` in the software system");
}
