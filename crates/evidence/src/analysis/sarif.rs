//! SARIF 2.1. The results of a run are held until it ends, because rules and files may stand behind them.

mod resolve;

use crate::collect::Collect;
use crate::entry::{MESSAGE, NAME};
use crate::json::{self, Number, Text};
use crate::refusal::Refusal;
use crate::source::Source;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Option<Tool>,
    #[serde(default)]
    results: Option<Results>,
    #[serde(default)]
    artifacts: Option<Vec<Artifact>>,
    #[serde(default)]
    invocations: Option<Vec<Invocation>>,
    #[serde(default)]
    external_property_file_references: Option<External>,
}

/// The results of a run. They are held, so there is a limit.
#[derive(Deserialize)]
struct Results(#[serde(deserialize_with = "json::bounded::<_, _, 1_000_000>")] Vec<Found>);

#[derive(Deserialize)]
struct External {
    results: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Tool {
    driver: Option<Component>,
    #[serde(default)]
    extensions: Option<Vec<Component>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Component {
    #[serde(default)]
    name: Text,
    #[serde(default)]
    version: Text,
    #[serde(default)]
    semantic_version: Text,
    #[serde(default)]
    rules: Option<Vec<Rule>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    #[serde(default)]
    id: Text,
    default_configuration: Option<Configuration>,
    #[serde(default)]
    message_strings: BTreeMap<String, Message>,
}

#[derive(Deserialize)]
struct Configuration {
    #[serde(default)]
    level: Text,
}

#[derive(Deserialize)]
struct Artifact {
    location: Option<ArtifactLocation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: Option<bool>,
    #[serde(default)]
    tool_execution_notifications: Option<Vec<Notification>>,
}

#[derive(Deserialize)]
struct Notification {
    #[serde(default)]
    level: Text,
    message: Option<Message>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    #[serde(default)]
    rule_id: Text,
    rule_index: Option<Number>,
    rule: Option<RuleReference>,
    #[serde(default)]
    kind: Text,
    #[serde(default)]
    level: Text,
    #[serde(default)]
    baseline_state: Text,
    message: Option<Message>,
    #[serde(default)]
    locations: Option<Vec<Location>>,
    #[serde(default)]
    suppressions: Option<Vec<Suppressed>>,
    #[serde(default)]
    fingerprints: Option<BTreeMap<String, Text>>,
    #[serde(default)]
    partial_fingerprints: Option<BTreeMap<String, Text>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RuleReference {
    #[serde(default)]
    id: Text,
    index: Option<Number>,
    tool_component: Option<ComponentReference>,
}

#[derive(Deserialize)]
struct ComponentReference {
    index: Option<Number>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    text: Text,
    #[serde(default)]
    id: Text,
    #[serde(default)]
    arguments: Option<Vec<Text>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Option<PhysicalLocation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Option<ArtifactLocation>,
    region: Option<Region>,
}

#[derive(Deserialize)]
struct ArtifactLocation {
    #[serde(default)]
    uri: Text,
    index: Option<Number>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    #[serde(default)]
    start_line: Number,
    #[serde(default)]
    start_column: Number,
}

#[derive(Deserialize)]
struct Suppressed {
    /// Drafts of the standard called it `state`.
    #[serde(default, alias = "state")]
    status: Text,
    #[serde(default)]
    justification: Text,
}

pub(crate) fn read(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut runs = 0_u64;
    let fields = json::object(source, "runs", &["version"], &mut |run: Run| {
        runs += 1;
        take(run, runs, collect);
    })?;
    match fields.get("version") {
        None => collect.note("the file does not state its version of SARIF; it was read as 2.1.0"),
        Some(version) => {
            let version = version.told(80).unwrap_or_default();
            if !version.starts_with("2.1") && !version.starts_with("2.2") {
                return Err(Refusal::whole(format!("the version of SARIF is `{version}`; 2.1.0 is read")));
            }
        }
    }
    if runs == 0 {
        collect.note("there is no run in it: nothing was examined");
    }
    Ok(())
}

fn take(run: Run, number: u64, collect: &mut Collect<'_>) {
    if let Some(driver) = run.tool.as_ref().and_then(|tool| tool.driver.as_ref()) {
        let name = driver.name.told(NAME).unwrap_or_default();
        let version = driver.version.told(80).or_else(|| driver.semantic_version.told(80));
        let told = version.map_or(name.clone(), |version| format!("{name} {version}"));
        match &mut collect.tool {
            Some(tools) if *tools != told && tools.len() < NAME => {
                tools.push_str(", ");
                tools.push_str(&told);
            }
            Some(_) => {}
            None => collect.tool = Some(told),
        }
    }
    for invocation in run.invocations.iter().flatten() {
        if invocation.execution_successful == Some(false) {
            collect.against(format!("run {number} states that the tool did not succeed"));
        }
        for notification in invocation.tool_execution_notifications.iter().flatten() {
            if notification.level.0.as_deref() == Some("error") {
                let text = notification.message.as_ref().and_then(|message| message.text.told(MESSAGE)).unwrap_or_default();
                collect.against(format!("run {number} tells of an error of the tool: {}", crate::cut(&text, 200)));
            }
        }
    }
    if run.external_property_file_references.as_ref().is_some_and(|external| external.results.is_some()) {
        collect.against(format!("results of run {number} stand in another file, which was not read"));
    }
    let Some(Results(results)) = &run.results else {
        collect.note(format!("run {number} has no list of results: nothing is known to have been examined"));
        return;
    };
    let mut absent = 0_u64;
    for found in results {
        if found.baseline_state.0.as_deref() == Some("absent") {
            absent += 1;
            continue;
        }
        collect.result(resolve::result(found, &run));
    }
    if absent > 0 {
        collect.note(format!("run {number} has {absent} results of an earlier run that are gone; they are not counted"));
    }
}
