//! Good practice: what is excluded of security exists, has a reason, and is not there all the same.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Model, suggest};

pub(crate) static RULE: Rule = Rule {
    name: "unfounded-security-exclusion",
    clauses: &["iec81001-5-1 5.2.1", "iec81001-5-1 7.2"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "an exclusion of security that excludes nothing, has no reason, or is contradicted",
    page: include_str!("unfounded_security_exclusion.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let mut known = threats::words(model, Kind::Threat, "scenario");
    let mut there = threats::present(model, Kind::Threat, "scenario", &known);
    let categories = threats::words(model, Kind::RiskControl, "security");
    there.extend(threats::present(model, Kind::RiskControl, "security", &categories));
    known.extend(categories);
    // What one system excludes another may have.
    let alone = model.of(Kind::SoftwareSystem).len() == 1;
    for system in model.of(Kind::SoftwareSystem) {
        let id = system.id();
        for excluded in threats::exclusions(system) {
            findings.examined(1);
            let (word, place) = (excluded.word, excluded.place);
            if !known.contains(&word) {
                findings
                    .report_at(system, place, format!("{id} excludes `{word}`, which is neither a scenario nor a category of security"))
                    .help(suggest::nearest(word, known.iter().copied()).map_or_else(
                        || format!("the words are {}", known.join(", ")),
                        |near| format!("did you mean `{near}`?"),
                    ));
            } else if excluded.reason.is_empty() {
                findings
                    .report_at(system, place, format!("{id} excludes `{word}` of security without a reason"))
                    .help(format!("write the reason after a colon: `- excludes-security: {word}: <reason>`"));
            } else if alone && there.contains(&word) {
                findings
                    .report_at(system, place, format!("{id} excludes `{word}` of security, and a threat or a control has it"))
                    .help("take out the exclusion, or give the threat or the control the word that fits");
            }
        }
    }
}
