//! How long the battery will last, and what follows when it will not last long.

/// Minutes left at which the clinician is warned.
pub const LOW_MIN: u32 = 30;
/// Minutes left at which the infusion is stopped while there is still power to alarm.
pub const DEPLETED_MIN: u32 = 3;

/// What the power supply looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Power {
    /// On mains.
    Mains,
    /// On battery, with more than thirty minutes left.
    Battery,
    /// Thirty minutes or less.
    Low,
    /// Three minutes or less.
    Depleted,
}

/// Judges the battery by charge and current, smoothed over eight readings.
#[derive(Clone, Debug)]
pub struct BatteryGauge {
    current_ma: [u32; 8],
    next: usize,
    worst: Power,
}

impl BatteryGauge {
    /// A gauge that assumes the full load of 650 mA until it has measured.
    #[must_use]
    pub const fn new() -> Self {
        Self { current_ma: [650; 8], next: 0, worst: Power::Battery }
    }

    /// Takes one reading a second: charge left, current drawn, mains present.
    ///
    /// On battery the judgement only gets worse: a load that drops for a moment must not call off a warning.
    // @implements SRS-SEN-05
    // @implements SRS-SEN-06
    pub fn sample(&mut self, charge_mah: u32, current_ma: u32, mains: bool) -> Power {
        if let Some(slot) = self.current_ma.get_mut(self.next) {
            *slot = current_ma.max(1);
        }
        self.next = (self.next + 1) % self.current_ma.len();
        if mains {
            self.worst = Power::Battery;
            return Power::Mains;
        }
        let minutes = self.minutes_left(charge_mah);
        if minutes <= DEPLETED_MIN {
            self.worst = Power::Depleted;
        } else if minutes <= LOW_MIN && self.worst != Power::Depleted {
            self.worst = Power::Low;
        }
        self.worst
    }

    /// Minutes left at the mean current, rounded down.
    #[must_use]
    pub fn minutes_left(&self, charge_mah: u32) -> u32 {
        let mean = self.current_ma.iter().fold(0_u32, |sum, current| sum.saturating_add(*current)) / 8;
        charge_mah.saturating_mul(60) / mean.max(1)
    }
}

impl Default for BatteryGauge {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-SEN-05
    // @verifies SRS-SEN-06
    #[test]
    fn warned_at_thirty_minutes_and_stopped_at_three() {
        // 650 mA draw 325 mAh in half an hour; minutes are rounded down.
        let judged = [336, 335, 44, 43].map(|charge| {
            let mut gauge = BatteryGauge::new();
            (0..8).map(|_| gauge.sample(charge, 650, false)).last()
        });
        assert_eq!(judged, [Some(Power::Battery), Some(Power::Low), Some(Power::Low), Some(Power::Depleted)]);
    }

    // @verifies SRS-SEN-05
    #[test]
    fn a_drop_of_load_does_not_call_off_the_warning() {
        let mut gauge = BatteryGauge::new();
        for _ in 0..8 {
            gauge.sample(300, 650, false);
        }
        assert!((0..20).all(|_| gauge.sample(300, 100, false) == Power::Low));
        assert_eq!(gauge.sample(300, 100, true), Power::Mains);
        assert_eq!(gauge.sample(300, 100, false), Power::Battery);
    }

    // @verifies SRS-SEN-06
    #[test]
    fn a_current_of_nothing_divides_nothing_by_zero() {
        let mut gauge = BatteryGauge::default();
        for _ in 0..8 {
            gauge.sample(0, 0, false);
        }
        assert_eq!(gauge.minutes_left(0), 0);
        assert_eq!(gauge.sample(0, 0, false), Power::Depleted);
    }
}
