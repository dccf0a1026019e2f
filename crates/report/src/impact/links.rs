//! Along which links an effect flows: one table, both directions of every link named.

use primum_model::Kind;

/// What happens to a record when the one at the other end of a link changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Nothing.
    No,
    /// It has to be looked at again, where the other one is what changes itself; it is not followed from there.
    FromChanged,
    /// It has to be looked at again, where the other one is what changes itself, and so has what follows from it.
    OnFromChanged,
    /// It has to be looked at again; it is not followed from there.
    Ends,
    /// It has to be looked at again, and so has what follows from it.
    On,
}

/// One link, in both directions.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The field that makes it.
    pub field: &'static str,
    /// The kinds that name the other record by it; any kind where there is none.
    pub of: &'static [Kind],
    /// The record that holds the field changes: what happens to the one that it names.
    pub to_named: Flow,
    /// The record that is named changes: what happens to the one that holds the field.
    pub to_holder: Flow,
}

const fn link(field: &'static str, of: &'static [Kind], to_named: Flow, to_holder: Flow) -> Link {
    Link { field, of, to_named, to_holder }
}

use Flow::{Ends, FromChanged, No, On, OnFromChanged};

/// Every link of the product's own kinds. Of two rows for a field the first one that fits counts.
pub const LINKS: &[Link] = &[
    // Requirements.
    link("derives-from", &[], No, On),
    link("implements", &[], On, OnFromChanged),
    link("realised-by", &[], On, Ends),
    link("allocated-to", &[], On, OnFromChanged),
    // Architecture and design.
    link("satisfies", &[], OnFromChanged, On),
    link("part-of", &[], Ends, FromChanged),
    link("uses", &[], No, Ends),
    link("used-by", &[], Ends, No),
    link("between", &[], Ends, FromChanged),
    link("separates", &[], Ends, FromChanged),
    link("from", &[], Ends, FromChanged),
    link("designs", &[], On, Ends),
    // Risk.
    link("contributes-to", &[], Ends, FromChanged),
    link("hazard", &[], Ends, FromChanged),
    link("software", &[], Ends, FromChanged),
    link("credits", &[], Ends, Ends),
    link("located-in", &[Kind::Cause], No, On),
    link("located-in", &[], Ends, FromChanged),
    link("arises-from", &[], No, On),
    link("controls", &[], On, FromChanged),
    link("brings", &[], Ends, No),
    link("entry-point", &[], No, Ends),
    link("leads-to", &[], Ends, FromChanged),
    // Proofs.
    link("verifies", &[], Ends, Ends),
    link("implementation-proof", &[], Ends, Ends),
    link("effectiveness-proof", &[], Ends, Ends),
    link("effectiveness", &[], Ends, Ends),
    link("of", &[Kind::Review, Kind::VulnerabilityAssessment], No, Ends),
    link("of", &[], No, FromChanged),
    link("raises", &[], No, No),
    // Change: a request stands for what it changes.
    link("changes", &[], On, No),
    link("resolves", &[], Ends, No),
    link("verified-by", &[], Ends, No),
    link("found-by", &[], Ends, No),
    link("affects", &[], Ends, No),
    link("residual", &[], No, Ends),
    link("released-in", &[], Ends, No),
    link("release", &[], Ends, No),
    link("duplicate-of", &[], No, No),
    link("examines", &[], No, No),
    // Planning and quality.
    link("inputs", &[], No, Ends),
    link("procedures", &[], No, Ends),
    link("tools", &[], No, Ends),
    link("applies-to", &[], No, No),
    link("target", &[], No, Ends),
    link("audit", &[], No, No),
    link("answers", &[], No, No),
];

/// A link of a kind of the project's own: who names a record depends on it.
const OTHER: Link = link("", &[], No, Ends);

/// Kinds that are followed only where they change themselves: through one of them everything would be a neighbour of everything.
pub const STOPS: &[Kind] =
    &[Kind::Hazard, Kind::HazardousSituation, Kind::SoftwareSystem, Kind::Test, Kind::Review, Kind::Release, Kind::Plan, Kind::Deviation];

/// The row for a field of a kind.
#[must_use]
pub fn row(field: &str, holder: Kind) -> &'static Link {
    LINKS.iter().find(|link| link.field == field && (link.of.is_empty() || link.of.contains(&holder))).unwrap_or(&OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::kinds::{KINDS, Type};

    #[test]
    fn every_link_of_every_kind_is_in_the_table_and_no_other() {
        let declared = |field: &str, holder: Kind| {
            KINDS
                .iter()
                .any(|kind| kind.kind == holder && kind.fields.iter().any(|own| own.name == field && matches!(own.kind, Type::Link(_))))
        };
        for kind in KINDS {
            for field in kind.fields.iter().filter(|field| matches!(field.kind, Type::Link(_))) {
                assert_eq!(row(field.name, kind.kind).field, field.name, "{}: {} is not in the table", kind.name, field.name);
            }
        }
        for link in LINKS {
            let kinds: Vec<Kind> = if link.of.is_empty() { KINDS.iter().map(|kind| kind.kind).collect() } else { link.of.to_vec() };
            assert!(kinds.iter().any(|kind| declared(link.field, *kind)), "{} is no link", link.field);
        }
    }

    #[test]
    fn the_page_tells_every_flow() {
        let page = include_str!("../../../../docs/changes.md");
        let rows: Vec<Vec<&str>> = page
            .lines()
            .filter(|line| line.starts_with("| `") || line.starts_with("| other"))
            .map(|line| line.split('|').map(str::trim).collect())
            .collect();
        let words = |flow: Flow| match flow {
            Flow::No => "no effect",
            Flow::FromChanged => "if changed itself",
            Flow::OnFromChanged => "on, if changed itself",
            Flow::Ends => "ends",
            Flow::On => "on",
        };
        for link in LINKS {
            let told = rows.iter().any(|cells| {
                let fits = |at: usize, flow: Flow| cells.get(at).is_some_and(|cell| *cell == words(flow));
                cells.get(1).is_some_and(|cell| cell.contains(&format!("`{}`", link.field)))
                    && fits(2, link.to_named)
                    && fits(3, link.to_holder)
            });
            assert!(told, "docs/changes.md does not tell {link:?}");
        }
    }
}
