//! LCOV tracefiles, versions 1 and 2. A file that stands in several sections, one for each test, is joined line by line.

use super::is_hit;
use super::lines::{Lines, Sort};
use crate::collect::Collect;
use crate::entry::Ratio;
use crate::refusal::{Place, Refusal};
use crate::source::Source;
use std::collections::HashMap;

/// The longest line: names of functions can be long.
const LINE: usize = 1024 * 1024;

/// A section that is open.
#[derive(Default)]
struct Section {
    path: String,
    /// Lines of functions by name, and by index for version 2.
    functions: HashMap<String, u32>,
    indexed: HashMap<String, u32>,
    stated: HashMap<&'static str, u64>,
    counted: HashMap<&'static str, u64>,
}

pub(crate) fn read(source: &mut Source<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut lines = Lines::default();
    let mut section: Option<Section> = None;
    let mut line = String::new();
    let mut unknown = 0_u64;
    loop {
        let place = source.place();
        let Some(cut) = source.line(&mut line, LINE)? else { break };
        if cut {
            return Err(Refusal::at(place, format!("a line is longer than {LINE} bytes")));
        }
        let text = line.trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if text == "end_of_record" {
            let done = section.take().ok_or_else(|| Refusal::at(place, "a section ends that did not begin"))?;
            done.compare(collect);
            continue;
        }
        let Some((key, value)) = text.split_once(':') else {
            return Err(Refusal::at(place, format!("`{}` is no line of a tracefile", crate::cut(text, 60))));
        };
        match (key, &mut section) {
            ("TN", _) => {}
            ("SF", Some(open)) => {
                return Err(Refusal::at(place, format!("the section of {} does not end: the file is not whole", open.path)));
            }
            ("SF", None) => {
                lines.file(value);
                section = Some(Section { path: value.to_owned(), ..Section::default() });
            }
            (_, Some(open)) => unknown += u64::from(!take(open, key, value, &mut lines, place)?),
            (_, None) => return Err(Refusal::at(place, format!("`{}` stands outside of a section", crate::cut(text, 60)))),
        }
    }
    if let Some(open) = section {
        return Err(source.refuse(format!("the section of {} does not end: the file is not whole", open.path)));
    }
    if unknown > 0 {
        collect.note(format!("{unknown} lines are of a sort that is not known here and were passed over"));
    }
    collect.lines(lines);
    Ok(())
}

/// Takes a line of a section; false where its sort is not known.
fn take(open: &mut Section, key: &str, value: &str, lines: &mut Lines, place: Place) -> Result<bool, Refusal> {
    let fault = || Refusal::at(place, format!("`{key}:{}` cannot be read", crate::cut(value, 60)));
    let mut parts = value.split(',');
    let mut next = || parts.next().map(str::trim).ok_or_else(fault);
    let line = |text: &str| text.parse::<u32>().map_err(|_| fault());
    let hit = |text: &str| is_hit(text).ok_or_else(fault);
    match key {
        "VER" => {}
        "DA" => {
            let (number, covered) = (line(next()?)?, hit(next()?)?);
            if number == 0 {
                // gcovr puts the sum of a function there that it could not place; no file has such a line.
                return Ok(true);
            }
            lines.line(number, covered);
            open.count("LF", 1);
            open.count("LH", u64::from(covered));
        }
        "BRDA" => {
            let (number, block, branch, taken) = (line(next()?)?, next()?.to_owned(), next()?.to_owned(), next()?);
            // A dash means that the line never ran.
            let covered = if taken == "-" { false } else { hit(taken)? };
            lines.spot(Sort::Branch, number, (block, branch), covered);
            open.count("BRF", 1);
            open.count("BRH", u64::from(covered));
        }
        "FN" => {
            let (number, name) = function(value).ok_or_else(fault)?;
            open.functions.insert(name.to_owned(), number);
            lines.spot(Sort::Function, number, name, false);
            open.count("FNF", 1);
        }
        "FNDA" => {
            let (count, name) = value.split_once(',').ok_or_else(fault)?;
            let covered = hit(count)?;
            let at = open.functions.get(name).copied().unwrap_or(0);
            lines.spot(Sort::Function, at, name, covered);
            open.count("FNH", u64::from(covered));
        }
        "FNL" => {
            let (index, number) = (next()?.to_owned(), line(next()?)?);
            open.indexed.insert(index, number);
        }
        "FNA" => {
            let mut parts = value.splitn(3, ',');
            let (index, count, name) = (parts.next(), parts.next(), parts.next());
            let (index, count, name) = (index.ok_or_else(fault)?, count.ok_or_else(fault)?, name.ok_or_else(fault)?);
            let covered = hit(count)?;
            let at = open.indexed.get(index).copied().ok_or_else(fault)?;
            lines.spot(Sort::Function, at, name, covered);
            open.count("FNF", 1);
            open.count("FNH", u64::from(covered));
        }
        "MCDC" => {
            let number = line(next()?)?;
            let (group, sense, taken) = (next()?.to_owned(), next()?.to_owned(), hit(next()?)?);
            let index = next()?.to_owned();
            lines.spot(Sort::Condition, number, (group, sense, index), taken);
            open.count("MCF", 1);
            open.count("MCH", u64::from(taken));
        }
        "LF" | "LH" | "BRF" | "BRH" | "FNF" | "FNH" | "MCF" | "MCH" => {
            let stated = value.trim().parse().map_err(|_| fault())?;
            let (key, sort) = match key {
                "LF" => ("LF", None),
                "LH" => ("LH", None),
                "BRF" => ("BRF", Some(Sort::Branch)),
                "BRH" => ("BRH", Some(Sort::Branch)),
                "FNF" => ("FNF", Some(Sort::Function)),
                "FNH" => ("FNH", Some(Sort::Function)),
                "MCF" => ("MCF", Some(Sort::Condition)),
                _ => ("MCH", Some(Sort::Condition)),
            };
            if let Some(sort) = sort {
                lines.tells(sort);
            }
            open.stated.insert(key, stated);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// `3,name` or, in version 2, `3,8,name`. A name may hold commas: `f(int, char)`.
fn function(value: &str) -> Option<(u32, &str)> {
    let (number, rest) = value.split_once(',')?;
    let name = match rest.split_once(',') {
        Some((end, name)) if !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => rest,
    };
    Some((number.trim().parse().ok()?, name))
}

impl Section {
    fn count(&mut self, key: &'static str, by: u64) {
        *self.counted.entry(key).or_default() += by;
    }

    /// Are the sums of the section those of its lines?
    fn compare(&self, collect: &mut Collect<'_>) {
        for (found, hit, what) in [("LF", "LH", "lines"), ("BRF", "BRH", "branches"), ("FNF", "FNH", "functions")] {
            let counted = |key| self.counted.get(key).copied().unwrap_or(0);
            if let (Some(&total), Some(&covered)) = (self.stated.get(found), self.stated.get(hit)) {
                let (stated, counted) = (Ratio { covered, total }, Ratio { covered: counted(hit), total: counted(found) });
                if stated != counted {
                    collect.note(format!(
                        "{} states {} of {} {what} covered, and {} of {} are listed",
                        self.path, stated.covered, stated.total, counted.covered, counted.total
                    ));
                }
            }
        }
    }
}
