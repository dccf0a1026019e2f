//! What rules about security share: where an attacker could come in, which words have a meaning, what a system excludes.

use crate::answered::{answered, says_something};
use crate::risk::{RiskFile, ThreatEstimate};
use crate::rule::Findings;
use primum_model::scales::Scale;
use primum_model::suggest::nearest;
use primum_model::{FieldType, Kind, Model, Place, Record};

/// Does the interface lead out of the software: to a partner outside, or through a channel that others can reach? A channel that
/// nobody knows leads out.
#[must_use]
pub fn is_exposed(interface: Record<'_>) -> bool {
    interface.value("external").is_some() || interface.values("channel").any(|channel| channel.text != "internal")
}

/// Does the interface say why nobody can attack through it?
#[must_use]
pub fn is_called_safe(interface: Record<'_>) -> bool {
    answered(interface, "no-threat")
}

/// Is it a way in that somebody has to think about? A network is one whatever is said of it: through it come others than those one
/// thinks of.
#[must_use]
pub fn is_open(interface: Record<'_>) -> bool {
    is_exposed(interface)
        && (!is_called_safe(interface) || ["network", "wireless"].iter().any(|channel| interface.says("channel", channel)))
}

/// Is there anything to be said about the security of the software: a threat, or a way in?
#[must_use]
pub fn matter(model: &Model) -> bool {
    model.of(Kind::Threat).len() > 0 || model.of(Kind::Interface).any(is_open)
}

/// Does the control act against a threat?
pub(crate) fn is_against_threat(control: Record<'_>) -> bool {
    control.links("controls").any(|target| target.kind() == Kind::Threat && !target.is_retired())
}

/// The situations that a threat leads to.
pub(crate) fn situations(threat: Record<'_>) -> impl Iterator<Item = Record<'_>> + Clone {
    threat.links("leads-to").filter(|to| to.kind() == Kind::HazardousSituation && !to.is_retired())
}

/// Where the security risk stands in the end: after controls, or as it was where nothing acts and nothing else is stated.
pub(crate) fn remaining(threat: Record<'_>, risk: &RiskFile) -> ThreatEstimate {
    if threat.value("residual-exploitability").is_some() || risk.acting_on(threat).any {
        ThreatEstimate::residual(threat)
    } else {
        ThreatEstimate::before(threat)
    }
}

/// Which requirements stand above: the given ones and everything that they derive from, by position.
pub(crate) fn with_sources<'m>(model: &'m Model, requirements: impl Iterator<Item = Record<'m>>) -> Vec<bool> {
    let mut marks = vec![false; model.records().len()];
    let mut open: Vec<Record<'m>> = requirements.collect();
    while let Some(requirement) = open.pop() {
        let mark = &mut marks[requirement.position() as usize];
        if !*mark {
            *mark = true;
            open.extend(requirement.links("derives-from"));
        }
    }
    marks
}

/// The words of a field, as this project has them.
#[must_use]
pub fn words<'m>(model: &'m Model, kind: Kind, field: &str) -> Vec<&'m str> {
    match model.config.schema.spec(kind).field(field).map(|(_, field)| &field.kind) {
        Some(FieldType::Choice(words)) => words.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Which of these words some record of the kind has in the field.
pub(crate) fn present<'m>(model: &'m Model, kind: Kind, field: &'static str, words: &[&str]) -> Vec<&'m str> {
    let mut found: Vec<&str> = Vec::new();
    for value in model.of(kind).flat_map(|record| record.values(field)) {
        if words.contains(&value.text) && !found.contains(&value.text) {
            found.push(value.text);
        }
    }
    found
}

/// One value of `excludes-security`: what is excluded, and why.
#[derive(Clone, Copy, Debug)]
pub struct Exclusion<'m> {
    /// The scenario or category.
    pub word: &'m str,
    /// The reason; empty where there is none.
    pub reason: &'m str,
    /// Where it stands.
    pub place: Place,
}

/// What a software system excludes of security.
pub fn exclusions(system: Record<'_>) -> impl Iterator<Item = Exclusion<'_>> {
    system.values("excludes-security").map(|value| {
        let (word, reason) = value.text.split_once(':').unwrap_or((value.text, ""));
        let reason = reason.trim();
        Exclusion { word: word.trim(), reason: if says_something(reason) { reason } else { "" }, place: value.place }
    })
}

/// Reports each of the words that is missing and that a software system does not exclude with a reason.
pub(crate) fn require_excluded<'w>(
    model: &Model,
    missing: impl Iterator<Item = &'w str> + Clone,
    fact: fn(&str) -> String,
    remedy: fn(&str) -> String,
    findings: &mut Findings<'_>,
) {
    let help = |word: &str| format!("{}, or say why not: `- excludes-security: {word}: <reason>` in the software system", remedy(word));
    if model.of(Kind::SoftwareSystem).len() == 0 {
        for word in missing {
            findings.report_project(fact(word)).help(help(word));
        }
        return;
    }
    for system in model.of(Kind::SoftwareSystem) {
        let excluded: Vec<&str> = exclusions(system).filter(|one| !one.reason.is_empty()).map(|one| one.word).collect();
        for word in missing.clone().filter(|word| !excluded.contains(word)) {
            findings.report(system, format!("{}, and {} does not exclude it", fact(word), system.id())).help(help(word));
        }
    }
}

/// Words that scales of probability use. As a rating of exploitability they say how often something happens, not how hard it is.
const OF_PROBABILITY: &[&str] = &[
    "frequent",
    "probable",
    "occasional",
    "remote",
    "improbable",
    "incredible",
    "likely",
    "unlikely",
    "very unlikely",
    "rare",
    "rarely",
    "often",
    "seldom",
    "almost certain",
];

/// Is it one of the words that scales of probability use?
pub(crate) fn sounds_like_probability(word: &str) -> bool {
    OF_PROBABILITY.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// Does the rating stand on a scale of probability of this project, or is it a word that such scales use? One on the project's
/// scale of exploitability is what the project says it is.
pub(crate) fn is_probability(model: &Model, rating: &str) -> bool {
    let scales = &model.config.scales;
    scales.exploitability.position(rating).is_none()
        && (sounds_like_probability(rating)
            || [&scales.probability, &scales.p1, &scales.p2].iter().any(|scale| scale.position(rating).is_some()))
}

/// Reports a rating that is no level of the project's scale. Where there is no scale, `no-security-criteria` says so once; a
/// probability is the matter of `security-risk-by-probability`.
pub(crate) fn require_level(threat: Record<'_>, field: &'static str, scale: &Scale, findings: &mut Findings<'_>) {
    let Some(value) = threat.value(field) else { return };
    let of_exploitability = field != "severity";
    if scale.is_empty() || scale.position(value.text).is_some() || (of_exploitability && is_probability(threat.model(), value.text)) {
        return;
    }
    let levels: Vec<&str> = scale.names().collect();
    findings
        .report_at(
            threat,
            value.place,
            format!("`{}`, the {} of {}, is no level of the scale", value.text, field.replace('-', " "), threat.id()),
        )
        .help(
            nearest(value.text, levels.iter().copied())
                .map_or_else(|| format!("the levels are {}", levels.join(", ")), |near| format!("did you mean `{near}`?")),
        );
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Snapshot, Source};

    fn model(text: &str) -> Model {
        Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30))).expect("no configuration")
    }

    #[test]
    fn what_leads_out_is_a_way_in_until_somebody_says_why_not() {
        let ids = |holds: fn(Record<'_>) -> bool| {
            let model = model(
                "## IF-1 Call\n- channel: internal\n\n## IF-2 Queue\n\n## IF-3 Sensor\n- external: sensor\n- channel: internal\n\n\
                 ## IF-4 Keys\n- channel: user\n- no-threat: the keys only scroll\n\n## IF-5 Ward\n- channel: network\n- no-threat: a wall\n\n\
                 ## IF-6 Port\n- channel: port\n- no-threat: TBD\n\n## IF-7 Old\n- status: retired\n- channel: network\n",
            );
            model.of(Kind::Interface).filter(|interface| holds(*interface)).map(|interface| interface.id().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(ids(is_exposed), ["IF-3", "IF-4", "IF-5", "IF-6"]);
        assert_eq!(ids(is_called_safe), ["IF-4", "IF-5"]);
        assert_eq!(ids(is_open), ["IF-3", "IF-5", "IF-6"]);
    }

    #[test]
    fn nothing_matters_without_a_way_in_and_without_a_threat() {
        assert!(!matter(&model("## SW-1 A\n\n## IF-1 Call\n- channel: internal\n\n## THR-1 Old\n- status: retired\n")));
        assert!(matter(&model("## IF-1 Ward\n- external: monitor\n")) && matter(&model("## THR-1 A\n")));
    }

    #[test]
    fn sources_are_found_through_circles_and_once() {
        let model = model(
            "## SRS-1 A\n- derives-from: SYS-1\n\n## SYS-1 B\n- derives-from: SYS-2\n\n## SYS-2 C\n- derives-from: SYS-1\n\n## SYS-3 D\n",
        );
        let marks = with_sources(&model, model.of(Kind::SoftwareRequirement));
        let marked: Vec<&str> = model.records().filter(|record| marks[record.position() as usize]).map(Record::id).collect();
        assert_eq!(marked, ["SRS-1", "SYS-1", "SYS-2"]);
    }

    #[test]
    fn an_exclusion_has_a_word_and_a_reason_that_says_something() {
        let model = model(
            "## SW-1 A\n- excludes-security: network: none: at all\n- excludes-security: updates\n- excludes-security: update: TBD\n",
        );
        let system = model.of(Kind::SoftwareSystem).next().expect("a system");
        let found: Vec<_> = exclusions(system).map(|one| (one.word, one.reason)).collect();
        assert_eq!(found, [("network", "none: at all"), ("updates", ""), ("update", "")]);
    }
}
