//! SPDX as tags with values, to the nodes that the same document in JSON would give.

use crate::node::{Node, What, shown};
use crate::refusal::Refusal;

/// Does a line name the version of SPDX as this notation does?
pub(crate) fn is_one(text: &str) -> bool {
    text.lines().take(1_000).any(|line| line.trim_start().starts_with("SPDXVersion:"))
}

/// What the lines speak of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Document,
    Package,
    File,
    /// Snippets, licences, reviews, annotations: nothing of these is taken.
    Other,
}

type Members = Vec<(String, Node)>;

#[derive(Default)]
struct Parts {
    root: Members,
    packages: Vec<Node>,
    files: Vec<Node>,
    relationships: Vec<Node>,
}

/// Reads the text.
pub(crate) fn read(text: &str) -> Result<Node, Refusal> {
    let mut parts = Parts::default();
    let mut subject = Subject::Document;
    let mut lines = (1_u32..).zip(text.lines());
    while let Some((line, raw)) = lines.next() {
        let trimmed = raw.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let Some((tag, value)) = trimmed.split_once(':') else {
            return Err(Refusal::at(line, format!("`{}` is no tag with a value", shown(trimmed))));
        };
        let (tag, mut value) = (tag.trim(), value.trim().to_owned());
        if tag.is_empty() || !tag.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Refusal::at(line, format!("`{}` is no tag", shown(tag))));
        }
        if let Some(begun) = value.strip_prefix("<text>") {
            let mut whole = begun.to_owned();
            // The end is looked for in each new line only, so that a long text is read once.
            let mut ended = begun.contains("</text>");
            while !ended {
                let Some((_, more)) = lines.next() else { return Err(Refusal::at(line, "a text does not end with `</text>`")) };
                whole.push('\n');
                whole.push_str(more);
                ended = more.contains("</text>");
            }
            value = whole.split("</text>").next().unwrap_or("").trim().to_owned();
        }
        subject = parts.take(subject, tag, &value, line)?;
    }
    let Parts { mut root, packages, files, relationships } = parts;
    for (name, list) in [("packages", packages), ("files", files), ("relationships", relationships)] {
        root.push((name.to_owned(), Node { line: 1, what: What::List(list) }));
    }
    Ok(Node { line: 1, what: What::Map(root) })
}

impl Parts {
    fn take(&mut self, subject: Subject, tag: &str, value: &str, line: u32) -> Result<Subject, Refusal> {
        let said = text(line, value);
        match (tag, subject) {
            ("PackageName", _) => {
                self.packages.push(map(line, vec![("name".to_owned(), said)]));
                return Ok(Subject::Package);
            }
            ("FileName", _) => {
                self.files.push(map(line, Vec::new()));
                return Ok(Subject::File);
            }
            ("SnippetSPDXID" | "LicenseID" | "Reviewer" | "Annotator", _) => return Ok(Subject::Other),
            ("SPDXVersion", _) => once(&mut self.root, "spdxVersion", said)?,
            ("SPDXID", Subject::Document) => once(&mut self.root, "SPDXID", said)?,
            ("SPDXID", Subject::File) => {
                if let Some(files) = self.packages.last_mut().and_then(|package| list(package, "hasFiles")) {
                    files.push(said);
                }
            }
            ("Relationship", _) => {
                let words: Vec<&str> = value.split_whitespace().collect();
                let [from, kind, to, ..] = words[..] else {
                    return Err(Refusal::at(line, format!("`{}` is no relationship", shown(value))));
                };
                let members = [("spdxElementId", from), ("relationshipType", kind), ("relatedSpdxElement", to)];
                let members = members.map(|(name, value)| (name.to_owned(), text(line, value))).into();
                self.relationships.push(map(line, members));
            }
            (_, Subject::Package) => self.package(tag, value, line)?,
            _ => {}
        }
        Ok(subject)
    }

    fn package(&mut self, tag: &str, value: &str, line: u32) -> Result<(), Refusal> {
        let Some(package) = self.packages.last_mut() else { return Ok(()) };
        let name = match tag {
            "SPDXID" => "SPDXID",
            "PackageVersion" => "versionInfo",
            "PackageSupplier" => "supplier",
            "PackageOriginator" => "originator",
            "PackageLicenseConcluded" => "licenseConcluded",
            "PackageLicenseDeclared" => "licenseDeclared",
            "PackageChecksum" => {
                let (algorithm, digest) =
                    value.split_once(':').ok_or_else(|| Refusal::at(line, format!("`{}` is no checksum", shown(value))))?;
                let members =
                    vec![("algorithm".to_owned(), text(line, algorithm.trim())), ("checksumValue".to_owned(), text(line, digest.trim()))];
                if let Some(checksums) = list(package, "checksums") {
                    checksums.push(map(line, members));
                }
                return Ok(());
            }
            "ExternalRef" => {
                let words: Vec<&str> = value.split_whitespace().collect();
                let [_, kind, locator] = words[..] else {
                    return Err(Refusal::at(line, format!("`{}` is no external reference", shown(value))));
                };
                let members = vec![("referenceType".to_owned(), text(line, kind)), ("referenceLocator".to_owned(), text(line, locator))];
                if let Some(references) = list(package, "externalRefs") {
                    references.push(map(line, members));
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        match &mut package.what {
            What::Map(members) => once(members, name, text(line, value)),
            _ => Ok(()),
        }
    }
}

fn once(members: &mut Members, name: &str, node: Node) -> Result<(), Refusal> {
    if members.iter().any(|(held, _)| held == name) {
        return Err(Refusal::at(node.line, format!("`{name}` is given twice")));
    }
    members.push((name.to_owned(), node));
    Ok(())
}

/// The list of this name in a package, which is there afterwards.
fn list<'n>(package: &'n mut Node, name: &str) -> Option<&'n mut Vec<Node>> {
    let line = package.line;
    let What::Map(members) = &mut package.what else { return None };
    let position = members.iter().position(|(held, _)| held == name).unwrap_or_else(|| {
        members.push((name.to_owned(), Node { line, what: What::List(Vec::new()) }));
        members.len() - 1
    });
    match &mut members.get_mut(position)?.1.what {
        What::List(list) => Some(list),
        _ => None,
    }
}

fn text(line: u32, value: &str) -> Node {
    Node { line, what: What::Text(value.to_owned()) }
}

fn map(line: u32, members: Members) -> Node {
    Node { line, what: What::Map(members) }
}
