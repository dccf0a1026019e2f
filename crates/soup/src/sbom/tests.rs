//! SBOMs as text, and what comes of them.

use super::*;
use crate::component::{Part, Relation, Scope};
use crate::ecosystem::Ecosystem;
use proptest::prelude::*;

const CYCLONEDX: &str = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6",
"metadata": {"component": {"type": "application", "bom-ref": "own", "name": "own"}},
"components": [
 {"type": "library", "bom-ref": "a", "group": "@s", "name": "a", "version": "1", "purl": "pkg:npm/%40s/a@1.0.0",
  "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "Own"}}]},
 {"type": "library", "bom-ref": "b", "name": "b", "version": "2", "purl": "pkg:maven/g/b@2"},
 {"type": "library", "bom-ref": "t", "name": "t", "scope": "excluded"},
 {"type": "file", "name": "f"}],
"services": [{"name": "s"}],
"dependencies": [{"ref": "own", "dependsOn": ["a", "t", "gone"]}, {"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": ["a"]}]}"#;

#[test]
fn cyclonedx_tells_names_scopes_and_ways() {
    let inventory = read("bom.json", CYCLONEDX.as_bytes()).expect("a bill");
    assert_eq!(inventory.format, "CycloneDX 1.6");
    let [own, a, b, t] = &inventory.components[..] else { panic!("{:?}", inventory.components) };
    assert_eq!((own.part, &own.needs[..]), (Part::Own, &[1, 3][..]));
    assert_eq!((a.name.as_str(), a.version.as_str(), a.ecosystem, a.relation), ("@s/a", "1.0.0", Some(Ecosystem::Npm), Relation::Direct));
    assert_eq!((a.licence.as_str(), a.line, &a.needs[..]), ("MIT AND Own", 4, &[2][..]));
    assert_eq!((b.name.as_str(), b.relation, b.scope), ("g:b", Relation::Transitive, Scope::Shipped));
    assert_eq!((t.scope, t.relation), (Scope::Development, Relation::Direct));
    let notes: Vec<&str> = inventory.notes.iter().map(|(_, note)| note.as_str()).collect();
    assert_eq!(notes.len(), 3, "{notes:?}");
}

#[test]
fn what_breaks_the_schema_is_refused_at_its_line() {
    let broken = |from: &str, to: &str| {
        let text = CYCLONEDX.replacen(from, to, 1);
        assert_ne!(text, CYCLONEDX);
        let refusal = read("bom.json", text.as_bytes()).expect_err("no bill");
        (refusal.line, refusal.reason)
    };
    assert_eq!(broken("\"MIT\"", "\"MIT License\""), (Some(5), "`id` `MIT License` is not in the list of licences of SPDX".to_owned()));
    assert_eq!(broken("\"bom-ref\": \"b\"", "\"bom-ref\": \"a\""), (Some(6), "the `bom-ref` `a` stands twice".to_owned()));
    assert_eq!(broken("\"excluded\"", "\"maybe\"").0, Some(7));
    assert_eq!(broken("\"1.6\"", "\"1.9\"").0, Some(1));
    assert_eq!(broken("\"ref\": \"own\", ", "").0, Some(10));
}

#[test]
fn spdx_tells_the_same_as_json_and_as_tags() {
    let json = r#"{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": [
{"SPDXID": "SPDXRef-own", "name": "own"},
{"SPDXID": "SPDXRef-t", "name": "t", "versionInfo": "1", "licenseDeclared": "MIT", "supplier": "Organization: Acme (a@b.c)",
 "externalRefs": [{"referenceType": "purl", "referenceLocator": "pkg:pypi/t@1"}]}],
"relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-own"},
{"spdxElementId": "SPDXRef-t", "relationshipType": "TEST_DEPENDENCY_OF", "relatedSpdxElement": "SPDXRef-own"}]}"#;
    let tags = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nPackageName: own\nSPDXID: SPDXRef-own\nPackageComment: <text>a\nb</text>\n\
        PackageName: t\nSPDXID: SPDXRef-t\nPackageVersion: 1\nPackageLicenseDeclared: MIT\nPackageSupplier: Organization: Acme (a@b.c)\n\
        ExternalRef: PACKAGE-MANAGER purl pkg:pypi/t@1\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-own\n\
        Relationship: SPDXRef-t TEST_DEPENDENCY_OF SPDXRef-own\n";
    for text in [json, tags] {
        let inventory = read("x.spdx", text.as_bytes()).expect("SPDX");
        let t = &inventory.components[1];
        assert_eq!(inventory.components[0].part, Part::Own);
        assert_eq!((t.ecosystem, t.scope, t.relation), (Some(Ecosystem::PyPi), Scope::Test, Relation::Direct));
        assert_eq!((t.licence.as_str(), t.supplier.as_str()), ("MIT", "Acme"));
    }
}

#[test]
fn depth_and_names_of_files() {
    let deep =
        format!("<bom xmlns='http://cyclonedx.org/schema/bom/1.6'>{}", "<components><component type='library'><name>a</name>".repeat(400))
            + &"</component></components>".repeat(400)
            + "</bom>";
    assert!(read("bom.xml", deep.as_bytes()).expect_err("too deep").reason.contains("nested"));
    assert!(is_of_interest("a/x.cdx.json") && is_of_interest("sbom.json") && is_of_interest("x.SPDX") && !is_of_interest("package.json"));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(head in 0_usize..4, text in "[A-Za-z:\"{}\\[\\]<>/, \n-]{0,80}") {
        let heads = ["", "SPDXVersion: SPDX-2.3\n", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", ", "spdxVersion: SPDX-2.3\n"];
        let _ = read("x", format!("{}{text}", heads[head]).as_bytes());
    }
}
