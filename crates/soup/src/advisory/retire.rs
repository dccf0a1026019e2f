//! RetireJS: a repository of libraries of JavaScript, each with the versions between which it is vulnerable.

use super::range::{At, Range};
use super::{Advisory, Affected, Entry, Sink, Subject, line_of, severity_of};
use crate::node::Node;
use crate::refusal::Refusal;

/// Is this the repository?
pub(super) fn is_one(root: &Node) -> bool {
    let members = root.members();
    !members.is_empty()
        && members.iter().all(|(_, node)| node.is_map())
        && members.iter().any(|(_, node)| {
            let list = node.get("vulnerabilities").map(Node::elements).unwrap_or_default();
            list.iter().any(|one| one.get("below").is_some() || one.get("atOrAbove").is_some())
        })
}

/// Reads the repository. Its entries have no identifiers of their own; they are counted per library.
pub(super) fn read(path: &str, root: &Node, sink: Sink<'_>) -> Result<(), Refusal> {
    let file = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".json");
    for (library, node) in root.members() {
        if library == "retire-example" {
            continue;
        }
        // A library that npm does not have under this name may be another one there.
        let names: Vec<&str> = match node.said("npmname") {
            Some(name) => vec![name],
            None => vec![library.as_str()],
        };
        for (position, one) in node.get("vulnerabilities").map(Node::elements).unwrap_or_default().iter().enumerate() {
            let id = format!("RETIREJS-{library}-{file}-{}", position + 1);
            let mut advisory = Advisory { made: true, ..Advisory::default() };
            if let Some(identifiers) = one.get("identifiers") {
                for (key, value) in identifiers.members() {
                    match key.as_str() {
                        "CVE" => {
                            let listed = value.elements().iter().chain(value.text().is_some().then_some(value));
                            advisory.aliases.extend(listed.filter_map(Node::text).map(|name| name.trim().to_owned()));
                        }
                        "githubID" => advisory.aliases.extend(value.text().map(str::to_owned)),
                        "summary" => advisory.summary = line_of(value.text().unwrap_or("")),
                        _ => {}
                    }
                }
            }
            advisory.url = one.get("info").and_then(|info| info.elements().first()?.text()).unwrap_or("").to_owned();
            advisory.severity = one.said("severity").and_then(severity_of);
            let from = one.get("atOrAbove").and_then(Node::scalar).unwrap_or("0").to_owned();
            let mut events = vec![(At::Introduced, from)];
            events.extend(one.get("below").and_then(Node::scalar).map(|end| (At::Fixed, end.to_owned())));
            if events.len() == 1 && one.get("atOrAbove").is_none() {
                sink(Entry::Note(one.line, format!("{id}: no version is stated; every version counts as affected")));
            }
            for name in &names {
                let mut affected = Affected::of(Subject::Package { ecosystem: "npm".to_owned(), name: (*name).to_owned() });
                affected.ranges.push(Range::of(events.clone()));
                let excluded = one.get("excludes").map(Node::elements).unwrap_or_default();
                if !excluded.is_empty() {
                    let list: Vec<&str> = excluded.iter().filter_map(Node::scalar).collect();
                    affected.condition = format!("not in {}", list.join(", "));
                }
                advisory.affected.push(affected);
            }
            advisory.id = id;
            sink(Entry::Advisory(Box::new(advisory)));
        }
    }
    Ok(())
}
