//! Where words begin, found eight bytes at a time: lists of words are held against megabytes of requirements.

/// The offsets at which a word or a mark may begin: every byte that is no blank, save ASCII letters and digits after another one.
pub(super) struct Starts<'t> {
    bytes: &'t [u8],
    /// Offset of the eight bytes that come next.
    next: usize,
    /// Offset of the eight bytes in work, and the high bit of each of them that is still to be given out.
    base: usize,
    open: u64,
    /// The high bit of the first byte, if the byte before these eight was a letter or digit.
    carry: u64,
}

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

impl<'t> Starts<'t> {
    pub(super) fn of(bytes: &'t [u8]) -> Self {
        Self { bytes, next: 0, base: 0, open: 0, carry: 0 }
    }

    /// Takes the next eight bytes; the last ones are filled up with blanks.
    fn load(&mut self) -> bool {
        let Some(rest) = self.bytes.get(self.next..).filter(|rest| !rest.is_empty()) else { return false };
        let mut eight = [b' '; 8];
        match rest.first_chunk() {
            Some(whole) => eight = *whole,
            None => eight[..rest.len()].copy_from_slice(rest),
        }
        let bytes = u64::from_le_bytes(eight);
        let word = within(bytes | (LOW * 0x20), b'a', b'z') | within(bytes, b'0', b'9');
        let word = word & !bytes & HIGH;
        let after_word = (word << 8) | self.carry;
        self.carry = word >> 56;
        self.open = !(word & after_word) & !within(bytes, b' ', b' ') & HIGH;
        // A byte beyond ASCII looks like the one 128 below it.
        self.open |= bytes & HIGH;
        self.base = self.next;
        self.next += 8;
        true
    }
}

/// The high bit of each byte that lies in the range, its own high bit set aside.
fn within(bytes: u64, first: u8, last: u8) -> u64 {
    let seven = bytes & !HIGH;
    let from_first = seven + LOW * u64::from(0x80 - first);
    let beyond_last = seven + LOW * u64::from(0x7f - last);
    from_first & !beyond_last & HIGH
}

impl Iterator for Starts<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.open == 0 {
            if !self.load() {
                return None;
            }
        }
        let at = self.base + (self.open.trailing_zeros() / 8) as usize;
        self.open &= self.open - 1;
        Some(at)
    }
}

/// A set of the first four bytes of words, five bits of each: capitals and small letters are the same. Sets of words are
/// small and texts are long, so a rare word that shares its place with one of them costs nothing that matters.
#[derive(Debug)]
pub(super) struct Beginnings(Vec<u64>);

/// The set has two to the power of this many places.
const PLACES: u32 = 15;

impl Beginnings {
    pub(super) fn of(patterns: &[String]) -> Self {
        let mut set = vec![0; 1 << (PLACES - 6)];
        for pattern in patterns {
            let (first, length) = (four(pattern.as_bytes(), 0), pattern.len().min(4) as u32);
            // What follows a shorter word is anything.
            for rest in 0..1u32 << (5 * (4 - length)) {
                let spread = (0..4 - length).fold(0, |bytes, nth| bytes | ((rest >> (5 * nth)) & 31) << (8 * (length + nth)));
                let place = place(first | spread);
                set[place >> 6] |= 1 << (place & 63);
            }
        }
        Self(set)
    }

    pub(super) fn contain(&self, text: &[u8], at: usize) -> bool {
        let place = place(four(text, at));
        self.0.get(place >> 6).is_some_and(|bits| bits >> (place & 63) & 1 == 1)
    }
}

/// Five bits of each of four bytes; what the text does not have is nothing.
fn four(text: &[u8], at: usize) -> u32 {
    let Some(rest) = text.get(at..) else { return 0 };
    let bytes = rest.first_chunk().copied().unwrap_or_else(|| std::array::from_fn(|nth| rest.get(nth).copied().unwrap_or(0)));
    u32::from_le_bytes(bytes) & 0x1f1f_1f1f
}

fn place(four: u32) -> usize {
    // Fibonacci hashing.
    (four.wrapping_mul(0x9e37_79b1) >> (32 - PLACES)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn starts(text: &str) -> Vec<usize> {
        Starts::of(text.as_bytes()).collect()
    }

    #[test]
    fn words_and_marks_begin() {
        assert_eq!(starts("one two"), [0, 4]);
        assert_eq!(starts("  a-b, 12 x9y"), [2, 3, 4, 5, 7, 10]);
        assert_eq!(starts("abcdefghij klm"), [0, 11]);
        assert_eq!(starts(""), [] as [usize; 0]);
    }

    proptest! {
        #[test]
        fn eight_at_a_time_is_one_at_a_time(text in "[a-zA-Z0-9 _@`{\\[/:é“\u{1F600}\n-]{0,60}") {
            let bytes = text.as_bytes();
            let plain: Vec<usize> = (0..bytes.len())
                .filter(|at| bytes[*at] != b' ')
                .filter(|at| !(bytes[*at].is_ascii_alphanumeric() && *at > 0 && bytes[*at - 1].is_ascii_alphanumeric()))
                .collect();
            prop_assert_eq!(starts(&text), plain);
        }
    }

    #[test]
    fn beginnings_do_not_lose_a_word() {
        let set = Beginnings::of(&["ok".to_owned(), "fast".to_owned(), "???".to_owned()]);
        for text in ["ok", "OK.", "okay", "Faster", "????"] {
            assert!(set.contain(text.as_bytes(), 0), "{text}");
        }
        assert!(!set.contain(b"slow", 0));
    }
}
