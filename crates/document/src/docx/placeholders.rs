//! Placeholders in the header and footer of a template, such as `{{title}}`, filled with what the stamp says.

use super::foreign::{Edit, apply, parse};
use super::styles::W;
use super::xml::escape;
use crate::tree::Document;
use roxmltree::Node;

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
    let is = |node: &Node<'_, '_>, name: &str| node.is_element() && node.has_tag_name((W, name));
    for paragraph in part.descendants().filter(|node| is(node, "p")) {
        let own = |node: &Node<'_, '_>| node.ancestors().find(|node| is(node, "p")) == Some(paragraph);
        let runs: Vec<Node<'_, '_>> = paragraph.descendants().filter(|node| is(node, "t")).filter(own).collect();
        fill_paragraph(text, &runs, document, &mut edits);
    }
    let filled = apply(text, edits);
    // A template may name its namespaces where nobody does; it is then left as it was.
    if parse("", &filled).is_ok() { filled } else { text.to_owned() }
}

fn fill_paragraph(source: &str, runs: &[Node<'_, '_>], document: &Document, edits: &mut Vec<Edit>) {
    let texts: Vec<&str> = runs.iter().map(|run| run.text().unwrap_or("")).collect();
    let whole = texts.concat();
    let mut new: Vec<String> = vec![String::new(); texts.len()];
    // From here the text is as it was.
    let mut at = 0;
    let mut from = 0;
    while let Some(begin) = whole.get(from..).and_then(|rest| rest.find("{{")).map(|found| from + found) {
        let Some(end) = whole.get(begin..).and_then(|rest| rest.find("}}")).map(|found| begin + found + 2) else { break };
        let name = whole.get(begin + 2..end - 2).unwrap_or("").trim();
        match value(document, name) {
            Some(value) => {
                copy(&texts, &mut new, at, begin);
                if let Some(run) = new.get_mut(run_at(&texts, begin)) {
                    run.push_str(&value);
                }
                (at, from) = (end, end);
            }
            None => from = begin + 2,
        }
    }
    if at == 0 {
        return;
    }
    copy(&texts, &mut new, at, whole.len());
    for ((run, old), new) in runs.iter().zip(&texts).zip(new) {
        if *old != new {
            let tag = source.get(run.range()).and_then(|source| source.strip_prefix('<')).unwrap_or("");
            let tag = tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or("");
            let mut element = format!("<{tag} xml:space=\"preserve\">");
            escape(&mut element, &new);
            element.push_str(&format!("</{tag}>"));
            edits.push((run.range(), element));
        }
    }
}

/// Which run a position of the whole text is in.
fn run_at(texts: &[&str], position: usize) -> usize {
    let mut end = 0;
    texts
        .iter()
        .position(|text| {
            end += text.len();
            position < end
        })
        .unwrap_or(0)
}

/// Takes a piece of the whole text over, each run its own.
fn copy(texts: &[&str], new: &mut [String], from: usize, to: usize) {
    let mut start = 0;
    for (text, new) in texts.iter().zip(new) {
        let end = start + text.len();
        if from.max(start) < to.min(end) {
            new.push_str(text.get(from.max(start) - start..to.min(end) - start).unwrap_or(""));
        }
        start = end;
    }
}
