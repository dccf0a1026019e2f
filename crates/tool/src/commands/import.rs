//! `primum import`: existing documents become records, and what could not be read is told.

use super::print;
use crate::cli::{Import, ImportFormat};
use crate::disk::{Project, write_all};
use crate::import::{Options, csv, markdown, rst};
use anyhow::{Context, Result, bail};
use primum_model::{CONFIG_FILE, Config, Date, FieldType, Model, Snapshot, Source};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn run(args: &Import, date: Date) -> Result<ExitCode> {
    let config_path = args.out.join(CONFIG_FILE);
    // An existing project keeps its configuration; a new one gets the prefixes that were named.
    let existing = match Project::open(&args.out) {
        Ok(project) if project.root.join(CONFIG_FILE).exists() => Some(project),
        _ => None,
    };
    let new_config = configuration(&args.kinds);
    let config = match &existing {
        Some(project) => project.config()?,
        None => Config::read(&new_config).map_err(|error| anyhow::anyhow!("a prefix or kind cannot be used: {}", error.message))?,
    };
    if let Some(fault) = config.faults.first() {
        bail!("{CONFIG_FILE}: {} ({})", fault.message, fault.help);
    }
    let options = options(args, &config)?;
    let folder = existing
        .as_ref()
        .map_or_else(|| args.out.clone(), |project| project.root.clone())
        .join(config.paths.first().map_or("records", String::as_str));
    let mut report = String::new();
    let (mut files, mut snapshot, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
    let (mut records, mut links, mut notes, mut prefixes) = (0, 0, 0, BTreeMap::new());
    for input in &args.files {
        let bytes = std::fs::read(input).with_context(|| format!("{} cannot be read", input.display()))?;
        let source = Source::from_bytes(input.display().to_string(), bytes);
        let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
        let imported = match args.from {
            ImportFormat::Markdown => markdown(text, &options),
            ImportFormat::Rst => rst(text, &options),
            ImportFormat::Csv => csv(text, &options),
        };
        let target = target(input, &folder, &mut taken);
        if target.exists() {
            bail!("{} exists already; an import never overwrites: move it away, or import into another folder", target.display());
        }
        let _ = writeln!(report, "{}: {} records, {} links → {}", source.path, imported.records, imported.links, target.display());
        if let Some(at) = source.invalid_utf8 {
            let _ = writeln!(report, "  {}: not UTF-8 from byte {at} on; what is no character became U+FFFD", source.path);
        }
        for note in &imported.notes {
            let _ = writeln!(report, "  {}:{}: {}", source.path, note.line, note.message);
        }
        records += imported.records;
        links += imported.links;
        notes += imported.notes.len();
        for (prefix, count) in &imported.prefixes {
            *prefixes.entry(prefix.clone()).or_insert(0) += count;
        }
        snapshot.push(Source::new(target.display().to_string(), imported.text.clone()));
        files.push((target, imported.text.into_bytes()));
    }
    if records == 0 {
        bail!(
            "no record was found in {} file(s): name a prefix with --kind, or say with --pattern what an ID looks like",
            args.files.len()
        );
    }
    let unknown: Vec<&String> = prefixes.keys().filter(|prefix| config.schema.kind_of_id(&format!("{prefix}-1")).is_none()).collect();
    if existing.is_none() && !config_path.exists() {
        files.push((config_path, new_config.clone().into_bytes()));
    }
    write_all(&files)?;
    let before = match existing {
        Some(project) => project.snapshot(date)?,
        None => Snapshot { config: Some(Source::new(CONFIG_FILE, new_config)), files: Vec::new(), unread: Vec::new(), date },
    };
    // What was imported may lead to what the project had before; only links of the new documents are counted.
    let new: BTreeSet<String> = snapshot.iter().map(|source| source.path.clone()).collect();
    let old = before.files.into_iter().filter(|source| !new.iter().any(|path| path.ends_with(&source.path)));
    let files = old.chain(snapshot).collect();
    let model = Model::build(Snapshot { config: before.config, files, unread: Vec::new(), date })
        .map_err(|error| anyhow::anyhow!("{CONFIG_FILE}: {}", error.message))?;
    let dangling: Vec<&str> = model
        .records()
        .filter(|record| new.contains(record.path()))
        .flat_map(|record| record.fields().filter(|value| value.is_dangling()).map(|value| value.text).collect::<Vec<_>>())
        .collect();
    let distinct: BTreeSet<&str> = dangling.iter().copied().collect();
    let _ = writeln!(report, "\n{records} records, {links} links, {notes} notes");
    if !dangling.is_empty() {
        let _ = writeln!(report, "{} links lead to {} IDs that nothing defines; `primum check` shows them", dangling.len(), distinct.len());
    }
    for prefix in unknown {
        let _ = writeln!(
            report,
            "no kind has the prefix {prefix}: add it to {CONFIG_FILE} under [prefixes], or the {} records with it are prose",
            prefixes[prefix]
        );
    }
    print(&report)?;
    Ok(ExitCode::SUCCESS)
}

fn options(args: &Import, config: &Config) -> Result<Options> {
    let pattern = args
        .pattern
        .as_deref()
        .map(|pattern| Regex::new(pattern).with_context(|| format!("`{pattern}` is no regular expression")))
        .transpose()?;
    let mut kinds = args.kinds.clone();
    let mut links = BTreeSet::new();
    for spec in config.schema.kinds() {
        kinds.extend(spec.prefixes.iter().map(|prefix| (prefix.clone(), spec.name.clone())));
        links.extend(spec.fields.iter().filter(|field| matches!(field.kind, FieldType::Link(_))).map(|field| field.name.clone()));
    }
    Ok(Options { kinds, pattern, fields: args.fields.clone(), links: links.into_iter().collect(), directives: args.directives.clone() })
}

/// The configuration of a project that an import starts.
fn configuration(kinds: &[(String, String)]) -> String {
    let mut text = "# The project's configuration. `primum explain` lists the kinds that a prefix can stand for.\n\n[product]\nname = \"\"\n\n[records]\npaths = [\"records\"]\n".to_owned();
    if !kinds.is_empty() {
        text.push_str("\n[prefixes]\n");
        for (prefix, kind) in kinds {
            let quoted = |word: &str| word.replace('\\', "\\\\").replace('"', "\\\"");
            let _ = writeln!(text, "\"{}\" = \"{}\"", quoted(prefix), quoted(kind));
        }
    }
    text
}

/// The file that a document becomes; two documents of the same name get the names of their folders too.
fn target(input: &Path, folder: &Path, taken: &mut BTreeSet<PathBuf>) -> PathBuf {
    let stem = input.file_stem().map_or_else(|| "imported".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let parent = input.parent().and_then(Path::file_name).map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let candidates = std::iter::once(stem.clone())
        .chain(std::iter::once(format!("{parent}-{stem}")))
        .chain((2..).map(|number| format!("{stem}-{number}")));
    for name in candidates {
        let path = folder.join(format!("{name}.md"));
        if taken.insert(path.clone()) {
            return path;
        }
    }
    folder.join(format!("{stem}.md"))
}
