//! The risk table for a terminal: columns where there is room, a block for each situation where there is none.

use super::rows::{List, Row, ThreatRow};
use super::{LIMITS, RiskMatrix, matrices};
use crate::estimates::{region, sign, tone};
use crate::facts::counted;
use crate::screen::{Screen, Tone, columns, padded, visible};
use primum_model::{Acceptability, Kind, Model, Record};
use primum_rules::Analysis;

/// From this width on there are columns.
const COLUMNS_FROM: usize = 112;

/// How many causes and controls a cell names in a terminal.
const NAMED: usize = 8;

pub(super) fn text(analysis: &Analysis, screen: Screen) -> String {
    let mut out = String::new();
    let rows: Vec<Row<'_>> = Row::all(analysis).collect();
    let threats: Vec<ThreatRow<'_>> = ThreatRow::all(&analysis.model).collect();
    let open = rows.iter().filter(|row| row.standing.open).count();
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, "Risk table")]);
    if rows.is_empty() {
        screen.paragraph(&mut out, "", "There is no hazardous situation.");
    } else {
        for matrix in matrices(analysis).iter().filter(|matrix| matrix.name == "safety") {
            totals(&mut out, screen, matrix);
        }
        screen.paragraph(&mut out, "", &format!("residual risk open: {}", counted(open, "situation", "situations")));
    }
    out.push('\n');
    if screen.width >= COLUMNS_FROM && !rows.is_empty() {
        side_by_side(&mut out, &analysis.model, &rows, screen);
    } else {
        rows.iter().for_each(|row| block(&mut out, analysis, row, screen));
    }
    if !threats.is_empty() {
        out.push('\n');
        screen.flow(&mut out, "", "  ", &[(Tone::Strong, "Security risks")]);
        threats.iter().for_each(|row| threat(&mut out, &analysis.model, row, screen));
    }
    out.push('\n');
    screen.paragraph(&mut out, "", LIMITS);
    out
}

/// How many stand in which region, before and after.
pub(super) fn totals(out: &mut String, screen: Screen, matrix: &RiskMatrix<'_>) {
    for (moment, name) in super::MOMENTS.into_iter().enumerate() {
        let total = counted(matrix.total(), matrix.of.0, matrix.of.1);
        let line = if moment == 0 { format!("{total} {name}: ") } else { format!("{name}: ") };
        screen.flow(out, "", "  ", &[(Tone::Plain, &line), (Tone::Plain, &matrix.totals(moment))]);
    }
}

/// `SU-MOTOR, SOUP-RTOS`: where a cause sits.
pub(crate) fn places(cause: Record<'_>) -> String {
    let field = if cause.kind() == Kind::Threat { "entry-point" } else { "located-in" };
    cause.links(field).filter(|at| !at.is_retired()).map(Record::id).collect::<Vec<_>>().join(", ")
}

/// `protective measure, hardware`.
pub(crate) fn nature(control: Record<'_>) -> String {
    [control.text("option"), control.text("place")].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The list, a few of it, each with something in parentheses.
fn named(model: &Model, list: &List, about: impl Fn(Record<'_>) -> String) -> String {
    let one = |at: &u32| {
        let record = model.at(*at);
        let about = about(record);
        if about.is_empty() { record.id().to_owned() } else { format!("{} ({about})", record.id()) }
    };
    let mut words: Vec<String> = list.records.iter().take(NAMED).map(one).collect();
    let rest = list.records.len().saturating_sub(NAMED);
    match (rest, list.more) {
        (0, false) => {}
        (rest, false) => words.push(format!("and {rest} more")),
        (_, true) => words.push("and more".to_owned()),
    }
    words.join(", ")
}

/// Why a situation has no cause, or no control.
fn without(row: &Row<'_>, what: &str) -> (Tone, String) {
    let software = !row.situation.says("software-contributes", "no");
    match what {
        "cause" if !software => (Tone::Faint, "software does not contribute".to_owned()),
        "control" if row.before.acceptability == Some(Acceptability::Acceptable) => (Tone::Faint, "none needed".to_owned()),
        _ => (Tone::Bad, format!("✗ no {what}")),
    }
}

fn block(out: &mut String, analysis: &Analysis, row: &Row<'_>, screen: Screen) {
    let model = &analysis.model;
    screen.flow(out, "", "  ", &[(Tone::Strong, row.situation.id()), (Tone::Plain, &row.situation.title())]);
    let mut line = |label: &str, pieces: &[(Tone, &str)]| {
        if pieces.iter().any(|(_, text)| !text.trim().is_empty()) {
            let (first, rest) = lead(screen, label);
            screen.flow(out, &first, &rest, pieces);
        }
    };
    let hazards = row.hazards.iter().map(|at| format!("{} {}", model.at(*at).id(), model.at(*at).title()));
    let hazards = hazards.collect::<Vec<_>>().join(", ");
    if hazards.is_empty() {
        line("hazard", &[(Tone::Bad, "✗ no hazard")]);
    }
    line("hazard", &[(Tone::Plain, &hazards)]);
    line("sequence", &[(Tone::Plain, row.sequence())]);
    line("harm", &[(Tone::Plain, row.harm())]);
    let causes = named(model, &row.causes, places);
    let no_cause = without(row, "cause");
    line("causes", &[if causes.is_empty() { (no_cause.0, &no_cause.1) } else { (Tone::Plain, &causes) }]);
    let before = format!("{}:", row.before.words());
    line("before", &[(Tone::Plain, &before), rated(row.before.acceptability).each()]);
    let controls = named(model, &row.controls, nature);
    let no_control = without(row, "control");
    line("controls", &[if controls.is_empty() { (no_control.0, &no_control.1) } else { (Tone::Plain, &controls) }]);
    let after = format!("{}:", row.after.words());
    line("after", &[(Tone::Plain, &after), rated(row.after.acceptability).each()]);
    let stands = if row.standing.open { Tone::Bad } else { Tone::Good };
    line("stands", &[(stands, if row.standing.open { "✗" } else { "✓" }), (stands, &row.standing.words)]);
    line("judged", &[(Tone::Plain, row.weighing())]);
    let classes = row.classes.iter().map(|(system, class)| format!("{class} for {}", model.at(*system).id()));
    line("class", &[(Tone::Plain, &classes.collect::<Vec<_>>().join(", "))]);
    out.push('\n');
}

/// `✗ unacceptable`, with its colour.
struct Rating(Tone, String);

fn rated(acceptability: Option<Acceptability>) -> Rating {
    Rating(tone(acceptability), format!("{} {}", sign(acceptability), region(acceptability)))
}

impl Rating {
    fn each(&self) -> (Tone, &str) {
        (self.0, &self.1)
    }
}

fn lead(screen: Screen, label: &str) -> (String, String) {
    if screen.width >= 50 { (format!("  {label:<10}"), " ".repeat(12)) } else { (format!("  {label}: "), "    ".to_owned()) }
}

fn threat(out: &mut String, model: &Model, row: &ThreatRow<'_>, screen: Screen) {
    screen.flow(out, "", "  ", &[(Tone::Strong, row.threat.id()), (Tone::Plain, &row.threat.title())]);
    let mut line = |label: &str, pieces: &[(Tone, &str)]| {
        if pieces.iter().any(|(_, text)| !text.trim().is_empty()) {
            let (first, rest) = lead(screen, label);
            screen.flow(out, &first, &rest, pieces);
        }
    };
    line("asset", &[(Tone::Plain, row.threat.text("asset").unwrap_or(""))]);
    line("enters by", &[(Tone::Plain, &places(row.threat))]);
    let leads: Vec<&str> = row.threat.links("leads-to").filter(|to| !to.is_retired()).map(Record::id).collect();
    let no_effect = row.threat.text("no-safety-effect").map_or("✗ no hazardous situation".to_owned(), |why| format!("nothing: {why}"));
    line("leads to", &[(Tone::Plain, &if leads.is_empty() { no_effect } else { leads.join(", ") })]);
    line("before", &[(Tone::Plain, &format!("{}:", row.words(0))), rated(row.acceptability[0]).each()]);
    let controls = named(model, &row.controls, nature);
    line("controls", &[if controls.is_empty() { (Tone::Bad, "✗ no risk control") } else { (Tone::Plain, &controls) }]);
    line("after", &[(Tone::Plain, &format!("{}:", row.words(1))), rated(row.acceptability[1]).each()]);
    let stands = if row.standing.open { Tone::Bad } else { Tone::Good };
    line("stands", &[(stands, if row.standing.open { "✗" } else { "✓" }), (stands, &row.standing.words)]);
    out.push('\n');
}

const HEADS: [&str; 6] = ["Situation", "Sequence and harm", "Causes", "Before", "Controls", "After"];

/// The widths of the columns: what is read as text gets what is left.
fn widths(width: usize) -> [usize; 6] {
    let spare = width.min(150) - COLUMNS_FROM;
    [22 + spare / 4, 26 + spare / 2, 14 + spare / 8, 14, 12 + spare / 8, 14]
}

/// The lines of a cell.
type Lines = Vec<(Tone, String)>;

fn side_by_side(out: &mut String, model: &Model, rows: &[Row<'_>], screen: Screen) {
    let widths = widths(screen.width);
    let heads = HEADS.map(|head| vec![(Tone::Strong, head.to_owned())]);
    row_of(out, screen, &heads, &widths);
    out.push_str(&widths.map(|width| "─".repeat(width)).join("  "));
    out.push('\n');
    for row in rows {
        let cells = cells(model, row, &widths);
        row_of(out, screen, &cells, &widths);
        out.push('\n');
    }
}

fn cells(model: &Model, row: &Row<'_>, widths: &[usize; 6]) -> [Lines; 6] {
    let cell = |column: usize, pieces: &[(Tone, &str)]| -> Lines {
        let pieces = pieces.iter().filter(|(_, text)| !text.trim().is_empty());
        pieces.flat_map(|(tone, text)| broken(text, widths[column]).into_iter().map(|line| (*tone, line))).collect()
    };
    let hazards = row.hazards.iter().map(|at| format!("{} {}", model.at(*at).id(), model.at(*at).title())).collect::<Vec<_>>();
    let hazards = if hazards.is_empty() { (Tone::Bad, "✗ no hazard".to_owned()) } else { (Tone::Faint, hazards.join(", ")) };
    let harm = if row.harm().is_empty() { String::new() } else { format!("→ {}", row.harm()) };
    let (no_cause, no_control) = (without(row, "cause"), without(row, "control"));
    let (causes, controls) = (named(model, &row.causes, places), named(model, &row.controls, in_short));
    // What only repeats the region is not said twice.
    let standing = match row.standing.words.as_str() {
        "acceptable" => (Tone::Plain, String::new()),
        words if row.standing.open => (Tone::Bad, format!("✗ {words}")),
        words => (Tone::Faint, words.to_owned()),
    };
    [
        cell(0, &[(Tone::Strong, row.situation.id()), (Tone::Plain, &row.situation.title()), (hazards.0, &hazards.1)]),
        cell(1, &[(Tone::Plain, row.sequence()), (Tone::Plain, &harm)]),
        cell(2, &[if causes.is_empty() { (no_cause.0, &no_cause.1) } else { (Tone::Plain, &causes) }]),
        cell(3, &[(Tone::Plain, &row.before.words()), rated(row.before.acceptability).each()]),
        cell(4, &[if controls.is_empty() { (no_control.0, &no_control.1) } else { (Tone::Plain, &controls) }]),
        cell(
            5,
            &[
                (Tone::Plain, &row.after.words()),
                rated(row.after.acceptability).each(),
                (standing.0, &standing.1),
                (Tone::Faint, row.weighing()),
            ],
        ),
    ]
}

/// `design, hardware`: option and place of a control in a narrow column. That it lives in this software is what one expects.
fn in_short(control: Record<'_>) -> String {
    let option = match control.text("option") {
        Some("inherently safe design") => "design",
        Some("protective measure") => "protection",
        Some("information for safety") => "information",
        other => other.unwrap_or("no option"),
    };
    match control.text("place") {
        Some("this software") => option.to_owned(),
        place => format!("{option}, {}", place.unwrap_or("no place")),
    }
}

fn row_of(out: &mut String, screen: Screen, cells: &[Lines; 6], widths: &[usize; 6]) {
    for at in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
        let mut blanks = 0;
        for (cell, width) in cells.iter().zip(widths) {
            let (tone, text) = cell.get(at).map_or((Tone::Plain, ""), |(tone, text)| (*tone, text.as_str()));
            if !text.is_empty() {
                // Blanks are held back so that no line ends in them.
                out.push_str(&padded("", blanks));
                blanks = 0;
                out.push_str(&screen.paint(tone, text));
            }
            blanks += width.saturating_sub(columns(text)) + 2;
        }
        out.push('\n');
    }
}

/// The text in lines of this width; a word that is longer than a line is broken, so that no column is pushed out of its place.
pub(super) fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in visible(text).split(' ').filter(|word| !word.is_empty()) {
        let mut rest = word;
        if !line.is_empty() && columns(&line) + 1 + columns(rest) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        while columns(&line) + columns(rest) > width {
            let (mut end, mut wide) = (0, columns(&line));
            for (at, character) in rest.char_indices() {
                wide += crate::screen::column_of(character);
                if wide > width {
                    break;
                }
                end = at + character.len_utf8();
            }
            // A character that is wider than the column stands alone.
            let end = if end == 0 && line.is_empty() { rest.chars().next().map_or(rest.len(), char::len_utf8) } else { end };
            line.push_str(&rest[..end]);
            rest = &rest[end..];
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(rest);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
