//! Three paired versions joined into one: what stays, where it stands, and what it says.

use super::cut::{Content, Heading, Place, Record, Row, SIGN, Section, Table, Version, signed};
use super::fields::{self, three};
use super::order::order;
use super::write::walk;
use super::{marked, prose, rows};
use crate::schema::Schema;
use std::collections::BTreeMap;

/// The joined version and the conflicts in it; or, where the structure itself is in dispute, why.
pub(super) fn join(sides: &[Version; 3], schema: &Schema) -> Result<(Version, Vec<String>), String> {
    let mut joiner = Joiner { sides, schema, out: Version::default(), conflicts: Vec::new() };
    let [base, ours, theirs] = sides;
    joiner.out.front = joiner.text("the front matter", &base.front, &ours.front, &theirs.front);
    joiner.sections()?;
    joiner.records()?;
    joiner.arrange();
    joiner.nothing_is_lost()?;
    Ok((joiner.out, joiner.conflicts))
}

struct Joiner<'s> {
    sides: &'s [Version; 3],
    schema: &'s Schema,
    out: Version,
    conflicts: Vec<String>,
}

/// The keys of one map of all versions.
fn keys<V, K: Ord + Clone, F: Fn(&Version) -> &BTreeMap<K, V>>(sides: &[Version; 3], map: F) -> Vec<K> {
    let mut keys: Vec<K> = sides.iter().flat_map(|side| map(side).keys().cloned()).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// The name of a record or of a row that is none.
fn name(id: &str) -> &str {
    id.rsplit(SIGN).next().unwrap_or(id)
}

impl Joiner<'_> {
    fn text(&mut self, what: &str, base: &str, ours: &str, theirs: &str) -> String {
        prose::merge(base, ours, theirs).unwrap_or_else(|text| {
            self.conflicts.push(format!("{what} was changed on both sides"));
            text
        })
    }

    fn sections(&mut self) -> Result<(), String> {
        for key in keys(self.sides, |side| &side.sections) {
            let section = match self.sides.each_ref().map(|side| side.sections.get(&key)) {
                [base, Some(ours), Some(theirs)] => self.section(base, ours, theirs)?,
                [None, Some(one), None] | [None, None, Some(one)] => one.clone(),
                [Some(base), Some(kept), None] | [Some(base), None, Some(kept)] => {
                    if base.line != kept.line || base.prose != kept.prose {
                        return Err(format!("the section `{}` was changed on one side and removed on the other", base.title));
                    }
                    continue;
                }
                [_, None, None] => continue,
            };
            self.out.sections.insert(key, Section { records: Vec::new(), sections: Vec::new(), ..section });
        }
        for section in self.out.sections.values() {
            if !self.out.sections.contains_key(&section.parent) {
                return Err(format!("the section `{}` stands in a section that the other side removed", section.title));
            }
        }
        Ok(())
    }

    fn section(&mut self, base: Option<&Section>, ours: &Section, theirs: &Section) -> Result<Section, String> {
        let empty = Section::default();
        let from = base.unwrap_or(&empty);
        let what = if ours.line.is_empty() {
            "the text before the first heading".to_owned()
        } else {
            format!("the text of the section `{}`", ours.title)
        };
        let parents = match base {
            Some(base) => three(&base.parent, &ours.parent, &theirs.parent),
            None => (ours.parent == theirs.parent).then_some(&ours.parent),
        };
        let Some(parent) = parents else { return Err(format!("the section `{}` was moved to two places", ours.title)) };
        let line = match three(&from.line, &ours.line, &theirs.line) {
            Some(line) => line.clone(),
            None => {
                self.conflicts.push(format!("the heading of the section `{}` was changed on both sides", from.title));
                marked(&from.title, &ours.line, &theirs.line).trim_end().to_owned()
            }
        };
        let prose = self.text(&what, &from.prose, &ours.prose, &theirs.prose);
        Ok(Section { parent: *parent, line, title: ours.title.clone(), prose, ..Section::default() })
    }

    fn records(&mut self) -> Result<(), String> {
        let sides = self.sides;
        let mut columns: BTreeMap<usize, Option<(Vec<String>, String)>> = BTreeMap::new();
        for key in keys(sides, |side| &side.tables) {
            columns.insert(key, rows::columns(sides.each_ref().map(|side| side.tables.get(&key))));
        }
        for id in keys(sides, |side| &side.records) {
            let found = sides.each_ref().map(|side| side.records.get(&id));
            let Some(place) = self.place(&id, found)? else { continue };
            let content = match place {
                Place::Section(key) => {
                    let Some(section) = self.out.sections.get(&key) else {
                        return Err(format!("{} stands in a section that the other side removed", name(&id)));
                    };
                    let title = section.title.clone();
                    self.heading(&id, found).map_err(|why| if title.is_empty() { why } else { format!("{why} (in `{title}`)") })?
                }
                Place::Table(key) => {
                    let Some(Some((columns, _))) = columns.get(&key) else {
                        return Err(format!("the columns of the table of {} were changed on both sides", name(&id)));
                    };
                    self.row(&id, found, columns)
                }
            };
            self.out.records.insert(id, Record { place, content });
        }
        for (key, columns) in columns {
            // A table in dispute that has no rows left would have shown itself above.
            if let Some((columns, head)) = columns {
                self.out.tables.insert(key, Table { head, columns, ..Table::default() });
            }
        }
        Ok(())
    }

    /// Where the record stands in the result; nothing if it is gone.
    fn place(&self, id: &str, found: [Option<&Record>; 3]) -> Result<Option<Place>, String> {
        Ok(match found {
            [Some(base), Some(ours), Some(theirs)] => match three(&base.place, &ours.place, &theirs.place) {
                Some(place) => Some(*place),
                None => return Err(format!("{} was moved to two places", name(id))),
            },
            [None, Some(ours), Some(theirs)] if ours.place != theirs.place => {
                return Err(format!("{} is new on both sides, in two places", name(id)));
            }
            [None, Some(one), _] | [None, None, Some(one)] => Some(one.place),
            [Some(base), Some(kept), None] => (!self.same(base, kept, 1)).then_some(kept.place),
            [Some(base), None, Some(kept)] => (!self.same(base, kept, 2)).then_some(kept.place),
            [_, None, None] => None,
        })
    }

    fn table(&self, side: usize, place: Place) -> Option<&Table> {
        match place {
            Place::Table(key) => self.sides[side].tables.get(&key),
            Place::Section(_) => None,
        }
    }

    /// Does the record say on this side what it said in the base?
    fn same(&self, base: &Record, kept: &Record, side: usize) -> bool {
        match (&base.content, &kept.content, self.table(0, base.place), self.table(side, kept.place)) {
            (Content::Heading(one), Content::Heading(other), ..) => one.head == other.head && one.prose == other.prose,
            (Content::Row(one), Content::Row(other), Some(first), Some(second)) => rows::same((first, one), (second, other)),
            _ => false,
        }
    }

    fn heading(&mut self, id: &str, found: [Option<&Record>; 3]) -> Result<Content, String> {
        let heading = |record: Option<&Record>| match record.map(|record| &record.content) {
            Some(Content::Heading(heading)) => Some(heading.clone()),
            _ => None,
        };
        let whole = |record: Option<&Record>| match record.map(|record| &record.content) {
            Some(Content::Heading(heading)) if heading.prose.is_empty() => heading.head.clone(),
            Some(Content::Heading(heading)) => format!("{}\n\n{}", heading.head, heading.prose),
            Some(Content::Row(row)) => row.line.clone(),
            None => String::new(),
        };
        let [base, ours, theirs] = found;
        let conflict = match (heading(base), heading(ours), heading(theirs)) {
            (None, Some(one), None) if base.is_none() && theirs.is_none() => return Ok(Content::Heading(one)),
            (None, None, Some(one)) if base.is_none() && ours.is_none() => return Ok(Content::Heading(one)),
            (None, Some(ours), Some(theirs)) if ours == theirs => return Ok(Content::Heading(ours)),
            (Some(base), Some(ours), Some(theirs)) => return Ok(Content::Heading(self.three(id, &base, &ours, &theirs))),
            // A row became a record under a heading on one side: the other side must have left it alone.
            (_, Some(one), None) if base.zip(theirs).is_some_and(|(base, theirs)| self.same(base, theirs, 2)) => {
                return Ok(Content::Heading(one));
            }
            (_, None, Some(one)) if base.zip(ours).is_some_and(|(base, ours)| self.same(base, ours, 1)) => {
                return Ok(Content::Heading(one));
            }
            _ if base.is_none() => format!("{id} is new on both sides, and they differ: one of them needs another ID"),
            _ if ours.is_none() || theirs.is_none() => format!("{id} was changed on one side and removed on the other"),
            _ => format!("{id} became another sort of record on one side and was changed on the other"),
        };
        let (ours, theirs) = (whole(ours), whole(theirs));
        if ours.contains(SIGN) || theirs.contains(SIGN) {
            return Err(conflict);
        }
        self.conflicts.push(conflict);
        Ok(Content::Heading(Heading { head: marked(id, &ours, &theirs), ..Heading::default() }))
    }

    fn three(&mut self, id: &str, base: &Heading, ours: &Heading, theirs: &Heading) -> Heading {
        let head = match three(&base.head, &ours.head, &theirs.head) {
            Some(head) => head.clone(),
            None => fields::heading(id, base, ours, theirs, self.schema, &mut self.conflicts).trim_end().to_owned(),
        };
        let prose = self.text(&format!("the text of {id}"), &base.prose, &ours.prose, &theirs.prose);
        Heading { head, prose, ..Heading::default() }
    }

    fn row(&mut self, id: &str, found: [Option<&Record>; 3], columns: &[String]) -> Content {
        let sides = [0, 1, 2].map(|side| {
            let record = found[side]?;
            match &record.content {
                Content::Row(row) => Some((self.sides[side].tables.get(&table_key(record.place)?)?, row)),
                Content::Heading(_) => None,
            }
        });
        let [base, ours, theirs] = found;
        let became = |record: Option<&Record>| record.is_some_and(|record| matches!(record.content, Content::Heading(_)));
        let removed = base.is_some() && (ours.is_none() || theirs.is_none());
        let conflict = if removed {
            Some(format!("{} was changed on one side and removed on the other", name(id)))
        } else if [base, ours, theirs].into_iter().any(became) {
            let unchanged = |side: Option<&Record>, at| base.zip(side).is_some_and(|(base, side)| self.same(base, side, at));
            match (unchanged(ours, 1), unchanged(theirs, 2)) {
                (true, _) => return Content::Row(rows::row(id, [None, None, sides[2]], columns, self.schema, &mut self.conflicts)),
                (_, true) => return Content::Row(rows::row(id, [None, sides[1], None], columns, self.schema, &mut self.conflicts)),
                _ => Some(format!("{} became another sort of record on one side and was changed on the other", name(id))),
            }
        } else {
            None
        };
        let Some(conflict) = conflict else {
            let differ = base.is_none() && sides[1].zip(sides[2]).is_some_and(|(ours, theirs)| !rows::same(ours, theirs));
            if differ {
                self.conflicts.push(format!("{} is new on both sides, and they differ: one of them needs another ID", name(id)));
                return Content::Row(rows::disputed(name(id), sides[1], sides[2]));
            }
            return Content::Row(rows::row(id, sides, columns, self.schema, &mut self.conflicts));
        };
        self.conflicts.push(conflict);
        let text = |record: Option<&Record>| match record.map(|record| &record.content) {
            Some(Content::Heading(heading)) => format!("{}\n\n{}", heading.head, heading.prose),
            Some(Content::Row(row)) => row.line.clone(),
            None => String::new(),
        };
        let line = marked(name(id), text(ours).trim_end(), text(theirs).trim_end()).trim_end().to_owned();
        Content::Row(Row { cells: Vec::new(), line })
    }

    /// Puts sections, records and rows in order.
    fn arrange(&mut self) {
        let (sides, records) = (self.sides, &self.out.records);
        let parents: BTreeMap<usize, usize> = self.out.sections.iter().map(|(key, section)| (*key, section.parent)).collect();
        let stands = |id: &String, place: Place| records.get(id).is_some_and(|record| record.place == place);
        for (key, section) in &mut self.out.sections {
            let [base, ours, theirs] = sides.each_ref().map(|side| side.sections.get(key));
            let list = |side: Option<&Section>| side.map(|side| side.records.clone()).unwrap_or_default();
            section.records = order(&list(base), &list(ours), &list(theirs));
            section.records.retain(|id| stands(id, Place::Section(*key)));
            let list = |side: Option<&Section>| side.map(|side| side.sections.clone()).unwrap_or_default();
            section.sections = order(&list(base), &list(ours), &list(theirs));
            section.sections.retain(|child| *child != 0 && parents.get(child) == Some(key));
        }
        for (key, table) in &mut self.out.tables {
            let [base, ours, theirs] = sides.each_ref().map(|side| side.tables.get(key));
            let list = |side: Option<&Table>| side.map(|side| side.rows.clone()).unwrap_or_default();
            table.rows = order(&list(base), &list(ours), &list(theirs));
            table.rows.retain(|id| stands(id, Place::Table(*key)));
        }
    }

    /// Everything that stays is reached, once; a table that is gone was not changed by the side that kept it.
    fn nothing_is_lost(&self) -> Result<(), String> {
        let out = &self.out;
        let mut signs: BTreeMap<usize, usize> = BTreeMap::new();
        let mut reached = 0;
        for (_, key) in walk(out) {
            let Some(section) = out.sections.get(&key) else { continue };
            reached += 1;
            let bodies = section.records.iter().filter_map(|id| match &out.records.get(id)?.content {
                Content::Heading(heading) => Some(heading.prose.as_str()),
                Content::Row(_) => None,
            });
            for table in bodies.chain([section.prose.as_str()]).flat_map(str::lines).filter_map(signed) {
                *signs.entry(table).or_default() += 1;
            }
        }
        if reached != out.sections.len() {
            return Err("sections were moved into each other".to_owned());
        }
        for (id, record) in &out.records {
            if let Place::Table(key) = record.place
                && signs.get(&key) != Some(&1)
            {
                return Err(format!("{} stands in a table that the other side removed or moved", name(id)));
            }
        }
        for key in keys(self.sides, |side| &side.tables) {
            let [base, ours, theirs] = self.sides.each_ref().map(|side| side.tables.get(&key));
            let count = signs.get(&key).copied().unwrap_or(0);
            let changed = [ours, theirs].into_iter().flatten().any(|side| base.is_none_or(|base| base.columns != side.columns));
            if count > 1 || (count == 0 && changed) || (count == 1 && !out.tables.contains_key(&key)) {
                let row = [ours, theirs, base].into_iter().flatten().flat_map(|table| &table.rows).next();
                let of = row.map_or_else(String::new, |id| format!(" of {}", name(id)));
                return Err(format!("a table{of} was changed on both sides"));
            }
        }
        Ok(())
    }
}

fn table_key(place: Place) -> Option<usize> {
    match place {
        Place::Table(key) => Some(key),
        Place::Section(_) => None,
    }
}
