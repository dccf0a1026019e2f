//! A `pom.xml` and its parents as one model: properties, managed versions, and what is asked for.

use super::gathering::Lines;
use crate::refusal::Refusal;
use crate::xml::{self, child, children, said};
use roxmltree::Node;
use std::collections::HashMap;

/// How often properties are followed, and how long a value may become: properties can name each other.
const ROUNDS: usize = 16;
const LENGTH: usize = 4096;

/// What one file asks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Dependency {
    pub(super) group: String,
    pub(super) artifact: String,
    pub(super) version: String,
    pub(super) scope: String,
    pub(super) kind: String,
    pub(super) classifier: String,
    pub(super) system_path: String,
    pub(super) profile: Option<String>,
    pub(super) is_plugin: bool,
    /// Does a plugin ask for something itself?
    pub(super) asks: bool,
    pub(super) line: u32,
}

/// The file above.
#[derive(Clone, Debug)]
pub(super) struct Parent {
    pub(super) group: String,
    pub(super) artifact: String,
    pub(super) version: String,
    pub(super) path: String,
    pub(super) line: u32,
}

/// One file.
#[derive(Default)]
pub(super) struct Pom {
    pub(super) group: Option<String>,
    pub(super) artifact: String,
    version: Option<String>,
    pub(super) licence: String,
    pub(super) parent: Option<Parent>,
    properties: HashMap<String, String>,
    managed: HashMap<String, Managed>,
    boms: Vec<Dependency>,
    pub(super) dependencies: Vec<Dependency>,
}

/// What is said about a dependency in advance.
#[derive(Clone, Default)]
pub(super) struct Managed {
    pub(super) version: String,
    pub(super) scope: String,
}

/// Two parts of a file where something may be asked for, and the profile to which they belong.
type Part<'a, 'd> = (Node<'a, 'd>, Option<String>);

impl Pom {
    /// Reads one file.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        let document = xml::read(text)?;
        let lines = Lines::new(text);
        let root = document.root_element();
        if root.tag_name().name() != "project" {
            return Err(Refusal::at(lines.of(root.range().start), "the root is not `project`: this is no pom.xml"));
        }
        let owned = |node: Node<'_, '_>, name: &str| said(node, name).map(str::to_owned);
        let mut pom = Self {
            group: owned(root, "groupId"),
            artifact: owned(root, "artifactId").unwrap_or_default(),
            version: owned(root, "version"),
            ..Self::default()
        };
        let licences =
            child(root, "licenses").map(|list| children(list, "license").filter_map(|licence| said(licence, "name")).collect::<Vec<_>>());
        pom.licence = licences.unwrap_or_default().join(" OR ");
        pom.parent = child(root, "parent").map(|parent| Parent {
            group: owned(parent, "groupId").unwrap_or_default(),
            artifact: owned(parent, "artifactId").unwrap_or_default(),
            version: owned(parent, "version").unwrap_or_default(),
            path: match child(parent, "relativePath") {
                Some(path) => path.text().unwrap_or_default().trim().to_owned(),
                None => "../pom.xml".to_owned(),
            },
            line: lines.of(parent.range().start),
        });
        let profiles = child(root, "profiles").map(|list| children(list, "profile").collect::<Vec<_>>()).unwrap_or_default();
        let mut parts: Vec<Part<'_, '_>> = vec![(root, None)];
        for profile in profiles {
            parts.push((profile, Some(said(profile, "id").unwrap_or("?").to_owned())));
        }
        for (part, profile) in parts {
            pom.take(part, profile.as_ref(), &lines);
        }
        Ok(pom)
    }

    fn take(&mut self, part: Node<'_, '_>, profile: Option<&String>, lines: &Lines) {
        let active = profile.is_none()
            || child(part, "activation").and_then(|activation| said(activation, "activeByDefault")).is_some_and(|truth| truth == "true");
        for property in child(part, "properties").into_iter().flat_map(|list| list.children()).filter(Node::is_element) {
            let (name, value) = (property.tag_name().name().to_owned(), property.text().unwrap_or_default().trim().to_owned());
            // A profile that is not active gives a value only where nothing else does.
            if active {
                self.properties.insert(name, value);
            } else {
                self.properties.entry(name).or_insert(value);
            }
        }
        let listed = |place: Option<Node<'_, '_>>, list: &str, entry: &str| -> Vec<Dependency> {
            let Some(list) = place.and_then(|place| child(place, list)) else { return Vec::new() };
            children(list, entry).map(|node| dependency(node, profile, lines)).collect()
        };
        for dependency in listed(child(part, "dependencyManagement"), "dependencies", "dependency") {
            if dependency.scope == "import" {
                self.boms.push(dependency);
            } else {
                self.manage(&dependency);
            }
        }
        self.dependencies.extend(listed(Some(part), "dependencies", "dependency"));
        let build = child(part, "build");
        for plugin in listed(build.and_then(|build| child(build, "pluginManagement")), "plugins", "plugin") {
            self.manage(&as_plugin(plugin));
        }
        self.dependencies.extend(listed(build, "plugins", "plugin").into_iter().map(as_plugin));
    }

    fn manage(&mut self, dependency: &Dependency) {
        let managed = Managed { version: dependency.version.clone(), scope: dependency.scope.clone() };
        self.managed.entry(key(&dependency.group, &dependency.artifact, &dependency.kind, &dependency.classifier)).or_insert(managed);
    }
}

fn dependency(node: Node<'_, '_>, profile: Option<&String>, lines: &Lines) -> Dependency {
    let told = |name: &str| said(node, name).unwrap_or_default().to_owned();
    Dependency {
        group: told("groupId"),
        artifact: told("artifactId"),
        version: told("version"),
        scope: told("scope"),
        kind: told("type"),
        classifier: told("classifier"),
        system_path: told("systemPath"),
        profile: profile.cloned(),
        is_plugin: false,
        asks: child(node, "dependencies").is_some(),
        line: lines.of(node.range().start),
    }
}

fn as_plugin(mut plugin: Dependency) -> Dependency {
    if plugin.group.is_empty() {
        "org.apache.maven.plugins".clone_into(&mut plugin.group);
    }
    "maven-plugin".clone_into(&mut plugin.kind);
    plugin.is_plugin = true;
    plugin
}

fn key(group: &str, artifact: &str, kind: &str, classifier: &str) -> String {
    let kind = if kind.is_empty() { "jar" } else { kind };
    format!("{group}\0{artifact}\0{kind}\0{classifier}")
}

/// A file and those above it, the nearest first.
pub(super) struct Model {
    pub(super) poms: Vec<Pom>,
}

impl Model {
    pub(super) fn new(pom: Pom) -> Self {
        Self { poms: vec![pom] }
    }

    /// Group, artifact and version of the project itself; a parent lends what is not said.
    pub(super) fn own(&self) -> Option<(String, String, String)> {
        let artifact = self.filled(&self.poms[0].artifact).filter(|artifact| !artifact.is_empty())?;
        Some((self.value("project.groupId").unwrap_or_default(), artifact, self.filled("${project.version}").unwrap_or_default()))
    }

    /// What is managed for this dependency; names in management may be properties too.
    pub(super) fn managed(&self, group: &str, artifact: &str, kind: &str, classifier: &str) -> Managed {
        let key = key(group, artifact, kind, classifier);
        self.poms.iter().find_map(|pom| pom.managed.get(&key)).cloned().unwrap_or_default()
    }

    /// The lists of versions that are imported.
    pub(super) fn boms(&self) -> Vec<String> {
        let filled = |text: &str| self.filled(text).unwrap_or_else(|| text.to_owned());
        let boms = self.poms.iter().flat_map(|pom| &pom.boms);
        boms.map(|bom| format!("{}:{}:{}", filled(&bom.group), filled(&bom.artifact), filled(&bom.version))).collect()
    }

    /// The text with its properties filled in; `None` where one is not known or names itself.
    pub(super) fn filled(&self, text: &str) -> Option<String> {
        let mut text = text.to_owned();
        for _ in 0..ROUNDS {
            let Some(start) = text.find("${") else { return Some(text) };
            let length = text[start..].find('}')?;
            let value = self.value(&text[start + 2..start + length])?;
            text.replace_range(start..=start + length, &value);
            if text.len() > LENGTH {
                return None;
            }
        }
        None
    }

    fn value(&self, name: &str) -> Option<String> {
        let pom = &self.poms[0];
        let parent = pom.parent.as_ref();
        let lent = |own: &Option<String>, lent: fn(&Parent) -> &String| own.clone().or_else(|| parent.map(lent).cloned());
        match name.strip_prefix("project.").or_else(|| name.strip_prefix("pom.")).unwrap_or(name) {
            "version" if name != "version" || !self.has("version") => lent(&pom.version, |parent| &parent.version),
            "groupId" if name != "groupId" || !self.has("groupId") => lent(&pom.group, |parent| &parent.group),
            "artifactId" if name != "artifactId" || !self.has("artifactId") => Some(pom.artifact.clone()),
            "parent.version" if name != "parent.version" => parent.map(|parent| parent.version.clone()),
            "parent.groupId" if name != "parent.groupId" => parent.map(|parent| parent.group.clone()),
            _ => self.poms.iter().find_map(|pom| pom.properties.get(name)).cloned(),
        }
    }

    fn has(&self, property: &str) -> bool {
        self.poms.iter().any(|pom| pom.properties.contains_key(property))
    }
}
