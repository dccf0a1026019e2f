//! The components that lock files and SBOMs name: where they differ from the records, which are in the product, which belong to tools.

use crate::documents::writing::cells::ordered_links;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table};
use crate::soup::show;
use primum_document::{Share, Tone};
use primum_rules::register::{Package, Standing};
use primum_soup::Scope;

/// Versions that records and files do not agree about.
pub(in crate::documents) fn differences(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let register = &analysis.register;
    let mut list = table(
        "Versions that differ",
        &[
            ("Component", Share::Normal),
            ("Records", Share::Normal),
            ("Locked, not declared", Share::Normal),
            ("Declared, not locked", Share::Normal),
            ("How", Share::Normal),
        ],
    );
    for (drifts, how) in [(&register.drifts, "declared otherwise than locked"), (&register.moved, "covered in another version than locked")]
    {
        for drift in drifts {
            list.rows.push(row(
                "",
                vec![
                    cell(&register.packages[drift.package].name),
                    inlines(ordered_links(drift.soup.iter().map(|at| analysis.model.at(*at)))),
                    cell(&drift.undeclared.join(", ")),
                    cell(&drift.unlocked.join(", ")),
                    state(Tone::Bad, how),
                ],
            ));
        }
    }
    for at in &register.gone {
        let soup = analysis.model.at(*at);
        let versions = soup.values("version").map(|value| value.text).collect::<Vec<_>>().join(", ");
        list.rows.push(row(
            "",
            vec![cell(&soup.title()), inlines(vec![link(soup)]), cell(""), cell(&versions), state(Tone::Bad, "in no file any more")],
        ));
    }
    if !page.filled(list) {
        page.text(if analysis.facts.soup.is_some() {
            "There is none: every declared version that a file pins is the one that is built in."
        } else {
            "Nothing was compared, since no file was read."
        });
    }
}

/// Components of one scope, what nobody declares first.
fn in_scope(page: &mut Page<'_>, caption: &str, shipped: bool) -> bool {
    let analysis = page.material.analysis;
    let register = &analysis.register;
    let mut list = table(
        caption,
        &[
            ("Component", Share::Normal),
            ("Versions", Share::Normal),
            ("Comes in", Share::Narrow),
            ("Through", Share::Normal),
            ("For", Share::Narrow),
            ("Standing", Share::Narrow),
            ("Records", Share::Normal),
        ],
    );
    let is_tool = |standing: &Standing| matches!(standing, Standing::Tool(_));
    let here = |(package, standing): &(&Package, &Standing)| {
        **standing != Standing::Own && (package.scope == Scope::Shipped && !is_tool(standing)) == shipped
    };
    let mut order: Vec<(&Package, &Standing)> = register.standing().filter(here).collect();
    order.sort_by_key(|(_, standing)| **standing != Standing::Undeclared);
    for (package, standing) in order {
        let records: &[u32] = match standing {
            Standing::Declared(records) | Standing::Covered(records) | Standing::Tool(records) => records,
            Standing::Own | Standing::Undeclared => &[],
        };
        let tone = match standing {
            Standing::Undeclared if shipped => Tone::Bad,
            Standing::Undeclared => Tone::Caution,
            _ => Tone::Good,
        };
        let through: Vec<&str> = package.parents.iter().map(|at| register.packages[*at].name.as_str()).collect();
        list.rows.push(row(
            "",
            vec![
                cell(&package.name),
                cell(&package.exact().collect::<Vec<_>>().join(", ")),
                cell(show::relation(package.relation)),
                cell(&through.join(", ")),
                cell(show::scope(package.scope)),
                state(tone, standing.name()),
                inlines(ordered_links(records.iter().map(|at| analysis.model.at(*at)))),
            ],
        ));
    }
    page.filled(list)
}

/// Components of the product.
pub(in crate::documents) fn components(page: &mut Page<'_>) {
    if !in_scope(page, "Components in the product, from lock files and SBOMs", true) {
        page.text("No file names a component that is in the product.");
    }
}

/// Components of tools and of development.
pub(in crate::documents) fn tools(page: &mut Page<'_>) {
    page.text("What serves development and tests only is no SOUP: it is listed apart, and answered for by the records of tools.");
    if !in_scope(page, "Components of tools and of development", false) {
        page.text("No file names one.");
    }
}
