//! Is what CycloneDX calls a file one? Every object is held against the table.

use super::format;
use super::schema::{BOM, LICENSE};
use super::shape::{Kind, Shape, Vocabulary};
use crate::node::{Node, What, shown};
use crate::refusal::Refusal;
use std::collections::HashSet;

/// Checks a whole file, of JSON or of XML as if it were JSON. `version` is what stands behind `1.`. Addresses that are none are no reason to
/// leave all components unseen; what is to be said of them comes back.
pub(crate) fn check(root: &Node, version: u8, xml: bool) -> Result<Option<(u32, String)>, Refusal> {
    let mut check = Check { version, xml, refs: HashSet::new(), addresses: None };
    check.object(root, &BOM)?;
    Ok(check.addresses.map(|(line, count)| (line, format!("{count} addresses are none, which no reader is asked to mind"))))
}

struct Check<'n> {
    version: u8,
    xml: bool,
    refs: HashSet<&'n str>,
    /// Addresses that are none: the line of the first, and how many.
    addresses: Option<(u32, usize)>,
}

impl<'n> Check<'n> {
    fn object(&mut self, node: &'n Node, shape: &Shape) -> Result<(), Refusal> {
        if self.xml && !shape.xml {
            return Ok(());
        }
        if !node.is_map() {
            return Err(Refusal::at(node.line, format!("{} is no object", with_article(shape.name))));
        }
        for (name, member) in node.members() {
            match shape.members.iter().find(|known| known.name == name) {
                Some(known) if known.is_known(self.version) => self.value(member, unique_in(shape, known.kind), name)?,
                _ if shape.is_open(self.version) => {}
                Some(_) => {
                    return Err(Refusal::at(
                        member.line,
                        format!("`{name}` of {} is not of CycloneDX 1.{}", with_article(shape.name), self.version),
                    ));
                }
                None => return Err(Refusal::at(member.line, format!("{} has no `{}`", with_article(shape.name), shown(name)))),
            }
        }
        for member in shape.members {
            let here = !self.xml || member.form != super::shape::Form::Json;
            // In XML, a bill that states no version is the first.
            let given = self.xml && std::ptr::eq(shape, &raw const BOM);
            if here && !given && member.is_required(self.version) && node.get(member.name).is_none() {
                return Err(Refusal::at(node.line, format!("{} is without `{}`", with_article(shape.name), member.name)));
            }
        }
        shape.rule.map_or(Ok(()), |rule| rule(node, self.version))
    }

    fn value(&mut self, node: &'n Node, kind: Kind, name: &str) -> Result<(), Refusal> {
        match kind {
            Kind::Object(shape) => self.object(node, shape),
            Kind::Objects(shape) => list(node, name)?.iter().try_for_each(|element| self.object(element, shape)),
            Kind::ListOr(shape, _) | Kind::OneOrMore(shape) if node.is_list() => {
                node.elements().iter().try_for_each(|element| self.object(element, shape))
            }
            Kind::ListOr(_, shape) | Kind::OneOrMore(shape) => self.object(node, shape),
            Kind::Licences => self.licences(list(node, name)?),
            Kind::Texts => self.each(node, Kind::Text, name),
            Kind::Links => self.each(node, Kind::Link, name),
            Kind::Iris => self.each(node, Kind::Iri, name),
            Kind::Wholes => self.each(node, Kind::Whole, name),
            Kind::Words(words) => self.each(node, Kind::Word(words), name),
            // XML has always allowed more in addresses than JSON.
            Kind::Iri if !self.xml => {
                let text = self.scalar(node, kind, name)?;
                if !format::is_iri(text) {
                    self.addresses.get_or_insert((node.line, 0)).1 += 1;
                }
                Ok(())
            }
            Kind::Ref => {
                let text = self.scalar(node, kind, name)?;
                if self.refs.insert(text) {
                    Ok(())
                } else {
                    Err(Refusal::at(node.line, format!("the `bom-ref` `{}` stands twice", shown(text))))
                }
            }
            _ => self.scalar(node, kind, name).map(|_| ()),
        }
    }

    fn each(&mut self, node: &'n Node, kind: Kind, name: &str) -> Result<(), Refusal> {
        list(node, name)?.iter().try_for_each(|element| self.value(element, kind, name))
    }

    fn scalar(&self, node: &'n Node, kind: Kind, name: &str) -> Result<&'n str, Refusal> {
        let wrong = |what: &str| {
            let held = node.scalar().map_or_else(String::new, |text| format!(" `{}`", shown(text)));
            Err(Refusal::at(node.line, format!("`{name}`{held} is {what}")))
        };
        let number = match (&node.what, kind) {
            (What::Number(text), Kind::Whole | Kind::Number) => Some(text.as_str()),
            (What::Text(text), Kind::Whole | Kind::Number) if self.xml => Some(text.as_str()),
            _ => None,
        };
        let text = match (kind, node.text()) {
            (Kind::Anything, _) => return Ok(""),
            (Kind::Bool, text) => {
                let truth = matches!(node.what, What::Bool(_)) || self.xml && text.is_some_and(|text| matches!(text, "0" | "1"));
                return if truth { Ok("") } else { wrong("neither true nor false") };
            }
            (Kind::Whole, _) => {
                // A schema takes 1.0 for a whole number.
                let whole = number.and_then(|text| text.parse::<f64>().ok()).is_some_and(|value| value.fract() == 0.0);
                return if whole { Ok("") } else { wrong("no whole number") };
            }
            (Kind::Number, _) => return if number.is_some_and(|text| text.parse::<f64>().is_ok()) { Ok("") } else { wrong("no number") },
            (_, None) => return wrong("no text"),
            (_, Some(text)) => text,
        };
        let fits = match kind {
            Kind::Filled | Kind::Ref | Kind::Link => !text.is_empty(),
            Kind::Moment => format::is_moment(text, self.xml),
            Kind::Serial => format::is_serial(text),
            Kind::Mime => format::is_mime(text),
            Kind::Digest => format::is_digest(text),
            Kind::Spdx => format::is_licence(text),
            Kind::Word(words) => return if knows(words, text, self.version) { Ok(text) } else { wrong("none of the words for it") },
            _ => true,
        };
        if fits { Ok(text) } else { wrong(told(kind)) }
    }

    /// Licences: up to 1.6 either any number of licences or one expression, in JSON so since 1.5.
    fn licences(&mut self, elements: &'n [Node]) -> Result<(), Refusal> {
        let mut expressions = 0_usize;
        for element in elements {
            match (element.get("license"), element.get("expression")) {
                (Some(license), None) => self.object(license, &LICENSE)?,
                (None, Some(expression)) => {
                    expressions += 1;
                    self.scalar(expression, Kind::Text, "expression")?;
                }
                (Some(_), Some(_)) => return Err(Refusal::at(element.line, "a licence is given by `license` and `expression` at once")),
                (None, None) => return Err(Refusal::at(element.line, "a licence is given by neither `license` nor `expression`")),
            }
            let allowed = |name: &str| match name {
                "license" | "expression" => true,
                "bom-ref" => self.version >= 5,
                "acknowledgement" => self.version >= 6,
                "expressionDetails" | "licensing" | "properties" => self.version >= 7,
                _ => false,
            };
            if let Some((name, node)) = element.members().iter().find(|(name, _)| !allowed(name)) {
                return Err(Refusal::at(node.line, format!("the choice of a licence has no `{}`", shown(name))));
            }
            if let Some(name) = element.get("bom-ref") {
                self.value(name, Kind::Ref, "bom-ref")?;
            }
            let mixes = expressions > 0 && elements.len() > 1;
            if mixes && self.version < 7 && (self.xml || self.version >= 5) {
                return Err(Refusal::at(element.line, "an expression stands beside other licences, which CycloneDX allows since 1.7"));
            }
        }
        Ok(())
    }
}

/// Workflows name again what stands elsewhere, so a name is held to be the only one where components and their neighbours have it.
fn unique_in(shape: &Shape, kind: Kind) -> Kind {
    if matches!(kind, Kind::Ref) && !shape.xml { Kind::Filled } else { kind }
}

fn list<'n>(node: &'n Node, name: &str) -> Result<&'n [Node], Refusal> {
    if node.is_list() { Ok(node.elements()) } else { Err(Refusal::at(node.line, format!("`{name}` is no list"))) }
}

fn knows(words: Vocabulary, text: &str, version: u8) -> bool {
    words.iter().filter(|(since, _)| *since <= version).any(|(_, words)| words.split(' ').any(|word| word == text))
}

fn told(kind: Kind) -> &'static str {
    match kind {
        Kind::Moment => "no date with time",
        Kind::Serial => "no serial number (`urn:uuid:` and a UUID)",
        Kind::Mime => "no type of media",
        Kind::Digest => "no digest in hexadecimal",
        Kind::Spdx => "not in the list of licences of SPDX",
        _ => "empty",
    }
}

fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {name}")
}
