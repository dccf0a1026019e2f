//! What the terminal shows, at several widths.

use super::*;
use crate::fixture;
use crate::screen::columns;

fn plain(width: usize) -> Screen {
    Screen { width, colour: false }
}

#[test]
fn a_finding_looks_like_a_compiler_s() {
    let analysis = fixture::analysis(fixture::PROJECT);
    let text = check(&analysis, plain(80), Choice::default());
    assert_eq!(
        text,
        "\
error[requirement-without-origin §5.2.1]: nothing says where SRS-2 comes from:
  Start-up time
  --> records/a.md:27:4
   |
27 | ## SRS-2 Start-up time
   |    ^^^^^
  ::: records/a.md:1:4
   |
 1 | ## SW-1 Pump control
   |    ---- the system it belongs to
  = help: name a system requirement or user need in `derives-from`

error[plan-missing §5.1.1]: no plan covers development
  --> the project as a whole
  = help: `primum new plan` writes one

warning[requirement-without-system-test §5.7.1]: no system test verifies SRS-2
  --> records/a.md:27:10
   |
27 | ## SRS-2 Start-up time
   |          ^^^^^^^^^^^^^
  = help: write a system test

warning[requirement-without-system-test §5.7.1]: no system test verifies SRS-3
  --> records/a.md:31:10
   |
31 | ## SRS-3 Log
   |          ^^^
  = help: write a system test

product  Pump 1.2
class    C by default: no review confirms the class (4.3 g)
examined 10 records, 7 links, 1 file
findings 2 errors, 2 warnings
accepted 1 finding by deviation
clauses  0 satisfied, 0 attested, 104 open: 3 with findings, 101 not attested; 0
         not applicable
next     primum explain requirement-without-system-test (why, and how to mend
         it)
"
    );
}

#[test]
fn no_line_is_wider_than_the_terminal_unless_a_word_is() {
    let long = format!(
        "{}\n## SRS-9 {}\n\n## SRS-10 剂量剂量剂量剂量剂量剂量剂量剂量剂量剂量剂量剂量剂量 x\n",
        fixture::PROJECT,
        "word ".repeat(300)
    );
    for analysis in [fixture::analysis(&long), fixture::judged(&long)] {
        for width in [24, 40, 60, 80, 120] {
            for line in check(&analysis, plain(width), Choice { all: true, ..Choice::default() }).lines() {
                let unbreakable = line.trim_start().split(' ').filter(|word| !word.is_empty()).count() <= 2;
                assert!(columns(line) <= width || unbreakable, "{} columns at {width}: {line}", columns(line));
            }
        }
    }
}

#[test]
fn many_findings_of_a_rule_are_counted_not_listed() {
    let text: String = (1..=100_000).map(|number| format!("## SRS-{number} x\n\n")).collect();
    let analysis = fixture::analysis(&text);
    let shown = check(&analysis, plain(80), Choice::default());
    assert_eq!(shown.matches("error[requirement-without-origin").count(), 3);
    assert!(shown.contains("  and 99997 more of this rule: primum check --rule requirement-without-origin\n"), "{shown}");
    assert!(shown.contains("findings 100001 errors, 100000 warnings\n"), "{shown}");
}

#[test]
fn one_rule_alone_is_shown_whole() {
    let analysis = fixture::analysis("## SRS-1 a\n\n## SRS-2 b\n\n## SRS-3 c\n\n## SRS-4 d\n");
    let shown = check(&analysis, plain(80), Choice { rule: Some("requirement-without-origin"), ..Choice::default() });
    assert_eq!(shown.matches("error[").count(), 4);
    assert!(!shown.contains("warning["));
    assert!(shown.contains("\nrequirement-without-origin: 4 examined, 4 open findings, 0 accepted\n"), "{shown}");
    assert!(check(&analysis, plain(80), Choice { rule: Some("no-such"), ..Choice::default() }).contains("there is no such rule"));
}

#[test]
fn an_endless_line_is_cut_around_the_span() {
    let title = "x".repeat(5_000_000);
    let analysis = fixture::analysis(&format!("## SRS-1 {title} middle {title}\n"));
    let shown = check(&analysis, plain(80), Choice::default());
    assert!(shown.len() < 8000, "{}", shown.len());
    assert!(shown.contains("1 | ## SRS-1 xxxx"), "{shown}");
    assert!(shown.lines().filter(|line| line.contains('|')).all(|line| columns(line) <= 80), "{shown}");
}

#[test]
fn control_characters_of_records_do_not_reach_the_terminal() {
    let analysis = fixture::analysis("## SRS-1 a\u{1b}[2Jb\u{7}\u{202e}c\n");
    for screen in [plain(80), plain(40)] {
        let shown = check(&analysis, screen, Choice::default());
        assert!(shown.chars().all(|character| character == '\n' || !character.is_control()), "{shown:?}");
        assert!(shown.contains("a␛[2Jb␇\u{fffd}c"), "{shown}");
    }
    let coloured = check(&analysis, Screen { width: 80, colour: true }, Choice::default());
    assert!(!coloured.contains("\u{1b}[2J") && coloured.contains("\u{1b}[1;91merror"), "{coloured:?}");
}

#[test]
fn nothing_at_all_is_not_shown_as_fine() {
    let shown = check(&fixture::judged(""), plain(80), Choice::default());
    assert!(shown.contains("class    C by default: there is no software system (4.3 g)\n"), "{shown}");
    assert!(shown.contains("examined 0 records, 0 links, 1 file\n"), "{shown}");
    assert!(shown.contains("next     primum init"), "{shown}");
}
