//! Lock files of .NET, the JVM, C and C++, PHP, Ruby, Swift, Dart, Elixir and of images, as others wrote them.

use primum_soup::locks::read_all;
use primum_soup::{Component, Files, Inventory, Part, Relation, Scope};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A folder of the corpora; the test says so and ends where it is absent.
fn corpus(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(path);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not there", folder.display());
    None
}

/// Every file below a folder, by its path from there.
fn gather(folder: &Path) -> Files {
    let mut files = Files::default();
    let mut rest = vec![folder.to_path_buf()];
    while let Some(place) = rest.pop() {
        for entry in std::fs::read_dir(&place).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                rest.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                files.insert(name, bytes);
            }
        }
    }
    files
}

#[test]
fn the_gateway_has_27_locks_with_221_names_in_249_versions() {
    let Some(folder) = corpus("A-medical/monai-informatics-gateway") else { return };
    let (inventories, refused) = read_all(&gather(&folder));
    assert_eq!(refused, []);
    let nuget: Vec<&Inventory> = inventories.iter().filter(|inventory| inventory.format == "packages.lock.json").collect();
    assert_eq!(nuget.len(), 27);
    let all = || nuget.iter().flat_map(|inventory| &inventory.components);
    let foreign: Vec<&Component> = all().filter(|component| component.part == Part::Foreign).collect();
    let names: BTreeSet<&str> = foreign.iter().map(|component| component.name.as_str()).collect();
    let pairs: BTreeSet<(&str, &str)> = foreign.iter().map(|component| (component.name.as_str(), component.version.as_str())).collect();
    assert_eq!((foreign.len(), names.len(), pairs.len()), (1824, 221, 249));
    assert_eq!(all().filter(|component| component.part == Part::Own).count(), 114);
    assert_eq!(foreign.iter().filter(|component| component.relation == Relation::Direct).count(), 157);
    assert!(foreign.iter().all(|component| component.hashes.len() == 1 && component.hashes[0].value.len() == 128));
    // Every project has its lock, so none is read twice.
    // All but one project have their lock, so they are not read twice; that one asks for nothing by itself.
    let projects: Vec<&Inventory> = inventories.iter().filter(|inventory| inventory.format == "NuGet project").collect();
    assert_eq!(projects.iter().map(|inventory| inventory.components.len()).collect::<Vec<_>>(), [0]);
    let scopes = foreign.iter().fold(BTreeMap::new(), |mut scopes: BTreeMap<Scope, usize>, component| {
        *scopes.entry(component.scope).or_default() += 1;
        scopes
    });
    eprintln!("{scopes:?}");
}
