//! Merging tables of records: columns by their names, rows cell by cell.

use super::cut::{Row, Table};
use super::fields::{set, three};
use super::marked;
use crate::parse::normal_key;
use crate::schema::Schema;
use std::collections::{BTreeMap, BTreeSet};

/// The columns and the header of the merged table; nothing if both sides changed the columns differently.
pub(super) fn columns(sides: [Option<&Table>; 3]) -> Option<(Vec<String>, String)> {
    let (base, ours, theirs) = match sides {
        [Some(base), Some(ours), Some(theirs)] => (base, ours, theirs),
        [None, Some(ours), Some(theirs)] => (ours, ours, theirs),
        [_, Some(one), None] | [_, None, Some(one)] | [Some(one), None, None] => (one, one, one),
        [None, None, None] => return None,
    };
    // New on both sides: neither is what the other began with.
    if sides[0].is_none() && ours.columns != theirs.columns {
        return None;
    }
    let columns = three(&base.columns, &ours.columns, &theirs.columns)?;
    let fits = |table: &&Table| table.columns == *columns;
    let head = three(&base.head, &ours.head, &theirs.head)
        .filter(|head| [ours, theirs].into_iter().any(|table| fits(&table) && table.head == **head));
    let head = head.or_else(|| [ours, theirs].into_iter().find(|table| fits(table)).map(|table| &table.head))?;
    Some((columns.clone(), head.clone()))
}

/// The cells by the names of their columns; nothing where names or cells leave it open which is which.
fn named<'r>(table: &Table, row: &'r Row) -> Option<BTreeMap<String, &'r str>> {
    let names: Vec<String> = table.columns.iter().map(|column| normal_key(column)).collect();
    let distinct = names.iter().collect::<BTreeSet<_>>().len() == names.len();
    let fits = row.cells.iter().skip(names.len()).all(String::is_empty);
    (distinct && fits).then(|| names.into_iter().zip(row.cells.iter().map(String::as_str)).filter(|(_, cell)| !cell.is_empty()).collect())
}

/// Do two rows say the same?
pub(super) fn same(one: (&Table, &Row), other: (&Table, &Row)) -> bool {
    if one.0.columns == other.0.columns {
        return one.1.cells == other.1.cells;
    }
    let names = (named(one.0, one.1), named(other.0, other.1));
    names.0.is_some() && names.0 == names.1
}

/// Both rows between the marks of a conflict, on lines of their own.
pub(super) fn disputed(id: &str, ours: Option<(&Table, &Row)>, theirs: Option<(&Table, &Row)>) -> Row {
    let [ours, theirs] = [ours, theirs].map(|side| side.map_or_else(String::new, |(_, row)| row.line.clone()));
    Row { cells: Vec::new(), line: marked(id, &ours, &theirs).trim_end().to_owned() }
}

/// A row of the merged table.
pub(super) fn row(id: &str, sides: [Option<(&Table, &Row)>; 3], columns: &[String], schema: &Schema, conflicts: &mut Vec<String>) -> Row {
    let [base, ours, theirs] = sides;
    let present: Vec<(&Table, &Row)> = [ours, theirs].into_iter().flatten().collect();
    let both = |conflict: String, conflicts: &mut Vec<String>| {
        conflicts.push(conflict);
        disputed(id, ours, theirs)
    };
    let cells = if sides.iter().flatten().all(|(table, _)| table.columns == columns) {
        let width = sides.iter().flatten().map(|(_, row)| row.cells.len()).max().unwrap_or(0);
        let all = |side: Option<(&Table, &Row)>| {
            let cells = side.map_or(&[][..], |(_, row)| &row.cells);
            (0..width).map(|at| cells.get(at).cloned().unwrap_or_default()).collect::<Vec<String>>()
        };
        [all(base), all(ours), all(theirs)]
    } else {
        let target: Vec<String> = columns.iter().map(|column| normal_key(column)).collect();
        if target.iter().collect::<BTreeSet<_>>().len() < target.len() {
            return both(format!("the columns around {id} were changed, and two have one name"), conflicts);
        }
        let mut maps = [const { BTreeMap::new() }; 3];
        for (map, side) in maps.iter_mut().zip(sides) {
            let Some((table, row)) = side else { continue };
            let Some(cells) = named(table, row) else {
                return both(format!("the columns around {id} were changed, and its cells do not fit them"), conflicts);
            };
            *map = cells;
        }
        for map in &maps[1..] {
            let lost = map.iter().find(|(name, cell)| !target.contains(name) && maps[0].get(*name) != Some(*cell));
            if let Some((name, cell)) = lost {
                let conflict = format!("{id} has `{cell}` in the column `{name}`, which was taken out on the other side");
                return both(conflict, conflicts);
            }
        }
        let all = |map: &BTreeMap<String, &str>| {
            target.iter().map(|name| map.get(name).map_or_else(String::new, |cell| (*cell).to_owned())).collect::<Vec<String>>()
        };
        [all(&maps[0]), all(&maps[1]), all(&maps[2])]
    };
    let mut merged = Vec::with_capacity(columns.len());
    let [base_cells, our_cells, their_cells] = &cells;
    for (at, ((b, o), t)) in base_cells.iter().zip(our_cells).zip(their_cells).enumerate() {
        let one = match (ours, theirs) {
            (Some(_), Some(_)) if base.is_some() || o == t => three(b, o, t).cloned(),
            (Some(_), None) => Some(o.clone()),
            (None, Some(_)) => Some(t.clone()),
            _ => None,
        };
        let name = columns.get(at).map_or("", |name| name.trim());
        let one = one.or_else(|| {
            let split = |cell: &str| cell.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect::<Vec<_>>();
            (base.is_some() && is_list(schema, id, &normal_key(name))).then(|| set(&split(b), &split(o), &split(t)).join(", "))
        });
        let Some(one) = one else {
            return both(format!("`{name}` of {id} was changed on both sides"), conflicts);
        };
        merged.push(one);
    }
    // As one side wrote it, if one did: first a side that changed the line.
    let written = |changed: bool| {
        present.iter().find(|(table, row)| {
            table.columns == columns
                && padded(&row.cells, merged.len()) == merged
                && changed == base.is_none_or(|(_, old)| old.line != row.line)
        })
    };
    written(true)
        .or_else(|| written(false))
        .map_or_else(|| Row { line: format!("| {} |", merged.join(" | ")), cells: merged.clone() }, |(_, row)| (*row).clone())
}

fn padded(cells: &[String], width: usize) -> Vec<String> {
    (0..width.max(cells.len())).map(|at| cells.get(at).cloned().unwrap_or_default()).collect()
}

/// Does a cell of this column hold several values, with commas between them?
fn is_list(schema: &Schema, id: &str, name: &str) -> bool {
    let field = schema.kind_of_id(id).and_then(|kind| schema.spec(kind).field(name));
    !matches!(name, "title" | "text") && field.is_some_and(|(_, field)| field.splits_at_commas())
}
