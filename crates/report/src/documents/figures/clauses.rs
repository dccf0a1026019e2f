//! The map of clauses: each a tile under its heading, with the colour and the sign of its standing.

use crate::standing::Why;
use primum_document::Tone;
use primum_document::chart::{Group, Tile, Tiles};
use primum_document::drawing::Drawing;
use primum_rules::Analysis;
use primum_rules::verdict::{ClauseVerdict, Status};

/// What a standing looks like: its meaning, and the sign on its tile.
fn look(verdict: &ClauseVerdict) -> (Tone, String, char) {
    match (verdict.status, Why::of(verdict)) {
        (Status::Satisfied, _) => (Tone::Good, Status::Satisfied.name().to_owned(), '+'),
        (Status::Attested, _) => (Tone::Plain, Status::Attested.name().to_owned(), '='),
        (Status::NotApplicable, _) => (Tone::Quiet, Status::NotApplicable.name().to_owned(), '–'),
        (Status::Open, why) => {
            let why = why.unwrap_or(Why::Findings);
            let (tone, sign) = match why {
                Why::Findings => (Tone::Bad, '!'),
                Why::Unreliable => (Tone::Caution, '~'),
                Why::Nothing => (Tone::Caution, '0'),
                Why::Unattested => (Tone::Caution, '?'),
                Why::Awaits => (Tone::Quiet, '…'),
            };
            (tone, why.name().to_owned(), sign)
        }
    }
}

/// The order of the keys.
const ORDER: [char; 8] = ['+', '=', '!', '~', '0', '?', '…', '–'];

/// The clauses of a standard, group by group, each with the colour of its standing.
pub(crate) fn clause_map(analysis: &Analysis, standard: &str) -> Option<Drawing> {
    let clauses = || analysis.clauses.iter().filter(|verdict| verdict.standard.id == standard);
    let first = clauses().next()?;
    let mut keys: Vec<(Tone, String, char)> = Vec::new();
    for look in clauses().map(look) {
        if !keys.contains(&look) {
            keys.push(look);
        }
    }
    keys.sort_by_key(|(_, _, sign)| ORDER.iter().position(|known| known == sign));
    let mut groups: Vec<(&str, Group)> = Vec::new();
    for verdict in clauses() {
        let parent = verdict.clause.parent.as_str();
        if groups.last().is_none_or(|(last, _)| *last != parent) {
            let title = verdict.standard.group(parent).map_or_else(|| parent.to_owned(), |group| format!("{} {}", group.id, group.title));
            groups.push((parent, Group { title, tiles: Vec::new() }));
        }
        let look = look(verdict);
        let key = keys.iter().position(|known| *known == look).unwrap_or(0);
        if let Some((_, group)) = groups.last_mut() {
            group.tiles.push(Tile { label: verdict.clause.id.clone(), key });
        }
    }
    let title = format!("{}: where each of {} clauses stands", first.standard.designation, clauses().count());
    Some(Tiles { title, keys, groups: groups.into_iter().map(|(_, group)| group).collect() }.draw())
}
