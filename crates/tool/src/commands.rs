//! One file per command; each reads a snapshot, computes, and writes at the end.

mod approve;
mod check;
mod ci;
mod classify;
mod completions;
mod dhf;
mod diff;
mod evidence;
mod explain;
mod export;
mod fmt;
mod gap;
mod impact;
mod import;
mod init;
mod legacy;
mod log;
mod merge_driver;
mod new;
mod people;
mod position;
mod pr_report;
mod release;
mod report;
mod risk;
mod soup;
mod states;

mod roadmap;
mod status;
mod trace;
mod trends;
mod validate;
mod verify;

use crate::cli::{AsOf, Cli, Colour, Command};
use crate::disk::Project;
use crate::judging;
use crate::progress::Progress;
use anyhow::Result;
use primum_model::Date;
use primum_report::Screen;
use primum_report::screen::visible;
use primum_rules::Analysis;
use primum_rules::rule::Level;
use primum_rules::standards::{self, Standard};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

/// Where and when a command runs: the terminal that it writes to, and the day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    date: Date,
    /// Was the day named?
    dated: bool,
    screen: Screen,
}

impl Place {
    /// The day on which a project is judged: that of the revision that is looked at, unless another one is named.
    fn day_of(self, project: &Project) -> Date {
        project.origin.day().filter(|_| !self.dated).unwrap_or(self.date)
    }
}

/// Runs the command.
pub(crate) fn run(cli: Cli) -> Result<ExitCode> {
    let place = Place { date: cli.date.unwrap_or_else(today), dated: cli.date.is_some(), screen: screen(cli.color) };
    match cli.command {
        Command::Init(args) => init::run(&args),
        Command::New(args) => new::run(&args, place.date),
        Command::Check(args) => check::run(&args, place),
        Command::Gap(args) => gap::run(&args, place),
        Command::Roadmap(args) => roadmap::run(&args, place),
        Command::Trace(args) => trace::run(&args, place),

        Command::Risk(args) => risk::run(&args, place),
        Command::Classify(args) => classify::run(&args, place),
        Command::Status(args) => status::run(&args, place),
        Command::Trends(args) => trends::run(&args, place),
        Command::Position(args) => position::run(&args, place),
        Command::Explain(args) => explain::run(&args, place),
        Command::Fmt(args) => fmt::run(&args, place.date),
        Command::Import(args) => import::run(&args, place.date),
        Command::Export(args) => export::run(&args, place),
        Command::Report(args) => report::run(&args, place),
        Command::Dhf(args) => dhf::run(&args, place),
        Command::Evidence(command) => evidence::run(&command, place),
        Command::Soup(command) => soup::run(&command, place),
        Command::Ci(command) => ci::run(&command, place),
        Command::Approve(args) => approve::run(&args, place),
        Command::Verify(args) => verify::run(&args, place),
        Command::People(args) => people::run(&args, place),
        Command::Release(command) => release::run(&command, place),
        Command::Legacy(args) => legacy::run(&args, place),
        Command::Diff(args) => diff::run(&args, place),
        Command::Log(args) => log::run(&args, place),
        Command::Impact(args) => impact::run(&args, place),
        Command::PrReport(args) => pr_report::run(&args, place),
        Command::MergeDriver(args) => merge_driver::run(&args),
        Command::Validate(args) => validate::run(&args, place),
        Command::Completions { shell } => completions::completions(shell),
        Command::Man { folder } => completions::man(&folder),
    }
}

fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Width and colours of standard output. A pipe gets no colour and a width that suits a log.
fn screen(colour: Colour) -> Screen {
    let terminal = std::io::stdout().is_terminal();
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let colour = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
    };
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let width =
        columns.or_else(|| terminal_size::terminal_size().filter(|_| terminal).map(|(width, _)| usize::from(width.0))).unwrap_or(100);
    Screen { width: width.clamp(20, 160), colour }
}

/// Reads a project and judges it against IEC 62304.
fn analyze(folder: &Path, as_of: &AsOf, place: Place) -> Result<Analysis> {
    judge(folder, as_of, place, &[standards::iec62304()])
}

/// Reads a project and judges it against every standard. The rules run once; only verdicts are more.
fn judge_all(folder: &Path, as_of: &AsOf, place: Place) -> Result<Analysis> {
    judge(folder, as_of, place, &standards::all())
}

/// Reads a project and judges it against these standards.
fn judge(folder: &Path, as_of: &AsOf, place: Place, against: &[&'static Standard]) -> Result<Analysis> {
    let mut progress = Progress::start();
    let project = Project::as_of(folder, as_of.at.as_deref())?;
    judging::judge(&project, place.day_of(&project), against, &mut progress)
}

/// 2 if something could not be read, 1 if there is something to answer for, 0 otherwise.
///
/// Where one rule was asked for, only its findings count.
fn exit_code(analysis: &Analysis, rule: Option<&str>) -> ExitCode {
    if unread(analysis).next().is_some() {
        return ExitCode::from(2);
    }
    let asked = analysis.findings.iter().filter(|finding| rule.is_none_or(|rule| rule == finding.rule.name));
    let open = asked.into_iter().any(|finding| finding.accepted_by.is_none() && finding.level > Level::Note);
    ExitCode::from(u8::from(open))
}

/// The exit code of a command that shows something: a view of half a project is no view.
fn shown(analysis: &Analysis) -> Result<ExitCode> {
    for (path, reason) in unread(analysis) {
        writeln!(std::io::stderr(), "primum: {} could not be read: {}", visible(path), visible(reason))?;
    }
    Ok(ExitCode::from(if unread(analysis).next().is_none() { 0 } else { 2 }))
}

/// What could not be read, of the records and of the source.
fn unread(analysis: &Analysis) -> impl Iterator<Item = &(String, String)> {
    analysis.model.unread.iter().chain(analysis.facts.tree.iter().flat_map(|tree| &tree.unread))
}

/// Words from the command line that go into a heading or a quoted text: white space folded, control characters out.
fn one_line(words: &str) -> String {
    let plain: String = words.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text for people, under a line that says which revision it is about, where it is about one.
fn headed(analysis: &Analysis, text: String) -> String {
    match &analysis.facts.as_of {
        None => text,
        Some(revision) => format!("{}\n{text}", as_of_line(revision)),
    }
}

/// `as of v1.0.0 (commit 1f3a..., 2026-01-31)`.
fn as_of_line(revision: &primum_rules::AsOf) -> String {
    format!("as of {} (commit {}, {})", visible(&revision.name), revision.commit, revision.day)
}

/// Writes to standard output in one go. Whoever reads it may stop reading; the verdict stays the same.
fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
