//! Holds every component against the index; what several databases say of one vulnerability is one.

use super::asked::{Asked, Asking, asked};
use super::{Match, Scan, Severity, Vulnerability};
use crate::advisory::range::Standing;
use crate::component::{Inventory, Part};
use crate::index::{Head, Index, Posting, Unreadable};
use crate::version::compare;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What matched of one vulnerability and one component.
#[derive(Default)]
struct Hit {
    because: String,
    fixed: Vec<String>,
    vectors: Vec<String>,
}

/// Looks up every component that is not the project's own.
///
/// # Errors
/// If the index is damaged where it is read.
pub fn run(inventories: &[Inventory], index: &mut Index<'_>) -> Result<Scan, Unreadable> {
    let mut scan = Scan { index: index.info().clone(), ..Scan::default() };
    let mut asking = Asking::new(index);
    let mut heads: HashMap<u32, Head> = HashMap::new();
    // By group: its vulnerability, the advisories that matched, the vectors that they give for the package.
    let mut found: HashMap<u32, (usize, BTreeSet<u32>, Vec<String>)> = HashMap::new();
    let mut groups: Vec<u32> = Vec::new();
    for (inventory, held) in inventories.iter().enumerate() {
        for (component, part) in held.components.iter().enumerate() {
            if part.part == Part::Own {
                continue;
            }
            let questions = match asked(part) {
                Ok(questions) => questions,
                Err(reason) => {
                    scan.unknown.push((inventory, component, reason));
                    continue;
                }
            };
            if !questions.iter().any(|question| question.has_any(asking.index)) {
                let of = part.ecosystem.and(questions.first()).map_or("its kind", Asked::family);
                scan.unknown.push((inventory, component, format!("the index has nothing of {of}")));
                continue;
            }
            let mut hits: BTreeMap<u32, Hit> = BTreeMap::new();
            for question in &questions {
                for posting in asking.postings(&question.key)?.iter().filter(|posting| !posting.withdrawn) {
                    match question.standing(posting) {
                        Standing::Inside(because) => {
                            let head = head(posting.advisory, asking.index, &mut heads)?;
                            let group = head.group;
                            let hit = hits.entry(group).or_default();
                            if hit.because.is_empty() {
                                hit.because = because;
                            }
                            hit.fixed.extend(fixed(question, posting));
                            hit.vectors.extend(posting.vectors.iter().cloned());
                            let position = groups.len();
                            let entry = found.entry(group).or_insert_with(|| {
                                groups.push(group);
                                (position, BTreeSet::new(), Vec::new())
                            });
                            entry.1.insert(posting.advisory);
                        }
                        Standing::Untold(reason) => {
                            let id = head(posting.advisory, asking.index, &mut heads)?.id.clone();
                            scan.unknown.push((inventory, component, format!("{id}: {reason}")));
                        }
                        Standing::Outside(_) => {}
                    }
                }
            }
            let order = questions.first().map(|question| question.order);
            for (group, mut hit) in hits {
                if let Some(order) = order {
                    hit.fixed.sort_by(|a, b| compare(order, a, b).then_with(|| a.cmp(b)));
                    hit.fixed.dedup_by(|a, b| compare(order, a, b) == Ordering::Equal);
                }
                let Some((vulnerability, _, vectors)) = found.get_mut(&group) else { continue };
                vectors.append(&mut hit.vectors);
                scan.matches.push(Match { inventory, component, vulnerability: *vulnerability, fixed: hit.fixed, because: hit.because });
            }
        }
    }
    for group in groups {
        let Some((_, advisories, vectors)) = found.remove(&group) else { continue };
        scan.vulnerabilities.push(vulnerability(group, &advisories, vectors, asking.index, &mut heads)?);
    }
    in_order(&mut scan);
    Ok(scan)
}

fn head<'h>(advisory: u32, index: &mut Index<'_>, heads: &'h mut HashMap<u32, Head>) -> Result<&'h Head, Unreadable> {
    use std::collections::hash_map::Entry;
    Ok(match heads.entry(advisory) {
        Entry::Occupied(entry) => entry.into_mut(),
        Entry::Vacant(entry) => entry.insert(index.head(advisory)?),
    })
}

fn fixed(question: &Asked, posting: &Posting) -> Vec<String> {
    let behind = posting.ranges.iter().filter_map(|range| range.fixed_after(question.order, &question.version)).map(str::to_owned);
    let stated = posting.fixed.iter().filter(|version| compare(question.order, version, &question.version) == Ordering::Greater).cloned();
    behind.chain(stated).collect()
}

/// What all its databases say of a vulnerability, also those that do not name the package: the score is often with another one.
fn vulnerability(
    group: u32,
    matched: &BTreeSet<u32>,
    mut vectors: Vec<String>,
    index: &mut Index<'_>,
    heads: &mut HashMap<u32, Head>,
) -> Result<Vulnerability, Unreadable> {
    let group = index.group(group)?;
    let mut all = matched.clone();
    // All of them, however many: the gravest score may stand in the last. Each group is read once, so the work is bounded by the index.
    for name in &group.names {
        all.extend(index.named(name)?);
    }
    let mut vulnerability = Vulnerability { exploited: group.exploited, epss: group.epss, unmaintained: true, ..Vulnerability::default() };
    let mut made = BTreeSet::new();
    let mut word: Option<Severity> = None;
    // Those that matched come first: they speak of this package.
    let others = all.iter().filter(|advisory| !matched.contains(advisory));
    for advisory in matched.iter().chain(others) {
        let head = head(*advisory, index, heads)?;
        if head.made {
            made.insert(head.id.clone());
        }
        if head.withdrawn.is_some() {
            continue;
        }
        if vulnerability.id.is_empty() && !head.made {
            vulnerability.id.clone_from(&head.id);
        }
        if vulnerability.summary.is_empty() {
            vulnerability.summary.clone_from(&head.summary);
        }
        if vulnerability.url.is_empty() {
            vulnerability.url.clone_from(&head.url);
        }
        vulnerability.published = match (vulnerability.published, head.published) {
            (Some(held), Some(day)) => Some(held.min(day)),
            (held, day) => held.or(day),
        };
        if matched.contains(advisory) {
            vulnerability.unmaintained &= head.unmaintained;
        }
        vectors.extend(head.vectors.iter().cloned());
        word = word.max(head.severity);
    }
    if let Some((score, vector)) = crate::cvss::highest(vectors.iter().map(String::as_str)) {
        vulnerability.severity = Severity::of_score(score);
        vulnerability.score = Some(score);
        vector.clone_into(&mut vulnerability.vector);
    } else {
        vulnerability.severity = word.unwrap_or_default();
    }
    let mut names: Vec<String> = group.names.into_iter().filter(|name| !made.contains(name)).collect();
    if vulnerability.id.is_empty() {
        vulnerability.id =
            names.iter().find(|name| name.starts_with("CVE-")).or(names.first()).or(made.first()).cloned().unwrap_or_default();
    }
    names.retain(|name| *name != vulnerability.id);
    vulnerability.aliases = names;
    Ok(vulnerability)
}

/// Vulnerabilities in the order of their identifiers, so that where an advisory stands in the index shows nowhere.
fn in_order(scan: &mut Scan) {
    let mut order: Vec<usize> = (0..scan.vulnerabilities.len()).collect();
    order.sort_by(|a, b| scan.vulnerabilities[*a].id.cmp(&scan.vulnerabilities[*b].id));
    let mut places = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        places[*old] = new;
    }
    let mut sorted = Vec::with_capacity(order.len());
    for old in order {
        sorted.push(std::mem::take(&mut scan.vulnerabilities[old]));
    }
    scan.vulnerabilities = sorted;
    for one in &mut scan.matches {
        one.vulnerability = places[one.vulnerability];
    }
    scan.matches.sort_by_key(|one| (one.inventory, one.component, one.vulnerability));
}

#[cfg(test)]
mod tests;
