//! Writes advisories in the format of OSV, as many as are wanted, and a `Cargo.lock` whose packages some of them name.

use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// How many advisories one file holds.
const FILE: usize = 1000;

/// Writes `db/*.json` and `Cargo.lock`. A package has five advisories on average, and one in ten packages of the lock file a version that matches.
pub(crate) fn write(advisories: usize, packages: usize, folder: &Path) -> Result<()> {
    let db = folder.join("db");
    std::fs::create_dir_all(&db)?;
    for file in 0..advisories.div_ceil(FILE) {
        let path = db.join(format!("advisories-{file:05}.json"));
        let mut out = BufWriter::new(File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?);
        let last = ((file + 1) * FILE).min(advisories);
        write!(out, "[")?;
        for number in file * FILE..last {
            let comma = if number + 1 < last { "," } else { "" };
            let package = number / 5;
            let (year, month, day) = (2015 + number % 11, number % 12 + 1, number % 28 + 1);
            writeln!(
                out,
                "{{\"id\":\"GEN-{number}\",\"aliases\":[\"CVE-{year}-{number}\"],\"published\":\"{year}-{month:02}-{day:02}T00:00:00Z\",\
                 \"modified\":\"{year}-{month:02}-{day:02}T00:00:00Z\",\"summary\":\"A length that is not checked in package-{package}\",\
                 \"details\":\"{}\",\"severity\":[{{\"type\":\"CVSS_V3\",\"score\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\"}}],\
                 \"affected\":[{{\"package\":{{\"ecosystem\":\"crates.io\",\"name\":\"package-{package}\"}},\
                 \"ranges\":[{{\"type\":\"SEMVER\",\"events\":[{{\"introduced\":\"{}.0.0\"}},{{\"fixed\":\"{}.4.{}\"}}]}}]}}]}}{comma}",
                "A caller that is not trusted reaches memory that is not its own. ".repeat(number % 9 + 1),
                number % 5,
                number % 5,
                number % 20
            )?;
        }
        writeln!(out, "]")?;
    }
    write_lock(&[], packages, &folder.join("Cargo.lock"))
}

/// Writes a lock file of one project and so many packages. They have these names first, then `package-N`. Each brings the next eight that
/// nobody has brought yet.
pub(crate) fn write_lock(names: &[String], packages: usize, path: &Path) -> Result<()> {
    let name = |number: usize| names.get(number).cloned().unwrap_or_else(|| format!("package-{number}"));
    let brought = |by: usize| -> String {
        let brought: String = (8 * by..(8 * by + 8).min(packages)).map(|number| format!(" \"{}\",\n", name(number))).collect();
        if brought.is_empty() { brought } else { format!("dependencies = [\n{brought}]\n") }
    };
    let mut lock = format!("version = 4\n\n[[package]]\nname = \"the-project\"\nversion = \"1.0.0\"\n{}", brought(0));
    for number in 0..packages {
        // Most versions lie behind every correction.
        let version = if number % 10 == 0 { format!("{}.3.0", number % 5) } else { format!("7.{}.{}", number % 30, number % 9) };
        let _ = write!(
            lock,
            "\n[[package]]\nname = \"{}\"\nversion = \"{version}\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n\
             checksum = \"{number:064x}\"\n{}",
            name(number),
            brought(number + 1)
        );
    }
    std::fs::write(path, lock).with_context(|| format!("{} cannot be written", path.display()))
}
