//! VEX as OpenVEX 0.2.0.
//!
//! Source: the specification of OpenVEX 0.2.0 and its JSON schema.

use super::{Justification, Statement, Status, statements};
use crate::sbom::{Bill, Piece, TOOL, uuid};
use primum_rules::Analysis;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Document {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@id")]
    id: String,
    author: String,
    role: &'static str,
    timestamp: String,
    version: u32,
    tooling: String,
    statements: Vec<One>,
}

#[derive(Serialize)]
struct One {
    vulnerability: Name,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<String>,
    products: [Product; 1],
    status: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    status_notes: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    impact_statement: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    action_statement: String,
}

#[derive(Serialize)]
struct Name {
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
}

#[derive(Serialize)]
struct Product {
    #[serde(rename = "@id")]
    id: String,
    subcomponents: [Part; 1],
}

#[derive(Serialize)]
struct Part {
    #[serde(rename = "@id")]
    id: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    identifiers: BTreeMap<&'static str, String>,
}

/// Writes what is judged. The product is named by a UUID made of manufacturer, name and version, since it has no package URL.
#[must_use]
pub fn openvex(analysis: &Analysis) -> String {
    let bill = Bill::of(analysis);
    let statements = statements(analysis, &bill);
    let mut document = Document {
        context: "https://openvex.dev/ns/v0.2.0",
        id: String::new(),
        author: if bill.manufacturer.is_empty() { "NOASSERTION".to_owned() } else { bill.manufacturer.clone() },
        role: "manufacturer",
        timestamp: bill.time(),
        version: 1,
        tooling: format!("{} {}", TOOL.0, TOOL.1),
        statements: statements.into_iter().map(|statement| one(statement, &bill)).collect(),
    };
    document.id = format!("urn:uuid:{}", uuid(crate::json::text(&document).as_bytes()));
    crate::json::text(&document)
}

fn one(statement: Statement<'_>, bill: &Bill) -> One {
    let piece = &bill.pieces[statement.piece];
    let affected = statement.status == Status::Affected;
    let mut notes = statement.note;
    if let Some(record) = statement.record.filter(|_| notes.is_empty()) {
        notes = match statement.reviewer.as_str() {
            "" => format!("Judged in {record}."),
            reviewer => format!("Judged in {record} by {reviewer}."),
        };
    }
    One {
        vulnerability: Name {
            name: statement.name,
            description: statement.known.map(|known| known.summary.clone()).unwrap_or_default(),
            aliases: statement.aliases,
        },
        timestamp: statement.reviewed.map(|day| format!("{day}T00:00:00Z")),
        products: [Product { id: product(bill), subcomponents: [part(piece)] }],
        status: status(statement.status),
        status_notes: notes,
        justification: statement.justification.map(justification),
        impact_statement: statement.impact,
        // An action must be told of what is affected; that none is decided is told as well.
        action_statement: if affected && statement.action.is_empty() {
            "No action has been decided yet.".to_owned()
        } else if affected {
            statement.action
        } else {
            String::new()
        },
    }
}

/// What names the product, in every document about this version of it.
fn product(bill: &Bill) -> String {
    format!("urn:uuid:{}", uuid(format!("{}\n{}\n{}", bill.manufacturer, bill.product, bill.version).as_bytes()))
}

fn part(piece: &Piece) -> Part {
    let mut identifiers = BTreeMap::new();
    if !piece.purl.is_empty() {
        identifiers.insert("purl", piece.purl.clone());
    }
    if !piece.cpe.is_empty() {
        identifiers.insert(if piece.cpe.starts_with("cpe:2.3:") { "cpe23" } else { "cpe22" }, piece.cpe.clone());
    }
    let id = if piece.purl.is_empty() { format!("urn:uuid:{}", uuid(piece.reference.as_bytes())) } else { piece.purl.clone() };
    Part { id, identifiers }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Affected => "affected",
        Status::UnderInvestigation => "under_investigation",
        Status::Fixed => "fixed",
        Status::NotAffected => "not_affected",
    }
}

pub(super) fn justification(justification: Justification) -> &'static str {
    match justification {
        Justification::ComponentNotPresent => "component_not_present",
        Justification::CodeNotPresent => "vulnerable_code_not_present",
        Justification::CodeNotInExecutePath => "vulnerable_code_not_in_execute_path",
        Justification::CodeNotControllable => "vulnerable_code_cannot_be_controlled_by_adversary",
        Justification::InlineMitigations => "inline_mitigations_already_exist",
    }
}
