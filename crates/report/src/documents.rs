//! The documents that people hand over: each declared in a file of its own, and written from the analysis.
//!
//! A document is data and a few functions, as a rule is: name, title, purpose, clauses, and its sections. A section writes blocks
//! on a [`Page`]; what it does not find it says with [`Page::missing`], so nothing is left out silently.

mod anomalies;
mod architecture;
mod asked;
mod audit_report;
mod capa_list;
mod cells;
mod change_report;
mod checklist;
mod classes;
mod classification_rationale;
mod classified_parts;
mod configuration_list;
mod conformity;
mod detailed_design;
mod development_plan;
#[cfg(test)]
mod development_tests;
mod documentation_level;
mod evidence_register;
mod feedback;
pub(crate) mod figures;
mod gap;
mod index;
mod intended_use;
mod judgements;
mod legacy_gap;
pub mod list;
mod maintenance_plan;
mod manifest;
mod marks;
mod open_points;
mod page;
mod planned;
mod plans;
mod problem_reports;
#[cfg(test)]
mod quality_tests;
mod ratings;
mod record_tables;
mod regulatory_position;
mod release_notes;
mod requirements;
mod response_times;
mod retired;
mod review_tables;
mod reviews;
mod risk_analysis;
mod risk_control_matrix;
mod risk_management_plan;
mod risk_management_report;
#[cfg(test)]
mod risk_tests;
mod road;
mod sbom_summary;
mod seal;
mod security_architecture_views;
mod security_plan;
mod security_risk_assessment;
mod security_test_report;
pub mod sets;
mod software_description;
mod soup_components;
mod soup_list;
#[cfg(test)]
mod soup_tests;
mod standing;
mod statements;
mod steps;
mod test_level;
mod test_protocol;
mod test_report;
#[cfg(test)]
mod tests;
mod threat_model;
mod tool_management;
mod traceability;
mod trend_report;
mod verification_plan;
mod verification_summary;
mod version_history;
mod vulnerability_assessment;
mod wording;

pub use manifest::{Kept, Manifest, Printed, ROWS, WRITTEN};
pub use sets::{DocumentSet, Placed, SET_NAMES, SETS, by_name};

use page::Page;
use primum_document::{Document, Fact, Format, Images, Set, Stamp};
use primum_model::Record;
use primum_rules::Analysis;
use std::collections::BTreeMap;

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
    &development_plan::DOCUMENT,
    &intended_use::DOCUMENT,
    &requirements::DOCUMENT,
    &architecture::DOCUMENT,
    &detailed_design::DOCUMENT,
    &verification_plan::DOCUMENT,
    &test_level::UNIT,
    &test_level::INTEGRATION,
    &test_level::SYSTEM,
    &test_level::VALIDATION,
    &verification_summary::DOCUMENT,
    &traceability::DOCUMENT,
    &configuration_list::DOCUMENT,
    &version_history::DOCUMENT,
    &release_notes::DOCUMENT,
    &change_report::DOCUMENT,
    &maintenance_plan::DOCUMENT,
    &tool_management::DOCUMENT,
    &classification_rationale::DOCUMENT,
    &risk_management_plan::DOCUMENT,
    &risk_analysis::DOCUMENT,
    &risk_control_matrix::DOCUMENT,
    &risk_management_report::DOCUMENT,
    &soup_list::DOCUMENT,
    &sbom_summary::DOCUMENT,
    &vulnerability_assessment::DOCUMENT,
    &security_plan::DOCUMENT,
    &threat_model::DOCUMENT,
    &security_architecture_views::DOCUMENT,
    &security_risk_assessment::DOCUMENT,
    &security_test_report::DOCUMENT,
    // Submission.
    &regulatory_position::DOCUMENT,
    &documentation_level::DOCUMENT,
    &software_description::DOCUMENT,
    // Problems and what the field reports.
    &problem_reports::DOCUMENT,
    &anomalies::DOCUMENT,
    &trend_report::DOCUMENT,
    &feedback::DOCUMENT,
    // The quality system.
    &audit_report::DOCUMENT,
    &capa_list::DOCUMENT,
    &reviews::DOCUMENT,
    &judgements::DOCUMENT,
    &evidence_register::DOCUMENT,
    // Standards.
    &checklist::DOCUMENT,
    &conformity::DOCUMENT,
    gap::DOCUMENTS[0],
    gap::DOCUMENTS[1],
    gap::DOCUMENTS[2],
    gap::DOCUMENTS[3],
    gap::DOCUMENTS[4],
    gap::DOCUMENTS[5],
    gap::DOCUMENTS[6],
    gap::DOCUMENTS[7],
    &legacy_gap::DOCUMENT,
    &road::DOCUMENT,
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
