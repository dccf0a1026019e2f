//! Three-way merge by record and field, so that two people who add, edit or move records do not collide.
//!
//! A file is cut into sections, records, tables and the prose between them. Sections are found again by heading or by what
//! they hold, records by ID, so an addition stays where its side put it. Fields merge as sets of values, rows cell by cell,
//! prose line by line. A clean result is read again before it is given out: where it does not say what was meant, or where
//! the structure itself is in dispute, the whole becomes a conflict.
//!
//! ```text
//! three texts ─► cut ─► pair ─► join (+ order, fields, rows, prose) ─► write ─► cut again and compare
//! ```

mod cut;
mod fields;
mod join;
mod order;
mod pair;
#[cfg(test)]
mod properties;
mod prose;
mod rows;
#[cfg(test)]
mod tests;
mod write;

use crate::schema::Schema;
use cut::cut;

/// A merged text, and what people still have to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text; each conflict stands between the usual marks.
    pub text: String,
    /// The conflicts, each naming the record.
    pub conflicts: Vec<String>,
}

impl Merged {
    fn clean(text: &str) -> Self {
        Self { text: text.to_owned(), conflicts: Vec::new() }
    }
}

/// Merges two descendants of a text.
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str, schema: &Schema) -> Merged {
    if let Some(text) = fields::three(&base, &ours, &theirs) {
        return Merged::clean(text);
    }
    let sides = [base, ours, theirs];
    let layouts = sides.map(|text| (text.starts_with('\u{feff}'), text.contains("\r\n")));
    let (mark, carriage) = *fields::three(&layouts[0], &layouts[1], &layouts[2]).unwrap_or(&(false, false));
    let plain = sides.map(|text| text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
    let mut merged = plain_merge(plain.each_ref().map(String::as_str), schema);
    if carriage {
        merged.text = merged.text.replace('\n', "\r\n");
    }
    if mark {
        merged.text.insert(0, '\u{feff}');
    }
    merged
}

fn plain_merge(sides: [&str; 3], schema: &Schema) -> Merged {
    let [base, ours, theirs] = sides;
    if let Some(text) = fields::three(&base, &ours, &theirs) {
        return Merged::clean(text);
    }
    // Whoever merges whom, the result is the same: what both add at one place stands in the order of their texts.
    let merged = by_records(base, ours.min(theirs), ours.max(theirs), schema);
    match merged {
        Ok(merged) if ours < theirs || merged.conflicts.is_empty() => merged,
        Ok(canonical) => match by_records(base, ours, theirs, schema) {
            Ok(merged) if !merged.conflicts.is_empty() => merged,
            _ => whole(base, ours, theirs, canonical.conflicts),
        },
        Err(why) => whole(base, ours, theirs, vec![why]),
    }
}

fn by_records(base: &str, ours: &str, theirs: &str, schema: &Schema) -> Result<Merged, String> {
    let sides = pair::pair(cut(base, schema)?, cut(ours, schema)?, cut(theirs, schema)?);
    let (joined, conflicts) = join::join(&sides, schema)?;
    let text = write::written(&joined);
    if conflicts.is_empty() {
        as_meant(&joined, &text, &sides, schema)?;
    }
    Ok(Merged { text, conflicts })
}

/// Is the text read back as what was joined, every record once and in its place, and does no word of prose stand twice
/// that stood once?
fn as_meant(joined: &cut::Version, text: &str, sides: &[cut::Version; 3], schema: &Schema) -> Result<(), String> {
    let (meant, read) = (write::listing(joined), write::listing(&cut(text, schema)?));
    if meant != read {
        let differ = meant.iter().zip(&read).find(|(meant, read)| meant != read).map(|(meant, _)| meant).or(meant.last());
        let at = differ.map_or("", |(line, id)| if id.is_empty() { line.as_str() } else { id.as_str() });
        return Err(format!("merged record by record, the file would not be read as it was meant, from `{at}` on"));
    }
    let ([words, lines], others) = (write::counts(joined), sides.each_ref().map(write::counts));
    let moved = prose::repeated(&words, &others.each_ref().map(|[words, _]| words)).next();
    let between = [write::between(&sides[1]), write::between(&sides[2])];
    let new_lines = [&others[1][1], &others[2][1]];
    let mut added = prose::repeated(&lines, &new_lines).filter(|line| between.iter().any(|side| side.contains(line)));
    match moved.or_else(|| added.next()) {
        Some(piece) => Err(format!("both sides put the text `{piece}` in different places")),
        None => Ok(()),
    }
}

/// The texts merged line by line, always as a conflict: no line merge knows whether a record is still read.
fn whole(base: &str, ours: &str, theirs: &str, conflicts: Vec<String>) -> Merged {
    let [base, ours, theirs] =
        [base, ours, theirs].map(|text| if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") });
    let text = diffy::merge(&base, &ours, &theirs).err().unwrap_or_else(|| around(&ours, &theirs));
    Merged { text, conflicts }
}

/// Marks around all lines in which two texts differ.
fn around(ours: &str, theirs: &str) -> String {
    let [one, other] = [ours, theirs].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let before = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let after = one[before..].iter().rev().zip(other[before..].iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = |lines: &[&str]| lines[before..lines.len() - after].concat();
    let (start, end) = (one[..before].concat(), one[one.len() - after..].concat());
    format!("{start}<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n{end}", middle(&one), middle(&other))
}

fn marked(key: &str, ours: &str, theirs: &str) -> String {
    let end = |text: &str| if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("<<<<<<< ours: {key}\n{ours}{}=======\n{theirs}{}>>>>>>> theirs: {key}\n", end(ours), end(theirs))
}
