//! Practice beside IEC 81001-5-1, 5.1.2: the environment of development is protected as well.

use crate::answered::listed;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::soup;
use primum_model::Model;
use primum_soup::Scope;

pub(crate) static RULE: Rule = Rule {
    name: "tool-vulnerable",
    clauses: &["iec81001-5-1 5.1.2"],
    basis: Basis::Practice,
    level: Level::Note,
    summary: "known vulnerability of a component that only serves development",
    page: include_str!("tool_vulnerable.md"),
    check: Check::Project(check),
};

fn check(_: &Model, findings: &mut Findings<'_>) {
    let Some(scan) = soup::scan(findings) else { return };
    let register = findings.register();
    findings.examined(register.packages.iter().filter(|package| package.scope != Scope::Shipped).count());
    for weakness in register.weaknesses.iter().filter(|weakness| !weakness.shipped) {
        let vulnerability = &scan.vulnerabilities[weakness.vulnerability];
        let message = format!("{}; it serves development only", soup::told(findings, weakness, vulnerability));
        let package = &register.packages[weakness.package];
        let fixed = listed(&weakness.fixed.iter().map(String::as_str).collect::<Vec<_>>());
        let help = fixed.map_or_else(|| "replace it, or see that it meets only input of your own".to_owned(), |fixed| format!("update it to {fixed}"));
        findings.report_component(package.place_of(&weakness.version), message).about_version(package, &weakness.version).help(help);
    }
}
