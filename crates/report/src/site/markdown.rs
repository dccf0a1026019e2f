//! Markdown of records as HTML that cannot do harm: raw HTML becomes text, links and images keep to a short list of targets.

use super::escape::escape;
use super::figure::figure;
use super::layout::Site;
use primum_document::mermaid;
use primum_model::Record;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, html};

/// Writes Markdown. `depth` is the level that a heading of level `top` gets; `from` is the record whose file relative links start at.
pub(crate) fn write(out: &mut String, site: &Site<'_>, text: &str, from: Option<Record<'_>>, top: u8, depth: u8) {
    if plain(out, text) {
        return;
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut filter = Filter { site, from, shift: i16::from(depth) - i16::from(top), closing: Vec::new(), fence: None };
    let mut events = Vec::with_capacity(text.len() / 16 + 8);
    for event in Parser::new_ext(text, options) {
        filter.event(event, &mut events);
    }
    html::push_html(out, events.into_iter());
}

/// Paragraphs without any mark of Markdown need no parser. Writes nothing and says no where there may be one.
fn plain(out: &mut String, text: &str) -> bool {
    // Blanks at the front may open a code block.
    let text = text.trim_end().trim_start_matches('\n');
    for line in text.lines() {
        let first = line.as_bytes().first().copied().unwrap_or(b'a');
        if matches!(first, b' ' | b'-' | b'+' | b'=' | b'>' | b':' | b'0'..=b'9') || line.ends_with("  ") {
            return false;
        }
    }
    if text
        .bytes()
        .any(|byte| matches!(byte, b'*' | b'_' | b'`' | b'[' | b'<' | b'&' | b'\\' | b'#' | b'|' | b'~' | b'\t' | b'!' | b'\r' | 0))
    {
        return false;
    }
    let mut open = false;
    for line in text.lines() {
        if line.is_empty() {
            out.push_str(if open { "</p>\n" } else { "" });
            open = false;
            continue;
        }
        out.push_str(if open { "\n" } else { "<p>" });
        open = true;
        escape(out, line);
    }
    out.push_str(if open { "</p>\n" } else { "" });
    true
}

struct Filter<'s> {
    site: &'s Site<'s>,
    from: Option<Record<'s>>,
    shift: i16,
    /// For every open link and image: what to write where it closes; nothing where it was kept.
    closing: Vec<Option<String>>,
    /// The text of a fence of Mermaid, as far as it was read.
    fence: Option<String>,
}

impl Filter<'_> {
    fn event<'e>(&mut self, event: Event<'e>, events: &mut Vec<Event<'e>>) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if language.trim() == mermaid::LANGUAGE => {
                self.fence = Some(String::new())
            }
            Event::Text(text) if self.fence.is_some() => self.fence.iter_mut().for_each(|fence| fence.push_str(&text)),
            Event::End(TagEnd::CodeBlock) if self.fence.is_some() => drawn(&self.fence.take().unwrap_or_default(), events),
            Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text)),
            Event::Start(Tag::HtmlBlock) => events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => events.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Heading { level, .. }) => {
                let level = self.level(level);
                events.push(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }));
            }
            Event::End(TagEnd::Heading(level)) => events.push(Event::End(TagEnd::Heading(self.level(level)))),
            // The language of a code block would become a class; the site has no use for it.
            Event::Start(Tag::CodeBlock(_)) => events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))),
            // Alignment would become an inline style, which the policy of the page forbids.
            // What scrolls must be reached without a mouse.
            Event::Start(Tag::Table(columns)) => {
                events.push(Event::Html(CowStr::Borrowed("<div class=scroll tabindex=0 role=group aria-label=Table>")));
                events.push(Event::Start(Tag::Table(vec![pulldown_cmark::Alignment::None; columns.len()])));
            }
            Event::End(TagEnd::Table) => {
                events.push(Event::End(TagEnd::Table));
                events.push(Event::Html(CowStr::Borrowed("</div>\n")));
            }
            Event::Start(tag @ Tag::Link { link_type: LinkType::Email, .. }) => {
                self.closing.push(None);
                events.push(Event::Start(tag));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => match self.target(&dest_url, false) {
                Ok(url) => {
                    self.closing.push(None);
                    events.push(Event::Start(Tag::Link { link_type, dest_url: CowStr::from(url), title, id }));
                }
                Err(shown) => self.closing.push(Some(format!(" ({shown})"))),
            },
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => match self.target(&dest_url, true) {
                Ok(url) => {
                    self.closing.push(None);
                    events.push(Event::Start(Tag::Image { link_type, dest_url: CowStr::from(url), title, id }));
                }
                Err(shown) => {
                    events.push(Event::Text(CowStr::from("[image: ")));
                    self.closing.push(Some(format!(" ({shown})]")));
                }
            },
            Event::End(end @ (TagEnd::Link | TagEnd::Image)) => match self.closing.pop() {
                Some(Some(text)) => events.push(Event::Text(CowStr::from(text))),
                _ => events.push(Event::End(end)),
            },
            other => events.push(other),
        }
    }

    fn level(&self, level: HeadingLevel) -> HeadingLevel {
        let level = (level as i16 + self.shift).clamp(3, 6);
        HeadingLevel::try_from(level as usize).unwrap_or(HeadingLevel::H6)
    }

    /// Where a link leads on the site, or how its target is shown where it may not lead anywhere.
    fn target(&self, url: &str, image: bool) -> Result<String, String> {
        let shown = || url.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect::<String>();
        if url.chars().any(|c| c.is_control() || c == '\\') {
            return Err(shown());
        }
        let head = url.split(['/', '?', '#']).next().unwrap_or("");
        if let Some((scheme, _)) = head.split_once(':') {
            let safe = !image && ["http", "https", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe));
            return if safe { Ok(url.to_owned()) } else { Err(shown()) };
        }
        let (path, fragment) = url.split_once('#').unwrap_or((url, ""));
        if !image && let Some(record) = self.site.analysis.model.find(fragment) {
            let mut address = String::new();
            self.site.address(&mut address, record);
            return Ok(address);
        }
        if url.starts_with('/') || path.is_empty() {
            return Err(shown());
        }
        let (Some(from), Some(sources)) = (self.from, &self.site.options.sources) else { return Err(shown()) };
        match beside(from.path(), path) {
            Some(resolved) if fragment.is_empty() => Ok(format!("{sources}{resolved}")),
            Some(resolved) => Ok(format!("{sources}{resolved}#{fragment}")),
            None => Err(shown()),
        }
    }
}

/// A fence of Mermaid as a drawing, or as the source that it is where it cannot be drawn.
fn drawn(source: &str, events: &mut Vec<Event<'_>>) {
    if let Ok(drawn) = mermaid::drawn(source) {
        let mut shown = String::new();
        figure(&mut shown, &drawn.caption, Some(drawn.drawing));
        events.push(Event::Html(CowStr::from(shown)));
    } else {
        events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
        events.push(Event::Text(CowStr::from(source.to_owned())));
        events.push(Event::End(TagEnd::CodeBlock));
    }
}

/// The path of a file named relative to another one; nothing where it leaves the project.
fn beside(file: &str, path: &str) -> Option<String> {
    let mut steps: Vec<&str> = file.split('/').collect();
    steps.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            // A browser reads this as dots.
            step if step.to_ascii_lowercase().contains("%2e") => return None,
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}
