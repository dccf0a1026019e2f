//! Any document is imported, and the records that the import counts are the records that the parser reads.
#![no_main]
use libfuzzer_sys::fuzz_target;

// The importers belong to the program, which is no library; the target takes their sources.
#[path = "../../crates/tool/src"]
mod tool {
    pub(crate) mod import;
}

use import::Options;
use tool::import;

fuzz_target!(|input: (u8, &str)| {
    let (format, text) = input;
    let options = Options { kinds: vec![("REQ".to_owned(), "software requirement".to_owned())], ..Options::default() };
    let imported = match format % 3 {
        0 => import::markdown(text, &options),
        1 => import::rst(text, &options),
        _ => import::csv(text, &options),
    };
    assert!(imported.notes.iter().all(|note| note.line > 0));
});
