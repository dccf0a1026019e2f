//! Who may sign: a file of allowed signers as `ssh-keygen` reads it, and signatures checked against it.

use crate::dsse::{Envelope, Mark, pae};
use crate::statement::Signature;
use jiff::Timestamp;
use jiff::civil::DateTime;
use signature::{Signer, Verifier};
use ssh_key::public::KeyData;
use ssh_key::{Algorithm, EcdsaCurve, HashAlg, PrivateKey, PublicKey, SshSig};

/// What an SSH signature over a statement is for.
pub const NAMESPACE: &str = "primum-evidence";

/// How many signatures of one envelope are verified outside of this process: each is a process of its own, and one that holds is enough.
const MOST_OUTSIDE: usize = 4;

/// The people whose signatures count.
#[derive(Debug, Default)]
pub struct Signers {
    allowed: Vec<Allowed>,
    /// Lines that could not be used, with the reason.
    pub faults: Vec<String>,
}

/// A signature that is not verified in this process, and what is needed to verify it: that of RSA, and of ECDSA with 521 bits.
///
/// Whether the key may sign for this purpose at this time is decided already. Open is whether it made this signature over this content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside<'e> {
    /// The kind of the key, as `ssh-keygen` names it.
    pub kind: String,
    /// The key, as it stands in a file of allowed signers.
    pub key: String,
    /// The text of the SSH signature.
    pub sig: &'e [u8],
    /// What is signed.
    pub message: &'e [u8],
    /// For what it is signed.
    pub namespace: &'static str,
}

/// An SSH signature that stands beside what it signs, as `ssh-keygen -Y sign` writes it.
#[derive(Clone, Copy, Debug)]
pub struct Detached<'e> {
    /// The text of the signature.
    pub sig: &'e [u8],
    /// What is signed.
    pub message: &'e [u8],
    /// For what it is signed.
    pub namespace: &'static str,
    /// Whose it has to be: a principal of the allowed signers.
    pub principal: &'e str,
    /// When it was made, as RFC 3339.
    pub at: &'e str,
}

/// Verifies what this process does not.
///
/// # Errors
/// The signature does not hold, or could not be verified; the words say which.
pub type Verify<'v> = dyn FnMut(&Outside<'_>) -> Result<(), String> + 'v;

/// What is known of a signature without help.
enum Known<'e> {
    /// It holds, and this person made it.
    Holds(String),
    /// It is this person's, if it holds.
    Open(String, Outside<'e>),
}

/// For what, of whom and when a signature has to be.
struct Purpose<'p> {
    namespace: &'static str,
    principal: Option<&'p str>,
    time: Timestamp,
}

#[derive(Debug)]
struct Allowed {
    line: usize,
    principals: String,
    authority: bool,
    namespaces: Option<String>,
    after: Option<Timestamp>,
    before: Option<Timestamp>,
    key: KeyData,
}

impl Signers {
    /// Reads a file of allowed signers. Times without `Z` are taken as UTC, since the same file means the same on every machine.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut signers = Self::default();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match allowed(line, at + 1) {
                Ok(allowed) => {
                    if allowed.authority {
                        signers.faults.push(format!("line {}: certificate authorities are not supported; name the keys of people", at + 1));
                    }
                    signers.allowed.push(allowed);
                }
                Err(why) => signers.faults.push(format!("line {}: {why}", at + 1)),
            }
        }
        signers
    }

    /// What the signatures of an envelope are worth. One that holds is enough; otherwise the words say why none does.
    ///
    /// Keys count at the time that the statement names. `verify` is asked last, and only about signatures that count if they hold.
    #[must_use]
    pub fn check(&self, envelope: &Envelope, at: &str, verify: &mut Verify<'_>) -> Signature {
        let message = pae(&envelope.payload);
        let (mut reasons, mut open) = (Vec::new(), Vec::new());
        for mark in &envelope.signatures {
            match self.known(mark, &message, at) {
                Ok(Known::Holds(person)) => return Signature::Valid(person),
                Ok(Known::Open(person, outside)) => open.push((person, outside)),
                Err(why) => reasons.push(why),
            }
        }
        let more = open.len().saturating_sub(MOST_OUTSIDE);
        for (person, outside) in open.into_iter().take(MOST_OUTSIDE) {
            match verify(&outside) {
                Ok(()) => return Signature::Valid(person),
                Err(why) => reasons.push(why),
            }
        }
        if more > 0 {
            reasons.push(format!("{more} more need ssh-keygen, and of one statement {MOST_OUTSIDE} are handed to it"));
        }
        if envelope.signatures.is_empty() { Signature::None } else { Signature::Doubtful(reasons.join("; ")) }
    }

    /// What a signature beside a file is worth.
    #[must_use]
    pub fn check_detached(&self, detached: Detached<'_>, verify: &mut Verify<'_>) -> Signature {
        let known = at(detached.at).and_then(|time| {
            let text = ssh_sig(detached.sig)?;
            self.ssh(
                &text,
                detached.sig,
                detached.message,
                &Purpose { namespace: detached.namespace, principal: Some(detached.principal), time },
            )
        });
        match known {
            Ok(Known::Holds(person)) => Signature::Valid(person),
            Ok(Known::Open(person, outside)) => verify(&outside).map_or_else(Signature::Doubtful, |()| Signature::Valid(person)),
            Err(why) => Signature::Doubtful(why),
        }
    }

    fn known<'e>(&self, mark: &'e Mark, message: &'e [u8], at: &str) -> Result<Known<'e>, String> {
        let purpose = Purpose { namespace: NAMESPACE, principal: None, time: self::at(at)? };
        let keyid = crate::cut(&mark.keyid, 200);
        if mark.sig.len() == 64 {
            let key =
                |allowed: &Allowed| allowed.key.ed25519().is_some() && allowed.key.fingerprint(HashAlg::Sha256).to_string() == mark.keyid;
            let first = self.allowed.iter().find(|allowed| key(allowed)).ok_or_else(|| format!("no allowed signer has the key {keyid}"))?;
            let raw = ssh_key::Signature::new(Algorithm::Ed25519, mark.sig.clone()).map_err(|_| "it is no signature".to_owned())?;
            first.key.verify(message, &raw).map_err(|_| format!("it does not belong to this content and the key {keyid}"))?;
            return self.person(key, &purpose).map(Known::Holds);
        }
        let text = ssh_sig(&mark.sig)?;
        let fingerprint = text.public_key().fingerprint(HashAlg::Sha256).to_string();
        if fingerprint != mark.keyid {
            return Err(format!("it names the key {keyid} and was made with {fingerprint}"));
        }
        self.ssh(&text, &mark.sig, message, &purpose)
    }

    fn ssh<'e>(&self, text: &SshSig, sig: &'e [u8], message: &'e [u8], purpose: &Purpose<'_>) -> Result<Known<'e>, String> {
        let data = text.public_key();
        let fingerprint = data.fingerprint(HashAlg::Sha256).to_string();
        let namespace = purpose.namespace;
        if !self.allowed.iter().any(|allowed| allowed.key == *data) {
            return Err(format!("no allowed signer has the key {fingerprint}"));
        }
        match data.algorithm() {
            kind @ Algorithm::Dsa => Err(format!("signatures of the kind {kind} are not taken; use a key of the kind ed25519 or ecdsa")),
            kind @ (Algorithm::Rsa { .. } | Algorithm::Ecdsa { curve: EcdsaCurve::NistP521 }) => {
                if text.namespace() != namespace {
                    return Err(format!("it is for the purpose `{}` instead of `{namespace}`", crate::cut(text.namespace(), 200)));
                }
                let person = self.person(|allowed| allowed.key == *data, purpose)?;
                let key = PublicKey::from(data.clone()).to_openssh().map_err(|error| format!("its key cannot be written ({error})"))?;
                Ok(Known::Open(person, Outside { kind: kind.to_string(), key, sig, message, namespace }))
            }
            _ => {
                PublicKey::from(data.clone())
                    .verify(namespace, message, text)
                    .map_err(|_| format!("it does not belong to this content, the purpose `{namespace}` and the key {fingerprint}"))?;
                self.person(|allowed| allowed.key == *data, purpose).map(Known::Holds)
            }
        }
    }

    /// The first person with the key for whom everything is right.
    fn person(&self, has_key: impl Fn(&Allowed) -> bool, purpose: &Purpose<'_>) -> Result<String, String> {
        let mut reason = None;
        for allowed in self.allowed.iter().filter(|allowed| has_key(allowed)) {
            match allowed.refuses(purpose) {
                None => return Ok(allowed.principals.clone()),
                Some(why) => reason = reason.or(Some(format!("line {} of the allowed signers: {why}", allowed.line))),
            }
        }
        Err(reason.unwrap_or_else(|| "no allowed signer has the key".to_owned()))
    }
}

impl Allowed {
    fn refuses(&self, purpose: &Purpose<'_>) -> Option<String> {
        let Purpose { namespace, principal, time } = purpose;
        if self.authority {
            return Some("the key is a certificate authority, and these are not supported".to_owned());
        }
        if let Some(principal) = principal.filter(|principal| !matches_list(&self.principals, principal)) {
            return Some(format!("the key is one of {}, and not of {}", crate::cut(&self.principals, 200), crate::cut(principal, 200)));
        }
        if self.namespaces.as_ref().is_some_and(|list| !matches_list(list, namespace)) {
            return Some(format!("the key is not for the purpose `{namespace}`"));
        }
        if let Some(after) = self.after.filter(|after| time < after) {
            return Some(format!("the key counts from {after} on, and this is of {time}"));
        }
        let before = self.before.filter(|before| time > before)?;
        Some(format!("the key counts until {before}, and this is of {time}"))
    }
}

fn at(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| "the time of what is signed is none".to_owned())
}

fn ssh_sig(text: &[u8]) -> Result<SshSig, String> {
    SshSig::from_pem(text).map_err(|error| format!("it is no signature that is known here ({error})"))
}

fn allowed(line: &str, number: usize) -> Result<Allowed, String> {
    let (principals, mut rest) = word(line);
    let principals = principals.trim_matches('"').to_owned();
    let mut allowed = Allowed {
        line: number,
        principals,
        authority: false,
        namespaces: None,
        after: None,
        before: None,
        // Replaced below, or the line is refused.
        key: KeyData::Ed25519(ssh_key::public::Ed25519PublicKey([0; 32])),
    };
    let (first, after) = word(rest);
    if !is_key_type(first) {
        options(first, &mut allowed)?;
        rest = after;
    }
    let key = PublicKey::from_openssh(rest).map_err(|error| format!("its key cannot be read ({error})"))?;
    allowed.key = key.key_data().clone();
    Ok(allowed)
}

fn is_key_type(word: &str) -> bool {
    ["ssh-", "sk-", "ecdsa-", "rsa-"].iter().any(|start| word.starts_with(start))
}

/// The first word, and what follows it. Blanks between quotation marks are part of a word.
fn word(text: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = text.find(|c: char| {
        quoted ^= c == '"';
        !quoted && c.is_whitespace()
    });
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    (word, rest.trim_start())
}

fn options(text: &str, allowed: &mut Allowed) -> Result<(), String> {
    let mut rest = text;
    while !rest.is_empty() {
        let mut quoted = false;
        let end = rest.find(|c: char| {
            quoted ^= c == '"';
            !quoted && c == ','
        });
        let (option, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after.strip_prefix(',').unwrap_or(after);
        let (name, value) = option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
        let value = value.map(|value| value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value));
        match (name.to_ascii_lowercase().as_str(), value) {
            ("cert-authority", None) => allowed.authority = true,
            ("namespaces", Some(list)) => allowed.namespaces = Some(list.to_owned()),
            ("valid-after", Some(at)) => allowed.after = Some(time(at)?),
            ("valid-before", Some(at)) => allowed.before = Some(time(at)?),
            _ => return Err(format!("the option `{option}` is not known")),
        }
    }
    Ok(())
}

/// `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, with or without `Z`.
fn time(text: &str) -> Result<Timestamp, String> {
    let digits = text.strip_suffix('Z').unwrap_or(text);
    let number = |from: usize| digits.get(from..from + 2).unwrap_or("00").parse::<i8>().ok();
    let read = || {
        let fits = matches!(digits.len(), 8 | 12 | 14) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let year = digits.get(..4).filter(|_| fits)?.parse::<i16>().ok()?;
        let time = DateTime::new(year, number(4)?, number(6)?, number(8)?, number(10)?, number(12)?, 0).ok()?;
        Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    };
    read().ok_or_else(|| format!("`{text}` is no time: it is written 20260131 or 202601311200Z"))
}

/// Does one of the patterns match, and none of those that begin with `!`?
fn matches_list(list: &str, text: &str) -> bool {
    let mut found = false;
    for pattern in list.split(',') {
        match pattern.strip_prefix('!') {
            Some(not) if matches(not.as_bytes(), text.as_bytes()) => return false,
            Some(_) => {}
            None => found |= matches(pattern.as_bytes(), text.as_bytes()),
        }
    }
    found
}

/// `*` stands for any characters, `?` for one. The last star is tried again, so the time is bounded by the product of the lengths.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            star = Some((p, t));
            p += 1;
        } else if pattern.get(p).is_some_and(|c| *c == b'?' || *c == text[t]) {
            p += 1;
            t += 1;
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            p = at + 1;
            t = from + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == b'*')
}

/// A key that signs in this process.
#[derive(Debug)]
pub struct SigningKey(PrivateKey);

impl SigningKey {
    /// The key in the text of a file, if it is one of Ed25519 without a passphrase. Every other kind is left to `ssh-keygen`.
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        let key = PrivateKey::from_openssh(text).ok()?;
        (!key.is_encrypted() && key.key_data().ed25519().is_some()).then_some(Self(key))
    }

    /// Signs a payload.
    ///
    /// # Errors
    /// The key cannot sign.
    pub fn sign(&self, payload: &[u8]) -> Result<Mark, String> {
        let signed = self.0.try_sign(&pae(payload)).map_err(|error| format!("the key does not sign: {error}"))?;
        Ok(Mark { keyid: self.0.fingerprint(HashAlg::Sha256).to_string(), sig: signed.as_bytes().to_vec() })
    }
}

/// The signature that `ssh-keygen -Y sign` wrote.
///
/// # Errors
/// It is none, or for another purpose.
pub fn ssh_mark(text: &[u8]) -> Result<Mark, String> {
    let read = ssh_sig(text)?;
    if read.namespace() != NAMESPACE {
        return Err(format!("it is for the purpose `{}`", crate::cut(read.namespace(), 200)));
    }
    Ok(Mark { keyid: read.public_key().fingerprint(HashAlg::Sha256).to_string(), sig: text.to_vec() })
}

#[cfg(test)]
mod tests;
