//! Requirements of Cargo as intervals, and what lies outside them all: RustSec names the versions that are not affected.
//!
//! Source: the Cargo Book, "Specifying Dependencies"; the conversion of the RustSec database to OSV.

use super::range::{At, Range};
use crate::ecosystem::Ecosystem;
use crate::version::compare;
use std::cmp::Ordering;

/// A bound: a version, and whether it belongs to the interval.
type Bound = Option<(String, bool)>;

/// From a lower bound to an upper one; `None` is without end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Interval {
    pub(super) from: Bound,
    pub(super) to: Bound,
}

/// Reads a requirement: comparators joined by commas, all of which must hold.
pub(super) fn read(text: &str) -> Result<Interval, String> {
    let mut whole = Interval { from: None, to: None };
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let one = comparator(part)?;
        if later(&one.from, &whole.from) {
            whole.from = one.from;
        }
        if earlier(&one.to, &whole.to) {
            whole.to = one.to;
        }
    }
    Ok(whole)
}

fn comparator(part: &str) -> Result<Interval, String> {
    let digits = part.find(|character: char| character.is_ascii_digit() || character == '*').ok_or_else(|| format!("`{part}` has no version"))?;
    let (sign, version) = (part[..digits].trim(), part[digits..].trim());
    let core = version.split(['-', '+']).next().unwrap_or("");
    let mut numbers = Vec::new();
    for step in core.split('.') {
        match step.parse::<u64>() {
            Ok(number) => numbers.push(number),
            Err(_) if matches!(step, "*" | "x" | "X") => break,
            Err(_) => return Err(format!("`{version}` is no version of Cargo")),
        }
    }
    if numbers.len() > 3 {
        return Err(format!("`{version}` is no version of Cargo"));
    }
    if numbers.is_empty() {
        return Ok(Interval { from: None, to: None });
    }
    let full = if numbers.len() == 3 { version.to_owned() } else { pad(&numbers) };
    // The version in which the step at this position is one higher, and all behind it are zero.
    let above = |position: usize| {
        let mut next = numbers[..=position].to_vec();
        next[position] = next[position].saturating_add(1);
        Some((pad(&next), false))
    };
    let last = numbers.len() - 1;
    let from = Some((full.clone(), true));
    Ok(match sign {
        ">=" => Interval { from, to: None },
        ">" if last < 2 => Interval { from: above(last).map(|(version, _)| (version, true)), to: None },
        ">" => Interval { from: Some((full, false)), to: None },
        "<" => Interval { from: None, to: Some((full, false)) },
        "<=" if last < 2 => Interval { from: None, to: above(last) },
        "<=" => Interval { from: None, to: Some((full, true)) },
        "=" if last == 2 => Interval { from, to: Some((full, true)) },
        "=" => Interval { from, to: above(last) },
        "~" => Interval { from, to: above(last.min(1)) },
        "" if version.contains(['*', 'x', 'X']) && last < 2 => Interval { from, to: above(last) },
        "^" | "" => {
            let significant = numbers.iter().position(|number| *number > 0).unwrap_or(last);
            Interval { from, to: above(significant) }
        }
        _ => return Err(format!("`{sign}` is no sign of a requirement of Cargo")),
    })
}

fn pad(numbers: &[u64]) -> String {
    let step = |position: usize| numbers.get(position).copied().unwrap_or(0);
    format!("{}.{}.{}", step(0), step(1), step(2))
}

fn order(a: &str, b: &str) -> Ordering {
    compare(Ecosystem::Cargo, a, b)
}

/// Does a lower bound begin later than another?
fn later(a: &Bound, b: &Bound) -> bool {
    match (a, b) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some((a, a_in)), Some((b, b_in))) => order(a, b).then(b_in.cmp(a_in)).is_gt(),
    }
}

/// Does an upper bound end earlier than another?
fn earlier(a: &Bound, b: &Bound) -> bool {
    match (a, b) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some((a, a_in)), Some((b, b_in))) => order(a, b).then(a_in.cmp(b_in)).is_lt(),
    }
}

/// What lies in none of the intervals, as one range; `None` if that is nothing.
pub(super) fn outside(mut safe: Vec<Interval>) -> Option<Range> {
    safe.retain(|interval| match (&interval.from, &interval.to) {
        // What holds no version takes nothing away.
        (Some((from, from_in)), Some((to, to_in))) => match order(from, to) {
            Ordering::Less => true,
            Ordering::Equal => *from_in && *to_in,
            Ordering::Greater => false,
        },
        _ => true,
    });
    safe.sort_by(|a, b| match (later(&a.from, &b.from), later(&b.from, &a.from)) {
        (true, _) => Ordering::Greater,
        (_, true) => Ordering::Less,
        _ => Ordering::Equal,
    });
    let mut events = Vec::new();
    // Where what is affected begins: behind all that is safe so far. `None` once nothing can follow.
    let mut begins: Option<Bound> = Some(None);
    for interval in safe {
        let Some(begin) = &begins else { break };
        let gap = match (begin, &interval.from) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some((begin, begin_in)), Some((from, from_in))) => match order(begin, from) {
                Ordering::Less => true,
                // `begin_in`: the version is still affected; it is unless the interval takes it in.
                Ordering::Equal => *begin_in && !*from_in,
                Ordering::Greater => false,
            },
        };
        if gap {
            start(&mut events, begin);
            if let Some((from, taken)) = &interval.from {
                events.push((if *taken { At::Fixed } else { At::LastAffected }, from.clone()));
            }
        }
        begins = match (begins.take(), interval.to) {
            (_, None) | (None, _) => None,
            (Some(begin), Some((to, taken))) => {
                let next = Some((to, !taken));
                Some(if later(&begin, &next) { begin } else { next })
            }
        };
    }
    if let Some(begin) = &begins {
        start(&mut events, begin);
    }
    (!events.is_empty()).then(|| Range::of(events))
}

fn start(events: &mut Vec<(At, String)>, begin: &Bound) {
    events.push(match begin {
        None => (At::Introduced, "0".to_owned()),
        Some((version, true)) => (At::Introduced, version.clone()),
        Some((version, false)) => (At::After, version.clone()),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn affected(safe: &[&str]) -> String {
        let safe = safe.iter().map(|text| read(text).expect(text)).collect();
        outside(safe).map_or_else(String::new, |range| {
            range.events.iter().map(|event| format!("{:?} {}", event.at, event.version)).collect::<Vec<_>>().join(", ")
        })
    }

    #[test]
    fn what_no_requirement_covers_is_affected() {
        assert_eq!(affected(&[]), "Introduced 0");
        assert_eq!(affected(&[">= 300.0.11", "< 300.0.0"]), "Introduced 300.0.0, Fixed 300.0.11");
        assert_eq!(affected(&["^0.1.5", ">= 0.2.3"]), "Introduced 0, Fixed 0.1.5, Introduced 0.2.0, Fixed 0.2.3");
        assert_eq!(affected(&[">= 36.0.7, < 37.0.0", ">= 42.0.2, < 43.0.0", ">= 43.0.1"]).matches("Fixed").count(), 3);
        assert_eq!(affected(&["> 1.0.0"]), "Introduced 0, LastAffected 1.0.0");
        assert_eq!(affected(&["<= 1.0.0", ">= 2.0"]), "After 1.0.0, Fixed 2.0.0");
        assert_eq!(affected(&["= 1.2.3"]), "Introduced 0, Fixed 1.2.3, After 1.2.3");
        assert_eq!(affected(&["*"]), "");
        assert_eq!(affected(&["< 2.0.0", ">= 1.0.0"]), "");
        assert_eq!(affected(&["> 2.0.0, < 1.0.0"]), "Introduced 0");
    }

    #[test]
    fn signs_are_those_of_cargo() {
        for (text, to) in [("~1.2.3", "1.3.0"), ("~1", "2.0.0"), ("^0.0.3", "0.0.4"), ("^0.0", "0.1.0"), ("1.2.*", "1.3.0"), ("^1.2", "2.0.0")] {
            assert_eq!(read(text).expect(text).to, Some((to.to_owned(), false)), "{text}");
        }
        assert!(read("nothing").is_err());
        assert!(read("! 1.2.3").is_err());
        assert!(read("1.2.3.4").is_err());
    }
}
