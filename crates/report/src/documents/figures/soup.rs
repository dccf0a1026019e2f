//! SOUP by who still maintains it, and by what is known against it.

use primum_document::Tone;
use primum_document::chart::Bars;
use primum_document::drawing::Drawing;
use primum_model::{Class, Kind, Record};
use primum_rules::Analysis;
use primum_rules::register::scan_of;

/// What SOUP is counted by: support as the kind has it, with its meaning.
const SUPPORT: [(Tone, &str); 4] = [
    (Tone::Good, "supported"),
    (Tone::Caution, "limited support"),
    (Tone::Bad, "support ended, or none"),
    (Tone::Quiet, "support not stated"),
];

/// SOUP items of each class by support; the description says what is known against what is shipped.
pub(crate) fn soup_support(analysis: &Analysis) -> Option<Drawing> {
    let items: Vec<Record<'_>> = analysis.model.of(Kind::Soup).filter(|soup| !soup.is_retired()).collect();
    if items.is_empty() {
        return None;
    }
    let series: Vec<(Tone, String)> = SUPPORT.iter().map(|(tone, name)| (*tone, (*name).to_owned())).collect();
    let support = |soup: &Record<'_>| match soup.text("support") {
        Some("supported") => 0,
        Some("limited") => 1,
        Some("ended" | "none") => 2,
        _ => 3,
    };
    let mut rows: Vec<(String, Vec<u64>)> = Vec::new();
    for class in [Class::C, Class::B, Class::A] {
        let mut values = vec![0_u64; series.len()];
        for soup in items.iter().filter(|soup| analysis.classes.of(**soup) == class) {
            if let Some(count) = values.get_mut(support(soup)) {
                *count += 1;
            }
        }
        if values.iter().any(|value| *value > 0) {
            rows.push((format!("In class {}", class.letter()), values));
        }
    }
    let bars = Bars {
        title: format!("{} by whether somebody maintains it. {}", counted(items.len()), known(analysis)),
        unit: ("item", "items"),
        series,
        rows,
        whole: false,
    };
    Some(bars.draw())
}

fn counted(count: usize) -> String {
    crate::facts::counted(count, "SOUP item", "SOUP items")
}

/// What is known against them, in a sentence.
fn known(analysis: &Analysis) -> String {
    if analysis.facts.soup.as_ref().and_then(scan_of).is_none() {
        return "Whether vulnerabilities are known was not looked at".to_owned();
    }
    let shipped = analysis.register.weaknesses.iter().filter(|weakness| weakness.shipped);
    let (all, blocking) = shipped.fold((0, 0), |(all, blocking), weakness| (all + 1, blocking + usize::from(weakness.gates)));
    format!("Known vulnerabilities of what is shipped: {all}, of which {blocking} are grave enough to block a release")
}
