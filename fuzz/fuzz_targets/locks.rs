//! Any bytes are a lock file or are refused, whatever stands beside; every edge leads to a component, and reading twice gives the same.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_soup::Files;
use primum_soup::locks::{read_all, read_as};

/// Formats, the path of such a file, and the manifest that each looks at.
const FORMATS: [(&str, &str, &str); 33] = [
    ("Cargo.lock", "Cargo.lock", "Cargo.toml"),
    ("package-lock.json", "package-lock.json", "package.json"),
    ("npm-shrinkwrap.json", "npm-shrinkwrap.json", "package.json"),
    ("yarn.lock", "yarn.lock", "package.json"),
    ("pnpm-lock.yaml", "pnpm-lock.yaml", "package.json"),
    ("bun.lock", "bun.lock", "package.json"),
    ("requirements.txt", "requirements.txt", "requirements.in"),
    ("poetry.lock", "poetry.lock", "pyproject.toml"),
    ("uv.lock", "uv.lock", "pyproject.toml"),
    ("pdm.lock", "pdm.lock", "pyproject.toml"),
    ("Pipfile.lock", "Pipfile.lock", "Pipfile"),
    ("pylock.toml", "pylock.toml", "pyproject.toml"),
    ("go.mod", "go.mod", "go.sum"),
    ("manifest.toml", "manifest.toml", "gleam.toml"),
    ("packages.lock.json", "packages.lock.json", "Directory.Packages.props"),
    ("pubspec.lock", "pubspec.lock", "pubspec.yaml"),
    ("packages.config", "packages.config", "Directory.Packages.props"),
    ("NuGet project", "a.csproj", "Directory.Packages.props"),
    ("gradle.lockfile", "gradle.lockfile", "settings-gradle.lockfile"),
    ("composer.lock", "composer.lock", "composer.json"),
    ("Gemfile.lock", "Gemfile.lock", "Gemfile"),
    ("conan.lock", "conan.lock", "conanfile.txt"),
    ("conanfile.txt", "conanfile.txt", "conanfile.py"),
    ("vcpkg.json", "vcpkg.json", "vcpkg-configuration.json"),
    ("pom.xml", "a/pom.xml", "pom.xml"),
    ("mvn dependency:tree", "dependency-tree.txt", "pom.xml"),
    ("platformio.ini", "platformio.ini", "library.json"),
    ("west.yml", "west.yml", "zephyr/west.yml"),
    ("Package.resolved", "Package.resolved", "Package.swift"),
    ("Podfile.lock", "Podfile.lock", "Podfile"),
    ("mix.lock", "mix.lock", "mix.exs"),
    ("dpkg status", "var/lib/dpkg/status", "etc/os-release"),
    ("apk installed", "lib/apk/db/installed", "etc/os-release"),
];

fuzz_target!(|input: (u8, &[u8], &[u8])| {
    let (which, lock, manifest) = input;
    let (format, path, beside) = FORMATS[usize::from(which) % FORMATS.len()];
    let mut files = Files::default();
    files.insert(beside, manifest.to_vec());
    files.insert(path, lock.to_vec());
    match read_as(format, path, &files) {
        Ok(inventory) => {
            for component in &inventory.components {
                assert!(component.needs.iter().all(|need| *need < inventory.components.len()));
            }
            assert_eq!(inventory.parents().len(), inventory.components.len());
            assert_eq!(read_as(format, path, &files).as_ref(), Ok(&inventory));
        }
        Err(refusal) => assert!(!refusal.reason.is_empty()),
    }
    let _ = read_all(&files);
});
