//! A file of source, looked at once: its tags, its imports, and the lines in which they stand; and the tree that many files make.

use crate::imports::{self, Scanned};
use crate::tags::{self, Dialect};
use crate::tree::{SourceFile, Tree};
use primum_model::{Source, Span};
use std::collections::BTreeMap;

/// A file that was looked at.
#[derive(Debug)]
pub struct Looked {
    file: SourceFile,
    lines: Source,
    scanned: Scanned,
}

impl Looked {
    /// Its path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.file.path
    }
}

/// Looks at a file; nothing where its language is not known. Imports cost a look at each byte, and are left out where nobody asks.
#[must_use]
pub fn look(path: &str, bytes: &[u8], dialect: &Dialect, with_imports: bool) -> Option<Looked> {
    let (mut file, lines) = tags::scan(path, bytes, dialect)?;
    if !with_imports {
        return Some(Looked { scanned: Scanned::nothing(&file.path), file, lines });
    }
    let text = String::from_utf8_lossy(bytes);
    let mut scanned = imports::scan(path, &text);
    let lines = if scanned.wants.is_empty() { lines } else { join(&lines, &mut file, &text, &mut scanned) };
    Some(Looked { file, lines, scanned })
}

/// Puts files together: in the order of their paths, with what each imports led to the files that it means. Manifests name packages and
/// are no files of the tree.
#[must_use]
pub fn tree(mut looked: Vec<Looked>, manifests: &[Scanned]) -> (Tree, Vec<Source>) {
    looked.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let (mut files, mut sources, mut scanned) = (Vec::new(), Vec::new(), Vec::new());
    for one in looked {
        files.push(one.file);
        sources.push(one.lines);
        scanned.push(one.scanned);
    }
    for (file, imports) in files.iter_mut().zip(imports::resolve(&scanned, manifests)) {
        file.imports = imports;
    }
    (Tree { files, unread: Vec::new() }, sources)
}

/// The lines of the tags and those of the imports in one excerpt; every span is moved to it.
fn join(lines: &Source, file: &mut SourceFile, text: &str, scanned: &mut Scanned) -> Source {
    let mut kept: BTreeMap<u32, &str> = BTreeMap::new();
    // Of each line that is already there: where it begins, and its number.
    let (mut before, mut at) = (Vec::new(), 0);
    for line in lines.text.split_inclusive('\n') {
        let number = lines.position(at).line;
        kept.insert(number, line.trim_end_matches('\n'));
        before.push((at, number));
        at += line.len() as u32;
    }
    let starts: Vec<u32> = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1)).collect();
    let line_of = |offset: u32| starts.partition_point(|start| *start <= offset).max(1);
    let whole = |number: usize| {
        let end = starts.get(number).map_or(text.len(), |next| *next as usize - 1);
        text.get(starts[number - 1] as usize..end).unwrap_or("").trim_end_matches('\r')
    };
    for wanted in &scanned.wants {
        let number = line_of(wanted.span.start);
        kept.entry(number as u32).or_insert_with(|| whole(number));
    }
    let (mut begins, mut length) = (BTreeMap::new(), 0);
    for (number, line) in &kept {
        begins.insert(*number, length);
        length += line.len() as u32 + 1;
    }
    for tag in &mut file.tags {
        let line = before.partition_point(|(start, _)| *start <= tag.span.start).saturating_sub(1);
        let Some((start, number)) = before.get(line) else { continue };
        let moved = begins[number];
        tag.span = Span { start: tag.span.start - start + moved, end: tag.span.end - start + moved };
    }
    for wanted in &mut scanned.wants {
        let number = line_of(wanted.span.start);
        let (begin, line) = (begins[&(number as u32)], kept[&(number as u32)]);
        // A line of another encoding may look different to the two readers: then the whole line is meant. An import over several lines
        // is shown at its first one.
        let inside = |offset: u32| (offset - starts[number - 1]).min(line.len() as u32);
        let (start, end) =
            if line == whole(number) { (inside(wanted.span.start), inside(wanted.span.end)) } else { (0, line.len() as u32) };
        wanted.span = Span { start: begin + start, end: begin + end };
    }
    Source::excerpt(file.path.clone(), kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::Config;

    #[test]
    fn tags_and_imports_stand_in_one_excerpt() {
        let text = "#include \"b.h\"\nint x;\n\n/* @implements SRS-1 */\nint f(void);\n#include \"c.h\" // @verifies SRS-2\nint g(void);\n";
        let dialect = Dialect::new(&Config::default());
        let looked =
            [("a.c", text), ("b.h", ""), ("c.h", "")].map(|(path, text)| look(path, text.as_bytes(), &dialect, true).expect("a language"));
        let (tree, sources) = tree(looked.into(), &[]);
        let (file, lines) = (&tree.files[0], &sources[0]);
        assert_eq!(lines.text.lines().count(), 3, "{}", lines.text);
        let shown: Vec<(&str, u32)> = file.tags.iter().map(|tag| (tag.span.of(&lines.text), lines.position(tag.span.start).line)).collect();
        assert_eq!(shown, [("SRS-1", 4), ("SRS-2", 6)]);
        let shown: Vec<(&str, u32, &[u32])> = file
            .imports
            .iter()
            .map(|import| (import.target.as_str(), lines.position(import.span.start).line, import.to.as_slice()))
            .collect();
        assert_eq!(shown, [("b.h", 1, [1u32].as_slice()), ("c.h", 6, [2u32].as_slice())]);
        for import in &file.imports {
            assert!(import.span.of(&lines.text).contains(&import.target), "{import:?}");
        }
    }
}
