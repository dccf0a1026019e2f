//! Clause 8.1.2: what is in the product is SOUP, even if it is called a tool.

use crate::register::Standing;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::soup;
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "tool-component-in-product",
    clauses: &["8.1.2", "iec81001-5-1 8", "fda-cyber CY-SBOM", "fda-cyber 524B(b)(3)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "component that a tool record covers and that is in the product",
    page: include_str!("tool_component_in_product.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(stock) = &findings.facts().soup else { return };
    let register = findings.register();
    findings.examined(register.shipped().count());
    for (_, package, standing) in register.shipped() {
        let Standing::Tool(tools) = standing else { continue };
        let Some(tool) = tools.first().map(|at| model.at(*at)) else { continue };
        let place = tool.value("purl").map_or(tool.place(), |value| value.place);
        let locked = package.first().and_then(|at| findings.place_of(at));
        let finding = findings.report_at(
            tool,
            place,
            format!("{} covers {}, and {} has it in the product", tool.id(), package.told(), soup::file(stock, package)),
        );
        if let Some(place) = locked {
            finding.related(place, "locked here");
        }
        finding
            .about(package)
            .help("write a SOUP record for it; if the whole file is about tools, name it in `tools` of `[soup]`");
    }
}
