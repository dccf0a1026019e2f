//! `primum soup scan`: components held against the index of known vulnerabilities.

use crate::advisories;
use crate::cli::{SoupScan, TextOrJson};
use crate::commands::{Place, print};
use crate::disk::Project;
use crate::soup;
use anyhow::{Context, Result, bail};
use primum_report::soup::scan::{Why, json, text};
use primum_soup::scan::{self, Stock};
use std::path::PathBuf;
use std::process::ExitCode;

/// 2 if a file was not taken, 1 if something matches, 0 otherwise.
pub(super) fn run(args: &SoupScan, place: Place) -> Result<ExitCode> {
    let (mut stock, named) = gather(args)?;
    let path = args.db.clone().or(named).context("no index is named: `--db FILE`, or `database` under [soup] in primum.toml")?;
    let mut index = advisories::open(&path)?;
    let found = scan::run(&stock.inventories, &mut index).with_context(|| path.display().to_string())?;
    let matched = !found.matches.is_empty();
    let mut whys = Vec::new();
    for asked in &args.why {
        whys.push(why(asked, &stock, &mut index)?);
    }
    stock.scan = Some(Ok(found));
    print(&match args.format {
        TextOrJson::Text => text(&stock, &whys, place.screen),
        TextOrJson::Json => json(&stock, &whys),
    })?;
    Ok(ExitCode::from(if stock.refused.is_empty() { u8::from(matched) } else { 2 }))
}

/// The files that were named, or those of the project, and the index that the project names.
fn gather(args: &SoupScan) -> Result<(Stock, Option<PathBuf>)> {
    if !args.files.is_empty() {
        return Ok((soup::named(&args.files)?, None));
    }
    let project = Project::open(&args.target)?;
    let config = project.config()?;
    let named = (!config.soup.database.is_empty()).then(|| project.root.join(&config.soup.database));
    Ok((soup::stock(&project.root, &project.origin, &config)?, named))
}

/// Everything that the index says about components, or an advisory, of this name.
fn why(asked: &str, stock: &Stock, index: &mut primum_soup::index::Index<'_>) -> Result<Why> {
    let mut why = Why { asked: asked.to_owned(), near: Vec::new() };
    let mut known = false;
    for (number, inventory) in stock.inventories.iter().enumerate() {
        for (position, component) in inventory.components.iter().enumerate() {
            let short = component.name.rsplit(['/', ':']).next().unwrap_or(&component.name);
            if component.name.eq_ignore_ascii_case(asked) || short.eq_ignore_ascii_case(asked) {
                known = true;
                why.near.extend(scan::why(inventory, position, index)?.into_iter().map(|near| (number, near)));
            }
        }
    }
    if !known {
        for (number, inventory) in stock.inventories.iter().enumerate() {
            let near = scan::named(inventory, asked, index)?;
            known |= !near.is_empty();
            why.near.extend(near.into_iter().map(|near| (number, near)));
        }
    }
    if !known {
        bail!("`{asked}` is neither a component here nor an advisory of the index");
    }
    why.near.sort_by(|a, b| (!a.1.matches, &a.1.id, a.0).cmp(&(!b.1.matches, &b.1.id, b.0)));
    why.near.dedup_by(|a, b| a.1.id == b.1.id && a.1.reason == b.1.reason);
    Ok(why)
}
