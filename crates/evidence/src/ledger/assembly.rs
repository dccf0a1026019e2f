//! The ledger from the files of its folder: each event with its signature, what is none, and what is left over.

use super::allowed::line;
use super::{Event, Kept, LARGEST, Ledger, NAMESPACE};
use crate::signers::{Detached, Signers, Verify};
use crate::statement::Signature;
use primum_model::{CONFIG_FILE, Config};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What the name of a signature ends with, behind that of its event.
pub const SIGNATURE: &str = ".sig";
/// How names of files begin that are not in their place yet.
const UNFINISHED: &str = ".primum-";
/// The longest part of a name that is the signer's.
const LONGEST_NAME: usize = 40;

impl Event {
    /// Where it is kept, relative to the project: `approvals/2026/20261120T140322Z-mara-0123456789ab.json`.
    #[must_use]
    pub fn place(&self, folder: &str) -> String {
        let time: String = self.time.chars().filter(|c| !matches!(c, '-' | ':')).collect();
        let name = self.signer.split('@').next().unwrap_or("").to_ascii_lowercase();
        let name: String =
            name.chars().take(LONGEST_NAME).map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' }).collect();
        let digest = digest(&self.write());
        format!("{folder}/{}/{time}-{name}-{}.json", self.time.get(..4).unwrap_or("0000"), digest.get(..12).unwrap_or(""))
    }
}

impl Ledger {
    /// Puts it together. Files come by their path relative to the project, with their bytes, or why these cannot be had.
    ///
    /// Whose key may sign when is what `primum.toml` says; `verify` is asked about signatures that this process does not verify.
    #[must_use]
    pub fn assemble(config: &Config, files: Vec<(String, Result<Vec<u8>, String>)>, verify: &mut Verify<'_>) -> Self {
        let mut ledger = Self::default();
        let mut allowed = String::new();
        for line in config.people.keys.iter().filter_map(|key| Some((key, line(&config.people, key)?))) {
            let (key, line) = line;
            for fault in Signers::read(&line).faults {
                let why = fault.split_once(": ").map_or(fault.as_str(), |(_, why)| why);
                ledger.faults.push((CONFIG_FILE.to_owned(), format!("a key of {} cannot be used: {why}", key.person)));
            }
            allowed.push_str(&line);
            allowed.push('\n');
        }
        let signers = Signers::read(&allowed);
        let mut signatures: BTreeMap<String, Result<Vec<u8>, String>> = BTreeMap::new();
        let mut events = Vec::new();
        for (path, bytes) in files {
            let name = path.rsplit('/').next().unwrap_or("");
            if name.starts_with(UNFINISHED) {
                ledger.asides.push((path, "left over from a command that did not end; it may be removed".to_owned()));
            } else if let Some(event) = path.strip_suffix(SIGNATURE).filter(|event| event.ends_with(".json")) {
                signatures.insert(event.to_owned(), bytes);
            } else if name.ends_with(".json") {
                events.push((path, bytes));
            } else if name != ".gitattributes" {
                ledger.asides.push((path, "it is no part of the ledger".to_owned()));
            }
        }
        events.sort_by(|a, b| a.0.cmp(&b.0));
        let mut known = BTreeSet::new();
        for (place, bytes) in events {
            let signature = signatures.remove(&place);
            match kept(config, &signers, &place, bytes, signature, verify) {
                Ok(kept) if known.insert(kept.digest.clone()) => ledger.events.push(kept),
                Ok(kept) => ledger.faults.push((place, format!("it holds the same event as another file ({})", kept.digest))),
                Err(why) => ledger.faults.push((place, why)),
            }
        }
        for event in signatures.into_keys() {
            let why = "it signs an event that is not there: the command that wrote it did not end, or the event was removed";
            ledger.asides.push((format!("{event}{SIGNATURE}"), why.to_owned()));
        }
        ledger.events.sort_by(|a, b| (&a.event.time, &a.digest).cmp(&(&b.event.time, &b.digest)));
        ledger.faults.sort();
        ledger.asides.sort();
        ledger
    }

    /// The events of a signer that no later one of the same signer names, by their digests, in order.
    #[must_use]
    pub fn heads(&self, signer: &str) -> Vec<String> {
        let own = || self.events.iter().filter(|kept| kept.event.signer == signer && matches!(kept.signature, Signature::Valid(_)));
        let followed: BTreeSet<&String> = own().flat_map(|kept| &kept.event.previous).collect();
        own().map(|kept| &kept.digest).filter(|digest| !followed.contains(digest)).cloned().collect::<BTreeSet<_>>().into_iter().collect()
    }
}

fn kept(
    config: &Config,
    signers: &Signers,
    place: &str,
    bytes: Result<Vec<u8>, String>,
    signature: Option<Result<Vec<u8>, String>>,
    verify: &mut Verify<'_>,
) -> Result<Kept, String> {
    let bytes = bytes.map_err(|why| format!("it cannot be read: {why}"))?;
    let event = Event::read(&bytes)?;
    let by_content = event.place(&config.approval.folder);
    if place != by_content {
        return Err(format!("it was altered or moved: by its content it is {by_content}"));
    }
    let signature = match signature {
        None => Signature::None,
        Some(Err(why)) => Signature::Doubtful(format!("it cannot be read: {why}")),
        Some(Ok(sig)) if sig.len() as u64 > LARGEST => Signature::Doubtful("it is too large for a signature".to_owned()),
        Some(Ok(sig)) => {
            let detached = Detached { sig: &sig, message: &bytes, namespace: NAMESPACE, principal: &event.signer, at: &event.time };
            signers.check_detached(detached, verify)
        }
    };
    Ok(Kept { place: place.to_owned(), digest: digest(&bytes), event, signature })
}

/// SHA-256 in hexadecimal, as events name each other and files.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
