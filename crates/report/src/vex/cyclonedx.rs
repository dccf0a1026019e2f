//! VEX as CycloneDX 1.6: a document of vulnerabilities that points into the bill of materials of the same state.
//!
//! Source: CycloneDX 1.6, its JSON schema, and the form of BOM-Link.

use super::{Justification, Statement, Status, statements};
use crate::sbom::cyclonedx::{Component, Organisation, Property, Tools, organisation, product, tools};
use crate::sbom::{Bill, uuid};
use primum_rules::Analysis;
use primum_soup::scan::{Severity, Vulnerability};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    #[serde(rename = "$schema")]
    schema: &'static str,
    bom_format: &'static str,
    spec_version: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    serial_number: String,
    version: u32,
    metadata: Metadata,
    vulnerabilities: Vec<One>,
}

#[derive(Serialize)]
struct Metadata {
    timestamp: String,
    tools: Tools,
    component: Component,
    #[serde(skip_serializing_if = "Option::is_none")]
    manufacturer: Option<Organisation>,
}

#[derive(Serialize)]
struct One {
    #[serde(rename = "bom-ref")]
    reference: String,
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    references: Vec<Reference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ratings: Vec<Rating>,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    recommendation: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    advisories: Vec<Advisory>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    analysis: Judged,
    affects: [Affected; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    properties: Vec<Property>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Reference {
    id: String,
    source: Source,
}

#[derive(Serialize)]
struct Rating {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    vector: String,
}

#[derive(Serialize)]
struct Advisory {
    url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Judged {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<&'static str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_updated: Option<String>,
}

#[derive(Serialize)]
struct Affected {
    #[serde(rename = "ref")]
    of: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    versions: Vec<Version>,
}

#[derive(Serialize)]
struct Version {
    version: String,
    status: &'static str,
}

/// Writes what is judged. `affects` names components of the bill that [`crate::sbom::cyclonedx_json`] writes for the same analysis.
#[must_use]
pub fn cyclonedx(analysis: &Analysis) -> String {
    let bill = Bill::of(analysis);
    let link = format!("urn:cdx:{}/1", bill.uuid());
    let statements = statements(analysis, &bill);
    let mut document = Document {
        schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
        bom_format: "CycloneDX",
        spec_version: "1.6",
        serial_number: String::new(),
        version: 1,
        metadata: Metadata {
            timestamp: bill.time(),
            tools: tools(),
            component: product(&bill),
            manufacturer: organisation(&bill.manufacturer),
        },
        vulnerabilities: statements.into_iter().map(|statement| one(statement, &bill, &link)).collect(),
    };
    document.serial_number = format!("urn:uuid:{}", uuid(crate::json::text(&document).as_bytes()));
    crate::json::text(&document)
}

fn one(statement: Statement<'_>, bill: &Bill, link: &str) -> One {
    let piece = &bill.pieces[statement.piece];
    let known = statement.known;
    let mut detail: Vec<&str> = vec![&statement.note, &statement.impact];
    detail.retain(|text| !text.is_empty());
    let mut properties = Vec::new();
    let mut say = |name, value: &str| {
        if !value.is_empty() {
            properties.push(Property { name, value: value.to_owned() });
        }
    };
    say("primum:record", statement.record.unwrap_or(""));
    // The nine words of CycloneDX do not tell all five of VEX apart.
    say("primum:vex-justification", statement.justification.map_or("", super::openvex::justification));
    say("primum:reviewer", &statement.reviewer);
    for version in &statement.fixed {
        say("primum:fixed-in", version);
    }
    if let Some(day) = known.and_then(|known| known.exploited) {
        say("primum:known-exploited", &day.to_string());
    }
    let version = Version {
        version: piece.version.clone(),
        status: match statement.status {
            Status::Affected => "affected",
            Status::UnderInvestigation => "unknown",
            Status::Fixed | Status::NotAffected => "unaffected",
        },
    };
    One {
        reference: format!("vulnerability:{}:{}", statement.name, piece.reference),
        source: source(&statement.name),
        references: statement
            .aliases
            .iter()
            .map(|id| Reference { id: id.clone(), source: source(id).unwrap_or(Source { name: "alias" }) })
            .collect(),
        ratings: known.map(rating).into_iter().collect(),
        description: known.map(|known| known.summary.clone()).unwrap_or_default(),
        recommendation: statement.action.clone(),
        advisories: known.filter(|known| !known.url.is_empty()).map(|known| Advisory { url: known.url.clone() }).into_iter().collect(),
        published: known.and_then(|known| known.published).map(|day| format!("{day}T00:00:00Z")),
        analysis: Judged {
            state: state(statement.status),
            justification: statement.justification.map(justification),
            detail: detail.join("\n\n"),
            last_updated: statement.reviewed.map(|day| format!("{day}T00:00:00Z")),
        },
        affects: [Affected {
            of: format!("{link}#{}", piece.reference),
            versions: if piece.version.is_empty() { Vec::new() } else { vec![version] },
        }],
        id: statement.name,
        properties,
    }
}

fn rating(known: &Vulnerability) -> Rating {
    Rating {
        score: known.score,
        severity: match known.severity {
            Severity::None => "none",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::Unknown => "unknown",
            Severity::High => "high",
            Severity::Critical => "critical",
        },
        method: match known.vector.as_str() {
            "" => None,
            vector if vector.starts_with("CVSS:4.") => Some("CVSSv4"),
            vector if vector.starts_with("CVSS:3.1") => Some("CVSSv31"),
            vector if vector.starts_with("CVSS:3.0") => Some("CVSSv3"),
            vector if vector.starts_with("AV:") => Some("CVSSv2"),
            _ => Some("other"),
        },
        vector: known.vector.clone(),
    }
}

/// Who gives identifiers of this form.
fn source(id: &str) -> Option<Source> {
    let (start, _) = id.split_once('-')?;
    let name = match start.to_ascii_uppercase().as_str() {
        "CVE" => "NVD",
        "GHSA" => "GitHub Advisories",
        "RUSTSEC" => "RustSec",
        "PYSEC" => "PyPA",
        "GO" => "Go",
        _ => return None,
    };
    Some(Source { name })
}

fn state(status: Status) -> &'static str {
    match status {
        Status::Affected => "exploitable",
        Status::UnderInvestigation => "in_triage",
        Status::Fixed => "resolved",
        Status::NotAffected => "not_affected",
    }
}

/// CycloneDX has nine words of its own. A component that is not there holds no code; what no attacker controls would need surroundings
/// that the product does not give.
fn justification(justification: Justification) -> &'static str {
    match justification {
        Justification::ComponentNotPresent | Justification::CodeNotPresent => "code_not_present",
        Justification::CodeNotInExecutePath => "code_not_reachable",
        Justification::CodeNotControllable => "requires_environment",
        Justification::InlineMitigations => "protected_by_mitigating_control",
    }
}
