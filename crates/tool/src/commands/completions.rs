//! `primum completions` and `primum man`: made from the declaration of the command line.

use super::print;
use crate::cli::Cli;
use crate::disk::write_all;
use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn completions(shell: Shell) -> Result<ExitCode> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "primum", &mut bytes);
    print(&String::from_utf8_lossy(&bytes))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a page for the program and one for every command.
pub(crate) fn man(folder: &Path) -> Result<ExitCode> {
    let mut pages = Vec::new();
    let mut root = Cli::command();
    root.build();
    let mut page = |command: &clap::Command, name: String| -> Result<()> {
        let mut bytes = Vec::new();
        clap_mangen::Man::new(command.clone()).title(name.to_uppercase()).render(&mut bytes)?;
        pages.push((folder.join(format!("{name}.1")), bytes));
        Ok(())
    };
    page(&root, "primum".to_owned())?;
    for command in root.get_subcommands().filter(|command| command.get_name() != "help") {
        page(command, format!("primum-{}", command.get_name()))?;
    }
    write_all(folder, &pages)?;
    print(&format!("{} pages in {}\n", pages.len(), folder.display()))?;
    Ok(ExitCode::SUCCESS)
}
