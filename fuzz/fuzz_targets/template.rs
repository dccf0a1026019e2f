//! Any bytes as a template of Word, and any bytes as one part of a template that is otherwise sound: refused, or printed with, twice alike.

#![no_main]

use libfuzzer_sys::fuzz_target;
use primum_document::docx::{self, Template};
use primum_document::{Block, Document, Heading, Inline, Stamp};
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

fn document() -> Document {
    Document {
        name: "a".to_owned(),
        number: "1".to_owned(),
        title: "A".to_owned(),
        purpose: String::new(),
        clauses: Vec::new(),
        stamp: Stamp { draft: "draft".to_owned(), ..Stamp::default() },
        blocks: vec![Block::Heading(Heading { level: 1, numbered: true, anchor: String::new(), text: vec![Inline::Text("a".to_owned())] })],
        missing: Vec::new(),
    }
}

/// The parts of a file that was written here.
static SOUND: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut zip = ZipArchive::new(Cursor::new(docx::file(&document(), None))).expect("a zip");
    (0..zip.len())
        .map(|at| {
            let mut entry = zip.by_index(at).expect("a part");
            let mut content = Vec::new();
            entry.read_to_end(&mut content).expect("bytes");
            (entry.name().expect("a name").to_string(), content)
        })
        .collect()
});

fn with_part(changed: usize, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, sound)) in SOUND.iter().enumerate() {
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).expect("a part");
        zip.write_all(if at == changed { content } else { sound }).expect("bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn hold(file: &[u8]) {
    if let Ok(template) = Template::read(file) {
        let written = docx::file(&document(), Some(&template));
        assert!(written == docx::file(&document(), Some(&template)));
        assert!(Template::read(&written).is_ok(), "what was written with a template is one");
    }
}

fuzz_target!(|bytes: &[u8]| {
    hold(bytes);
    if let Some((first, rest)) = bytes.split_first() {
        hold(&with_part(usize::from(*first) % SOUND.len(), rest));
    }
});
