//! The documents that are handed over together: which one shows which record, and what links between them become.

use crate::tree::{Block, Document, Inline, Target};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// Documents in the order in which they are read, with every link between them resolved.
#[derive(Clone, Debug)]
pub struct Set {
    /// The documents.
    pub documents: Vec<Document>,
}

impl Set {
    /// Resolves the links of documents and seals each with its hash. A record is at home in the first document that has its anchor.
    /// A link to a record that no document shows stays as its text.
    #[must_use]
    pub fn new(mut documents: Vec<Document>) -> Self {
        let mut homes: HashMap<String, usize> = HashMap::new();
        for (position, document) in documents.iter().enumerate() {
            anchors(&document.blocks, &mut |anchor| {
                homes.entry(anchor.to_owned()).or_insert(position);
            });
        }
        let names: Vec<String> = documents.iter().map(|document| document.name.clone()).collect();
        for (position, document) in documents.iter_mut().enumerate() {
            let mut own: HashMap<String, ()> = HashMap::new();
            anchors(&document.blocks, &mut |anchor| {
                own.insert(anchor.to_owned(), ());
            });
            let resolve = |id: &str| -> Option<Target> {
                if own.contains_key(id) {
                    return Some(Target::Anchor(id.to_owned()));
                }
                let home = *homes.get(id)?;
                let name = names.get(home).filter(|_| home != position)?;
                Some(Target::Document { name: name.clone(), anchor: id.to_owned() })
            };
            let known = |name: &str| names.iter().any(|known| known == name);
            document.blocks.iter_mut().for_each(|block| resolve_block(block, &resolve, &known));
            document.stamp.hash = hash(document);
        }
        Self { documents }
    }
}

/// SHA-256 of the tree without its hash, as 64 hexadecimal digits.
#[must_use]
pub fn hash(document: &Document) -> String {
    let mut bare = document.clone();
    bare.stamp.hash = String::new();
    // A tree of texts and numbers always has a JSON form.
    let bytes = serde_json::to_vec(&bare).unwrap_or_default();
    Sha256::digest(&bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Every anchor of these blocks.
pub fn anchors(blocks: &[Block], found: &mut dyn FnMut(&str)) {
    let mut tell = |anchor: &str| {
        if !anchor.is_empty() {
            found(anchor);
        }
    };
    for block in blocks {
        match block {
            Block::Heading(heading) => tell(&heading.anchor),
            Block::Table(table) => table.rows.iter().for_each(|row| tell(&row.anchor)),
            Block::List { items, .. } => items.iter().for_each(|item| anchors(&item.blocks, &mut tell)),
            Block::Quote(blocks) => anchors(blocks, &mut tell),
            Block::Paragraph(_) | Block::Fields(_) | Block::Code { .. } | Block::Figure(_) | Block::Note(_) | Block::Rule => {}
        }
    }
}

type Resolve<'r> = dyn Fn(&str) -> Option<Target> + 'r;

fn resolve_block(block: &mut Block, resolve: &Resolve<'_>, known: &dyn Fn(&str) -> bool) {
    let line = |text: &mut Vec<Inline>| resolve_line(text, resolve, known);
    match block {
        Block::Heading(heading) => line(&mut heading.text),
        Block::Paragraph(text) => line(text),
        Block::Note(note) => line(&mut note.text),
        Block::Fields(fields) => fields.iter_mut().for_each(|(term, text)| {
            line(term);
            line(text);
        }),
        Block::Table(table) => table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| line(&mut cell.text)),
        Block::List { items, .. } => {
            items.iter_mut().flat_map(|item| &mut item.blocks).for_each(|block| resolve_block(block, resolve, known));
        }
        Block::Quote(blocks) => blocks.iter_mut().for_each(|block| resolve_block(block, resolve, known)),
        Block::Code { .. } | Block::Figure(_) | Block::Rule => {}
    }
}

fn resolve_line(text: &mut Vec<Inline>, resolve: &Resolve<'_>, known: &dyn Fn(&str) -> bool) {
    let mut out = Vec::with_capacity(text.len());
    for mut inline in text.drain(..) {
        match &mut inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => resolve_line(inner, resolve, known),
            Inline::Link { to, text: inner } => {
                resolve_line(inner, resolve, known);
                let target = match &*to {
                    Target::Record(id) => resolve(id),
                    Target::Document { name, .. } if !known(name) => None,
                    kept => Some(kept.clone()),
                };
                match target {
                    Some(target) => *to = target,
                    None => {
                        out.append(inner);
                        continue;
                    }
                }
            }
            Inline::Text(_) | Inline::Code(_) | Inline::State(..) | Inline::Picture(_) | Inline::Break => {}
        }
        out.push(inline);
    }
    *text = out;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Heading;
    use crate::stamp::Stamp;

    fn document(name: &str, anchor: &str, link: &str) -> Document {
        let link = Inline::Link { to: Target::Record(link.to_owned()), text: vec![Inline::Text(link.to_owned())] };
        Document {
            name: name.to_owned(),
            number: "1".to_owned(),
            title: name.to_owned(),
            purpose: String::new(),
            clauses: Vec::new(),
            stamp: Stamp::default(),
            blocks: vec![
                Block::Heading(Heading { level: 1, numbered: true, anchor: anchor.to_owned(), text: Vec::new() }),
                Block::Paragraph(vec![link]),
            ],
            missing: Vec::new(),
        }
    }

    fn target(set: &Set, at: usize) -> Option<&Target> {
        match &set.documents[at].blocks[1] {
            Block::Paragraph(text) => match &text[0] {
                Inline::Link { to, .. } => Some(to),
                _ => None,
            },
            _ => None,
        }
    }

    #[test]
    fn links_lead_to_where_a_record_is_shown() {
        let set = Set::new(vec![document("a", "SRS-1", "SRS-2"), document("b", "SRS-2", "SRS-2"), document("c", "SRS-2", "SRS-9")]);
        assert_eq!(target(&set, 0), Some(&Target::Document { name: "b".to_owned(), anchor: "SRS-2".to_owned() }));
        assert_eq!(target(&set, 1), Some(&Target::Anchor("SRS-2".to_owned())));
        assert_eq!(target(&set, 2), None, "nothing shows SRS-9, so nothing leads there");
    }

    #[test]
    fn the_hash_is_of_the_content() {
        let set = Set::new(vec![document("a", "SRS-1", "SRS-1")]);
        let document = &set.documents[0];
        assert_eq!(document.stamp.hash.len(), 64);
        assert_eq!(hash(document), document.stamp.hash, "the hash itself is no part of what is hashed");
        let mut other = document.clone();
        other.title.push('!');
        assert_ne!(hash(&other), document.stamp.hash);
    }
}
