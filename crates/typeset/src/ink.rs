//! How a piece of text is written, and the few colours there are.

use primum_document::Tone;
use typst::foundations::{Content, NativeElement, Styles};
use typst::layout::{Em, Length};
use typst::text::{FontList, ItalicToggle, StrikeElem, TextElem, TextSize, WeightDelta};
use typst::visualize::{Color, Paint};

/// How a piece of text is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ink {
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) struck: bool,
    pub(crate) code: bool,
    pub(crate) tone: Tone,
    /// Part of a link.
    pub(crate) link: bool,
    /// Words longer than this many characters may break.
    pub(crate) longest: usize,
}

impl Ink {
    /// Text over the whole width of a page.
    pub(crate) const TEXT: Self =
        Self { bold: false, italic: false, struck: false, code: false, tone: Tone::Plain, link: false, longest: 40 };
    /// Text in a cell.
    pub(crate) const CELL: Self = Self { longest: 16, ..Self::TEXT };

    /// Writes a text so.
    pub(crate) fn write(self, text: Content, mono: &FontList) -> Content {
        let mut styles = Styles::new();
        if self.bold {
            styles.set(TextElem::delta, WeightDelta(300));
        }
        if self.italic {
            styles.set(TextElem::emph, ItalicToggle(true));
        }
        if self.code {
            styles.set(TextElem::font, mono.clone());
            styles.set(TextElem::size, TextSize(Length::from(Em::new(0.92))));
        }
        let colour = match self.tone {
            Tone::Plain => self.link.then(|| paint(0x1d_4f_7c)),
            tone => Some(strong(tone)),
        };
        if let Some(colour) = colour {
            styles.set(TextElem::fill, colour);
        }
        let written = text.styled_with_map(styles);
        if self.struck { StrikeElem::new(written).pack() } else { written }
    }
}

/// A colour from its three bytes.
pub(crate) fn paint(rgb: u32) -> Paint {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Paint::Solid(Color::from_u8(red, green, blue, 255))
}

/// The colour of words in a tone: each has a contrast of at least 4.5 to 1 on white and on the ground of its tone (WCAG 1.4.3).
pub(crate) fn strong(tone: Tone) -> Paint {
    paint(match tone {
        Tone::Plain => 0x1f_23_28,
        Tone::Quiet => 0x57_60_6a,
        Tone::Good => 0x11_63_29,
        Tone::Caution => 0x7d_4e_00,
        Tone::Bad => 0xb4_23_18,
    })
}

/// The ground of a cell or a box in a tone.
pub(crate) fn ground(tone: Tone) -> Option<Paint> {
    Some(paint(match tone {
        Tone::Plain => return None,
        Tone::Quiet => 0xf3_f4_f6,
        Tone::Good => 0xe6_f4_ea,
        Tone::Caution => 0xff_f4_d6,
        Tone::Bad => 0xfd_e8_e6,
    }))
}
