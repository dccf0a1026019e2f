//! Clause 5.2.6: a requirement means the same to everybody.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::wording::{Lexicon, Statement, VAGUE};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "vague-wording",
    clauses: &["5.2.6.c", "5.2.6.d", "iso13485 7.3.3"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a software requirement with words that leave open what is meant",
    page: include_str!("vague_wording.md"),
    check: Check::Project(check),
};

/// How many further places a finding shows; a text of megabytes may have a million.
const SHOWN: usize = 9;

fn check(model: &Model, findings: &mut Findings<'_>) {
    let own;
    let lexicon: &Lexicon = if model.config.vague.is_empty() && model.config.allowed.is_empty() {
        &VAGUE
    } else {
        own = Lexicon::vague(&model.config.vague, &model.config.allowed);
        &own
    };
    let requirements = model.of(Kind::SoftwareRequirement);
    findings.examined(requirements.len());
    for requirement in requirements {
        let hits = Statement::of(requirement).hits(lexicon);
        let Some(first) = hits.first() else { continue };
        let mut words: Vec<String> = Vec::new();
        for hit in &hits {
            let word = format!("`{}`", hit.in_one_line().to_lowercase());
            if !words.contains(&word) {
                words.push(word);
            }
        }
        let finding = findings.report_at(requirement, first.place, format!("{} is vague: {}", requirement.id(), words.join(", ")));
        finding.help("say the number with its unit and tolerance, the condition, or the whole list; what would a tester measure?");
        for hit in hits[1..].iter().take(SHOWN) {
            finding.related(hit.place, "and here");
        }
    }
}
