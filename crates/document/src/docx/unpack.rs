//! Reads the zip of a template as what a stranger may have made: bounded in every direction, in memory alone.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The largest template, the largest part in it, and the most that all parts may have together, in bytes.
const FILE: usize = 32 << 20;
const PART: u64 = 32 << 20;
const ALL: u64 = 96 << 20;
/// The most parts.
const PARTS: usize = 2000;
/// The longest name of a part.
const NAME: usize = 240;

/// The parts of a file by name.
///
/// # Errors
/// It is no zip, or one that nobody who means well makes.
pub(super) fn parts(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, String> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err("it is a file of an older Word, or one with a password; save it as .docx without one".to_owned());
    }
    if bytes.len() > FILE {
        return Err(format!("it is larger than {} MB", FILE >> 20));
    }
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|why| format!("it is no file of Word: {why}"))?;
    if zip.len() > PARTS {
        return Err(format!("it has more than {PARTS} parts"));
    }
    let mut parts = BTreeMap::new();
    let mut all: u64 = 0;
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).map_err(|why| format!("part {at} cannot be read: {why}"))?;
        if entry.is_dir() {
            continue;
        }
        let name = match entry.name() {
            Ok(name) => name.trim_start_matches('/').to_owned(),
            Err(_) => return Err(format!("part {at} has no name that can be read")),
        };
        let odd = |step: &str| step.is_empty() || step == "." || step == "..";
        if name.len() > NAME || name.contains(['\\', ':', '\0']) || name.split('/').any(odd) {
            return Err("a part has a name that leads elsewhere".to_owned());
        }
        // What the file says of sizes may be a lie: reading stops at the limit whatever it says.
        let mut content = Vec::new();
        (&mut entry).take(PART + 1).read_to_end(&mut content).map_err(|why| format!("{name} cannot be read: {why}"))?;
        all += content.len() as u64;
        if content.len() as u64 > PART || all > ALL {
            return Err(format!("{name} is larger than a part of a template can be"));
        }
        if parts.insert(name.clone(), content).is_some() {
            return Err(format!("{name} stands in it twice"));
        }
    }
    Ok(parts)
}
