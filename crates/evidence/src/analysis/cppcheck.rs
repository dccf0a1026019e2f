//! cppcheck XML, versions 1 and 2.

use crate::collect::Collect;
use crate::entry::{AnalysisResult, Level, MESSAGE, NAME};
use crate::refusal::Refusal;
use crate::told;
use crate::xml::{Event, Xml};

pub(crate) fn read(xml: &mut Xml<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut result: Option<AnalysisResult> = None;
    collect.tool = Some("cppcheck".to_owned());
    loop {
        match xml.next()? {
            Event::Done => return Ok(()),
            Event::Text => {}
            Event::End => {
                if xml.name() == "error"
                    && let Some(result) = result.take()
                {
                    collect.result(result);
                }
            }
            Event::Start => match xml.name() {
                "cppcheck" => {
                    if let Some(version) = xml.attribute("version") {
                        collect.tool = Some(format!("cppcheck {}", crate::cut(version, 80)));
                    }
                }
                "error" => {
                    let severity = xml.attribute("severity").unwrap_or("");
                    let level = match severity {
                        "error" => Level::Error,
                        "warning" => Level::Warning,
                        "style" | "performance" | "portability" => Level::Note,
                        "information" | "none" | "debug" => Level::None,
                        _ => Level::Warning,
                    };
                    let message = xml.attribute("msg").or_else(|| xml.attribute("verbose")).unwrap_or("");
                    let mut next = AnalysisResult::new(level, crate::cut(severity, 80), crate::cut(message, MESSAGE));
                    next.tool = Some("cppcheck".to_owned());
                    next.rule = told(xml.attribute("id"), NAME);
                    next.fingerprint = told(xml.attribute("hash"), NAME).filter(|hash| hash != "0");
                    place(xml, &mut next);
                    result = Some(next);
                }
                // The first place is that of the fault; the others lead to it.
                "location" => {
                    if let Some(result) = result.as_mut().filter(|result| result.file.is_none()) {
                        place(xml, result);
                    }
                }
                _ => {}
            },
        }
    }
}

fn place(xml: &Xml<'_>, result: &mut AnalysisResult) {
    result.file = told(xml.attribute("file"), NAME);
    result.line = xml.attribute("line").and_then(|line| line.parse().ok());
    result.column = xml.attribute("column").and_then(|column| column.parse().ok());
}
