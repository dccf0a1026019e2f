//! Life after the first build: feedback, problems, changes, releases, trends, legacy software.

use super::{Declaration, Kind, choice, date, link, section, text, version};

pub(super) const FEEDBACK: Declaration = Declaration {
    kind: Kind::Feedback,
    prefix: "FB",
    name: "feedback",
    plural: "feedback entries",
    asked_by: &["6.2.1"],
    summary: "What a user, a service engineer or the own organisation reported about released software.",
    guidance: "Keep the reporter's words, then decide whether they reveal a problem.",
    fields: &[
        text("source", "Who reported it, through which channel."),
        date("received", "When."),
        link("release", &[Kind::Release], "feedback", "The release it is about."),
        choice("decision", &["problem", "no problem"], "Does it reveal a problem?"),
        link("raises", &[Kind::ProblemReport], "raised by", "The problem report that was opened."),
        text("rationale", "Why it is no problem."),
    ],
    sections: &[],
};

pub(super) const PROBLEM_REPORT: Declaration = Declaration {
    kind: Kind::ProblemReport,
    prefix: "PR",
    name: "problem report",
    plural: "problem reports",
    asked_by: &["9.1", "6.2.1.3"],
    summary: "A deviation from what the software should do, from its discovery to its verified end.",
    guidance: "Describe how to see it. Then judge its safety first, its cause second and its remedy third.",
    fields: &[
        choice("status", &["open", "investigating", "resolved", "closed", "rejected", "duplicate", "retired"], "Where it stands.")
            .informative(),
        text("source", "How it was found."),
        date("reported", "When."),
        link("affects", &[Kind::Release], "affected by", "The releases that have it."),
        link(
            "located-in",
            &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Interface, Kind::Soup],
            "has problem",
            "Where it sits.",
        ),
        choice("type", &["corrective", "preventive", "adaptive"], "What kind of problem it is."),
        text("scope", "How far it reaches: devices, configurations, time."),
        choice("criticality", &["safety", "security", "performance", "minor"], "What it endangers."),
        text("safety-evaluation", "What it means for safety, and why."),
        link("contributes-to", &[Kind::HazardousSituation], "contributed to by", "Hazardous situations it could contribute to."),
        text("cause", "The root cause, or what was done to find it."),
        choice("decision", &["change", "no action", "duplicate"], "What follows."),
        text("rationale", "Why nothing is changed."),
        link("duplicate-of", &[Kind::ProblemReport], "has duplicate", "The report that stays."),
        text("advised", "Who was told, when; or why nobody needs to be."),
        link("verified-by", &[Kind::Test, Kind::Review], "verifies resolution of", "The proof that it is resolved."),
        date("closed", "When it was closed."),
    ],
    sections: &[section("Description", "How to see it."), section("Investigation", "What was found.")],
};

pub(super) const CHANGE_REQUEST: Declaration = Declaration {
    kind: Kind::ChangeRequest,
    prefix: "CR",
    name: "change request",
    plural: "change requests",
    asked_by: &["8.2", "6.2.3", "6.2.4"],
    summary: "A change to something under configuration control, from the wish to the verified result.",
    guidance: "Say why, what it touches, what it could endanger, what has to be done again, and who agreed.",
    fields: &[
        choice("status", &["open", "approved", "implemented", "verified", "closed", "rejected", "retired"], "Where it stands.")
            .informative(),
        text("reason", "Why, if not for a problem report."),
        link("resolves", &[Kind::ProblemReport], "resolved by", "The problem reports it resolves."),
        link("changes", &[], "changed by", "The records and items it changes."),
        text("impact", "What it means for the organisation, for released software and for connected systems."),
        text("safety-impact", "New causes, and effects on existing risk controls."),
        choice("class-check", &["unchanged", "raised", "lowered"], "The safety class, judged again."),
        text("activities", "Which activities of development are repeated, and why no others."),
        text("regulatory-significance", "Whether regulators must hear of it, and why."),
        text("notification", "Which users and authorities are told; or why none."),
        text("approved-by", "Who agreed, with role.").many(),
        date("approved", "When."),
        link(
            "verified-by",
            &[Kind::Test, Kind::Review],
            "verifies change",
            "The proof that it does what was asked and nothing else broke.",
        ),
        link("released-in", &[Kind::Release], "includes", "The release that brings it."),
    ],
    sections: &[section("Description", "What is changed."), section("Impact", "What it touches.")],
};

pub(super) const RELEASE: Declaration = Declaration {
    kind: Kind::Release,
    prefix: "REL",
    name: "release",
    plural: "releases",
    asked_by: &["5.8", "8.1.3"],
    summary: "A version that leaves the house: what it is, how it was made, what is known to be wrong with it, where it is kept.",
    guidance: "Written so that somebody can build the same bytes again in ten years.",
    fields: &[
        link("of", &[Kind::SoftwareSystem], "released as", "The software system."),
        version("version", "The exact version.").necessary(),
        text("commit", "The commit it was built from."),
        date("released", "When."),
        text("configuration", "Where the list of its items and their versions is."),
        link("residual", &[Kind::ProblemReport], "known in", "The problems known to remain."),
        text("no-residual-anomalies", "How it was established that no anomaly is known to remain."),
        text("residual-evaluation", "The judgement that the remaining anomalies leave no unacceptable risk."),
        text("build-recipe", "How it was built: commands, pipeline."),
        text("build-environment", "With which tools and images, by version or hash."),
        text("completion", "How it was established that all planned activities and tasks are complete."),
        text("archive", "Where software, configuration items and documents are kept."),
        text("retention", "For how long, and why."),
        text("delivery", "How it reaches the point of use unaltered."),
    ],
    sections: &[
        section("Changes", "What is new since the last one."),
        section("Known anomalies", "What is known to be wrong, and what to do about it."),
    ],
};

pub(super) const TREND_REVIEW: Declaration = Declaration {
    kind: Kind::TrendReview,
    prefix: "TRD",
    name: "trend review",
    plural: "trend reviews",
    asked_by: &["9.6"],
    summary: "A look across problem reports for trends.",
    guidance: "By item, cause, release and age. Say what the numbers mean, not only what they are.",
    fields: &[
        date("from", "First day looked at.").necessary(),
        date("to", "Last day looked at.").necessary(),
        link("examines", &[Kind::ProblemReport], "examined in", "The problem reports looked at."),
        text("categories", "How they were sorted."),
        text("conclusion", "What follows."),
    ],
    sections: &[section("Conclusion", "What the numbers mean, and what follows.")],
};

pub(super) const LEGACY_ASSESSMENT: Declaration = Declaration {
    kind: Kind::LegacyAssessment,
    prefix: "LEG",
    name: "legacy assessment",
    plural: "legacy assessments",
    asked_by: &["4.4"],
    summary: "The five steps by which software already on the market may stay in use without being developed again.",
    guidance: "Names one version. New features are not legacy software.",
    fields: &[
        link("of", &[Kind::SoftwareSystem], "assessed as legacy in", "The software system."),
        version("version", "The legacy version.").necessary(),
        text("market-history", "Since when and where it is lawfully on the market."),
        text("feedback-review", "What the field reported, incidents and near incidents included."),
        text("risk-review", "What the risk work for its continued use found."),
        text("gap-analysis", "Which deliverables exist, are valid, or would lower a risk."),
        text("closure-plan", "What is created, by when, and that it was done."),
        text("rationale", "Why this version may stay in use."),
        text("approved-by", "Who agreed, with role.").many(),
        date("approved", "When."),
    ],
    sections: &[
        section("Feedback review", "What the field reported."),
        section("Risk review", "What the risk work found."),
        section("Gap analysis", "Deliverable by deliverable."),
        section("Closure plan", "What is created and done."),
        section("Rationale", "Why this version may stay in use."),
    ],
};
