//! The history of one record: every commit that changed it, followed through renamings and through moves between files.
//!
//! Only the files that held the record are walked, each from the commit at which it came there. Where a file does not hold the record
//! before a commit, the other files of that commit are searched, and then all files of the commit before.

use super::{Batch, Git, names};
use anyhow::{Context, Result, bail};
use primum_model::diff::{Change, compare};
use primum_model::source::LARGEST_FILE;
use primum_model::{CONFIG_FILE, Date, Fingerprint, Model, Record, Snapshot, Source};
use primum_report::history::{Commit, Entry, RecordHistory};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// A text that holds the record, with the IDs by which it is known there.
type State = Rc<Model>;

/// What is known of the record in the working tree.
pub(crate) struct Present<'p> {
    /// The ID asked for.
    pub(crate) id: &'p str,
    /// The record as it is now, where it is there.
    pub(crate) record: Option<Record<'p>>,
    /// The text of `primum.toml`: records of the past are read by the configuration of today.
    pub(crate) config: Option<&'p str>,
}

/// Follows the record back.
pub(crate) fn record_history(git: &Git, present: &Present<'_>) -> Result<RecordHistory> {
    let mut walk = Walk {
        git,
        batch: Batch::start(git)?,
        config: present.config,
        ids: Vec::new(),
        texts: HashMap::new(),
        found: BTreeMap::new(),
        seen: HashSet::new(),
        boundary: git.boundary()?,
        cut: None,
    };
    if let Some(record) = present.record {
        walk.learn(record);
    }
    walk.know(present.id);
    let mut history = RecordHistory { id: present.id.to_owned(), ..RecordHistory::default() };
    let Some(head) = git.head.clone() else {
        history.entries.extend(present.record.map(|record| fresh(record, None)));
        return Ok(history);
    };
    let mut open = Vec::new();
    match present.record {
        Some(record) => {
            let at_head = walk.at(&head, record.path())?;
            match at_head.as_deref().and_then(|model| walk.find(model)) {
                Some(before) => {
                    let changes = compare(before, record);
                    if !changes.is_empty() {
                        history.entries.push(Entry { changes, ..fresh(record, None) });
                    }
                    open.push((head.clone(), record.path().to_owned()));
                }
                None => match walk.holder(&head)? {
                    Some((path, model)) => {
                        let changes = walk.find(&model).map_or_else(Vec::new, |before| compare(before, record));
                        history.entries.push(Entry { changes, ..fresh(record, None) });
                        open.push((head.clone(), path));
                    }
                    None => history.entries.push(fresh(record, None)),
                },
            }
        }
        None => match walk.holder(&head)? {
            Some((path, model)) => {
                let id = walk.find(&model).map(|record| record.id().to_owned()).unwrap_or_default();
                history.entries.push(Entry { commit: None, id, path: path.clone(), changes: vec![Change::Removed] });
                open.push((head.clone(), path));
            }
            None => open.extend(walk.last_seen(&head)?),
        },
    }
    while let Some((commit, path)) = open.pop() {
        if walk.seen.insert((commit.clone(), path.clone())) {
            open.extend(walk.file(&commit, &path)?);
        }
    }
    history.entries.extend(walk.in_order(&head)?);
    history.cut = walk.cut;
    Ok(history)
}

fn fresh(record: Record<'_>, commit: Option<Commit>) -> Entry {
    Entry { commit, id: record.id().to_owned(), path: record.path().to_owned(), changes: vec![Change::Added] }
}

/// One commit of the walk over a file.
struct Step {
    commit: Commit,
    parents: Vec<String>,
    /// The object before, for each parent, and the object after.
    before: Vec<String>,
    after: String,
}

struct Walk<'g> {
    git: &'g Git,
    batch: Batch,
    config: Option<&'g str>,
    /// Every ID by which the record is known so far, the latest first.
    ids: Vec<String>,
    /// The objects read so far: the records in them, or nothing where they do not name the record.
    texts: HashMap<(String, String), Option<State>>,
    /// By commit: what it did.
    found: BTreeMap<String, Entry>,
    /// Files walked, and from where.
    seen: HashSet<(String, String)>,
    /// The commits before which a shallow clone has nothing.
    boundary: HashSet<String>,
    cut: Option<String>,
}

impl Walk<'_> {
    fn know(&mut self, id: &str) {
        if !self.ids.iter().any(|known| known == id) {
            self.ids.push(id.to_owned());
        }
    }

    /// The former IDs of a state are IDs to look for.
    fn learn(&mut self, record: Record<'_>) {
        self.know(record.id());
        for former in record.values("formerly") {
            self.know(former.text);
        }
    }

    /// The record in a text, by the latest of its IDs that is there. A former ID says where it was and not that it is there.
    fn find<'m>(&self, model: &'m Model) -> Option<Record<'m>> {
        let rank = |record: &Record<'m>| self.ids.iter().position(|id| id == record.id());
        model.records().filter_map(|record| Some((rank(&record)?, record))).min_by_key(|(rank, _)| *rank).map(|(_, record)| record)
    }

    /// Walks one file back from a commit. Gives the files, and the commits, at which to go on.
    fn file(&mut self, from: &str, path: &str) -> Result<Vec<(String, String)>> {
        let steps = self.git.steps(from, path)?;
        let objects: BTreeSet<&str> = steps.iter().flat_map(|step| step.before.iter().chain([&step.after])).map(String::as_str).collect();
        self.read(path, objects)?;
        let mut next = Vec::new();
        for step in steps {
            let after = self.text(path, &step.after);
            let now = after.as_deref().and_then(|model| self.find(model));
            if let Some(record) = now {
                self.learn(record);
            }
            let befores: Vec<Option<State>> = step.before.iter().map(|object| self.text(path, object)).collect();
            let earlier: Vec<Option<Record<'_>>> =
                befores.iter().map(|model| model.as_deref().and_then(|model| self.find(model))).collect();
            let (hash, parents) = (step.commit.hash.clone(), step.parents.clone());
            match now {
                Some(record) if earlier.iter().any(Option::is_some) => {
                    // A merge did nothing to a record that one of its parents has as it is now.
                    let same =
                        |before: &Record<'_>| Fingerprint::of(*before) == Fingerprint::of(record) && compare(*before, record).is_empty();
                    if !earlier.iter().flatten().any(same)
                        && let Some(before) = earlier.iter().flatten().next()
                    {
                        let entry = Entry { changes: differences(*before, record), ..fresh(record, Some(step.commit)) };
                        self.tell(hash, entry);
                    }
                }
                Some(record) if parents.is_empty() => {
                    let mut entry = fresh(record, Some(step.commit));
                    if self.boundary.contains(&hash) {
                        entry.changes.clear();
                        let short = hash.get(..10).unwrap_or(&hash).to_owned();
                        self.cut = Some(format!(
                            "the history ends at {short}: the clone is shallow, and what was before was not fetched (`git fetch --unshallow`)"
                        ));
                    }
                    self.tell(hash, entry);
                }
                Some(record) => {
                    // It came into this file here. Was it in another one before?
                    let mut entry = fresh(record, Some(step.commit));
                    let mut origins = Vec::new();
                    for parent in &parents {
                        if let Some((other, model)) = self.origin(parent, &hash, path)? {
                            origins.push((parent.clone(), other, model));
                        }
                    }
                    if let Some((.., model)) = origins.first()
                        && let Some(before) = self.find(model)
                    {
                        entry.changes = differences(before, record);
                    }
                    next.extend(origins.into_iter().map(|(parent, other, _)| (parent, other)));
                    self.tell(hash, entry);
                }
                None => {
                    if let Some(before) = earlier.iter().flatten().next().filter(|_| earlier.iter().all(Option::is_some)) {
                        let entry = Entry { changes: vec![Change::Removed], ..fresh(*before, Some(step.commit)) };
                        self.tell(hash, entry);
                    }
                }
            }
            for record in earlier.into_iter().flatten() {
                self.learn(record);
            }
        }
        Ok(next)
    }

    /// Remembers what a commit did. That it came to another file is more than that it left one.
    fn tell(&mut self, hash: String, entry: Entry) {
        if entry.changes.is_empty() && !self.boundary.contains(&hash) {
            return;
        }
        let left = |entry: &Entry| entry.changes == [Change::Removed];
        match self.found.get(&hash) {
            Some(known) if !left(known) => {}
            _ => drop(self.found.insert(hash, entry)),
        }
    }

    /// The file that held the record in the parent: among those that the commit changed, else anywhere.
    fn origin(&mut self, parent: &str, commit: &str, path: &str) -> Result<Option<(String, State)>> {
        let changed = self.git.changed_records(parent, commit)?;
        for (other, object) in changed.iter().filter(|(other, _)| other != path) {
            self.read(other, BTreeSet::from([object.as_str()]))?;
            if let Some(model) = self.text(other, object)
                && self.find(&model).is_some()
            {
                return Ok(Some((other.clone(), model)));
            }
        }
        self.holder(parent)
    }

    /// The file that holds the record in a commit.
    fn holder(&mut self, commit: &str) -> Result<Option<(String, State)>> {
        for path in self.git.naming(commit, &self.ids)? {
            if let Some(model) = self.at(commit, &path)?
                && self.find(&model).is_some()
            {
                return Ok(Some((path, model)));
            }
        }
        Ok(None)
    }

    /// The records of a file in a commit.
    fn at(&mut self, commit: &str, path: &str) -> Result<Option<State>> {
        let object = format!("{commit}:./{path}");
        self.read(path, BTreeSet::from([object.as_str()]))?;
        Ok(self.text(path, &object))
    }

    /// The last commit that took the record out of a file, and that file.
    fn last_seen(&mut self, head: &str) -> Result<Option<(String, String)>> {
        for id in self.ids.clone() {
            for (commit, path) in self.git.dropping(head, &id)? {
                let parent = format!("{commit}^");
                // It may have had another ID when it went.
                if let Some(model) = self.at(&parent, &path)?
                    && let Some(record) = model.find(&id)
                {
                    self.ids.insert(0, record.id().to_owned());
                    return Ok(Some((commit, path)));
                }
            }
        }
        Ok(None)
    }

    fn text(&self, path: &str, object: &str) -> Option<State> {
        self.texts.get(&(path.to_owned(), object.to_owned())).cloned().flatten()
    }

    /// Reads objects, all in one question. Those that do not name the record are not parsed.
    fn read(&mut self, path: &str, objects: BTreeSet<&str>) -> Result<()> {
        let wanted: Vec<&str> = objects
            .into_iter()
            // Noughts stand for nothing, and a path with a line end in it cannot be asked for.
            .filter(|object| object.bytes().any(|byte| byte != b'0') && !object.contains('\n'))
            .filter(|object| !self.texts.contains_key(&(path.to_owned(), (*object).to_owned())))
            .collect();
        let mut contents = vec![None; wanted.len()];
        self.batch.each(&wanted, LARGEST_FILE, &mut |at, content| {
            if let Some(place) = contents.get_mut(at) {
                *place = content.ok();
            }
        })?;
        for (object, content) in wanted.into_iter().zip(contents) {
            let model = content.and_then(|content| {
                let source = Source::from_bytes(path, content);
                if !self.ids.iter().any(|id| source.text.contains(id.as_str())) {
                    return None;
                }
                let config = self.config.map(|text| Source::new(CONFIG_FILE, text));
                Model::build(Snapshot { config, ..Snapshot::of(vec![source], Date::constant(2000, 1, 1)) }).ok()
            });
            self.texts.insert((path.to_owned(), object.to_owned()), model.map(Rc::new));
        }
        Ok(())
    }

    /// What was found, the latest first, as the history has it and not as clocks say.
    fn in_order(&mut self, head: &str) -> Result<Vec<Entry>> {
        let mut found = std::mem::take(&mut self.found);
        if found.len() < 2 {
            return Ok(found.into_values().collect());
        }
        let order = self.git.text(&["rev-list", "--topo-order", head])?;
        let mut entries: Vec<Entry> = order.lines().filter_map(|hash| found.remove(hash)).collect();
        entries.extend(found.into_values());
        Ok(entries)
    }
}

/// What differs between two states of which only the file of the record was read: which of its links lead nowhere is not known.
fn differences(before: Record<'_>, after: Record<'_>) -> Vec<Change> {
    let mut changes = compare(before, after);
    for change in &mut changes {
        if let Change::Links { added, .. } = change {
            added.iter_mut().for_each(|end| end.dangling = false);
        }
    }
    changes
}

impl Git {
    /// The last release: the nearest tag, from what is checked out back, that is called as the settings say.
    pub(crate) fn last_release(&self, pattern: &str) -> Option<String> {
        let pattern = pattern.replace("{version}", "*");
        self.text(&["describe", "--tags", "--abbrev=0", "--match", &pattern, "HEAD"]).ok().filter(|tag| !tag.is_empty())
    }

    /// Where what is checked out left another line: the last commit that both have.
    pub(crate) fn parting(&self, other: &str) -> Result<String> {
        if other.starts_with('-') {
            bail!("`{other}`: no revision is called so");
        }
        self.text(&["merge-base", "HEAD", other]).with_context(|| {
            format!("{other} and what is checked out have no commit in common here; a shallow clone may lack it: `git fetch --unshallow`")
        })
    }

    /// The line that a branch is merged into, where one of the usual names is there.
    pub(crate) fn main_line(&self) -> Option<&'static str> {
        let known = |name: &&str| self.commit(name).is_ok();
        ["origin/HEAD", "origin/main", "origin/master", "main", "master"].into_iter().find(known)
    }

    /// The commits at which a shallow clone ends.
    pub(super) fn boundary(&self) -> Result<HashSet<String>> {
        let path = self.text(&["rev-parse", "--git-path", "shallow"])?;
        match std::fs::read_to_string(self.root.join(path)) {
            Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(HashSet::new()),
            Err(error) => Err(error).context("the list of where a shallow clone ends cannot be read"),
        }
    }

    /// Every commit that changed a file, from a commit on; merges where the file is as in none of their parents.
    fn steps(&self, from: &str, path: &str) -> Result<Vec<Step>> {
        let answer = self.bytes(&[
            "-c",
            "log.showRoot=true",
            "log",
            "--no-follow",
            "--topo-order",
            "-c",
            "-z",
            "--raw",
            "--no-renames",
            "--no-abbrev",
            "--format=%x01%H%x1f%aN%x1f%cs%x1f%s%x1f%P",
            from,
            "--",
            &format!(":(literal){path}"),
        ])?;
        let mut steps: Vec<Step> = Vec::new();
        for piece in names(&answer).map(|piece| piece.trim_start_matches('\n')) {
            if let Some(line) = piece.strip_prefix('\u{1}') {
                let mut words = line.split('\u{1f}').map(str::to_owned);
                let mut word = || words.next().unwrap_or_default();
                let (hash, author, day, subject) = (word(), word(), word(), word());
                let parents: Vec<String> = word().split(' ').filter(|parent| !parent.is_empty()).map(str::to_owned).collect();
                let commit = Commit { hash, author, day, subject, merge: parents.len() > 1 };
                steps.push(Step { commit, parents, before: Vec::new(), after: String::new() });
            } else if piece.starts_with(':')
                && let Some(step) = steps.last_mut()
            {
                // `:mode mode object object status`, and for a merge as many colons, modes and objects as it has parents.
                let colons = piece.bytes().take_while(|byte| *byte == b':').count();
                let mut objects: Vec<String> = piece.split(' ').skip(colons + 1).take(colons + 1).map(str::to_owned).collect();
                step.after = objects.pop().unwrap_or_default();
                step.before = objects;
            }
        }
        steps.retain(|step| !step.after.is_empty());
        Ok(steps)
    }

    /// The files of records that a commit changed, as they were in its parent: path and object.
    fn changed_records(&self, parent: &str, commit: &str) -> Result<Vec<(String, String)>> {
        let answer =
            self.bytes(&["diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", "--relative", parent, commit, "--", "*.md"])?;
        let pieces: Vec<&str> = names(&answer).collect();
        Ok(pieces
            .chunks(2)
            .filter_map(|pair| match pair {
                [meta, path] => Some(((*path).to_owned(), meta.split(' ').nth(2)?.to_owned())),
                _ => None,
            })
            .collect())
    }

    /// The files of a commit that name one of these IDs.
    fn naming(&self, commit: &str, ids: &[String]) -> Result<Vec<String>> {
        let mut question = vec!["grep", "-l", "-F", "-z", "-I"];
        for id in ids {
            question.extend(["-e", id.as_str()]);
        }
        question.extend([commit, "--", "*.md"]);
        // git ends with 1 where it finds nothing.
        let output = self.command(&question).output().context("git could not be run")?;
        let prefix = format!("{commit}:");
        Ok(names(&output.stdout).filter_map(|path| path.strip_prefix(&prefix)).map(str::to_owned).collect())
    }

    /// Commits that changed how often an ID stands in a file, the latest first: the candidates for the one that took the record out.
    fn dropping(&self, head: &str, id: &str) -> Result<Vec<(String, String)>> {
        let answer = self.bytes(&[
            "log",
            "-z",
            "--raw",
            "--no-renames",
            "--no-abbrev",
            "--relative",
            "--format=%x01%H",
            &format!("-S{id}"),
            head,
            "--",
            "*.md",
        ])?;
        let (mut list, mut commit, mut changed) = (Vec::new(), String::new(), false);
        for piece in names(&answer).map(|piece| piece.trim_start_matches('\n')) {
            if let Some(hash) = piece.strip_prefix('\u{1}') {
                hash.clone_into(&mut commit);
            } else if piece.starts_with(':') {
                changed = true;
            } else if std::mem::take(&mut changed) {
                list.push((commit.clone(), piece.to_owned()));
            }
        }
        Ok(list)
    }
}
