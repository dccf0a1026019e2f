//! `primum import`: existing documents become records, and what could not be read is told.

use super::print;
use crate::cli::{Import, ImportFormat};
use crate::disk::{Project, write_all};
use crate::import::{Imported, Options, csv, markdown, rst};
use anyhow::{Context, Result, bail};
use primum_model::{CONFIG_FILE, Config, Date, FieldType, Model, Snapshot, Source};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A document that was read, and the file that it becomes.
struct Document {
    source: Source,
    target: PathBuf,
    imported: Imported,
}

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
    let root = existing.as_ref().map_or_else(|| args.out.clone(), |project| project.root.clone());
    let folder = root.join(config.paths.first().map_or("records", String::as_str));
    let documents = read(args, &options(args, &config)?, &folder)?;
    let starts_project = existing.is_none() && !config_path.exists();
    let before = match existing {
        Some(project) => project.snapshot(date)?,
        None => Snapshot {
            config: Some(Source::new(CONFIG_FILE, new_config.clone())),
            files: Vec::new(),
            sources: Vec::new(),
            unread: Vec::new(),
            date,
        },
    };
    let keeps_config = !starts_project;
    // What was imported may lead to what the project had before, so all of it is linked together, as `check` will do.
    let new = documents.iter().map(|document| Source::new(document.target.display().to_string(), document.imported.text.clone()));
    let files = before.files.into_iter().chain(new).collect();
    let model = Model::build(Snapshot { config: before.config, files, sources: Vec::new(), unread: Vec::new(), date })
        .map_err(|error| anyhow::anyhow!("{CONFIG_FILE}: {}", error.message))?;
    let counts: Vec<Count> = documents.iter().map(|document| Count::of(&model, &document.target)).collect();
    let unknown = unknown_prefixes(&documents, &config, keeps_config);
    let total = |what: fn(&Count) -> usize| counts.iter().map(what).sum::<usize>();
    if total(|count| count.records) == 0 {
        let seen: String = unknown.iter().map(|line| format!("\n  {line}")).collect();
        let hint = if seen.is_empty() { " name a prefix with --kind, or say with --pattern what an ID looks like" } else { &seen };
        bail!("no record was found in {} file(s):{hint}", documents.len());
    }
    let mut files: Vec<(PathBuf, Vec<u8>)> =
        documents.iter().map(|document| (document.target.clone(), document.imported.text.clone().into_bytes())).collect();
    if starts_project {
        files.push((config_path, new_config.into_bytes()));
    }
    write_all(&root, &files)?;
    let mut report = String::new();
    for (document, count) in documents.iter().zip(&counts) {
        tell(document, count, &mut report);
    }
    let notes: usize = documents.iter().map(|document| document.imported.notes.len()).sum();
    let _ = writeln!(report, "\n{} records, {} links, {notes} notes", total(|count| count.records), total(|count| count.links));
    let dangling: Vec<&str> = counts.iter().flat_map(|count| count.dangling.iter().map(String::as_str)).collect();
    if !dangling.is_empty() {
        let distinct: BTreeSet<&str> = dangling.iter().copied().collect();
        let _ = writeln!(report, "{} links lead to {} IDs that nothing defines; `primum check` shows them", dangling.len(), distinct.len());
    }
    for line in unknown {
        let _ = writeln!(report, "{line}");
    }
    print(&report)?;
    Ok(ExitCode::SUCCESS)
}

/// Reads every document; nothing is written yet.
fn read(args: &Import, options: &Options, folder: &Path) -> Result<Vec<Document>> {
    let mut taken = BTreeSet::new();
    let mut documents = Vec::new();
    for input in &args.files {
        let bytes = std::fs::read(input).with_context(|| format!("{} cannot be read", input.display()))?;
        let source = Source::from_bytes(input.display().to_string(), bytes);
        let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
        let imported = match args.from {
            ImportFormat::Markdown => markdown(text, options),
            ImportFormat::Rst => rst(text, options),
            ImportFormat::Csv => csv(text, options),
        };
        let target = target(input, folder, &mut taken);
        if target.exists() {
            bail!("{} exists already; an import never overwrites: move it away, or import into another folder", target.display());
        }
        documents.push(Document { source, target, imported });
    }
    Ok(documents)
}

/// What `check` will see in one of the new files.
struct Count {
    records: usize,
    links: usize,
    dangling: Vec<String>,
}

impl Count {
    fn of(model: &Model, target: &Path) -> Self {
        let path = target.display().to_string();
        let mut count = Self { records: 0, links: 0, dangling: Vec::new() };
        for record in model.records().filter(|record| record.path() == path) {
            count.records += 1;
            count.links += record.fields().filter(|value| value.is_dangling() || value.target().is_some()).count();
            count.dangling.extend(record.fields().filter(|value| value.is_dangling()).map(|value| value.text.to_owned()));
        }
        count
    }
}

fn tell(document: &Document, count: &Count, report: &mut String) {
    let Document { source, target, imported } = document;
    let _ = writeln!(report, "{}: {} records, {} links → {}", source.path, count.records, count.links, target.display());
    if let Some(at) = source.invalid_utf8 {
        let _ = writeln!(report, "  {}: not UTF-8 from byte {at} on; what is no character became U+FFFD", source.path);
    }
    for note in &imported.notes {
        let _ = writeln!(report, "  {}:{}: {}", source.path, note.line, note.message);
    }
}

/// A line for every prefix that stands for no kind: how many IDs have it, where, and what would make them records.
fn unknown_prefixes(documents: &[Document], config: &Config, keeps_config: bool) -> Vec<String> {
    let mut counts: BTreeMap<&str, (usize, Option<String>)> = BTreeMap::new();
    for Document { source, imported, .. } in documents {
        let written = imported.prefixes.iter().filter(|(prefix, _)| config.schema.kind_of_id(&format!("{prefix}-1")).is_none());
        for (prefix, count) in written {
            counts.entry(prefix.as_str()).or_default().0 += count;
        }
        for (prefix, (count, line)) in &imported.strangers {
            let entry = counts.entry(prefix.as_str()).or_default();
            entry.0 += count;
            entry.1.get_or_insert_with(|| format!("{}:{line}", source.path));
        }
    }
    // `REQ-DCM-1`, `REQ-UI-1`, `REQ-DB-1`: one prefix with topics, rather than three.
    let first = |prefix: &str| prefix.split('-').next().unwrap_or("").to_owned();
    let mut topics: BTreeMap<String, usize> = BTreeMap::new();
    for prefix in counts.keys() {
        *topics.entry(first(prefix)).or_default() += 1;
    }
    let mut merged: BTreeMap<String, (usize, Option<String>)> = BTreeMap::new();
    for (prefix, (count, place)) in counts {
        let group = first(prefix);
        let name = if topics.get(&group).is_some_and(|several| *several >= 3) { group } else { prefix.to_owned() };
        let entry = merged.entry(name).or_default();
        entry.0 += count;
        entry.1 = entry.1.take().or(place);
    }
    let line = |(prefix, (count, place)): (String, (usize, Option<String>))| {
        let known = config.schema.named(&prefix).or_else(|| config.schema.named(&first(&prefix)));
        let kind = known.map_or("software requirement", |spec| spec.name.as_str());
        let ids = if count == 1 { "1 ID begins".to_owned() } else { format!("{count} IDs begin") };
        let place = place.map_or_else(String::new, |place| format!(" (first at {place})"));
        let remedy = if keeps_config {
            format!("add {prefix} = \"{kind}\" to {CONFIG_FILE} under [prefixes]")
        } else {
            format!("add --kind {prefix}=\"{kind}\"")
        };
        format!("{ids} with `{prefix}`, which is no prefix here{place}: {remedy}, if that is what they are")
    };
    merged.into_iter().map(line).collect()
}

fn options(args: &Import, config: &Config) -> Result<Options> {
    let pattern = args
        .pattern
        .as_deref()
        .map(|pattern| Regex::new(pattern).with_context(|| format!("`{pattern}` is no regular expression")))
        .transpose()?;
    let mut kinds = args.kinds.clone();
    let (mut links, mut own_fields) = (BTreeSet::new(), BTreeMap::new());
    for spec in config.schema.kinds() {
        let fields: BTreeSet<String> = spec.fields.iter().map(|field| field.name.clone()).collect();
        own_fields.extend(spec.prefixes.iter().map(|prefix| (prefix.clone(), fields.clone())));
        kinds.extend(spec.prefixes.iter().map(|prefix| (prefix.clone(), spec.name.clone())));
        links.extend(spec.fields.iter().filter(|field| matches!(field.kind, FieldType::Link(_))).map(|field| field.name.clone()));
    }
    Ok(Options {
        kinds,
        pattern,
        fields: args.fields.clone(),
        links: links.into_iter().collect(),
        own_fields,
        directives: args.directives.clone(),
    })
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
