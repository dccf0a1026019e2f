//! Subgraphs: what lies in which.

use super::title;
use crate::diagram::{Diagram, Node};
use crate::mermaid::scanner::Scanner;
use std::collections::BTreeMap;

/// The subgraphs of a flowchart.
#[derive(Debug, Default)]
pub(super) struct Groups {
    all: Vec<Group>,
    /// Those that are open, the innermost last.
    open: Vec<usize>,
    /// In which one each name lies: the first to end that mentions it.
    owner: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Group {
    /// The name that lines lead to; none where only a title is given.
    name: Option<String>,
    title: String,
    within: Option<usize>,
    mentions: Vec<String>,
}

/// Where the subgraphs stand among the boxes of a diagram.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) by_name: BTreeMap<String, usize>,
    pub(super) owner: BTreeMap<String, usize>,
}

impl Groups {
    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Reads what follows the word `subgraph`.
    pub(super) fn open(&mut self, scanner: &mut Scanner<'_>) -> Result<(), String> {
        let line = scanner.statement().trim();
        let line = line.split_once(":::").map_or(line, |(line, _)| line.trim_end());
        let (name, words) = if let Some((name, words)) = line.split_once('[').filter(|(name, _)| !name.contains('"')) {
            let words = words.strip_suffix(']').ok_or_else(|| scanner.wrong("a title has no end before this"))?;
            (Some(name.trim()), title(words)?)
        } else {
            let words = title(line)?;
            (Some(line).filter(|line| !line.contains(|c: char| c.is_whitespace() || c == '"')), words)
        };
        let name = name.filter(|name| !name.is_empty()).map(str::to_owned);
        if name.is_some() && self.all.iter().any(|group| group.name == name) {
            return Err(scanner.wrong("two subgraphs of one name before this"));
        }
        let text = if words.is_empty() { name.clone().unwrap_or_default() } else { words };
        self.all.push(Group { name, title: text, within: self.open.last().copied(), mentions: Vec::new() });
        self.open.push(self.all.len() - 1);
        Ok(())
    }

    /// A name comes in the innermost subgraph that is open.
    pub(super) fn mention(&mut self, name: &str) {
        if let Some(group) = self.open.last().and_then(|at| self.all.get_mut(*at)) {
            group.mentions.push(name.to_owned());
        }
    }

    /// Ends the innermost one that is open.
    pub(super) fn close(&mut self) -> bool {
        let Some(at) = self.open.pop() else { return false };
        for name in self.all.get_mut(at).map(|group| std::mem::take(&mut group.mentions)).unwrap_or_default() {
            self.owner.entry(name).or_insert(at);
        }
        true
    }

    /// The subgraphs as boxes that others lie in.
    pub(super) fn nodes(self, diagram: &mut Diagram) -> Result<Places, String> {
        let mut within: Vec<Option<usize>> = Vec::with_capacity(self.all.len());
        for (at, group) in self.all.iter().enumerate() {
            // One that is named in another one lies in it, as a box would.
            let named = group.name.as_ref().and_then(|name| self.owner.get(name)).copied().filter(|owner| *owner != at);
            within.push(group.within.or(named));
        }
        for start in 0..within.len() {
            let mut way = within[start];
            for _ in 0..within.len() {
                way = way.and_then(|at| within.get(at).copied().flatten());
            }
            if way.is_some() {
                return Err("subgraphs lie in each other".to_owned());
            }
        }
        let by_name = self.all.iter().enumerate().filter_map(|(at, group)| Some((group.name.clone()?, at))).collect();
        for (group, within) in self.all.into_iter().zip(within) {
            diagram.nodes.push(Node { name: group.title, within, ..Node::default() });
        }
        Ok(Places { by_name, owner: self.owner })
    }
}
