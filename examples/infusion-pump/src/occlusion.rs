//! Occlusion: the line pressure stays above the limit.

/// Milliseconds between two pressure samples.
pub const SAMPLE_MS: u32 = 10;
/// Samples in a row that make an occlusion.
pub const SAMPLES: u8 = 5;
/// The limits a clinician may choose, in mmHg.
pub const LIMIT_RANGE_MMHG: core::ops::RangeInclusive<u16> = 100..=900;
/// The limit until a clinician chooses one.
pub const LIMIT_DEFAULT_MMHG: u16 = 500;
/// A reading that only a broken sensor gives.
const IMPLAUSIBLE_MMHG: u16 = 1_500;

/// What the pressure says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pressure {
    /// Below the limit, or above it for too short a time.
    Normal,
    /// Above the limit in five samples running.
    Occluded,
    /// The sensor gives no usable value.
    SensorFault,
}

/// Watches the line pressure.
#[derive(Clone, Debug)]
pub struct OcclusionDetector {
    limit_mmhg: u16,
    above: u8,
}

impl OcclusionDetector {
    /// A detector with the limit held inside the permitted range.
    #[must_use]
    pub fn new(limit_mmhg: u16) -> Self {
        Self { limit_mmhg: limit_mmhg.clamp(*LIMIT_RANGE_MMHG.start(), *LIMIT_RANGE_MMHG.end()), above: 0 }
    }

    /// Takes one sample; `None` when the sensor did not answer.
    // @implements SRS-SEN-01
    // @implements SRS-SEN-02
    pub fn sample(&mut self, reading: Option<u16>) -> Pressure {
        let Some(pressure) = reading.filter(|pressure| *pressure < IMPLAUSIBLE_MMHG) else {
            return Pressure::SensorFault;
        };
        self.above = if pressure > self.limit_mmhg { self.above.saturating_add(1) } else { 0 };
        if self.above >= SAMPLES { Pressure::Occluded } else { Pressure::Normal }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-SEN-01
    #[test]
    fn five_samples_above_the_limit_make_an_occlusion() {
        let mut detector = OcclusionDetector::new(LIMIT_DEFAULT_MMHG);
        let seen: Vec<_> = (0..5).map(|_| detector.sample(Some(501))).collect();
        assert_eq!(seen[3], Pressure::Normal);
        assert_eq!(seen[4], Pressure::Occluded);
    }

    // @verifies SRS-SEN-02
    #[test]
    fn a_peak_of_four_samples_is_disregarded() {
        let mut detector = OcclusionDetector::new(LIMIT_DEFAULT_MMHG);
        for _ in 0..50 {
            for reading in [900, 900, 900, 900, 500] {
                assert_eq!(detector.sample(Some(reading)), Pressure::Normal);
            }
        }
    }

    // @verifies SRS-SEN-01
    #[test]
    fn a_silent_or_implausible_sensor_is_a_fault_and_not_a_low_pressure() {
        let mut detector = OcclusionDetector::new(LIMIT_DEFAULT_MMHG);
        assert_eq!(detector.sample(None), Pressure::SensorFault);
        assert_eq!(detector.sample(Some(1_500)), Pressure::SensorFault);
        assert_eq!(detector.sample(Some(1_499)), Pressure::Normal);
    }

    // @verifies SRS-SEN-01
    #[test]
    fn a_limit_outside_the_range_is_held_at_its_end() {
        let mut detector = OcclusionDetector::new(65_000);
        assert_eq!((0..5).map(|_| detector.sample(Some(901))).last(), Some(Pressure::Occluded));
    }
}
