//! Bill of materials in words: what is in it, how each component is named, what is known of licences and checksums, and what it lacks.

use crate::documents::writing::cells::ordered_links;
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, row, state, table, words};
use crate::documents::writing::ratings::judged;
use crate::documents::{Declaration, Section, anchor};
use crate::facts::counted;
use crate::sbom::{Bill, Element, Piece, Sort, Whole};
use primum_document::{Block, Inline, Item, Share, Tone};
use primum_model::Record;
use std::collections::HashSet;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "sbom-summary",
    title: "Software bill of materials, summary",
    purpose: "Tells in words what the machine-readable bill of materials of the product holds, how complete it is, and what it does not \
        know. The bill itself is handed over beside this document.",
    clauses: &["FDA cybersecurity CY-SBOM", "FDA cybersecurity CY-SUP", "IEC 62304 8.1.2"],
    sections: &[
        Section { title: "The bill", write: bill },
        Section { title: "What is known of the components", write: coverage },
        Section { title: "Components", write: components },
        Section { title: "Systems and items of the product", write: own },
        Section { title: "Remarks of the making", write: remarks },
        Section { title: "Open points", write: open },
    ],
};

fn bill(page: &mut Page<'_>) {
    let bill = Bill::of(page.material.analysis);
    let components = bill.pieces.iter().filter(|piece| piece.sort == Sort::Component).count();
    let mut facts = vec![
        ("Product", bill.product.clone()),
        ("Version", bill.version.clone()),
        ("Author", bill.manufacturer.clone()),
        ("Day", bill.date.to_string()),
        ("Commit", bill.commit.clone()),
        ("Serial number", format!("urn:uuid:{}", bill.uuid())),
        ("Made by", format!("{} {}", crate::sbom::TOOL.0, crate::sbom::TOOL.1)),
        ("Components", components.to_string()),
        (
            "Of these asked for by the product itself",
            bill.roots.iter().filter(|at| bill.pieces[**at].sort == Sort::Component).count().to_string(),
        ),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    page.block(Block::Fields(facts.into_iter().map(|(name, value)| (words(name), words(&value))).collect()));
    page.text("`primum sbom` writes the bill as CycloneDX (JSON and XML) and as SPDX.");
    match bill.whole {
        Whole::Complete => {
            page.text("The bill is complete as far as files can tell: every lock file was read, and nothing rests on records alone.")
        }
        Whole::Incomplete => page.missing(
            "part of the bill",
            "a file that tells what is in the product could not be read",
            "The remarks below name it; mend it, or exclude it in `[soup]` of primum.toml.",
        ),
        Whole::Unknown => page.missing(
            "the certainty that the bill is complete",
            "no lock file pins the components, or some are known from records alone",
            "Let the build write a lock file or an SBOM for every part of the product, and keep it in the project.",
        ),
    }
    if components == 0 {
        page.missing("components", "the bill holds none", "Keep the lock files in the project, or write SOUP records; a product without any component from elsewhere says so in its plan.");
    }
    for gap in bill.gaps().into_iter().filter(|gap| gap.piece.is_none()) {
        let (what, field) = match gap.missing {
            Element::Supplier => ("the manufacturer of the product, who is the author of the bill", "manufacturer"),
            Element::Version => ("the version of the product", "version"),
            _ => ("the name of the product", "name"),
        };
        page.missing(what, "a bill of materials has to say it", &format!("Write `{field}` under `[product]` in primum.toml."));
    }
}

/// What a bill should say of a component: the words, whether a piece says it, and where to say it.
type Aspect = (&'static str, fn(&Piece) -> bool, &'static str);

const ASPECTS: &[Aspect] = &[
    ("supplier", |piece| !piece.supplier.is_empty(), "Say `supplier` in the SOUP record."),
    ("version", |piece| !piece.version.is_empty(), "Pin it in a lock file, or say `version` in the SOUP record."),
    ("unique identifier", |piece| !piece.purl.is_empty() || !piece.cpe.is_empty(), "Say `purl` or `cpe` in the SOUP record."),
    ("dependencies", |piece| piece.told, "Keep a lock file that tells what needs what."),
    ("licence", |piece| !piece.licence.is_empty(), "Say `licence` in the SOUP record."),
    ("checksum", |piece| !piece.hashes.is_empty(), "Keep a lock file or an SBOM with checksums."),
    ("support level", |piece| !piece.support.is_empty(), "Say `support` in the SOUP record."),
    ("end of support", |piece| !piece.support_ends.is_empty(), "Say `support-ends` in the SOUP record: a date, or why none can be given."),
];

/// How many components without something are named.
const NAMED: usize = 8;

fn coverage(page: &mut Page<'_>) {
    let bill = Bill::of(page.material.analysis);
    let components: Vec<&Piece> = bill.pieces.iter().filter(|piece| piece.sort == Sort::Component).collect();
    if components.is_empty() {
        page.text("There is no component of which anything could be known.");
        return;
    }
    let mut list = table(
        "What the bill knows of its components",
        &[("Element", Share::Normal), ("Known of", Share::Narrow), ("Not known of", Share::Narrow), ("Not known of these", Share::Wide)],
    );
    let mut missing = Vec::new();
    for (name, is_known, remedy) in ASPECTS {
        let lacking: Vec<String> = components.iter().filter(|piece| !is_known(piece)).map(|piece| piece.title()).collect();
        let rest = lacking.len().saturating_sub(NAMED);
        let mut named = lacking.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        if rest > 0 {
            named.push_str(&format!(" and {rest} more"));
        }
        let count = lacking.len();
        list.rows.push(row(
            "",
            vec![cell(name), cell(&(components.len() - count).to_string()), judged(count == 0, &count.to_string()), cell(&named)],
        ));
        if count > 0 {
            missing.push((
                *name,
                format!("{} of {} lack it: {named}", count, counted(components.len(), "component", "components")),
                *remedy,
            ));
        }
    }
    page.filled(list);
    for (name, why, remedy) in missing {
        page.missing(&format!("the {name} of some components"), &why, remedy);
    }
}

fn components(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let bill = Bill::of(analysis);
    let mut list = table(
        "Components of the product",
        &[
            ("Component", Share::Normal),
            ("Version", Share::Narrow),
            ("Supplier", Share::Normal),
            ("Identifier", Share::Normal),
            ("Licence", Share::Narrow),
            ("Checksums", Share::Narrow),
            ("Support", Share::Narrow),
            ("End of support", Share::Normal),
            ("Needs", Share::Narrow),
            ("Records", Share::Narrow),
            ("Found in", Share::Normal),
        ],
    );
    list.wide = true;
    let mut at_home: HashSet<u32> = HashSet::new();
    for piece in bill.pieces.iter().filter(|piece| piece.sort == Sort::Component) {
        let records: Vec<Record<'_>> = piece.records.iter().chain(&piece.covered_by).filter_map(|id| analysis.model.find(id)).collect();
        let own = piece.records.first().and_then(|id| analysis.model.find(id)).filter(|record| at_home.insert(record.position()));
        let algorithms: Vec<&str> = piece.hashes.iter().map(|hash| hash.algorithm.as_str()).collect();
        let identifier = if piece.purl.is_empty() { &piece.cpe } else { &piece.purl };
        let places: Vec<&str> =
            piece.found.iter().map(|(path, _)| path.as_str()).collect::<std::collections::BTreeSet<_>>().into_iter().collect();
        let known = |text: &str| if text.is_empty() { state(Tone::Bad, "not known") } else { cell(text) };
        list.rows.push(row(
            &own.map_or_else(String::new, |record| anchor(analysis, record)),
            vec![
                cell(&piece.whole_name()),
                known(&piece.version),
                known(&piece.supplier),
                if identifier.is_empty() { state(Tone::Bad, "not known") } else { inlines(vec![Inline::Code(identifier.clone())]) },
                known(&piece.licence),
                known(&algorithms.join(", ")),
                known(&piece.support),
                known(&piece.support_ends),
                cell(&if piece.told { piece.needs.len().to_string() } else { "not known".to_owned() }),
                inlines(ordered_links(records)),
                cell(&if places.is_empty() { "records alone".to_owned() } else { places.join(", ") }),
            ],
        ));
    }
    if !page.filled(list) {
        page.text("There is none.");
    }
}

fn own(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let bill = Bill::of(analysis);
    let mut list = table(
        "Systems and items, and what they need",
        &[("Part", Share::Normal), ("Name", Share::Normal), ("Version", Share::Narrow), ("Needs", Share::Wide)],
    );
    for piece in bill.pieces.iter().filter(|piece| piece.sort != Sort::Component) {
        let needs: Vec<String> = piece.needs.iter().map(|at| bill.pieces[*at].title()).collect();
        let records = piece.records.iter().filter_map(|id| analysis.model.find(id));
        list.rows.push(row("", vec![inlines(ordered_links(records)), cell(&piece.name), cell(&piece.version), cell(&needs.join(", "))]));
    }
    if !page.filled(list) {
        page.text("No software system and no software item is recorded, so the components hang on the product alone.");
    }
}

fn remarks(page: &mut Page<'_>) {
    let bill = Bill::of(page.material.analysis);
    if bill.remarks.is_empty() {
        page.text("There is none.");
        return;
    }
    let item = |remark: &String| Item { done: None, blocks: vec![Block::Paragraph(words(remark))] };
    page.block(Block::List { start: None, items: bill.remarks.iter().map(item).collect() });
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(page, &[], &["sbom-element-missing", "lock-file-unread", "soup-version-range", "soup-undeclared"]);
}
