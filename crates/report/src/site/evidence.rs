//! Evidence: which tests have passed on what is there now, which are due, what the code of each item comes to, and what is in the store.

use super::escape::{escape, escaped};
use super::figure::figure;
use super::layout::Site;
use crate::documents::figures;
use crate::due;
use primum_evidence::{Content, Signature, Statement, Status};
use primum_rules::verification::State;
use std::fmt::Write;

pub(super) fn page(site: &Site<'_>) -> String {
    let mut out = String::with_capacity(32 * 1024);
    site.open(&mut out, "evidence.html", "Evidence");
    let (verified, requirements) = due::requirements(site.analysis);
    let tests = due::tests(site.analysis);
    let passed = tests.iter().filter(|(_, standing)| standing.is_some_and(|standing| standing.state == State::Passed)).count();
    let _ = writeln!(
        out,
        "<p class=lead>{passed} of {} tests passed on what is there now; {verified} of {requirements} software requirements are verified. A result counts as long as nothing that it rests on has changed since.</p>",
        tests.len()
    );
    let statements = site.analysis.facts.store.as_ref().map(|store| store.statements.as_slice()).unwrap_or_default();
    if statements.is_empty() {
        out.push_str("<p class=nothing>No evidence is on record. <code>primum evidence add</code> records what test runners, coverage tools and analysers wrote.</p>\n");
    }
    out.push_str("<h2 id=tests>Tests</h2>\n");
    figure(&mut out, "The tests of each level, by where their latest results stand.", figures::test_results(site.analysis));
    head(&mut out, "Tests", &["Test", "Level", "State", "Why"]);
    for (test, standing) in &tests {
        let (state, why) = standing.map_or((State::NotRun, "has no result"), |standing| (standing.state, standing.why.as_str()));
        let (class, sign) = match state {
            State::Passed => ("satisfied", "✓"),
            _ if state.is_bad() => ("open", "✗"),
            _ => ("nothing-there", "○"),
        };
        let _ = write!(out, "<tr class={class}><th scope=row>");
        site.link(&mut out, *test);
        let _ = write!(out, " {}</th>", escaped(&test.title()));
        cell(&mut out, "Level", test.text("level").unwrap_or("none"));
        let _ = write!(out, "<td data-head=State><span class=status>{sign} {}</span></td>", state.name());
        cell(&mut out, "Why", why);
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    code(site, &mut out);
    if !statements.is_empty() {
        out.push_str("<h2 id=statements>Statements</h2>\n");
        head(&mut out, "Statements", &["When", "What", "Environment", "State of", "Recorded by", "Signature"]);
        let mut order: Vec<&Statement> = statements.iter().collect();
        order.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.digest.cmp(&b.digest)));
        for statement in order {
            row(&mut out, statement);
        }
        out.push_str("</tbody>\n</table></div>\n");
    }
    site.close(&mut out);
    out
}

fn code(site: &Site<'_>, out: &mut String) {
    let table = &site.analysis.verification.code;
    if table.coverage == 0 && table.analysis == 0 {
        return;
    }
    out.push_str("<h2 id=code>Code</h2>\n");
    head(out, "Code", &["Owner of the files", "Lines", "Branches", "Files without a report", "Static analysis"]);
    let mut parts: Vec<_> = table.by_part.iter().collect();
    parts.sort_by_key(|(at, _)| **at);
    for (at, code) in parts {
        out.push_str("<tr><th scope=row>");
        site.link(out, site.analysis.model.at(*at));
        out.push_str("</th>");
        for (name, ratio) in [("Lines", code.coverage.lines), ("Branches", code.coverage.branches)] {
            let share = ratio.map_or_else(|| "not told".to_owned(), |ratio| format!("{} of {}", ratio.covered, ratio.total));
            cell(out, name, &share);
        }
        cell(out, "Files without a report", &code.unreported.len().to_string());
        let open = code.results.iter().filter(|result| result.suppression.is_none()).count();
        cell(out, "Static analysis", &format!("{open} open, {} suppressed", code.results.len() - open));
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn row(out: &mut String, statement: &Statement) {
    let what = match &statement.content {
        Content::Tests(runs) => {
            let passed = runs.iter().filter(|run| run.status == Status::Passed).count();
            let level = statement.level.map_or("", |level| level.name());
            format!("{level} tests: {passed} of {} passed", runs.len())
        }
        Content::Coverage(files) => format!("coverage of {} files", files.len()),
        Content::Analysis(results) => format!("static analysis: {} results", results.len()),
    };
    let tool = statement.tool.as_deref().unwrap_or(&statement.format);
    let commit = statement.state.commit.as_deref().and_then(|commit| commit.get(..10)).unwrap_or("no commit");
    let dirty = if statement.state.uncommitted.is_empty() { "" } else { ", with files that no commit holds" };
    let signature = match &statement.signature {
        Signature::None => "none".to_owned(),
        Signature::Valid(name) => format!("✓ {name}"),
        Signature::Doubtful(why) => format!("✗ {why}"),
    };
    let _ = write!(out, "<tr><th scope=row><span class=date>{}</span></th>", escaped(&statement.at));
    cell(out, "What", &format!("{what} ({tool})"));
    cell(out, "Environment", &statement.environment);
    cell(out, "State of", &format!("{commit}{dirty}"));
    cell(out, "Recorded by", &statement.by);
    cell(out, "Signature", &signature);
    out.push_str("</tr>\n");
}

pub(super) fn head(out: &mut String, name: &str, columns: &[&str]) {
    let _ = write!(out, "<div class=scroll tabindex=0 role=region aria-label=\"{name}\"><table class=stacked>\n<thead><tr>");
    for column in columns {
        let _ = write!(out, "<th scope=col>{column}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

pub(super) fn cell(out: &mut String, head: &str, text: &str) {
    let _ = write!(out, "<td data-head=\"{head}\">");
    escape(out, text);
    out.push_str("</td>");
}
