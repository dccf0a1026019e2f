//! A result of SARIF with what it refers to: its rule, its file, its message.

use super::{Component, Found, Message, Rule, RuleReference, Run};
use crate::entry::{AnalysisResult, Level, MESSAGE, NAME, Suppression};
use crate::json::Number;

/// The result in the normal form.
pub(super) fn result(found: &Found, run: &Run) -> AnalysisResult {
    let rule = rule(found, run);
    let level = level(found, rule);
    let text = found.message.as_ref().map_or_else(String::new, |message| text(message, rule));
    let severity = found.level.told(80).or_else(|| found.kind.told(80)).unwrap_or_else(|| level.name().to_owned());
    let mut result = AnalysisResult::new(level, severity, text);
    result.tool = run.tool.as_ref().and_then(|tool| tool.driver.as_ref()).and_then(|driver| driver.name.told(NAME));
    let named = found.rule_id.told(NAME).or_else(|| found.rule.as_ref().and_then(|reference| reference.id.told(NAME)));
    result.rule = named.or_else(|| rule.and_then(|rule| rule.id.told(NAME)));
    if let Some(place) = found.locations.iter().flatten().find_map(|location| location.physical_location.as_ref()) {
        result.file = place.artifact_location.as_ref().and_then(|location| {
            let listed = || {
                let artifact = run.artifacts.as_ref()?.get(index(location.index.as_ref())?)?;
                artifact.location.as_ref()?.uri.told(NAME)
            };
            location.uri.told(NAME).or_else(listed)
        });
        if let Some(region) = &place.region {
            (result.line, result.column) = (region.start_line.0, region.start_column.0);
        }
    }
    result.suppression = suppression(found);
    let prints = [&found.fingerprints, &found.partial_fingerprints];
    result.fingerprint = prints.into_iter().flatten().find_map(|prints| {
        let (name, value) = prints.iter().next_back()?;
        Some(format!("{}: {}", crate::cut(name, NAME), value.told(NAME)?))
    });
    result
}

fn index(value: Option<&Number>) -> Option<usize> {
    usize::try_from(value?.0?).ok()
}

/// The rule that a result belongs to: by its position, or by its name.
fn rule<'r>(found: &Found, run: &'r Run) -> Option<&'r Rule> {
    let tool = run.tool.as_ref()?;
    let component: &Component =
        match found.rule.as_ref().and_then(|rule: &RuleReference| index(rule.tool_component.as_ref()?.index.as_ref())) {
            Some(at) => tool.extensions.as_ref()?.get(at)?,
            None => tool.driver.as_ref()?,
        };
    let rules = component.rules.as_ref()?;
    let reference = found.rule.as_ref();
    if let Some(at) = index(found.rule_index.as_ref()).or_else(|| index(reference?.index.as_ref())) {
        return rules.get(at);
    }
    let name = found.rule_id.0.as_deref().or_else(|| reference?.id.0.as_deref())?;
    rules.iter().find(|rule| rule.id.0.as_deref() == Some(name)).or_else(|| {
        // A result may name a part of a rule: `CA1000/1`.
        let (stem, _) = name.rsplit_once('/')?;
        rules.iter().find(|rule| rule.id.0.as_deref() == Some(stem))
    })
}

/// The level: as stated, else as the rule has it, else a warning. What is no failure has none, unless the tool is not sure.
fn level(found: &Found, rule: Option<&Rule>) -> Level {
    match found.kind.0.as_deref().map(str::to_ascii_lowercase).as_deref() {
        None | Some("fail" | "") => {}
        // Somebody has to look at these: they are not shown as fine.
        Some("open" | "review") => return Level::Warning,
        Some("pass" | "informational" | "notapplicable") => return Level::None,
        Some(_) => return Level::Warning,
    }
    // Some tools write the words in capitals.
    let stated = found.level.0.as_deref();
    let default = || rule?.default_configuration.as_ref()?.level.0.as_deref();
    match stated.or_else(default).map(str::to_ascii_lowercase).as_deref() {
        Some("error") => Level::Error,
        Some("note") => Level::Note,
        Some("none") => Level::None,
        _ => Level::Warning,
    }
}

/// The text of a message, or the text that the rule has for it, with its arguments.
fn text(message: &Message, rule: Option<&Rule>) -> String {
    let stored = || rule?.message_strings.get(message.id.0.as_deref()?)?.text.told(MESSAGE);
    let mut text = message.text.told(MESSAGE).or_else(stored).or_else(|| message.id.told(NAME)).unwrap_or_default();
    for (at, argument) in message.arguments.iter().flatten().enumerate().take(20) {
        if text.len() < 4 * MESSAGE {
            text = text.replace(&format!("{{{at}}}"), crate::cut(argument.0.as_deref().unwrap_or(""), MESSAGE));
        }
    }
    crate::cut(&text, MESSAGE).to_owned()
}

/// A result is suppressed when somebody suppressed it and nobody has refused that or still looks at it.
fn suppression(found: &Found) -> Option<Suppression> {
    let list = found.suppressions.as_ref().filter(|list| !list.is_empty())?;
    let accepted = list.iter().all(|one| one.status.0.as_deref().is_none_or(|status| status.eq_ignore_ascii_case("accepted")));
    accepted.then(|| Suppression { justification: list.iter().find_map(|one| one.justification.told(MESSAGE)) })
}
