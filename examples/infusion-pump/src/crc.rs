//! CRC-32 (polynomial 0x04C11DB7, reflected), which guards stored and transmitted data against accidental change.

/// The CRC-32 of the bytes.
// @implements SRS-DAT-03
#[must_use]
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    // @verifies SRS-DAT-03
    #[test]
    fn check_value_of_the_polynomial() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }

    // @verifies SRS-DAT-03
    #[test]
    fn every_single_bit_error_is_seen() {
        let message = *b"rate 5.25 mL/h, VTBI 40 mL";
        for bit in 0..message.len() * 8 {
            let mut damaged = message;
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(crc32(&damaged), crc32(&message), "bit {bit}");
        }
    }
}
