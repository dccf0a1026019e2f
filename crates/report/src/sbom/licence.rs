//! Licences: which texts are expressions of SPDX, so that only these are written as such.

use primum_soup::licence::{exception, licence};

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
        if let Some(id) = licence(text) {
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
                out.push_str(" WITH ");
                out.push_str(exception(words.next()?)?);
                after_licence = false;
            }
            word if operand => {
                let (plain, later) = word.strip_suffix('+').map_or((word, ""), |plain| (plain, "+"));
                match licence(word) {
                    Some(id) => out.push_str(id),
                    None => {
                        out.push_str(licence(plain)?);
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
        for text in [
            "Commercial",
            "MIT/Apache-2.0",
            "MIT OR",
            "(MIT",
            "MIT)",
            "()",
            "MIT MIT",
            "MIT WITH MIT",
            "LLVM-exception",
            "OR MIT",
            "MIT OR NOASSERTION",
        ] {
            assert_eq!(Licence::of(text), name(text), "{text}");
        }
        assert_eq!((Licence::of(""), Licence::of("NOASSERTION")), (None, None));
        assert!(matches!(Licence::of(&"(".repeat(1_000_000)), Some(Licence::Name(_))));
    }
}
