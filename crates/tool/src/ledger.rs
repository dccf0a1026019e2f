//! The ledger of approvals on disk: read from its folder, and a new event written into it.

use crate::origin::Origin;
use crate::store::{self, Local};
use anyhow::{Context, Result, bail};
use primum_evidence::ledger::{LARGEST, Ledger, SIGNATURE};
use primum_model::config::MEANINGS;
use primum_model::{Config, Fingerprint};
use std::collections::HashSet;
use std::io::Write;
use std::path::Path;

/// Keeps git from changing line endings, since signatures are over bytes.
const ATTRIBUTES: (&str, &[u8]) = (".gitattributes", b"* -text\n");

/// All events, each with what its signature is worth; nothing where there is no ledger yet.
///
/// # Errors
/// The folder cannot be listed. A file that cannot be read is a fault of the ledger.
pub(crate) fn read(origin: &Origin, config: &Config) -> Result<Option<Ledger>> {
    let paths = origin.below(&config.approval.folder)?;
    // Where signatures are asked for, an empty ledger says that nobody has signed.
    if paths.is_empty() && config.approvals.is_empty() {
        return Ok(None);
    }
    let asked: Vec<&str> = paths.iter().map(String::as_str).collect();
    let mut files = Vec::with_capacity(asked.len());
    origin.read_each(&asked, LARGEST, &mut |at, bytes| files.push((paths[at].clone(), bytes)))?;
    Ok(Some(Ledger::assemble(config, files, &mut store::verify)))
}

/// Writes an event: its signature first and the event last, each flushed and then moved to its place. Killed in between, it leaves a
/// signature without event, which counts for nothing.
///
/// # Errors
/// Something cannot be written; then no event is there.
pub(crate) fn write(root: &Path, config: &Config, place: &str, event: &[u8], signature: &[u8]) -> Result<()> {
    let folder = root.join(&config.approval.folder);
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be created", folder.display()))?;
    if !std::fs::canonicalize(&folder).is_ok_and(|there| there.starts_with(root)) {
        bail!("{} leads out of the project; nothing was written", folder.display());
    }
    let local = Local::at(&folder);
    let inside = place.strip_prefix(&config.approval.folder).unwrap_or(place).trim_start_matches('/');
    let stage = |place: &str, bytes: &[u8]| {
        let mut writing = local.begin()?;
        writing.write_all(bytes)?;
        writing.finish(Some(place.to_owned()))
    };
    let signature_place = format!("{inside}{SIGNATURE}");
    let mut staged = Vec::new();
    if !folder.join(ATTRIBUTES.0).exists() {
        staged.push(stage(ATTRIBUTES.0, ATTRIBUTES.1)?);
    }
    staged.push(stage(&signature_place, signature)?);
    staged.push(stage(inside, event)?);
    let kept = local.keep(staged);
    if kept.is_err() && !folder.join(inside).exists() {
        // What stands alone counts for nothing, and is removed as far as that is possible.
        let _ = std::fs::remove_file(folder.join(signature_place));
    }
    kept
}

/// Is somebody else than its author asked to sign a record with this ID? Only a meaning beyond `authored` is a look by somebody else.
///
/// Where policies for some classes allow it and others do not, the rules of `primum check` decide by class.
pub(crate) fn author_may_not_sign(config: &Config, id: &str, meaning: &str) -> bool {
    if meaning == MEANINGS[0] {
        return false;
    }
    let Some(kind) = config.schema.kind_of_id(id) else { return false };
    let kind = &config.schema.spec(kind).name;
    let mut fitting = config.approvals.iter().filter(|policy| policy.kinds.is_empty() || policy.kinds.contains(kind)).peekable();
    fitting.peek().is_some() && fitting.all(|policy| !policy.author_may_sign)
}

/// The states of a record that were signed with this meaning or a stronger one, by events that count and are earlier than `before`.
pub(crate) fn signed_states(ledger: &Ledger, config: &Config, id: &str, (meaning, before): (&str, &str)) -> HashSet<Fingerprint> {
    let strength = |meaning: &str| MEANINGS.iter().position(|known| *known == meaning);
    let events = ledger.events.iter().filter(|kept| {
        kept.event.time.as_str() < before && strength(&kept.event.meaning) >= strength(meaning) && kept.counts(&config.people)
    });
    events.flat_map(|kept| &kept.event.records).filter(|signed| signed.id == id).map(|signed| signed.fingerprint).collect()
}
