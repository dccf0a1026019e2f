//! What has changed since the states that evidence is about.
//!
//! Contents are compared, not dates: what was taken back has not changed, and a clock that runs backwards changes nothing. A handful of
//! questions is put to git, whatever the number of states.

use super::past::model_of;
use super::{Git, is_hash, names};
use anyhow::Result;
use primum_evidence::{Change, History, Point, Since};
use primum_model::{Config, Fingerprint};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Answers for these states. Records are read by the configuration of today.
pub(crate) fn history(git: &Git, points: &BTreeSet<Point>, config: (&Config, Option<&str>), kept_out: &[&str]) -> Result<History> {
    let mut history = History { head: git.head.clone(), uncommitted: git.uncommitted(kept_out)?, ..History::default() };
    history.shallow = git.is_shallow();
    let Some(now) = git.tree.as_deref() else {
        history.since = points.iter().map(|point| (point.clone(), None)).collect();
        return Ok(history);
    };
    let prefix = git.prefix()?;
    let trees = trees(git, points, &prefix)?;
    let line = Line::read(git, points, &prefix)?;
    let changed = differences(git, trees.values().flatten(), now)?;
    let mut old = HashMap::new();
    for path in changed.values().flatten().filter(|path| config.0.holds_records(&path.name)) {
        old.entry(path.before.clone()).or_insert_with(Vec::new);
    }
    records_of(git, &mut old, config.1)?;
    for (point, tree) in trees {
        let since = tree.map(|tree| {
            let paths = changed.get(&tree).map(Vec::as_slice).unwrap_or_default();
            let records = paths
                .iter()
                .filter(|path| config.0.holds_records(&path.name))
                .flat_map(|path| old.get(&path.before).into_iter().flatten().cloned())
                .collect();
            let distance = line.at.get(&point.commit).copied();
            let mut changed: BTreeMap<String, Option<Change>> = paths
                .iter()
                .filter(|path| !kept_out.iter().any(|out| super::is_below(&path.name, out)))
                .map(|path| {
                    let change = line.last.get(&path.name).filter(|(at, _)| distance.is_some_and(|distance| *at < distance));
                    (path.name.clone(), change.map(|(_, change)| change.clone()))
                })
                .collect();
            changed.extend(history.uncommitted.iter().map(|path| (path.clone(), None)));
            Since { distance, changed, records }
        });
        history.since.insert(point, since);
    }
    Ok(history)
}

/// The tree of the project's folder at each point, if the repository has it: the one that the statement names, since it outlives a
/// rewritten history, and otherwise the one of the commit. A statement whose commit has another tree than it names is about nothing.
fn trees(git: &Git, points: &BTreeSet<Point>, prefix: &str) -> Result<BTreeMap<Point, Option<String>>> {
    let questions: String = points
        .iter()
        .map(|point| {
            let commit = if is_hash(&point.commit) { &point.commit } else { "-" };
            let tree = point.tree.as_deref().filter(|tree| is_hash(tree)).unwrap_or("-");
            // Without the slash at the end the folder of the project is found, and at the root the tree of the commit.
            format!("{commit}:{}\n{tree}^{{tree}}\n", prefix.trim_end_matches('/'))
        })
        .collect();
    let answer = git.ask(&["cat-file", "--batch-check=%(objecttype) %(objectname)"], &questions)?;
    let text = String::from_utf8_lossy(&answer);
    let found: Vec<Option<&str>> = text.lines().map(|line| line.strip_prefix("tree ")).collect();
    Ok(points
        .iter()
        .zip(found.chunks(2))
        .map(|(point, found)| {
            let (of_commit, named) = (found.first().copied().flatten(), found.get(1).copied().flatten());
            let tree = match (of_commit, named) {
                (Some(of_commit), Some(named)) if of_commit != named => None,
                (Some(_), None) if point.tree.is_some() => None,
                (of_commit, named) => named.or(of_commit),
            };
            (point.clone(), tree.map(str::to_owned))
        })
        .collect())
}

/// A path that differs, and the object that it was.
struct Path {
    name: String,
    before: String,
}

/// What differs between each of these trees and the present one.
fn differences<'t>(git: &Git, trees: impl Iterator<Item = &'t String>, now: &str) -> Result<HashMap<String, Vec<Path>>> {
    let trees: BTreeSet<&String> = trees.collect();
    let mut all: HashMap<String, Vec<Path>> = trees.iter().map(|tree| ((*tree).clone(), Vec::new())).collect();
    let questions: String = trees.iter().filter(|tree| tree.as_str() != now).map(|tree| format!("{tree} {now}\n")).collect();
    if questions.is_empty() {
        return Ok(all);
    }
    let answer = git.ask(&["diff-tree", "--stdin", "--raw", "-r", "-z", "--no-renames", "--no-abbrev"], &questions)?;
    // `tree tree\n`, then for each path `:mode mode object object status\0path\0`.
    let mut current: Option<String> = None;
    let mut rest = answer.as_slice();
    while !rest.is_empty() {
        if rest[0] == b':' {
            let mut fields = rest.splitn(3, |byte| *byte == 0);
            let (meta, path) = (fields.next().unwrap_or(&[]), fields.next().unwrap_or(&[]));
            rest = fields.next().unwrap_or(&[]);
            let before = String::from_utf8_lossy(meta).split(' ').nth(2).unwrap_or("").to_owned();
            if let Some(list) = current.as_ref().and_then(|tree| all.get_mut(tree)) {
                list.push(Path { name: String::from_utf8_lossy(path).into_owned(), before });
            }
        } else {
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | 0)).unwrap_or(rest.len());
            current = String::from_utf8_lossy(&rest[..end]).split(' ').next().map(str::to_owned);
            rest = rest.get(end + 1..).unwrap_or(&[]);
        }
    }
    Ok(all)
}

/// Reads the records of these objects: ID and fingerprint.
fn records_of(git: &Git, old: &mut HashMap<String, Vec<(String, Fingerprint)>>, config: Option<&str>) -> Result<()> {
    let asked: Vec<String> = old.keys().filter(|object| object.bytes().any(|byte| byte != b'0')).cloned().collect();
    for (object, content) in git.blobs(asked.iter().map(String::as_str))? {
        let Some(model) = model_of(content, config) else { continue };
        if let Some(list) = old.get_mut(&object) {
            list.extend(model.records().map(|record| (record.id().to_owned(), Fingerprint::of(record))));
        }
    }
    Ok(())
}

/// The history from the present back to the oldest of the states.
#[derive(Default)]
struct Line {
    /// The position of each commit, the present one being 0.
    at: HashMap<String, u32>,
    /// The last change of each path, and its position.
    last: HashMap<String, (u32, Change)>,
}

impl Line {
    fn read(git: &Git, points: &BTreeSet<Point>, prefix: &str) -> Result<Self> {
        let mut line = Self::default();
        let Some(head) = git.head.as_deref() else { return Ok(line) };
        line.at.insert(head.to_owned(), 0);
        let known = git.ask(
            &["cat-file", "--batch-check=%(objecttype) %(objectname)"],
            &points.iter().filter(|point| is_hash(&point.commit)).map(|point| format!("{}\n", point.commit)).collect::<String>(),
        )?;
        let known = String::from_utf8_lossy(&known);
        let commits: Vec<&str> = known.lines().filter_map(|line| line.strip_prefix("commit ")).filter(|commit| *commit != head).collect();
        if commits.is_empty() {
            return Ok(line);
        }
        // One walk to what all of them have in common. Without anything in common it goes to the beginning.
        let mut question = vec!["merge-base", "--octopus", head];
        question.extend(&commits);
        let base = git.text(&question).ok().filter(|base| is_hash(base));
        let exclude = base.as_ref().map(|base| format!("^{base}"));
        let mut question = vec!["log", "--topo-order", "-z", "--raw", "--no-renames", "--no-abbrev", "--format=%x01%H %cs %s", head];
        question.extend(exclude.as_deref());
        let answer = git.bytes(&question)?;
        let (mut position, mut change) = (0, None::<Change>);
        let mut pieces = names(&answer);
        while let Some(piece) = pieces.next() {
            let piece = piece.trim_start_matches('\n');
            if let Some(commit) = piece.strip_prefix('\u{1}') {
                let mut words = commit.splitn(3, ' ');
                let mut word = || words.next().unwrap_or("").to_owned();
                let found = Change { commit: word(), day: word(), subject: word() };
                line.at.insert(found.commit.clone(), position);
                change = Some(found);
                position += 1;
            } else if piece.starts_with(':')
                && let Some(path) = pieces.next()
                && let (Some(change), Some(path)) = (&change, path.strip_prefix(prefix))
            {
                line.last.entry(path.to_owned()).or_insert_with(|| (position - 1, change.clone()));
            }
        }
        if let Some(base) = base {
            line.at.entry(base).or_insert(position);
        }
        Ok(line)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{commit, repository, run, write};
    use super::*;
    use std::path::Path as Folder;

    fn ask(folder: &Folder, points: &[&Point]) -> History {
        let points = points.iter().map(|point| (*point).clone()).collect();
        history(&Git::open(folder).expect("a repository"), &points, (&Config::default(), None), &["evidence"]).expect("a history")
    }

    fn since<'h>(history: &'h History, point: &Point) -> &'h Since {
        history.since[point].as_ref().expect("a known state")
    }

    #[test]
    fn what_changed_and_by_which_commit() {
        let folder = repository();
        let at = folder.path();
        let first =
            commit(at, "", &[("src/a.c", "1"), ("src/b.c", "1"), ("records/r.md", "## SRS-1 Dose\n\nText.\n\n## SRS-2 Air\n\nMore.\n")]);
        let second =
            commit(at, "Dose is limited", &[("src/a.c", "2"), ("records/r.md", "## SRS-1 Dose\n\nText.\n\n## SRS-2 Air\n\nOther.\n")]);
        let third = commit(at, "Evidence only", &[("evidence/x.json", "{}")]);
        let history = ask(at, &[&first, &second, &third]);
        let old = since(&history, &first);
        assert_eq!(old.distance, Some(2));
        assert_eq!(old.changed.keys().collect::<Vec<_>>(), ["records/r.md", "src/a.c"]);
        assert_eq!(old.changed["src/a.c"].as_ref().expect("a commit").subject, "Dose is limited");
        assert_eq!(old.records.keys().collect::<Vec<_>>(), ["SRS-1", "SRS-2"]);
        assert!(since(&history, &second).changed.is_empty(), "the store is no part of the state");
        assert_eq!((since(&history, &second).distance, since(&history, &third).distance), (Some(1), Some(0)));
        write(at, &[("src/b.c", "3"), ("new file.c", "")]);
        let history = ask(at, &[&third]);
        assert_eq!(history.uncommitted, ["new file.c", "src/b.c"]);
        assert_eq!(since(&history, &third).changed.len(), 2);
    }

    #[test]
    fn what_was_taken_back_has_not_changed() {
        let folder = repository();
        let first = commit(folder.path(), "One", &[("a.c", "1")]);
        commit(folder.path(), "Two", &[("a.c", "2")]);
        commit(folder.path(), "One again", &[("a.c", "1")]);
        let history = ask(folder.path(), &[&first]);
        assert!(since(&history, &first).changed.is_empty());
        assert_eq!(since(&history, &first).distance, Some(2));
    }

    #[test]
    fn the_tree_outlives_a_rewritten_history_and_a_wrong_tree_is_nothing() {
        let folder = repository();
        let at = folder.path();
        commit(at, "Start", &[("a.c", "0")]);
        let tested = commit(at, "Tested", &[("a.c", "1")]);
        commit(at, "Later", &[("b.c", "1")]);
        run(at, &["reset", "-q", "--soft", "HEAD~2"]);
        let squashed = commit(at, "All in one", &[]);
        let gone = Point { commit: "1".repeat(40), tree: tested.tree.clone() };
        let forged = Point { commit: squashed.commit.clone(), tree: tested.tree.clone() };
        let unknown = Point { commit: "1".repeat(40), tree: None };
        let odd = Point { commit: "HEAD".into(), tree: Some("-".into()) };
        let history = ask(at, &[&tested, &gone, &forged, &unknown, &odd]);
        for point in [&tested, &gone] {
            let since = since(&history, point);
            assert_eq!((since.distance, since.changed.keys().map(String::as_str).collect::<Vec<_>>()), (None, vec!["b.c"]));
        }
        for point in [&forged, &unknown, &odd] {
            assert!(history.since[point].is_none(), "{point:?}");
        }
    }

    #[test]
    fn a_project_below_the_root_sees_its_own_folder_only() {
        let folder = repository();
        let inner = folder.path().join("pump");
        commit(folder.path(), "Start", &[("pump/a.c", "1"), ("other/b.c", "1")]);
        let git = Git::open(&inner).expect("a repository");
        let first = Point { commit: git.head.expect("a commit"), tree: git.tree };
        commit(folder.path(), "Elsewhere", &[("other/b.c", "2")]);
        let change = commit(folder.path(), "Here", &[("pump/a.c", "2")]);
        write(folder.path(), &[("pump/new.c", ""), ("other/new.c", "")]);
        let history = ask(&inner, &[&first]);
        let since = since(&history, &first);
        assert_eq!(since.distance, Some(2));
        assert_eq!(since.changed.keys().collect::<Vec<_>>(), ["a.c", "new.c"]);
        assert_eq!(since.changed["a.c"].as_ref().expect("a commit").commit, change.commit);
        assert_eq!(Git::open(&inner).expect("a repository").paths().expect("paths"), ["a.c", "new.c"]);
    }

    #[test]
    fn a_folder_without_a_commit_and_one_without_a_repository() {
        let folder = repository();
        let point = Point { commit: "1".repeat(40), tree: None };
        assert!(ask(folder.path(), &[&point]).since[&point].is_none());
        let outside = tempfile::tempdir().expect("a folder");
        assert!(Git::open(outside.path()).is_err());
    }
}
