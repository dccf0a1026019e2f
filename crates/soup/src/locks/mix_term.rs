//! Terms of Elixir, as far as `mix.lock` writes them: maps, tuples, lists, atoms, texts, numbers.

use crate::node::shown;
use crate::refusal::Refusal;

/// The deepest nesting that is read; a lock file needs five.
const DEPTH: usize = 32;

/// A term and its line.
pub(super) struct Term {
    pub(super) line: u32,
    pub(super) what: What,
}

/// What a term is.
pub(super) enum What {
    /// `%{key: term}`; the keys as words.
    Map(Vec<(String, Term)>),
    /// A tuple or a list. Of a pair in a list, `key: term`, only the term is kept.
    Many(Vec<Term>),
    /// An atom, a text or a number.
    Word(String),
}

impl Term {
    /// What a tuple or a list holds.
    pub(super) fn elements(&self) -> &[Self] {
        if let What::Many(elements) = &self.what { elements } else { &[] }
    }

    /// The atom or text.
    pub(super) fn word(&self) -> Option<&str> {
        if let What::Word(word) = &self.what { Some(word) } else { None }
    }
}

/// Reads a text that is one term.
pub(super) fn read(text: &str) -> Result<Term, Refusal> {
    let mut reader = Reader { text, at: 0, line: 1 };
    let term = reader.term(0)?;
    reader.space();
    if reader.at < text.len() { Err(reader.refuse("something stands behind the end of the term")) } else { Ok(term) }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: u32,
}

impl Reader<'_> {
    fn refuse(&self, reason: impl Into<String>) -> Refusal {
        Refusal::at(self.line, reason)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn takes(&mut self, mark: &str) -> bool {
        let found = self.text[self.at..].starts_with(mark);
        if found {
            self.at += mark.len();
        }
        found
    }

    fn space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' => self.line = self.line.saturating_add(1),
                b' ' | b'\t' | b'\r' => {}
                b'#' => {
                    let rest = &self.text.as_bytes()[self.at..];
                    self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                    continue;
                }
                _ => break,
            }
            self.at += 1;
        }
    }

    /// The depth is bounded, and with it the recursion.
    fn term(&mut self, depth: usize) -> Result<Term, Refusal> {
        self.space();
        let line = self.line;
        if depth > DEPTH {
            return Err(self.refuse(format!("terms are nested deeper than {DEPTH}")));
        }
        let what = if self.takes("%{") {
            What::Map(self.members(depth)?)
        } else if self.takes("{") {
            What::Many(self.many(b'}', depth)?)
        } else if self.takes("[") {
            What::Many(self.many(b']', depth)?)
        } else {
            What::Word(self.word()?)
        };
        Ok(Term { line, what })
    }

    fn members(&mut self, depth: usize) -> Result<Vec<(String, Term)>, Refusal> {
        let mut members = Vec::new();
        loop {
            self.space();
            if self.takes("}") {
                return Ok(members);
            }
            let line = self.line;
            let key = self.word()?;
            self.space();
            if !self.takes(":") && !self.takes("=>") {
                return Err(self.refuse(format!("`:` is missing behind `{}`", shown(&key))));
            }
            let mut term = self.term(depth + 1)?;
            term.line = line;
            members.push((key, term));
            self.comma(b'}')?;
        }
    }

    fn many(&mut self, closing: u8, depth: usize) -> Result<Vec<Term>, Refusal> {
        let mut elements = Vec::new();
        loop {
            self.space();
            if self.peek() == Some(closing) {
                self.at += 1;
                return Ok(elements);
            }
            let term = self.term(depth + 1)?;
            self.space();
            // `key: term` in a list: the term is what counts.
            let is_key = self.peek() == Some(b':') && matches!(term.what, What::Word(_));
            if is_key {
                self.at += 1;
                elements.push(self.term(depth + 1)?);
            } else {
                elements.push(term);
            }
            self.comma(closing)?;
        }
    }

    fn comma(&mut self, closing: u8) -> Result<(), Refusal> {
        self.space();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(())
            }
            Some(byte) if byte == closing => Ok(()),
            Some(_) => Err(self.refuse("a comma or the end of a term is missing")),
            None => Err(self.refuse("the file ends inside a term")),
        }
    }

    /// A text in quotes, an atom, a number.
    fn word(&mut self) -> Result<String, Refusal> {
        // `:atom`, and `:"atom in quotes"`.
        if self.peek() == Some(b':') {
            self.at += 1;
        }
        if self.takes("\"") {
            return self.quoted();
        }
        let rest = &self.text[self.at..];
        let length = rest
            .find(|character: char| !(character.is_alphanumeric() || matches!(character, '_' | '@' | '!' | '?' | '.' | '-' | '+')))
            .unwrap_or(rest.len());
        if length == 0 {
            let next = rest.chars().next().map(String::from);
            return Err(self.refuse(match next {
                Some(next) => format!("`{next}` begins no term"),
                None => "the file ends where a term is expected".to_owned(),
            }));
        }
        self.at += length;
        Ok(rest[..length].to_owned())
    }

    fn quoted(&mut self) -> Result<String, Refusal> {
        let mut word = String::new();
        let mut escaped = false;
        for (position, character) in self.text[self.at..].char_indices() {
            match character {
                '\n' => return Err(self.refuse("a text does not end on its line")),
                character if escaped => {
                    word.push(character);
                    escaped = false;
                }
                '\\' => escaped = true,
                '"' => {
                    self.at += position + 1;
                    return Ok(word);
                }
                character => word.push(character),
            }
        }
        Err(self.refuse("a text does not end"))
    }
}
