//! Orders and ranges of versions, and package URLs: tables and laws.

use super::*;
use proptest::prelude::*;

fn native(scheme: &str, text: &str) -> String {
    Range::of_native(scheme, text).map_or_else(|reason| format!("refused: {reason}"), |range| range.to_string())
}

#[test]
fn what_ecosystems_write_means_what_they_say() {
    let cases = [
        ("npm", "^1.2.3", "vers:npm/>=1.2.3|<2.0.0"),
        ("npm", "^0.0.3", "vers:npm/>=0.0.3|<0.0.4"),
        ("npm", "^0.0", "vers:npm/>=0.0.0|<0.1.0"),
        ("npm", "~1", "vers:npm/>=1.0.0|<2.0.0"),
        ("npm", "1.2 - 2.3", "vers:npm/>=1.2.0|<2.4.0"),
        ("npm", "1.x || >=2.5.0 || 5.0.0 - 7.2.3", "vers:npm/>=1.0.0|<2.0.0|>=2.5.0"),
        ("npm", "", "vers:npm/*"),
        ("npm", ">1.2", "vers:npm/>=1.3.0"),
        ("npm", ">=1.0.0 <0.5.0", "vers:npm/"),
        ("npm", ">=1.0.0 <10.0.0 || >=2.0.0 <3.0.0 || >=4.0.0 <5.0.0", "vers:npm/>=1.0.0|<10.0.0"),
        ("npm", "^99999999999999999999.1", "vers:npm/>=99999999999999999999.1.0|<100000000000000000000.0.0"),
        ("cargo", "1.2", "vers:cargo/>=1.2.0|<2.0.0"),
        ("cargo", ">=1.2, <1.5", "vers:cargo/>=1.2.0|<1.5.0"),
        ("composer", "~1.2 | 3.0.*", "vers:composer/>=1.2.0|<2.0.0|>=3.0.0|<3.1.0"),
        ("pypi", "~=2.2", "vers:pypi/>=2.2|<3.dev0"),
        ("pypi", "~=1.4.5", "vers:pypi/>=1.4.5|<1.5.dev0"),
        ("pypi", "==1.2.*, !=1.2.3", "vers:pypi/>=1.2.dev0|!=1.2.3|<1.3.dev0"),
        ("pypi", "!=1.2.*", "vers:pypi/<1.2.dev0|>=1.3.dev0"),
        ("nuget", "1.0", "vers:nuget/>=1.0"),
        ("nuget", "[1.0]", "vers:nuget/1.0"),
        ("nuget", "(,1.0]", "vers:nuget/<=1.0"),
        ("maven", "(,1.0],[1.2,)", "vers:maven/<=1.0|>=1.2"),
        ("gem", "~> 2", "vers:gem/>=2|<3"),
        ("gem", ">= 1.0, != 1.5", "vers:gem/>=1.0|!=1.5"),
        ("golang", ">= 1.0, < 1.5", "vers:golang/>=1.0|<1.5"),
        ("deb", "<< 1", "refused: `<` is no version"),
    ];
    for (scheme, text, vers) in cases {
        assert_eq!(native(scheme, text), vers, "{scheme} {text}");
    }
    for (scheme, text) in [
        ("npm", ">"),
        ("npm", "latest"),
        ("npm", "< *"),
        ("pypi", "1.0"),
        ("pypi", ">=x"),
        ("pypi", "~=1"),
        ("nuget", "[1.0"),
        ("nuget", "(1.0)"),
        ("gem", "~> x"),
        ("conan", "^x"),
        ("nothing", "1"),
    ] {
        assert!(Range::of_native(scheme, text).is_err(), "{scheme} {text}");
    }
}

#[test]
fn the_notation_is_read_and_refused() {
    let range = Range::parse("vers: npm/ |<2.0.0| >=1.0.0 | 5.0.0|!=1.5.0|").unwrap();
    assert_eq!(range.to_string(), "vers:npm/>=1.0.0|!=1.5.0|<2.0.0|5.0.0");
    for (version, within) in
        [("0.9.0", false), ("1.0.0", true), ("1.5.0", false), ("1.5.1", true), ("2.0.0", false), ("v5.0.0", true), ("6.0.0", false)]
    {
        assert_eq!(range.contains(version), within, "{version}");
    }
    assert!(Range::parse_canonical("vers:npm/*").unwrap().contains("anything"));
    assert!(!Range::of_native("nginx", "none").unwrap().contains("1.0.0"));
    for text in ["npm/1", "vers:npm", "vers:npm/", "vers:unheard/1", "vers:npm/>=", "vers:npm/*|1", "vers:npm/%f"] {
        assert!(Range::parse(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn a_range_is_what_its_notation_says(scheme in 0..5_usize, text in "[\\[(]?([<>=!^~ ]{0,2}[0-3](\\.[0-2x*]){0,2}(-a)?(,| \\|\\| | |, )?){1,4}[\\])]?", version in "[0-3](\\.[0-2]){0,2}") {
        let scheme = ["npm", "pypi", "gem", "conan", "generic"][scheme];
        if let Ok(range) = Range::of_native(scheme, &text)
            && let Ok(again) = Range::parse_canonical(&range.to_string())
        {
            prop_assert_eq!(range.contains(&version), again.contains(&version), "{} {} {}", text, range, again);
            prop_assert_eq!(range.to_string(), again.to_string());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(scheme in 0..10_usize, text in ".{0,20}") {
        let scheme = ["npm", "cargo", "composer", "pypi", "nuget", "gem", "conan", "nginx", "openssl", "deb"][scheme];
        let _ = Range::of_native(scheme, &text);
        let _ = Range::parse(&format!("vers:{scheme}/{text}"));
        let _ = Range::parse_canonical(&format!("vers:{scheme}/{text}"));
    }
}
