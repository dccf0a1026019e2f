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
    Signers::read(file).check(envelope, AT, &mut |outside| panic!("{outside:?} is verified here"))
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
        assert!(matches!(signers.check(&signed(1), AT, &mut |_| Ok(())), Signature::Doubtful(_)), "{line}");
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

/// A key of RSA, whose other half is thrown away.
const RSA: &str = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCs/XA7Cdi3bU3IG5apmfi57JaRlnF2h9rzINkv1vsu7LSL7gKxBHr2JdOrAQjcjfXdTAOxC9ePH9d6tOS4hh1Sb31/m5qznGOO81JOt7zb7cV2mNJQ0FzEsEEhHTFg/QVpZwHG9IN9VRA7OPlgd4NkCqBZYJIVAU/5OxdLlQGDfpYiPxVeud1Zoff3a0caE4jfNYUzOZvXMvBVGaOrwNY9ZaiYZdhBAY/b6HME+7u3lKzm8RiLB06+qbryLH116xiczH1SAbQpLSTeE/Xy4nCnrYDkM+01hChgbdS82KjrMYxW2GVW+54xVZaJCxoEKOLVTdUta5XaPUf89q/OgbLD jon";
/// What `ssh-keygen -Y sign -n primum-evidence` made with it of `pae(b"what was found")`.
const RSA_SIG: &str = "-----BEGIN SSH SIGNATURE-----\n\
    U1NIU0lHAAAAAQAAARcAAAAHc3NoLXJzYQAAAAMBAAEAAAEBAKz9cDsJ2LdtTcgblqmZ+L\n\
    nslpGWcXaH2vMg2S/W+y7stIvuArEEevYl06sBCNyN9d1MA7EL148f13q05LiGHVJvfX+b\n\
    mrOcY47zUk63vNvtxXaY0lDQXMSwQSEdMWD9BWlnAcb0g31VEDs4+WB3g2QKoFlgkhUBT/\n\
    k7F0uVAYN+liI/FV653Vmh9/drRxoTiN81hTM5m9cy8FUZo6vA1j1lqJhl2EEBj9vocwT7\n\
    u7eUrObxGIsHTr6puvIsfXXrGJzMfVIBtCktJN4T9fLicKetgOQz7TWEKGBt1LzYqOsxjF\n\
    bYZVb7njFVlokLGgQo4tVN1S1rldo9R/z2r86BssMAAAAPcHJpbXVtLWV2aWRlbmNlAAAA\n\
    AAAAAAZzaGE1MTIAAAEUAAAADHJzYS1zaGEyLTUxMgAAAQBmrzrprvgereulOSK+nWhsFT\n\
    M5p8mT1GDgcBRb+UQaJzvP2TEF6guLFvU2SOnUuGQ3sqx2MfK0iOcsDhpOfpTd2LopfYGc\n\
    O81czghKwY0NhV4feboGty1WXpm961N1XRK+e7Hmvtq6B5aAwj+hvrhlJCUjMZiqxqJh9C\n\
    rPMAYh/QZVoo1HKGNTlJtUhDs+OfmBMSSvr20DyatKIJiGQtAAZUbiQYP/xACmx07+xKmg\n\
    RIWceDzz1VyrHv6pUFlpyTSmtWSR6jzHVEcTwlnyszczudaLaRSjFJ1UK1OMtLvN+tGP0M\n\
    zggeBxmmTim5Rf61Ui73C3gGj7vNLqg++MrUXp\n\
    -----END SSH SIGNATURE-----\n";

fn signed_with_rsa() -> Envelope {
    Envelope { payload: b"what was found".to_vec(), signatures: vec![ssh_mark(RSA_SIG.as_bytes()).expect("a signature")] }
}

#[test]
fn a_signature_of_rsa_is_asked_about_outside_with_all_that_is_needed() {
    let envelope = signed_with_rsa();
    let signers = Signers::read(&format!("jon@example.org {RSA}\nmara@example.org {}\n", key(1).1));
    let mut asked = 0;
    let held = signers.check(&envelope, AT, &mut |outside| {
        asked += 1;
        assert_eq!(outside.message, pae(b"what was found"));
        assert_eq!(outside.sig, RSA_SIG.as_bytes());
        assert!(RSA.starts_with(&outside.key) && outside.kind.contains("rsa"), "{outside:?}");
        Ok(())
    });
    assert_eq!((held, asked), (Signature::Valid("jon@example.org".to_owned()), 1));
    let refused = signers.check(&envelope, AT, &mut |_| Err("it does not hold".to_owned()));
    assert_eq!(refused, Signature::Doubtful("it does not hold".to_owned()));
    // One that holds here is enough, wherever it stands.
    let mut both = envelope.clone();
    both.signatures.extend(signed(1).signatures);
    let here = signers.check(&both, AT, &mut |outside| panic!("{outside:?} need not be asked"));
    assert_eq!(here, Signature::Valid("mara@example.org".to_owned()));
    // Each question is a process: many signatures do not start many.
    let mut many = envelope;
    many.signatures = vec![many.signatures[0].clone(); 1000];
    let mut asked = 0;
    let told = signers.check(&many, AT, &mut |_| {
        asked += 1;
        Err("no".to_owned())
    });
    assert!(asked == MOST_OUTSIDE && matches!(&told, Signature::Doubtful(why) if why.contains("996 more")), "{asked} {told:?}");
}

#[test]
fn a_signature_of_rsa_that_does_not_count_is_not_asked_about() {
    let envelope = signed_with_rsa();
    for (line, words) in [
        (format!("jon namespaces=\"git\" {RSA}"), "not for the purpose"),
        (format!("jon valid-after=\"20261126Z\" {RSA}"), "counts from"),
        (format!("jon valid-before=\"20261125081653Z\" {RSA}"), "counts until"),
        (format!("jon cert-authority {RSA}"), "certificate authority"),
        (format!("mara {}", key(1).1), "no allowed signer"),
    ] {
        doubtful(&line, &envelope, words);
    }
    let mut other = envelope.clone();
    other.signatures[0].keyid = key(1).0.sign(b"").expect("signed").keyid;
    doubtful(&format!("jon {RSA}"), &other, "was made with");
}
