//! JSON of ESLint.

use crate::collect::Collect;
use crate::entry::{AnalysisResult, Level, MESSAGE, NAME, Suppression};
use crate::json::{self, Number, Text};
use crate::refusal::Refusal;
use crate::source::Source;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    file_path: Text,
    #[serde(deserialize_with = "json::bounded::<_, _, 1_000_000>")]
    messages: Vec<Message>,
    #[serde(default, deserialize_with = "json::bounded::<_, _, 1_000_000>")]
    suppressed_messages: Vec<Message>,
    #[serde(default)]
    error_count: Number,
    #[serde(default)]
    warning_count: Number,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    #[serde(default)]
    rule_id: Text,
    #[serde(default)]
    severity: Number,
    #[serde(default)]
    message: Text,
    #[serde(default)]
    line: Number,
    #[serde(default)]
    column: Number,
    #[serde(default)]
    suppressions: Vec<Suppressed>,
}

#[derive(Deserialize)]
struct Suppressed {
    #[serde(default)]
    justification: Text,
}

pub(crate) fn read(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    collect.tool = Some("ESLint".to_owned());
    json::list(source, &mut |file: File| {
        let path = file.file_path.told(NAME);
        let counted = [2, 1].map(|level| file.messages.iter().filter(|message| message.severity.0 == Some(level)).count() as u64);
        for (name, stated, counted) in [("errors", file.error_count, counted[0]), ("warnings", file.warning_count, counted[1])] {
            if let Some(stated) = stated.0.filter(|stated| *stated != counted) {
                let text = format!("{} states {stated} {name} and lists {counted}", path.as_deref().unwrap_or("a file"));
                if name == "errors" && stated > counted { collect.against(text) } else { collect.note(text) }
            }
        }
        for (message, suppressed) in
            file.messages.iter().map(|message| (message, false)).chain(file.suppressed_messages.iter().map(|message| (message, true)))
        {
            let (level, word) = match message.severity.0 {
                Some(2) => (Level::Error, "error"),
                Some(0) => (Level::None, "off"),
                _ => (Level::Warning, "warn"),
            };
            let mut result = AnalysisResult::new(level, word, message.message.told(MESSAGE).unwrap_or_default());
            result.tool = Some("ESLint".to_owned());
            result.rule = message.rule_id.told(NAME);
            result.file.clone_from(&path);
            (result.line, result.column) = (message.line.0, message.column.0);
            if suppressed {
                let justification = message.suppressions.iter().find_map(|one| one.justification.told(MESSAGE));
                result.suppression = Some(Suppression { justification });
            }
            collect.result(result);
        }
    })
}
