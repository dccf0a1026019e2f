//! Clover XML. Statements are its lines; conditionals are its branches, of which it counts both sides.

use super::{is_hit, number};
use crate::collect::Collect;
use crate::entry::{Measures, Ratio};
use crate::refusal::Refusal;
use crate::xml::{Event, Xml};
use std::collections::BTreeMap;

/// A file that is open.
struct Open {
    path: String,
    lines: BTreeMap<u32, bool>,
    measures: Option<Measures>,
}

pub(crate) fn read(xml: &mut Xml<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut file: Option<Open> = None;
    let mut stack: Vec<&'static str> = Vec::new();
    loop {
        match xml.next()? {
            Event::Done => return Ok(()),
            Event::Text => {}
            Event::End => {
                stack.pop();
                if xml.name() == "file"
                    && let Some(open) = file.take()
                {
                    finish(open, collect);
                }
            }
            Event::Start => {
                let parent = stack.last().copied().unwrap_or("");
                match xml.name() {
                    // The coverage of the tests' own sources is none of the product.
                    "testproject" => {
                        xml.text_inside(0)?;
                        collect.note("the part about the tests' own sources is left out");
                        continue;
                    }
                    "file" => {
                        let path = xml.attribute("path").or_else(|| xml.attribute("name")).unwrap_or("").to_owned();
                        file = Some(Open { path, lines: BTreeMap::new(), measures: None });
                    }
                    "line" => {
                        let line = number(xml, "num")?;
                        let kind = xml.attribute("type").unwrap_or("stmt");
                        if let Some(open) = &mut file
                            && kind != "method"
                        {
                            // A conditional tells its two sides; some tools give it no count of its own.
                            let mut hit = None;
                            for name in ["count", "truecount", "falsecount"] {
                                if let Some(text) = xml.attribute(name) {
                                    let one = is_hit(text).ok_or_else(|| xml.refuse(format!("`{}` is no count", crate::cut(text, 40))))?;
                                    hit = Some(hit.unwrap_or(false) | one);
                                }
                            }
                            let covered = hit.ok_or_else(|| xml.refuse("a line has no `count`"))?;
                            *open.lines.entry(line).or_default() |= covered;
                        }
                    }
                    "metrics" if parent == "file" => {
                        let found = metrics(xml, collect);
                        if let Some(open) = &mut file {
                            open.measures = Some(found);
                        }
                    }
                    "metrics" if parent == "project" => {
                        let found = metrics(xml, collect);
                        collect.stated_measures = found;
                    }
                    _ => {}
                }
                stack.push(match xml.name() {
                    "project" => "project",
                    "file" => "file",
                    _ => "",
                });
            }
        }
    }
}

fn finish(open: Open, collect: &mut Collect<'_>) {
    let stated = open.measures.unwrap_or_default();
    let counted = Ratio { covered: open.lines.values().filter(|covered| **covered).count() as u64, total: open.lines.len() as u64 };
    let lines = if counted.total > 0 { Some(counted) } else { stated.lines };
    if let Some(stated) = stated.lines.filter(|stated| counted.total > 0 && *stated != counted) {
        collect.note(format!(
            "{} states {} of {} statements, and {} of {} lines were counted",
            open.path, stated.covered, stated.total, counted.covered, counted.total
        ));
    }
    collect.file(open.path, Measures { lines, ..stated });
}

/// What `metrics` states. A sort of which there is none is as good as not told.
fn metrics(xml: &Xml<'_>, collect: &mut Collect<'_>) -> Measures {
    let mut pair = |covered: &str, total: &str| {
        let covered = collect.count(&format!("`{covered}`"), xml.attribute(covered))?;
        let total = collect.count(&format!("`{total}`"), xml.attribute(total))?;
        (total > 0 && covered <= total).then_some(Ratio { covered, total })
    };
    Measures {
        lines: pair("coveredstatements", "statements"),
        branches: pair("coveredconditionals", "conditionals"),
        functions: pair("coveredmethods", "methods"),
        ..Measures::default()
    }
}
