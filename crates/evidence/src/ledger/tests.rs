//! Events as text, their places, and the ledger put together from files, with keys made for these tests.

use super::*;
use crate::statement::Signature;
use primum_model::Config;
use ssh_key::private::{Ed25519Keypair, KeypairData};
use ssh_key::{HashAlg, LineEnding, PrivateKey};

fn key(seed: u8) -> PrivateKey {
    PrivateKey::new(KeypairData::from(Ed25519Keypair::from_seed(&[seed; 32])), "").expect("a key")
}

fn config(more: &str) -> Config {
    let public = key(1).public_key().to_openssh().expect("a line");
    let text = format!(
        "[[people]]\nname = 'Mara'\naddress = 'mara@example.org'\n{more}\n[[roles]]\nperson = 'mara@example.org'\nrole = 'lead'\nfrom = '2026-01-01'\n[[keys]]\nperson = 'mara@example.org'\nkey = '{public}'\n"
    );
    let config = Config::read(&text).expect("TOML");
    assert_eq!(config.faults, []);
    config
}

fn event(time: &str, previous: &[&str]) -> Event {
    Event {
        signer: "mara@example.org".into(),
        name: "Mara".into(),
        role: "lead".into(),
        meaning: "approved".into(),
        time: time.into(),
        reason: String::new(),
        commit: Some("a".repeat(40)),
        previous: previous.iter().map(|digest| (*digest).to_owned()).collect(),
        records: vec![Signed {
            id: "SRS-1".into(),
            fingerprint: Fingerprint::parse(&"1".repeat(64)).expect("a fingerprint"),
            authors: vec!["bob@example.org".into()],
            on: vec![("SYS-1".into(), Fingerprint::parse(&"2".repeat(64)).expect("a fingerprint"))],
        }],
        documents: vec![SignedFile { path: "records/a.md".into(), sha256: "3".repeat(64) }],
        files: Vec::new(),
    }
}

type Files = Vec<(String, Result<Vec<u8>, String>)>;

fn signed(event: &Event, seed: u8, namespace: &str) -> Files {
    let bytes = event.write();
    let sig = key(seed).sign(namespace, HashAlg::Sha512, &bytes).expect("signed").to_pem(LineEnding::LF).expect("a text");
    let place = event.place("approvals");
    vec![(format!("{place}.sig"), Ok(sig.into_bytes())), (place, Ok(bytes))]
}

fn assemble(config: &Config, files: Files) -> Ledger {
    Ledger::assemble(config, files, &mut |outside| panic!("{outside:?} is verified here"))
}

const AT: &str = "2026-11-20T14:03:22Z";

#[test]
fn what_is_written_is_read_and_every_other_text_is_refused() {
    let event = event(AT, &[]);
    let text = String::from_utf8(event.write()).expect("UTF-8");
    assert_eq!(Event::read(text.as_bytes()).as_ref(), Ok(&event));
    assert!(text.ends_with("}\n") && text.starts_with("{\n  \"format\": \"primum-approval\",\n  \"version\": 1,\n"), "{text}");
    for (from, to, words) in [
        ("\"version\": 1", "\"version\": 2", "version 2 of the format"),
        ("\"fingerprints\": 1", "\"fingerprints\": 9", "fingerprints are of version 9"),
        ("\"primum-approval\"", "\"other\"", "of the format `other`"),
        ("\"reason\": \"\"", "\"reason\": \"\",\n  \"reason\": \"\"", "duplicate field"),
        ("\"reason\": \"\"", "\"reason\": \"\",\n  \"more\": 1", "unknown field"),
        ("\"reason\": \"\"", "\"reason\": 7", "invalid type"),
        ("\"reason\": \"\"", "\"reason\": \"\\u0041\"", "not written as"),
        ("  \"role\"", " \"role\"", "not written as"),
        ("\"approved\"", "\"seen\"", "meaning `seen`"),
        (AT, "2026-11-20T15:03:22+01:00", "its time"),
        (AT, "2026-11-20T14:03:22.5Z", "its time"),
        ("\"lead\"", "\" \"", "`role` says nothing"),
        ("\"lead\"", "\"le\\u001bad\"", "no text"),
        ("records/a.md", "../a.md", "no path"),
        ("\"3333", "\"zzzz", "no SHA-256"),
        ("\"1111", "\"G111", "no fingerprint"),
        ("\"aaaa", "\"Aaaa", "no commit"),
        ("\"previous\": []", "\"previous\": [\"x\"]", "no digest"),
    ] {
        assert!(text.contains(from), "{from}");
        let told = Event::read(text.replacen(from, to, 1).as_bytes()).expect_err(to);
        assert!(told.contains(words), "{to}: {told}");
    }
    for odd in [text.replace('\n', "\r\n"), text.trim_end().to_owned(), String::new(), "[".repeat(100_000), format!("{text} ")] {
        assert!(Event::read(odd.as_bytes()).is_err());
    }
    let nothing = Event { records: Vec::new(), documents: Vec::new(), ..event.clone() };
    assert!(Event::read(&nothing.write()).expect_err("nothing").contains("signs nothing"));
    let twice = Event { records: vec![event.records[0].clone(), event.records[0].clone()], ..event };
    assert!(Event::read(&twice.write()).expect_err("twice").contains("stands twice"));
}

#[test]
fn a_signature_holds_for_its_event_its_key_its_person_its_purpose_and_its_day() {
    let event = event(AT, &[]);
    let ledger = assemble(&config(""), signed(&event, 1, NAMESPACE));
    assert_eq!(ledger.events[0].signature, Signature::Valid("mara@example.org".into()));
    assert!(ledger.events[0].counts(&config("").people));
    assert!(doubts(&ledger, &config("").people).is_empty());
    for (config, seed, namespace, words) in [
        (config(""), 2, NAMESPACE, "no allowed signer"),
        (config(""), 1, "git", "does not belong"),
        (config("until = '2026-11-19'"), 1, NAMESPACE, "counts until"),
        (config("from = '2026-11-21'"), 1, NAMESPACE, "counts from"),
    ] {
        let ledger = assemble(&config, signed(&event, seed, namespace));
        assert!(matches!(&ledger.events[0].signature, Signature::Doubtful(why) if why.contains(words)), "{words}: {ledger:?}");
        assert!(!ledger.events[0].counts(&config.people) && doubts(&ledger, &config.people)[0].against);
    }
    // The key of one person under the name of another.
    let text = format!(
        "[[people]]\nname = 'Bob'\naddress = 'bob@example.org'\n[[keys]]\nperson = 'bob@example.org'\nkey = '{}'\n",
        key(1).public_key().to_openssh().expect("a line")
    );
    let ledger = assemble(&Config::read(&text).expect("TOML"), signed(&event, 1, NAMESPACE));
    assert!(matches!(&ledger.events[0].signature, Signature::Doubtful(why) if why.contains("and not of mara@example.org")), "{ledger:?}");
    // A role that came later.
    let early = Event { time: "2025-11-20T14:03:22Z".into(), ..event };
    let ledger = assemble(&config(""), signed(&early, 1, NAMESPACE));
    assert!(doubts(&ledger, &config("").people)[0].what.contains("did not have this role on 2025-11-20"));
}

#[test]
fn what_is_not_whole_is_told_and_does_not_count() {
    let event = event(AT, &[]);
    let files = || signed(&event, 1, NAMESPACE);
    let place = event.place("approvals");
    assert!(place.starts_with("approvals/2026/20261120T140322Z-mara-") && place.ends_with(".json"), "{place}");

    let ledger = assemble(&config(""), files().split_off(1));
    assert_eq!(ledger.events[0].signature, Signature::None);
    assert!(doubts(&ledger, &config("").people)[0].what.contains("not signed"));

    let ledger = assemble(&config(""), files().into_iter().take(1).collect());
    assert!(ledger.events.is_empty() && ledger.asides[0].1.contains("an event that is not there"), "{ledger:?}");
    assert!(doubts(&ledger, &config("").people).iter().all(|doubt| !doubt.against));

    let mut altered = files();
    altered[1].1 = Ok(String::from_utf8(event.write()).expect("UTF-8").replace("bob@", "eve@").into_bytes());
    let mut moved = files();
    moved[1].0 = "approvals/2026/x.json".into();
    let mut unread = files();
    unread[1].1 = Err("it is a folder".into());
    for (files, words) in [(altered, "altered or moved"), (moved, "altered or moved"), (unread, "it is a folder")] {
        let ledger = assemble(&config(""), files);
        assert!(ledger.events.is_empty() && ledger.faults[0].1.contains(words), "{words}: {ledger:?}");
        assert!(doubts(&ledger, &config("").people).iter().any(|doubt| doubt.against));
    }
    let mut more = files();
    more.extend([".primum-x", "2026/.primum-y", "README.md", ".gitattributes"].map(|name| (format!("approvals/{name}"), Ok(Vec::new()))));
    let ledger = assemble(&config(""), more);
    assert_eq!((ledger.events.len(), ledger.faults.len(), ledger.asides.len()), (1, 0, 3));
}

#[test]
fn the_chain_shows_what_is_missing_dated_back_and_forked() {
    let first = event(AT, &[]);
    let first_digest = digest(&first.write());
    let second = event("2026-11-21T08:00:00Z", &[&first_digest]);
    let fork = event("2026-11-21T09:00:00Z", &[&first_digest]);
    let back = event("2026-11-19T08:00:00Z", &[&first_digest]);
    let all = |events: &[&Event]| {
        let files = events.iter().flat_map(|event| signed(event, 1, NAMESPACE)).collect();
        assemble(&config(""), files)
    };
    let told = |events: &[&Event]| -> Vec<(bool, String)> {
        doubts(&all(events), &config("").people).into_iter().map(|doubt| (doubt.against, doubt.what)).collect()
    };
    assert_eq!(told(&[&first, &second]), []);
    assert_eq!(all(&[&first, &second]).heads("mara@example.org"), [digest(&second.write())]);
    let mut heads = [digest(&second.write()), digest(&fork.write())];
    heads.sort();
    assert_eq!(all(&[&first, &second, &fork]).heads("mara@example.org"), heads);
    let gone = told(&[&second]);
    assert!(gone[0].0 && gone[0].1.contains("which is not there"), "{gone:?}");
    let forked = told(&[&first, &second, &fork]);
    assert!(forked.len() == 1 && !forked[0].0 && forked[0].1.contains("were merged"), "{forked:?}");
    let backwards = told(&[&first, &back]);
    assert!(backwards[0].0 && backwards[0].1.contains("dated back"), "{backwards:?}");
}
