//! Gradle: `gradle.lockfile`, `buildscript-gradle.lockfile`, and the older lock file of one configuration.

use super::gathering::{Gathering, numbered, text_at};
use crate::component::{Component, Inventory, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::shown;
use crate::refusal::Refusal;

/// Configurations of the usual plugins that build or check and add nothing to the program.
const TOOLS: &[&str] = &[
    "annotationProcessor",
    "checkstyle",
    "codenarc",
    "detekt",
    "developmentOnly",
    "errorprone",
    "jacocoAgent",
    "jacocoAnt",
    "kapt",
    "kotlinBuildToolsApiClasspath",
    "kotlinCompilerClasspath",
    "kotlinCompilerPluginClasspath",
    "ktlint",
    "pmd",
    "pmdAux",
    "protobufToolsLocator",
    "spotbugs",
    "spotbugsPlugins",
];

/// Is it a lock file of Gradle?
pub(super) fn is_lock(path: &str) -> bool {
    matches!(super::file_name(path), "gradle.lockfile" | "buildscript-gradle.lockfile")
        || (path.ends_with(".lockfile") && path.split('/').rev().nth(1) == Some("dependency-locks"))
}

/// Reads a lock file.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let text = text_at(path, files)?;
    let name = super::file_name(path);
    let of_build = name.starts_with("buildscript");
    // In the older form the file is named after the one configuration it is of.
    let of_file = name.strip_suffix(".lockfile").filter(|name| !matches!(*name, "gradle" | "buildscript-gradle"));
    let mut gathered = Gathering::default();
    for (line, entry) in numbered(&text) {
        let entry = entry.trim();
        if entry.is_empty() || entry.starts_with('#') {
            continue;
        }
        let (coordinates, configurations) = match (entry.split_once('='), of_file) {
            (Some(("empty", _)), _) => continue,
            (Some(parts), _) => parts,
            (None, Some(configuration)) => (entry, configuration),
            (None, None) => return Err(Refusal::at(line, format!("`{}` is no `group:artifact:version=configurations`", shown(entry)))),
        };
        let mut parts = coordinates.split(':').map(str::trim);
        let (Some(group), Some(artifact), Some(version), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(Refusal::at(line, format!("`{}` is no `group:artifact:version`", shown(coordinates))));
        };
        if group.is_empty() || artifact.is_empty() || version.is_empty() {
            return Err(Refusal::at(line, format!("a part of `{}` is empty", shown(coordinates))));
        }
        let scope = if of_build { Scope::Development } else { configurations.split(',').map(scope).min().unwrap_or_default() };
        gathered.add(
            coordinates,
            Component {
                ecosystem: Some(Ecosystem::Maven),
                name: format!("{group}:{artifact}"),
                version: version.to_owned(),
                scope,
                line,
                ..Component::default()
            },
        );
    }
    if !gathered.components.is_empty() {
        gathered.note(1, "a lock file of Gradle does not tell what the project asks for and what comes with it");
    }
    Ok(gathered.into_inventory(true))
}

/// What a configuration is for, by its name; one that is not known counts as shipped.
fn scope(configuration: &str) -> Scope {
    let configuration = configuration.trim();
    if TOOLS.contains(&configuration) {
        Scope::Development
    } else if configuration.starts_with("test") || configuration.contains("Test") {
        Scope::Test
    } else {
        Scope::Shipped
    }
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{notes, read, refused, told};

    #[test]
    fn the_configurations_tell_what_a_component_is_for() {
        let text =
            "# a comment\na:b:1.0=compileClasspath,testRuntimeClasspath\na:c:2=testCompileClasspath\na:d:3=annotationProcessor\nempty=x\n";
        let lines = ["2 a:b 1.0 Unknown Shipped", "3 a:c 2 Unknown Test", "4 a:d 3 Unknown Development"];
        assert_eq!(told("gradle.lockfile", &[("gradle.lockfile", text)]), lines);
        let of_build = told("gradle.lockfile", &[("buildscript-gradle.lockfile", "a:b:1.0=classpath\n")]);
        assert_eq!(of_build, ["1 a:b 1.0 Unknown Development"]);
        let older = told("gradle.lockfile", &[("gradle/dependency-locks/testRuntime.lockfile", "a:b:1.0\n")]);
        assert_eq!(older, ["1 a:b 1.0 Unknown Test"]);
        let inventory = read("gradle.lockfile", &[("gradle.lockfile", text)]).expect("read");
        assert!(inventory.locked && notes(&inventory, "does not tell"));
    }

    #[test]
    fn what_is_no_coordinate_is_refused_with_its_line() {
        refused("gradle.lockfile", "a:b:1=c\n>>>\n", 2, "is no `group:artifact:version=");
        refused("gradle.lockfile", "a:b=c\n", 1, "is no `group:artifact:version`");
        refused("gradle.lockfile", "a::1=c\n", 1, "empty");
    }
}
