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
use primum_model::{Date, Kind, Record};
use primum_rules::Analysis;
use primum_rules::register::{Judged, Standing, Weakness, best_of, judged, scan_of};
use primum_soup::scan::{Scan, Vulnerability};
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
    let shelf = Shelf::new(analysis, bill);
    let mut statements = Vec::new();
    let mut used: BTreeSet<u32> = BTreeSet::new();
    for ((number, piece), (weaknesses, fixed)) in shelf.matches() {
        let Some(vulnerability) = shelf.scan.and_then(|scan| scan.vulnerabilities.get(number)) else { continue };
        used.extend(weaknesses.iter().flat_map(|weakness| &weakness.about));
        let said = weaknesses.iter().map(|weakness| {
            let record = weakness.assessment.map(|at| model.at(at));
            judgement::statement(weakness.judged, record, &vulnerability.id, piece, &bill.pieces[piece])
        });
        // One component that stands in several files in spellings of one version: the graver counts.
        let Some(mut statement) = said.min_by_key(|statement| statement.status) else { continue };
        statement.aliases.clone_from(&vulnerability.aliases);
        statement.known = Some(vulnerability);
        statement.fixed = fixed.into_iter().collect();
        statements.push(statement);
    }
    // What is judged without a match.
    let mut alone: BTreeMap<(String, usize), Vec<Record<'a>>> = BTreeMap::new();
    for assessment in model.of(Kind::VulnerabilityAssessment).filter(|record| !used.contains(&record.position())) {
        let advisory = assessment.text("advisory").unwrap_or_else(|| assessment.id()).trim();
        for piece in shelf.pieces_of(assessment) {
            alone.entry((advisory.to_owned(), piece)).or_default().push(assessment);
        }
    }
    for ((advisory, at), assessments) in alone {
        let piece = &bill.pieces[at];
        let Some((judged, record)) = best_of(assessments, &piece.version, &shelf.standings[at]) else { continue };
        let mut statement = judgement::statement(judged, Some(record), &advisory, at, piece);
        let names = record.values("advisory").map(|value| value.text.trim().to_owned());
        statement.aliases = names.filter(|name| *name != advisory).collect::<BTreeSet<_>>().into_iter().collect();
        statements.push(statement);
    }
    statements.sort_by(|a, b| (&a.name, a.piece).cmp(&(&b.name, b.piece)));
    statements
}

/// What a vulnerability of a piece is in the register, and the versions that fix it.
type Found<'a> = (Vec<&'a Weakness>, BTreeSet<String>);

/// The pieces of a bill, and where the register has them.
struct Shelf<'a, 'b> {
    analysis: &'a Analysis,
    bill: &'b Bill,
    scan: Option<&'a Scan>,
    /// Where each piece stands in the records.
    standings: Vec<Standing>,
    /// Pieces about which the scan could say something.
    looked: BTreeSet<usize>,
}

impl<'a, 'b> Shelf<'a, 'b> {
    fn new(analysis: &'a Analysis, bill: &'b Bill) -> Self {
        let (model, register) = (&analysis.model, &analysis.register);
        let positions = |ids: &[String]| ids.iter().filter_map(|id| model.find(id)).map(Record::position).collect();
        // What only a record names has the standing that the record gives it.
        let told = |piece: &Piece| match piece.sort {
            Sort::Component if piece.records.is_empty() => Standing::Covered(positions(&piece.covered_by)),
            Sort::Component => Standing::Declared(positions(&piece.records)),
            _ => Standing::Own,
        };
        let mut standings: Vec<Standing> = bill.pieces.iter().map(told).collect();
        let stock = analysis.facts.soup.as_ref();
        let scan = stock.and_then(scan_of);
        let mut looked = BTreeSet::new();
        for (at, inventory) in stock.iter().flat_map(|stock| stock.inventories.iter().enumerate()) {
            for component in 0..inventory.components.len() {
                let Some(piece) = bill.place(at, component) else { continue };
                if let Some(package) = register.at(at, component) {
                    standings[piece].clone_from(&register.standings[package]);
                }
                looked.extend(scan.map(|_| piece));
            }
        }
        for (inventory, component, _) in scan.iter().flat_map(|scan| &scan.unknown) {
            if let Some(piece) = bill.place(*inventory, *component) {
                looked.remove(&piece);
            }
        }
        Self { analysis, bill, scan, standings, looked }
    }

    /// Which piece has which vulnerability, by position in the scan. What stands in several files is one piece.
    fn matches(&self) -> BTreeMap<(usize, usize), Found<'a>> {
        let mut matches: BTreeMap<(usize, usize), Found<'a>> = BTreeMap::new();
        let Some((stock, scan)) = self.analysis.facts.soup.as_ref().zip(self.scan) else { return matches };
        let register = &self.analysis.register;
        let weaknesses: HashMap<(usize, &str, usize), &'a Weakness> =
            register.weaknesses.iter().map(|one| ((one.package, one.version.as_str(), one.vulnerability), one)).collect();
        for one in &scan.matches {
            let Some(piece) = self.bill.place(one.inventory, one.component) else { continue };
            let Some(package) = register.at(one.inventory, one.component) else { continue };
            let version = stock.inventories[one.inventory].components[one.component].version.trim();
            let Some(weakness) = weaknesses.get(&(package, version, one.vulnerability)) else { continue };
            let found = matches.entry((one.vulnerability, piece)).or_default();
            found.0.push(weakness);
            found.1.extend(one.fixed.iter().cloned());
        }
        matches
    }

    /// The components that an assessment speaks of and in which no scan has found its vulnerability.
    ///
    /// Where a scan looked at the component in a version that was never judged, the upgrade has done away with the vulnerability. Where
    /// nobody looked, the judgement waits for the new version.
    fn pieces_of(&self, assessment: Record<'_>) -> Vec<usize> {
        let about = |at: usize| assessment.links("of").any(|soup| self.standings[at].soup().contains(&soup.position()));
        let state = |at: usize| judged(assessment, &self.bill.pieces[at].version, &self.standings[at]);
        let components: Vec<usize> = (0..self.bill.pieces.len()).filter(|at| about(*at)).collect();
        let named: Vec<usize> = components.iter().copied().filter(|at| state(*at) != Judged::OtherVersion).collect();
        if !named.is_empty() {
            return self.meant(assessment, named);
        }
        let waits = |at: &usize| matches!(self.standings[*at], Standing::Declared(_)) && !self.looked.contains(at);
        components.into_iter().filter(waits).collect()
    }

    /// Which of several components of one version an assessment means: those that its title names, or the SOUP item itself. Where neither
    /// tells, none: what was judged about one component is not said of another.
    fn meant(&self, assessment: Record<'_>, components: Vec<usize>) -> Vec<usize> {
        if components.len() == 1 {
            return components;
        }
        let title = assessment.title().to_lowercase();
        let words: BTreeSet<&str> = title.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')' | '`')).collect();
        let in_title: Vec<usize> =
            components.iter().copied().filter(|at| words.contains(self.bill.pieces[*at].name.to_lowercase().as_str())).collect();
        if !in_title.is_empty() {
            return in_title;
        }
        components.into_iter().filter(|at| matches!(self.standings[*at], Standing::Declared(_))).collect()
    }
}
