//! The pictures that records name: read from where the project is read, and from nowhere else.

use crate::origin::Origin;
use anyhow::Result;
use ignore::overrides::Override;
use primum_document::Images;
use std::collections::HashSet;

/// The largest picture that is read, in bytes.
const LARGEST: u64 = 20 << 20;
/// The most bytes of pictures that are read.
const MOST: u64 = 1 << 30;

/// Reads them. What is a file of the project is what a clean checkout has: no links, nothing that git ignores.
///
/// # Errors
/// Git does not answer.
pub(super) fn read(origin: &Origin, paths: &[String]) -> Result<Images> {
    let mut images = Images::default();
    if paths.is_empty() {
        return Ok(images);
    }
    let there: HashSet<String> = origin.files(&Override::empty()).into_iter().collect();
    let (found, lost): (Vec<&String>, Vec<&String>) = paths.iter().partition(|path| there.contains(*path));
    for path in lost {
        let why = "no file of the project is called so; links, hidden files and what git ignores do not count";
        images.add(path.clone(), Err(why.to_owned()));
    }
    let names: Vec<&str> = found.iter().map(|path| path.as_str()).collect();
    let mut total: u64 = 0;
    origin.read_each(&names, LARGEST, &mut |at, read| {
        let read = read.and_then(|bytes| {
            total += bytes.len() as u64;
            if total > MOST { Err(format!("the pictures before it have {MOST} bytes, and no more are read")) } else { Ok(bytes) }
        });
        if let Some(path) = names.get(at) {
            images.add((*path).to_owned(), read);
        }
    })?;
    Ok(images)
}
