//! Revisions in version control: which names one state for good, and which a line of development that goes on.

use crate::ecosystem::Ecosystem;

/// The exact version that a revision names: a hash, or a tag that looks like a release. `None` for a branch.
pub(super) fn exact(revision: &str) -> Option<&str> {
    let revision = revision.strip_prefix("refs/tags/").unwrap_or(revision);
    (is_hash(revision) || is_release(revision)).then_some(revision)
}

/// Is it a commit of Git?
pub(super) fn is_hash(revision: &str) -> bool {
    matches!(revision.len(), 40 | 64) && revision.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Is it a tag such as `v3.5.0`, `zephyr-v1.2` or `2024.10`? Numbers with a dot between, and no wildcard.
fn is_release(revision: &str) -> bool {
    !revision.contains(['*', '^', '~', '>', '<', ' ', '/', ','])
        && revision.as_bytes().windows(3).any(|three| three[0].is_ascii_digit() && three[1] == b'.' && three[2].is_ascii_digit())
        && !["-branch", "-dev", "-next", ".x"].iter().any(|end| revision.ends_with(end))
}

/// Where an address of Git leads: `owner/name` on GitHub, and the address itself elsewhere.
pub(super) fn place(address: &str) -> (Ecosystem, String) {
    let bare = address.trim().trim_end_matches('/');
    let bare = bare.strip_suffix(".git").unwrap_or(bare);
    match bare_address(bare).strip_prefix("github.com/") {
        Some(path) if path.split('/').count() == 2 && path.split('/').all(|step| !step.is_empty()) => (Ecosystem::GitHub, path.to_owned()),
        _ => (Ecosystem::Git, address.trim().to_owned()),
    }
}

/// An address without scheme, user and `.git`: `github.com/apple/swift-nio`.
pub(super) fn bare_address(address: &str) -> String {
    let address = address.trim().trim_end_matches('/');
    let address = address.strip_suffix(".git").unwrap_or(address);
    let (scheme, rest) = address.split_once("://").map_or((false, address), |(_, rest)| (true, rest));
    let host = rest.split('/').next().unwrap_or(rest);
    let rest = if host.contains('@') { rest.split_once('@').map_or(rest, |(_, rest)| rest) } else { rest };
    // `git@github.com:owner/name` is how ssh writes it.
    if scheme { rest.to_owned() } else { rest.replacen(':', "/", 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_and_releases_are_exact_and_branches_are_not() {
        for exactly in ["v3.5.0", "zephyr-v1.2", "2024.10", "0123456789abcdef0123456789abcdef01234567", "refs/tags/1.0"] {
            assert_eq!(exact(exactly), Some(exactly.strip_prefix("refs/tags/").unwrap_or(exactly)));
        }
        for branch in ["main", "v3.5-branch", "release/1.2", "^1.2", "1.2.x", "abc", ""] {
            assert_eq!(exact(branch), None, "{branch}");
        }
    }

    #[test]
    fn addresses_lead_to_places() {
        assert_eq!(place("https://github.com/a/b.git"), (Ecosystem::GitHub, "a/b".to_owned()));
        assert_eq!(place("git@github.com:a/b"), (Ecosystem::GitHub, "a/b".to_owned()));
        assert_eq!(place("https://h.test/a/b"), (Ecosystem::Git, "https://h.test/a/b".to_owned()));
        assert_eq!(bare_address("ssh://git@h.test:22/a/b.git"), "h.test:22/a/b");
    }
}
