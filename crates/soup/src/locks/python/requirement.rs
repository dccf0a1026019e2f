//! What a project asks for, in one line: `name[extra] >=1,<2 ; marker` or `name @ address`. Source: PEP 508, PEP 440.

/// A requirement.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Requirement<'t> {
    /// The name as it is written.
    pub(super) name: &'t str,
    /// The version clauses, without spaces around.
    pub(super) clauses: &'t str,
    /// The address behind `@`.
    pub(super) address: &'t str,
    /// The condition behind `;`.
    pub(super) marker: &'t str,
}

impl<'t> Requirement<'t> {
    /// Reads it; `None` if it is none.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let text = text.trim();
        let end =
            text.find(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.'))).unwrap_or(text.len());
        let name = &text[..end];
        if !name.starts_with(|first: char| first.is_ascii_alphanumeric()) || !name.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            return None;
        }
        let mut rest = text[end..].trim_start();
        if let Some(extras) = rest.strip_prefix('[') {
            rest = extras.split_once(']')?.1.trim_start();
        }
        if let Some(address) = rest.strip_prefix('@') {
            // A marker behind an address stands behind a space, since `;` may be part of the address.
            let (address, marker) = address.trim().split_once(" ;").unwrap_or((address.trim(), ""));
            return Some(Self { name, address: address.trim(), marker: marker.trim(), clauses: "" });
        }
        let (clauses, marker) = rest.split_once(';').unwrap_or((rest, ""));
        let clauses = clauses.trim();
        let clauses = clauses.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(clauses).trim();
        let valid = clauses.is_empty() || clauses.split(',').all(|clause| is_clause(clause.trim()));
        valid.then_some(Self { name, clauses, address: "", marker: marker.trim() })
    }

    /// The one version that is asked for, if it is one.
    pub(super) fn exact(&self) -> Option<&'t str> {
        self.clauses.split(',').find_map(|clause| {
            let clause = clause.trim();
            let version = clause.strip_prefix("===").or_else(|| clause.strip_prefix("==").filter(|version| !version.contains('*')))?.trim();
            (!version.is_empty() && !version.contains('$')).then_some(version)
        })
    }
}

fn is_clause(clause: &str) -> bool {
    let operators = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];
    let Some(version) = operators.iter().find_map(|operator| clause.strip_prefix(operator)) else { return false };
    let version = version.trim();
    !version.is_empty() && !version.contains(char::is_whitespace) && !version.starts_with(['=', '<', '>', '!', '~'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_requirement_has_its_parts() {
        let read = |text| Requirement::read(text).expect("a requirement");
        let one = read("requests [security] >= 2.8.1, == 2.8.* ; python_version < \"2.7\"");
        assert_eq!((one.name, one.clauses, one.marker, one.exact()), ("requests", ">= 2.8.1, == 2.8.*", "python_version < \"2.7\"", None));
        assert_eq!(read("a==1.0").exact(), Some("1.0"));
        assert_eq!(read("a === 1.0, !=2").exact(), Some("1.0"));
        assert_eq!(read("a (>=1)").clauses, ">=1");
        assert_eq!(read("a @ git+https://h/a@1 ; x").address, "git+https://h/a@1");
        assert_eq!(read("a==${X}").exact(), None);
        for wrong in ["", "==1", "a 1.0", "a==", "-a", "a==1 2", "a>=1;;", "a-"].into_iter().filter(|text| *text != "a>=1;;") {
            assert_eq!(Requirement::read(wrong), None, "{wrong}");
        }
    }
}
