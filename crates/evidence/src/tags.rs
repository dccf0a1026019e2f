//! Trace tags in source: `@implements SRS-1` and `@verifies SRS-1` in comments, and the attributes that test tools have for it.
//!
//! Most files hold no tag. One search over their bytes says so, and nothing else is done with them. A file that may hold one is cut
//! into code, comments and strings; tags are looked for where they count, and each is bound to the declaration that it stands on.

mod attributes;
mod bind;
mod declarations;
mod decode;
mod dialect;
mod ids;
pub mod languages;
pub mod lexer;

#[cfg(test)]
mod tests;

pub use decode::decode;
pub use dialect::{Dialect, faults};

use crate::tree::{SourceFile, Tag, Verb};
use attributes::Found;
use bind::{Stand, View};
use languages::Language;
use lexer::{Kind, Lexer, Region};
use primum_model::{Source, Span};
use std::ops::Range;

/// Reads a source file: its language and its tags, and an excerpt of the lines that they stand in. `None` where the language is not
/// known. Any bytes may come: what is no UTF-8 is replaced, and a mark of byte order says UTF-16.
#[must_use]
pub fn scan(path: &str, bytes: &[u8], dialect: &Dialect) -> Option<(SourceFile, Source)> {
    let language = Language::of(path, bytes)?;
    let mut file = SourceFile { path: path.to_owned(), language: language.name, tags: Vec::new(), imports: Vec::new() };
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if !is_wide && dialect.patterns.is_empty() && !dialect.may_hold(language, bytes) {
        return Some((file, Source::excerpt(path, [])));
    }
    let text = decode(bytes);
    let looks = dialect.may_hold(language, text.as_bytes()) || dialect.patterns.iter().any(|(_, regex)| regex.is_match(&text));
    if !looks {
        return Some((file, Source::excerpt(path, [])));
    }
    let regions: Vec<Region> = Lexer::new(&text, language).collect();
    let code = blanked(&text, &regions);
    let mut view = View::new(&text, &code, language.name);
    for (verb, span, stand) in found(&view, (&text, &code), &regions, language, dialect) {
        let bound = view.bound(span.start, stand);
        // A span at the word of a tag says that no ID follows.
        let id = Some(&text[span.clone()]).filter(|id| !id.starts_with('@')).map_or_else(String::new, |id| id.to_owned());
        file.tags.push(Tag { verb, id, span: Span::new(span.start, span.end), bound });
    }
    let excerpt = excerpt(path, &view, file.tags.iter_mut().map(|tag| &mut tag.span));
    Some((file, excerpt))
}

/// Every tag of a text, by place; one that two ways find is there once.
fn found(
    view: &View<'_>,
    (text, code): (&str, &str),
    regions: &[Region],
    language: &'static Language,
    dialect: &Dialect,
) -> Vec<(Verb, Range<usize>, Stand)> {
    let kind_at = |at: usize| {
        let region = regions.partition_point(|region| region.span.end <= at);
        regions.get(region).map_or(Kind::Code, |region| region.kind)
    };
    let is_code = |at: usize| kind_at(at) == Kind::Code;
    let mut list: Vec<(Verb, Range<usize>, Stand)> = Vec::new();
    for region in regions.iter().filter(|region| region.kind == Kind::Comment) {
        let documents = language.docstrings && text[region.span.clone()].starts_with(['"', '\'']);
        let stand = if documents { Stand::Within } else { Stand::Before };
        list.extend(commented(text, region.span.clone(), dialect).into_iter().map(|(verb, span)| (verb, span, stand)));
    }
    let attributes = attributes::attributes(code, language.name, dialect, is_code);
    list.extend(attributes.into_iter().map(|(verb, span)| (verb, span, Stand::Before)));
    if language.name == "Gherkin" {
        list.extend(attributes::gherkin(code, dialect, is_code).into_iter().map(|(verb, span)| (verb, span, Stand::Before)));
    }
    for (verb, span) in attributes::patterns(text, dialect) {
        // What a feature says about itself is about the feature.
        let prose = language.name == "Gherkin" && is_code(span.start) && !view.line(view.line_of(span.start)).trim_start().starts_with('@');
        list.push((verb, span, if prose { Stand::Within } else { Stand::Before }));
    }
    list.sort_by_key(|(verb, span, _)| (span.start, span.end, *verb));
    list.dedup_by(|a, b| a.1 == b.1 && a.0 == b.0);
    list
}

/// How far behind its word a tag is read on one line, in bytes: a line of many tags must not be read once for each.
const LONGEST: usize = 64 * 1024;

/// The tags in a comment. A tag without an ID is there with an empty one, at its word.
fn commented(text: &str, comment: Range<usize>, dialect: &Dialect) -> Vec<Found> {
    let mut list = Vec::new();
    let body = &text[comment.clone()];
    for at in memchr::memchr_iter(b'@', body.as_bytes()) {
        let Some((word, verb)) = dialect::WORDS.iter().find(|(word, _)| body[at..].starts_with(word)) else { continue };
        // In quotes the word is spoken of, and inside another word it is none.
        // Quotes at the very beginning are the marks of a string of documentation.
        let spoken = body[..at]
            .trim_start_matches(['"', '\''])
            .chars()
            .next_back()
            .is_some_and(|before| before.is_alphanumeric() || "`\"'@\\_".contains(before));
        let after = &body[at + word.len()..];
        if spoken || after.starts_with(|next: char| next.is_alphanumeric() || "_-`\"'".contains(next)) {
            continue;
        }
        let mut from = at + word.len();
        let mut any = false;
        loop {
            let rest = crate::cut(&body[from..], LONGEST);
            let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
            // `@implements {Type}` is a tag of JSDoc, about types.
            if !any && line.trim_start().starts_with('{') {
                break;
            }
            let (ids, goes_on) = ids::list(line, dialect);
            if ids.is_empty() && !any {
                list.push((*verb, comment.start + at..comment.start + at + word.len()));
            }
            any = true;
            list.extend(ids.into_iter().map(|id| (*verb, comment.start + from + id.start..comment.start + from + id.end)));
            let next = from + line.len() + 1;
            if !goes_on || next >= body.len() {
                break;
            }
            // After a comma at the end of a line the list goes on under the marks of the next one.
            let rest = &body[next..];
            from = next + (rest.len() - rest.trim_start_matches([' ', '\t', '*', '/', '#', '-', '!', '%', ';']).len());
        }
    }
    list
}

/// The text with a blank for every byte of a comment, line feeds apart.
fn blanked(text: &str, regions: &[Region]) -> String {
    let mut code = String::with_capacity(text.len());
    for region in regions {
        let piece = &text[region.span.clone()];
        if region.kind == Kind::Comment {
            code.extend(piece.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        } else {
            code.push_str(piece);
        }
    }
    code
}

/// The longest part of a line that an excerpt takes beyond what stands in it.
const BEYOND: usize = 400;

/// An excerpt of the lines of some spans; each span then leads into the excerpt. They come in the order of the text.
fn excerpt<'s>(path: &str, view: &View<'_>, spans: impl Iterator<Item = &'s mut Span>) -> Source {
    let mut spans: Vec<&mut Span> = spans.collect();
    let mut lines: Vec<(usize, usize)> = Vec::new();
    for span in &spans {
        let line = view.line_of(span.start as usize);
        let reach = (span.end as usize).saturating_sub(view.start(line)) + BEYOND;
        match lines.last_mut() {
            Some((last, wanted)) if *last == line => *wanted = reach.max(*wanted),
            _ => lines.push((line, reach)),
        }
    }
    let cut: Vec<(usize, &str)> = lines.iter().map(|(line, reach)| (*line, crate::cut(view.line(*line), *reach))).collect();
    let mut at = 0;
    let mut offset = 0;
    for span in &mut spans {
        let line = view.line_of(span.start as usize);
        while cut[at].0 != line {
            offset += cut[at].1.len() + 1;
            at += 1;
        }
        let (from, text) = (view.start(line), cut[at].1);
        let start = (span.start as usize - from).min(text.len());
        let end = (span.end as usize - from).min(text.len());
        **span = Span::new(offset + start, offset + end);
    }
    Source::excerpt(path, cut.iter().map(|(line, text)| (*line as u32 + 1, *text)))
}
