//! Every order of versions is total: nothing else than one answer for two texts, the opposite for the opposite question, and no circles. Any
//! text is a range or a package URL, or is refused, and what is written of it is read as the same.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_soup::purl::Purl;
use primum_soup::version::Order;
use primum_soup::version::ranges::Range;

/// Every notation of ranges that an ecosystem has for itself.
const SCHEMES: [&str; 13] = ["npm", "cargo", "composer", "pub", "pypi", "nuget", "maven", "gem", "hex", "conan", "nginx", "openssl", "deb"];

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
    if let Ok(range) = Range::parse(a) {
        assert_eq!(Range::parse(&range.to_string()).as_ref(), Ok(&range));
        // Equal versions are both in it, or neither is.
        assert!(!bc.is_eq() || Order::of_scheme(range.scheme()) != Some(order) || range.contains(b) == range.contains(c));
    }
    let scheme = SCHEMES[usize::from(which) % SCHEMES.len()];
    if let Ok(range) = Range::of_native(scheme, a) {
        let _ = range.contains(b);
    }
    if let Ok(purl) = Purl::parse(a) {
        assert_eq!(Purl::parse(&purl.to_string()), Ok(purl));
    }
});
