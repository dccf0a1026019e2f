//! Risk, and the safety class that follows from it.

pub(super) mod classification_rationale;
pub(super) mod classified_parts;
pub(super) mod risk_analysis;
pub(super) mod risk_control_matrix;
pub(super) mod risk_management_plan;
pub(super) mod risk_management_report;
