//! `primum check`: what is wrong, where, and how to mend it.

mod kept;

use super::{Place, exit_code, headed, print};
use crate::cli::{Check, CheckFormat};
use crate::disk::Project;
use crate::judging;
use crate::progress::Progress;
use anyhow::{Result, bail};
use kept::Baseline;
use primum_report::screen::visible;
use primum_report::terminal::Choice;
use primum_report::{concise, github, gitlab, json, sarif, terminal};
use primum_rules::rule::Finding;
use primum_rules::touched::Touched;
use primum_rules::{Analysis, RULES, standards};
use std::io::Write;
use std::process::ExitCode;

pub(crate) fn run(args: &Check, place: Place) -> Result<ExitCode> {
    if let Some(name) = &args.rule
        && !RULES.iter().any(|rule| rule.name == name)
    {
        let near = primum_model::suggest::nearest(name, RULES.iter().map(|rule| rule.name));
        bail!("there is no rule `{name}`{}", near.map_or_else(String::new, |near| format!("; did you mean `{near}`?")));
    }
    let against = [standards::iec62304()];
    let mut progress = Progress::start();
    let project = Project::as_of(&args.target.project, args.as_of.at.as_deref())?;
    let mut analysis = judging::judge(&project, place.day_of(&project), &against, &mut progress)?;
    if let (Some(file), true) = (&args.baseline, args.write_baseline) {
        drop(progress);
        return kept::write(file, &analysis);
    }
    let baseline = args.baseline.as_deref().map(|file| Baseline::read(file, &analysis, args.rule.as_deref())).transpose()?;
    let mut remarks = Vec::new();
    if let Some(revision) = &args.since {
        let before = Project::as_of(&args.target.project, Some(revision))?;
        remarks.push(only_touched(&mut analysis, &project, &before, &mut progress)?);
    }
    let mended = baseline.is_some_and(|baseline| baseline.leave_out(&mut analysis, &mut remarks));
    drop(progress);
    // On a terminal the findings of other rules are counted; a program gets those that were asked for.
    if let (Some(rule), false) = (&args.rule, matches!(args.format, CheckFormat::Terminal)) {
        let others = leave(&mut analysis, |_, finding| finding.rule.name == rule);
        remarks.push(format!("{} of other rules left out", primum_report::facts::counted(others, "finding", "findings")));
    }
    let text = match args.format {
        CheckFormat::Terminal => {
            let choice = Choice { all: args.all, rule: args.rule.as_deref(), ..Choice::default() };
            let mut text = headed(&analysis, terminal::check(&analysis, place.screen, choice));
            text.extend(remarks.drain(..).map(|remark| remark + "\n"));
            text
        }
        CheckFormat::Concise => concise::lines(&analysis),
        CheckFormat::Json => json::check(&analysis),
        CheckFormat::Sarif => sarif::log(&analysis),
        CheckFormat::Github => github::annotations(&analysis),
        CheckFormat::Gitlab => gitlab::code_quality(&analysis),
    };
    print(&text)?;
    // Other programs read standard output; what was left out is said beside it.
    for remark in &remarks {
        writeln!(std::io::stderr(), "primum: {remark}")?;
    }
    let code = exit_code(&analysis, args.rule.as_deref());
    let code = if mended && code == ExitCode::SUCCESS { ExitCode::from(1) } else { code };
    // The process ends here. Giving back the memory of a large project piece by piece takes longer than ending.
    std::mem::forget(analysis);
    Ok(code)
}

/// Leaves in the analysis only findings that a change touches, and says how many others there are.
///
/// Both states are judged on the same day: what has grown old meanwhile was not touched by the change.
fn only_touched(analysis: &mut Analysis, now: &Project, before: &Project, progress: &mut Progress) -> Result<String> {
    let Some(revision) = before.origin.revision() else { bail!("--since: no revision was read") };
    let paths = now.origin.git()?.changed_since(&revision.commit)?;
    let was = judging::judge(before, analysis.model.date, &[standards::iec62304()], progress)?;
    let touched = Touched::between(&was, analysis, paths);
    let others = leave(analysis, |analysis, finding| touched.holds(analysis, finding));
    std::mem::forget(was);
    let findings = primum_report::facts::counted(others, "other finding", "other findings");
    let verb = if others == 1 { "is" } else { "are" };
    let (name, commit) = (visible(&revision.name), &revision.commit);
    Ok(format!("{findings} {verb} not shown: nothing since {name} (commit {commit}, {}) touches them", revision.day))
}

/// Leaves these findings in the analysis, and counts those that go. What a deviation accepts is not counted.
fn leave(analysis: &mut Analysis, stays: impl Fn(&Analysis, &Finding) -> bool) -> usize {
    let findings = std::mem::take(&mut analysis.findings);
    let before = findings.len();
    let (stay, go): (Vec<Finding>, Vec<Finding>) = findings.into_iter().partition(|finding| stays(analysis, finding));
    debug_assert_eq!(stay.len() + go.len(), before, "every finding stays or goes");
    analysis.findings = stay;
    go.iter().filter(|finding| finding.accepted_by.is_none()).count()
}
