//! Ranges of versions: the common notation `vers:npm/>=1.0.0|<2.0.0`, and what the ecosystems write themselves.
//!
//! Source: the Version Range Specifier (VERS) of package-url/vers-spec.
//!
//! A range holds what it contains as intervals that do not overlap. An early version of an upper end (`2.0.0-beta` of `<2.0.0`) lies below it
//! and is contained: what npm and Composer leave out there, an advisory rather takes in.

mod intervals;
mod native;
mod npm;

use super::Order;
use intervals::Interval;
use std::fmt;

/// What a constraint asks of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparator {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `=`, written as the version alone.
    Equal,
    /// `!=`
    NotEqual,
    /// `>=`
    GreaterOrEqual,
    /// `>`
    Greater,
}

impl Comparator {
    /// Longer signs first, so that none is taken for the start of another.
    const SIGNS: [(&str, Self); 6] = [
        ("<=", Self::LessOrEqual),
        (">=", Self::GreaterOrEqual),
        ("!=", Self::NotEqual),
        ("<", Self::Less),
        (">", Self::Greater),
        ("=", Self::Equal),
    ];

    /// The comparator at the start of a text, and the rest.
    fn leading(text: &str) -> Option<(Self, &str)> {
        Self::SIGNS.iter().find_map(|(sign, comparator)| Some((*comparator, text.strip_prefix(sign)?)))
    }

    /// The sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        Self::SIGNS.iter().find(|(_, comparator)| *comparator == self).map_or("", |(sign, _)| sign)
    }
}

/// A comparator and the version that it compares with.
pub type Constraint = (Comparator, String);

/// A range of versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    scheme: String,
    order: Order,
    constraints: Vec<Constraint>,
    intervals: Vec<Interval>,
}

impl Range {
    /// Reads the common notation. White space and needless pipes are passed over, and constraints are put in the order of their versions.
    ///
    /// # Errors
    /// The reason why the text is no range.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text: String = text.chars().filter(|one| !one.is_whitespace()).collect();
        let (scheme, order, rest) = head(&text)?;
        let mut constraints = Vec::new();
        for part in rest.split('|').filter(|part| !part.is_empty()) {
            constraints.push(constraint(part)?);
        }
        let star = constraints.iter().any(|(_, version)| version == "*");
        if star && constraints.len() > 1 {
            return Err("`*` stands alone".to_owned());
        }
        if star {
            return Ok(Self::of_intervals(scheme, order, vec![Interval::ALL]));
        }
        if constraints.is_empty() {
            return Err("no constraint".to_owned());
        }
        constraints.sort_by(|a, b| order.compare(&a.1, &b.1));
        let intervals = intervals::read(order, &constraints);
        Ok(Self { scheme: scheme.to_owned(), order, constraints, intervals })
    }

    /// Reads the common notation in canonical form only: nothing needless, constraints sorted, escapes as they are written here.
    ///
    /// # Errors
    /// The first difference from the canonical form.
    pub fn parse_canonical(text: &str) -> Result<Self, String> {
        if text.contains(char::is_whitespace) {
            return Err("white space".to_owned());
        }
        let (_, order, rest) = head(text)?;
        if rest.split('|').any(str::is_empty) {
            return Err("a pipe in front, at the end, or twice".to_owned());
        }
        let mut previous: Option<String> = None;
        for part in rest.split('|') {
            let (comparator, version) = constraint(part)?;
            let sign = if comparator == Comparator::Equal { "" } else { comparator.sign() };
            if version != "*" && format!("{sign}{}", Escaped(&version)) != part {
                return Err(format!("`{part}` is not written in canonical form"));
            }
            if order == Order::DateTime && version.contains(['t', 'z']) {
                return Err("a date is written with `T` and `Z`".to_owned());
            }
            if previous.is_some_and(|previous| order.compare(&previous, &version).is_gt()) {
                return Err("constraints are not sorted by version".to_owned());
            }
            previous = Some(version);
        }
        Self::parse(text)
    }

    /// Reads what an ecosystem writes itself, told by the type of its package URLs: `^1.2` of `npm`, `[1,2)` of `nuget`, `~>2.0` of `gem`. Of
    /// schemes without a notation of their own, comparators with commas or spaces between them.
    ///
    /// # Errors
    /// The reason why the text is no range of the ecosystem.
    pub fn of_native(scheme: &str, text: &str) -> Result<Self, String> {
        let order = Order::of_scheme(scheme).ok_or_else(|| format!("`{scheme}` is no scheme of versions"))?;
        let alternatives = native::read(scheme, text.trim())?;
        // Each alternative is what all its constraints have in common.
        let intervals = alternatives.iter().flat_map(|all| intervals::common(order, all)).collect();
        let merged = Self::of_intervals(scheme, order, intervals);
        // The constraints as written, if the notation, which joins constraints by rules of its own, means the same by them.
        let mut written: Vec<Constraint> = alternatives.into_iter().flatten().collect();
        written.sort_by(|a, b| order.compare(&a.1, &b.1).then(a.0.cmp(&b.0)));
        if written.is_empty() || intervals::read(order, &written) != merged.intervals {
            return Ok(merged);
        }
        Ok(Self { constraints: written, ..merged })
    }

    fn of_intervals(scheme: &str, order: Order, intervals: Vec<Interval>) -> Self {
        let intervals = intervals::merged(order, intervals);
        Self { scheme: scheme.to_owned(), order, constraints: intervals::constraints(&intervals), intervals }
    }

    /// Is the version in the range?
    #[must_use]
    pub fn contains(&self, version: &str) -> bool {
        // The first interval that does not end before the version.
        let at = self.intervals.partition_point(|interval| interval.is_before(self.order, version));
        self.intervals.get(at).is_some_and(|interval| interval.contains(self.order, version))
    }

    /// The scheme: `npm`, `pypi`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// The constraints in the order of their versions; none where the range is all versions or none.
    #[must_use]
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "vers:{}/", self.scheme)?;
        if self.constraints.is_empty() && !self.intervals.is_empty() {
            return f.write_str("*");
        }
        for (position, (comparator, version)) in self.constraints.iter().enumerate() {
            let pipe = if position > 0 { "|" } else { "" };
            let sign = if *comparator == Comparator::Equal { "" } else { comparator.sign() };
            write!(f, "{pipe}{sign}{}", Escaped(version))?;
        }
        Ok(())
    }
}

/// Scheme, its order, and the constraints.
fn head(text: &str) -> Result<(&str, Order, &str), String> {
    let rest = text.strip_prefix("vers:").ok_or("no scheme `vers:`")?;
    let (scheme, constraints) = rest.split_once('/').ok_or("no `/` behind the scheme of versions")?;
    let order = Order::of_scheme(scheme).ok_or_else(|| format!("`{scheme}` is no scheme of versions"))?;
    Ok((scheme, order, constraints))
}

fn constraint(part: &str) -> Result<Constraint, String> {
    let (comparator, version) = Comparator::leading(part).unwrap_or((Comparator::Equal, part));
    let version = crate::purl::decode(version)?;
    if version.is_empty() { Err(format!("`{part}` has no version")) } else { Ok((comparator, version)) }
}

/// A version as it stands in the notation.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        crate::purl::encode(self.0, f)
    }
}

#[cfg(test)]
mod tests;
