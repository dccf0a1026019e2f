//! Any bytes are a lock file or are refused, whatever stands beside; every edge leads to a component, and reading twice gives the same.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_soup::Files;
use primum_soup::locks::{read_all, read_as};

/// Formats, and the manifest that each looks at.
const FORMATS: [(&str, &str); 16] = [
    ("Cargo.lock", "Cargo.toml"),
    ("package-lock.json", "package.json"),
    ("npm-shrinkwrap.json", "package.json"),
    ("yarn.lock", "package.json"),
    ("pnpm-lock.yaml", "package.json"),
    ("bun.lock", "package.json"),
    ("requirements.txt", "requirements.in"),
    ("poetry.lock", "pyproject.toml"),
    ("uv.lock", "pyproject.toml"),
    ("pdm.lock", "pyproject.toml"),
    ("Pipfile.lock", "Pipfile"),
    ("pylock.toml", "pyproject.toml"),
    ("go.mod", "go.sum"),
    ("manifest.toml", "gleam.toml"),
    ("packages.lock.json", "Directory.Packages.props"),
    ("pubspec.lock", "pubspec.yaml"),
];

fuzz_target!(|input: (u8, &[u8], &[u8])| {
    let (which, lock, manifest) = input;
    let (format, beside) = FORMATS[usize::from(which) % FORMATS.len()];
    let mut files = Files::default();
    files.insert(format, lock.to_vec());
    files.insert(beside, manifest.to_vec());
    match read_as(format, format, &files) {
        Ok(inventory) => {
            for component in &inventory.components {
                assert!(component.needs.iter().all(|need| *need < inventory.components.len()));
            }
            assert_eq!(inventory.parents().len(), inventory.components.len());
            assert_eq!(read_as(format, format, &files).as_ref(), Ok(&inventory));
        }
        Err(refusal) => assert!(!refusal.reason.is_empty()),
    }
    let _ = read_all(&files);
});
