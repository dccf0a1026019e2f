//! The map for a terminal.

use super::{Evidence, Served, Service, Topic, Way, out_of_use, topics};
use crate::confidence;
use crate::facts::{Counts, class_reason, counted};
use crate::gap::{NUMBER, line, tone};
use crate::screen::{Screen, Tone, columns};
use primum_model::Record;
use primum_rules::Analysis;
use primum_rules::standards::Confidence;
use primum_rules::verdict::ClauseVerdict;

/// How many records an entry names; the others are counted.
const NAMED: usize = 3;

/// Every topic with the clauses that it is about and the records behind them.
#[must_use]
pub fn text(analysis: &Analysis, screen: Screen) -> String {
    let mut out = String::new();
    let class = format!("class {}, {}", analysis.classes.project(), class_reason(analysis));
    screen.flow(&mut out, "", "", &[(Tone::Plain, &class)]);
    screen.flow(&mut out, "", "", &[(Tone::Faint, LEAD)]);
    for topic in topics(analysis) {
        one(&mut out, screen, analysis, &topic);
    }
    out.push('\n');
    for clauses in analysis.clauses.chunk_by(|a, b| a.standard.id == b.standard.id) {
        let total = format!("{} clauses: {}", clauses.len(), Counts::of_clauses(clauses).clauses_in_words());
        let name = format!("{}:", clauses[0].standard.name);
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &name), (Tone::Plain, &total)]);
    }
    for line in confidence::legend(&analysis.clauses) {
        screen.flow(&mut out, "", "  ", &[(Tone::Plain, &line)]);
    }
    out
}

/// What a reader must know of every line of the map.
pub(crate) const LEAD: &str = "clauses on one topic are not equal: where each stands is its own verdict; a record named here was looked at, \
     or is of a kind that carries the proof, and whether it is good enough is for a person to judge";

fn one(out: &mut String, screen: Screen, analysis: &Analysis, topic: &Topic) {
    out.push('\n');
    screen.flow(out, "", "  ", &[(Tone::Strong, topic.name())]);
    if let Some(note) = topic.row.and_then(|row| row.note.as_deref()) {
        screen.flow(out, "  ", "  ", &[(Tone::Faint, note)]);
    }
    let verdicts: Vec<&ClauseVerdict> = topic.clauses.iter().map(|at| &analysis.clauses[*at]).collect();
    for clauses in verdicts.chunk_by(|a, b| a.standard.id == b.standard.id) {
        let name = format!("{}:", clauses[0].standard.name);
        let words: Vec<String> = clauses.iter().enumerate().map(|(at, verdict)| stands(verdict, at + 1 == clauses.len())).collect();
        let stands = clauses.iter().zip(&words).map(|(verdict, word)| (tone(verdict.status), word.as_str()));
        let pieces: Vec<(Tone, &str)> = std::iter::once((Tone::Plain, name.as_str())).chain(stands).collect();
        screen.flow(out, "  ", "    ", &pieces);
    }
    if !topic.not_judged.is_empty() {
        let named: Vec<String> = topic.not_judged.iter().map(|(name, places)| format!("{name} {}", places.join(", "))).collect();
        screen.flow(out, "  ", "    ", &[(Tone::Faint, &format!("without a verdict here: {}", named.join("; ")))]);
    }
    if topic.evidence.is_empty() {
        screen.flow(out, "  ", "    ", &[(Tone::Doubt, "no record serves any of them")]);
    }
    for evidence in &topic.evidence {
        let names = names(analysis, evidence);
        let serves = serves(analysis, &evidence.serves);
        let tones = if evidence.is_looked_at() { (Tone::Accent, Tone::Plain) } else { (Tone::Faint, Tone::Faint) };
        screen.flow(out, "  ", "    ", &[(tones.0, &names), (tones.1, &serves)]);
    }
}

/// `7.3.2 open (row unconfirmed),`.
fn stands(verdict: &ClauseVerdict, last: bool) -> String {
    let mark = match verdict.clause.confidence {
        Confidence::Low => " (row unconfirmed)",
        Confidence::Medium => "°",
        Confidence::High => "",
    };
    format!("{} {}{mark}{}", verdict.clause.id, verdict.status.name(), if last { "" } else { "," })
}

/// `SRS-1, SRS-2, SRS-3 and 48 more (51 software requirements, 2 in draft):`, `PLAN-1 (plan):`.
fn names(analysis: &Analysis, evidence: &Evidence) -> String {
    let ids: Vec<&str> = evidence.records.iter().take(NAMED).map(|at| analysis.model.at(*at).id()).collect();
    let more = evidence.records.len().saturating_sub(NAMED);
    let spec = analysis.model.config.schema.spec(evidence.kind);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let count = if evidence.records.len() == 1 { spec.name.clone() } else { format!("{} {}", evidence.records.len(), spec.plural) };
    let drafts = match evidence.drafts {
        0 => String::new(),
        all if all == evidence.records.len() => ", in draft".to_owned(),
        some => format!(", {some} in draft"),
    };
    format!("{}{rest} ({count}{drafts}):", ids.join(", "))
}

/// `IEC 62304 5.1.1, 5.1.2; ISO 13485 7.3.2; by its kind ISO 14971 4.1`.
fn serves(analysis: &Analysis, services: &[Service]) -> String {
    let (tied, by_kind): (Vec<Service>, Vec<Service>) = services.iter().partition(|(_, way)| *way != Way::OfKind);
    let mut words = clauses(analysis, &tied);
    if !by_kind.is_empty() {
        words.push_str(if tied.is_empty() { "by kind only, " } else { "; by kind only, " });
        words.push_str(&clauses(analysis, &by_kind));
    }
    words
}

fn clauses(analysis: &Analysis, services: &[Service]) -> String {
    let verdicts: Vec<&ClauseVerdict> = services.iter().map(|(at, _)| &analysis.clauses[*at]).collect();
    let by_standard = verdicts.chunk_by(|a, b| a.standard.id == b.standard.id).map(|mine| {
        let ids: Vec<&str> = mine.iter().map(|verdict| verdict.clause.id.as_str()).collect();
        format!("{} {}", mine[0].standard.name, ids.join(", "))
    });
    by_standard.collect::<Vec<_>>().join("; ")
}

/// Every clause of every standard that one record serves, where it stands, and why.
#[must_use]
pub fn record_text(analysis: &Analysis, served: &Served, screen: Screen) -> String {
    let mut out = String::new();
    let record = analysis.model.at(served.record);
    let title = record.title();
    let kind = &analysis.model.config.schema.spec(record.kind()).name;
    let head = format!("{title} ({kind})");
    screen.flow(&mut out, "", "  ", &[(Tone::Accent, record.id()), (Tone::Strong, head.trim_start())]);
    screen.flow(&mut out, "", "  ", &[(Tone::Plain, &count(analysis, record, served))]);
    let verdicts: Vec<(&ClauseVerdict, Service)> = served.serves.iter().map(|one| (&analysis.clauses[one.0], *one)).collect();
    for mine in verdicts.chunk_by(|(a, _), (b, _)| a.standard.id == b.standard.id) {
        out.push('\n');
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, &mine[0].0.standard.designation)]);
        let wide = mine.iter().map(|(verdict, _)| columns(&verdict.clause.id)).max().unwrap_or(0).max(NUMBER);
        for (verdict, service) in mine {
            let title = confidence::marked(&verdict.clause.title, verdict.clause.confidence);
            let why = breakable(&served.why(analysis, *service), screen);
            line(&mut out, screen, (tone(verdict.status), verdict.status.name()), (&verdict.clause.id, wide), &title, &why);
        }
    }
    if !served.serves.is_empty() {
        out.push('\n');
    }
    for line in confidence::legend(verdicts.iter().map(|(verdict, _)| *verdict)) {
        screen.flow(&mut out, "", "  ", &[(Tone::Plain, &line)]);
    }
    out
}

/// `serves 12 clauses of 5 standards, 3 of them by its kind only`.
fn count(analysis: &Analysis, record: Record<'_>, served: &Served) -> String {
    if served.serves.is_empty() {
        let why = out_of_use(record).unwrap_or("no rule examined it, and no clause names its kind as proof");
        return format!("serves no clause: {why}");
    }
    let standards = served.serves.chunk_by(|a, b| analysis.clauses[a.0].standard.id == analysis.clauses[b.0].standard.id).count();
    let by_kind = served.serves.iter().filter(|(_, way)| *way == Way::OfKind).count();
    let clauses = counted(served.serves.len(), "clause", "clauses");
    let rest = match by_kind {
        0 => String::new(),
        all if all == served.serves.len() => ", by its kind only".to_owned(),
        some => format!(", {some} of them by its kind only"),
    };
    let draft = if record.says("status", "draft") { "; it is a draft" } else { "" };
    format!("serves {clauses} of {}{rest}{draft}", counted(standards, "standard", "standards"))
}

/// Names of rules are words without a blank: where the terminal is narrower than one, it may break behind a hyphen.
fn breakable(why: &str, screen: Screen) -> String {
    // Where reasons stand in a column, it is as wide as the longest name; below 90 they have the whole width.
    let room = if screen.width < 90 { screen.width.saturating_sub(5) } else { (screen.width - 28) / 2 };
    let one = |word: &str| if columns(word) > room { word.replace('-', "- ").trim_end().to_owned() } else { word.to_owned() };
    why.split(' ').map(one).collect::<Vec<_>>().join(" ")
}
