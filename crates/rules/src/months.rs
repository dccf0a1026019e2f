//! Months before a day, for periods that the policy of a project names.

use primum_model::Date;

/// The same day so many months earlier; the last day of the month where that day does not exist.
pub(crate) fn before(date: Date, months: i32) -> Date {
    let count = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 - months;
    let year = i16::try_from(count.div_euclid(12)).unwrap_or(i16::MIN);
    let month = i8::try_from(count.rem_euclid(12) + 1).unwrap_or(1);
    let Ok(first) = Date::new(year, month, 1) else { return Date::MIN };
    Date::new(year, month, date.day().min(first.days_in_month())).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_where_the_calendar_ends_them() {
        let before = |year, month, day, months| super::before(Date::constant(year, month, day), months).to_string();
        assert_eq!(before(2026, 6, 30, 12), "2025-06-30");
        assert_eq!(before(2026, 3, 31, 1), "2026-02-28");
        assert_eq!(before(2024, 3, 31, 1), "2024-02-29");
        assert_eq!(before(2026, 1, 15, 1), "2025-12-15");
        assert_eq!(before(2026, 6, 30, 1200), "1926-06-30");
        assert_eq!(super::before(Date::constant(1, 1, 1), 1200), Date::constant(-99, 1, 1));
    }
}
