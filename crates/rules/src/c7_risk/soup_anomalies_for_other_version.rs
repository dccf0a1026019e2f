//! Clause 7.1.3: the anomalies that were judged are those of the version in the product.

use crate::answered::listed;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::soup;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-anomalies-for-other-version",
    clauses: &["7.1.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "published anomalies of SOUP that were read for another version",
    page: include_str!("soup_anomalies_for_other_version.md"),
    check: Check::EachWhere(&[Kind::Soup], is_read, check),
};

fn is_read(soup: Record<'_>) -> bool {
    soup::may_be_cause(soup) && soup.value("anomalies-read").is_some()
}

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    let read: Vec<&str> = soup.values("anomalies-version").map(|value| value.text.trim()).collect();
    let id = soup.id();
    if read.is_empty() {
        findings
            .report(soup, format!("{id} does not say for which version its anomalies were read"))
            .help("write `anomalies-version`: the version that the list was read for");
        return;
    }
    let open: Vec<&str> = soup.values("version").map(|value| value.text.trim()).filter(|version| !read.contains(version)).collect();
    if let (Some(open), Some(value)) = (listed(&open), soup.value("anomalies-version")) {
        let read = listed(&read).unwrap_or_default();
        findings
            .report_at(soup, value.place, format!("the anomalies of {id} were read for {read}, and the product has {open}"))
            .help("read the list for the version in the product, then write its number");
    }
}
