//! The command line of `dhf`.

use super::{AsOf, Target};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use primum_document::Format;
use primum_report::documents::SET_NAMES;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 written, or as it was written; 1 the folder is not as it was written (--verify); 2 nothing was written, \
    or a part of the project could not be read."
)]
pub(crate) struct Dhf {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Folder to write to; one that holds anything but documents of this command is refused
    #[arg(long, value_name = "FOLDER", default_value = "dhf")]
    pub(crate) out: PathBuf,
    /// Which documents, under which numbers: what the reader expects
    #[arg(long, value_name = "SET", default_value = SET_NAMES[0], value_parser = PossibleValuesParser::new(SET_NAMES.iter().copied()))]
    pub(crate) set: String,
    /// The formats
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [DhfFormat::Html, DhfFormat::Docx, DhfFormat::Xlsx])]
    pub(crate) format: Vec<DhfFormat>,
    /// Only this document of the set, by its name; repeat it
    #[arg(long = "document", value_name = "NAME", value_delimiter = ',')]
    pub(crate) documents: Vec<String>,
    /// A file of Word whose styles, header and footer the Word files take over
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
    /// Show the documents of the set and what its reader expects; with `--format json` for programs
    #[arg(long, conflicts_with_all = ["documents", "template", "verify", "at"])]
    pub(crate) list: bool,
    /// Compare a folder with the manifest in it: what was altered, is missing or was added
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["documents", "template", "out", "set", "format", "at", "project"])]
    pub(crate) verify: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

/// Formats of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DhfFormat {
    /// A page for each document, which needs nothing beside it
    Html,
    /// Word
    Docx,
    /// Excel: the tables
    Xlsx,
    /// PDF, by the typesetter `primum-typeset`
    Pdf,
    /// Markdown
    Markdown,
    /// For programs, with `--list` alone: docs/json.md
    Json,
}

impl DhfFormat {
    /// The format of files, if it is one.
    pub(crate) fn printed(self) -> Option<Format> {
        match self {
            Self::Html => Some(Format::Html),
            Self::Docx => Some(Format::Docx),
            Self::Xlsx => Some(Format::Xlsx),
            Self::Pdf => Some(Format::Pdf),
            Self::Markdown => Some(Format::Markdown),
            Self::Json => None,
        }
    }
}
