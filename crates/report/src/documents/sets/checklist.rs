//! The list from which many notified bodies and test houses review software.

use super::{DocumentSet, EMPTY, Entry, Lack};

pub(super) static SET: DocumentSet = DocumentSet {
    name: "checklist",
    title: "Software review by a notified body",
    purpose: "What reviewers of notified bodies and test houses usually ask for about software, in the order in which they usually ask.",
    basis: "usual practice, since no document prescribes this list. Compare it with the list of your own notified body.",
    entries: &[
        Entry {
            number: 1,
            title: "Safety class and its rationale",
            documents: &["classification-rationale", "regulatory-position"],
            ..EMPTY
        },
        Entry { number: 2, title: "Version that is submitted", documents: &["configuration-list", "version-history"], ..EMPTY },
        Entry { number: 3, title: "Software requirements", documents: &["software-requirements"], ..EMPTY },
        Entry { number: 4, title: "Architecture and detailed design", documents: &["software-architecture", "detailed-design"], ..EMPTY },
        Entry { number: 5, title: "Traceability", documents: &["traceability"], ..EMPTY },
        Entry {
            number: 6,
            title: "Plans for development, verification and maintenance",
            documents: &["software-development-plan", "verification-plan", "maintenance-plan"],
            ..EMPTY
        },
        Entry { number: 7, title: "Test reports", documents: &["unit-tests", "integration-tests", "system-tests"], ..EMPTY },
        Entry {
            number: 8,
            title: "Summary of verification and validation",
            documents: &["verification-summary"],
            lacks: &[Lack {
                what: "summary of the validation of the device",
                why: "IEC 62304 ends with the system test; validation is about the device in use",
                remedy: "Add plan and report of the validation.",
            }],
            ..EMPTY
        },
        Entry {
            number: 9,
            title: "Known anomalies with their rationale",
            documents: &["unresolved-anomalies", "problem-reports"],
            ..EMPTY
        },
        Entry { number: 10, title: "Release notes", documents: &["release-notes"], ..EMPTY },
        Entry {
            number: 11,
            title: "SOUP, and how it was validated",
            documents: &["soup-list", "sbom-summary", "vulnerability-assessment"],
            ..EMPTY
        },
        Entry {
            number: 12,
            title: "Risk management",
            documents: &["risk-management-plan", "risk-analysis", "risk-control-matrix", "risk-management-report"],
            ..EMPTY
        },
        Entry {
            number: 13,
            title: "Security",
            documents: &["cybersecurity-management-plan", "threat-model", "security-risk-assessment", "security-test-report"],
            lacks: &[Lack {
                what: "report of an independent penetration test",
                why: "reviewers usually ask for it, and it is written by those who test",
                remedy: "Have the release tested, and add the report.",
            }],
            ..EMPTY
        },
        Entry {
            number: 14,
            title: "Report of conformity to IEC 62304",
            documents: &["checklist-iec62304", "gap-iec62304", "standards-conformity"],
            ..EMPTY
        },
    ],
};
