//! Tables whose first column holds IDs become record tables; other tables stay as they are.

use super::Reader;
use super::heading::only_id;
use super::scan::What;
use crate::import::identifier;
use crate::import::page::{Identity, Page};
use crate::import::unmapped::any_id;
use crate::import::{TEXTS, TITLES};
use std::collections::BTreeSet;

/// Does a table begin here?
pub(super) fn starts_at(lines: &[String], whats: &[What], at: usize) -> bool {
    lines[at].contains('|') && lines.get(at + 1).is_some_and(|next| whats[at + 1] == What::Text && is_delimiter(next))
}

/// Writes the table; gives the line after it.
pub(super) fn write(reader: &mut Reader, start: usize, page: &mut Page<'_>) -> usize {
    let end = (start + 2..reader.lines.len()).find(|at| reader.whats[*at] != What::Text || reader.taken[*at]).unwrap_or(reader.lines.len());
    let code = reader.lines[start].starts_with("    ") || reader.lines[start].starts_with('\t');
    let mut mentions = None;
    let mut identities: Vec<Option<Identity>> = Vec::new();
    for at in start + 2..end {
        let row = cells(&reader.lines[at]);
        let id = reader.pattern.as_ref().filter(|_| !code).and_then(|pattern| only_id(pattern, row.first()?));
        if id.is_none() && !code && page.options.names_ids() {
            let first = row.first().map_or("", String::as_str);
            if let Some(id) = any_id().and_then(|pattern| only_id(pattern, first)) {
                page.stranger(at + 1, id);
            }
        }
        let identity = id.and_then(|id| page.identify(at + 1, id));
        // A table of references to records that have headings of their own defines nothing.
        let mention = identity.as_ref().is_some_and(|identity| reader.defined.contains(&identity.id) || page.has(&identity.id));
        if mention {
            mentions.get_or_insert(at + 1);
        }
        identities.push(identity.filter(|_| !mention));
    }
    if let Some(line) = mentions {
        page.note(line, "rows whose ID is defined elsewhere in this document are read as references, and stay a plain table");
    }
    let Some(columns) = Columns::of(&reader.lines[start], start + 1, page).filter(|_| identities.iter().any(Option::is_some)) else {
        plain(&reader.lines[start..end], page, start + 1);
        return end;
    };
    let mut at = 0;
    while at < identities.len() {
        let records = identities[at].is_some();
        let run = identities[at..].iter().take_while(|identity| identity.is_some() == records).count();
        let rows = start + 2 + at..start + 2 + at + run;
        page.gap();
        if records {
            columns.write(reader, rows, &identities[at..at + run], page);
        } else {
            page.note(rows.start + 1, format!("{run} row(s) from here have no ID of their own; they stay a plain table"));
            let mut lines = vec![reader.lines[start].clone(), reader.lines[start + 1].clone()];
            lines.extend_from_slice(&reader.lines[rows]);
            plain(&lines, page, start + 1);
        }
        at += run;
    }
    if reader.whats.get(end).is_some_and(|next| *next != What::Blank) {
        page.gap();
    }
    end
}

/// A plain table. If its first column is headed `ID` its rows would be records, so the heading is set in bold.
fn plain(lines: &[String], page: &mut Page<'_>, number: usize) {
    for (at, line) in lines.iter().enumerate() {
        let body = line.trim_start();
        let first = body.strip_prefix('|').unwrap_or(body).trim_start();
        let headed = first.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("id")) && first[2..].trim_start().starts_with('|');
        // Four blanks make it code, which holds no table.
        let code = line.starts_with("    ");
        if headed && !code && lines.get(at + 1).is_some_and(|next| is_delimiter(next)) {
            page.note(number + at, "a table headed `ID` whose first column holds no IDs stays a plain table");
            page.line(&format!("{}**{}**{}", &line[..line.len() - first.len()], &first[..2], &first[2..]));
        } else {
            page.line(line);
        }
    }
}

fn is_delimiter(line: &str) -> bool {
    line.contains('-') && line.contains('|') && line.trim().chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The columns of a record table: how each is headed, and the name of the field where it holds one.
struct Columns {
    columns: Vec<(String, String)>,
    /// The headings as they were, if one of them had to change.
    before: Option<String>,
    /// The line of the heading.
    line: usize,
}

impl Columns {
    fn of(header: &str, line: usize, page: &Page<'_>) -> Option<Self> {
        let mut columns = vec![("ID".to_owned(), String::new())];
        let foreign = cells(header);
        // Of the names that speak for themselves the first counts, unless one is given for them.
        let first = |words: &[&str], what: &str| {
            let given = foreign.iter().any(|name| page.options.field(name) == Some(what));
            let named = |name: &String| page.options.field(name).is_none() && words.iter().any(|word| name.eq_ignore_ascii_case(word));
            foreign.iter().skip(1).position(named).map(|at| at + 1).filter(|_| !given)
        };
        let (title, text) = (first(TITLES, "title"), first(TEXTS, "text"));
        for (at, foreign) in foreign.iter().enumerate().skip(1) {
            let column = match page.options.field(foreign) {
                None if Some(at) == title => ("Title".to_owned(), String::new()),
                None if Some(at) == text => ("Text".to_owned(), String::new()),
                Some("title") => ("Title".to_owned(), String::new()),
                Some("text") => ("Text".to_owned(), String::new()),
                Some(ours) => (ours.to_owned(), ours.to_owned()),
                None => (foreign.clone(), identifier::key(foreign).unwrap_or_default()),
            };
            columns.push(column);
        }
        // A second column of the same name would be lost behind the first.
        let names: BTreeSet<String> = columns.iter().map(|(heading, _)| heading.to_lowercase()).collect();
        let changed = columns.iter().zip(&foreign).any(|((heading, _), foreign)| heading != foreign);
        (names.len() == columns.len()).then(|| Self { columns, before: changed.then(|| foreign.join(" | ")), line })
    }

    fn write(&self, reader: &Reader, rows: std::ops::Range<usize>, identities: &[Option<Identity>], page: &mut Page<'_>) {
        let headings: Vec<&str> = self.columns.iter().map(|(heading, _)| heading.as_str()).collect();
        match &self.before {
            Some(before) if before.contains("--") || before.contains('>') => page.block(&format!("Columns: {before}\n\n")),
            Some(before) => page.line(&format!("<!-- columns: {before} -->")),
            None => {}
        }
        page.line(&row(&headings));
        page.line(&format!("|{}", "---|".repeat(headings.len())));
        let mut formerly = Vec::new();
        let header = self.line;
        for (at, identity) in rows.zip(identities) {
            let Some(identity) = identity else { continue };
            page.count(at + 1, identity);
            if let Some(foreign) = &identity.formerly {
                formerly.push(format!("{}: {}", identity.id, crate::import::escape::code(foreign)));
            }
            let mut cells = cells(&reader.lines[at]);
            cells[0].clone_from(&identity.id);
            if cells.len() > headings.len() {
                page.note(at + 1, "this row has more cells than the table has columns; the last ones were joined");
                let rest = cells.split_off(headings.len()).join(" \\| ");
                let last = cells.len() - 1;
                cells[last] = if last == 0 { cells[0].clone() } else { format!("{} \\| {rest}", cells[last]) };
                if last == 0 {
                    formerly.push(format!("{}: {rest}", identity.id));
                }
            }
            for (cell, (heading, name)) in cells.iter().zip(&self.columns).skip(1) {
                let ours = ["Title", "Text"].contains(&heading.as_str()) || page.options.has_field_of(&identity.id, name);
                if !ours && !matches!(cell.as_str(), "-" | "–" | "—") {
                    page.unmapped(header, heading, cell, &identity.id);
                }
            }
            for (cell, (_, name)) in cells.iter_mut().zip(&self.columns).filter(|(_, (_, name))| !name.is_empty()) {
                if let Some(links) = page.link_cell(name, cell) {
                    *cell = links;
                }
            }
            page.line(&row(&cells.iter().map(String::as_str).collect::<Vec<_>>()));
        }
        if !formerly.is_empty() {
            page.gap();
            page.line(&format!("Formerly {}.", formerly.join(", ")));
        }
    }
}

fn row(cells: &[&str]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// The cells of a row, trimmed. A bar after a backslash belongs to its cell.
fn cells(line: &str) -> Vec<String> {
    let row = line.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut before = ' ';
    for c in row.chars() {
        match (c, cells.last_mut()) {
            ('|', _) if before != '\\' => cells.push(String::new()),
            (_, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
        before = c;
    }
    // The bar at the end of a row closes its last cell.
    if cells.len() > 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
