//! `primum evidence list` and `primum evidence verify`: what is in the store, and whether it is whole.

use super::super::{Place, print};
use crate::cli::{EvidenceList, EvidenceView, TextOrJson};
use crate::disk::Project;
use crate::store::{self, Depth, Found, look};
use anyhow::{Result, bail};
use primum_evidence::Signature;
use primum_report::store::{Held, Row, json, text, verified_json, verified_text};
use std::process::ExitCode;

/// 1 if a piece cannot be relied on, 0 otherwise.
pub(super) fn list(args: &EvidenceList, place: Place) -> Result<ExitCode> {
    let held = gather(&args.view, args.as_of.at.as_deref(), Depth::Claims)?;
    print(&match args.view.format {
        TextOrJson::Text => text(&held, place.screen),
        TextOrJson::Json => json(&held),
    })?;
    Ok(ExitCode::from(u8::from(!held.faults.is_empty())))
}

/// 1 if anything is wrong, 0 otherwise. What lies aside does no harm.
pub(super) fn verify(args: &EvidenceView, place: Place) -> Result<ExitCode> {
    let mut held = gather(args, None, Depth::All)?;
    let doubts = held.rows.iter().filter_map(|row| match &row.signature {
        Signature::Doubtful(why) => Some((row.place.clone(), format!("its signature cannot be relied on: {why}"))),
        _ => None,
    });
    let doubts: Vec<_> = doubts.collect();
    held.faults.extend(doubts);
    held.faults.sort();
    print(&match args.format {
        TextOrJson::Text => verified_text(&held, place.screen),
        TextOrJson::Json => verified_json(&held),
    })?;
    Ok(ExitCode::from(u8::from(!held.faults.is_empty())))
}

fn gather(args: &EvidenceView, revision: Option<&str>, depth: Depth) -> Result<Held> {
    let project = Project::as_of(&args.target, revision)?;
    let config = project.config()?;
    let mut held = Held { store: config.evidence.store.clone(), ..Held::default() };
    let Some((shelf, of_this_state)) = store::shelf(&project.root, &project.origin, &config)? else {
        if store::is_remote(&config) {
            bail!("there is no copy of {} here yet: `primum evidence fetch` makes one", config.evidence.store);
        }
        return Ok(held);
    };
    let signers = store::signers(&project.origin, &config)?;
    held.faults.extend(signers.faults.iter().map(|fault| (config.evidence.signers.clone(), fault.clone())));
    look(shelf.as_ref(), &signers, depth, &mut |found| match found {
        Found::Statement { place, digest, claim, signature, .. } => held.rows.push(Row { place, digest, claim: *claim, signature }),
        Found::Fault { place, why } => held.faults.push((place, why)),
        Found::Aside { place, why } => held.asides.push((place, why)),
    })?;
    if !of_this_state {
        let named = held.rows.iter().filter_map(|row| row.claim.state.commit.clone()).collect();
        let ancestors = project.origin.git()?.ancestors(&named)?;
        held.rows.retain(|row| row.claim.state.commit.as_ref().is_some_and(|commit| ancestors.contains(commit)));
    }
    held.faults.sort();
    Ok(held)
}
