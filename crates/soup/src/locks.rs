//! Lock files and manifests: which files are read, and by whom.

use crate::component::Inventory;
use crate::files::Files;
use crate::refusal::Refusal;

mod bun;
mod cargo;
mod checksum;
mod gleam;
mod go;
mod graph;
mod npm;
mod origin;
mod package_json;
mod places;
mod pnpm;
mod python;
mod yarn;

/// A kind of file that tells what is in the software.
struct Format {
    /// Its name, as in messages.
    name: &'static str,
    /// Is this path, relative to the project, such a file?
    fits: fn(&str) -> bool,
    /// Reads the file at this path; what stands beside it may be asked for.
    read: fn(&str, &Files) -> Result<Inventory, Refusal>,
}

/// Files that are read as inventories, the first that fits.
static FORMATS: &[Format] = &[
    // Rust, JavaScript, Python, Go, Gleam.
    Format { name: "Cargo.lock", fits: |path| file_name(path) == "Cargo.lock", read: cargo::read },
    Format { name: "npm-shrinkwrap.json", fits: |path| file_name(path) == "npm-shrinkwrap.json", read: npm::read },
    Format { name: "package-lock.json", fits: |path| file_name(path) == "package-lock.json", read: npm::read },
    Format { name: "yarn.lock", fits: |path| file_name(path) == "yarn.lock", read: yarn::read },
    Format { name: "pnpm-lock.yaml", fits: |path| file_name(path) == "pnpm-lock.yaml", read: pnpm::read },
    Format { name: "bun.lock", fits: |path| file_name(path) == "bun.lock", read: bun::read },
    Format { name: "requirements.txt", fits: python::requirements::fits, read: python::requirements::read },
    Format { name: "poetry.lock", fits: |path| file_name(path) == "poetry.lock", read: python::poetry::read },
    Format { name: "uv.lock", fits: |path| file_name(path) == "uv.lock", read: python::uv::read },
    Format { name: "pdm.lock", fits: |path| file_name(path) == "pdm.lock", read: python::pdm::read },
    Format { name: "Pipfile.lock", fits: |path| file_name(path) == "Pipfile.lock", read: python::pipfile::read },
    Format { name: "pylock.toml", fits: python::pylock::fits, read: python::pylock::read },
    Format { name: "go.mod", fits: |path| file_name(path) == "go.mod", read: go::read },
    Format { name: "manifest.toml", fits: |path| file_name(path) == "manifest.toml", read: gleam::read },
];

/// Files that no inventory comes from by themselves, and that readers look at: manifests beside lock files, parents of a `pom.xml`.
static BESIDE: &[fn(&str) -> bool] = &[
    // Rust, JavaScript, Python, Go, Gleam.
    |path| matches!(file_name(path), "Cargo.toml" | "package.json" | "pyproject.toml" | "Pipfile" | "go.sum" | "gleam.toml"),
    python::requirements::is_included,
];

/// May anything be read from a file at this path? What is not of interest need not be given.
#[must_use]
pub fn is_of_interest(path: &str) -> bool {
    FORMATS.iter().any(|format| (format.fits)(path)) || BESIDE.iter().any(|fits| fits(path))
}

/// Every inventory, in the order of paths, and every file that was refused, with the reason.
#[must_use]
pub fn read_all(files: &Files) -> (Vec<Inventory>, Vec<(String, Refusal)>) {
    let (mut inventories, mut refused) = (Vec::new(), Vec::new());
    for path in files.paths() {
        let Some(format) = FORMATS.iter().find(|format| (format.fits)(path)) else { continue };
        match read_as(format.name, path, files) {
            Ok(inventory) => inventories.push(inventory),
            Err(refusal) => refused.push((path.to_owned(), refusal)),
        }
    }
    (inventories, refused)
}

/// Reads a file as the format of this name, whatever the file is called.
///
/// # Errors
///
/// The reason for which the file is refused; also if no format has this name.
pub fn read_as(format: &str, path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let Some(format) = FORMATS.iter().find(|one| one.name == format) else {
        return Err(Refusal::whole(format!("no format is called {format}")));
    };
    let mut inventory = (format.read)(path, files)?;
    path.clone_into(&mut inventory.file);
    if inventory.format.is_empty() {
        format.name.clone_into(&mut inventory.format);
    }
    Ok(inventory)
}

/// The text of a file.
fn text_of(path: &str, files: &Files) -> Result<String, Refusal> {
    files.text(path).ok_or_else(|| Refusal::whole("the file is not there"))
}

/// The last step of a path.
fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
