//! What a premarket submission to the FDA holds about the security of a cyber device.

use super::{DocumentSet, EMPTY, Entry, Lack};

pub(super) static SET: DocumentSet = DocumentSet {
    name: "fda-cyber",
    title: "Security documentation of a premarket submission",
    purpose: "What the FDA recommends to submit about security, and what section 524B of the FD&C Act asks of a cyber device.",
    basis: "FDA guidance on cybersecurity in medical devices, February 2026, with section 524B; the numbers follow the order of the guidance.",
    entries: &[
        Entry {
            number: 1,
            title: "Security Risk Management Plan and Report",
            documents: &["gap-fda-cyber"],
            see: &["cybersecurity-management-plan", "security-risk-assessment"],
            lacks: &[Lack {
                what: "one report that ties plan, assessment, residual risk and conclusion together",
                why: "its parts are documents of their own here, and the conclusion is a judgement of the manufacturer",
                remedy: "Write the conclusion in a review of the risk management, and refer to the documents of this set.",
            }],
            ..EMPTY
        },
        Entry { number: 2, title: "Threat Model", documents: &["threat-model"], ..EMPTY },
        Entry { number: 3, title: "Cybersecurity Risk Assessment", documents: &["security-risk-assessment"], ..EMPTY },
        Entry {
            number: 4,
            title: "Interoperability Considerations",
            see: &["threat-model", "software-architecture"],
            lacks: &[Lack {
                what: "security of interoperable functions as an assessment of its own",
                why: "Primum knows interfaces, and not which of them serve to interoperate with devices of others",
                remedy: "Say in the records of the interfaces with what they connect, and assess those.",
            }],
            ..EMPTY
        },
        Entry {
            number: 5,
            title: "Software Bill of Materials and Support of Components",
            documents: &["sbom-summary", "soup-list"],
            lacks: &[Lack {
                what: "bill of materials that machines read",
                why: "it is a file and no document",
                remedy: "Submit what `primum soup sbom --format cyclonedx-json --out bom.cdx.json` writes of the same commit.",
            }],
            ..EMPTY
        },
        Entry { number: 6, title: "Vulnerability Assessment", documents: &["vulnerability-assessment"], ..EMPTY },
        Entry { number: 7, title: "Security Assessment of Unresolved Anomalies", documents: &["unresolved-anomalies"], ..EMPTY },
        Entry {
            number: 8,
            title: "Security Metrics",
            documents: &["trend-report"],
            see: &["vulnerability-assessment"],
            lacks: &[Lack {
                what: "time from a patch to its installation in the field",
                why: "what runs at the customers is not in the repository",
                remedy: "Add the figures of the fleet, or say that the product is new.",
            }],
            ..EMPTY
        },
        Entry {
            number: 9,
            title: "Security Controls",
            documents: &["software-requirements", "risk-control-matrix"],
            see: &["security-risk-assessment"],
            ..EMPTY
        },
        Entry {
            number: 10,
            title: "Security Architecture Views",
            documents: &["security-architecture-views", "software-architecture"],
            see: &["threat-model"],
            lacks: &[Lack {
                what: "views of harm to many patients, of updates and of security use cases",
                why: "the architecture in the records is of the software; these views are of the system around it",
                remedy: "Add a diagram with its text for each, as pictures in the records of the system.",
            }],
            ..EMPTY
        },
        Entry {
            number: 11,
            title: "Cybersecurity Testing",
            documents: &["security-test-report"],
            lacks: &[Lack {
                what: "report of an independent penetration test",
                why: "the guidance expects the testers to be independent of those who develop, and to write what they did",
                remedy: "Have the release tested, and submit the report with scope, time, methods, results and what was done about them.",
            }],
            ..EMPTY
        },
        Entry {
            number: 12,
            title: "Labelling",
            lacks: &[Lack {
                what: "security in the labelling",
                why: "instructions for use are written for the whole device",
                remedy: "Tell users about ports, hardening, updates, logs, the bill of materials and the end of support.",
            }],
            ..EMPTY
        },
        Entry {
            number: 13,
            title: "Cybersecurity Management Plan",
            documents: &["cybersecurity-management-plan", "maintenance-plan"],
            lacks: &[Lack {
                what: "published policy for the disclosure of vulnerabilities",
                why: "section 524B(b)(1) asks for coordinated disclosure, and the address for reports is the company's",
                remedy: "Add the policy, and name its address in the plan.",
            }],
            ..EMPTY
        },
        Entry {
            number: 14,
            title: "Security Traceability",
            documents: &["traceability"],
            see: &["threat-model", "risk-control-matrix"],
            ..EMPTY
        },
    ],
};
