//! `primum approve`: shows what will be signed, asks for the meaning, and writes one event into the ledger.

mod choice;
mod person;
mod show;

use super::{Place, one_line, print};
use crate::cli::Approve;
use crate::disk::Project;
use crate::git::{Git, Lineage, Past, Wanted, times};
use crate::ledger;
use crate::store;
use anyhow::{Context, Result, bail};
use choice::Choice;
use jiff::Timestamp;
use person::Signer;
use primum_evidence::Signature;
use primum_evidence::ledger::{Event, Ledger, NAMESPACE, Signed, SignedFile};
use primum_model::config::MEANINGS;
use primum_model::{CONFIG_FILE, Config, Fingerprint, Model};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// By how much clocks may differ before a time is taken for wrong, in seconds.
pub(super) const CLOCKS_DIFFER: i64 = 300;

/// The project as it is now.
struct Present {
    root: PathBuf,
    config_text: Option<String>,
    model: Model,
    ledger: Ledger,
    git: Option<Git>,
}

pub(crate) fn run(args: &Approve, place: Place) -> Result<ExitCode> {
    let present = Present::read(args, place)?;
    let config = &present.model.config;
    let time = time(args)?;
    let signer = Signer::find(args, &present.root, config, time)?;
    let choice = Choice::make(args, &present)?;
    present.is_committed(&choice)?;
    present.clock_is_right(&signer, time)?;
    if !args.print {
        print(&show::text(&present, &choice, &signer, place.screen))?;
    }
    let meaning = if args.yes || args.print { args.meaning.clone().unwrap_or_default() } else { ask(args, &choice)? };
    let event = present.event(&choice, &signer, (meaning, time, one_line(&args.reason)))?;
    let bytes = event.write();
    // What could not be read again must not be kept.
    Event::read(&bytes).map_err(|why| anyhow::anyhow!("the event cannot be made: {why}; nothing was signed"))?;
    if args.print {
        print(&String::from_utf8_lossy(&bytes))?;
        return Ok(ExitCode::SUCCESS);
    }
    let key = signer.key(args, &present.root)?;
    let signature = store::sign(key.path(), NAMESPACE, &bytes).context("nothing was signed")?;
    let place = event.place(&config.approval.folder);
    holds(config, &place, (&bytes, &signature))?;
    ledger::write(&present.root, config, &place, &bytes, &signature)?;
    print(&format!("{}\n{place}\nCommit it together with its signature.\n", primum_report::screen::harmless(&event.title())))?;
    Ok(ExitCode::SUCCESS)
}

/// A signature that would not count is not written: the reason is told while whoever signs is still there.
fn holds(config: &Config, place: &str, (event, signature): (&[u8], &[u8])) -> Result<()> {
    let files = vec![(place.to_owned(), Ok(event.to_vec())), (format!("{place}.sig"), Ok(signature.to_vec()))];
    let ledger = Ledger::assemble(config, files, &mut store::verify);
    match ledger.events.first().map(|kept| &kept.signature) {
        Some(Signature::Valid(_)) => Ok(()),
        Some(Signature::Doubtful(why)) => {
            bail!("the signature would not count: {why}; list the key under [[keys]] in {CONFIG_FILE}; nothing was written")
        }
        _ => bail!("the event could not be read again; nothing was written"),
    }
}

fn time(args: &Approve) -> Result<Timestamp> {
    let time = match &args.time {
        Some(time) => time.parse().with_context(|| format!("--time {time} is no time; it is written 2026-01-31T12:00:00Z"))?,
        None => Timestamp::now(),
    };
    Timestamp::from_second(time.as_second()).context("the time is out of range")
}

/// The meaning, as the person types it. Nobody signs by pressing a key too often.
fn ask(args: &Approve, choice: &Choice<'_>) -> Result<String> {
    if !std::io::stdin().is_terminal() {
        bail!("there is no terminal to ask on; give --meaning and --yes where no person is to be asked; nothing was signed");
    }
    let allowed = args.meaning.as_deref().map_or_else(|| MEANINGS.join(", "), str::to_owned);
    let mut out = std::io::stdout().lock();
    write!(out, "To sign {}, type what your signature means ({allowed}); anything else stops: ", choice.counted())?;
    out.flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    let answer = answer.trim();
    if !MEANINGS.contains(&answer) || args.meaning.as_deref().is_some_and(|meaning| meaning != answer) {
        bail!("nothing was signed");
    }
    Ok(answer.to_owned())
}

impl Present {
    fn read(args: &Approve, place: Place) -> Result<Self> {
        let project = Project::open(&args.target)?;
        let (root, config) = (project.root.clone(), project.config()?);
        let snapshot = project.snapshot(place.date)?;
        if let Some((path, reason)) = snapshot.unread.first() {
            bail!("{path} could not be read: {reason}; nothing was signed");
        }
        if let Some(fault) = config.faults.first() {
            bail!("{CONFIG_FILE}: {}; mend it first ({}); nothing was signed", fault.message, fault.help);
        }
        let config_text = snapshot.config.as_ref().map(|source| source.text.clone());
        let ledger = ledger::read(&project.origin, &config)?.unwrap_or_default();
        // A repository that git does not read is not the same as none.
        let git = if root.ancestors().any(|above| above.join(".git").exists()) { Some(Git::open(&root)?) } else { None };
        let model = Model::build(snapshot).map_err(|error| anyhow::anyhow!("{CONFIG_FILE}: {}", error.message))?;
        Ok(Self { root, config_text, model, ledger, git })
    }

    /// What is signed must be found again by the commit that the event names.
    fn is_committed(&self, choice: &Choice<'_>) -> Result<()> {
        let Some(git) = &self.git else { return Ok(()) };
        let Some(head) = &git.head else { bail!("nothing is committed yet; commit the records first; nothing was signed") };
        let paths = choice.paths();
        let open: Vec<String> =
            git.uncommitted(&[])?.into_iter().filter(|path| paths.contains(path.as_str()) || path == CONFIG_FILE).collect();
        if let Some(first) = open.first() {
            let more = if open.len() > 1 { format!(" (and {} more)", open.len() - 1) } else { String::new() };
            bail!(
                "{first}{more} differs from what is committed, and what is signed must be found again: git add {} && git commit; nothing was signed",
                open.join(" ")
            );
        }
        let files = choice.files.iter().map(|file| file.path.clone()).collect();
        let past = Past::read(git, &BTreeSet::from([head.clone()]), &files)?;
        let then = past.at(head).context("the commit that is checked out cannot be read")?;
        for record in choice.records.iter().flat_map(|record| std::iter::once(*record).chain(record.outgoing().map(|(_, target)| target))) {
            if !then.says(record.id(), Fingerprint::of(record)) {
                bail!("{} says something else in {} than in the commit {head}; nothing was signed", record.id(), record.path());
            }
        }
        for document in &choice.documents {
            if then.prose(&document.path) != Some(&document.sha256) {
                bail!("{} says something else than in the commit {head}; nothing was signed", document.path);
            }
        }
        for file in &choice.files {
            if then.file(&file.path) != Some(&file.sha256) {
                bail!(
                    "{} is not byte for byte in the commit {head}: commit it, and see that line endings are kept; nothing was signed",
                    file.path
                );
            }
        }
        Ok(())
    }

    fn clock_is_right(&self, signer: &Signer, time: Timestamp) -> Result<()> {
        if let Some(git) = &self.git
            && let Some(head) = &git.head
        {
            let committed = times(git, &BTreeSet::from([head.clone()]))?;
            if let Some(committed) = committed.get(head).filter(|at| time.as_second() + CLOCKS_DIFFER < at.as_second()) {
                bail!("it is {time} by this clock, and the commit is of {committed}: set the clock; nothing was signed");
            }
        }
        let own = self.ledger.events.iter().filter(|kept| kept.event.signer == signer.person.address);
        if let Some(last) = own.map(|kept| kept.event.time.as_str()).max().filter(|last| time.to_string().as_str() < *last) {
            bail!("it is {time} by this clock, and your last signature is of {last}: set the clock; nothing was signed");
        }
        Ok(())
    }

    fn event(&self, choice: &Choice<'_>, signer: &Signer, (meaning, time, reason): (String, Timestamp, String)) -> Result<Event> {
        let config = &self.model.config;
        let time = time.to_string();
        let wanted: Vec<Wanted> = choice
            .records
            .iter()
            .map(|record| Wanted {
                ids: std::iter::once(record.id()).chain(record.values("formerly").map(|former| former.text)).map(str::to_owned).collect(),
                now: Fingerprint::of(*record),
                signed: ledger::signed_states(&self.ledger, config, record.id(), (&meaning, &time)),
            })
            .collect();
        let head = self.git.as_ref().and_then(|git| git.head.clone());
        let authors = match (&self.git, &head) {
            (Some(git), Some(head)) => {
                Lineage::read(git, &BTreeSet::from([head.clone()]), self.config_text.as_deref())?.authors(git, head, &wanted)?
            }
            _ => vec![Some(BTreeSet::new()); wanted.len()],
        };
        let mut records = Vec::new();
        for (record, authors) in choice.records.iter().zip(authors) {
            let Some(authors) = authors else {
                bail!(
                    "who wrote {} is not known, because this clone does not have the whole history: git fetch --unshallow; nothing was signed",
                    record.id()
                );
            };
            let own = |author: &String| config.people.person(author).is_some_and(|person| person.address == signer.person.address);
            if ledger::author_may_not_sign(config, record.id(), &meaning) && authors.iter().any(own) {
                bail!(
                    "you wrote {}, and {CONFIG_FILE} asks that somebody else signs it as {meaning}: have another person sign; nothing was signed",
                    record.id()
                );
            }
            let on: BTreeMap<String, Fingerprint> =
                record.outgoing().map(|(_, target)| (target.id().to_owned(), Fingerprint::of(target))).collect();
            records.push(Signed {
                id: record.id().to_owned(),
                fingerprint: Fingerprint::of(*record),
                authors: authors.into_iter().collect(),
                on: on.into_iter().collect(),
            });
        }
        Ok(Event {
            signer: signer.person.address.clone(),
            name: signer.person.name.clone(),
            role: signer.role.clone(),
            meaning,
            previous: self.ledger.heads(&signer.person.address),
            time,
            reason,
            commit: head,
            records,
            documents: choice.documents.clone(),
            files: choice.files.clone(),
        })
    }
}

/// A file of the project, with its digest; the path as the project sees it.
fn signed_file(root: &Path, path: &str) -> Result<SignedFile> {
    let there = std::fs::canonicalize(root.join(path))
        .or_else(|_| std::fs::canonicalize(path))
        .with_context(|| format!("{path} cannot be opened"))?;
    if !there.starts_with(root) {
        bail!("{path} lies outside the project {}; nothing was signed", root.display());
    }
    let bytes = std::fs::read(&there).with_context(|| format!("{path} cannot be read"))?;
    Ok(SignedFile { path: crate::disk::relative(&there, root), sha256: primum_evidence::ledger::digest(&bytes) })
}
