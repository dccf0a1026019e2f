//! The documents that people hand over: each declared in a file of its own, and written from the analysis.
//!
//! A document is data and a few functions, as a rule is: name, title, purpose, clauses, and its sections. A section writes blocks
//! on a [`Page`]; what it does not find it says with [`Page::missing`], so nothing is left out silently.

mod cells;
mod classification_rationale;
mod classified_parts;
mod figures;
mod open_points;
mod page;
mod planned;
mod ratings;
mod requirements;
mod response_times;
mod risk_analysis;
mod risk_control_matrix;
mod risk_management_plan;
mod risk_management_report;
mod sbom_summary;
mod seal;
mod security_architecture_views;
mod security_plan;
mod security_risk_assessment;
mod security_test_report;
mod soup_components;
mod soup_list;
mod threat_model;
mod vulnerability_assessment;

#[cfg(test)]
mod risk_tests;
#[cfg(test)]
mod soup_tests;

use page::Page;
use primum_document::{Document, Fact, Images, Set, Stamp};
use primum_model::Record;
use primum_rules::Analysis;

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
    &requirements::DOCUMENT,
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

/// Writes these documents, in this order, with their links resolved and each sealed with its hash.
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
