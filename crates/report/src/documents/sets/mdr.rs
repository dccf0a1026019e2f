//! What the technical documentation of the MDR holds about software.

use super::{DocumentSet, EMPTY, Entry, Lack};

pub(super) static SET: DocumentSet = DocumentSet {
    name: "mdr",
    title: "Technical documentation, software",
    purpose: "The part of the technical documentation of Regulation (EU) 2017/745 that is about software, for the notified body.",
    basis: "MDR Annex II, sections 1 to 6, and Annex III as number 7.",
    entries: &[
        Entry {
            number: 1,
            title: "Device description and specification",
            documents: &["software-description", "intended-use-and-needs", "regulatory-position", "version-history"],
            lacks: &[
                Lack {
                    what: "UDI of the software, with what makes a new one",
                    why: "identifiers are given out by the manufacturer and are in no record",
                    remedy: "Add basic UDI-DI, UDI-DI and the rule for new ones (Annex VI, part C, 6.5).",
                },
                Lack {
                    what: "earlier generations and similar devices on the market",
                    why: "Primum knows this product only",
                    remedy: "Add the overview that Annex II, 1.2 asks for.",
                },
            ],
            ..EMPTY
        },
        Entry {
            number: 2,
            title: "Information to be supplied by the manufacturer",
            documents: &["release-notes"],
            lacks: &[Lack {
                what: "label and instructions for use",
                why: "they are written for the whole device and in the languages of its markets",
                remedy: "Add them; Annex I, 23.4(ab) asks for the minimum requirements in them.",
            }],
            ..EMPTY
        },
        Entry {
            number: 3,
            title: "Design and manufacturing information",
            documents: &[
                "software-development-plan",
                "software-requirements",
                "software-architecture",
                "detailed-design",
                "traceability",
                "soup-list",
                "configuration-list",
                "tool-management",
            ],
            lacks: &[Lack {
                what: "sites and suppliers",
                why: "Annex II, 3(c) asks for all of them, and they are no records of software",
                remedy: "Add the list of sites, suppliers and subcontractors.",
            }],
            ..EMPTY
        },
        Entry {
            number: 4,
            title: "General safety and performance requirements",
            documents: &["gap-mdr-gspr", "standards-conformity", "checklist-iec62304"],
            lacks: &[Lack {
                what: "checklist of all of Annex I",
                why: "Primum holds the requirements of sections 17 and 23 that speak of software",
                remedy: "Add the checklist of the device, and refer to this set in its rows about software.",
            }],
            ..EMPTY
        },
        Entry {
            number: 5,
            title: "Benefit-risk analysis and risk management",
            documents: &[
                "risk-management-plan",
                "risk-analysis",
                "risk-control-matrix",
                "risk-management-report",
                "classification-rationale",
                "security-risk-assessment",
            ],
            lacks: &[Lack {
                what: "benefit-risk analysis of the device",
                why: "benefits are shown by clinical evaluation",
                remedy: "Add it from the clinical evaluation; the report here holds what remains of the risks.",
            }],
            ..EMPTY
        },
        Entry {
            number: 6,
            title: "Product verification and validation",
            documents: &[
                "verification-plan",
                "verification-summary",
                "unit-tests",
                "integration-tests",
                "system-tests",
                "validation-tests",
                "security-test-report",
                "vulnerability-assessment",
                "unresolved-anomalies",
            ],
            see: &["traceability"],
            lacks: &[
                Lack {
                    what: "validation in simulated or actual use before release",
                    why: "Annex II, 6.1(b) asks for it with all hardware and operating systems that are meant; it is about the device",
                    remedy: "Add plan and report of the validation, and of usability.",
                },
                Lack {
                    what: "clinical evaluation",
                    why: "Annex II, 6.1(c) and (d) ask for plan and report, which clinicians write",
                    remedy: "Add plan and report of the clinical evaluation and of the follow-up after the market.",
                },
            ],
            ..EMPTY
        },
        Entry {
            number: 7,
            title: "Post-market surveillance",
            documents: &["maintenance-plan", "problem-reports", "trend-report", "customer-feedback", "capa-list"],
            lacks: &[Lack {
                what: "plan and reports of post-market surveillance",
                why: "Annex III asks for a plan, and a report or an update report by class; they are about the device",
                remedy: "Add them; the trend report here gives the figures of the software.",
            }],
            ..EMPTY
        },
    ],
};
