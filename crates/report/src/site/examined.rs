//! The records that a rule examined and those that it passed over, as links: a list of records under one line that counts them.

use super::layout::Site;
use super::{counted, escape::escape};
use crate::examined::{Looked, Passed};
use primum_model::Kind;
use std::fmt::Write;

/// How many records of a list stand on the gap list.
pub(super) const ON_GAP: usize = 200;

/// How many records of a list stand on the page of findings, which the gap list refers to.
pub(super) const ON_FINDINGS: usize = 2000;

/// The line that says what a rule looked at: `51 examined, 2 not examined`.
pub(super) fn line(looked: &Looked) -> String {
    match looked {
        Looked::Records { examined, passed, .. } => {
            let first = if examined.is_empty() { "nothing examined".to_owned() } else { format!("{} examined", examined.len()) };
            if passed.is_empty() { first } else { format!("{first}, {} not", passed.len()) }
        }
        Looked::Plans(covers, plans) if plans.is_empty() => format!("nothing examined: no plan covers {covers}"),
        Looked::Plans(covers, plans) => format!("{}, covering {covers}", counted(plans.len(), "plan examined", "plans examined")),
        Looked::Project(0) => "nothing examined in the project as a whole".to_owned(),
        Looked::Project(count) => format!("the project as a whole, {}", counted(*count, "thing examined", "things examined")),
        Looked::Texts(0) => "nothing examined".to_owned(),
        Looked::Texts(count) => format!("the texts of all records, {}", counted(*count, "thing examined", "things examined")),
        Looked::Judgements => "deviations, attestations and levels".to_owned(),
        Looked::NotRun => "not run: the class does not ask for it".to_owned(),
    }
}

/// The line alone, or the line as the head of the lists that it counts. `rule` is named where the lists are cut short.
pub(super) fn write(site: &Site<'_>, out: &mut String, looked: &Looked, rule: &str, most: usize) {
    let lists = match looked {
        Looked::Records { examined, passed, .. } => !examined.is_empty() || !passed.is_empty(),
        Looked::Plans(_, plans) => !plans.is_empty(),
        _ => false,
    };
    if !lists {
        escape(out, &line(looked));
        return;
    }
    out.push_str("<details class=looked><summary>");
    escape(out, &line(looked));
    out.push_str("</summary>");
    match looked {
        Looked::Records { kinds, examined, passed } => {
            if examined.len() > most && passed.iter().all(|(_, why)| *why == Passed::Retired) {
                whole(site, out, kinds);
            } else if !examined.is_empty() {
                out.push_str("<p>Examined: ");
                ids(site, out, examined, rule, most);
                out.push_str("</p>");
            }
            for why in Passed::ALL {
                let mine: Vec<u32> = passed.iter().filter(|(_, other)| *other == why).map(|(at, _)| *at).collect();
                if !mine.is_empty() {
                    let _ = write!(out, "<p>Not examined, {}: ", why.name());
                    ids(site, out, &mine, rule, most);
                    out.push_str("</p>");
                }
            }
        }
        Looked::Plans(_, plans) => {
            out.push_str("<p>Examined: ");
            ids(site, out, plans, rule, most);
            out.push_str("</p>");
        }
        _ => {}
    }
    out.push_str("</details>");
}

/// A long list of every record of a kind is what the pages of that kind show already.
fn whole(site: &Site<'_>, out: &mut String, kinds: &[Kind]) {
    out.push_str("<p>Examined: every record that is not retired of ");
    let specs = site.analysis.model.config.schema.kinds();
    let mut any = false;
    for page in site.pages.iter().filter(|page| kinds.iter().any(|kind| kind.position() == page.kind)) {
        out.push_str(if any { ", " } else { "" });
        any = true;
        let _ = write!(out, "<a href=\"{}\">", page.file);
        escape(out, &specs[page.kind].plural);
        if page.number.1 > 1 {
            let _ = write!(out, " {} of {}", page.number.0, page.number.1);
        }
        out.push_str("</a>");
    }
    out.push_str("</p>");
}

fn ids(site: &Site<'_>, out: &mut String, records: &[u32], rule: &str, most: usize) {
    for (at, record) in records.iter().take(most).enumerate() {
        out.push_str(if at > 0 { ", " } else { "" });
        site.link(out, site.analysis.model.at(*record));
    }
    if records.len() > most {
        let more = records.len() - most;
        if most < ON_FINDINGS {
            let _ = write!(out, " and {more} more: <a href=\"findings.html#{rule}\">findings page</a>");
        } else {
            let _ = write!(out, " and {more} more");
        }
    }
}
