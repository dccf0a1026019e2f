//! What CycloneDX asks of an object beyond what each member is: which belong together, and which exclude each other.

use crate::node::Node;
use crate::refusal::Refusal;

/// A licence has an identifier or a name.
pub(crate) fn license(node: &Node, _version: u8) -> Result<(), Refusal> {
    one_of(node, &["id", "name"], "licence")
}

/// A range of versions is for what others provide, and stands instead of a version.
pub(crate) fn component(node: &Node, _version: u8) -> Result<(), Refusal> {
    let Some(range) = node.get("versionRange") else { return Ok(()) };
    if node.get("version").is_some() {
        return Err(Refusal::at(range.line, "a component has `version` and `versionRange`"));
    }
    if !node.is_true("isExternal") {
        return Err(Refusal::at(range.line, "a component has `versionRange` and is not `isExternal`"));
    }
    Ok(())
}

/// A citation points in one way, and tells whose it is.
pub(crate) fn citation(node: &Node, _version: u8) -> Result<(), Refusal> {
    one_of(node, &["pointers", "expressions"], "citation")?;
    if node.get("attributedTo").is_none() && node.get("process").is_none() {
        return Err(Refusal::at(node.line, "a citation has neither `attributedTo` nor `process`"));
    }
    Ok(())
}

fn one_of(node: &Node, names: &[&str], what: &str) -> Result<(), Refusal> {
    let held: Vec<&&str> = names.iter().filter(|name| node.get(name).is_some()).collect();
    match held.len() {
        1 => Ok(()),
        0 => Err(Refusal::at(node.line, format!("a {what} has neither `{}`", names.join("` nor `")))),
        _ => Err(Refusal::at(node.line, format!("a {what} has both `{}`", names.join("` and `")))),
    }
}
