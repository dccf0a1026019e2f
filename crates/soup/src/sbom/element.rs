//! CycloneDX in XML as the nodes that the same file in JSON would give, led by the table.

use super::schema::{BOM, LICENSE};
use super::shape::{Form, Kind, Member, Shape};
use crate::node::{DEPTH, Node, What, shown};
use crate::refusal::Refusal;
use roxmltree::{Document, Node as Element};

/// Namespaces of CycloneDX; behind it stands the version.
const SPACE: &str = "http://cyclonedx.org/schema/bom/1.";

/// The version behind `1.` that the namespace of a document names, if it is one of CycloneDX.
pub(crate) fn version(document: &Document<'_>) -> Option<Result<u8, Refusal>> {
    let space = document.root_element().tag_name().namespace()?;
    space.starts_with("http://cyclonedx.org/schema/bom/").then(|| {
        space
            .strip_prefix(SPACE)
            .and_then(|version| version.parse().ok())
            .filter(|version| *version <= super::cyclonedx::NEWEST)
            .ok_or_else(|| Refusal::at(1, format!("the namespace `{}` is of no version of CycloneDX that is known", shown(space))))
    })
}

/// Turns the document into nodes.
pub(crate) fn nodes(document: &Document<'_>, version: u8) -> Result<Node, Refusal> {
    let root = document.root_element();
    let turn =
        Turn { space: root.tag_name().namespace(), lines: memchr::memchr_iter(b'\n', document.input_text().as_bytes()).collect(), version };
    if root.tag_name().name() != "bom" {
        return Err(Refusal::at(turn.line(root), "the outermost element is not `bom`"));
    }
    turn.object(root, &BOM, 0)
}

struct Turn<'d> {
    space: Option<&'d str>,
    /// Where lines end, so that a line is found without reading the text again.
    lines: Vec<usize>,
    version: u8,
}

impl Turn<'_> {
    fn line(&self, element: Element<'_, '_>) -> u32 {
        let start = element.range().start;
        u32::try_from(self.lines.partition_point(|end| *end < start) + 1).unwrap_or(u32::MAX)
    }

    fn object(&self, element: Element<'_, '_>, shape: &Shape, depth: usize) -> Result<Node, Refusal> {
        let line = self.line(element);
        if depth > DEPTH {
            return Err(Refusal::at(line, format!("the elements are nested deeper than {DEPTH}")));
        }
        let node = |what| Node { line, what };
        if !shape.xml {
            return Ok(node(What::Map(Vec::new())));
        }
        let mut members: Vec<(String, Node)> = Vec::new();
        for member in shape.members {
            match member.form {
                Form::Attribute(name) => {
                    if let Some(text) = element.attribute(name) {
                        members.push((member.name.to_owned(), node(scalar(text.trim(), member.kind))));
                    }
                }
                Form::Body => members.push((member.name.to_owned(), node(scalar(body(element).trim(), member.kind)))),
                _ => {}
            }
        }
        for child in self.children(element) {
            let name = child.tag_name().name();
            let Some(member) = shape.members.iter().find(|member| fits(member, name)) else {
                if shape.name == "service data" {
                    continue;
                }
                let reason = format!("`{}` is no element of `{}`", shown(name), element.tag_name().name());
                return Err(Refusal::at(self.line(child), reason));
            };
            if let Form::Repeated(_) = member.form {
                let one = self.one(child, member.kind, depth)?;
                match members.iter_mut().find(|(held, _)| held == member.name) {
                    Some((_, Node { what: What::List(list), .. })) => list.push(one),
                    _ => members.push((member.name.to_owned(), Node { line: one.line, what: What::List(vec![one]) })),
                }
                continue;
            }
            // The first schema allowed several identifiers of one licence.
            if members.iter().any(|(held, _)| held == member.name) && self.version > 0 {
                return Err(Refusal::at(
                    self.line(child),
                    format!("`{}` stands twice in one `{}`", shown(name), element.tag_name().name()),
                ));
            }
            let value = match (member.form, member.kind) {
                (_, Kind::Licences) => self.licences(child, depth)?,
                (Form::Items(item), kind) => self.items(child, item, kind, depth)?,
                (_, Kind::Object(shape)) => self.object(child, shape, depth + 1)?,
                (_, kind) => Node { line: self.line(child), what: leaf(child, kind) },
            };
            members.push((member.name.to_owned(), value));
        }
        Ok(node(What::Map(members)))
    }

    /// Elements of the namespace; what others add is theirs.
    fn children<'a, 'd>(&self, element: Element<'a, 'd>) -> impl Iterator<Item = Element<'a, 'd>> {
        element.children().filter(move |child| child.is_element() && child.tag_name().namespace() == self.space)
    }

    fn items(&self, element: Element<'_, '_>, item: &str, kind: Kind, depth: usize) -> Result<Node, Refusal> {
        let mut list = Vec::new();
        for child in self.children(element) {
            let name = child.tag_name().name();
            if name == item {
                list.push(self.one(child, kind, depth)?);
            } else if name != "dataflow" {
                let reason = format!("`{}` is no element of `{}`", shown(name), element.tag_name().name());
                return Err(Refusal::at(self.line(child), reason));
            }
        }
        Ok(Node { line: self.line(element), what: What::List(list) })
    }

    /// An element of a list of this kind.
    fn one(&self, element: Element<'_, '_>, kind: Kind, depth: usize) -> Result<Node, Refusal> {
        match kind {
            Kind::Objects(shape) => self.object(element, shape, depth + 1),
            // An edge of the graph names what it leads to by an attribute; one without is empty, which is refused.
            Kind::Links => {
                Ok(Node { line: self.line(element), what: What::Text(element.attribute("ref").unwrap_or("").trim().to_owned()) })
            }
            kind => Ok(Node { line: self.line(element), what: leaf(element, kind) }),
        }
    }

    fn licences(&self, element: Element<'_, '_>, depth: usize) -> Result<Node, Refusal> {
        let mut list = Vec::new();
        for child in self.children(element) {
            let line = self.line(child);
            let text = |text: &str| Node { line, what: What::Text(text.trim().to_owned()) };
            let members = match child.tag_name().name() {
                "license" => vec![("license".to_owned(), self.object(child, &LICENSE, depth + 1)?)],
                "expression" => vec![("expression".to_owned(), text(&body(child)))],
                "expression-detailed" if self.version >= 7 => {
                    child.attribute("expression").map(|held| ("expression".to_owned(), text(held))).into_iter().collect()
                }
                other => return Err(Refusal::at(line, format!("`{}` is no element of `licenses`", shown(other)))),
            };
            list.push(Node { line, what: What::Map(members) });
        }
        Ok(Node { line: self.line(element), what: What::List(list) })
    }
}

fn fits(member: &Member, name: &str) -> bool {
    match member.form {
        Form::Element | Form::Items(_) => member.name == name,
        Form::Repeated(element) => element == name,
        Form::Attribute(_) | Form::Body | Form::Json => false,
    }
}

fn leaf(element: Element<'_, '_>, kind: Kind) -> What {
    match kind {
        Kind::Text
        | Kind::Filled
        | Kind::Ref
        | Kind::Link
        | Kind::Iri
        | Kind::Bool
        | Kind::Whole
        | Kind::Number
        | Kind::Moment
        | Kind::Serial
        | Kind::Mime
        | Kind::Digest
        | Kind::Spdx
        | Kind::Word(_)
        | Kind::Texts
        | Kind::Iris => scalar(body(element).trim(), kind),
        // Of what is not looked into, it is enough that it is there.
        _ => What::List(Vec::new()),
    }
}

fn scalar(text: &str, kind: Kind) -> What {
    match (kind, text) {
        (Kind::Bool, "true" | "1") => What::Bool(true),
        (Kind::Bool, "false" | "0") => What::Bool(false),
        _ => What::Text(text.to_owned()),
    }
}

/// All text directly in an element, comments left out.
fn body(element: Element<'_, '_>) -> String {
    element.children().filter(|child| child.is_text()).filter_map(|child| child.text()).collect()
}
