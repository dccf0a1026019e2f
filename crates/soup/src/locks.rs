//! Lock files and manifests: which files are read, and by whom.

use crate::component::Inventory;
use crate::files::Files;
use crate::refusal::Refusal;

mod alpine;
mod bun;
mod bundler;
mod cargo;
mod checksum;
mod cocoapods;
mod composer;
mod conan;
mod dart;
mod debian;
mod gathering;
mod gleam;
mod go;
mod gradle;
mod graph;
mod image;
mod maven;
mod maven_model;
mod maven_tree;
mod mix;
mod mix_term;
mod npm;
mod nuget;
mod nuget_project;
mod origin;
mod package_json;
mod places;
mod platformio;
mod pnpm;
mod python;
mod revision;
mod rust_toolchain;
mod swift;
#[cfg(test)]
mod testing;
mod unread;
mod vcpkg;
mod west;
mod yarn;

pub use unread::unread;

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
    Format { name: "rust-toolchain", fits: rust_toolchain::fits, read: rust_toolchain::read },
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
    // .NET, the JVM, PHP, Ruby, C and C++, phones, systems.
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
    Format { name: "pom.xml", fits: maven::is_pom, read: maven::read },
    Format { name: "mvn dependency:tree", fits: maven_tree::is_tree, read: maven_tree::read },
    Format { name: "platformio.ini", fits: |path| file_name(path) == "platformio.ini", read: platformio::read },
    Format { name: "west.yml", fits: |path| file_name(path) == "west.yml", read: west::read },
    Format { name: "Package.resolved", fits: |path| file_name(path) == "Package.resolved", read: swift::read },
    Format { name: "Podfile.lock", fits: |path| file_name(path) == "Podfile.lock", read: cocoapods::read },
    Format { name: "pubspec.lock", fits: |path| file_name(path) == "pubspec.lock", read: dart::read },
    Format { name: "mix.lock", fits: |path| file_name(path) == "mix.lock", read: mix::read },
    Format { name: "dpkg status", fits: debian::is_status, read: debian::read },
    Format { name: "apk installed", fits: alpine::is_installed, read: alpine::read },
];

/// Files that no inventory comes from by themselves, and that readers look at: manifests beside lock files, parents of a `pom.xml`.
static BESIDE: &[fn(&str) -> bool] = &[
    // Rust, JavaScript, Python, Go, Gleam.
    |path| matches!(file_name(path), "Cargo.toml" | "package.json" | "pyproject.toml" | "Pipfile" | "go.sum" | "gleam.toml"),
    python::requirements::is_included,
    nuget_project::is_central,
    |path| file_name(path) == "composer.json",
    |path| file_name(path) == "pubspec.yaml",
    |path| file_name(path) == "vcpkg-configuration.json",
    image::is_beside,
];

/// Files that would be read, were it not for another that tells the same and more.
static STANDS_BACK: &[fn(&str, &Files) -> bool] =
    &[nuget_project::is_locked, conan::is_locked, npm::is_shrinkwrapped, rust_toolchain::stands_back];

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
    let format = FORMATS.iter().find(|format| (format.fits)(path))?;
    Some(read_as(format.name, path, files))
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
    if inventory.lines.is_empty()
        && let Some(text) = files.text(path)
    {
        inventory.keep_lines(&text);
    }
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
