//! What is drawn, what stays source, and that no text does harm.

use super::*;
use crate::drawing::{Shape, sound, svg};
use crate::markdown::{Reading, blocks};
use crate::{Block, Document, Figure, Images, Set, Stamp, markdown};
use proptest::prelude::*;

/// All text of a drawing, without what breaks it into lines.
fn texts(drawing: &Drawing) -> String {
    let text = |shape: &Shape| if let Shape::Text { text, .. } = shape { Some(text.clone()) } else { None };
    bare(&drawing.shapes.iter().filter_map(text).collect::<Vec<_>>().join(" "))
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Draws a text that must be drawn, soundly, with all of these words in the picture and in its description.
fn shows(text: &str, words: &[&str]) -> Drawing {
    let Drawn { drawing, .. } = drawn(text).unwrap_or_else(|why| panic!("{why}: {text}"));
    for word in words {
        assert!(texts(&drawing).contains(&bare(word)), "{word:?} is not in the picture: {text}\n{}", texts(&drawing));
        assert!(bare(&drawing.description).contains(&bare(word)), "{word:?} is not told: {text}\n{}", drawing.description);
    }
    assert_eq!(sound::outside(&drawing), Vec::<&Shape>::new(), "{text}");
    assert_eq!(sound::collisions(&drawing), Vec::new(), "{text}");
    assert!(roxmltree::Document::parse(&svg::text(&drawing)).is_ok());
    drawing
}

fn told(text: &str) -> String {
    drawn(text).unwrap_or_else(|why| panic!("{why}: {text}")).drawing.description
}

#[test]
fn a_flowchart_shows_every_text() {
    for (text, words) in [
        ("graph TD\nA-->B", &["A", "B"][..]),
        ("flowchart LR; A[One] --> B(Two); B --> C([Three])", &["One", "Two", "Three"]),
        ("flowchart\n A[[In]] --- B[(Data)]\n C((Round)) --> D(((Rounder)))", &["In", "Data", "Round", "Rounder"]),
        ("graph TB\nA>Flag] --> B{Why?} --> C{{Six}}", &["Flag", "Why?", "Six"]),
        ("graph TB\nA[/Lean/] --> B[\\Left\\] --> C[/Tra\\] --> D[\\Pez/]", &["Lean", "Left", "Tra", "Pez"]),
        ("graph BT\nA[\"a (b) [c] #quot;d#quot; #35;1 &lt;e&gt;\"] --> B", &["a (b) [c] \"d\" #1 <e>"]),
        ("graph RL\nA[first<br/>second<br>third\\nfourth] --> B", &["first", "second", "third", "fourth"]),
        ("graph TD\nA[\"<b>strong</b> and <i>so</i> 1 < 2\"]", &["strong and so 1 < 2"]),
        ("graph TD\nA[\"`**Bold** words\nin lines`\"]", &["Bold words", "in lines"]),
        ("graph TD\nA --text--> B -- more words --> C ---|third| D", &["text", "more words", "third"]),
        ("graph TD\nA -. dotted .-> B == thick ==> C -.-> D ==> E", &["dotted", "thick", "D", "E"]),
        ("graph TD\nA -->|\"a | b\"| B <--> C --o D --x E o--o F x--x G", &["a | b", "C", "D", "E", "F", "G"]),
        ("graph TD\nA ----> B -..-> C ====> D ~~~ E", &["B", "C", "D", "E"]),
        ("graph TD\nA & B --> C & D", &["A", "B", "C", "D"]),
        ("graph TD\nA -->\n B\n --> C", &["A", "B", "C"]),
        (
            "graph TD\nsubgraph one [The first]\ndirection LR\na --> b\nsubgraph two\nc\nend\nend\nd --> one\none --> two",
            &["The first", "two", "a", "d"],
        ),
        ("graph TD\nsubgraph \"With blanks\"\na\nend\nsubgraph Without marks\nb\nend", &["With blanks", "Without marks"]),
        ("graph TD\nA@{ shape: cyl, label: \"Kept data\" } e1@--> B\ne1@{ animate: true }", &["Kept data", "B"]),
        ("flowchart TD\nstart-up --> ende\n style.x --> _9", &["start-up", "ende", "style.x", "_9"]),
        ("graph TD\nÄpfel[Größe ≥ 3 µm] --> 日本[語]", &["Größe ≥ 3 µm", "語"]),
        ("graph TD\nA --> A\nA -- a long label of a loop that is broken --> A", &["a long label of a loop that is broken"]),
    ] {
        shows(text, words);
    }
    let long = "word ".repeat(70);
    shows(&format!("graph TD\nA[{long}] -- {long} --> B{{{long}}}"), &[long.as_str()]);
}

#[test]
fn looks_have_no_effect() {
    let plain = drawn("flowchart TD\nA[One] -- two --> B").expect("plain");
    for text in [
        "---\nconfig:\n  theme: dark\n---\nflowchart TD\nA[One] -- two --> B",
        "%%{init: {'theme': 'base'}}%%\nflowchart TD\n%% a remark\nA[One]:::hot -- two --> B %% another\nclassDef hot fill:#f00,stroke:#333;\nclass A,B hot\nstyle A fill:#fff\nlinkStyle 0 stroke:red",
        "flowchart TD\r\n\tA[One] -- two --> B;\r\n\tclick A \"https://example.org/?a;b\" \"A tip\" _blank\r\n\tclick B call go()\r\n",
    ] {
        assert_eq!(drawn(text).as_ref(), Ok(&plain), "{text}");
    }
    let titled = drawn("---\ntitle: \"How it goes\"\n---\ngraph TD\naccTitle: In short\naccDescr {\n Two boxes\n }\nA").expect("titled");
    assert_eq!((titled.caption.as_str(), titled.drawing.description.as_str()), ("How it goes", "How it goes. In short. Two boxes. A."));
}

#[test]
fn lines_say_which_way_they_lead() {
    assert_eq!(
        told("graph TD\nsubgraph S [Box]\nA\nend\nA -- go --> B\nB --- C\nC <--> D\nD --o E\nE --x S"),
        "Flowchart. Box. A, in Box. B. C. D. E. A leads to B: go. B meets C. C leads to and from D. D meets in a circle E. E meets in a cross Box."
    );
    assert_eq!(told("graph TD\nA & B --> C & D").matches("leads to").count(), 4);
    // A box belongs to the first subgraph that names it, wherever it was named before.
    assert!(told("graph TD\nx --> y\nsubgraph s\ny --> z\nend").contains("y, in s. z, in s"));
    assert!(told("graph TD\nsubgraph outer\ninner\nend\nsubgraph inner\na\nend").contains("inner, in outer. a, in inner"));
}

#[test]
fn a_state_diagram_shows_every_text() {
    for (text, words) in [
        (
            "stateDiagram-v2\n[*] --> Still\nStill --> [*]: done\nStill --> Moving : starts: now",
            &["Still", "Moving", "done", "starts: now"][..],
        ),
        ("stateDiagram\nstate \"Long words\" as A\nA : more\nA --> B:::hot\nclassDef hot fill:red", &["Long words", "more", "B"]),
        (
            "stateDiagram-v2\nA --> Deep\nstate Deep {\ndirection LR\n[*] --> a\nstate Deeper {\nb --> c : on\n}\n}",
            &["Deep", "Deeper", "a", "b", "c", "on"],
        ),
        ("stateDiagram-v2\nstate Both {\n[*] --> a\n--\n[*] --> b\n}", &["Both", "Region 1", "Region 2", "a", "b"]),
        (
            "stateDiagram-v2\nstate f <<fork>>\nstate j [[join]]\nstate c <<choice>>\n[*] --> f\nf --> a\nf --> b\na --> j\nb --> j\nj --> c\nc --> d: x > 1",
            &["a", "b", "d", "x > 1"],
        ),
        ("stateDiagram-v2\nA\nnote right of A : in one line\nnote left of A\nin\ntwo lines\nend note", &["in one line", "in", "two lines"]),
    ] {
        shows(text, words);
    }
    assert_eq!(
        told("stateDiagram-v2\n[*] --> A\nstate A {\n[*] --> B: first\n}\nA --> [*]"),
        "State diagram. Start. A. Start, in A. B, in A. End. Start leads to A. Start leads to B: first. A leads to End."
    );
}

#[test]
fn a_sequence_diagram_shows_every_text() {
    for (text, words) in [
        ("sequenceDiagram\nA->>B: hello\nB-->>A: hi", &["A", "B", "hello", "hi"][..]),
        (
            "sequenceDiagram\nparticipant A as Alice<br/>Adams\nactor B as Bob\nA->>+B: go\nB-->>-A: back",
            &["Alice Adams", "Bob", "go", "back"],
        ),
        (
            "sequenceDiagram\nA->B: a\nA-->B: b\nA-xB: c\nA--xB: d\nA-)B: e\nA--)B: f\nA<<->>B: g\nA<<-->>B: h",
            &["a", "b", "c", "d", "e", "f", "g", "h"],
        ),
        ("sequenceDiagram\norder-service->>data-base: read\nx-y->>order-service: z", &["order-service", "data-base", "x-y"]),
        (
            "sequenceDiagram\nA->>A: to itself\nNote left of A: left\nNote right of A: right\nNote over A,B: over both\nnote over B: over one",
            &["to itself", "left", "right", "over both", "over one"],
        ),
        (
            "sequenceDiagram\nloop each day\nA->>B: ask\nalt yes\nB->>A: one\nelse no\nB->>A: two\nend\nend\nopt may be\nA->>B: o\nend\npar first\nA->>B: p\nand second\nA->>C: q\nend\ncritical must\nA->>B: r\noption fails\nA->>B: s\nend\nbreak stop\nA->>B: t\nend\nrect rgb(0,0,0)\nA->>B: u\nend",
            &[
                "loop", "each day", "alt", "yes", "else", "no", "opt", "may be", "par", "first", "and", "second", "critical", "must",
                "option", "fails", "break", "stop", "u",
            ],
        ),
        (
            "sequenceDiagram\ntitle: All of it\nautonumber 10 5\nactivate A\nA->>B: one\ndeactivate A\nB->>A: two #59; #35;\nlinks A: {\"x\": \"y\"}",
            &["one", "two ; #"],
        ),
        (
            "sequenceDiagram\nbox Purple Those here\nparticipant A\nparticipant B\nend\nbox rgb(1,2,3) There\nparticipant C\nend\nA->>C: go",
            &["Those here", "There", "go"],
        ),
        ("sequenceDiagram\nparticipant A@{ \"type\": \"queue\", \"alias\": \"In line\" }\nA->>B: x; A->>B: y %% z", &["In line", "x", "y"]),
    ] {
        shows(text, words);
    }
    let numbered = shows("sequenceDiagram\nautonumber 10 5\nA->>B: one\nB->>A: two", &[]);
    assert!(texts(&numbered).ends_with("10.one15.two"), "{}", texts(&numbered));
    let long = "word ".repeat(60);
    shows(&format!("sequenceDiagram\nA->>B: {long}\nA->>A: {long}\nNote over A: {long}\nloop {long}\nB->>C: x\nend"), &[long.as_str()]);
    assert_eq!(
        told("sequenceDiagram\nactor A as Ann\nA->>+B: ask\nalt known\nB--xA: answer\nelse\nNote over A,B: nothing\nend"),
        "Sequence diagram. Ann, an actor. B. Ann to B: ask. B begins to act. alt known. B to Ann, in a cross: answer. else. Note at Ann to B: nothing. End of alt."
    );
}

#[test]
fn what_is_not_understood_stays_source() {
    for (text, why) in [
        ("", "empty"),
        ("pie\n\"a\": 1", "not drawn"),
        ("classDiagram\nA <|-- B", "not drawn"),
        ("graph XY\nA", "no direction"),
        ("graph TD", "nothing in it"),
        ("graph TD\nA[open", "no end"),
        ("graph TD\nA[a (b) c]", "does not end"),
        ("graph TD\nA[one) --> B", "does not end"),
        ("graph TD\nA --> ", "no box"),
        ("graph TD\nA -- words", "no end"),
        ("graph TD\nA B", "not understood"),
        ("graph TD\nsubgraph a\nb", "no end"),
        ("graph TD\nend", "without a beginning"),
        ("graph TD\nsubgraph a\nb\nend\nsubgraph b\na\nend", "in each other"),
        ("graph TD\nA[$$x^2$$]", "formula"),
        ("graph TD\nA[\"<img src='x'>\"]", "more than words"),
        ("graph TD\nA@{ icon: \"x\" }", "picture"),
        ("%%{init: {}\ngraph TD\nA", "no end"),
        ("---\ntitle: a\ngraph TD\nA", "no end"),
        ("graph TD\nA\u{1}", "control character"),
        ("stateDiagram-v2\nstate A {", "no end"),
        ("stateDiagram-v2\n}", "without a beginning"),
        ("stateDiagram-v2\nA --> B C", "no name"),
        ("stateDiagram-v2\nnote \"floating\" as N", "no state"),
        ("sequenceDiagram", "nobody"),
        ("sequenceDiagram\nA->>B", "not understood"),
        ("sequenceDiagram\nloop x\nA->>B: a", "no end"),
        ("sequenceDiagram\nA->>B: a\nelse b", "not understood"),
        ("---\ntitle: a\n---\nsequenceDiagram\ntitle b\nA->>B: x", "two titles"),
        ("sequenceDiagram\ncreate participant A\nB->>A: a", "on the way"),
    ] {
        let found = drawn(text);
        assert!(found.as_ref().is_err_and(|told| told.contains(why)), "{text:?}: {found:?}");
    }
}

#[test]
fn what_is_too_large_or_too_deep_stays_source() {
    let many = |count: usize| (0..count).fold(String::from("graph TD\n"), |text, at| text + &format!("n{at} --> n{}\n", at + 1));
    assert!(drawn(&many(MOST_NODES - 1)).is_ok());
    for text in [
        many(MOST_NODES),
        many(5000),
        format!("graph TD\n{} --> {}", vec!["a"; 60].join(" & "), vec!["b"; 60].join(" & ")),
        format!("graph TD\n{}", "subgraph\n".repeat(5000)),
        format!("graph TD\nA{}", "[".repeat(40_000)),
        format!("graph TD\nA{}", "-->A".repeat(10_000)),
        format!("graph TD\nA[{}]", "x".repeat(401)),
        format!("stateDiagram-v2\n{}", (0..5000).map(|at| format!("state s{at} {{\n")).collect::<String>()),
        format!("sequenceDiagram\n{}", "A->>B: x\n".repeat(5000)),
        format!("sequenceDiagram\n{}", "loop x\n".repeat(5000)),
        format!("sequenceDiagram\n{}", (0..100).map(|at| format!("participant p{at}\n")).collect::<String>()),
        "graph TD\nA --> B\n".repeat(10_000),
        format!("graph TD\n{}", format!("A -- {} --> A\n", "word ".repeat(20)).repeat(200)),
        format!("sequenceDiagram\n{}", "A->>B: x\n".repeat(500)),
    ] {
        // Each of these ends at once: what is too large is refused while it is read.
        assert!(drawn(&text).is_err(), "{:?}", text.get(..60));
    }
    let nested: String = (0..DEEPEST).map(|at| format!("subgraph s{at}\n")).collect();
    shows(&format!("graph TD\n{nested}a --> b\n{}b --> c", "end\n".repeat(DEEPEST)), &["s0", "s23", "a", "b"]);
}

fn read(text: &str) -> Vec<Block> {
    blocks(text, Reading { path: "records/a.md", images: &Images::default(), level: 2, top: 2 })
}

#[test]
fn a_fence_that_is_drawn_is_a_figure_and_keeps_its_source() {
    let source = "graph TD\n  A[\"``` | <b>\"] --> B";
    let text = format!("Words.\n\n````mermaid\n{source}\n````\n\n```mermaid\nnot a diagram\n```\n\n```text\n{source}\n```\n");
    let found = read(&text);
    let [_, Block::Figure(figure), Block::Code { language, .. }, Block::Code { .. }] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((figure.source.as_str(), figure.caption.as_str(), language.as_str()), (source, "Flowchart", "mermaid"));
    // As Markdown the fence comes out again, and it is sealed with the rest.
    let document = |blocks: Vec<Block>| Document {
        name: "a".to_owned(),
        number: "1".to_owned(),
        title: "A".to_owned(),
        purpose: String::new(),
        clauses: Vec::new(),
        stamp: Stamp::default(),
        blocks,
        missing: Vec::new(),
    };
    let written = markdown::text(&document(found.clone()));
    assert!(read(&written).iter().any(|block| matches!(block, Block::Figure(Figure { source: kept, .. }) if kept == source)), "{written}");
    let json = serde_json::to_string(&found).expect("JSON");
    assert_eq!(serde_json::from_str::<Vec<Block>>(&json).expect("a tree"), found);
    let seal = |blocks: &[Block]| Set::new(vec![document(blocks.to_vec())]).documents[0].stamp.hash.clone();
    let mut changed = found.clone();
    if let Some(Block::Figure(figure)) = changed.get_mut(1) {
        figure.source.push(' ');
    }
    assert_ne!(seal(&found), seal(&changed));
}

/// Pieces from which texts are put together that are nearly right.
const PIECES: [&str; 52] = [
    "A",
    "b1",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "-->",
    "---",
    "-.->",
    "==>",
    "--",
    "-.",
    "==",
    "|",
    "&",
    "\n",
    "\n",
    " ",
    " ",
    ";",
    ":",
    ":::",
    "\"",
    "#quot;",
    "<br/>",
    "subgraph ",
    "end",
    "state ",
    "[*]",
    "note right of A",
    "end note",
    "->>",
    "-->>",
    "-x",
    "+",
    "Note over A,B: ",
    "loop x",
    "alt y",
    "else",
    "participant ",
    "activate ",
    "box ",
    "rect ",
    "%%",
    "%%{",
    "@{",
    "é日",
    "x",
    "--\n",
    "direction LR",
];

proptest! {
    #[test]
    fn any_text_is_drawn_whole_or_not_at_all(
        sort in prop::sample::select(vec!["graph TD", "flowchart LR\n", "stateDiagram-v2\n", "sequenceDiagram\n", ""]),
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40),
        noise in "\\PC{0,6}",
    ) {
        let text = format!("{sort}{}{noise}", pieces.concat());
        let found = drawn(&text);
        prop_assert_eq!(&found, &drawn(&text));
        if let Ok(Drawn { drawing, .. }) = found {
            prop_assert!(sound::outside(&drawing).is_empty(), "{}: {:?}", text, sound::outside(&drawing));
            prop_assert!(sound::collisions(&drawing).is_empty(), "{}: {:?}", text, sound::collisions(&drawing));
        }
    }

    #[test]
    fn any_words_of_boxes_are_shown(words in prop::collection::vec("[\\w.,:!?%$*+/ ()<>'|-]{1,30}", 1..12)) {
        let words: Vec<String> = words.into_iter().filter(|word| !word.trim().is_empty() && !word.contains('<')).collect();
        let lines: Vec<String> = words.iter().enumerate().map(|(at, word)| format!("n{at}[\"{word}\"] -->|\"{word}\"| m{at}")).collect();
        if !words.is_empty() && !words.iter().any(|word| word.contains("$$") || word.contains('`')) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            shows(&format!("graph TD\n{}", lines.join("\n")), &words);
        }
    }
}
