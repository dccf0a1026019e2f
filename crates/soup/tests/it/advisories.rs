//! Every file of real databases of advisories is read, or is none.

use crate::corpora::corpus;
use primum_soup::advisory::{self, Entry};
use std::path::Path;

/// How many advisories and marks the files of a folder give, and which files with these endings are refused.
fn read(folder: &Path, endings: &[&str]) -> (usize, usize, Vec<String>) {
    let (mut advisories, mut marks, mut refused) = (0, 0, Vec::new());
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !name.starts_with('.') {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let bytes = std::fs::read(&path).expect("a file");
                let (mut some, mut marked) = (0, 0);
                let outcome = advisory::read(&name, &bytes, &mut |entry| match entry {
                    Entry::Advisory(_) => some += 1,
                    Entry::Mark(_) => marked += 1,
                    Entry::Dated(_) | Entry::Note(..) => {}
                });
                match outcome {
                    Ok(_) => (advisories, marks) = (advisories + some, marks + marked),
                    Err(refusal) => refused.push(format!("{name}: {refusal}")),
                }
            }
        }
    }
    refused.sort();
    (advisories, marks, refused)
}

#[test]
fn every_advisory_of_the_databases_is_read() {
    for (folder, endings, advisories, marks) in [
        ("rustsec", &["RUSTSEC"][..], 0, 0),
        ("rustsec/crates", &[".md"], 1205, 0),
        ("pypa/vulns", &[".yaml"], 2661, 0),
        ("go-vulndb-osv/data/osv", &[".json"], 4291, 0),
        ("ghsa-nuget-selected", &[".json"], 5, 0),
    ] {
        let Some(path) = corpus(&format!("D-vulndb/{folder}")) else { return };
        assert_eq!(read(&path, endings), (advisories, marks, Vec::new()), "{folder}");
    }
    let Some(path) = corpus("D-vulndb/cisa-kev") else { return };
    let (_, marks, refused) = read(&path, &["vulnerabilities.json"]);
    assert_eq!((marks, refused), (1404, Vec::new()));
    let Some(path) = corpus("D-vulndb/retirejs/repository") else { return };
    let (advisories, _, refused) = read(&path, &["jsrepository.json", "npmrepository.json"]);
    assert_eq!((advisories, refused), (1266, Vec::new()));
}

#[test]
fn every_example_of_csaf_is_read_or_refused_with_a_reason() {
    for version in ["csaf_2.0", "csaf_2.1"] {
        let Some(path) = corpus(&format!("C-evidence/csaf/oasis-csaf/{version}/examples/csaf")) else { return };
        let (advisories, _, refused) = read(&path, &[".json"]);
        assert!(advisories > 0, "{version}");
        assert_eq!(refused, Vec::<String>::new(), "{version}");
    }
}
