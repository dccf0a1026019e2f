//! OSV, as JSON and as YAML: GHSA, PyPA, Go, and the dumps of OSV itself.
//!
//! Source: the OSV schema, 1.0 to 1.7.

use super::range::{At, Event, Range, RangeKind};
use super::{Advisory, Affected, Entry, Sink, Subject, day_of, line_of, severity_of};
use crate::node::{Node, shown};
use crate::purl::Purl;
use crate::refusal::Refusal;

/// Is this value an advisory of OSV?
pub(super) fn is_one(node: &Node) -> bool {
    node.said("id").is_some() && (node.get("affected").is_some() || node.get("modified").is_some())
}

/// Reads one advisory.
pub(super) fn read(root: &Node, sink: Sink<'_>) -> Result<(), Refusal> {
    let Some(id) = root.said("id") else { return Err(Refusal::at(root.line, "the advisory has no `id`")) };
    let names = |key: &str| -> Vec<String> {
        let list = root.get(key).map(Node::elements).unwrap_or_default();
        list.iter().filter_map(|node| node.text().map(str::trim)).filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let specific = root.get("database_specific");
    let mut advisory = Advisory {
        id: id.to_owned(),
        aliases: names("aliases"),
        upstream: names("upstream"),
        withdrawn: day_of(root, "withdrawn"),
        published: day_of(root, "published"),
        modified: day_of(root, "modified"),
        summary: line_of(root.said("summary").or_else(|| root.said("details")).unwrap_or("")),
        url: address(root),
        severity: specific.and_then(|node| node.said("severity")).and_then(severity_of),
        ..Advisory::default()
    };
    if advisory.withdrawn.is_none() && root.said("withdrawn").is_some() {
        sink(Entry::Note(root.line, format!("{id}: the day on which it was withdrawn is not readable; it is read as one that stands")));
    }
    // A record that translates one vulnerability of upstream is that vulnerability.
    if let [one] = advisory.upstream.as_slice() {
        advisory.aliases.push(one.clone());
    }
    vectors(root, id, &mut advisory.vectors, &mut advisory.severity, sink);
    let affected = root.get("affected").map(Node::elements).unwrap_or_default();
    for node in affected {
        if let Some(one) = affects(node, id, sink) {
            advisory.unmaintained |= node.at(&["database_specific", "informational"]).and_then(Node::text) == Some("unmaintained");
            advisory.affected.push(one);
        }
    }
    if affected.is_empty() && advisory.withdrawn.is_none() {
        sink(Entry::Note(root.line, format!("{id}: it names nothing that is affected")));
    }
    sink(Entry::Advisory(Box::new(advisory)));
    Ok(())
}

fn address(root: &Node) -> String {
    let references = root.get("references").map(Node::elements).unwrap_or_default();
    let of = |kind: &str| references.iter().find(|node| node.said("type") == Some(kind)).and_then(|node| node.said("url"));
    root.at(&["database_specific", "url"])
        .and_then(Node::text)
        .or_else(|| of("ADVISORY"))
        .or_else(|| references.iter().find_map(|node| node.said("url")))
        .unwrap_or("")
        .to_owned()
}

fn vectors(node: &Node, id: &str, vectors: &mut Vec<String>, severity: &mut Option<super::Severity>, sink: Sink<'_>) {
    for one in node.get("severity").map(Node::elements).unwrap_or_default() {
        let Some(score) = one.get("score").and_then(Node::scalar).map(str::trim) else { continue };
        match severity_of(score) {
            Some(word) => *severity = (*severity).max(Some(word)),
            None if crate::cvss::score(score).is_some() => vectors.push(score.to_owned()),
            None => sink(Entry::Note(one.line, format!("{id}: `{}` is no vector of CVSS that can be scored", shown(score)))),
        }
    }
}

fn affects(node: &Node, id: &str, sink: Sink<'_>) -> Option<Affected> {
    let package = node.get("package");
    let stated = package.and_then(|package| Some((package.said("ecosystem")?.to_owned(), package.said("name")?.to_owned())));
    let from_purl = || {
        let purl = Purl::parse(package?.said("purl")?).ok()?;
        super::csaf::package_of(&purl)
    };
    let repository = || {
        let ranges = node.get("ranges").map(Node::elements).unwrap_or_default();
        ranges.iter().find_map(|range| range.said("repo")).map(|repo| ("GIT".to_owned(), plain_repository(repo)))
    };
    let Some((ecosystem, name)) = stated.or_else(from_purl).or_else(repository) else {
        sink(Entry::Note(node.line, format!("{id}: something is affected that is no package and no repository")));
        return None;
    };
    let mut affected = Affected::of(Subject::Package { ecosystem, name });
    for range in node.get("ranges").map(Node::elements).unwrap_or_default() {
        affected.ranges.extend(read_range(range, id, sink));
    }
    let versions = node.get("versions").map(Node::elements).unwrap_or_default();
    affected.versions = versions.iter().filter_map(Node::scalar).map(|version| version.trim().to_owned()).collect();
    let mut severity = None;
    vectors(node, id, &mut affected.vectors, &mut severity, sink);
    if affected.ranges.is_empty() && affected.versions.is_empty() {
        sink(Entry::Note(node.line, format!("{id}: no version is stated; every version counts as affected")));
        affected.ranges.push(Range::of(vec![(At::Introduced, "0".to_owned())]));
    }
    Some(affected)
}

/// `https://github.com/a/b.git` and `git://github.com/a/b/` are the same repository.
pub(crate) fn plain_repository(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    bare.trim_end_matches('/').trim_end_matches(".git").to_lowercase()
}

fn read_range(node: &Node, id: &str, sink: Sink<'_>) -> Option<Range> {
    let kind = match node.said("type") {
        Some("SEMVER") => RangeKind::Semver,
        Some("ECOSYSTEM") => RangeKind::Versions,
        Some("GIT") => RangeKind::Commits,
        other => {
            let other = shown(other.unwrap_or("nothing"));
            sink(Entry::Note(node.line, format!("{id}: the range is of type `{other}`, which is read as one of the ecosystem")));
            RangeKind::Versions
        }
    };
    let mut events = Vec::new();
    for event in node.get("events").map(Node::elements).unwrap_or_default() {
        for (name, value) in event.members() {
            let at = match name.as_str() {
                "introduced" => At::Introduced,
                "fixed" => At::Fixed,
                "last_affected" => At::LastAffected,
                "limit" => At::Limit,
                _ => {
                    sink(Entry::Note(value.line, format!("{id}: the event `{}` is unknown", shown(name))));
                    continue;
                }
            };
            match value.scalar().map(str::trim).filter(|version| !version.is_empty()) {
                Some(version) => events.push(Event { at, version: version.to_owned() }),
                None => sink(Entry::Note(value.line, format!("{id}: the event `{name}` has no version"))),
            }
        }
    }
    if !events.iter().any(|event| event.at == At::Introduced) {
        sink(Entry::Note(node.line, format!("{id}: a range does not say where it begins; it counts from the first version on")));
        events.push(Event { at: At::Introduced, version: "0".to_owned() });
    }
    Some(Range { kind, events })
}
