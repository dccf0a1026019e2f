//! Judgement and the quality system: deviations, attestations, audits, CAPA.

use super::{Declaration, Kind, choice, date, link, link_one, section, text};

pub(super) const DEVIATION: Declaration = Declaration {
    kind: Kind::Deviation,
    prefix: "DEV",
    name: "deviation",
    plural: "deviations",
    aliases: &["waiver"],
    alone: true,
    asked_by: &[],
    summary: "A finding that is accepted for a time, with the reason, the person who accepts it and an end.",
    guidance: "For one rule and what it names: records, components, files. It shows in every report; when it matches nothing or has expired it is itself a finding.",
    fields: &[
        text("rule", "The rule whose finding is accepted.").necessary(),
        link("target", &[], "deviates under", "The records for which it is accepted."),
        text("purl", "Package URL of a component from elsewhere for which it is accepted; with a version, for that version only.").many(),
        text("path", "The file for which it is accepted, where the finding stands in a file and in no record: a lock file, a source file.")
            .many(),
        text("justification", "Why it may be accepted."),
        text("approver", "Who accepts it, with role."),
        date("expires", "Until when.").necessary(),
    ],
    sections: &[section("Justification", "Why it may be accepted, and what limits the risk meanwhile.")],
};

pub(super) const ATTESTATION: Declaration = Declaration {
    kind: Kind::Attestation,
    prefix: "ATT",
    name: "attestation",
    plural: "attestations",
    aliases: &["statement"],
    alone: false,
    asked_by: &[],
    summary: "A person's statement that a clause is met, where no program can judge it or where there is nothing to examine.",
    guidance: "State what was looked at and why it suffices. It goes stale: give it a date to look again.",
    fields: &[
        text("clause", "The sub-clause it answers, for instance `4.1` or `iso14971 4.2`.").many().necessary(),
        text("statement", "What is stated."),
        text("basis", "On what it rests: certificate, document, meeting."),
        text("attested-by", "Who states it, with role."),
        date("attested", "When."),
        date("fresh-until", "When it has to be looked at again."),
    ],
    sections: &[],
};

pub(super) const AUDIT: Declaration = Declaration {
    kind: Kind::Audit,
    prefix: "AUD",
    name: "audit",
    plural: "audits",
    aliases: &[],
    alone: true,
    asked_by: &["iso13485 8.2.4"],
    summary: "An internal or external audit: scope, date, auditor, result.",
    guidance: "Say what was sampled as well as what was found.",
    fields: &[
        choice("type", &["internal", "supplier", "notified body", "authority"], "Who audits."),
        text("scope", "What was audited, against what."),
        date("held", "When."),
        text("auditor", "Who audited."),
        text("result", "The overall result."),
    ],
    sections: &[section("Samples", "What was looked at."), section("Result", "The overall result.")],
};

pub(super) const AUDIT_FINDING: Declaration = Declaration {
    kind: Kind::AuditFinding,
    prefix: "AF",
    name: "audit finding",
    plural: "audit findings",
    aliases: &["finding"],
    alone: true,
    asked_by: &["iso13485 8.2.4"],
    summary: "One finding of an audit, with its answer.",
    guidance: "Keep the auditor's words; answer with what you did and the proof of it.",
    fields: &[
        link_one("audit", &[Kind::Audit], "has finding", "The audit.").necessary(),
        choice("status", &["open", "answered", "closed", "retired"], "Where it stands.").informative(),
        text("clause", "The requirement it cites."),
        choice("grade", &["major", "minor", "observation"], "How grave it is."),
        text("response", "The answer."),
        date("due", "Until when it must be answered."),
        date("closed", "When it was closed."),
    ],
    sections: &[],
};

pub(super) const CAPA: Declaration = Declaration {
    kind: Kind::Capa,
    prefix: "CAPA",
    name: "CAPA",
    plural: "CAPAs",
    aliases: &["corrective action", "preventive action"],
    alone: true,
    asked_by: &["iso13485 8.5.2", "iso13485 8.5.3"],
    summary: "A corrective or preventive action, from its root cause to the check that it worked.",
    guidance: "The root cause is what, once removed, makes the problem impossible. Check effectiveness after a time, not on the day of the fix.",
    fields: &[
        choice("status", &["open", "action taken", "closed", "retired"], "Where it stands.").informative(),
        choice("type", &["corrective", "preventive"], "Which of the two."),
        link("answers", &[Kind::AuditFinding, Kind::ProblemReport, Kind::Feedback, Kind::TrendReview], "answered by", "What it answers."),
        choice("software", &["yes", "no"], "Is the product's software concerned?"),
        text("root-cause", "The root cause, and how it was found."),
        text("action", "What is done."),
        date("taken", "When the action was taken."),
        text("adverse-effects", "Whether the action brings new risks."),
        text("effectiveness", "How it was checked, after a time, that it worked."),
        date("checked", "When it was seen whether it worked."),
        date("due", "Until when the action is taken."),
        date("closed", "When it was closed."),
    ],
    sections: &[section("Root cause", "How it was found."), section("Effectiveness", "How and when it was checked.")],
};
