//! Reads the text of a sequence diagram, statement by statement.

use super::arrow::{is_name, message};
use super::{Event, MOST_EVENTS, MOST_PARTIES, Party, Side, Story};
use crate::mermaid::label::label;
use crate::mermaid::scanner::Scanner;
use crate::mermaid::{DEEPEST, TOO_MANY};

/// Frames, and how their further branches are called.
const FRAMES: [(&str, &str); 9] = [
    ("loop", ""),
    ("alt", "else"),
    ("opt", ""),
    ("par", "and"),
    ("par_over", "and"),
    ("critical", "option"),
    ("break", ""),
    ("rect", ""),
    ("box", ""),
];

#[derive(Debug, Default)]
struct Reader {
    story: Story,
    /// Frames that are open, the innermost last.
    open: Vec<usize>,
    /// Numbers of messages: the next one, and the step.
    counting: Option<(u64, u64)>,
    /// The parties of the box that is open begin here.
    boxed: Option<(String, usize)>,
}

/// Reads what follows the word `sequenceDiagram`.
pub(in crate::mermaid) fn read(text: &str) -> Result<Story, String> {
    let mut scanner = Scanner::new(text);
    let mut reader = Reader::default();
    while !scanner.is_done() {
        let line = scanner.statement();
        let line = line.split_once(" %%").map_or(line, |(line, _)| line).trim();
        if !(line.is_empty() || line.starts_with('#')) {
            reader.statement(line).map_err(|why| format!("{why} in {line:?}"))?;
        }
        scanner.take(1);
        if reader.story.events.len() > MOST_EVENTS || reader.story.parties.len() > MOST_PARTIES {
            return Err(TOO_MANY.to_owned());
        }
    }
    if !reader.open.is_empty() || reader.boxed.is_some() {
        return Err("a frame has no end".to_owned());
    }
    if reader.story.parties.is_empty() {
        return Err("nobody takes part in it".to_owned());
    }
    Ok(reader.story)
}

impl Reader {
    fn statement(&mut self, line: &str) -> Result<(), String> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        if word == "title" || word == "title:" || line.starts_with("title:") {
            self.story.title = label(line.trim_start_matches("title").trim_start_matches(':'))?;
            return Ok(());
        }
        match word.to_ascii_lowercase().as_str() {
            "participant" => return self.party(rest, false),
            "actor" => return self.party(rest, true),
            "autonumber" => return self.count(rest),
            "activate" | "deactivate" if is_name(rest) => {
                let at = self.named(rest)?;
                self.story.events.push(Event::Active(at, word.eq_ignore_ascii_case("activate")));
                return Ok(());
            }
            "note" => return self.note(rest),
            "link" | "links" | "properties" | "details" if rest.contains(':') => return Ok(()),
            "create" | "destroy" => return Err("somebody comes or goes on the way".to_owned()),
            "end" if rest.is_empty() => return self.end(),
            _ => {}
        }
        if let Some(message) = message(line, |name| self.story.parties.iter().any(|party| party.id == name)) {
            if self.boxed.is_some() {
                return Err("a message in a box".to_owned());
            }
            let (from, to) = (self.named(message.from)?, self.named(message.to)?);
            let text = label(unwrapped(message.words))?;
            let number = self.counting.map(|(number, _)| number.to_string());
            self.counting = self.counting.map(|(number, step)| (number.saturating_add(step), step));
            self.story.events.push(Event::Message { from, to, text, line: message.line, number });
            match message.sign {
                Some('+') => self.story.events.push(Event::Active(to, true)),
                Some(_) => self.story.events.push(Event::Active(from, false)),
                None => {}
            }
            return Ok(());
        }
        if let Some(at) = FRAMES.iter().position(|(sort, _)| *sort == word) {
            return self.open(at, rest);
        }
        let branch = self.open.last().and_then(|at| FRAMES.get(*at)).map_or("", |(_, branch)| *branch);
        if word == branch && !branch.is_empty() {
            self.story.events.push(Event::Else(branch, label(rest)?));
            return Ok(());
        }
        Err("not understood".to_owned())
    }

    /// The position of somebody, who takes part from now on.
    fn named(&mut self, id: &str) -> Result<usize, String> {
        if let Some(at) = self.story.parties.iter().position(|party| party.id == id) {
            return Ok(at);
        }
        if !is_name(id) {
            return Err("no name".to_owned());
        }
        self.story.parties.push(Party { id: id.to_owned(), name: label(id)?, actor: false });
        Ok(self.story.parties.len() - 1)
    }

    fn party(&mut self, rest: &str, actor: bool) -> Result<(), String> {
        let (rest, alias) = match rest.split_once("@{") {
            Some((id, told)) => {
                let (told, name) = told.split_once('}').ok_or("a setting has no end")?;
                let alias = told.split_once("\"alias\"").and_then(|(_, alias)| alias.split('"').nth(1)).unwrap_or("");
                (format!("{id}{name}"), label(alias)?)
            }
            None => (rest.to_owned(), String::new()),
        };
        let rest = rest.trim();
        let (id, name) = match rest.split_once(" as ") {
            Some((id, name)) => (id.trim(), label(name)?),
            None => (rest, if alias.is_empty() { label(rest)? } else { alias }),
        };
        let before = self.story.parties.len();
        let at = self.named(id)?;
        if self.boxed.is_some() && at < before {
            return Err("somebody in a box was named before".to_owned());
        }
        if let Some(party) = self.story.parties.get_mut(at) {
            party.actor = actor;
            if !name.is_empty() {
                party.name = name;
            }
        }
        Ok(())
    }

    /// `autonumber`, `autonumber 10 5`, `autonumber off`.
    fn count(&mut self, rest: &str) -> Result<(), String> {
        let numbers: Result<Vec<u64>, _> = rest.split_whitespace().map(str::parse).collect();
        self.counting = match numbers.as_deref() {
            _ if rest == "off" => None,
            Ok([]) => Some((1, 1)),
            Ok([start]) => Some((*start, 1)),
            Ok([start, step]) => Some((*start, *step)),
            _ => return Err("no numbers".to_owned()),
        };
        Ok(())
    }

    /// `left of A: words`, `over A,B: words`.
    fn note(&mut self, rest: &str) -> Result<(), String> {
        let lower = rest.to_ascii_lowercase();
        let sides = [("left of ", Side::Left), ("right of ", Side::Right), ("over ", Side::Over)];
        let (words, side) = sides.into_iter().find(|(words, _)| lower.starts_with(words)).ok_or("a note that stands nowhere")?;
        let (names, text) = rest.get(words.len()..).and_then(|rest| rest.split_once(':')).ok_or("a note without words")?;
        let (one, other) = names.split_once(',').map_or((names, None), |(one, other)| (one, Some(other)));
        if other.is_some() && side != Side::Over {
            return Err("a note beside two".to_owned());
        }
        let one = self.named(one.trim())?;
        let other = other.map_or(Ok(one), |other| self.named(other.trim()))?;
        let text = label(unwrapped(text))?;
        self.story.events.push(Event::Note { side, from: one.min(other), to: one.max(other), text });
        Ok(())
    }

    fn open(&mut self, at: usize, rest: &str) -> Result<(), String> {
        let Some((sort, _)) = FRAMES.get(at) else { return Ok(()) };
        if *sort == "box" {
            if self.boxed.is_some() || !self.open.is_empty() {
                return Err("a box in a frame".to_owned());
            }
            self.boxed = Some((label(without_colour(rest))?, self.story.parties.len()));
            return Ok(());
        }
        if self.boxed.is_some() || self.open.len() >= DEEPEST {
            return Err(TOO_MANY.to_owned());
        }
        self.open.push(at);
        // The words of a coloured area are its colour.
        let words = if *sort == "rect" { String::new() } else { label(rest)? };
        self.story.events.push(Event::Open(sort, words));
        Ok(())
    }

    fn end(&mut self) -> Result<(), String> {
        if let Some((title, from)) = self.boxed.take() {
            match self.story.parties.len().checked_sub(1) {
                Some(to) if to >= from => self.story.boxes.push((title, from, to)),
                _ if title.is_empty() => {}
                _ => return Err("nobody is in a box".to_owned()),
            }
            return Ok(());
        }
        self.open.pop().ok_or("an end without a beginning")?;
        self.story.events.push(Event::Close);
        Ok(())
    }
}

/// Words behind a setting of how they are wrapped.
fn unwrapped(words: &str) -> &str {
    let words = words.trim();
    words.strip_prefix("wrap:").or_else(|| words.strip_prefix("nowrap:")).unwrap_or(words)
}

/// The title of a box, behind its colour.
fn without_colour(rest: &str) -> &str {
    let lower = rest.to_ascii_lowercase();
    for function in ["rgb(", "rgba(", "hsl(", "hsla("] {
        if lower.starts_with(function) {
            return rest.split_once(')').map_or("", |(_, title)| title);
        }
    }
    let (word, title) = rest.split_once(' ').unwrap_or((rest, ""));
    const COLOURS: [&str; 24] = [
        "transparent",
        "aqua",
        "black",
        "blue",
        "gray",
        "grey",
        "green",
        "purple",
        "red",
        "yellow",
        "orange",
        "pink",
        "white",
        "cyan",
        "magenta",
        "lightblue",
        "lightgreen",
        "lightyellow",
        "lightgrey",
        "lightgray",
        "lightcyan",
        "lightpink",
        "teal",
        "navy",
    ];
    if word.starts_with('#') || COLOURS.contains(&word.to_ascii_lowercase().as_str()) { title } else { rest }
}
