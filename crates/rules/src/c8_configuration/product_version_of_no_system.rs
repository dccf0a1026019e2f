//! Clauses 8.1.1 and 8.1.3: the version of the product is that of its software.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "product-version-of-no-system",
    clauses: &["8.1.1", "8.1.3"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "no software system has the version of the product",
    page: include_str!("product_version_of_no_system.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let product = model.config.product.version.trim();
    let versioned: Vec<(Record<'_>, &str)> =
        model.of(Kind::SoftwareSystem).filter_map(|system| Some((system, system.text("version")?.trim()))).collect();
    if product.is_empty() || versioned.is_empty() {
        return;
    }
    findings.examined(versioned.len());
    if versioned.iter().any(|(_, version)| *version == product) {
        return;
    }
    let told: Vec<String> = versioned.iter().take(6).map(|(system, version)| format!("{} is {version}", system.id())).collect();
    let (first, _) = versioned[0];
    findings
        .report_at(
            first,
            first.value("version").map_or_else(|| first.place(), |value| value.place),
            format!("the product is version {product}, and no software system is: {}", told.join(", ")),
        )
        .help("write the version under development into `version` of the software system, and the same into `[product] version` of primum.toml");
}
