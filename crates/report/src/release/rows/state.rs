//! Rows about the state that is to be released: commit, tree, version.

use super::{Go, Row};
use crate::facts::counted;
use crate::release::Repository;
use primum_evidence::baseline::names_files;
use primum_evidence::{Content, Statement};
use primum_model::Record;
use primum_rules::Analysis;

pub(super) fn rows(analysis: &Analysis, repository: &Result<Repository, String>, release: Option<Record<'_>>, version: &str) -> Vec<Row> {
    let mut rows = match repository {
        Ok(repository) => vec![clean(repository), commit(analysis, repository, release, version)],
        Err(why) => {
            let help = "a release is a commit: put the project under git and commit it";
            vec![Row::new("commit", "what is released is the commit that is checked out", Go::NoGo, why.clone(), help)]
        }
    };
    rows.push(self::version(analysis, repository.as_ref().ok(), version));
    rows
}

fn clean(repository: &Repository) -> Row {
    let title = "nothing differs from the commit";
    match repository.uncommitted.first() {
        None => Row::new("clean", title, Go::Go, "the working tree is clean", ""),
        Some(first) => {
            let many = counted(repository.uncommitted.len(), "path differs", "paths differ");
            Row::new("clean", title, Go::NoGo, format!("{many} from the commit, first {first}"), "commit it, or take it back")
                .with(repository.uncommitted.clone())
        }
    }
}

fn commit(analysis: &Analysis, repository: &Repository, release: Option<Record<'_>>, version: &str) -> Row {
    let title = "what is released is the commit that is checked out";
    let head = repository.commit.as_str();
    let named = release
        .and_then(|release| release.text("commit"))
        .map(str::trim)
        .filter(|named| !head.starts_with(&named.to_ascii_lowercase()) || named.len() < 7);
    if let Some(named) = named {
        let help = "check that commit out, or write the one that is released into the record";
        return Row::new("commit", title, Go::NoGo, format!("the record names the commit {named}, and {head} is checked out"), help);
    }
    if let Some(tagged) = repository.tagged.as_deref().filter(|tagged| *tagged != head) {
        let tag = analysis.model.config.release.tag.replace("{version}", version);
        let help = "a tag that is out stays: give what is checked out another version";
        return Row::new("commit", title, Go::NoGo, format!("the tag {tag} names {tagged}, and {head} is checked out"), help);
    }
    Row::new("commit", title, Go::Go, head, "")
}

/// Is the version the one that was built and tested, and nobody else's?
fn version(analysis: &Analysis, repository: Option<&Repository>, version: &str) -> Row {
    let title = "the version that is released is the one that was tested";
    let no = |reason: String, help: &str| Row::new("version", title, Go::NoGo, reason, help);
    if !names_files(version) {
        return no(format!("files cannot be named by `{version}`"), "use letters, digits and . _ + - within, 64 at most");
    }
    let product = analysis.model.config.product.version.as_str();
    if product != version {
        let is = if product.is_empty() { "names no version".to_owned() } else { format!("says {product}") };
        return no(
            format!("{version} is released, and [product] version in primum.toml {is}"),
            "write the version into primum.toml, commit, and test that",
        );
    }
    if let Some(repository) = repository {
        let on_head =
            |one: &&Statement| one.state.commit.as_deref() == Some(repository.commit.as_str()) && matches!(one.content, Content::Tests(_));
        let tests = analysis.facts.store.iter().flat_map(|store| &store.statements).filter(on_head);
        if let Some(other) = tests.map(|one| one.state.version.as_str()).find(|tested| !tested.is_empty() && *tested != version) {
            return no(
                format!("{version} is released, and {other} was tested on this commit"),
                "test what bears the version that goes out",
            );
        }
    }
    Row::new("version", title, Go::Go, version, "")
}
