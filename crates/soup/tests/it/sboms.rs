//! SBOMs that nobody here wrote: of CycloneDX the names tell which are valid, and every one is read or refused as its name says.

use crate::corpora::corpus;
use primum_soup::{Inventory, Refusal, sbom};
use std::path::{Path, PathBuf};

/// Every file below a folder, in order.
#[expect(clippy::disallowed_methods, reason = "the corpora are files")]
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

#[expect(clippy::disallowed_methods, reason = "the corpora are files")]
fn read(path: &Path) -> Result<Inventory, Refusal> {
    sbom::read(&path.to_string_lossy(), &std::fs::read(path).expect("a file"))
}

/// Files whose name says one thing and whose answer is another, each with the reason.
const EXCEPTIONS: [(&str, &str); 0] = [];

#[test]
fn of_cyclonedx_every_valid_file_is_read_and_every_invalid_one_refused() {
    let Some(folder) = corpus("C-evidence/sbom/cyclonedx-spec-valid-invalid/tools/src/test/resources") else { return };
    let (mut wrong, mut valid, mut invalid) = (Vec::new(), 0, 0);
    for path in files(&folder) {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let version = path.parent().and_then(|folder| folder.file_name()).and_then(|name| name.to_str()).expect("a version");
        if EXCEPTIONS.iter().any(|(excepted, _)| *excepted == name) {
            continue;
        }
        match (read(&path), name.contains("invalid-"), name.ends_with(".textproto")) {
            (Err(refusal), _, true) => assert!(refusal.reason.contains("Protocol Buffers"), "{name}: {refusal}"),
            (Err(refusal), true, _) => {
                invalid += 1;
                if refusal.line.is_none() || refusal.reason.is_empty() {
                    wrong.push(format!("{version}/{name}: refused without a line"));
                }
            }
            (Ok(inventory), false, _) => {
                valid += 1;
                assert_eq!(inventory.format, format!("CycloneDX {version}"), "{name}");
            }
            (Ok(_), _, _) => wrong.push(format!("{version}/{name}: read")),
            (Err(refusal), false, _) => wrong.push(format!("{version}/{name}: {refusal}")),
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), valid + invalid, wrong.join("\n"));
    assert!(valid > 400 && invalid > 250, "{valid} {invalid}");
}

#[test]
fn examples_are_read_and_what_is_refused_is_known() {
    // What is no SBOM, what is broken, and one that has a member its version does not know.
    let refused = [
        "random_file.ext",
        "invalid_sbom.cdxjson",
        "invalid_sbom.spdx",
        "sbom.cdx.json.foo.ext",
        "sbom.spdx.foo.ext",
        "SOURCE.txt",
        "LICENSE",
    ];
    let broken = ["simplehtr-example.json", "sbom-with-locations.cdx.json", "pull_request.yml", "pom.xml", "pom-with-spdx-plugin.xml"];
    let mut count = 0;
    for folder in ["sbom/spdx-examples", "sbom/cyclonedx-bom-examples", "lockfiles/osv-scalibr/extractor/filesystem/sbom"] {
        let Some(folder) = corpus(&format!("C-evidence/{folder}")) else { return };
        for path in files(&folder) {
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
            match read(&path) {
                Ok(_) => count += 1,
                Err(refusal) => assert!(refused.contains(&name) || broken.contains(&name), "{}: {refusal}", path.display()),
            }
        }
    }
    assert!(count > 110, "{count}");
}
