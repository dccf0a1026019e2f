//! The index of advisories: one file, written once, of which a scan reads only what it asks for.
//!
//! ```text
//! header       magic, version, SHA-256 of all that follows it, length, sections
//! info         sources, ecosystems, counts
//! directory    where the entries of a hash begin
//! entries      hash of a key, place of its posting
//! postings     of a package: what each advisory says of its versions; of an identifier: its advisories
//! advisories   place of the head, group
//! heads        what an advisory says of itself
//! groups       names that mean the same vulnerability, with what CISA and EPSS say
//! ```
//! Numbers of fixed width are little endian. To open it takes two reads, to ask for a package three, whatever the size.

mod builder;
mod codec;
mod head;
mod key;
mod posting;
mod prepared;

pub use builder::Builder;
pub use prepared::{Prepared, prepare};

pub(crate) use head::{Group, Head};
pub(crate) use key::{key_of_package, key_of_product};
pub(crate) use posting::Posting;

use crate::scan::{IndexInfo, SourceInfo};
use codec::In;
use key::{bucket_of, hash_of, key_of_name};
use sha2::{Digest, Sha256};
use std::fmt;

const MAGIC: &[u8; 8] = b"PRIMVULN";
const VERSION: u32 = 1;
/// Where the hashed part begins.
const HASHED: usize = 44;
const SECTIONS: usize = 8;
/// Magic, version, hash, length, then offset and length of every section.
const HEADER: usize = HASHED + 8 + SECTIONS * 16;
const ENTRY: u64 = 20;
const ADVISORY: u64 = 16;
const GROUP: u64 = 12;

/// Bytes that are read where they are asked for: a file, or a slice.
pub trait Pages {
    /// Fills `into` with the bytes from `offset` on.
    ///
    /// # Errors
    /// If it cannot be filled.
    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> std::io::Result<()>;

    /// How many bytes there are.
    fn len(&self) -> u64;

    /// Are there none?
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Pages for &[u8] {
    fn read_at(&mut self, offset: u64, into: &mut [u8]) -> std::io::Result<()> {
        let start = usize::try_from(offset).ok();
        let part = start.and_then(|start| self.get(start..start.checked_add(into.len())?));
        into.copy_from_slice(part.ok_or(std::io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }
}

/// Why an index cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The reason, in words.
    pub reason: String,
}

impl Unreadable {
    fn damaged(reason: &str) -> Self {
        Self { reason: format!("the index is damaged: {reason}") }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Unreadable {}

#[derive(Clone, Copy, Debug, Default)]
struct Section {
    offset: u64,
    length: u64,
}

/// The order of the sections in the header.
#[derive(Clone, Copy)]
enum Which {
    Info,
    Directory,
    Entries,
    Postings,
    Advisories,
    Heads,
    GroupPlaces,
    Groups,
}

/// An index that is open.
pub struct Index<'p> {
    pages: Box<dyn Pages + 'p>,
    sections: [Section; SECTIONS],
    info: IndexInfo,
    /// What the index has something of, as OSV names it, and how many statements.
    ecosystems: Vec<(String, u64)>,
    hash: [u8; 32],
}

impl fmt::Debug for Index<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("info", &self.info).finish_non_exhaustive()
    }
}

impl<'p> Index<'p> {
    /// Opens an index.
    ///
    /// # Errors
    /// If it is none, of another version, or damaged as far as can be seen from its header. [`Index::verify`] looks at the rest.
    pub fn open(pages: impl Pages + 'p) -> Result<Self, Unreadable> {
        let mut pages: Box<dyn Pages + 'p> = Box::new(pages);
        let mut header = [0; HEADER];
        if pages.len() < HEADER as u64 {
            return Err(Unreadable { reason: "this is no index of advisories".to_owned() });
        }
        read_into(&mut *pages, 0, &mut header)?;
        if &header[..8] != MAGIC {
            return Err(Unreadable { reason: "this is no index of advisories".to_owned() });
        }
        let version = u32::from_le_bytes(fixed(&header[8..])?);
        if version != VERSION {
            let reason = format!("the index is of version {version}, and {VERSION} is read; build it again");
            return Err(Unreadable { reason });
        }
        if u64::from_le_bytes(fixed(&header[HASHED..])?) != pages.len() {
            return Err(Unreadable::damaged("it has another length than it states"));
        }
        let mut sections = [Section::default(); SECTIONS];
        for (position, section) in sections.iter_mut().enumerate() {
            let at = HASHED + 8 + position * 16;
            *section = Section { offset: u64::from_le_bytes(fixed(&header[at..])?), length: u64::from_le_bytes(fixed(&header[at + 8..])?) };
            if section.offset.checked_add(section.length).is_none_or(|end| end > pages.len()) {
                return Err(Unreadable::damaged("a section leads out of it"));
            }
        }
        let hash: [u8; 32] = fixed(&header[12..])?;
        let mut index = Self { pages, sections, info: IndexInfo::default(), ecosystems: Vec::new(), hash };
        index.info.hash = hexadecimal(&hash);
        let info = index.read(Which::Info, 0, sections[0].length)?;
        let mut info = In::new(&info);
        index.info.advisories = u32::try_from(info.number()?).map_err(|_| Unreadable::damaged("a count is too large"))?;
        for _ in 0..info.count()? {
            index.info.sources.push(SourceInfo {
                name: info.text()?.to_owned(),
                date: info.day()?,
                entries: u32::try_from(info.number()?).map_err(|_| Unreadable::damaged("a count is too large"))?,
                hash: info.text()?.to_owned(),
            });
        }
        for _ in 0..info.count()? {
            index.ecosystems.push((info.text()?.to_owned(), info.number()?));
        }
        Ok(index)
    }

    /// What it is and what it was made from.
    #[must_use]
    pub fn info(&self) -> &IndexInfo {
        &self.info
    }

    /// Of what it has something: the ecosystem as OSV names it, or `cpe`, and how many statements.
    #[must_use]
    pub fn ecosystems(&self) -> &[(String, u64)] {
        &self.ecosystems
    }

    /// Reads all of it and compares it with its hash.
    ///
    /// # Errors
    /// If it is not what was written.
    pub fn verify(&mut self) -> Result<(), Unreadable> {
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 1 << 20];
        let mut at = HASHED as u64;
        while at < self.pages.len() {
            let length = usize::try_from((self.pages.len() - at).min(buffer.len() as u64)).unwrap_or(buffer.len());
            read_into(&mut *self.pages, at, &mut buffer[..length])?;
            hasher.update(&buffer[..length]);
            at += length as u64;
        }
        if hasher.finalize().as_slice() == self.hash {
            Ok(())
        } else {
            Err(Unreadable::damaged("its content is not the one that was written"))
        }
    }

    fn read(&mut self, which: Which, offset: u64, length: u64) -> Result<Vec<u8>, Unreadable> {
        let section = self.sections[which as usize];
        if offset.checked_add(length).is_none_or(|end| end > section.length) {
            return Err(Unreadable::damaged("something stands outside of its section"));
        }
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| Unreadable::damaged("something is too long"))?];
        read_into(&mut *self.pages, section.offset + offset, &mut bytes)?;
        Ok(bytes)
    }

    /// The posting of a key, without the key.
    fn find(&mut self, key: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let buckets = (self.sections[Which::Directory as usize].length / 4).saturating_sub(1);
        if buckets == 0 || !buckets.is_power_of_two() {
            return Err(Unreadable::damaged("its directory has no size that can be"));
        }
        let hash = hash_of(key);
        let bucket = bucket_of(hash, buckets);
        let place = self.read(Which::Directory, bucket * 4, 8)?;
        let (from, to) = (u32::from_le_bytes(fixed(&place)?), u32::from_le_bytes(fixed(&place[4..])?));
        let count = u64::from(to).checked_sub(u64::from(from)).ok_or_else(|| Unreadable::damaged("its directory is not in order"))?;
        if count == 0 {
            return Ok(None);
        }
        let entries = self.read(Which::Entries, u64::from(from) * ENTRY, count * ENTRY)?;
        for entry in entries.chunks_exact(ENTRY as usize) {
            if u64::from_le_bytes(fixed(entry)?) != hash {
                continue;
            }
            let posting =
                self.read(Which::Postings, u64::from_le_bytes(fixed(&entry[8..])?), u64::from(u32::from_le_bytes(fixed(&entry[16..])?)))?;
            let mut read = In::new(&posting);
            if read.text()? == key {
                return Ok(Some(posting));
            }
        }
        Ok(None)
    }

    /// What the advisories say of a package.
    pub(crate) fn postings(&mut self, key: &str) -> Result<Vec<Posting>, Unreadable> {
        let Some(bytes) = self.find(key)? else { return Ok(Vec::new()) };
        let mut bytes = In::new(&bytes);
        bytes.text()?;
        let mut postings = Vec::new();
        while !bytes.is_empty() {
            let advisory = u32::try_from(bytes.number()?).map_err(|_| Unreadable::damaged("a position is too large"))?;
            postings.push(posting::read(advisory, &mut In::new(bytes.part()?))?);
        }
        Ok(postings)
    }

    /// The advisories that have this name.
    pub(crate) fn named(&mut self, name: &str) -> Result<Vec<u32>, Unreadable> {
        let Some(bytes) = self.find(&key_of_name(name))? else { return Ok(Vec::new()) };
        let mut bytes = In::new(&bytes);
        bytes.text()?;
        let mut advisories = Vec::new();
        while !bytes.is_empty() {
            advisories.push(u32::try_from(bytes.number()?).map_err(|_| Unreadable::damaged("a position is too large"))?);
        }
        Ok(advisories)
    }

    /// What an advisory says of itself.
    pub(crate) fn head(&mut self, advisory: u32) -> Result<Head, Unreadable> {
        let place = self.read(Which::Advisories, u64::from(advisory) * ADVISORY, ADVISORY)?;
        let (offset, length) = (u64::from_le_bytes(fixed(&place)?), u32::from_le_bytes(fixed(&place[8..])?));
        let group = u32::from_le_bytes(fixed(&place[12..])?);
        Head::read(&self.read(Which::Heads, offset, u64::from(length))?, group)
    }

    /// What is the same vulnerability.
    pub(crate) fn group(&mut self, group: u32) -> Result<Group, Unreadable> {
        let place = self.read(Which::GroupPlaces, u64::from(group) * GROUP, GROUP)?;
        let (offset, length) = (u64::from_le_bytes(fixed(&place)?), u32::from_le_bytes(fixed(&place[8..])?));
        Group::read(&self.read(Which::Groups, offset, u64::from(length))?)
    }
}

fn read_into(pages: &mut dyn Pages, offset: u64, into: &mut [u8]) -> Result<(), Unreadable> {
    pages.read_at(offset, into).map_err(|error| Unreadable { reason: format!("the index cannot be read: {error}") })
}

fn fixed<const N: usize>(bytes: &[u8]) -> Result<[u8; N], Unreadable> {
    bytes.get(..N).and_then(|part| part.try_into().ok()).ok_or_else(|| Unreadable::damaged("it ends too early"))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
        text
    })
}

#[cfg(test)]
mod tests;
