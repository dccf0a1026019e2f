//! From what was found to a signed statement in the store: all of it, or nothing.

use crate::cli::Recording;
use crate::disk::Project;
use crate::facts::kept_out;
use crate::git::{self, Git};
use crate::origin::Origin;
use crate::store::local::{self, Writing};
use crate::store::remote::Remote;
use crate::store::{self, Local, Staged};
use anyhow::{Context, Result, bail};
use primum_evidence::dsse::{Envelope, Mark, pae};
use primum_evidence::signers::{self, NAMESPACE, SigningKey};
use primum_evidence::statement::Paths;
use primum_evidence::statement::claim::{Claim, Piece};
use primum_evidence::{Signature, State};
use primum_model::Config;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A recording under way: what is known before any file is read, and what waits to be kept.
pub(super) struct Recorder {
    pub(super) root: PathBuf,
    pub(super) config: Config,
    pub(super) state: State,
    pub(super) by: String,
    pub(super) at: String,
    pub(super) paths: Paths,
    store: Local,
    remote: Option<Remote>,
    key: Option<PathBuf>,
    staged: Vec<Staged>,
    told: String,
}

impl Recorder {
    /// Asks git for the state, and looks whether the store can be reached at all.
    pub(super) fn open(args: &Recording) -> Result<Self> {
        let project = Project::open(&args.target)?;
        let (root, config) = (project.root.clone(), project.config()?);
        let remote = store::is_remote(&config).then(|| Remote::open(&config.evidence.store)).transpose()?;
        let git = Git::open(&root);
        let mut told = String::new();
        if let Err(error) = &git {
            told.push_str(&format!("no commit is named, because the project is in no repository that git reads: {error:#}\n"));
        }
        let git = git.ok();
        let version = args.version.as_deref().unwrap_or(&config.product.version);
        let state = git::state(git.as_ref(), version, &kept_out(&config))?;
        if args.release && (state.commit.is_none() || !state.uncommitted.is_empty()) {
            match state.uncommitted.first() {
                Some(first) => {
                    bail!("for a release everything must be committed, and {} paths are not: {first} …", state.uncommitted.len())
                }
                None => bail!("for a release the project must be committed to a git repository"),
            }
        }
        if !state.uncommitted.is_empty() {
            told.push_str(&format!(
                "this state is nowhere in the repository: {} paths are not committed ({}{})\n",
                state.uncommitted.len(),
                state.uncommitted[0],
                if state.uncommitted.len() > 1 { " …" } else { "" }
            ));
        }
        let by = args.by.clone().or_else(|| git.as_ref().and_then(Git::person));
        let Some(by) = by.filter(|by| !by.trim().is_empty()) else { bail!("nobody is known to record this: name yourself with --by") };
        let files = git.as_ref().map(Git::paths).transpose()?.unwrap_or_default();
        let mut roots = vec![root.display().to_string()];
        // The shell may know the folder by another name, through a link, and tools write that.
        if let Ok(named) = std::path::absolute(&args.target) {
            roots.push(named.display().to_string());
        }
        roots.extend(std::env::var("PWD").ok().filter(|named| std::fs::canonicalize(named).is_ok_and(|there| there == root)));
        let store = Local::at(&store::folder(&root, &config));
        let paths = Paths::new(roots, files);
        Ok(Self { root, config, state, by, at: time(args)?, paths, store, remote, key: args.key.clone(), staged: Vec::new(), told })
    }

    /// Begins an object.
    pub(super) fn begin(&self) -> Result<Writing> {
        self.store.begin()
    }

    /// An object is complete and waits.
    pub(super) fn stage(&mut self, object: Writing) -> Result<Piece> {
        let staged = object.finish(None)?;
        let piece = Piece { sha256: staged.sha256.clone(), bytes: staged.bytes };
        // The same object twice is one object.
        if !self.staged.iter().any(|other| other.place == staged.place) {
            self.staged.push(staged);
        }
        Ok(piece)
    }

    /// A statement is complete: it is signed, and waits.
    pub(super) fn claim(&mut self, claim: &Claim) -> Result<()> {
        let payload = claim.payload();
        // What could not be read again must not be kept.
        Claim::read(&payload).map_err(|why| anyhow::anyhow!("the statement about {} cannot be made: {why}", claim.name))?;
        let mut envelope = Envelope { payload, signatures: Vec::new() };
        if let Some(key) = &self.key {
            envelope.signatures.push(sign(key, &envelope.payload)?);
            let signers = store::signers(&Origin::Folder(self.root.clone()), &self.config)?;
            match signers.check(&envelope, &claim.at, &mut store::verify) {
                Signature::Valid(person) => self.told.push_str(&format!("signed as {person}\n")),
                Signature::Doubtful(why) => self.told.push_str(&format!("signed, but the signature will not count: {why}\n")),
                Signature::None => {}
            }
        }
        let place = local::statement(&claim.at, &local::sha256(&envelope.payload));
        let mut file = self.store.begin()?;
        file.write_all(&envelope.write()).context("the store cannot be written to")?;
        let staged = file.finish(Some(place.clone()))?;
        if !self.staged.iter().any(|other| other.place == place) {
            self.staged.push(staged);
        }
        self.told.push_str(&format!("{}: {}\n", claim.name, place));
        Ok(())
    }

    /// Keeps everything that waits. Elsewhere first, where the store lies elsewhere: the copy here never holds more than that.
    pub(super) fn keep(mut self) -> Result<String> {
        if let Some(remote) = &self.remote {
            remote.keep(&self.staged)?;
        }
        let staged = std::mem::take(&mut self.staged);
        self.store.keep(staged)?;
        Ok(std::mem::take(&mut self.told))
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        // Where nothing was kept, not even an empty folder stays.
        self.staged.clear();
        self.store.leave();
    }
}

fn time(args: &Recording) -> Result<String> {
    let at = match &args.at {
        Some(at) => at.parse().with_context(|| format!("--at {at} is no time; it is written 2026-01-31T12:00:00Z"))?,
        None => match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(seconds) => seconds
                .parse()
                .ok()
                .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
                .with_context(|| format!("SOURCE_DATE_EPOCH is `{seconds}`, and it is a number of seconds"))?,
            Err(_) => jiff::Timestamp::now(),
        },
    };
    Ok(jiff::Timestamp::from_second(at.as_second()).context("the time is out of range")?.to_string())
}

fn sign(key: &Path, payload: &[u8]) -> Result<Mark> {
    let text = std::fs::read(key).with_context(|| format!("the key {} cannot be read", key.display()))?;
    if let Some(key) = SigningKey::read(&text) {
        return key.sign(payload).map_err(anyhow::Error::msg);
    }
    // Passphrases, hardware and agents are the business of ssh-keygen; it asks on the terminal.
    let mut child = Command::new("ssh-keygen")
        .args(["-Y", "sign", "-n", NAMESPACE, "-f"])
        .arg(key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("ssh-keygen cannot be run, and this key needs it")?;
    let wrote = child.stdin.take().map_or(Ok(()), |mut to| to.write_all(&pae(payload)));
    let output = child.wait_with_output().context("ssh-keygen did not end")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("ssh-keygen does not sign with {}: {}", key.display(), said.trim());
    }
    wrote.context("ssh-keygen did not take what is to be signed")?;
    signers::ssh_mark(&output.stdout).map_err(|why| anyhow::anyhow!("what ssh-keygen wrote is not taken: {why}"))
}
