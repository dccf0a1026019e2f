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
    let mut lock = "version = 4\n".to_owned();
    for number in 0..packages {
        // Most versions lie behind every correction.
        let version = if number % 10 == 0 { format!("{}.3.0", number % 5) } else { format!("7.{}.{}", number % 30, number % 9) };
        let _ = write!(
            lock,
            "\n[[package]]\nname = \"package-{number}\"\nversion = \"{version}\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n\
             checksum = \"{number:064x}\"\ndependencies = [\n \"package-{}\",\n]\n",
            (number * 7 + 1) % packages.max(1)
        );
    }
    std::fs::write(folder.join("Cargo.lock"), lock)?;
    Ok(())
}
