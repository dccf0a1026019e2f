//! Package URLs (purl): what names a package without doubt across ecosystems.
//!
//! Source: ECMA-427 and the definitions of types of package-url/purl-spec. The crate `packageurl` 0.7.1 was measured against the known
//! answers of that repository: 24 of 586 fail, among them every distribution of CPAN without an author and every repository of type `git`,
//! which it refuses or splits wrongly where nothing outside can correct it. It also folds the case of Go modules, which breaks the match with
//! advisories. So the reading is done here.

mod component;
mod kinds;

pub use component::{component_name, component_version, of};

use kinds::{Namespace, Rules};
use std::collections::BTreeMap;
use std::fmt;

/// A package URL in canonical form: its type, its parts decoded, and the rules of the type applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Purl {
    /// The type, in lower case: `npm`, `maven`.
    pub kind: String,
    /// The namespace, its segments separated by `/`; empty if there is none.
    pub namespace: String,
    /// The name.
    pub name: String,
    /// The version; empty if there is none.
    pub version: String,
    /// The qualifiers in the order of their keys; none has an empty value.
    pub qualifiers: BTreeMap<String, String>,
    /// The path within the package; empty if there is none.
    pub subpath: String,
}

impl Purl {
    /// Reads a package URL.
    ///
    /// # Errors
    /// The reason why the text is none: no scheme, type or name, a broken escape, a part that the type prohibits or requires.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (scheme, rest) = text.split_once(':').ok_or("no scheme `pkg:`")?;
        if !scheme.eq_ignore_ascii_case("pkg") {
            return Err("the scheme is not `pkg`".to_owned());
        }
        let (rest, subpath) = rest.rsplit_once('#').unwrap_or((rest, ""));
        let (rest, qualifiers) = rest.rsplit_once('?').unwrap_or((rest, ""));
        let (kind, rest) = rest.trim_start_matches('/').split_once('/').ok_or("no type, or no name after it")?;
        let kind = kind.to_ascii_lowercase();
        let rest = rest.trim_start_matches('/');
        // The sign of a scope of npm, written as it is, begins no version: a path goes on behind it.
        let (path, version) = match rest.rsplit_once('@') {
            Some((path, version)) if !((path.is_empty() || path.ends_with('/')) && version.contains('/')) => (path, version),
            _ => (rest, ""),
        };
        let (namespace, name) = if kinds::of(&kind).is_some_and(|rules| rules.name_is_path) {
            path.split_once('/').unwrap_or(("", path))
        } else {
            path.rsplit_once('/').unwrap_or(("", path))
        };
        let purl = Self {
            namespace: segments(namespace, |_| false, "namespace")?,
            name: if kinds::of(&kind).is_some_and(|rules| rules.name_is_path) { segments(name, |_| false, "name")? } else { decode(name)? },
            version: decode(version)?,
            qualifiers: read_qualifiers(qualifiers)?,
            subpath: segments(subpath, |segment| segment == "." || segment == "..", "subpath")?,
            kind,
        };
        purl.settled()
    }

    /// The canonical form of parts that come from elsewhere: folded as the type asks, and checked.
    ///
    /// # Errors
    /// As [`Purl::parse`].
    pub fn settled(mut self) -> Result<Self, String> {
        self.kind.make_ascii_lowercase();
        let mut letters = self.kind.chars();
        if !letters.next().is_some_and(|first| first.is_ascii_lowercase())
            || !letters.all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '-' || one == '.')
        {
            return Err(format!("`{}` is no type", self.kind));
        }
        if self.name.is_empty() {
            return Err("no name".to_owned());
        }
        self.qualifiers.retain(|_, value| !value.is_empty());
        if let Some(key) = self.qualifiers.keys().find(|key| !is_key(key)) {
            return Err(format!("`{key}` is no key of a qualifier"));
        }
        let Some(rules) = kinds::of(&self.kind) else { return Ok(self) };
        self.fold(rules);
        match rules.namespace {
            Namespace::Prohibited if !self.namespace.is_empty() => Err(format!("the type `{}` has no namespace", self.kind)),
            Namespace::Required if self.namespace.is_empty() => Err(format!("the type `{}` needs a namespace", self.kind)),
            _ => kinds::check(&self, rules).map(|()| self),
        }
    }

    fn fold(&mut self, rules: &Rules) {
        if rules.fold_namespace {
            self.namespace = self.namespace.to_lowercase();
        }
        // The servers of Databricks take names of models without regard to case, others do not.
        let databricks = self.kind == "mlflow" && self.qualifiers.get("repository_url").is_some_and(|url| url.contains("databricks"));
        if rules.fold_name || databricks {
            self.name = self.name.to_lowercase();
        }
        if rules.fold_version {
            self.version = self.version.to_lowercase();
        }
        match self.kind.as_str() {
            "pypi" => self.name = self.name.replace('_', "-"),
            "pub" => self.name = self.name.replace(|one: char| !one.is_ascii_alphanumeric(), "_"),
            "cpan" => self.namespace = self.namespace.to_uppercase(),
            _ => {}
        }
    }

    /// The same package without qualifiers and subpath: what two package URLs of one version share.
    #[must_use]
    pub fn without_qualifiers(&self) -> Self {
        Self { qualifiers: BTreeMap::new(), subpath: String::new(), ..self.clone() }
    }
}

impl fmt::Display for Purl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pkg:{}/", self.kind)?;
        for segment in self.namespace.split('/').filter(|segment| !segment.is_empty()) {
            encode(segment, f)?;
            f.write_str("/")?;
        }
        if kinds::of(&self.kind).is_some_and(|rules| rules.name_is_path) {
            encode_path(&self.name, f)?;
        } else {
            encode(&self.name, f)?;
        }
        if !self.version.is_empty() {
            f.write_str("@")?;
            encode(&self.version, f)?;
        }
        for (position, (key, value)) in self.qualifiers.iter().enumerate() {
            write!(f, "{}{key}=", if position == 0 { '?' } else { '&' })?;
            encode(value, f)?;
        }
        if !self.subpath.is_empty() {
            f.write_str("#")?;
            encode_path(&self.subpath, f)?;
        }
        Ok(())
    }
}

fn is_key(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || matches!(one, '.' | '-' | '_'))
}

fn read_qualifiers(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut qualifiers = BTreeMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = key.to_ascii_lowercase();
        if !is_key(&key) {
            return Err(format!("`{key}` is no key of a qualifier"));
        }
        if qualifiers.insert(key.clone(), decode(value)?).is_some() {
            return Err(format!("the qualifier `{key}` stands twice"));
        }
    }
    Ok(qualifiers)
}

/// The segments of a path, decoded; empty ones and those that are to be dropped left out.
fn segments(path: &str, dropped: fn(&str) -> bool, part: &str) -> Result<String, String> {
    let mut decoded = String::with_capacity(path.len());
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let segment = decode(segment)?;
        if dropped(&segment) {
            continue;
        }
        if segment.contains('/') {
            return Err(format!("a segment of the {part} has a `/` in it"));
        }
        if !decoded.is_empty() {
            decoded.push('/');
        }
        decoded.push_str(&segment);
    }
    Ok(decoded)
}

pub(crate) fn decode(text: &str) -> Result<String, String> {
    if !text.contains('%') {
        return Ok(text.to_owned());
    }
    let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16)).and_then(|digit| u8::try_from(digit).ok());
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let (Some(high), Some(low)) = (digit(bytes.next()), digit(bytes.next())) else {
                return Err("a `%` without two hexadecimal digits behind it".to_owned());
            };
            decoded.push(high << 4 | low);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).map_err(|_| "escaped bytes that are no UTF-8".to_owned())
}

/// Writes what stands for itself, and everything else escaped.
pub(crate) fn encode(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~' | b':') {
            write!(f, "{}", char::from(byte))?;
        } else {
            write!(f, "%{byte:02X}")?;
        }
    }
    Ok(())
}

fn encode_path(path: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (position, segment) in path.split('/').enumerate() {
        if position > 0 {
            f.write_str("/")?;
        }
        encode(segment, f)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
