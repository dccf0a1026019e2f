//! Coverage, one file per format.

pub(crate) mod clover;
pub(crate) mod cobertura;
pub(crate) mod gcov;
pub(crate) mod jacoco;
pub(crate) mod lcov;
pub(crate) mod lines;
pub(crate) mod sonarqube;

use crate::entry::Ratio;
use crate::refusal::Refusal;
use crate::xml::Xml;

/// The most branches that one line may have.
const ON_A_LINE: u64 = 100_000;

/// So many of so many, if that can be.
fn ratio(covered: u64, total: u64) -> Option<Ratio> {
    (covered <= total && total <= ON_A_LINE).then_some(Ratio { covered, total })
}

/// An attribute that is a number, or a refusal.
fn number<T: std::str::FromStr>(xml: &Xml<'_>, name: &str) -> Result<T, Refusal> {
    let text = xml.attribute(name).ok_or_else(|| xml.refuse(format!("<{}> has no `{name}`", xml.name())))?;
    text.trim()
        .parse()
        .map_err(|_| xml.refuse(format!("`{name}` of <{}> is `{}`, which is no such number", xml.name(), crate::cut(text, 40))))
}

/// Is this a count of hits above zero? Counts may be larger than any number, and some tools write fractions.
fn is_hit(text: &str) -> Option<bool> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.bytes().any(|byte| byte != b'0'));
    }
    text.parse::<f64>().ok().filter(|count| count.is_finite() && *count >= 0.0).map(|count| count > 0.0)
}
