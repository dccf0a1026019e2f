//! The regulatory position: every table with its outcome, the steps to it, what is declared, and what follows.

mod change;
mod json;
#[cfg(test)]
mod tests;
mod text;
pub(crate) mod words;

pub use change::change;
pub use json::json;
use primum_model::suggest::nearest;
use primum_rules::position::{Table, tables};
pub use text::text;

/// The table that somebody means.
///
/// # Errors
/// Says which tables there are, and which one may be meant.
pub fn named(word: &str) -> Result<&'static Table, String> {
    if let Some(table) = tables().iter().find(|table| table.id.eq_ignore_ascii_case(word)) {
        return Ok(table);
    }
    let ids = || tables().iter().map(|table| table.id.as_str());
    let list = ids().collect::<Vec<_>>().join(", ");
    let near = nearest(word, ids()).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    Err(format!("there is no table `{word}`; {near}there are: {list}"))
}
