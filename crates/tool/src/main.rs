//! The program `primum`: parses the command line, runs one command, and turns the result into an exit code.

mod advisories;
mod archive;
mod baselines;
mod cli;
mod commands;
mod disk;
mod facts;
mod git;
mod http;
mod import;
mod judging;
mod ledger;
mod origin;
mod progress;
mod soup;
mod store;
mod tree;
#[expect(dead_code, reason = "the command that hands documents over is the one to call it")]
mod typesetter;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match commands::run(cli::Cli::parse()) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // The cause chain on one line: this is for people and for logs. It may quote foreign words.
            let told = format!("{error:#}");
            let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("primum: {}\n", primum_report::screen::visible(&told)));
            ExitCode::from(2)
        }
    }
}

/// Whoever reads our output may stop reading; that is not a fault of ours.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>()).any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
