//! The commits that no release holds yet, each with the changes that it names: what clause 8.2.1 is held against.

use std::collections::HashMap;

/// What the repository holds beyond the last release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commits {
    /// Where the list begins; `None` where neither a release nor the configuration says so, and then nothing is listed.
    pub since: Option<Begin>,
    /// The commits after that up to the present, the newest first. Those that touch nothing of the project are left out.
    pub list: Vec<Commit>,
    /// Releases whose commit the repository does not hold.
    pub lost: Vec<Lost>,
    /// Is the older part of the history missing here?
    pub shallow: bool,
}

/// Where a list of commits begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    /// What says so: the ID of a release, or the words of the configuration.
    pub by: String,
    /// The day of the commit there, or the day that the configuration names: `2026-11-25`.
    pub day: String,
}

/// A release whose commit is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The ID of the release.
    pub release: String,
    /// What it names as its commit.
    pub commit: String,
}

/// A commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// Its hash.
    pub hash: String,
    /// The commits before it, the one that it goes on from first.
    pub parents: Vec<String>,
    /// The day of the commit, as git shows it: `2026-11-25`.
    pub day: String,
    /// The address of its author.
    pub author: String,
    /// Its subject line.
    pub subject: String,
    /// What its trailers name, in their order.
    pub named: Vec<String>,
    /// What the branches say that brought it, the nearest merge first.
    pub branches: Vec<String>,
    /// What the trailers of the merges say that brought it.
    pub merges: Vec<String>,
    /// The paths that it changes, relative to the project; a merge changes none.
    pub paths: Vec<String>,
}

impl Commit {
    /// Does it join several lines of development?
    #[must_use]
    pub fn is_merge(&self) -> bool {
        self.parents.len() > 1
    }
}

/// The IDs that the values of trailers name: several stand in one line with commas or blanks between them.
#[must_use]
pub fn named(trailers: &str) -> Vec<String> {
    let words = trailers.split(|c: char| c == ',' || c == ';' || c.is_whitespace());
    words.map(|word| word.trim_matches(['#', '.', '(', ')', '[', ']'])).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The branch that a merge brought in, as git, GitHub, GitLab and Bitbucket write their subject lines.
#[must_use]
pub fn merged_branch(subject: &str) -> Option<&str> {
    let quoted = ["Merge branch '", "Merge remote-tracking branch '"].iter().find_map(|start| subject.strip_prefix(start));
    if let Some(rest) = quoted {
        return rest.split('\'').next().filter(|name| !name.is_empty());
    }
    // `Merge pull request #7 from owner/branch`: the owner is no part of the name.
    let rest = subject.strip_prefix("Merge pull request ")?;
    let (_, from) = rest.split_once(" from ")?;
    let name = from.split(' ').next()?;
    Some(name.split_once('/').map_or(name, |(_, branch)| branch)).filter(|name| !name.is_empty())
}

/// What the name of a branch says by this pattern, in which `{id}` stands for an ID; a remote before the name does not matter. A title
/// may follow the ID: whoever knows the IDs decides where it begins.
#[must_use]
pub fn id_in_branch<'b>(pattern: &str, branch: &'b str) -> Option<&'b str> {
    let (before, after) = pattern.split_once("{id}")?;
    let rest = match branch.strip_prefix(before) {
        Some(rest) => rest,
        None => branch.split_once('/')?.1.strip_prefix(before)?,
    };
    let id = rest.strip_suffix(after)?;
    (!id.is_empty()).then_some(id)
}

/// Tells every commit by which merges it came in, and what those say. The list is the newest first.
///
/// A commit belongs to the merge that joined its line to the one that goes on; what a merge says holds for everything that it brought,
/// merges within it included. Each commit is visited once, whatever the shape of the history.
pub fn tell_merges(list: &mut [Commit], pattern: &str) {
    let at: HashMap<String, usize> = list.iter().enumerate().map(|(at, commit)| (commit.hash.clone(), at)).collect();
    let mut visited = vec![false; list.len()];
    // Lines that nothing else of the list goes on from: the present, and nothing else unless a merge is cut off.
    for tip in 0..list.len() {
        if visited[tip] {
            continue;
        }
        let mut lines = vec![Line { rest: line(list, &at, &visited, tip), says: Says::default() }];
        while let Some(top) = lines.last_mut() {
            let Some(next) = top.rest.pop() else {
                lines.pop();
                continue;
            };
            if std::mem::replace(&mut visited[next], true) {
                continue;
            }
            let says = top.says.clone();
            let own = says.with(&list[next], pattern);
            let brought: Vec<usize> = list[next].parents.iter().skip(1).filter_map(|parent| at.get(parent).copied()).collect();
            list[next].branches = says.branches;
            list[next].merges = says.trailers;
            for parent in brought.into_iter().rev().filter(|parent| !visited[*parent]) {
                let rest = line(list, &at, &visited, parent);
                lines.push(Line { rest, says: own.clone() });
            }
        }
    }
}

/// A line of development that is being walked, the next commit last, and what the merges say that brought it.
struct Line {
    rest: Vec<usize>,
    says: Says,
}

/// What merges say.
#[derive(Clone, Default)]
struct Says {
    branches: Vec<String>,
    trailers: Vec<String>,
}

impl Says {
    /// The same, with what this merge says in front.
    fn with(&self, merge: &Commit, pattern: &str) -> Self {
        let mut says = self.clone();
        if let Some(id) = merged_branch(&merge.subject).and_then(|branch| id_in_branch(pattern, branch)) {
            says.branches.insert(0, id.to_owned());
        }
        for name in merge.named.iter().rev() {
            says.trailers.insert(0, name.clone());
        }
        // A line of merges within merges says the same again and again.
        let mut seen = std::collections::HashSet::new();
        says.branches.retain(|name| seen.insert(name.clone()));
        seen.clear();
        says.trailers.retain(|name| seen.insert(name.clone()));
        says
    }
}

/// The line from a commit back by first parents, as far as it is in the list and nobody was there; the oldest last.
fn line(list: &[Commit], at: &HashMap<String, usize>, visited: &[bool], tip: usize) -> Vec<usize> {
    let mut line = vec![tip];
    let mut here = tip;
    while let Some(next) = list[here].parents.first().and_then(|parent| at.get(parent)).copied() {
        // In a list that is in order parents come later; anything else is no history, and would go in circles.
        if visited[next] || next <= here {
            break;
        }
        line.push(next);
        here = next;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_merges_are_called() {
        for (subject, branch) in [
            ("Merge branch 'change/CR-12'", Some("change/CR-12")),
            ("Merge branch 'change/CR-12' into 'main'", Some("change/CR-12")),
            ("Merge branch 'main' into change/CR-12", Some("main")),
            ("Merge remote-tracking branch 'origin/CR-12'", Some("origin/CR-12")),
            ("Merge pull request #7 from ada/change/CR-12", Some("change/CR-12")),
            ("Merge branch ''", None),
            ("Merge pull request #7 from ", None),
            ("Merge of all that is good", None),
        ] {
            assert_eq!(merged_branch(subject), branch, "{subject}");
        }
    }

    #[test]
    fn what_a_branch_says() {
        for (pattern, branch, id) in [
            ("change/{id}", "change/CR-12", Some("CR-12")),
            ("change/{id}", "origin/change/CR-12-alarm", Some("CR-12-alarm")),
            ("{id}", "CR-12", Some("CR-12")),
            ("{id}-fix", "CR-12-fix", Some("CR-12")),
            ("{id}-fix", "CR-12", None),
            ("change/{id}", "change/", None),
            ("change/{id}", "main", None),
            ("", "change/CR-12", None),
        ] {
            assert_eq!(id_in_branch(pattern, branch), id, "{pattern} {branch}");
        }
    }

    #[test]
    fn trailers_name_one_or_several() {
        assert_eq!(named("CR-1"), ["CR-1"]);
        assert_eq!(named("CR-1, #CR-2;PR-3\n CR-4."), ["CR-1", "CR-2", "PR-3", "CR-4"]);
        assert!(named(" ,; \n").is_empty());
    }

    fn commit(hash: &str, parents: &str, subject: &str) -> Commit {
        let parents = parents.split_whitespace().map(str::to_owned).collect();
        Commit { hash: hash.into(), parents, subject: subject.into(), ..Commit::default() }
    }

    /// What the branches say of each commit.
    fn told(mut list: Vec<Commit>) -> Vec<String> {
        tell_merges(&mut list, "change/{id}");
        list.into_iter().map(|commit| format!("{}:{}", commit.hash, commit.branches.join("+"))).collect()
    }

    #[test]
    fn a_merge_tells_of_what_it_brought_and_of_nothing_else() {
        let list = vec![
            commit("m2", "d m1", "Merge branch 'change/CR-2'"),
            commit("d", "c", "On the main line"),
            commit("m1", "b a", "Merge branch 'change/CR-1'"),
            commit("a", "base", "In the inner branch"),
            commit("b", "c", "In the outer branch"),
            commit("c", "base", "Before both"),
        ];
        assert_eq!(told(list), ["m2:", "d:", "m1:CR-2", "a:CR-1+CR-2", "b:CR-2", "c:"]);
    }

    #[test]
    fn merging_the_main_line_into_a_branch_brings_it_nothing() {
        let list = vec![
            commit("m2", "d m1", "Merge branch 'change/CR-1'"),
            commit("m1", "b d", "Merge branch 'main' into change/CR-1"),
            commit("d", "c", "On the main line"),
            commit("b", "c", "In the branch"),
            commit("c", "", "Before"),
        ];
        assert_eq!(told(list), ["m2:", "m1:CR-1", "d:", "b:CR-1", "c:"]);
    }

    #[test]
    fn a_merge_with_a_trailer_speaks_for_its_branch() {
        let mut list = vec![commit("m", "a b", "Merge"), commit("b", "a", "B"), commit("a", "", "A")];
        list[0].named = vec!["CR-7".into()];
        tell_merges(&mut list, "");
        assert_eq!((list[1].merges.clone(), list[2].merges.clone()), (vec!["CR-7".to_owned()], Vec::new()));
    }

    #[test]
    fn a_long_line_of_merges_within_merges_ends() {
        let list: Vec<Commit> =
            (0..5000).map(|n| commit(&n.to_string(), &format!("x{n} {}", n + 1), "Merge branch 'change/CR-1'")).collect();
        assert_eq!(told(list).last().map(String::as_str), Some("4999:CR-1"));
    }

    #[test]
    fn circles_are_no_history() {
        assert_eq!(told(vec![commit("a", "b", ""), commit("b", "a", "")]).len(), 2);
        assert_eq!(told(vec![commit("a", "a a", "")]).len(), 1);
    }
}
