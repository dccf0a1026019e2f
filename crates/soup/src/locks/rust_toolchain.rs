//! `rust-toolchain.toml` and `rust-toolchain`: which Rust builds the software, and so which standard library is built in.
//!
//! Source: the book of rustup, "Overrides: the toolchain file" and "Toolchains".

use super::{file_name, text_of};
use crate::component::{Component, Inventory, Relation};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::refusal::Refusal;
use crate::toml;

/// Is it a file that names the toolchain?
pub(super) fn fits(path: &str) -> bool {
    matches!(file_name(path), "rust-toolchain.toml" | "rust-toolchain")
}

/// Does rustup look at the file without an ending and not at this one?
pub(super) fn stands_back(path: &str, files: &Files) -> bool {
    file_name(path) == "rust-toolchain.toml" && Files::beside(path, "rust-toolchain").is_some_and(|other| files.bytes(&other).is_some())
}

/// Reads the standard library of the toolchain as the one component. A channel that moves gives no version.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let text = text_of(path, files)?;
    let mut inventory = Inventory::default();
    let mut library = Component {
        ecosystem: Some(Ecosystem::Cargo),
        name: "std".to_owned(),
        relation: Relation::Direct,
        line: 1,
        ..Component::default()
    };
    let plain = text.trim();
    // A file without ending may hold the bare name of the channel.
    let channel = if file_name(path) == "rust-toolchain" && plain.lines().count() == 1 && !plain.starts_with('[') {
        Some(plain.to_owned())
    } else {
        let root = toml::read(&text)?;
        let Some(toolchain) = root.get("toolchain") else { return Err(Refusal::at(1, "the table `[toolchain]` is missing")) };
        library.line = toolchain.get("channel").unwrap_or(toolchain).line;
        toolchain.said("channel").map(|channel| channel.trim().to_owned())
    };
    match channel.as_deref() {
        Some(channel) if !channel.is_empty() => match version(channel) {
            Some(version) => version.clone_into(&mut library.version),
            None => channel.clone_into(&mut library.range),
        },
        _ => inventory.notes.push((library.line, "no channel is named, so the version of the standard library is not known".to_owned())),
    }
    inventory.components.push(library);
    Ok(inventory)
}

/// The version that a channel pins: `1.95.0`, also with the host behind it. `1.95` takes any patch of it, `stable` whatever is the newest.
fn version(channel: &str) -> Option<&str> {
    let (version, host) = channel.split_once('-').map_or((channel, ""), |(version, host)| (version, host));
    let numbers: Vec<&str> = version.split('.').collect();
    let is_number = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (numbers.len() == 3 && numbers.iter().all(is_number) && !host.starts_with("beta")).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locks::{read, read_all};

    fn told(path: &str, text: &str) -> Result<(String, String, u32), String> {
        let files: Files = [(path.to_owned(), text.as_bytes().to_vec())].into_iter().collect();
        let inventory = read(path, &files).expect("a format").map_err(|refusal| refusal.to_string())?;
        assert!(!inventory.locked, "it pins nothing else");
        let library = &inventory.components[0];
        Ok((library.version.clone(), library.range.clone(), library.line))
    }

    #[test]
    fn a_channel_pins_a_version_or_none() {
        for (channel, version, range) in [
            ("1.95.0", "1.95.0", ""),
            ("1.95.0-x86_64-unknown-linux-gnu", "1.95.0", ""),
            ("1.95", "", "1.95"),
            ("stable", "", "stable"),
            ("nightly-2026-01-01", "", "nightly-2026-01-01"),
            ("1.96.0-beta.2", "", "1.96.0-beta.2"),
            ("1.2.x", "", "1.2.x"),
            ("", "", ""),
        ] {
            let wanted = |line| Ok((version.to_owned(), range.to_owned(), line));
            assert_eq!(told("a/rust-toolchain.toml", &format!("[toolchain]\nprofile = 'minimal'\nchannel = '{channel}'\n")), wanted(3));
            if !channel.is_empty() {
                assert_eq!(told("rust-toolchain", &format!("{channel}\n")), wanted(1));
            }
        }
        assert_eq!(told("rust-toolchain", "[toolchain]\nchannel = '1.95.0'\n"), Ok(("1.95.0".to_owned(), String::new(), 2)));
        assert_eq!(told("rust-toolchain.toml", "[toolchain]\npath = '/opt/rust'\n"), Ok((String::new(), String::new(), 1)));
        for bad in ["", "[toolchain", "channel = '1.95.0'"] {
            assert!(told("rust-toolchain.toml", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn of_both_files_the_one_that_rustup_takes_is_read() {
        let both = [("rust-toolchain", "1.90.0"), ("rust-toolchain.toml", "[toolchain]\nchannel = '1.95.0'\n")];
        let files: Files = both.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())).into_iter().collect();
        let (inventories, refused) = read_all(&files);
        let versions: Vec<&str> = inventories.iter().map(|one| one.components[0].version.as_str()).collect();
        assert_eq!((versions, refused.len()), (vec!["1.90.0"], 0));
    }
}
