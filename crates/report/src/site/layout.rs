//! What every page has: head, navigation, search, and the foot that says what was not examined.

use super::Options;
use super::escape::escape;
use crate::trace::json_string;
use primum_model::{Kind, Place, Record};
use primum_rules::answers::{self, Answer};
use primum_rules::standards::{self, Standard};
use primum_rules::verdict::ClauseVerdict;
use primum_rules::{Analysis, RULES};
use std::fmt::Write;

/// How many records a page holds before the next one begins.
const RECORDS_A_PAGE: usize = 1000;

/// A page of records.
pub(crate) struct RecordPage {
    /// Its file.
    pub(crate) file: String,
    /// Position of the kind in the schema.
    pub(crate) kind: usize,
    /// Which of the pages of this kind, from 1, and how many there are.
    pub(crate) number: (usize, usize),
    /// The records on it, by position.
    pub(crate) records: Vec<u32>,
}

/// An analysis with everything that the pages share.
pub(crate) struct Site<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) options: &'a Options,
    pub(crate) pages: Vec<RecordPage>,
    /// The page of every record.
    page_of: Vec<u32>,
    /// What this version does not examine.
    not_examined: Vec<&'static str>,
}

/// Nothing is loaded but the files of the site, also where it is opened from disk.
const POLICY: &str =
    "default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'none'";

/// The pages that every site has: file, name in the navigation.
const FIXED: [(&str, &str); 14] = [
    ("index.html", "Overview"),
    ("gap.html", "Gap list"),
    ("map.html", "Map"),
    ("checklist.html", "Checklist"),
    ("matrix.html", "Matrix"),
    ("risk.html", "Risk"),
    ("class.html", "Safety class"),
    ("evidence.html", "Evidence"),
    ("approvals.html", "Approvals"),
    ("soup.html", "SOUP"),
    ("findings.html", "Findings"),
    ("judgements.html", "Judgements"),
    ("position.html", "Position"),
    ("problems.html", "Problems"),
];

impl<'a> Site<'a> {
    pub(crate) fn new(analysis: &'a Analysis, options: &'a Options) -> Self {
        let model = &analysis.model;
        let kinds = model.config.schema.kinds();
        let mut by_kind: Vec<Vec<u32>> = vec![Vec::new(); kinds.len()];
        for record in model.records() {
            by_kind[record.kind().position()].push(record.position());
        }
        let mut pages = Vec::new();
        let mut page_of = vec![0; model.records().len()];
        for (kind, records) in by_kind.into_iter().enumerate() {
            let parts = records.chunks(RECORDS_A_PAGE);
            let count = parts.len();
            for (at, part) in parts.enumerate() {
                let slug = match kinds[kind].kind {
                    // The project chose this name; it is no name for a file.
                    Kind::Own(number) => format!("own-{number}"),
                    _ => kinds[kind].name.to_ascii_lowercase().replace(' ', "-"),
                };
                let file = if at == 0 { format!("records-{slug}.html") } else { format!("records-{slug}-{}.html", at + 1) };
                for record in part {
                    page_of[*record as usize] = pages.len() as u32;
                }
                pages.push(RecordPage { file, kind, number: (at + 1, count), records: part.to_vec() });
            }
        }
        Self { analysis, options, pages, page_of, not_examined: not_examined() }
    }

    /// The page that holds a record.
    pub(crate) fn page_of(&self, record: Record<'_>) -> usize {
        self.page_of[record.position() as usize] as usize
    }

    /// Writes the anchor of a record: its ID, and for the second record of the same ID something no ID can be.
    pub(crate) fn anchor(&self, out: &mut String, record: Record<'_>) {
        escape(out, record.id());
        if self.analysis.model.find(record.id()) != Some(record) {
            let _ = write!(out, "--{}", record.position());
        }
    }

    /// Writes `file.html#ID`.
    pub(crate) fn address(&self, out: &mut String, record: Record<'_>) {
        out.push_str(&self.pages[self.page_of(record)].file);
        out.push('#');
        self.anchor(out, record);
    }

    /// Writes a link that shows the ID.
    pub(crate) fn link(&self, out: &mut String, record: Record<'_>) {
        out.push_str("<a href=\"");
        self.address(out, record);
        out.push_str("\">");
        escape(out, record.id());
        out.push_str("</a>");
    }

    /// Writes path, line and column of a place.
    pub(crate) fn place(&self, out: &mut String, place: Place) {
        let file = self.analysis.model.file(place);
        let position = file.position(place.span.start);
        out.push_str("<span class=place>");
        escape(out, &file.path);
        let _ = write!(out, ":{}:{}</span>", position.line, position.column);
    }

    /// Writes the reference of a clause, linked where the gap list has it.
    pub(crate) fn clause(&self, out: &mut String, reference: &str) {
        match standards::find(reference) {
            Some((standard, clause)) if self.analysis.clauses.iter().any(|verdict| std::ptr::eq(verdict.clause, clause)) => {
                clause_link(out, standard, &clause.id);
                escape(out, reference);
                out.push_str("</a>");
            }
            _ => escape(out, reference),
        }
    }

    /// Writes the number of a judged clause, linked to its row of the gap list.
    pub(crate) fn clause_number(&self, out: &mut String, verdict: &ClauseVerdict) {
        clause_link(out, verdict.standard, &verdict.clause.id);
        escape(out, &verdict.clause.id);
        out.push_str("</a>");
    }

    /// The product and its version, or what stands for them.
    pub(crate) fn product(&self) -> (&str, &str) {
        let product = &self.analysis.model.config.product;
        let name = if product.name.is_empty() { "Unnamed product" } else { &product.name };
        let version = if product.version.is_empty() { "no version stated" } else { &product.version };
        (name, version)
    }

    /// Opens a page: everything before its own heading.
    pub(crate) fn open(&self, out: &mut String, file: &str, title: &str) {
        let (name, version) = self.product();
        let _ = write!(
            out,
            "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<meta name=viewport content=\"width=device-width, initial-scale=1\">\n<meta name=color-scheme content=\"light dark\">\n<meta name=referrer content=no-referrer>\n<title>"
        );
        escape(out, title);
        out.push_str(" · ");
        escape(out, name);
        out.push_str(
            "</title>\n<link rel=stylesheet href=style.css>\n<script src=search.js defer></script>\n</head>\n<body>\n<a class=skip href=\"#main\">Skip to the content</a>\n<header>\n<p class=product><a href=index.html>",
        );
        escape(out, name);
        out.push_str("</a> <span>");
        escape(out, version);
        let _ = write!(out, "</span></p>\n<p class=stamp>Snapshot of {}", self.analysis.model.date);
        if !self.options.revision.is_empty() {
            out.push_str(" at <code>");
            escape(out, &self.options.revision);
            out.push_str("</code>");
        }
        out.push_str("</p>\n<form id=search role=search hidden><label for=q>Search</label> <input id=q type=search autocomplete=off spellcheck=false placeholder=\"ID, title or text\" aria-controls=hits> <kbd>/</kbd></form>\n<nav aria-label=Pages>");
        for (target, name) in FIXED {
            // The later parts of a page belong to it, and the gap lists of the other standards stand behind the first.
            let stem = target.trim_end_matches(".html");
            let rest = file.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-')).unwrap_or("");
            let here = if target == file || rest.starts_with(|c: char| c.is_ascii_digit()) {
                " aria-current=page"
            } else if target == "gap.html" && !rest.is_empty() {
                " aria-current=true"
            } else {
                ""
            };
            let _ = write!(out, "<a href={target}{here}>{name}</a>");
        }
        self.records_menu(out, file);
        out.push_str("</nav>\n</header>\n<section id=hits aria-live=polite hidden></section>\n<main id=main>\n<h1>");
        escape(out, title);
        out.push_str("</h1>\n");
    }

    fn records_menu(&self, out: &mut String, file: &str) {
        if self.pages.is_empty() {
            return;
        }
        let kinds = self.analysis.model.config.schema.kinds();
        let here = self.pages.iter().any(|page| page.file == file);
        let _ = write!(out, "<details class=menu><summary{}>Records</summary><div>", if here { " class=here" } else { "" });
        let mut last = usize::MAX;
        for page in self.pages.iter().filter(|page| std::mem::replace(&mut last, page.kind) != page.kind) {
            let current = if page.file == file { " aria-current=page" } else { "" };
            let _ = write!(out, "<a href=\"{}\"{current}>", page.file);
            escape(out, &kinds[page.kind].plural);
            out.push_str("</a>");
        }
        out.push_str("</div></details>");
    }

    /// Closes a page.
    pub(crate) fn close(&self, out: &mut String) {
        let (name, version) = self.product();
        out.push_str("</main>\n<footer>\n<p>");
        escape(out, name);
        out.push(' ');
        escape(out, version);
        let _ = write!(out, ". Snapshot of {}", self.analysis.model.date);
        if !self.options.revision.is_empty() {
            out.push_str(" at ");
            escape(out, &self.options.revision);
        }
        out.push_str(". Made by Primum ");
        escape(out, &self.options.tool);
        let _ = writeln!(out, ", {} rules.</p>", RULES.len());
        if !self.not_examined.is_empty() {
            out.push_str("<p><b>Not examined:</b> ");
            for (at, what) in self.not_examined.iter().enumerate() {
                out.push_str(if at > 0 { "; " } else { "" });
                escape(out, what);
            }
            out.push_str(". A clause that needs it is shown as open.</p>\n");
        }
        out.push_str("</footer>\n</body>\n</html>\n");
    }
}

/// What this version does not examine, each reason once, in the order of the clauses that wait for it.
pub(crate) fn not_examined() -> Vec<&'static str> {
    let mut list = Vec::new();
    for (_, answer) in standards::IDS.into_iter().flat_map(answers::table) {
        if let Answer::Awaits(what) = answer
            && !list.contains(what)
        {
            list.push(*what);
        }
    }
    list
}

/// The file that holds the gap list of a standard. That of IEC 62304 is the one that everything else leads to.
pub(crate) fn gap_file(standard: &str) -> String {
    if standard == standards::IDS[0] { "gap.html".to_owned() } else { format!("gap-{standard}.html") }
}

/// Opens a link to the row of a clause.
fn clause_link(out: &mut String, standard: &Standard, clause: &str) {
    let _ = write!(out, "<a href=\"{}#", gap_file(&standard.id));
    clause_anchor(out, standard, clause);
    out.push_str("\">");
}

/// Writes the anchor of a clause: `iec62304-5.2.1`.
pub(crate) fn clause_anchor(out: &mut String, standard: &Standard, clause: &str) {
    escape(out, &standard.id);
    out.push('-');
    escape(out, clause);
}

/// Writes a string for the search index.
pub(crate) fn quoted(out: &mut String, text: &str) {
    json_string(out, text);
}
