//! The bill as CycloneDX 1.6 in JSON.

use super::Bill;
use super::cyclonedx::Document;

/// Writes the bill.
#[must_use]
pub fn cyclonedx_json(bill: &Bill) -> String {
    crate::json::text(&Document::of(bill))
}
