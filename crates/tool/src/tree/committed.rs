//! The source of a project as a revision holds it: git hands out the contents one after the other, and several threads look at them.

use super::{Found, Interest, LARGEST, SCRIPT, Taken, interest, manifest};
use crate::git::Kind;
use crate::origin::Committed;
use anyhow::Result;
use ignore::overrides::Override;
use primum_evidence::look;
use primum_evidence::tags::Dialect;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};

/// How many files wait to be looked at, at most: enough that nobody waits, and few enough to stay in memory.
const WAITING: usize = 64;

/// A file and its content.
type Read = (String, Interest, Result<Vec<u8>, String>);

/// Reads what the revision holds.
pub(super) fn read(committed: &Committed, excluded: &Override, dialect: &Dialect, with_imports: bool) -> Result<Found> {
    let mut found = Found::default();
    let mut wanted = Vec::new();
    for entry in committed.visible("", excluded, true) {
        match (entry.kind, interest(&entry.path, with_imports)) {
            (Kind::Submodule, _) => found.unread.push((entry.path.clone(), entry.kind.why().to_owned())),
            (Kind::Link, _) | (Kind::File, Interest::None) => {}
            (Kind::File, Interest::Source) if !entry.exact => found.unread.push((entry.path.clone(), "its name is not UTF-8".to_owned())),
            (Kind::File, _) if !entry.exact => {}
            (Kind::File, interest) => wanted.push((entry.path.as_str(), interest)),
        }
    }
    let paths: Vec<&str> = wanted.iter().map(|(path, _)| *path).collect();
    let found = Mutex::new(found);
    let (give, take) = sync_channel::<Read>(WAITING);
    let take = Mutex::new(take);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| look_at_all(&take, &found, dialect, with_imports));
        }
        let read = committed.contents(&paths, LARGEST, &mut |at, content| {
            if let Some((path, interest)) = wanted.get(at) {
                // It is taken as long as a thread lives; one that panicked makes the whole fail where the scope ends.
                let _ = give.send(((*path).to_owned(), *interest, content));
            }
        });
        drop(give);
        read
    })?;
    Ok(found.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn look_at_all(take: &Mutex<Receiver<Read>>, found: &Mutex<Found>, dialect: &Dialect, with_imports: bool) {
    loop {
        // The lock is given back before the file is looked at.
        let next = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((path, interest, content)) = next else { return };
        let one = match (interest, content) {
            // What is no script for certain is no source, and nobody misses it.
            (Interest::Script, Err(_)) => Ok(None),
            (_, Err(why)) => Err((path, why)),
            (Interest::Manifest, Ok(bytes)) => Ok(Some(manifest(&path, &bytes))),
            (Interest::Script, Ok(bytes)) if !bytes.starts_with(SCRIPT) => Ok(None),
            (_, Ok(bytes)) => Ok(look(&path, &bytes, dialect, with_imports).map(|looked| Taken::File(Box::new(looked)))),
        };
        found.lock().unwrap_or_else(PoisonError::into_inner).take(one);
    }
}
