//! Orders and ranges of versions, and package URLs: tables and laws.

use super::*;
use proptest::prelude::*;

mod tables;

/// Texts that look like versions, broken ones among them.
fn versions() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[0-3]{1,2}",
        "(0|1|2|10|x|a|b|rc|alpha|beta|dev|post|pre|ga|final|sp|snapshot|p|r|go|foo|m|cr|stable)",
        "[.~^:+_!@# -]",
        "(-r1|_p1|_alpha|-1|\\.0|\\.0\\.|\\.1|1:|v|~rc|-SNAPSHOT|\\.dev0|\\+x|é)",
    ];
    proptest::collection::vec(part, 0..7).prop_map(|parts| parts.concat())
}

fn laws(a: &str, b: &str, c: &str) {
    for order in Order::ALL {
        let (ab, bc, ac) = (order.compare(a, b), order.compare(b, c), order.compare(a, c));
        assert_eq!(order.compare(a, a), Ordering::Equal, "{order:?} {a:?}");
        assert_eq!(order.compare(b, a), ab.reverse(), "{order:?} {a:?} {b:?}");
        if ab == bc || bc.is_eq() {
            assert_eq!(ac, ab, "{order:?} {a:?} {b:?} {c:?}");
        }
        if ab.is_eq() {
            assert_eq!(ac, bc, "{order:?} {a:?} {b:?} {c:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn every_order_is_total_over_what_looks_like_versions(a in versions(), b in versions(), c in versions()) {
        laws(&a, &b, &c);
    }

    #[test]
    fn every_order_is_total_over_all_texts(a in ".{0,8}", b in ".{0,8}", c in ".{0,8}") {
        laws(&a, &b, &c);
    }

    #[test]
    fn every_order_is_total_over_few_letters(a in "[01a.~-]{0,6}", b in "[01a.~-]{0,6}", c in "[01a.~-]{0,6}") {
        laws(&a, &b, &c);
    }
}
