//! The colours of drawings, by what they mean.
//!
//! They differ in lightness as well as in hue, so that they stay apart for who sees no red or green, and in grey print: a fault is
//! the darkest, then what is in order, then what is to be looked at, then what says little. Nothing is told by colour alone.

use super::Colour;
use crate::tree::Tone;

/// Text and outlines.
pub const INK: Colour = Colour(0x1c, 0x22, 0x2b);
/// Text beside the subject: axes, notes.
pub const FAINT: Colour = Colour(0x5a, 0x63, 0x70);
/// Lines of axes and frames.
pub const LINE: Colour = Colour(0xc2, 0xc8, 0xd0);
/// Behind a chart or in a container.
pub const BAND: Colour = Colour(0xf5, 0xf6, 0xf8);
/// Nothing.
pub const PAPER: Colour = Colour(0xff, 0xff, 0xff);

/// What an area of this meaning is filled with.
#[must_use]
pub const fn fill(tone: Tone) -> Colour {
    match tone {
        Tone::Plain => Colour(0x5b, 0x84, 0xb1),
        Tone::Quiet => Colour(0xdd, 0xe1, 0xe6),
        Tone::Good => Colour(0x4f, 0x9d, 0x96),
        Tone::Caution => Colour(0xf2, 0xc1, 0x4e),
        Tone::Bad => Colour(0xa8, 0x32, 0x2b),
    }
}

/// The text on such an area.
#[must_use]
pub const fn on(tone: Tone) -> Colour {
    match tone {
        Tone::Bad => PAPER,
        Tone::Plain | Tone::Quiet | Tone::Good | Tone::Caution => INK,
    }
}

/// A light wash of the same meaning, for boxes with text in them.
#[must_use]
pub const fn wash(tone: Tone) -> Colour {
    match tone {
        Tone::Plain => Colour(0xe6, 0xee, 0xf6),
        Tone::Quiet => Colour(0xf0, 0xf2, 0xf4),
        Tone::Good => Colour(0xde, 0xef, 0xec),
        Tone::Caution => Colour(0xfd, 0xf0, 0xcd),
        Tone::Bad => Colour(0xf6, 0xd8, 0xd5),
    }
}

/// The outline of such a box, and lines of this meaning.
#[must_use]
pub const fn outline(tone: Tone) -> Colour {
    match tone {
        Tone::Plain => Colour(0x3d, 0x64, 0x8f),
        Tone::Quiet => Colour(0x8d, 0x96, 0xa2),
        Tone::Good => Colour(0x2d, 0x75, 0x6e),
        Tone::Caution => Colour(0x94, 0x6a, 0x0a),
        Tone::Bad => Colour(0xa8, 0x32, 0x2b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TONES: [Tone; 5] = [Tone::Plain, Tone::Quiet, Tone::Good, Tone::Caution, Tone::Bad];

    /// Relative luminance (WCAG 2.2).
    fn luminance(Colour(red, green, blue): Colour) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }

    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_on_every_colour() {
        for tone in TONES {
            assert!(contrast(on(tone), fill(tone)) >= 4.0, "{tone:?} {}", contrast(on(tone), fill(tone)));
            assert!(contrast(INK, wash(tone)) >= 10.0 && contrast(FAINT, wash(tone)) >= 4.5, "{tone:?}");
            assert!(contrast(outline(tone), PAPER) >= 2.9, "{tone:?} {}", contrast(outline(tone), PAPER));
        }
        assert!(contrast(FAINT, PAPER) >= 4.5);
    }

    #[test]
    fn meanings_differ_in_grey() {
        let order = [Tone::Bad, Tone::Good, Tone::Caution, Tone::Quiet].map(|tone| luminance(fill(tone)));
        for pair in order.windows(2) {
            assert!((pair[1] + 0.05) / (pair[0] + 0.05) >= 1.25, "{order:?}");
        }
    }
}
