//! What ecosystems write for ranges of versions, read as alternatives, each a row of constraints that hold together.
//!
//! Sources: PEP 440 (version specifiers); NuGet, "Version ranges"; the POM reference of Maven, "Dependency version requirement"; RubyGems,
//! "Pessimistic version constraint"; Conan 2, "Version ranges"; the security advisories of nginx and OpenSSL.

use super::npm::{self, Style};
use super::{Comparator, Constraint};
use crate::version::number::{self, Number};
use crate::version::pep440;

/// Constraints that hold together.
pub(super) type All = Vec<Constraint>;

pub(super) fn read(scheme: &str, text: &str) -> Result<Vec<All>, String> {
    if matches!(text, "*" | "any" | "all") && scheme != "conan" {
        return Ok(vec![Vec::new()]);
    }
    match scheme {
        "npm" => npm::read(Style::Npm, text),
        "cargo" => npm::read(Style::Cargo, text),
        "composer" => npm::read(Style::Composer, text),
        "pub" => npm::read(Style::Pub, text),
        "pypi" => text.split(',').filter(|part| !part.trim().is_empty()).map(|part| python(part.trim())).try_fold(vec![Vec::new()], both),
        "nuget" | "maven" => brackets(scheme, text),
        "gem" | "hex" | "cocoapods" => gems(text),
        "conan" => conan(text),
        "nginx" => nginx(text),
        "openssl" => exact_ones(text),
        _ => plain(text),
    }
}

/// Every alternative of one side together with every one of the other. Only few specifiers have two.
fn both(held: Vec<All>, more: Result<Vec<All>, String>) -> Result<Vec<All>, String> {
    const ALTERNATIVES: usize = 1024;
    let more = more?;
    if held.len() * more.len() > ALTERNATIVES {
        return Err(format!("more than {ALTERNATIVES} alternatives"));
    }
    Ok(held.iter().flat_map(|one| more.iter().map(move |other| [one.as_slice(), other.as_slice()].concat())).collect())
}

/// The number after this one.
pub(super) fn next(number: Number<'_>) -> String {
    let mut digits: Vec<u8> = number.digits().bytes().collect();
    for digit in digits.iter_mut().rev() {
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit += 1;
            return digits.into_iter().map(char::from).collect();
        }
    }
    std::iter::once('1').chain(digits.into_iter().map(char::from)).collect()
}

/// The first numbers of a row, the last of them raised: of `1.2.3` and 2 it is `1.3`.
pub(super) fn raised(numbers: &[Number<'_>], count: usize) -> String {
    let (kept, last) = match numbers.get(..count) {
        Some([kept @ .., last]) => (kept, *last),
        _ => (&[] as &[Number<'_>], numbers.first().copied().unwrap_or_default()),
    };
    let mut raised: Vec<String> = kept.iter().map(|number| number.digits().to_owned()).collect();
    raised.push(next(last));
    raised.join(".")
}

fn joined(numbers: &[Number<'_>]) -> String {
    numbers.iter().map(|number| number.digits()).collect::<Vec<&str>>().join(".")
}

/// A version without white space or signs of comparison in it.
pub(super) fn version(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.contains(|one: char| one.is_whitespace() || "<>=!|,[]()^*".contains(one)) {
        return Err(format!("`{text}` is no version"));
    }
    Ok(text.to_owned())
}

fn python(part: &str) -> Result<Vec<All>, String> {
    let python_version = |text: &str| {
        let text = text.trim();
        if pep440::is_version(text) { Ok(text.to_owned()) } else { Err(format!("`{text}` is no version of Python")) }
    };
    if let Some(text) = part.strip_prefix("===") {
        return Ok(vec![vec![(Comparator::Equal, version(text)?)]]);
    }
    if let Some(text) = part.strip_prefix("~=") {
        let text = python_version(text)?;
        let (numbers, _) = number::row(text.trim_start_matches(['v', 'V']));
        if numbers.len() < 2 || text.contains('!') {
            return Err(format!("`~={text}` has no release to stay in"));
        }
        let below = format!("{}.dev0", raised(&numbers, numbers.len() - 1));
        return Ok(vec![vec![(Comparator::GreaterOrEqual, text), (Comparator::Less, below)]]);
    }
    let part = part.strip_prefix("==").map_or_else(|| part.to_owned(), |text| format!("={text}"));
    let (comparator, text) = Comparator::leading(&part).ok_or_else(|| format!("`{part}` has no comparator"))?;
    let Some(stem) = text.trim().strip_suffix(".*") else {
        return Ok(vec![vec![(comparator, python_version(text)?)]]);
    };
    let (numbers, rest) = number::row(stem);
    if numbers.is_empty() || !rest.is_empty() {
        return Err(format!("`{text}` is no release of Python"));
    }
    let from = format!("{}.dev0", joined(&numbers));
    let below = format!("{}.dev0", raised(&numbers, numbers.len()));
    match comparator {
        Comparator::Equal => Ok(vec![vec![(Comparator::GreaterOrEqual, from), (Comparator::Less, below)]]),
        Comparator::NotEqual => Ok(vec![vec![(Comparator::Less, from)], vec![(Comparator::GreaterOrEqual, below)]]),
        _ => Err(format!("`{part}` compares with `*`")),
    }
}

/// `[1,2)`, `(,1]`, `[1]`; several in a row are alternatives. A version alone is the least one for NuGet; Maven takes just that one.
fn brackets(scheme: &str, text: &str) -> Result<Vec<All>, String> {
    if !text.starts_with(['[', '(']) {
        let comparator = if scheme == "nuget" { Comparator::GreaterOrEqual } else { Comparator::Equal };
        if scheme == "nuget"
            && let Some(stem) = text.strip_suffix('*')
        {
            let stem = stem.trim_end_matches(['.', '-']);
            return Ok(vec![if stem.is_empty() { Vec::new() } else { vec![(comparator, version(stem)?)] }]);
        }
        if Comparator::leading(text).is_some() {
            return plain(text);
        }
        return Ok(vec![vec![(comparator, version(text)?)]]);
    }
    let mut alternatives = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find([']', ')']).ok_or("an interval without an end")?;
        let (interval, behind) = rest.split_at_checked(end + 1).ok_or("an interval without an end")?;
        let open = interval.strip_prefix(['[', '(']).ok_or_else(|| format!("`{interval}` is no interval"))?;
        let inner = open.strip_suffix([']', ')']).unwrap_or(open);
        let (from_in, to_in) = (interval.starts_with('['), interval.ends_with(']'));
        let mut all = Vec::new();
        match inner.split_once(',') {
            None if from_in && to_in => all.push((Comparator::Equal, version(inner)?)),
            None => return Err(format!("`{interval}` is no interval")),
            Some((from, to)) => {
                if !from.trim().is_empty() {
                    all.push((if from_in { Comparator::GreaterOrEqual } else { Comparator::Greater }, version(from)?));
                }
                if !to.trim().is_empty() {
                    all.push((if to_in { Comparator::LessOrEqual } else { Comparator::Less }, version(to)?));
                }
            }
        }
        alternatives.push(all);
        rest = behind.trim_start();
        rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    }
    Ok(alternatives)
}

/// Requirements with commas or `and` between them, `or` between alternatives; `~>` holds all but the last number.
fn gems(text: &str) -> Result<Vec<All>, String> {
    text.split(" or ")
        .map(|alternative| {
            let mut all = Vec::new();
            for part in alternative.split(',').flat_map(|part| part.split(" and ")).map(str::trim) {
                let Some(stem) = part.strip_prefix("~>").map(str::trim) else {
                    let part = part.strip_prefix("==").unwrap_or(part);
                    let (comparator, stem) = Comparator::leading(part).unwrap_or((Comparator::Equal, part));
                    all.push((comparator, version(stem)?));
                    continue;
                };
                let (numbers, _) = number::row(stem);
                if numbers.is_empty() {
                    return Err(format!("`{part}` has no number"));
                }
                all.push((Comparator::GreaterOrEqual, version(stem)?));
                all.push((Comparator::Less, raised(&numbers, numbers.len().saturating_sub(1).max(1))));
            }
            Ok(all)
        })
        .collect()
}

/// Conditions with spaces between them, `||` between alternatives, options behind a comma. `2-` is the least version that `2` begins.
fn conan(text: &str) -> Result<Vec<All>, String> {
    let text = text.split_once(',').map_or(text, |(text, _)| text).trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    text.split("||")
        .map(|alternative| {
            let mut all = Vec::new();
            for part in alternative.split_whitespace() {
                let (sign, stem) = part.split_at(part.len() - part.trim_start_matches(['<', '>', '=', '^', '~']).len());
                let stem = stem.strip_suffix('-').unwrap_or(stem);
                if stem == "*" {
                    all.push((Comparator::GreaterOrEqual, "0.0.0".to_owned()));
                    continue;
                }
                let from = version(stem)?;
                let (numbers, _) = number::row(stem);
                let held = match sign {
                    "~" => numbers.len().min(2),
                    "^" => numbers.iter().position(|number| !number.is_zero()).map_or(numbers.len(), |at| at + 1),
                    "" => {
                        all.push((Comparator::Equal, from));
                        continue;
                    }
                    sign => {
                        let (comparator, rest) = Comparator::leading(sign).ok_or_else(|| format!("`{sign}` is no comparator"))?;
                        if !rest.is_empty() {
                            return Err(format!("`{sign}` is no comparator"));
                        }
                        all.push((comparator, from));
                        continue;
                    }
                };
                if held == 0 {
                    return Err(format!("`{part}` has no number"));
                }
                all.push((Comparator::GreaterOrEqual, from));
                all.push((Comparator::Less, format!("{}-", raised(&numbers, held))));
            }
            Ok(all)
        })
        .collect()
}

/// `0.7.52-0.8.39`, and `1.4.1+` for that version and later ones: of a stable branch (its second number is even) those of the branch only.
fn nginx(text: &str) -> Result<Vec<All>, String> {
    if text.eq_ignore_ascii_case("none") {
        return Ok(Vec::new());
    }
    text.split(',')
        .map(|part| {
            let part = part.trim();
            if let Some(from) = part.strip_suffix('+') {
                let (numbers, _) = number::row(from);
                let mut all = vec![(Comparator::GreaterOrEqual, version(from)?)];
                let stable = numbers.get(1).is_some_and(|second| second.digits().ends_with(['0', '2', '4', '6', '8']));
                if stable {
                    all.push((Comparator::Less, format!("{}.0", raised(&numbers, 2))));
                }
                return Ok(all);
            }
            if let Some((from, to)) = part.split_once('-') {
                return Ok(vec![(Comparator::GreaterOrEqual, version(from)?), (Comparator::LessOrEqual, version(to)?)]);
            }
            Ok(vec![(Comparator::Equal, version(part)?)])
        })
        .collect()
}

fn exact_ones(text: &str) -> Result<Vec<All>, String> {
    text.split(',').map(|part| Ok(vec![(Comparator::Equal, version(part)?)])).collect()
}

/// Comparators with commas or white space between them, `||` between alternatives: how advisories write ranges of any ecosystem.
fn plain(text: &str) -> Result<Vec<All>, String> {
    text.split("||")
        .map(|alternative| {
            let mut all = Vec::new();
            let mut open: Option<Comparator> = None;
            for word in alternative.split(|one: char| one == ',' || one.is_whitespace()).filter(|word| !word.is_empty()) {
                let (comparator, rest) = match Comparator::leading(word) {
                    Some((comparator, rest)) if open.is_none() => (comparator, rest.strip_prefix('=').unwrap_or(rest)),
                    _ => (open.take().unwrap_or(Comparator::Equal), word),
                };
                if rest.is_empty() {
                    open = Some(comparator);
                } else {
                    all.push((comparator, version(rest)?));
                }
            }
            if open.is_some() || all.is_empty() { Err(format!("`{alternative}` is no range")) } else { Ok(all) }
        })
        .collect()
}
