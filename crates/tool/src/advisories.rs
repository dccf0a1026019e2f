//! From folders, archives and files of advisories to an index, and an index on disk that is asked in place.

use anyhow::{Context, Result, bail};
use ignore::WalkBuilder;
use primum_model::{Config, Date};
use primum_soup::advisory::{self, Entry, Mark};
use primum_soup::index::{Builder, Index, Pages, Prepared, prepare};
use primum_soup::scan::{self, Scan, Stock};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The largest file of advisories that is read, in bytes; dumps come in archives of many small ones, feeds of the NVD in files of some 100 MB.
const LARGEST: u64 = 1 << 30;
/// How many times its size a file in an archive may have, once it is larger than [`SMALL`].
const RATIO: u64 = 200;
/// Below this size no file is a bomb.
const SMALL: u64 = 16 << 20;
/// How many bytes are read before threads turn them into advisories.
const BATCH: usize = 64 << 20;

/// An index in a file.
struct Paged(File, u64);

impl Pages for Paged {
    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> std::io::Result<()> {
        self.0.seek(SeekFrom::Start(offset))?;
        self.0.read_exact(into)
    }

    fn len(&self) -> u64 {
        self.1
    }
}

/// Opens an index.
///
/// # Errors
/// When it cannot be opened, or is none.
pub(crate) fn open(path: &Path) -> Result<Index<'static>> {
    let told = || format!("{} cannot be opened", path.display());
    let file = File::open(path).with_context(told)?;
    let length = file.metadata().with_context(told)?.len();
    Index::open(Paged(file, length)).with_context(|| path.display().to_string())
}

/// Asks the index that the project names, if it names one. What stands in the way is part of the stock: then nothing is known.
pub(crate) fn ask(root: &Path, config: &Config, stock: &mut Stock) {
    if config.soup.database.is_empty() {
        return;
    }
    stock.scan = Some(asked(root, config, stock).map_err(|error| format!("{error:#}")));
}

fn asked(root: &Path, config: &Config, stock: &Stock) -> Result<Scan> {
    let mut index = open(&root.join(&config.soup.database))?;
    let pinned = config.soup.database_hash.trim().trim_start_matches("sha256:");
    if !pinned.is_empty() && !pinned.eq_ignore_ascii_case(&index.info().hash) {
        bail!("{} has the hash {}, and `database-hash` pins {pinned}", config.soup.database, index.info().hash);
    }
    if !pinned.is_empty() {
        index.verify()?;
    }
    Ok(scan::run(&stock.inventories, &mut index)?)
}

/// What became of the sources.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// The bytes of the index.
    pub(crate) index: Vec<u8>,
    /// How many advisories are in it.
    pub(crate) advisories: usize,
    /// What was not taken, and why.
    pub(crate) refused: Vec<(String, String)>,
    /// What has to be said about what was taken.
    pub(crate) notes: Vec<String>,
}

/// A file of a source, read.
struct Found {
    path: String,
    bytes: Vec<u8>,
}

/// What one file gave.
struct Given {
    path: String,
    outcome: Result<Vec<Prepared>, String>,
    marks: Vec<Mark>,
    dates: Vec<Date>,
    notes: Vec<String>,
}

/// Compiles sources into one index. The same sources give the same bytes.
///
/// # Errors
/// When a source cannot be read at all. A single file that is no advisory is told in the result.
pub(crate) fn build(sources: &[PathBuf], today: Date) -> Result<Built> {
    let mut built = Built::default();
    let mut builder = Builder::new(today);
    for source in sources {
        let name = source.file_name().map_or_else(|| source.display().to_string(), |name| name.to_string_lossy().into_owned());
        let hash = walk(source, &mut |_| Ok(()), None)?;
        builder.source(&name, &hash);
        let mut batch: Vec<Found> = Vec::new();
        let mut size = 0;
        let mut aside = Vec::new();
        walk(
            source,
            &mut |found| {
                size += found.bytes.len();
                batch.push(found);
                if size >= BATCH {
                    size = 0;
                    take(std::mem::take(&mut batch), &mut builder, &mut built);
                }
                Ok(())
            },
            Some(&mut aside),
        )?;
        take(batch, &mut builder, &mut built);
        built.refused.append(&mut aside);
    }
    built.notes.extend(builder.notes().iter().cloned());
    built.advisories = builder.advisories();
    built.index = builder.finish();
    Ok(built)
}

/// Reads a batch on all processors, and takes it over in its order.
fn take(batch: Vec<Found>, builder: &mut Builder, built: &mut Built) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = batch.len().div_ceil(threads).max(1);
    let given: Vec<Vec<Given>> = std::thread::scope(|scope| {
        let running: Vec<_> = batch.chunks(share).map(|files| scope.spawn(move || files.iter().map(read).collect::<Vec<_>>())).collect();
        running.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let count: usize = given.iter().map(Vec::len).sum();
    if count < batch.len() {
        built.refused.push(("a part of the files".to_owned(), "reading them broke off".to_owned()));
    }
    for one in given.into_iter().flatten() {
        match one.outcome {
            Err(reason) => built.refused.push((one.path, reason)),
            Ok(prepared) => {
                one.dates.into_iter().for_each(|day| builder.dated(day));
                one.marks.iter().for_each(|mark| builder.mark(mark));
                prepared.into_iter().for_each(|advisory| builder.add(advisory));
                built.notes.extend(one.notes.into_iter().map(|note| format!("{}: {note}", one.path)));
            }
        }
    }
}

fn read(found: &Found) -> Given {
    let mut given = Given { path: found.path.clone(), outcome: Ok(Vec::new()), marks: Vec::new(), dates: Vec::new(), notes: Vec::new() };
    let mut advisories = Vec::new();
    let outcome = advisory::read(&found.path, &found.bytes, &mut |entry| match entry {
        Entry::Advisory(one) => advisories.push(*one),
        Entry::Mark(mark) => given.marks.push(mark),
        Entry::Dated(day) => given.dates.push(day),
        Entry::Note(line, note) => given.notes.push(format!("line {line}: {note}")),
    });
    given.outcome = match outcome {
        Ok(kind) => Ok(advisories.into_iter().map(|one| prepare(kind, one)).collect()),
        Err(refusal) => Err(refusal.to_string()),
    };
    given
}

/// Goes over the files of a source in the order of their paths, and gives the hash of all of them. Without `aside` only the hash is made.
fn walk(source: &Path, each: &mut dyn FnMut(Found) -> Result<()>, aside: Option<&mut Vec<(String, String)>>) -> Result<String> {
    let told = || format!("{} cannot be read", source.display());
    let mut hasher = Sha256::new();
    let mut hashed = |path: &str, bytes: &[u8]| {
        for part in [path.as_bytes(), bytes] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    };
    let wanted = aside.is_some();
    if source.is_dir() {
        let mut walk = WalkBuilder::new(source);
        walk.standard_filters(false).hidden(true).sort_by_file_path(Path::cmp);
        for entry in walk.build() {
            let entry = entry.with_context(told)?;
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let path = crate::disk::relative(entry.path(), source);
            let bytes = whole(&mut File::open(entry.path()).with_context(told)?, LARGEST).with_context(|| path.clone())?;
            hashed(&path, &bytes);
            if wanted {
                each(Found { path, bytes })?;
            }
        }
    } else {
        let name = source.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let mut file = File::open(source).with_context(told)?;
        let mut start = [0; 4];
        let length = file.read(&mut start).with_context(told)?;
        file.rewind().with_context(told)?;
        if start[..length] == *b"PK\x03\x04" {
            unpack(source, file, &mut hashed, each, aside)?;
        } else if start[..length].starts_with(&[0x1f, 0x8b]) {
            let bytes = whole(&mut flate2::read::MultiGzDecoder::new(file), LARGEST).with_context(told)?;
            hashed(&name, &bytes);
            if wanted {
                each(Found { path: name.trim_end_matches(".gz").to_owned(), bytes })?;
            }
        } else {
            let bytes = whole(&mut file, LARGEST).with_context(told)?;
            hashed(&name, &bytes);
            if wanted {
                each(Found { path: name, bytes })?;
            }
        }
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The files of an archive. Nothing is written to disk, so a name can lead nowhere; one that tries is told all the same.
fn unpack(
    source: &Path,
    file: File,
    hashed: &mut dyn FnMut(&str, &[u8]),
    each: &mut dyn FnMut(Found) -> Result<()>,
    mut aside: Option<&mut Vec<(String, String)>>,
) -> Result<()> {
    let told = || format!("{} is no archive that can be read", source.display());
    let mut archive = zip::ZipArchive::new(file).with_context(told)?;
    let mut order: Vec<(String, usize)> = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let Some(name) = archive.name_for_index(at) else { continue };
        match name {
            Ok(name) if name.ends_with('/') => {}
            Ok(name) => order.push((name.into_owned(), at)),
            Err(error) => {
                if let Some(aside) = &mut aside {
                    aside.push((format!("entry {at} of {}", source.display()), error.to_string()));
                }
            }
        }
    }
    order.sort();
    for (name, at) in order {
        let mut entry = archive.by_index(at).with_context(told)?;
        let mut refuse = |reason: String| {
            if let Some(aside) = &mut aside {
                aside.push((name.clone(), reason));
            }
        };
        if entry.enclosed_name().is_none() {
            refuse("its name leads out of the archive".to_owned());
            continue;
        }
        let (packed, limit) = (entry.compressed_size(), LARGEST);
        let most = limit.min(packed.saturating_mul(RATIO).max(SMALL));
        // What the archive says about sizes may be a lie: reading stops at the limit whatever it says.
        match whole(&mut entry, most) {
            Ok(bytes) => {
                hashed(&name, &bytes);
                if aside.is_some() {
                    each(Found { path: name, bytes })?;
                }
            }
            Err(error) => refuse(format!("{error:#}")),
        }
    }
    Ok(())
}

fn whole(input: &mut dyn Read, most: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        bail!("it is larger than {most} bytes, which is more than such a file can have");
    }
    Ok(bytes)
}
