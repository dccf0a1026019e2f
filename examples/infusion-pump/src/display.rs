//! What the display shows, and how the safety processor sees that it shows it.

use crate::crc::crc32;
use crate::units::Rate;

/// Characters of the rate field.
pub const RATE_WIDTH: usize = 7;

/// The rate as text: leading zero, no trailing zero, right-aligned (`0.5`, `5.25`, `1200`).
// @implements SRS-UI-02
#[must_use]
pub fn rate_text(rate: Rate) -> [u8; RATE_WIDTH] {
    let hundredths = rate.as_ul_per_h() / 10;
    let mut text = [b' '; RATE_WIDTH];
    let mut place = RATE_WIDTH;
    let mut put = |digit: u32| {
        place = place.saturating_sub(1);
        if let Some(slot) = text.get_mut(place) {
            *slot = digit as u8;
        }
    };
    let (mut whole, tenth, hundredth) = (hundredths / 100, hundredths / 10 % 10, hundredths % 10);
    if hundredth != 0 {
        put(u32::from(b'0') + hundredth);
    }
    if hundredth != 0 || tenth != 0 {
        put(u32::from(b'0') + tenth);
        put(u32::from(b'.'));
    }
    loop {
        put(u32::from(b'0') + whole % 10);
        whole /= 10;
        if whole == 0 {
            break;
        }
    }
    text
}

/// What the page ABOUT shows: product, version, device identifier.
// @implements SRS-REG-01
pub const ABOUT: [&str; 3] = ["Larkspur SP-1", concat!("Software ", env!("CARGO_PKG_VERSION")), "UDI-DI 00850012345678"];

/// What the page HELP shows first: the instructions for use that go with this version.
// @implements SRS-UI-05
pub const HELP: &str = "Instructions for use LSP1-IFU-007, revision 5";

/// One refresh of the display, as it is read back from the controller of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Counts up with every refresh.
    pub sequence: u16,
    /// The rate field.
    pub rate: [u8; RATE_WIDTH],
    /// CRC-32 over sequence and rate field.
    pub checksum: u32,
}

impl Frame {
    /// Composes a frame.
    // @implements SRS-UI-04
    #[must_use]
    pub fn new(sequence: u16, rate: Rate) -> Self {
        let rate = rate_text(rate);
        Self { sequence, rate, checksum: Self::sum(sequence, rate) }
    }

    /// Is the frame the one that was composed?
    #[must_use]
    pub fn is_intact(&self) -> bool {
        Self::sum(self.sequence, self.rate) == self.checksum
    }

    fn sum(sequence: u16, rate: [u8; RATE_WIDTH]) -> u32 {
        let [low, high] = sequence.to_le_bytes();
        let [a, b, c, d, e, f, g] = rate;
        crc32(&[low, high, a, b, c, d, e, f, g])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-UI-02
    #[test]
    fn leading_zero_and_no_trailing_zero() {
        let shown = [(500, "0.5"), (5_250, "5.25"), (5_000, "5"), (100, "0.1"), (1_050, "1.05"), (1_200_000, "1200"), (0, "0")];
        for (rate, expected) in shown {
            let text = rate_text(Rate::ul_per_h(rate));
            assert_eq!(std::str::from_utf8(&text).unwrap().trim_start(), expected);
        }
    }

    // @verifies SRS-REG-01
    // @verifies SRS-UI-05
    #[test]
    fn the_pages_name_version_device_and_instructions() {
        assert_eq!(ABOUT[1], "Software 1.2.0");
        assert!(ABOUT[2].strip_prefix("UDI-DI ").is_some_and(|number| number.len() == 14));
        assert!(HELP.contains("LSP1-IFU-007"));
    }

    // @verifies SRS-UI-04
    #[test]
    fn a_damaged_digit_is_seen() {
        let frame = Frame::new(7, Rate::ul_per_h(5_250));
        assert!(frame.is_intact());
        for place in 0..RATE_WIDTH {
            let mut damaged = frame;
            damaged.rate[place] ^= 1;
            assert!(!damaged.is_intact(), "place {place}");
        }
    }
}
