//! The bill as CycloneDX 1.6 in XML.
//!
//! Source: the XSD of CycloneDX 1.6, which fixes the order of elements.

use super::Bill;
use super::cyclonedx::{Choice, Component, Composition, Dependency, Document, Metadata, Named, Organisation, Property};

/// Writes the bill.
#[must_use]
pub fn cyclonedx_xml(bill: &Bill) -> String {
    let document = Document::of(bill);
    let mut out = Xml { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 };
    let version = document.version.to_string();
    let attributes = [("xmlns", "http://cyclonedx.org/schema/bom/1.6"), ("serialNumber", &document.serial_number), ("version", &version)];
    out.within("bom", &attributes, |out| {
        metadata(out, &document.metadata);
        out.within("components", &[], |out| document.components.iter().for_each(|one| component(out, one)));
        out.within("dependencies", &[], |out| document.dependencies.iter().for_each(|one| dependency(out, one)));
        out.within("compositions", &[], |out| document.compositions.iter().for_each(|one| composition(out, one)));
    });
    out.text
}

fn metadata(out: &mut Xml, metadata: &Metadata) {
    out.within("metadata", &[], |out| {
        out.leaf("timestamp", &[], &metadata.timestamp);
        out.within("lifecycles", &[], |out| {
            for lifecycle in &metadata.lifecycles {
                out.within("lifecycle", &[], |out| out.leaf("phase", &[], lifecycle.phase));
            }
        });
        out.within("tools", &[], |out| {
            out.within("components", &[], |out| metadata.tools.components.iter().for_each(|one| component(out, one)));
        });
        component(out, &metadata.component);
        organisation(out, "manufacturer", metadata.manufacturer.as_ref());
        organisation(out, "supplier", metadata.supplier.as_ref());
        properties(out, &metadata.properties);
    });
}

fn component(out: &mut Xml, component: &Component) {
    let reference = [("type", component.kind), ("bom-ref", &component.reference)];
    let attributes = if component.reference.is_empty() { &reference[..1] } else { &reference[..] };
    out.within("component", attributes, |out| {
        organisation(out, "supplier", component.supplier.as_ref());
        organisation(out, "manufacturer", component.manufacturer.as_ref());
        out.given("group", &component.group);
        out.leaf("name", &[], &component.name);
        out.given("version", &component.version);
        out.given("scope", component.scope);
        if !component.hashes.is_empty() {
            out.within("hashes", &[], |out| {
                for hash in &component.hashes {
                    out.leaf("hash", &[("alg", hash.alg)], &hash.content);
                }
            });
        }
        if !component.licenses.is_empty() {
            out.within("licenses", &[], |out| component.licenses.iter().for_each(|one| licence(out, one)));
        }
        out.given("cpe", &component.cpe);
        out.given("purl", &component.purl);
        properties(out, &component.properties);
    });
}

fn licence(out: &mut Xml, licence: &Choice) {
    match licence {
        Choice::Expression(expression) => out.leaf("expression", &[], expression),
        Choice::License(Named::Id(id)) => out.within("license", &[], |out| out.leaf("id", &[], id)),
        Choice::License(Named::Name(name)) => out.within("license", &[], |out| out.leaf("name", &[], name)),
    }
}

fn organisation(out: &mut Xml, element: &str, organisation: Option<&Organisation>) {
    if let Some(organisation) = organisation {
        out.within(element, &[], |out| out.leaf("name", &[], &organisation.name));
    }
}

fn properties(out: &mut Xml, properties: &[Property]) {
    if !properties.is_empty() {
        out.within("properties", &[], |out| {
            for property in properties {
                out.leaf("property", &[("name", property.name)], &property.value);
            }
        });
    }
}

fn dependency(out: &mut Xml, dependency: &Dependency) {
    out.within("dependency", &[("ref", &dependency.of)], |out| {
        for on in &dependency.on {
            out.within("dependency", &[("ref", on)], |_| {});
        }
    });
}

fn composition(out: &mut Xml, composition: &Composition) {
    out.within("composition", &[], |out| {
        out.leaf("aggregate", &[], composition.aggregate);
        out.within("dependencies", &[], |out| {
            for of in &composition.dependencies {
                out.within("dependency", &[("ref", of)], |_| {});
            }
        });
    });
}

/// XML while it is written.
struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    /// An element with what is written inside; one without content is closed at once.
    fn within(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes);
        let empty = self.text.len();
        self.text.push_str(">\n");
        let begun = self.text.len();
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        if self.text.len() == begun {
            self.text.truncate(empty);
            self.text.push_str("/>\n");
        } else {
            self.indent();
            self.close(name);
        }
    }

    /// An element that holds a text.
    fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text.push('>');
        self.escape(text);
        self.close(name);
    }

    /// An element that holds a text, unless it is empty.
    fn given(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.leaf(name, &[], text);
        }
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        for (attribute, value) in attributes {
            self.text.push(' ');
            self.text.push_str(attribute);
            self.text.push_str("=\"");
            self.escape(value);
            self.text.push('"');
        }
    }

    fn close(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push_str(">\n");
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    /// Characters that XML cannot hold, not even escaped, become the sign of a character that is not known.
    fn escape(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '&' => self.text.push_str("&amp;"),
                '"' => self.text.push_str("&quot;"),
                '\t' => self.text.push_str("&#9;"),
                '\n' => self.text.push_str("&#10;"),
                '\r' => self.text.push_str("&#13;"),
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => self.text.push('\u{fffd}'),
                other => self.text.push(other),
            }
        }
    }
}
