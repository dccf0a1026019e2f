//! FDA documentation level: basic is declared where enhanced is due, or nothing is declared.

use crate::position::facts::{Fact, shown};
use crate::position::{Compared, Jurisdiction, Scope, position};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "documentation-level-too-low",
    clauses: &["fda-software SW-DLE"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an FDA documentation level that is lower than the risk asks for, or none at all",
    page: include_str!("documentation_level_too_low.md"),
    check: Check::Project(check),
};

const ASK: &str = "`primum position fda-documentation-level` shows the steps and the documents of each level";

fn check(model: &Model, findings: &mut Findings<'_>) {
    let position = position(model);
    let Some(standing) = position.standing("fda-documentation-level") else { return };
    findings.examined(standing.by.len());
    // Where it is no device, no level is asked for.
    if standing.evaluation.outcomes.highest() == 0 {
        return;
    }
    if standing.declared.is_empty() {
        let home = model.at(standing.home);
        if matches!(Scope::of(home), Scope::In(named) if named.contains(&Jurisdiction::Us)) {
            findings
                .report(home, format!("{} declares no FDA documentation level", home.id()))
                .help(format!("write `- fda-documentation-level: {}` with the rationale; {ASK}", standing.evaluation.outcome().id));
        }
        return;
    }
    let serious = shown(model, Fact::SeriousHarm).filter(|shown| shown.holds);
    for declared in standing.declared.iter().filter(|declared| declared.value == "basic") {
        let record = model.at(declared.record);
        let situation = serious.as_ref().and_then(|shown| shown.records.first()).map(|at| model.at(*at));
        let what = match (situation, &serious) {
            (Some(situation), Some(shown)) => {
                let more = if shown.records.len() > 1 { format!(" and {} more", shown.records.len() - 1) } else { String::new() };
                format!("{}{more} can end in serious harm before any control", situation.id())
            }
            (_, Some(_)) => "the risk file has serious harm before any control".to_owned(),
            (_, None) if declared.compared == Compared::Lower => "the answers come to `enhanced`".to_owned(),
            (_, None) => continue,
        };
        let finding = findings
            .report_at(record, declared.place, format!("{} declares the documentation level `basic`, and {what}", record.id()))
            .help(format!("declare `enhanced`, or mend the record that leads there; {ASK}"));
        if let Some(situation) = situation {
            let severity = situation.value("severity").map_or(situation.place(), |value| value.place);
            finding.related(severity, "the software can contribute to this");
        }
    }
}
