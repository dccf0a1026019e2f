//! Open problem reports by age: what has been waiting for long.

use primum_document::Tone;
use primum_document::chart::Columns;
use primum_document::drawing::Drawing;
use primum_rules::Analysis;
use primum_rules::trends::{NOT_STATED, Trends};

/// Classes of age: the last day that belongs to each, and its name.
const AGES: [(i32, &str); 6] = [
    (30, "up to 30 days"),
    (90, "31 to 90"),
    (180, "91 to 180"),
    (365, "181 to 365"),
    (730, "1 to 2 years"),
    (i32::MAX, "more than 2 years"),
];

/// What a problem endangers, as the kind has it, with its meaning.
const CRITICALITIES: [(Tone, &str); 4] =
    [(Tone::Bad, "safety or security"), (Tone::Plain, "performance"), (Tone::Quiet, "minor"), (Tone::Caution, NOT_STATED)];

/// Open problem reports by age.
pub(crate) fn problem_ages(analysis: &Analysis) -> Option<Drawing> {
    let trends = Trends::new(&analysis.model, None, None);
    let mut classes: Vec<(String, Vec<u64>)> = AGES.map(|(_, name)| (name.to_owned(), vec![0; CRITICALITIES.len()])).to_vec();
    let mut any = false;
    for report in trends.open() {
        any = true;
        let says = analysis.model.at(report.record).text("criticality").unwrap_or(NOT_STATED);
        let says = if matches!(says, "safety" | "security") { "safety or security" } else { says };
        let series = CRITICALITIES.iter().position(|(_, name)| *name == says).unwrap_or(CRITICALITIES.len() - 1);
        let class = AGES.iter().position(|(last, _)| report.days <= *last).unwrap_or(AGES.len() - 1);
        if let Some(count) = classes.get_mut(class).and_then(|(_, values)| values.get_mut(series)) {
            *count += 1;
        }
    }
    // Only what occurs has a key.
    let used: Vec<usize> = (0..CRITICALITIES.len()).filter(|at| classes.iter().any(|(_, values)| values.get(*at) > Some(&0))).collect();
    let kept = |values: Vec<u64>| used.iter().filter_map(|at| values.get(*at).copied()).collect();
    let columns = Columns {
        title: format!("Open problem reports by age on {}", analysis.model.date),
        unit: ("report", "reports"),
        axis: "Days since the problem was reported, by what it endangers".to_owned(),
        series: used.iter().filter_map(|at| CRITICALITIES.get(*at)).map(|(tone, name)| (*tone, (*name).to_owned())).collect(),
        classes: classes.into_iter().map(|(name, values)| (name, kept(values))).collect(),
    };
    any.then(|| columns.draw())
}
