//! The fonts that documents are set in: built into the program, so that no font of the machine changes a page.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontFamily, FontList, FontVariant, FontVariations};
use typst::utils::LazyHash;

/// The files of `fonts/`, with where they are from in its README.
pub(crate) const FILES: [(&str, &[u8]); 13] = [
    ("NotoSans-Regular.ttf", include_bytes!("../fonts/NotoSans-Regular.ttf")),
    ("NotoSans-Bold.ttf", include_bytes!("../fonts/NotoSans-Bold.ttf")),
    ("NotoSans-Italic.ttf", include_bytes!("../fonts/NotoSans-Italic.ttf")),
    ("NotoSans-BoldItalic.ttf", include_bytes!("../fonts/NotoSans-BoldItalic.ttf")),
    ("NotoSansMono-Regular.ttf", include_bytes!("../fonts/NotoSansMono-Regular.ttf")),
    ("NotoSansArabic-Regular.ttf", include_bytes!("../fonts/NotoSansArabic-Regular.ttf")),
    ("NotoSansHebrew-Regular.ttf", include_bytes!("../fonts/NotoSansHebrew-Regular.ttf")),
    ("NotoSansThai-Regular.ttf", include_bytes!("../fonts/NotoSansThai-Regular.ttf")),
    ("NotoSansDevanagari-Regular.ttf", include_bytes!("../fonts/NotoSansDevanagari-Regular.ttf")),
    ("LiberationSans-Regular.ttf", include_bytes!("../fonts/LiberationSans-Regular.ttf")),
    ("LiberationSans-Bold.ttf", include_bytes!("../fonts/LiberationSans-Bold.ttf")),
    ("DejaVuSans.ttf", include_bytes!("../fonts/DejaVuSans.ttf")),
    ("DroidSansFallback.ttf", include_bytes!("../fonts/DroidSansFallback.ttf")),
];

/// The families of running text, in the order in which they are asked for a character.
const TEXT: [&str; 7] =
    ["Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Thai", "Noto Sans Devanagari", "DejaVu Sans", "Droid Sans Fallback"];

/// All fonts, and which characters they have between them.
pub(crate) struct Fonts {
    pub(crate) all: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
    /// One bit per code point.
    covered: Box<[u64]>,
}

/// The fonts, read once.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all: Vec<Font> = FILES.iter().flat_map(|(_, bytes)| Font::iter(Bytes::new(*bytes))).collect();
    let mut covered = vec![0_u64; 0x11_0000 / 64].into_boxed_slice();
    // What running text may use; the fonts of code and of drawings fall back to the same.
    for font in all.iter().filter(|font| TEXT.contains(&font.info().family.as_str())) {
        let whole = font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default());
        for point in font.info().coverage.iter() {
            // A table of characters may name one and give it the glyph for what is missing.
            let glyph = char::from_u32(point).and_then(|c| whole.ttf().glyph_index(c)).map_or(0, |glyph| glyph.0);
            if glyph == 0 {
                continue;
            }
            if let Some(word) = covered.get_mut(point as usize / 64) {
                *word |= 1 << (point % 64);
            }
        }
    }
    let book = LazyHash::new(FontBook::from_fonts(&all));
    Fonts { all, book, covered }
});

impl Fonts {
    /// Whether one of the fonts has this character.
    pub(crate) fn cover(&self, c: char) -> bool {
        let point = c as usize;
        self.covered.get(point / 64).is_some_and(|word| word >> (point % 64) & 1 == 1)
    }
}

/// The fonts of running text.
pub(crate) fn text() -> FontList {
    FontList(TEXT.iter().map(|name| FontFamily::new(name)).collect())
}

/// The fonts of code.
pub(crate) fn mono() -> FontList {
    FontList(std::iter::once("Noto Sans Mono").chain(TEXT).map(FontFamily::new).collect())
}
