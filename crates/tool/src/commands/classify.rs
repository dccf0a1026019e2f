//! `primum classify`: why each class is what it is, and what would change it.

use super::{Place, analyze, headed, print, shown};
use crate::cli::{Classify, TextOrJson};
use anyhow::{Result, anyhow};
use primum_report::classify::{self, Subject};
use std::process::ExitCode;

pub(crate) fn run(args: &Classify, place: Place) -> Result<ExitCode> {
    let analysis = analyze(&args.target, &args.as_of, place)?;
    let subject = match &args.id {
        Some(id) => classify::subject(&analysis, id).map_err(|why| anyhow!("{why}"))?,
        None => Subject::Project,
    };
    let assumed = classify::assume(&analysis.model, &args.what_if).map_err(|why| anyhow!("{why}"))?;
    print(&match (assumed.is_empty(), args.format) {
        (true, TextOrJson::Text) => headed(&analysis, classify::text(&analysis, subject, args.all, place.screen)),
        (true, TextOrJson::Json) => classify::json(&analysis, subject),
        (false, TextOrJson::Text) => headed(&analysis, classify::what_if_text(&analysis, &assumed, subject, args.all, place.screen)),
        (false, TextOrJson::Json) => classify::what_if_json(&analysis, &assumed, subject),
    })?;
    shown(&analysis)
}
