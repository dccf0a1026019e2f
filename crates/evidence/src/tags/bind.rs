//! What a tag stands on: the declaration that follows it, or else the one around it.

use super::declarations;
use crate::tree::Bound;
use memchr::memchr_iter;
use std::collections::HashMap;

/// How many lines are looked at before a tag, for what it stands in.
const ABOVE: usize = 1000;

/// How many lines a declaration and the attributes before it may take, and how many bytes.
const BELOW: (usize, usize) = (60, 8000);

/// Where a tag stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// In a comment, or as an attribute: it is about what follows.
    Before,
    /// In a string of documentation, or in prose: it is about what it stands in.
    Within,
}

/// A text with its lines, ready to be asked what a tag in it stands on.
#[derive(Debug)]
pub(super) struct View<'t> {
    text: &'t str,
    /// The text with blanks for comments; as long as the text.
    code: &'t str,
    language: &'static str,
    starts: Vec<usize>,
    /// Of each line, the first with code from there on; none where a blank line comes before it.
    next: Vec<Option<usize>>,
    /// What was found in lines that were asked for before: many tags stand on the same thing.
    known: HashMap<usize, Option<Bound>>,
}

impl<'t> View<'t> {
    pub(super) fn new(text: &'t str, code: &'t str, language: &'static str) -> Self {
        let starts: Vec<usize> = std::iter::once(0).chain(memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        let mut view = Self { text, code, language, starts, next: Vec::new(), known: HashMap::new() };
        let mut next = vec![None; view.starts.len() + 1];
        for line in (0..view.starts.len()).rev() {
            next[line] = if !view.code_line(line).trim().is_empty() {
                Some(line)
            } else if view.line(line).trim().is_empty() {
                None
            } else {
                next[line + 1]
            };
        }
        view.next = next;
        view
    }

    /// The line of a byte, from 0.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The text of a line, without its end.
    pub(super) fn line(&self, line: usize) -> &'t str {
        self.cut(self.text, line)
    }

    fn code_line(&self, line: usize) -> &'t str {
        self.cut(self.code, line)
    }

    fn cut(&self, text: &'t str, line: usize) -> &'t str {
        let Some(start) = self.starts.get(line) else { return "" };
        let end = self.starts.get(line + 1).map_or(text.len(), |next| next - 1);
        text.get(*start..end).unwrap_or("").trim_end_matches('\r')
    }

    /// Where a line begins.
    pub(super) fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }

    /// What a tag at a place stands on.
    pub(super) fn bound(&mut self, at: usize, stand: Stand) -> Option<Bound> {
        let line = self.line_of(at);
        let follows = if stand == Stand::Before { self.follows(line) } else { None };
        follows.or_else(|| self.around(line))
    }

    /// The declaration in this line, or in the first line after it that holds code. A blank line ends the search: what stands apart
    /// is about the file, or about what is around it.
    fn follows(&mut self, line: usize) -> Option<Bound> {
        let first = self.next.get(line).copied().flatten()?;
        self.declared(first)
    }

    /// The nearest declaration above that is indented less.
    fn around(&mut self, line: usize) -> Option<Bound> {
        let mut least = indent(self.line(line));
        for above in (line.saturating_sub(ABOVE)..line).rev() {
            if least == 0 {
                break;
            }
            let code = self.code_line(above);
            if code.trim().is_empty() || indent(code) >= least {
                continue;
            }
            least = indent(code);
            if let Some(bound) = self.declared(above) {
                return Some(bound);
            }
        }
        None
    }

    /// What is declared from this line on, attributes first.
    fn declared(&mut self, first: usize) -> Option<Bound> {
        if let Some(known) = self.known.get(&first) {
            return known.clone();
        }
        let found = self.declaration(first);
        self.known.insert(first, found.clone());
        found
    }

    fn declaration(&self, first: usize) -> Option<Bound> {
        let mut code = String::new();
        for line in first..self.starts.len().min(first + BELOW.0) {
            if self.line(line).trim().is_empty() || code.len() > BELOW.1 {
                break;
            }
            code.push_str(self.code_line(line));
            code.push('\n');
        }
        let cut = code.floor_char_boundary(BELOW.1.min(code.len()));
        let code = &code[..cut];
        let rest = without_attributes(code, self.language);
        let (name, is_test) = declarations::declared(self.language, rest)?;
        let start = code.len() - rest.len();
        let line = first + memchr_iter(b'\n', &code.as_bytes()[..start]).count();
        let attributes = self.above(first) + &code[..start];
        let called =
            self.language != "Gherkin" && name.rsplit(['.', ':']).next().is_some_and(|name| name.to_lowercase().starts_with("test"));
        let test = is_test || called || says_test(&attributes);
        Some(Bound { name, line: line as u32 + 1, test })
    }

    /// The attributes in the lines right above a line.
    fn above(&self, line: usize) -> String {
        let mut found = String::new();
        for above in (line.saturating_sub(BELOW.0)..line).rev() {
            let code = self.code_line(above).trim();
            if self.line(above).trim().is_empty() || !(code.is_empty() || code.starts_with(['[', '@', '#'])) {
                break;
            }
            found.insert_str(0, code);
            found.insert(0, '\n');
        }
        found
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Words in attributes that make a function a test.
const TESTING: [&str; 8] = ["test", "Test", "Fact", "Theory", "rstest", "DataTestMethod", "pytest.mark.parametrize", "proptest"];

fn says_test(attributes: &str) -> bool {
    let mut words = attributes.split(|sign: char| !sign.is_alphanumeric() && sign != '_' && sign != '.');
    words.any(|word| {
        TESTING.contains(&word)
            || matches!(word, "ParameterizedTest" | "RepeatedTest" | "TestCase" | "TestMethod" | "TestFactory")
            || word.ends_with(".test")
    })
}

/// The code after attributes, annotations and parameters of templates.
fn without_attributes<'c>(code: &'c str, language: &str) -> &'c str {
    let mut rest = code.trim_start();
    loop {
        let length = match rest.as_bytes() {
            [b'#', b'[', ..] => closing(rest, 1, b'[', b']'),
            [b'#', b'!', b'[', ..] => closing(rest, 2, b'[', b']'),
            [b'[', ..] if matches!(language, "C#" | "F#" | "C" | "C++" | "PowerShell") => closing(rest, 0, b'[', b']'),
            [b'@', ..] if annotates(rest, language) => annotation(rest, language),
            [b't', ..] if rest.starts_with("template") && rest["template".len()..].trim_start().starts_with('<') => {
                rest.find('<').and_then(|at| closing(rest, at, b'<', b'>'))
            }
            _ => None,
        };
        let Some(length) = length.filter(|length| *length > 0) else { return rest };
        rest = rest[length..].trim_start();
    }
}

/// Does `@` begin an annotation, and no declaration?
fn annotates(rest: &str, language: &str) -> bool {
    let declares = ["@interface", "@implementation", "@protocol", "@test ", "@testset"];
    language == "Java" && rest.starts_with("@interface") || !declares.iter().any(|word| rest.starts_with(word))
}

/// How long an annotation is: a line of its tags in Gherkin, else a name and what is in brackets after it.
fn annotation(rest: &str, language: &str) -> Option<usize> {
    if language == "Gherkin" {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    let name = 1 + rest[1..].find(|sign: char| !sign.is_alphanumeric() && !"_.:".contains(sign)).unwrap_or(rest.len() - 1);
    let after = rest[name..].trim_start_matches([' ', '\t']);
    if after.starts_with('(') { closing(rest, rest.len() - after.len(), b'(', b')') } else { Some(name) }
}

/// Where the bracket closes that opens at a place; strings in between are passed over.
fn closing(text: &str, open: usize, opening: u8, close: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at, mut round) = (0usize, open, 0usize);
    while at < bytes.len() {
        let byte = bytes[at];
        if opening == b'<' && (round > 0 || byte == b'(') {
            // In round brackets `>` compares.
            round = if byte == b'(' { round + 1 } else { round - usize::from(byte == b')') };
        } else if byte == opening {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(at + 1);
            }
        } else if byte == b'"' {
            at += 1;
            while at < bytes.len() && bytes[at] != b'"' && bytes[at] != b'\n' {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
        }
        at += 1;
    }
    None
}
