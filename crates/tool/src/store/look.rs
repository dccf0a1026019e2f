//! Looking through a store: what its statements say, and whether every piece is what it is said to be.

use super::Shelf;
use super::local::{self, UNFINISHED};
use anyhow::Result;
use primum_evidence::dsse::{self, Envelope};
use primum_evidence::signers::Signers;
use primum_evidence::statement::claim::{Claim, Piece, Summary};
use primum_evidence::statement::payload::is_hex;
use primum_evidence::statement::results;
use primum_evidence::{Content, Signature, Statement};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};

/// How closely to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// The statements alone.
    Claims,
    /// Their results too, with digests; of raw files only that they are there.
    Results,
    /// Every byte.
    All,
}

/// What was found.
#[derive(Debug)]
pub(crate) enum Found {
    /// A statement; with its results where these were asked for.
    Statement { place: String, digest: String, claim: Box<Claim>, signature: Signature, statement: Option<Box<Statement>> },
    /// A piece that cannot be relied on.
    Fault { place: String, why: String },
    /// Something that does no harm.
    Aside { place: String, why: String },
}

/// Looks through a store, and tells what is found. Statements come in the order of time.
pub(crate) fn look(store: &dyn Shelf, signers: &Signers, depth: Depth, tell: &mut dyn FnMut(Found)) -> Result<()> {
    let mut objects: BTreeMap<String, bool> = BTreeMap::new();
    let mut statements = Vec::new();
    for place in store.places()? {
        let name = place.rsplit('/').next().unwrap_or("");
        if name.starts_with(UNFINISHED) && !place.contains('/') {
            tell(Found::Aside { place, why: "left over from a command that did not end; it may be removed".to_owned() });
        } else if is_hex(name, &[64]) && place == local::object(name) {
            let sha256 = name.to_owned();
            if depth == Depth::All {
                match store
                    .open(&place)
                    .map_err(|error| format!("{error:#}"))
                    .and_then(|mut file| local::digest(file.as_mut()).map_err(|e| e.to_string()))
                {
                    Ok((found, _)) if found == sha256 => {}
                    Ok((found, _)) => tell(Found::Fault { place: place.clone(), why: format!("it was altered: its SHA-256 is {found}") }),
                    Err(why) => tell(Found::Fault { place: place.clone(), why: format!("it cannot be read: {why}") }),
                }
            }
            objects.insert(sha256, false);
        } else if place.starts_with("statements/") {
            statements.push(place);
        } else {
            tell(Found::Aside { place, why: "it is no part of the store".to_owned() });
        }
    }
    for place in statements {
        match statement(store, signers, depth, &place, &mut objects) {
            Ok(found) => tell(found),
            Err(why) => tell(Found::Fault { place, why }),
        }
    }
    for (sha256, _) in objects.into_iter().filter(|(_, used)| !used) {
        tell(Found::Aside { place: local::object(&sha256), why: "no statement names it".to_owned() });
    }
    Ok(())
}

fn statement(store: &dyn Shelf, signers: &Signers, depth: Depth, place: &str, objects: &mut BTreeMap<String, bool>) -> Result<Found, String> {
    let mut bytes = Vec::new();
    let file = store.open(place).map_err(|error| format!("it cannot be read: {error:#}"))?;
    file.take(dsse::LARGEST + 1).read_to_end(&mut bytes).map_err(|error| format!("it cannot be read: {error}"))?;
    if bytes.len() as u64 > dsse::LARGEST {
        return Err(format!("it is larger than {} bytes", dsse::LARGEST));
    }
    let envelope = Envelope::read(&bytes)?;
    let digest = local::sha256(&envelope.payload);
    let claim = Claim::read(&envelope.payload)?;
    // Marked as used even where the statement is at fault: what it names is no orphan.
    for piece in [&claim.raw, &claim.results] {
        if let Some(used) = objects.get_mut(&piece.sha256) {
            *used = true;
        }
    }
    if place != local::statement(&claim.at, &digest) {
        return Err(format!("it was altered or moved: by its content it is {}", local::statement(&claim.at, &digest)));
    }
    for (what, piece) in [("the raw file", &claim.raw), ("the results", &claim.results)] {
        let there = store.length(&local::object(&piece.sha256));
        match there {
            Ok(bytes) if bytes == piece.bytes => {}
            Ok(bytes) => return Err(format!("{what} {} has {bytes} bytes instead of {}", local::object(&piece.sha256), piece.bytes)),
            Err(error) => return Err(format!("{what} {} cannot be read: {error:#}", local::object(&piece.sha256))),
        }
    }
    let signature = signers.check(&envelope, &claim.at, &mut super::verify);
    let content = if depth == Depth::Claims { None } else { Some(content(store, &claim)?) };
    let statement = content.map(|content| Box::new(claim.clone().statement(digest.clone(), place.to_owned(), signature.clone(), content)));
    Ok(Found::Statement { place: place.to_owned(), digest, claim: Box::new(claim), signature, statement })
}

/// The results of a statement. Only what has the digest that was signed is taken.
fn content(store: &dyn Shelf, claim: &Claim) -> Result<Content, String> {
    let Piece { sha256, bytes } = &claim.results;
    let place = local::object(sha256);
    let file = store.open(&place).map_err(|error| format!("{place} cannot be read: {error:#}"))?;
    let mut input = BufReader::with_capacity(1 << 16, Hashing { file, hash: Sha256::new(), bytes: 0 });
    let content = results::read(claim.summary.subject(), &mut input).map_err(|why| format!("{place}: {why}"))?;
    if input.fill_buf().is_ok_and(|rest| !rest.is_empty()) {
        return Err(format!("{place} goes on behind its end"));
    }
    let read = input.into_inner();
    let found: String = read.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    if found != *sha256 || read.bytes != *bytes {
        return Err(format!("{place} was altered: its SHA-256 is {found}"));
    }
    let count = match &content {
        Content::Tests(list) => list.len(),
        Content::Coverage(list) => list.len(),
        Content::Analysis(list) => list.len(),
    } as u64;
    // Coverage counts a file once, however often it is listed.
    if count != claim.summary.count() && !matches!(claim.summary, Summary::Coverage(..)) {
        return Err(format!("{place} holds {count} results, and the statement counts {}", claim.summary.count()));
    }
    Ok(content)
}

struct Hashing<'f> {
    file: Box<dyn Read + 'f>,
    hash: Sha256,
    bytes: u64,
}

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}
