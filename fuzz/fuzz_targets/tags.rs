//! Any bytes in any language are source: the regions are the text, and every tag is in its excerpt.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_evidence::tags::languages::LANGUAGES;
use primum_evidence::tags::lexer::Lexer;
use primum_evidence::tags::{Dialect, decode, scan};
use primum_model::Config;

fuzz_target!(|input: (u8, &[u8])| {
    let (number, bytes) = input;
    let language = &LANGUAGES[usize::from(number) % LANGUAGES.len()];
    let text = decode(bytes);
    let mut end = 0;
    for region in Lexer::new(&text, language) {
        assert_eq!(region.span.start, end);
        assert!(region.span.end > end && text.is_char_boundary(region.span.end));
        end = region.span.end;
    }
    assert_eq!(end, text.len());
    let path = format!("a.{}", language.extensions[0]);
    if let Some((file, excerpt)) = scan(&path, bytes, &Dialect::new(&Config::default())) {
        for tag in &file.tags {
            let told = tag.span.of(&excerpt.text);
            assert!(told == tag.id || (tag.id.is_empty() && told.starts_with('@')), "{tag:?}");
        }
    }
});
