//! JaCoCo XML. The counters of a source file are taken; its path is the package and the name, below a folder that the file does not name.

use super::number;
use crate::collect::Collect;
use crate::entry::{Measures, Ratio};
use crate::refusal::Refusal;
use crate::xml::{Event, Xml};

pub(crate) fn read(xml: &mut Xml<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    collect.tool = xml.attribute("name").filter(|name| *name == "GCOVR report").map(|_| "gcovr".to_owned());
    let mut package = String::new();
    let mut file: Option<(String, Measures, u64)> = None;
    loop {
        match xml.next()? {
            Event::Done => return Ok(()),
            Event::Text => {}
            Event::End => {
                if xml.name() == "sourcefile"
                    && let Some((path, measures, lines)) = file.take()
                {
                    if let Some(stated) = measures.lines.filter(|stated| lines > 0 && stated.total != lines) {
                        collect.note(format!("{path} states {} lines and lists {lines}", stated.total));
                    }
                    collect.file(path, measures);
                }
            }
            Event::Start => match xml.name() {
                "package" => xml.attribute("name").unwrap_or("").clone_into(&mut package),
                "sourcefile" => {
                    let name = xml.attribute("name").ok_or_else(|| xml.refuse("a source file has no name"))?;
                    let path = if package.is_empty() { name.to_owned() } else { format!("{package}/{name}") };
                    file = Some((path, Measures::default(), 0));
                }
                "line" => {
                    if let Some((_, _, lines)) = &mut file {
                        *lines += 1;
                    }
                }
                "counter" => {
                    let (missed, covered): (u64, u64) = (number(xml, "missed")?, number(xml, "covered")?);
                    let ratio = Ratio { covered, total: covered.saturating_add(missed) };
                    let measures = match &mut file {
                        Some((_, measures, _)) => measures,
                        // Right below the report: the sums of all.
                        None if xml.depth() == 2 => &mut collect.stated_measures,
                        None => continue,
                    };
                    match xml.attribute("type") {
                        Some("LINE") => measures.lines = Some(ratio),
                        Some("BRANCH") => measures.branches = Some(ratio),
                        Some("METHOD") => measures.functions = Some(ratio),
                        _ => {}
                    }
                }
                _ => {}
            },
        }
    }
}
