//! What a premarket submission to the FDA holds about software at the Enhanced documentation level.

use super::fda_basic::{ANOMALIES, ARCHITECTURE, DECLARATION, DESCRIPTION, HISTORY, LEVEL, REQUIREMENTS, RISK};
use super::{DocumentSet, EMPTY, Entry};

pub(super) static SET: DocumentSet = DocumentSet {
    name: "fda-enhanced",
    title: "Software documentation of a premarket submission, Enhanced",
    purpose: "What the FDA recommends to submit about software at the Enhanced documentation level: design, plans, and the protocols and reports of unit and integration tests beside what is Basic.",
    basis: "FDA guidance on the content of premarket submissions for device software functions, June 2023, elements 1 to 10.",
    entries: &[
        LEVEL,
        DESCRIPTION,
        ARCHITECTURE,
        RISK,
        REQUIREMENTS,
        Entry {
            number: 6,
            title: "Software Design Specification",
            documents: &["detailed-design"],
            see: &["software-architecture", "traceability"],
            ..EMPTY
        },
        Entry {
            number: 7,
            title: "Software Development, Configuration Management, and Maintenance Practices",
            documents: &["software-development-plan", "configuration-list", "maintenance-plan", "tool-management", "standards-conformity"],
            lacks: &[DECLARATION],
            ..EMPTY
        },
        Entry {
            number: 8,
            title: "Software Testing as Part of Verification and Validation",
            documents: &["verification-plan", "verification-summary", "unit-tests", "integration-tests", "system-tests", "traceability"],
            ..EMPTY
        },
        HISTORY,
        ANOMALIES,
    ],
};
