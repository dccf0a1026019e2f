//! `primum new`: a record to start from, with the next free ID over the whole repository.

use super::{one_line, print};
use crate::cli::New;
use crate::disk::{Project, write_all};
use anyhow::{Context, Result, bail};
use primum_model::schema::KindSpec;
use primum_model::skeleton::{next_id, skeleton};
use primum_model::suggest::nearest;
use primum_model::{Date, Model, Schema, parse};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn run(args: &New, date: Date) -> Result<ExitCode> {
    let project = Project::open(&args.target)?;
    let root = project.root.clone();
    let config = project.config()?;
    let schema = &config.schema;
    let spec = kind(&args.kind, schema)?;
    let named = args.file.as_deref().map(|file| project.record_file(file)).transpose()?;
    let snapshot = Project::open(&args.target)?.snapshot(date)?;
    if let Some((path, reason)) = snapshot.unread.first() {
        // The ID could be taken in a file that nobody could read.
        bail!("{path}: {reason}; no free ID can be given");
    }
    let guides = guides(&snapshot.files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect::<Vec<_>>(), spec);
    let model = Model::build(snapshot).map_err(|error| anyhow::anyhow!("primum.toml: {}", error.message))?;
    // A prefix that was named goes before the kind's first one: SRS-DOSE gives SRS-DOSE-001.
    let prefix = match &args.prefix {
        Some(prefix) if schema.kind_of_id(&format!("{prefix}-1")) == Some(spec.kind) => prefix.as_str(),
        Some(prefix) => bail!("an ID that begins with `{prefix}` is not one of a {}", spec.name),
        None => spec.prefix(),
    };
    let id = next_id(&model, prefix);
    let title = if args.title.is_empty() { format!("New {}", spec.name) } else { one_line(&args.title.join(" ")) };
    let path = match named {
        Some(path) => path,
        None => project.record_file(&home(&model, spec, prefix, &id, &guides))?,
    };
    let shown = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
    let (record, text) = match std::fs::read_to_string(&path) {
        Ok(before) => {
            let record = skeleton(spec, &id, &title, level(&model, spec, &shown));
            let text = if before.trim().is_empty() { record.clone() } else { format!("{}\n\n{record}", before.trim_end()) };
            (record, text)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            // A file named after the record is its own; any other is the first of a topic.
            let own = path.file_stem().is_some_and(|stem| stem == id.as_str());
            let record = skeleton(spec, &id, &title, if own { 1 } else { 2 });
            let text = if own { record.clone() } else { format!("# {}\n\n{record}", capitalised(&spec.plural)) };
            (record, text)
        }
        Err(error) => return Err(error).with_context(|| format!("{} cannot be read", path.display())),
    };
    if !parse(&text, schema).records.iter().any(|record| record.id.of(&text) == id) {
        bail!(
            "{shown} ends in a code fence or a comment that is not closed, so {id} would not be read there: close it, or name another file"
        );
    }
    if args.print {
        print(&record)?;
        return Ok(ExitCode::SUCCESS);
    }
    write_all(&root, &[(path, text.into_bytes())])?;
    let mut told = format!("{id} in {shown}\n");
    if args.file.is_none() && guides.len() > 1 && guides.contains(&shown) {
        told.push_str(&format!("other files for a {}: {}; `--file` chooses\n", spec.name, others(&guides, &shown)));
    }
    print(&told)?;
    Ok(ExitCode::SUCCESS)
}

fn kind<'s>(word: &str, schema: &'s Schema) -> Result<&'s KindSpec> {
    if let Some(spec) = schema.named(word) {
        return Ok(spec);
    }
    let names = schema.kinds().iter().flat_map(|spec| spec.aliases.iter().chain([&spec.name, &spec.plural])).map(String::as_str);
    let near = nearest(word, names.chain(schema.prefixes())).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    bail!("there is no kind `{word}`{near} (`primum explain` lists them)")
}

/// Files whose guidance says that records of this kind are written there; `init` makes such files.
fn guides(files: &[(&str, &str)], spec: &KindSpec) -> Vec<String> {
    let marks: Vec<String> = spec.prefixes.iter().map(|prefix| format!("`primum new {prefix}`")).collect();
    files.iter().filter(|(_, text)| marks.iter().any(|mark| text.contains(mark))).map(|(path, _)| (*path).to_owned()).collect()
}

fn others(guides: &[String], chosen: &str) -> String {
    guides.iter().filter(|path| *path != chosen).cloned().collect::<Vec<_>>().join(", ")
}

/// Where the record goes unless a file is named, from the root of the project on.
pub(super) fn home(model: &Model, spec: &KindSpec, prefix: &str, id: &str, guides: &[String]) -> PathBuf {
    let most = |wanted: &dyn Fn(&str) -> bool| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for record in model.of(spec.kind).filter(|record| wanted(record.id())) {
            *counts.entry(record.path()).or_default() += 1;
        }
        // Of several files with as many, the first.
        counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(path, _)| path)
    };
    let same_prefix = |id: &str| id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('-'));
    let there = most(&same_prefix).or_else(|| most(&|_| true));
    // A file whose first heading is a record is that record's own file.
    let own = there.is_some_and(|path| model.of(spec.kind).any(|record| record.path() == path && record.level() == 1));
    let beside = |path: &str| Path::new(path).with_file_name(format!("{id}.md"));
    let paths = &model.config.paths;
    let folder = paths.iter().find(|path| !path.to_ascii_lowercase().ends_with(".md"));
    let several = spec.plural.to_lowercase().replace(' ', "-");
    match (there, guides.first(), folder) {
        (Some(path), ..) if spec.alone || own => beside(path),
        (Some(path), ..) => PathBuf::from(path),
        (None, Some(guide), _) if spec.alone => beside(guide),
        (None, Some(guide), _) => PathBuf::from(guide),
        (None, None, Some(folder)) if spec.alone => Path::new(folder).join(several).join(format!("{id}.md")),
        (None, None, Some(folder)) => Path::new(folder).join(format!("{several}.md")),
        // The configuration names files only.
        (None, None, None) => PathBuf::from(paths.first().map_or("records", String::as_str)),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The level of the headings of this kind in the file.
fn level(model: &Model, spec: &KindSpec, path: &str) -> usize {
    let levels = model.of(spec.kind).filter(|record| record.path() == path && !record.is_row()).map(|record| usize::from(record.level()));
    levels.last().unwrap_or(2)
}
