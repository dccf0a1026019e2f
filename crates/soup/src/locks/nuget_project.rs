//! Project files of .NET: `PackageReference` with versions of its own or central ones, and what says that a package is a tool or for tests.

use super::gathering::{Gathering, Lines, text_at};
use crate::component::{Component, Inventory, Relation, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::shown;
use crate::refusal::Refusal;
use crate::xml;
use std::collections::HashMap;

/// How often properties are followed, and how long a value may become: properties can name each other.
const ROUNDS: usize = 16;
const LENGTH: usize = 4096;

/// Is it a project of C#, F# or Visual Basic?
pub(super) fn is_project(path: &str) -> bool {
    super::file_name(path)
        .rsplit_once('.')
        .is_some_and(|(_, extension)| ["csproj", "fsproj", "vbproj"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Is it a file that holds for all projects below its folder?
pub(super) fn is_central(path: &str) -> bool {
    matches!(super::file_name(path), "Directory.Packages.props" | "Directory.Build.props")
}

/// The name of a project: that of its file.
pub(super) fn stem(path: &str) -> &str {
    let name = super::file_name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Does a lock file beside this project tell more than the project itself?
pub(super) fn is_locked(path: &str, files: &Files) -> bool {
    is_project(path)
        && [format!("packages.{}.lock.json", stem(path).replace(' ', "_")), "packages.lock.json".to_owned()]
            .iter()
            .any(|lock| Files::beside(path, lock).is_some_and(|lock| files.bytes(&lock).is_some()))
}

/// What a project asks for.
#[derive(Default)]
pub(super) struct Project {
    references: Vec<Reference>,
    /// By the name in small letters: does nothing of the package get into the program, private to the build and not compiled against?
    tools: HashMap<String, bool>,
    /// Central versions by the name in small letters.
    versions: HashMap<String, String>,
    properties: HashMap<String, String>,
    /// Is it a project of tests?
    pub(super) is_test: bool,
    notes: Vec<(u32, String)>,
}

struct Reference {
    name: String,
    version: String,
    line: u32,
}

impl Project {
    /// What the project uses this package for.
    pub(super) fn scope_of(&self, name: &str) -> Scope {
        match self.tools.get(&name.to_lowercase()) {
            Some(true) => Scope::Development,
            _ if self.is_test => Scope::Test,
            _ => Scope::Shipped,
        }
    }

    /// The value with its properties filled in; `None` where one is not known.
    fn filled(&self, value: &str) -> Option<String> {
        let mut value = value.to_owned();
        for _ in 0..ROUNDS {
            let Some(start) = value.find("$(") else { return Some(value) };
            let length = value[start..].find(')')?;
            let property = self.properties.get(&value[start + 2..start + length].trim().to_lowercase())?;
            value.replace_range(start..=start + length, property);
            if value.len() > LENGTH {
                return None;
            }
        }
        None
    }

    fn take(&mut self, text: &str, central: Option<&str>) -> Result<(), Refusal> {
        let document = xml::read(text)?;
        let lines = Lines::new(text);
        let root = document.root_element();
        if root.tag_name().name() != "Project" {
            return Err(Refusal::at(lines.of(root.range().start), "the root is not `Project`: this is no project file"));
        }
        for element in root.descendants().filter(roxmltree::Node::is_element) {
            let tag = element.tag_name().name();
            let told =
                |name: &str| element.attribute(name).or_else(|| xml::said(element, name)).map(str::trim).filter(|text| !text.is_empty());
            if element.parent().is_some_and(|parent| parent.tag_name().name() == "PropertyGroup") {
                let value = element.text().unwrap_or_default().trim();
                if tag == "IsTestProject" {
                    self.is_test |= value.eq_ignore_ascii_case("true");
                }
                let conditional = is_conditional(element);
                if conditional {
                    self.properties.entry(tag.to_lowercase()).or_insert_with(|| value.to_owned());
                } else {
                    self.properties.insert(tag.to_lowercase(), value.to_owned());
                }
                continue;
            }
            if !matches!(tag, "PackageReference" | "PackageVersion" | "GlobalPackageReference") {
                continue;
            }
            let line = if central.is_some() { 1 } else { lines.of(element.range().start) };
            if element.has_attribute("Remove") {
                continue;
            }
            let Some(name) = told("Include").or_else(|| told("Update")) else {
                self.notes.push((line, format!("a {tag} names no package")));
                continue;
            };
            let version = told("VersionOverride").or_else(|| told("Version")).unwrap_or_default();
            if tag == "PackageVersion" {
                self.versions.insert(name.to_lowercase(), version.to_owned());
                continue;
            }
            if is_conditional(element) {
                self.notes.push((line, format!("`{}` is asked for under a condition, which is not evaluated", shown(name))));
            }
            if let Some(central) = central {
                self.notes.push((line, format!("`{}` is asked for in `{central}`", shown(name))));
            }
            let lists = |name: &str, asset: &str| told(name).map(|list| list.split(';').any(|one| one.trim().eq_ignore_ascii_case(asset)));
            let private = lists("PrivateAssets", "all") == Some(true);
            let compiled = lists("IncludeAssets", "compile").is_none_or(|compiled| compiled || lists("IncludeAssets", "all") == Some(true))
                && lists("ExcludeAssets", "compile") != Some(true)
                && lists("ExcludeAssets", "all") != Some(true);
            self.is_test |= name.eq_ignore_ascii_case("Microsoft.NET.Test.Sdk");
            for name in name.split(';').map(str::trim).filter(|name| !name.is_empty()) {
                let tool = tag == "GlobalPackageReference" || (private && !compiled);
                self.tools.entry(name.to_lowercase()).and_modify(|all| *all &= tool).or_insert(tool);
                self.references.push(Reference { name: name.to_owned(), version: version.to_owned(), line });
            }
        }
        Ok(())
    }
}

/// Does a condition stand at the element or around it? Project files are flat; deeper nesting has no meaning in them.
fn is_conditional(element: roxmltree::Node<'_, '_>) -> bool {
    element.ancestors().take(8).any(|outer| outer.has_attribute("Condition"))
}

/// Reads a project with what stands above it for all projects.
pub(super) fn evaluate(path: &str, files: &Files) -> Result<Project, Refusal> {
    let mut project = Project::default();
    for central in ["Directory.Build.props", "Directory.Packages.props"] {
        let Some(place) = above(path, central, files) else { continue };
        let text = text_at(&place, files)?;
        if let Err(refusal) = project.take(&text, Some(&place)) {
            project.notes.push((1, format!("`{place}` is not read: {refusal}")));
        }
    }
    project.take(&text_at(path, files)?, None)?;
    Ok(project)
}

/// The nearest file of this name in the folder of the path or above.
fn above(path: &str, name: &str, files: &Files) -> Option<String> {
    let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    loop {
        let place = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        if files.bytes(&place).is_some() {
            return Some(place);
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

/// Reads a project as an inventory of its own.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let project = evaluate(path, files)?;
    let mut gathered = Gathering::default();
    for reference in &project.references {
        let name = reference.name.to_lowercase();
        let stated = if reference.version.is_empty() { project.versions.get(&name).map_or("", String::as_str) } else { &reference.version };
        let mut component = Component {
            ecosystem: Some(Ecosystem::NuGet),
            name: reference.name.clone(),
            scope: project.scope_of(&name),
            relation: Relation::Direct,
            line: reference.line,
            ..Component::default()
        };
        match project.filled(stated) {
            Some(version) if version.is_empty() => {
                gathered.note(reference.line, format!("no version is stated for `{}`", shown(&reference.name)));
            }
            Some(version) => match exact(&version) {
                Some(version) => version.clone_into(&mut component.version),
                None => component.range = version,
            },
            None => {
                gathered.note(reference.line, format!("the version `{}` of `{}` cannot be told", shown(stated), shown(&reference.name)));
                stated.clone_into(&mut component.range);
            }
        }
        gathered.add(format!("{name}\0{}\0{}", component.version, component.range), component);
    }
    for (line, note) in project.notes {
        gathered.note(line, note);
    }
    if !gathered.components.is_empty() {
        gathered.note(1, "there is no packages.lock.json, so what the packages bring with them is not known");
    }
    Ok(gathered.into_inventory(false))
}

/// The version that restoring takes: a single one is the lowest that is allowed, and the lowest is taken.
fn exact(version: &str) -> Option<&str> {
    let single = version.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(version).trim();
    (!single.is_empty() && !single.contains(['[', ']', '(', ')', ',', '*', '$', ' '])).then_some(single)
}

#[cfg(test)]
mod tests {
    use crate::files::Files;
    use crate::locks::read_all;
    use crate::locks::testing::{lines, notes, read, refused};

    const CENTRAL: &str = r#"<Project><PropertyGroup><V>2.0</V><Loop>$(Loop)</Loop></PropertyGroup><ItemGroup>
<PackageVersion Include="B" Version="$(V).1" /><PackageVersion Include="L" Version="$(Loop)" />
<GlobalPackageReference Include="G" Version="9" /></ItemGroup></Project>"#;
    const PROJECT: &str = r#"<Project><ItemGroup>
<PackageReference Include="A" Version="1.0.0" />
<PackageReference Include="b" />
<PackageReference Include="C" VersionOverride="[3,4)" />
<PackageReference Include="D" Condition="'$(OS)'=='Unix'"><Version>[5]</Version></PackageReference>
<PackageReference Include="E" />
<PackageReference Include="L" />
<PackageReference Version="1" /></ItemGroup></Project>"#;

    #[test]
    fn versions_are_their_own_or_central_ones() {
        let files = [("a/b/x.csproj", PROJECT), ("Directory.Packages.props", CENTRAL)];
        let inventory = read("NuGet project", &files).expect("a project");
        assert_eq!(
            lines(&inventory),
            [
                "1 G 9 Direct Development",
                "2 A 1.0.0 Direct Shipped",
                "3 b 2.0.1 Direct Shipped",
                "4 C  (asks [3,4)) Direct Shipped",
                "5 D 5 Direct Shipped",
                "6 E  Direct Shipped",
                "7 L  (asks $(Loop)) Direct Shipped",
            ]
        );
        for words in ["condition", "no version is stated for `E`", "`$(Loop)` of `L` cannot be told", "names no package"] {
            assert!(notes(&inventory, words), "{words}: {:?}", inventory.notes);
        }
        assert!(!inventory.locked);
        refused("NuGet project", "<Other/>", 1, "not `Project`");
    }

    #[test]
    fn a_project_with_a_lock_stands_back() {
        let lock = b"{\"version\": 1, \"dependencies\": {}}".to_vec();
        let files: Files =
            [("a/x.csproj", PROJECT.as_bytes().to_vec()), ("a/packages.lock.json", lock), ("b/x.fsproj", PROJECT.as_bytes().to_vec())]
                .into_iter()
                .map(|(path, bytes)| (path.to_owned(), bytes))
                .collect();
        let (inventories, refused) = read_all(&files);
        let read: Vec<&str> = inventories.iter().map(|inventory| inventory.file.as_str()).collect();
        assert_eq!((read, refused.len()), (vec!["a/packages.lock.json", "b/x.fsproj"], 0));
    }
}
