//! Whether an assessment holds for a component as it is in the product today, and if not, why.

use super::{Justification, Statement, Status, is_record};
use crate::sbom::Piece;
use primum_model::Record;
use primum_rules::answered;
use primum_soup::version::comparable;

/// What an assessment says about a component.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judgement<'a> {
    /// The assessment.
    pub(super) record: Record<'a>,
    /// Its verdict; nothing where it gives none, or two.
    verdict: Option<Status>,
    /// Why it does not hold.
    fails: Option<Fault<'a>>,
}

/// Why an assessment does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault<'a> {
    /// It has expired.
    Expired(&'a str),
    /// It leaves a question open.
    Open(&'static str),
    /// It was carried over to this version, and nobody has confirmed that.
    Unconfirmed,
    /// It is about another version.
    OtherVersion,
}

impl<'a> Judgement<'a> {
    /// Judges an assessment.
    pub(super) fn of(record: Record<'a>, piece: &Piece) -> Self {
        let verdict = record.only("verdict").and_then(|word| match word {
            "affected" => Some(Status::Affected),
            "fixed" => Some(Status::Fixed),
            "not affected" => Some(Status::NotAffected),
            _ => None,
        });
        let fails = about(record, piece).or_else(|| open(record)).or_else(|| {
            let expired = record.date("expires").is_some_and(|until| until < record.model().date);
            expired.then(|| Fault::Expired(record.text("expires").unwrap_or("")))
        });
        Self { record, verdict, fails }
    }

    /// Which of several counts: the one that holds, and of these the gravest.
    pub(super) fn rank(&self) -> (u8, Option<Status>, u32) {
        let standing = match self.fails {
            None => 0,
            Some(Fault::Expired(_) | Fault::Open(_)) => 1,
            Some(Fault::Unconfirmed) => 2,
            Some(Fault::OtherVersion) => 3,
        };
        (standing, self.verdict, self.record.position())
    }

    /// The statement that follows from a judgement, or from there being none.
    pub(super) fn statement(judgement: Option<Self>, name: &str, piece: usize) -> Statement<'a> {
        let mut statement = Statement {
            name: name.to_owned(),
            aliases: Vec::new(),
            known: None,
            piece,
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
        let Some(Self { record, verdict, fails }) = judgement else { return statement };
        statement.record = Some(record.id());
        statement.note = match fails {
            None => String::new(),
            Some(fault) => told(record, fault),
        };
        statement.status = match (fails, verdict) {
            (None, Some(verdict)) => verdict,
            // That the product is affected stands until somebody judges otherwise.
            (Some(Fault::Expired(_) | Fault::Open(_)), Some(Status::Affected)) => Status::Affected,
            _ => Status::UnderInvestigation,
        };
        if statement.status == Status::UnderInvestigation {
            return statement;
        }
        statement.reviewer = record.text("reviewer").unwrap_or("").trim().to_owned();
        statement.reviewed = record.date("reviewed").filter(|day| *day <= record.model().date);
        statement.action = said(record, "action");
        statement.impact = said(record, "impact");
        if statement.status == Status::NotAffected {
            statement.justification = record.only("justification").and_then(Justification::of);
            if statement.justification.is_none() {
                let why = record.section("justification").map_or("", |section| section.body.trim());
                statement.impact =
                    [why, &statement.impact].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join("\n\n");
            }
        }
        statement
    }
}

/// Is it about this version?
///
/// What names no version holds for those that its SOUP record declares, and says nothing about what that only brings.
fn about<'a>(record: Record<'a>, piece: &Piece) -> Option<Fault<'a>> {
    let version = comparable(&piece.version);
    if version.is_empty() {
        return Some(Fault::Open("for which version it was judged: that of the component is not known"));
    }
    let says = |field| record.values(field).any(|value| comparable(value.text) == version);
    let silent = record.value("version").is_none() && record.value("unconfirmed").is_none();
    let declares = |soup: Record<'_>| soup.values("version").any(|value| comparable(value.text) == version);
    let holds = if silent { record.links("of").any(|soup| is_record(piece, soup.id()) && declares(soup)) } else { says("version") };
    match (holds, says("unconfirmed")) {
        (true, _) => None,
        (false, true) => Some(Fault::Unconfirmed),
        (false, false) => Some(Fault::OtherVersion),
    }
}

/// The first question that it leaves open.
fn open(record: Record<'_>) -> Option<Fault<'_>> {
    let question = match record.only("verdict") {
        _ if record.says("status", "draft") => "whether it is more than a draft",
        None => "what the verdict is",
        Some("not affected") if !answered(record, "justification") => "why the product is not affected",
        Some("affected") if !answered(record, "action") => "what is done about it",
        Some("under investigation") => "what came out of the investigation",
        _ if !answered(record, "reviewer") => "who judged",
        _ if record.date("reviewed").is_none_or(|day| day > record.model().date) => "when it was judged",
        _ => return None,
    };
    Some(Fault::Open(question))
}

fn told(record: Record<'_>, fault: Fault<'_>) -> String {
    let id = record.id();
    let verdict = record.text("verdict").unwrap_or("");
    let as_what = if matches!(verdict, "" | "under investigation") { String::new() } else { format!(" as {verdict}") };
    let versions: Vec<&str> = record.values("version").map(|value| value.text.trim()).collect();
    let of = if versions.is_empty() { "another version".to_owned() } else { format!("version {}", versions.join(", ")) };
    match fault {
        Fault::Expired(day) => format!("{id} judged it{as_what}, and expired on {day}."),
        Fault::Open(question) => format!("{id} does not say {question}."),
        Fault::Unconfirmed => {
            format!("{id} judged {of}{as_what}; nobody has confirmed yet that this holds for the version in the product.")
        }
        Fault::OtherVersion => format!("{id} judged {of}{as_what}, and not the version in the product."),
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
