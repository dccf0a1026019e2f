//! Pictures that records name: files of the project, read by whoever builds the tree, and looked at here before a printer gets them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The pictures of a project by their path from its root.
#[derive(Clone, Debug, Default)]
pub struct Images(BTreeMap<String, Result<Image, String>>);

/// What kind of picture it is, told by its bytes and not by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Media {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG, in UTF-8.
    Svg,
}

/// A picture whose kind and size are known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Its kind.
    pub media: Media,
    /// Width in pixels, at least 1.
    pub width: u32,
    /// Height in pixels, at least 1.
    pub height: u32,
    /// The file.
    #[serde(with = "bytes")]
    pub bytes: Arc<[u8]>,
}

/// Bytes as Base64 on their way to the typesetter.
mod bytes {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::sync::Arc;

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        use base64ct::Encoding;
        to.serialize_str(&base64ct::Base64::encode_string(bytes))
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Arc<[u8]>, D::Error> {
        use base64ct::Encoding;
        let text = String::deserialize(from)?;
        base64ct::Base64::decode_vec(&text).map(Arc::from).map_err(serde::de::Error::custom)
    }
}

impl Images {
    /// Adds what was read of a path: the bytes, or why there are none.
    pub fn add(&mut self, path: String, read: Result<Vec<u8>, String>) {
        let image = read.and_then(|bytes| Image::new(&bytes));
        self.0.insert(path, image);
    }

    /// The picture at a path, or why there is none.
    ///
    /// # Errors
    /// Nothing was read there, or it is no picture that can be shown.
    pub fn get(&self, path: &str) -> Result<&Image, String> {
        match self.0.get(path) {
            Some(Ok(image)) => Ok(image),
            Some(Err(why)) => Err(why.clone()),
            None => Err("it was not read".to_owned()),
        }
    }
}

impl Image {
    /// Looks at a file: which kind of picture it is, and how large.
    ///
    /// # Errors
    /// It is none of the three kinds, or its size cannot be told.
    pub fn new(bytes: &[u8]) -> Result<Self, String> {
        let (media, size) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            (Media::Png, png(bytes))
        } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            (Media::Jpeg, jpeg(bytes))
        } else {
            return Err("it is neither PNG nor JPEG".to_owned());
        };
        let (width, height) = size.filter(|(width, height)| *width > 0 && *height > 0).ok_or("its size cannot be told")?;
        Ok(Self { media, width, height, bytes: Arc::from(bytes) })
    }
}

/// Width and height from the first chunk (PNG 3rd edition, 11.2.1).
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..24)?;
    let number = |at: usize| header.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    (header.get(..4)? == b"IHDR").then_some(())?;
    Some((number(4)?, number(8)?))
}

/// Width and height from the first frame header (ITU-T T.81, B.2.2).
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        if marker == 0xff {
            at += 1;
            continue;
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        if matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) {
            let side = |from: usize| bytes.get(from..from + 2)?.try_into().ok().map(u16::from_be_bytes).map(u32::from);
            return Some((side(at + 7)?, side(at + 5)?));
        }
        at += 2 + length;
    }
}
