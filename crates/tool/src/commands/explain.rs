//! `primum explain`: the page of a rule, a clause, a kind or the settings.

use super::{Place, print};
use crate::cli::Explain;
use crate::disk::Project;
use anyhow::{Result, bail};
use primum_model::config::{SETTINGS, is_list};
use primum_model::{CONFIG_FILE, Schema};
use primum_report::explain;
use std::fmt::Write;
use std::process::ExitCode;

pub(crate) fn run(args: &Explain, place: Place) -> Result<ExitCode> {
    let word = args.word.as_deref();
    if word
        .is_some_and(|word| ["setting", "settings", "configuration", CONFIG_FILE].iter().any(|name| name.eq_ignore_ascii_case(word.trim())))
    {
        let width = if args.markdown { usize::MAX } else { place.screen.width };
        print(&settings(width))?;
        return Ok(ExitCode::SUCCESS);
    }
    // Outside a project the product's own kinds are explained.
    let schema = match (Project::as_of(&args.target, args.as_of.at.as_deref()), &args.as_of.at) {
        (Ok(project), _) => project.config()?.schema,
        (Err(error), Some(_)) => return Err(error),
        (Err(_), None) => Schema::default(),
    };
    let page = if args.markdown { explain::markdown(word, &schema) } else { explain::text(word, &schema, place.screen) };
    match page {
        Ok(mut page) => {
            if word.is_none() {
                page.push_str(&format!("\n`primum explain settings` lists every key of {CONFIG_FILE}.\n"));
            }
            print(&page)?;
        }
        Err(unknown) => bail!("{}; {}", unknown.message, unknown.help),
    }
    Ok(ExitCode::SUCCESS)
}

/// Every key of the configuration, table by table, from the table that its reader works by.
fn settings(width: usize) -> String {
    let mut text =
        format!("# Settings: every key of {CONFIG_FILE}\n\nThe file stands at the root of the project. Nothing in it is necessary.\n");
    let mut table = "";
    for setting in SETTINGS {
        if setting.table != table {
            table = setting.table;
            // Of a list of tables each one begins with its own head.
            let head = if is_list(table) { format!("[[{table}]]") } else { format!("[{table}]") };
            let _ = write!(text, "\n## {head}\n\n");
        }
        let key = if setting.key == "*" { "any key" } else { setting.key };
        let kind = if setting.kind == "list" { "list of strings" } else { setting.kind };
        text.push_str(&wrapped(&format!("- `{key}` ({kind}): {}", setting.doc), width));
    }
    text
}

/// A list item in lines of at most this width; what goes on is indented.
fn wrapped(item: &str, width: usize) -> String {
    let (mut text, mut column) = (String::new(), 0);
    for word in item.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            text.push_str("\n ");
            column = 1;
        }
        if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text.push('\n');
    text
}
