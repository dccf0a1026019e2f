//! What a risk is estimated at: severity, probability or exploitability, and where that stands by the project's criteria.

use primum_model::{Acceptability, Injury, Kind, Record, Scales};

/// An estimate. What is not stated, or not on the scale, is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// Severity, by position on the scale.
    pub severity: Option<usize>,
    /// Probability of harm, by position on the scale.
    pub probability: Option<usize>,
    /// Where the risk stands; unknown where either is, or where the criteria have no answer.
    pub acceptability: Option<Acceptability>,
    /// The injury that the severity stands for.
    pub injury: Option<Injury>,
}

impl Estimate {
    /// Before any control.
    #[must_use]
    pub fn before(situation: Record<'_>) -> Self {
        let scales = &situation.model().config.scales;
        Self::at(scales, level(situation, "severity"), probability(situation, "probability", "p1", "p2"))
    }

    /// With external controls only; what the record does not judge stays as it was before.
    #[must_use]
    pub fn after_external(situation: Record<'_>) -> Self {
        let before = Self::before(situation);
        let scales = &situation.model().config.scales;
        // A value that is written and not on the scale is unknown; it is not as if it were not written.
        let severity = if situation.value("severity-after-external").is_some() {
            level(situation, "severity-after-external")
        } else {
            before.severity
        };
        let probability = if situation.value("probability-after-external").is_some() {
            on(&scales.probability, situation, "probability-after-external")
        } else {
            before.probability
        };
        Self::at(scales, severity, probability)
    }

    /// After all controls.
    #[must_use]
    pub fn residual(situation: Record<'_>) -> Self {
        let scales = &situation.model().config.scales;
        let probability = probability(situation, "residual-probability", "residual-p1", "residual-p2");
        Self::at(scales, level(situation, "residual-severity"), probability)
    }

    /// The estimate at two levels.
    #[must_use]
    pub fn at(scales: &Scales, severity: Option<usize>, probability: Option<usize>) -> Self {
        let acceptability = severity.zip(probability).and_then(|(severity, probability)| scales.acceptability.at(severity, probability));
        Self { severity, probability, acceptability, injury: severity.and_then(|severity| scales.injury(severity)) }
    }

    /// Is the risk acceptable as it is?
    #[must_use]
    pub fn is_acceptable(self) -> bool {
        self.acceptability == Some(Acceptability::Acceptable)
    }
}

fn level(record: Record<'_>, field: &'static str) -> Option<usize> {
    on(&record.model().config.scales.severity, record, field)
}

fn on(scale: &primum_model::scales::Scale, record: Record<'_>, field: &'static str) -> Option<usize> {
    record.only(field).and_then(|text| scale.position(text))
}

/// One probability, or P1 and P2 combined. Where both are stated the worse one holds, and a rule says that they differ.
fn probability(record: Record<'_>, whole: &'static str, p1: &'static str, p2: &'static str) -> Option<usize> {
    let scales = &record.model().config.scales;
    let stated = on(&scales.probability, record, whole);
    let combined = combined(record, p1, p2);
    match (record.value(whole).is_some(), record.value(p1).or_else(|| record.value(p2)).is_some()) {
        (true, true) => stated.zip(combined).map(|(one, other)| one.max(other)),
        (true, false) => stated,
        _ => combined,
    }
}

/// The probability that follows from P1 and P2.
pub(crate) fn combined(record: Record<'_>, p1: &'static str, p2: &'static str) -> Option<usize> {
    let scales = &record.model().config.scales;
    scales.combine(on(&scales.p1, record, p1)?, on(&scales.p2, record, p2)?)
}

/// What a threat is estimated at, before and after controls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ThreatEstimate {
    /// Severity of the worst harm that it can lead to, by position on the scale.
    pub severity: Option<usize>,
    /// How exploitable it is, by position on the scale.
    pub exploitability: Option<usize>,
    /// Where the security risk stands.
    pub acceptability: Option<Acceptability>,
}

impl ThreatEstimate {
    /// Before controls.
    #[must_use]
    pub fn before(threat: Record<'_>) -> Self {
        Self::read(threat, "severity", "exploitability")
    }

    /// After controls.
    #[must_use]
    pub fn residual(threat: Record<'_>) -> Self {
        Self::read(threat, "residual-severity", "residual-exploitability")
    }

    fn read(threat: Record<'_>, of_situation: &'static str, field: &'static str) -> Self {
        let scales = &threat.model().config.scales;
        let exploitability = on(&scales.exploitability, threat, field);
        let mut led_to = threat.links("leads-to").filter(|to| to.kind() == Kind::HazardousSituation && !to.is_retired()).peekable();
        let mut severity =
            if threat.value("severity").is_some() || led_to.peek().is_none() { Some(level(threat, "severity")) } else { None };
        // The worst situation decides, and one that nobody has estimated makes the whole unknown.
        for situation in led_to {
            let one = level(situation, of_situation);
            severity = Some(match severity {
                None => one,
                Some(so_far) => so_far.zip(one).map(|(so_far, one)| so_far.max(one)),
            });
        }
        let severity = severity.flatten();
        let acceptability =
            severity.zip(exploitability).and_then(|(severity, exploitability)| scales.security.at(severity, exploitability));
        Self { severity, exploitability, acceptability }
    }
}
