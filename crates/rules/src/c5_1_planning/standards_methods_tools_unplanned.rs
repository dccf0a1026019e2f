//! Clause 5.1.4: which standards, methods and tools the work is done with.

use crate::planning::Wanted;
use crate::rule::{Basis, Check, Level, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "standards-methods-tools-unplanned",
    clauses: &["5.1.4.a", "5.1.4.b", "iec81001-5-1 5.1.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a development plan that names no standards, methods and tools",
    page: include_str!("standards_methods_tools_unplanned.md"),
    check: Check::Plan("development", WANTED),
};

const WANTED: &[Wanted] =
    &[("Standards methods and tools", "coding standard, design method, analysis and test methods, and the tools used for them")];
