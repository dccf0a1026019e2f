//! The drug library: soft limits that ask again, hard limits that nobody passes.

use crate::crc::crc32;
use crate::units::Rate;

/// Bytes of one entry: drug number, then four rates in µL/h, all little endian.
const ENTRY_BYTES: usize = 18;
/// Entries that a library may hold.
pub const LIBRARY_CAPACITY: usize = 64;

/// The limits for one drug.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DrugLimits {
    /// The number of the drug in the hospital's list.
    pub drug: u16,
    /// Below this the rate is refused.
    pub hard_low: Rate,
    /// Below this the rate needs a second confirmation.
    pub soft_low: Rate,
    /// Above this the rate needs a second confirmation.
    pub soft_high: Rate,
    /// Above this the rate is refused.
    pub hard_high: Rate,
}

/// What the limits say of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Inside the soft limits.
    Accepted,
    /// Between soft and hard limit: a second confirmation is asked.
    NeedsConfirmation,
    /// Beyond a hard limit.
    Refused,
}

impl DrugLimits {
    /// Judges a rate.
    // @implements SRS-LIM-01
    // @implements SRS-LIM-02
    #[must_use]
    pub fn judge(&self, rate: Rate) -> Verdict {
        if rate < self.hard_low || rate > self.hard_high {
            Verdict::Refused
        } else if rate < self.soft_low || rate > self.soft_high {
            Verdict::NeedsConfirmation
        } else {
            Verdict::Accepted
        }
    }

    fn is_ordered(&self) -> bool {
        self.hard_low <= self.soft_low && self.soft_low <= self.soft_high && self.soft_high <= self.hard_high
    }
}

/// Why a library is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LibraryError {
    /// The length is not that of whole entries and a checksum, or there are too many.
    Length,
    /// The checksum does not match.
    Checksum,
    /// The limits of the drug with this number are not in ascending order.
    Order(u16),
}

/// A verified drug library.
#[derive(Clone, Debug)]
pub struct Library {
    entries: [DrugLimits; LIBRARY_CAPACITY],
    count: usize,
}

impl Library {
    /// Reads a library: entries, then the CRC-32 of them. One fault refuses the whole.
    // @implements SRS-LIM-03
    pub fn load(bytes: &[u8]) -> Result<Self, LibraryError> {
        let (body, checksum) = bytes.split_last_chunk::<4>().ok_or(LibraryError::Length)?;
        let (chunks, rest) = body.as_chunks::<ENTRY_BYTES>();
        if !rest.is_empty() || chunks.is_empty() || chunks.len() > LIBRARY_CAPACITY {
            return Err(LibraryError::Length);
        }
        if crc32(body) != u32::from_le_bytes(*checksum) {
            return Err(LibraryError::Checksum);
        }
        let mut entries = [DrugLimits::default(); LIBRARY_CAPACITY];
        for (entry, chunk) in entries.iter_mut().zip(chunks) {
            let [d0, d1, rates @ ..] = *chunk;
            let (rates, _) = rates.as_chunks::<4>();
            if let [hard_low, soft_low, soft_high, hard_high] = *rates {
                let rate = |bytes| Rate::ul_per_h(u32::from_le_bytes(bytes));
                *entry = DrugLimits {
                    drug: u16::from_le_bytes([d0, d1]),
                    hard_low: rate(hard_low),
                    soft_low: rate(soft_low),
                    soft_high: rate(soft_high),
                    hard_high: rate(hard_high),
                };
            }
            if !entry.is_ordered() {
                return Err(LibraryError::Order(entry.drug));
            }
        }
        Ok(Self { entries, count: chunks.len() })
    }

    /// The limits of a drug.
    #[must_use]
    pub fn limits(&self, drug: u16) -> Option<&DrugLimits> {
        self.entries.iter().take(self.count).find(|entry| entry.drug == drug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(entries: &[(u16, [u32; 4])]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (drug, rates) in entries {
            bytes.extend(drug.to_le_bytes());
            rates.iter().for_each(|rate| bytes.extend(rate.to_le_bytes()));
        }
        bytes.extend(crc32(&bytes).to_le_bytes());
        bytes
    }

    // @verifies SRS-LIM-01
    // @verifies SRS-LIM-02
    #[test]
    fn limits_are_inclusive_on_the_permitted_side() {
        let library = Library::load(&encoded(&[(17, [500, 1_000, 20_000, 50_000])])).unwrap();
        let limits = library.limits(17).unwrap();
        let judged = [499, 500, 999, 1_000, 20_000, 20_001, 50_000, 50_001].map(|rate| limits.judge(Rate::ul_per_h(rate)));
        use Verdict::{Accepted, NeedsConfirmation, Refused};
        assert_eq!(
            judged,
            [Refused, NeedsConfirmation, NeedsConfirmation, Accepted, Accepted, NeedsConfirmation, NeedsConfirmation, Refused]
        );
    }

    // @verifies SRS-LIM-03
    #[test]
    fn a_damaged_library_is_refused_whole() {
        let good = encoded(&[(17, [500, 1_000, 20_000, 50_000]), (18, [100, 100, 200, 300])]);
        assert!(Library::load(&good).is_ok_and(|library| library.limits(18).is_some() && library.limits(19).is_none()));
        for position in 0..good.len() {
            let mut bad = good.clone();
            bad[position] ^= 0x10;
            assert_eq!(Library::load(&bad).err(), Some(LibraryError::Checksum), "byte {position}");
        }
        assert_eq!(Library::load(&good[1..]).err(), Some(LibraryError::Length));
        assert_eq!(Library::load(&[]).err(), Some(LibraryError::Length));
    }

    // @verifies SRS-LIM-03
    #[test]
    fn limits_out_of_order_are_refused_by_drug_number() {
        assert_eq!(Library::load(&encoded(&[(9, [500, 400, 600, 700])])).err(), Some(LibraryError::Order(9)));
        assert_eq!(Library::load(&encoded(&[(1, [1; 4]); 65])).err(), Some(LibraryError::Length));
        assert!(Library::load(&encoded(&[(1, [1; 4]); 64])).is_ok());
    }
}
