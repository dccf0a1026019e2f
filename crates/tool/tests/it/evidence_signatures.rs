//! Signatures that only `ssh-keygen` verifies: taken where they hold, and in doubt in every other case.

use crate::evidence_store::{CONFIG, add, command, commit, committed, files, ssh_keygen, verified};
use crate::run::{arg, finish};
use primum_evidence::dsse::{Envelope, pae};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A project whose statement of coverage is signed with a new key of this kind; with the line of the key, and the statement.
fn signed(kind: &[&str]) -> Option<(TempDir, String, PathBuf)> {
    let folder = committed(CONFIG);
    let at = folder.path();
    let mut make = vec!["-q", "-N", "", "-C", "x"];
    make.extend(kind);
    let key = at.join("in/key");
    make.extend(["-f", arg(&key)]);
    assert!(ssh_keygen(&make)?.status().expect("ssh-keygen").success());
    let public = std::fs::read_to_string(at.join("in/key.pub")).expect("a key");
    allow(at, &format!("jon@example.org namespaces=\"primum-evidence\" {public}"));
    commit(at);
    let told = add(at, &["in/cover.info", "--key", "in/key"]);
    assert!(told.out.contains("signed as jon@example.org"), "{}{}", told.out, told.err);
    let statement = files(&at.join("evidence/statements")).remove(0);
    Some((folder, public, statement))
}

fn allow(at: &Path, signers: &str) {
    std::fs::write(at.join("signers"), signers).expect("a file");
}

/// `verify` ends with 1 and says these words.
fn doubted(at: &Path, words: &str) {
    let (code, told) = verified(at);
    assert!(code == 1 && told["faults"].to_string().contains(words), "{words} is not in {told}");
}

/// Writes an envelope into the place of another. Files of the store are read-only.
fn put(place: &Path, envelope: &Envelope) {
    std::fs::remove_file(place).expect("removed");
    std::fs::write(place, envelope.write()).expect("a file");
}

fn envelope(place: &Path) -> Envelope {
    Envelope::read(&std::fs::read(place).expect("a file")).expect("an envelope")
}

/// What `ssh-keygen` signs with the key of the project, for a purpose.
fn by_hand(at: &Path, purpose: &str, message: &[u8]) -> Vec<u8> {
    let file = at.join("in/message");
    let _ = std::fs::remove_file(at.join("in/message.sig"));
    std::fs::write(&file, message).expect("a file");
    let key = at.join("in/key");
    let mut sign = Command::new("ssh-keygen");
    sign.args(["-q", "-Y", "sign", "-n", purpose, "-f", arg(&key), arg(&file)]);
    assert!(sign.stdin(Stdio::null()).stderr(Stdio::null()).status().expect("ssh-keygen").success());
    std::fs::read(at.join("in/message.sig")).expect("a signature")
}

#[test]
fn signatures_of_rsa_and_of_521_bits_hold_by_ssh_keygen() {
    for kind in [&["-t", "rsa", "-b", "2048"], &["-t", "ecdsa", "-b", "521"]] {
        let Some((folder, public, place)) = signed(kind) else { return };
        let at = folder.path();
        let (code, told) = verified(at);
        assert_eq!((code, &told["statements"][0]["signature"]["signer"]), (0, &Value::from("jon@example.org")), "{told}");
        // Who may sign, for what and when, is decided as for every other key.
        for (options, words) in [
            ("namespaces=\"git\"", "not for the purpose"),
            ("valid-before=\"20261120095959Z\"", "counts until"),
            ("valid-after=\"20261120100001Z\"", "counts from"),
            ("cert-authority", "certificate authority"),
        ] {
            allow(at, &format!("jon@example.org {options} {public}"));
            doubted(at, words);
        }
        allow(at, "# nobody\n");
        doubted(at, "no allowed signer has the key");
        // It has run out by now, and had not when the statement was made.
        allow(at, &format!("jon@example.org,j@example.org valid-after=\"20261120Z\",valid-before=\"20261120100000Z\" {public}"));
        assert_eq!(verified(at).0, 0);

        let good = envelope(&place);
        let mark = |sig: Vec<u8>| {
            let mut other = good.clone();
            other.signatures[0].sig = sig;
            other
        };
        // The right key over other content, and for another purpose.
        let mut longer = pae(&good.payload);
        longer.push(b' ');
        put(&place, &mark(by_hand(at, "primum-evidence", &longer)));
        doubted(at, "ssh-keygen does not accept it");
        put(&place, &mark(by_hand(at, "git", &pae(&good.payload))));
        doubted(at, "it is for the purpose `git`");
        // One bit of the signature itself, near its end.
        let mut text: Vec<u8> = good.signatures[0].sig.clone();
        let end = String::from_utf8_lossy(&text).find("\n-----END").expect("an end") - 8;
        text[end] = if text[end] == b'A' { b'B' } else { b'A' };
        put(&place, &mark(text));
        doubted(at, "ssh-keygen does not accept it");
        put(&place, &mark(by_hand(at, "primum-evidence", &pae(&good.payload))));
        assert_eq!(verified(at).0, 0, "what it signed by itself is taken");
        // Content that was altered is told before any signature is looked at.
        let mut other = good.clone();
        other.payload.push(b' ');
        put(&place, &other);
        assert_eq!(verified(at).0, 1);

        // Without ssh-keygen it is in doubt, and why is said.
        put(&place, &good);
        let run = finish(&command(at, &["verify"]).env("PATH", at.join("in")).output().expect("primum starts"));
        // The words are broken into lines for the screen.
        let said = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(run.code == 1 && said.contains("verified by ssh-keygen, which cannot be run"), "{}{}", run.out, run.err);
        assert_eq!(verified(at).0, 0);
    }
}
