//! TOML to nodes with lines.

use crate::node::{Node, What};
use crate::refusal::Refusal;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a TOML document.
pub(crate) fn read(text: &str) -> Result<Node, Refusal> {
    let lines = Lines::new(text);
    let table = DeTable::parse(text).map_err(|error| Refusal {
        reason: format!("this is no TOML: {}", error.message()),
        line: error.span().map(|span| lines.of(span.start)),
    })?;
    Ok(Node { line: 1, what: What::Map(members(table.get_ref(), &lines)) })
}

/// The lines of a text, found by position.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', text.as_bytes()).collect())
    }

    fn of(&self, position: usize) -> u32 {
        u32::try_from(self.0.partition_point(|end| *end < position) + 1).unwrap_or(u32::MAX)
    }
}

// The reader of TOML bounds the depth, so recursion does too.
fn members(table: &DeTable<'_>, lines: &Lines) -> Vec<(String, Node)> {
    table
        .iter()
        .map(|(key, value)| {
            let mut node = node(value, lines);
            node.line = lines.of(key.span().start);
            (key.get_ref().to_string(), node)
        })
        .collect()
}

fn node(value: &Spanned<DeValue<'_>>, lines: &Lines) -> Node {
    let what = match value.get_ref() {
        DeValue::String(text) => What::Text(text.to_string()),
        DeValue::Integer(number) => What::Number(number.to_string()),
        DeValue::Float(number) => What::Number(number.to_string()),
        DeValue::Boolean(truth) => What::Bool(*truth),
        DeValue::Datetime(date) => What::Text(date.to_string()),
        DeValue::Array(elements) => What::List(elements.iter().map(|element| self::node(element, lines)).collect()),
        DeValue::Table(table) => What::Map(members(table, lines)),
    };
    Node { line: lines.of(value.span().start), what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_keys_and_tables() {
        let root = read("a = 1\n\n[[package]]\nname = \"b\"\n[[package]]\nname = \"c\"\n").expect("TOML");
        let packages = root.get("package").expect("packages").elements();
        assert_eq!(packages.iter().map(|node| (node.line, node.said("name"))).collect::<Vec<_>>(), [(3, Some("b")), (5, Some("c"))]);
        assert_eq!(packages[1].get("name").map(|node| node.line), Some(6));
        let refusal = read("a = 1\nb = \n").expect_err("no TOML");
        assert_eq!(refusal.line, Some(2));
        assert!(read("a = 1\na = 2\n").is_err());
    }
}
