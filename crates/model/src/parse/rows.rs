//! Rows of tables that define no records, and begin with an ID all the same (FORMAT rule 6).

use super::Parser;
use super::meant::meant_id;
use crate::document::Stray;
use crate::lines::Line;
use crate::table::{cells, is_delimiter};

impl Parser<'_> {
    /// Notes a row that begins with an ID; whether that ID is defined anywhere is seen when all files are read.
    pub(super) fn row_outside(&mut self, line: Line) {
        let text = self.text;
        let whole = line.span.of(text);
        if memchr::memchr(b'|', whole.as_bytes()).is_none() || whole.starts_with("    ") {
            return;
        }
        if whole.trim_start().starts_with('|') && whole.contains("<<<<<<<") {
            self.conflict_fault(line.span);
        }
        let next = &text[line.next as usize..];
        if is_delimiter(&next[..memchr::memchr(b'\n', next.as_bytes()).unwrap_or(next.len())]) {
            let cells = cells(text, line.span);
            let head = cells.first().map_or("", |cell| cell.of(text)).trim_matches(|mark: char| !mark.is_alphanumeric());
            self.referring = ["record", "records"].iter().any(|word| head.eq_ignore_ascii_case(word));
        }
        if self.referring {
            return;
        }
        let inner = whole.trim_start();
        let start = line.span.end as usize - inner.len();
        let lead = usize::from(inner.starts_with('|'));
        let Some(bar) = inner[lead..].find('|') else { return };
        let cell = super::trimmed(text, crate::source::Span::new(start + lead, start + lead + bar));
        let words = cell.of(text);
        if words.split_whitespace().count() == 1
            && let Some(id) = meant_id(words, self.schema)
        {
            self.document.strays.push(Stray { span: cell, id });
        }
    }
}
