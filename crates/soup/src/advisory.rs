//! Advisories: what the databases say, in one normal form.

pub mod cpe;
mod csaf;
mod feeds;
mod nvd;
mod osv;
pub mod range;
mod requirement;
mod retire;
mod rustsec;

use crate::node::Node;
use crate::refusal::Refusal;
use crate::scan::Severity;
use crate::{json, yaml};
use jiff::civil::Date;
use range::Range;
use std::fmt;

pub(crate) use csaf::order_of;
pub(crate) use osv::plain_repository;

/// What an advisory speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A package of an ecosystem.
    Package {
        /// The ecosystem as OSV writes it, with its release: `crates.io`, `Debian:12`.
        ecosystem: String,
        /// The name as its ecosystem writes it.
        name: String,
    },
    /// A product, by its CPE.
    Product(cpe::Cpe),
}

/// `npm left-pad`.
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Package { ecosystem, name } => write!(f, "{ecosystem} {name}"),
            Self::Product(cpe) => write!(f, "cpe {}:{}", cpe.vendor, cpe.product),
        }
    }
}

/// A package that is affected, and in which versions.
#[derive(Clone, Debug, PartialEq)]
pub struct Affected {
    /// What is affected.
    pub subject: Subject,
    /// In these ranges.
    pub ranges: Vec<Range>,
    /// In these versions as well.
    pub versions: Vec<String>,
    /// Versions that fix it, where no range says so.
    pub fixed: Vec<String>,
    /// Vectors of CVSS for this package.
    pub vectors: Vec<String>,
    /// A condition that no lock file can tell of: the platforms on which it holds.
    pub condition: String,
}

impl Affected {
    /// A subject without any statement on versions yet.
    #[must_use]
    pub fn of(subject: Subject) -> Self {
        Self { subject, ranges: Vec::new(), versions: Vec::new(), fixed: Vec::new(), vectors: Vec::new(), condition: String::new() }
    }
}

/// An advisory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advisory {
    /// Its identifier.
    pub id: String,
    /// Was the identifier made here, since its database gives none? Then it is named by an alias where there is one.
    pub made: bool,
    /// Other names of the same vulnerability.
    pub aliases: Vec<String>,
    /// Vulnerabilities that it was written for, where it covers several: they are not the same, and what is said of them counts for it.
    pub upstream: Vec<String>,
    /// When it was withdrawn, if it was.
    pub withdrawn: Option<Date>,
    /// When it was published.
    pub published: Option<Date>,
    /// When it was changed last.
    pub modified: Option<Date>,
    /// What it is, in a line.
    pub summary: String,
    /// Where more is told.
    pub url: String,
    /// Vectors of CVSS.
    pub vectors: Vec<String>,
    /// The severity in a word, where there may be no vector.
    pub severity: Option<Severity>,
    /// Is it a notice that nobody maintains the package?
    pub unmaintained: bool,
    /// What is affected.
    pub affected: Vec<Affected>,
}

/// What is known of a CVE beside its advisories.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// The identifier.
    pub id: String,
    /// The day on which CISA listed it as exploited.
    pub exploited: Option<Date>,
    /// The probability of exploitation within 30 days, as EPSS estimates it: 0 to 1.
    pub epss: Option<f64>,
}

/// What a reader hands on.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// An advisory.
    Advisory(Box<Advisory>),
    /// Something about a CVE.
    Mark(Mark),
    /// The day that the file states for itself.
    Dated(Date),
    /// What has to be said about the reading, with its line.
    Note(u32, String),
}

/// How a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// OSV as JSON or YAML.
    Osv,
    /// The format of the RustSec database.
    RustSec,
    /// The repository of RetireJS.
    RetireJs,
    /// The catalogue of exploited vulnerabilities of CISA.
    Kev,
    /// The estimates of EPSS.
    Epss,
    /// CSAF 2.0 or 2.1.
    Csaf,
    /// The feed of NVD, version 2.0.
    Nvd,
}

impl SourceKind {
    /// Its name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Osv => "OSV",
            Self::RustSec => "RustSec",
            Self::RetireJs => "RetireJS",
            Self::Kev => "CISA KEV",
            Self::Epss => "EPSS",
            Self::Csaf => "CSAF",
            Self::Nvd => "NVD",
        }
    }
}

/// Where entries go.
pub(crate) type Sink<'s> = &'s mut dyn FnMut(Entry);

/// Reads a file of advisories; its content says of which format it is.
///
/// # Errors
/// A file that is none, or that cannot be read to its end; of the latter, what was handed on before must not be used.
pub fn read(path: &str, bytes: &[u8], sink: &mut dyn FnMut(Entry)) -> Result<SourceKind, Refusal> {
    let text = primum_evidence::text_of(bytes);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') || start.starts_with('[') {
        return read_json(path, &json::read(text.trim_start_matches('\u{feff}'))?, sink);
    }
    if start.starts_with("```toml") {
        return rustsec::read(path, &text, sink).map(|()| SourceKind::RustSec);
    }
    if start.starts_with("#model_version") || start.starts_with("cve,epss") {
        return feeds::epss(&text, sink).map(|()| SourceKind::Epss);
    }
    if start.trim_start_matches('"').starts_with("cveID") {
        return Err(Refusal::whole("the catalogue of CISA is read as JSON and not as CSV"));
    }
    // A YAML file of something else need not even be YAML to be named as what it is: none of ours.
    let begins = |key: &str| text.lines().any(|line| line.starts_with(key));
    if begins("id:") && (begins("affected:") || begins("modified:")) {
        return osv::read(&yaml::read_one(&text)?, sink).map(|()| SourceKind::Osv);
    }
    Err(Refusal::whole("this is written like no database of advisories that is known"))
}

fn read_json(path: &str, root: &Node, sink: Sink<'_>) -> Result<SourceKind, Refusal> {
    let list = if root.is_list() { Some(root) } else { root.get("vulns") };
    if let Some(list) = list.filter(|list| list.elements().first().is_some_and(osv::is_one)) {
        for one in list.elements() {
            osv::read(one, sink)?;
        }
        return Ok(SourceKind::Osv);
    }
    if root.at(&["document", "csaf_version"]).is_some() {
        return csaf::read(root, sink).map(|()| SourceKind::Csaf);
    }
    if root.get("catalogVersion").is_some() && root.get("vulnerabilities").is_some() {
        return feeds::kev(root, sink).map(|()| SourceKind::Kev);
    }
    if root.said("format") == Some("NVD_CVE") || root.get("vulnerabilities").is_some_and(|list| list.elements().iter().any(nvd::is_one)) {
        return nvd::read(root, sink).map(|()| SourceKind::Nvd);
    }
    if osv::is_one(root) {
        return osv::read(root, sink).map(|()| SourceKind::Osv);
    }
    if retire::is_one(root) {
        return retire::read(path, root, sink).map(|()| SourceKind::RetireJs);
    }
    Err(Refusal::whole("this JSON is of no database of advisories that is known"))
}

/// The day of a date or a time.
fn day(text: &str) -> Option<Date> {
    // Some databases write the year 1 where they know no day.
    text.get(..10)?.parse().ok().filter(|day: &Date| day.year() >= 1980)
}

/// The day that a member states.
fn day_of(node: &Node, key: &str) -> Option<Date> {
    // PyPA writes times as YAML plain scalars, which stay texts here.
    node.get(key).and_then(Node::scalar).and_then(day)
}

/// The first line of a text, not too long to be a title.
fn line_of(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    let end = line.floor_char_boundary(200);
    if end < line.len() { format!("{}…", &line[..end]) } else { line.to_owned() }
}

/// The severity that a word means.
fn severity_of(word: &str) -> Option<Severity> {
    Some(match word.to_ascii_lowercase().as_str() {
        "none" => Severity::None,
        "low" | "negligible" => Severity::Low,
        "medium" | "moderate" => Severity::Medium,
        "high" | "important" => Severity::High,
        "critical" => Severity::Critical,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
