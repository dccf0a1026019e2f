//! Lock files and manifests: which files are read, and by whom.

mod bundler;
mod composer;
mod conan;
mod gathering;
mod gradle;
mod image;
mod nuget;
mod nuget_project;
mod revision;
mod vcpkg;

use crate::component::Inventory;
use crate::files::Files;
use crate::refusal::Refusal;

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
    Format { name: "packages.lock.json", fits: nuget::is_lock, read: nuget::read_lock },
    Format { name: "packages.config", fits: |path| file_name(path) == "packages.config", read: nuget::read_config },
    Format { name: "NuGet project", fits: nuget_project::is_project, read: nuget_project::read },
    Format { name: "gradle.lockfile", fits: gradle::is_lock, read: gradle::read },
    Format { name: "composer.lock", fits: |path| file_name(path) == "composer.lock", read: composer::read },
    Format { name: "Gemfile.lock", fits: bundler::is_lock, read: bundler::read },
    Format { name: "conan.lock", fits: |path| file_name(path) == "conan.lock", read: conan::read_lock },
    Format { name: "conanfile.txt", fits: |path| file_name(path) == "conanfile.txt", read: conan::read_text },
    Format {
        name: "SBOM",
        fits: crate::sbom::is_of_interest,
        read: |path, files| crate::sbom::read(path, files.bytes(path).unwrap_or_default()),
    },
    Format { name: "vcpkg.json", fits: |path| file_name(path) == "vcpkg.json", read: vcpkg::read },
];

/// Files that no inventory comes from by themselves, and that readers look at: manifests beside lock files, parents of a `pom.xml`.
static BESIDE: &[fn(&str) -> bool] = &[
    nuget_project::is_central,
    |path| file_name(path) == "composer.json",
    |path| file_name(path) == "vcpkg-configuration.json",
    image::is_beside,
];

/// Files that would be read, were it not for another that tells the same and more.
static STANDS_BACK: &[fn(&str, &Files) -> bool] = &[nuget_project::is_locked, conan::is_locked];

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
        if STANDS_BACK.iter().any(|stands_back| stands_back(path, files)) {
            continue;
        }
        match read(path, files) {
            None => {}
            Some(Ok(inventory)) => inventories.push(inventory),
            Some(Err(refusal)) => refused.push((path.to_owned(), refusal)),
        }
    }
    (inventories, refused)
}

/// The inventory of one of the files; `None` where it is no file that an inventory comes from.
#[must_use]
pub fn read(path: &str, files: &Files) -> Option<Result<Inventory, Refusal>> {
    Some(take(FORMATS.iter().find(|format| (format.fits)(path))?, path, files))
}

/// Reads one file as the format of this name, whatever it is called. `None` if there is no such format.
#[must_use]
pub fn read_as(name: &str, path: &str, files: &Files) -> Option<Result<Inventory, Refusal>> {
    Some(take(FORMATS.iter().find(|format| format.name == name)?, path, files))
}

fn take(format: &Format, path: &str, files: &Files) -> Result<Inventory, Refusal> {
    (format.read)(path, files).map(|mut inventory| {
        path.clone_into(&mut inventory.file);
        if inventory.format.is_empty() {
            format.name.clone_into(&mut inventory.format);
        }
        inventory
    })
}

/// The last step of a path.
fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
