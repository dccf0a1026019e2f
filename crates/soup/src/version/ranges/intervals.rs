//! Intervals of versions, and how constraints make them.

use super::{Comparator, Constraint, Order};
use std::cmp::Ordering;

/// An end of an interval: the version, and whether it belongs to it.
type End = Option<(String, bool)>;

/// What lies between two ends; without an end it goes on for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    lower: End,
    upper: End,
}

impl Interval {
    pub(super) const ALL: Self = Self { lower: None, upper: None };

    fn point(version: &str) -> Self {
        Self { lower: Some((version.to_owned(), true)), upper: Some((version.to_owned(), true)) }
    }

    /// Does it end before the version?
    pub(super) fn is_before(&self, order: Order, version: &str) -> bool {
        self.upper.as_ref().is_some_and(|(upper, closed)| match order.compare(upper, version) {
            Ordering::Less => true,
            Ordering::Equal => !closed,
            Ordering::Greater => false,
        })
    }

    pub(super) fn contains(&self, order: Order, version: &str) -> bool {
        let begun = self.lower.as_ref().is_none_or(|(lower, closed)| match order.compare(lower, version) {
            Ordering::Less => true,
            Ordering::Equal => *closed,
            Ordering::Greater => false,
        });
        begun && !self.is_before(order, version)
    }

    fn is_empty(&self, order: Order) -> bool {
        let (Some((lower, from)), Some((upper, to))) = (&self.lower, &self.upper) else { return false };
        match order.compare(lower, upper) {
            Ordering::Less => false,
            Ordering::Equal => !(*from && *to),
            Ordering::Greater => true,
        }
    }
}

/// What all constraints have in common: one interval, cut where versions are left out.
pub(super) fn common(order: Order, constraints: &[Constraint]) -> Vec<Interval> {
    let mut interval = Interval::ALL;
    let mut out: Vec<&str> = Vec::new();
    for (comparator, version) in constraints {
        let closed = matches!(comparator, Comparator::LessOrEqual | Comparator::GreaterOrEqual | Comparator::Equal);
        if *comparator == Comparator::NotEqual {
            out.push(version);
            continue;
        }
        if matches!(comparator, Comparator::Greater | Comparator::GreaterOrEqual | Comparator::Equal)
            && interval
                .lower
                .as_ref()
                .is_none_or(|(held, held_closed)| order.compare(held, version).then_with(|| (!held_closed).cmp(&!closed)).is_lt())
        {
            interval.lower = Some((version.clone(), closed));
        }
        if matches!(comparator, Comparator::Less | Comparator::LessOrEqual | Comparator::Equal)
            && interval
                .upper
                .as_ref()
                .is_none_or(|(held, held_closed)| order.compare(held, version).then_with(|| held_closed.cmp(&closed)).is_gt())
        {
            interval.upper = Some((version.clone(), closed));
        }
    }
    without(order, vec![interval], out)
}

/// What the notation means by constraints in the order of their versions: of lower ends in a row the first counts, of upper ends the last,
/// and single versions are added or taken away.
pub(super) fn read(order: Order, constraints: &[Constraint]) -> Vec<Interval> {
    let mut intervals = Vec::new();
    let mut out: Vec<&str> = Vec::new();
    let mut lower: Option<End> = None;
    let mut upper: End = None;
    for (comparator, version) in constraints {
        match comparator {
            Comparator::Equal => intervals.push(Interval::point(version)),
            Comparator::NotEqual => out.push(version),
            Comparator::Less | Comparator::LessOrEqual => {
                upper = Some((version.clone(), *comparator == Comparator::LessOrEqual));
                lower.get_or_insert(None);
            }
            Comparator::Greater | Comparator::GreaterOrEqual => {
                if upper.is_some() {
                    intervals.push(Interval { lower: lower.take().flatten(), upper: upper.take() });
                }
                lower.get_or_insert_with(|| Some((version.clone(), *comparator == Comparator::GreaterOrEqual)));
            }
        }
    }
    if let Some(lower) = lower {
        intervals.push(Interval { lower, upper });
    }
    if intervals.is_empty() && !out.is_empty() {
        intervals.push(Interval::ALL);
    }
    without(order, merged(order, intervals), out)
}

/// The intervals without single versions.
fn without(order: Order, intervals: Vec<Interval>, mut out: Vec<&str>) -> Vec<Interval> {
    out.sort_by(|a, b| order.compare(a, b));
    let mut out = out.into_iter().peekable();
    let mut left = Vec::new();
    for mut interval in intervals {
        // Both rows rise, so each version is looked at once.
        while let Some(version) = out.peek() {
            if interval.is_before(order, version) {
                break;
            }
            if interval.contains(order, version) {
                left.push(Interval { lower: interval.lower.take(), upper: Some(((*version).to_owned(), false)) });
                interval.lower = Some(((*version).to_owned(), false));
            }
            out.next();
        }
        left.push(interval);
    }
    left.retain(|interval| !interval.is_empty(order));
    left
}

/// Intervals in rising order, what overlaps or touches joined.
pub(super) fn merged(order: Order, mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.retain(|interval| !interval.is_empty(order));
    intervals.sort_by(|a, b| match (&a.lower, &b.lower) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some((a, a_closed)), Some((b, b_closed))) => order.compare(a, b).then(b_closed.cmp(a_closed)),
    });
    let mut merged: Vec<Interval> = Vec::new();
    for interval in intervals {
        let Some(last) = merged.last_mut().filter(|last| meet(order, last, &interval)) else {
            merged.push(interval);
            continue;
        };
        let further = match (&last.upper, &interval.upper) {
            (None, _) => false,
            (_, None) => true,
            (Some((a, a_closed)), Some((b, b_closed))) => order.compare(a, b).then(a_closed.cmp(b_closed)).is_lt(),
        };
        if further {
            last.upper = interval.upper;
        }
    }
    merged
}

/// Is there no version between the end of the first and the start of the second?
fn meet(order: Order, first: &Interval, second: &Interval) -> bool {
    let (Some((upper, to)), Some((lower, from))) = (&first.upper, &second.lower) else { return true };
    match order.compare(lower, upper) {
        Ordering::Less => true,
        Ordering::Equal => *to || *from,
        Ordering::Greater => false,
    }
}

/// The constraints that the notation needs for intervals in rising order.
pub(super) fn constraints(intervals: &[Interval]) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    let mut before: Option<&str> = None;
    for interval in intervals {
        let upper = interval.upper.as_ref();
        match &interval.lower {
            Some((lower, _)) if upper.is_some_and(|(upper, _)| upper == lower) => {
                constraints.push((Comparator::Equal, lower.clone()));
                continue;
            }
            // A single version left out between two intervals.
            Some((lower, false)) if before == Some(lower.as_str()) => {
                constraints.pop();
                constraints.push((Comparator::NotEqual, lower.clone()));
            }
            Some((lower, closed)) => {
                constraints.push((if *closed { Comparator::GreaterOrEqual } else { Comparator::Greater }, lower.clone()));
            }
            None => {}
        }
        if let Some((version, closed)) = upper {
            constraints.push((if *closed { Comparator::LessOrEqual } else { Comparator::Less }, version.clone()));
        }
        before = upper.filter(|(_, closed)| !closed).map(|(version, _)| version.as_str());
    }
    constraints
}
