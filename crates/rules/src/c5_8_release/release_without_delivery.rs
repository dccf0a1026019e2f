//! Clause 5.8.8: a release reaches the point of use unaltered.

use crate::answered::answered;
use crate::procedures::has_procedure;
use crate::releases::is_released;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-without-delivery",
    clauses: &["5.8.8", "iso13485 7.5.1", "iec81001-5-1 5.8.3", "iec81001-5-1 6.3.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release that nothing protects on its way to the user",
    page: include_str!("release_without_delivery.md"),
    check: Check::EachWhere(&[Kind::Release], is_released, check),
};

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(release, "delivery") && !has_procedure(release.model(), "delivery") {
        findings
            .report(release, format!("nothing says how {} reaches its users unaltered", release.id()))
            .help("say it in `delivery`, or write a procedure with `- covers: delivery`: signature, transport, check after installation");
    }
}
