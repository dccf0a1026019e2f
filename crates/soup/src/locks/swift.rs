//! Swift: `Package.resolved` of versions 1, 2 and 3.

use super::gathering::{Gathering, text_at};
use super::revision::bare_address;
use crate::component::{Component, Inventory};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::json;
use crate::node::{Node, shown};
use crate::refusal::Refusal;

/// Reads `Package.resolved`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = json::read(&text_at(path, files)?)?;
    let mut gathered = Gathering::default();
    let version = root.get("version").and_then(Node::scalar).unwrap_or_default();
    if !matches!(version, "1" | "2" | "3") {
        gathered.note(1, format!("version {} of this format is not known; it is read as version 3", shown(version)));
    }
    let Some(pins) = root.get("pins").or_else(|| root.at(&["object", "pins"])).filter(|node| node.is_list()) else {
        return Err(Refusal::whole("`pins` is missing: this is no Package.resolved"));
    };
    for pin in pins.elements() {
        let address = pin.said("location").or_else(|| pin.said("repositoryURL")).unwrap_or_default();
        let identity = pin.said("identity").or_else(|| pin.said("package")).unwrap_or_default();
        let Some(state) = pin.get("state").filter(|_| !identity.is_empty() || !address.is_empty()) else {
            return Err(Refusal::at(pin.line, "a pin has no name or no state"));
        };
        let mut component = Component {
            ecosystem: Some(Ecosystem::Swift),
            // A package of a registry has no address; its identity is `scope.name`.
            name: if address.is_empty() { identity.to_owned() } else { bare_address(address) },
            origin: address.to_owned(),
            line: pin.line,
            ..Component::default()
        };
        if let Some(version) = state.said("version") {
            version.clone_into(&mut component.version);
        } else if let Some(revision) = state.said("revision") {
            revision.clone_into(&mut component.version);
            let of = state.said("branch").map(|branch| format!(" of the branch `{}`", shown(branch))).unwrap_or_default();
            gathered
                .note(pin.line, format!("`{}` is pinned to a commit{of}, which has no place in the order of versions", shown(identity)));
        } else {
            gathered.note(pin.line, format!("`{}` has neither version nor revision", shown(identity)));
        }
        gathered.add(format!("{}\0{}", component.name, component.version), component);
    }
    if !gathered.components.is_empty() {
        gathered.note(1, "Package.resolved does not tell what the project asks for and what comes with it, nor what only tests use");
    }
    Ok(gathered.into_inventory(true))
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused, told};

    #[test]
    fn all_versions_of_the_format_are_read() {
        let first = r#"{"object": {"pins": [
{"package": "A", "repositoryURL": "https://github.com/x/a.git", "state": {"branch": null, "revision": "abc", "version": "1.0.0"}}]}, "version": 1}"#;
        assert_eq!(told("Package.resolved", &[("Package.resolved", first)]), ["2 github.com/x/a 1.0.0 Unknown Shipped"]);
        let later = r#"{"originHash": "x", "pins": [
{"identity": "b", "kind": "remoteSourceControl", "location": "git@github.com:x/b.git", "state": {"branch": "main", "revision": "abc"}},
{"identity": "scope.c", "kind": "registry", "location": "", "state": {"version": "2.0.0"}}], "version": 3}"#;
        let inventory = read("Package.resolved", &[("Package.resolved", later)]).expect("read");
        assert_eq!(lines(&inventory), ["2 github.com/x/b abc Unknown Shipped", "3 scope.c 2.0.0 Unknown Shipped"]);
        assert!(notes(&inventory, "pinned to a commit of the branch `main`"));
        refused("Package.resolved", "{\"pins\": [\n{}]}", 2, "no name or no state");
        refused("Package.resolved", "{}", 0, "`pins` is missing");
    }
}
