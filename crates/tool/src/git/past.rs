//! What records, documents and files said at earlier commits: read from git's objects, nothing is checked out.

use super::{Git, Kind};
use anyhow::Result;
use jiff::Timestamp;
use primum_evidence::ledger::{digest, prose};
use primum_model::{CONFIG_FILE, Config, Date, Fingerprint, Model, Snapshot, Source};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many objects are asked for at once, so that their contents need not be held together.
const AT_ONCE: usize = 256;

/// What was said at some commits.
#[derive(Debug, Default)]
pub(crate) struct Past {
    commits: BTreeMap<String, Then>,
}

/// What was said at one commit.
#[derive(Debug)]
pub(crate) struct Then {
    /// The time of the commit.
    pub(crate) time: Timestamp,
    /// Records by ID; several where an ID stood twice.
    records: HashMap<String, Vec<Fingerprint>>,
    /// SHA-256 of the prose of documents.
    prose: HashMap<String, String>,
    /// SHA-256 of files that were asked about.
    files: HashMap<String, String>,
}

/// What a file says: its records with their fingerprints, and the digest of its prose.
type Said = (Vec<(String, Fingerprint)>, Option<String>);

impl Then {
    /// Did the record say this?
    pub(crate) fn says(&self, id: &str, what: Fingerprint) -> bool {
        self.records.get(id).is_some_and(|all| all.contains(&what))
    }

    /// The prose of a document.
    pub(crate) fn prose(&self, path: &str) -> Option<&str> {
        self.prose.get(path).map(String::as_str)
    }

    /// The bytes of a file.
    pub(crate) fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }
}

impl Past {
    /// Reads these commits, and of other files than records those with these paths. A commit that the repository does not have is left out.
    pub(crate) fn read(git: &Git, commits: &BTreeSet<String>, files: &BTreeSet<String>) -> Result<Self> {
        let times = times(git, commits)?;
        let mut trees = BTreeMap::new();
        // (configuration, object) to the paths that have it.
        let mut wanted: BTreeMap<(Option<String>, String), BTreeSet<String>> = BTreeMap::new();
        let mut plain = BTreeSet::new();
        for commit in times.keys() {
            let tree = tree(git, commit)?;
            let config = tree.get(CONFIG_FILE).cloned();
            for (path, object) in &tree {
                if is_markdown(path) {
                    wanted.entry((config.clone(), object.clone())).or_default().insert(path.clone());
                }
                if files.contains(path) {
                    plain.insert(object.clone());
                }
            }
            trees.insert(commit.clone(), tree);
        }
        let configs: BTreeSet<String> = wanted.keys().filter_map(|(config, _)| config.clone()).collect();
        let configs = git.blobs(configs.iter().map(String::as_str))?;
        let mut said: HashMap<(Option<String>, String), Said> = HashMap::new();
        let keys: Vec<_> = wanted.into_keys().collect();
        for chunk in keys.chunks(AT_ONCE) {
            let texts = git.blobs(chunk.iter().map(|(_, object)| object.as_str()))?;
            for (config, object) in chunk {
                let Some(text) = texts.get(object) else { continue };
                let config_text = config.as_ref().and_then(|config| configs.get(config)).map(|text| String::from_utf8_lossy(text));
                if let Some(model) = model_of(text.clone(), config_text.as_deref()) {
                    let records = model.records().map(|record| (record.id().to_owned(), Fingerprint::of(record))).collect();
                    said.insert((config.clone(), object.clone()), (records, prose(&model, ALONE)));
                }
            }
        }
        let mut digests: HashMap<String, String> = HashMap::new();
        let plain: Vec<String> = plain.into_iter().collect();
        for chunk in plain.chunks(AT_ONCE) {
            digests.extend(git.blobs(chunk.iter().map(String::as_str))?.into_iter().map(|(object, bytes)| (object, digest(&bytes))));
        }
        let mut past = Self::default();
        for (commit, time) in times {
            let tree = trees.remove(&commit).unwrap_or_default();
            let config = tree.get(CONFIG_FILE).cloned();
            // Records are those below the paths that held records then.
            let settings =
                config.as_ref().and_then(|config| configs.get(config)).and_then(|text| Config::read(&String::from_utf8_lossy(text)).ok());
            let settings = settings.unwrap_or_default();
            let mut then = Then { time, records: HashMap::new(), prose: HashMap::new(), files: HashMap::new() };
            for (path, object) in tree {
                if let Some((records, prose)) = said.get(&(config.clone(), object.clone())).filter(|_| settings.holds_records(&path)) {
                    for (id, what) in records {
                        then.records.entry(id.clone()).or_default().push(*what);
                    }
                    then.prose.extend(prose.clone().map(|prose| (path.clone(), prose)));
                }
                then.files.extend(digests.get(&object).filter(|_| files.contains(&path)).map(|digest| (path.clone(), digest.clone())));
            }
            past.commits.insert(commit, then);
        }
        Ok(past)
    }

    /// What was said at a commit; nothing where the repository does not have it.
    pub(crate) fn at(&self, commit: &str) -> Option<&Then> {
        self.commits.get(commit)
    }
}

/// The name of a document that is read alone.
const ALONE: &str = "records/then.md";

/// A document alone, read by a configuration.
pub(super) fn model_of(text: Vec<u8>, config: Option<&str>) -> Option<Model> {
    let snapshot = Snapshot {
        config: config.map(|text| Source::new(CONFIG_FILE, text)),
        ..Snapshot::of(vec![Source::from_bytes(ALONE, text)], Date::constant(2000, 1, 1))
    };
    Model::build(snapshot).ok()
}

/// The commits that the repository has, with their times.
pub(crate) fn times(git: &Git, commits: &BTreeSet<String>) -> Result<BTreeMap<String, Timestamp>> {
    let questions: String = commits.iter().map(|commit| format!("{commit}\n")).collect();
    let answer = git.ask(&["cat-file", "--batch-check=%(objecttype) %(objectname)"], &questions)?;
    let there: String = String::from_utf8_lossy(&answer)
        .lines()
        .filter_map(|line| line.strip_prefix("commit "))
        .map(|commit| format!("{commit}\n"))
        .collect();
    if there.is_empty() {
        return Ok(BTreeMap::new());
    }
    let answer = git.ask(&["log", "--no-walk=unsorted", "--stdin", "--format=%H %ct"], &there)?;
    let time = |line: &str| {
        let (commit, seconds) = line.split_once(' ')?;
        Some((commit.to_owned(), Timestamp::from_second(seconds.parse().ok()?).ok()?))
    };
    Ok(String::from_utf8_lossy(&answer).lines().filter_map(time).collect())
}

/// The files of the project at a commit, with their objects; paths relative to the project.
fn tree(git: &Git, commit: &str) -> Result<BTreeMap<String, String>> {
    let files = git.entries_of(commit)?.into_iter().filter(|entry| entry.kind != Kind::Submodule);
    Ok(files.map(|entry| (entry.path, entry.object)).collect())
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("md"))
}
