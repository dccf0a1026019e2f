//! Evidence as the pages of the rules write it down: a block `evidence` in TOML, one `[[statement]]` each.

use crate::Facts;
use primum_evidence::{
    AnalysisResult, Change, Content, File, History, Level, Measures, Observation, Point, Ratio, Run, Signature, Since, State, Statement,
    Status, Stored, Suppression, TestLevel,
};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    #[serde(default)]
    statement: Vec<Said>,
    /// Pieces of the store that cannot be relied on: path and reason.
    #[serde(default)]
    faults: BTreeMap<String, String>,
    /// Why git does not answer.
    #[serde(default)]
    git: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Said {
    /// 40 times this character is the commit.
    commit: Option<char>,
    #[serde(default)]
    uncommitted: Vec<String>,
    #[serde(default)]
    version: String,
    level: Option<String>,
    environment: Option<String>,
    by: Option<String>,
    at: Option<String>,
    tool: Option<String>,
    /// A signature that does not hold, and why.
    doubtful: Option<String>,
    signer: Option<String>,
    /// The items that it is about.
    #[serde(default)]
    items: Vec<String>,
    /// How far back the commit lies; `-1` for one that is no ancestor.
    distance: Option<i64>,
    /// Paths that have changed since, and the subject of the commit that did it.
    #[serde(default)]
    changed: BTreeMap<String, String>,
    /// Does the repository not hold the commit?
    #[serde(default)]
    missing: bool,
    /// Results: the name of a test, or the ID of a record that the result names, and how it ended.
    results: Option<BTreeMap<String, String>>,
    /// Results of a manual run: the ID of the test, and what was seen.
    manual: Option<BTreeMap<String, String>>,
    /// Coverage of lines, `covered/all`.
    lines: Option<BTreeMap<String, String>>,
    /// Results of static analysis: `level file rule`, with ` suppressed` or ` suppressed: reason` behind.
    analysis: Option<Vec<String>>,
}

/// Facts from a block of a page.
pub(crate) fn facts(text: &str) -> Result<Facts, String> {
    let page: Page = toml::from_str(text).map_err(|error| error.to_string())?;
    let (mut statements, mut since) = (Vec::new(), BTreeMap::new());
    for (number, said) in page.statement.into_iter().enumerate() {
        let commit = said.commit.map(|letter| letter.to_string().repeat(40));
        if let Some(commit) = &commit {
            let changed = said.changed.iter().map(|(path, subject)| (path.clone(), change(subject))).collect();
            let distance = u32::try_from(said.distance.unwrap_or(number as i64)).ok();
            let known = (!said.missing).then(|| Since { distance, changed, records: BTreeMap::new() });
            since.insert(Point { commit: commit.clone(), tree: None }, known);
        }
        statements.push(statement(said, commit, number)?);
    }
    let history = page.git.map_or_else(|| Ok(History { since, ..History::default() }), Err);
    let faults = page.faults.into_iter().collect();
    Ok(Facts { store: Some(Stored { place: "evidence".into(), statements, faults }), history: Some(history), ..Facts::default() })
}

fn change(subject: &str) -> Option<Change> {
    let commit = || Change { commit: "c".repeat(40), day: "2026-06-20".into(), subject: subject.to_owned() };
    (!subject.is_empty()).then(commit)
}

fn statement(said: Said, commit: Option<String>, number: usize) -> Result<Statement, String> {
    let level = match said.level.as_deref() {
        None => None,
        Some(word) => Some(TestLevel::ALL.into_iter().find(|level| level.name() == word).ok_or(format!("no level `{word}`"))?),
    };
    let manual = said.manual.is_some();
    let content = if let Some(manual) = said.manual {
        Content::Tests(manual.into_iter().map(|(id, seen)| observed(id, seen)).collect())
    } else if let Some(results) = said.results {
        Content::Tests(results.into_iter().map(|(name, word)| run(name, &word)).collect::<Result<_, _>>()?)
    } else if let Some(lines) = said.lines {
        Content::Coverage(lines.into_iter().map(|(path, share)| covered(path, &share)).collect::<Result<_, _>>()?)
    } else {
        Content::Analysis(said.analysis.unwrap_or_default().iter().map(|line| result(line)).collect::<Result<_, _>>()?)
    };
    let signature = match (said.doubtful, said.signer) {
        (Some(why), _) => Signature::Doubtful(why),
        (None, Some(name)) => Signature::Valid(name),
        (None, None) => Signature::None,
    };
    let state = State { commit, tree: None, uncommitted: said.uncommitted, version: said.version, artefacts: Vec::new() };
    Ok(Statement {
        digest: format!("{number:064x}"),
        place: format!("statements/2026/{number}.json"),
        state,
        level,
        environment: said.environment.unwrap_or_else(|| "bench".into()),
        items: said.items,
        tool: said.tool.or(Some("runner 1.0".into())),
        format: if manual { "manual".into() } else { "junit".into() },
        by: said.by.unwrap_or_else(|| "Ada".into()),
        at: said.at.unwrap_or_else(|| "2026-06-01T10:00:00Z".into()),
        raw: "0".repeat(64),
        signature,
        content,
    })
}

fn run(name: String, word: &str) -> Result<Run, String> {
    let all = [Status::Passed, Status::Flaky, Status::Skipped, Status::Unclear, Status::Error, Status::Failed];
    let status = all.into_iter().find(|status| status.name() == word).ok_or(format!("no status `{word}`"))?;
    let ids = if name.contains('-') { vec![name.clone()] } else { Vec::new() };
    Ok(Run { suite: String::new(), name, class: None, file: None, status, ids, message: None, observed: Vec::new(), tester: None })
}

fn observed(id: String, seen: String) -> Run {
    let observed = if seen.is_empty() { Vec::new() } else { vec![Observation { step: "1".into(), observed: seen, as_expected: true }] };
    let ids = vec![id.clone()];
    let tester = Some("Ada".into());
    Run { suite: String::new(), name: id, class: None, file: None, status: Status::Passed, ids, message: None, observed, tester }
}

fn covered(path: String, share: &str) -> Result<File, String> {
    let (covered, total) = share.split_once('/').ok_or("a share is `covered/all`")?;
    let number = |text: &str| text.trim().parse::<u64>().map_err(|error| error.to_string());
    let lines = Some(Ratio { covered: number(covered)?, total: number(total)? });
    Ok(File { path, measures: Measures { lines, ..Measures::default() } })
}

fn result(line: &str) -> Result<AnalysisResult, String> {
    let mut words = line.splitn(4, ' ');
    let (Some(word), Some(file), Some(rule)) = (words.next(), words.next(), words.next()) else {
        return Err(format!("`{line}` is not `level file rule`"));
    };
    let level = [Level::None, Level::Note, Level::Warning, Level::Error].into_iter().find(|level| level.name() == word);
    let suppression = words.next().map(|rest| Suppression { justification: rest.strip_prefix("suppressed: ").map(str::to_owned) });
    Ok(AnalysisResult {
        tool: Some("lint".into()),
        rule: Some(rule.to_owned()),
        level: level.ok_or(format!("no level `{word}`"))?,
        severity: word.to_owned(),
        file: Some(file.to_owned()),
        line: Some(1),
        column: None,
        message: "told".into(),
        suppression,
        fingerprint: None,
    })
}
