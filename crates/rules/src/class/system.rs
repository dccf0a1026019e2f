//! The class of a software system: on which ground it stands, and what each hazardous situation contributes to it.

use super::declared;
use super::situation::Judge;
use crate::reviews;
use primum_model::{Class, Kind, Model, Record};

/// What the class of a system rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// No class is declared: C (4.3 g).
    NotDeclared,
    /// A class is declared, and no review that counts confirms it: C (4.3 g).
    NotConfirmed,
    /// No review that counts confirms that the hazard analysis is complete: C.
    NotChecked,
    /// Something in the project could not be read, or is named and not there, and may hide a hazardous situation: C.
    NotReadable,
    /// The worst situation decides, or the declared class where that is higher.
    Analysed,
}

/// How the class of a software system was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct System {
    /// The system, by position.
    pub record: u32,
    /// The class that applies.
    pub class: Class,
    /// What it rests on.
    pub ground: Ground,
    /// The class that the record declares.
    pub declared: Option<Class>,
    /// The worst class over the situations, whatever the ground: what the analysis, as far as it goes, asks for.
    pub computed: Class,
    /// What the parts need, where that is more than the situations ask for: the part, by position, and its class.
    pub raised_by: Option<(u32, Class)>,
    /// The review that confirms the class, by position.
    pub confirmed_in: Option<u32>,
    /// The review that confirms that the hazard analysis is complete, by position.
    pub checked_in: Option<u32>,
    /// The situations that decide the computed class, by position; none where every one is harmless.
    pub deciding: Vec<u32>,
}

impl System {
    pub(super) fn new(record: Record<'_>, judge: Judge<'_>) -> Self {
        let model = record.model();
        let (mut computed, mut deciding) = (Class::A, Vec::new());
        for situation in &judge.risk.situations {
            let class = judge.situation(record, model.at(situation.record)).class;
            if class > computed {
                computed = class;
                deciding.clear();
            }
            if class == computed && class > Class::A {
                deciding.push(situation.record);
            }
        }
        let declared = declared(record);
        let confirmed_in = confirmation(record).map(Record::position);
        let checked_in = completeness(model).map(Record::position);
        let ground = match (declared, confirmed_in, checked_in) {
            (None, ..) => Ground::NotDeclared,
            (_, None, _) => Ground::NotConfirmed,
            (.., None) => Ground::NotChecked,
            _ if judge.risk.hides_something => Ground::NotReadable,
            _ => Ground::Analysed,
        };
        let class = match (ground, declared) {
            (Ground::Analysed, Some(declared)) => declared.max(computed),
            _ => Class::C,
        };
        Self { record: record.position(), class, ground, declared, computed, raised_by: None, confirmed_in, checked_in, deciding }
    }
}

/// The latest review that counts, names the system and confirms its safety class (4.3 a, c), unless a later one rejects it.
fn confirmation(system: Record<'_>) -> Option<Record<'_>> {
    let about = |review: &Record<'_>| review.kind() == Kind::Review && review.says("confirms", "safety class");
    reviews::standing(system.linked_by("of").filter(about))
}

/// The latest review that counts and confirms that the hazard analysis is complete, unless a later one rejects it.
pub(crate) fn completeness(model: &Model) -> Option<Record<'_>> {
    let about = |review: &Record<'_>| review.says("subject", "risk") && review.says("confirms", "hazard analysis complete");
    reviews::standing(model.of(Kind::Review).filter(about))
}
