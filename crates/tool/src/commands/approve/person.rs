//! Who signs, in which role, and with which key.

use crate::cli::Approve;
use crate::git::setting;
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use primum_model::config::Person;
use primum_model::{CONFIG_FILE, Config};
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Who signs.
#[derive(Debug)]
pub(super) struct Signer {
    pub(super) person: Person,
    pub(super) role: String,
}

/// The key, as `ssh-keygen` takes it.
#[derive(Debug)]
pub(super) enum KeyFile {
    /// A file of the person.
    Named(PathBuf),
    /// A public key that stands in the configuration of git; its other half is with an agent.
    Written(NamedTempFile),
}

impl KeyFile {
    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Named(path) => path,
            Self::Written(file) => file.path(),
        }
    }
}

impl Signer {
    /// The person whom git knows, and the role that the person has on that day.
    pub(super) fn find(args: &Approve, root: &Path, config: &Config, time: Timestamp) -> Result<Self> {
        let address = setting(root, &["user.email"])
            .context("git does not know you: git config user.email ADDRESS, with your address from [[people]]; nothing was signed")?;
        let Some(person) = config.people.person(&address).cloned() else {
            bail!("nobody under [[people]] in {CONFIG_FILE} has the address {address}, which git knows you by; nothing was signed");
        };
        let day = time.to_zoned(jiff::tz::TimeZone::UTC).date();
        if !person.period.holds(day) {
            bail!("by {CONFIG_FILE} {} does not work here on {day}; nothing was signed", person.address);
        }
        let mut roles: Vec<&str> = config
            .people
            .roles
            .iter()
            .filter(|held| held.person == person.address && held.period.holds(day))
            .map(|held| held.role.as_str())
            .collect();
        roles.sort_unstable();
        roles.dedup();
        let role = match (&args.role, roles.as_slice()) {
            (Some(role), _) if roles.contains(&role.as_str()) => role.clone(),
            (Some(role), _) => {
                bail!("by {CONFIG_FILE} {} is not {role} on {day}, but {}; nothing was signed", person.address, listed(&roles))
            }
            (None, [one]) => (*one).to_owned(),
            (None, []) => bail!("by {CONFIG_FILE} {} has no role on {day}: add one under [[roles]]; nothing was signed", person.address),
            (None, _) => bail!("you have several roles; say with --role in which one you sign: {}; nothing was signed", listed(&roles)),
        };
        Ok(Self { person, role })
    }

    /// The key that was named, or the one that git signs with.
    pub(super) fn key(&self, args: &Approve, root: &Path) -> Result<KeyFile> {
        if let Some(key) = &args.key {
            return Ok(KeyFile::Named(key.clone()));
        }
        let ssh = setting(root, &["gpg.format"]).is_some_and(|format| format == "ssh");
        let key = setting(root, &["--type=path", "user.signingkey"]).filter(|_| ssh).context(
            "no key is known: name one with --key, or let git sign with it (git config gpg.format ssh, user.signingkey FILE); nothing was signed",
        )?;
        let literal =
            key.strip_prefix("key::").or_else(|| ["ssh-", "ecdsa-", "sk-"].iter().any(|kind| key.starts_with(kind)).then_some(&*key));
        let Some(literal) = literal else { return Ok(KeyFile::Named(PathBuf::from(key))) };
        let mut file = tempfile::Builder::new().prefix("primum-").suffix(".pub").tempfile()?;
        writeln!(file, "{literal}")?;
        file.flush()?;
        Ok(KeyFile::Written(file))
    }
}

fn listed(roles: &[&str]) -> String {
    if roles.is_empty() { "nothing".to_owned() } else { roles.join(", ") }
}
