//! Alpine: `lib/apk/db/installed` of an image, with `etc/apk/world` for what was asked for by name.

use super::gathering::{Gathering, numbered, text_at};
use super::image::{Distribution, ends, purl};
use crate::component::{Component, Inventory};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::shown;
use crate::refusal::Refusal;

/// Is it the database of installed packages?
pub(super) fn is_installed(path: &str) -> bool {
    root(path).is_some()
}

/// The root of the image, empty or with `/` at its end.
fn root(path: &str) -> Option<&str> {
    ["usr/lib/apk/db/installed", "lib/apk/db/installed"].iter().find(|end| ends(path, end)).and_then(|end| path.strip_suffix(end))
}

#[derive(Default)]
struct Package<'t> {
    line: u32,
    name: &'t str,
    version: &'t str,
    architecture: &'t str,
    licence: &'t str,
    maintainer: &'t str,
    origin: &'t str,
    needs: &'t str,
    provides: &'t str,
}

/// Reads the database.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let text = text_at(path, files)?;
    let root = root(path).unwrap_or_default();
    let distribution = Distribution::of(root, files);
    let mut gathered = Gathering::default();
    for package in packages(&text)? {
        if package.name.is_empty() || package.version.is_empty() {
            let what = if package.name.is_empty() { "a package has no name" } else { "a package has no version" };
            gathered.note(package.line, format!("{what}: `{}`", shown(package.name)));
            if package.name.is_empty() {
                continue;
            }
        }
        take(&package, &distribution, &mut gathered);
    }
    let world = files.text(&format!("{root}etc/apk/world"));
    for asked in world.iter().flat_map(|world| world.split_whitespace()).filter(|asked| !asked.starts_with('!')) {
        let name = bare(asked);
        if !gathered.direct(name) {
            gathered.note(1, format!("etc/apk/world asks for `{}`, which is not installed", shown(name)));
        }
    }
    if !gathered.components.is_empty() {
        if distribution.id.is_empty() {
            gathered.note(1, "no os-release tells the distribution; Alpine is assumed, without its release");
        }
        if world.is_none() {
            gathered.note(1, "there is no etc/apk/world, so it is not known what was asked for and what came with it");
        }
    }
    Ok(gathered.into_inventory(true))
}

fn take(package: &Package<'_>, distribution: &Distribution, gathered: &mut Gathering) {
    let origin = if package.origin.is_empty() { package.name } else { package.origin };
    let namespace = if distribution.id.is_empty() { "alpine" } else { &distribution.id };
    let release = distribution.name();
    let qualifiers = [("arch", package.architecture), ("distro", release.as_str()), ("upstream", origin)];
    let component = Component {
        ecosystem: Some(Ecosystem::Alpine),
        name: package.name.to_owned(),
        version: package.version.to_owned(),
        purl: purl("apk", namespace, package.name, package.version, qualifiers),
        licence: package.licence.to_owned(),
        supplier: package.maintainer.to_owned(),
        line: package.line,
        ..Component::default()
    };
    let position = gathered.add(format!("{}\0{}\0{}", package.name, package.version, package.architecture), component);
    gathered.also(package.name, position);
    for provided in package.provides.split_whitespace() {
        gathered.also(bare(provided), position);
    }
    for need in package.needs.split_whitespace().filter(|need| !need.starts_with('!')) {
        gathered.needs(position, bare(need));
    }
}

/// A name without the version that is asked for and without the repository: `so:libc.so.1` of `so:libc.so.1=1`.
fn bare(asked: &str) -> &str {
    let end = asked.find(['=', '<', '>', '~', '@']).filter(|end| *end > 0).unwrap_or(asked.len());
    &asked[..end]
}

/// Splits the text at empty lines; each line is a letter, a colon, a value.
fn packages(text: &str) -> Result<Vec<Package<'_>>, Refusal> {
    let mut packages = Vec::new();
    let mut open = Package::default();
    for (line, whole) in numbered(text) {
        if whole.trim().is_empty() {
            if open.line > 0 {
                packages.push(std::mem::take(&mut open));
            }
            continue;
        }
        let Some((letter, value)) = whole.split_once(':').filter(|(letter, _)| letter.len() == 1) else {
            return Err(Refusal::at(line, format!("`{}` is no field of a package", shown(whole))));
        };
        if open.line == 0 {
            open.line = line;
        }
        let value = value.trim();
        match letter {
            "P" => open.name = value,
            "V" => open.version = value,
            "A" => open.architecture = value,
            "L" => open.licence = value,
            "m" => open.maintainer = value,
            "o" => open.origin = value,
            "D" => open.needs = value,
            "p" => open.provides = value,
            // Files, their owners and sums, triggers, times.
            _ => {}
        }
    }
    if open.line > 0 {
        packages.push(open);
    }
    Ok(packages)
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused};

    #[test]
    fn edges_go_by_what_is_provided_and_world_tells_what_is_direct() {
        let text = "C:Q1x=\nP:curl\nV:8.0-r1\nA:x86_64\nL:MIT\no:curl\nD:so:libz.so.1 !bad musl>=1.2\nF:etc\n\nP:zlib\nV:1.3-r0\nA:x86_64\no:zlib-src\np:so:libz.so.1=1.3\n\nP:musl\nV:1.2-r0\n\nP:x\n";
        let files = [
            ("r/lib/apk/db/installed", text),
            ("r/etc/apk/world", "curl\nmissing>1\n"),
            ("r/etc/os-release", "ID=alpine\nVERSION_ID=3.18.4\n"),
        ];
        let inventory = read("apk installed", &files).expect("read");
        assert_eq!(
            lines(&inventory),
            [
                "1 curl 8.0-r1 Direct Shipped -> zlib, musl",
                "10 zlib 1.3-r0 Transitive Shipped",
                "16 musl 1.2-r0 Transitive Shipped",
                "19 x  Unknown Shipped"
            ]
        );
        assert_eq!(inventory.components[1].purl, "pkg:apk/alpine/zlib@1.3-r0?arch=x86_64&distro=alpine-3.18.4&upstream=zlib-src");
        assert!(notes(&inventory, "`missing`") && notes(&inventory, "no version"));
        assert!(super::is_installed("lib/apk/db/installed") && super::is_installed("r/usr/lib/apk/db/installed"));
        refused("apk installed", "P:a\nasdf\n", 2, "no field");
    }
}
