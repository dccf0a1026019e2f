//! CPE: the names of products in NVD, and whether a name of an advisory covers one of a component.
//!
//! Source: NIST IR 7695 (names, versions 2.2 and 2.3) and 7696 (matching).

/// A name of a product. Parts are in lower case and without escapes; `*` is any value, `-` is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cpe {
    /// `a` application, `o` operating system, `h` hardware.
    pub part: String,
    /// Who makes it.
    pub vendor: String,
    /// What it is.
    pub product: String,
    /// The version; with the update behind it where there is one.
    pub version: String,
    /// The update.
    pub update: String,
    /// What it is made for: `node.js`, `wordpress`.
    pub target: String,
}

/// The longest name that is read, in bytes.
const LONGEST: usize = 4096;

impl Cpe {
    /// Reads a name: `cpe:2.3:a:vendor:product:1.0:…` or `cpe:/a:vendor:product:1.0`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let steps = if let Some(rest) = text.strip_prefix("cpe:2.3:") {
            formatted(rest)
        } else {
            text.strip_prefix("cpe:/")?.split(':').map(decoded).collect()
        };
        let old = text.starts_with("cpe:/");
        let step = |position: usize| match steps.get(position) {
            Some(step) if !step.is_empty() => step.to_lowercase(),
            _ => "*".to_owned(),
        };
        let target = if old { 99 } else { 8 };
        let cpe = Self { part: step(0), vendor: step(1), product: step(2), version: step(3), update: step(4), target: step(target) };
        (matches!(cpe.part.as_str(), "a" | "o" | "h" | "*") && cpe.product != "*" && cpe.product != "-").then_some(cpe)
    }

    /// The version with its update, as it is compared: `1.0.2` and `k` are `1.0.2k`. `None` where it states none.
    #[must_use]
    pub fn full_version(&self) -> Option<String> {
        let stated = |text: &str| !matches!(text, "*" | "-" | "");
        if !stated(&self.version) {
            return None;
        }
        Some(if stated(&self.update) {
            let joint = if self.update.len() == 1 { "" } else { "-" };
            format!("{}{joint}{}", self.version, self.update)
        } else {
            self.version.clone()
        })
    }
}

/// The steps of a formatted string; a backslash takes the meaning from what follows.
fn formatted(text: &str) -> Vec<String> {
    let mut steps = vec![String::new()];
    let mut escaped = false;
    for character in text.chars() {
        match character {
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            ':' if !escaped => steps.push(String::new()),
            other => {
                if let Some(step) = steps.last_mut() {
                    step.push(other);
                }
            }
        }
        escaped = false;
    }
    steps
}

/// A step of a URI, its escapes resolved.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        if let (b'%', [high, low, behind @ ..]) = (first, others)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            bytes.push(high * 16 + low);
            rest = behind;
            continue;
        }
        bytes.push(*first);
        rest = others;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_read_and_escapes_resolved() {
        let cpe = Cpe::parse(r"cpe:2.3:a:OpenSSL:openssl:1.0.2:k:*:*:*:node.js:*:*").expect("a name");
        assert_eq!((cpe.vendor.as_str(), cpe.full_version().as_deref(), cpe.target.as_str()), ("openssl", Some("1.0.2k"), "node.js"));
        let cpe = Cpe::parse(r"cpe:2.3:a:a\:b:c\\d:1.0:rc1:*:*:*:*:*:*").expect("a name");
        assert_eq!((cpe.vendor.as_str(), cpe.product.as_str(), cpe.full_version().as_deref()), ("a:b", r"c\d", Some("1.0-rc1")));
        let cpe = Cpe::parse("cpe:/a:zlib:zlib%2b:1.2.11").expect("a name");
        assert_eq!((cpe.product.as_str(), cpe.version.as_str(), cpe.update.as_str()), ("zlib+", "1.2.11", "*"));
        assert_eq!(Cpe::parse("cpe:2.3:o:linux:linux_kernel:-:*:*:*:*:*:*:*").and_then(|cpe| cpe.full_version()), None);
        for none in ["", "cpe:2.3:", "cpe:2.3:a:vendor", "cpe:/z:a:b", "pkg:npm/a"] {
            assert_eq!(Cpe::parse(none), None, "{none}");
        }
    }
}
