//! What is released: configuration, notes, versions, changes, and the anomalies that remain.

pub(super) mod anomalies;
pub(super) mod change_report;
pub(super) mod configuration_list;
pub(super) mod release_notes;
pub(super) mod version_history;
