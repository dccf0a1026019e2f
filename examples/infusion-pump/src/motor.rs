//! Motor steps from a flow rate, without drift.

use crate::syringe::Syringe;
use crate::units::{Rate, Volume};

/// Decides in every millisecond whether the motor takes a step.
///
/// 1 µL/h is 5/18 pL/ms. The accumulator counts eighteenths of a picolitre, so that every rate adds a whole number
/// (five times the rate) and a step costs a whole number: the error never exceeds one step, however long the infusion.
#[derive(Clone, Debug)]
pub struct StepGenerator {
    syringe: Syringe,
    rate: Rate,
    accumulated: u64,
    steps: u64,
}

impl StepGenerator {
    /// A generator at rest.
    #[must_use]
    pub const fn new(syringe: Syringe) -> Self {
        Self { syringe, rate: Rate::ZERO, accumulated: 0, steps: 0 }
    }

    /// Sets the rate; what has accumulated towards the next step is kept, so a change of rate loses nothing.
    pub const fn set_rate(&mut self, rate: Rate) {
        self.rate = rate;
    }

    /// The rate in force.
    #[must_use]
    pub const fn rate(&self) -> Rate {
        self.rate
    }

    /// One millisecond passes; true when the motor takes a step.
    // @implements SRS-DEL-03
    pub const fn tick(&mut self) -> bool {
        if self.rate.as_ul_per_h() == 0 {
            return false;
        }
        self.accumulated += self.rate.as_ul_per_h() as u64 * 5;
        let step = self.syringe.volume_per_step().as_pl() * 18;
        if self.accumulated < step {
            return false;
        }
        self.accumulated -= step;
        self.steps += 1;
        true
    }

    /// The volume of all steps so far.
    #[must_use]
    pub const fn delivered(&self) -> Volume {
        Volume::pl(self.steps * self.syringe.volume_per_step().as_pl())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-DEL-03
    #[test]
    fn the_volume_stays_within_one_step_of_the_ideal_at_the_ends_of_the_range() {
        for syringe in Syringe::ALL {
            for rate in [crate::syringe::RATE_MIN, Rate::ul_per_h(33_333), syringe.rate_max()] {
                let mut generator = StepGenerator::new(syringe);
                generator.set_rate(rate);
                for millisecond in 1..=100_000_u64 {
                    generator.tick();
                    let ideal = u64::from(rate.as_ul_per_h()) * 5 * millisecond / 18;
                    let error = generator.delivered().distance(Volume::pl(ideal));
                    assert!(error <= syringe.volume_per_step(), "{syringe:?} {rate:?} after {millisecond} ms");
                }
            }
        }
    }

    // @verifies SRS-DEL-03
    #[test]
    fn a_change_of_rate_loses_no_part_of_a_step() {
        let mut generator = StepGenerator::new(Syringe::Ml50);
        for millisecond in 0..36_000 {
            generator.set_rate(Rate::ul_per_h(if millisecond % 2 == 0 { 10_000 } else { 30_000 }));
            generator.tick();
        }
        // 36 s at 20 mL/h on average: 0.2 mL.
        assert!(generator.delivered().distance(Volume::ul(200)) <= Syringe::Ml50.volume_per_step());
    }

    #[test]
    fn no_rate_no_step() {
        let mut generator = StepGenerator::new(Syringe::Ml5);
        assert!((0..10_000).all(|_| !generator.tick()));
        assert_eq!(generator.delivered(), Volume::ZERO);
    }
}
