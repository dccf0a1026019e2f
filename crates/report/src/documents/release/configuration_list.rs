//! Configuration list: what the software is made of, by version and digest, and what it is made with.

use crate::documents::writing::cells::values;
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, state, table};
use crate::documents::writing::record_tables::{field, made, overview};
use crate::documents::writing::statements::short;
use crate::documents::writing::wording::lines_of_code;
use crate::documents::writing::{marks, open_points};
use crate::documents::{Declaration, Section};
use crate::facts::counted;
use crate::release::overview::entries;
use primum_document::{Block, Cell, Inline, Share, Tone};
use primum_evidence::baseline::{Kept, Manifest};
use primum_model::fingerprint::FINGERPRINT_VERSION;
use primum_model::{Fingerprint, Kind, Record};
use primum_rules::ownership::Owned;
use primum_rules::register::Standing;
use primum_soup::{Relation, Scope};
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "configuration-list",
    title: "Configuration list",
    purpose: "Names every item under configuration control with its version or digest: parts, files, components from elsewhere, records, tools and baselines.",
    clauses: &[
        "IEC 62304 5.1.9",
        "IEC 62304 5.1.11",
        "IEC 62304 5.8.4",
        "IEC 62304 5.8.5",
        "IEC 62304 8.1.1",
        "IEC 62304 8.1.2",
        "IEC 62304 8.1.3",
        "IEC 62304 8.3",
    ],
    sections: &[
        Section { title: "What is identified", write: identified },
        Section { title: "Baselines", write: baselines },
        Section { title: "Systems, items and units", write: parts },
        Section { title: "Source files", write: files },
        Section { title: "Components from elsewhere", write: components },
        Section { title: "Records", write: records },
        Section { title: "Tools and build", write: tools },
        Section { title: "Open points", write: open },
    ],
};

fn identified(page: &mut Page<'_>) {
    let material = page.material;
    let product = &material.analysis.model.config.product;
    let mut fields: Vec<(Vec<Inline>, Vec<Inline>)> = Vec::new();
    let mut say = |name: &str, value: &str, code: bool| {
        if !value.is_empty() {
            let value = if code { Inline::Code(value.to_owned()) } else { Inline::Text(value.to_owned()) };
            fields.push((vec![Inline::Text(name.to_owned())], vec![value]));
        }
    };
    say("Product", &product.name, false);
    say("Version under development", &product.version, false);
    say("Commit", material.commit, true);
    say("Differs from the commit by", material.dirty, false);
    if !fields.is_empty() {
        page.block(Block::Fields(fields));
    }
    if material.commit.is_empty() {
        page.missing(
            "commit",
            "a configuration is a state of the repository, and no commit is known",
            "Put the project under git, and make the document from a commit.",
        );
    }
}

fn manifests<'a>(page: &Page<'a>) -> impl Iterator<Item = &'a Kept> + use<'a> {
    page.material.analysis.facts.baselines.iter().flat_map(|baselines| &baselines.manifests)
}

/// The manifest of the version under development, or the latest one.
fn latest<'a>(page: &Page<'a>) -> Option<&'a Kept> {
    let version = page.material.analysis.model.config.product.version.as_str();
    manifests(page).find(|kept| kept.manifest.version == version).or_else(|| manifests(page).last())
}

fn code(text: &str) -> Cell {
    if text.is_empty() { cell("–") } else { Cell { text: vec![Inline::Code(text.to_owned())], tone: Tone::Plain } }
}

fn baselines(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut all = table(
        "Releases and their manifests",
        &[
            ("Version", Share::Narrow),
            ("Released", Share::Narrow),
            ("Record", Share::Narrow),
            ("Where it stands", Share::Normal),
            ("Commit", Share::Narrow),
            ("Records", Share::Narrow),
            ("Files", Share::Narrow),
            ("Manifest, SHA-256", Share::Wide),
        ],
    );
    all.wide = true;
    let mut without = 0;
    for entry in entries(analysis) {
        let manifest = entry.kept.map(|kept| &kept.manifest);
        let count = |of: fn(&Manifest) -> usize| manifest.map_or_else(|| "–".to_owned(), |manifest| of(manifest).to_string());
        let commit = manifest.map(|manifest| manifest.commit.as_str()).or_else(|| entry.record?.text("commit")).unwrap_or("");
        without += usize::from(entry.kept.is_none());
        let date = entry.date();
        all.rows.push(row(
            "",
            vec![
                cell(&entry.version()),
                cell(if date.is_empty() { "–" } else { &date }),
                entry.record.map_or_else(|| cell("–"), |record| inlines(vec![link(record)])),
                if entry.state() == "cut" { state(Tone::Good, entry.state()) } else { state(Tone::Caution, entry.state()) },
                code(short(commit)),
                cell(&count(|manifest| manifest.records.len())),
                cell(&count(|manifest| manifest.files.len())),
                entry.kept.map_or_else(|| cell("–"), |kept| code(&kept.sha256)),
            ],
        ));
    }
    if !page.table(all) {
        page.missing("release", "no version has been released or is prepared for release", "Begin one with `primum new release`.");
    } else if without > 0 {
        page.missing(
            &format!("manifest of {}", counted(without, "release", "releases")),
            "without a manifest no list of files, records and components by digest belongs to the version (8.1.3)",
            "Cut the release with `primum release cut`, or say in `configuration` of the record where its list is.",
        );
    }
    for (path, why) in analysis.facts.baselines.iter().flat_map(|baselines| &baselines.faults) {
        page.note(Tone::Bad, "Not relied on", &format!("{path}: {why}."));
    }
}

fn parts(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut owned: HashMap<u32, usize> = HashMap::new();
    for at in 0..analysis.facts.tree.as_ref().map_or(0, |tree| tree.files.len()) {
        if let Owned::By(owner) = analysis.ownership.of_file(at)
            && let Some(nearest) = owner.nearest()
        {
            *owned.entry(nearest).or_default() += 1;
        }
    }
    let kinds = [Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit];
    let all: Vec<Record<'_>> = kinds.into_iter().flat_map(|kind| analysis.model.of(kind)).collect();
    let columns = [
        made("Sort", Share::Narrow, &[], |record| vec![Inline::Text(record.spec().name.clone())]),
        field("Part of", Share::Narrow, &["part-of"]).optional(),
        made("Class", Share::Narrow, &[], |record| marks::class(analysis, record)).optional(),
        field("Version", Share::Narrow, &["version"]).optional(),
        made("Files it names", Share::Wide, &[], |record| values(record, "source")),
        made("Files there are", Share::Narrow, &[], |record| {
            owned.get(&record.position()).map(|count| vec![Inline::Text(count.to_string())]).unwrap_or_default()
        }),
    ];
    if !overview(page, "Software systems, items and units", &all, &columns) {
        page.missing(
            "items of the configuration",
            "8.1.1 asks how items are identified, and no record names one",
            "Write them with `primum new SW` and `primum new SI`.",
        );
    }
}

fn files(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let Some(tree) = &analysis.facts.tree else {
        page.missing("source files", "the source was not looked at", "Make the document where the source of the project is.");
        return;
    };
    let kept = latest(page);
    let digests: HashMap<&str, &str> =
        kept.iter().flat_map(|kept| &kept.manifest.files).map(|file| (file.path.as_str(), file.sha256.as_str())).collect();
    let mut columns = vec![("File", Share::Wide), ("Language", Share::Narrow), ("Belongs to", Share::Normal)];
    let digest = kept.map(|kept| format!("SHA-256 in {}", kept.manifest.version));
    if let Some(title) = &digest {
        columns.push((title, Share::Wide));
    }
    let mut all = table("Source files", &columns);
    let mut nobody = 0;
    for (at, file) in tree.files.iter().enumerate() {
        let owner = match analysis.ownership.of_file(at) {
            Owned::By(owner) => inlines(links(owner.nearest().map(|at| analysis.model.at(at)))),
            Owned::Contested(several) => {
                let mut cell = state(Tone::Bad, "several:");
                cell.text.push(Inline::Text(" ".to_owned()));
                cell.text.extend(links(several.iter().map(|at| analysis.model.at(*at))));
                cell
            }
            Owned::Nobody if analysis.ownership.is_test(&file.path) => state(Tone::Quiet, "tests"),
            Owned::Nobody if analysis.ownership.is_excluded(&file.path) => state(Tone::Quiet, "no part of the product"),
            Owned::Nobody => {
                nobody += 1;
                state(Tone::Caution, "no item")
            }
        };
        let mut cells = vec![code(&file.path), cell(file.language), owner];
        if digest.is_some() {
            cells.push(code(digests.get(file.path.as_str()).copied().unwrap_or("")));
        }
        all.rows.push(row("", cells));
    }
    if !page.table(all) {
        page.missing("source files", "no file of a language that is known lies in the project", "See `[source]` of primum.toml.");
    }
    if kept.is_none() {
        page.text("No manifest is there, so the files are named by path; the commit fixes their content.");
    }
    if nobody > 0 {
        page.missing(
            &format!("item of {}", counted(nobody, "source file", "source files")),
            "each source file belongs to one item or unit, or is no part of the product",
            "Name the files in `source` of the item or unit, or below `[source]` of primum.toml.",
        );
    }
}

fn components(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let soup: Vec<Record<'_>> = analysis.model.of(Kind::Soup).collect();
    let columns = [
        field("Version", Share::Narrow, &["version"]),
        made("Locked", Share::Narrow, &[], |record| {
            crate::documents::writing::cells::joined(
                crate::soup::list::locked(analysis, record).into_iter().map(|version| vec![Inline::Text(version)]),
            )
        }),
        field("Supplier", Share::Normal, &["supplier"]),
        field("Designator", Share::Normal, &["purl"]),
        field("Used by", Share::Normal, &["used-by"]),
        field("Support", Share::Narrow, &["support"]),
    ];
    if !overview(page, "SOUP that records declare", &soup, &columns) {
        page.text("No record declares SOUP.");
    }
    let Some(stock) = &analysis.facts.soup else {
        page.text("Lock files and bills of materials were not looked at.");
        return;
    };
    let mut all = table(
        "Components in lock files and bills of materials",
        &[
            ("Component", Share::Normal),
            ("Versions", Share::Narrow),
            ("For", Share::Narrow),
            ("Comes in", Share::Narrow),
            ("Stands in", Share::Normal),
            ("In the records", Share::Normal),
        ],
    );
    for (package, standing) in analysis.register.standing() {
        let inventories: BTreeSet<&str> = package
            .versions
            .iter()
            .flat_map(|locked| &locked.places)
            .filter_map(|place| stock.inventories.get(place.inventory))
            .map(|one| one.file.as_str())
            .collect();
        let scope = match package.scope {
            Scope::Shipped => "product",
            Scope::Development => "development",
            Scope::Test => "tests",
        };
        let comes = if package.relation == Relation::Direct { "directly" } else { "through another" };
        let mut said = match standing {
            Standing::Undeclared => state(Tone::Caution, standing.name()),
            _ => cell(standing.name()),
        };
        if let Standing::Declared(records) | Standing::Covered(records) | Standing::Tool(records) = standing {
            said.text.push(Inline::Text(" in ".to_owned()));
            said.text.extend(links(records.iter().map(|at| analysis.model.at(*at))));
        }
        let versions: Vec<&str> = package.exact().collect();
        let files: Vec<&str> = inventories.into_iter().collect();
        all.rows
            .push(row("", vec![cell(&package.name), cell(&versions.join(", ")), cell(scope), cell(comes), cell(&files.join(", ")), said]));
    }
    if !page.table(all) {
        page.text("No lock file and no bill of materials names a component.");
    }
}

/// Every record with its fingerprint, and what it is to the latest manifest.
fn records(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let kept = latest(page).map(|kept| &kept.manifest);
    let before: Option<BTreeMap<&str, &str>> = kept
        .filter(|manifest| manifest.fingerprints == FINGERPRINT_VERSION)
        .map(|manifest| manifest.records.iter().map(|record| (record.id.as_str(), record.fingerprint.as_str())).collect());
    let mut columns = vec![("ID", Share::Narrow), ("Sort", Share::Normal), ("Title", Share::Wide), ("Fingerprint", Share::Wide)];
    let since = kept.map(|manifest| format!("Since {}", manifest.version));
    if let (Some(title), true) = (&since, before.is_some()) {
        columns.push((title, Share::Narrow));
    }
    let mut all = table("Records", &columns);
    for record in analysis.model.records() {
        let fingerprint = Fingerprint::of(record).to_string();
        let retired = if record.is_retired() { ", retired" } else { "" };
        let mut cells =
            vec![inlines(vec![link(record)]), cell(&format!("{}{retired}", record.spec().name)), cell(&record.title()), code(&fingerprint)];
        if let Some(before) = &before {
            cells.push(match before.get(record.id()) {
                Some(old) if *old == fingerprint => cell("unchanged"),
                Some(_) => state(Tone::Caution, "changed"),
                None => state(Tone::Caution, "new"),
            });
        }
        all.rows.push(row("", cells));
    }
    if !page.table(all) {
        page.missing("records", "the project has none", "Begin with `primum init`.");
        return;
    }
    page.text(&format!(
        "A fingerprint is over what a record says, without the order of its fields and without what is for information only; the algorithm is number {FINGERPRINT_VERSION}."
    ));
    if let (Some(manifest), None) = (kept, &before) {
        page.text(&format!(
            "The manifest of {} has fingerprints of another algorithm, so the records are not compared with it.",
            manifest.version
        ));
    }
}

fn tools(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Tool).collect();
    let columns = [
        field("Version", Share::Narrow, &["version"]),
        field("Supplier", Share::Normal, &["supplier"]),
        field("Used in", Share::Normal, &["used-in"]),
        field("Pinned by", Share::Normal, &["source"]).optional(),
    ];
    if !overview(page, "Tools", &all, &columns) {
        crate::documents::writing::asked::absent(page, "tools", "5.1.10", "Write a record for each with `primum new tool`.");
    }
    let mut recipe = table(
        "How it is built and verified: the steps of the pipeline",
        &[("Step", Share::Narrow), ("Command", Share::Wide), ("Environment", Share::Normal)],
    );
    for step in &analysis.model.config.ci {
        let lines = lines_of_code(step.run.trim());
        recipe
            .rows
            .push(row("", vec![cell(&step.name), inlines(lines), cell(if step.environment.is_empty() { "–" } else { &step.environment })]));
    }
    if !page.table(recipe) {
        page.missing(
            "build recipe",
            "primum.toml declares no step of a pipeline, so how the software is built stands in release records at best",
            "Declare the steps in `[[ci]]` of primum.toml.",
        );
    }
    page.refer("How each release was built is in the", "version-history", "version history");
}

fn open(page: &mut Page<'_>) {
    let about_changes = |name: &&str| name.starts_with("change-") || name.starts_with("commit-");
    let rules: Vec<&str> = primum_rules::RULES
        .iter()
        .zip(primum_rules::FOLDERS)
        .filter(|(_, folder)| **folder == "c8_configuration")
        .map(|(rule, _)| rule.name)
        .filter(|name| !about_changes(name))
        .collect();
    open_points::of_rules(page, &[], &rules);
}
