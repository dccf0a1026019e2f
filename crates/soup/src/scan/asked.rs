//! What is asked of the index for a component, and where an answer stands to it.

use crate::advisory::Subject;
use crate::advisory::range::Standing;
use crate::component::Component;
use crate::ecosystem::Ecosystem;
use crate::index::{Index, Posting, Unreadable, key_of_package, key_of_product};
use crate::purl::Purl;
use crate::version::compare;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;

/// A question: a key, and with what its answers are compared.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) key: String,
    pub(super) order: Ecosystem,
    pub(super) version: String,
    /// The distribution and its release, as far as they are known.
    distribution: String,
    release: String,
    /// Of a product: its vendor and what it is made for, where the component says so.
    vendor: Option<String>,
    by_name: bool,
}

/// What is asked for a component; or why nothing can be.
pub(super) fn asked(component: &Component) -> Result<Vec<Asked>, String> {
    if component.version.is_empty() {
        return Err(match component.range.as_str() {
            "" => "no version is stated".to_owned(),
            range => format!("no exact version is stated; `{}` is asked for", crate::node::shown(range)),
        });
    }
    let mut asked = Vec::new();
    if let Some(ecosystem) = component.ecosystem {
        asked.extend(packages(ecosystem, component));
    }
    asked.extend(products(component));
    if asked.is_empty() { Err("it is of no ecosystem that is known, and has no CPE".to_owned()) } else { Ok(asked) }
}

fn packages(ecosystem: Ecosystem, component: &Component) -> Vec<Asked> {
    let purl = Purl::parse(&component.purl).ok();
    let qualifier = |key: &str| purl.as_ref().and_then(|purl| purl.qualifiers.get(key)).map(String::as_str);
    let (mut distribution, release) = qualifier("distro").map_or(("", ""), |distro| distro.split_once('-').unwrap_or((distro, "")));
    if distribution.is_empty() && matches!(ecosystem, Ecosystem::Rpm) {
        distribution = purl.as_ref().map_or("", |purl| purl.namespace.as_str());
    }
    let mut name = component.name.as_str();
    let mut version = component.version.as_str();
    match ecosystem {
        // Advisories of these distributions speak of source packages; those about RPM speak of the packages themselves.
        Ecosystem::Debian | Ecosystem::Ubuntu | Ecosystem::Alpine => {
            if let Some(upstream) = qualifier("upstream").filter(|upstream| !upstream.is_empty()) {
                (name, version) = upstream.split_once('@').unwrap_or((upstream, version));
            }
        }
        Ecosystem::Go => {
            if matches!(name, "std" | "go" | "stdlib") {
                (name, version) = ("stdlib", version.strip_prefix("go").unwrap_or(version));
            }
        }
        _ => {}
    }
    let one = |ecosystem: &str, order, name: &str| Asked {
        key: key_of_package(ecosystem, name),
        order,
        version: version.to_owned(),
        distribution: distribution.to_owned(),
        release: release.to_owned(),
        vendor: None,
        by_name: false,
    };
    // No crate can be called `std`: that is the standard library, whose advisories RustSec keeps apart from those of crates.
    let family = if ecosystem == Ecosystem::Cargo && name == "std" { "Rust" } else { ecosystem.osv() };
    let mut asked = vec![one(family, ecosystem, name)];
    match ecosystem {
        Ecosystem::GitHub => asked.push(one("GIT", Ecosystem::Git, &format!("github.com/{name}"))),
        Ecosystem::Swift => {
            asked.push(one("GIT", Ecosystem::Git, name));
            if name.matches('/').count() == 1 {
                asked.push(one("SwiftURL", ecosystem, &format!("github.com/{name}")));
            }
        }
        _ => {}
    }
    asked
}

/// Products of CPE: by the CPE that is stated, or, where C and C++ come from, by the name.
fn products(component: &Component) -> Vec<Asked> {
    let one = |product: &str, version: String, vendor: Option<String>| Asked {
        key: key_of_product(product),
        order: Ecosystem::Generic,
        version,
        distribution: String::new(),
        release: String::new(),
        by_name: vendor.is_none(),
        vendor,
    };
    if let Some(cpe) = crate::advisory::cpe::Cpe::parse(&component.cpe) {
        let version = cpe.full_version().unwrap_or_else(|| component.version.clone());
        let vendor = if cpe.vendor == "*" { None } else { Some(cpe.vendor) };
        return vec![one(&cpe.product, version, vendor)];
    }
    let named = match component.ecosystem {
        Some(Ecosystem::Conan | Ecosystem::Vcpkg | Ecosystem::PlatformIo | Ecosystem::GitHub | Ecosystem::Git | Ecosystem::Generic) => true,
        Some(_) => false,
        None => component.purl.is_empty(),
    };
    if !named {
        return Vec::new();
    }
    let name = component.name.trim_end_matches('/').rsplit('/').next().unwrap_or("").trim_end_matches(".git").to_lowercase();
    let version = component.version.split('#').next().unwrap_or("");
    let version = version.strip_prefix('v').filter(|rest| rest.starts_with(|first: char| first.is_ascii_digit())).unwrap_or(version);
    let mut asked = vec![one(&name, version.to_owned(), None)];
    // Libraries are written with hyphens where NVD has underscores.
    if name.contains('-') {
        asked.push(one(&name.replace('-', "_"), version.to_owned(), None));
    }
    asked.retain(|_| !name.is_empty());
    asked
}

impl Asked {
    /// The name under which [`Index::ecosystems`] counts it.
    pub(super) fn family(&self) -> &str {
        self.key.split('\0').next().unwrap_or("")
    }

    /// Has the index anything of that family?
    pub(super) fn has_any(&self, index: &Index<'_>) -> bool {
        index.ecosystems().iter().any(|(name, _)| {
            let known = Ecosystem::of_osv(name).map(Ecosystem::osv);
            known.unwrap_or(name) == self.family()
        })
    }

    /// Where the version stands in what an advisory says.
    pub(super) fn standing(&self, posting: &Posting) -> Standing {
        if let Some(reason) = self.elsewhere(&posting.subject) {
            return Standing::Outside(reason);
        }
        let none_listed = || format!("{} is none of the versions that are listed", self.version);
        let (mut outside, mut untold) = (None, None);
        for range in &posting.ranges {
            match range.standing(self.order, &self.version) {
                Standing::Inside(because) => return Standing::Inside(self.told(because, posting)),
                Standing::Untold(reason) => untold = Some(reason),
                Standing::Outside(reason) => outside = Some(reason),
            }
        }
        if posting.versions.iter().any(|listed| self.is(listed)) {
            return Standing::Inside(self.told(format!("{} is listed", self.version), posting));
        }
        // Beside a range of commits a list of versions is complete, and so is a range of versions, unless the version is a commit itself.
        match (untold, outside) {
            (Some(reason), None) if posting.versions.is_empty() => Standing::Untold(reason),
            (Some(reason), Some(_)) if posting.versions.is_empty() && is_commit(&self.version) => Standing::Untold(reason),
            (_, outside) => Standing::Outside(outside.unwrap_or_else(none_listed)),
        }
    }

    fn is(&self, listed: &str) -> bool {
        let plain = |text: &str| text.strip_prefix('v').unwrap_or(text).len();
        listed == self.version
            || (plain(listed) == plain(&self.version) && listed.trim_start_matches('v') == self.version.trim_start_matches('v'))
            || compare(self.order, listed, &self.version) == Ordering::Equal
    }

    fn told(&self, mut because: String, posting: &Posting) -> String {
        if let Subject::Product(cpe) = &posting.subject {
            if self.by_name {
                because += &format!(", by the name of the product {}:{}, whose vendor is not compared", cpe.vendor, cpe.product);
            } else {
                because += &format!(", by the CPE of {}:{}", cpe.vendor, cpe.product);
            }
        }
        if let Subject::Package { ecosystem, .. } = &posting.subject
            && let Some((_, release)) = ecosystem.split_once(':')
            && self.release.is_empty()
        {
            because += &format!(", if the release is {release}, which is not known");
        }
        if !posting.condition.is_empty() {
            because += &format!(", {}", posting.condition);
        }
        because
    }

    /// Why an advisory with the right name speaks of something else.
    fn elsewhere(&self, subject: &Subject) -> Option<String> {
        match subject {
            Subject::Product(cpe) => {
                if let Some(vendor) = &self.vendor
                    && cpe.vendor != "*"
                    && cpe.vendor != *vendor
                {
                    return Some(format!("it speaks of the product of {}, and this is of {vendor}", cpe.vendor));
                }
                (self.by_name && !matches!(cpe.target.as_str(), "*" | "-" | "linux" | "windows" | "macos" | "c" | "c++"))
                    .then(|| format!("it speaks of a product for {}", cpe.target))
            }
            Subject::Package { ecosystem, .. } => {
                let (family, release) = ecosystem.split_once(':').unwrap_or((ecosystem, ""));
                if matches!(self.order, Ecosystem::Rpm | Ecosystem::Alpine)
                    && !self.distribution.is_empty()
                    && !is_distribution(family, &self.distribution)
                {
                    return Some(format!("it speaks of {family}, and this is of {}", self.distribution));
                }
                if release.is_empty() || self.release.is_empty() {
                    return None;
                }
                let same = release.split([':', ' ']).map(|step| step.trim_start_matches('v')).any(|step| {
                    let rest = self.release.strip_prefix(step);
                    !step.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                });
                (!same).then(|| format!("it speaks of the release {release}, and this is of {}", self.release))
            }
        }
    }
}

/// May the text be the beginning of the name of a commit?
fn is_commit(version: &str) -> bool {
    (7..=64).contains(&version.len()) && version.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Is the name that OSV gives a distribution the one that its `os-release` or package URL gives?
fn is_distribution(family: &str, id: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace([' ', '-', '_'], "");
    let (family, id) = (plain(family), plain(id));
    match family.as_str() {
        "redhat" => matches!(id.as_str(), "redhat" | "rhel" | "centos"),
        "rockylinux" => id.starts_with("rocky"),
        "almalinux" => id.starts_with("alma"),
        "suse" => matches!(id.as_str(), "suse" | "sles" | "sled"),
        "opensuse" => id.starts_with("opensuse"),
        "azurelinux" => matches!(id.as_str(), "azurelinux" | "mariner"),
        _ => family == id,
    }
}

/// Asks the index, each key once.
pub(super) struct Asking<'i, 'p> {
    pub(super) index: &'i mut Index<'p>,
    answers: HashMap<String, Rc<Vec<Posting>>>,
}

impl<'i, 'p> Asking<'i, 'p> {
    pub(super) fn new(index: &'i mut Index<'p>) -> Self {
        Self { index, answers: HashMap::new() }
    }

    pub(super) fn postings(&mut self, key: &str) -> Result<Rc<Vec<Posting>>, Unreadable> {
        if let Some(answer) = self.answers.get(key) {
            return Ok(Rc::clone(answer));
        }
        let answer = Rc::new(self.index.postings(key)?);
        self.answers.insert(key.to_owned(), Rc::clone(&answer));
        Ok(answer)
    }
}
