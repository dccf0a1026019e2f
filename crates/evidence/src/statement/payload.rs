//! The signed payload: a claim as an in-toto Statement v1 in JSON, and back.
//!
//! Members come in one order and without blanks, so that the same claim gives the same bytes. What is read is written again and compared:
//! a payload that says the same thing twice in different words, or holds what this program does not know, is refused.

use crate::entry::{Measures, Ratio};
use crate::format::{Format, Subject};
use crate::reading::{Levels, Note, Outcomes};
use crate::statement::claim::{Claim, Names, Piece, Summary};
use crate::statement::{State, TestLevel};
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};

/// The type of the statement.
pub const STATEMENT: &str = "https://in-toto.io/Statement/v1";
/// The predicate type of results of tests.
pub const TESTS: &str = "https://in-toto.io/attestation/test-result/v0.1";
/// The predicate type of coverage: docs/evidence.md.
pub const COVERAGE: &str = "urn:x-primum:coverage:v1";
/// The predicate type of static analysis: docs/evidence.md.
pub const ANALYSIS: &str = "urn:x-primum:static-analysis:v1";
/// The format of a test that a person carried out.
pub const MANUAL: &str = "manual";
/// The largest payload that is read, in bytes: ten thousand uncommitted paths and a thousand names of 4 KiB fit in.
pub const LARGEST: usize = 64 << 20;

const PROJECT: &str = "project";
const RAW: &str = "raw file";
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Whole {
    #[serde(rename = "_type")]
    kind: String,
    subject: Vec<About>,
    #[serde(rename = "predicateType")]
    predicate_type: String,
    predicate: Predicate,
}

#[derive(Serialize, Deserialize)]
struct About {
    name: String,
    digest: Digests,
}

#[derive(Default, Serialize, Deserialize)]
struct Digests {
    #[serde(rename = "gitCommit", default, skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    #[serde(rename = "gitTree", default, skip_serializing_if = "Option::is_none")]
    tree: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Predicate {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    result: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    configuration: Option<Vec<Configuration>>,
    #[serde(rename = "passedTests", default, skip_serializing_if = "Option::is_none")]
    passed: Option<Vec<String>>,
    #[serde(rename = "warnedTests", default, skip_serializing_if = "Option::is_none")]
    warned: Option<Vec<String>>,
    #[serde(rename = "failedTests", default, skip_serializing_if = "Option::is_none")]
    failed: Option<Vec<String>>,
    primum: Own,
}

#[derive(Serialize, Deserialize)]
struct Configuration {
    name: String,
    content: String,
    #[serde(rename = "mediaType")]
    media: String,
}

#[derive(Serialize, Deserialize)]
struct Own {
    version: u32,
    format: String,
    tool: Option<String>,
    level: Option<String>,
    environment: String,
    items: Vec<String>,
    by: String,
    at: String,
    product: String,
    uncommitted: Vec<String>,
    raw: Raw,
    results: Object,
    counted: Counted,
    notes: Vec<Said>,
}

#[derive(Serialize, Deserialize)]
struct Raw {
    name: String,
    sha256: String,
    bytes: u64,
}

#[derive(Serialize, Deserialize)]
struct Object {
    sha256: String,
    bytes: u64,
}

#[derive(Serialize, Deserialize)]
struct Said {
    text: String,
    against: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Counted {
    Tests { passed: u64, flaky: u64, skipped: u64, unclear: u64, error: u64, failed: u64 },
    Coverage { files: u64, measures: super::results::Covered },
    Analysis { error: u64, warning: u64, note: u64, none: u64, suppressed: u64 },
}

impl Claim {
    /// The payload. The same claim gives the same bytes.
    #[must_use]
    pub fn payload(&self) -> Vec<u8> {
        // Strings, numbers and lists of them cannot fail to be written.
        serde_json::to_vec(&self.whole()).unwrap_or_default()
    }

    fn whole(&self) -> Whole {
        let state = &self.state;
        let mut subject = Vec::new();
        if state.commit.is_some() || state.tree.is_some() {
            let digest = Digests { commit: state.commit.clone(), tree: state.tree.clone(), sha256: None };
            subject.push(About { name: PROJECT.to_owned(), digest });
        }
        let sha256 = |name: &str, digest: &str| About {
            name: name.to_owned(),
            digest: Digests { sha256: Some(digest.to_owned()), ..Digests::default() },
        };
        subject.extend(state.artefacts.iter().map(|(name, digest)| sha256(name, digest)));
        if subject.is_empty() {
            // A subject is asked for. What was tested is not known by a digest, so the statement is about the raw file alone.
            subject.push(sha256(RAW, &self.raw.sha256));
        }
        let tests = self.summary.subject() == Subject::Tests;
        let configuration = (!self.environment.is_empty()).then(|| Configuration {
            name: "environment".to_owned(),
            content: Base64::encode_string(self.environment.as_bytes()),
            media: "text/plain".to_owned(),
        });
        let (counted, names) = match &self.summary {
            Summary::Tests(of, names) => {
                let Outcomes { passed, flaky, skipped, unclear, error, failed } = *of;
                (Counted::Tests { passed, flaky, skipped, unclear, error, failed }, names.clone())
            }
            Summary::Coverage(files, measures) => (Counted::Coverage { files: *files, measures: measures.into() }, None),
            Summary::Analysis(of, suppressed) => {
                let Levels { error, warning, note, none } = *of;
                (Counted::Analysis { error, warning, note, none, suppressed: *suppressed }, None)
            }
        };
        let (passed, warned, failed) = match names {
            Some(names) => (Some(names.passed), Some(names.warned), Some(names.failed)),
            None => (None, None, None),
        };
        Whole {
            kind: STATEMENT.to_owned(),
            subject,
            predicate_type: predicate_type(self.summary.subject()).to_owned(),
            predicate: Predicate {
                result: tests.then(|| self.verdict().to_owned()),
                configuration: tests.then(|| configuration.into_iter().collect()),
                passed,
                warned,
                failed,
                primum: Own {
                    version: VERSION,
                    format: self.format.clone(),
                    tool: self.tool.clone(),
                    level: self.level.map(|level| level.name().to_owned()),
                    environment: self.environment.clone(),
                    items: self.items.clone(),
                    by: self.by.clone(),
                    at: self.at.clone(),
                    product: state.version.clone(),
                    uncommitted: state.uncommitted.clone(),
                    raw: Raw { name: self.name.clone(), sha256: self.raw.sha256.clone(), bytes: self.raw.bytes },
                    results: Object { sha256: self.results.sha256.clone(), bytes: self.results.bytes },
                    counted,
                    notes: self.notes.iter().map(|note| Said { text: note.text.clone(), against: note.against }).collect(),
                },
            },
        }
    }

    /// Reads a payload.
    ///
    /// # Errors
    /// It is no in-toto statement, of another program or version, contradicts itself, or is not in the form that [`Claim::payload`] writes.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        if bytes.len() > LARGEST {
            return Err(format!("the statement is larger than {LARGEST} bytes"));
        }
        let envelope: Kind = serde_json::from_slice(bytes).map_err(|error| format!("it is no in-toto statement: {error}"))?;
        if envelope.kind != STATEMENT {
            return Err(format!("its type is `{}`, and statements are `{STATEMENT}`", crate::cut(&envelope.kind, 200)));
        }
        let subject = [Subject::Tests, Subject::Coverage, Subject::Analysis]
            .into_iter()
            .find(|subject| predicate_type(*subject) == envelope.predicate_type)
            .ok_or_else(|| format!("its predicate type `{}` is not known here", crate::cut(&envelope.predicate_type, 200)))?;
        let whole: Whole = serde_json::from_slice(bytes).map_err(|error| format!("its predicate is not one of this program's: {error}"))?;
        let claim = claim(whole, subject)?;
        if claim.payload() == bytes {
            Ok(claim)
        } else {
            Err("it contradicts itself, or is not in the form that this program writes".to_owned())
        }
    }
}

/// What decides how the rest is read.
#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "_type")]
    kind: String,
    #[serde(rename = "predicateType")]
    predicate_type: String,
}

fn predicate_type(subject: Subject) -> &'static str {
    match subject {
        Subject::Tests => TESTS,
        Subject::Coverage => COVERAGE,
        Subject::Analysis => ANALYSIS,
    }
}

fn claim(whole: Whole, subject: Subject) -> Result<Claim, String> {
    let Predicate { passed, warned, failed, primum: own, .. } = whole.predicate;
    if own.version != VERSION {
        return Err(format!("its version is {}, and this program reads version {VERSION}", own.version));
    }
    let known = match Format::ALL.iter().find(|format| format.id() == own.format) {
        Some(format) => format.subject() == subject,
        None => own.format == MANUAL && subject == Subject::Tests,
    };
    if !known {
        return Err(format!("its format `{}` is none of {}", crate::cut(&own.format, 200), subject.name()));
    }
    let level = match &own.level {
        None => None,
        Some(word) => Some(
            TestLevel::ALL
                .into_iter()
                .find(|level| level.name() == word)
                .ok_or_else(|| format!("`{}` is no level of tests", crate::cut(word, 200)))?,
        ),
    };
    if level.is_some() != (subject == Subject::Tests) {
        return Err("results of tests have a level, and nothing else has one".to_owned());
    }
    if !is_time(&own.at) {
        return Err(format!("its time `{}` is not written like 2026-11-25T08:16:54Z", crate::cut(&own.at, 200)));
    }
    let mut state = State { version: own.product, uncommitted: own.uncommitted, ..State::default() };
    for (at, about) in whole.subject.into_iter().enumerate() {
        match about.digest {
            Digests { commit, tree, sha256: None } if at == 0 && about.name == PROJECT => (state.commit, state.tree) = (commit, tree),
            Digests { commit: None, tree: None, sha256: Some(digest) } => {
                if !(at == 0 && about.name == RAW && digest == own.raw.sha256) {
                    state.artefacts.push((about.name, digest));
                }
            }
            _ => return Err(format!("its subject `{}` has no digest that is known here", crate::cut(&about.name, 200))),
        }
    }
    let hashes = [&state.commit, &state.tree].into_iter().flatten().map(|hash| is_hex(hash, &[40, 64]));
    let digests = state.artefacts.iter().map(|(_, digest)| digest).chain([&own.raw.sha256, &own.results.sha256]);
    if !hashes.chain(digests.map(|digest| is_hex(digest, &[64]))).all(|fine| fine) {
        return Err("one of its digests is none".to_owned());
    }
    let summary = match (own.counted, subject) {
        (Counted::Tests { passed: whole, flaky, skipped, unclear, error, failed: bad }, Subject::Tests) => {
            let counted = Outcomes { passed: whole, flaky, skipped, unclear, error, failed: bad };
            let names = match (passed, warned, failed) {
                (Some(passed), Some(warned), Some(failed)) => Some(Names { passed, warned, failed }),
                (None, None, None) => None,
                _ => return Err("it lists only a part of the tests".to_owned()),
            };
            let counts = [whole, flaky, skipped, unclear, error, bad];
            let all = counts.iter().try_fold(0_u64, |sum, more| sum.checked_add(*more)).ok_or("its counts are no counts")?;
            if names.as_ref().is_some_and(|names| names.count() != all) {
                return Err("it lists other tests than it counts".to_owned());
            }
            Summary::Tests(counted, names)
        }
        (Counted::Coverage { files, measures }, Subject::Coverage) => Summary::Coverage(files, measures.into()),
        (Counted::Analysis { error, warning, note, none, suppressed }, Subject::Analysis) => {
            Summary::Analysis(Levels { error, warning, note, none }, suppressed)
        }
        _ => return Err("its counts are of another kind".to_owned()),
    };
    Ok(Claim {
        state,
        level,
        environment: own.environment,
        items: own.items,
        tool: own.tool,
        format: own.format,
        by: own.by,
        at: own.at,
        name: own.raw.name,
        raw: Piece { sha256: own.raw.sha256, bytes: own.raw.bytes },
        results: Piece { sha256: own.results.sha256, bytes: own.results.bytes },
        summary,
        notes: own.notes.into_iter().map(|said| Note { text: said.text, against: said.against }).collect(),
    })
}

/// Is it a digest in lower case hexadecimal, of one of these lengths?
#[must_use]
pub fn is_hex(text: &str, lengths: &[usize]) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Is it a time in UTC, to the second?
pub(crate) fn is_time(text: &str) -> bool {
    text.len() == 20 && text.ends_with('Z') && text.parse::<jiff::Timestamp>().is_ok_and(|time| time.to_string() == text)
}

impl From<&Measures> for super::results::Covered {
    fn from(of: &Measures) -> Self {
        let pair = |ratio: Option<Ratio>| ratio.map(|ratio| (ratio.covered, ratio.total));
        Self {
            lines: pair(of.lines),
            branches: pair(of.branches),
            functions: pair(of.functions),
            conditions: pair(of.conditions),
            decisions: pair(of.decisions),
        }
    }
}

impl From<super::results::Covered> for Measures {
    fn from(of: super::results::Covered) -> Self {
        let ratio = |pair: Option<(u64, u64)>| pair.map(|(covered, total)| Ratio { covered, total });
        Self {
            lines: ratio(of.lines),
            branches: ratio(of.branches),
            functions: ratio(of.functions),
            conditions: ratio(of.conditions),
            decisions: ratio(of.decisions),
        }
    }
}
