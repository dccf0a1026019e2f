//! What each type of package URL asks of its parts.
//!
//! Source: the definitions of types in package-url/purl-spec.

use super::Purl;

/// Has the type a namespace?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Namespace {
    /// It may.
    Optional,
    /// It must.
    Required,
    /// It must not.
    Prohibited,
}

/// The rules of one type.
pub(super) struct Rules {
    kind: &'static str,
    pub(super) namespace: Namespace,
    /// Is the namespace without regard to case, and written small?
    pub(super) fold_namespace: bool,
    /// Is the name?
    pub(super) fold_name: bool,
    /// Is the version?
    pub(super) fold_version: bool,
    /// Is the namespace one segment and the name the whole rest of the path?
    pub(super) name_is_path: bool,
    /// A qualifier without which the package is not named.
    needs: Option<&'static str>,
}

use Namespace::{Optional, Prohibited, Required};

const fn rules(kind: &'static str, namespace: Namespace) -> Rules {
    Rules { kind, namespace, fold_namespace: false, fold_name: false, fold_version: false, name_is_path: false, needs: None }
}

/// A type whose namespace and name are folded.
const fn folded(kind: &'static str, namespace: Namespace) -> Rules {
    Rules { fold_namespace: true, fold_name: true, ..rules(kind, namespace) }
}

/// Sorted by type. What the definitions require and is left optional here: the namespace of a Go module, since `stdlib` and `toolchain`,
/// which advisories name, have none; and that of `qpkg`, whose own known answers leave it out. The definition of `golang` says both that the
/// case counts and that it is folded; modules and advisories count it, so it stays.
static RULES: &[Rules] = &[
    folded("alpm", Required),
    folded("apk", Required),
    rules("bazel", Prohibited),
    folded("bitbucket", Required),
    folded("bitnami", Prohibited),
    folded("brew", Optional),
    rules("cargo", Prohibited),
    folded("chrome-extension", Prohibited),
    rules("cocoapods", Prohibited),
    folded("composer", Required),
    rules("conan", Optional),
    rules("conda", Prohibited),
    rules("cpan", Optional),
    rules("cran", Prohibited),
    folded("deb", Required),
    rules("docker", Optional),
    rules("gem", Prohibited),
    rules("generic", Optional),
    Rules { name_is_path: true, ..rules("git", Required) },
    folded("github", Required),
    rules("golang", Optional),
    rules("hackage", Prohibited),
    folded("hex", Optional),
    Rules { fold_version: true, ..rules("huggingface", Required) },
    Rules { needs: Some("uuid"), ..rules("julia", Prohibited) },
    folded("luarocks", Optional),
    rules("maven", Required),
    rules("mlflow", Prohibited),
    rules("npm", Optional),
    rules("nuget", Prohibited),
    Rules { fold_name: true, fold_version: true, ..rules("oci", Prohibited) },
    rules("opam", Prohibited),
    Rules { fold_name: true, ..rules("otp", Prohibited) },
    folded("pub", Prohibited),
    Rules { fold_name: true, fold_version: true, ..rules("pypi", Prohibited) },
    Rules { fold_namespace: true, ..rules("qpkg", Optional) },
    Rules { fold_namespace: true, ..rules("rpm", Required) },
    Rules { needs: Some("tag_id"), ..rules("swid", Optional) },
    rules("swift", Required),
    rules("vcpkg", Prohibited),
    Rules { fold_version: true, ..folded("vscode-extension", Required) },
    rules("yocto", Optional),
];

/// The rules of a type; `None` for one that no definition knows, which anything is allowed.
pub(super) fn of(kind: &str) -> Option<&'static Rules> {
    RULES.binary_search_by(|rules| rules.kind.cmp(kind)).ok().and_then(|position| RULES.get(position))
}

/// Is the package URL what its type allows beyond its namespace?
pub(super) fn check(purl: &Purl, rules: &Rules) -> Result<(), String> {
    if let Some(key) = rules.needs
        && !purl.qualifiers.contains_key(key)
    {
        return Err(format!("the type `{}` needs the qualifier `{key}`", purl.kind));
    }
    match purl.kind.as_str() {
        "chrome-extension" => {
            if purl.name.len() != 32 || !purl.name.bytes().all(|byte| (b'a'..=b'p').contains(&byte)) {
                return Err("the name of an extension of Chrome is 32 letters from `a` to `p`".to_owned());
            }
            let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            if !purl.version.is_empty() && (purl.version.split('.').count() > 4 || !purl.version.split('.').all(number)) {
                return Err("the version of an extension of Chrome is one to four numbers".to_owned());
            }
        }
        "cpan" if purl.name.contains("::") => return Err("CPAN names distributions, not modules with `::`".to_owned()),
        "cocoapods" if purl.name.starts_with('.') || purl.name.contains(|one: char| one == '+' || one.is_whitespace()) => {
            return Err("the name of a pod has no white space, no `+`, and no period in front".to_owned());
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_found() {
        for rules in RULES {
            assert!(of(rules.kind).is_some_and(|found| found.kind == rules.kind), "{}", rules.kind);
        }
        assert!(of("platformio").is_none());
    }
}
