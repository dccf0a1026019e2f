//! Licences: which texts are expressions of SPDX, so that only these are written as such.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The identifiers of the SPDX licence list, an empty line, and those of its exceptions.
///
/// Source: SPDX licence list as CycloneDX takes it over (`spdx.schema.json`).
static LIST: &str = include_str!("licences.txt");

/// Identifiers by their small form; whether it is an exception.
static KNOWN: LazyLock<HashMap<String, (&'static str, bool)>> = LazyLock::new(|| {
    let (licences, exceptions) = LIST.split_once("\n\n").unwrap_or((LIST, ""));
    let licences = licences.lines().map(|id| (id.to_ascii_lowercase(), (id, false)));
    licences.chain(exceptions.lines().map(|id| (id.to_ascii_lowercase(), (id, true)))).collect()
});

/// The longest text that is taken for an expression, in bytes.
const LONGEST: usize = 2_000;

/// What a text about a licence is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Licence {
    /// One licence of the list, spelt as the list spells it.
    Id(&'static str),
    /// An expression over licences of the list.
    Expression(String),
    /// Anything else: the name of a licence.
    Name(String),
}

impl Licence {
    /// Reads what a record or a file says; `None` where it says nothing.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text == "NOASSERTION" || text == "NONE" {
            return None;
        }
        if let Some((id, false)) = KNOWN.get(&text.to_ascii_lowercase()) {
            return Some(Self::Id(id));
        }
        Some(expression(text).map_or_else(|| Self::Name(text.to_owned()), Self::Expression))
    }
}

/// The expression with the spelling of the list; `None` if it is none, or names what is not in the list.
fn expression(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let mut out = String::with_capacity(text.len());
    let (mut depth, mut operand, mut after_licence) = (0_usize, true, false);
    let mut words = spaced.split_whitespace();
    while let Some(word) = words.next() {
        match word {
            "(" if operand => {
                depth += 1;
                out.push('(');
            }
            ")" if !operand => {
                depth = depth.checked_sub(1)?;
                out.push(')');
                after_licence = false;
            }
            "AND" | "OR" | "and" | "or" if !operand => {
                out.push(' ');
                out.push_str(&word.to_ascii_uppercase());
                out.push(' ');
                (operand, after_licence) = (true, false);
            }
            "WITH" | "with" if after_licence => {
                let (id, true) = KNOWN.get(&words.next()?.to_ascii_lowercase())? else { return None };
                out.push_str(" WITH ");
                out.push_str(id);
                after_licence = false;
            }
            word if operand => {
                let (plain, later) = word.strip_suffix('+').map_or((word, ""), |plain| (plain, "+"));
                match KNOWN.get(&word.to_ascii_lowercase()) {
                    Some((id, false)) => out.push_str(id),
                    _ => {
                        let (id, false) = KNOWN.get(&plain.to_ascii_lowercase())? else { return None };
                        out.push_str(id);
                        out.push_str(later);
                    }
                }
                (operand, after_licence) = (false, true);
            }
            _ => return None,
        }
    }
    (!operand && depth == 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_expressions_and_names_are_told_apart() {
        assert_eq!(Licence::of(" mit "), Some(Licence::Id("MIT")));
        assert_eq!(Licence::of("GPL-2.0+"), Some(Licence::Id("GPL-2.0+")));
        let expression = |text: &str| Some(Licence::Expression(text.to_owned()));
        assert_eq!(Licence::of("mit or (Apache-2.0 with llvm-exception)"), expression("MIT OR (Apache-2.0 WITH LLVM-exception)"));
        assert_eq!(Licence::of("MPL-1.1+ AND MIT"), expression("MPL-1.1+ AND MIT"));
        let name = |text: &str| Some(Licence::Name(text.to_owned()));
        for text in ["Commercial", "MIT/Apache-2.0", "MIT OR", "(MIT", "MIT)", "()", "MIT MIT", "MIT WITH MIT", "LLVM-exception", "OR MIT"]
        {
            assert_eq!(Licence::of(text), name(text), "{text}");
        }
        assert_eq!((Licence::of(""), Licence::of("NOASSERTION")), (None, None));
        assert!(matches!(Licence::of(&"(".repeat(1_000_000)), Some(Licence::Name(_))));
    }

    #[test]
    fn the_list_holds_licences_and_exceptions() {
        assert!(KNOWN.len() > 700);
        assert_eq!(KNOWN.get("classpath-exception-2.0"), Some(&("Classpath-exception-2.0", true)));
    }
}
