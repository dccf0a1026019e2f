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

pub use builder::{Builder, Prepared, prepare};

use crate::advisory::range::{At, Event, Range, RangeKind};
use crate::advisory::{Subject, cpe::Cpe};
use crate::ecosystem::Ecosystem;
use crate::scan::{IndexInfo, Severity, SourceInfo};
use codec::In;
use jiff::civil::Date;
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

/// What an advisory says of the versions of a package.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Posting {
    pub(crate) advisory: u32,
    pub(crate) withdrawn: bool,
    pub(crate) subject: Subject,
    pub(crate) ranges: Vec<Range>,
    pub(crate) versions: Vec<String>,
    pub(crate) fixed: Vec<String>,
    pub(crate) vectors: Vec<String>,
    pub(crate) condition: String,
}

/// What an advisory says of itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Head {
    pub(crate) id: String,
    pub(crate) made: bool,
    pub(crate) unmaintained: bool,
    pub(crate) severity: Option<Severity>,
    pub(crate) withdrawn: Option<Date>,
    pub(crate) published: Option<Date>,
    pub(crate) modified: Option<Date>,
    pub(crate) summary: String,
    pub(crate) url: String,
    pub(crate) vectors: Vec<String>,
    /// What is affected, `ecosystem name` each.
    pub(crate) packages: Vec<String>,
    pub(crate) group: u32,
}

/// Names that mean the same vulnerability.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    pub(crate) exploited: Option<Date>,
    pub(crate) epss: Option<f64>,
    pub(crate) names: Vec<String>,
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
        if hasher.finalize().as_slice() == self.hash { Ok(()) } else { Err(Unreadable::damaged("its content is not the one that was written")) }
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
            postings.push(posting(advisory, &mut In::new(bytes.part()?))?);
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
        let bytes = self.read(Which::Heads, offset, u64::from(length))?;
        let mut head = In::new(&bytes);
        let flags = head.byte()?;
        Ok(Head {
            made: flags & 1 != 0,
            unmaintained: flags & 2 != 0,
            severity: severity(head.byte()?),
            id: head.text()?.to_owned(),
            withdrawn: head.day()?,
            published: head.day()?,
            modified: head.day()?,
            summary: head.text()?.to_owned(),
            url: head.text()?.to_owned(),
            vectors: head.texts()?,
            packages: head.texts()?,
            group,
        })
    }

    /// What is the same vulnerability.
    pub(crate) fn group(&mut self, group: u32) -> Result<Group, Unreadable> {
        let place = self.read(Which::GroupPlaces, u64::from(group) * GROUP, GROUP)?;
        let (offset, length) = (u64::from_le_bytes(fixed(&place)?), u32::from_le_bytes(fixed(&place[8..])?));
        let bytes = self.read(Which::Groups, offset, u64::from(length))?;
        let mut group = In::new(&bytes);
        let exploited = group.day()?;
        // In millionths, and one more, so that 0 is what is not known.
        let epss = group.number()?.checked_sub(1).map(|estimate| (estimate.min(1_000_000) as f64) / 1e6);
        Ok(Group { exploited, epss, names: group.texts()? })
    }
}

fn posting(advisory: u32, bytes: &mut In<'_>) -> Result<Posting, Unreadable> {
    let flags = bytes.byte()?;
    let subject = if flags & 2 != 0 {
        let mut step = || bytes.text().map(str::to_owned);
        Subject::Product(Cpe { part: step()?, vendor: step()?, product: step()?, version: step()?, update: step()?, target: step()? })
    } else {
        Subject::Package { ecosystem: bytes.text()?.to_owned(), name: bytes.text()?.to_owned() }
    };
    let mut ranges = Vec::new();
    for _ in 0..bytes.count()? {
        let kind = match bytes.byte()? {
            0 => RangeKind::Versions,
            1 => RangeKind::Semver,
            2 => RangeKind::Commits,
            _ => return Err(Unreadable::damaged("a range is of no kind")),
        };
        let mut events = Vec::new();
        for _ in 0..bytes.count()? {
            let at = match bytes.byte()? {
                0 => At::Fixed,
                1 => At::Introduced,
                2 => At::LastAffected,
                3 => At::After,
                4 => At::Limit,
                _ => return Err(Unreadable::damaged("an event is of no kind")),
            };
            events.push(Event { at, version: bytes.text()?.to_owned() });
        }
        ranges.push(Range { kind, events });
    }
    Ok(Posting {
        advisory,
        withdrawn: flags & 1 != 0,
        subject,
        ranges,
        versions: bytes.texts()?,
        fixed: bytes.texts()?,
        vectors: bytes.texts()?,
        condition: bytes.text()?.to_owned(),
    })
}

fn severity(byte: u8) -> Option<Severity> {
    match byte {
        1 => Some(Severity::None),
        2 => Some(Severity::Low),
        3 => Some(Severity::Medium),
        4 => Some(Severity::High),
        5 => Some(Severity::Critical),
        _ => None,
    }
}

/// The key of a package: its ecosystem without release, and the name in the form in which it is compared.
pub(crate) fn key_of_package(ecosystem: &str, name: &str) -> String {
    match Ecosystem::of_osv(ecosystem) {
        Some(known @ (Ecosystem::Git | Ecosystem::Swift)) => format!("{}\0{}", known.osv(), crate::advisory::plain_repository(name)),
        Some(known) => format!("{}\0{}", known.osv(), known.comparable(name)),
        None => format!("{}\0{name}", ecosystem.split(':').next().unwrap_or(ecosystem)),
    }
}

/// The key of a product of CPE.
pub(crate) fn key_of_product(product: &str) -> String {
    format!("cpe\0{product}")
}

fn key_of_name(name: &str) -> String {
    format!("\0{}", name.to_ascii_uppercase())
}

/// FNV-1a with a last mix, so that the upper bits are spread as well. What is stored beside it is compared in full.
fn hash_of(key: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in key.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

/// The bucket of a hash by its upper bits, so that entries in the order of their hash are in the order of the buckets.
fn bucket_of(hash: u64, buckets: u64) -> u64 {
    match buckets.trailing_zeros() {
        0 => 0,
        bits => hash >> (64 - bits),
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
