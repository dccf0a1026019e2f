//! The archive of a release: written with fixed times in a fixed order, and read as what a stranger may have made.

use crate::store::local::sha256;
use anyhow::{Context, Result, bail};
use primum_evidence::baseline::inside;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The list of digests in an archive.
pub(crate) const DIGESTS: &str = "MANIFEST.sha256";
/// The largest file that is read from an archive, in bytes.
const LARGEST: u64 = 1 << 30;
/// The most bytes that are read from an archive.
const MOST: u64 = 8 << 30;
/// The most files that are read from an archive.
const FILES: usize = 500_000;
/// How many times its size a file in an archive may have, once it is larger than [`SMALL`].
const RATIO: u64 = 200;
/// Below this size no file is a bomb.
const SMALL: u64 = 16 << 20;

/// The bytes of an archive of these files. The same files and the same time give the same bytes.
///
/// Nothing is compressed: what a compressor gives depends on its version and on the processor, and these bytes are compared in ten years.
pub(crate) fn write(files: &BTreeMap<String, Vec<u8>>, seconds: i64) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(time(seconds))
        .unix_permissions(0o644)
        .large_file(false);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut digests = String::new();
    if files.contains_key(DIGESTS) {
        bail!("a file of the project is called {DIGESTS}, as the list of digests in an archive is");
    }
    for (path, bytes) in files {
        inside(path).map_err(anyhow::Error::msg)?;
        let _ = writeln!(digests, "{}  {path}", sha256(bytes));
    }
    let all = std::iter::once((DIGESTS, digests.as_bytes())).chain(files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())));
    for (path, bytes) in all {
        zip.start_file(path, options)
            .and_then(|()| Ok(zip.write_all(bytes)?))
            .with_context(|| format!("{path} does not go into an archive"))?;
    }
    Ok(zip.finish().context("the archive cannot be ended")?.into_inner())
}

/// The time as archives hold it: from 1980 on, every other second.
fn time(seconds: i64) -> DateTime {
    let made = jiff::Timestamp::from_second(seconds).ok().map(|at| at.to_zoned(jiff::tz::TimeZone::UTC));
    let part = |number: i8| u8::try_from(number).unwrap_or(0);
    let told = made.and_then(|at| {
        let year = u16::try_from(at.year()).ok()?;
        DateTime::from_date_and_time(year, part(at.month()), part(at.day()), part(at.hour()), part(at.minute()), part(at.second())).ok()
    });
    told.unwrap_or_default()
}

/// Hands out each file of an archive, in the order of the archive. Nothing is written to disk.
///
/// # Errors
/// It is no archive, or one that nobody who means well makes: names that lead out or stand twice, links, folders that are files, files that
/// grow without end.
pub(crate) fn read(path: &Path, each: &mut dyn FnMut(&str, Vec<u8>) -> Result<()>) -> Result<()> {
    let told = || format!("{} is no archive that can be read", path.display());
    let mut zip = ZipArchive::new(File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?).with_context(told)?;
    if zip.len() > FILES {
        bail!("{} holds more than {FILES} files", path.display());
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut total: u64 = 0;
    for at in 0..zip.len() {
        let name = match zip.name_for_index(at) {
            Some(Ok(name)) => name.into_owned(),
            _ => bail!("{}: entry {at} has no name that can be read", path.display()),
        };
        let mut entry = zip.by_index(at).with_context(told)?;
        if let Err(why) = inside(&name) {
            bail!("{}: {why}", path.display());
        }
        if !entry.is_file() || entry.unix_mode().is_some_and(|mode| mode & 0o170_000 != 0o100_000 && mode & 0o170_000 != 0) {
            bail!("{}: {name} is no file", path.display());
        }
        if !seen.insert(name.clone()) {
            bail!("{}: {name} stands in it twice", path.display());
        }
        let most = LARGEST.min(entry.compressed_size().saturating_mul(RATIO).max(SMALL));
        let mut bytes = Vec::new();
        // What the archive says about sizes may be a lie: reading stops at the limit whatever it says.
        (&mut entry).take(most + 1).read_to_end(&mut bytes).with_context(|| format!("{}: {name} cannot be read", path.display()))?;
        total += bytes.len() as u64;
        if bytes.len() as u64 > most || total > MOST {
            bail!("{}: {name} is larger than such a file can be", path.display());
        }
        each(&name, bytes)?;
    }
    Ok(())
}
