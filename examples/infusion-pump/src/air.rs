//! Air in the line: one large bubble, or many small ones within fifteen minutes.

use crate::units::Volume;

/// A single bubble of this volume stops the infusion: 50 µL.
pub const BUBBLE_LIMIT: Volume = Volume::ul(50);
/// So much air within the window stops the infusion: 1 mL.
pub const SUM_LIMIT: Volume = Volume::ul(1_000);
/// One slot a minute: the current minute and fifteen whole ones before it, so that the sum never looks back too short.
const SLOTS: usize = 16;
/// Milliseconds of a slot.
const SLOT_MS: u64 = 60_000;

/// What the bubble sensor has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Air {
    /// Nothing that counts.
    Clear,
    /// One bubble at or above 50 µL.
    Bubble,
    /// At least 1 mL within 15 minutes.
    Accumulated,
}

/// Adds up the air that passes the sensor.
///
/// The sum runs by the clock, not by the infusion: a pause does not clear it (PR-2026-004 was exactly that).
#[derive(Clone, Debug, Default)]
pub struct AirDetector {
    bubble: Volume,
    gap: Volume,
    slots: [u64; SLOTS],
    minute: u64,
}

impl AirDetector {
    /// Liquid between two bubbles that makes them two: 5 µL. Foam counts as one bubble.
    const SEPARATION: Volume = Volume::ul(5);

    /// Takes what passed the sensor since the last call: was it air, and how much was delivered.
    // @implements SRS-SEN-03
    // @implements SRS-SEN-04
    pub fn sample(&mut self, now_ms: u64, is_air: bool, passed: Volume) -> Air {
        self.turn_to(now_ms / SLOT_MS);
        if is_air {
            self.gap = Volume::ZERO;
            self.bubble = self.bubble.plus(passed);
            if let Some(slot) = self.slots.get_mut((self.minute % SLOTS as u64) as usize) {
                *slot = slot.saturating_add(passed.as_pl());
            }
        } else {
            self.gap = self.gap.plus(passed);
            if self.gap >= Self::SEPARATION {
                self.bubble = Volume::ZERO;
            }
        }
        let sum = self.slots.iter().fold(Volume::ZERO, |sum, slot| sum.plus(Volume::pl(*slot)));
        if self.bubble >= BUBBLE_LIMIT {
            Air::Bubble
        } else if sum >= SUM_LIMIT {
            Air::Accumulated
        } else {
            Air::Clear
        }
    }

    /// Empties the slots of the minutes that have gone by.
    fn turn_to(&mut self, minute: u64) {
        let gone = minute.saturating_sub(self.minute).min(SLOTS as u64);
        for step in 1..=gone {
            if let Some(slot) = self.slots.get_mut(((self.minute + step) % SLOTS as u64) as usize) {
                *slot = 0;
            }
        }
        self.minute = self.minute.max(minute);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-SEN-03
    #[test]
    fn fifty_microlitres_in_one_piece_are_a_bubble() {
        let mut detector = AirDetector::default();
        assert_eq!(detector.sample(0, true, Volume::ul(49)), Air::Clear);
        assert_eq!(detector.sample(10, true, Volume::ul(1)), Air::Bubble);
    }

    // @verifies SRS-SEN-03
    #[test]
    fn foam_counts_as_one_bubble_and_five_microlitres_of_liquid_part_two() {
        let mut foam = AirDetector::default();
        foam.sample(0, true, Volume::ul(30));
        foam.sample(10, false, Volume::ul(4));
        assert_eq!(foam.sample(20, true, Volume::ul(20)), Air::Bubble);
        let mut two = AirDetector::default();
        two.sample(0, true, Volume::ul(30));
        two.sample(10, false, Volume::ul(5));
        assert_eq!(two.sample(20, true, Volume::ul(20)), Air::Clear);
    }

    fn small_bubbles(detector: &mut AirDetector, times: impl Iterator<Item = u64>) -> Air {
        times
            .map(|now| {
                detector.sample(now, false, Volume::ul(10));
                detector.sample(now, true, Volume::ul(40))
            })
            .last()
            .unwrap_or(Air::Clear)
    }

    // @verifies SRS-SEN-04
    #[test]
    fn one_millilitre_in_fifteen_minutes_is_too_much_and_in_thirty_it_is_not() {
        let mut within = AirDetector::default();
        assert_eq!(small_bubbles(&mut within, (0..24).map(|n| n * 36_000)), Air::Clear);
        assert_eq!(small_bubbles(&mut within, std::iter::once(14 * SLOT_MS + 59_000)), Air::Accumulated);
        let mut slowly = AirDetector::default();
        assert_eq!(small_bubbles(&mut slowly, (0..25).map(|n| n * 72_000)), Air::Clear);
    }

    // @verifies SRS-SEN-04
    #[test]
    fn a_pause_of_the_infusion_does_not_clear_the_sum() {
        let mut detector = AirDetector::default();
        small_bubbles(&mut detector, (0..24).map(|n| n * 1_000));
        // Five minutes in which nothing passes.
        for second in 24..324 {
            detector.sample(second * 1_000, false, Volume::ZERO);
        }
        assert_eq!(small_bubbles(&mut detector, std::iter::once(324_000)), Air::Accumulated);
    }
}
