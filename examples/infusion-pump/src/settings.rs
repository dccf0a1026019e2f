//! Settings that survive a loss of power: two copies, each with a checksum and a counter.

use crate::crc::crc32;

/// Bytes of a stored copy: counter, pressure limit, bolus limit, CRC-32.
pub const COPY_BYTES: usize = 14;

/// The largest quick bolus that a ward may configure, in microlitres: 0.5 to 10 mL.
pub const BOLUS_RANGE_UL: core::ops::RangeInclusive<u32> = 500..=10_000;

/// What the ward has configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Occlusion limit in mmHg.
    pub pressure_limit_mmhg: u16,
    /// Largest quick bolus in microlitres.
    pub bolus_limit_ul: u32,
}

impl Settings {
    /// What a pump leaves the factory with.
    pub const FACTORY: Self = Self { pressure_limit_mmhg: 500, bolus_limit_ul: 5_000 };

    /// The stored form.
    // @implements SRS-DAT-01
    #[must_use]
    pub fn encode(&self, counter: u32) -> [u8; COPY_BYTES] {
        let mut copy = [0; COPY_BYTES];
        let content =
            counter.to_le_bytes().into_iter().chain(self.pressure_limit_mmhg.to_le_bytes()).chain(self.bolus_limit_ul.to_le_bytes());
        copy.iter_mut().zip(content).for_each(|(slot, byte)| *slot = byte);
        if let Some((content, checksum)) = copy.split_last_chunk_mut::<4>() {
            *checksum = crc32(content).to_le_bytes();
        }
        copy
    }

    /// The newer of the copies that are intact; `None` when neither is.
    // @implements SRS-DAT-01
    #[must_use]
    pub fn restore(first: &[u8; COPY_BYTES], second: &[u8; COPY_BYTES]) -> Option<Self> {
        let copies = [first, second].into_iter().filter_map(decode);
        copies.reduce(|newest, copy| if copy.0 > newest.0 { copy } else { newest }).map(|(_, settings)| settings)
    }
}

fn decode(copy: &[u8; COPY_BYTES]) -> Option<(u32, Settings)> {
    let (content, checksum) = copy.split_last_chunk::<4>()?;
    if crc32(content) != u32::from_le_bytes(*checksum) {
        return None;
    }
    let (counter, rest) = content.split_first_chunk::<4>()?;
    let (pressure, bolus) = rest.split_first_chunk::<2>()?;
    let settings =
        Settings { pressure_limit_mmhg: u16::from_le_bytes(*pressure), bolus_limit_ul: u32::from_le_bytes(*bolus.first_chunk::<4>()?) };
    Some((u32::from_le_bytes(*counter), settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WARD: Settings = Settings { pressure_limit_mmhg: 350, bolus_limit_ul: 2_000 };

    // @verifies SRS-DAT-01
    #[test]
    fn the_newer_intact_copy_wins() {
        let (old, new) = (Settings::FACTORY.encode(7), WARD.encode(8));
        assert_eq!(Settings::restore(&old, &new), Some(WARD));
        assert_eq!(Settings::restore(&new, &old), Some(WARD));
    }

    // @verifies SRS-DAT-01
    #[test]
    fn power_lost_at_any_byte_of_a_write_leaves_the_old_or_the_new_settings() {
        let (old, new) = (Settings::FACTORY.encode(7), WARD.encode(8));
        for written in 0..=COPY_BYTES {
            let mut torn = [0xFF; COPY_BYTES];
            torn[..written].copy_from_slice(&new[..written]);
            let restored = Settings::restore(&old, &torn);
            assert_eq!(restored, Some(if written == COPY_BYTES { WARD } else { Settings::FACTORY }), "after {written} bytes");
        }
    }

    // @verifies SRS-DAT-01
    #[test]
    fn two_damaged_copies_give_no_settings() {
        assert_eq!(Settings::restore(&[0xFF; COPY_BYTES], &[0xFF; COPY_BYTES]), None);
        assert_eq!(Settings::restore(&[0; COPY_BYTES], &[0; COPY_BYTES]), None);
    }
}
