//! The event log: the last two thousand events, each guarded by a checksum.
//!
//! This item is class A. It reads what the controller leaves in the outbox and is called with the lowest priority, in a
//! memory region of its own; nothing that delivers or alarms depends on it.

use crate::crc::crc32;
use crate::event::Event;

/// Entries that the log keeps.
pub const CAPACITY: usize = 2_000;
/// Bytes of an entry: time, kind, value, checksum.
const ENTRY_BYTES: usize = 17;

/// The ring of entries.
#[derive(Clone, Debug)]
pub struct EventLog {
    entries: [[u8; ENTRY_BYTES]; CAPACITY],
    written: usize,
}

impl EventLog {
    /// An empty log.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: [[0; ENTRY_BYTES]; CAPACITY], written: 0 }
    }

    /// Appends an event; the oldest gives way.
    // @implements SRS-DAT-02
    pub fn append(&mut self, now_ms: u64, event: Event) {
        let (kind, value): (u8, u32) = match event {
            Event::Entered(state) => (1, state as u32),
            Event::Raised(alarm) => (2, alarm as u32),
            Event::RateSet(rate) => (3, rate.as_ul_per_h()),
        };
        let mut entry = [0; ENTRY_BYTES];
        let content = now_ms.to_le_bytes().into_iter().chain([kind]).chain(value.to_le_bytes());
        entry.iter_mut().zip(content).for_each(|(slot, byte)| *slot = byte);
        if let Some((content, checksum)) = entry.split_last_chunk_mut::<4>() {
            *checksum = crc32(content).to_le_bytes();
        }
        if let Some(slot) = self.entries.get_mut(self.written % CAPACITY) {
            *slot = entry;
        }
        self.written += 1;
    }

    /// The entries, oldest first, as the service port reads them: time, kind, value; `None` where an entry is damaged.
    // @implements SRS-MNT-01
    pub fn read(&self) -> impl Iterator<Item = Option<(u64, u8, u32)>> + '_ {
        let first = self.written.saturating_sub(CAPACITY);
        (first..self.written).map(|position| self.entries.get(position % CAPACITY).and_then(decode))
    }
}

fn decode(entry: &[u8; ENTRY_BYTES]) -> Option<(u64, u8, u32)> {
    let (content, checksum) = entry.split_last_chunk::<4>()?;
    if crc32(content) != u32::from_le_bytes(*checksum) {
        return None;
    }
    let (time, rest) = content.split_first_chunk::<8>()?;
    let (kind, value) = rest.split_first()?;
    Some((u64::from_le_bytes(*time), *kind, u32::from_le_bytes(*value.first_chunk::<4>()?)))
}

impl Default for EventLog {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alarm::Alarm;
    use crate::units::Rate;

    // @verifies SRS-DAT-02
    #[test]
    fn the_last_two_thousand_events_are_kept_in_order() {
        let mut log = EventLog::default();
        for now in 0..2_500_u32 {
            log.append(u64::from(now), Event::RateSet(Rate::ul_per_h(now)));
        }
        let read: Vec<_> = log.read().collect();
        assert_eq!(read.len(), CAPACITY);
        assert_eq!((read[0], read[CAPACITY - 1]), (Some((500, 3, 500)), Some((2_499, 3, 2_499))));
    }

    // @verifies SRS-DAT-02
    #[test]
    fn a_damaged_entry_is_shown_as_damaged() {
        let mut log = EventLog::new();
        log.append(1, Event::Raised(Alarm::Occlusion));
        log.append(2, Event::Raised(Alarm::AirInLine));
        log.entries[0][9] ^= 4;
        assert_eq!(log.read().collect::<Vec<_>>(), [None, Some((2, 2, Alarm::AirInLine as u32))]);
    }
}
