//! `primum dhf`: the documents that are handed over, in every format, whole or not at all.

mod folder;
mod pictures;
mod print;
mod state;
mod verify;

use super::{Place, headed, print as tell, shown};
use crate::cli::{Dhf, DhfFormat};
use crate::disk::Project;
use crate::judging;
use crate::progress::Progress;
use anyhow::{Context, Result, bail};
use folder::Target;
use primum_document::Format;
use primum_document::docx::Template;
use primum_report::documents::{self, Manifest, Material, Order};
use primum_report::screen::visible;
use primum_rules::standards;
use print::Printers;
use std::fmt::Write;
use std::process::ExitCode;

/// The largest template that is read, in bytes.
const LARGEST_TEMPLATE: u64 = 64 << 20;

pub(crate) fn run(args: &Dhf, place: Place) -> Result<ExitCode> {
    if let Some(folder) = &args.verify {
        return verify::run(folder);
    }
    let set = documents::by_name(&args.set).with_context(|| format!("there is no set {}", args.set))?;
    if args.list {
        let json = match args.format[..] {
            [DhfFormat::Json] => true,
            _ if args.format.contains(&DhfFormat::Json) => bail!("`--format json` stands alone"),
            _ => false,
        };
        tell(&if json { documents::list::json(set) } else { documents::list::text(set, place.screen) })?;
        return Ok(ExitCode::SUCCESS);
    }
    let formats: Vec<Format> =
        Format::ALL.into_iter().filter(|format| args.format.iter().any(|one| one.printed() == Some(*format))).collect();
    if args.format.contains(&DhfFormat::Json) {
        bail!("documents are written as html, docx, xlsx, pdf or markdown; `--format json` goes with --list");
    }
    let order = Order { set, only: &args.documents, formats: &formats };
    known(&order)?;
    let template = args.template.as_ref().map(|path| template(path)).transpose()?;
    let left_out: Vec<String> = template.as_ref().map_or_else(Vec::new, |template| template.dropped().to_vec());
    let printers = Printers::ready(&formats, template)?;

    let mut progress = Progress::start();
    let project = Project::as_of(&args.target.project, args.as_of.at.as_deref())?;
    let config = project.config()?;
    let target = Target::open(&args.out, &project.root, &config)?;
    let analysis = judging::judge(&project, place.day_of(&project), &standards::all(), &mut progress)?;
    let images = pictures::read(&project.origin, &documents::pictures(&analysis))?;
    let state = state::read(&project.origin, target.inside())?;
    let material =
        Material { analysis: &analysis, images: &images, tool: env!("CARGO_PKG_VERSION"), commit: &state.commit, dirty: &state.dirty };
    progress.say("writing the documents");
    let produced = documents::produce(material, &order);

    let staging = target.stage()?;
    let files = print::print(&produced, &printers, staging.path(), &mut progress)?;
    let manifest = Manifest::new(material, set.name, &produced.documents, files);
    staging.put(&manifest)?;
    drop(progress);

    let (index, others) = produced.documents.split_first().context("a set has a register")?;
    let drafts = others.iter().filter(|document| !document.stamp.draft.is_empty()).count();
    let missing: usize = produced.documents.iter().map(|document| document.missing.len()).sum();
    let mut told = format!(
        "{} documents of the set {} in {}: {} files, {drafts} drafts, {missing} things missing\n",
        others.len(),
        set.name,
        args.out.display(),
        manifest.files.len() + 1,
    );
    if !state.dirty.is_empty() {
        let _ = writeln!(told, "{}", visible(&state.dirty));
    }
    for what in &left_out {
        let _ = writeln!(told, "of the template, {} is left out", visible(what));
    }
    let first = formats.first().map_or("html", |format| format.extension());
    let _ = writeln!(told, "begin with {}", args.out.join(format!("{}.{first}", index.name)).display());
    tell(&headed(&analysis, told))?;
    shown(&analysis)
}

/// Are all documents that were asked for in the set?
fn known(order: &Order<'_>) -> Result<()> {
    let placed = order.set.placed();
    for name in order.only {
        if !placed.iter().any(|placed| placed.declared.name == name) {
            bail!("the set {} holds no document `{name}`: `primum dhf --list --set {}` shows them", order.set.name, order.set.name);
        }
    }
    Ok(())
}

fn template(path: &std::path::Path) -> Result<Template> {
    let bytes = crate::origin::bytes(path, LARGEST_TEMPLATE).with_context(|| format!("{} cannot be read", path.display()))?;
    Template::read(&bytes).map_err(anyhow::Error::msg).with_context(|| format!("{} is no template", path.display()))
}
