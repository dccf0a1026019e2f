//! How sure a row of a standard is, in the words that every view uses: a verdict is no surer than the row it rests on.

use primum_rules::standards::Confidence;
use primum_rules::verdict::ClauseVerdict;

/// What stands beside the title of a clause in a list. Low is said in words, whatever the status is; medium has a sign.
#[must_use]
pub fn mark(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => " (row unconfirmed: compare it first)",
        Confidence::Medium => "°",
        Confidence::High => "",
    }
}

/// The title of a clause with its mark.
#[must_use]
pub fn marked(title: &str, confidence: Confidence) -> String {
    format!("{title}{}", mark(confidence))
}

/// What to do about a row, in a sentence; nothing where it is sure.
#[must_use]
pub fn caution(confidence: Confidence) -> Option<&'static str> {
    match confidence {
        Confidence::Low => Some(
            "This row is unconfirmed: no reference was compared for it. Compare it with the standard before you rely on any verdict about it.",
        ),
        Confidence::Medium => Some("References on this clause disagree, or there is only one: compare it with your copy of the standard."),
        Confidence::High => None,
    }
}

/// What the marks of a list mean, and how many rows have each; a line each, those that matter most first.
#[must_use]
pub fn legend<'c>(clauses: impl IntoIterator<Item = &'c ClauseVerdict>) -> Vec<String> {
    let (mut low, mut medium) = (0, 0);
    for verdict in clauses {
        match verdict.clause.confidence {
            Confidence::Low => low += 1,
            Confidence::Medium => medium += 1,
            Confidence::High => {}
        }
    }
    let mut lines = Vec::new();
    if low > 0 {
        let rows = if low == 1 { "1 row is unconfirmed".to_owned() } else { format!("{low} rows are unconfirmed") };
        lines.push(format!("{rows}: compare the row itself with the standard first, whatever its status says"));
    }
    if medium > 0 {
        let rows = if medium == 1 { "1 row rests".to_owned() } else { format!("{medium} rows rest") };
        lines.push(format!(
            "° {rows} on one reference or one reading, or on references that disagree: compare with your copy of the standard"
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use primum_rules::standards;

    #[test]
    fn every_row_that_is_not_sure_is_marked_and_counted() {
        let analysis = fixture::judged_by_all(fixture::PROJECT);
        for standard in standards::all() {
            let mine = || analysis.clauses.iter().filter(|verdict| verdict.standard.id == standard.id);
            let count = |confidence| mine().filter(|verdict| verdict.clause.confidence == confidence).count();
            let lines = legend(mine());
            let said = |start: String| lines.iter().any(|line| line.starts_with(&start));
            let (low, medium) = (count(Confidence::Low), count(Confidence::Medium));
            assert_eq!(lines.len(), usize::from(low > 0) + usize::from(medium > 0), "{}", standard.id);
            assert!(low == 0 || said(format!("{low} row")), "{lines:?}");
            assert!(medium == 0 || said(format!("° {medium} row")), "{lines:?}");
        }
        assert_eq!(marked("Title", Confidence::High), "Title");
        assert!(marked("Title", Confidence::Low).contains("row unconfirmed"));
        assert_eq!(caution(Confidence::High), None);
    }
}
