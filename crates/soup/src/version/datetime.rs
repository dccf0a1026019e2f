//! Instants, however their zone is written.
//!
//! Source: RFC 3339. Fractions of a second may be of any length. What is no instant is older than all that is.

use std::cmp::Ordering;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    super::read_first((a, read(a)), (b, read(b)))
}

/// Seconds since 1970 in UTC, and the digits of the fraction.
pub(super) fn read(text: &str) -> Option<(i64, &str)> {
    let (date, time) = text.split_once(['T', 't'])?;
    let zone_at = time.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = time.split_at_checked(zone_at)?;
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(clock, fraction)| (clock, Some(fraction)));
    if fraction.is_some_and(|digits| digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let [year, month, day] = fields(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = fields(clock, ':', [2, 2, 2])?;
    let of = |field: i16| i8::try_from(field).ok();
    let local = jiff::civil::DateTime::new(year, of(month)?, of(day)?, of(hour)?, of(minute)?, of(second)?, 0).ok()?;
    let ahead = if let "Z" | "z" = zone {
        0
    } else {
        let [hours, minutes] = fields(zone.get(1..)?, ':', [2, 2])?;
        if hours > 23 || minutes > 59 {
            return None;
        }
        let seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60;
        if zone.starts_with('-') { -seconds } else { seconds }
    };
    let seconds = jiff::tz::TimeZone::UTC.to_timestamp(local).ok()?.as_second() - ahead;
    Some((seconds, fraction.unwrap_or_default().trim_end_matches('0')))
}

/// Numbers of a fixed count of digits.
fn fields<const N: usize>(text: &str, separator: char, digits: [usize; N]) -> Option<[i16; N]> {
    let mut parts = text.split(separator);
    let mut fields = [0; N];
    for (field, digits) in fields.iter_mut().zip(digits) {
        let part = parts.next().filter(|part| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))?;
        *field = part.parse().ok()?;
    }
    parts.next().is_none().then_some(fields)
}
