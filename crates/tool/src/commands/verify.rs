//! `primum verify`: every approval, looked at closely: by itself, against the others, and against what git says.

use super::approve::CLOCKS_DIFFER;
use super::{Place, print};
use crate::cli::{TextOrJson, Verify};
use crate::disk::Project;
use crate::git::{Appended, Git, Lineage, Past, Wanted, appended};
use crate::ledger;
use anyhow::{Result, bail};
use primum_evidence::ledger::{Doubt, Kept, Ledger, SIGNATURE, digest, doubts};
use primum_model::{CONFIG_FILE, Config, Model};
use primum_report::ledger::{Verified, json, text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

/// How long after it was signed an event may come into the repository before that is told, in seconds.
const LATE: i64 = 7 * 24 * 60 * 60;

/// 2 if something could not be compared, 1 if something is doubtful, 0 otherwise.
pub(crate) fn run(args: &Verify, place: Place) -> Result<ExitCode> {
    let project = Project::open(&args.target.project)?;
    let config = project.config()?;
    if let Some(fault) = config.faults.first() {
        bail!("{CONFIG_FILE}: {}; mend it first ({})", fault.message, fault.help);
    }
    let model = Model::build(project.snapshot(place.date)?).map_err(|error| anyhow::anyhow!("{CONFIG_FILE}: {}", error.message))?;
    let ledger = ledger::read(&project.origin, &config)?.unwrap_or_default();
    let mut verified = look(&project.root, &model, &ledger)?;
    verified.ledger = ledger;
    print(&match args.format {
        TextOrJson::Text => text(&verified, place.screen),
        TextOrJson::Json => json(&verified),
    })?;
    Ok(ExitCode::from(if verified.missing.is_empty() { u8::from(verified.is_doubtful()) } else { 2 }))
}

/// Looks at every approval of the project in this folder. The events themselves stay with the caller.
///
/// # Errors
/// The repository cannot be read.
pub(super) fn look(root: &Path, model: &Model, ledger: &Ledger) -> Result<Verified> {
    let config = &model.config;
    let mut verified = Verified { folder: config.approval.folder.clone(), doubts: doubts(ledger, &config.people), ..Verified::default() };
    if root.ancestors().any(|above| above.join(".git").exists()) {
        let git = Git::open(root)?;
        Looking { root, model, ledger, git: &git, verified: &mut verified }.look()?;
    } else {
        for kept in ledger.events.iter().filter(|kept| kept.event.commit.is_some()) {
            let help = "verify it in the repository";
            verified.missing.push(Doubt::against(
                &kept.place,
                "there is no repository here, so text, authors and history are not compared",
                help,
            ));
        }
    }
    verified.doubts.sort();
    verified.missing.sort();
    Ok(verified)
}

struct Looking<'l> {
    root: &'l Path,
    model: &'l Model,
    ledger: &'l Ledger,
    git: &'l Git,
    verified: &'l mut Verified,
}

impl Looking<'_> {
    fn config(&self) -> &Config {
        &self.model.config
    }

    fn against(&mut self, place: &str, what: String, help: &str) {
        self.verified.doubts.push(Doubt::against(place, what, help));
    }

    fn told(&mut self, place: &str, what: String) {
        self.verified.doubts.push(Doubt::told(place, what, ""));
    }

    fn look(&mut self) -> Result<()> {
        let came = appended(self.git, &self.config().approval.folder)?;
        let mut commits: BTreeSet<String> = self.ledger.events.iter().filter_map(|kept| kept.event.commit.clone()).collect();
        let files = self.ledger.events.iter().flat_map(|kept| &kept.event.files).map(|file| file.path.clone()).collect();
        // Where history was rewritten, the text is looked for in the commit that brought the event.
        commits.extend(self.ledger.events.iter().filter_map(|kept| came.get(&kept.place)).map(|came| came.commit.clone()));
        let past = Past::read(self.git, &commits, &files)?;
        self.untouched(&came)?;
        for kept in &self.ledger.events {
            self.times(kept, came.get(&kept.place), &past);
            self.said(kept, came.get(&kept.place), &past);
        }
        self.authors(&past)
    }

    /// Files of the ledger that were altered or removed since they came.
    fn untouched(&mut self, came: &BTreeMap<String, Appended>) -> Result<()> {
        let kept = |path: &str| path.strip_suffix(SIGNATURE).unwrap_or(path).ends_with(".json");
        let firsts: BTreeSet<&str> = came.iter().filter(|(path, _)| kept(path)).map(|(_, came)| came.object.as_str()).collect();
        let firsts = self.git.blobs(firsts.into_iter())?;
        for (path, came) in came.iter().filter(|(path, _)| kept(path)) {
            let by = came.touched.first().map_or_else(
                || "by a merge, or not committed yet".to_owned(),
                |(commit, who)| format!("by {who} in {}", commit.get(..12).unwrap_or(commit)),
            );
            let short = came.commit.get(..12).unwrap_or(&came.commit);
            let help = format!("bring it back: git checkout {short} -- {path}");
            match std::fs::read(self.root.join(path)) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    self.against(path, format!("it came in {short} and was removed {by}"), &help);
                }
                Err(error) => self.verified.missing.push(Doubt::against(path, format!("it cannot be read: {error}"), "")),
                Ok(now) => match firsts.get(&came.object) {
                    Some(first) if digest(first) == digest(&now) => {
                        if !came.touched.is_empty() {
                            self.told(path, format!("it was altered or removed {by}, and is again as it came"));
                        }
                    }
                    Some(_) => self.against(path, format!("it came in {short} and was altered {by}"), &help),
                    None => {
                        let why = format!("what it was in {short} is not in this repository");
                        self.verified.missing.push(Doubt::against(path, why, "git fetch --unshallow"));
                    }
                },
            }
        }
        Ok(())
    }

    /// Times of the event, of the commit that it names, and of the one that brought it.
    fn times(&mut self, kept: &Kept, came: Option<&Appended>, past: &Past) {
        let Ok(time) = kept.event.time.parse::<jiff::Timestamp>() else { return };
        let signed = time.as_second();
        let ask = "ask whoever signed, and see whose clock is wrong; sign anew if the time cannot be explained";
        let named = kept.event.commit.as_ref().and_then(|commit| past.at(commit)).map(|then| then.time);
        if let Some(named) = named.filter(|named| signed + CLOCKS_DIFFER < named.as_second()) {
            self.against(
                &kept.place,
                format!("it says {time}, and names a commit of {named}: it was dated back, or a clock was wrong"),
                ask,
            );
        }
        let Some(came) = came else {
            self.told(&kept.place, "it is not committed yet".to_owned());
            return;
        };
        let late = came.time.as_second() - signed;
        // A shallow clone begins at a commit that brings everything; when an event came is not known there.
        if late < -CLOCKS_DIFFER && !self.git.is_shallow() {
            self.against(
                &kept.place,
                format!("it says {time}, and was committed on {}: it was dated ahead, or a clock was wrong", came.time),
                ask,
            );
        } else if late > LATE && !self.git.is_shallow() {
            self.told(&kept.place, format!("it says {time}, and came into the repository on {}", came.time));
        }
    }

    /// What was signed, against what the commit says.
    fn said(&mut self, kept: &Kept, came: Option<&Appended>, past: &Past) {
        let Some(commit) = &kept.event.commit else {
            self.told(&kept.place, "it names no commit: what was signed cannot be found again, and who wrote it is not known".to_owned());
            return;
        };
        if let Some(then) = past.at(commit) {
            for what in differs(kept, then) {
                self.against(&kept.place, format!("{what} in the commit {commit} that it names"), "find out what was signed; sign anew");
            }
            return;
        }
        let brought = came.and_then(|came| Some((came, past.at(&came.commit)?)));
        match brought {
            Some((came, then)) if differs(kept, then).is_empty() && !self.git.is_shallow() => self.told(
                &kept.place,
                format!("the commit {commit} is not here any more (history was rewritten); what was signed is in {}", came.commit),
            ),
            _ => {
                let help = if self.git.is_shallow() { "git fetch --unshallow" } else { "fetch the branch on which it was signed" };
                let why = format!("the commit {commit} that it names is not in this repository");
                self.verified.missing.push(Doubt::against(&kept.place, why, help));
            }
        }
    }

    /// Who wrote what was signed, computed anew.
    fn authors(&mut self, past: &Past) -> Result<()> {
        let asked: Vec<(&Kept, &String)> = self
            .ledger
            .events
            .iter()
            .filter_map(|kept| Some((kept, kept.event.commit.as_ref()?)))
            .filter(|(_, commit)| past.at(commit).is_some())
            .collect();
        let commits = asked.iter().map(|(_, commit)| (*commit).clone()).collect();
        let config_text = std::fs::read_to_string(self.root.join(CONFIG_FILE)).ok();
        let mut lineage = Lineage::read(self.git, &commits, config_text.as_deref())?;
        for (kept, commit) in asked {
            let event = &kept.event;
            let wanted: Vec<Wanted> = event
                .records
                .iter()
                .map(|signed| {
                    let former = self.model.find(&signed.id).into_iter().flat_map(|record| record.values("formerly"));
                    let ids = std::iter::once(signed.id.clone()).chain(former.map(|former| former.text.to_owned())).collect();
                    let states = ledger::signed_states(self.ledger, self.config(), &signed.id, (&event.meaning, &event.time));
                    Wanted { ids, now: signed.fingerprint, signed: states }
                })
                .collect();
            let found = lineage.authors(self.git, commit, &wanted)?;
            for (signed, found) in event.records.iter().zip(found) {
                let id = &signed.id;
                let Some(found) = found else {
                    let why = format!("who wrote {id} is not known here");
                    self.verified.missing.push(Doubt::against(&kept.place, why, "git fetch --unshallow"));
                    continue;
                };
                let people = &self.config().people;
                let own = |author: &String| people.person(author).is_some_and(|person| person.address == event.signer);
                let more: Vec<&str> = found.iter().filter(|author| !signed.authors.contains(author)).map(String::as_str).collect();
                if ledger::author_may_not_sign(self.config(), id, &event.meaning) && found.iter().chain(&signed.authors).any(own) {
                    let what = format!("{} wrote {id}, and {CONFIG_FILE} asks that somebody else signs it", event.signer);
                    self.against(&kept.place, what, "have another person sign");
                } else if !more.is_empty() {
                    let what = format!("git names more authors of {id} than it does: {}", more.join(", "));
                    self.told(&kept.place, what);
                }
            }
        }
        Ok(())
    }
}

/// What says something else than was signed.
fn differs(kept: &Kept, then: &crate::git::Then) -> Vec<String> {
    let event = &kept.event;
    let mut found: Vec<String> = Vec::new();
    for signed in &event.records {
        let all = std::iter::once((&signed.id, signed.fingerprint)).chain(signed.on.iter().map(|(id, what)| (id, *what)));
        found.extend(all.filter(|(id, what)| !then.says(id, *what)).map(|(id, _)| format!("{id} does not say what was signed")));
    }
    let documents = event.documents.iter().filter(|file| then.prose(&file.path) != Some(&file.sha256));
    let files = event.files.iter().filter(|file| then.file(&file.path) != Some(&file.sha256));
    found.extend(documents.chain(files).map(|file| format!("{} does not say what was signed", file.path)));
    found.sort();
    found.dedup();
    found
}
