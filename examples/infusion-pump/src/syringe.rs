//! The syringes that the pump knows, with the volume that one motor step displaces.

use crate::units::{Rate, Volume};

/// The lowest rate with any syringe: 0.1 mL/h.
pub const RATE_MIN: Rate = Rate::ul_per_h(100);

/// A syringe type, recognised by its outer diameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syringe {
    /// 5 mL.
    Ml5,
    /// 10 mL.
    Ml10,
    /// 20 mL.
    Ml20,
    /// 30 mL.
    Ml30,
    /// 50 mL.
    Ml50,
}

impl Syringe {
    /// Every type, smallest first.
    pub const ALL: [Self; 5] = [Self::Ml5, Self::Ml10, Self::Ml20, Self::Ml30, Self::Ml50];

    /// The volume of one motor step: 1 µm of travel times the inner cross-section.
    #[must_use]
    pub const fn volume_per_step(self) -> Volume {
        Volume::pl(match self {
            Self::Ml5 => 113_097,
            Self::Ml10 => 165_130,
            Self::Ml20 => 286_521,
            Self::Ml30 => 369_836,
            Self::Ml50 => 669_662,
        })
    }

    /// The highest rate with this syringe.
    #[must_use]
    pub const fn rate_max(self) -> Rate {
        Rate::ul_per_h(match self {
            Self::Ml5 => 150_000,
            Self::Ml10 => 300_000,
            Self::Ml20 => 600_000,
            Self::Ml30 => 900_000,
            Self::Ml50 => 1_200_000,
        })
    }

    /// Is the rate one that the pump delivers with this syringe?
    // @implements SRS-DEL-02
    #[must_use]
    pub fn allows(self, rate: Rate) -> bool {
        (RATE_MIN..=self.rate_max()).contains(&rate)
    }

    /// The type whose outer diameter lies within 0.4 mm of the measured one.
    // @implements SRS-DEL-07
    #[must_use]
    pub fn recognise(outer_diameter_um: u32) -> Option<Self> {
        const TOLERANCE_UM: u32 = 400;
        const OUTER_UM: [u32; 5] = [13_400, 16_000, 20_600, 23_400, 31_200];
        Self::ALL.into_iter().zip(OUTER_UM).find(|(_, outer)| outer.abs_diff(outer_diameter_um) <= TOLERANCE_UM).map(|(syringe, _)| syringe)
    }
}

/// What the two syringe sensors report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// The barrel clamp is closed on a barrel.
    pub barrel: bool,
    /// The plunger head is held by the gripper.
    pub plunger: bool,
}

impl Seat {
    /// Is the syringe held at both ends, so that it can neither siphon nor slip?
    // @implements SRS-DEL-06
    #[must_use]
    pub const fn is_secure(self) -> bool {
        self.barrel && self.plunger
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-DEL-02
    #[test]
    fn rates_at_and_beyond_the_limits_of_each_syringe() {
        for syringe in Syringe::ALL {
            let max = syringe.rate_max().as_ul_per_h();
            assert!(syringe.allows(Rate::ul_per_h(100)) && syringe.allows(Rate::ul_per_h(max)), "{syringe:?}");
            assert!(!syringe.allows(Rate::ul_per_h(99)) && !syringe.allows(Rate::ul_per_h(max + 1)), "{syringe:?}");
        }
    }

    // @verifies SRS-DEL-07
    #[test]
    fn a_diameter_between_two_types_is_no_type() {
        assert_eq!(Syringe::recognise(31_200), Some(Syringe::Ml50));
        assert_eq!(Syringe::recognise(31_600), Some(Syringe::Ml50));
        assert_eq!(Syringe::recognise(31_601), None);
        assert_eq!(Syringe::recognise(22_000), None);
    }

    // @verifies SRS-DEL-06
    #[test]
    fn one_sensor_alone_does_not_make_a_secure_seat() {
        assert!(Seat { barrel: true, plunger: true }.is_secure());
        assert!(!Seat { barrel: true, plunger: false }.is_secure());
        assert!(!Seat { barrel: false, plunger: true }.is_secure());
        assert!(!Seat::default().is_secure());
    }
}
