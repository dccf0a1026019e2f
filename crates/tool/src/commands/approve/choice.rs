//! What is to be signed: records by ID, document, kind, tag or change, and other files.

use super::{Present, signed_file};
use crate::cli::Approve;
use crate::git::history;
use anyhow::{Context, Result, bail};
use primum_evidence::Point;
use primum_evidence::ledger::{SignedFile, prose};
use primum_model::suggest::nearest;
use primum_model::{Fingerprint, Record};
use std::collections::{BTreeMap, BTreeSet};

/// What is to be signed, each list in order.
pub(super) struct Choice<'p> {
    pub(super) records: Vec<Record<'p>>,
    pub(super) documents: Vec<SignedFile>,
    pub(super) files: Vec<SignedFile>,
}

impl<'p> Choice<'p> {
    pub(super) fn make(args: &Approve, present: &'p Present) -> Result<Self> {
        let mut records = BTreeMap::new();
        let mut documents = BTreeMap::new();
        for word in &args.what {
            if word.contains('/') || word.to_ascii_lowercase().ends_with(".md") {
                let (document, held) = document(present, word)?;
                records.extend(held.into_iter().map(|record| (record.id(), record)));
                documents.insert(document.path.clone(), document);
            } else {
                let record = named(present, word)?;
                records.insert(record.id(), record);
            }
        }
        if args.kind.is_some() || args.tag.is_some() || args.changed_since.is_some() {
            let before = records.len();
            records.extend(queried(args, present)?.into_iter().map(|record| (record.id(), record)));
            if records.len() == before && before == 0 {
                bail!("no record is of this kind, has this tag or was changed since; nothing was signed");
            }
        }
        let mut files = BTreeMap::new();
        for path in &args.files {
            let file = signed_file(&present.root, path)?;
            files.insert(file.path.clone(), file);
        }
        if let Some(record) = records.values().find(|record| record.shares_its_id()) {
            bail!("two records have the ID {}; `primum check` shows where; nothing was signed", record.id());
        }
        let choice = Self {
            records: records.into_values().collect(),
            documents: documents.into_values().collect(),
            files: files.into_values().collect(),
        };
        if choice.records.is_empty() && choice.documents.is_empty() && choice.files.is_empty() {
            bail!("say what to sign: IDs, documents, --kind, --tag, --changed-since or --files");
        }
        Ok(choice)
    }

    /// The paths that have to be committed: those of what is signed, and of what it links to.
    pub(super) fn paths(&self) -> BTreeSet<&str> {
        let targets = self.records.iter().flat_map(|record| record.outgoing()).map(|(_, target)| target.path());
        let own = self.records.iter().map(|record| record.path());
        targets.chain(own).chain(self.documents.iter().chain(&self.files).map(|file| file.path.as_str())).collect()
    }

    /// How much it is, in words.
    pub(super) fn counted(&self) -> String {
        let count = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}{}", if count == 1 { "" } else { "s" }));
        let parts = [count(self.records.len(), "record"), count(self.documents.len(), "document"), count(self.files.len(), "file")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

fn named<'p>(present: &'p Present, id: &str) -> Result<Record<'p>> {
    let Some(record) = present.model.find(id) else {
        let near = nearest(id, present.model.records().map(|record| record.id()));
        let help = near.map_or_else(|| "`primum export --format csv` lists all".to_owned(), |near| format!("did you mean {near}?"));
        bail!("there is no record {id}; {help}; nothing was signed");
    };
    if record.is_retired() {
        bail!("{} is retired, and retired records are not signed; nothing was signed", record.id());
    }
    Ok(record)
}

fn document<'p>(present: &'p Present, word: &str) -> Result<(SignedFile, Vec<Record<'p>>)> {
    let path = signed_file(&present.root, word)?.path;
    let sha256 = prose(&present.model, &path).with_context(|| format!("{path} is no document of records: give it with --files"))?;
    let held = present.model.records().filter(|record| record.path() == path && !record.is_retired()).collect();
    Ok((SignedFile { path, sha256 }, held))
}

/// Records that fit all of what was asked.
fn queried<'p>(args: &Approve, present: &'p Present) -> Result<Vec<Record<'p>>> {
    let model = &present.model;
    let kind = match &args.kind {
        None => None,
        Some(word) => {
            let spec = model.config.schema.named(word).or_else(|| {
                let kind = model.config.schema.kind_of_id(&format!("{word}-1"))?;
                Some(model.config.schema.spec(kind))
            });
            Some(&spec.with_context(|| format!("there is no kind `{word}`; `primum explain` lists the kinds"))?.name)
        }
    };
    let before = match (&args.changed_since, &present.git) {
        (None, _) => None,
        (Some(_), None) => bail!("--changed-since needs a git repository"),
        (Some(since), Some(git)) => {
            let point = Point { commit: git.commit(since)?, tree: None };
            let points = BTreeSet::from([point.clone()]);
            let mut history = history(git, &points, (&model.config, present.config_text.as_deref()), &[])?;
            let since = history.since.remove(&point).flatten();
            Some(since.with_context(|| format!("the project is not in the commit {}", point.commit))?)
        }
    };
    let fits = |record: &Record<'p>| {
        let changed = before.as_ref().is_none_or(|before| {
            before.changed.contains_key(record.path())
                && !before.records.iter().any(|(id, then)| id == record.id() && *then == Fingerprint::of(*record))
        });
        !record.is_retired()
            && kind.is_none_or(|kind| record.spec().name == *kind)
            && args.tag.as_ref().is_none_or(|tag| record.values("tags").any(|value| value.text == tag))
            && changed
    };
    Ok(model.records().filter(fits).collect())
}
