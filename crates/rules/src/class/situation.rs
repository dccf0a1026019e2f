//! The three questions of Figure 3 of IEC 62304, asked of one hazardous situation and one software system.
//!
//! The probability that the software fails is 1 and stands in no input. Only controls outside the system are credited, only with
//! proof of their effectiveness, and only where the judgement after external controls says that it rests on them.

use super::WhatIf;
use crate::risk::{self, Estimate, RiskFile, Shortfall};
use primum_model::{Class, Injury, Kind, Record};

/// Can failure of the system contribute to the situation?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contribution {
    /// The record says that it cannot, and nothing shows otherwise.
    No,
    /// The record says so, or a cause, a threat or a control of it sits in the system.
    Yes,
    /// Nobody has said.
    Unknown,
}

/// The step of the procedure at which the class was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The system does not contribute: A.
    DoesNotContribute,
    /// Whether it contributes is unknown: C.
    ContributionUnknown,
    /// The risk is acceptable before any control, with the failure of software taken as certain: A.
    AcceptableBefore,
    /// The risk is acceptable with the credited external controls: A.
    AcceptableAfterExternal,
    /// The risk is not shown to be acceptable and the injury is not serious: B.
    NonSerious,
    /// The risk is not shown to be acceptable and the injury is serious, or death: C.
    Serious,
    /// The risk is not shown to be acceptable and the severity is unknown: C.
    SeverityUnknown,
    /// The risk is not acceptable and nobody can be injured; no person has decided: C.
    Undecided,
    /// The same, and a person has decided.
    Decided,
}

/// Why a control in `credits` earns no credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCredit {
    /// It is left out by assumption.
    Assumed,
    /// It is retired, a draft, or no risk control.
    NotInForce,
    /// It does not say where it lives.
    PlaceUnknown,
    /// It lives inside the system that is classified.
    Internal,
    /// A requirement, by position, puts it into software, and nobody knows into which system.
    Unplaced(u32),
    /// Another record has the same ID, and nobody knows which of them is credited.
    SharedId,
    /// It does not act against this situation.
    ActsElsewhere,
    /// No proof of its effectiveness.
    NoProof,
    /// Its proof of effectiveness does not hold; by position, and why.
    ProofFails(u32, Shortfall),
}

impl NoCredit {
    /// What a message says after the ID.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Assumed => "is left out by assumption",
            Self::NotInForce => "is not in force",
            Self::PlaceUnknown => "does not say where it lives",
            Self::Internal => "lives inside the software system that is classified",
            Self::Unplaced(_) => "is put into software requirements, and nobody knows into which software system",
            Self::SharedId => "shares its ID with another record",
            Self::ActsElsewhere => "does not act against this situation",
            Self::NoProof => "has no proof of effectiveness",
            Self::ProofFails(_, why) => match why {
                Shortfall::NotEvaluated => "has a proof of effectiveness that no review has evaluated",
                Shortfall::Retired => "has a retired proof of effectiveness",
                Shortfall::Draft => "has a draft as its proof of effectiveness",
                Shortfall::Review(_) | Shortfall::WrongKind => "has a proof of effectiveness that does not count",
            },
        }
    }
}

/// What became of the controls that a situation credits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// Those that earn credit, with the proof, by position.
    pub earned: Vec<(u32, u32)>,
    /// Those that earn none.
    pub refused: Vec<(u32, NoCredit)>,
    /// The record names a control that is not there.
    pub dangling: bool,
    /// The judgement claims a lower severity, and no credited control can lower it.
    pub severity_unfounded: bool,
    /// The judgement claims a lower probability, and no credited control lowers it.
    pub probability_unfounded: bool,
    /// The judgement after external controls counts.
    pub counts: bool,
}

/// One situation, judged for one system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The situation, by position.
    pub situation: u32,
    /// The class that follows.
    pub class: Class,
    /// Where it was decided.
    pub step: Step,
    /// Does the system contribute?
    pub contribution: Contribution,
    /// The cause, threat or control in the system that shows it, by position.
    pub shown_by: Option<u32>,
    /// The record says that software does not contribute, and `shown_by` says otherwise.
    pub contradicted: bool,
    /// The estimate that decided.
    pub estimate: Estimate,
    /// What became of the credited controls.
    pub credit: Credit,
}

/// What is needed to judge: the risk file and the assumptions.
#[derive(Clone, Copy)]
pub(super) struct Judge<'r> {
    pub(super) risk: &'r RiskFile,
    pub(super) assumed: &'r WhatIf,
}

impl Judge<'_> {
    /// Judges a situation for a system.
    pub(super) fn situation(self, system: Record<'_>, situation: Record<'_>) -> Judged {
        let (contribution, shown_by, contradicted) = self.contribution(system, situation);
        match contribution {
            Contribution::No => self.ended(situation, Class::A, Step::DoesNotContribute, contribution, None),
            Contribution::Unknown => self.ended(situation, Class::C, Step::ContributionUnknown, contribution, None),
            Contribution::Yes => Judged { shown_by, contradicted, ..self.risk(system, situation, None) },
        }
    }

    fn ended(self, situation: Record<'_>, class: Class, step: Step, contribution: Contribution, shown_by: Option<u32>) -> Judged {
        let estimate = self.risk.situation(situation).map_or_else(Estimate::default, |known| known.before);
        Judged {
            situation: situation.position(),
            class,
            step,
            contribution,
            shown_by,
            contradicted: false,
            estimate,
            credit: Credit::default(),
        }
    }

    /// Questions 2 and 3, without the credit of one control: the class of the risk that this control acts against (7.2.2 b).
    pub(super) fn risk(self, system: Record<'_>, situation: Record<'_>, without: Option<Record<'_>>) -> Judged {
        let yes = |class, step, estimate, credit| Judged {
            situation: situation.position(),
            class,
            step,
            contribution: Contribution::Yes,
            shown_by: None,
            contradicted: false,
            estimate,
            credit,
        };
        let Some(known) = self.risk.situation(situation) else {
            return yes(Class::C, Step::SeverityUnknown, Estimate::default(), Credit::default());
        };
        if known.before.is_acceptable() {
            return yes(Class::A, Step::AcceptableBefore, known.before, Credit::default());
        }
        let (estimate, credit) = self.after_external(system, situation, known, without);
        if credit.counts && estimate.is_acceptable() {
            return yes(Class::A, Step::AcceptableAfterExternal, estimate, credit);
        }
        match estimate.injury {
            Some(Injury::NonSerious) => yes(Class::B, Step::NonSerious, estimate, credit),
            Some(Injury::Serious) => yes(Class::C, Step::Serious, estimate, credit),
            Some(Injury::None) => match situation.own("decided-class").and_then(Class::parse) {
                Some(class) => yes(class, Step::Decided, estimate, credit),
                None => yes(Class::C, Step::Undecided, estimate, credit),
            },
            None => yes(Class::C, Step::SeverityUnknown, estimate, credit),
        }
    }

    /// The estimate with external controls, as far as the judgement counts; else the one before controls.
    fn after_external(
        self,
        system: Record<'_>,
        situation: Record<'_>,
        known: &risk::Situation,
        without: Option<Record<'_>>,
    ) -> (Estimate, Credit) {
        let scales = &situation.model().config.scales;
        if let Some((_, severity, probability)) = self.assumed.judged.iter().find(|(at, ..)| *at == situation.position()) {
            let estimate = Estimate::at(scales, severity.or(known.before.severity), probability.or(known.before.probability));
            return (estimate, Credit { counts: true, ..Credit::default() });
        }
        let mut credit = Credit::default();
        let (mut severity, mut probability) = (false, false);
        for control in self.credited(situation) {
            match self.earns(system, situation, control, without) {
                Ok(proof) => {
                    credit.earned.push((control.position(), proof));
                    severity |= risk::lowers_severity(control);
                    probability |= control.says("lowers", "probability");
                }
                Err(why) => credit.refused.push((control.position(), why)),
            }
        }
        // The judgement was made with all of them in mind: without one of them it says nothing.
        credit.dangling = situation.values("credits").any(|value| value.target().is_none());
        credit.counts = !credit.earned.is_empty() && credit.refused.is_empty() && !credit.dangling;
        if !credit.counts {
            return (known.before, credit);
        }
        let lower = |after: Option<usize>, before: Option<usize>| after.zip(before).is_none_or(|(after, before)| after < before);
        let (mut after_severity, mut after_probability) = (known.external.severity, known.external.probability);
        if situation.value("severity-after-external").is_some() && lower(after_severity, known.before.severity) && !severity {
            credit.severity_unfounded = true;
            after_severity = known.before.severity;
        }
        if situation.value("probability-after-external").is_some() && lower(after_probability, known.before.probability) && !probability {
            credit.probability_unfounded = true;
            after_probability = known.before.probability;
        }
        (Estimate::at(scales, after_severity, after_probability), credit)
    }

    /// The controls that the situation credits, and those that are assumed to be proven and act against it.
    fn credited<'m>(self, situation: Record<'m>) -> Vec<Record<'m>> {
        let mut list: Vec<Record<'m>> = situation.links("credits").collect();
        for at in &self.assumed.proven {
            let control = situation.model().at(*at);
            if !list.contains(&control) && risk::acts_against(control, situation) {
                list.push(control);
            }
        }
        list
    }

    /// The proof by which a control earns credit, by position; the control itself where the proof is assumed.
    pub(super) fn earns(
        self,
        system: Record<'_>,
        situation: Record<'_>,
        control: Record<'_>,
        without: Option<Record<'_>>,
    ) -> Result<u32, NoCredit> {
        if without == Some(control) || self.assumed.without.contains(&control.position()) {
            return Err(NoCredit::Assumed);
        }
        if control.kind() != Kind::RiskControl || control.is_retired() || control.says("status", "draft") {
            return Err(NoCredit::NotInForce);
        }
        if control.shares_its_id() {
            return Err(NoCredit::SharedId);
        }
        let home = self.risk.home(control);
        let systems = home.map_or(&[][..], |home| &home.systems);
        match control.only("place") {
            // What the records show counts more than what the control says of itself.
            _ if systems.contains(&system.position()) => return Err(NoCredit::Internal),
            // A requirement that stands in no system may end up in this one.
            _ if let Some(requirement) = home.and_then(|home| home.unplaced) => return Err(NoCredit::Unplaced(requirement)),
            Some("hardware" | "procedure" | "other software") => {}
            Some("this software") if !systems.is_empty() => {}
            Some("this software") => return Err(NoCredit::Internal),
            _ => return Err(NoCredit::PlaceUnknown),
        }
        if !risk::acts_against(control, situation) {
            return Err(NoCredit::ActsElsewhere);
        }
        if self.assumed.proven.contains(&control.position()) {
            return Ok(control.position());
        }
        match self.risk.proofs.first(control, "effectiveness-proof") {
            Some(Ok(proof)) => Ok(proof.position()),
            Some(Err((proof, why))) => Err(NoCredit::ProofFails(proof.position(), why)),
            None => Err(NoCredit::NoProof),
        }
    }

    /// Question 1, from what the record says and from what sits in the system.
    fn contribution(self, system: Record<'_>, situation: Record<'_>) -> (Contribution, Option<u32>, bool) {
        let shown = self.sits_in(system, situation).map(Record::position);
        // Only a list in which every name is that of another system says that it is none of this one.
        let other = |named: Record<'_>| named.kind() == Kind::SoftwareSystem && !named.is_retired() && named != system;
        let mut named = situation.values("software").peekable();
        let elsewhere = named.peek().is_some() && named.all(|named| named.target().is_some_and(other));
        let says = situation.only("software-contributes").filter(|word| *word != "no" || situation.own("software-contributes").is_some());
        match (says, shown) {
            (Some("no"), Some(_)) => (Contribution::Yes, shown, true),
            // Software from which it comes, and nobody knows where that is, may be in this system.
            (Some("no"), None) => match risk::contributors(situation).find(|by| self.is_adrift(*by)) {
                Some(by) => (Contribution::Yes, Some(by.position()), true),
                None => (Contribution::No, None, false),
            },
            (_, Some(_)) => (Contribution::Yes, shown, false),
            _ if elsewhere => (Contribution::No, None, false),
            (Some("yes"), None) => (Contribution::Yes, None, false),
            _ => (Contribution::Unknown, None, false),
        }
    }

    /// Is it a cause in software, or a threat to it, of which nobody knows the system?
    fn is_adrift(self, contributor: Record<'_>) -> bool {
        let field = if contributor.kind() == Kind::Threat { "entry-point" } else { "located-in" };
        let nowhere = |place: Option<Record<'_>>| place.is_none_or(|place| self.risk.systems.at(place).is_empty());
        let mut places = contributor.values(field).map(|value| value.target()).peekable();
        if places.peek().is_some() {
            return places.any(nowhere);
        }
        contributor.kind() == Kind::Cause && ["specification", "defect", "SOUP"].iter().any(|kind| contributor.says("type", kind))
    }

    /// A cause, a threat or a control of the situation that sits in the system.
    fn sits_in<'m>(self, system: Record<'_>, situation: Record<'m>) -> Option<Record<'m>> {
        let here = |place: Record<'m>| self.risk.systems.at(place).contains(&system.position());
        let by_cause = risk::contributors(situation).find(|by| match by.kind() {
            Kind::Threat => by.links("entry-point").any(here),
            _ => by.links("located-in").any(here),
        });
        by_cause.or_else(|| {
            let direct = risk::controls(situation).chain(risk::contributors(situation).flat_map(risk::controls));
            let mut by_control = direct.filter(|control| !self.assumed.without.contains(&control.position()));
            by_control.find(|control| self.risk.home(*control).is_some_and(|home| home.systems.contains(&system.position())))
        })
    }
}
