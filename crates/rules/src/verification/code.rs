//! Coverage and static analysis, brought to the items that own the files.

use super::changes::Changes;
use crate::Facts;
use crate::ownership::{Owner, Ownership};
use primum_evidence::{AnalysisResult, Content, Measures, Ratio, Statement};
use primum_model::Model;
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is known about the code of an item or unit: of the files that it owns itself.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// What tests reach, added up over its files.
    pub coverage: Measures,
    /// How many of its files are in a report that still holds.
    pub covered: usize,
    /// Its files that are in no report, or only in one that does not hold any more.
    pub unreported: Vec<String>,
    /// Results of static analysis, of the latest run of each tool.
    pub results: Vec<AnalysisResult>,
}

/// The code of every item and unit that owns files, and how many statements there are about it.
#[derive(Debug, Default)]
pub struct CodeTable {
    /// By position of the record.
    pub by_part: HashMap<u32, Code>,
    /// Statements of coverage that can be placed.
    pub coverage: usize,
    /// Statements of static analysis that can be placed.
    pub analysis: usize,
}

impl CodeTable {
    pub(super) fn new(model: &Model, facts: &Facts, changes: &Changes<'_>, ownership: &Ownership) -> Self {
        let mut table = Self::default();
        let owner = |path: &str| ownership.owner(path).and_then(Owner::nearest);
        let mut files: BTreeMap<&str, Measures> = BTreeMap::new();
        for (statement, since) in changes.placed() {
            let Content::Coverage(list) = &statement.content else { continue };
            table.coverage += 1;
            for file in list.iter().filter(|file| !since.changed.contains_key(&file.path)) {
                // Two runs on the same file cannot be added up without their lines. The better of the two is the least that is covered.
                let known = files.entry(&file.path).or_default();
                *known = better(known, &file.measures);
            }
        }
        let owned = facts.tree.iter().flat_map(|tree| &tree.files).map(|file| file.path.as_str()).chain(files.keys().copied());
        let mut paths: Vec<&str> = owned.collect();
        paths.sort_unstable();
        paths.dedup();
        for path in paths {
            let Some(part) = owner(path).filter(|_| !ownership.is_test(path)) else { continue };
            let code = table.by_part.entry(part).or_default();
            match files.get(path) {
                Some(measures) => {
                    code.coverage.add(measures);
                    code.covered += 1;
                }
                None => code.unreported.push(path.to_owned()),
            }
        }
        // The latest run of each tool over each part of the project counts: what it does not tell any more is mended.
        let mut seen: Vec<(Option<&str>, &[String])> = Vec::new();
        for (statement, _) in changes.placed() {
            let Content::Analysis(results) = &statement.content else { continue };
            table.analysis += 1;
            let key = (tool(statement), statement.items.as_slice());
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            // A compiler tells the same of a file for each target that it builds from it.
            let mut told = HashSet::new();
            for result in results {
                if !told.insert((&result.rule, &result.file, result.line, result.column, &result.message, result.suppression.is_some())) {
                    continue;
                }
                let owned = result.file.as_deref().and_then(owner);
                let named = statement.items.iter().filter_map(|id| model.find(id)).map(|record| record.position()).next();
                if let Some(part) = owned.or(named) {
                    table.by_part.entry(part).or_default().results.push(result.clone());
                }
            }
        }
        table
    }
}

/// The name of the tool, without its version.
fn tool(statement: &Statement) -> Option<&str> {
    statement.tool.as_deref().and_then(|tool| tool.split_whitespace().next())
}

fn better(one: &Measures, other: &Measures) -> Measures {
    let pick = |a: Option<Ratio>, b: Option<Ratio>| match (a, b) {
        // a.covered/a.total against b.covered/b.total, without rounding.
        (Some(a), Some(b)) => {
            Some(if u128::from(a.covered) * u128::from(b.total) >= u128::from(b.covered) * u128::from(a.total) { a } else { b })
        }
        (a, b) => a.or(b),
    };
    Measures {
        lines: pick(one.lines, other.lines),
        branches: pick(one.branches, other.branches),
        functions: pick(one.functions, other.functions),
        conditions: pick(one.conditions, other.conditions),
        decisions: pick(one.decisions, other.decisions),
    }
}
