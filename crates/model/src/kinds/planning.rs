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

/// The answers to a plain question. `unknown` says that it was asked and cannot be answered yet.
const YES_OR_NO: &[&str] = &["yes", "no", "unknown"];

/// The answers to whether a component of a plan is there.
const PRESENT: &[&str] = &["present", "missing", "unknown"];

/// The classes of the MDR.
const MDR_CLASSES: &[&str] = &["I", "IIa", "IIb", "III"];

pub(super) const QUALIFICATION: Declaration = Declaration {
    kind: Kind::Qualification,
    prefix: "QUA",
    name: "qualification",
    plural: "qualifications",
    aliases: &["regulatory class"],
    alone: false,
    asked_by: &[],
    summary: "The answers to the questions that decide whether this is a device, and of which regulatory class.",
    guidance: "One record per jurisdiction; answers that hold everywhere go into one without a jurisdiction. State the answer and the \
        reason; the reason is what a reviewer reads. `primum position` asks the questions in order and says what follows.",
    fields: &[
        text("jurisdiction", "Where the answers hold, for instance EU or US. Without it they hold everywhere."),
        // What is declared: the outcomes that `position` compares with what the answers below come to.
        choice("device", &["yes", "no"], "Is it a medical device?"),
        choice("samd", &["yes", "no"], "Is it software as a medical device (not part of a hardware device)?"),
        choice("imdrf-category", &["I", "II", "III", "IV"], "IMDRF category as declared; for software as a medical device only."),
        choice("fda-documentation-level", &["basic", "enhanced"], "FDA documentation level as declared."),
        choice("non-device-cds", &["yes", "no"], "Is it clinical decision support that is no device, as declared?"),
        choice("cyber-device", &["yes", "no"], "Is it a cyber device in the sense of section 524B?"),
        choice("mdr-class", MDR_CLASSES, "Class under MDR Annex VIII as declared."),
        choice("us-route", &["exempt", "510(k)", "De Novo", "PMA"], "Way to the market of the United States as declared."),
        text("rationale", "Why the answers are what they are."),
        // Is it a device, and does it stand alone?
        choice(
            "medical-purpose",
            YES_OR_NO,
            "Is it meant for a medical purpose: to diagnose, prevent, monitor, predict, treat or alleviate?",
        ),
        choice("accessory", YES_OR_NO, "Is it part of a device, or an accessory that a device needs or is helped by?"),
        choice(
            "excluded-function",
            &["administrative support", "healthy lifestyle", "patient records", "transfer and display", "none", "unknown"],
            "Does it do nothing but one of the things that US law takes out of the devices, 520(o)(1)(A) to (D)?",
        ),
        choice("hardware-needs-it", YES_OR_NO, "Does a hardware device need it to do what that device is meant for?"),
        // IMDRF N12.
        choice(
            "imdrf-significance",
            &["inform", "drive", "treat or diagnose", "unknown"],
            "Significance of the information to the healthcare decision.",
        ),
        choice("imdrf-situation", &["non-serious", "serious", "critical", "unknown"], "State of the healthcare situation or condition."),
        // Clinical decision support in the United States.
        choice(
            "cds-image-or-signal",
            YES_OR_NO,
            "Does it acquire, process or analyse a medical image, a signal of an IVD, or a pattern or signal from a signal acquisition system?",
        ),
        choice("cds-medical-information", YES_OR_NO, "Does it display, analyse or print medical information?"),
        choice(
            "cds-recommendations",
            YES_OR_NO,
            "Does it support a health care professional, or recommend something to one, and to nobody else?",
        ),
        choice(
            "cds-independent-review",
            YES_OR_NO,
            "Can the professional review the basis of what it recommends, so as not to rely on it?",
        ),
        // FDA documentation level and class.
        choice("serious-harm", YES_OR_NO, "Could a flaw of the software, before any control, lead to death or serious injury?"),
        choice("combination-product", YES_OR_NO, "Is it a constituent part of a combination product?"),
        choice(
            "blood-establishment",
            YES_OR_NO,
            "Does it test or separate donated blood, match donor and recipient, or run a blood establishment?",
        ),
        choice("us-device-class", &["I", "II", "III", "unknown"], "Class of the device in the United States."),
        choice("basic-level-rationale", YES_OR_NO, "Is there a detailed rationale for the basic level although enhanced is recommended?"),
        choice("us-exempt", YES_OR_NO, "Is its type exempt from premarket notification?"),
        choice("us-predicate", YES_OR_NO, "Is there a legally marketed device to which it is substantially equivalent?"),
        // Cyber device: the three parts of 524B(c).
        choice("sponsor-software", YES_OR_NO, "Does it include software that its sponsor has validated, installed or authorised?"),
        choice("internet-capable", YES_OR_NO, "Can it connect to the internet, by any port or radio, meant for that or not?"),
        choice("cyber-vulnerable", YES_OR_NO, "Has it characteristics that could be vulnerable to cybersecurity threats?"),
        // Predetermined change control plan.
        choice("pccp", YES_OR_NO, "Is a predetermined change control plan part of the submission?"),
        choice("pccp-modifications", PRESENT, "The description of the planned modifications."),
        choice("pccp-protocol", PRESENT, "The protocol by which each modification is made and verified."),
        choice("pccp-impact", PRESENT, "The assessment of what the modifications do, each and together."),
        choice("pccp-submission", PRESENT, "The place of the plan in the submission, in labelling and in the quality system."),
        // MDR Annex VIII.
        choice("drives-device", YES_OR_NO, "Does it drive a device, or influence the use of one?"),
        choice("class-of-driven-device", &["I", "IIa", "IIb", "III", "unknown"], "Class of the device that it drives or influences."),
        choice("rule11-decisions", YES_OR_NO, "Does it give information that is used to decide about diagnosis or therapy?"),
        choice("rule11-death", YES_OR_NO, "Could such a decision cause death or an irreversible deterioration of health?"),
        choice("rule11-serious", YES_OR_NO, "Could such a decision cause a serious deterioration of health or a surgical intervention?"),
        choice("rule11-monitors", YES_OR_NO, "Does it monitor physiological processes?"),
        choice("rule11-vital", YES_OR_NO, "Does it monitor vital parameters whose variation could mean immediate danger?"),
        choice(
            "class-by-other-rules",
            &["none", "I", "IIa", "IIb", "III", "unknown"],
            "Highest class that another rule gives (9, 10, 12, 13, 15, 22); none if none of them applies.",
        ),
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
        text(
            "purl",
            "Package URL of a component that is used in development only, and that this record covers; with a pattern, `pkg:npm/*`, say in the text why all of them are tools.",
        )
        .many(),
        choice("affects-software", &["yes", "no"], "Could it put a fault into the software, or hide one?"),
        text("validation", "How its fitness for this use was shown, or why that is not needed."),
        date("reviewed", "When the assessment was last looked at."),
        glob("source", "Files that pin the version: lock file, container recipe."),
    ],
    sections: &[],
};
