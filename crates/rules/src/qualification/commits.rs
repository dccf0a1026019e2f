//! Commits as the pages of the rules write them down: a block `commits` in TOML, one `[[commit]]` each, the newest first.

use primum_evidence::commits::{Begin, Commit, Commits, Lost};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    /// The release, or the words of the configuration, that the list begins with.
    since: Option<String>,
    /// The day of that.
    day: Option<String>,
    /// Releases whose commit is not there: ID and commit.
    #[serde(default)]
    lost: std::collections::BTreeMap<String, String>,
    #[serde(default)]
    shallow: bool,
    /// Why git does not answer.
    git: Option<String>,
    #[serde(default)]
    commit: Vec<Said>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    /// 40 times this character is the hash.
    hash: char,
    day: String,
    subject: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    branches: Vec<String>,
    #[serde(default)]
    merge: bool,
    paths: Vec<String>,
}

/// The commits of a block, or why git does not tell them.
pub(crate) fn commits(text: &str) -> Result<Result<Commits, String>, String> {
    let page: Page = toml::from_str(text).map_err(|error| error.to_string())?;
    if let Some(why) = page.git {
        return Ok(Err(why));
    }
    let list = page.commit.into_iter().map(|said| Commit {
        hash: said.hash.to_string().repeat(40),
        parents: if said.merge { vec!["a".repeat(40), "b".repeat(40)] } else { vec!["a".repeat(40)] },
        day: said.day,
        author: "ada@example.org".to_owned(),
        subject: said.subject,
        named: said.names,
        branches: said.branches,
        merges: Vec::new(),
        paths: said.paths,
    });
    let day = page.day.unwrap_or_else(|| "2026-01-31".to_owned());
    Ok(Ok(Commits {
        since: page.since.map(|by| Begin { by, day }),
        list: list.collect(),
        lost: page.lost.into_iter().map(|(release, commit)| Lost { release, commit }).collect(),
        shallow: page.shallow,
    }))
}
