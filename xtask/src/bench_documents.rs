//! What is measured about documents: each printer on one document of 300 pages, pandoc and Sphinx on the same content, and whole sets.

use crate::bench::{Case, is_there};
use anyhow::{Context, Result};
use std::path::Path;
use std::process::{Command, Stdio};

/// How long the document is, in pages of Word.
const PAGES: &str = "300";

/// The configuration of Sphinx that reads the Markdown of the document, and the page that leads to it.
const SPHINX: &str = "project = \"bench\"\nextensions = [\"myst_parser\"]\nsuppress_warnings = [\"myst\", \"docutils\"]\n";
const SPHINX_INDEX: &str = "# Bench\n\n```{toctree}\ndocument\n```\n";

/// The cases, with what they read written into the folder. `small` is the project of 10,000 records.
pub(crate) fn cases(binary: &Path, folder: &Path, small: &str, notes: &mut Vec<String>) -> Result<Vec<Case>> {
    std::fs::create_dir_all(folder)?;
    let print = binary.with_file_name("examples").join("print");
    let at = |name: &str| folder.join(name).display().to_string();
    for (format, file) in [("json", "document.json"), ("markdown", "document.md")] {
        let status = Command::new(&print).args([format, &at(file), PAGES]).status().context("the printer of samples did not run")?;
        anyhow::ensure!(status.success(), "the sample cannot be printed as {format}");
    }
    let mut cases: Vec<Case> = ["docx", "html", "xlsx", "markdown"]
        .iter()
        .map(|format| Case::new(format!("`print {format}`, {PAGES} pages"), &print, &[format, &at(&format!("printed.{format}")), PAGES]))
        .collect();
    let typeset = binary.with_file_name("primum-typeset");
    cases.push(Case::new(format!("`primum-typeset pdf`, {PAGES} pages"), &typeset, &["pdf"]).reading(Path::new(&at("document.json"))));
    if is_there("pandoc") {
        let markdown = at("document.md");
        let of = |format: &str, out: &str| {
            let arguments = ["--from", "gfm", "--standalone", "--toc", "--to", format, "--output", out, &markdown];
            Case::new(format!("`pandoc --to {format}` on the same content"), Path::new("pandoc"), &arguments)
        };
        cases.extend([of("docx", &at("pandoc.docx")), of("html", &at("pandoc.html"))]);
    } else {
        notes.push("pandoc is not installed, so its rows are left out".to_owned());
    }
    let site = folder.join("sphinx");
    std::fs::create_dir_all(&site)?;
    std::fs::write(site.join("conf.py"), SPHINX)?;
    std::fs::write(site.join("index.md"), SPHINX_INDEX)?;
    std::fs::copy(folder.join("document.md"), site.join("document.md"))?;
    let (source, built) = (site.display().to_string(), at("sphinx-html"));
    // `-E` reads everything anew, as the others do.
    let arguments = ["-q", "-E", "-b", "html", source.as_str(), built.as_str()];
    let works = Command::new("sphinx-build").args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if works.is_ok_and(|status| status.success()) {
        cases.push(Case::new("`sphinx-build -b html` on the same content", Path::new("sphinx-build"), &arguments));
    } else {
        notes.push("sphinx-build with myst-parser is not installed, so its row is left out".to_owned());
    }
    let primum = |name: &str, format: &str, out: &str| Case::new(name, binary, &["dhf", small, "--format", format, "--out", out]);
    cases.push(primum("`dhf --format html,docx,xlsx`, 10,000 records", "html,docx,xlsx", &at("set")));
    cases.push(primum("`dhf --format pdf`, 10,000 records; one run", "pdf", &at("set-pdf")).once());
    Ok(cases)
}
