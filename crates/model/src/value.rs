//! Whether one value fits its field.

use crate::schema::{FieldSpec, FieldType, is_id_shaped};
use crate::suggest::nearest;
use jiff::civil::Date;

/// Checks one value; the fault and the remedy if it does not fit.
pub(crate) fn check(field: &FieldSpec, value: &str) -> Result<(), (String, String)> {
    match &field.kind {
        FieldType::Text => Ok(()),
        FieldType::Choice(words) => {
            if words.iter().any(|word| word == value) {
                return Ok(());
            }
            let list = words.join(", ");
            let help = nearest(value, words.iter().map(String::as_str))
                .map_or_else(|| format!("it is one of: {list}"), |near| format!("did you mean `{near}`? It is one of: {list}"));
            Err((format!("`{value}` is no value of `{}`", field.name), help))
        }
        FieldType::Date => {
            date(value).map(|_| ()).ok_or_else(|| (format!("`{value}` is no date"), "write year, month and day: 2026-01-31".to_owned()))
        }
        FieldType::Version => {
            exact_version(value).map_err(|why| (format!("`{value}` is no exact version: {why}"), "write the one version in use".to_owned()))
        }
        FieldType::Glob => {
            if value.starts_with('/') || value.split('/').any(|step| step == "..") {
                Err((format!("`{value}` leaves the project"), "write a path relative to the project, with `/`".to_owned()))
            } else {
                Ok(())
            }
        }
        FieldType::Link(_) => {
            let (id, part) = split_part(value);
            if is_id_shaped(id) && part.is_none_or(is_letter) {
                Ok(())
            } else {
                Err((
                    format!("`{value}` in `{}` is no ID", field.name),
                    "a link names one record a line, by its ID: SRS-12, or a part of it: SRS-12.B".to_owned(),
                ))
            }
        }
    }
}

/// A calendar date written as year, month and day.
#[must_use]
pub fn date(value: &str) -> Option<Date> {
    let shaped = value.len() == 10
        && value.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    if shaped { value.parse().ok() } else { None }
}

/// One exact version: it has a digit and neither range, wildcard nor blank.
///
/// # Errors
/// Says what makes it inexact.
pub fn exact_version(value: &str) -> Result<(), &'static str> {
    let lower = value.to_ascii_lowercase();
    if ["latest", "newest", "any", "current", "head", "main", "master", "stable", "tbd", "unknown"].contains(&lower.as_str()) {
        return Err("it names whatever is there");
    }
    if value.starts_with('~') || value.contains(['^', '<', '>', '*', '=', '|', ',']) || value.contains(" - ") {
        return Err("it is a range");
    }
    if lower.split(['.', '-', '+']).any(|group| group == "x") {
        return Err("it has a wildcard");
    }
    if !value.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err("it has no number");
    }
    if value.contains(char::is_whitespace) {
        return Err("it has a blank");
    }
    Ok(())
}

/// Is it the letter of a part?
pub(crate) fn is_letter(part: &str) -> bool {
    part.len() == 1 && part.as_bytes()[0].is_ascii_uppercase()
}

/// `SRS-12.B` into ID and part.
#[must_use]
pub fn split_part(link: &str) -> (&str, Option<&str>) {
    link.split_once('.').map_or((link, None), |(id, part)| (id, Some(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_version_is_exact() {
        for good in ["1.2.3", "v7", "2024-03", "1.0.0-rc.1+build.5", "5.15.0-91-generic", "r1234", "1.2.13-4~deb12u1"] {
            assert_eq!(exact_version(good), Ok(()), "{good}");
        }
        for bad in ["^1.2", "~> 2", ">=1,<2", "1.*", "1.x", "latest", "LATEST", "one", "1.0 or later", "1.0 - 2.0", ""] {
            assert!(exact_version(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn dates_exist_in_the_calendar() {
        assert!(date("2024-02-29").is_some());
        for bad in ["2023-02-29", "2024-2-9", "24-02-09", "2024-02-29T00:00", "2024/02/29", "2024-13-01", "२०२४-०२-२९"] {
            assert!(date(bad).is_none(), "{bad}");
        }
    }
}
