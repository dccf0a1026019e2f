//! Entry of numbers at the keypad: what is typed, what is asked again, what is forgotten.

use crate::units::Rate;

/// An entry that is not completed in this time is discarded.
pub const TIMEOUT_MS: u64 = 60_000;

/// A key of the numeric keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A digit, 0 to 9.
    Digit(u8),
    /// The decimal point.
    Point,
    /// Deletes everything typed.
    Clear,
}

/// A rate in the course of being typed, in hundredths of a millilitre per hour.
#[derive(Clone, Debug, Default)]
pub struct RateEntry {
    hundredths: u32,
    decimals: Option<u8>,
    started: bool,
    last_key_ms: u64,
}

impl RateEntry {
    /// Takes a key; false when the key is refused (a second point, a third decimal, more than four digits before the point).
    // @implements SRS-UI-03
    pub const fn press(&mut self, key: Key, now_ms: u64) -> bool {
        if self.is_expired(now_ms) {
            *self = Self { hundredths: 0, decimals: None, started: false, last_key_ms: now_ms };
        }
        self.last_key_ms = now_ms;
        self.started = true;
        match key {
            Key::Clear => *self = Self { hundredths: 0, decimals: None, started: false, last_key_ms: now_ms },
            Key::Point if self.decimals.is_some() => return false,
            Key::Point => self.decimals = Some(0),
            Key::Digit(digit) if digit > 9 => return false,
            Key::Digit(digit) => match self.decimals {
                None if self.hundredths >= 100_000 => return false,
                None => self.hundredths = self.hundredths * 10 + digit as u32 * 100,
                Some(0) => (self.hundredths, self.decimals) = (self.hundredths + digit as u32 * 10, Some(1)),
                Some(1) => (self.hundredths, self.decimals) = (self.hundredths + digit as u32, Some(2)),
                Some(_) => return false,
            },
        }
        true
    }

    /// Has the entry been left alone for too long?
    #[must_use]
    pub const fn is_expired(&self, now_ms: u64) -> bool {
        self.started && now_ms.saturating_sub(self.last_key_ms) >= TIMEOUT_MS
    }

    /// The rate typed, unless nothing is typed or the entry has expired.
    #[must_use]
    pub const fn rate(&self, now_ms: u64) -> Option<Rate> {
        if !self.started || self.is_expired(now_ms) { None } else { Some(Rate::ul_per_h(self.hundredths * 10)) }
    }
}

/// Does a new rate differ from the one in force by a factor of ten or more, as a slipped decimal point does?
// @implements SRS-UI-01
#[must_use]
pub fn is_suspicious(in_force: Rate, entered: Rate) -> bool {
    let (low, high) = if in_force < entered { (in_force, entered) } else { (entered, in_force) };
    low != Rate::ZERO && u64::from(high.as_ul_per_h()) >= u64::from(low.as_ul_per_h()) * 10
}

/// The keypad locks itself after so long without a key: two minutes.
pub const LOCK_MS: u64 = 120_000;

/// The lock of the keypad, which keeps passers-by from changing a running infusion.
#[derive(Clone, Debug)]
pub struct KeypadLock {
    code: u16,
    last_key_ms: u64,
}

impl KeypadLock {
    /// A lock with the code of the ward, which starts locked.
    #[must_use]
    pub const fn new(code: u16) -> Self {
        Self { code, last_key_ms: 0 }
    }

    /// Is a change refused? STOP and audio pause are never asked about.
    // @implements SRS-SEC-02
    #[must_use]
    pub const fn is_locked(&self, now_ms: u64) -> bool {
        self.last_key_ms == 0 || now_ms.saturating_sub(self.last_key_ms) >= LOCK_MS
    }

    /// A code was entered; true when the keypad is now unlocked.
    pub const fn unlock(&mut self, code: u16, now_ms: u64) -> bool {
        if code == self.code {
            self.last_key_ms = if now_ms == 0 { 1 } else { now_ms };
        }
        !self.is_locked(now_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> (RateEntry, bool) {
        let mut entry = RateEntry::default();
        let accepted = keys.chars().fold(true, |all, key| {
            let key = key.to_digit(10).map_or(Key::Point, |digit| Key::Digit(digit as u8));
            entry.press(key, 0) && all
        });
        (entry, accepted)
    }

    // @verifies SRS-UI-01
    #[test]
    fn a_slipped_decimal_point_is_suspicious_in_both_directions() {
        let rate = Rate::ul_per_h;
        assert!(is_suspicious(rate(5_250), rate(52_500)) && is_suspicious(rate(52_500), rate(5_250)));
        assert!(!is_suspicious(rate(5_250), rate(52_499)));
        assert!(!is_suspicious(Rate::ZERO, rate(1_200_000)), "a first entry has nothing to be compared with");
    }

    // @verifies SRS-UI-03
    #[test]
    fn an_entry_left_alone_for_a_minute_is_discarded() {
        let (mut entry, _) = typed("12");
        assert_eq!(entry.rate(59_999), Some(Rate::ul_per_h(12_000)));
        assert_eq!(entry.rate(60_000), None);
        assert!(entry.press(Key::Digit(5), 60_000));
        assert_eq!(entry.rate(60_000), Some(Rate::ul_per_h(5_000)));
    }

    // @verifies SRS-UI-03
    #[test]
    fn digits_that_do_not_fit_are_refused_rather_than_dropped() {
        assert_eq!(typed("5.25").0.rate(0), Some(Rate::ul_per_h(5_250)));
        assert_eq!(typed("1200").0.rate(0), Some(Rate::ul_per_h(1_200_000)));
        assert!(typed("1200").1 && !typed("12000").1);
        assert!(!typed("5.255").1 && !typed("5..2").1);
        let mut entry = typed("77").0;
        assert!(entry.press(Key::Clear, 0));
        assert_eq!(entry.rate(0), None);
    }

    // @verifies SRS-SEC-02
    #[test]
    fn the_keypad_is_locked_at_first_and_again_after_two_minutes() {
        let mut lock = KeypadLock::new(4_711);
        assert!(lock.is_locked(0));
        assert!(!lock.unlock(4_712, 1_000));
        assert!(lock.unlock(4_711, 1_000));
        assert!(!lock.is_locked(120_999) && lock.is_locked(121_000));
    }
}
