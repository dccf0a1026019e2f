//! CocoaPods: `Podfile.lock`. Parts of a pod, `Pod/Part`, are told as the pod.

use super::gathering::{Gathering, text_at};
use crate::component::{Component, Inventory};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::{Node, What, shown};
use crate::refusal::Refusal;
use crate::yaml;

/// Reads `Podfile.lock`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = yaml::read_one(&text_at(path, files)?)?;
    let Some(pods) = root.get("PODS") else { return Err(Refusal::whole("`PODS` is missing: this is no Podfile.lock")) };
    if !pods.is_list() && pods.what != What::Null {
        return Err(Refusal::at(pods.line, "`PODS` is no list"));
    }
    let mut gathered = Gathering::default();
    for pod in pods.elements() {
        // `- Pod (1.0)`, or a map of it to what it needs.
        let (text, needs) = match pod.members() {
            [] => (pod.text().unwrap_or_default(), [].as_slice()),
            [(text, needs)] => (text.as_str(), needs.elements()),
            _ => return Err(Refusal::at(pod.line, "a pod is a map of several")),
        };
        let (name, version) = named(text);
        if name.is_empty() || version.is_empty() {
            return Err(Refusal::at(pod.line, format!("`{}` is no pod with a version", shown(text))));
        }
        let component = Component {
            ecosystem: Some(Ecosystem::CocoaPods),
            name: root_of(name).to_owned(),
            version: version.to_owned(),
            line: pod.line,
            ..Component::default()
        };
        let position = gathered.add(format!("{}\0{version}", root_of(name)), component);
        gathered.also(root_of(name), position);
        for need in needs.iter().filter_map(Node::text) {
            gathered.needs(position, root_of(named(need).0));
        }
    }
    for asked in root.get("DEPENDENCIES").map(Node::elements).unwrap_or_default() {
        let name = root_of(named(asked.text().unwrap_or_default()).0);
        if !gathered.direct(name) {
            gathered.note(asked.line, format!("the project asks for `{}`, which `PODS` does not hold", shown(name)));
        }
    }
    origins(&root, &mut gathered);
    if !gathered.components.is_empty() {
        gathered.note(
            1,
            "Podfile.lock does not tell targets, so pods of tests count as shipped; its checksums are those of descriptions, not of pods",
        );
    }
    Ok(gathered.into_inventory(true))
}

/// Pods that do not come from the usual place.
fn origins(root: &Node, gathered: &mut Gathering) {
    for (place, pods) in root.get("SPEC REPOS").map(Node::members).unwrap_or_default() {
        if place == "trunk" || place.contains("github.com/CocoaPods/Specs") || place.contains("cdn.cocoapods.org") {
            continue;
        }
        for name in pods.elements().iter().filter_map(Node::text) {
            set_origin(gathered, name, place);
        }
    }
    for (name, external) in root.get("EXTERNAL SOURCES").map(Node::members).unwrap_or_default() {
        let told = |key: &str| external.said(key).or_else(|| external.said(key.trim_start_matches(':')));
        let checked_out = root.at(&["CHECKOUT OPTIONS", name]);
        let commit = checked_out.and_then(|options| options.get(":commit").or_else(|| options.get("commit"))).and_then(Node::scalar);
        if let Some(address) = told(":git").or_else(|| told(":http")) {
            let revision = commit.or_else(|| told(":tag")).or_else(|| told(":commit")).or_else(|| told(":branch"));
            let origin = revision.map_or_else(|| address.to_owned(), |revision| format!("{address}#{revision}"));
            set_origin(gathered, name, &origin);
        } else if let Some(folder) = told(":path").or_else(|| told(":podspec")) {
            set_origin(gathered, name, folder);
            gathered.note(external.line, format!("`{}` is read from `{}`", shown(name), shown(folder)));
        }
    }
}

fn set_origin(gathered: &mut Gathering, name: &str, origin: &str) {
    if let Some(component) = gathered.place(root_of(name)).and_then(|position| gathered.components.get_mut(position)) {
        origin.clone_into(&mut component.origin);
    }
}

/// `Name` and what stands in brackets behind it.
fn named(text: &str) -> (&str, &str) {
    text.split_once(" (").map_or((text.trim(), ""), |(name, rest)| (name.trim(), rest.trim_end_matches(')').trim()))
}

fn root_of(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused};

    #[test]
    fn parts_of_a_pod_are_the_pod() {
        let text = "PODS:\n  - A (1.0):\n    - B/Core (~> 2)\n  - B/Core (2.1)\n  - B/More (2.1):\n    - B/Core\n  - C (3)\n\nDEPENDENCIES:\n  - A\n  - C (from `../c`)\n  - Gone\n\nEXTERNAL SOURCES:\n  C:\n    :git: https://h.test/c.git\n\nCHECKOUT OPTIONS:\n  C:\n    :commit: abc\n\nCOCOAPODS: 1.11.2\n";
        let inventory = read("Podfile.lock", &[("Podfile.lock", text)]).expect("read");
        assert_eq!(lines(&inventory), ["2 A 1.0 Direct Shipped -> B", "4 B 2.1 Transitive Shipped", "7 C 3 Direct Shipped"]);
        assert_eq!(inventory.components[2].origin, "https://h.test/c.git#abc");
        assert!(notes(&inventory, "`Gone`"));
        refused("Podfile.lock", "PODS:\n  - A\n", 2, "no pod with a version");
        refused("Podfile.lock", "", 0, "`PODS` is missing");
    }
}
