//! Gathers a bill: what is locked and what is declared become one list, in which each component stands once.

mod claim;
mod draft;

use super::identity;
use super::{Bill, Extent, Piece, Sort, Whole};
use claim::Claim;
use draft::{Drafts, Key};
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::register::{Register, Standing};
use primum_soup::scan::Stock;
use primum_soup::{Component, Inventory, Part, Relation, Scope};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How far up the parts of a system are followed; deeper ones count as parts of the product.
const DEPTH: usize = 64;

/// Gathers what is in the product.
pub(super) fn bill(analysis: &Analysis, extent: Extent) -> Bill {
    let model = &analysis.model;
    let product = &model.config.product;
    let mut remarks = BTreeSet::new();
    let mut drafts = Drafts::default();
    let stock = analysis.facts.soup.as_ref();
    let inventories = stock.map_or(&[][..], |stock| &stock.inventories);
    let mut keys: HashMap<(usize, usize), Key> = HashMap::new();
    for (at, inventory) in inventories.iter().enumerate() {
        lock(&analysis.register, (at, inventory), extent, &mut drafts, &mut keys, &mut remarks);
    }
    drafts.join_unversioned(&mut keys);
    let declared = declare(analysis, stock.is_some(), &mut drafts, &mut remarks);
    for (path, refusal) in stock.map_or(&[][..], |stock| &stock.refused) {
        remarks.insert(format!("{path} could not be read: {refusal}"));
    }

    let own = own_parts(analysis);
    let mut pieces: Vec<Piece> = own.values().map(|record| own_piece(*record, analysis)).collect();
    let own_at: HashMap<&str, usize> = own.keys().enumerate().map(|(at, id)| (*id, at)).collect();
    let (mut components, order) = drafts.finish();
    for piece in components.iter_mut().filter(|piece| !piece.cpe.is_empty() && !identity::is_cpe(&piece.cpe)) {
        remarks.insert(format!("`{}` of {} is no CPE", piece.cpe, piece.title()));
        piece.cpe.clear();
    }
    let first = pieces.len();
    let at: HashMap<&Key, usize> = order.iter().enumerate().map(|(at, key)| (key, first + at)).collect();
    pieces.extend(components);
    let places: HashMap<(usize, usize), usize> = keys.iter().filter_map(|(place, key)| at.get(key).map(|piece| (*place, *piece))).collect();

    let mut edges = Edges::default();
    let loose = locked_edges(&analysis.register, inventories, &places, &mut edges);
    own_edges(&own, &own_at, &mut edges);
    for (key, soup) in declared {
        if let Some(piece) = at.get(&key) {
            used_edges(soup, *piece, &own_at, &mut edges);
        }
    }
    let needed: BTreeSet<usize> = edges.between.iter().map(|(_, to)| *to).collect();
    // What nobody is known to need is needed by the product, unless a file says that something else brings it.
    edges.roots.extend(loose.difference(&needed));
    let from_records = (first..pieces.len()).filter(|at| pieces[*at].found.is_empty());
    edges.roots.extend(from_records.filter(|at| !needed.contains(at)));
    for (from, to) in &edges.between {
        if from != to {
            pieces[*from].needs.push(*to);
        }
    }
    Bill {
        product: product.name.trim().to_owned(),
        version: product.version.trim().to_owned(),
        manufacturer: product.manufacturer.trim().to_owned(),
        date: model.date,
        commit: analysis.facts.history.as_ref().and_then(|history| history.as_ref().ok()?.head.clone()).unwrap_or_default(),
        whole: whole(&analysis.register, stock, &pieces[first..]),
        roots: edges.roots.into_iter().collect(),
        pieces,
        remarks: remarks.into_iter().collect(),
        places,
    }
}

/// Who needs what, by position of pieces.
#[derive(Default)]
struct Edges {
    /// What the product needs.
    roots: BTreeSet<usize>,
    /// What pieces need.
    between: BTreeSet<(usize, usize)>,
}

/// Can anybody say that everything is here?
fn whole(register: &Register, stock: Option<&Stock>, components: &[Piece]) -> Whole {
    // A file about tools says nothing about what is in the product.
    let locks = |stock: &Stock| stock.inventories.iter().enumerate().any(|(at, one)| one.locked && !register.is_of_tools(at));
    match stock {
        Some(stock) if !stock.refused.is_empty() => Whole::Incomplete,
        Some(stock) if locks(stock) && components.iter().all(|one| !one.found.is_empty()) => Whole::Complete,
        _ => Whole::Unknown,
    }
}

/// Is it the project's own: by what its file says, or because another file of the project says that it makes it?
fn is_own(register: &Register, inventory: usize, position: usize, component: &Component) -> bool {
    component.part == Part::Own || register.at(inventory, position).is_some_and(|at| register.standings[at] == Standing::Own)
}

/// Takes the components of one file: what is from elsewhere, and in the product unless more is asked for.
fn lock(
    register: &Register,
    (at, inventory): (usize, &Inventory),
    extent: Extent,
    drafts: &mut Drafts,
    keys: &mut HashMap<(usize, usize), Key>,
    remarks: &mut BTreeSet<String>,
) {
    // A file in which nothing needs anything does not tell who needs what.
    let told = inventory.components.iter().any(|component| !component.needs.is_empty());
    for (position, component) in inventory.components.iter().enumerate() {
        let scope = register.scope(at, component.scope);
        let wanted = extent == Extent::Everything || scope == Scope::Shipped;
        if !is_own(register, at, position, component) && wanted && !component.name.trim().is_empty() {
            let key = drafts.lock(component, scope, &inventory.file, told);
            if matches!(key, Key::Named(..)) && !component.purl.trim().is_empty() {
                remarks.insert(format!("{} states `{}`, which is no package URL", component.name, component.purl));
            }
            keys.insert((at, position), key);
        }
    }
}

/// Takes what the records declare; gives each record with the components that it is about.
fn declare<'a>(analysis: &'a Analysis, looked: bool, drafts: &mut Drafts, remarks: &mut BTreeSet<String>) -> Vec<(Key, Record<'a>)> {
    let claims: Vec<Claim<'a>> = claim::declaring(&analysis.model).flat_map(Claim::of).collect();
    let matches: Vec<BTreeSet<Key>> = claims.iter().map(|claim| drafts.matching(claim)).collect();
    let taken: BTreeSet<Key> = matches.iter().flatten().cloned().collect();
    let held: BTreeSet<&str> =
        claims.iter().zip(&matches).filter(|(_, found)| !found.is_empty()).map(|(claim, _)| claim.record.id()).collect();
    let mut declared = Vec::new();
    for (claim, mut found) in claims.iter().zip(matches) {
        let (id, version) = (claim.record.id(), &claim.version);
        if found.is_empty() {
            // The same package in another version: what is locked is what is in the product, and the record speaks of something else.
            if let Some(key) = drafts.other_version(claim, &taken) {
                let locked = drafts.drift(&key, claim.record);
                remarks.insert(format!("{id} declares version {version} of what is locked as {locked}"));
                declared.push((key, claim.record));
                continue;
            }
            if held.contains(id) {
                remarks.insert(format!("{id} declares version {version}, which no lock file holds"));
                continue;
            }
            found.insert(drafts.declare(claim));
        }
        for key in found {
            drafts.describe(&key, claim);
            declared.push((key, claim.record));
        }
    }
    for record in claim::declaring(&analysis.model) {
        for value in record.values("brings") {
            if !drafts.cover(value.text, record, !looked) {
                remarks.insert(format!("{} brings {}, which no lock file holds", record.id(), value.text));
            }
        }
    }
    declared
}

/// Edges that files tell; gives the pieces of which no file says how they come in.
fn locked_edges(
    register: &Register,
    inventories: &[Inventory],
    places: &HashMap<(usize, usize), usize>,
    edges: &mut Edges,
) -> BTreeSet<usize> {
    let (mut loose, mut placed) = (BTreeSet::new(), BTreeSet::new());
    for (at, inventory) in inventories.iter().enumerate() {
        for (position, component) in inventory.components.iter().enumerate() {
            let needs = component.needs.iter().filter_map(|need| places.get(&(at, *need)));
            if is_own(register, at, position, component) {
                edges.roots.extend(needs);
                continue;
            }
            let Some(piece) = places.get(&(at, position)) else { continue };
            edges.between.extend(needs.map(|need| (*piece, *need)));
            match component.relation {
                Relation::Direct => {
                    edges.roots.insert(*piece);
                }
                Relation::Transitive => {
                    placed.insert(*piece);
                }
                Relation::Unknown => {
                    loose.insert(*piece);
                }
            }
        }
    }
    loose.difference(&placed).copied().collect()
}

/// Systems and items that are not retired, by their IDs.
fn own_parts(analysis: &Analysis) -> BTreeMap<&str, Record<'_>> {
    let model = &analysis.model;
    let records = model.of(Kind::SoftwareSystem).chain(model.of(Kind::SoftwareItem));
    let mut parts = BTreeMap::new();
    for record in records.filter(|record| !record.is_retired()) {
        parts.entry(record.id()).or_insert(record);
    }
    parts
}

fn own_piece(record: Record<'_>, analysis: &Analysis) -> Piece {
    let product = &analysis.model.config.product;
    let title = record.title();
    let above = std::iter::successors(Some(record), |part| part.links("part-of").next()).take(DEPTH);
    let version = above.filter(|part| part.kind() == Kind::SoftwareSystem).find_map(|system| system.text("version"));
    Piece {
        reference: format!("record:{}", record.id()),
        sort: if record.kind() == Kind::SoftwareSystem { Sort::System } else { Sort::Item },
        name: if title.trim().is_empty() { record.id().to_owned() } else { title.trim().to_owned() },
        version: version.unwrap_or(&product.version).trim().to_owned(),
        supplier: product.manufacturer.trim().to_owned(),
        records: vec![record.id().to_owned()],
        told: true,
        ..Piece::default()
    }
}

/// Systems are in the product, items are in what they are part of, and use each other.
fn own_edges(own: &BTreeMap<&str, Record<'_>>, at: &HashMap<&str, usize>, edges: &mut Edges) {
    for (id, record) in own {
        let Some(piece) = at.get(id) else { continue };
        match record.links("part-of").next().and_then(|whole| at.get(whole.id())) {
            Some(whole) if whole != piece => {
                edges.between.insert((*whole, *piece));
            }
            _ => {
                edges.roots.insert(*piece);
            }
        }
        let used = record.links("uses").filter_map(|used| at.get(used.id()));
        edges.between.extend(used.map(|used| (*piece, *used)));
    }
}

/// The systems and items that use a component; a unit counts for the item that it is part of.
fn used_edges(soup: Record<'_>, piece: usize, at: &HashMap<&str, usize>, edges: &mut Edges) {
    for user in soup.links("used-by").chain(soup.linked_by("uses")) {
        let above = std::iter::successors(Some(user), |part| part.links("part-of").next()).take(DEPTH);
        if let Some(user) = above.filter_map(|part| at.get(part.id())).next() {
            edges.between.insert((*user, piece));
        }
    }
}
