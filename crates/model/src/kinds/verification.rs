//! Proof: tests and reviews.

use super::{Declaration, Kind, choice, date, link, section, text};

/// What integration tests look at (5.6.4).
pub(super) const TOPICS: &[&str] = &["function", "risk control", "timing", "interfaces", "abnormal conditions"];

pub(super) const TEST: Declaration = Declaration {
    kind: Kind::Test,
    prefix: "TC",
    name: "test",
    plural: "tests",
    aliases: &["test case"],
    alone: false,
    asked_by: &["5.5", "5.6", "5.7"],
    summary: "A test case: what is done, what must come out, and what that decides.",
    guidance: "Somebody who has never seen the device must be able to run it and to say whether it passed.",
    fields: &[
        choice("level", &["unit", "integration", "system", "validation"], "At which level it tests.").necessary(),
        link(
            "verifies",
            &[
                Kind::SoftwareRequirement,
                Kind::SystemRequirement,
                Kind::UserNeed,
                Kind::Interface,
                Kind::SoftwareSystem,
                Kind::SoftwareItem,
                Kind::SoftwareUnit,
                Kind::RiskControl,
                Kind::Soup,
                Kind::Segregation,
                Kind::Claim,
                Kind::Threat,
            ],
            "verified by",
            "What it decides.",
        ),
        choice("method", &["test", "inspection", "analysis", "demonstration"], "How."),
        choice("topic", TOPICS, "What an integration test looks at.").many(),
        text("automated", "The test in the source that runs it, if one does."),
        text("environment", "Where it runs: target, simulator, configuration."),
        text("input", "What is fed in."),
        text("expected", "What must come out, and when it passes."),
    ],
    sections: &[section("Steps", "What to do, numbered."), section("Expected", "What must come out, and when the test passes.")],
};

/// What a review can confirm about the risk file: the steps of ISO 14971 that end in a judgement, and the safety class.
const CONFIRMS: &[&str] =
    &["hazard analysis complete", "safety class", "risk controls complete", "overall residual risk acceptable", "security risks complete"];

pub(super) const REVIEW: Declaration = Declaration {
    kind: Kind::Review,
    prefix: "REV",
    name: "review",
    plural: "reviews",
    aliases: &[],
    alone: true,
    asked_by: &["5.2.6", "5.3.6", "5.4.4", "5.5", "5.7.4"],
    summary: "A look at records, designs, code or results by people who can judge them, with its outcome.",
    guidance: "Name what was looked at, by whom, against which criteria, what was found and what became of it.",
    fields: &[
        choice(
            "subject",
            &[
                "requirements",
                "architecture",
                "design",
                "code",
                "risk",
                "plan",
                "unit tests",
                "integration",
                "integration tests",
                "system tests",
                "release",
            ],
            "What sort of review it is.",
        )
        .necessary(),
        link("of", &[], "reviewed in", "The records that were looked at."),
        text("commits", "The commits that were looked at."),
        date("held", "When."),
        text("participants", "Who took part, with role.").many(),
        text("criteria", "Against what."),
        choice("confirms", CONFIRMS, "What the reviewers confirm by accepting it.").many(),
        choice("outcome", &["accepted", "accepted with actions", "rejected"], "The result."),
        link("raises", &[Kind::ProblemReport, Kind::ChangeRequest], "raised in", "Problem reports and changes that came of it."),
        text("justification", "Why a rejected result needs no problem report."),
    ],
    sections: &[section("Criteria", "What was looked for."), section("Findings", "What was found, and what became of it.")],
};
