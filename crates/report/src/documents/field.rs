//! What comes back from the field, and what is done about it.

pub(super) mod capa_list;
pub(super) mod feedback;
pub(super) mod legacy_gap;
pub(super) mod problem_reports;
pub(super) mod trend_report;
