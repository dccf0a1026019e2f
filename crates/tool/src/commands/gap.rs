//! `primum gap`: where every clause stands, or every item of the checklist.

use super::{Place, print, shown};
use crate::cli::{ClauseStatus, Gap, TextOrJson};
use crate::disk::Project;
use anyhow::{Result, bail};
use primum_model::Model;
use primum_report::{checklist, gap};
use primum_rules::verdict::Status;
use primum_rules::{judge, standards};
use std::process::ExitCode;

pub(crate) fn run(args: &Gap, place: Place) -> Result<ExitCode> {
    let Some(standard) = standards::by_id(&args.standard) else {
        let known = standards::all().map(|standard| standard.id.as_str());
        bail!("there is no standard `{}`; there are: {}", args.standard, known.join(", "));
    };
    let snapshot = Project::open(&args.target.project)?.snapshot(place.date)?;
    let model = Model::build(snapshot).map_err(|error| anyhow::anyhow!("primum.toml: {}", error.message))?;
    let analysis = judge(model, &[if args.checklist { standards::iec62304() } else { standard }]);
    let only = args.only.map(|status| match status {
        ClauseStatus::Satisfied => Status::Satisfied,
        ClauseStatus::Open => Status::Open,
        ClauseStatus::Attested => Status::Attested,
        ClauseStatus::NotApplicable => Status::NotApplicable,
    });
    print(&match (args.checklist, args.format) {
        (true, TextOrJson::Text) => checklist::text(&analysis, place.screen),
        (true, TextOrJson::Json) => checklist::json(&analysis),
        (false, TextOrJson::Text) => gap::text(&analysis, place.screen, only),
        (false, TextOrJson::Json) => gap::json(&analysis),
    })?;
    shown(&analysis)
}
