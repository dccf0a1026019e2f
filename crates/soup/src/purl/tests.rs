//! Orders and ranges of versions, and package URLs: tables and laws.

use super::*;
use crate::component::Component;
use crate::ecosystem::Ecosystem;
use proptest::prelude::*;

#[test]
fn components_get_the_purl_of_their_type_and_back() {
    let cases = [
        (Ecosystem::Cargo, "serde_json", "1.0.1", "pkg:cargo/serde_json@1.0.1"),
        (Ecosystem::Npm, "@babel/core", "7.0.0", "pkg:npm/%40babel/core@7.0.0"),
        (Ecosystem::Npm, "left-pad", "", "pkg:npm/left-pad"),
        (Ecosystem::Maven, "org.apache.logging.log4j:log4j-core", "2.14.1", "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"),
        (Ecosystem::Go, "github.com/BurntSushi/toml", "v1.0.0", "pkg:golang/github.com/BurntSushi/toml@v1.0.0"),
        (Ecosystem::Go, "stdlib", "1.21.3", "pkg:golang/stdlib@1.21.3"),
        (Ecosystem::Packagist, "symfony/yaml", "v6.0.0", "pkg:composer/symfony/yaml@v6.0.0"),
        (Ecosystem::GitHub, "madler/zlib", "v1.3", "pkg:github/madler/zlib@v1.3"),
        (Ecosystem::Debian, "libc6", "2.36-9+deb12u3", "pkg:deb/debian/libc6@2.36-9%2Bdeb12u3"),
        (Ecosystem::Ubuntu, "libc6", "1", "pkg:deb/ubuntu/libc6@1"),
        (Ecosystem::Alpine, "musl", "1.2.4-r2", "pkg:apk/alpine/musl@1.2.4-r2"),
        (Ecosystem::Swift, "github.com/apple/swift-nio", "2.0.0", "pkg:swift/github.com/apple/swift-nio@2.0.0"),
        (Ecosystem::CocoaPods, "Firebase/Core", "1.0", "pkg:cocoapods/Firebase@1.0#Core"),
        (Ecosystem::Git, "codeberg.org/forgejo/forgejo", "abc", "pkg:git/codeberg.org/forgejo/forgejo@abc"),
        (Ecosystem::Conan, "zlib", "1.3", "pkg:conan/zlib@1.3"),
        (Ecosystem::Vcpkg, "zlib", "1.3.1#2", "pkg:vcpkg/zlib@1.3.1?port_version=2"),
        (Ecosystem::Generic, "lib x", "1/2", "pkg:generic/lib%20x@1%2F2"),
    ];
    for (ecosystem, name, version, purl) in cases {
        let component =
            Component { ecosystem: Some(ecosystem), name: name.to_owned(), version: version.to_owned(), ..Component::default() };
        assert_eq!(of(&component).as_deref(), Some(purl));
        let read = Purl::parse(purl).unwrap();
        assert_eq!(component_name(&read), (Some(ecosystem), name.to_owned()));
        assert_eq!(component_version(&read), version);
    }
}

#[test]
fn addresses_of_swift_and_names_that_fold() {
    let of = |ecosystem, name: &str| {
        of(&Component { ecosystem: Some(ecosystem), name: name.to_owned(), version: "1".to_owned(), ..Component::default() })
    };
    assert_eq!(of(Ecosystem::Swift, "https://github.com/apple/swift-nio.git").as_deref(), Some("pkg:swift/github.com/apple/swift-nio@1"));
    assert_eq!(of(Ecosystem::Git, "ssh://git@host.org/a/b.git").as_deref(), Some("pkg:git/host.org/a/b@1"));
    assert_eq!(of(Ecosystem::PyPi, "Zope_Thing").as_deref(), Some("pkg:pypi/zope-thing@1"));
    assert_eq!(of(Ecosystem::Swift, "nio"), None, "no namespace, no package URL");
    assert_eq!(of(Ecosystem::Npm, ""), None);
}

#[test]
fn a_stated_purl_goes_first_and_a_broken_one_is_passed_over() {
    let mut component =
        Component { ecosystem: Some(Ecosystem::Npm), name: "a".to_owned(), purl: "pkg:PyPI/Django_x@1".to_owned(), ..Component::default() };
    assert_eq!(of(&component).as_deref(), Some("pkg:pypi/django-x@1"));
    component.purl = "nonsense".to_owned();
    assert_eq!(of(&component).as_deref(), Some("pkg:npm/a"));
    component.ecosystem = None;
    assert_eq!(of(&component), None);
}

#[test]
fn what_is_no_purl_is_refused_with_a_reason() {
    for (text, reason) in [
        ("", "scheme"),
        ("npm/a@1", "scheme"),
        ("http:npm/a@1", "scheme"),
        ("pkg:npm", "type"),
        ("pkg:n_m/a", "no type"),
        ("pkg:npm/", "no name"),
        ("pkg:npm/a%zz", "hexadecimal"),
        ("pkg:npm/a%F", "hexadecimal"),
        ("pkg:npm/%ff", "UTF-8"),
        ("pkg:npm/a%2Fb/c", "`/`"),
        ("pkg:npm/a?x=1&x=2", "twice"),
        ("pkg:npm/a?x=1&X=2", "twice"),
        ("pkg:npm/a?x%20=1", "key"),
        ("pkg:cargo/a/b", "no namespace"),
        ("pkg:maven/b", "needs a namespace"),
        ("pkg:swid/b", "tag_id"),
    ] {
        let refused = Purl::parse(text).unwrap_err();
        assert!(refused.contains(reason), "{text}: {refused}");
    }
}

#[test]
fn parts_are_decoded_once_and_dots_leave_the_subpath() {
    let purl = Purl::parse("pkg://npm//%40a/b@1%2525?k=&z=2&a=%26#./x/%2E%2e//y/").unwrap();
    assert_eq!((purl.namespace.as_str(), purl.version.as_str(), purl.subpath.as_str()), ("@a", "1%25", "x/y"));
    assert_eq!(purl.to_string(), "pkg:npm/%40a/b@1%2525?a=%26&z=2#x/y");
    assert_eq!(purl.without_qualifiers().to_string(), "pkg:npm/%40a/b@1%2525");
    assert_eq!(component_version(&Purl::parse("pkg:rpm/redhat/x@1-2?epoch=3").unwrap()), "3:1-2");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_and_the_canonical_form_stays(text in "(pkg:)?[a-z/@?#%:=&A.0-9 é+-]{0,40}") {
        if let Ok(purl) = Purl::parse(&text) {
            let written = purl.to_string();
            let again = Purl::parse(&written);
            prop_assert_eq!(again.as_ref().map(ToString::to_string), Ok(written));
            prop_assert_eq!(again, Ok(purl));
        }
    }

    #[test]
    fn every_derived_purl_is_read_back_as_the_same(which in 0..Ecosystem::ALL.len(), name in ".{0,20}", version in ".{0,8}") {
        let component = Component { ecosystem: Some(Ecosystem::ALL[which]), name, version, ..Component::default() };
        if let Some(purl) = of(&component) {
            prop_assert_eq!(Purl::parse(&purl).map(|read| read.to_string()), Ok(purl));
        }
    }
}
