//! Signatures and allowed signers, with keys made for these tests.

use super::*;
use crate::dsse::Envelope;
use ssh_key::LineEnding;
use ssh_key::private::{Ed25519Keypair, KeypairData};

fn key(seed: u8) -> (SigningKey, String) {
    let pair = Ed25519Keypair::from_seed(&[seed; 32]);
    let key = PrivateKey::new(KeypairData::from(pair), "somebody").expect("a key");
    let public = key.public_key().to_openssh().expect("a line");
    let text = key.to_openssh(LineEnding::LF).expect("a text");
    (SigningKey::read(text.as_bytes()).expect("a signing key"), public)
}

const AT: &str = "2026-11-25T08:16:54Z";

fn signed(seed: u8) -> Envelope {
    let payload = b"what was found".to_vec();
    let mark = key(seed).0.sign(&payload).expect("signed");
    Envelope { payload, signatures: vec![mark] }
}

fn check(file: &str, envelope: &Envelope) -> Signature {
    Signers::read(file).check(envelope, AT)
}

fn doubtful(file: &str, envelope: &Envelope, words: &str) {
    match check(file, envelope) {
        Signature::Doubtful(why) => assert!(why.contains(words), "{why} does not say {words}"),
        other => panic!("{other:?} instead of a doubt: {words}"),
    }
}

#[test]
fn a_signature_holds_for_its_content_its_key_and_its_time() {
    let (_, public) = key(1);
    let envelope = signed(1);
    let line = |options: &str| format!("# people\n\nmara@example.org,m@example.org {options} {public}\n");
    assert_eq!(check(&line(""), &envelope), Signature::Valid("mara@example.org,m@example.org".to_owned()));
    for fine in [
        "namespaces=\"git,primum-*\"",
        "valid-after=\"20261125\",valid-before=\"20261125081655Z\"",
        "VALID-AFTER=20261125081654Z",
        "namespaces=\"primum-evidence\",valid-before=\"202612010000\"",
    ] {
        assert!(matches!(check(&line(fine), &envelope), Signature::Valid(_)), "{fine}");
    }
    for (options, words) in [
        ("namespaces=\"git\"", "not for the purpose"),
        ("namespaces=\"*,!primum-evidence\"", "not for the purpose"),
        ("valid-after=\"20261126\"", "counts from"),
        ("valid-before=\"20261125081653Z\"", "counts until"),
        ("cert-authority", "certificate authority"),
    ] {
        doubtful(&line(options), &envelope, words);
    }
    doubtful(&format!("eve@example.org {}", key(2).1), &envelope, "no allowed signer");
    doubtful("", &envelope, "no allowed signer");
    let mut other = envelope.clone();
    other.payload.push(b'!');
    doubtful(&line(""), &other, "does not belong");
    let mut other = envelope.clone();
    other.signatures[0].sig[3] ^= 1;
    doubtful(&line(""), &other, "does not belong");
    let mut other = envelope.clone();
    other.signatures[0].sig.pop();
    doubtful(&line(""), &other, "no signature");
    // Another line may allow what the first one does not; one good signature is enough.
    let two = format!("{}{}", line("valid-before=\"20200101\""), line(""));
    assert!(matches!(check(&two, &envelope), Signature::Valid(_)));
    let mut both = envelope.clone();
    both.signatures.insert(0, signed(2).signatures[0].clone());
    assert!(matches!(check(&line(""), &both), Signature::Valid(_)));
    assert_eq!(check(&line(""), &Envelope { signatures: Vec::new(), ..envelope }), Signature::None);
}

#[test]
fn lines_that_cannot_be_used_are_told_and_do_not_count() {
    let (_, public) = key(1);
    for (line, words) in [
        ("mara", "key cannot be read"),
        ("mara ssh-ed25519 AAAA", "key cannot be read"),
        (&*format!("mara no-such-option {public}"), "not known"),
        (&*format!("mara valid-after=\"soon\" {public}"), "no time"),
        (&*format!("mara valid-after=\"20261340\" {public}"), "no time"),
        (&*format!("mara valid-after=\"2026ä125\" {public}"), "no time"),
        (&*format!("mara cert-authority {public}"), "not supported"),
        (&*format!("\"mara {public}"), "key cannot be read"),
    ] {
        let signers = Signers::read(line);
        assert!(signers.faults[0].starts_with("line 1: ") && signers.faults[0].contains(words), "{:?}", signers.faults);
        assert!(matches!(signers.check(&signed(1), AT), Signature::Doubtful(_)), "{line}");
    }
}

#[test]
fn patterns_match_as_those_of_ssh_do() {
    for (pattern, text, expected) in
        [("*", "", true), ("a*b*c", "aXbYc", true), ("a?c", "ac", false), ("a*", "b", false), ("**a", "xa", true), ("", "a", false)]
    {
        assert_eq!(matches(pattern.as_bytes(), text.as_bytes()), expected, "{pattern} {text}");
    }
}
