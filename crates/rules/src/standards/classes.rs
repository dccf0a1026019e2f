//! A set of software safety classes.

use std::fmt;

use primum_model::Class;
use serde::{Deserialize, Deserializer};

/// The software safety classes that something applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Classes(u8);

impl Classes {
    /// Every class.
    #[must_use]
    pub fn all() -> Self {
        Class::ALL.into_iter().collect()
    }

    /// No class.
    #[must_use]
    pub const fn none() -> Self {
        Self(0)
    }

    /// Is this class among them?
    #[must_use]
    pub const fn contains(self, class: Class) -> bool {
        self.0 & bit(class) != 0
    }

    /// Is every class of the other set among them?
    #[must_use]
    pub const fn contains_all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Is there none?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The classes of either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The classes, lowest first.
    pub fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.into_iter().filter(move |class| self.contains(*class))
    }
}

const fn bit(class: Class) -> u8 {
    match class {
        Class::A => 1,
        Class::B => 2,
        Class::C => 4,
    }
}

impl FromIterator<Class> for Classes {
    fn from_iter<I: IntoIterator<Item = Class>>(classes: I) -> Self {
        Self(classes.into_iter().fold(0, |bits, class| bits | bit(class)))
    }
}

/// `A, B, C`; nothing for no class.
impl fmt::Display for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, class) in self.iter().enumerate() {
            if position > 0 {
                f.write_str(", ")?;
            }
            f.write_str(class.letter())?;
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Classes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let letters = Vec::<String>::deserialize(deserializer)?;
        letters
            .iter()
            .map(|letter| Class::parse(letter).ok_or_else(|| serde::de::Error::unknown_variant(letter, &["A", "B", "C"])))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in() {
        let upper: Classes = [Class::C, Class::B].into_iter().collect();
        assert_eq!(upper.iter().collect::<Vec<_>>(), [Class::B, Class::C]);
        assert!(!upper.contains(Class::A) && upper.contains(Class::B) && upper.contains(Class::C));
        assert_eq!(upper.to_string(), "B, C");
        assert_eq!(upper.union([Class::A].into_iter().collect()), Classes::all());
        assert!(Classes::all().contains_all(upper) && !upper.contains_all(Classes::all()));
        assert!(Classes::none().is_empty() && !upper.is_empty() && upper.contains_all(Classes::none()));
        assert_eq!(Classes::none().to_string(), "");
    }
}
