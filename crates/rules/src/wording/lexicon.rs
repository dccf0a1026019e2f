//! Lists of words, compiled once into automatons that pass over a text in one go.

use super::starts::{Beginnings, Starts};
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};
use std::sync::LazyLock;

/// Words and phrases that leave open what is meant.
const VAGUE_WORDS: &[&str] = &[
    // How well, by whose measure?
    "fast, faster, quick, quickly, rapid, rapidly, slow, slowly, promptly, timely, immediately, instantly, soon",
    "easy, easily, easy to use, simple, simply, user friendly, user-friendly, intuitive, intuitively, ergonomic, convenient, comfortable",
    "robust, robustly, flexible, flexibly, efficient, efficiently, graceful, gracefully, seamless, seamlessly, smooth, smoothly",
    "good, better, best, nice, high quality, high-quality, high performance, high-performance, state of the art, state-of-the-art",
    "adequate, adequately, appropriate, appropriately, suitable, suitably, sufficient, sufficiently, reasonable, reasonably, acceptable",
    "proper, properly, correctly, reliably, significant, significantly, substantial, substantially, optimal, optimally, optimum",
    "cost effective, cost-effective, large enough, small enough, fast enough",
    // An amount without a tolerance.
    "approximately, roughly, almost, nearly, more or less, minimal, minimally, minimize, minimise, maximize, maximise",
    "as soon as possible, as fast as possible, as quickly as possible, as close as possible, as low as possible, as small as possible",
    "as accurate as possible, as accurately as possible, as short as possible",
    // How often?
    "usually, normally, typically, generally, often, frequently, sometimes, occasionally, from time to time, mostly",
    // A way out.
    "if possible, where possible, when possible, whenever possible, as far as possible, if practical, where practical, where practicable",
    "as appropriate, if appropriate, where appropriate, as applicable, if applicable, where applicable, if necessary, where necessary",
    "as necessary, as needed, if needed, when needed, where needed, extent possible",
    // A list without an end.
    "etc, so on, so forth, and/or, including but not limited to, not limited to, among others, several, many, few, various",
    "a number of, some",
];

/// Phrases with a meaning of their own, although they hold a word of the list.
const HARMLESS: &[&str] = &[
    "most significant, least significant, significant bit, significant bits, significant byte, significant digit, significant digits",
    "significant figure, significant figures, normally open, normally closed, better than, good clinical practice, good practice",
    "how many, as many, fast ethernet, fast fourier, simple network, simple object, simple mail, /etc, slow flash, fast flash",
];

const PLACEHOLDER_WORDS: &[&str] = &[
    "tbd, tbc, tbs, todo, fixme, ???, to be defined, to be determined, to be confirmed, to be decided, to be specified, to be agreed",
    "to be clarified, to be written, lorem ipsum",
];

/// Words that leave open what is meant.
pub(crate) static VAGUE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::vague(&[], &[]));

/// Marks of what is still to be written. They count beside a hyphen too: `TBD-3`.
pub(crate) static PLACEHOLDERS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(words(PLACEHOLDER_WORDS), Vec::new(), false));

/// The verb of which a requirement has one.
pub(crate) static SHALLS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(vec!["shall".into()], Vec::new(), true));

/// The verbs that make a sentence binding.
pub(crate) static MODALS: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(vec!["shall".into(), "must".into(), "will".into()], Vec::new(), true));

/// Words to look for, and phrases in which they are harmless.
#[derive(Debug)]
pub(crate) struct Lexicon {
    /// None where the lists cannot be compiled: a project may write words that are too many or too long.
    automaton: Option<AhoCorasick>,
    /// The first letters of each pattern. Nearly every word of a text is passed over by a look into this table.
    beginnings: Beginnings,
    /// For each pattern: is it a phrase to pass over?
    harmless: Vec<bool>,
    /// Is a word that a hyphen joins to another a different word?
    hyphen_joins: bool,
}

impl Lexicon {
    /// The product's vague words, with those that the project adds, without those that it allows. A phrase that is allowed
    /// and not in the list is passed over whole: `fast mode`.
    pub(crate) fn vague(added: &[String], allowed: &[String]) -> Self {
        let fold = |word: &String| word.trim().to_ascii_lowercase();
        let allowed: Vec<String> = allowed.iter().map(fold).filter(|word| !word.is_empty()).collect();
        let mut wanted = words(VAGUE_WORDS);
        wanted.extend(added.iter().map(fold).filter(|word| !word.is_empty()));
        wanted.retain(|word| !allowed.contains(word));
        let mut harmless = words(HARMLESS);
        harmless.extend(allowed);
        Self::new(wanted, harmless, true)
    }

    fn new(wanted: Vec<String>, passed_over: Vec<String>, hyphen_joins: bool) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut harmless = Vec::new();
        for (list, passes) in [(passed_over, true), (wanted, false)] {
            for word in list {
                for form in wrapped(&word) {
                    patterns.push(form);
                    harmless.push(passes);
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .start_kind(StartKind::Anchored)
            .build(&patterns)
            .ok();
        Self { automaton, beginnings: Beginnings::of(&patterns), harmless, hyphen_joins }
    }

    /// Where its words stand in a text: whole words only, each byte in one word at most.
    pub(crate) fn find<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + use<'_, 't> {
        let mut after = 0;
        Starts::of(text.as_bytes()).filter(|start| self.beginnings.contain(text.as_bytes(), *start)).filter_map(move |start| {
            // A byte inside a letter begins no word; a word inside a phrase that was found is not found again.
            if start < after || !text.is_char_boundary(start) {
                return None;
            }
            let hit = self.automaton.as_ref()?.find(Input::new(text).range(start..).anchored(Anchored::Yes))?;
            if !self.whole(text, start, hit.end()) {
                return None;
            }
            after = hit.end();
            (!self.harmless[hit.pattern().as_usize()]).then_some((start, hit.end()))
        })
    }

    fn whole(&self, text: &str, start: usize, end: usize) -> bool {
        let in_word = |letter: char| letter.is_alphanumeric() || letter == '_' || (self.hyphen_joins && letter == '-');
        let inside = text[start..end].chars();
        let (first, last) = (inside.clone().next(), inside.last());
        let before = first.is_some_and(char::is_alphanumeric) && text[..start].ends_with(in_word);
        let after = last.is_some_and(char::is_alphanumeric) && text[end..].starts_with(in_word);
        !before && !after
    }
}

fn words(lines: &[&str]) -> Vec<String> {
    lines.iter().flat_map(|line| line.split(", ")).map(str::to_owned).collect()
}

/// A phrase as it stands in one line, and with each of its blanks as the end of a line.
fn wrapped(phrase: &str) -> Vec<String> {
    let mut forms = vec![phrase.to_owned()];
    for (at, _) in phrase.match_indices(' ') {
        for end in ["\n", "\r\n"] {
            forms.push(format!("{}{end}{}", &phrase[..at], &phrase[at + 1..]));
        }
    }
    forms
}
