//! SOUP list: what others made and the product contains, what is asked of it, what is known against it, and how long it is supported.

use super::soup_components;
use crate::documents::writing::cells::{in_order, ordered_links, said, values};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table, words};
use crate::documents::writing::ratings::judged;
use crate::documents::writing::retired;
use crate::documents::writing::wording;
use crate::documents::{Declaration, Section, figures};
use crate::facts::counted;
use crate::soup::{list, show};
use primum_document::{Cell, Inline, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::register::{Judged, Package, Standing, scan_of};
use std::collections::{BTreeSet, HashMap};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "soup-list",
    title: "SOUP list",
    purpose: "Lists the software of unknown provenance that the product contains: exact versions, what is asked of each item and what it \
        needs, its known anomalies and their evaluation, and until when it is supported.",
    clauses: &["IEC 62304 5.3.3", "IEC 62304 5.3.4", "IEC 62304 7.1.2", "IEC 62304 7.1.3", "IEC 62304 8.1.2"],
    sections: &[
        Section { title: "Overview", write: overview },
        Section { title: "Identity and version", write: identity },
        Section { title: "Use and requirements", write: requirements },
        Section { title: "Known anomalies and support", write: anomalies },
        Section { title: "Components that records and files disagree about", write: soup_components::differences },
        Section { title: "Components of the product", write: soup_components::components },
        Section { title: "Components of tools", write: soup_components::tools },
        Section { title: "SOUP items", write: items },
        Section { title: "Open points", write: open },
    ],
};

fn overview(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    page.text(&wording::sentence(&list::summary(analysis)));
    let count = analysis.model.of(Kind::Soup).len();
    if count > 0 {
        page.text(&format!("{} declared.", counted(count, "SOUP item is", "SOUP items are")));
        page.figure("SOUP items of each class, by whether somebody still maintains them", figures::soup_support(analysis));
    } else if analysis.register.shipped().next().is_none() && analysis.facts.soup.is_some() {
        page.text("No SOUP item is declared, and no lock file or SBOM that was read holds a component from elsewhere.");
    } else {
        page.missing(
            "SOUP items",
            "IEC 62304 8.1.2 asks which there are, with maker and version",
            "Write the first with `primum new SOUP`, or let `primum soup sync` propose them from the lock files.",
        );
    }
    match &analysis.facts.soup {
        None => page.missing(
            "a look at lock files and SBOMs",
            "none was read, so nobody can tell whether the list is complete and its versions are those that are built in",
            "Keep the lock files of the package managers in the project, or name SBOMs under `[soup]` in primum.toml.",
        ),
        Some(stock) => {
            let mut files = table(
                "Files that tell what is in the software",
                &[
                    ("File", Share::Wide),
                    ("Read as", Share::Normal),
                    ("Pins versions", Share::Narrow),
                    ("About", Share::Narrow),
                    ("Components", Share::Narrow),
                ],
            );
            for (at, one) in stock.inventories.iter().enumerate() {
                let about = if analysis.register.is_of_tools(at) { "tools" } else { "product" };
                files.rows.push(row(
                    "",
                    vec![
                        inlines(vec![Inline::Code(one.file.clone())]),
                        cell(&one.format),
                        judged(one.locked, if one.locked { "yes" } else { "no" }),
                        cell(about),
                        cell(&one.components.len().to_string()),
                    ],
                ));
            }
            page.filled(files);
            for (path, why) in &stock.refused {
                page.missing(
                    &format!("what {path} holds"),
                    &format!("it could not be read: {why}"),
                    "Mend the file, or exclude it in `[soup]` of primum.toml with a reason that somebody knows.",
                );
            }
        }
    }
}

/// The components that a record declares itself.
fn declared<'a>(analysis: &'a Analysis, soup: Record<'_>) -> impl Iterator<Item = &'a Package> {
    let register = &analysis.register;
    register.of(soup).iter().filter(|at| matches!(register.standings[**at], Standing::Declared(_))).map(|at| &register.packages[*at])
}

/// How the declared version compares with the locked one.
fn lock_state(analysis: &Analysis, soup: Record<'_>, drifting: &BTreeSet<u32>) -> Cell {
    let locked = list::locked(analysis, soup);
    let mut stated: Vec<&str> = soup.values("version").map(|value| value.text).collect();
    stated.sort_unstable();
    match (locked.is_empty(), locked.iter().map(String::as_str).eq(stated.iter().copied())) {
        (true, _) if analysis.register.gone.contains(&soup.position()) => state(Tone::Bad, "locked nowhere"),
        (true, _) => state(Tone::Caution, "in no lock file"),
        (false, true) => state(Tone::Good, "locked, the same"),
        (false, false) => {
            let tone = if drifting.contains(&soup.position()) { Tone::Bad } else { Tone::Good };
            state(tone, &format!("locked {}", locked.join(", ")))
        }
    }
}

fn id(soup: Record<'_>) -> Cell {
    inlines(vec![link(soup)])
}

/// A field, or that it is not stated.
fn asked(soup: Record<'_>, field: &'static str) -> Cell {
    let text = values(soup, field);
    if text.is_empty() { state(Tone::Bad, "not stated") } else { inlines(text) }
}

fn identity(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Identity and version of the SOUP items",
        &[
            ("ID", Share::Narrow),
            ("Name", Share::Normal),
            ("Manufacturer", Share::Normal),
            ("Version", Share::Narrow),
            ("Lock files", Share::Narrow),
            ("Package URL", Share::Normal),
            ("CPE", Share::Normal),
            ("Comes in", Share::Narrow),
            ("Brings", Share::Narrow),
            ("Licence", Share::Narrow),
            ("Website", Share::Normal),
        ],
    );
    list.wide = true;
    let drifting: BTreeSet<u32> = analysis.register.drifts.iter().flat_map(|drift| drift.soup.iter().copied()).collect();
    for soup in in_order(analysis.model.of(Kind::Soup)) {
        let relation = declared(analysis, soup).next().map_or("", |package| show::relation(package.relation));
        let brings = soup.values("brings").count();
        list.rows.push(row(
            "",
            vec![
                id(soup),
                cell(&soup.title()),
                asked(soup, "supplier"),
                asked(soup, "version"),
                lock_state(analysis, soup, &drifting),
                inlines(values(soup, "purl")),
                inlines(values(soup, "cpe")),
                cell(relation),
                cell(&if brings == 0 { String::new() } else { brings.to_string() }),
                inlines(values(soup, "licence")),
                inlines(values(soup, "website")),
            ],
        ));
    }
    if !page.filled(list) {
        page.text("There is none.");
    }
}

fn requirements(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "What is asked of the SOUP items, and what they need",
        &[
            ("ID", Share::Narrow),
            ("Name", Share::Narrow),
            ("Used by", Share::Normal),
            ("Class", Share::Narrow),
            ("Used for", Share::Normal),
            ("Functional requirements", Share::Wide),
            ("Performance requirements", Share::Wide),
            ("Hardware and software needed", Share::Wide),
            ("Verified by", Share::Normal),
        ],
    );
    list.wide = true;
    for soup in in_order(analysis.model.of(Kind::Soup)) {
        let users = ordered_links(soup.links("used-by").chain(soup.linked_by("uses")));
        list.rows.push(row(
            "",
            vec![
                id(soup),
                cell(&soup.title()),
                if users.is_empty() { state(Tone::Bad, "nothing") } else { inlines(users) },
                cell(analysis.classes.of(soup).letter()),
                inlines(said(page, soup, "purpose")),
                inlines(said(page, soup, "function")),
                inlines(said(page, soup, "performance")),
                inlines(said(page, soup, "environment")),
                inlines(crate::documents::writing::ratings::proofs(analysis, soup.linked_by("verifies"))),
            ],
        ));
    }
    if !page.filled(list) {
        page.text("There is none.");
    }
}

/// What is known against the components of records, counted once for all of them.
struct Known {
    /// By component: how many vulnerabilities are judged, and how many are not.
    counts: HashMap<usize, (usize, usize)>,
    /// Components about which the index says nothing.
    undecided: BTreeSet<usize>,
    is_scanned: bool,
}

impl Known {
    fn new(analysis: &Analysis) -> Self {
        let register = &analysis.register;
        let mut counts: HashMap<usize, (usize, usize)> = HashMap::new();
        for weakness in &register.weaknesses {
            let count = counts.entry(weakness.package).or_default();
            *(if weakness.judged == Judged::Holds { &mut count.0 } else { &mut count.1 }) += 1;
        }
        let scan = analysis.facts.soup.as_ref().and_then(scan_of);
        let unknown = scan.iter().flat_map(|scan| &scan.unknown);
        let undecided = unknown.filter_map(|(inventory, component, _)| register.at(*inventory, *component)).collect();
        Self { counts, undecided, is_scanned: scan.is_some() }
    }

    fn of(&self, analysis: &Analysis, soup: Record<'_>) -> Cell {
        let parts = analysis.register.of(soup);
        if !self.is_scanned {
            return state(Tone::Caution, "not looked for");
        }
        if parts.is_empty() {
            return state(Tone::Caution, "not looked for: no lock file or SBOM has it");
        }
        let count = |at: &usize| self.counts.get(at).copied().unwrap_or_default();
        let (judged, open) = parts.iter().map(count).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        let undecided = parts.iter().filter(|at| self.undecided.contains(at)).count();
        let told = if judged + open == 0 { "none".to_owned() } else { format!("{judged} judged, {open} open") };
        let told = if undecided == 0 { told } else { format!("{told}; not decided for {}", counted(undecided, "component", "components")) };
        let tone = match (open, undecided) {
            (0, 0) => Tone::Good,
            (0, _) => Tone::Caution,
            _ => Tone::Bad,
        };
        state(tone, &told)
    }
}

fn anomalies(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let known = Known::new(analysis);
    let mut list = table(
        "Known anomalies of the SOUP items, their risk and their support",
        &[
            ("ID", Share::Narrow),
            ("Name", Share::Narrow),
            ("Anomaly list", Share::Normal),
            ("Read on", Share::Narrow),
            ("For version", Share::Narrow),
            ("Evaluation", Share::Wide),
            ("Assessments", Share::Normal),
            ("Known vulnerabilities", Share::Normal),
            ("What a failure could lead to", Share::Wide),
            ("Support", Share::Narrow),
            ("Support ends", Share::Normal),
        ],
    );
    list.wide = true;
    for soup in in_order(analysis.model.of(Kind::Soup)) {
        let mut risk = said(page, soup, "risk");
        for none in soup.values("no-contribution") {
            risk.extend(if risk.is_empty() { Vec::new() } else { vec![Inline::Break] });
            risk.extend(words(&format!("no contribution: {}", none.text)));
        }
        let support = match soup.text("support") {
            Some("supported") => state(Tone::Good, "supported"),
            Some("limited") => state(Tone::Caution, "limited"),
            Some(other) => state(Tone::Bad, other),
            None => state(Tone::Bad, "not stated"),
        };
        list.rows.push(row(
            "",
            vec![
                id(soup),
                cell(&soup.title()),
                inlines(values(soup, "anomaly-list")),
                inlines(values(soup, "anomalies-read")),
                inlines(values(soup, "anomalies-version")),
                inlines(said(page, soup, "anomaly-evaluation")),
                inlines(ordered_links(soup.linked_by("of").filter(|by| by.kind() == Kind::VulnerabilityAssessment))),
                known.of(analysis, soup),
                inlines(risk),
                support,
                inlines(values(soup, "support-ends")),
            ],
        ));
    }
    if !page.filled(list) {
        page.text("There is none.");
    }
}

fn items(page: &mut Page<'_>) {
    let records: Vec<Record<'_>> = in_order(page.material.analysis.model.of(Kind::Soup));
    if records.is_empty() {
        page.text("There is none.");
    }
    records.into_iter().for_each(|soup| page.record(soup, 2));
    retired::named(page, Kind::Soup);
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "soup-undeclared",
            "soup-gone",
            "soup-version-drift",
            "soup-version-range",
            "soup-version-not-exact",
            "soup-without-supplier",
            "soup-unused-in-architecture",
            "soup-without-function",
            "soup-without-environment",
            "soup-without-integration-test",
            "soup-anomalies-unread",
            "soup-anomalies-stale",
            "soup-anomalies-for-other-version",
            "soup-never-considered-as-cause",
            "soup-out-of-support",
            "soup-without-support-end",
            "soup-list-unchecked",
            "lock-file-unread",
            "tool-component-in-product",
            "tool-component-undeclared",
        ],
    );
}
