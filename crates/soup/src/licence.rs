//! The identifiers of licences and of their exceptions, as the list of SPDX has them.
//!
//! Source: the SPDX licence list in the version of the crate `spdx`, those that are no longer to be used included.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Licences and exceptions by their small form; whether it is an exception.
static KNOWN: LazyLock<HashMap<String, (&'static str, bool)>> = LazyLock::new(|| {
    // The crate counts as a licence what says that nothing is said.
    let licences = spdx::identifiers::LICENSES.iter().map(|licence| licence.name).filter(|name| !matches!(*name, "NOASSERTION" | "NONE"));
    let exceptions = spdx::identifiers::EXCEPTIONS.iter().map(|exception| (exception.name, true));
    licences.map(|name| (name, false)).chain(exceptions).map(|(name, exception)| (name.to_ascii_lowercase(), (name, exception))).collect()
});

/// The licence of the list that a text names in whatever case, spelt as the list spells it.
#[must_use]
pub fn licence(text: &str) -> Option<&'static str> {
    KNOWN.get(&text.to_ascii_lowercase()).filter(|(_, exception)| !exception).map(|(name, _)| *name)
}

/// The exception of the list that a text names in whatever case, spelt as the list spells it.
#[must_use]
pub fn exception(text: &str) -> Option<&'static str> {
    KNOWN.get(&text.to_ascii_lowercase()).filter(|(_, exception)| *exception).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_and_exceptions_are_told_apart() {
        assert_eq!(
            (licence("apache-2.0"), licence("gpl-2.0+"), licence("GPL-2.0")),
            (Some("Apache-2.0"), Some("GPL-2.0+"), Some("GPL-2.0"))
        );
        assert_eq!(exception("classpath-exception-2.0"), Some("Classpath-exception-2.0"));
        for none in ["Classpath-exception-2.0", "NOASSERTION", "none", "MIT+", "", "MIT "] {
            assert_eq!(licence(none), None, "{none}");
        }
        assert_eq!((exception("MIT"), exception("NOASSERTION")), (None, None));
    }

    #[test]
    fn no_identifier_of_the_list_is_lost() {
        let all = spdx::identifiers::LICENSES.len() + spdx::identifiers::EXCEPTIONS.len();
        assert!(KNOWN.len() > 800 && KNOWN.len() + 2 >= all, "{} of {all}", KNOWN.len());
    }
}
