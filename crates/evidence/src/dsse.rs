//! The envelope around a statement: DSSE v1, with the payload as it was signed and the signatures beside it.

use base64ct::{Base64, Base64Url, Encoding};
use serde::{Deserialize, Serialize};

/// The type of the payload: an in-toto statement in JSON.
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";
/// The largest envelope that is read, in bytes.
pub const LARGEST: u64 = 96 << 20;

/// A payload and its signatures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The bytes of the statement.
    pub payload: Vec<u8>,
    /// The signatures; none for a statement that nobody signed.
    pub signatures: Vec<Mark>,
}

/// A signature over [`pae`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The fingerprint of the key, as `ssh-keygen -lf` shows it: `SHA256:…`.
    pub keyid: String,
    /// 64 bytes of Ed25519, or the text of an SSH signature.
    pub sig: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    payload: String,
    #[serde(rename = "payloadType")]
    payload_type: String,
    signatures: Vec<WireMark>,
}

#[derive(Serialize, Deserialize)]
struct WireMark {
    #[serde(default)]
    keyid: String,
    sig: String,
}

/// What is signed: the type and the payload, each with its length before it (DSSE v1, "PAE").
#[must_use]
pub fn pae(payload: &[u8]) -> Vec<u8> {
    let mut out = format!("DSSEv1 {} {PAYLOAD_TYPE} {} ", PAYLOAD_TYPE.len(), payload.len()).into_bytes();
    out.extend_from_slice(payload);
    out
}

impl Envelope {
    /// The envelope as JSON on one line.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let wire = Wire {
            payload: Base64::encode_string(&self.payload),
            payload_type: PAYLOAD_TYPE.to_owned(),
            signatures: self
                .signatures
                .iter()
                .map(|mark| WireMark { keyid: mark.keyid.clone(), sig: Base64::encode_string(&mark.sig) })
                .collect(),
        };
        // Texts cannot fail to be written.
        let mut out = serde_json::to_vec(&wire).unwrap_or_default();
        out.push(b'\n');
        out
    }

    /// Reads an envelope. Both alphabets of Base64 are read, as DSSE asks.
    ///
    /// # Errors
    /// It is none, or its payload is of another type.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let wire: Wire = serde_json::from_slice(bytes).map_err(|error| format!("it is no DSSE envelope: {error}"))?;
        if wire.payload_type != PAYLOAD_TYPE {
            return Err(format!(
                "its payload is of the type `{}`, and statements are `{PAYLOAD_TYPE}`",
                crate::cut(&wire.payload_type, 200)
            ));
        }
        let signatures = wire.signatures.iter().map(|mark| Ok(Mark { keyid: mark.keyid.clone(), sig: decode(&mark.sig, "a signature")? }));
        Ok(Self { payload: decode(&wire.payload, "the payload")?, signatures: signatures.collect::<Result<_, String>>()? })
    }
}

fn decode(text: &str, what: &str) -> Result<Vec<u8>, String> {
    Base64::decode_vec(text).or_else(|_| Base64Url::decode_vec(text)).map_err(|_| format!("{what} is no Base64"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_the_example_of_the_specification() {
        // The specification gives the form for `http://example.com/HelloWorld` and `hello world`; ours has another type.
        assert_eq!(pae(b"hello world"), b"DSSEv1 28 application/vnd.in-toto+json 11 hello world");
    }

    #[test]
    fn what_is_written_is_read_and_foreign_files_are_refused() {
        let envelope = Envelope { payload: vec![0, 251, 255], signatures: vec![Mark { keyid: "SHA256:x".into(), sig: vec![255; 64] }] };
        assert_eq!(Envelope::read(&envelope.write()).as_ref(), Ok(&envelope));
        let text = String::from_utf8(envelope.write()).expect("UTF-8");
        assert_eq!(Envelope::read(text.replace('/', "_").replace("application_", "application/").as_bytes()).as_ref(), Ok(&envelope));
        for (from, to, words) in
            [("in-toto", "other", "of the type"), ("APv/", "APv/?", "no Base64"), ("payload\"", "load\"", "no DSSE envelope")]
        {
            let told = Envelope::read(text.replacen(from, to, 1).as_bytes()).expect_err(from);
            assert!(told.contains(words), "{told}");
        }
        assert!(Envelope::read(b"").is_err() && Envelope::read(b"[]").is_err());
    }
}
