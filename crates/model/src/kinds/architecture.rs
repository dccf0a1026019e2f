//! What the software is made of: systems, items, units, interfaces, segregation, designs, SOUP.

use super::{Declaration, Kind, choice, date, glob, link, link_one, section, text};

const CLASSES: &[&str] = &["A", "B", "C"];

/// Topics of the additional acceptance criteria for class C units (5.5.4).
pub(super) const CRITERIA: &[&str] = &[
    "event sequence",
    "data and control flow",
    "resources",
    "fault handling",
    "initialisation",
    "self-diagnostics",
    "memory",
    "boundary conditions",
];

/// The ways to an interface.
const CHANNELS: &[&str] = &["internal", "network", "wireless", "port", "removable media", "user", "hardware"];

pub(super) const SOFTWARE_SYSTEM: Declaration = Declaration {
    kind: Kind::SoftwareSystem,
    prefix: "SW",
    name: "software system",
    plural: "software systems",
    aliases: &["system", "software"],
    alone: false,
    asked_by: &["4.3"],
    summary: "A whole that is classified: the device's software, or one separable system in it.",
    guidance: "State the class and why. Until that is done the software counts as class C.",
    fields: &[
        choice("class", CLASSES, "The declared software safety class."),
        text("version", "The version under development.").informative(),
        text("excludes", "A kind of requirement that does not apply, and why: `network: the device has no network interface`.").many(),
        text("rationale", "Why this class."),
        text("excludes-cause", "A kind of cause that cannot occur, and why: `SOUP: no SOUP is used`.").many(),
        text(
            "excludes-security",
            "A scenario of attack that cannot occur, or a category of security control that is not needed, and why: \
             `network: the device has no network interface`, `confidentiality: no data of patients is held`.",
        )
        .many(),
    ],
    sections: &[section(
        "Rationale",
        "Which hazardous situations the software can contribute to, and which external controls were credited.",
    )],
};

pub(super) const SOFTWARE_ITEM: Declaration = Declaration {
    kind: Kind::SoftwareItem,
    prefix: "SI",
    name: "software item",
    plural: "software items",
    aliases: &["item"],
    alone: false,
    asked_by: &["5.3.1", "4.3"],
    summary: "An identifiable part of a software system.",
    guidance: "Say what it is responsible for, what it must not do, and which files it owns.",
    fields: &[
        link_one("part-of", &[Kind::SoftwareSystem, Kind::SoftwareItem], "is made of", "What it was split from."),
        choice("class", CLASSES, "Its safety class, where it differs from that of what it is part of."),
        link(
            "satisfies",
            &[Kind::SoftwareRequirement],
            "carried out by",
            "Requirements it carries out, if they do not name it themselves.",
        ),
        link("uses", &[Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Soup], "used by", "Items it depends on."),
        glob("source", "The files it owns."),
        text("rationale", "Why its class may differ from its parent's."),
        text("no-contribution", "Why no failure of it can contribute to a hazardous situation."),
    ],
    sections: &[],
};

pub(super) const SOFTWARE_UNIT: Declaration = Declaration {
    kind: Kind::SoftwareUnit,
    prefix: "SU",
    name: "software unit",
    plural: "software units",
    aliases: &["unit"],
    alone: false,
    asked_by: &["5.4.1", "5.5"],
    summary: "A software item that is not split any further.",
    guidance: "Small enough to verify on its own. Its acceptance criteria are what it must show before it is integrated.",
    fields: &[
        link_one("part-of", &[Kind::SoftwareSystem, Kind::SoftwareItem], "is made of", "The item it belongs to."),
        choice("class", CLASSES, "Its safety class, where it differs from its parent's."),
        link(
            "satisfies",
            &[Kind::SoftwareRequirement],
            "carried out by",
            "Requirements it carries out, if they do not name it themselves.",
        ),
        link("uses", &[Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Soup], "used by", "Items it depends on."),
        glob("source", "The files it owns."),
        text("rationale", "Why its class may differ from its parent's."),
        text("no-contribution", "Why no failure of it can contribute to a hazardous situation."),
        text("acceptance", "What it must show before it may be integrated."),
        choice("criteria", CRITERIA, "Additional acceptance criteria that apply to a class C unit.").many(),
        choice("criteria-not-present", CRITERIA, "Topics of the additional criteria that its design does not have.").many(),
    ],
    sections: &[],
};

pub(super) const INTERFACE: Declaration = Declaration {
    kind: Kind::Interface,
    prefix: "IF",
    name: "interface",
    plural: "interfaces",
    aliases: &[],
    alone: false,
    asked_by: &["5.3.2", "5.2.2"],
    summary: "Where two items, or an item and the outside world, meet.",
    guidance: "Name both partners, what crosses, in which format, and what each side does when the other is late, silent or wrong.",
    fields: &[
        link(
            "between",
            &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Soup],
            "meets at",
            "The items that meet here.",
        ),
        text("external", "The partner outside the software: hardware, user, network service.").many(),
        choice("channel", CHANNELS, "How it is reached: what an attacker or a failing partner comes through.").many(),
        text("protocol", "How the partners talk: call, bus, message protocol."),
        text("format", "The form of what crosses."),
        text("carries", "What crosses; say so if it is patient data or a safety signal."),
        text("errors", "What each side does when the other is late, silent or wrong."),
        text("no-threat", "Why nobody can attack through it."),
    ],
    sections: &[],
};

pub(super) const SEGREGATION: Declaration = Declaration {
    kind: Kind::Segregation,
    prefix: "SEG",
    name: "segregation",
    plural: "segregations",
    aliases: &["separation"],
    alone: false,
    asked_by: &["5.3.5", "4.3"],
    summary: "What keeps two items apart so that one cannot harm the other, and the proof of it.",
    guidance: "Think of shared memory, processor time, clocks, sensors, libraries and update paths before you call two items separate.",
    fields: &[
        link("separates", &[Kind::SoftwareItem, Kind::SoftwareUnit], "kept apart by", "The item that is protected or lowered.").necessary(),
        link("from", &[Kind::SoftwareItem, Kind::SoftwareUnit], "kept apart by", "What it is kept apart from.").necessary(),
        text("mechanism", "What does it: separate processor, memory protection, one-way interface."),
        link("effectiveness", &[Kind::Test, Kind::Review], "shows segregation", "The proof that it works."),
    ],
    sections: &[],
};

pub(super) const DETAILED_DESIGN: Declaration = Declaration {
    kind: Kind::DetailedDesign,
    prefix: "DD",
    name: "detailed design",
    plural: "detailed designs",
    aliases: &["design"],
    alone: false,
    asked_by: &["5.4.2", "5.4.3"],
    summary: "How a unit or an interface is built, in enough detail to code it correctly.",
    guidance: "Algorithm, data with ranges and units, states, interfaces, and what happens on error.",
    fields: &[link(
        "designs",
        &[Kind::SoftwareUnit, Kind::Interface, Kind::SoftwareItem],
        "designed in",
        "The units and interfaces it designs.",
    )
    .necessary()],
    sections: &[
        section("Algorithm", "The computation, step by step, with its numbers."),
        section("Data", "What it keeps: type, range, unit, initial value."),
        section("States", "States and transitions, if it has any."),
        section("Interfaces", "Calls it offers and makes, with preconditions."),
        section("Errors", "What can go wrong and what the unit does then."),
    ],
};

pub(super) const SOUP: Declaration = Declaration {
    kind: Kind::Soup,
    prefix: "SOUP",
    name: "SOUP item",
    plural: "SOUP items",
    aliases: &["library", "dependency", "OTS"],
    alone: false,
    asked_by: &["5.3.3", "5.3.4", "7.1.2", "7.1.3", "8.1.2"],
    summary: "Software of unknown provenance that the product contains: library, operating system, runtime.",
    guidance: "Say what you need it to do and how well, what it needs in turn, who supports it until when, \
        and which of its known anomalies matter here.",
    fields: &[
        text("purl", "Package URL that names it without doubt, if its ecosystem has one."),
        text("supplier", "Who makes it."),
        text("version", "The exact version in the product; each of them, where it is there in several.").many(),
        text("brings", "Package URL of a component that this one brings along, and that this record covers.").many(),
        text("cpe", "Its name in the dictionary of the NVD, for what has no package URL: `cpe:2.3:a:zlib:zlib:1.3.1:*:*:*:*:*:*:*`."),
        text("website", "Where it is at home.").informative(),
        link("used-by", &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit], "uses SOUP", "The items that contain or call it."),
        text("purpose", "What it is used for."),
        text("function", "What it must do, for this use."),
        text("performance", "How well it must do it: time, accuracy, capacity."),
        text("environment", "The hardware and software it needs to run properly."),
        text("licence", "Its licence.").informative(),
        choice("support", &["supported", "limited", "ended", "none"], "Whether anybody maintains this version."),
        text("support-ends", "When support of this version ends (a date, or why none can be given)."),
        text("anomaly-list", "Where the supplier publishes known anomalies."),
        date("anomalies-read", "When that list was last read."),
        text("anomalies-version", "The version for which it was read.").many(),
        text("anomaly-hash", "A hash of the list as it was read, so that it shows whether it has changed since."),
        text("anomaly-evaluation", "Which anomalies matter here, and what follows."),
        text("risk", "What its failure could lead to here."),
        text("no-contribution", "Why no failure of it can contribute to a hazardous situation."),
    ],
    sections: &[],
};
