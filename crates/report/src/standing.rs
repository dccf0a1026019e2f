//! What the four words for a clause mean, and why an open clause is open.

use primum_rules::answers::{Answer, answer};
use primum_rules::rule::{Basis, Rule};
use primum_rules::verdict::{ClauseVerdict, Status};

/// What a status means, for whoever reads it the first time.
#[must_use]
pub fn meaning(status: Status) -> &'static str {
    match status {
        Status::Satisfied => "rules examined the records and found nothing; whether their content is good enough is for a person to judge",
        Status::Attested => "a named person states it, and the statement is fresh",
        Status::Open => "something was found, or there was nothing to examine, or this version cannot show it; absence is never compliance",
        Status::NotApplicable => "the safety class, computed from the risk file, does not ask for it",
    }
}

/// Why an open clause is open: what there is to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// There are findings to mend.
    Findings,
    /// Nothing was found, and some of the records that it rests on cannot be relied on.
    Unreliable,
    /// Rules decide it, and there is nothing that they could examine.
    Nothing,
    /// A person must state it, and nobody does.
    Unattested,
    /// This version cannot show it.
    Awaits,
}

impl Why {
    /// All of them, in the order in which a team deals with them.
    pub const ALL: [Self; 5] = [Self::Findings, Self::Unreliable, Self::Nothing, Self::Unattested, Self::Awaits];

    /// `2 nothing to examine`.
    #[must_use]
    pub fn in_words(self, count: usize) -> String {
        match self {
            Self::Findings => format!("{count} with findings"),
            Self::Unreliable => format!("{count} on unreliable records"),
            Self::Nothing => format!("{count} nothing to examine"),
            Self::Unattested => format!("{count} not attested"),
            Self::Awaits => format!("{count} {} this version", if count == 1 { "awaits" } else { "await" }),
        }
    }

    /// The same for a page, without the count.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Findings => "open, with findings",
            Self::Unreliable => "open, on unreliable records",
            Self::Nothing => "open, nothing to examine",
            Self::Unattested => "open, not attested",
            Self::Awaits => "open, not examined by this version",
        }
    }

    /// Why this clause is open; nothing for a clause that is not.
    #[must_use]
    pub fn of(verdict: &ClauseVerdict) -> Option<Self> {
        if verdict.status != Status::Open {
            return None;
        }
        let decided = deciding(&verdict.rules).next().is_some();
        Some(match answer(&verdict.standard.id, &verdict.clause.id) {
            _ if verdict.findings > 0 => Self::Findings,
            Some(Answer::Awaits(_)) => Self::Awaits,
            Some(Answer::Attested(_)) => Self::Unattested,
            // Without a policy a person states it; with one the rules decide, and say where nothing was there to look at.
            Some(Answer::Signed(_)) if verdict.reason.contains("[[approvals]]") => Self::Unattested,
            // Where rules decide, they answer the clause; where there are none, or the class kept some from looking, a person does.
            None if !decided || !verdict.in_part.is_empty() => Self::Unattested,
            _ if verdict.reason == NOTHING => Self::Nothing,
            _ => Self::Unreliable,
        })
    }
}

/// The reason of a clause whose rules found nothing that they could examine, as the verdict gives it.
const NOTHING: &str = "nothing to examine";

/// The rules that can close a clause: a rule about the records themselves can only open it.
pub(crate) fn deciding<'a>(rules: &'a [&'static Rule]) -> impl Iterator<Item = &'static Rule> + use<'a> {
    rules.iter().copied().filter(|rule| rule.basis == Basis::Clause)
}

/// `39 open: 0 with findings, 2 nothing to examine, 37 await this version`.
#[must_use]
pub fn open_in_words(counts: [usize; 5]) -> String {
    let total: usize = counts.iter().sum();
    if total == 0 {
        return "0 open".to_owned();
    }
    // Whether anything was found is always said; the rest where there is any.
    let parts = Why::ALL.into_iter().zip(counts).filter(|(why, count)| *why == Why::Findings || *count > 0);
    format!("{total} open: {}", parts.map(|(why, count)| why.in_words(count)).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn every_open_clause_has_one_reason() {
        let analysis = fixture::judged(fixture::PROJECT);
        let counts = crate::facts::Counts::of(&analysis).open_because;
        let open = analysis.clauses.iter().filter(|verdict| verdict.status == Status::Open).count();
        assert_eq!(counts.iter().sum::<usize>(), open);
        let why = |clause: &str| Why::of(analysis.clauses.iter().find(|verdict| verdict.clause.id == clause).expect("a clause"));
        assert_eq!(why("4.1"), Some(Why::Unattested));
        assert_eq!(why("4.3.a"), Some(Why::Findings), "nobody has confirmed the class");
        assert_eq!(why("5.2.1"), Some(Why::Findings));
        assert_eq!(why("9.3"), Some(Why::Nothing), "there is no problem report");
        assert!(counts[0] > 0 && counts[3] > 0 && counts[4] == 0, "no clause of IEC 62304 waits: {counts:?}");
        let all = fixture::judged_by_all(fixture::PROJECT);
        assert!(all.clauses.iter().any(|verdict| Why::of(verdict) == Some(Why::Awaits)), "other standards ask for more");
    }

    #[test]
    fn records_that_cannot_be_relied_on_are_not_called_absent() {
        // Requirements with sources satisfy the clause that asks for them, unless the text could not be read to its end.
        let text = "## SYS-1 s\n- source: law\n\n## SRS-1 a\n- derives-from: SYS-1\n\nThe pump shall stop.\n";
        let sound = fixture::judged(text);
        let source = |analysis: &primum_rules::Analysis| {
            let verdict = analysis.clauses.iter().find(|verdict| verdict.clause.id == "5.2.1").expect("a clause");
            (verdict.status, Why::of(verdict))
        };
        assert_eq!(source(&sound), (Status::Satisfied, None));
        let analysis = fixture::judged(&format!("{text}\n```\nunclosed\n"));
        assert_eq!(source(&analysis), (Status::Open, Some(Why::Unreliable)));
        let unreliable: Vec<_> = analysis.clauses.iter().filter(|verdict| Why::of(verdict) == Some(Why::Unreliable)).collect();
        for verdict in unreliable {
            assert!(verdict.examined > 0 && verdict.reason.contains("examined, no finding; "), "{}: {}", verdict.clause.id, verdict.reason);
        }
        for verdict in analysis.clauses.iter().filter(|verdict| Why::of(verdict) == Some(Why::Nothing)) {
            assert_eq!(verdict.reason, "nothing to examine", "{}", verdict.clause.id);
        }
    }

    #[test]
    fn the_words_say_each_count() {
        assert_eq!(open_in_words([0, 0, 2, 0, 37]), "39 open: 0 with findings, 2 nothing to examine, 37 await this version");
        assert_eq!(open_in_words([1, 0, 0, 1, 1]), "3 open: 1 with findings, 1 not attested, 1 awaits this version");
        assert_eq!(open_in_words([0, 2, 0, 0, 0]), "2 open: 0 with findings, 2 on unreliable records");
        assert_eq!(open_in_words([0; 5]), "0 open");
    }
}
