//! The command line, declared once: help, completions and manual pages are made from it.

mod approval;
mod check;
mod ci;
mod dhf;
mod evidence;
mod format;
mod history;
mod release;
mod revision;
mod risk;
mod soup;
mod trends;

pub(crate) use approval::{Approve, People, Verify};
pub(crate) use check::{Check, CheckFormat};
pub(crate) use ci::{Ci, CiInit, CiRun, CiShow, CiWrite};
pub(crate) use dhf::{Dhf, DhfFormat};
pub(crate) use evidence::{
    Evidence, EvidenceAdd, EvidenceDue, EvidenceFetch, EvidenceList, EvidenceRun, EvidenceShow, EvidenceTags, EvidenceView, Recording,
};
pub(crate) use format::{TextJsonOrCsv, TextJsonOrMarkdown, TextOrJson};
pub(crate) use history::{Diff, DiffFormat, Impact, Log, PrFormat, PrReport};
pub(crate) use release::{
    Legacy, Release, ReleaseAccounting, ReleaseArchive, ReleaseCheck, ReleaseCut, ReleaseList, ReleaseNotes, ReleaseVerify,
};
pub(crate) use revision::AsOf;
pub(crate) use risk::{Classify, Risk, RiskFormat, RiskView};
pub(crate) use soup::{
    SbomFormat, Soup, SoupDb, SoupDbBuild, SoupDbFetch, SoupDbShow, SoupList, SoupResponse, SoupSbom, SoupScan, SoupShow, SoupSync,
    SoupVex, VexFormat,
};
pub(crate) use trends::Trends;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use primum_model::{Class, Date};
use primum_rules::standards::IDS;
use std::path::PathBuf;

/// IEC 62304 as code: what the standard asks of this software at its safety class, and the proof.
#[derive(Debug, Parser)]
#[command(name = "primum", version, about, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Exit code: 0 nothing to answer for, 1 findings, 2 could not check.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// The day on which ages and expiries are judged (default: today, UTC)
    #[arg(
        long,
        global = true,
        value_name = "YYYY-MM-DD",
        value_parser = parse_date,
        env = "PRIMUM_DATE",
        help_heading = "Everywhere",
        display_order = 1000
    )]
    pub(crate) date: Option<Date>,
    /// When to use colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, help_heading = "Everywhere", display_order = 1001)]
    pub(crate) color: Colour,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a project: a skeleton of plans and records sized to the safety class
    Init(Init),
    /// Write a new record with the next free ID
    New(New),
    /// Check the records: what is wrong, where, and how to mend it
    Check(Check),
    /// Show every clause: satisfied, open, attested or not applicable, and why
    Gap(Gap),
    /// Show what is missing, in the order in which to do it
    Roadmap(Roadmap),
    /// Show the traceability matrix, or the neighbourhood of one record
    Trace(Trace),
    /// Show the risk file: table, matrices, traceability, or the chain from one cause to its proofs
    Risk(Risk),
    /// Explain the safety classes, and what would have to be true for a lower one
    Classify(Classify),
    /// Show how far each requirement has come
    Status(Status),
    /// Count the problem reports of a period: by item, cause, criticality, release, month and age
    Trends(Trends),
    /// Show the regulatory position: each question set, its outcome, the steps to it, and what follows
    Position(Position),
    /// Explain a rule, a clause, a kind of record or the settings; without a word, list them
    Explain(Explain),
    /// Write every record in the one form; changes no fingerprint
    Fmt(Fmt),
    /// Turn existing documents into records
    Import(Import),
    /// Write every record whole, for other programs
    Export(Export),
    /// Write the report as a static web site
    Report(Report),
    /// Write the documents that are handed over: design history file, submissions, technical documentation
    Dhf(Dhf),
    /// What other tools and testers found: show it, record it, look after it
    #[command(subcommand)]
    Evidence(Evidence),
    /// Software from elsewhere: what is in the product, what is declared, what is known against it
    #[command(subcommand)]
    Soup(Soup),
    /// The pipeline that the class asks for: show it, write it for GitHub or GitLab, run it here
    #[command(subcommand)]
    Ci(Ci),
    /// Sign records, documents or files: shows what is signed, and writes one event into the ledger
    #[command(after_help = "Exit code: 0 signed, 2 nothing was signed.")]
    Approve(Approve),
    /// Look at every approval: signature, chain, role at its date, text, authors, and what git says
    #[command(after_help = "Exit code: 0 every approval holds, 1 one is doubtful, 2 one could not be compared.")]
    Verify(Verify),
    /// Show who works on the product, as what, and with which keys
    People(People),
    /// A version that leaves the house: check it, cut it, archive it, account for it
    #[command(subcommand)]
    Release(Release),
    /// Legacy software (4.4): each step of the route, and what to do next
    Legacy(Legacy),
    /// Compare two states of a project: records, links, classes, approvals, clauses, findings
    Diff(Diff),
    /// Show the history of one record, across renamings and moves between files
    Log(Log),
    /// Show what a change affects, by which way, and what has to be done again because of it
    Impact(Impact),
    /// Write the comment for a pull request: what it does to records, classes, clauses and findings
    PrReport(PrReport),
    /// Merge two versions of a file of records (called by git)
    MergeDriver(MergeDriver),
    /// Run the qualification cases of every rule on this machine, and write a report to be signed
    Validate(Validate),
    /// Write completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Write the manual pages into a folder
    Man {
        /// The folder
        folder: PathBuf,
    },
}

/// The project to look at.
#[derive(Debug, Args)]
pub(crate) struct Target {
    /// Folder of the project, or a folder inside it
    #[arg(value_name = "PROJECT", default_value = ".")]
    pub(crate) project: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// Where to start it
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// The safety class that you expect; without one the skeleton is that of class C (4.3 g)
    #[arg(long, value_parser = parse_class)]
    pub(crate) class: Option<Class>,
    /// Name of the product
    #[arg(long)]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The kind, by name, prefix or short word: "software requirement", SRS, requirement
    pub(crate) kind: String,
    /// The title
    pub(crate) title: Vec<String>,
    /// A longer prefix for the ID: SRS-DOSE
    #[arg(long)]
    pub(crate) prefix: Option<String>,
    /// The file to append it to, from the project's folder on (default: the file that holds most of its kind; problem reports,
    /// changes, reviews and other records with a life of their own get a file each)
    #[arg(long)]
    pub(crate) file: Option<PathBuf>,
    /// Show it instead of writing it
    #[arg(long)]
    pub(crate) print: bool,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Gap {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Folder of the project, for use behind `--map`
    #[arg(long = "project", value_name = "PROJECT", conflicts_with = "project")]
    pub(crate) behind: Option<PathBuf>,
    /// The standard to judge against
    #[arg(long, default_value = IDS[0], value_name = "STANDARD", value_parser = PossibleValuesParser::new(IDS), conflicts_with_all = ["checklist", "map"])]
    pub(crate) standard: String,
    /// Show the 34-item checklist instead of the clauses
    #[arg(long, conflicts_with = "map")]
    pub(crate) checklist: bool,
    /// Show all standards by topic, with the records behind each; with an ID, every clause that this record serves, and why
    #[arg(long, value_name = "ID", num_args = 0..=1)]
    pub(crate) map: Option<Option<String>>,
    /// Only clauses with this status
    #[arg(long, value_enum, conflicts_with_all = ["checklist", "map"])]
    pub(crate) only: Option<ClauseStatus>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

/// Where a clause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClauseStatus {
    /// Examined, nothing found
    Satisfied,
    /// Findings, or nothing examined
    Open,
    /// Stated by a person
    Attested,
    /// Not asked of this class
    NotApplicable,
}

#[derive(Debug, Args)]
pub(crate) struct Roadmap {
    #[command(flatten)]
    pub(crate) target: Target,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct Trace {
    /// A record; without one, the whole matrix
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TraceFormat::Table)]
    pub(crate) format: TraceFormat,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

/// How to show a matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TraceFormat {
    /// For the terminal
    Table,
    /// For programs: docs/json.md
    Json,
    /// For spreadsheets
    Csv,
    /// A page of its own
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) target: Target,
    /// The kind: software requirement, system requirement, user need, labelling claim
    #[arg(long, default_value = "SRS")]
    pub(crate) kind: String,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct Position {
    /// A question set, such as mdr-rule-11, with all that is known about it; without one, all of them
    #[arg(value_name = "TABLE")]
    pub(crate) table: Option<String>,
    /// Show the questions of the authorities about this change request instead, and what its answers come to
    #[arg(long, value_name = "ID", conflicts_with_all = ["table", "format"])]
    pub(crate) change: Option<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A rule, a clause, a kind, or `settings`: requirement-without-test, 5.7.1, SRS
    pub(crate) word: Option<String>,
    /// Show the page as Markdown
    #[arg(long)]
    pub(crate) markdown: bool,
    /// Folder of the project, whose own kinds and fields are explained too
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct Fmt {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Change nothing; exit with 1 if something would change
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// What the documents are
    #[arg(value_enum)]
    pub(crate) from: ImportFormat,
    /// The documents
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Folder to write to: a new project, or an existing one
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    /// What a prefix stands for: REQ="software requirement"; repeat it
    #[arg(long = "kind", value_name = "PREFIX=KIND", value_parser = parse_pair)]
    pub(crate) kinds: Vec<(String, String)>,
    /// What a foreign field, column or option is called here: fulfills=derives-from; repeat it
    #[arg(long = "field", value_name = "FOREIGN=OURS", value_parser = parse_pair)]
    pub(crate) fields: Vec<(String, String)>,
    /// What an ID looks like (a regular expression; the group `id`, if there is one, is the ID)
    #[arg(long)]
    pub(crate) pattern: Option<String>,
    /// More directives that hold an item (reST)
    #[arg(long = "directive", value_name = "NAME")]
    pub(crate) directives: Vec<String>,
}

/// What can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFormat {
    /// IDs in headings or tables
    Markdown,
    /// Items of mlx.traceability and sphinx-needs
    Rst,
    /// A row per record
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) target: Target,
    /// The form
    #[arg(long, value_enum, default_value_t = ExportFormat::Json)]
    pub(crate) format: ExportFormat,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

/// Forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// docs/json.md
    Json,
    /// A row per record
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Folder to write to
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// File for the report
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct MergeDriver {
    /// The common ancestor (%O)
    pub(crate) base: PathBuf,
    /// Our version, which is overwritten (%A)
    pub(crate) ours: PathBuf,
    /// Their version (%B)
    pub(crate) theirs: PathBuf,
    /// The path in the repository, for messages (%P)
    pub(crate) name: Option<String>,
}

fn parse_date(text: &str) -> Result<Date, String> {
    primum_model::value::date(text).ok_or_else(|| "a date is written 2026-01-31".to_owned())
}

fn parse_class(text: &str) -> Result<Class, String> {
    Class::parse(text).ok_or_else(|| "a class is A, B or C".to_owned())
}

fn parse_pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .filter(|(left, right)| !left.is_empty() && !right.is_empty())
        .map(|(left, right)| (left.to_owned(), right.to_owned()))
        .ok_or_else(|| "write it as LEFT=RIGHT".to_owned())
}
