//! Quantities as whole numbers with their unit in the type, so that no rounding hides and no unit is mistaken.

/// A flow rate in microlitres per hour (1 mL/h is 1000).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(u32);

impl Rate {
    /// No flow.
    pub const ZERO: Self = Self(0);

    /// A rate of so many microlitres per hour.
    #[must_use]
    pub const fn ul_per_h(value: u32) -> Self {
        Self(value)
    }

    /// The rate in microlitres per hour.
    #[must_use]
    pub const fn as_ul_per_h(self) -> u32 {
        self.0
    }
}

/// A volume in picolitres (1 mL is 1 000 000 000); 64 bits hold more than 18 000 litres.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Volume(u64);

impl Volume {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A volume of so many microlitres.
    #[must_use]
    pub const fn ul(value: u32) -> Self {
        Self(value as u64 * 1_000_000)
    }

    /// A volume of so many picolitres.
    #[must_use]
    pub const fn pl(value: u64) -> Self {
        Self(value)
    }

    /// The volume in picolitres.
    #[must_use]
    pub const fn as_pl(self) -> u64 {
        self.0
    }

    /// The sum, held at the largest value rather than wrapped to a small one.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// How far the two volumes lie apart.
    #[must_use]
    pub const fn distance(self, other: Self) -> Self {
        Self(self.0.abs_diff(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_held_at_the_end_and_distances_have_no_sign() {
        let largest = Volume::pl(u64::MAX);
        assert_eq!(largest.plus(Volume::ul(1)), largest);
        assert_eq!(Volume::ul(3).plus(Volume::ul(4)), Volume::ul(7));
        assert_eq!(Volume::ul(3).distance(Volume::ul(4)), Volume::ul(4).distance(Volume::ul(3)));
        assert_eq!(Volume::ul(u32::MAX).as_pl(), 4_294_967_295_000_000);
    }
}
