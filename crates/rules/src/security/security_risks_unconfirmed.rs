//! IEC 81001-5-1, 7.1.1 and 7.2: people have confirmed that the security risks are complete.

use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "security-risks-unconfirmed",
    clauses: &["iec81001-5-1 7.1.1", "iec81001-5-1 7.2", "fda-cyber CY-TM"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "threats that no review has confirmed to be all that matter",
    page: include_str!("security_risks_unconfirmed.md"),
    check: Check::Project(check),
};

const CONFIRMED: &str = "security risks complete";

fn check(model: &Model, findings: &mut Findings<'_>) {
    if model.of(Kind::Threat).len() == 0 {
        return;
    }
    let mut named = vec![false; model.records().len()];
    let mut confirming = 0;
    let mut short: Option<(Record<'_>, &str)> = None;
    for review in model.of(Kind::Review).filter(|review| review.says("confirms", CONFIRMED)) {
        match reviews::shortfall(review) {
            Some(why) => {
                short.get_or_insert((review, why));
            }
            None => {
                confirming += 1;
                for record in review.links("of") {
                    named[record.position() as usize] = true;
                }
            }
        }
    }
    findings.examined(confirming);
    if confirming == 0 {
        let finding = findings.report_project("no review confirms that the security risks are complete");
        match short {
            Some((review, why)) => {
                finding.help(format!("{} would, but it {why}", review.id())).related(review.place(), why);
            }
            None => {
                finding.help(format!("go through the threats with people who know the attacks, and write a review with `- confirms: {CONFIRMED}`"));
            }
        }
        return;
    }
    for threat in model.of(Kind::Threat).filter(|threat| !named[threat.position() as usize]) {
        let id = threat.id();
        findings
            .report(threat, format!("no review that confirms the security risks names {id}"))
            .help(format!("look at the whole again with {id} in it, and name it in `of` of the review"));
    }
}
