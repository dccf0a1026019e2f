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
            Some(Injury::None) => match situation.text("decided-class").and_then(Class::parse) {
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
                    severity |= control.says("lowers", "severity") && !control.says("option", "information for safety");
                    probability |= control.says("lowers", "probability");
                }
                Err(why) => credit.refused.push((control.position(), why)),
            }
        }
        // The judgement was made with all of them in mind: without one of them it says nothing.
        credit.counts = !credit.earned.is_empty() && credit.refused.is_empty();
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
        let systems = self.risk.home(control).map_or(&[][..], |home| &home.systems);
        match control.text("place") {
            // What the records show counts more than what the control says of itself.
            _ if systems.contains(&system.position()) => return Err(NoCredit::Internal),
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
        let mut named = situation.links("software").filter(|named| !named.is_retired()).peekable();
        let elsewhere = named.peek().is_some() && !named.any(|named| named == system);
        match (situation.text("software-contributes"), shown) {
            (Some("no"), Some(_)) => (Contribution::Yes, shown, true),
            (Some("no"), None) => (Contribution::No, None, false),
            (_, Some(_)) => (Contribution::Yes, shown, false),
            _ if elsewhere => (Contribution::No, None, false),
            (Some("yes"), None) => (Contribution::Yes, None, false),
            _ => (Contribution::Unknown, None, false),
        }
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
