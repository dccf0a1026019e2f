//! How the work is planned: development, verification, maintenance, tools.

pub(super) mod development_plan;
pub(super) mod maintenance_plan;
pub(super) mod planned;
pub(super) mod plans;
pub(super) mod tool_management;
pub(super) mod verification_plan;
