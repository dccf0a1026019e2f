//! reStructuredText documents with `.. item::` directives (mlx.traceability) or `.. req::` and its like (sphinx-needs).

mod block;
mod directive;
mod inline;
mod title;

use super::page::Page;
use super::{Imported, Options, lines_of};
use block::Line;
use title::Titles;

/// Imports a reStructuredText document. Sections become headings, items and needs become records under them, paragraphs
/// and lists stay text, and what Markdown has no words for stands as it was in a fence.
#[must_use]
pub(crate) fn rst(text: &str, options: &Options) -> Imported {
    let lines = lines_of(text);
    let lines: Vec<Line<'_>> = lines.iter().enumerate().map(|(at, text)| Line { number: at + 1, text: text.trim_end() }).collect();
    let mut writer = Writer {
        page: Page::new(options),
        titles: Titles::default(),
        section: 0,
        section_title: String::new(),
        open: Open::Nothing,
        list: false,
    };
    writer.blocks(&lines, 0);
    writer.page.finish()
}

/// Writes the document block by block.
struct Writer<'o> {
    page: Page<'o>,
    titles: Titles,
    /// Level and title of the section, 0 before the first.
    section: usize,
    section_title: String,
    open: Open,
    /// Was the last block a list? What is indented under it belongs to it.
    list: bool,
}

/// What the text that follows belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// The section.
    Nothing,
    /// The record above: an item without content of its own, whose text stands under it without indentation.
    Record,
    /// The section again, but the record above is still open in the output; only a heading ends it.
    Ended { level: usize },
}

/// Deeper nesting than any person writes is kept as text.
const DEEPEST: usize = 24;

impl Writer<'_> {
    /// Writes lines of which the least indented stand at the margin.
    fn blocks(&mut self, lines: &[Line<'_>], depth: usize) {
        let mut at = 0;
        while at < lines.len() {
            if lines[at].text.is_empty() {
                at += 1;
                continue;
            }
            let before = at;
            at = self.block(lines, at, depth);
            debug_assert!(at > before, "every block takes a line");
        }
    }

    fn block(&mut self, lines: &[Line<'_>], at: usize, depth: usize) -> usize {
        let text = lines[at].text;
        if depth == 0
            && let Some(found) = title::at(lines, at)
        {
            let level = self.titles.level(found.style);
            self.section_heading(level, found.text);
            return found.end;
        }
        if block::indent(text) > 0 {
            return self.indented(lines, at, depth);
        }
        let list = std::mem::take(&mut self.list);
        if let Some(directive) = directive::at(lines, at) {
            let end = directive.end;
            self.directive(&directive, depth);
            return end;
        }
        if text == ".." || text.starts_with(".. ") {
            return self.explicit(lines, at);
        }
        if title::is_adornment(text) && text.len() >= 4 && lines.get(at + 1).is_none_or(|next| next.text.is_empty()) {
            self.prose();
            self.page.block("***");
            return at + 1;
        }
        let end = if block::is_simple_table(text) { block::simple_table_end(lines, at) } else { block::paragraph_end(lines, at) };
        if block::is_simple_table(text)
            || text.starts_with("+-")
            || text.starts_with("+=")
            || text.starts_with(">>>")
            || text.starts_with("__ ")
        {
            self.prose();
            self.fence(&lines[at..end]);
            return end;
        }
        self.list = list;
        self.paragraph(lines, at, end)
    }

    fn section_heading(&mut self, level: usize, text: &str) {
        self.section = level;
        text.clone_into(&mut self.section_title);
        self.open = Open::Nothing;
        self.list = false;
        self.page.heading(level, &inline::markdown(text));
    }

    /// Level of the records under the present section.
    fn record_level(&self, depth: usize) -> usize {
        (self.section.max(1) + 1 + depth).min(6)
    }

    /// Called before anything that belongs to the section. A record that has its text already would swallow it, so the
    /// section goes on under a heading of its own.
    fn prose(&mut self) {
        if let Open::Ended { level } = self.open {
            self.open = Open::Nothing;
            let text = if self.section_title.is_empty() {
                "Continued".to_owned()
            } else {
                format!("{}, continued", inline::markdown(&self.section_title))
            };
            self.page.heading(level, &text);
        }
    }

    fn fence(&mut self, lines: &[Line<'_>]) {
        let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
        self.page.block(&super::escape::fence("rst", &texts));
    }

    /// A comment, a label, a footnote, a substitution: a label or comment is not shown, the others stay as they are.
    fn explicit(&mut self, lines: &[Line<'_>], at: usize) -> usize {
        let end = block::indented_end(lines, at + 1);
        let texts: Vec<&str> = lines[at..end].iter().map(|line| line.text).collect();
        let whole = texts.join("\n");
        let rest = lines[at].text.trim_start_matches('.').trim_start();
        let shown = rest.starts_with(['[', '|']);
        if shown || whole.contains("--") || whole.contains("<!") || whole.contains('>') {
            self.prose();
            self.fence(&lines[at..end]);
        } else {
            self.page.block(&format!("<!-- {whole} -->"));
        }
        // A label stands between two things: what follows is no longer the item's text.
        if self.open == Open::Record && rest.starts_with('_') {
            self.open = Open::Ended { level: self.record_level(0) };
        }
        end
    }

    fn paragraph(&mut self, lines: &[Line<'_>], at: usize, end: usize) -> usize {
        self.prose();
        let listed = block::is_list_item(lines[at].text);
        let literal = lines[end - 1].text.ends_with("::");
        let texts: Vec<&str> = lines[at..end].iter().map(|line| line.text).collect();
        let mut paragraph = texts.join("\n");
        if literal {
            paragraph.pop();
            if paragraph.ends_with(" :") || paragraph == ":" {
                paragraph.pop();
            }
        }
        self.list = listed;
        self.page.block(&inline::block(&paragraph));
        let start = (end..lines.len()).find(|line| !lines[*line].text.is_empty()).unwrap_or(lines.len());
        if literal && start < lines.len() && block::indent(lines[start].text) > 0 {
            let stop = block::indented_end(lines, start);
            let code = block::dedented(&lines[start..stop]);
            let texts: Vec<&str> = code.iter().map(|line| line.text).collect();
            self.page.block(&super::escape::fence("", &texts));
            return stop;
        }
        end
    }

    /// An indented block: the rest of a list item, or a quotation, in which directives count as they do elsewhere.
    fn indented(&mut self, lines: &[Line<'_>], at: usize, depth: usize) -> usize {
        let end = block::indented_end(lines, at);
        let inner = block::dedented(&lines[at..end]);
        let items = inner.iter().any(|line| directive::is_record(line.text, self.page.options));
        if items && depth < DEEPEST {
            self.blocks(&inner, depth + 1);
            return end;
        }
        if items {
            self.page.note(lines[at].number, "directives nested this deep are kept as text");
        }
        self.prose();
        if self.list && !inner.iter().any(|line| line.text.trim_start().starts_with(".. ") || line.text.trim_start().starts_with("::")) {
            let text: Vec<String> = lines[at..end].iter().map(|line| inline::in_list(line.text)).collect();
            self.page.block(&text.join("\n"));
            return end;
        }
        if inner.iter().all(|line| block::indent(line.text) == 0 && !line.text.starts_with("..")) {
            let text: Vec<&str> = inner.iter().map(|line| line.text).collect();
            let quote: Vec<String> =
                inline::block(&text.join("\n")).split('\n').map(|line| format!("> {line}").trim_end().to_owned()).collect();
            self.page.block(&quote.join("\n"));
        } else {
            self.fence(&inner);
        }
        end
    }
}

#[cfg(test)]
#[path = "rst/tests.rs"]
mod tests;
