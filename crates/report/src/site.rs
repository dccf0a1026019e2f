//! The whole project as static pages that work from disk: readable without JavaScript, searchable with it.
//!
//! Text of records is hostile until it is written by [`escape`] or by the Markdown module; nothing else puts it into a page.
//! A policy in every page keeps the browser from running or loading anything that is not a file of the site.

mod approvals;
mod checklist;
mod class;
pub(crate) mod escape;
mod evidence;
mod examined;
mod figure;
mod findings;
mod gap;
mod index;
mod judgements;
pub(crate) mod layout;
mod map;
mod markdown;
pub(crate) mod matrix;
mod overview;
mod position;
mod problems;
mod records;
pub(crate) mod risk;
mod soup;
#[cfg(test)]
mod tests;

use crate::trace::Matrix;
use layout::Site;
use primum_rules::Analysis;

/// What the site says about where it comes from.
#[derive(Clone, Debug)]
pub struct Options {
    /// Version of the tool.
    pub tool: String,
    /// The revision that the snapshot was taken from; empty where it is not known.
    pub revision: String,
    /// The way from the site's folder to the project's, ending in `/`: `../../`. Without it, links of records to other files
    /// and images are shown as paths.
    pub sources: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { tool: env!("CARGO_PKG_VERSION").to_owned(), revision: String::new(), sources: None }
    }
}

/// The site: paths relative to its folder, and the content of each file. The same analysis gives the same bytes.
#[must_use]
pub fn site(analysis: &Analysis, options: &Options) -> Vec<(String, String)> {
    let site = Site::new(analysis, options);
    let matrices = crate::trace::matrices(analysis);
    let mut files = vec![
        ("index.html".to_owned(), overview::page(&site, &matrices)),
        ("map.html".to_owned(), map::page(&site)),
        ("checklist.html".to_owned(), checklist::page(&site)),
        ("matrix.html".to_owned(), matrix::page(&site, &matrices)),
        ("evidence.html".to_owned(), evidence::page(&site)),
        ("approvals.html".to_owned(), approvals::page(&site)),
        ("soup.html".to_owned(), soup::page(&site)),
        ("findings.html".to_owned(), findings::page(&site)),
        ("judgements.html".to_owned(), judgements::page(&site)),
        ("position.html".to_owned(), position::page(&site)),
        ("problems.html".to_owned(), problems::page(&site)),
    ];
    files.extend(gap::pages(&site));
    files.extend(class::pages(&site));
    files.extend(risk::pages(&site, &matrices));
    files.extend(records::pages(&site));
    files.push(("style.css".to_owned(), STYLE.to_owned()));
    files.push(("search.js".to_owned(), SEARCH.to_owned()));
    files.push(("search-index.js".to_owned(), index::script(&site)));
    files
}

pub(crate) const STYLE: &str = include_str!("../assets/style.css");
const SEARCH: &str = include_str!("../assets/search.js");

/// `12 holes`, `1 hole`, `no hole`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {one}"),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    }
}

/// The text with a capital letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How many holes all matrices have.
fn holes(matrices: &[Matrix]) -> usize {
    matrices.iter().map(Matrix::holes).sum()
}
