//! How each sub-clause is answered: by rules, by a person's attestation, or not yet by this version.
//!
//! Which rules decide a clause is written in the rules. This table holds the rest: the clauses that no program can judge,
//! and those whose rules see only part of what is asked, with the capability that is missing. A test shows that every
//! sub-clause in force is in exactly one of these groups.

/// How a clause is answered where rules alone do not answer it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A person states it; the words say what.
    Attested(&'static str),
    /// This version cannot show it; the words say what is missing. Rules may already find faults.
    Awaits(&'static str),
}

const RISK: &str = "this version does not compute the safety class and the risk chain";
const EVIDENCE: &str = "this version does not read test results";
const CODE: &str = "this version does not read source code";
const APPROVAL: &str = "this version does not verify approvals";
const HISTORY: &str = "this version does not read the history of the repository";
const SOUP: &str = "this version does not hold the SOUP list against lock files and published anomalies";

/// Clauses of IEC 62304 that rules alone do not answer.
pub const ANSWERS: &[(&str, Answer)] = &[
    ("4.1", Answer::Attested("that a quality management system covers the software")),
    ("4.2", Answer::Attested("that a risk management process to ISO 14971 is run")),
    ("4.3.a", Answer::Awaits(RISK)),
    ("4.3.c", Answer::Awaits(RISK)),
    ("4.3.d", Answer::Awaits(RISK)),
    ("4.3.e", Answer::Awaits(RISK)),
    ("4.3.f", Answer::Awaits(RISK)),
    ("4.3.g", Answer::Awaits(RISK)),
    ("4.4.1", Answer::Attested("whether the legacy route is used, and on which grounds")),
    ("4.4.2", Answer::Attested("that feedback and risks of the legacy software were reviewed, or that there is no legacy software")),
    ("4.4.3", Answer::Attested("that the legacy gap analysis was made, or that there is no legacy software")),
    ("4.4.4", Answer::Attested("that the legacy gaps were closed as planned, or that there is no legacy software")),
    ("4.4.5", Answer::Attested("why the legacy version may stay in use, or that there is no legacy software")),
    ("5.2.5", Answer::Attested("that existing requirements were reconsidered while software requirements were written")),
    ("5.5.1", Answer::Awaits(CODE)),
    ("5.5.3", Answer::Awaits(EVIDENCE)),
    ("5.5.5", Answer::Awaits(EVIDENCE)),
    ("5.6.1", Answer::Awaits(EVIDENCE)),
    ("5.6.3", Answer::Awaits(EVIDENCE)),
    ("5.6.6", Answer::Awaits(EVIDENCE)),
    ("5.6.7", Answer::Awaits(EVIDENCE)),
    ("5.6.8", Answer::Awaits(EVIDENCE)),
    ("5.7.1", Answer::Awaits(EVIDENCE)),
    ("5.7.2", Answer::Awaits(EVIDENCE)),
    ("5.7.3", Answer::Awaits(EVIDENCE)),
    ("5.7.4", Answer::Awaits(EVIDENCE)),
    ("5.7.5", Answer::Awaits(EVIDENCE)),
    ("5.8.1", Answer::Awaits(EVIDENCE)),
    ("6.2.4", Answer::Awaits(APPROVAL)),
    ("7.1.3", Answer::Awaits(SOUP)),
    ("7.3.1", Answer::Awaits(EVIDENCE)),
    ("8.1.2", Answer::Awaits(SOUP)),
    ("8.2.1", Answer::Awaits(APPROVAL)),
    ("8.2.3", Answer::Awaits(EVIDENCE)),
    ("8.2.4", Answer::Awaits(APPROVAL)),
    ("8.3", Answer::Awaits(HISTORY)),
    ("9.7", Answer::Awaits(EVIDENCE)),
    ("9.8", Answer::Awaits(EVIDENCE)),
];

/// The answer of a clause, if it is not by rules alone.
#[must_use]
pub fn answer(standard: &str, clause: &str) -> Option<Answer> {
    match standard {
        "iec62304" => ANSWERS.iter().find(|(id, _)| *id == clause).map(|(_, answer)| *answer),
        "iso14971" | "iec81001-5-1" => Some(Answer::Awaits(RISK)),
        _ => Some(Answer::Attested("that the requirement is met")),
    }
}

/// Clauses that rules decide and about which there may honestly be nothing to examine. Only there a person may state so: that
/// no SOUP is used, that no control lives in software, that nothing was released, reported or changed yet.
const MAY_BE_EMPTY: &[&str] = &[
    "5.2.3", "5.3.3", "5.3.4", "5.3.5", "5.8.2", "5.8.3", "6.2.1.1", "6.2.1.2", "6.2.1.3", "6.2.2", "6.2.3", "6.2.5", "6.3.1", "6.3.2",
    "7.2.2", "7.4.1", "7.4.2", "7.4.3", "8.1.3", "8.2.2", "9.1", "9.2", "9.3", "9.4", "9.5", "9.6",
];

/// May a person state that there is nothing to examine?
#[must_use]
pub fn may_be_empty(standard: &str, clause: &str) -> bool {
    standard == "iec62304" && MAY_BE_EMPTY.contains(&clause)
}
