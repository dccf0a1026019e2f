//! What the device and its software must do: user needs, labelling claims, system and software requirements.

use super::{Declaration, Kind, choice, link, section, text};

/// The kinds of software requirement (5.2.2) and the words other methods use for the same.
pub(super) const CATEGORIES: &[&str] = &[
    "functional",
    "performance",
    "interface",
    "alarm",
    "security",
    "usability",
    "data",
    "installation",
    "operation",
    "network",
    "maintenance",
    "user documentation",
    "regulatory",
];

const VERIFY: &[&str] = &["test", "inspection", "analysis", "demonstration"];

pub(super) const USER_NEED: Declaration = Declaration {
    kind: Kind::UserNeed,
    prefix: "UN",
    name: "user need",
    plural: "user needs",
    aliases: &["need"],
    alone: false,
    asked_by: &["iso14971 5.2"],
    summary: "What a user needs the device to do for them, in the user's words.",
    guidance: "One need a record, without a solution in it. It is validated with users, not verified against a document.",
    fields: &[
        link("derives-from", &[Kind::IntendedUse, Kind::UserNeed], "gives rise to", "The intended use it comes from."),
        text("user-group", "Whose need it is."),
        choice("priority", &["must", "should", "could"], "How much it matters.").informative(),
        text("source", "Where it was learned: interview, complaint, standard."),
    ],
    sections: &[],
};

pub(super) const CLAIM: Declaration = Declaration {
    kind: Kind::Claim,
    prefix: "CLM",
    name: "labelling claim",
    plural: "labelling claims",
    aliases: &["claim"],
    alone: false,
    asked_by: &["5.2.2"],
    summary: "A function or performance that instructions for use, labelling or marketing promise.",
    guidance: "Everything the labelling says the software does must be a requirement somewhere, and be tested.",
    fields: &[
        text("source", "Document and section that makes the claim."),
        link("realised-by", &[Kind::SoftwareRequirement, Kind::SystemRequirement], "backs claim", "The requirements that make it true."),
    ],
    sections: &[],
};

pub(super) const SYSTEM_REQUIREMENT: Declaration = Declaration {
    kind: Kind::SystemRequirement,
    prefix: "SYS",
    name: "system requirement",
    plural: "system requirements",
    aliases: &["device requirement", "system req"],
    alone: false,
    asked_by: &["5.2.1"],
    summary: "What the device as a whole must do, before it is split into hardware and software.",
    guidance: "One verifiable statement a record, with numbers and units.",
    fields: &[
        link(
            "derives-from",
            &[Kind::UserNeed, Kind::SystemRequirement, Kind::IntendedUse],
            "gives rise to",
            "The need or requirement it comes from.",
        ),
        link("implements", &[Kind::RiskControl], "implemented by", "The risk control it puts into words."),
        choice("allocated", &["software", "hardware", "both", "procedure"], "Which side of the device answers it."),
        choice("verify", VERIFY, "How it will be verified.").many(),
        text("acceptance", "The criterion by which it counts as fulfilled."),
        text("source", "Where it comes from, if not from a record."),
        choice("priority", &["must", "should", "could"], "How much it matters.").informative(),
    ],
    sections: &[section("Rationale", "Why it is needed, and why with these numbers.")],
};

pub(super) const SOFTWARE_REQUIREMENT: Declaration = Declaration {
    kind: Kind::SoftwareRequirement,
    prefix: "SRS",
    name: "software requirement",
    plural: "software requirements",
    aliases: &["requirement", "req", "software req"],
    alone: false,
    asked_by: &["5.2"],
    summary: "What the software must do, in one testable statement.",
    guidance: "One `shall` a record, a subject that acts, a number with its unit and tolerance, and a condition. \
        Name its source, the items that carry it out and how it is verified.",
    fields: &[
        choice("category", CATEGORIES, "What sort of requirement it is.").many(),
        link(
            "derives-from",
            &[Kind::UserNeed, Kind::SystemRequirement, Kind::SoftwareRequirement],
            "gives rise to",
            "The need or requirement it comes from.",
        ),
        link("implements", &[Kind::RiskControl], "implemented by", "The risk control it puts into words."),
        link(
            "allocated-to",
            &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit],
            "carries out",
            "The software items that carry it out.",
        ),
        choice("verify", VERIFY, "How it will be verified.").many(),
        text("acceptance", "The criterion by which it counts as fulfilled."),
        text("source", "Where it comes from, if not from a record."),
        choice("priority", &["must", "should", "could"], "How much it matters.").informative(),
    ],
    sections: &[section("Rationale", "Why it is needed, and why with these numbers.")],
};
