//! The search index: a script that sets one variable, so that it loads from disk without a request.

use super::layout::{Site, clause_anchor, gap_file, quoted};
use super::overview::standards as judged;
use primum_rules::standards::IDS;
use std::fmt::Write;

/// `PRIMUM={pages:[[file,name]…],entries:[[page,id,title,text,anchor]…]}`. The anchor is left out where it is the ID.
pub(super) fn script(site: &Site<'_>) -> String {
    let model = &site.analysis.model;
    let text: usize = model.records().map(|record| record.raw_body().0.len() + 96).sum();
    let mut out = String::with_capacity(text + text / 8 + 65_536);
    out.push_str("window.PRIMUM={pages:[[\"findings.html\",\"rule\"]");
    let standards = judged(site);
    for standard in &standards {
        out.push_str(",[");
        quoted(&mut out, &gap_file(&standard.id));
        out.push(',');
        let kind = if standard.id == IDS[0] { "clause".to_owned() } else { format!("clause of {}", standard.name) };
        quoted(&mut out, &kind);
        out.push(']');
    }
    for page in &site.pages {
        out.push_str(",[");
        quoted(&mut out, &page.file);
        out.push(',');
        quoted(&mut out, &model.config.schema.kinds()[page.kind].name);
        out.push(']');
    }
    out.push_str("],entries:[");
    let mut anchor = String::new();
    for record in model.records() {
        let _ = write!(out, "\n[{},", site.page_of(record) + 1 + standards.len());
        quoted(&mut out, record.id());
        out.push(',');
        quoted(&mut out, &record.title());
        out.push(',');
        quoted(&mut out, record.body().trim());
        anchor.clear();
        site.anchor(&mut anchor, record);
        if anchor != record.id() {
            out.push(',');
            quoted(&mut out, &anchor);
        }
        out.push_str("],");
    }
    for verdict in &site.analysis.clauses {
        let page = standards.iter().position(|standard| std::ptr::eq(*standard, verdict.standard)).unwrap_or(0);
        let _ = write!(out, "\n[{},", page + 1);
        let id = if verdict.standard.id == "iec62304" {
            verdict.clause.id.clone()
        } else {
            format!("{} {}", verdict.standard.id, verdict.clause.id)
        };
        quoted(&mut out, &id);
        out.push(',');
        quoted(&mut out, &verdict.clause.title);
        out.push(',');
        quoted(&mut out, &verdict.clause.summary);
        out.push(',');
        anchor.clear();
        clause_anchor(&mut anchor, verdict.standard, &verdict.clause.id);
        quoted(&mut out, &anchor);
        out.push_str("],");
    }
    for outcome in &site.analysis.outcomes {
        out.push_str("\n[0,");
        quoted(&mut out, outcome.rule.name);
        out.push(',');
        quoted(&mut out, outcome.rule.summary);
        out.push_str(",\"\"],");
    }
    // The list ends in an entry of no page, which the search skips: no comma to take back.
    out.push_str("\n[-1,\"\",\"\",\"\"]]};\n");
    out
}
