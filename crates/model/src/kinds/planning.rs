//! What a project plans with: intended use, regulatory answers, plans, procedures, tools.

use super::{Declaration, Kind, choice, date, glob, link, section, text, version};

pub(super) const INTENDED_USE: Declaration = Declaration {
    kind: Kind::IntendedUse,
    prefix: "IU",
    name: "intended use",
    plural: "intended uses",
    aliases: &["use", "purpose", "intended purpose"],
    alone: false,
    asked_by: &["iso14971 5.2"],
    summary: "What the device is for, for whom, by whom, where, and how it works.",
    guidance: "Write it so that a clinician and an assessor read the same thing. Say what the device is not for as well: \
        reasonably foreseeable misuse starts here.",
    fields: &[
        text("medical-purpose", "What the device does for the patient."),
        text("indication", "The conditions it is meant for."),
        text("patients", "The patient population."),
        text("users", "Who operates it, with what training."),
        text("use-environment", "Where it is used."),
        text("operating-principle", "How it achieves its purpose."),
    ],
    sections: &[
        section("Medical purpose", "What the device does for the patient, in two or three sentences."),
        section("Patients", "Age, weight, condition; who is excluded."),
        section("Users", "Profession, training, language."),
        section("Use environment", "Ward, home, ambulance; light, noise, network."),
        section("Operating principle", "How it achieves its purpose."),
        section("Foreseeable misuse", "What people will do with it that it is not meant for."),
    ],
};

pub(super) const QUALIFICATION: Declaration = Declaration {
    kind: Kind::Qualification,
    prefix: "QUA",
    name: "qualification",
    plural: "qualifications",
    aliases: &["regulatory class"],
    alone: false,
    asked_by: &[],
    summary: "The answers to the questions that decide whether this is a device, and of which regulatory class.",
    guidance: "One record per jurisdiction or question set. State the answer and the reason; the reason is what a reviewer reads.",
    fields: &[
        text("jurisdiction", "Where the answers hold, for instance EU or US."),
        choice("device", &["yes", "no"], "Is it a medical device?"),
        choice("samd", &["yes", "no"], "Is it software as a medical device (not part of a hardware device)?"),
        choice(
            "imdrf-significance",
            &["inform", "drive", "treat or diagnose"],
            "Significance of the information to the healthcare decision.",
        ),
        choice("imdrf-situation", &["non-serious", "serious", "critical"], "State of the healthcare situation or condition."),
        choice("fda-documentation-level", &["basic", "enhanced"], "FDA documentation level as declared."),
        choice("cyber-device", &["yes", "no"], "Is it a cyber device in the sense of section 524B?"),
        choice("mdr-class", &["I", "IIa", "IIb", "III"], "Class under MDR Annex VIII as declared."),
        text("rationale", "Why the answers are what they are."),
    ],
    sections: &[section("Rationale", "The reasoning, question by question.")],
};

/// What a plan may cover.
pub(super) const COVERS: &[&str] = &[
    "development",
    "verification",
    "integration",
    "system test",
    "risk",
    "configuration",
    "maintenance",
    "problem resolution",
    "SOUP",
    "security",
    "documentation",
    "release",
];

pub(super) const PLAN: Declaration = Declaration {
    kind: Kind::Plan,
    prefix: "PLAN",
    name: "plan",
    plural: "plans",
    aliases: &[],
    alone: false,
    asked_by: &["5.1.1", "6.1", "iso14971 4.4"],
    summary: "What will be done, by whom, when and against which criteria; one plan may cover several subjects.",
    guidance: "A small team keeps one plan that covers everything; a large one splits it. Write what you do, not what a template does, \
        and revise it when the work changes.",
    fields: &[
        choice("covers", COVERS, "The subjects that this plan answers for.").many().necessary(),
        text("version", "The version of the plan."),
        date("reviewed", "When the plan was last held against the work as it is done."),
        link(
            "inputs",
            &[Kind::SystemRequirement, Kind::UserNeed, Kind::IntendedUse],
            "planned in",
            "The system requirements that feed the software work.",
        ),
        link("procedures", &[Kind::Procedure], "cited by", "Procedures that the plan relies on."),
        link("tools", &[Kind::Tool], "used by plan", "Tools that the plan relies on."),
        choice("class", &["A", "B", "C"], "The class whose activities it plans, where it is not the highest of the project."),
        link(
            "applies-to",
            &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit],
            "planned by",
            "The systems and items that it is for; all of them where none is named.",
        ),
        text("rationale", "Why less than the activities of the highest class among them is enough."),
    ],
    sections: &[],
};

pub(super) const PROCEDURE: Declaration = Declaration {
    kind: Kind::Procedure,
    prefix: "PROC",
    name: "procedure",
    plural: "procedures",
    aliases: &["process", "SOP"],
    alone: false,
    asked_by: &["5.1.1", "9"],
    summary: "How a thing is done every time: problem resolution, change control, delivery, unit verification.",
    guidance: "Name who does what on which event and what record it leaves behind.",
    fields: &[
        choice(
            "covers",
            &[
                "unit verification",
                "common defects",
                "delivery",
                "change control",
                "problem resolution",
                "configuration",
                "feedback",
                "training",
                "supplier control",
                "other",
            ],
            "What the procedure is about.",
        )
        .many(),
        text("version", "The version of the procedure."),
        date("reviewed", "When it was last held against practice."),
    ],
    sections: &[section("Steps", "Who does what, in order."), section("Records", "What each step leaves behind.")],
};

pub(super) const TOOL: Declaration = Declaration {
    kind: Kind::Tool,
    prefix: "TOOL",
    name: "tool",
    plural: "tools",
    aliases: &[],
    alone: false,
    asked_by: &["5.1.4", "5.1.10", "iso13485 4.1.6"],
    summary: "A development, build or test tool, with the version in use and why its output can be trusted.",
    guidance: "List compilers, build images, test runners, static analysers and the tools of the quality system. \
        Ask what happens when the tool is wrong and nobody notices.",
    fields: &[
        version("version", "The exact version in use."),
        text("supplier", "Who makes it."),
        text("purpose", "What it is used for."),
        text("used-in", "The step or pipeline that uses it."),
        choice("affects-software", &["yes", "no"], "Could it put a fault into the software, or hide one?"),
        text("validation", "How its fitness for this use was shown, or why that is not needed."),
        date("reviewed", "When the assessment was last looked at."),
        glob("source", "Files that pin the version: lock file, container recipe."),
    ],
    sections: &[],
};
