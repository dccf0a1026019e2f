//! Lock files of Rust, JavaScript, Python and Go, as others wrote them. The counts were taken by other means: `tomllib`, `json`, PyYAML, grep.

use crate::corpora::corpus;
use primum_soup::locks::{read_all, read_as};
use primum_soup::{Files, Inventory, Part, Relation, Scope};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

const LANGUAGES: &str = "C-evidence/lockfiles/osv-scalibr/extractor/filesystem/language";

/// Every file below a folder.
fn files(folder: &Path) -> Files {
    let mut files = Files::default();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(place) = waiting.pop() {
        for entry in std::fs::read_dir(&place).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                files.insert(path.strip_prefix(folder).expect("below").to_string_lossy(), bytes);
            }
        }
    }
    files
}

fn foreign(inventory: &Inventory) -> usize {
    inventory.components.iter().filter(|component| component.part == Part::Foreign).count()
}

/// Every file of a folder is read as this format: how many components are foreign and how many are own, or that it is refused.
fn all(folder: &str, format: &str, expected: &[(&str, Option<(usize, usize)>)]) {
    let Some(place) = corpus(&format!("{LANGUAGES}/{folder}/testdata")) else { return };
    let files = files(&place);
    let mut found = Vec::new();
    for path in files.paths() {
        let told = match read_as(format, path, &files) {
            Ok(inventory) => {
                for component in &inventory.components {
                    assert!(!component.name.is_empty() && component.line > 0, "{path}: {component:?}");
                    assert!(component.needs.iter().all(|need| *need < inventory.components.len()), "{path}: {component:?}");
                }
                Some((foreign(&inventory), inventory.components.len() - foreign(&inventory)))
            }
            Err(refusal) => {
                assert!(!refusal.reason.is_empty());
                None
            }
        };
        found.push((path, told));
    }
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{folder}");
}

#[test]
fn every_lock_of_cargo_is_read() {
    let expected = [
        ("duplicate.lock", Some((2, 0))),
        ("empty.lock", Some((0, 0))),
        ("many-packages.lock", Some((6, 0))),
        ("not-toml.txt", None),
        ("one-package.lock", Some((1, 0))),
        ("package-with-build-string.lock", Some((1, 0))),
        ("package-with-comments.lock", Some((2, 0))),
        ("two-packages-with-local.lock", Some((1, 1))),
        ("two-packages.lock", Some((2, 0))),
    ];
    all("rust/cargolock", "Cargo.lock", &expected);
}

#[test]
fn every_lock_of_npm_is_read() {
    let expected = [
        ("alias.v1.json", Some((3, 1))),
        ("alias.v2.json", Some((3, 1))),
        ("both/npm-shrinkwrap.json", Some((2, 1))),
        ("both/package-lock.json", Some((2, 1))),
        ("bundled-dependencies.v3.json", Some((3, 1))),
        ("commits.v1.json", Some((15, 1))),
        ("commits.v2.json", Some((14, 1))),
        ("empty.v1.json", Some((0, 1))),
        ("empty.v2.json", Some((0, 1))),
        ("files.v1.json", Some((1, 2))),
        ("files.v2.json", Some((2, 2))),
        ("nested-dependencies-dup.v1.json", Some((73, 1))),
        ("nested-dependencies-dup.v2.json", Some((36, 1))),
        ("nested-dependencies.v1.json", Some((5, 1))),
        ("nested-dependencies.v2.json", Some((5, 1))),
        ("not-json.txt", None),
        ("npm-shrinkwrap-only/npm-shrinkwrap.json", Some((2, 1))),
        ("null.v2.jsontest", None),
        ("one-package-dev.v1.json", Some((1, 1))),
        ("one-package-dev.v2.json", Some((1, 1))),
        ("one-package.v1.json", Some((1, 1))),
        ("one-package.v2.json", Some((1, 1))),
        ("optional-package.v1.json", Some((2, 1))),
        ("optional-package.v2.json", Some((2, 1))),
        ("package-lock-only/package-lock.json", Some((2, 1))),
        ("same-package-different-groups.v1.json", Some((7, 1))),
        ("same-package-different-groups.v2.json", Some((7, 1))),
        ("scoped-packages.v1.json", Some((2, 1))),
        ("scoped-packages.v2.json", Some((2, 1))),
        ("two-packages.v1.json", Some((2, 1))),
        ("two-packages.v2.json", Some((2, 1))),
    ];
    all("javascript/packagelockjson", "package-lock.json", &expected);
}

#[test]
fn every_lock_of_yarn_is_read() {
    let expected = [
        ("commits.v1.lock", Some((18, 0))),
        ("commits.v2.lock", Some((7, 0))),
        ("empty.v1.lock", Some((0, 0))),
        ("empty.v2.lock", Some((0, 0))),
        ("exclude-root.v2.lock", Some((1, 2))),
        ("files.v1.lock", Some((2, 4))),
        ("files.v2.lock", Some((0, 1))),
        ("metadata-only.v2.lock", Some((0, 0))),
        ("multiple-constraints.v1.lock", Some((2, 0))),
        ("multiple-versions.v1.lock", Some((4, 0))),
        ("multiple-versions.v2.lock", Some((3, 0))),
        ("no-version.v1.lock", Some((1, 0))),
        ("one-package.v1.lock", Some((1, 0))),
        ("one-package.v2.lock", Some((1, 0))),
        ("scoped-packages.v1.lock", Some((2, 0))),
        ("scoped-packages.v2.lock", Some((3, 0))),
        ("two-packages.v1.lock", Some((2, 0))),
        ("two-packages.v2.lock", Some((2, 0))),
        ("with-aliases.v1.lock", Some((3, 0))),
        ("with-aliases.v2.lock", Some((3, 1))),
        ("with-build-string.v1.lock", Some((2, 0))),
        ("with-build-string.v2.lock", Some((2, 1))),
        ("with-prerelease.v1.lock", Some((5, 0))),
        ("with-prerelease.v2.lock", Some((2, 1))),
        ("with-quotes.v1.lock", Some((2, 0))),
        ("with-quotes.v2.lock", Some((2, 0))),
    ];
    all("javascript/yarnlock", "yarn.lock", &expected);
}

#[test]
fn every_lock_of_pnpm_is_read() {
    // `exotic`, `invalid-path`, `invalid-paths` and `files` have keys that name no package; those are noted.
    let expected = [
        ("commits.v9.yaml", Some((2, 1))),
        ("commits.yaml", Some((5, 1))),
        ("empty.yaml", Some((0, 0))),
        ("exotic.yaml", Some((7, 1))),
        ("files.yaml", Some((1, 5))),
        ("invalid-path.yaml", Some((1, 1))),
        ("invalid-paths.yaml", Some((1, 1))),
        ("missing-packages.yaml", Some((0, 1))),
        ("mixed-groups.v53.yaml", Some((3, 1))),
        ("mixed-groups.v54.yaml", Some((3, 1))),
        ("mixed-groups.v6.yaml", Some((3, 1))),
        ("mixed-groups.v9.yaml", Some((3, 1))),
        ("multiple-packages.yaml", Some((14, 1))),
        ("multiple-versions.v9.yaml", Some((3, 1))),
        ("multiple-versions.yaml", Some((3, 1))),
        ("no-packages.v9.yaml", Some((0, 1))),
        ("no-packages.yaml", Some((0, 1))),
        ("not-yaml.txt", None),
        ("one-package-dev.v9.yaml", Some((1, 1))),
        ("one-package-dev.yaml", Some((1, 1))),
        ("one-package-v6-lockfile.yaml", Some((1, 1))),
        ("one-package.v9.yaml", Some((1, 1))),
        ("one-package.yaml", Some((1, 1))),
        ("peer-dependencies-advanced-rc-v6.yaml", Some((5, 1))),
        ("peer-dependencies-advanced-v6.yaml", Some((5, 1))),
        ("peer-dependencies-advanced.v9.yaml", Some((13, 1))),
        ("peer-dependencies-advanced.yaml", Some((9, 1))),
        ("peer-dependencies-v6.yaml", Some((5, 1))),
        ("peer-dependencies.v9.yaml", Some((2, 1))),
        ("peer-dependencies.yaml", Some((2, 1))),
        ("scoped-packages-v6-lockfile.yaml", Some((1, 1))),
        ("scoped-packages.v9.yaml", Some((1, 1))),
        ("scoped-packages.yaml", Some((1, 1))),
        ("tarball.yaml", Some((1, 1))),
    ];
    all("javascript/pnpmlock", "pnpm-lock.yaml", &expected);
}

#[test]
fn every_lock_of_bun_is_read() {
    let expected = [
        ("alias.json5", Some((4, 1))),
        ("bad-tuple.json5", None),
        ("blog-sample.json5", Some((1, 1))),
        ("commits.json5", Some((18, 1))),
        ("empty.json5", Some((0, 0))),
        ("files.json5", Some((1, 2))),
        ("nested-dependencies-dup.json5", Some((7, 1))),
        ("nested-dependencies.json5", Some((9, 1))),
        ("no-packages.json5", Some((0, 1))),
        ("not-json.txt", None),
        ("one-package-dev.json5", Some((1, 1))),
        ("one-package.json5", Some((1, 1))),
        ("optional-package.json5", Some((3, 1))),
        ("peer-dependencies-explicit.json5", Some((2, 1))),
        ("peer-dependencies-implicit.json5", Some((2, 1))),
        ("same-package-different-groups.json5", Some((2, 1))),
        ("scoped-packages-mixed.json5", Some((5, 1))),
        ("scoped-packages.json5", Some((1, 1))),
        ("two-packages.json5", Some((2, 1))),
    ];
    all("javascript/bunlock", "bun.lock", &expected);
}

#[test]
fn every_lock_of_python_is_read() {
    let poetry = [
        ("empty-file.lock", Some((0, 0))),
        ("empty.lock", Some((0, 0))),
        ("multiple-packages.v2.lock", Some((11, 0))),
        ("names-outside-package-block.lock", Some((2, 0))),
        ("not-toml.txt", None),
        ("one-package-with-metadata.lock", Some((1, 0))),
        ("one-package.lock", Some((1, 0))),
        ("optional-package.lock", Some((1, 0))),
        ("source-git.lock", Some((1, 0))),
        ("source-legacy.lock", Some((1, 0))),
        ("two-packages.lock", Some((2, 0))),
    ];
    all("python/poetrylock", "poetry.lock", &poetry);
    let uv = [
        ("empty.lock", Some((0, 0))),
        ("grouped-packages.lock", Some((14, 1))),
        ("names-outside-package-block.lock", Some((2, 0))),
        ("no-dependencies.lock", Some((0, 1))),
        ("no-packages.lock", Some((0, 0))),
        ("not-toml.txt", None),
        ("one-package.lock", Some((1, 1))),
        ("source-git.lock", Some((1, 1))),
        ("two-packages.lock", Some((2, 1))),
    ];
    all("python/uvlock", "uv.lock", &uv);
    let pdm = [
        ("dev-dependency.toml", Some((3, 0))),
        ("empty-file.toml", Some((0, 0))),
        ("empty.toml", Some((0, 0))),
        ("git-dependency.toml", Some((1, 0))),
        ("names-outside-package-block.toml", Some((2, 0))),
        ("not-toml.txt", None),
        ("optional-dependency.toml", Some((3, 0))),
        ("single-package.toml", Some((1, 0))),
        ("two-packages.toml", Some((2, 0))),
    ];
    all("python/pdmlock", "pdm.lock", &pdm);
    let pipfile = [
        ("empty-file", None),
        ("empty.json", Some((0, 0))),
        ("minified.json", Some((1, 0))),
        // Three names, one of them in two versions.
        ("multiple-packages.json", Some((4, 0))),
        ("no-version.json", Some((2, 0))),
        ("not-json.txt", None),
        ("one-package-dev.json", Some((1, 0))),
        ("one-package.json", Some((1, 0))),
        ("two-packages-alt.json", Some((2, 0))),
        ("two-packages.json", Some((2, 0))),
    ];
    all("python/pipfilelock", "Pipfile.lock", &pipfile);
    let pylock = [
        ("commits.toml", Some((7, 1))),
        ("empty.toml", Some((0, 0))),
        ("example.toml", Some((3, 0))),
        ("names-outside-package-block.toml", Some((2, 0))),
        ("not-toml.txt", None),
        ("pdm-full.toml", Some((10, 0))),
        ("pip-full.toml", Some((5, 0))),
        ("pip-just-self.toml", Some((0, 1))),
    ];
    all("python/pylock", "pylock.toml", &pylock);
    // Lines that are no requirement are noted: four of `invalid`, three of `per_req_options`.
    let requirements = [
        ("comments.txt", Some((5, 0))),
        ("env_var.txt", Some((3, 0))),
        ("example.txt", Some((11, 0))),
        ("extras.txt", Some((2, 0))),
        ("invalid.txt", Some((1, 0))),
        ("loop.txt", Some((0, 0))),
        ("multiline_and_comments.txt", Some((2, 0))),
        ("no_version.txt", Some((3, 0))),
        ("other-loop.txt", Some((0, 0))),
        ("other-requirements.txt", Some((1, 0))),
        ("per_req_options.txt", Some((15, 0))),
        ("trailing_backslash.txt", Some((1, 0))),
        ("with_versions.txt", Some((11, 0))),
    ];
    all("python/requirements", "requirements.txt", &requirements);
}

#[test]
fn every_module_of_go_is_read() {
    // With the standard library, where a version of Go is named.
    let expected = [
        ("empty.mod", Some((0, 0))),
        ("indirect-1.16.mod", Some((2, 1))),
        ("indirect-1.16.sum", None),
        ("indirect-1.23.mod", Some((3, 1))),
        ("indirect-1.23.sum", None),
        ("indirect-packages.mod", Some((6, 1))),
        ("not-go-mod.mod", None),
        ("one-package.mod", Some((1, 1))),
        ("replace-different.mod", Some((2, 0))),
        ("replace-local.mod", Some((1, 1))),
        ("replace-mixed.mod", Some((2, 0))),
        ("replace-no-version.mod", Some((2, 0))),
        ("replace-not-required.mod", Some((2, 0))),
        ("replace-one.mod", Some((1, 0))),
        ("toolchain-with-suffix.mod", Some((2, 1))),
        ("toolchain.mod", Some((2, 1))),
        ("two-packages.mod", Some((3, 1))),
    ];
    all("golang/gomod", "go.mod", &expected);
    let Some(place) = corpus(&format!("{LANGUAGES}/golang/gomod/testdata")) else { return };
    let beside = |version: &str| -> Files {
        let of = |end: &str| std::fs::read(place.join(format!("indirect-{version}.{end}"))).expect("a file");
        [("go.mod".to_owned(), of("mod")), ("go.sum".to_owned(), of("sum"))].into_iter().collect()
    };
    let old = read_as("go.mod", "go.mod", &beside("1.16")).expect("a module");
    // Six modules have the hash of all their files; one of them is required.
    assert_eq!((foreign(&old), old.components.iter().filter(|component| component.hashes.len() == 1).count()), (7, 6));
    let new = read_as("go.mod", "go.mod", &beside("1.23")).expect("a module");
    assert_eq!(foreign(&new), 3);
    assert!(new.notes.iter().any(|(_, note)| note.contains("go.sum")), "{:?}", new.notes);
}

#[test]
fn the_ventilator_has_51_and_45_packages_of_which_a_walk_of_the_graph_finds_4_for_tests() {
    for (folder, packages, direct, shipped) in [("docs", 51, 8, 47), ("software/tools", 45, 7, 41)] {
        let Some(place) = corpus(&format!("A-medical/respiraworks-ventilator/{folder}")) else { return };
        let (inventories, refused) = read_all(&files(&place));
        let inventory = inventories.iter().find(|inventory| inventory.file == "poetry.lock").expect("the lock");
        assert!(!refused.iter().any(|(path, _)| path == "poetry.lock"));
        let count =
            |fits: &dyn Fn(&primum_soup::Component) -> bool| inventory.components.iter().filter(|component| fits(component)).count();
        assert_eq!(inventory.components.len(), packages);
        assert_eq!(count(&|component| component.relation == Relation::Direct), direct);
        assert_eq!(count(&|component| component.relation == Relation::Transitive), packages - direct);
        assert_eq!(count(&|component| component.scope == Scope::Shipped), shipped);
        assert_eq!(count(&|component| component.scope == Scope::Development), 4);
        assert_eq!(count(&|component| component.hashes.is_empty()), 0);
        assert!(inventory.locked);
    }
}

#[test]
fn the_web_of_the_archive_has_328_packages_of_which_245_are_for_development() {
    let Some(place) = corpus("A-medical/kcenon-pacs_system/web") else { return };
    let all: Files = ["package-lock.json", "package.json"]
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), std::fs::read(place.join(name)).ok()?)))
        .collect();
    let (inventories, refused) = read_all(&all);
    assert_eq!((inventories.len(), refused.len()), (1, 0));
    let foreign: Vec<_> = inventories[0].components.iter().filter(|component| component.part == Part::Foreign).collect();
    assert_eq!(foreign.len(), 328);
    assert_eq!(foreign.iter().map(|one| (&one.name, &one.version)).collect::<BTreeSet<_>>().len(), 327);
    assert_eq!(foreign.iter().filter(|one| one.scope == Scope::Development).count(), 245);
    assert_eq!(foreign.iter().filter(|one| one.relation == Relation::Direct).count(), 28);
    assert_eq!(foreign.iter().filter(|one| !one.licence.is_empty()).count(), 328);
    assert_eq!(foreign.iter().filter(|one| !one.hashes.is_empty()).count(), 322);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(which in 0..14_usize, text in "[a-c@/=\\\\#:,.\"'(){}\\[\\]<>! \n\t-]{0,80}|(dependencies|packages|version|a@1|require|=>|link|\"|:|\\{|\\}|\n|  |/){0,12}") {
        let formats = [
            "Cargo.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "requirements.txt", "poetry.lock", "uv.lock",
            "pdm.lock", "Pipfile.lock", "pylock.toml", "go.mod", "manifest.toml", "npm-shrinkwrap.json",
        ];
        let files: Files = ["lock", "go.sum", "package.json", "pyproject.toml"].map(|name| (name.to_owned(), text.clone().into_bytes())).into_iter().collect();
        if let Ok(inventory) = read_as(formats[which], "lock", &files) {
            prop_assert!(inventory.components.iter().all(|one| one.needs.iter().all(|need| *need < inventory.components.len())));
        }
    }
}
