//! CSAF 2.0 and 2.1: each vulnerability of a document with the products that it affects, as far as package URLs and CPEs name them.
//!
//! Source: the OASIS standard, sections 3.1.3, 3.2.2 and 3.2.3.

use super::cpe::Cpe;
use super::range::{At, Range};
use super::{Advisory, Affected, Entry, Sink, Subject, day_of, line_of, severity_of};
use crate::ecosystem::Ecosystem;
use crate::node::{Node, shown};
use crate::purl::{self, Purl};
use crate::refusal::Refusal;
use std::collections::HashMap;

/// What a document says of a product.
#[derive(Clone, Default)]
struct Product<'n> {
    subjects: Vec<(Subject, String)>,
    version: Option<&'n str>,
    range: Option<&'n str>,
}

/// Reads a document.
pub(super) fn read(root: &Node, sink: Sink<'_>) -> Result<(), Refusal> {
    let version = root.at(&["document", "csaf_version"]).and_then(Node::scalar).unwrap_or("");
    if !matches!(version, "2.0" | "2.1") {
        return Err(Refusal::whole(format!("CSAF {} is not read; 2.0 and 2.1 are", shown(version))));
    }
    let tracking = root.at(&["document", "tracking"]);
    let Some(document) = tracking.and_then(|node| node.said("id")) else {
        return Err(Refusal::whole("the document has no `tracking.id`"));
    };
    let products = products(root, document, sink);
    let title = root.at(&["document", "title"]).and_then(Node::text).unwrap_or("");
    let address = root.at(&["document", "references"]).map(Node::elements).unwrap_or_default();
    let address = address.iter().find(|node| node.said("category") == Some("self")).or_else(|| address.first());
    let word = root.at(&["document", "aggregate_severity", "text"]).and_then(Node::text).and_then(severity_of);
    for (position, one) in root.get("vulnerabilities").map(Node::elements).unwrap_or_default().iter().enumerate() {
        let cve = one.said("cve");
        let others = one.get("ids").map(Node::elements).unwrap_or_default();
        let mut advisory = Advisory {
            id: format!("{document} {}", cve.map_or_else(|| format!("#{}", position + 1), str::to_owned)),
            made: true,
            aliases: cve.into_iter().chain(others.iter().filter_map(|node| node.said("text"))).map(str::to_owned).collect(),
            published: day_of(one, "release_date").or_else(|| day_of(one, "disclosure_date")).or_else(|| day_of(tracking?, "initial_release_date")),
            modified: tracking.and_then(|node| day_of(node, "current_release_date")),
            summary: line_of(one.said("title").unwrap_or(title)),
            url: address.and_then(|node| node.said("url")).unwrap_or("").to_owned(),
            severity: word,
            ..Advisory::default()
        };
        // A number of a tracker is a name only where nothing else names it.
        if cve.is_some() {
            advisory.aliases.truncate(1);
        }
        scores(one, &mut advisory.vectors);
        let of = |status: &[&str]| -> Vec<&str> {
            let groups = status.iter().filter_map(|key| one.at(&["product_status", key]));
            groups.flat_map(Node::elements).filter_map(Node::text).collect()
        };
        let mut unnamed = 0;
        // What of one package is fixed in which version.
        let mut fixed: HashMap<String, Vec<String>> = HashMap::new();
        for (subject, version) in of(&["fixed", "first_fixed"]).iter().filter_map(|id| products.get(id)).flat_map(Product::exact) {
            fixed.entry(key(subject)).or_default().push(version);
        }
        for id in of(&["known_affected", "first_affected", "last_affected"]) {
            let Some(product) = products.get(id) else {
                unnamed += 1;
                continue;
            };
            let before = advisory.affected.len();
            for mut affected in product.affected() {
                affected.fixed = fixed.get(&key(&affected.subject)).cloned().unwrap_or_default();
                advisory.affected.push(affected);
            }
            unnamed += usize::from(before == advisory.affected.len());
        }
        if unnamed > 0 {
            let text = format!("{}: {unnamed} affected products have neither package URL nor CPE, and match nothing", advisory.id);
            sink(Entry::Note(one.line, text));
        }
        sink(Entry::Advisory(Box::new(advisory)));
    }
    Ok(())
}

fn key(subject: &Subject) -> String {
    match subject {
        Subject::Package { ecosystem, name } => format!("{ecosystem}\0{name}"),
        Subject::Product(cpe) => format!("cpe\0{}\0{}", cpe.vendor, cpe.product),
    }
}

fn scores(one: &Node, vectors: &mut Vec<String>) {
    let old = one.get("scores").map(Node::elements).unwrap_or_default().iter();
    let new = one.get("metrics").map(Node::elements).unwrap_or_default().iter().filter_map(|metric| metric.get("content"));
    for score in old.chain(new) {
        for kind in ["cvss_v2", "cvss_v3", "cvss_v4"] {
            if let Some(vector) = score.at(&[kind, "vectorString"]).and_then(Node::text)
                && crate::cvss::score(vector).is_some()
                && !vectors.iter().any(|held| held == vector)
            {
                vectors.push(vector.to_owned());
            }
        }
    }
}

/// Every product of the document by its identifier.
fn products<'n>(root: &'n Node, document: &str, sink: Sink<'_>) -> HashMap<&'n str, Product<'n>> {
    let mut products = HashMap::new();
    let Some(tree) = root.get("product_tree") else { return products };
    let mut take = |node: &'n Node, mut product: Product<'n>| {
        let Some(id) = node.said("product_id") else { return };
        product.subjects = subjects(node, document, sink);
        if products.insert(id, product).is_some() {
            sink(Entry::Note(node.line, format!("{document}: the product `{}` stands twice, and the second counts", shown(id))));
        }
    };
    for node in tree.get("full_product_names").map(Node::elements).unwrap_or_default() {
        take(node, Product::default());
    }
    let mut open: Vec<(&Node, Product<'n>)> =
        tree.get("branches").map(Node::elements).unwrap_or_default().iter().map(|node| (node, Product::default())).collect();
    while let Some((branch, mut product)) = open.pop() {
        match branch.said("category") {
            Some("product_version") => product.version = branch.said("name"),
            Some("product_version_range") => product.range = branch.said("name"),
            _ => {}
        }
        if let Some(node) = branch.get("product") {
            take(node, product.clone());
        }
        open.extend(branch.get("branches").map(Node::elements).unwrap_or_default().iter().map(|node| (node, product.clone())));
    }
    for relation in tree.get("relationships").map(Node::elements).unwrap_or_default() {
        let Some(node) = relation.get("full_product_name") else { continue };
        let Some(id) = node.said("product_id") else { continue };
        let mut product = relation.said("product_reference").and_then(|part| products.get(part)).cloned().unwrap_or_default();
        let own = subjects(node, document, sink);
        if !own.is_empty() {
            product.subjects = own;
        }
        products.insert(id, product);
    }
    products
}

/// What names a product, with the version that the name states.
fn subjects(node: &Node, document: &str, sink: Sink<'_>) -> Vec<(Subject, String)> {
    let Some(helper) = node.get("product_identification_helper") else { return Vec::new() };
    let listed = helper.get("purls").map(Node::elements).unwrap_or_default().iter().filter_map(Node::text);
    let mut subjects = Vec::new();
    for text in helper.said("purl").into_iter().chain(listed) {
        match Purl::parse(text) {
            Ok(purl) => match package_of(&purl) {
                Some((ecosystem, name)) => subjects.push((Subject::Package { ecosystem, name }, purl::component_version(&purl))),
                None => sink(Entry::Note(node.line, format!("{document}: nothing is known of package URLs of type `{}`", shown(&purl.kind)))),
            },
            Err(reason) => sink(Entry::Note(node.line, format!("{document}: `{}` is no package URL: {reason}", shown(text)))),
        }
    }
    if subjects.is_empty()
        && let Some(text) = helper.said("cpe")
    {
        match Cpe::parse(text) {
            Some(cpe) => {
                let version = cpe.full_version().unwrap_or_default();
                subjects.push((Subject::Product(cpe), version));
            }
            None => sink(Entry::Note(node.line, format!("{document}: `{}` is no CPE of a product", shown(text)))),
        }
    }
    subjects
}

/// The ecosystem with its release, and the name, that a package URL means.
pub(super) fn package_of(purl: &Purl) -> Option<(String, String)> {
    let (ecosystem, name) = purl::component_name(purl);
    let ecosystem = ecosystem?;
    let release = purl.qualifiers.get("distro").and_then(|distro| distro.split_once('-')).map(|(_, release)| release);
    Some((release.map_or_else(|| ecosystem.osv().to_owned(), |release| format!("{}:{release}", ecosystem.osv())), name))
}

impl Product<'_> {
    /// What is named with an exact version.
    fn exact(&self) -> Vec<(&Subject, String)> {
        let stated = self.version.unwrap_or("");
        let versions = self.subjects.iter().map(|(subject, version)| (subject, if version.is_empty() { stated } else { version }));
        versions.filter(|(_, version)| !version.is_empty()).map(|(subject, version)| (subject, version.to_owned())).collect()
    }

    /// What is affected; of a product without any version, every one.
    fn affected(&self) -> Vec<Affected> {
        let affects = |(subject, version): &(Subject, String)| {
            let mut affected = Affected::of(subject.clone());
            let range = self.range.filter(|_| version.is_empty());
            match (range.map(read_range), version.as_str(), self.version) {
                (Some(Some(ranges)), ..) => affected.ranges = ranges,
                // A range that nobody can read may hold every version.
                (Some(None), ..) | (None, "", None) => affected.ranges.push(Range::of(vec![(At::Introduced, "0".to_owned())])),
                (None, "", Some(version)) => affected.versions.push(version.to_owned()),
                (None, version, _) => affected.versions.push(version.to_owned()),
            }
            affected
        };
        self.subjects.iter().map(affects).collect()
    }
}

/// Reads `vers:npm/>=2.2.0|<2.3.0`, or a range in plain signs: `<4.2`, `>=1.0 <2.0`. `None` if it is neither.
fn read_range(text: &str) -> Option<Vec<Range>> {
    let constraints: Vec<&str> = match text.strip_prefix("vers:") {
        Some(rest) => {
            let (kind, constraints) = rest.split_once('/')?;
            let known = crate::version::Order::of_scheme(kind).is_some() || matches!(kind, "all" | "intdot" | "generic");
            if !known {
                return None;
            }
            constraints.split('|').collect()
        }
        None => text.split_whitespace().collect(),
    };
    let mut events = Vec::new();
    let mut ranges = Vec::new();
    for constraint in constraints.into_iter().map(str::trim).filter(|constraint| !constraint.is_empty()) {
        let digits = constraint.find(|character: char| !matches!(character, '<' | '>' | '=' | '!'))?;
        let (sign, version) = (&constraint[..digits], constraint[digits..].trim().to_owned());
        match sign {
            "" if version == "*" => events.push((At::Introduced, "0".to_owned())),
            ">=" => events.push((At::Introduced, version)),
            ">" => events.push((At::After, version)),
            "<" => events.push((At::Fixed, version)),
            "<=" => events.push((At::LastAffected, version)),
            "" | "=" => ranges.push(Range::of(vec![(At::Introduced, version.clone()), (At::LastAffected, version)])),
            // What it leaves out stays affected: the safe side.
            "!=" => {}
            _ => return None,
        }
    }
    if let Some((first, _)) = events.first() {
        if matches!(first, At::Fixed | At::LastAffected) {
            events.insert(0, (At::Introduced, "0".to_owned()));
        }
        ranges.push(Range::of(events));
    }
    (!ranges.is_empty()).then_some(ranges)
}

/// The ecosystem by whose order a subject's versions are compared.
pub(crate) fn order_of(subject: &Subject) -> Option<Ecosystem> {
    match subject {
        Subject::Package { ecosystem, .. } => Ecosystem::of_osv(ecosystem),
        Subject::Product(_) => Some(Ecosystem::Generic),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_with_their_signs() {
        let told = |text: &str| {
            let ranges = read_range(text)?;
            Some(ranges.iter().flat_map(|range| &range.events).map(|event| format!("{:?} {}", event.at, event.version)).collect::<Vec<_>>().join(", "))
        };
        assert_eq!(told("vers:npm/>=2.2.0|<2.3.0").as_deref(), Some("Introduced 2.2.0, Fixed 2.3.0"));
        assert_eq!(told("vers:intdot/<4.2.0").as_deref(), Some("Introduced 0, Fixed 4.2.0"));
        assert_eq!(told("vers:all/*").as_deref(), Some("Introduced 0"));
        assert_eq!(told("vers:npm/1.0.0").as_deref(), Some("Introduced 1.0.0, LastAffected 1.0.0"));
        assert_eq!(told("<=4.1").as_deref(), Some("Introduced 0, LastAffected 4.1"));
        assert_eq!(told("vers:somecoolunknownversionscheme/>Jo_3,16"), None);
        assert_eq!(told("all versions before 4"), None);
    }
}
