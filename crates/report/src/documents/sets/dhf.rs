//! Everything: the software part of a design history file.

use super::{DocumentSet, EMPTY, Entry, Lack};

pub(super) static SET: DocumentSet = DocumentSet {
    name: "dhf",
    title: "Software design history file",
    purpose: "Every document that Primum writes, in the order of the life cycle. The other sets are taken from it.",
    basis: "IEC 62304, clauses 4 to 9; the numbers are Primum's own.",
    entries: &[
        Entry {
            number: 1,
            title: "Product, use and position",
            documents: &["software-description", "intended-use-and-needs", "regulatory-position", "documentation-level-evaluation"],
            lacks: &[Lack {
                what: "device description beyond the software",
                why: "hardware, accessories and variants are no part of the records of software",
                remedy: "Take it from the file of the device.",
            }],
            ..EMPTY
        },
        Entry {
            number: 2,
            title: "Plans",
            documents: &["software-development-plan", "verification-plan", "maintenance-plan", "tool-management"],
            lacks: &[Lack {
                what: "competence and training of the people",
                why: "ISO 13485 6.2 asks for it, and records about people are kept by the quality system",
                remedy: "Refer to the training records of the quality system.",
            }],
            ..EMPTY
        },
        Entry {
            number: 3,
            title: "Risk and safety class",
            documents: &[
                "risk-management-plan",
                "risk-analysis",
                "risk-control-matrix",
                "risk-management-report",
                "classification-rationale",
            ],
            ..EMPTY
        },
        Entry {
            number: 4,
            title: "Requirements and design",
            documents: &["software-requirements", "software-architecture", "detailed-design", "traceability"],
            lacks: &[Lack {
                what: "usability engineering file",
                why: "IEC 62366-1 asks for it, and Primum holds no records of its evaluations",
                remedy: "Add plan, use specification, formative and summative evaluation.",
            }],
            ..EMPTY
        },
        Entry {
            number: 5,
            title: "Verification",
            documents: &[
                "verification-summary",
                "unit-tests",
                "integration-tests",
                "system-tests",
                "validation-tests",
                "evidence-register",
            ],
            see: &["verification-plan"],
            lacks: &[Lack {
                what: "validation of the device",
                why: "ISO 13485 7.3.7 asks that the device be validated in use; IEC 62304 ends with the system test",
                remedy: "Add plan and report of the validation.",
            }],
            ..EMPTY
        },
        Entry {
            number: 6,
            title: "Software from elsewhere",
            documents: &["soup-list", "sbom-summary", "vulnerability-assessment"],
            ..EMPTY
        },
        Entry {
            number: 7,
            title: "Security",
            documents: &[
                "cybersecurity-management-plan",
                "threat-model",
                "security-architecture-views",
                "security-risk-assessment",
                "security-test-report",
            ],
            see: &["vulnerability-assessment"],
            lacks: &[Lack {
                what: "report of an independent penetration test",
                why: "it is written by those who test, who must not be those who develop",
                remedy: "Have the release tested, and add the report with scope, methods, results and what was done about them.",
            }],
            ..EMPTY
        },
        Entry {
            number: 8,
            title: "Release and configuration",
            documents: &["configuration-list", "release-notes", "version-history", "unresolved-anomalies"],
            ..EMPTY
        },
        Entry {
            number: 9,
            title: "Changes, problems and the field",
            documents: &["change-report", "problem-reports", "trend-report", "customer-feedback", "capa-list", "legacy-gap"],
            see: &["maintenance-plan"],
            lacks: &[Lack {
                what: "reports of surveillance after the market and of vigilance",
                why: "they are about the device and its users, and Primum holds the problems of its software",
                remedy: "Add plan and reports of the surveillance.",
            }],
            ..EMPTY
        },
        Entry {
            number: 10,
            title: "Proof of conformity",
            documents: &[
                "standards-conformity",
                "checklist-iec62304",
                "roadmap",
                "audit-report",
                "reviews-and-approvals",
                "deviations-and-judgements",
            ],
            ..EMPTY
        },
        Entry {
            number: 11,
            title: "Clause by clause",
            documents: &[
                "gap-iec62304",
                "gap-iso14971",
                "gap-iso13485",
                "gap-iec81001-5-1",
                "gap-mdr-gspr",
                "gap-part11",
                "gap-fda-software",
                "gap-fda-cyber",
            ],
            ..EMPTY
        },
    ],
};
