//! Files that tell what is in the software and that nothing here reads, so that nobody takes silence for absence.

use super::file_name;

/// Names of files, or `*` and their ends, and whose they are.
const UNREAD: &[(&str, &str)] = &[
    ("*.cabal", "Cabal (Haskell)"),
    ("*.deps.json", "the .NET runtime"),
    ("*.gemspec", "RubyGems"),
    ("*.opam", "opam (OCaml)"),
    ("*.opam.locked", "opam (OCaml)"),
    ("*.wrap", "Meson"),
    (".gitmodules", "submodules of Git"),
    ("Brewfile.lock.json", "Homebrew"),
    ("Cartfile.resolved", "Carthage (Swift)"),
    ("MODULE.bazel", "Bazel"),
    ("MODULE.bazel.lock", "Bazel"),
    ("Manifest.toml", "Julia"),
    ("Package.swift", "Swift"),
    ("Packages.db", "RPM"),
    ("Packages", "RPM"),
    ("build.gradle", "Gradle"),
    ("build.gradle.kts", "Gradle"),
    ("bun.lockb", "Bun, in its older binary form"),
    ("cabal.project.freeze", "Cabal (Haskell)"),
    ("conanfile.py", "Conan, as a program"),
    ("conda-lock.yml", "conda"),
    ("cpanfile", "CPAN (Perl)"),
    ("cpanfile.snapshot", "CPAN (Perl)"),
    ("deno.json", "Deno"),
    ("deno.lock", "Deno"),
    ("dependencies.lock", "ESP-IDF"),
    ("environment.yml", "conda"),
    ("flake.lock", "Nix"),
    ("idf_component.yml", "ESP-IDF"),
    ("libs.versions.toml", "Gradle"),
    ("mix.exs", "Mix, as a program"),
    ("opam", "opam (OCaml)"),
    ("paket.dependencies", "Paket (.NET)"),
    ("paket.lock", "Paket (.NET)"),
    ("project.assets.json", "NuGet, as an intermediate result"),
    ("rebar.lock", "rebar3 (Erlang)"),
    ("renv.lock", "renv (R)"),
    ("rpmdb.sqlite", "RPM"),
    ("spack.lock", "Spack"),
    ("stack.yaml.lock", "Stack (Haskell)"),
    ("verification-metadata.xml", "Gradle"),
];

/// Whose file this is, if it tells what is in the software and is not read: `Paket (.NET)`.
#[must_use]
pub fn unread(path: &str) -> Option<&'static str> {
    let name = file_name(path);
    let fits = |known: &str| known.strip_prefix('*').map_or(known == name, |end| name.len() > end.len() && name.ends_with(end));
    // `Packages` is a usual name; it is a database only where RPM keeps it.
    if name == "Packages" && !path.ends_with("lib/rpm/Packages") {
        return None;
    }
    UNREAD.iter().find(|(known, _)| fits(known)).map(|(_, whose)| *whose)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locks::is_of_interest;

    #[test]
    fn what_is_named_as_unread_is_not_read() {
        for (known, _) in UNREAD {
            let path = format!("a/{}", known.replace('*', "x"));
            assert!(!is_of_interest(&path), "{path}");
            assert!(unread(&path).is_some() || *known == "Packages", "{path}");
        }
        assert_eq!(unread("var/lib/rpm/Packages"), Some("RPM"));
        assert_eq!((unread("a/Packages"), unread("Cargo.lock"), unread(".cabal")), (None, None, None));
    }
}
