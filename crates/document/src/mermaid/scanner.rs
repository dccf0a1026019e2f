//! A place in a text that moves on.

use super::label::entity;

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'t> {
    rest: &'t str,
    /// The text from its beginning, which tells the line in messages.
    whole: &'t str,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { rest: text, whole: text }
    }

    /// What lies ahead.
    pub(super) fn rest(&self) -> &'t str {
        self.rest
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Goes on by so many bytes and gives them.
    pub(super) fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Goes on behind this, where it comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Goes on over blanks, not over the end of a line.
    pub(super) fn spaces(&mut self) {
        self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
    }

    /// Goes on over blanks and ends of lines.
    pub(super) fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// All as long as this holds.
    pub(super) fn while_in(&mut self, holds: impl Fn(char) -> bool) -> &'t str {
        self.take(self.rest.find(|c| !holds(c)).unwrap_or(self.rest.len()))
    }

    /// What stands before this, and goes on behind it.
    pub(super) fn until(&mut self, end: &str) -> Option<&'t str> {
        let (before, after) = self.rest.split_once(end)?;
        self.rest = after;
        Some(before)
    }

    /// The rest of a statement: as far as the end of the line, or a semicolon outside of quotation marks that ends no name of a character.
    pub(super) fn statement(&mut self) -> &'t str {
        let mut quoted = false;
        let mut skip = 0;
        let end = self.rest.char_indices().find(|(at, character)| {
            if *at < skip {
                return false;
            }
            match character {
                '\n' => return true,
                '"' => quoted = !quoted,
                ';' => return !quoted,
                '#' | '&' => skip = at + entity(&self.rest[*at..]).unwrap_or(0),
                _ => {}
            }
            false
        });
        self.take(end.map_or(self.rest.len(), |(at, _)| at))
    }

    /// What is wrong here, for whoever looks why a text stays source.
    pub(super) fn wrong(&self, what: &str) -> String {
        let behind = self.whole.len() - self.rest.len();
        let line = self.whole[..behind].matches('\n').count() + 1;
        let next: String = self.rest.chars().take(20).collect();
        format!("line {line}: {what} at {next:?}")
    }
}
