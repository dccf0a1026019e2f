//! What a project takes for a tag: its prefixes, and the patterns of its own.

use super::languages::Language;
use crate::tree::Verb;
use aho_corasick::AhoCorasick;
use memchr::memmem;
use primum_model::model::{CONFIG_PLACE, Problem};
use primum_model::schema::{Schema, is_id_shaped};
use primum_model::{Config, FaultKind, Place, Span};
use regex::{Regex, RegexBuilder};

/// How tags are written in one project.
#[derive(Debug)]
pub struct Dialect {
    schema: Schema,
    pub(super) patterns: Vec<(Verb, Regex)>,
    faults: Vec<(Span, String)>,
    /// The two words that stand in comments; `None` only where memory is short, and then every file is looked at.
    words: Option<AhoCorasick>,
}

/// The tags in comments.
pub(super) const WORDS: [(&str, Verb); 2] = [("@implements", Verb::Implements), ("@verifies", Verb::Verifies)];

/// Patterns of a configuration that cannot be used, as problems of the model.
#[must_use]
pub fn faults(config: &Config) -> Vec<Problem> {
    if config.tags.is_empty() {
        return Vec::new();
    }
    let problem = |(span, message): (Span, String)| Problem {
        what: FaultKind::Configuration,
        place: Place { file: CONFIG_PLACE, span },
        record: None,
        message,
        help: "write a regular expression whose first group is the ID: docs/tags.md".to_owned(),
        related: None,
    };
    Dialect::new(config).faults.into_iter().map(problem).collect()
}

impl Dialect {
    /// The dialect that a configuration describes.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let mut dialect = Self {
            schema: config.schema.clone(),
            patterns: Vec::new(),
            faults: Vec::new(),
            words: AhoCorasick::new(WORDS.map(|(word, _)| word)).ok(),
        };
        for tag in &config.tags {
            let verb = if tag.implements { Verb::Implements } else { Verb::Verifies };
            match RegexBuilder::new(&tag.pattern).multi_line(true).build() {
                Ok(regex) if regex.captures_len() > 1 => dialect.patterns.push((verb, regex)),
                Ok(_) => dialect.faults.push((tag.span, "the pattern has no group, and the first group is the ID".to_owned())),
                // The last line of the message says what is wrong; those before it draw the pattern.
                Err(error) => {
                    let told = error.to_string();
                    let reason = told.lines().last().unwrap_or("").trim_start_matches("error: ").to_owned();
                    dialect.faults.push((tag.span, format!("the pattern is no regular expression: {reason}")));
                }
            }
        }
        dialect
    }

    /// Has a word a prefix that the project knows, whatever its case and with `_` for `-`?
    pub(super) fn knows(&self, word: &str) -> bool {
        let word = word.replace('_', "-");
        let stem = word.split('.').next().unwrap_or("");
        is_id_shaped(stem) && (self.schema.kind_of_id(stem).is_some() || self.schema.kind_of_id(&stem.to_ascii_uppercase()).is_some())
    }

    /// May a file hold a tag? Most hold none, and this is all that they cost.
    pub(super) fn may_hold(&self, language: &Language, bytes: &[u8]) -> bool {
        let has = |mark: &str| memmem::find(bytes, mark.as_bytes()).is_some();
        if self.words.as_ref().is_none_or(|words| words.is_match(bytes)) {
            return true;
        }
        match language.name {
            "Gherkin" => has("@"),
            "Python" => has("mark."),
            "C#" | "F#" => has("Trait") || has("Property") || has("Category"),
            "Java" | "Kotlin" | "Groovy" | "Scala" => has("@Tag") || has("@Verifies") || has("@Requirement"),
            _ => false,
        }
    }
}
