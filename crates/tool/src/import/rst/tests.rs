//! Tests of the reStructuredText importer.

use super::*;
use crate::import::proof;
use proptest::prelude::*;
use regex::Regex;
use std::collections::BTreeSet;

fn options() -> Options {
    Options {
        kinds: ["RW-SYS", "RW-SW", "RW-HW", "SR"].map(|prefix| (prefix.to_owned(), "requirement".to_owned())).to_vec(),
        fields: vec![("fulfills".into(), "derives-from".into()), ("links".into(), "derives-from".into())],
        directives: ["story", "comp", "sys", "feat", "action", "int"].map(str::to_owned).to_vec(),
        ..Options::default()
    }
}

#[test]
fn items_take_the_paragraphs_under_them() {
    let text = "\
.. SRS:

Specification
=============

Alarms
^^^^^^

.. item:: RW-SW-8 Clock range
   :fulfills: RW-SYS-16
      RW-SYS-17

All clocks within 0.8*PEEP-1 <x>.

.. item:: RW-SW-9
   :fulfills:

Text of nine.
";
    let imported = rst(text, &options());
    let expected = "\
<!-- .. SRS: -->

# Specification

## Alarms

### RW-SW-8 Clock range

- derives-from: RW-SYS-16
- derives-from: RW-SYS-17

All clocks within 0.8\\*PEEP-1 \\<x>.

### RW-SW-9

Text of nine.
";
    assert_eq!(imported.text, expected);
    assert_eq!((imported.records, imported.links, imported.notes.len()), (2, 2, 0));
}

#[test]
fn needs_keep_their_content_and_leave_the_section_its_own() {
    let text = "\
Needs
=====

.. req:: A long
   title
   :id: R_1
   :status: open
   :links: R_2; R_3
   :hide:

   - content: a

Prose of the section.

.. req:: No ID

   Kept.
";
    let imported = rst(text, &options());
    let expected = "\
# Needs

## R-1 A long title

- status: open
- derives-from: R-2
- derives-from: R-3

Formerly `R_1`.

- content: a

## Needs, continued

Prose of the section.

```rst
.. req:: No ID

   Kept.
```
";
    assert_eq!(imported.text, expected);
    let lines: Vec<usize> = imported.notes.iter().map(|note| note.line).collect();
    assert_eq!(lines, [4, 9, 15], "{:?}", imported.notes);
}

#[test]
fn nested_needs_follow_the_one_that_holds_them() {
    let imported =
        rst(".. spec:: Outer\n   :id: S-1\n\n   before\n\n   .. spec:: Inner\n      :id: S-2\n\n      inner\n\n   after\n", &options());
    assert_eq!(imported.text, "## S-1 Outer\n\nbefore\n\nafter\n\n### S-2 Inner\n\ninner\n");
}

#[test]
fn what_markdown_cannot_say_is_fenced() {
    let text = "\
Intro::

  # code
  ```

+---+
| a |
+---+

=== ===
 a   b

 c   d
=== ===

.. note:: x
   y

.. _label:

----

#. one
   two

   three
#. four

    quote
";
    let imported = rst(text, &options());
    let expected = "\
Intro:

````
# code
```
````

```rst
+---+
| a |
+---+
```

```rst
=== ===
 a   b

 c   d
=== ===
```

```rst
.. note:: x
   y
```

<!-- .. _label: -->

***

1. one
   two

   three

1. four

    quote
";
    assert_eq!(imported.text, expected);
    assert_eq!(imported.records, 0);
}

#[test]
fn titles_are_ordered_by_their_marks() {
    let imported = rst("===\nTop\n===\n\nA\n=\n\nB\n-\n\nC\n=\n\nSRS-1 old\n~~~~~~~~~\n", &options());
    assert_eq!(imported.text, "# Top\n\n## A\n\n### B\n\n## C\n\n#### SRS\\-1 old\n");
}

#[test]
fn a_directive_ends_an_item_and_a_label_does() {
    let imported = rst("S\n=\n\n.. item:: SR-1\n\nText.\n\n.. toctree::\n   a\n\nOf the section.\n", &options());
    let records = proof::holds_what_it_counts(&imported, &options());
    assert_eq!(records[0].body, "Text.\n");
}

#[test]
fn the_items_of_a_ventilator_come_out_whole() {
    let Some(folder) = proof::corpus("A-medical/respiraworks-ventilator/docs") else { return };
    let (mut counts, mut links, mut ids, mut targets, mut bodies) = (Vec::new(), 0, BTreeSet::new(), Vec::new(), 0);
    for (path, text) in proof::files(&folder, ".rst") {
        let imported = rst(&text, &options());
        proof::keeps_in_order(&expected(&text), &imported.text);
        if imported.records == 0 {
            continue;
        }
        println!("{} {}", imported.records, path.display());
        assert_eq!(imported.notes, [], "{}", path.display());
        counts.push(imported.records);
        links += imported.links;
        for record in proof::holds_what_it_counts(&imported, &options()) {
            targets.extend(record.values("derives-from").into_iter().map(str::to_owned));
            bodies += usize::from(!record.body.is_empty());
            ids.insert(record.id);
        }
    }
    counts.sort_unstable();
    assert_eq!(counts, [28, 34, 83, 151]);
    assert_eq!((ids.len(), bodies, links, targets.len()), (296, 296, 286, 286));
    let dangling: Vec<&String> = targets.iter().filter(|target| !ids.contains(*target)).collect();
    assert_eq!((dangling.len(), dangling.iter().collect::<BTreeSet<_>>().len()), (34, 20));
}

#[test]
fn foreign_needs_keep_their_words() {
    let Some(folder) = proof::corpus("B-requirements") else { return };
    let (mut records, mut links) = (0, 0);
    for (path, text) in proof::files(&folder, ".rst") {
        let imported = rst(&text, &options());
        println!("{:4} records {:3} links {:3} notes {}", imported.records, imported.links, imported.notes.len(), path.display());
        proof::keeps(&expected(&text), &imported.text);
        proof::holds_what_it_counts(&imported, &options());
        records += imported.records;
        links += imported.links;
    }
    println!("{records} records, {links} links");
    assert!(records > 400 && links > 60, "{records} records, {links} links");
}

/// The words of the input without what the grammar has its own words for: the names of the directives that become
/// records, the names of their options, the roles of inline text, the marks of titles.
fn expected(text: &str) -> Vec<String> {
    let record = Regex::new(r"^(\s*)\.\.\s+(?:item|req|spec|impl|test|story|comp|sys|feat|action|int)::").unwrap();
    let option = Regex::new(r"^(\s+):[\w. +-]+:(\s|$)").unwrap();
    let role = Regex::new(r"(^|[^\w]):[\w.+:-]+:`").unwrap();
    let number = Regex::new(r"^(\s*)#[.)] ").unwrap();
    let lines: Vec<String> = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .split('\n')
        .filter(|line| !title::is_adornment(line.trim()))
        .map(|line| {
            let line = record.replace(line, "$1");
            let line = option.replace(&line, "$1 ");
            let line = number.replace(&line, "$1");
            role.replace_all(&line, "$1 `").into_owned()
        })
        .collect();
    proof::words(&lines.join("\n"))
}

/// Lines that look like structure, in any order and at any indentation.
fn line() -> impl Strategy<Value = String> {
    let body = prop_oneof![
        4 => Just(""), 3 => Just(".. item:: RW-SW-1"), 2 => Just(".. req:: Need"), 1 => Just(".. toctree::"), 1 => Just(".. note:: n"), 2 => Just(":id: R_9"), 1 => Just(":links: R_1, TBD"), 2 => Just(":fulfills: SR-1 SR-2"),
        1 => Just(":status:"), 1 => Just("==="), 1 => Just("---"), 1 => Just("----"), 1 => Just("=== ==="), 1 => Just("+--+"), 2 => Just("word"), 1 => Just("two words::"), 1 => Just("# RW-SW-2 x"), 1 => Just("RW-SW-3 title"), 1 => Just("- key: v"),
        1 => Just("| ID | b |"), 1 => Just("|---|---|"), 1 => Just("--- | ---"), 1 => Just("``lit`` *em*x :role:`r` `a <b>`_"), 1 => Just("```"), 1 => Just("~~~"), 1 => Just("<!-- c"), 1 => Just(".. comment"), 1 => Just(".. _lab:"), 1 => Just("> 5"),
        1 => Just("#. n"), 1 => Just("\\* \\"), 1 => Just("::"), 1 => Just(".."), 1 => Just("A. part"), 1 => Just("•"), 1 => Just("é\u{a0}x")
    ];
    (prop_oneof![5 => Just(""), 2 => Just("   "), 1 => Just("      "), 1 => Just("\t")], body)
        .prop_map(|(indent, body)| format!("{indent}{body}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_lines_keep_their_words_and_give_the_records_that_are_counted(lines in prop::collection::vec(line(), 0..25)) {
        let text = lines.join("\n");
        let imported = rst(&text, &options());
        // Nested records are written after the one that holds them, an ID stands before its title, and an option that is
        // no field stands in the text.
        let nested = text.contains(" .. item::") || text.contains("\t.. item::");
        if nested || text.contains("req::") || text.contains(":id:") {
            proof::keeps(&without_names(&text), &imported.text);
        } else {
            proof::keeps_in_order(&without_names(&text), &imported.text);
        }
        proof::holds_what_it_counts(&imported, &options());
    }

    /// Without the backslash and the mark of references, which [`proof::words`] reads otherwise.
    #[test]
    fn any_text_at_all_keeps_its_words(text in r"[^\\_]{0,300}") {
        proof::keeps(&without_names(&text), &rst(&text, &options()).text);
    }
}

/// As above; `status` and the like may also stand where no directive is, but are only names here.
fn without_names(text: &str) -> Vec<String> {
    expected(text)
        .into_iter()
        .filter(|word| !["id", "links", "fulfills", "status", "item", "req", "role"].contains(&word.as_str()))
        .collect()
}

#[test]
fn the_deepest_nesting_ends() {
    let mut text = String::new();
    for depth in 0..300 {
        text.push_str(&format!("{}.. req:: t\n{}:id: R-{depth}\n\n", "  ".repeat(depth), "  ".repeat(depth + 1)));
    }
    let imported = rst(&text, &options());
    proof::keeps(&proof::words("R-299 R-0"), &imported.text);
    proof::holds_what_it_counts(&imported, &options());
}
