//! The documents that people hand over: each declared in a file of its own, and written from the analysis.
//!
//! A document is data and a few functions, as a rule is: name, title, purpose, clauses, and its sections. A section writes blocks
//! on a [`Page`]; what it does not find it says with [`Page::missing`], so nothing is left out silently.

mod conformity;
mod design;
mod field;
pub(crate) mod figures;
mod index;
pub mod list;
mod manifest;
mod planning;
mod product;
mod release;
mod risk;
mod seal;
mod security;
pub mod sets;
mod soup;
#[cfg(test)]
mod tests;
mod verification;
mod writing;

pub use manifest::{Kept, Manifest, Printed, ROWS, WRITTEN};
pub use sets::{DocumentSet, Placed, SET_NAMES, SETS, by_name};

use primum_document::{Document, Fact, Format, Images, Set, Stamp};
use primum_model::Record;
use primum_rules::Analysis;
use std::collections::BTreeMap;
use writing::page::Page;

/// A document as it is declared.
#[derive(Debug)]
pub struct Declaration {
    /// Its name in file names, on the command line and in links: `requirements`.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it is for, in one or two sentences.
    pub purpose: &'static str,
    /// The clauses it answers, each with its standard: `IEC 62304 5.2.1`.
    pub clauses: &'static [&'static str],
    /// Its sections, in order.
    pub sections: &'static [Section],
}

/// A section of a document.
#[derive(Debug)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// Writes what is in it.
    pub write: fn(&mut Page<'_>),
}

/// Every document, in the order of the register.
pub static DOCUMENTS: &[&Declaration] = &[
    &planning::development_plan::DOCUMENT,
    &product::intended_use::DOCUMENT,
    &design::requirements::DOCUMENT,
    &design::architecture::DOCUMENT,
    &design::detailed_design::DOCUMENT,
    &planning::verification_plan::DOCUMENT,
    &verification::test_level::UNIT,
    &verification::test_level::INTEGRATION,
    &verification::test_level::SYSTEM,
    &verification::test_level::VALIDATION,
    &verification::verification_summary::DOCUMENT,
    &design::traceability::DOCUMENT,
    &release::configuration_list::DOCUMENT,
    &release::version_history::DOCUMENT,
    &release::release_notes::DOCUMENT,
    &release::change_report::DOCUMENT,
    &planning::maintenance_plan::DOCUMENT,
    &planning::tool_management::DOCUMENT,
    &risk::classification_rationale::DOCUMENT,
    &risk::risk_management_plan::DOCUMENT,
    &risk::risk_analysis::DOCUMENT,
    &risk::risk_control_matrix::DOCUMENT,
    &risk::risk_management_report::DOCUMENT,
    &soup::soup_list::DOCUMENT,
    &soup::sbom_summary::DOCUMENT,
    &soup::vulnerability_assessment::DOCUMENT,
    &security::security_plan::DOCUMENT,
    &security::threat_model::DOCUMENT,
    &security::security_architecture_views::DOCUMENT,
    &security::security_risk_assessment::DOCUMENT,
    &security::security_test_report::DOCUMENT,
    // Submission.
    &product::regulatory_position::DOCUMENT,
    &product::documentation_level::DOCUMENT,
    &product::software_description::DOCUMENT,
    // Problems and what the field reports.
    &field::problem_reports::DOCUMENT,
    &release::anomalies::DOCUMENT,
    &field::trend_report::DOCUMENT,
    &field::feedback::DOCUMENT,
    // The quality system.
    &conformity::audit_report::DOCUMENT,
    &field::capa_list::DOCUMENT,
    &conformity::reviews::DOCUMENT,
    &conformity::judgements::DOCUMENT,
    &verification::evidence_register::DOCUMENT,
    // Standards.
    &conformity::checklist::DOCUMENT,
    &conformity::standards_conformity::DOCUMENT,
    conformity::gap::DOCUMENTS[0],
    conformity::gap::DOCUMENTS[1],
    conformity::gap::DOCUMENTS[2],
    conformity::gap::DOCUMENTS[3],
    conformity::gap::DOCUMENTS[4],
    conformity::gap::DOCUMENTS[5],
    conformity::gap::DOCUMENTS[6],
    conformity::gap::DOCUMENTS[7],
    &field::legacy_gap::DOCUMENT,
    &conformity::road::DOCUMENT,
];

/// What documents are made from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The project.
    pub analysis: &'a Analysis,
    /// What was read of the pictures that records name; see [`pictures`].
    pub images: &'a Images,
    /// Version of the tool.
    pub tool: &'a str,
    /// The commit that was read; empty where it is not known.
    pub commit: &'a str,
    /// How what was read differs from the commit, in words; empty where it does not.
    pub dirty: &'a str,
}

/// The pictures that any record names, as paths from the root of the project, each once.
#[must_use]
pub fn pictures(analysis: &Analysis) -> Vec<String> {
    let mut paths: Vec<String> = analysis
        .model
        .records()
        .filter(|record| record.raw_body().0.contains("!["))
        .flat_map(|record| primum_document::markdown::pictures(&record.body(), record.path()))
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

/// Which documents are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// The set.
    pub set: &'static DocumentSet,
    /// Only those of these names; all where none is named.
    pub only: &'a [String],
    /// The formats in which they will be printed: the register names the files.
    pub formats: &'a [Format],
}

impl Order<'_> {
    /// The documents that are wanted, at their places.
    #[must_use]
    pub fn placed(&self) -> Vec<Placed> {
        let wanted = |placed: &Placed| self.only.is_empty() || self.only.iter().any(|name| name == placed.declared.name);
        self.set.placed().into_iter().filter(wanted).collect()
    }
}

/// Writes the documents of a set, with its register in front, their links resolved and each sealed with its hash.
#[must_use]
pub fn produce(material: Material<'_>, order: &Order<'_>) -> Set {
    let placed = order.placed();
    let aliases: BTreeMap<String, String> = placed.iter().map(|placed| (placed.declared.name.to_owned(), placed.name.clone())).collect();
    let documents = placed.iter().map(|placed| Document {
        number: placed.number.clone(),
        name: placed.name.clone(),
        ..write(material, placed.declared)
    });
    let mut set = Set::with_aliases(documents.collect(), &aliases);
    let register = index::write(material, order, &set);
    set.begin_with(register);
    set
}

/// Writes these documents, in this order, by themselves: without a register, under their own names.
#[must_use]
pub fn set(material: Material<'_>, documents: &[&Declaration]) -> Set {
    Set::new(documents.iter().map(|declared| write(material, declared)).collect())
}

/// Writes one document.
fn write(material: Material<'_>, declared: &Declaration) -> Document {
    let mut page = Page::new(material);
    for section in declared.sections {
        page.section(section.title);
        (section.write)(&mut page);
    }
    let (blocks, missing) = page.finish();
    let mut document = Document {
        name: declared.name.to_owned(),
        number: declared.name.to_uppercase(),
        title: declared.title.to_owned(),
        purpose: declared.purpose.to_owned(),
        clauses: declared.clauses.iter().map(|&clause| clause.to_owned()).collect(),
        stamp: stamp(material),
        blocks,
        missing,
    };
    seal::seal(material.analysis, &mut document);
    document
}

/// What every document of the set says of itself.
fn stamp(material: Material<'_>) -> Stamp {
    let (model, product) = (&material.analysis.model, &material.analysis.model.config.product);
    let standards = primum_rules::standards::all();
    Stamp {
        product: product.name.clone(),
        version: product.version.clone(),
        manufacturer: product.manufacturer.clone(),
        class: material.analysis.classes.project().to_string(),
        commit: material.commit.to_owned(),
        dirty: material.dirty.to_owned(),
        date: model.date.to_string(),
        tool: format!("Primum {}", material.tool),
        data: standards.iter().map(|standard| Fact { name: standard.name.clone(), value: standard.designation.clone() }).collect(),
        ..Stamp::default()
    }
}

/// How links name a record. A record that shares its ID is named by its place among all, so that every anchor is its own.
fn anchor(analysis: &Analysis, record: Record<'_>) -> String {
    if analysis.model.find(record.id()) == Some(record) {
        record.id().to_owned()
    } else {
        format!("{}--{}", record.id(), record.position())
    }
}
