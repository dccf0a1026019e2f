//! XML to a tree with lines, within limits; entities of a document type are expanded only as far as the reader's own guard allows.

use crate::refusal::Refusal;
use roxmltree::{Document, Node, ParsingOptions};

/// The most nodes that one document may hold.
const NODES: u32 = 20_000_000;

/// Reads a document that is text already.
pub(crate) fn read(text: &str) -> Result<Document<'_>, Refusal> {
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
        .map_err(|error| Refusal::at(error.pos().row, format!("this is no XML that is read: {error}")))
}

/// The line of an element, counted from 1.
pub(crate) fn line(node: Node<'_, '_>) -> u32 {
    node.document().text_pos_at(node.range().start).row
}

/// The element of this name, in whatever namespace, directly below another.
pub(crate) fn child<'a, 'd>(node: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
    children(node, name).next()
}

/// The elements of this name directly below another.
pub(crate) fn children<'a, 'd, 'n>(node: Node<'a, 'd>, name: &'n str) -> impl Iterator<Item = Node<'a, 'd>> + use<'a, 'd, 'n> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The text of the element of this name directly below another, unless it is empty.
pub(crate) fn said<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(node, name).and_then(|child| child.text()).map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_name_with_their_line() {
        let document = read("<a xmlns='urn:x'>\n <b>1</b>\n <b> </b>\n</a>").expect("XML");
        let root = document.root_element();
        assert_eq!(children(root, "b").map(line).collect::<Vec<_>>(), [2, 3]);
        assert_eq!((said(root, "b"), said(root, "c")), (Some("1"), None));
        assert_eq!(read("<a>\n<b></a>").expect_err("no XML").line, Some(2));
        assert!(read("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>").is_err());
    }
}
