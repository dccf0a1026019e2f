//! `primum soup sbom` and `primum soup vex`: what goes out to customers and authorities.

use crate::cli::{SbomFormat, SoupSbom, SoupVex, VexFormat};
use crate::commands::{Place, analyze, print, shown};
use crate::disk::write_all;
use anyhow::{Context, Result};
use primum_report::sbom::{self, Bill, Extent};
use primum_report::screen::visible;
use primum_report::vex;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many components without an element are named on standard error.
const NAMED: usize = 5;

/// 2 if something could not be read, 1 if the bill lacks what it must say, 0 otherwise.
pub(super) fn sbom(args: &SoupSbom, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target.project, &args.as_of, place)?;
    let code = shown(&analysis)?;
    let bill = Bill::with(&analysis, if args.development { Extent::Everything } else { Extent::Shipped });
    let text = match args.format {
        SbomFormat::CyclonedxJson => sbom::cyclonedx_json(&bill),
        SbomFormat::CyclonedxXml => sbom::cyclonedx_xml(&bill),
        SbomFormat::SpdxJson => sbom::spdx_json(&bill),
    };
    hand_out(args.out.as_deref(), text)?;
    let gaps = lacks(&bill)?;
    Ok(if code == ExitCode::SUCCESS { ExitCode::from(u8::from(gaps)) } else { code })
}

/// Tells on standard error what the bill should say and does not.
fn lacks(bill: &Bill) -> Result<bool> {
    let mut err = std::io::stderr().lock();
    for remark in &bill.remarks {
        writeln!(err, "primum: {}", visible(remark))?;
    }
    let gaps = bill.gaps();
    let mut by_element: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for gap in &gaps {
        let of = gap.piece.and_then(|at| bill.pieces.get(at)).map_or_else(|| "the product".to_owned(), |piece| piece.name.clone());
        by_element.entry(gap.missing).or_default().push(of);
    }
    for (element, of) in by_element {
        let more = if of.len() > NAMED { format!(" and {} more", of.len() - NAMED) } else { String::new() };
        let named = of.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        writeln!(err, "primum: no {} of {}{more}", element.name(), visible(&named))?;
    }
    Ok(!gaps.is_empty())
}

/// 2 if something could not be read, 0 otherwise.
pub(super) fn vex(args: &SoupVex, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target.project, &args.as_of, place)?;
    let code = shown(&analysis)?;
    let text = match args.format {
        VexFormat::Openvex => vex::openvex(&analysis),
        VexFormat::Cyclonedx => vex::cyclonedx(&analysis),
    };
    hand_out(args.out.as_deref(), text)?;
    Ok(code)
}

/// Writes to a file, whole or not at all, or to standard output.
fn hand_out(out: Option<&Path>, text: String) -> Result<()> {
    let Some(path) = out else { return print(&text) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().with_context(|| format!("{} is no name of a file", path.display()))?;
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be created", folder.display()))?;
    let folder: PathBuf = std::fs::canonicalize(folder).with_context(|| format!("{} cannot be opened", folder.display()))?;
    write_all(&folder, &[(folder.join(name), text.into_bytes())])
}
