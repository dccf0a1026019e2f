//! Directives: `.. name:: argument`, option lines, content.

use super::block::{Line, dedented, indent, indented_end};
use super::{DEEPEST, Open, Writer, inline};
use crate::import::page::{Field, Identity};
use crate::import::{Options, escape};

/// A directive with its parts.
pub(super) struct Directive<'t> {
    name: &'t str,
    argument: String,
    options: Vec<(&'t str, String, usize)>,
    content: Vec<Line<'t>>,
    lines: Vec<Line<'t>>,
    pub(super) end: usize,
}

/// Name and argument of the first line of a directive.
fn head(text: &str) -> Option<(&str, &str)> {
    let (name, argument) = text.strip_prefix(".. ")?.trim_start().split_once("::")?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+'));
    (named && (argument.is_empty() || argument.starts_with([' ', '\t']))).then(|| (name, argument.trim()))
}

/// Does this line begin an item or a need, however far it is indented?
pub(super) fn is_record(text: &str, options: &Options) -> bool {
    head(text.trim_start()).is_some_and(|(name, _)| name == "item" || is_need(name, options))
}

fn is_need(name: &str, options: &Options) -> bool {
    ["req", "spec", "impl", "test"].contains(&name) || options.directives.iter().any(|own| own == name)
}

/// The directive that begins at this line.
pub(super) fn at<'t>(lines: &[Line<'t>], at: usize) -> Option<Directive<'t>> {
    let (name, argument) = head(lines[at].text)?;
    let end = indented_end(lines, at + 1);
    let body = &lines[at + 1..end];
    let mut argument = argument.to_owned();
    let mut next = 0;
    // The argument goes on in indented lines, up to the options or a blank line.
    while next < body.len() && !body[next].text.is_empty() && option(body[next].text).is_none() {
        next += 1;
    }
    // Without an argument these lines are content already.
    if argument.is_empty() {
        next = 0;
    }
    for line in &body[..next] {
        argument = format!("{argument} {}", line.text.trim());
    }
    let mut options: Vec<(&str, String, usize)> = Vec::new();
    let column = body.get(next).map_or(0, |line| indent(line.text));
    while next < body.len() && !body[next].text.is_empty() {
        let line = body[next];
        match option(line.text) {
            Some((key, value)) if indent(line.text) <= column => options.push((key, value.to_owned(), line.number)),
            _ => match options.last_mut() {
                Some((_, value, _)) if indent(line.text) > column => {
                    value.push('\n');
                    value.push_str(line.text.trim());
                }
                _ => break,
            },
        }
        next += 1;
    }
    let content = body.get(next..).unwrap_or_default();
    Some(Directive { name, argument, options, content: dedented(content), lines: lines[at..end].to_vec(), end })
}

/// `:key: value`.
fn option(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.trim_start().strip_prefix(':')?.split_once(':')?;
    let named = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.' | '+'));
    (named && !key.starts_with(' ') && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| (key, value.trim()))
}

impl Writer<'_> {
    pub(super) fn directive(&mut self, directive: &Directive<'_>, depth: usize) {
        let number = directive.lines[0].number;
        let (id, title) = match directive.name {
            "item" => {
                let (id, caption) = directive.argument.split_once([' ', '\t']).unwrap_or((&directive.argument, ""));
                (id.to_owned(), caption.trim().to_owned())
            }
            name if is_need(name, self.page.options) => {
                let id = directive.options.iter().find(|(key, ..)| self.meaning(key) == "id").map(|(_, value, _)| value.clone());
                (id.unwrap_or_default(), directive.argument.clone())
            }
            _ => return self.other(directive),
        };
        if id.is_empty() {
            self.page.note(number, format!("`{}` has no ID; it stays as it was", directive.name));
            return self.kept(directive, depth);
        }
        let Some(identity) = self.page.identify(number, &id) else { return self.kept(directive, depth) };
        self.record(directive, &identity, title, depth);
    }

    /// What an option is here: `id`, `title`, `text`, or a field.
    fn meaning<'n>(&'n self, key: &'n str) -> &'n str {
        self.page.options.field(key).unwrap_or(key)
    }

    fn record(&mut self, directive: &Directive<'_>, identity: &Identity, mut title: String, depth: usize) {
        let mut fields: Vec<Field> = Vec::new();
        let mut texts = Vec::new();
        let mut id_seen = directive.name == "item";
        for (key, value, number) in &directive.options {
            if value.is_empty() {
                // A relation without a target says nothing; a flag does.
                let ours = self.meaning(key).to_owned();
                if !self.page.options.is_link(&ours) {
                    self.page.note(*number, format!("the option `{key}` has no value and was left out"));
                }
                continue;
            }
            match self.meaning(key) {
                "id" if !id_seen => id_seen = true,
                "title" if title.is_empty() => title.clone_from(value),
                "text" => texts.push(inline::block(value)),
                "id" | "title" => texts.push(inline::block(&format!("{key}: {value}"))),
                _ => match self.page.fields(key, value) {
                    Some(lines) => {
                        if lines.iter().any(|(name, _)| !self.page.options.has_field_of(&identity.id, name)) {
                            self.page.unmapped(*number, key, value, &identity.id);
                        }
                        fields.extend(lines);
                    }
                    None => texts.push(inline::block(&format!("{key}: {value}"))),
                },
            }
        }
        let level = self.record_level(depth);
        let number = directive.lines[0].number;
        self.page.record(level, number, identity, &inline::markdown(&title), &fields);
        self.open = Open::Nothing;
        self.list = false;
        for text in &texts {
            self.page.block(text);
        }
        self.content(directive, identity, depth);
        // An item without content takes the paragraphs under it; where there is content, they belong to the section.
        let content = directive.content.iter().any(|line| !line.text.is_empty());
        self.open = if directive.name == "item" && !content && depth == 0 { Open::Record } else { Open::Ended { level } };
    }

    fn content(&mut self, directive: &Directive<'_>, identity: &Identity, depth: usize) {
        if depth >= DEEPEST {
            if let Some(first) = directive.content.iter().find(|line| !line.text.is_empty()) {
                self.page.note(first.number, "directives nested this deep are kept as text");
                self.fence(&directive.content);
            }
            return;
        }
        let (own, nested) = self.parted(&directive.content);
        self.blocks(&own, depth.max(1));
        for child in nested {
            self.page.note(child[0].number, format!("this record stood inside {}; it now stands after it", identity.id));
            self.blocks(&child, depth + 1);
        }
    }

    /// A record's own text, and the records nested in it. The record ends where the next begins, so its own text has to
    /// come first, or what follows a nested record would become part of that one.
    fn parted<'t>(&self, content: &[Line<'t>]) -> (Vec<Line<'t>>, Vec<Vec<Line<'t>>>) {
        let (mut own, mut nested) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < content.len() {
            if is_record(content[at].text, self.page.options) && indent(content[at].text) == 0 {
                let end = indented_end(content, at + 1);
                nested.push(content[at..end].to_vec());
                at = end;
            } else {
                own.push(content[at]);
                at += 1;
            }
        }
        (own, nested)
    }

    /// Any other directive. One that shows something belongs to the text around it; the rest stand on their own.
    fn other(&mut self, directive: &Directive<'_>) {
        const SHOWN: &[&str] = &[
            "note",
            "warning",
            "tip",
            "hint",
            "important",
            "caution",
            "danger",
            "attention",
            "error",
            "admonition",
            "seealso",
            "todo",
            "code",
            "code-block",
            "sourcecode",
            "literalinclude",
            "image",
            "figure",
            "math",
            "table",
            "list-table",
            "csv-table",
            "uml",
            "versionadded",
            "versionchanged",
            "deprecated",
            "parsed-literal",
            "epigraph",
            "topic",
        ];
        if self.open == Open::Record && !SHOWN.contains(&directive.name) {
            self.open = Open::Ended { level: self.record_level(0) };
        }
        let inside = directive.content.iter().find(|line| is_record(line.text, self.page.options)).map(|line| line.number);
        // What a code block shows is an example, not a record.
        if let Some(number) = inside.filter(|_| !directive.name.contains("code") && !directive.name.contains("example")) {
            self.page.note(number, format!("the records inside `{}` stay as they were", directive.name));
        }
        self.prose();
        self.fence(&directive.lines);
    }

    /// An item or need that cannot be a record stays as it was; those nested in it are read.
    fn kept(&mut self, directive: &Directive<'_>, depth: usize) {
        self.open = match self.open {
            Open::Record => Open::Ended { level: self.record_level(0) },
            open => open,
        };
        self.prose();
        let nested = if depth < DEEPEST { self.parted(&directive.content).1 } else { Vec::new() };
        let skipped: Vec<usize> = nested.iter().flatten().map(|line| line.number).collect();
        let own: Vec<&str> =
            directive.lines.iter().filter(|line| skipped.binary_search(&line.number).is_err()).map(|line| line.text).collect();
        self.page.block(&escape::fence("rst", &own));
        for child in nested {
            self.blocks(&child, depth + 1);
        }
    }
}
