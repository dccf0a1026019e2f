//! Feeds that say something about a CVE and nothing about packages: the catalogue of CISA, the estimates of EPSS.

use super::{Entry, Mark, Sink, day, day_of};
use crate::node::{Node, shown};
use crate::refusal::Refusal;

/// Reads the catalogue of exploited vulnerabilities.
pub(super) fn kev(root: &Node, sink: Sink<'_>) -> Result<(), Refusal> {
    if let Some(day) = day_of(root, "dateReleased") {
        sink(Entry::Dated(day));
    }
    for one in root.get("vulnerabilities").map(Node::elements).unwrap_or_default() {
        match (one.said("cveID"), day_of(one, "dateAdded")) {
            (Some(id), Some(day)) => sink(Entry::Mark(Mark { id: id.to_owned(), exploited: Some(day), epss: None })),
            (Some(id), None) => return Err(Refusal::at(one.line, format!("`{}` does not say when it was listed", shown(id)))),
            (None, _) => return Err(Refusal::at(one.line, "an entry has no `cveID`")),
        }
    }
    Ok(())
}

/// Reads the estimates: `cve,epss,percentile`, behind a comment with the day.
pub(super) fn epss(text: &str, sink: Sink<'_>) -> Result<(), Refusal> {
    let mut columns: Option<(usize, usize)> = None;
    for (position, line) in text.lines().enumerate() {
        let number = u32::try_from(position + 1).unwrap_or(u32::MAX);
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(day) = comment.split("score_date:").nth(1).and_then(day) {
                sink(Entry::Dated(day));
            }
            continue;
        }
        let fields: Vec<&str> = line.split(',').map(|field| field.trim().trim_matches('"')).collect();
        let Some((cve, epss)) = columns else {
            let column = |name: &str| fields.iter().position(|field| *field == name);
            match (column("cve"), column("epss")) {
                (Some(cve), Some(epss)) => columns = Some((cve, epss)),
                _ => return Err(Refusal::at(number, "the columns `cve` and `epss` are missing")),
            }
            continue;
        };
        if line.trim().is_empty() {
            continue;
        }
        let estimate = fields.get(epss).and_then(|field| field.parse::<f64>().ok()).filter(|estimate| (0.0..=1.0).contains(estimate));
        match (fields.get(cve).filter(|id| !id.is_empty()), estimate) {
            (Some(id), Some(estimate)) => sink(Entry::Mark(Mark { id: (*id).to_owned(), exploited: None, epss: Some(estimate) })),
            _ => return Err(Refusal::at(number, "the line has no CVE, or no estimate between 0 and 1")),
        }
    }
    Ok(())
}
