//! The safety link: what the main processor tells the supervisor every ten milliseconds, guarded by a checksum.

use crate::crc::crc32;
use crate::units::Volume;

/// Bytes of a message: sequence, heartbeat, commanded volume, CRC-32.
pub const MESSAGE_BYTES: usize = 14;

/// A message on the safety link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// Counts up with every message.
    pub sequence: u8,
    /// The controller has completed a cycle since the last message.
    pub heartbeat: bool,
    /// The volume of all steps commanded so far.
    pub commanded: Volume,
}

impl Message {
    /// The form on the wire.
    // @implements SRS-SUP-05
    #[must_use]
    pub fn encode(&self) -> [u8; MESSAGE_BYTES] {
        let mut bytes = [0; MESSAGE_BYTES];
        let content = [self.sequence, u8::from(self.heartbeat)].into_iter().chain(self.commanded.as_pl().to_le_bytes());
        bytes.iter_mut().zip(content).for_each(|(slot, byte)| *slot = byte);
        if let Some((content, checksum)) = bytes.split_last_chunk_mut::<4>() {
            *checksum = crc32(content).to_le_bytes();
        }
        bytes
    }

    /// The message, unless it is damaged or the one that was received last.
    // @implements SRS-SUP-05
    #[must_use]
    pub fn decode(bytes: &[u8; MESSAGE_BYTES], last_sequence: Option<u8>) -> Option<Self> {
        let (content, checksum) = bytes.split_last_chunk::<4>()?;
        if crc32(content) != u32::from_le_bytes(*checksum) {
            return None;
        }
        let ([sequence, heartbeat], commanded) = content.split_first_chunk::<2>()?;
        if last_sequence == Some(*sequence) {
            return None;
        }
        let commanded = Volume::pl(u64::from_le_bytes(*commanded.first_chunk::<8>()?));
        Some(Self { sequence: *sequence, heartbeat: *heartbeat != 0, commanded })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: Message = Message { sequence: 9, heartbeat: true, commanded: Volume::ul(875) };

    // @verifies SRS-SUP-05
    #[test]
    fn a_message_with_any_bit_changed_is_dropped() {
        assert_eq!(Message::decode(&MESSAGE.encode(), Some(8)), Some(MESSAGE));
        for bit in 0..MESSAGE_BYTES * 8 {
            let mut damaged = MESSAGE.encode();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Message::decode(&damaged, Some(8)), None, "bit {bit}");
        }
    }

    // @verifies SRS-SUP-05
    #[test]
    fn a_message_that_comes_twice_counts_once() {
        assert_eq!(Message::decode(&MESSAGE.encode(), Some(9)), None);
        assert_eq!(Message::decode(&MESSAGE.encode(), None), Some(MESSAGE));
    }
}
