//! What rules about the risk file share: may the software contribute to a situation, and what is left of a risk after its controls?

use crate::answered::answered;
use crate::risk::{self, Estimate, RiskFile};
use primum_model::{Acceptability, Kind, Place, Record};

/// May the software contribute to the situation? Whoever has not said no has not ruled it out; a cause that sits in the software, or
/// a threat that comes in through it, shows it, whatever the record says.
pub(crate) fn may_contribute(situation: Record<'_>) -> bool {
    situation.own("software-contributes") != Some("no") || risk::contributors(situation).any(is_in_software)
}

/// Does a cause sit in software, or a threat come in through it? A place that is named and not there may be any, and what is wrong
/// with a specification, with code or with SOUP sits in software even where nobody has said in which.
pub(crate) fn is_in_software(contributor: Record<'_>) -> bool {
    let field = if contributor.kind() == Kind::Threat { "entry-point" } else { "located-in" };
    let mut places = contributor.values(field).peekable();
    if places.peek().is_some() {
        return places.any(|place| place.target().is_none_or(|place| !place.is_retired()));
    }
    contributor.kind() == Kind::Cause && ["specification", "defect", "SOUP"].iter().any(|kind| contributor.says("type", kind))
}

/// Does the cause sit in the software, or could it? Only a cause that sits nowhere and leads to nothing but situations without
/// software is none of its causes.
pub(crate) fn concerns_software(cause: Record<'_>) -> bool {
    is_in_software(cause) || situations(cause).any(|situation| situation.own("software-contributes") != Some("no"))
}

/// Does the cause sit somewhere that is still there?
pub(crate) fn is_located(cause: Record<'_>) -> bool {
    cause.links("located-in").any(|place| !place.is_retired())
}

/// The situations that a cause contributes to.
pub(crate) fn situations(cause: Record<'_>) -> impl Iterator<Item = Record<'_>> + Clone {
    cause.links("contributes-to").filter(|to| to.kind() == Kind::HazardousSituation && !to.is_retired())
}

/// The hazards of a situation.
pub(crate) fn hazards(situation: Record<'_>) -> impl Iterator<Item = Record<'_>> + Clone {
    situation.links("hazard").filter(|hazard| hazard.kind() == Kind::Hazard && !hazard.is_retired())
}

/// Is the risk acceptable before any control? What nobody has estimated is not.
pub(crate) fn is_acceptable_before(risk: &RiskFile, situation: Record<'_>) -> bool {
    risk.situation(situation).is_some_and(|known| known.before.is_acceptable())
}

/// Must something control the risk? Not where it is acceptable before any control, and not where a person has judged that it cannot
/// practicably be reduced: then the words for it, or the benefit that outweighs it, stand in the record (ISO 14971 7.1).
pub(crate) fn needs_control(risk: &RiskFile, situation: Record<'_>) -> bool {
    match risk.situation(situation).and_then(|known| known.before.acceptability) {
        Some(Acceptability::Acceptable) => false,
        Some(Acceptability::Investigate) => !answered(situation, "reduction") && !answered(situation, "benefit-risk"),
        _ => !answered(situation, "benefit-risk"),
    }
}

/// Does something act against the situation itself or against its hazards, whatever becomes of its causes?
pub(crate) fn is_controlled_itself(risk: &RiskFile, situation: Record<'_>) -> bool {
    risk.acting_on(situation).any || hazards(situation).any(|hazard| risk.acting_on(hazard).any)
}

/// Why the risk needs a control, in words that follow `HS-1`: the criteria say so, or nobody knows better.
pub(crate) fn why_not_acceptable(risk: &RiskFile, situation: Record<'_>) -> &'static str {
    match risk.situation(situation).and_then(|known| known.before.acceptability) {
        Some(Acceptability::Investigate) => "asks for reduction as far as possible",
        Some(Acceptability::Unacceptable) => "is not acceptable as it is",
        _ => "is not known to be acceptable as it is",
    }
}

/// The fields that say what remains of a risk.
const REMAINING: [&str; 4] = ["residual-severity", "residual-probability", "residual-p1", "residual-p2"];

/// Does the record say what remains after its controls?
pub(crate) fn says_what_remains(situation: Record<'_>) -> bool {
    REMAINING.into_iter().any(|field| situation.value(field).is_some())
}

/// Where the record says what remains; its ID where it does not say it.
pub(crate) fn place_of_what_remains(situation: Record<'_>) -> Place {
    REMAINING.into_iter().find_map(|field| situation.value(field)).map_or(situation.place(), |value| value.place)
}

/// What remains of the risk: what the record says, or the estimate before controls where that is acceptable already.
pub(crate) fn remaining(risk: &RiskFile, situation: Record<'_>) -> Estimate {
    let Some(known) = risk.situation(situation) else { return Estimate::default() };
    if !says_what_remains(situation) && known.before.is_acceptable() { known.before } else { known.residual }
}

/// A risk in words: `critical at remote`. Only for estimates of which both levels are known.
pub(crate) fn words(situation: Record<'_>, estimate: Estimate) -> String {
    let scales = &situation.model().config.scales;
    let severity = estimate.severity.map_or("?", |at| scales.severity.name(at));
    let probability = estimate.probability.map_or("?", |at| scales.probability.name(at));
    format!("`{severity}` at `{probability}`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Model, Snapshot, Source};

    fn model(text: &str) -> Model {
        Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30))).expect("no configuration")
    }

    #[test]
    fn software_contributes_until_somebody_says_no_and_nothing_shows_otherwise() {
        let model = model(
            "## HS-1 A\n\n## HS-2 B\n- software-contributes: unknown\n\n## HS-3 C\n- software-contributes: no\n\n\
             ## HS-4 D\n- software-contributes: no\n\n## CAU-1 E\n- contributes-to: HS-4\n- located-in: SI-1\n\n\
             ## CAU-2 F\n- contributes-to: HS-3\n\n## CAU-3 G\n- contributes-to: HS-3, HS-1\n\n## SI-1 I\n\n\
             ## HS-5 no and yes\n- software-contributes: no\n- software-contributes: yes\n\n## HS-6 J\n- software-contributes: no\n\n\
             ## CAU-4 K\n- contributes-to: HS-6\n- type: defect\n\n## HS-7 L\n- software-contributes: no\n\n\
             ## CAU-5 M\n- contributes-to: HS-7\n- located-in: SI-9\n\n## HS-8 N\n- software-contributes: no\n\n\
             ## IF-1 O\n- between: SI-1\n\n## THR-1 P\n- leads-to: HS-8\n- entry-point: IF-1\n",
        );
        let ids =
            |kind, holds: fn(Record<'_>) -> bool| -> Vec<&str> { model.of(kind).filter(|record| holds(*record)).map(Record::id).collect() };
        assert_eq!(ids(Kind::HazardousSituation, may_contribute), ["HS-1", "HS-2", "HS-4", "HS-5", "HS-6", "HS-7", "HS-8"]);
        assert_eq!(ids(Kind::Cause, concerns_software), ["CAU-1", "CAU-3", "CAU-4", "CAU-5"]);
    }
}
