//! What would bring the SOUP list into line with what is locked: new records, lines that change, and what a person has to decide.
//!
//! Only facts are proposed: names, versions, who brings what. What a component is for, what it must do and what its anomalies mean stays
//! open in a new record, and a judgement that is carried to another version is marked as not confirmed.

use crate::facts::counted;
use crate::json;
use crate::screen::{Screen, Tone, visible};
use primum_model::config::Transitive;
use primum_model::edit::{self, Edit};
use primum_model::skeleton::next_id;
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::register::{Judged, Named, Package, Standing, of_purl};
use primum_soup::version::comparable;
use primum_soup::{Component, Relation, Scope, purl};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Fields that a new record need not have.
const IDLE: &[&str] = &["brings", "cpe", "website", "anomaly-hash", "status", "tags", "formerly", "item"];

/// A record that is proposed.
#[derive(Debug)]
pub struct New {
    /// The component, by position in the register.
    pub part: usize,
    /// Its title.
    pub title: String,
    /// What is known, field by field.
    pub fields: Vec<(&'static str, String)>,
}

/// A line that changes.
#[derive(Debug)]
pub struct Change {
    /// The record.
    pub id: String,
    /// What changes, in words.
    pub told: String,
    /// The edit; `None` where the record is the row of a table, which a person has to change.
    pub edit: Option<Edit>,
}

/// What is proposed.
#[derive(Debug, Default)]
pub struct Proposal {
    /// New records.
    pub new: Vec<New>,
    /// Lines that change.
    pub changes: Vec<Change>,
    /// What a person has to decide.
    pub decide: Vec<String>,
    /// Components that serve development or tests only, and that no record names.
    pub development: Vec<usize>,
}

impl Proposal {
    /// Is everything in line?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changes.is_empty() && self.decide.is_empty()
    }
}

/// Computes what is proposed. A transitive component goes under the first of the direct ones that bring it, in the order of the lock files;
/// where the project wants a record of each (`[soup] transitive = "each"`), it gets one.
#[must_use]
pub fn propose(analysis: &Analysis) -> Proposal {
    let mut proposal = Proposal::default();
    let register = &analysis.register;
    let each = analysis.model.config.soup.transitive == Transitive::Each;
    let mut under_new: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut under_old: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut own_record = Vec::new();
    for (at, part, standing) in register.shipped() {
        if *standing != Standing::Undeclared {
            continue;
        }
        let in_product = |root: &&usize| register.packages[**root].scope == Scope::Shipped;
        let root = part.roots.iter().find(in_product).filter(|_| !each && part.relation == Relation::Transitive);
        match root.map(|root| (*root, &register.standings[*root])) {
            Some((_, Standing::Declared(soup) | Standing::Covered(soup))) if !soup.is_empty() => {
                under_old.entry(soup[0]).or_default().push(at)
            }
            Some((root, Standing::Undeclared)) if register.packages[root].scope == Scope::Shipped => {
                under_new.entry(root).or_default().push(at)
            }
            _ => own_record.push(at),
        }
    }
    for at in own_record {
        let brought = under_new.remove(&at).unwrap_or_default();
        proposal.new.push(new(analysis, at, &brought));
    }
    // What was to go under a component that gets no record after all gets one of its own.
    for at in under_new.into_values().flatten() {
        proposal.new.push(new(analysis, at, &[]));
    }
    proposal.new.sort_by_key(|new| new.part);
    for (soup, brought) in under_old {
        let record = analysis.model.at(soup);
        let lines: Vec<String> = brought.iter().flat_map(|at| urls(analysis, &register.packages[*at])).collect();
        let told = format!("covers {} more: {}", lines.len(), lines.join(", "));
        proposal.changes.push(Change { id: record.id().to_owned(), told, edit: edit::add(record, "brings", &lines) });
    }
    drifts(analysis, &mut proposal);
    brought(analysis, &mut proposal);
    carried(analysis, &mut proposal);
    for gone in &register.gone {
        let record = analysis.model.at(*gone);
        proposal.decide.push(format!(
            "{} {} is locked nowhere: retire the record, or find what hides the component",
            record.id(),
            record.title()
        ));
    }
    proposal.development = register
        .standing()
        .enumerate()
        .filter(|(_, (part, standing))| part.scope != Scope::Shipped && **standing == Standing::Undeclared)
        .map(|(at, _)| at)
        .collect();
    proposal
}

/// The components of a part in the files, one for each version.
fn components<'a>(analysis: &'a Analysis, part: &'a Package) -> impl Iterator<Item = &'a Component> {
    let inventories = analysis.facts.soup.as_ref().map_or(&[][..], |stock| stock.inventories.as_slice());
    part.versions.iter().filter_map(move |locked| {
        let place = locked.places.first()?;
        inventories.get(place.inventory)?.components.get(place.component)
    })
}

/// Its package URLs, one for each version. What has none is named by type and name, as far as they are known.
fn urls(analysis: &Analysis, part: &Package) -> Vec<String> {
    components(analysis, part).map(url).collect()
}

fn url(component: &Component) -> String {
    purl::of(component).unwrap_or_else(|| {
        let version = if component.version.is_empty() { String::new() } else { format!("@{}", component.version) };
        format!("pkg:generic/{}{version}", component.name)
    })
}

fn new(analysis: &Analysis, at: usize, brought: &[usize]) -> New {
    let part = &analysis.register.packages[at];
    let mut fields = Vec::new();
    let first = components(analysis, part).next();
    if let Some(component) = first {
        fields.push(("purl", url(component)));
    }
    for version in part.exact() {
        fields.push(("version", version.to_owned()));
    }
    if let Some(component) = first {
        for (name, text) in [("supplier", &component.supplier), ("licence", &component.licence), ("cpe", &component.cpe)] {
            if !text.trim().is_empty() {
                fields.push((name, one_line(text)));
            }
        }
    }
    for brought in brought {
        fields.extend(urls(analysis, &analysis.register.packages[*brought]).into_iter().map(|url| ("brings", url)));
    }
    // A lock file of the whole project does not tell which of its items calls the component.
    if let [item] = analysis.register.items_of(part).as_slice() {
        fields.push(("used-by", analysis.model.at(*item).id().to_owned()));
    }
    New { part: at, title: one_line(&part.name), fields }
}

/// A foreign text as one line, without what would end a field or a heading.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['<', '>'], "")
}

/// Versions that differ: the record takes over what is locked.
fn drifts(analysis: &Analysis, proposal: &mut Proposal) {
    let register = &analysis.register;
    for drift in &register.drifts {
        let part = &register.packages[drift.package];
        let mut locked = drift.undeclared.iter();
        let mut last: Option<Record<'_>> = None;
        for record in drift.soup.iter().map(|at| analysis.model.at(*at)) {
            last = Some(record);
            for value in record.values("version").filter(|value| drift.unlocked.iter().any(|version| version == comparable(value.text))) {
                let (told, edit) = match locked.next() {
                    Some(version) => {
                        in_url(record, value.text, version, proposal);
                        (format!("version {} becomes {version}", value.text), Some(edit::replace(value, version)))
                    }
                    None if record.values("version").count() > 1 => (format!("version {} goes", value.text), edit::remove(record, value)),
                    None => continue,
                };
                proposal.changes.push(Change { id: record.id().to_owned(), told, edit });
            }
        }
        let more: Vec<String> = locked.cloned().collect();
        if let Some(record) = last
            && !more.is_empty()
        {
            let told = format!("version {} of {} comes in addition", more.join(", "), part.name);
            proposal.changes.push(Change { id: record.id().to_owned(), told, edit: edit::add(record, "version", &more) });
        }
    }
}

/// The version in the package URL follows.
fn in_url(record: Record<'_>, before: &str, version: &str, proposal: &mut Proposal) {
    let Some(value) = record.value("purl") else { return };
    if let Some((start, rest)) = value.text.rsplit_once('@')
        && comparable(rest) == comparable(before)
    {
        let text = format!("{start}@{}{version}", if rest.starts_with('v') && !version.starts_with('v') { "v" } else { "" });
        proposal.changes.push(Change {
            id: record.id().to_owned(),
            told: format!("purl becomes {text}"),
            edit: Some(edit::replace(value, &text)),
        });
    }
}

/// Lines of `brings` follow what is locked: another version, or nothing any more.
fn brought(analysis: &Analysis, proposal: &mut Proposal) {
    let register = &analysis.register;
    let by_name: HashMap<&Named, usize> = register.packages.iter().enumerate().map(|(at, part)| (&part.named, at)).collect();
    let held = analysis.facts.soup.as_ref().map_or(&[][..], |stock| stock.inventories.as_slice());
    let kinds: HashSet<&str> = held
        .iter()
        .filter(|one| one.locked)
        .flat_map(|one| &one.components)
        .filter_map(|one| one.ecosystem)
        .map(|one| one.purl_type())
        .collect();
    for record in analysis.model.of(Kind::Soup).filter(|record| !record.is_retired()) {
        let mut lines: BTreeMap<usize, Vec<_>> = BTreeMap::new();
        for value in record.values("brings") {
            let Some((named, _)) = of_purl(value.text) else { continue };
            match by_name.get(&named) {
                Some(at) => lines.entry(*at).or_default().push(value),
                None if kinds.contains(named.kind.as_str()) => {
                    proposal.changes.push(Change {
                        id: record.id().to_owned(),
                        told: format!("brings {} no more", value.text),
                        edit: edit::remove(record, value),
                    });
                }
                None => {}
            }
        }
        for (at, values) in lines {
            let wanted = urls(analysis, &register.packages[at]);
            let is_there = |url: &String| values.iter().any(|value| of_purl(value.text) == of_purl(url));
            let mut missing: Vec<String> = wanted.iter().filter(|url| !is_there(url)).cloned().collect();
            for value in values.iter().filter(|value| !wanted.iter().any(|url| of_purl(url) == of_purl(value.text))) {
                let (told, edit) = if missing.is_empty() {
                    (format!("brings {} no more", value.text), edit::remove(record, *value))
                } else {
                    let url = missing.remove(0);
                    (format!("brings {url} instead of {}", value.text), Some(edit::replace(*value, &url)))
                };
                proposal.changes.push(Change { id: record.id().to_owned(), told, edit });
            }
            if !missing.is_empty() {
                let told = format!("brings {} as well", missing.join(", "));
                proposal.changes.push(Change { id: record.id().to_owned(), told, edit: edit::add(record, "brings", &missing) });
            }
        }
    }
}

/// Judgements are carried over to the version that is locked now, with a mark that asks for confirmation.
fn carried(analysis: &Analysis, proposal: &mut Proposal) {
    let mut done = HashSet::new();
    for weakness in
        analysis.register.weaknesses.iter().filter(|weakness| weakness.judged == Judged::OtherVersion && !weakness.version.is_empty())
    {
        let Some(assessment) = weakness.assessment.map(|at| analysis.model.at(at)) else { continue };
        if done.insert((assessment.position(), weakness.version.as_str())) {
            let told = format!(
                "carried over to {} {}; somebody has to confirm it",
                analysis.register.packages[weakness.package].name, weakness.version
            );
            let edit = edit::add(assessment, "unconfirmed", std::slice::from_ref(&weakness.version));
            proposal.changes.push(Change { id: assessment.id().to_owned(), told, edit });
        }
    }
}

/// The new records as text, with headings of this level.
#[must_use]
pub fn records(analysis: &Analysis, proposal: &Proposal, level: usize) -> String {
    let spec = analysis.model.config.schema.kinds().iter().find(|spec| spec.kind == Kind::Soup);
    let Some(spec) = spec else { return String::new() };
    let first = next_id(&analysis.model, spec.prefix());
    let (prefix, number) = first.rsplit_once('-').unwrap_or((&first, "1"));
    let (width, start) = (number.len(), number.parse::<u64>().unwrap_or(1));
    let marks = "#".repeat(level.clamp(1, 5));
    let texts = proposal.new.iter().zip(start..).map(|(new, number)| {
        let fields: String = new.fields.iter().map(|(name, value)| format!("- {name}: {value}\n")).collect();
        // A tree of hundreds of packages with the whole guidance in each record would hide what is there.
        let is_open = |name: &&str| !new.fields.iter().any(|(given, _)| given == name);
        let open: Vec<&str> = spec.fields.iter().map(|field| field.name.as_str()).filter(is_open).filter(|name| !IDLE.contains(name)).collect();
        format!(
            "{marks} {prefix}-{number:0width$} {}\n\n{fields}\n<!-- Still to be said: {}. `primum explain {prefix}` tells what each of them is. -->\n",
            new.title,
            open.join(", ")
        )
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// The files whose lines change, with their texts afterwards.
#[must_use]
pub fn edited<'a>(analysis: &'a Analysis, proposal: &Proposal) -> Vec<(&'a str, String)> {
    let mut by_file: BTreeMap<u32, Vec<Edit>> = BTreeMap::new();
    for edit in proposal.changes.iter().filter_map(|change| change.edit.clone()) {
        by_file.entry(edit.place.file).or_default().push(edit);
    }
    let text = |(_, edits): (u32, Vec<Edit>)| {
        let file = analysis.model.file(edits.first()?.place);
        Some((file.path.as_str(), edit::apply(&file.text, edits)))
    };
    by_file.into_iter().filter_map(text).collect()
}

/// For people.
#[must_use]
pub fn text(analysis: &Analysis, proposal: &Proposal, screen: Screen) -> String {
    let mut out = String::new();
    let register = &analysis.register;
    let stock = analysis.facts.soup.as_ref();
    for (path, refusal) in stock.map_or(&[][..], |stock| stock.refused.as_slice()) {
        let told = format!("{} was not taken: {}", visible(path), visible(&refusal.to_string()));
        screen.flow(&mut out, "", "  ", &[(Tone::Bad, &told)]);
    }
    let files = stock.map_or(0, |stock| stock.inventories.len());
    let shipped = register.shipped().count();
    let head = format!(
        "{}, {} from elsewhere, {shipped} of them in the product",
        counted(files, "file", "files"),
        counted(register.packages.iter().filter(|part| !part.own).count(), "component", "components"),
    );
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &head)]);
    if !proposal.new.is_empty() {
        let brings: usize = proposal.new.iter().map(|new| new.fields.iter().filter(|(name, _)| *name == "brings").count()).sum();
        let told = format!("\n{} to be made, which cover {brings} more:", counted(proposal.new.len(), "record", "records"));
        screen.flow(&mut out, "", "  ", &[(Tone::Plain, told.trim_start())]);
        for new in &proposal.new {
            let part = &register.packages[new.part];
            let brings = new.fields.iter().filter(|(name, _)| *name == "brings").count();
            let about = if brings > 0 { format!("brings {brings}") } else { String::new() };
            let told = visible(&part.told()).into_owned();
            screen.flow(&mut out, "  ", "    ", &[(Tone::Accent, "+"), (Tone::Plain, &told), (Tone::Faint, &about)]);
        }
    }
    for change in &proposal.changes {
        let by_hand = if change.edit.is_none() { "(a row of a table: change it by hand)" } else { "" };
        screen.flow(
            &mut out,
            "  ",
            "    ",
            &[(Tone::Accent, "~"), (Tone::Strong, &visible(&change.id)), (Tone::Plain, &visible(&change.told)), (Tone::Doubt, by_hand)],
        );
    }
    for decide in &proposal.decide {
        screen.flow(&mut out, "  ", "    ", &[(Tone::Doubt, "?"), (Tone::Plain, &visible(decide))]);
    }
    if files == 0 {
        let told = "no lock file, manifest or SBOM was found, so nothing can be held against the records: docs/soup.md lists what is read";
        screen.flow(&mut out, "", "  ", &[(Tone::Doubt, told)]);
    } else if proposal.is_empty() {
        screen.flow(&mut out, "", "  ", &[(Tone::Good, "what is locked is declared")]);
    }
    if !proposal.development.is_empty() {
        let told = format!(
            "{} for development or tests only. They are in no product, so they are no SOUP: the list of tools answers for them (`purl` in a TOOL record, \
             also as `pkg:npm/*`).",
            counted(proposal.development.len(), "component serves", "components serve")
        );
        screen.flow(&mut out, "", "  ", &[(Tone::Faint, &told)]);
    }
    if !proposal.new.is_empty() && analysis.model.config.soup.transitive == Transitive::UnderDirect {
        let told = "The rule behind the proposal, for the SOUP plan: each component that the project asks for has a record; what such a component brings \
                    stands in it under `brings`, in the record of the first that brings it in the order of the lock files, and is judged there. \
                    `[soup] transitive = \"each\"` wants a record of each.";
        screen.flow(&mut out, "", "  ", &[(Tone::Faint, told)]);
    }
    out
}

/// For programs. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis, proposal: &Proposal) -> String {
    let new: Vec<Value> = proposal
        .new
        .iter()
        .map(|new| {
            let fields: Vec<Value> = new.fields.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
            json!({"title": new.title, "fields": fields})
        })
        .collect();
    let changes: Vec<Value> =
        proposal.changes.iter().map(|change| json!({"id": change.id, "change": change.told, "by_hand": change.edit.is_none()})).collect();
    let development: Vec<&str> = proposal.development.iter().map(|at| analysis.register.packages[*at].name.as_str()).collect();
    json::text(&json!({"new": new, "changes": changes, "decide": proposal.decide, "development": development}))
}
