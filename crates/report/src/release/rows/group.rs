//! Rows that gather rules about one subject: anomalies, components, vulnerabilities, changes.

use super::{Go, Row, elsewhere, lines, remedy};
use crate::facts::counted;
use primum_model::Record;
use primum_rules::Analysis;
use primum_rules::rule::{Finding, Level};

/// A subject: name, title, its rules, and what it means that they examined nothing.
struct Group {
    name: &'static str,
    title: &'static str,
    rules: &'static [&'static str],
    nothing: &'static str,
}

const GROUPS: &[Group] = &[
    Group {
        name: "safety",
        title: "each anomaly that remains is listed, and judged for safety",
        rules: &[
            "open-problem-missing-from-release",
            "residual-anomaly-unevaluated",
            "open-problem-without-safety-evaluation",
            "problem-without-safety-evaluation",
        ],
        nothing: "no anomaly is known to remain",
    },
    Group {
        name: "security",
        title: "each anomaly that remains is judged for security, apart from safety",
        rules: &["residual-anomaly-without-security-evaluation"],
        nothing: "no anomaly remains, or nobody can attack: there is no way in and no threat model",
    },
    Group {
        name: "components",
        title: "what comes from elsewhere is declared and judged",
        rules: &[
            "lock-file-unread",
            "sbom-element-missing",
            "soup-anomalies-for-other-version",
            "soup-anomalies-stale",
            "soup-anomalies-unread",
            "soup-gone",
            "soup-list-unchecked",
            "soup-out-of-support",
            "soup-undeclared",
            "soup-version-drift",
            "soup-version-not-exact",
            "soup-version-range",
            "tool-component-in-product",
            "tool-component-undeclared",
        ],
        nothing: "nothing comes from elsewhere, as far as records and lock files tell",
    },
    Group {
        name: "vulnerabilities",
        title: "no known vulnerability is left unjudged",
        rules: &[
            "affected-outside-risk-file",
            "assessment-expired",
            "assessment-for-other-version",
            "assessment-incomplete",
            "assessment-unconfirmed",
            "no-vulnerability-index",
            "response-late",
            "tool-vulnerable",
            "vulnerability-index-old",
            "vulnerability-unassessed",
            "vulnerability-unassessed-below-gate",
        ],
        nothing: "nothing that an index of vulnerabilities could know",
    },
    Group {
        name: "changes",
        title: "no change is unfinished",
        rules: &["change-unapproved", "change-unverified", "change-verified-by-no-pass", "release-with-unfinished-change"],
        nothing: "no change request asks for anything",
    },
];

pub(super) fn rows(analysis: &Analysis, release: Option<Record<'_>>) -> impl Iterator<Item = Row> {
    GROUPS.iter().map(move |group| group.row(analysis, release))
}

impl Group {
    fn row(&self, analysis: &Analysis, release: Option<Record<'_>>) -> Row {
        let mine = |finding: &&Finding| {
            self.rules.contains(&finding.rule.name) && finding.level > Level::Note && !elsewhere(analysis, finding, release)
        };
        let (open, accepted): (Vec<&Finding>, Vec<&Finding>) =
            analysis.findings.iter().filter(mine).partition(|finding| finding.accepted_by.is_none());
        if let Some(first) = open.first() {
            let more = if open.len() > 1 { format!(" ({} more)", open.len() - 1) } else { String::new() };
            return Row::new(self.name, self.title, Go::NoGo, format!("{}{more}", first.message), remedy(first)).with(lines(&open));
        }
        let examined: usize =
            analysis.outcomes.iter().filter(|outcome| self.rules.contains(&outcome.rule.name)).map(|outcome| outcome.examined).sum();
        if examined == 0 {
            return Row::new(self.name, self.title, Go::NotAsked, self.nothing, "");
        }
        let mut reason = format!("{} examined, no finding", counted(examined, "thing", "things"));
        if let Some(first) = accepted.first().and_then(|finding| finding.accepted_by) {
            reason = format!("{} accepted, first by {}", counted(accepted.len(), "finding", "findings"), analysis.model.at(first).id());
        }
        Row::new(self.name, self.title, Go::Go, reason, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_a_group_is_there() {
        for name in GROUPS.iter().flat_map(|group| group.rules) {
            assert!(primum_rules::RULES.iter().any(|rule| rule.name == *name), "{name}");
        }
    }
}
