//! Tasks of this repository: generated reference, large projects for measurement, benchmark.

mod bench;
mod bench_documents;
mod bench_soup;
mod generate;
mod generate_evidence;
mod generate_history;
mod generate_risk;
mod generate_soup;
mod generate_source;
mod reference;

use anyhow::{Result, bail};
use bench::Only;
use std::path::Path;

const USAGE: &str = "cargo xtask generate RECORDS FOLDER [PER-FILE]   write a realistic project of that many records
cargo xtask generate-risk SITUATIONS CONTROLS ITEMS FOLDER  write a risk file of that size
cargo xtask generate-evidence CASES FILE          write results of that many tests as JUnit XML
cargo xtask generate-history COMMITS RECORDS FOLDER  write a repository in which so many records have so long a history
cargo xtask generate-source MEGABYTES FOLDER     write a source tree of that size, C++ and Rust, without a trace tag
cargo xtask generate-soup ADVISORIES PACKAGES FOLDER  write so many advisories, and a lock file of so many packages
cargo xtask reference                            write docs/reference.md, docs/clauses.md and docs/primum.schema.json
cargo xtask bench [DATABASES]                    measure `primum` (release build) on generated projects, and on a folder of databases of
                                                 advisories, of which `rustsec` is also asked by cargo-audit
cargo xtask bench-soup DATABASES                 only what is about advisories
cargo xtask bench-documents                      only what is about documents, beside pandoc and Sphinx where they are installed
";

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["generate", records, folder] => generate::write(records.parse()?, Path::new(folder), 20),
        ["generate", records, folder, per_file] => generate::write(records.parse()?, Path::new(folder), per_file.parse()?),
        ["generate-risk", situations, controls, items, folder] => {
            let size = generate_risk::Size { situations: situations.parse()?, controls: controls.parse()?, items: items.parse()? };
            generate_risk::write(size, Path::new(folder))
        }
        ["generate-evidence", cases, file] => generate_evidence::write(cases.parse()?, Path::new(file)),
        ["generate-history", commits, records, folder] => generate_history::write(commits.parse()?, records.parse()?, Path::new(folder)),
        ["generate-source", megabytes, folder] => generate_source::write(megabytes.parse()?, Path::new(folder)),
        ["generate-soup", advisories, packages, folder] => generate_soup::write(advisories.parse()?, packages.parse()?, Path::new(folder)),
        ["reference"] => reference::write(),
        ["bench"] => bench::run(None, Only::Everything),
        ["bench", databases] => bench::run(Some(Path::new(databases)), Only::Everything),
        ["bench-soup", databases] => bench::run(Some(Path::new(databases)), Only::Soup),
        ["bench-documents"] => bench::run(None, Only::Documents),
        _ => bail!("{USAGE}"),
    }
}
