//! Writes a repository with a long history of records: each commit changes one record, and one in a hundred moves it to another file.

use crate::generate;
use anyhow::{Context, Result, bail};
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// How often a record moves to another file.
const MOVES: usize = 100;

/// Writes a project of `records` records with a history of `commits` commits into `folder`. The tag `v0.9.0` stands in the middle, `v1.0.0` at the end.
pub(crate) fn write(commits: usize, records: usize, folder: &Path) -> Result<()> {
    generate::write(records, folder, 20)?;
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder.join("records"))? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("a name that was not generated")?.to_owned();
        files.push((format!("records/{name}"), std::fs::read_to_string(&path)?));
    }
    files.sort();
    git(folder, &["init", "-q", "-b", "main"])?;
    let mut child = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .context("git could not be run")?;
    {
        let mut to = BufWriter::new(child.stdin.take().context("git takes no input")?);
        head(&mut to, 0, "Generated")?;
        for (path, text) in &files {
            file(&mut to, path, text)?;
        }
        file(&mut to, "primum.toml", &std::fs::read_to_string(folder.join("primum.toml"))?)?;
        for number in 1..commits {
            head(&mut to, number, &format!("Change {number}"))?;
            // Steps that have no divisor in common with the number of files reach all of them, out of order.
            let at = number.wrapping_mul(7919) % files.len();
            let text = &mut files[at].1;
            let starts: Vec<usize> = text.match_indices("\n## ").map(|(at, _)| at).collect();
            let Some(start) = starts.get(number.wrapping_mul(31) % starts.len().max(1)).copied() else { continue };
            let end = starts.iter().copied().find(|next| *next > start).unwrap_or(text.len());
            if number % MOVES == 0 && starts.len() > 1 {
                let record: String = text.drain(start..end).collect();
                let prefix = files[at].0.split('-').next().unwrap_or_default().to_owned();
                let other = (1..files.len()).map(|step| (at + step) % files.len()).find(|other| files[*other].0.starts_with(&prefix));
                let other = other.unwrap_or(at);
                files[other].1.push_str(&record);
                file(&mut to, &files[other].0, &files[other].1)?;
            } else {
                text.insert_str(end, &format!("\nDecision {number} holds.\n"));
            }
            file(&mut to, &files[at].0, &files[at].1)?;
            if number == commits / 2 {
                tag(&mut to, "v0.9.0")?;
            }
        }
        tag(&mut to, "v1.0.0")?;
        to.flush()?;
    }
    if !child.wait()?.success() {
        bail!("git fast-import failed");
    }
    git(folder, &["repack", "-a", "-d", "-q"])?;
    git(folder, &["reset", "-q", "--hard", "main"])
}

fn head(to: &mut impl Write, number: usize, subject: &str) -> Result<()> {
    let time = 1_500_000_000 + number * 3600;
    let who = ["Ada <ada@example.org>", "Bo <bo@example.org>", "Cy <cy@example.org>"][number % 3];
    Ok(write!(to, "commit refs/heads/main\ncommitter {who} {time} +0000\ndata {}\n{subject}\n", subject.len())?)
}

fn file(to: &mut impl Write, path: &str, text: &str) -> Result<()> {
    Ok(write!(to, "M 100644 inline {path}\ndata {}\n{text}\n", text.len())?)
}

fn tag(to: &mut impl Write, name: &str) -> Result<()> {
    Ok(write!(to, "reset refs/tags/{name}\nfrom refs/heads/main\n\n")?)
}

fn git(folder: &Path, arguments: &[&str]) -> Result<()> {
    let status = Command::new("git").arg("-C").arg(folder).args(arguments).status().context("git could not be run")?;
    if !status.success() {
        bail!("git {} failed", arguments.join(" "));
    }
    Ok(())
}
