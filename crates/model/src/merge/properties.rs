//! What holds for every merge, over random three-way cases.
//!
//! The expectations are taken from what the parser reads in the three texts, not from the merge's own cutting.

mod case;

use super::merge;
use crate::lines::{Lines, What};
use crate::parse::parse;
use crate::schema::Schema;
use case::File;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::collections::{BTreeMap, BTreeSet};

/// A record as it is read: title, fields and words of the body, and the section or record in which it stands.
#[derive(Clone, Debug, Default, PartialEq)]
struct Read {
    title: String,
    fields: BTreeMap<String, BTreeSet<String>>,
    body: String,
    section: String,
    /// The heading right above, be it one in the body of a record.
    heading: String,
    times: usize,
}

fn read(text: &str) -> BTreeMap<String, Read> {
    let schema = Schema::default();
    let document = parse(text, &schema);
    let start = document.front_matter.end as usize;
    let heads: BTreeSet<u32> = document.records.iter().filter(|record| record.level > 0).map(|record| record.heading.start).collect();
    let headings: Vec<(u32, &str)> = Lines::from(text, start)
        .filter(|line| !heads.contains(&line.span.start))
        .filter_map(|line| if let What::Heading(_, title) = line.what { Some((line.span.start, title.of(text))) } else { None })
        .collect();
    let in_record = |at: u32| document.records.iter().any(|record| record.span.start < at && at < record.span.end);
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut found: BTreeMap<String, Read> = BTreeMap::new();
    for record in &document.records {
        let mut fields: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for field in &document.fields[crate::model::range(record.fields)] {
            let name = schema.spec(record.kind).fields[field.spec as usize].name.clone();
            fields.entry(name).or_default().insert(fold(field.value.of(text)));
        }
        // Rows in a body are records of their own.
        let mut body = String::new();
        let mut at = record.body.start;
        for table in document.tables.iter().filter(|table| table.span.start >= record.body.start && table.span.end <= record.body.end) {
            body.push_str(&text[at as usize..table.span.start as usize]);
            at = table.span.end;
        }
        body.push_str(&text[at as usize..record.body.end as usize]);
        let above = headings.iter().rev().find(|(at, _)| *at < record.heading.start && !in_record(*at)).map_or("", |(_, title)| title);
        // A row in the body of a record stands where that record stands.
        let around = document.records.iter().find(|other| other.span.start < record.span.start && record.span.end <= other.span.end);
        let section = around.map_or(above, |record| record.id.of(text));
        let heading = headings.iter().rev().find(|(at, _)| *at < record.heading.start).map_or("", |(_, title)| title).to_owned();
        let read = found.entry(record.id.of(text).to_owned()).or_default();
        let (title, section) = (fold(record.title.of(text)), section.to_owned());
        *read = Read { title, fields, body: fold(&body), section, heading, times: read.times + 1 };
    }
    found
}

/// What a value must be; nothing where the merge is free.
fn expected<'v, T: PartialEq>(base: Option<&'v T>, ours: Option<&'v T>, theirs: Option<&'v T>) -> Option<&'v T> {
    if ours == theirs || base == theirs {
        ours
    } else if base == ours {
        theirs
    } else {
        None
    }
}

fn marks_begin_lines(text: &str) -> bool {
    let marks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];
    text.lines().all(|line| marks.iter().all(|mark| line.find(mark).is_none_or(|at| at == 0)))
}

fn count(text: &str, starts: &[&str]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in text.split_whitespace().filter(|word| starts.iter().any(|start| word.starts_with(start))) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

/// Every property of one case; `true` if it merged cleanly.
fn holds(base: &str, ours: &str, theirs: &str) -> Result<bool, TestCaseError> {
    let schema = Schema::default();
    let merged = merge(base, ours, theirs, &schema);
    let other = merge(base, theirs, ours, &schema);
    let clean = merged.conflicts.is_empty();
    prop_assert_eq!(clean, other.conflicts.is_empty(), "one way round only: {:?} {:?}", &merged, &other);
    prop_assert_eq!(&merge(base, base, theirs, &schema).text, theirs);
    prop_assert_eq!(&merge(base, ours, base, &schema).text, ours);
    prop_assert_eq!(&merge(base, ours, ours, &schema).text, ours);
    prop_assert!(marks_begin_lines(&merged.text), "{}", &merged.text);
    prop_assert_eq!(merged.text.contains("<<<<<<<"), !clean, "marks and conflicts differ: {:?}", &merged);
    if !clean {
        return Ok(false);
    }
    prop_assert_eq!(&merged.text, &other.text);
    let [b, o, t, m] = [base, ours, theirs, &merged.text].map(read);
    if ![&b, &o, &t].iter().all(|side| side.values().all(|read| read.times == 1)) {
        return Ok(true);
    }
    let ids: BTreeSet<&str> = m.keys().map(String::as_str).collect();
    for id in b.keys().chain(o.keys()).chain(t.keys()) {
        let [b, o, t, m] = [&b, &o, &t, &m].map(|side| side.get(id));
        if b.is_some() && (o.is_none() || t.is_none()) {
            prop_assert!(m.is_none(), "{id} was removed, and is back:\n{}", &merged.text);
            continue;
        }
        prop_assert_eq!(m.map(|read| read.times), Some(1), "{} once in\n{}", id, &merged.text);
        let Some(m) = m else { continue };
        let one = [o, t].into_iter().flatten().next();
        let (o, t) = (o.or(one), t.or(one));
        let titles = [b, o, t].map(|read| read.map(|read| &read.title));
        prop_assert_eq!(Some(&m.title), expected(titles[0], titles[1], titles[2]), "title of {}", id);
        let bodies = [b, o, t].map(|read| read.map(|read| &read.body));
        if let Some(body) = expected(bodies[0], bodies[1], bodies[2]) {
            prop_assert_eq!(&m.body, body, "body of {}", id);
        }
        let names: BTreeSet<&String> = [b, o, t, Some(m)].into_iter().flatten().flat_map(|read| read.fields.keys()).collect();
        for name in names {
            let values = |read: Option<&Read>| read.and_then(|read| read.fields.get(name)).cloned().unwrap_or_default();
            let (b, o, t, m) = (values(b), values(o), values(t), values(Some(m)));
            let all: BTreeSet<String> =
                o.union(&t).filter(|value| !b.contains(*value) || (o.contains(*value) && t.contains(*value))).cloned().collect();
            prop_assert_eq!(&m, &all, "`{}` of {}", name, id);
        }
        let stays = |section: &str| ids.contains(section) || merged.text.lines().any(|line| line.trim_start_matches('#').trim() == section);
        if b.is_none() && one.is_some_and(|side| stays(&side.section)) {
            // A section may have become one of a record's; a row in it is still under its heading.
            let same = one.is_some_and(|side| m.section == side.section || (m.heading == side.heading && !m.heading.is_empty()));
            prop_assert!(same, "section of {} in\n{}", id, &merged.text);
        }
    }
    let [b, o, t, m] = [base, ours, theirs, &merged.text].map(|text| count(text, &["word", "body", "Section"]));
    for word in b.keys().chain(o.keys()).chain(t.keys()) {
        let [b, o, t, m] = [&b, &o, &t, &m].map(|side| side.get(word).copied().unwrap_or(0));
        // Both may give one text to two records, or head two sections alike; prose between records does not double.
        let free = b == 0 && !word.starts_with("word");
        if o == 1 && t == 1 && !free {
            prop_assert_eq!(m, 1, "`{}` stood once on each side:\n{}", word, &merged.text);
        } else if b == 0 && !word.starts_with("Section") {
            prop_assert!(m >= o.max(t), "`{}` was added and is lost:\n{}", word, &merged.text);
        }
    }
    Ok(true)
}

/// Lines that matter to the grammar, for cases without any order.
const PIECES: [&str; 24] = [
    "## SRS-1 One",
    "### SRS-2 Two",
    "# SRS-3 Three",
    "# Prose",
    "## Notes",
    "#### Deep",
    "- verify: test",
    "- colour: blue",
    "- derives-from: SYS-1, SYS-2",
    "- derives-from: SYS-9",
    "  wrapped on",
    "A. A part",
    "plain words",
    "```",
    "<!-- x",
    "-->",
    "> quote",
    "| ID | Title | Priority |\n|---|---|---|",
    "| UN-1 | One | must |",
    "| UN-2 | Two | could |",
    "| X | stray |",
    "",
    "",
    "---",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_merge_keeps_records_prose_and_places(acts in case::acts()) {
        let [base, ours, theirs] = File::case(&acts);
        if let Err(error) = holds(&base, &ours, &theirs) {
            return Err(TestCaseError::fail(format!("{error}\n=== base\n{base}\n=== ours\n{ours}\n=== theirs\n{theirs}")));
        }
    }

    #[test]
    fn every_merge_of_texts_without_order_is_sure_or_a_conflict(
        lines in proptest::collection::vec(0..PIECES.len(), 0..16),
        edits in proptest::collection::vec((any::<bool>(), 0..3u8, any::<usize>(), 0..PIECES.len()), 0..8),
    ) {
        let mut sides = [lines.clone(), lines.clone()];
        for (side, what, at, piece) in edits {
            let side = &mut sides[usize::from(side)];
            let at = at % (side.len() + 1);
            match what {
                0 if at < side.len() => drop(side.remove(at)),
                1 if at < side.len() => side[at..].reverse(),
                _ => side.insert(at, piece),
            }
        }
        let text = |lines: &[usize]| lines.iter().map(|at| format!("{}\n", PIECES[*at])).collect::<String>();
        let [base, ours, theirs] = [text(&lines), text(&sides[0]), text(&sides[1])];
        let schema = Schema::default();
        let (merged, other) = (merge(&base, &ours, &theirs, &schema), merge(&base, &theirs, &ours, &schema));
        prop_assert_eq!(merged.conflicts.is_empty(), other.conflicts.is_empty());
        prop_assert!(marks_begin_lines(&merged.text), "{}", merged.text);
        let changed = ours != theirs && ours != base && theirs != base;
        if merged.conflicts.is_empty() && changed {
            let [b, o, t, m] = [&base, &ours, &theirs, &merged.text].map(|text| read(text));
            for id in b.keys().chain(o.keys()).chain(t.keys()) {
                let stays = (o.contains_key(id) && t.contains_key(id)) || (!b.contains_key(id) && (o.contains_key(id) || t.contains_key(id)));
                prop_assert_eq!(m.get(id).map_or(0, |read| read.times), usize::from(stays), "{} in\n{}\nfrom {:?} {:?} {:?}", id, merged.text, base, ours, theirs);
            }
        }
    }
}

/// The properties would say nothing if every merge were a conflict.
#[test]
fn most_random_cases_merge_cleanly() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut clean, mut changed) = (0, 0);
    for _ in 0..200 {
        let acts = case::acts().new_tree(&mut runner).expect("a case").current();
        let [base, ours, theirs] = File::case(&acts);
        if ours != theirs && ours != base && theirs != base {
            changed += 1;
            match holds(&base, &ours, &theirs) {
                Ok(merged) => clean += usize::from(merged),
                Err(error) => panic!("{error}\n=== base\n{base}\n=== ours\n{ours}\n=== theirs\n{theirs}"),
            }
        }
    }
    assert!(clean * 2 > changed, "{clean} of {changed}");
}
