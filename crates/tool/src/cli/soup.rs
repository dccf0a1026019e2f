//! The command line of `primum soup`.

use super::{AsOf, Target, TextJsonOrCsv, TextOrJson};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Soup {
    /// The SOUP list: what is declared, what is locked, who brings it, and what is open about it
    List(SoupList),
    /// Show what lock files, manifests and SBOMs hold
    Show(SoupShow),
    /// Hold the locked components against the records, and propose records for what nobody has declared
    Sync(SoupSync),
    /// Match components against known vulnerabilities
    Scan(SoupScan),
    /// The index of known vulnerabilities: build it, look at it, fetch what it is made from
    #[command(subcommand)]
    Db(SoupDb),
    /// Write the bill of materials
    Sbom(SoupSbom),
    /// Write the judgements on known vulnerabilities for others to read
    Vex(SoupVex),
    /// Show how long known vulnerabilities took to be judged, mended and brought to the field
    Response(SoupResponse),
}

#[derive(Debug, Args)]
pub(crate) struct SoupList {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Show every locked component, not only what is declared or open
    #[arg(long)]
    pub(crate) locked: bool,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextJsonOrCsv::Text)]
    pub(crate) format: TextJsonOrCsv,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

#[derive(Debug, Args)]
pub(crate) struct SoupShow {
    /// Lock files, manifests, SBOMs
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How to show them
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct SoupSync {
    #[command(flatten)]
    pub(crate) target: Target,
    /// Write the proposed records and lines; judgements stay open in them
    #[arg(long)]
    pub(crate) write: bool,
    /// The file for new records (default: the file that holds most SOUP records)
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// How to show what is different
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct SoupScan {
    /// Lock files and SBOMs; without one, those of the project
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The index of known vulnerabilities (default: `[soup] database` of primum.toml)
    #[arg(long, value_name = "FILE", env = "PRIMUM_SOUP_DB")]
    pub(crate) db: Option<PathBuf>,
    /// Explain for this component or advisory what matches and what does not
    #[arg(long, value_name = "NAME")]
    pub(crate) why: Vec<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    /// Folder of the project
    #[arg(long = "project", value_name = "PROJECT", default_value = ".")]
    pub(crate) target: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SoupDb {
    /// Compile advisories into one index
    Build(SoupDbBuild),
    /// Show what an index was made from, and how old it is
    Show(SoupDbShow),
    /// Download the public advisories; an interrupted download is taken up again
    Fetch(SoupDbFetch),
}

#[derive(Debug, Args)]
pub(crate) struct SoupDbBuild {
    /// Folders, zip archives and files: OSV, RustSec, PyPA, Go, GHSA, RetireJS, CISA KEV, EPSS, CSAF, NVD 2.0
    #[arg(required = true, value_name = "SOURCE")]
    pub(crate) sources: Vec<PathBuf>,
    /// Where to write the index
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct SoupDbShow {
    /// The index
    #[arg(value_name = "FILE", env = "PRIMUM_SOUP_DB")]
    pub(crate) file: PathBuf,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct SoupDbFetch {
    /// Folder to keep the downloads in
    pub(crate) folder: PathBuf,
    /// An ecosystem as OSV names it, such as `npm`, `crates.io`, `Debian:12`; repeat it
    #[arg(long = "ecosystem", value_name = "NAME", required = true)]
    pub(crate) ecosystems: Vec<String>,
    /// The server of OSV's dumps
    #[arg(long, value_name = "URL", default_value = "https://osv-vulnerabilities.storage.googleapis.com")]
    pub(crate) osv: String,
    /// The list of vulnerabilities that are exploited
    #[arg(long, value_name = "URL", default_value = "https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json")]
    pub(crate) kev: String,
    /// The estimates of exploitation
    #[arg(long, value_name = "URL", default_value = "https://epss.empiricalsecurity.com/epss_scores-current.csv.gz")]
    pub(crate) epss: String,
}

#[derive(Debug, Args)]
pub(crate) struct SoupSbom {
    #[command(flatten)]
    pub(crate) target: Target,
    /// The form
    #[arg(long, value_enum, default_value_t = SbomFormat::CyclonedxJson)]
    pub(crate) format: SbomFormat,
    /// Take in what is for development and tests only as well
    #[arg(long)]
    pub(crate) development: bool,
    /// File to write to (default: standard output)
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

/// Forms of a bill of materials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SbomFormat {
    /// CycloneDX 1.6, JSON
    CyclonedxJson,
    /// CycloneDX 1.6, XML
    CyclonedxXml,
    /// SPDX 2.3, JSON
    SpdxJson,
}

#[derive(Debug, Args)]
pub(crate) struct SoupVex {
    #[command(flatten)]
    pub(crate) target: Target,
    /// The form
    #[arg(long, value_enum, default_value_t = VexFormat::Openvex)]
    pub(crate) format: VexFormat,
    /// File to write to (default: standard output)
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}

/// Forms of judgements on vulnerabilities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum VexFormat {
    /// OpenVEX 0.2.0
    Openvex,
    /// CycloneDX 1.6, JSON
    Cyclonedx,
}

#[derive(Debug, Args)]
pub(crate) struct SoupResponse {
    #[command(flatten)]
    pub(crate) target: Target,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
}
