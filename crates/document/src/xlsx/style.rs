//! The formats of cells.

use crate::tree::Tone;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};
use std::collections::HashMap;

/// What makes one format differ from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub(super) tone: Tone,
    /// It leads somewhere.
    pub(super) linked: bool,
    /// The text begins as a formula would. Excel is told that it is text, also once the cell is edited.
    pub(super) quoted: bool,
    /// It is a day, which Excel holds as a number.
    pub(super) day: bool,
}

/// The formats that are in use.
#[derive(Debug, Default)]
pub(super) struct Formats(HashMap<Look, Format>);

impl Formats {
    pub(super) fn of(&mut self, look: Look) -> &Format {
        self.0.entry(look).or_insert_with(|| cell(look))
    }
}

fn cell(look: Look) -> Format {
    let format = bordered().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left);
    let format = match look.tone {
        Tone::Plain => format,
        Tone::Quiet => format.set_font_color(0x57_60_6a),
        Tone::Good => format.set_background_color(0xe3_f4_e7).set_font_color(0x0f_5c_26),
        Tone::Caution => format.set_background_color(0xfd_f0_cf).set_font_color(0x6b_42_00),
        Tone::Bad => format.set_background_color(0xfd_ea_ec).set_font_color(0x9c_0d_24),
    };
    let format =
        if look.linked { format.set_font_color(0x0b_5c_ad).set_underline(rust_xlsxwriter::FormatUnderline::Single) } else { format };
    let format = if look.day { format.set_num_format("yyyy-mm-dd") } else { format };
    if look.quoted { format.set_quote_prefix() } else { format }
}

fn bordered() -> Format {
    Format::new().set_border(FormatBorder::Thin).set_border_color(0xcd_d3_da)
}

/// The header of a table.
pub(super) fn header() -> Format {
    bordered().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_background_color(0xe8_ec_f0)
}

/// The title of the workbook.
pub(super) fn title() -> Format {
    Format::new().set_bold().set_font_size(16)
}

/// The name of a fact.
pub(super) fn label() -> Format {
    Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top)
}

/// A heading on the first sheet.
pub(super) fn heading() -> Format {
    Format::new().set_bold().set_font_size(13)
}
