//! What estimates of risk are called: the levels of the project's scales, and why one is unknown.

use crate::screen::Tone;
use primum_model::scales::Scale;
use primum_model::{Acceptability, Record};
use primum_rules::risk::Estimate;

/// At which moment a risk is estimated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Before any control.
    Before,
    /// With the credited external controls only.
    External,
    /// After all controls.
    Residual,
}

/// A level of a scale, or why it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Level<'m> {
    At(&'m str),
    /// Stated, and the project has no scale on which it would mean something: the word as stated, and the reason.
    Unscaled(String, String),
    Unknown(String),
}

impl Level<'_> {
    /// `occasional`; `no probability stated`.
    pub(crate) fn words(&self) -> &str {
        match self {
            Self::At(name) => name,
            Self::Unscaled(_, why) | Self::Unknown(why) => why,
        }
    }

    pub(crate) fn known(&self) -> Option<&str> {
        match self {
            Self::At(name) => Some(name),
            Self::Unscaled(..) | Self::Unknown(_) => None,
        }
    }
}

/// Two levels in words: `catastrophic × occasional`, `catastrophic, no probability stated`.
pub(crate) fn pair(severity: &Level<'_>, other: &Level<'_>) -> String {
    match (severity, other) {
        (Level::At(severity), Level::At(other)) => format!("{severity} × {other}"),
        (Level::Unscaled(severity, _), Level::Unscaled(other, _)) => format!("{severity} × {other}, without scales"),
        _ => format!("{}, {}", severity.words(), other.words()),
    }
}

/// The severity of a situation at a moment, as the record states it.
pub(crate) fn severity<'m>(situation: Record<'m>, moment: Moment) -> Level<'m> {
    let field = match moment {
        Moment::External if situation.value("severity-after-external").is_some() => "severity-after-external",
        Moment::Before | Moment::External => "severity",
        Moment::Residual => "residual-severity",
    };
    stated(situation, field, &situation.model().config.scales.severity, "severity")
}

/// The probability of harm of a situation at a moment: stated, or combined from P1 and P2.
pub(crate) fn probability<'m>(situation: Record<'m>, moment: Moment) -> Level<'m> {
    let scales = &situation.model().config.scales;
    let (whole, p1, p2) = match moment {
        Moment::External if situation.value("probability-after-external").is_some() => {
            return stated(situation, "probability-after-external", &scales.probability, "probability");
        }
        Moment::Before | Moment::External => ("probability", "p1", "p2"),
        Moment::Residual => ("residual-probability", "residual-p1", "residual-p2"),
    };
    let estimate = match moment {
        Moment::Residual => Estimate::residual(situation),
        Moment::Before | Moment::External => Estimate::before(situation),
    };
    if let Some(at) = estimate.probability {
        return Level::At(scales.probability.name(at));
    }
    let in_parts = situation.value(p1).is_some() || situation.value(p2).is_some();
    if !in_parts || (situation.value(whole).is_some() && stated(situation, whole, &scales.probability, "probability").known().is_none()) {
        return stated(situation, whole, &scales.probability, "probability");
    }
    for (field, scale, name) in [(p1, &scales.p1, "P1"), (p2, &scales.p2, "P2")] {
        let level = stated(situation, field, scale, name);
        if level.known().is_none() {
            return Level::Unknown(level.words().to_owned());
        }
    }
    Level::Unknown("nothing says which probability follows from its P1 and P2".to_owned())
}

/// The level that a field states.
pub(crate) fn stated<'m>(record: Record<'m>, field: &'static str, scale: &'m Scale, name: &str) -> Level<'m> {
    match record.text(field) {
        None => Level::Unknown(format!("no {name} stated")),
        Some(text) => match (scale.position(text), short(text)) {
            (Some(at), _) => Level::At(scale.name(at)),
            (None, text) if scale.is_empty() => Level::Unscaled(text.clone(), format!("{name} `{text}` without a scale")),
            (None, text) => Level::Unknown(format!("{name} `{text}` is not on the scale")),
        },
    }
}

/// Where a level is asked for, a sentence is cut.
fn short(text: &str) -> String {
    const LONGEST: usize = 32;
    if text.chars().nth(LONGEST).is_none() { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

/// `catastrophic × occasional`; `catastrophic, no probability stated`. The estimate is one of this situation, and the moment says
/// where to look for the reason where a level is unknown.
pub(crate) fn in_words(situation: Record<'_>, estimate: Estimate, moment: Moment) -> String {
    let scales = &situation.model().config.scales;
    let severity = estimate.severity.map_or_else(|| severity(situation, moment), |at| Level::At(scales.severity.name(at)));
    let probability = estimate.probability.map_or_else(|| probability(situation, moment), |at| Level::At(scales.probability.name(at)));
    pair(&severity, &probability)
}

/// The region of the matrix in words.
pub(crate) fn region(acceptability: Option<Acceptability>) -> &'static str {
    acceptability.map_or("not known", Acceptability::name)
}

/// The sign of a region, so that colour never stands alone.
pub(crate) fn sign(acceptability: Option<Acceptability>) -> &'static str {
    match acceptability {
        Some(Acceptability::Acceptable) => "✓",
        Some(Acceptability::Investigate) => "!",
        Some(Acceptability::Unacceptable) => "✗",
        None => "?",
    }
}

/// The colour of a region. What is not known is the worst case.
pub(crate) fn tone(acceptability: Option<Acceptability>) -> Tone {
    match acceptability {
        Some(Acceptability::Acceptable) => Tone::Good,
        Some(Acceptability::Investigate) => Tone::Doubt,
        Some(Acceptability::Unacceptable) | None => Tone::Bad,
    }
}

/// `is acceptable`, `needs investigation`, `is unacceptable`, `is not known to be acceptable`.
pub(crate) fn verdict(acceptability: Option<Acceptability>) -> &'static str {
    match acceptability {
        Some(Acceptability::Acceptable) => "is acceptable",
        Some(Acceptability::Investigate) => "is acceptable only once it is judged to be reduced as far as possible",
        Some(Acceptability::Unacceptable) => "is unacceptable",
        None => "is not known to be acceptable",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use primum_model::Kind;

    #[test]
    fn an_unknown_level_says_why() {
        let words = |fields: &str| {
            let analysis = fixture::scaled(&format!("## HS-1 s\n{fields}"));
            let situation = analysis.model.of(Kind::HazardousSituation).next().expect("a situation");
            in_words(situation, Estimate::before(situation), Moment::Before)
        };
        assert_eq!(words("- severity: grave\n- probability: often\n"), "grave × often");
        assert_eq!(words("- severity: grave\n"), "grave, no probability stated");
        assert_eq!(words("- severity: terrible\n- probability: often\n"), "severity `terrible` is not on the scale, often");
        assert_eq!(words(""), "no severity stated, no probability stated");
        assert_eq!(words("- severity: grave\n- p1: x\n"), "grave, P1 `x` without a scale");
        let bare = fixture::judged("## HS-1 s\n- severity: grave\n- probability: often\n");
        let situation = bare.model.of(Kind::HazardousSituation).next().expect("a situation");
        let shown = in_words(situation, Estimate::before(situation), Moment::Before);
        assert_eq!(shown, "grave × often, without scales");
    }

    #[test]
    fn what_external_controls_leave_falls_back_to_what_was_before() {
        let analysis = fixture::scaled("## HS-1 s\n- severity: grave\n- probability: often\n- probability-after-external: hardly\n");
        let situation = analysis.model.of(Kind::HazardousSituation).next().expect("a situation");
        assert_eq!(severity(situation, Moment::External), Level::At("grave"));
        assert_eq!(probability(situation, Moment::External).words(), "probability `hardly` is not on the scale");
        assert_eq!(probability(situation, Moment::Residual).words(), "no probability stated");
    }
}
