//! Clause 5.8.7: a release is kept at least as long as the device is in use.

use crate::releases::{Term, after, is_released, term};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-retention-short",
    clauses: &["5.8.7", "iso13485 4.2.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release that is kept for a shorter time than the device is in use, or whose time is over",
    page: include_str!("release_retention_short.md"),
    check: Check::EachWhere(&[Kind::Release], has_term, check),
};

fn has_term(release: Record<'_>) -> bool {
    is_released(release) && term(release).is_some()
}

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    let (Some(term), Some(released)) = (term(release), release.date("released")) else { return };
    let (id, end, today) = (release.id(), term.end(), release.model().date);
    let place = release.value("retain-until").map_or_else(|| release.place(), |value| value.place);
    let life = release.model().config.product.lifetime_years.and_then(|years| after(released, years).map(|life| (years, life)));
    if let Some((years, life)) = life.filter(|(_, life)| end < *life) {
        let help = match term {
            Term::Named(_) => format!("move `retain-until` to {life} at least"),
            Term::Counted(_) => format!("raise [release] retention-years in primum.toml to {years} at least"),
        };
        findings
            .report_at(release, place, format!("{id} is kept until {end}, and a device made that day is in use until {life}"))
            .help(help);
    } else if end < today {
        findings
            .report_at(release, place, format!("the time for which {id} is kept was over on {end}"))
            .help("see whether a device with it is still in use: move `retain-until`, or destroy the archive as planned and retire the record");
    }
}
