//! What the standards ask, one file per rule, and the verdict on a project.
//!
//! ```text
//! Model ─► engine (every rule) ─► Outcomes ─► verdict (levels, deviations, attestations) ─► Analysis
//! ```
//! `ls src` is the table of contents of the standard. This crate is pure: the same model gives the same analysis.

pub mod answers;
pub mod class;
pub mod engine;
pub mod rule;
pub mod standards;
pub mod verdict;

#[cfg(test)]
mod tests;

use class::ClassTable;
use engine::Outcome;
use primum_model::config::Unreadable;
use primum_model::{Model, Snapshot};
use rule::{Finding, Rule};
use standards::Standard;
use verdict::{ClauseVerdict, Own};

/// Declares the folders of rules: a module per rule, and the table of all rules.
macro_rules! rules {
    ($($(#[$doc:meta])* $folder:ident { $($rule:ident),* $(,)? })*) => {
        $($(#[$doc])* mod $folder { $(pub(crate) mod $rule;)* })*

        /// Every rule, folder by folder.
        pub static RULES: &[&Rule] = &[$($(&$folder::$rule::RULE,)*)*];

        /// The folder of every rule, in the order of [`RULES`].
        pub static FOLDERS: &[&str] = &[$($({ let _ = stringify!($rule); stringify!($folder) },)*)*];
    };
}

mod planning;
mod wording;

rules! {
    /// The records themselves: what must hold before a clause can be judged.
    record_format {
        unreadable_text, unclosed_block, unknown_kind, unknown_field, unreadable_field, malformed_value, repeated_field, missing_field, missing_title, duplicate_id, dangling_link, link_to_wrong_kind, link_to_missing_part, link_to_retired, circular_link, unreadable_file, configuration_fault,
    }
    /// What people decided: deviations, attestations, levels.
    judgement {
        unmatched_deviation, expired_deviation, deviation_without_reason, stale_attestation, unfounded_attestation, unknown_level,
    }
    /// Development planning.
    c5_1_planning { development_plan_incomplete }
    /// Requirements analysis.
    c5_2_requirements { requirement_without_source }
}

static OWN: Own = Own {
    unmatched_deviation: &judgement::unmatched_deviation::RULE,
    expired_deviation: &judgement::expired_deviation::RULE,
    deviation_without_reason: &judgement::deviation_without_reason::RULE,
    stale_attestation: &judgement::stale_attestation::RULE,
    unfounded_attestation: &judgement::unfounded_attestation::RULE,
    unknown_level: &judgement::unknown_level::RULE,
};

/// Everything that is known about a project.
#[derive(Debug)]
pub struct Analysis {
    /// The linked records.
    pub model: Model,
    /// The class of each of them.
    pub classes: ClassTable,
    /// What each rule has examined and found.
    pub outcomes: Vec<Outcome>,
    /// Every finding, accepted ones included, in the order of files and text; those about the project as a whole first.
    pub findings: Vec<Finding>,
    /// The verdict on every clause of IEC 62304, and of the other standards as far as they are asked for.
    pub clauses: Vec<ClauseVerdict>,
}

/// The product: from a snapshot to everything that is known about the project. Pure, deterministic, total.
///
/// # Errors
/// When `primum.toml` is no TOML.
pub fn analyze(snapshot: Snapshot) -> Result<Analysis, Unreadable> {
    Ok(judge(Model::build(snapshot)?, &[standards::iec62304()]))
}

/// Judges a model against these standards.
#[must_use]
pub fn judge(model: Model, against: &[&'static Standard]) -> Analysis {
    let classes = ClassTable::new(&model);
    let (mut outcomes, mut findings) = engine::run(&model, &classes, RULES);
    let own = &OWN;
    let held = verdict::attestations(&model, own, &mut findings);
    verdict::apply_deviations(&model, RULES, own, &mut findings);
    verdict::apply_levels(&model, RULES, own, &mut findings);
    for outcome in &mut outcomes {
        let mine = findings.iter().filter(|finding| std::ptr::eq(finding.rule, outcome.rule));
        (outcome.accepted, outcome.findings) =
            mine.fold(
                (0, 0),
                |(accepted, open), finding| if finding.accepted_by.is_some() { (accepted + 1, open) } else { (accepted, open + 1) },
            );
    }
    let clauses = against.iter().flat_map(|standard| verdict::clauses(standard, &classes, &outcomes, &findings, &held)).collect();
    drop(held);
    findings.sort_by_key(|finding| finding.place.map(|place| (place.file.wrapping_add(1), place.span.start)));
    Analysis { model, classes, outcomes, findings, clauses }
}
