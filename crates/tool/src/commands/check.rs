//! `primum check`: what is wrong, where, and how to mend it.

use super::{Place, analyze, exit_code, headed, print};
use crate::cli::{Check, CheckFormat};
use anyhow::{Result, bail};
use primum_report::terminal::Choice;
use primum_report::{concise, github, gitlab, json, sarif, terminal};
use primum_rules::RULES;
use std::process::ExitCode;

pub(crate) fn run(args: &Check, place: Place) -> Result<ExitCode> {
    if let Some(name) = &args.rule
        && !RULES.iter().any(|rule| rule.name == name)
    {
        let near = primum_model::suggest::nearest(name, RULES.iter().map(|rule| rule.name));
        bail!("there is no rule `{name}`{}", near.map_or_else(String::new, |near| format!("; did you mean `{near}`?")));
    }
    let analysis = analyze(&args.target.project, &args.as_of, place)?;
    let text = match args.format {
        CheckFormat::Terminal => headed(
            &analysis,
            terminal::check(&analysis, place.screen, Choice { all: args.all, rule: args.rule.as_deref(), ..Choice::default() }),
        ),
        CheckFormat::Concise => concise::lines(&analysis),
        CheckFormat::Json => json::check(&analysis),
        CheckFormat::Sarif => sarif::log(&analysis),
        CheckFormat::Github => github::annotations(&analysis),
        CheckFormat::Gitlab => gitlab::code_quality(&analysis),
    };
    print(&text)?;
    let code = exit_code(&analysis, args.rule.as_deref());
    // The process ends here. Giving back the memory of a large project piece by piece takes longer than ending.
    std::mem::forget(analysis);
    Ok(code)
}
