//! Every order of versions is total: nothing else than one answer for two texts, the opposite for the opposite question, and no circles.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_soup::version::Order;

fuzz_target!(|input: (u8, &str, &str, &str)| {
    let (which, a, b, c) = input;
    let order = Order::ALL[usize::from(which) % Order::ALL.len()];
    let (ab, bc, ac) = (order.compare(a, b), order.compare(b, c), order.compare(a, c));
    assert!(order.compare(a, a).is_eq());
    assert_eq!(order.compare(b, a), ab.reverse());
    if ab == bc || bc.is_eq() {
        assert_eq!(ac, ab);
    }
    if ab.is_eq() {
        assert_eq!(ac, bc);
    }
});
