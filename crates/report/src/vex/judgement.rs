//! What an assessment says, put in the words of VEX. Whether it holds, the register decides.

use super::{Justification, Statement, Status};
use crate::sbom::Piece;
use primum_model::Record;
use primum_rules::answered;
use primum_rules::register::{Judged, open_questions};

/// The statement about a vulnerability of a piece: from the assessment that counts, and from what the register says it comes to.
pub(super) fn statement<'a>(judged: Judged, record: Option<Record<'a>>, name: &str, at: usize, piece: &Piece) -> Statement<'a> {
    let mut statement = Statement {
        name: name.to_owned(),
        aliases: Vec::new(),
        known: None,
        piece: at,
        status: Status::UnderInvestigation,
        justification: None,
        impact: String::new(),
        action: String::new(),
        note: "Nobody has judged it yet.".to_owned(),
        fixed: Vec::new(),
        record: None,
        reviewer: String::new(),
        reviewed: None,
    };
    let Some(record) = record else { return statement };
    statement.record = Some(record.id());
    statement.note = note(judged, record, piece);
    statement.status = match (judged, record.only("verdict")) {
        // That the product is affected stands until somebody judges otherwise.
        (Judged::Holds | Judged::Expired | Judged::Incomplete, Some("affected")) => Status::Affected,
        (Judged::Holds, Some("fixed")) => Status::Fixed,
        (Judged::Holds, Some("not affected")) => Status::NotAffected,
        _ => return statement,
    };
    statement.reviewer = record.text("reviewer").unwrap_or("").trim().to_owned();
    statement.reviewed = record.date("reviewed").filter(|day| *day <= record.model().date);
    statement.action = said(record, "action");
    statement.impact = said(record, "impact");
    if statement.status == Status::NotAffected {
        statement.justification = record.only("justification").and_then(Justification::of);
        if statement.justification.is_none() {
            let why = record.section("justification").map_or("", |section| section.body.trim());
            statement.impact = [why, &statement.impact].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join("\n\n");
        }
    }
    statement
}

/// Why a judgement is not passed on; nothing where it is.
fn note(judged: Judged, record: Record<'_>, piece: &Piece) -> String {
    let id = record.id();
    let verdict = record.text("verdict").unwrap_or("");
    let as_what = if matches!(verdict, "" | "under investigation") { String::new() } else { format!(" as {verdict}") };
    let versions: Vec<&str> = record.values("version").map(|value| value.text.trim()).collect();
    let of = if versions.is_empty() { "another version".to_owned() } else { format!("version {}", versions.join(", ")) };
    match judged {
        Judged::Holds => String::new(),
        Judged::Expired => format!("{id} judged it{as_what}, and expired on {}.", record.text("expires").unwrap_or("")),
        Judged::Incomplete => format!("{id} is no judgement yet: {}.", open_questions(record).unwrap_or_default()),
        Judged::Unconfirmed => {
            format!("{id} judged {of}{as_what}; nobody has confirmed yet that this holds for the version in the product.")
        }
        Judged::OtherVersion | Judged::Missing if piece.version.is_empty() => {
            format!("{id} judged {of}{as_what}; which version is in the product is not known.")
        }
        Judged::OtherVersion | Judged::Missing => format!("{id} judged {of}{as_what}, and not the version in the product."),
    }
}

/// What a field or a section says.
fn said(record: Record<'_>, name: &'static str) -> String {
    if !answered(record, name) {
        return String::new();
    }
    let field = record.text(name).map(str::trim).filter(|text| !text.is_empty());
    field.or_else(|| record.section(name).map(|section| section.body.trim())).unwrap_or("").to_owned()
}
