//! The documents that are handed over together: which one shows which record, and what links between them become.

use crate::stamp::Stamp;
use crate::tree::{Block, Document, Inline, Target};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
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
    pub fn new(documents: Vec<Document>) -> Self {
        Self::with_aliases(documents, &BTreeMap::new())
    }

    /// The same, where links may call a document by another name than that of its file: by alias, the name.
    #[must_use]
    pub fn with_aliases(mut documents: Vec<Document>, aliases: &BTreeMap<String, String>) -> Self {
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
            let known = |name: &str| names.iter().find(|known| *known == name).or_else(|| aliases.get(name)).cloned();
            document.blocks.iter_mut().for_each(|block| resolve_block(block, &resolve, &known));
            document.stamp.hash = hash(document);
        }
        Self { documents }
    }

    /// Puts a document in front that was written when the others were sealed, such as their register. Its links lead to them, and none of
    /// theirs to it.
    pub fn begin_with(&mut self, mut document: Document) {
        let mut homes: HashMap<String, usize> = HashMap::new();
        for (position, other) in self.documents.iter().enumerate() {
            anchors(&other.blocks, &mut |anchor| {
                homes.entry(anchor.to_owned()).or_insert(position);
            });
        }
        let name_of = |position: usize| self.documents.get(position).map(|other| other.name.clone());
        let resolve = |id: &str| Some(Target::Document { name: name_of(*homes.get(id)?)?, anchor: id.to_owned() });
        let known = |name: &str| self.documents.iter().find(|other| other.name == name).map(|other| other.name.clone());
        document.blocks.iter_mut().for_each(|block| resolve_block(block, &resolve, &known));
        document.stamp.hash = hash(&document);
        self.documents.insert(0, document);
    }
}

/// SHA-256 of the tree without its hash, as 64 hexadecimal digits.
#[must_use]
pub fn hash(document: &Document) -> String {
    let bare = Stamp { hash: String::new(), ..document.stamp.clone() };
    let mut digest = Digesting(Sha256::new());
    // A tree of texts and numbers always has a JSON form, and a digest takes everything.
    let _ = serde_json::to_writer(&mut digest, &Sealed { document, stamp: &bare });
    digest.0.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What the hash of a document is of: its form as JSON, with the hash in its stamp empty.
struct Sealed<'a> {
    document: &'a Document,
    stamp: &'a Stamp,
}

impl Serialize for Sealed<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Document { name, number, title, purpose, clauses, stamp: _, blocks, missing } = self.document;
        let mut out = to.serialize_struct("Document", 8)?;
        out.serialize_field("name", name)?;
        out.serialize_field("number", number)?;
        out.serialize_field("title", title)?;
        out.serialize_field("purpose", purpose)?;
        out.serialize_field("clauses", clauses)?;
        out.serialize_field("stamp", self.stamp)?;
        out.serialize_field("blocks", blocks)?;
        out.serialize_field("missing", missing)?;
        out.end()
    }
}

/// A digest that is written to, so that a large document is never held a second time as text.
struct Digesting(Sha256);

impl std::io::Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
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
/// The name of the file of a document that a link names; none where it is not in the set.
type Known<'r> = dyn Fn(&str) -> Option<String> + 'r;

fn resolve_block(block: &mut Block, resolve: &Resolve<'_>, known: &Known<'_>) {
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

fn resolve_line(text: &mut Vec<Inline>, resolve: &Resolve<'_>, known: &Known<'_>) {
    let mut out = Vec::with_capacity(text.len());
    for mut inline in text.drain(..) {
        match &mut inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => resolve_line(inner, resolve, known),
            Inline::Link { to, text: inner } => {
                resolve_line(inner, resolve, known);
                let target = match &*to {
                    Target::Record(id) => resolve(id),
                    Target::Document { name, anchor } => known(name).map(|name| Target::Document { name, anchor: anchor.clone() }),
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
        let mut bare = document.clone();
        bare.stamp.hash = String::new();
        let whole = Sha256::digest(serde_json::to_vec(&bare).expect("JSON"));
        let whole: String = whole.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(whole, document.stamp.hash, "it is the digest of the document as it is written for the typesetter, without its hash");
    }

    #[test]
    fn a_document_is_found_by_its_other_name_and_the_register_leads_to_all() {
        let to = |name: &str| Inline::Link { to: Target::Document { name: name.to_owned(), anchor: String::new() }, text: Vec::new() };
        let mut first = document("01-a", "SRS-1", "SRS-1");
        first.blocks[1] = Block::Paragraph(vec![to("b"), to("c")]);
        let aliases = BTreeMap::from([("b".to_owned(), "02-b".to_owned())]);
        let mut set = Set::with_aliases(vec![first, document("02-b", "SRS-2", "SRS-1")], &aliases);
        assert_eq!(target(&set, 0), Some(&Target::Document { name: "02-b".to_owned(), anchor: String::new() }));
        assert!(matches!(&set.documents[0].blocks[1], Block::Paragraph(text) if text.len() == 1), "what leads nowhere is no link");
        let sealed = set.documents[0].stamp.hash.clone();
        set.begin_with(document("00-index", "", "SRS-2"));
        assert_eq!(target(&set, 0), Some(&Target::Document { name: "02-b".to_owned(), anchor: "SRS-2".to_owned() }));
        assert_eq!(set.documents[1].stamp.hash, sealed);
    }
}
