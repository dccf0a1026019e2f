//! Package URLs (purl): what names a package without doubt across ecosystems.

use crate::component::Component;

/// The package URL of a component: the one that its file states, or the one that follows from ecosystem, name and version. `None` where
/// the ecosystem is not known.
#[must_use]
pub fn of(_component: &Component) -> Option<String> {
    None
}
