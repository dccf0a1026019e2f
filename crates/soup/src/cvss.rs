//! Scores of CVSS, from its vectors: 2.0, 3.0, 3.1 and 4.0.

use std::str::FromStr;

/// The longest vector that is looked at, in bytes; one with every metric has about 300.
const LONGEST: usize = 1000;

/// The score of a vector, 0.0 to 10.0; `None` if it is none.
pub(crate) fn score(vector: &str) -> Option<f64> {
    let vector = vector.trim().trim_start_matches('(').trim_end_matches(')');
    if vector.len() > LONGEST {
        return None;
    }
    let score = cvss::Cvss::from_str(vector).ok()?.score();
    (0.0..=10.0).contains(&score).then(|| (score * 10.0).round() / 10.0)
}

/// The vector with the highest score.
pub(crate) fn highest<'v>(vectors: impl IntoIterator<Item = &'v str>) -> Option<(f64, &'v str)> {
    let mut best: Option<(f64, &str)> = None;
    for vector in vectors {
        if let Some(score) = score(vector)
            && best.is_none_or(|(held, _)| score > held)
        {
            best = Some((score, vector));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scores_are_those_of_the_calculators() {
        for (vector, expected) in [
            ("AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8),
            ("(AV:N/AC:L/Au:N/C:P/I:P/A:P)", 7.5),
            ("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8),
            ("CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H", 7.2),
            ("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1),
            ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3),
            ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0.0),
        ] {
            assert_eq!(score(vector), Some(expected), "{vector}");
        }
        for none in ["", "HIGH", "7.5", "CVSS:3.1/AV:N", "CVSS:9.0/AV:N/AC:L", &"A".repeat(1_000_000)] {
            assert_eq!(score(none), None, "{}", &none[..none.len().min(20)]);
        }
        assert_eq!(highest(["AV:N/AC:L/Au:N/C:N/I:N/A:C", "x", "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"]).map(|best| best.0), Some(9.8));
    }

    proptest! {
        #[test]
        fn any_text_has_a_score_in_its_bounds_or_none(text in "(CVSS:[234].[01]/)?([ACIPRSUVE]{1,3}:[NLHACUPX]/){0,12}") {
            if let Some(score) = score(&text) {
                prop_assert!((0.0..=10.0).contains(&score));
            }
        }
    }
}
