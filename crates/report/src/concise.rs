//! One finding a line: `path:line:column: level[rule] message`, for editors and for `grep`.

use crate::facts::Places;
use crate::screen::visible;
use primum_rules::Analysis;
use std::fmt::Write;

/// The open findings, a line each, in the order of the text.
#[must_use]
pub fn lines(analysis: &Analysis) -> String {
    let mut places = Places::new(&analysis.model);
    let mut text = String::new();
    for finding in analysis.findings.iter().filter(|finding| finding.accepted_by.is_none()) {
        let spot = places.spot(finding.place);
        let _ = writeln!(
            text,
            "{}:{}:{}: {}[{}] {}",
            visible(spot.path),
            spot.start.line,
            spot.start.column,
            finding.level.name(),
            finding.rule.name,
            visible(&finding.message)
        );
    }
    text
}
