//! Security: plan, threats, views, assessment and tests.

pub(super) mod security_architecture_views;
pub(super) mod security_plan;
pub(super) mod security_risk_assessment;
pub(super) mod security_test_report;
pub(super) mod threat_model;
