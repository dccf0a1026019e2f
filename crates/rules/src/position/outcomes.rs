//! A set of outcomes of one table, by rank.

/// The outcomes that answers leave open. A table has at most 32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcomes(u32);

impl Outcomes {
    /// One outcome, by rank.
    #[must_use]
    pub fn one(rank: usize) -> Self {
        Self(1 << rank.min(31))
    }

    /// The outcomes of the ranks below `count`.
    #[must_use]
    pub fn all(count: usize) -> Self {
        (0..count).map(Self::one).fold(Self(0), Self::union)
    }

    /// What is in one or the other.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What the higher of two can be, when each can be any of its set.
    #[must_use]
    pub fn higher_of_each(self, other: Self) -> Self {
        let floor = self.lowest().max(other.lowest());
        Self(self.union(other).0 & (u32::MAX << floor))
    }

    /// What is left of it from a rank on; that rank alone where nothing is.
    #[must_use]
    pub fn from(self, rank: usize) -> Self {
        let left = self.0 & (u32::MAX << rank.min(31));
        if left == 0 { Self::one(rank) } else { Self(left) }
    }

    /// The least rank in it.
    #[must_use]
    pub fn lowest(self) -> usize {
        self.0.trailing_zeros().min(31) as usize
    }

    /// The highest rank in it.
    #[must_use]
    pub fn highest(self) -> usize {
        31 - (self.0.leading_zeros().min(31) as usize)
    }

    /// Is one outcome left?
    #[must_use]
    pub fn is_one(self) -> bool {
        self.0.is_power_of_two()
    }

    /// The ranks in it, the least first.
    pub fn ranks(self) -> impl Iterator<Item = usize> {
        (0..32).filter(move |rank| self.0 & (1 << rank) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_higher_of_two_sets_is_every_higher_of_their_members() {
        for a in 1u32..32 {
            for b in 1u32..32 {
                let (a, b) = (Outcomes(a), Outcomes(b));
                let pairs = a.ranks().flat_map(|x| b.ranks().map(move |y| Outcomes::one(x.max(y))));
                assert_eq!(a.higher_of_each(b), pairs.reduce(Outcomes::union).expect("members"));
            }
        }
    }

    #[test]
    fn a_set_knows_its_ends() {
        let set = Outcomes::one(1).union(Outcomes::one(3));
        assert_eq!((set.lowest(), set.highest(), set.is_one()), (1, 3, false));
        assert_eq!(set.ranks().collect::<Vec<_>>(), [1, 3]);
        assert_eq!(set.from(2), Outcomes::one(3));
        assert_eq!(set.from(4), Outcomes::one(4), "who declares more than can come of it is held to it");
        assert_eq!(Outcomes::all(3).ranks().count(), 3);
    }
}
