//! State diagrams: states in states, what leads from one to another, and notes.

mod scopes;

use super::label::escaped_label;
use super::{DEEPEST, TOO_MANY};
use crate::diagram::{Diagram, Edge, Look, MOST_EDGES, MOST_NODES, Node};
use crate::tree::Tone;
use scopes::{Scope, Scopes};
use std::collections::BTreeMap;

/// What is read so far.
#[derive(Debug, Default)]
struct Machine {
    states: Vec<State>,
    known: BTreeMap<String, usize>,
    scopes: Scopes,
    /// Where each begins and ends: its start, its end.
    dots: BTreeMap<(Scope, bool), usize>,
    edges: Vec<Edge>,
}

/// A state, or a note about one.
#[derive(Debug, Default)]
struct State {
    name: String,
    told: Vec<String>,
    look: Look,
    tone: Tone,
    scope: Option<Scope>,
    /// Has braces.
    composite: bool,
}

/// Reads what follows the word `stateDiagram`.
pub(super) fn read(text: &str) -> Result<Diagram, String> {
    let mut machine = Machine::default();
    let mut lines = text.lines().map(|line| line.split_once(" %%").map_or(line, |(line, _)| line).trim());
    while let Some(line) = lines.next() {
        machine.line(line.strip_suffix(';').unwrap_or(line), &mut lines).map_err(|why| format!("{why} in {line:?}"))?;
        if machine.states.len() > MOST_NODES || machine.edges.len() > MOST_EDGES {
            return Err(TOO_MANY.to_owned());
        }
    }
    machine.diagram()
}

impl Machine {
    fn line<'l>(&mut self, line: &str, more: &mut impl Iterator<Item = &'l str>) -> Result<(), String> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        if let Some((from, to)) = line.split_once("-->") {
            return self.transition(from, to);
        }
        match word {
            "" => Ok(()),
            "}" if rest.is_empty() => self.scopes.close(),
            "--" if rest.is_empty() => self.scopes.divide(),
            "direction" if matches!(rest, "TB" | "TD" | "BT" | "LR" | "RL") => Ok(()),
            "hide" if rest == "empty description" => Ok(()),
            "classDef" | "class" | "style" | "click" if !rest.is_empty() && !rest.starts_with(':') => Ok(()),
            "scale" if rest.ends_with("width") => Ok(()),
            "note" => self.note(rest, more),
            "state" if !rest.is_empty() && !rest.starts_with(':') => self.declared(rest),
            _ => self.described(line),
        }
    }

    /// `A --> B: words`.
    fn transition(&mut self, from: &str, to: &str) -> Result<(), String> {
        let (to, words) = label_behind(to);
        let edge =
            Edge { from: self.end(from, true)?, to: self.end(to, false)?, label: escaped_label(words)?, arrow: true, ..Edge::default() };
        self.edges.push(edge);
        Ok(())
    }

    /// A state at an end of a transition; `[*]` is where its surroundings begin or end.
    fn end(&mut self, name: &str, first: bool) -> Result<usize, String> {
        let name = without_class(name);
        if name != "[*]" {
            return self.state(name);
        }
        let scope = self.scopes.now();
        if let Some(known) = self.dots.get(&(scope, first)) {
            return Ok(*known);
        }
        let (name, look) = if first { ("Start", Look::Start) } else { ("End", Look::End) };
        self.states.push(State { name: name.to_owned(), look, scope: Some(scope), ..State::default() });
        self.dots.insert((scope, first), self.states.len() - 1);
        Ok(self.states.len() - 1)
    }

    /// The state of this name, which lies where it is named, unless that is outside of all others.
    fn state(&mut self, name: &str) -> Result<usize, String> {
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || matches!(c, '{' | '}' | '[' | ']' | '<' | '>' | '"' | ':' | '*'))
        {
            return Err("no name of a state".to_owned());
        }
        let at = *self.known.entry(name.to_owned()).or_insert_with(|| {
            self.states.push(State { name: name.to_owned(), look: Look::Round, ..State::default() });
            self.states.len() - 1
        });
        let scope = self.scopes.now();
        if let Some(state) = self.states.get_mut(at)
            && (state.scope.is_none() || !scope.is_outermost())
        {
            state.scope = Some(scope);
        }
        Ok(at)
    }

    /// What follows the word `state`.
    fn declared(&mut self, rest: &str) -> Result<(), String> {
        let (rest, opens) = rest.strip_suffix('{').map_or((rest, false), |rest| (rest.trim_end(), true));
        let (words, rest) = match rest.strip_prefix('"') {
            Some(quoted) => {
                let (words, rest) = quoted.split_once('"').ok_or("a text has no end")?;
                match rest.trim().strip_prefix("as ") {
                    Some(name) => (Some(escaped_label(words)?), name.trim()),
                    None if rest.trim().is_empty() => (None, words),
                    None => return Err("not understood".to_owned()),
                }
            }
            None => (None, rest),
        };
        let sorts = ["fork", "join", "choice"].iter().zip([Look::Bar, Look::Bar, Look::Choice]);
        let mut sorts = sorts.flat_map(|(sort, look)| [(format!("<<{sort}>>"), look), (format!("[[{sort}]]"), look)]);
        let (name, look) = match sorts.find_map(|(sort, look)| Some((rest.strip_suffix(&sort)?.trim(), look))) {
            Some((name, look)) => (name, Some(look)),
            None => (rest, None),
        };
        let (name, told) = label_behind(name);
        let at = self.state(without_class(name))?;
        let told = escaped_label(told)?;
        let Some(state) = self.states.get_mut(at) else { return Ok(()) };
        state.told.extend(words.into_iter().chain(Some(told)).filter(|words| !words.is_empty()));
        state.look = look.unwrap_or(state.look);
        if opens {
            if look.is_some() || state.composite {
                return Err("it cannot hold states, or holds some already".to_owned());
            }
            state.composite = true;
            if self.scopes.depth() >= DEEPEST {
                return Err(TOO_MANY.to_owned());
            }
            self.scopes.open(at);
        }
        Ok(())
    }

    /// `A` or `A : words`.
    fn described(&mut self, line: &str) -> Result<(), String> {
        let (name, words) = label_behind(line);
        let at = self.state(without_class(name))?;
        let words = escaped_label(words)?;
        if let (Some(state), false) = (self.states.get_mut(at), words.is_empty()) {
            state.told.push(words);
        }
        Ok(())
    }

    /// `note right of A : words`, or words on lines of their own as far as `end note`.
    fn note<'l>(&mut self, rest: &str, more: &mut impl Iterator<Item = &'l str>) -> Result<(), String> {
        let rest = rest.strip_prefix("left of ").or_else(|| rest.strip_prefix("right of ")).ok_or("a note about no state")?;
        let (name, words) = label_behind(rest);
        let about = self.state(without_class(name))?;
        let mut text = words.to_owned();
        if words.is_empty() {
            loop {
                let line = more.next().ok_or("a note has no end")?;
                if line == "end note" {
                    break;
                }
                text.push_str(line);
                text.push('\n');
            }
        }
        let name = escaped_label(&text)?;
        let scope = self.states.get(about).and_then(|state| state.scope);
        self.states.push(State { name, look: Look::Note, tone: Tone::Caution, scope, ..State::default() });
        self.edges.push(Edge { from: about, to: self.states.len() - 1, dashed: true, tone: Tone::Quiet, ..Edge::default() });
        Ok(())
    }

    fn diagram(self) -> Result<Diagram, String> {
        if self.scopes.depth() > 0 {
            return Err("a state has no end".to_owned());
        }
        let mut diagram = Diagram { edges: self.edges, ..Diagram::default() };
        let count = self.states.len();
        let mut regions = BTreeMap::new();
        for state in &self.states {
            let scope = state.scope.unwrap_or_default();
            // Regions that run side by side are boxes of their own.
            let within = match (scope.of, self.scopes.divided(scope)) {
                (Some(of), true) => {
                    let next = count + regions.len();
                    Some(*regions.entry((of, scope.region)).or_insert(next))
                }
                (of, _) => of,
            };
            let mut told = state.told.iter().cloned();
            let name = if state.look == Look::Note { None } else { told.next() }.unwrap_or_else(|| state.name.clone());
            let look = if state.composite { Look::Titled } else { state.look };
            diagram.nodes.push(Node { name, lines: told.collect(), within, look, tone: state.tone, ..Node::default() });
        }
        let mut regions: Vec<((usize, usize), usize)> = regions.into_iter().collect();
        regions.sort_by_key(|(_, at)| *at);
        for ((of, region), _) in regions {
            let name = format!("Region {}", region + 1);
            diagram.nodes.push(Node { name, within: Some(of), dashed: true, tone: Tone::Quiet, ..Node::default() });
        }
        for start in 0..diagram.nodes.len() {
            let mut way = diagram.nodes.get(start).and_then(|node| node.within);
            for _ in 0..=DEEPEST * 2 {
                way = way.and_then(|at| diagram.nodes.get(at)).and_then(|node| node.within);
            }
            if way.is_some() {
                return Err("states lie in each other".to_owned());
            }
        }
        Ok(diagram)
    }
}

/// A name, and the words behind its colon.
fn label_behind(text: &str) -> (&str, &str) {
    // A class is joined by three colons.
    let mut from = 0;
    while let Some(at) = text[from..].find(':').map(|at| from + at) {
        if !text[at..].starts_with(":::") {
            return (text[..at].trim(), text[at + 1..].trim());
        }
        from = at + 3;
    }
    (text.trim(), "")
}

fn without_class(name: &str) -> &str {
    name.split_once(":::").map_or(name, |(name, _)| name).trim()
}
