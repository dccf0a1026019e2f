//! Clause 7.1.3: the list of published anomalies that was judged is today's, not that of two years ago.

use crate::months;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::soup;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-anomalies-stale",
    clauses: &["7.1.3"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "published anomalies of SOUP that were last read too long ago",
    page: include_str!("soup_anomalies_stale.md"),
    check: Check::EachWhere(&[Kind::Soup], is_read, check),
};

fn is_read(soup: Record<'_>) -> bool {
    soup::may_be_cause(soup) && soup.date("anomalies-read").is_some()
}

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    let (today, months) = (soup.model().date, soup.model().config.policy.anomaly_review_months);
    let Some(value) = soup.value("anomalies-read") else { return };
    let Some(read) = soup.date("anomalies-read") else { return };
    let id = soup.id();
    if read > today {
        findings
            .report_at(soup, value.place, format!("{id} has its anomalies read on {read}, which is still to come"))
            .help("write the day on which the list was read");
    } else if read < months::before(today, months) {
        findings
            .report_at(soup, value.place, format!("the anomalies of {id} were last read on {read}, more than {months} months ago"))
            .help("read what is new on the list, judge it, and set `anomalies-read`; the period is `anomaly-review-months` under `[policy]`");
    }
}
