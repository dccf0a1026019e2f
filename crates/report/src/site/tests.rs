//! The pages hang together, hold every record, and let no text of a record become markup.

use super::*;
use primum_model::{Date, Snapshot, Source};
use primum_rules::standards;
use primum_rules::verdict::{ClauseVerdict, Status};
use std::collections::{BTreeMap, BTreeSet};

mod examined;
mod position;
mod problems;
mod risk;
mod standards_shown;

const HOSTILE: &str = include_str!("tests/hostile.md");

fn analysis_with(files: &[(&str, &str)], config: Option<&str>) -> Analysis {
    let files = files.iter().map(|(path, text)| Source::new(*path, *text)).collect();
    let mut snapshot = Snapshot::of(files, Date::constant(2026, 6, 30));
    snapshot.config = config.map(|text| Source::new("primum.toml", text));
    let model = primum_model::Model::build(snapshot).expect("the configuration is TOML");
    // As `primum report` does.
    primum_rules::judge(model, &standards::all())
}

/// The verdicts on one standard.
fn clauses_of<'a>(analysis: &'a Analysis, standard: &str) -> Vec<&'a ClauseVerdict> {
    analysis.clauses.iter().filter(|verdict| verdict.standard.id == standard).collect()
}

fn analysis(text: &str) -> Analysis {
    analysis_with(&[("records/a.md", text)], None)
}

fn files(analysis: &Analysis) -> BTreeMap<String, String> {
    site(analysis, &Options::default()).into_iter().collect()
}

/// The tags of a page: name, and attributes with their values unescaped. Panics where markup is torn.
fn tags(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut list = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if rest.starts_with(['/', '!']) {
            rest = &rest[rest.find('>').expect("a tag ends")..];
            continue;
        }
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(!name.is_empty(), "a `<` that opens no tag: {}", &rest[..rest.len().min(60)]);
        rest = &rest[name.len()..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
                rest = after;
                break;
            }
            let key: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':')).collect();
            assert!(!key.is_empty(), "no attribute: {}", rest.chars().take(60).collect::<String>());
            rest = &rest[key.len()..];
            let mut value = String::new();
            if let Some(after) = rest.strip_prefix("=\"") {
                let end = after.find('"').expect("a quoted value ends");
                value = after[..end].to_owned();
                rest = &after[end + 1..];
            } else if let Some(after) = rest.strip_prefix('=') {
                let end = after.find([' ', '>', '\n']).expect("a value ends");
                value = after[..end].to_owned();
                rest = &after[end..];
            }
            let plain =
                value.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'").replace("&lt;", "<").replace("&gt;", ">");
            attributes.push((key, plain.replace("&amp;", "&")));
        }
        list.push((name, attributes));
    }
    list
}

/// Every attribute of these names on every page: page, tag, name, value.
fn attributes<'a>(files: &'a BTreeMap<String, String>, names: &[&str]) -> Vec<(&'a str, String, String, String)> {
    let mut list = Vec::new();
    for (path, page) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for (tag, attributes) in tags(page) {
            let wanted = attributes.into_iter().filter(|(key, _)| names.contains(&key.as_str()));
            list.extend(wanted.map(|(key, value)| (path.as_str(), tag.clone(), key, value)));
        }
    }
    list
}

fn check_links(files: &BTreeMap<String, String>) -> usize {
    let all = attributes(files, &["id", "href", "for", "aria-labelledby", "aria-controls"]);
    let mut anchors: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (path, _, _, id) in all.iter().filter(|(_, _, key, _)| key == "id") {
        assert!(anchors.insert((path, id)), "{path} has the anchor {id} twice");
    }
    let mut count = 0;
    for (path, tag, key, target) in all.iter().filter(|(_, _, key, _)| key != "id") {
        if key != "href" {
            for id in target.split(' ') {
                assert!(anchors.contains(&(*path, id)), "{path}: {tag} names {id}, which is not there");
            }
            continue;
        }
        if ["http://", "https://", "mailto:"].iter().any(|scheme| target.to_ascii_lowercase().starts_with(scheme)) {
            continue;
        }
        count += 1;
        let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
        let file = if file.is_empty() { path } else { file };
        assert!(files.contains_key(file), "{path} links {target}, and there is no such file");
        assert!(anchor.is_empty() || anchors.contains(&(file, anchor)), "{path} links {target}, and there is no such anchor");
    }
    count
}

#[test]
fn every_internal_link_resolves() {
    let text = "## SW-1 Pump\n- class: B\n\n## SRS-1 a\n- derives-from: SYS-1\n- implements: RC-9\n\nSee [the other](#SRS-2) and [this](b.md#SYS-1).\n\n\
## SRS-2 b\n- status: retired\n\n## SYS-1 s\n\n## SRS-1 the same again\n\n## ATT-1 qms\n- clause: 4.1\n- attested-by: x\n\n## DEV-1 d\n- rule: requirement-without-source\n- target: SRS-1\n- justification: y\n- approver: z\n- expires: 2027-01-01\n\n## DEV-2 d\n- rule: no-such-rule\n- expires: 2020-01-01\n";
    let analysis = analysis(text);
    let files = files(&analysis);
    assert!(check_links(&files) > 200);
    let page = &files["records-software-requirement.html"];
    assert!(page.contains("<a href=\"records-software-requirement.html#SRS-2\">the other</a>"), "{page}");
    assert!(page.contains("<a href=\"records-system-requirement.html#SYS-1\">this</a>"), "{page}");
    assert!(files["judgements.html"].contains("no such rule"));
}

#[test]
fn hostile_records_stay_text() {
    let config = "[product]\nname = \"<script>p</script>\"\nversion = \"\\\" onload=x\"\n\n[[kinds]]\nname = \"../evil <b>\"\nprefix = \"EVIL\"\nsummary = \"<i>s</i>\"\n\n\
[[fields]]\nkind = \"EVIL\"\nname = \"lead\"\ntype = \"link\"\ninverse = \"<u>by</u>\"\n";
    let analysis = analysis_with(&[("records/<img src=x>.md", HOSTILE), ("records/b.md", "## EVIL-1 x\n- lead: SRS-1\n")], Some(config));
    let options = Options { tool: "<s>".into(), revision: "\"><script>".into(), sources: Some("../".into()) };
    let files: BTreeMap<String, String> = site(&analysis, &options).into_iter().collect();
    let scripts: BTreeSet<&str> = ["search.js"].into_iter().collect();
    let known = [
        "html",
        "head",
        "meta",
        "title",
        "link",
        "script",
        "body",
        "a",
        "header",
        "p",
        "span",
        "code",
        "form",
        "label",
        "input",
        "kbd",
        "nav",
        "details",
        "summary",
        "div",
        "section",
        "main",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dl",
        "dt",
        "dd",
        "b",
        "i",
        "br",
        "ul",
        "ol",
        "li",
        "svg",
        "rect",
        "figure",
        "figcaption",
        "desc",
        "polyline",
        "polygon",
        "text",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "fieldset",
        "legend",
        "article",
        "footer",
        "pre",
        "em",
        "strong",
        "del",
        "blockquote",
        "hr",
        "img",
    ];
    for (path, page) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(path.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.')), "{path}");
        assert!(page.contains("Content-Security-Policy"));
        for (tag, attributes) in tags(page) {
            assert!(known.contains(&tag.as_str()), "{path}: <{tag}>");
            for (key, value) in attributes {
                assert!(!key.starts_with("on") && key != "style" && key != "srcdoc", "{path}: <{tag} {key}>");
                match key.as_str() {
                    "src" if tag == "script" => assert!(scripts.contains(value.as_str()), "{path}: {value}"),
                    "src" | "href" => {
                        let scheme = value
                            .split(['/', '?', '#'])
                            .next()
                            .unwrap_or("")
                            .split_once(':')
                            .map(|(scheme, _)| scheme.to_ascii_lowercase());
                        let safe = scheme.is_none_or(|scheme| tag == "a" && ["http", "https", "mailto"].contains(&scheme.as_str()));
                        assert!(safe && !value.starts_with("//") && !value.contains('\\'), "{path}: <{tag} {key}={value}>");
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(!files["search-index.js"].contains('<'), "markup in the index");
    assert!(files["records-software-requirement.html"].contains("<img src=\"../records/pictures/a.png\""), "a relative image is shown");
    for shown in ["h (//evil.example/x)", "l (../../../../etc/passwd)", "o (file:///etc/passwd)", "[image: u (%2e%2e/secret.png)]"] {
        assert!(files["records-software-requirement.html"].contains(shown), "{shown}");
    }
    assert!(!files.values().any(|page| page.contains("%2e%2e") && page.contains("src=\"../records/%2e")), "a way out of the project");
}

#[test]
fn every_record_appears_once_with_its_text() {
    let mut text = String::new();
    for at in 0..2300 {
        text.push_str(&format!("## SRS-{at} Title {at}\n\nText of {at} & more.\n\n"));
    }
    text.push_str("## UN-1 Gone\n- status: retired\n\nOnce *there*.\n");
    let analysis = analysis(&text);
    let files = files(&analysis);
    let pages: String = files.iter().filter(|(path, _)| path.starts_with("records-")).map(|(_, page)| page.as_str()).collect();
    let all = attributes(&files, &["id"]);
    let mut shown: Vec<&str> = all.iter().filter(|(_, tag, ..)| tag == "article").map(|(.., id)| id.as_str()).collect();
    let mut wanted: Vec<&str> = analysis.model.records().map(primum_model::Record::id).collect();
    shown.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(shown, wanted);
    assert_eq!(pages.matches("<article class=retired id=\"UN-1\">").count(), 1);
    assert!(files.contains_key("records-software-requirement-3.html"));
    assert!(pages.contains("<p>Text of 2299 &amp; more.</p>") && pages.contains("<p>Once <em>there</em>.</p>"));
    assert_eq!(files["search-index.js"].matches("Text of").count(), 2300);
    check_links(&files);
}

#[test]
fn holes_are_counted_and_marked() {
    let analysis = analysis("## SRS-1 a\n\n## SRS-2 b\n- source: law\n\n## HS-1 s\n- hazard: HAZ-1\n\n## HAZ-1 h\n");
    let files = files(&analysis);
    let holes: usize = crate::trace::matrices(&analysis).iter().map(Matrix::holes).sum();
    assert!(holes > 10);
    assert_eq!(files["matrix.html"].matches("<td class=hole>").count(), holes);
    assert_eq!(files["matrix.html"].matches("<b>✗ ").count(), holes);
    assert!(files["index.html"].contains(&format!("<a href=matrix.html>{holes} holes</a>")));
    assert!(!files["matrix.html"].contains("<td></td>"));
}

#[test]
fn every_page_says_what_it_is_and_what_was_not_examined() {
    let config = "[product]\nname = \"Pump\"\nversion = \"2.1\"\n";
    let analysis = analysis_with(&[("records/a.md", "## SRS-1 a\n")], Some(config));
    let options = Options { tool: "9.8.7".into(), revision: "abc123".into(), sources: None };
    for (path, page) in site(&analysis, &options).iter().filter(|(path, _)| path.ends_with(".html")) {
        for word in ["Pump", "2.1", "2026-06-30", "abc123", "Primum 9.8.7", "Not examined:"] {
            assert!(page.contains(word), "{path} lacks {word}");
        }
        for what in layout::not_examined() {
            assert!(page.contains(&escape::escaped(what)), "{path} lacks {what}");
        }
    }
}

#[test]
fn nothing_is_shown_as_fine_where_there_is_nothing() {
    let analysis = analysis("");
    let files = files(&analysis);
    check_links(&files);
    assert!(files["index.html"].contains("There is no record."));
    assert!(files["matrix.html"].contains("Nothing to trace") && !files["matrix.html"].contains("no hole"));
    assert!(files["index.html"].contains("nothing to trace") && !files["index.html"].contains("no hole"));
    assert!(!files["gap.html"].contains("<tr class=satisfied"), "a clause is satisfied in an empty project");
    assert!(files["index.html"].contains("by default: there is no software system (4.3 g)"));
}

#[test]
fn the_checklist_has_every_item_and_no_item_is_ahead_of_its_clauses() {
    let analysis = analysis(crate::fixture::CONFIRMED);
    let files = files(&analysis);
    let items = primum_rules::standards::checklist();
    assert_eq!(items.len(), 34);
    for item in items {
        assert!(files["checklist.html"].contains(&format!("id=\"{}\"", item.id)), "{} is missing", item.id);
    }
    assert!(files["checklist.html"].contains("✗ open") && files["checklist.html"].contains("– not applicable"));
}

#[test]
fn what_awaits_this_version_is_not_shown_like_a_finding() {
    let analysis = analysis("## SW-1 Pump\n- class: C\n");
    let files = files(&analysis);
    let count = |class: &str| files["gap.html"].matches(&format!("<tr class={class} id=")).count();
    let counts = crate::facts::Counts::of_clauses(clauses_of(&analysis, "iec62304")).open_because;
    assert_eq!([count("open"), count("unreliable"), count("nothing-there"), count("unattested"), count("awaits")], counts);
    assert!(counts[0] > 0 && counts[3] > 0, "{counts:?}");
    // No clause of IEC 62304 waits any more: where there is none, none is shown.
    assert!(counts[4] == 0 && !files["index.html"].contains("<li class=awaits>"), "{}", files["index.html"]);
    assert!(files["index.html"].contains("<title>Overview · Unnamed product</title>"));
}

#[test]
fn no_column_of_a_matrix_repeats_the_head_of_the_row() {
    let files = files(&analysis("## SRS-1 a\n- source: law\n\n## UN-1 n\n\n## TC-1 t\n- level: system\n- verifies: SRS-1\n"));
    let page = &files["matrix.html"];
    assert!(page.contains("<td class=own>←</td>") && !page.contains("implements none"), "{page}");
    let (_, backward) = page.split_once("<h2 id=backward>").expect("the matrix");
    assert!(
        backward.contains("<thead><tr><th scope=col>Test</th>") && backward.matches("<th scope=col>Test</th>").count() == 1,
        "{backward}"
    );
    assert!(!backward.contains("class=own"));
}

#[test]
fn the_same_analysis_gives_the_same_bytes() {
    let one = analysis_with(&[("records/a.md", HOSTILE), ("records/b.md", "## UN-1 n\n")], None);
    let two = analysis_with(&[("records/b.md", "## UN-1 n\n"), ("records/a.md", HOSTILE)], None);
    assert_eq!(site(&one, &Options::default()), site(&two, &Options::default()));
}

#[test]
fn mermaid_is_drawn_and_what_is_not_understood_stays_source() {
    let analysis = analysis("## UN-1 n\n");
    let options = Options::default();
    let site = Site::new(&analysis, &options);
    let shown = |text: &str| {
        let mut out = String::new();
        markdown::write(&mut out, &site, text, None, 1, 3);
        out
    };
    let drawn = shown("```mermaid\nflowchart TD\n  A[Pump & co] --> B\n```\n");
    assert!(drawn.starts_with("<figure class=drawing>\n<svg") && drawn.contains("Pump &amp; co"), "{drawn}");
    let source = shown("```mermaid\npie\n  \"a <b>\" : 1\n```\n\nAfter.\n");
    assert!(source.contains("<pre><code>pie\n  \"a &lt;b&gt;\" : 1\n</code></pre>") && source.contains("After."), "{source}");
}

#[test]
fn plain_paragraphs_and_parsed_ones_read_alike() {
    let analysis = analysis("## UN-1 n\n");
    let options = Options::default();
    let site = Site::new(&analysis, &options);
    for text in [
        "One line.",
        "Two\nlines \"quoted\" a > b.",
        "First.\n\nSecond: 5 % of 3/4.\n\n\nThird.",
        "1. list",
        "a  \nb",
        "Title\n---",
        "    code",
        "x <b>y</b>",
    ] {
        let (mut fast, mut slow) = (String::new(), String::new());
        markdown::write(&mut fast, &site, text, None, 1, 3);
        pulldown_cmark::html::push_html(
            &mut slow,
            pulldown_cmark::Parser::new(&text.replace("<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;")),
        );
        let fold = |html: &str| html.replace("&quot;", "\"").replace("<h2>", "<h4>").replace("</h2>", "</h4>").trim().to_owned();
        assert_eq!(fold(&fast), fold(&slow), "{text:?}");
    }
}
