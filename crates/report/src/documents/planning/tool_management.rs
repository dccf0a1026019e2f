//! Tool management: each tool with its use, what happens if it is wrong, and how it was found fit for its use.

use crate::documents::writing::asked::absent;
use crate::documents::writing::marks::{approval, status};
use crate::documents::writing::page::{Page, cell, inlines, links, row, table};
use crate::documents::writing::record_tables::{field, homes, made};
use crate::documents::writing::{open_points, retired};
use crate::documents::{Declaration, Section};
use crate::facts::counted;
use primum_document::{Inline, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::register::Standing;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "tool-management",
    title: "Tools: register, risk and validation",
    purpose: "Names the tools of development, test and quality with their versions, what each could do to the software, and why its output can be trusted.",
    clauses: &["IEC 62304 5.1.4", "IEC 62304 5.1.10", "IEC 62304 8.1.1", "ISO 13485 4.1.6", "ISO 13485 7.6", "21 CFR 820.70(i)"],
    sections: &[
        Section { title: "Register of tools", write: register },
        Section { title: "What a fault of a tool could do", write: risk },
        Section { title: "Components that are tools", write: components },
        Section { title: "Tools that wrote evidence", write: evidence },
        Section { title: "Open points", write: open },
    ],
};

fn register(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Tool).collect();
    let columns = [
        field("Version", Share::Narrow, &["version"]).optional(),
        field("Supplier", Share::Normal, &["supplier"]),
        field("Purpose", Share::Wide, &["purpose"]),
        field("Used in", Share::Normal, &["used-in"]),
        field("Affects the software", Share::Narrow, &["affects-software"]),
        field("Validation", Share::Wide, &["validation"]),
        field("Looked at", Share::Narrow, &["reviewed"]).optional(),
        made("Plans", Share::Narrow, &["used by plan"], |tool| links(tool.linked_by("tools"))).optional(),
        field("Pinned by", Share::Normal, &["source"]).optional(),
        made("Status", Share::Narrow, &["status"], status).optional(),
        made("Approval", Share::Narrow, &[], |tool| approval(analysis, tool)).optional(),
    ];
    for tool in homes(page, "Tools", &all, &columns) {
        page.record_with(tool, 2, vec![("approval", approval(analysis, tool))]);
    }
    if all.is_empty() {
        absent(page, "tools", "5.1.4", "Write a record for each with `primum new tool`: compilers, test runners, analysers, build images.");
    }
    retired::named(page, Kind::Tool);
}

fn risk(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Tool).collect();
    if all.is_empty() {
        page.text("Without a register nothing can be said about it.");
        return;
    }
    let count = |word: Option<&str>| all.iter().filter(|tool| tool.text("affects-software") == word).count();
    let sorts = [
        (count(Some("yes")), "could put a fault into the software or hide one"),
        (count(Some("no")), "could do neither"),
        (count(None), "of which nobody has said it"),
    ];
    for (number, what) in sorts.into_iter().filter(|(number, _)| *number > 0) {
        page.text(&format!("{} {what}.", counted(number, "tool", "tools")));
    }
    let silent: Vec<&Record<'_>> = all.iter().filter(|tool| tool.value("affects-software").is_none()).collect();
    if let Some(first) = silent.first() {
        page.missing(
            &format!("judgement of {}", counted(silent.len(), "tool", "tools")),
            &format!("what a fault of it could do decides how far it has to be validated, and {} does not say", first.id()),
            "Write `affects-software: yes` or `no` in the record.",
        );
    }
    let trusted = |tool: &&Record<'_>| tool.says("affects-software", "yes") && !primum_rules::answered(**tool, "validation");
    let bare: Vec<&Record<'_>> = all.iter().filter(trusted).collect();
    if let Some(first) = bare.first() {
        page.missing(
            &format!("validation of {}", counted(bare.len(), "tool", "tools")),
            &format!("it affects the software, and nothing says why its output can be trusted; the first is {}", first.id()),
            "Write `validation` in the record: what was tried, with which result, or what stands beside the tool.",
        );
    } else if count(Some("yes")) > 0 {
        page.text("Each tool that affects the software says why its output can be trusted.");
    }
}

fn components(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut all = table(
        "Components that are used in development only",
        &[("Component", Share::Normal), ("Versions", Share::Normal), ("Covered by", Share::Normal)],
    );
    for (package, standing) in analysis.register.standing() {
        let Standing::Tool(records) = standing else { continue };
        let versions: Vec<&str> = package.exact().collect();
        all.rows.push(row(
            "",
            vec![cell(&package.name), cell(&versions.join(", ")), inlines(links(records.iter().map(|at| analysis.model.at(*at))))],
        ));
    }
    if !page.table(all) {
        page.text("No lock file names a component that a tool record covers.");
    }
}

/// The tools by their own words, in the statements of evidence.
fn evidence(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut found: std::collections::BTreeMap<&str, (usize, &str)> = std::collections::BTreeMap::new();
    for statement in analysis.facts.store.iter().flat_map(|store| &store.statements) {
        if let Some(tool) = &statement.tool {
            let one = found.entry(tool).or_default();
            one.0 += 1;
            one.1 = one.1.max(crate::documents::writing::statements::day(statement));
        }
    }
    let mut all =
        table("Tools as the evidence names them", &[("Tool", Share::Wide), ("Statements", Share::Narrow), ("Last", Share::Narrow)]);
    for (tool, (count, last)) in found {
        let name = primum_document::Cell { text: vec![Inline::Code(tool.to_owned())], tone: Tone::Plain };
        all.rows.push(row("", vec![name, cell(&count.to_string()), cell(last)]));
    }
    if !page.table(all) {
        page.text("No statement of evidence names the tool that wrote its file.");
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "no-tool",
            "tool-not-controlled",
            "tool-unvalidated",
            "tool-component-in-product",
            "tool-component-undeclared",
            "tool-vulnerable",
            "standards-methods-tools-unplanned",
        ],
    );
}
