//! What a premarket submission to the FDA holds about software at the Basic documentation level.

use super::{DocumentSet, EMPTY, Entry, Lack};

pub(super) static SET: DocumentSet = DocumentSet {
    name: "fda-basic",
    title: "Software documentation of a premarket submission, Basic",
    purpose: "What the FDA recommends to submit about software at the Basic documentation level. Whether that is the level, the first document says.",
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
            note: "Not submitted at the Basic level. The agency may ask for it, so it is kept in the design history file: `primum dhf --document detailed-design` writes it.",
            ..EMPTY
        },
        Entry {
            number: 7,
            title: "Software Development, Configuration Management, and Maintenance Practices",
            documents: &["software-development-plan", "standards-conformity"],
            lacks: &[DECLARATION],
            ..EMPTY
        },
        Entry {
            number: 8,
            title: "Software Testing as Part of Verification and Validation",
            documents: &["verification-summary", "system-tests", "traceability"],
            ..EMPTY
        },
        HISTORY,
        ANOMALIES,
    ],
};

pub(super) const LEVEL: Entry =
    Entry { number: 1, title: "Documentation Level Evaluation", documents: &["documentation-level-evaluation"], ..EMPTY };

pub(super) const DESCRIPTION: Entry = Entry {
    number: 2,
    title: "Software Description",
    documents: &["software-description", "intended-use-and-needs"],
    see: &["version-history"],
    lacks: &[Lack {
        what: "what differs from the software that was submitted before",
        why: "which submission came before is known to whoever submits; the version history holds what changed since each version",
        remedy: "Name the earlier submission and its version in the submission itself.",
    }],
    ..EMPTY
};

pub(super) const ARCHITECTURE: Entry =
    Entry { number: 3, title: "System and Software Architecture Diagram", documents: &["software-architecture"], ..EMPTY };

pub(super) const RISK: Entry = Entry {
    number: 4,
    title: "Risk Management File",
    documents: &["risk-management-plan", "risk-analysis", "risk-control-matrix", "risk-management-report"],
    ..EMPTY
};

pub(super) const REQUIREMENTS: Entry = Entry {
    number: 5,
    title: "Software Requirements Specification",
    documents: &["software-requirements"],
    see: &["traceability"],
    ..EMPTY
};

pub(super) const DECLARATION: Lack = Lack {
    what: "signed declaration of conformity to IEC 62304",
    why: "it stands in for the descriptions of this element, and only the manufacturer can declare it",
    remedy: "Where it is chosen, sign it on the form of the agency, for the clauses that the basis of conformity names.",
};

pub(super) const HISTORY: Entry = Entry { number: 9, title: "Software Version History", documents: &["version-history"], ..EMPTY };

pub(super) const ANOMALIES: Entry =
    Entry { number: 10, title: "Unresolved Software Anomalies", documents: &["unresolved-anomalies"], ..EMPTY };
