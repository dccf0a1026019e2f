//! The tables of a document as a workbook of Excel (ECMA-376): a sheet about the document, then a sheet per table.

mod about;
mod cell;
mod plan;
mod sheet;
mod style;

use crate::set::Set;
use crate::tree::Document;
use plan::{EXCEL, Limits, Plan};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use std::collections::HashMap;

/// Where the workbooks of a set show records, so that one leads to the other.
#[derive(Clone, Debug, Default)]
pub struct Homes(HashMap<(String, String), (String, u32)>);

impl Homes {
    /// Looks through all documents. A record is at home in the row of a table that links lead to, or else in the first row whose first cell
    /// is a link to it.
    #[must_use]
    pub fn of(set: &Set) -> Self {
        let mut homes = HashMap::new();
        for document in &set.documents {
            for (anchor, place) in Plan::new(document, EXCEL.rows).homes {
                homes.insert((document.name.clone(), anchor), place);
            }
        }
        Self(homes)
    }
}

/// The workbook; nothing where the document has no table. Links lead to rows of the same workbook, and outside.
///
/// # Errors
/// A table has more columns than a sheet can hold.
pub fn file(document: &Document) -> Result<Option<Vec<u8>>, String> {
    file_among(document, &Homes::default())
}

/// The same; links lead to rows of the other workbooks as well, which lie beside it as `name.xlsx`.
///
/// # Errors
/// A table has more columns than a sheet can hold.
pub fn file_among(document: &Document, homes: &Homes) -> Result<Option<Vec<u8>>, String> {
    write(document, homes, EXCEL)
}

/// Writes the workbook of sheets that hold so much.
fn write(document: &Document, homes: &Homes, limits: Limits) -> Result<Option<Vec<u8>>, String> {
    let plan = Plan::new(document, limits.rows);
    if plan.sheets.is_empty() {
        return Ok(None);
    }
    if let Some(wide) = plan.sheets.iter().find(|sheet| sheet.width > plan::MOST_COLUMNS) {
        return Err(format!(
            "the table {:?} has {} columns, and a sheet of Excel has {}",
            wide.table.caption,
            wide.width,
            plan::MOST_COLUMNS
        ));
    }
    bytes(document, homes, &plan, limits.links).map(Some).map_err(|error| format!("the workbook cannot be written: {error}"))
}

fn bytes(document: &Document, homes: &Homes, plan: &Plan<'_>, most_links: usize) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(document)?);
    let mut writer = sheet::Writer::new(document, homes, plan, most_links);
    let mut tables = Vec::with_capacity(plan.sheets.len());
    for planned in &plan.sheets {
        tables.push(writer.table(planned)?);
    }
    let about = about::write(document, plan, &mut writer)?;
    book.push_worksheet(about);
    tables.into_iter().for_each(|sheet| {
        book.push_worksheet(sheet);
    });
    if let Some(long) = writer.long_texts()? {
        book.push_worksheet(long);
    }
    book.save_to_buffer()
}

/// What the file says of itself. Its date is that of the snapshot, so that the same content gives the same bytes.
fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    let stamp = &document.stamp;
    let mut parts = stamp.date.split('-').map(str::parse::<u16>);
    let date = match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
            let part = |number: u16| u8::try_from(number).unwrap_or(0);
            ExcelDateTime::from_ymd(year, part(month), part(day)).ok()
        }
        _ => None,
    };
    // A workbook has a date in any case; the first day that a ZIP archive can name stands for none.
    let date = match date {
        Some(date) => date,
        None => ExcelDateTime::from_ymd(1980, 1, 1)?,
    };
    Ok(DocProperties::new()
        .set_title(cell::visible(&document.title))
        .set_subject(cell::visible(&document.number))
        .set_author(cell::visible(&stamp.tool))
        .set_company(cell::visible(&stamp.manufacturer))
        .set_comment(format!("SHA-256 of the content: {}", cell::visible(&stamp.hash)))
        .set_creation_datetime(&date))
}

#[cfg(test)]
mod tests;
