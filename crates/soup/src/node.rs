//! A value of JSON, YAML or TOML with the line on which it stands: what readers of lock files and SBOMs walk.

use crate::refusal::Refusal;

/// The deepest nesting that is read.
pub(crate) const DEPTH: usize = 200;
/// The most values that one file may hold, aliases of YAML counted each time they are used.
pub(crate) const VALUES: usize = 20_000_000;

/// A value and its line.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The line on which it begins, counted from 1. Of a member of a map it is the line of the key.
    pub line: u32,
    /// What it is.
    pub what: What,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// `null`, or nothing at all.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map in the order of the file; no key stands twice.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The member of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.members().iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// What is reached by these keys, one after the other.
    #[must_use]
    pub fn at(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The members of a map; none of anything else.
    #[must_use]
    pub fn members(&self) -> &[(String, Self)] {
        if let What::Map(members) = &self.what { members } else { &[] }
    }

    /// The elements of a list; none of anything else.
    #[must_use]
    pub fn elements(&self) -> &[Self] {
        if let What::List(elements) = &self.what { elements } else { &[] }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let What::Text(text) = &self.what { Some(text) } else { None }
    }

    /// The text or the number as it is written.
    #[must_use]
    pub fn scalar(&self) -> Option<&str> {
        if let What::Text(text) | What::Number(text) = &self.what { Some(text) } else { None }
    }

    /// The text of a member, unless it is empty.
    #[must_use]
    pub fn said(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Self::text).map(str::trim).filter(|text| !text.is_empty())
    }

    /// Is this member `true`?
    #[must_use]
    pub fn is_true(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Self { what: What::Bool(true), .. }))
    }

    /// Is it a map?
    #[must_use]
    pub fn is_map(&self) -> bool {
        matches!(self.what, What::Map(_))
    }

    /// Is it a list?
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self.what, What::List(_))
    }
}

/// Finds keys that stand twice; the second is refused, since readers differ in which they take.
pub(crate) fn unique(members: &[(String, Node)]) -> Result<(), Refusal> {
    let twice = |name: &str, line: u32| Refusal::at(line, format!("the key `{}` stands twice in one map", shown(name)));
    if members.len() < 12 {
        for (position, (name, node)) in members.iter().enumerate() {
            if members[..position].iter().any(|(earlier, _)| earlier == name) {
                return Err(twice(name, node.line));
            }
        }
        return Ok(());
    }
    let mut seen = std::collections::HashSet::with_capacity(members.len());
    match members.iter().find(|(name, _)| !seen.insert(name.as_str())) {
        Some((name, node)) => Err(twice(name, node.line)),
        None => Ok(()),
    }
}

/// The beginning of a foreign text, for a message.
pub(crate) fn shown(text: &str) -> &str {
    &text[..text.floor_char_boundary(80)]
}
