//! Lock files of .NET, the JVM, C and C++, PHP, Ruby, Swift, Dart, Elixir and of images, as others wrote them.

use crate::corpora::corpus;
use primum_soup::locks::{read_all, read_as};
use primum_soup::{Component, Files, Inventory, Part, Relation, Scope};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

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
    // All but one project have their lock, so they are not read twice; that one asks for nothing by itself.
    let projects: Vec<&Inventory> = inventories.iter().filter(|inventory| inventory.format == "NuGet project").collect();
    assert_eq!(projects.iter().map(|inventory| inventory.components.len()).collect::<Vec<_>>(), [0]);
    let scopes = foreign.iter().fold(BTreeMap::new(), |mut scopes: BTreeMap<Scope, usize>, component| {
        *scopes.entry(component.scope).or_default() += 1;
        scopes
    });
    // 26 references are private to the build and not compiled against; 323 stand in test projects and come through nothing of the product.
    assert_eq!(scopes, BTreeMap::from([(Scope::Shipped, 1475), (Scope::Development, 26), (Scope::Test, 323)]));
}

/// A folder of `osv-scalibr`, the format as which it is read, and its files: how many components, the project's own included, or `None` where
/// the file is refused. Counted by other means from the files.
type Folder = (&'static str, &'static str, &'static [(&'static str, Option<usize>)]);

const FILES: &[Folder] = &[
    ("language/dotnet/packageslockjson", "packages.lock.json", &[("invalid/invalid", None), ("valid/packages.lock.json", Some(8))]),
    (
        "language/dotnet/packagesconfig",
        "packages.config",
        &[("invalid", None), ("nopackage", Some(1)), ("noversion", Some(2)), ("valid", Some(2))],
    ),
    (
        "language/dotnet/csproj",
        "NuGet project",
        &[
            ("emptyinclude", Some(0)),
            ("emptyversion", Some(1)),
            ("invalid", None),
            ("nopackage", Some(0)),
            ("noversion", Some(1)),
            ("valid", Some(1)),
        ],
    ),
    (
        "language/dotnet/nugetcpm",
        "NuGet project",
        &[
            ("emptyinclude", Some(0)),
            ("emptyversion", Some(1)),
            ("invalid", None),
            ("nopackage", Some(0)),
            ("noversion", Some(1)),
            ("valid", Some(1)),
        ],
    ),
    (
        "language/java/pomxml",
        "pom.xml",
        &[
            ("ambiguous-interpolation.xml", Some(1)),
            ("empty.xml", Some(1)),
            ("encoding.xml", Some(2)),
            ("explicit-jar.xml", Some(2)),
            ("interpolate-drop.xml", Some(1)),
            ("interpolation.xml", Some(4)),
            ("invalid-syntax.xml", None),
            ("multi-version.xml", Some(2)),
            ("not-pom.txt", None),
            ("one-package.xml", Some(1)),
            ("parent/pom.xml", Some(2)),
            ("plugin-dependency.xml", Some(3)),
            ("profiles.xml", Some(1)),
            ("transitive.xml", Some(4)),
            ("two-packages.xml", Some(2)),
            ("with-dependency-management.xml", Some(2)),
            ("with-multiple-classifiers.xml", Some(1)),
            ("with-parent.xml", Some(6)),
            ("with-scope.xml", Some(2)),
            ("with-type-classifier.xml", Some(1)),
        ],
    ),
    (
        "language/java/gradlelockfile",
        "gradle.lockfile",
        &[("5-pkg", Some(5)), ("one-pkg", Some(1)), ("only-comments", Some(0)), ("only-empty", Some(0)), ("with-bad-pkg", None)],
    ),
    (
        "language/php/composerlock",
        "composer.lock",
        &[
            ("drupal-packages.json", Some(4)),
            ("duplicate-packages.json", Some(3)),
            ("empty.json", Some(0)),
            ("not-json.txt", None),
            ("null.jsontest", None),
            ("one-package-dev.json", Some(1)),
            ("one-package.json", Some(1)),
            ("two-packages-alt.json", Some(2)),
            ("two-packages.json", Some(2)),
        ],
    ),
    (
        "language/ruby/gemfilelock",
        "Gemfile.lock",
        &[
            ("has-git-gem.lock", Some(5)),
            ("has-local-gem.lock", Some(30)),
            ("invalid.lock", None),
            ("multiple-gems.lock", Some(6)),
            ("no-gem-section.lock", Some(0)),
            ("no-gems.lock", Some(0)),
            ("no-spec-section.lock", Some(0)),
            ("one-gem.lock", Some(1)),
            ("rails.lock", Some(46)),
            ("rubocop.lock", Some(10)),
            ("some-gems.lock", Some(3)),
            ("source-section-at-end.lock", Some(1)),
        ],
    ),
    (
        "language/cpp/conanlock",
        "conan.lock",
        &[
            ("empty.v1.json", Some(1)),
            ("empty.v1.revisions.json", Some(1)),
            ("empty.v2.json", Some(0)),
            ("nested-dependencies.v1.json", Some(6)),
            ("nested-dependencies.v1.revisions.json", Some(6)),
            ("nested-dependencies.v2.json", Some(5)),
            ("no-name.v1.json", Some(3)),
            ("no-name.v1.revisions.json", Some(3)),
            ("no-name.v2.json", Some(2)),
            ("not-json.txt", None),
            ("null.v2.jsontest", None),
            ("old-format-0.0.json", Some(1)),
            ("old-format-0.1.json", Some(2)),
            ("old-format-0.2.json", Some(2)),
            ("old-format-0.3.json", Some(2)),
            ("one-package-dev.v1.json", Some(2)),
            ("one-package-dev.v1.revisions.json", Some(2)),
            ("one-package-dev.v2.json", Some(1)),
            ("one-package.v1.json", Some(2)),
            ("one-package.v1.revisions.json", Some(2)),
            ("one-package.v2.json", Some(1)),
            ("two-packages.v1.json", Some(3)),
            ("two-packages.v1.revisions.json", Some(3)),
            ("two-packages.v2.json", Some(2)),
        ],
    ),
    ("language/swift/podfilelock", "Podfile.lock", &[("empty", None), ("invalid", None), ("valid", Some(2)), ("valid2", Some(4))]),
    (
        "language/swift/packageresolved",
        "Package.resolved",
        &[("Dockerfile.swift-testbed", None), ("cve-packages", Some(3)), ("empty", None), ("invalid", None), ("valid", Some(3))],
    ),
    (
        "language/dart/pubspec",
        "pubspec.lock",
        &[
            ("empty.lock", None),
            ("mixed-packages.lock", Some(4)),
            ("no-packages.lock", Some(0)),
            ("not-yaml.txt", None),
            ("one-package-dev.lock", Some(1)),
            ("one-package.lock", Some(1)),
            ("source-git.lock", Some(5)),
            ("source-path.lock", Some(1)),
            ("source-sdk.lock", Some(1)),
            ("two-packages.lock", Some(2)),
        ],
    ),
    ("language/elixir/mixlock", "mix.lock", &[("empty", Some(0)), ("invalid", None), ("valid", Some(2))]),
    (
        "language/erlang/mixlock",
        "mix.lock",
        &[
            ("empty.lock", Some(0)),
            ("git.lock", Some(3)),
            ("many.lock", Some(21)),
            ("one-package.lock", Some(1)),
            ("two-packages.lock", Some(2)),
        ],
    ),
    (
        "os/apk",
        "apk installed",
        &[
            ("different-arch", Some(1)),
            ("empty", Some(0)),
            ("installed", Some(15)),
            ("invalid", None),
            ("no-origin", Some(1)),
            ("single", Some(1)),
        ],
    ),
    (
        "os/dpkg",
        "dpkg status",
        &[
            ("dpkg/empty", Some(0)),
            ("dpkg/invalid", None),
            ("dpkg/nopackage", Some(2)),
            ("dpkg/noversion", Some(3)),
            ("dpkg/single", Some(1)),
            ("dpkg/status.d/foo", Some(1)),
            ("dpkg/status.d/foo.md5sums", None),
            ("dpkg/statusfield", Some(6)),
            ("dpkg/trailingnewlines", Some(1)),
            ("dpkg/transitional", Some(1)),
            ("dpkg/transitional_dummy", Some(1)),
            ("dpkg/transitional_empty", Some(1)),
            ("dpkg/valid", Some(7)),
            ("opkg/empty", Some(0)),
            ("opkg/invalid", None),
            ("opkg/nopackage", Some(2)),
            ("opkg/noversion", Some(3)),
            ("opkg/single", Some(1)),
            ("opkg/statusfield", Some(4)),
            ("opkg/trailingnewlines", Some(1)),
            ("opkg/transitional", Some(1)),
            ("opkg/valid", Some(3)),
        ],
    ),
];

#[test]
fn every_file_that_others_test_with_is_read_or_refused_for_a_reason() {
    let Some(folder) = corpus("C-evidence/lockfiles/osv-scalibr/extractor/filesystem") else { return };
    for (place, format, expected) in FILES {
        let files = gather(&folder.join(place).join("testdata"));
        let read: Vec<(&str, Option<usize>)> = files
            .paths()
            .map(|path| match read_as(format, path, &files) {
                Ok(inventory) => {
                    assert!(inventory.components.iter().all(|component| component.line > 0), "{place} {path}");
                    (path, Some(inventory.components.len()))
                }
                Err(refusal) => {
                    assert!(!refusal.reason.is_empty(), "{place} {path}");
                    (path, None)
                }
            })
            .collect();
        assert_eq!(read, *expected, "{place}");
    }
}

/// The component of this name; there has to be exactly one.
fn only<'i>(inventory: &'i Inventory, name: &str) -> &'i Component {
    let found: Vec<&Component> = inventory.components.iter().filter(|component| component.name == name).collect();
    assert_eq!(found.len(), 1, "{name} in {}", inventory.file);
    found[0]
}

fn noted(inventory: &Inventory, words: &str) -> bool {
    inventory.notes.iter().any(|(_, note)| note.contains(words))
}

#[test]
fn the_pacs_asks_for_17_packages_of_vcpkg_and_overrides_one_more() {
    let Some(folder) = corpus("A-medical/kcenon-pacs_system") else { return };
    let files = gather(&folder);
    let inventory = read_as("vcpkg.json", "vcpkg.json", &files).expect("a manifest");
    let foreign: Vec<&Component> = inventory.components.iter().filter(|component| component.part == Part::Foreign).collect();
    let direct = foreign.iter().filter(|component| component.relation == Relation::Direct).count();
    assert_eq!((inventory.components.len(), foreign.len(), direct, inventory.locked), (19, 18, 17, false));
    assert_eq!(foreign.iter().filter(|component| !component.version.is_empty()).count(), 11);
    assert_eq!((only(&inventory, "sqlite3").version.as_str(), only(&inventory, "gtest").scope), ("3.45.3", Scope::Test));
    assert_eq!(only(&inventory, "kcenon-thread-system").origin, "https://github.com/kcenon/vcpkg-registry.git");
    assert!(noted(&inventory, "nothing here asks for `asio`") && noted(&inventory, "a baseline is not a version"));
    // The port of the project itself overrides nothing, and asks for two tools.
    let port = read_as("vcpkg.json", "vcpkg-ports/kcenon-pacs-system/vcpkg.json", &files).expect("a manifest");
    let tools = port.components.iter().filter(|component| component.scope == Scope::Development).count();
    assert_eq!((port.components.len(), tools), (21, 2));
    assert!(port.components.iter().filter(|component| component.part == Part::Foreign).all(|component| component.version.is_empty()));
}

#[test]
fn the_ventilator_asks_for_libraries_of_platformio_and_conan() {
    let Some(folder) = corpus("A-medical/respiraworks-ventilator") else { return };
    let (inventories, refused) = read_all(&gather(&folder));
    let file = |end: &str| inventories.iter().find(|inventory| inventory.file.ends_with(end)).expect(end);
    assert!(refused.iter().all(|(path, _)| !path.ends_with("platformio.ini")), "{refused:?}");
    let controller = file("software/controller/platformio.ini");
    assert_eq!(only(controller, "nanopb/Nanopb").range, "^0.4.7");
    assert_eq!((only(controller, "googletest").version.as_str(), only(controller, "googletest").scope), ("1.12.1", Scope::Test));
    assert_eq!(only(controller, "ststm32").version, "17.6.0");
    assert_eq!((controller.components.len(), file("software/common/platformio.ini").components.len()), (5, 4));
    let gui = file("software/gui/conanfile.txt");
    let told: Vec<(&str, &str)> = gui.components.iter().map(|component| (component.name.as_str(), component.version.as_str())).collect();
    assert_eq!(told, [("spdlog", "1.13.0"), ("fmt", "10.2.1")]);
}

#[test]
fn a_pom_is_filled_in_from_its_parent_and_a_graph_from_its_nodes() {
    let Some(folder) = corpus("C-evidence/lockfiles/osv-scalibr/extractor/filesystem") else { return };
    let poms = gather(&folder.join("language/java/pomxml/testdata"));
    let child = read_as("pom.xml", "with-parent.xml", &poms).expect("a model");
    let told: Vec<(&str, &str)> = child.components.iter().map(|component| (component.name.as_str(), component.version.as_str())).collect();
    let expected = [
        ("com.mycompany.app:my-app", "1.0"),
        ("org.alice:alice", "1.0.0"),
        ("org.bob:bob", "2.0.0"),
        ("org.chuck:chuck", "3.0.0"),
        ("org.frank:frank", ""),
        ("org.dave:dave", "4.0.0"),
    ];
    assert_eq!(told, expected);
    assert!(noted(&child, "org.upstream:parent-pom:1.0") && noted(&child, "`org.import:import:1.2.3`"));
    assert_eq!(
        only(&read_as("pom.xml", "interpolation.xml", &poms).expect("a model"), "org.mine:ranged-package").range,
        "[9.4.35.v20201120,9.5)"
    );
    assert_eq!(only(&read_as("pom.xml", "with-scope.xml", &poms).expect("a model"), "junit:junit").scope, Scope::Test);
    let conan = gather(&folder.join("language/cpp/conanlock/testdata"));
    let graph = read_as("conan.lock", "nested-dependencies.v1.revisions.json", &conan).expect("a graph");
    let freetype = only(&graph, "freetype");
    assert_eq!(
        (freetype.relation, freetype.needs.len(), freetype.purl.as_str()),
        (Relation::Direct, 4, "pkg:conan/freetype@2.12.1?rrev=7e1b67634f54f38a979bbad44fd09a2c")
    );
    assert_eq!(only(&graph, "brotli").relation, Relation::Transitive);
}

#[test]
fn packages_of_images_name_their_source() {
    let Some(folder) = corpus("C-evidence/lockfiles/osv-scalibr/extractor/filesystem/os") else { return };
    let mut image = Files::default();
    for (from, to) in [("dpkg/testdata/dpkg/transitional", "var/lib/dpkg/status"), ("apk/testdata/installed", "lib/apk/db/installed")] {
        image.insert(to, std::fs::read(folder.join(from)).expect("a file"));
    }
    let (inventories, refused) = read_all(&image);
    assert_eq!((inventories.len(), refused.len()), (2, 0));
    let iceweasel = only(&inventories[1], "iceweasel");
    assert_eq!(iceweasel.purl, "pkg:deb/debian/iceweasel@78.13.0esr-1~deb10u1?arch=all&upstream=firefox-esr");
    assert!(noted(&inventories[1], "no os-release"));
    let layout = only(&inventories[0], "alpine-baselayout");
    assert_eq!(layout.licence, "GPL-2.0-only");
    assert!(layout.needs.iter().any(|need| inventories[0].components[*need].name == "alpine-baselayout-data"));
}

#[test]
fn what_is_of_interest_in_a_tree_is_read_or_refused() {
    let Some(folder) = corpus("C-evidence/lockfiles/osv-scanner") else { return };
    let (inventories, refused) = read_all(&gather(&folder));
    let count = |format: &str| inventories.iter().filter(|inventory| inventory.format == format).count();
    let counts = [
        "composer.lock",
        "Gemfile.lock",
        "pom.xml",
        "packages.lock.json",
        "packages.config",
        "NuGet project",
        "Podfile.lock",
        "Package.resolved",
    ];
    assert_eq!(counts.map(count), [10, 8, 1, 1, 1, 1, 1, 1], "{refused:?}");
    // Two lock files of Composer and one of Bundler are empty or broken, and said to be.
    let mine = |path: &&String| path.ends_with("composer.lock") || path.ends_with("Gemfile.lock");
    assert_eq!(refused.iter().map(|(path, _)| path).filter(mine).count(), 3);
}
