//! From a component to its package URL, and back to the name that its ecosystem writes.

use super::Purl;
use crate::component::Component;
use crate::ecosystem::Ecosystem;

/// The package URL of a component: the one that its file states, or the one that follows from ecosystem, name and version. `None` where
/// the ecosystem is not known, or the name lacks what the type of package URL needs.
///
/// A stated one is given in canonical form. One that cannot be read is passed over as if it were not stated.
#[must_use]
pub fn of(component: &Component) -> Option<String> {
    if !component.purl.is_empty()
        && let Ok(stated) = Purl::parse(&component.purl)
    {
        return Some(stated.to_string());
    }
    derived(component.ecosystem?, &component.name, &component.version)?.settled().ok().map(|purl| purl.to_string())
}

fn derived(ecosystem: Ecosystem, name: &str, version: &str) -> Option<Purl> {
    let mut purl = Purl { kind: ecosystem.purl_type().to_owned(), version: version.to_owned(), ..Purl::default() };
    let (namespace, name) = match ecosystem {
        Ecosystem::Maven => name.rsplit_once(':').unwrap_or(("", name)),
        Ecosystem::Npm
        | Ecosystem::Go
        | Ecosystem::Packagist
        | Ecosystem::GitHub
        | Ecosystem::PlatformIo
        | Ecosystem::Hex
        | Ecosystem::Conan => name.rsplit_once('/').unwrap_or(("", name)),
        Ecosystem::Swift => address(name).rsplit_once('/').unwrap_or(("", name)),
        Ecosystem::Git => address(name).split_once('/')?,
        Ecosystem::Debian => ("debian", name),
        Ecosystem::Ubuntu => ("ubuntu", name),
        Ecosystem::Alpine => ("alpine", name),
        // The distribution is not known from a name alone; `redhat` is whose format it is.
        Ecosystem::Rpm => name.rsplit_once('/').unwrap_or(("redhat", name)),
        // A subspec is part of a pod, not a pod.
        Ecosystem::CocoaPods => {
            let (name, subspec) = name.split_once('/').unwrap_or((name, ""));
            subspec.clone_into(&mut purl.subpath);
            ("", name)
        }
        _ => ("", name),
    };
    if ecosystem == Ecosystem::Vcpkg
        && let Some((version, port)) = version.split_once('#')
    {
        version.clone_into(&mut purl.version);
        purl.qualifiers.insert("port_version".to_owned(), port.to_owned());
    }
    namespace.clone_into(&mut purl.namespace);
    name.clone_into(&mut purl.name);
    Some(purl)
}

/// Host and path of the address of a repository, without scheme, user and ending.
fn address(name: &str) -> &str {
    let name = name.split_once("://").map_or(name, |(_, rest)| rest);
    let host_end = name.find('/').unwrap_or(name.len());
    let name = name.get(..host_end).and_then(|host| host.rfind('@')).and_then(|at| name.get(at + 1..)).unwrap_or(name);
    let name = name.trim_end_matches('/');
    name.strip_suffix(".git").unwrap_or(name)
}

/// Where the package comes from, and its name as [`Component::name`] has it.
#[must_use]
pub fn component_name(purl: &Purl) -> (Option<Ecosystem>, String) {
    let ecosystem = match (purl.kind.as_str(), purl.namespace.as_str()) {
        ("deb", "ubuntu") => Some(Ecosystem::Ubuntu),
        (kind, _) => Ecosystem::of_purl_type(kind),
    };
    let name = match ecosystem {
        Some(Ecosystem::Debian | Ecosystem::Ubuntu | Ecosystem::Alpine | Ecosystem::Rpm) => purl.name.clone(),
        Some(Ecosystem::Maven) if !purl.namespace.is_empty() => format!("{}:{}", purl.namespace, purl.name),
        Some(Ecosystem::CocoaPods) if !purl.subpath.is_empty() => format!("{}/{}", purl.name, purl.subpath),
        _ if purl.namespace.is_empty() => purl.name.clone(),
        _ => format!("{}/{}", purl.namespace, purl.name),
    };
    (ecosystem, name)
}

/// The version as the ecosystem writes it, with what a package URL keeps in qualifiers: the epoch of an RPM, the revision of a port of vcpkg.
#[must_use]
pub fn component_version(purl: &Purl) -> String {
    match (purl.kind.as_str(), purl.qualifiers.get("epoch"), purl.qualifiers.get("port_version")) {
        ("rpm", Some(epoch), _) if !purl.version.is_empty() => format!("{epoch}:{}", purl.version),
        ("vcpkg", _, Some(port)) if !purl.version.is_empty() && port != "0" => format!("{}#{port}", purl.version),
        _ => purl.version.clone(),
    }
}
