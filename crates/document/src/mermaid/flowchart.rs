//! Flowcharts: boxes, what leads from one to another, and groups of boxes in each other.

mod groups;
mod shape;

use super::label::escaped_label;
use super::link::{self, Link};
use super::scanner::Scanner;
use super::{DEEPEST, TOO_MANY};
use crate::diagram::{Diagram, Edge, Look, MOST_EDGES, MOST_NODES};
use groups::Groups;
use std::collections::{BTreeMap, BTreeSet};

/// What is read so far.
#[derive(Debug, Default)]
struct Flow {
    /// The boxes in the order in which they come: name, text, form.
    boxes: Vec<(String, Option<String>, Look)>,
    known: BTreeMap<String, usize>,
    groups: Groups,
    /// Lines, by positions of boxes.
    edges: Vec<(usize, usize, Edge)>,
    /// Names of lines, which are no boxes.
    lines: BTreeSet<String>,
}

/// Statements that say how something looks or what a click does.
const LOOKS: [&str; 6] = ["classDef", "class", "style", "linkStyle", "click", "href"];

/// Reads what follows the word `flowchart`.
pub(super) fn read(text: &str) -> Result<Diagram, String> {
    let mut scanner = Scanner::new(text);
    let mut flow = Flow::default();
    scanner.spaces();
    let direction = scanner.while_in(|c| !c.is_whitespace() && c != ';');
    if !(direction.is_empty() || is_direction(direction)) {
        return Err(scanner.wrong("no direction"));
    }
    loop {
        scanner.while_in(|c| c.is_whitespace() || c == ';');
        if scanner.is_done() {
            break;
        }
        flow.statement(&mut scanner)?;
        scanner.spaces();
        if scanner.rest().starts_with("%%") {
            scanner.while_in(|c| c != '\n');
        }
        if !(scanner.is_done() || matches!(scanner.peek(), Some('\n' | ';'))) {
            return Err(scanner.wrong("not understood"));
        }
        if flow.boxes.len() + flow.groups.count() > MOST_NODES || flow.edges.len() > MOST_EDGES {
            return Err(TOO_MANY.to_owned());
        }
    }
    flow.diagram()
}

fn is_direction(word: &str) -> bool {
    matches!(word, "TB" | "TD" | "BT" | "LR" | "RL" | ">" | "<" | "^" | "v")
}

impl Flow {
    fn statement(&mut self, scanner: &mut Scanner<'_>) -> Result<(), String> {
        let rest = scanner.rest();
        let word = rest.split(|c: char| c.is_whitespace() || c == ';').next().unwrap_or("");
        let more = rest[word.len()..].trim_start_matches(' ');
        match word {
            "subgraph" => {
                scanner.take(word.len());
                scanner.spaces();
                if self.groups.depth() >= DEEPEST {
                    return Err(TOO_MANY.to_owned());
                }
                self.groups.open(scanner)
            }
            "end" => {
                scanner.take(word.len());
                if self.groups.close() { Ok(()) } else { Err(scanner.wrong("an end without a beginning before this")) }
            }
            "direction" if is_direction(more.split(|c: char| c.is_whitespace() || c == ';').next().unwrap_or("")) => {
                scanner.statement();
                Ok(())
            }
            _ if LOOKS.contains(&word) && !link::begins(more) && !more.is_empty() && !more.starts_with(['\n', ';', '&']) => {
                scanner.statement();
                Ok(())
            }
            _ => self.chain(scanner),
        }
    }

    /// `A & B --> C -- text --> D`.
    fn chain(&mut self, scanner: &mut Scanner<'_>) -> Result<(), String> {
        let mut before = self.several(scanner)?;
        loop {
            let mut ahead = *scanner;
            ahead.spaces();
            // A line may begin on the next line of the text, where nothing else can begin with its marks.
            if matches!(ahead.peek(), Some('\n')) {
                ahead.blanks();
                if !matches!(ahead.peek(), Some('-' | '=' | '<')) {
                    return Ok(());
                }
            }
            if let Some((name, line)) = ahead.rest().split_once('@')
                && !name.is_empty()
                && name.chars().all(|c| c.is_alphanumeric() || c == '_')
                && link::begins(line)
            {
                self.lines.insert(name.to_owned());
                ahead.take(name.len() + 1);
            }
            if !link::begins(ahead.rest()) {
                return Ok(());
            }
            let Link { edge, hidden } = link::read(&mut ahead)?;
            ahead.blanks();
            *scanner = ahead;
            let after = self.several(scanner)?;
            if before.len() * after.len() + self.edges.len() > MOST_EDGES {
                return Err(TOO_MANY.to_owned());
            }
            if !hidden {
                for from in &before {
                    self.edges.extend(after.iter().map(|to| (*from, *to, edge.clone())));
                }
            }
            before = after;
        }
    }

    /// `A & B`: positions of the boxes.
    fn several(&mut self, scanner: &mut Scanner<'_>) -> Result<Vec<usize>, String> {
        let mut found = vec![self.one(scanner)?];
        loop {
            let mut ahead = *scanner;
            ahead.blanks();
            if !ahead.eat("&") {
                return Ok(found);
            }
            ahead.blanks();
            *scanner = ahead;
            found.push(self.one(scanner)?);
            if found.len() > MOST_EDGES {
                return Err(TOO_MANY.to_owned());
            }
        }
    }

    /// A box: its name, and its text in brackets that tell its form.
    fn one(&mut self, scanner: &mut Scanner<'_>) -> Result<usize, String> {
        let name = name(scanner);
        if name.is_empty() {
            return Err(scanner.wrong("no box"));
        }
        let mut found = shape::read(scanner)?;
        if scanner.eat("@{") {
            let told = scanner.until("}").ok_or_else(|| scanner.wrong("a box has no end"))?;
            if self.lines.contains(name) {
                return Ok(usize::MAX);
            }
            found = Some(shape::told(told)?);
        }
        if scanner.eat(":::") {
            let class = scanner.while_in(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ','));
            if class.is_empty() {
                return Err(scanner.wrong("no class"));
            }
        }
        let at = *self.known.entry(name.to_owned()).or_insert_with(|| {
            self.boxes.push((name.to_owned(), None, Look::Plain));
            self.boxes.len() - 1
        });
        if let (Some((look, text)), Some(known)) = (found, self.boxes.get_mut(at)) {
            known.2 = look.unwrap_or(known.2);
            known.1 = text.or(known.1.take());
        }
        self.groups.mention(name);
        Ok(at)
    }

    fn diagram(self) -> Result<Diagram, String> {
        if self.groups.depth() > 0 {
            return Err("a subgraph has no end".to_owned());
        }
        let mut diagram = Diagram::default();
        // Groups first, so that each stands before what lies in it.
        let places = self.groups.nodes(&mut diagram)?;
        let mut position = Vec::with_capacity(self.boxes.len());
        for (name, text, look) in self.boxes {
            if let Some(group) = places.by_name.get(&name) {
                if text.is_some_and(|text| !text.is_empty()) {
                    return Err("a subgraph is a box as well".to_owned());
                }
                position.push(*group);
                continue;
            }
            let within = places.owner.get(&name).copied();
            let text = text.filter(|text| !text.is_empty()).unwrap_or(name);
            position.push(diagram.nodes.len());
            diagram.nodes.push(crate::diagram::Node { name: text, within, look, ..Default::default() });
        }
        for (from, to, edge) in self.edges {
            let (Some(from), Some(to)) = (position.get(from), position.get(to)) else {
                return Err("a line stands where a box is meant".to_owned());
            };
            diagram.edges.push(Edge { from: *from, to: *to, ..edge });
        }
        Ok(diagram)
    }
}

/// The name of a box. A stroke or an equals sign is part of it where no line begins with it.
fn name<'t>(scanner: &mut Scanner<'t>) -> &'t str {
    let rest = scanner.rest();
    let mut end = 0;
    for (at, character) in rest.char_indices() {
        let next = rest[at + character.len_utf8()..].chars().next();
        let part = match character {
            '-' => !matches!(next, Some('>' | '-' | '.')),
            '.' => next != Some('-'),
            '=' => next != Some('='),
            '_' | '!' | '#' | '$' | '%' | '\'' | '*' | '+' | '`' | '?' | '\\' | '/' => true,
            other => other.is_alphanumeric() || !(other.is_ascii() || other.is_whitespace()),
        };
        if !part {
            break;
        }
        end = at + character.len_utf8();
    }
    scanner.take(end)
}

/// A label, in quotation marks or not, as a title has it.
fn title(raw: &str) -> Result<String, String> {
    let raw = raw.trim();
    let bare = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
    if bare.unwrap_or(raw).contains('"') {
        return Err("quotation marks in a title".to_owned());
    }
    escaped_label(bare.unwrap_or(raw))
}
