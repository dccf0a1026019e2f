//! What the standards ask, one file per rule, and the verdict on a project.
//!
//! ```text
//! Model ─► engine (every rule) ─► Outcomes ─► verdict (levels, deviations, attestations) ─► Analysis
//! ```
//! `ls src` is the table of contents of the standard. This crate is pure: the same model gives the same analysis.

pub mod answers;
pub mod approval;
pub mod class;
pub mod commits;
pub mod engine;
mod facts;
pub mod known;
pub mod ownership;
pub mod pipeline;
pub mod position;
pub mod qualification;
pub mod register;
pub mod risk;
pub mod rule;
pub mod standards;
pub mod touched;
pub mod verdict;
pub mod verification;

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test compares the table of rules with the files that are there")]
mod tests;

pub use answered::answered;

use approval::Approvals;
use class::ClassTable;
use engine::Outcome;
pub use facts::{AsOf, Facts};
use ownership::Ownership;
use primum_model::config::Unreadable;
use primum_model::{Model, Snapshot};
use register::Register;
use risk::RiskFile;
use rule::{Finding, Rule};
use standards::Standard;
use std::collections::HashMap;
use verdict::{ClauseVerdict, Own};
use verification::Verification;

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

mod answered;
mod changes;
pub mod confirmations;
mod contribution;
mod crossings;
mod denial;
pub mod legacy;
mod months;
mod parts;
pub mod planning;
pub mod problems;
mod procedures;
mod proofs;
mod rationales;
pub mod releases;
mod reviews;
mod soup;
pub mod tags;
mod testing;
pub mod threats;
pub mod trends;
mod wording;

rules! {
    /// The records themselves: what must hold before a clause can be judged.
    record_format {
        unreadable_text, unclosed_block, unknown_kind, unknown_field, unreadable_field, malformed_value, repeated_field, missing_field,
        missing_title, duplicate_id, dangling_link, link_to_wrong_kind, link_to_missing_part, link_to_retired, circular_link,
        conflict_mark, unreadable_file, tag_without_id, configuration_fault,
    }
    /// What people decided: deviations, attestations, levels.
    judgement {
        unmatched_deviation, expired_deviation, deviation_without_reason, stale_attestation, unfounded_attestation, unknown_level, unreliable_evidence,
    }
    /// Safety classification.
    c4_3_classification {
        system_unclassified, class_unconfirmed, hazard_analysis_unconfirmed, class_below_computed, class_above_need, class_not_rechecked,
        contribution_unknown, contribution_contradicted, severity_unknown, class_undecided, credit_refused,
        external_judgement_unfounded, software_failure_probability, user_detection_without_evidence, lower_class_without_segregation,
        part_above_its_system, part_below_its_risk, system_below_its_parts, class_without_part_that_carries_it,
        plan_below_highest_class,
    }
    /// Legacy software.
    c4_4_legacy {
        legacy_assessment_incomplete, legacy_for_other_version, legacy_without_system_test,
    }
    /// Development planning.
    c5_1_planning {
        development_plan_incomplete, outdated_plan, plan_without_system_inputs, standards_methods_tools_unplanned, no_tool,
        integration_plan_incomplete, soup_missing_from_integration_plan, verification_plan_incomplete, risk_plan_incomplete,
        documentation_plan_incomplete, configuration_plan_incomplete, supporting_items_unplanned, tool_not_controlled,
        control_before_verification_unplanned, common_defects_unplanned,
    }
    /// Requirements analysis.
    c5_2_requirements {
        no_software_requirement, requirement_without_source, system_requirement_without_software_requirement,
        system_requirement_without_source, need_without_requirement, requirement_without_category, requirement_category_uncovered,
        claim_without_requirement, software_control_without_requirement, risk_analysis_not_revisited, requirement_unreviewed,
        requirement_without_text, requirement_without_acceptance, vague_wording, placeholder_wording, several_shalls,
        requirement_without_shall,
    }
    /// Architectural design.
    c5_3_architecture {
        no_software_item, system_without_item, requirement_without_item, item_outside_system, soup_unused_in_architecture,
        item_without_interface, dependency_without_interface, dependency_on_lower_class, interface_incomplete, soup_without_function, soup_without_environment, segregation_unproven,
        architecture_unreviewed,
    }
    /// Detailed design.
    c5_4_detailed_design {
        no_software_unit, item_without_unit, unit_outside_item, unit_without_design, design_without_content, interface_without_design,
        design_unreviewed,
    }
    /// Unit implementation and verification.
    c5_5_units {
        unit_without_source, source_file_with_two_owners, source_pattern_without_file, unit_verification_unplanned, unit_tests_unreviewed, unit_without_acceptance_criteria,
        unit_criteria_incomplete, unit_without_verification, rejected_unit_result_without_problem_report,
        tag_near_miss, tag_without_record, tag_to_wrong_kind, tag_to_retired_record,
        unit_test_not_passed, coverage_below_gate, analysis_result_open,
    }
    /// Integration and integration testing.
    c5_6_integration {
        integration_unverified, no_integration_test, interface_without_integration_test, soup_without_integration_test,
        integration_topic_uncovered, integration_tests_unreviewed, integration_test_without_expected,
        rejected_integration_without_problem_report, integration_test_not_passed,
    }
    /// System testing.
    c5_7_system_testing {
        no_system_test, requirement_without_test, test_without_expected, test_without_target, stray_test, system_tests_unevaluated,
        rejected_system_test_without_problem_report, no_test_result, system_test_not_passed, requirement_unverified,
        test_result_outdated, failed_test_without_problem_report, test_record_incomplete,
    }
    /// Release.
    c5_8_release {
        open_problem_missing_from_release, release_incomplete, release_version_not_unique, release_with_unfinished_change,
        release_without_anomaly_list, release_without_archive, release_without_build_recipe, release_without_commit,
        release_without_delivery, release_without_verification_review, residual_anomaly_unevaluated, release_tested_at_another_version,
        evidence_retention_unstated, release_retention_short, release_retention_unstated,
    }
    /// Maintenance.
    c6_maintenance {
        change_significance_differs, change_significance_undecided, change_unapproved, change_without_activities, change_without_impact, change_without_notification_decision,
        closed_change_without_release, feedback_undecided, feedback_without_source, maintenance_plan_incomplete,
        open_problem_without_safety_evaluation, problem_outside_process, problem_without_safety_evaluation,
    }
    /// Software in the risk file: causes, their controls, and what changes do to them.
    c7_risk {
        no_hazardous_situation, part_outside_hazard_analysis, contribution_denied_despite_cause, few_hazardous_situations,
        situation_without_cause, soup_never_considered_as_cause, soup_anomalies_unread, soup_anomalies_stale, soup_anomalies_for_other_version, cause_kind_unconsidered, cause_without_type, cause_without_location,
        specification_cause_without_origin, cause_without_control, control_implemented_by_its_cause, control_proven_at_wrong_level,
        risk_chain_broken, change_without_safety_analysis, change_without_control_analysis, control_impact_denied,
        change_without_risk_work, risk_work_undone, control_verified_by_no_pass,
    }
    /// Risk management of the device (ISO 14971).
    iso14971 {
        no_intended_use, intended_use_incomplete, risk_management_plan_incomplete, no_hazard, hazard_without_situation,
        situation_incomplete, situation_outside_confirmed_analysis, no_acceptability_criteria, situation_unestimated, estimate_off_scale,
        probability_contradicted, risk_without_control, control_acting_on_nothing, control_incomplete, information_as_only_control,
        control_without_proof, one_proof_for_both, control_with_worthless_proof, new_risks_unassessed, residual_risk_missing,
        residual_risk_worse, residual_risk_lowered_by_nothing, severity_lowered_by_no_control, probability_lowered_by_no_control,
        acceptability_contradicted, investigated_risk_without_reduction, unacceptable_risk_without_benefit, risk_controls_unconfirmed,
        overall_residual_risk_unjudged, release_without_risk_review, situation_not_reassessed,
    }
    /// Configuration management.
    c8_configuration {
        source_file_without_item, change_unverified, change_without_class_check, change_without_origin, items_without_naming_scheme, later_release_without_change,
        change_verified_by_no_pass, release_without_configuration, soup_out_of_support, soup_version_not_exact, soup_without_supplier, soup_without_support_end,
        soup_undeclared, soup_gone, soup_version_drift, soup_version_range, lock_file_unread, soup_list_unchecked, sbom_element_missing,
        tool_component_in_product, tool_component_undeclared, baseline_altered, baseline_missing, baseline_unreadable,
        release_state_unaccounted, product_version_of_no_system,
        change_without_commit, commit_names_unknown_change, commit_under_unapproved_change, commit_without_change, released_commit_unknown,
    }
    /// Problem resolution.
    c9_problems {
        closed_problem_without_record, problem_closed_without_verification, problem_fixed_outside_change_control, problem_incomplete,
        problem_without_advice, problem_without_cause, problem_without_decision, problems_without_trend_review,
        safety_problem_outside_risk_file, trend_review_without_conclusion, problem_fix_verified_by_no_pass,
        exploited_without_problem_report,
        duplicate_of_rejected_problem, problem_waiting, reopened_problem_without_new_proof,
    }
    /// The regulatory position: what is declared to the authorities, and what the answers come to.
    regulatory {
        position_without_intended_use, position_unanswered, position_answered_twice, declared_position_differs,
        documentation_level_too_low, cyber_device_denied, imdrf_category_against_class,
    }
    /// Security: the threat model, its controls and their tests, the plan for what comes after release.
    security {
        no_threat_model, interface_missing_from_threat_model, attacked_interface_called_safe, interface_without_channel,
        threat_incomplete, threat_without_stride, no_security_criteria, security_risk_by_probability, threat_without_estimate,
        threat_without_residual_estimate, security_risk_worse_after_controls, exploitability_lowered_without_control,
        residual_security_risk_unjustified, security_acceptance_against_criteria, threat_without_control,
        threat_control_without_requirement, security_requirements_excluded, security_requirement_without_test, threat_without_test,
        integration_without_security_test, threat_outside_safety_risk_file, threatened_situation_without_software,
        security_scenario_uncovered, security_category_uncovered, unfounded_security_exclusion, update_unprotected,
        security_plan_incomplete, security_activities_unplanned, security_risks_unconfirmed,
        no_vulnerability_index, vulnerability_index_old, vulnerability_undecided, vulnerability_unassessed, vulnerability_unassessed_below_gate,
        assessment_unconfirmed, assessment_for_other_version, assessment_expired, assessment_incomplete, affected_outside_risk_file,
        response_late, tool_vulnerable, residual_anomaly_without_security_evaluation,
    }
    /// What machines run of the verification.
    automation {
        pipeline_step_missing,
    }
    /// Who signs what, and whether that holds.
    signing {
        record_unapproved, change_unsigned, approval_outdated, approval_in_doubt, approval_unreliable, approval_without_policy,
        signature_incomplete, signer_without_role, author_approved_own_record, protocol_approved_after_execution,
    }
    /// The quality system around the software.
    quality {
        audit_finding_unanswered, capa_overdue, capa_without_effectiveness, capa_without_root_cause, effectiveness_checked_too_early, internal_audit_overdue, preventive_action_incomplete,
        software_capa_without_problem, tool_unvalidated,
    }
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
    /// What is known beside the records: source tree, evidence, history.
    pub facts: Facts,
    /// The risk file: estimates, controls, proofs.
    pub risk: RiskFile,
    /// The class of each record.
    pub classes: ClassTable,
    /// Who owns which source file.
    pub ownership: Ownership,
    /// What evidence proves.
    pub verification: Verification,
    /// What is in the software, and what the records say about it.
    pub register: Register,
    /// Where each record stands with those who have to sign it.
    pub approvals: Approvals,
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
    judge_by(model, Facts::default(), against, RULES)
}

/// Judges a model, with what is known beside it, by these rules only.
#[must_use]
pub fn judge_by(mut model: Model, facts: Facts, against: &[&'static Standard], rules: &[&'static Rule]) -> Analysis {
    if let Some(stock) = &facts.soup {
        model.show_locks(soup::excerpts(stock));
    }
    let risk = RiskFile::new(&model);
    let classes = ClassTable::new(&model, &risk);
    let ownership = Ownership::new(&model, &facts);
    let verification = Verification::new(&model, &facts, &ownership);
    let register = Register::new(&model, &facts, &ownership, &classes);
    let approvals = Approvals::new(&model, &facts, &classes);
    let known = engine::Known {
        approvals: &approvals,
        facts: &facts,
        verification: &verification,
        register: &register,
        risk: &risk,
        classes: &classes,
        ownership: &ownership,
    };
    let (mut outcomes, mut findings) = engine::run(&model, known, rules);
    let own = &OWN;
    let held = verdict::attestations(&model, &outcomes, own, &mut findings);
    verdict::apply_deviations(&model, rules, own, &mut findings);
    verdict::apply_levels(&model, rules, own, &mut findings);
    let counts = count_by_rule(&findings);
    for outcome in &mut outcomes {
        (outcome.findings, outcome.accepted) = counts.get(outcome.rule.name).copied().unwrap_or((0, 0));
    }
    let project = verdict::Project::new(&model, &classes, &approvals, &outcomes, &findings);
    let clauses = against.iter().flat_map(|standard| verdict::clauses(standard, &project, &held)).collect();
    drop(project);
    drop(held);
    findings.sort_by_key(|finding| finding.place.map(|place| (place.file.wrapping_add(1), place.span.start)));
    Analysis { model, facts, risk, classes, ownership, verification, register, approvals, outcomes, findings, clauses }
}

/// Open and accepted findings of each rule.
fn count_by_rule(findings: &[Finding]) -> HashMap<&'static str, (usize, usize)> {
    let mut counts: HashMap<&'static str, (usize, usize)> = HashMap::new();
    for finding in findings {
        let entry = counts.entry(finding.rule.name).or_default();
        if finding.accepted_by.is_some() { entry.1 += 1 } else { entry.0 += 1 }
    }
    counts
}
