//! NVD: the feed of version 2.0, with the configurations in which a product is vulnerable.
//!
//! Source: the schema of the NVD API 2.0.

use super::cpe::Cpe;
use super::range::{At, Range};
use super::{Advisory, Affected, Entry, Sink, Subject, day_of, line_of};
use crate::node::{Node, shown};
use crate::refusal::Refusal;

/// Is this an entry of the feed?
pub(super) fn is_one(node: &Node) -> bool {
    node.at(&["cve", "id"]).is_some()
}

/// Reads the feed.
pub(super) fn read(root: &Node, sink: Sink<'_>) -> Result<(), Refusal> {
    if let Some(day) = day_of(root, "timestamp") {
        sink(Entry::Dated(day));
    }
    for entry in root.get("vulnerabilities").map(Node::elements).unwrap_or_default() {
        let Some(cve) = entry.get("cve") else { return Err(Refusal::at(entry.line, "an entry has no `cve`")) };
        let Some(id) = cve.said("id") else { return Err(Refusal::at(cve.line, "an entry has no `id`")) };
        let published = day_of(cve, "published");
        let modified = day_of(cve, "lastModified");
        let english = |node: &&Node| node.said("lang").is_none_or(|language| language.starts_with("en"));
        let descriptions = cve.get("descriptions").map(Node::elements).unwrap_or_default();
        let mut advisory = Advisory {
            id: id.to_owned(),
            withdrawn: (cve.said("vulnStatus") == Some("Rejected")).then_some(modified.or(published)).flatten(),
            published,
            modified,
            summary: line_of(descriptions.iter().find(english).and_then(|node| node.said("value")).unwrap_or("")),
            url: format!("https://nvd.nist.gov/vuln/detail/{id}"),
            ..Advisory::default()
        };
        if let Some(day) = day_of(cve, "cisaExploitAdd") {
            sink(Entry::Mark(super::Mark { id: id.to_owned(), exploited: Some(day), epss: None }));
        }
        let metrics = cve.get("metrics").map(Node::members).unwrap_or_default();
        for metric in metrics.iter().flat_map(|(_, list)| list.elements()) {
            if let Some(vector) = metric.at(&["cvssData", "vectorString"]).and_then(Node::text) {
                if crate::cvss::score(vector).is_some() {
                    advisory.vectors.push(vector.to_owned());
                } else {
                    sink(Entry::Note(metric.line, format!("{id}: `{}` is no vector of CVSS that can be scored", shown(vector))));
                }
            }
        }
        // In the feed it is a list; an older form has an object around it.
        for configuration in cve.get("configurations").map(Node::elements).unwrap_or_default() {
            configured(configuration, id, &mut advisory.affected, sink);
        }
        let rejected = cve.said("vulnStatus") == Some("Rejected");
        if rejected && advisory.withdrawn.is_none() {
            advisory.affected.clear();
        }
        sink(Entry::Advisory(Box::new(advisory)));
    }
    Ok(())
}

/// Every product that a configuration calls vulnerable; with `AND`, what stands beside it is the condition.
fn configured(configuration: &Node, id: &str, affected: &mut Vec<Affected>, sink: Sink<'_>) {
    let nodes = configuration.get("nodes").map(Node::elements).unwrap_or_default();
    let both = configuration.said("operator") == Some("AND");
    let mut platforms: Vec<String> = Vec::new();
    let from = affected.len();
    for node in nodes {
        if node.is_true("negate") {
            sink(Entry::Note(node.line, format!("{id}: a configuration is negated, which is not evaluated; what it names is left out")));
            continue;
        }
        for one in node.get("cpeMatch").map(Node::elements).unwrap_or_default() {
            let criteria = one.said("criteria").unwrap_or("");
            let Some(cpe) = Cpe::parse(criteria) else {
                sink(Entry::Note(one.line, format!("{id}: `{}` is no CPE", shown(criteria))));
                continue;
            };
            if one.is_true("vulnerable") {
                affected.push(product(one, cpe));
            } else if platforms.len() < 8 && !platforms.contains(&cpe.product) {
                platforms.push(cpe.product);
            }
        }
    }
    if both && !platforms.is_empty() {
        let condition = format!("together with {}", platforms.join(" or "));
        for one in &mut affected[from..] {
            one.condition.clone_from(&condition);
        }
    }
}

/// What one criterion states.
fn product(node: &Node, cpe: Cpe) -> Affected {
    let mut events = Vec::new();
    let said = |key: &str| node.get(key).and_then(Node::scalar).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    match (said("versionStartIncluding"), said("versionStartExcluding")) {
        (Some(from), _) => events.push((At::Introduced, from)),
        (None, Some(from)) => events.push((At::After, from)),
        (None, None) => {}
    }
    match (said("versionEndExcluding"), said("versionEndIncluding")) {
        (Some(end), _) => events.push((At::Fixed, end)),
        (None, Some(end)) => events.push((At::LastAffected, end)),
        (None, None) => {}
    }
    let version = cpe.full_version();
    let none_stated = cpe.version == "-";
    let mut affected = Affected::of(Subject::Product(cpe));
    match version {
        Some(version) if events.is_empty() => affected.versions.push(version),
        _ => {
            if !events.iter().any(|(at, _)| matches!(at, At::Introduced | At::After)) {
                events.insert(0, (At::Introduced, "0".to_owned()));
            }
            // A product without any version number is never one that a lock file names with a version.
            if !(none_stated && events.len() == 1) {
                affected.ranges.push(Range::of(events));
            }
        }
    }
    affected
}
