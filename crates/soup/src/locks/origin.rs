//! Where a component is fetched from, if not from the usual place; without the passwords that such addresses carry.

/// The address, or nothing if it begins like one of the usual ones.
pub(super) fn unusual(address: &str, usual: &[&str]) -> String {
    if usual.iter().any(|usual| address.starts_with(usual)) { String::new() } else { without_secret(address) }
}

/// An address without user and password: tokens stand there, and inventories are handed on.
pub(super) fn without_secret(address: &str) -> String {
    let address = address.trim();
    let Some(begin) = address.find("://").map(|found| found + 3) else { return address.to_owned() };
    let authority = &address[begin..];
    let authority = &authority[..authority.find(['/', '?', '#']).unwrap_or(authority.len())];
    match authority.rfind('@') {
        // `git@` names no person; every user of SSH has it.
        Some(at) if &authority[..at] != "git" => format!("{}{}", &address[..begin], &address[begin + at + 1..]),
        _ => address.to_owned(),
    }
}

/// Is this the path or the address of an archive and not of a folder?
pub(super) fn is_archive(path: &str) -> bool {
    let path = path.split(['#', '?']).next().unwrap_or(path).to_ascii_lowercase();
    [".tgz", ".tar.gz", ".tar", ".zip", ".whl", ".tar.bz2", ".tar.xz", ".egg"].iter().any(|end| path.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_not_kept() {
        assert_eq!(without_secret("git+https://token@github.com/a/b.git#1"), "git+https://github.com/a/b.git#1");
        assert_eq!(without_secret("https://u:p@h/x@1"), "https://h/x@1");
        assert_eq!(without_secret("git+ssh://git@github.com/a.git"), "git+ssh://git@github.com/a.git");
        assert_eq!(unusual("https://registry.npmjs.org/a.tgz", &["https://registry.npmjs.org/"]), "");
    }
}
