//! What has been judged about each known vulnerability of each version in the software.

use super::claims::declared_versions;
use super::{Register, Standing};
use crate::answered::answered;
use crate::class::ClassTable;
use primum_model::{Class, Kind, Model, Record};
use primum_soup::Scope;
use primum_soup::scan::{Scan, Severity, Vulnerability};
use primum_soup::version::comparable;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Whether a vulnerability has been judged for a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Judged {
    /// A judgement holds.
    Holds,
    /// A judgement was carried over from another version, and nobody has confirmed it.
    Unconfirmed,
    /// The judgement has expired.
    Expired,
    /// The record does not say enough to be a judgement.
    Incomplete,
    /// It was judged for another version only.
    OtherVersion,
    /// Nobody has judged it.
    Missing,
}

impl Judged {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "judged",
            Self::Unconfirmed => "unconfirmed",
            Self::Expired => "expired",
            Self::Incomplete => "incomplete",
            Self::OtherVersion => "judged for another version",
            Self::Missing => "not judged",
        }
    }
}

/// A known vulnerability of a version of a component in the software.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weakness {
    /// The component, by position in the register.
    pub package: usize,
    /// The version.
    pub version: String,
    /// The vulnerability, by position in the scan.
    pub vulnerability: usize,
    /// The versions that fix it.
    pub fixed: Vec<String>,
    /// By which statement of the advisory it matches.
    pub because: String,
    /// The highest class of what uses the component.
    pub class: Class,
    /// Must it be judged before anything else: at or above the gate of the class, or known to be exploited?
    pub gates: bool,
    /// Is the component in the product? What only serves development is not.
    pub shipped: bool,
    /// Where its judgement stands.
    pub judged: Judged,
    /// The assessment that this rests on, by position.
    pub assessment: Option<u32>,
    /// Every assessment about it, by position.
    pub about: Vec<u32>,
}

/// What an assessment leaves open, in words; nothing where it is a judgement. The days on which it holds are another matter.
#[must_use]
pub fn open_questions(assessment: Record<'_>) -> Option<String> {
    if assessment.says("status", "draft") {
        return Some("it is a draft".to_owned());
    }
    let mut open = Vec::new();
    match assessment.only("verdict") {
        None => open.push("what the verdict is"),
        Some("under investigation") => open.push("what came out of the investigation"),
        Some("not affected") if !answered(assessment, "justification") => open.push("why the product is not affected"),
        Some("affected") if !answered(assessment, "action") => open.push("what is done about it"),
        Some("fixed") if !tells_the_fix(assessment) => open.push("how it was fixed"),
        Some(_) => {}
    }
    if !answered(assessment, "reviewer") {
        open.push("who judged");
    }
    match assessment.date("reviewed") {
        None => open.push("when it was judged"),
        Some(day) if day > assessment.model().date => open.push("a day of judgement that has come"),
        Some(_) => {}
    }
    crate::answered::listed(&open).map(|open| format!("it does not say {open}"))
}

/// Is it told how the vulnerability was fixed: by what was done, by a day or a release, or in the text?
fn tells_the_fix(assessment: Record<'_>) -> bool {
    answered(assessment, "action")
        || assessment.date("patched").is_some()
        || assessment.value("release").is_some()
        || assessment.is_written()
}

/// Has the judgement expired? One that does not say until when holds as long as the version does.
#[must_use]
pub fn is_expired(assessment: Record<'_>) -> bool {
    assessment.date("expires").is_some_and(|until| until < assessment.model().date)
}

/// Is this the identifier of a database of vulnerabilities, and no number of a supplier's own?
#[must_use]
pub fn is_published(advisory: &str) -> bool {
    const DATABASES: &[&str] = &["CVE", "GHSA", "RUSTSEC", "PYSEC", "GO", "OSV", "DSA", "DLA", "USN", "RHSA", "GMS", "EUVD", "ALPINE"];
    advisory.trim().split_once('-').is_some_and(|(database, _)| DATABASES.iter().any(|known| known.eq_ignore_ascii_case(database)))
}

/// The lowest severity that blocks at a class.
#[must_use]
pub fn gate(model: &Model, class: Class) -> Severity {
    let said = model.config.gates.iter().find(|gate| gate.class == class).map_or("", |gate| gate.vulnerabilities.as_str());
    let named = [Severity::None, Severity::Low, Severity::Medium, Severity::High, Severity::Critical];
    named.into_iter().find(|severity| severity.name() == said).unwrap_or(match class {
        Class::A => Severity::High,
        Class::B => Severity::Medium,
        Class::C => Severity::Low,
    })
}

/// The severity as it is compared: what nobody has scored counts as high.
#[must_use]
pub fn weight(severity: Severity) -> Severity {
    if severity == Severity::Unknown { Severity::High } else { severity }
}

/// Does it block at this class?
#[must_use]
pub fn blocks(model: &Model, vulnerability: &Vulnerability, class: Class) -> bool {
    // A notice that nobody maintains a component is none of a fault in it; the rules about support ask for that.
    vulnerability.exploited.is_some() || (!vulnerability.unmaintained && weight(vulnerability.severity) >= gate(model, class))
}

/// What an assessment comes to for a version of a component that stands so in the records. Whoever wants to know asks here.
#[must_use]
pub fn judged(assessment: Record<'_>, version: &str, standing: &Standing) -> Judged {
    let version = comparable(version);
    let says = |field| assessment.values(field).any(|value| comparable(value.text) == version);
    let names_versions = assessment.value("version").is_some() || assessment.value("unconfirmed").is_some();
    // What names no version holds for those that its SOUP record declares; of what that record only brings, it says nothing.
    let silent = || {
        let of: Vec<u32> = assessment.links("of").map(Record::position).collect();
        matches!(standing, Standing::Declared(_)) && declared_versions(assessment.model(), &of).contains(version)
    };
    let holds_for = if version.is_empty() {
        false
    } else if names_versions {
        says("version")
    } else {
        silent()
    };
    if holds_for {
        if open_questions(assessment).is_some() {
            Judged::Incomplete
        } else if is_expired(assessment) {
            Judged::Expired
        } else {
            Judged::Holds
        }
    } else if !version.is_empty() && says("unconfirmed") {
        Judged::Unconfirmed
    } else {
        Judged::OtherVersion
    }
}

/// Of several assessments the one that counts, with what it comes to: one that holds; else one about this version, else one that was
/// carried over, else any. Of those alike the gravest verdict counts, so that nothing is softened by a second opinion.
#[must_use]
pub fn best_of<'m>(assessments: impl IntoIterator<Item = Record<'m>>, version: &str, standing: &Standing) -> Option<(Judged, Record<'m>)> {
    let rank = |(judged, assessment): &(Judged, Record<'m>)| {
        let nearness = match judged {
            Judged::Holds => 0,
            Judged::Expired | Judged::Incomplete => 1,
            Judged::Unconfirmed => 2,
            Judged::OtherVersion | Judged::Missing => 3,
        };
        let verdict = match assessment.only("verdict") {
            Some("affected") => 0,
            Some("fixed") => 1,
            _ => 2,
        };
        (nearness, verdict, *judged, assessment.position())
    };
    assessments.into_iter().map(|assessment| (judged(assessment, version, standing), assessment)).min_by_key(rank)
}

pub(super) struct Judging<'j> {
    pub(super) model: &'j Model,
    pub(super) register: &'j Register,
    pub(super) classes: &'j ClassTable,
    pub(super) scan: &'j Scan,
}

impl Judging<'_> {
    /// Every weakness, and the assessments that are history.
    pub(super) fn run<'s>(&'s self, of: impl Fn(usize, usize) -> Option<(usize, &'s str)>) -> (Vec<Weakness>, Vec<u32>) {
        let mut by_name: HashMap<String, Vec<u32>> = HashMap::new();
        for assessment in self.model.of(Kind::VulnerabilityAssessment) {
            for name in assessment.values("advisory") {
                by_name.entry(name.text.trim().to_ascii_lowercase()).or_default().push(assessment.position());
            }
        }
        // A version that stands in ten files has its vulnerability once.
        let mut once: BTreeMap<(usize, &str, usize), (Vec<&String>, &str)> = BTreeMap::new();
        for one in &self.scan.matches {
            let Some((package, version)) = of(one.inventory, one.component) else { continue };
            let entry = once.entry((package, version, one.vulnerability)).or_insert_with(|| (Vec::new(), one.because.as_str()));
            for version in &one.fixed {
                if !entry.0.contains(&version) {
                    entry.0.push(version);
                }
            }
        }
        let mut used = HashSet::new();
        let mut list = Vec::new();
        for ((package, version, number), (fixed, because)) in once {
            let Some(vulnerability) = self.scan.vulnerabilities.get(number) else { continue };
            let standing = &self.register.standings[package];
            if *standing == Standing::Own {
                continue;
            }
            let names = std::iter::once(&vulnerability.id).chain(&vulnerability.aliases);
            let mut assessments: Vec<u32> = names.filter_map(|name| by_name.get(&name.to_ascii_lowercase())).flatten().copied().collect();
            assessments.sort_unstable();
            assessments.dedup();
            let soup = standing.soup();
            assessments.retain(|at| self.model.at(*at).links("of").any(|of| soup.contains(&of.position())));
            used.extend(assessments.iter().copied());
            let best = best_of(assessments.iter().map(|at| self.model.at(*at)), version, standing);
            let (judged, assessment) = best.map_or((Judged::Missing, None), |(judged, record)| (judged, Some(record.position())));
            let class = self.class_of(package);
            list.push(Weakness {
                package,
                version: version.to_owned(),
                vulnerability: number,
                fixed: fixed.into_iter().cloned().collect(),
                because: because.to_owned(),
                class,
                gates: blocks(self.model, vulnerability, class),
                shipped: self.register.packages[package].scope == Scope::Shipped,
                judged,
                assessment,
                about: assessments,
            });
        }
        let gone =
            |assessment: &Record<'_>| !used.contains(&assessment.position()) && assessment.text("advisory").is_some_and(is_published);
        let mut history: Vec<u32> = self.model.of(Kind::VulnerabilityAssessment).filter(gone).map(Record::position).collect();
        history.sort_unstable();
        (list, history)
    }

    /// The class of a component: the highest of what uses it; of the project where nobody says.
    fn class_of(&self, package: usize) -> Class {
        let standing = &self.register.standings[package];
        let of = |at: &u32| self.classes.of(self.model.at(*at));
        let by_record = standing.soup().iter().map(of).max();
        let by_file = || self.register.items_of(&self.register.packages[package]).iter().map(of).max();
        by_record.or_else(by_file).unwrap_or(self.classes.project())
    }
}
