//! PlatformIO: libraries, platforms and packages that the environments of `platformio.ini` ask for.

use super::gathering::{Gathering, numbered, text_at};
use super::revision;
use crate::component::{Component, Inventory, Relation, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::shown;
use crate::refusal::Refusal;
use std::collections::HashMap;

/// How often `${section.option}` and `extends` are followed for one option, and how many values the whole file may become by it.
const ROUNDS: usize = 256;
const VALUES: usize = 1_000_000;

/// The values of an option with their lines.
type Values = Vec<(u32, String)>;

/// The options of every section.
type Sections = HashMap<String, HashMap<String, Values>>;

/// Reads `platformio.ini`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let (sections, order) = sections(&text_at(path, files)?)?;
    let mut gathered = Gathering::default();
    let further = option(&sections, "platformio", "extra_configs");
    if let Some(values) = further {
        let line = values.first().map_or(1, |(line, _)| *line);
        gathered.note(line, "`extra_configs` names further files, which are not read");
    }
    let mut left = VALUES;
    for section in order.iter().filter(|section| *section == "env" || section.starts_with("env:")) {
        // The framework of the tests is a library as well, and only tests use it.
        let framework = inherited(&sections, section, "test_framework").and_then(|values| values.first()).map(|(_, name)| name.as_str());
        for name in ["lib_deps", "platform", "platform_packages"] {
            let Some(values) = inherited(&sections, section, name) else { continue };
            for (line, value) in filled(&sections, section, values, &mut left)? {
                if value.starts_with("${") && further.is_none() && !value.starts_with("${sysenv.") {
                    return Err(Refusal::at(line, format!("`{}` is not set", shown(&value))));
                }
                if let Some(component) = asked(&value, line, name, framework, &mut gathered) {
                    gathered
                        .add(format!("{}\0{}\0{}\0{}", component.name, component.version, component.range, component.origin), component);
                }
            }
        }
    }
    if !gathered.components.is_empty() {
        gathered.note(1, "platformio.ini does not tell what libraries and platforms bring with them");
    }
    Ok(gathered.into_inventory(false))
}

/// The options of every section, and the sections in their order.
fn sections(text: &str) -> Result<(Sections, Vec<String>), Refusal> {
    let mut sections = Sections::new();
    let mut order = Vec::new();
    let mut open: Option<(String, Option<String>)> = None;
    for (line, whole) in numbered(text) {
        let entry = whole.split(" ;").next().unwrap_or(whole).trim();
        if entry.is_empty() || entry.starts_with([';', '#']) {
            continue;
        }
        if let Some(name) = entry.strip_prefix('[').filter(|_| !whole.starts_with([' ', '\t'])).and_then(|rest| rest.strip_suffix(']')) {
            if sections.insert(name.to_owned(), HashMap::new()).is_some() {
                return Err(Refusal::at(line, format!("the section `{}` stands twice", shown(name))));
            }
            order.push(name.to_owned());
            open = Some((name.to_owned(), None));
            continue;
        }
        let Some((section, option)) = &mut open else {
            return Err(Refusal::at(line, "a line stands before any section: this is no platformio.ini"));
        };
        let Some(options) = sections.get_mut(section.as_str()) else { continue };
        if whole.starts_with([' ', '\t']) {
            let Some(option) = option else { return Err(Refusal::at(line, "a value stands before any option")) };
            options.entry(option.clone()).or_default().push((line, entry.to_owned()));
            continue;
        }
        let Some((name, value)) = entry.split_once('=').or_else(|| entry.split_once(':')) else {
            return Err(Refusal::at(line, format!("`{}` is no option", shown(entry))));
        };
        let name = name.trim().to_owned();
        let values = if value.trim().is_empty() { Vec::new() } else { vec![(line, value.trim().to_owned())] };
        if options.insert(name.clone(), values).is_some() {
            return Err(Refusal::at(line, format!("the option `{}` stands twice in one section", shown(&name))));
        }
        *option = Some(name);
    }
    if order.is_empty() {
        return Err(Refusal::whole("no section is there: this is no platformio.ini"));
    }
    Ok((sections, order))
}

fn option<'s>(sections: &'s Sections, section: &str, name: &str) -> Option<&'s Values> {
    sections.get(section).and_then(|options| options.get(name))
}

/// An option of a section, or of those that it `extends`, or what `[env]` says for all environments.
fn inherited<'s>(sections: &'s Sections, section: &str, name: &str) -> Option<&'s Values> {
    let mut rest = vec![section];
    for _ in 0..ROUNDS {
        let Some(section) = rest.pop() else { break };
        if let Some(values) = option(sections, section, name) {
            return Some(values);
        }
        let bases = option(sections, section, "extends").into_iter().flatten();
        // Of several the last one named counts first.
        rest.extend(bases.flat_map(|(_, bases)| bases.split(',')).map(str::trim).filter(|base| !base.is_empty()).take(ROUNDS));
    }
    if section.starts_with("env:") { option(sections, "env", name) } else { None }
}

/// The values, one for each library, with `${section.option}` filled in where that is set.
fn filled(sections: &Sections, section: &str, values: &Values, left: &mut usize) -> Result<Values, Refusal> {
    let mut done: Values = Vec::new();
    let mut rest: Values = values.iter().rev().cloned().collect();
    let mut rounds = 0;
    while let Some((line, value)) = rest.pop() {
        *left = left.checked_sub(1).ok_or_else(|| Refusal::at(line, format!("options name each other up to more than {VALUES} values")))?;
        let several = separate(&value);
        if several.len() > 1 {
            rest.extend(several.into_iter().rev().map(|one| (line, one.to_owned())));
            continue;
        }
        let Some(value) = several.first() else { continue };
        let reference = value.strip_prefix("${").and_then(|inner| inner.strip_suffix('}'));
        let place = reference.and_then(|reference| reference.rsplit_once('.'));
        let place = place.map(|(place, name)| (if place == "this" { section } else { place }, name));
        match place.and_then(|(place, name)| inherited(sections, place, name)) {
            Some(values) => {
                rounds += 1;
                if rounds > ROUNDS {
                    return Err(Refusal::at(line, "options name each other without end"));
                }
                rest.extend(values.iter().rev().map(|(line, value)| (*line, value.clone())));
            }
            None => done.push((line, (*value).to_owned())),
        }
    }
    Ok(done)
}

/// The entries of a line. A comma separates them, and also stands in ranges: what follows tells, `name@>1,<2` and `one,two`.
fn separate(value: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    let mut start = 0;
    for (at, _) in value.match_indices(',') {
        let next = value[at + 1..].trim_start();
        let apart = value[at + 1..].starts_with([' ', '\t']);
        let in_range =
            next.starts_with(['<', '>', '=', '!', '^', '~', '*']) || (!apart && next.starts_with(|first: char| first.is_ascii_digit()));
        if !in_range {
            entries.push(value[start..at].trim());
            start = at + 1;
        }
    }
    entries.push(value[start..].trim());
    entries.retain(|entry| !entry.is_empty());
    entries
}

/// What one entry asks for: `owner/name@^1.2`, `name`, `name=https://…#v1`, `https://….git`.
fn asked(entry: &str, line: u32, option: &str, framework: Option<&str>, gathered: &mut Gathering) -> Option<Component> {
    if entry.is_empty() {
        return None;
    }
    if entry.contains("${") {
        gathered.note(line, format!("`{}` is not told here", shown(entry)));
        return None;
    }
    let mut component = Component { relation: Relation::Direct, line, ..Component::default() };
    let address_at = entry.find("://").or_else(|| entry.find("git@"));
    if let Some(middle) = address_at {
        let start = entry[..middle].rfind(['=', '@', ' ']).map_or(0, |before| before + 1);
        let start = if entry[middle..].starts_with("git@") { middle } else { start };
        let (address, asked) = entry[start..].split_once('#').unwrap_or((&entry[start..], ""));
        let (address, asked) = (address.trim(), asked.trim());
        if ["symlink://", "file://"].iter().any(|scheme| address.starts_with(scheme)) {
            gathered.note(line, format!("`{}` is a folder, and no version is told", shown(address)));
            component.name = entry[..start].trim_end_matches(['=', '@', ' ']).to_owned();
            if component.name.is_empty() {
                component.name = address.rsplit('/').next().unwrap_or(address).to_owned();
            }
        } else {
            let (ecosystem, name) = revision::place(address);
            component.ecosystem = Some(ecosystem);
            component.name = name;
        }
        address.clone_into(&mut component.origin);
        match revision::exact(asked) {
            Some(version) => version.clone_into(&mut component.version),
            None => asked.clone_into(&mut component.range),
        }
    } else {
        let (name, version) = entry.split_once('@').unwrap_or((entry, ""));
        let version = version.trim();
        component.ecosystem = Some(Ecosystem::PlatformIo);
        name.trim().clone_into(&mut component.name);
        if version.starts_with(|first: char| first.is_ascii_digit()) && !version.contains([',', '*', ' ']) {
            version.clone_into(&mut component.version);
        } else {
            version.clone_into(&mut component.range);
        }
    }
    if component.version.is_empty() {
        gathered.note(line, format!("`{}` has no exact version", shown(&component.name)));
    }
    let short = component.name.rsplit('/').next().unwrap_or_default();
    component.scope = match option {
        "lib_deps" if framework.is_some_and(|framework| framework.eq_ignore_ascii_case(short)) => Scope::Test,
        "platform_packages" if short.starts_with("tool") => Scope::Development,
        // A platform is how to build; the frameworks that it brings are in the program, and are not told here.
        "platform" => Scope::Development,
        _ => Scope::Shipped,
    };
    Some(component)
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused};

    #[test]
    fn libraries_of_all_environments_are_asked_for() {
        let text = "; c\n[common]\nlib_deps =\n  nanopb/Nanopb@^0.4.7 ; why\n[env]\nplatform_packages = toolchain-gccarmnoneeabi@>1.80\n[env:a]\nplatform = ststm32@17.6.0\nlib_deps =\n  ${common.lib_deps}\n  https://github.com/x/y.git#v1.2\n  z=https://h.test/z.git#main\n[env:native]\ntest_framework = googletest\nlib_deps = googletest@1.12.1, nanopb/Nanopb@^0.4.7\n  symlink://../own\n";
        let inventory = read("platformio.ini", &[("platformio.ini", text)]).expect("read");
        assert_eq!(
            lines(&inventory),
            [
                "6 toolchain-gccarmnoneeabi  (asks >1.80) Direct Development",
                "4 nanopb/Nanopb  (asks ^0.4.7) Direct Shipped",
                "11 x/y v1.2 Direct Shipped",
                "12 https://h.test/z.git  (asks main) Direct Shipped",
                "8 ststm32 17.6.0 Direct Development",
                "15 googletest 1.12.1 Direct Test",
                "16 own  Direct Shipped",
            ]
        );
        assert!(!inventory.locked && notes(&inventory, "is a folder"));
    }

    #[test]
    fn bases_are_followed_and_commas_told_from_ranges() {
        let text = "[base]\nlib_deps = a,b@>1, <2,c@1.0, ${more.list},\n[more]\nlist =\n[deep]\nextends = base\n[env:x]\nextends = deep\n";
        let inventory = read("platformio.ini", &[("platformio.ini", text)]).expect("read");
        assert_eq!(lines(&inventory), ["2 a  Direct Shipped", "2 b  (asks >1, <2) Direct Shipped", "2 c 1.0 Direct Shipped"]);
        let elsewhere = "[platformio]\nextra_configs = x.ini\n[env:a]\nlib_deps = ${x.list}\n";
        let inventory = read("platformio.ini", &[("platformio.ini", elsewhere)]).expect("read");
        assert!(inventory.components.is_empty() && notes(&inventory, "`${x.list}` is not told here"), "{:?}", inventory.notes);
    }

    #[test]
    fn circles_and_what_is_no_option_are_refused() {
        refused("platformio.ini", "[env:a]\nlib_deps = ${env:a.lib_deps}\n", 2, "without end");
        refused("platformio.ini", "[env:a]\nlib_deps = ${gone.lib_deps}\n", 2, "is not set");
        refused("platformio.ini", "[env:a]\nhello\n", 2, "no option");
        refused("platformio.ini", "a = 1\n", 1, "before any section");
        refused("platformio.ini", "[a]\n[a]\n", 2, "twice");
    }
}
