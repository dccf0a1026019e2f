//! `primum gap`: where every clause stands, every item of the checklist, or all standards by topic.

use super::{Place, analyze, headed, judge, judge_all, print, shown};
use crate::cli::{ClauseStatus, Gap, TextOrJson};
use anyhow::{Result, bail};
use primum_report::{checklist, gap, map};
use primum_rules::Analysis;
use primum_rules::standards;
use primum_rules::verdict::Status;
use std::process::ExitCode;

pub(crate) fn run(args: &Gap, place: Place) -> Result<ExitCode> {
    let folder = args.behind.as_ref().unwrap_or(&args.target.project);
    let analysis = match (&args.map, args.checklist) {
        (Some(_), _) => judge_all(folder, &args.as_of, place)?,
        (None, true) => analyze(folder, &args.as_of, place)?,
        (None, false) => {
            let Some(standard) = standards::by_id(&args.standard) else {
                bail!("there is no standard `{}`; there are: {}", args.standard, standards::IDS.join(", "));
            };
            judge(folder, &args.as_of, place, &[standard])?
        }
    };
    let only = args.only.map(|status| match status {
        ClauseStatus::Satisfied => Status::Satisfied,
        ClauseStatus::Open => Status::Open,
        ClauseStatus::Attested => Status::Attested,
        ClauseStatus::NotApplicable => Status::NotApplicable,
    });
    print(&match (&args.map, args.checklist, args.format) {
        (Some(Some(id)), _, format) => of_record(&analysis, id, format, place)?,
        (Some(None), _, TextOrJson::Text) => headed(&analysis, map::text(&analysis, place.screen)),
        (Some(None), _, TextOrJson::Json) => map::json(&analysis),
        (None, true, TextOrJson::Text) => headed(&analysis, checklist::text(&analysis, place.screen)),
        (None, true, TextOrJson::Json) => checklist::json(&analysis),
        (None, false, TextOrJson::Text) => headed(&analysis, gap::text(&analysis, place.screen, only)),
        (None, false, TextOrJson::Json) => gap::json(&analysis),
    })?;
    shown(&analysis)
}

/// What one record serves. `--map` takes the word behind it for an ID: a folder there is most likely the project.
fn of_record(analysis: &Analysis, id: &str, format: TextOrJson, place: Place) -> Result<String> {
    let served = map::of_record(analysis, id).map_err(|unknown| {
        if std::path::Path::new(id).is_dir() {
            anyhow::anyhow!("{unknown}; for the map of the project in {id}, write `primum gap --map --project {id}`")
        } else {
            anyhow::anyhow!("{unknown}")
        }
    })?;
    Ok(match format {
        TextOrJson::Text => headed(analysis, map::record_text(analysis, &served, place.screen)),
        TextOrJson::Json => map::record_json(analysis, &served),
    })
}
