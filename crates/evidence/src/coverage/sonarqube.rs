//! The generic coverage XML of SonarQube.

use super::lines::{Lines, Sort};
use super::{number, ratio};
use crate::collect::Collect;
use crate::refusal::Refusal;
use crate::xml::{Event, Xml};

pub(crate) fn read(xml: &mut Xml<'_>, collect: &mut Collect<'_>) -> Result<(), Refusal> {
    let mut lines = Lines::default();
    let mut open = false;
    loop {
        match xml.next()? {
            Event::Done => break,
            Event::Text => {}
            Event::End => open &= xml.name() != "file",
            Event::Start => match xml.name() {
                "file" => {
                    lines.file(xml.attribute("path").ok_or_else(|| xml.refuse("a file has no path"))?);
                    open = true;
                }
                "lineToCover" if open => {
                    let line = number(xml, "lineNumber")?;
                    let covered = match xml.attribute("covered") {
                        Some("true") => true,
                        Some("false") => false,
                        _ => return Err(xml.refuse("a line does not say whether it is covered")),
                    };
                    lines.line(line, covered);
                    if xml.attribute("branchesToCover").is_some() {
                        let (covered, total) = (number(xml, "coveredBranches")?, number(xml, "branchesToCover")?);
                        let found = ratio(covered, total).ok_or_else(|| xml.refuse(format!("{covered} of {total} branches cannot be")))?;
                        lines.some_of(Sort::Branch, line, 0, found);
                    }
                }
                _ => {}
            },
        }
    }
    collect.lines(lines);
    Ok(())
}
