//! The software safety class of IEC 62304 (clause 4.3).

use std::fmt;

/// Software safety class. `A < B < C`: the order of rigour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// No contribution to a hazardous situation, or none with unacceptable risk after external risk controls.
    A,
    /// Unacceptable risk; the worst harm is an injury that is not serious.
    B,
    /// Unacceptable risk; the worst harm is death or serious injury. Also everything that was never classified (4.3 g).
    C,
}

impl Class {
    /// All classes, lowest first.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// Reads `A`, `B` or `C`; nothing else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "A" => Some(Self::A),
            "B" => Some(Self::B),
            "C" => Some(Self::C),
            _ => None,
        }
    }

    /// The letter.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.letter())
    }
}
