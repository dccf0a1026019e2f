//! How each sub-clause is answered: by rules, by a person's attestation, or not yet by this version.
//!
//! Which rules decide a clause is written in the rules. These tables hold the rest: the clauses that a person judges, and those of
//! which rules see only a part, with the capability that is missing. Rules may cite such a clause all the same: what they find opens
//! it, and what they do not find closes nothing. A clause in no table is answered by its rules alone, so taking a line out hands the
//! clause to its rules. A test shows that every clause in force of every standard is answered in exactly one of these ways.

mod fda_cyber;
mod fda_software;
mod iec81001_5_1;
mod iso13485;
mod iso14971;
mod mdr_gspr;
mod part11;

/// How a clause is answered where rules alone do not answer it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A person states it; the words say what. Rules may find faults that keep it open until they are mended.
    Attested(&'static str),
    /// By its rules where `[[approvals]]` asks for signatures under every kind of record that the clause is about; where it does not, a
    /// person states it: signatures may be given elsewhere. The words say what is stated.
    Signed(&'static str),
    /// This version cannot show it; the words say what is missing. Rules may already find faults.
    Awaits(&'static str),
}

/// A clause by its number, and how it is answered.
type Row = (&'static str, Answer);

const SECURITY_TESTS: &str = "this version has no records of vulnerability and penetration tests";
const SECURE_CODING: &str = "this version does not hold source against rules of secure coding";

/// Clauses of IEC 62304 that rules alone do not answer.
pub const ANSWERS: &[(&str, Answer)] = &[
    ("4.1", Answer::Attested("that a quality management system covers the software")),
    ("4.2", Answer::Attested("that a risk management process to ISO 14971 is run")),
    ("4.4.1", Answer::Attested("whether the legacy route is used, and on which grounds")),
    ("4.4.2", Answer::Attested("that feedback and risks of the legacy software were reviewed, or that there is no legacy software")),
    ("4.4.3", Answer::Attested("that the legacy gap analysis was made, or that there is no legacy software")),
    ("4.4.4", Answer::Attested("that the legacy gaps were closed as planned, or that there is no legacy software")),
    ("4.4.5", Answer::Attested("why the legacy version may stay in use, or that there is no legacy software")),
    ("5.2.5", Answer::Attested("that existing requirements were reconsidered while software requirements were written")),
];

/// The clauses of a standard that rules alone do not answer.
#[must_use]
pub fn table(standard: &str) -> &'static [(&'static str, Answer)] {
    match standard {
        "iec62304" => ANSWERS,
        "iso14971" => iso14971::ANSWERS,
        "iso13485" => iso13485::ANSWERS,
        "iec81001-5-1" => iec81001_5_1::ANSWERS,
        "mdr-gspr" => mdr_gspr::ANSWERS,
        "part11" => part11::ANSWERS,
        "fda-software" => fda_software::ANSWERS,
        "fda-cyber" => fda_cyber::ANSWERS,
        _ => &[],
    }
}

/// The answer of a clause, if it is not by rules alone.
#[must_use]
pub fn answer(standard: &str, clause: &str) -> Option<Answer> {
    table(standard).iter().find(|(id, _)| *id == clause).map(|(_, answer)| *answer)
}

/// Clauses that rules decide and about which there may honestly be nothing to examine. Only there a person may state so: that
/// no SOUP is used, that no control lives in software, that nothing was released, reported or changed yet.
const MAY_BE_EMPTY: &[&str] = &[
    "5.2.3", "5.3.3", "5.3.4", "5.3.5", "5.8.2", "5.8.3", "6.2.1.1", "6.2.1.2", "6.2.1.3", "6.2.2", "6.2.3", "6.2.4", "6.2.5", "6.3.1",
    "6.3.2", "7.1.3", "7.2.2", "7.4.1", "7.4.2", "7.4.3", "8.1.2", "8.1.3", "8.2.1", "8.2.2", "8.2.4", "8.3", "9.1", "9.2", "9.3", "9.4",
    "9.5", "9.6",
];

/// The same in other standards: there may be no component from elsewhere, no vulnerability, and no electronic signature.
const MAY_BE_EMPTY_ELSEWHERE: &[(&str, &[&str])] = &[
    ("iec81001-5-1", &["5.8.5", "6.2.1", "9.3", "9.4"]),
    ("fda-cyber", &["CY-SBOM", "CY-SUP", "524B(b)(3)"]),
    ("part11", &["11.10(f)", "11.50(a)", "11.50(b)", "11.70"]),
];

/// May a person state that there is nothing to examine?
#[must_use]
pub fn may_be_empty(standard: &str, clause: &str) -> bool {
    let elsewhere = || MAY_BE_EMPTY_ELSEWHERE.iter().any(|(other, clauses)| *other == standard && clauses.contains(&clause));
    (standard == "iec62304" && MAY_BE_EMPTY.contains(&clause)) || elsewhere()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Basis;
    use crate::verdict::decides;
    use crate::{RULES, standards};

    #[test]
    fn every_clause_in_force_of_every_standard_is_answered_in_exactly_one_way() {
        for standard in standards::all() {
            for clause in standard.active() {
                let at = format!("{} {}", standard.id, clause.id);
                let rows = table(&standard.id).iter().filter(|(id, _)| *id == clause.id).count();
                let ruled = RULES.iter().any(|rule| rule.basis == Basis::Clause && decides(rule, standard, clause));
                match rows {
                    0 => assert!(ruled, "nothing answers {at}"),
                    1 => assert!(!may_be_empty(&standard.id, &clause.id), "{at} has an answer of its own: there is nothing to allow"),
                    _ => panic!("{at} is answered {rows} times"),
                }
            }
            for (id, _) in table(&standard.id) {
                assert!(standard.active().any(|clause| clause.id == *id), "{} {id} is no clause in force", standard.id);
            }
        }
        for id in MAY_BE_EMPTY {
            assert!(standards::iec62304().active().any(|clause| clause.id == *id), "{id}");
        }
    }

    #[test]
    fn what_a_person_states_reads_after_an_attestation() {
        for standard in standards::all() {
            for (id, answer) in table(&standard.id) {
                let at = format!("{} {id}", standard.id);
                match answer {
                    Answer::Attested(what) | Answer::Signed(what) => {
                        let first = what.split(' ').next().unwrap_or("");
                        assert!(["that", "whether", "why", "which", "how", "who", "what"].contains(&first), "{at}: {what}");
                        assert!(!what.ends_with('.') && what.split(' ').count() > 3, "{at}: {what}");
                    }
                    Answer::Awaits(what) => assert!(what.starts_with("this version "), "{at}: {what}"),
                }
            }
        }
    }

    #[test]
    fn no_two_clauses_of_a_standard_ask_a_person_for_the_same_words() {
        for standard in standards::all() {
            let said: Vec<&str> = table(&standard.id)
                .iter()
                .filter_map(|(_, answer)| match answer {
                    Answer::Attested(what) | Answer::Signed(what) => Some(*what),
                    Answer::Awaits(_) => None,
                })
                .collect();
            assert_eq!(said.iter().collect::<std::collections::BTreeSet<_>>().len(), said.len(), "{}", standard.id);
        }
    }
}
