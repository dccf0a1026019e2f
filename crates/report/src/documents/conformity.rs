//! Clause by clause: checklist, gaps, and what people reviewed, audited and judged.

pub(super) mod audit_report;
pub(super) mod checklist;
pub(super) mod gap;
pub(super) mod judgements;
pub(super) mod reviews;
pub(super) mod road;
pub(super) mod standards_conformity;
pub(super) mod standing;
