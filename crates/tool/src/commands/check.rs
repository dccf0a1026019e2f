//! `primum check`: what is wrong, where, and how to mend it.

use super::{analyze, print};
use crate::cli::{Check, CheckFormat};
use anyhow::Result;
use primum_model::Date;
use primum_rules::Analysis;
use primum_rules::rule::Level;
use std::fmt::Write;
use std::process::ExitCode;

pub(crate) fn run(args: &Check, date: Date) -> Result<ExitCode> {
    let analysis = analyze(&args.target.project, date)?;
    let text = match args.format {
        CheckFormat::Terminal | CheckFormat::Concise => concise(&analysis),
    };
    print(&text)?;
    Ok(exit_code(&analysis))
}

/// 2 if something could not be read, 1 if there is something to answer for, 0 otherwise.
pub(crate) fn exit_code(analysis: &Analysis) -> ExitCode {
    if !analysis.model.unread.is_empty() {
        return ExitCode::from(2);
    }
    let open = analysis.findings.iter().any(|finding| finding.accepted_by.is_none() && finding.level > Level::Note);
    ExitCode::from(u8::from(open))
}

fn concise(analysis: &Analysis) -> String {
    let mut text = String::new();
    for finding in analysis.findings.iter().filter(|finding| finding.accepted_by.is_none()) {
        if let Some(place) = finding.place {
            let file = analysis.model.file(place);
            let at = file.position(place.span.start);
            let _ = write!(text, "{}:{}:{}: ", file.path, at.line, at.column);
        } else {
            text.push_str("project: ");
        }
        let _ = writeln!(text, "{}[{}] {}", finding.level.name(), finding.rule.name, finding.message);
    }
    text
}
