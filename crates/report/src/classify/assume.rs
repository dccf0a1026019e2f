//! Assumptions as people write them: `-RC-06`, `+RC-06`, `HS-04=remote`, `HS-04=minor/remote`.

use super::find;
use primum_model::scales::Scale;
use primum_model::{Kind, Model};
use primum_rules::class::WhatIf;

/// What an assumption looks like.
const FORMS: &str = "write `-RC-6` (a control that is not there), `+RC-6` (its effectiveness taken as proven), `HS-4=PROBABILITY` or \
    `HS-4=SEVERITY/PROBABILITY` (what a further external control leaves)";

/// Reads assumptions.
///
/// # Errors
/// When one names no record, a record of another kind, or a level that is on no scale; with the nearest that there is.
pub fn assume(model: &Model, words: &[String]) -> Result<WhatIf, String> {
    let mut assumed = WhatIf::default();
    for word in words {
        one(model, word.trim(), &mut assumed).map_err(|why| format!("--what-if `{}`: {why}", shown(word)))?;
    }
    if let Some(at) = assumed.without.iter().find(|at| assumed.proven.contains(at)) {
        return Err(format!("{0} cannot be absent and proven at once: `-{0}` and `+{0}`", model.at(*at).id()));
    }
    Ok(assumed)
}

fn one(model: &Model, word: &str, assumed: &mut WhatIf) -> Result<(), String> {
    if let Some((id, levels)) = word.split_once('=') {
        return judgement(model, id.trim(), levels.trim(), assumed);
    }
    let (list, id) = match (word.strip_prefix('-'), word.strip_prefix('+')) {
        (Some(id), _) => (&mut assumed.without, id),
        (_, Some(id)) => (&mut assumed.proven, id),
        _ => return Err(FORMS.to_owned()),
    };
    let record = find(model, id.trim())?;
    if record.kind() != Kind::RiskControl {
        return Err(format!("{} is a {}, no risk control; {FORMS}", record.id(), record.spec().name));
    }
    if record.is_retired() {
        return Err(format!("{} is retired: it counts for nothing, so nothing can be assumed of it", record.id()));
    }
    if !list.contains(&record.position()) {
        list.push(record.position());
    }
    Ok(())
}

fn judgement(model: &Model, id: &str, levels: &str, assumed: &mut WhatIf) -> Result<(), String> {
    let record = find(model, id)?;
    if record.kind() != Kind::HazardousSituation {
        return Err(format!("{} is a {}, no hazardous situation; {FORMS}", record.id(), record.spec().name));
    }
    if record.is_retired() {
        return Err(format!("{} is retired: no class rests on it", record.id()));
    }
    if assumed.judged.iter().any(|(at, ..)| *at == record.position()) {
        return Err(format!("{} is assumed twice", record.id()));
    }
    let scales = &model.config.scales;
    let level = |scale: &Scale, of: &str, name: &str| scale.position(name).ok_or_else(|| unknown(scale, of, name));
    // A name may hold a `/` itself: the whole is tried first, then every place where it could be parted.
    if let Some(at) = scales.probability.position(levels) {
        assumed.judged.push((record.position(), None, Some(at)));
        return Ok(());
    }
    let mut parted = levels.match_indices('/').map(|(at, _)| (levels[..at].trim(), levels[at + 1..].trim()));
    let both =
        |(severity, probability): (&str, &str)| Some((scales.severity.position(severity)?, scales.probability.position(probability)?));
    if let Some((severity, probability)) = parted.clone().find_map(both) {
        assumed.judged.push((record.position(), Some(severity), Some(probability)));
        return Ok(());
    }
    match parted.next() {
        Some((severity, probability)) => {
            level(&scales.severity, "severity", severity)?;
            level(&scales.probability, "probability", probability)?;
            Err(FORMS.to_owned())
        }
        None => match scales.severity.position(levels) {
            Some(_) => Err(format!("`{}` is a severity; write {}={0}/PROBABILITY", shown(levels), record.id())),
            None => Err(unknown(&scales.probability, "probability", levels)),
        },
    }
}

fn unknown(scale: &Scale, of: &str, name: &str) -> String {
    if scale.is_empty() {
        return format!("primum.toml has no scale of {of}: write [[{of}]]");
    }
    let names = scale.names().collect::<Vec<_>>().join(", ");
    let known = format!("there is no {of} `{}`; the scale has {names}", shown(name));
    match primum_model::suggest::nearest(name, scale.names()) {
        Some(near) => format!("{known}; did you mean `{near}`?"),
        None => known,
    }
}

/// Foreign words in a message, cut where they are endless.
fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}
