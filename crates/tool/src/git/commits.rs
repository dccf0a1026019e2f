//! The commits since the last release, with what they name: asked of git in one walk.

use super::{Git, is_hash, names};
use anyhow::Result;
use primum_evidence::commits::{Begin, Commit, Commits, Lost, named, tell_merges};
use primum_model::config::ChangePolicy;

/// The commits that are in none of these releases, each given as its ID and what it names as its commit.
///
/// Where the repository holds no commit of a release, the configuration says where to begin; where it does not either, nothing is listed.
///
/// # Errors
/// Git does not answer, or does not know what the configuration names.
pub(crate) fn commits(git: &Git, releases: &[(String, String)], policy: &ChangePolicy) -> Result<Commits> {
    let prefix = git.prefix()?;
    let mut all = Commits { shallow: git.is_shallow(), ..Commits::default() };
    let Some(head) = git.head.as_deref() else { return Ok(all) };
    let mut begins: Vec<(Begin, String)> = Vec::new();
    for ((release, commit), found) in releases.iter().zip(known(git, releases)?) {
        match found {
            Some((hash, day)) => begins.push((Begin { by: release.clone(), day }, hash)),
            None => all.lost.push(Lost { release: release.clone(), commit: commit.clone() }),
        }
    }
    // A project that lies below the root may be a copy with the releases of another repository: an example, a fork of a part. Whoever
    // sets how commits are held against changes says that they are of this one.
    if !prefix.is_empty() && *policy == ChangePolicy::default() {
        all.lost.clear();
    }
    let mut from_day = None;
    if begins.is_empty() && !policy.since.is_empty() {
        let by = "`since` under [changes]".to_owned();
        if let Some(day) = primum_model::value::date(&policy.since) {
            from_day = Some(day.to_string());
            all.since = Some(Begin { by, day: day.to_string() });
        } else {
            let hash = git.commit(&policy.since)?;
            let day = day_of(git, &hash)?;
            begins.push((Begin { by, day }, hash));
        }
    }
    if let Some((latest, _)) = begins.iter().max_by(|one, other| one.0.day.cmp(&other.0.day)) {
        all.since = Some(latest.clone());
    }
    if all.since.is_none() {
        return Ok(all);
    }
    let format = format!("--format=%x01%H%x02%P%x02%cs%x02%ae%x02%(trailers:key={},valueonly,separator=%x2C)%x02%s", policy.trailer);
    let exclude: Vec<String> = begins.iter().map(|(_, hash)| format!("^{hash}")).collect();
    let mut question = vec!["log", "--topo-order", "-z", "--raw", "--no-renames", "--no-abbrev", &format, head];
    question.extend(exclude.iter().map(String::as_str));
    all.list = listed(&git.bytes(&question)?, &prefix);
    tell_merges(&mut all.list, &policy.branch);
    let late = |commit: &Commit| from_day.as_ref().is_none_or(|day| commit.day >= *day);
    all.list.retain(|commit| late(commit) && !commit.paths.is_empty());
    Ok(all)
}

fn day_of(git: &Git, commit: &str) -> Result<String> {
    git.text(&["show", "-s", "--format=%cs", commit])
}

/// Of each release the hash and the day of its commit, if the repository holds it.
fn known(git: &Git, releases: &[(String, String)]) -> Result<Vec<Option<(String, String)>>> {
    if releases.is_empty() {
        return Ok(Vec::new());
    }
    // A name with a line break would be two questions, and one that is no hash may mean something else tomorrow.
    let question =
        |commit: &str| if commit.len() >= 7 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()) { commit } else { "-" }.to_owned();
    let questions: String = releases.iter().map(|(_, commit)| format!("{}^{{commit}}\n", question(commit.trim()))).collect();
    let answer = git.ask(&["cat-file", "--batch-check=%(objecttype) %(objectname)"], &questions)?;
    let answer = String::from_utf8_lossy(&answer);
    let hashes: Vec<Option<&str>> = answer.lines().map(|line| line.strip_prefix("commit ").filter(|hash| is_hash(hash))).collect();
    (0..releases.len())
        .map(|at| match hashes.get(at).copied().flatten() {
            Some(hash) => Ok(Some((hash.to_owned(), day_of(git, hash)?))),
            None => Ok(None),
        })
        .collect()
}

/// Reads the answer of `git log`: per commit the format above, then `:modes objects status` and the path of each change.
fn listed(answer: &[u8], prefix: &str) -> Vec<Commit> {
    let mut list: Vec<Commit> = Vec::new();
    let mut pieces = names(answer);
    while let Some(piece) = pieces.next() {
        let piece = piece.trim_start_matches('\n');
        if let Some(commit) = piece.strip_prefix('\u{1}') {
            let mut fields = commit.splitn(6, '\u{2}');
            let mut field = || fields.next().unwrap_or("");
            let (hash, parents, day, author, trailers, subject) = (field(), field(), field(), field(), field(), field());
            list.push(Commit {
                hash: hash.to_owned(),
                parents: parents.split(' ').filter(|parent| !parent.is_empty()).map(str::to_owned).collect(),
                day: day.to_owned(),
                author: author.to_lowercase(),
                subject: subject.to_owned(),
                named: named(trailers),
                ..Commit::default()
            });
        } else if piece.starts_with(':')
            && let Some(path) = pieces.next()
            && let (Some(commit), Some(path)) = (list.last_mut(), path.strip_prefix(prefix))
        {
            commit.paths.push(path.to_owned());
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::super::testing::{commit, repository, run};
    use super::*;
    use std::path::Path as Folder;

    fn ask(folder: &Folder, releases: &[(&str, &str)], policy: &ChangePolicy) -> Commits {
        let releases: Vec<_> = releases.iter().map(|(id, hash)| ((*id).to_owned(), (*hash).to_owned())).collect();
        commits(&Git::open(folder).expect("a repository"), &releases, policy).expect("an answer")
    }

    /// Subject and names of each commit.
    fn told(commits: &Commits) -> Vec<String> {
        let one =
            |commit: &Commit| format!("{}: {}", commit.subject, [&commit.named[..], &commit.branches, &commit.merges].concat().join(" "));
        commits.list.iter().map(one).collect()
    }

    #[test]
    fn commits_after_the_release_with_what_they_name() {
        let folder = repository();
        let at = folder.path();
        let first = commit(at, "Released", &[("a.c", "1")]);
        commit(at, "Limit the dose\n\nWords.\n\nChange: CR-1, CR-2\nChange: PR-3", &[("a.c", "2")]);
        commit(at, "Unnamed", &[("b.c", "1")]);
        run(at, &["checkout", "-q", "-b", "change/CR-9-alarm"]);
        commit(at, "In the branch", &[("c.c", "1")]);
        run(at, &["checkout", "-q", "main"]);
        run(at, &["merge", "-q", "--no-ff", "--no-edit", "change/CR-9-alarm"]);
        let policy = ChangePolicy { branch: "change/{id}".into(), ..ChangePolicy::default() };
        let found = ask(at, &[("REL-1", &first.commit), ("REL-2", &"1".repeat(40))], &policy);
        assert_eq!(told(&found), ["In the branch: CR-9-alarm", "Unnamed: ", "Limit the dose: CR-1 CR-2 PR-3"]);
        assert_eq!(found.since.as_ref().map(|begin| begin.by.as_str()), Some("REL-1"));
        assert_eq!(found.lost.iter().map(|lost| lost.release.as_str()).collect::<Vec<_>>(), ["REL-2"]);
        assert_eq!(found.list[0].paths, ["c.c"]);
    }

    #[test]
    fn the_configuration_says_where_to_begin_where_no_release_does() {
        let folder = repository();
        let at = folder.path();
        let first = commit(at, "One", &[("a.c", "1")]);
        commit(at, "Two", &[("a.c", "2")]);
        let since = |since: &str| ask(at, &[], &ChangePolicy { since: since.into(), ..ChangePolicy::default() });
        assert_eq!(told(&since(&first.commit)), ["Two: "]);
        assert_eq!(told(&since("2000-01-01")), ["Two: ", "One: "]);
        assert!(since("2999-01-01").list.is_empty());
        assert_eq!(since(""), Commits::default());
        let git = Git::open(at).expect("a repository");
        for wrong in ["no-such-tag", "--all", "HEAD..HEAD"] {
            assert!(commits(&git, &[], &ChangePolicy { since: wrong.into(), ..ChangePolicy::default() }).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_copy_below_the_root_asks_for_no_commit_of_its_origin() {
        let folder = repository();
        let at = folder.path();
        commit(at, "Start", &[("pump/a.c", "1"), ("b.c", "1")]);
        let inner = at.join("pump");
        let gone = [("REL-1", "1111111111111111111111111111111111111111"), ("REL-2", "v1\n2")];
        assert_eq!(ask(&inner, &gone, &ChangePolicy::default()), Commits::default());
        assert_eq!(ask(at, &gone, &ChangePolicy::default()).lost.len(), 2);
        let policy = ChangePolicy { since: "2000-01-01".into(), ..ChangePolicy::default() };
        assert_eq!(ask(&inner, &gone, &policy).lost.len(), 2);
        assert_eq!(ask(&inner, &[], &policy).list[0].paths, ["a.c"]);
    }

    #[test]
    fn a_shallow_clone_says_so() {
        let folder = repository();
        let at = folder.path();
        let first = commit(at, "One", &[("a.c", "1")]);
        commit(at, "Two", &[("a.c", "2")]);
        let copy = tempfile::tempdir().expect("a folder");
        let url = format!("file://{}", at.display());
        run(copy.path(), &["clone", "-q", "--depth", "1", &url, "."]);
        let found = ask(copy.path(), &[("REL-1", &first.commit)], &ChangePolicy::default());
        assert!(found.shallow && found.since.is_none() && found.list.is_empty());
        assert_eq!(found.lost.len(), 1);
    }
}
