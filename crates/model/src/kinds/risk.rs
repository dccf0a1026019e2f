//! The risk file: hazards, hazardous situations, causes, controls, threats, vulnerability assessments.

use super::{Declaration, Kind, choice, date, link, link_one, section, text};

pub(super) const VULNERABILITY_ASSESSMENT: Declaration = Declaration {
    kind: Kind::VulnerabilityAssessment,
    prefix: "VA",
    name: "vulnerability assessment",
    plural: "vulnerability assessments",
    aliases: &["vulnerability", "VEX"],
    alone: true,
    asked_by: &["7.1.3"],
    summary: "What a published vulnerability or anomaly of a SOUP item means for this product.",
    guidance: "Use the vocabulary of VEX; a judgement has a reviewer, a date and an expiry.",
    fields: &[
        link_one("of", &[Kind::Soup], "assessed in", "The SOUP item.").necessary(),
        text("advisory", "The identifier of the advisory.").necessary(),
        text("version", "An exact version of the SOUP item for which the judgement holds.").many(),
        text("unconfirmed", "A version to which the judgement was carried over, and for which nobody has confirmed it yet.").many(),
        choice("verdict", &["not affected", "affected", "fixed", "under investigation"], "The judgement."),
        choice(
            "justification",
            &[
                "component not present",
                "vulnerable code not present",
                "vulnerable code not in execute path",
                "vulnerable code cannot be controlled by adversary",
                "inline mitigations already exist",
            ],
            "Why it is not affected.",
        ),
        link("contributes-to", &[Kind::HazardousSituation], "vulnerability", "The hazardous situations it could contribute to."),
        text("impact", "What it means for safety."),
        choice(
            "severity",
            &crate::config::SEVERITIES,
            "Its severity in this product, where a judgement has shown it to be another than published.",
        ),
        text("action", "What is done about it, where the product is affected."),
        link("raises", &[Kind::ProblemReport], "raised by", "The problem report that was opened because of it."),
        date("noticed", "When the team learned of it."),
        date("patched", "When the corrected software was ready."),
        link_one("release", &[Kind::Release], "fixes vulnerability", "The release that brought the correction to the field."),
        text("reviewer", "Who judged."),
        date("reviewed", "When."),
        date("expires", "Until when the judgement holds."),
    ],
    sections: &[],
};

pub(super) const HAZARD: Declaration = Declaration {
    kind: Kind::Hazard,
    prefix: "HAZ",
    name: "hazard",
    plural: "hazards",
    aliases: &[],
    alone: false,
    asked_by: &["iso14971 5.4"],
    summary: "A potential source of harm.",
    guidance: "The source, not the event: too much drug in the blood, loss of ventilation, wrong diagnosis.",
    fields: &[
        text("category", "Energy, biological, operational, information."),
        text("source", "The analysis that found it: PHA, FMEA, field, misuse."),
    ],
    sections: &[],
};

pub(super) const HAZARDOUS_SITUATION: Declaration = Declaration {
    kind: Kind::HazardousSituation,
    prefix: "HS",
    name: "hazardous situation",
    plural: "hazardous situations",
    aliases: &["situation"],
    alone: false,
    asked_by: &["iso14971 5.4", "7.1.1"],
    summary: "How people come to be exposed to a hazard, through which sequence of events, and with what harm.",
    guidance: "Tell the sequence of events that follows once the software has failed; for the class that failure is taken as certain.",
    fields: &[
        link("hazard", &[Kind::Hazard], "leads to", "The hazard.").necessary(),
        text("sequence", "The sequence of events."),
        text("harm", "The harm that may follow."),
        text("severity", "Severity of the harm, in the project's scale."),
        text(
            "probability",
            "Probability of the harm before controls, in the project's scale; the failure of software is taken as certain.",
        ),
        text("p1", "Probability that the situation arises, in the project's scale; once the software has failed, where it is the cause."),
        text("p2", "Probability that the situation leads to harm, in the project's scale."),
        choice("software-contributes", &["yes", "no", "unknown"], "Can failure of the software contribute to it?"),
        link(
            "software",
            &[Kind::SoftwareSystem],
            "may contribute to",
            "The software systems whose failure can contribute; all of them where none is named.",
        ),
        text("no-contribution", "Why no failure of software can contribute."),
        link(
            "credits",
            &[Kind::RiskControl],
            "credited in",
            "The controls outside the software on which the judgement after external controls rests.",
        ),
        text("severity-after-external", "Severity once the software has failed and only the credited external controls act."),
        text("probability-after-external", "Probability once the software has failed and only the credited external controls act."),
        choice(
            "decided-class",
            &["A", "B", "C"],
            "The class that a person decided on, where the risk is not acceptable although nobody can be injured.",
        ),
        text("residual-severity", "Severity after all controls."),
        text("residual-probability", "Probability after all controls."),
        text("residual-p1", "P1 after all controls."),
        text("residual-p2", "P2 after all controls."),
        choice("acceptable", &["yes", "no"], "Is the residual risk acceptable by the criteria of the risk plan?"),
        text("reduction", "Why the risk cannot practicably be reduced any further, where the criteria ask for that judgement."),
        text("benefit-risk", "Why the benefit outweighs a residual risk that is not acceptable."),
    ],
    sections: &[section("Sequence of events", "Step by step, from the cause to the exposure.")],
};

pub(super) const CAUSE: Declaration = Declaration {
    kind: Kind::Cause,
    prefix: "CAU",
    name: "cause",
    plural: "causes",
    aliases: &[],
    alone: false,
    asked_by: &["7.1.2", "7.1.4"],
    summary: "What in the software, or around it, could contribute to a hazardous situation.",
    guidance: "Name the item and the kind of failure: wrong specification, defect, SOUP, hardware or other software, misuse.",
    fields: &[
        link("contributes-to", &[Kind::HazardousSituation], "caused by", "The hazardous situations.").necessary(),
        choice("type", &["specification", "defect", "SOUP", "hardware or other software", "misuse"], "What kind of cause it is."),
        link(
            "located-in",
            &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Interface, Kind::Soup],
            "location of cause",
            "Where it sits.",
        ),
        link(
            "arises-from",
            &[Kind::SoftwareRequirement, Kind::SystemRequirement, Kind::DetailedDesign],
            "can cause",
            "The requirement or design that is wrong or incomplete in it, if there is one.",
        ),
    ],
    sections: &[],
};

/// Categories of security controls, as the FDA's guidance on cybersecurity in premarket submissions lists them (section V.B.1).
const SECURITY: &[&str] = &[
    "authentication",
    "authorization",
    "cryptography",
    "integrity",
    "confidentiality",
    "event detection and logging",
    "resilience and recovery",
    "updates",
];

pub(super) const RISK_CONTROL: Declaration = Declaration {
    kind: Kind::RiskControl,
    prefix: "RC",
    name: "risk control",
    plural: "risk controls",
    aliases: &["control", "measure", "mitigation", "risk control measure"],
    alone: false,
    asked_by: &["7.2.1", "iso14971 7.1"],
    summary: "A measure that lowers a risk, with the proof that it is there and the proof that it works.",
    guidance: "Prefer design over protection and protection over information. A control in this software becomes a requirement.",
    fields: &[
        link("controls", &[Kind::HazardousSituation, Kind::Cause, Kind::Threat, Kind::Hazard], "controlled by", "What it controls.")
            .necessary(),
        choice(
            "option",
            &["inherently safe design", "protective measure", "information for safety"],
            "Which option of ISO 14971 7.1 it is.",
        ),
        choice("lowers", &["severity", "probability", "exploitability"], "What it lowers.").many(),
        choice("place", &["this software", "other software", "hardware", "procedure"], "Where it lives."),
        link("implementation-proof", &[Kind::Test, Kind::Review], "shows implementation of", "The proof that it is in place."),
        link("effectiveness-proof", &[Kind::Test, Kind::Review], "shows effectiveness of", "The proof that it lowers the risk."),
        text("new-risks", "Risks that it brings, or `none` with the reason."),
        link("brings", &[Kind::HazardousSituation], "brought by", "The hazardous situations that it brings itself."),
        choice("security", SECURITY, "The category of security control that it is.").many(),
    ],
    sections: &[],
};

pub(super) const THREAT: Declaration = Declaration {
    kind: Kind::Threat,
    prefix: "THR",
    name: "threat",
    plural: "threats",
    aliases: &[],
    alone: false,
    asked_by: &[],
    summary: "What an attacker could do, through which entry point, to which asset.",
    guidance: "Rate exploitability, not probability, and link the hazardous situation that it could lead to.",
    fields: &[
        text("asset", "What is attacked."),
        link("entry-point", &[Kind::Interface], "attacked through", "Where the attacker comes in."),
        choice(
            "stride",
            &["spoofing", "tampering", "repudiation", "information disclosure", "denial of service", "elevation of privilege"],
            "The kind of threat.",
        )
        .many(),
        choice(
            "scenario",
            &["supply chain", "field service", "credentials", "update", "network", "physical access", "decommissioning", "post-market"],
            "The scenarios in which it happens.",
        )
        .many(),
        text("severity", "Severity of the harm in the project's scale, where no hazardous situation says it."),
        text("exploitability", "How exploitable it is before controls, in the project's scale."),
        link("leads-to", &[Kind::HazardousSituation], "threatened by", "The hazardous situations it can lead to."),
        text("residual-exploitability", "The same after controls."),
        text("no-safety-effect", "Why it can lead to no hazardous situation."),
        choice("acceptable", &["yes", "no"], "Is the residual security risk acceptable?"),
        text("reduction", "Why the risk cannot practicably be reduced any further, where the criteria ask for that judgement."),
        text("benefit-risk", "Why the benefit outweighs a residual security risk that is not acceptable."),
    ],
    sections: &[],
};
