//! Debian and what is made from it: `var/lib/dpkg/status` of an image, its parts in `status.d`, and the like of `opkg`.

use super::gathering::{Gathering, numbered, text_at};
use super::image::{Distribution, ends, purl};
use crate::component::{Component, Inventory};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::shown;
use crate::refusal::Refusal;
use std::collections::HashMap;

const STATUS: &str = "var/lib/dpkg/status";
const PARTS: &str = "var/lib/dpkg/status.d/";
const OPKG: &[&str] = &["usr/lib/opkg/status", "var/lib/opkg/status"];

/// Is it a status file of packages in the format of Debian?
pub(super) fn is_status(path: &str) -> bool {
    root(path).is_some()
}

/// The root of the image, empty or with `/` at its end.
fn root(path: &str) -> Option<&str> {
    for end in [STATUS].iter().chain(OPKG) {
        if ends(path, end) {
            return path.strip_suffix(end);
        }
    }
    let (before, name) = path.rsplit_once('/')?;
    let whole = &path[..=before.len()];
    (ends(whole, PARTS) && !name.ends_with(".md5sums")).then(|| whole.strip_suffix(PARTS)).flatten()
}

/// The fields of one paragraph that are of interest.
#[derive(Default)]
struct Paragraph<'t> {
    line: u32,
    fields: HashMap<&'static str, &'t str>,
    /// Further lines of what it needs.
    more: Vec<&'t str>,
}

const FIELDS: &[&str] = &["Package", "Status", "Version", "Architecture", "Source", "Maintainer", "Depends", "Pre-Depends", "Provides"];

/// Reads a status file.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let text = text_at(path, files)?;
    let root = root(path).unwrap_or_default();
    let distribution = Distribution::of(root, files);
    let is_opkg = OPKG.iter().any(|end| ends(path, end));
    let mut gathered = Gathering::default();
    let mut gone = 0_usize;
    let mut needs = Vec::new();
    for paragraph in paragraphs(&text)? {
        let said = |field: &str| paragraph.fields.get(field).copied().unwrap_or_default();
        let (name, version) = (said("Package"), said("Version"));
        // Of what has only its settings left, or never came, nothing is in the image.
        match said("Status").split_whitespace().nth(2) {
            Some("not-installed" | "config-files") => {
                gone += 1;
                continue;
            }
            None | Some("installed") => {}
            Some(state) => {
                gathered.note(paragraph.line, format!("`{}` is {}, not installed in full, and counts", shown(name), shown(state)))
            }
        }
        if name.is_empty() || version.is_empty() {
            let of = if name.is_empty() { "a package without name".to_owned() } else { format!("`{}`", shown(name)) };
            let missing = if name.is_empty() { "is not taken" } else { "has no version" };
            gathered.note(paragraph.line, format!("{of} {missing}"));
            if name.is_empty() {
                continue;
            }
        }
        let architecture = said("Architecture");
        let component = component(&paragraph, &distribution, is_opkg);
        let position = gathered.add(format!("{name}\0{version}\0{architecture}"), component);
        gathered.also(name, position);
        for provided in said("Provides").split(',').map(first_word).filter(|name| !name.is_empty()) {
            gathered.also(format!("provided\0{provided}"), position);
        }
        for list in [said("Pre-Depends"), said("Depends")].into_iter().chain(paragraph.more.iter().copied()) {
            let alternatives = list.split([',', '|']).map(first_word).filter(|name| !name.is_empty());
            needs.extend(alternatives.map(|need| (position, need)));
        }
    }
    for (who, need) in needs {
        // A package of the name itself comes before others that provide it; of alternatives each that is there is needed.
        let need = need.split(':').next().unwrap_or(need);
        let provided = format!("provided\0{need}");
        let key = if gathered.place(need).is_some() { need } else { provided.as_str() };
        gathered.needs(who, key);
    }
    if gone > 0 {
        gathered.note(1, format!("{gone} packages are removed or were never installed, and are left out"));
    }
    if !gathered.components.is_empty() {
        if distribution.id.is_empty() && !is_opkg {
            gathered.note(1, "no os-release tells the distribution; Debian is assumed, without its release");
        }
        gathered.note(1, "the status of packages does not tell what was asked for and what came with it");
    }
    Ok(gathered.into_inventory(true))
}

fn component(paragraph: &Paragraph<'_>, distribution: &Distribution, is_opkg: bool) -> Component {
    let said = |field: &str| paragraph.fields.get(field).copied().unwrap_or_default();
    let (name, version) = (said("Package"), said("Version"));
    // `Source: name (version)`; without it the source is of the same name, without version of the same version.
    let (source, source_version) = said("Source").split_once(" (").unwrap_or((said("Source"), ""));
    let source_version = source_version.trim_end_matches(')').trim();
    let source = if source.is_empty() { name } else { source.trim() };
    let upstream =
        if source_version.is_empty() || source_version == version { source.to_owned() } else { format!("{source}@{source_version}") };
    let release = distribution.name();
    let (kind, namespace) = match (is_opkg, distribution.id.as_str()) {
        (true, id) => ("opkg", id),
        (false, "") => ("deb", "debian"),
        (false, id) => ("deb", id),
    };
    let ecosystem: Option<Ecosystem> = (!is_opkg).then(|| distribution.debian());
    Component {
        ecosystem,
        name: name.to_owned(),
        version: version.to_owned(),
        purl: purl(kind, namespace, name, version, [("arch", said("Architecture")), ("distro", &release), ("upstream", &upstream)]),
        supplier: said("Maintainer").to_owned(),
        line: paragraph.line,
        ..Component::default()
    }
}

/// The name of a relation: `libc6:any` of `libc6:any (>= 2.34)`.
fn first_word(relation: &str) -> &str {
    relation.split_whitespace().next().unwrap_or_default()
}

/// Splits the text at empty lines. A line that is neither field nor continuation makes the file another one.
fn paragraphs(text: &str) -> Result<Vec<Paragraph<'_>>, Refusal> {
    let mut paragraphs = Vec::new();
    let mut open = Paragraph::default();
    let mut field = None;
    for (line, whole) in numbered(text) {
        if whole.trim().is_empty() {
            if open.line > 0 {
                paragraphs.push(std::mem::take(&mut open));
            }
            continue;
        }
        if open.line == 0 {
            open.line = line;
        }
        if whole.starts_with([' ', '\t']) {
            if matches!(field, Some(&("Depends" | "Pre-Depends"))) {
                open.more.push(whole);
            }
            continue;
        }
        if whole.starts_with('#') {
            continue;
        }
        let Some((name, value)) = whole.split_once(':').filter(|(name, _)| !name.is_empty() && !name.contains(char::is_whitespace)) else {
            return Err(Refusal::at(line, format!("`{}` is no field of a package", shown(whole))));
        };
        field = FIELDS.iter().find(|field| field.eq_ignore_ascii_case(name));
        if let Some(field) = field
            && open.fields.insert(field, value.trim()).is_some()
        {
            return Err(Refusal::at(line, format!("the field `{}` stands twice for one package", shown(name))));
        }
    }
    if open.line > 0 {
        paragraphs.push(open);
    }
    Ok(paragraphs)
}

#[cfg(test)]
mod tests {
    use crate::ecosystem::Ecosystem;
    use crate::locks::testing::{lines, notes, read, refused};

    #[test]
    fn packages_are_told_with_their_source_and_what_is_gone_is_not() {
        let text = "Package: libz1\nStatus: install ok installed\nArchitecture: amd64\nSource: zlib (1:1.2-3)\nVersion: 1:1.2-3+b1\nDepends: libc6:any (>= 2.3),\n gone | mail-agent\nDescription: x\n a: b\n\nPackage: libc6\nStatus: install ok unpacked\nArchitecture: amd64\nVersion: 2.36\n\nPackage: old\nStatus: deinstall ok config-files\nVersion: 1\n\nPackage: exim\nProvides: mail-agent (= 1)\nVersion: 4\n\nVersion: 9\n";
        let files = [("img/var/lib/dpkg/status", text), ("img/etc/os-release", "ID=ubuntu\nVERSION_ID=\"22.04\"\n")];
        let inventory = read("dpkg status", &files).expect("read");
        assert_eq!(
            lines(&inventory),
            ["1 libz1 1:1.2-3+b1 Unknown Shipped -> libc6, exim", "11 libc6 2.36 Unknown Shipped", "20 exim 4 Unknown Shipped"]
        );
        let first = &inventory.components[0];
        assert_eq!(first.purl, "pkg:deb/ubuntu/libz1@1:1.2-3%2Bb1?arch=amd64&distro=ubuntu-22.04&upstream=zlib%401:1.2-3");
        assert_eq!(first.ecosystem, Some(Ecosystem::Ubuntu));
        assert!(inventory.components[1].purl.ends_with("upstream=libc6"));
        for words in ["1 packages are removed", "`libc6` is unpacked", "a package without name is not taken"] {
            assert!(notes(&inventory, words), "{words}: {:?}", inventory.notes);
        }
    }

    #[test]
    fn places_and_lines_that_are_none() {
        use super::is_status;
        assert!(is_status("var/lib/dpkg/status") && is_status("a/var/lib/dpkg/status.d/foo") && is_status("r/usr/lib/opkg/status"));
        assert!(!is_status("avar/lib/dpkg/status") && !is_status("var/lib/dpkg/status.d/foo.md5sums") && !is_status("status"));
        refused("dpkg status", "Package: a\nasdf\n", 2, "no field");
        refused("dpkg status", "Package: a\nPackage: b\n", 2, "twice");
    }
}
