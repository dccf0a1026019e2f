//! The release record as the cut leaves it, and the project judged with it.

use super::Paths;
use primum_evidence::baseline::Kept;
use primum_model::edit::{self, Edit};
use primum_model::skeleton::next_id;
use primum_model::{Date, Kind, Model, Record, Source};
use primum_rules::releases::{known_problems, of_version};
use primum_rules::standards::Standard;
use primum_rules::{Analysis, RULES, answered, judge_by};

/// The release record of a version, completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its ID.
    pub id: String,
    /// The file it stands in.
    pub path: String,
    /// The whole text of the file.
    pub text: String,
    /// Was there no such record?
    pub is_new: bool,
    /// The day of the release.
    pub date: Date,
}

/// The ID of the record of a version: the one that there is, or the next free one.
#[must_use]
pub fn release_id(model: &Model, version: &str) -> String {
    of_version(model, version).map_or_else(|| next_id(model, prefix(model)), |release| release.id().to_owned())
}

fn prefix(model: &Model) -> &str {
    model.config.schema.spec(Kind::Release).prefix()
}

/// Completes the record, or writes one. Nothing that a person wrote is changed.
///
/// # Errors
/// The record is the row of a table, whose columns are not ours to change.
pub fn candidate(model: &Model, version: &str, commit: &str, manifest: &Kept) -> Result<Candidate, String> {
    match of_version(model, version) {
        Some(release) => complete(release, commit, manifest),
        None => Ok(new(model, version, commit, manifest)),
    }
}

/// What the program knows, as field and values.
fn known(release: Option<Record<'_>>, model: &Model, commit: &str, manifest: &Kept) -> Vec<(&'static str, Vec<String>)> {
    let version = manifest.manifest.version.as_str();
    let paths = Paths::of(&model.config.release.folder, version);
    let mut list = vec![
        ("commit", vec![commit.to_owned()]),
        ("released", vec![manifest.manifest.date.clone()]),
        ("configuration", vec![format!("`{}`: every record, file, component and tool, by digest and version", paths.manifest)]),
        ("archive", vec![format!("`{}`", paths.archive)]),
        ("baseline", vec![format!("sha256:{}", manifest.sha256)]),
    ];
    if !manifest.manifest.recipe.is_empty() {
        list.push(("build-recipe", vec![format!("the steps of the pipeline, as `{}` holds them", paths.manifest)]));
    }
    if manifest.manifest.tools.iter().any(|tool| !tool.version.is_empty()) {
        list.push(("build-environment", vec![format!("the tools with their versions, as `{}` holds them", paths.manifest)]));
    }
    if let Some(years) = model.config.release.retention_years {
        list.push(("retention", vec![format!("{years} years from the day of release")]));
    }
    if let Some(release) = release.filter(|release| !answered(*release, "no-residual-anomalies")) {
        let on = primum_model::value::date(&manifest.manifest.date);
        let problems: Vec<String> = known_problems(release, on).map(|problem| problem.id().to_owned()).collect();
        if !problems.is_empty() {
            list.push(("residual", problems));
        }
    }
    list
}

fn complete(release: Record<'_>, commit: &str, manifest: &Kept) -> Result<Candidate, String> {
    let model = release.model();
    let id = release.id().to_owned();
    let table = || format!("{id} is the row of a table: give it a heading of its own, so that it can be completed");
    let mut edits: Vec<Edit> = Vec::new();
    let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
    for (name, values) in known(Some(release), model, commit, manifest) {
        match release.value(name) {
            // What is a fact is replaced only where a cut before this one has written it.
            Some(value) if name == "baseline" => edits.push(edit::replace(value, &values.concat())),
            Some(_) => {}
            None if answered(release, name) => {}
            None => lines.push((name, values)),
        }
    }
    // One edit for all: of two at one place only the first would be made.
    let mut added: Option<Edit> = None;
    for (name, values) in lines {
        let one = edit::add(release, name, &values).ok_or_else(table)?;
        match &mut added {
            Some(all) => {
                let end = all.text.trim_end_matches('\n').len();
                all.text.insert_str(end, &format!("\n{}", one.text.trim_matches('\n')));
            }
            None => added = Some(one),
        }
    }
    edits.extend(added);
    let text = edit::apply(&model.file(release.place()).text, edits);
    let date = primum_model::value::date(&manifest.manifest.date).unwrap_or(model.date);
    Ok(Candidate { id, path: release.path().to_owned(), text, is_new: false, date })
}

fn new(model: &Model, version: &str, commit: &str, manifest: &Kept) -> Candidate {
    let id = manifest.manifest.release.clone();
    let folder = model.of(Kind::Release).next().map(|release| release.path().rsplit_once('/').map_or("", |(folder, _)| folder).to_owned());
    let first = model.config.paths.iter().find(|path| !path.to_ascii_lowercase().ends_with(".md")).map_or("records", String::as_str);
    let folder = folder.unwrap_or_else(|| format!("{}/releases", first.trim_start_matches("./").trim_end_matches('/')));
    let mut text = format!("# {id} {} {version}\n\n", manifest.manifest.product.trim());
    let mut systems = model.of(Kind::SoftwareSystem);
    if let (Some(system), None) = (systems.next(), systems.next()) {
        text.push_str(&format!("- of: {}\n", system.id()));
    }
    text.push_str(&format!("- version: {version}\n"));
    for (name, values) in known(None, model, commit, manifest) {
        values.iter().for_each(|value| text.push_str(&format!("- {name}: {value}\n")));
    }
    let date = primum_model::value::date(&manifest.manifest.date).unwrap_or(model.date);
    Candidate { path: format!("{folder}/{id}.md"), id, text, is_new: true, date }
}

/// The project judged as it will be once the candidate is written.
///
/// # Errors
/// The configuration is no TOML any more.
pub fn as_released(analysis: Analysis, candidate: &Candidate, kept: Kept, against: &[&'static Standard]) -> Result<Analysis, String> {
    let Analysis { model, mut facts, .. } = analysis;
    let mut snapshot = model.into_snapshot();
    snapshot.files.retain(|file| file.path != candidate.path);
    snapshot.files.push(Source::new(candidate.path.as_str(), candidate.text.as_str()));
    // A day of release that lies ahead is planned; it is judged as if it had come.
    snapshot.date = snapshot.date.max(candidate.date);
    let baselines = facts.baselines.get_or_insert_default();
    baselines.manifests.retain(|other| other.path != kept.path);
    baselines.faults.retain(|(path, _)| *path != kept.path);
    baselines.manifests.push(kept);
    baselines.manifests.sort_by(|a, b| (&a.manifest.date, &a.manifest.version).cmp(&(&b.manifest.date, &b.manifest.version)));
    let mut model = Model::build(snapshot).map_err(|error| format!("primum.toml: {}", error.message))?;
    model.problems.extend(primum_evidence::tags::faults(&model.config));
    Ok(judge_by(model, facts, against, RULES))
}
