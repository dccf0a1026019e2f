//! VEX: what is judged about each known vulnerability of what is in the product, for others to read.
//!
//! A judgement is passed on only where it holds: for this version, complete, confirmed and not expired. Anything else is under
//! investigation, and says why.

mod cyclonedx;
mod judgement;
mod openvex;
#[cfg(test)]
mod tests;

pub use cyclonedx::cyclonedx;
pub use openvex::openvex;

use crate::sbom::{Bill, Piece, Sort};
use judgement::Judgement;
use primum_model::{Date, Kind, Record};
use primum_rules::Analysis;
use primum_soup::scan::{Scan, Vulnerability};
use primum_soup::version::comparable;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is said about a vulnerability. The order is from the gravest to the lightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The product is affected.
    Affected,
    /// Nobody has judged it, or the judgement does not hold.
    UnderInvestigation,
    /// This version contains the correction.
    Fixed,
    /// The product is not affected.
    NotAffected,
}

/// Why a product is not affected, in the five words of VEX.
///
/// Source: CISA, Vulnerability Exploitability eXchange: Status Justifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Justification {
    /// The component is not in the product.
    ComponentNotPresent,
    /// The component is, and what is wrong in it is not.
    CodeNotPresent,
    /// What is wrong is never run.
    CodeNotInExecutePath,
    /// No attacker reaches it with anything of his own.
    CodeNotControllable,
    /// Something stands before it.
    InlineMitigations,
}

impl Justification {
    /// The justification that a record names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Some(match word.trim() {
            "component not present" => Self::ComponentNotPresent,
            "vulnerable code not present" => Self::CodeNotPresent,
            "vulnerable code not in execute path" => Self::CodeNotInExecutePath,
            "vulnerable code cannot be controlled by adversary" => Self::CodeNotControllable,
            "inline mitigations already exist" => Self::InlineMitigations,
            _ => return None,
        })
    }
}

/// A statement about one vulnerability of one component.
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    /// The name of the vulnerability.
    pub name: String,
    /// Its other names, in order.
    pub aliases: Vec<String>,
    /// What is known about it; nothing where no database was asked or it holds nothing.
    pub known: Option<&'a Vulnerability>,
    /// Position of the component in the bill.
    pub piece: usize,
    /// What is said.
    pub status: Status,
    /// Why the product is not affected.
    pub justification: Option<Justification>,
    /// What it means for safety, and why the product is not affected where no word of VEX says it.
    pub impact: String,
    /// What is done about it.
    pub action: String,
    /// Why a judgement that was made is not passed on, or that nobody has made one.
    pub note: String,
    /// The versions that fix it.
    pub fixed: Vec<String>,
    /// The assessment that this rests on.
    pub record: Option<&'a str>,
    /// Who judged.
    pub reviewer: String,
    /// When it was judged.
    pub reviewed: Option<Date>,
}

/// Every statement about what is shipped, by name of the vulnerability and component.
#[must_use]
pub fn statements<'a>(analysis: &'a Analysis, bill: &Bill) -> Vec<Statement<'a>> {
    let model = &analysis.model;
    let assessments: Vec<Record<'a>> = model.of(Kind::VulnerabilityAssessment).filter(|record| !record.is_retired()).collect();
    let mut named: HashMap<String, Vec<Record<'a>>> = HashMap::new();
    for assessment in &assessments {
        for advisory in assessment.values("advisory") {
            named.entry(advisory.text.trim().to_lowercase()).or_default().push(*assessment);
        }
    }
    let mut statements = Vec::new();
    let mut used: BTreeSet<u32> = BTreeSet::new();
    for ((number, piece), fixed) in scan(analysis).map(|scan| matches(scan, bill)).unwrap_or_default() {
        let Some(vulnerability) = scan(analysis).and_then(|scan| scan.vulnerabilities.get(number)) else { continue };
        let names = std::iter::once(&vulnerability.id).chain(&vulnerability.aliases);
        let about = names.filter_map(|name| named.get(&name.trim().to_lowercase())).flatten().copied();
        let about: BTreeMap<u32, Record<'a>> =
            about.filter(|record| is_about(*record, &bill.pieces[piece])).map(|record| (record.position(), record)).collect();
        used.extend(about.keys());
        let judgement = about.into_values().map(|record| Judgement::of(record, &bill.pieces[piece])).min_by_key(Judgement::rank);
        let mut statement = Judgement::statement(judgement, &vulnerability.id, piece);
        statement.aliases.clone_from(&vulnerability.aliases);
        statement.known = Some(vulnerability);
        statement.fixed = fixed.into_iter().collect();
        statements.push(statement);
    }
    let looked = looked_up(analysis, bill);
    let mut alone: BTreeMap<(String, usize), Judgement<'a>> = BTreeMap::new();
    for assessment in assessments.into_iter().filter(|record| !used.contains(&record.position())) {
        for piece in pieces_of(assessment, bill, &looked) {
            let judgement = Judgement::of(assessment, &bill.pieces[piece]);
            let advisory = assessment.text("advisory").unwrap_or_else(|| assessment.id()).trim().to_owned();
            let better = alone.get(&(advisory.clone(), piece)).is_none_or(|held| judgement.rank() < held.rank());
            if better {
                alone.insert((advisory, piece), judgement);
            }
        }
    }
    for ((advisory, piece), judgement) in alone {
        let mut statement = Judgement::statement(Some(judgement), &advisory, piece);
        let names = judgement.record.values("advisory").map(|value| value.text.trim().to_owned());
        statement.aliases = names.filter(|name| *name != advisory).collect::<BTreeSet<_>>().into_iter().collect();
        statements.push(statement);
    }
    statements.sort_by(|a, b| (&a.name, a.piece).cmp(&(&b.name, b.piece)));
    statements
}

/// The scan, where one was made.
fn scan(analysis: &Analysis) -> Option<&Scan> {
    analysis.facts.soup.as_ref()?.scan.as_ref()?.as_ref().ok()
}

/// Which piece has which vulnerability, with the versions that fix it. What stands in several files is one piece.
fn matches(scan: &Scan, bill: &Bill) -> BTreeMap<(usize, usize), BTreeSet<String>> {
    let mut matches: BTreeMap<(usize, usize), BTreeSet<String>> = BTreeMap::new();
    for one in &scan.matches {
        if let Some(piece) = bill.place(one.inventory, one.component) {
            matches.entry((one.vulnerability, piece)).or_default().extend(one.fixed.iter().cloned());
        }
    }
    matches
}

/// Pieces about which the scan could say something.
fn looked_up(analysis: &Analysis, bill: &Bill) -> BTreeSet<usize> {
    let Some((stock, scan)) = analysis.facts.soup.as_ref().zip(scan(analysis)) else { return BTreeSet::new() };
    let unknown: BTreeSet<usize> = scan.unknown.iter().filter_map(|(inventory, component, _)| bill.place(*inventory, *component)).collect();
    let all = stock.inventories.iter().enumerate().flat_map(|(at, inventory)| (0..inventory.components.len()).map(move |one| (at, one)));
    all.filter_map(|(inventory, component)| bill.place(inventory, component)).filter(|piece| !unknown.contains(piece)).collect()
}

/// Is this component, or what brings it, what the assessment is about?
fn is_about(assessment: Record<'_>, piece: &Piece) -> bool {
    assessment.links("of").any(|soup| is_record(piece, soup.id()) || piece.covered_by.iter().any(|id| id == soup.id()))
}

fn is_record(piece: &Piece, id: &str) -> bool {
    piece.records.iter().any(|record| record == id)
}

/// The components that an assessment speaks of and in which no scan has found its vulnerability.
///
/// Where a scan looked at the component in a version that was never judged, the upgrade has done away with the vulnerability. Where nobody
/// looked, the judgement waits for the new version.
fn pieces_of(assessment: Record<'_>, bill: &Bill, looked: &BTreeSet<usize>) -> Vec<usize> {
    let says = |piece: &Piece| {
        let version = comparable(&piece.version);
        assessment.values("version").chain(assessment.values("unconfirmed")).any(|value| comparable(value.text) == version)
    };
    let components = || bill.pieces.iter().enumerate().filter(|(_, piece)| piece.sort == Sort::Component);
    let about: Vec<usize> = components().filter(|(_, piece)| is_about(assessment, piece) && says(piece)).map(|(at, _)| at).collect();
    if !about.is_empty() {
        return about;
    }
    let declared = |piece: &Piece| assessment.links("of").any(|soup| is_record(piece, soup.id()));
    components().filter(|(at, piece)| declared(piece) && !looked.contains(at)).map(|(at, _)| at).collect()
}
