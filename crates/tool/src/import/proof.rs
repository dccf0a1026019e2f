//! What the tests hold every importer to: no word is lost, and the output holds the records that were meant and no others.

use super::{Imported, Options};
use std::path::PathBuf;

/// A record as a small reader of the grammar sees it, apart from the product's own parser.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) fields: Vec<(String, String)>,
    pub(super) sections: Vec<String>,
    pub(super) body: String,
}

impl Read {
    pub(super) fn values(&self, key: &str) -> Vec<&str> {
        self.fields.iter().filter(|(name, _)| name == key).map(|(_, value)| value.as_str()).collect()
    }
}

/// Reads the records whose IDs have one of the prefixes.
pub(super) fn read<P: AsRef<str>>(text: &str, prefixes: &[P]) -> Vec<Read> {
    let is_id = |token: &str| {
        super::identifier::is_shaped(token)
            && prefixes.iter().any(|prefix| token.strip_prefix(prefix.as_ref()).is_some_and(|rest| rest.starts_with('-')))
    };
    let mut records: Vec<Read> = Vec::new();
    let (mut open, mut level, mut in_fields, mut after_blank) = (false, 0, false, false);
    let mut fence: Option<(char, usize)> = None;
    let (mut comment, mut table) = (false, None::<Vec<String>>);
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let body = line.trim_start_matches(' ');
        let structural = line.len() - body.len() <= 3;
        let mark = body.chars().next().unwrap_or(' ');
        let run = body.chars().take_while(|c| *c == mark).count();
        let opaque = if let Some((close, length)) = fence {
            if structural && mark == close && run >= length && body.trim_matches(close).trim().is_empty() {
                fence = None;
            }
            true
        } else if comment {
            comment = !line.contains("-->");
            true
        } else if structural && (mark == '`' && run >= 3 && !body[run..].contains('`') || mark == '~' && run >= 3) {
            fence = Some((mark, run));
            true
        } else if structural && body.starts_with("<!--") {
            comment = !body[4..].contains("-->");
            true
        } else {
            structural && mark == '>'
        };
        let blank = body.trim_matches([' ', '\t']).is_empty();
        if blank || opaque {
            table = None;
        }
        if let Some(header) = table
            .as_ref()
            .filter(|_| !opaque && !(structural && mark == '#' && run <= 6 && (body.len() == run || body[run..].starts_with([' ', '\t']))))
        {
            let cells: Vec<String> = cells(line);
            if at > 0 && lines[at - 1].trim_start().get(..4).is_some_and(|head| head.eq_ignore_ascii_case("| id")) {
                continue;
            }
            if is_id(&cells[0]) {
                let fields: Vec<(String, String)> = header.iter().cloned().zip(cells.iter().cloned()).skip(1).collect();
                let named = |name: &str| fields.iter().find(|(key, _)| key == name).map_or(String::new(), |(_, value)| value.clone());
                records.push(Read { id: cells[0].clone(), title: named("Title"), body: named("Text"), fields, sections: Vec::new() });
                open = false;
            } else {
                panic!("a row of a record table without an ID: {line}");
            }
            continue;
        }
        let heading = (!opaque && structural && mark == '#' && run <= 6 && (body.len() == run || body[run..].starts_with([' ', '\t'])))
            .then(|| body[run..].trim());
        if let Some(title) = heading {
            table = None;
            let token = title.split([' ', '\t']).next().unwrap_or("").trim_end_matches(':');
            if is_id(token) {
                records.push(Read {
                    id: token.to_owned(),
                    title: title[token.len()..].trim().to_owned(),
                    fields: Vec::new(),
                    sections: Vec::new(),
                    body: String::new(),
                });
                (open, level, in_fields, after_blank) = (true, run, true, false);
                continue;
            }
            open = open && run > level;
            in_fields = false;
            if let Some(record) = records.last_mut().filter(|_| open) {
                record.sections.push(title.to_owned());
            }
            continue;
        }
        let first = body.strip_prefix('|').unwrap_or(body).trim_start();
        let headed = first.get(..2).is_some_and(|id| id.eq_ignore_ascii_case("id")) && first[2..].trim_start().starts_with('|');
        let delimiter = lines.get(at + 1).is_some_and(|next| {
            next.contains('|') && next.contains('-') && next.trim().chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
        });
        if !opaque && structural && headed && delimiter {
            table = Some(cells(line));
            continue;
        }
        let Some(record) = records.last_mut().filter(|_| open) else { continue };
        if blank {
            after_blank = true;
            continue;
        }
        let entry = body
            .strip_prefix(['-', '*', '+'])
            .filter(|rest| !opaque && rest.starts_with([' ', '\t']))
            .and_then(|rest| rest.split_once(':'));
        match entry.filter(|_| in_fields) {
            Some((key, value)) => record.fields.push((key.trim().to_owned(), value.trim().to_owned())),
            None => {
                assert!(!in_fields || after_blank, "a line of the field list is no field: {line}");
                in_fields = false;
                record.body.push_str(line);
                record.body.push('\n');
            }
        }
        after_blank = false;
    }
    assert!(fence.is_none() && !comment, "the output ends inside a fence or a comment");
    records
}

fn cells(line: &str) -> Vec<String> {
    let row = line.trim().strip_prefix('|').unwrap_or(line.trim());
    let row = row.strip_suffix('|').unwrap_or(row);
    row.replace("\\|", "\u{1}").split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect()
}

/// Checks that the output holds as many records as the importer counted, under the prefixes that it names.
pub(super) fn holds_what_it_counts(imported: &Imported, options: &Options) -> Vec<Read> {
    let prefixes: Vec<String> = imported.prefixes.keys().cloned().chain(options.kinds.iter().map(|(prefix, _)| prefix.clone())).collect();
    let records = read(&imported.text, &prefixes);
    assert_eq!(records.len(), imported.records, "records that are counted and records that can be read\n{}", imported.text);
    assert_eq!(imported.prefixes.values().sum::<usize>(), imported.records);
    assert!(!imported.text.starts_with("---"), "front matter that nobody wrote");
    records
}

/// The words of a text. Marks that an importer may change for others, or escape, do not count; signs that carry meaning do.
pub(super) fn words(text: &str) -> Vec<String> {
    // An escaped blank of reST parts markup from text and shows nothing.
    let plain: String = text
        .replace("\\ ", "")
        .replace("\\\n", "")
        .chars()
        .map(|c| match c {
            '\\' | '`' | '*' | '"' | '\u{feff}' => '\u{0}',
            '[' | ']' | '(' | ')' | '{' | '}' | '|' | '#' | ',' | ';' | ':' | '.' | '_' | '-' | '!' | '~' | '\'' | '•' | '>' | '<' => ' ',
            c => c,
        })
        .filter(|c| *c != '\u{0}')
        .collect();
    let words = plain.split_whitespace().filter(|word| !word.chars().all(|c| c.is_ascii_punctuation()));
    // An ID without a dash is given one: `R12` is `R-12`.
    let parted = words.flat_map(|word| {
        let digits = word
            .find(|c: char| !c.is_ascii_alphabetic())
            .filter(|at| *at > 0 && word[*at..].starts_with(|c: char| c.is_ascii_digit()))
            .unwrap_or(0);
        let (letters, digits) = word.split_at(digits);
        [letters, digits]
    });
    parted.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Checks that the words of the input stand in the output in the same order.
pub(super) fn keeps_in_order(input: &[String], output: &str) {
    if let Err(word) = in_order(input, &words(output)) {
        panic!("`{word}` is lost or out of order\n--- output\n{output}");
    }
}

/// The first word that does not stand where it should.
pub(super) fn in_order(input: &[String], output: &[String]) -> Result<(), String> {
    let mut rest = output.iter();
    input.iter().find(|word| !rest.any(|other| other == *word)).map_or(Ok(()), |word| Err(word.clone()))
}

/// Checks that every word of the input stands in the output at least as often.
pub(super) fn keeps(input: &[String], output: &str) {
    let mut have = std::collections::BTreeMap::<String, isize>::new();
    for word in words(output) {
        *have.entry(word).or_default() += 1;
    }
    for word in input {
        let left = have.entry(word.clone()).or_default();
        *left -= 1;
        assert!(*left >= 0, "`{word}` is lost\n--- output\n{output}");
    }
}

/// A folder of the corpora that lie beside the workspace, or nothing, said aloud, where they are absent.
pub(super) fn corpus(folder: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: {} is absent", path.display());
    None
}

/// The files of a folder, however deep, whose names end so.
pub(super) fn files(folder: &std::path::Path, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}
