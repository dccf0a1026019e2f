//! What documents are written with: the page, cells and tables of records, words with their colours.

pub(super) mod asked;
pub(super) mod cells;
pub(super) mod classes;
pub(super) mod marks;
pub(super) mod open_points;
pub(super) mod page;
pub(super) mod ratings;
pub(super) mod record_tables;
pub(super) mod retired;
pub(super) mod review_tables;
pub(super) mod statements;
pub(super) mod wording;
