//! Placeholders in the header and footer of a template, such as `{{title}}`, filled with what the stamp says.

use super::foreign::{Edit, apply, parse};
use super::styles::W;
use super::xml::escape;
use crate::tree::Document;
use roxmltree::Node;

/// What is longer, with its brackets and in bytes, is no placeholder.
const LONGEST: usize = 60;

/// What stands for a placeholder; nothing where there is none of that name, and then it stays as it is, to be seen.
fn value(document: &Document, name: &str) -> Option<String> {
    let stamp = &document.stamp;
    let short = |text: &str| -> String { text.chars().take(12).collect() };
    Some(match name {
        "document" => document.number.clone(),
        "title" => document.title.clone(),
        // What is under revision is the records: their commit, or the content where no commit is known.
        "revision" if stamp.commit.is_empty() => short(&stamp.hash),
        "revision" if stamp.dirty.is_empty() => short(&stamp.commit),
        "revision" => format!("{} ({})", short(&stamp.commit), stamp.dirty),
        "product" => stamp.product.clone(),
        "version" => stamp.version.clone(),
        "manufacturer" => stamp.manufacturer.clone(),
        "class" => stamp.class.clone(),
        "date" => stamp.date.clone(),
        "hash" => stamp.hash.clone(),
        "commit" => stamp.commit.clone(),
        "tool" => stamp.tool.clone(),
        "draft" => stamp.draft.clone(),
        _ => return None,
    })
}

/// Fills the placeholders of a part. Word may have split one over several runs: the first gets the text, the others lose their piece.
pub(super) fn fill(text: &str, document: &Document) -> String {
    let Ok(part) = parse("", text) else { return text.to_owned() };
    let mut edits = Vec::new();
    // Paragraphs may lie in paragraphs, in boxes of text: each text belongs to the innermost one. One pass, however deep they lie.
    let mut paragraphs: Vec<Vec<Node<'_, '_>>> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for node in part.descendants().filter(Node::is_element) {
        while open.last().is_some_and(|(end, _)| *end <= node.range().start) {
            open.pop();
        }
        if node.has_tag_name((W, "p")) {
            open.push((node.range().end, paragraphs.len()));
            paragraphs.push(Vec::new());
        } else if node.has_tag_name((W, "t"))
            && let Some(paragraph) = open.last().and_then(|(_, at)| paragraphs.get_mut(*at))
        {
            paragraph.push(node);
        }
    }
    paragraphs.iter().for_each(|runs| fill_paragraph(text, runs, document, &mut edits));
    let filled = apply(text, edits);
    // A template may name its namespaces where nobody does; it is then left as it was.
    if parse("", &filled).is_ok() { filled } else { text.to_owned() }
}

fn fill_paragraph(source: &str, runs: &[Node<'_, '_>], document: &Document, edits: &mut Vec<Edit>) {
    let texts: Vec<&str> = runs.iter().map(|run| run.text().unwrap_or("")).collect();
    let whole = texts.concat();
    let mut new: Vec<String> = vec![String::new(); texts.len()];
    let ends = texts.iter().scan(0, |end, text| {
        *end += text.len();
        Some(*end)
    });
    let old = Runs { ends: ends.collect(), texts: texts.clone() };
    // From here the text is as it was.
    let mut at = 0;
    let mut from = 0;
    while let Some(begin) = whole.get(from..).and_then(|rest| rest.find("{{")).map(|found| from + found) {
        let near = whole.as_bytes().get(begin..whole.len().min(begin + LONGEST)).unwrap_or(&[]);
        let end = near.windows(2).position(|pair| pair == b"}}").map_or(begin, |found| begin + found + 2);
        let name = whole.get(begin + 2..end.saturating_sub(2)).unwrap_or("").trim();
        match value(document, name) {
            Some(value) => {
                old.copy(&mut new, at, begin);
                if let Some(run) = new.get_mut(old.at(begin)) {
                    run.push_str(&value);
                }
                (at, from) = (end, end);
            }
            None => from = begin + 1,
        }
    }
    if at == 0 {
        return;
    }
    old.copy(&mut new, at, whole.len());
    for ((run, text), new) in runs.iter().zip(&texts).zip(new) {
        if *text != new {
            let tag = source.get(run.range()).and_then(|source| source.strip_prefix('<')).unwrap_or("");
            let tag = tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or("");
            let mut element = format!("<{tag} xml:space=\"preserve\">");
            escape(&mut element, &new);
            element.extend(["</", tag, ">"]);
            edits.push((run.range(), element));
        }
    }
}

/// The runs of a paragraph as they were, and where each ends in the whole text.
struct Runs<'t> {
    texts: Vec<&'t str>,
    ends: Vec<usize>,
}

impl Runs<'_> {
    /// Which run a position of the whole text is in.
    fn at(&self, position: usize) -> usize {
        self.ends.partition_point(|end| *end <= position)
    }

    /// Takes a piece of the whole text over, each run its own.
    fn copy(&self, new: &mut [String], from: usize, to: usize) {
        let first = self.at(from);
        for ((text, end), new) in self.texts.iter().zip(&self.ends).zip(new).skip(first) {
            let start = end - text.len();
            if start >= to {
                break;
            }
            new.push_str(text.get(from.max(start) - start..to.min(*end) - start).unwrap_or(""));
        }
    }
}
