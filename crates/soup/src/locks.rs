//! Lock files and manifests: which files are read, and by whom.

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
static FORMATS: &[Format] = &[];

/// Files that no inventory comes from by themselves, and that readers look at: manifests beside lock files, parents of a `pom.xml`.
static BESIDE: &[fn(&str) -> bool] = &[];

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
    Some((format.read)(path, files).map(|mut inventory| {
        path.clone_into(&mut inventory.file);
        if inventory.format.is_empty() {
            format.name.clone_into(&mut inventory.format);
        }
        inventory
    }))
}

/// The last step of a path.
fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
