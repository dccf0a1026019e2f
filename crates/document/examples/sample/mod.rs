//! Documents to try printers on: one with everything that a document can have, and a long one.

use primum_document::drawing::{Align, Colour, Drawing, Shape, Stroke};
use primum_document::{
    Approval, Block, Cell, Column, Document, Fact, Figure, Heading, Image, Inline, Item, Missing, Note, Picture, Row, Share, Stamp, Table,
    Target, Tone, Url,
};

/// Two small pictures.
const PNG: &[u8] = include_bytes!("shapes.png");
const JPEG: &[u8] = include_bytes!("shapes.jpeg");

/// Plain text.
#[must_use]
pub(crate) fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(words(text))
}

fn heading(level: u8, numbered: bool, anchor: &str, text: &str) -> Block {
    Block::Heading(Heading { level, numbered, anchor: anchor.to_owned(), text: words(text) })
}

fn link(to: Target, text: &str) -> Inline {
    Inline::Link { to, text: words(text) }
}

fn cell(text: &str, tone: Tone) -> Cell {
    Cell { text: if text.is_empty() { Vec::new() } else { words(text) }, tone }
}

fn state(tone: Tone, text: &str) -> Cell {
    Cell { text: vec![Inline::State(tone, text.to_owned())], tone }
}

fn item(blocks: Vec<Block>) -> Item {
    Item { done: None, blocks }
}

fn columns(titles: &[(&str, Share)]) -> Vec<Column> {
    titles.iter().map(|(title, share)| Column { title: (*title).to_owned(), share: *share }).collect()
}

/// What a document says of itself.
#[must_use]
pub(crate) fn stamp() -> Stamp {
    let approval = |name: &str, role: &str, holds: bool| Approval {
        name: name.to_owned(),
        role: role.to_owned(),
        meaning: "reviewed and approved".to_owned(),
        time: "2026-11-19T14:03:22Z".to_owned(),
        what: "14 of 20 records".to_owned(),
        holds,
    };
    let fact = |name: &str, value: &str| Fact { name: name.to_owned(), value: value.to_owned() };
    Stamp {
        product: "Infusion pump IP-3".to_owned(),
        version: "2.4.0".to_owned(),
        manufacturer: "Example Medical Devices GmbH & Co. KG".to_owned(),
        class: "C".to_owned(),
        commit: "4f0c1d2e3b4a59687766554433221100ffeeddcc".to_owned(),
        dirty: "3 files differ from the commit".to_owned(),
        date: "2026-11-20".to_owned(),
        tool: "primum 0.1.0".to_owned(),
        data: vec![fact("IEC 62304", "2006 with Amendment 1:2015"), fact("ISO 14971", "2019")],
        draft: "6 of 20 records to be approved are not, SRS-ALARM-0007 first".to_owned(),
        approvals: vec![approval("Ada Example", "software lead", true), approval("Bo Beispiel", "quality management", false)],
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
    }
}

fn document(name: &str, title: &str, blocks: Vec<Block>) -> Document {
    let missing = |what: &str, why: &str, remedy: &str| Missing { what: what.to_owned(), why: why.to_owned(), remedy: remedy.to_owned() };
    Document {
        name: name.to_owned(),
        number: "SW-05".to_owned(),
        title: title.to_owned(),
        purpose: "States what the software has to do, for whom each requirement is, and how it is shown to be met.".to_owned(),
        clauses: vec!["IEC 62304 5.2.1".to_owned(), "IEC 62304 5.2.2".to_owned()],
        stamp: stamp(),
        blocks,
        missing: vec![
            missing("a system test of SRS-ALARM-0007", "clause 5.7.1 asks for one at every class", "Write one with `primum new TEST`."),
            missing(
                "the detailed design of the unit `pump/motor`",
                "clause 5.4.2 asks for it at class C",
                "Describe the unit in its record.",
            ),
        ],
    }
}

/// A drawing with every shape.
#[must_use]
pub(crate) fn drawing() -> Drawing {
    let (ink, line, ground) = (Colour(0x1c, 0x22, 0x2b), Colour(0x4a, 0x58, 0x68), Colour(0xee, 0xf3, 0xf9));
    let stroke = |dashed: bool| Stroke { colour: line, width: 15, dashed };
    let text = |x: i32, y: i32, align: Align, bold: bool, text: &str| Shape::Text {
        at: (x, y),
        align,
        size: 120,
        bold,
        colour: ink,
        text: text.to_owned(),
    };
    let frame = |left: i32, round: i32| Shape::Box { at: [left, 200, 1600, 700], round, fill: Some(ground), stroke: Some(stroke(false)) };
    Drawing {
        width: 6000,
        height: 1600,
        description: "The sensor reports to the control, which drives the motor and, in doubt, stops it.".to_owned(),
        shapes: vec![
            Shape::Box { at: [5, 5, 5990, 1590], round: 0, fill: None, stroke: Some(stroke(true)) },
            frame(200, 0),
            frame(2200, 80),
            frame(4200, 200),
            text(1000, 580, Align::Middle, true, "Sensor"),
            text(3000, 580, Align::Middle, true, "Control"),
            text(5000, 580, Align::Middle, true, "Motor"),
            Shape::Line { points: vec![(1800, 550), (2200, 550)], stroke: stroke(false), arrow: true },
            Shape::Line { points: vec![(3800, 550), (4200, 550)], stroke: stroke(true), arrow: true },
            Shape::Line { points: vec![(3000, 900), (3000, 1300), (5000, 1300), (5000, 900)], stroke: stroke(false), arrow: true },
            Shape::Area { points: vec![(300, 1200), (420, 1450), (180, 1450)], fill: Colour(0xb3, 0x26, 0x1e) },
            text(500, 1400, Align::Start, false, "start: flow < 0.1 ml/h & alarm"),
            text(5850, 1500, Align::End, false, "end: 펌프"),
        ],
    }
}

/// Text with every mark and every kind of link.
fn marks() -> Vec<Inline> {
    let url = |text: &str| Url::new(text).map(Target::Url);
    let mut text = vec![
        Inline::Text("The pump ".to_owned()),
        Inline::Strong(words("stops")),
        Inline::Text(" within ".to_owned()),
        Inline::Emphasis(vec![Inline::Text("one ".to_owned()), Inline::Strong(words("second"))]),
        Inline::Text(", ".to_owned()),
        Inline::Strike(words("or not")),
        Inline::Text(", see ".to_owned()),
        Inline::Code("src/pump/motor.rs".to_owned()),
        Inline::Text(" and ".to_owned()),
        link(Target::Anchor("SRS-ALARM-0007".to_owned()), "SRS-ALARM-0007"),
        Inline::Text(", ".to_owned()),
        link(Target::Document { name: "09-risk".to_owned(), anchor: "RISK_1/ä".to_owned() }, "the risk file"),
        Inline::Text(", ".to_owned()),
    ];
    if let Some(to) = url("https://example.org/a?b=c&d=[e]#f") {
        text.push(link(to, "the web"));
    }
    text.extend([
        Inline::Break,
        Inline::State(Tone::Good, "satisfied".to_owned()),
        Inline::Text(" ".to_owned()),
        Inline::State(Tone::Bad, "missing".to_owned()),
        Inline::Text(" ".to_owned()),
        Inline::State(Tone::Caution, "to be looked at".to_owned()),
        Inline::Text(" <b>&amp;</b> \u{7} 12 > 11".to_owned()),
    ]);
    text
}

fn lists() -> Block {
    let nested = (0..9).rev().fold(Vec::new(), |inner: Vec<Block>, level: u64| {
        let mut blocks = vec![paragraph(&format!("Level {}", level + 1))];
        blocks.extend(inner);
        vec![Block::List { start: (level % 2 == 1).then_some(level), items: vec![item(blocks)] }]
    });
    let task = |done: bool, text: &str| Item { done: Some(done), blocks: vec![paragraph(text)] };
    let code = Block::Code { language: "rust".to_owned(), text: "fn stop() -> bool {\n\ttrue\n}".to_owned() };
    let mut items = vec![item(vec![paragraph("First"), paragraph("A second paragraph of the first item."), code])];
    items.extend(nested.into_iter().map(|list| item(vec![paragraph("With a list inside"), list])));
    items.push(item(vec![Block::List { start: None, items: vec![task(true, "done"), task(false, "to be done")] }]));
    Block::List { start: Some(1), items }
}

fn wide() -> Block {
    let titles: Vec<(String, Share)> =
        (1..=14).map(|number| (format!("Column {number}"), if number == 2 { Share::Wide } else { Share::Narrow })).collect();
    let titles: Vec<(&str, Share)> = titles.iter().map(|(title, share)| (title.as_str(), *share)).collect();
    let tones = [Tone::Good, Tone::Caution, Tone::Bad, Tone::Quiet, Tone::Plain];
    let rows = (1..=40usize).map(|row| {
        let mut cells =
            vec![cell(&format!("SRS-{row:04}"), Tone::Plain), cell("What is shown to the nurse when the flow stops", Tone::Plain)];
        cells.extend((0..12).map(|at| if (row + at) % 4 == 0 { cell("", Tone::Plain) } else { state(tones[(row + at) % 5], "yes") }));
        Row { anchor: String::new(), cells }
    });
    Block::Table(Table {
        caption: "Every requirement against every test".to_owned(),
        columns: columns(&titles),
        rows: rows.collect(),
        wide: true,
    })
}

/// A document with everything that a document can have.
#[must_use]
pub(crate) fn everything() -> Document {
    let picture = |bytes: &[u8], alt: &str| Image::new(bytes).ok().map(|image| Picture::Image { alt: alt.to_owned(), image });
    let titles = [
        ("ID", Share::Narrow),
        ("Title", Share::Wide),
        ("Category", Share::Narrow),
        ("Source", Share::Normal),
        ("Verified by", Share::Normal),
        ("Empty", Share::Normal),
    ];
    let requirement = |id: &str, title: &str, tone: Tone, verified: &str| Row {
        anchor: id.to_owned(),
        cells: vec![
            cell(id, Tone::Plain),
            cell(title, Tone::Plain),
            cell("alarm", Tone::Plain),
            cell("UN-0003", Tone::Plain),
            state(tone, verified),
        ],
    };
    let long = "The software raises a visible and an audible alarm of high priority within two seconds after the flow has fallen below the limit that is set, and keeps it until a person acknowledges it at the device. ".repeat(3);
    let mut blocks = vec![
        heading(1, true, "", "Overview"),
        Block::Paragraph(marks()),
        paragraph("경보는 2초 이내에 발생해야 한다. 警報は二秒以内に鳴る。 警报必须在两秒内响起。"),
        paragraph("האזעקה נשמעת תוך שתי שניות (IEC 60601-1-8)."),
        Block::Table(Table {
            caption: "Software requirements".to_owned(),
            columns: columns(&titles),
            rows: vec![
                requirement("SRS-ALARM-0007", &long, Tone::Bad, "missing"),
                requirement("SRS-0001", "Starts", Tone::Good, "TEST-0001 passed"),
                requirement(
                    "SRS-FLOW-LIMITS-EXTERNAL-0123",
                    "a/very/long/path/that/nobody/would/ever/want/to/break/but/has/to/be/broken.rs",
                    Tone::Caution,
                    "stale",
                ),
            ],
            wide: false,
        }),
        heading(2, true, "", "By category"),
        heading(3, false, "SRS-0002", "SRS-0002 Occlusion is told"),
        Block::Fields(vec![
            (words("category"), words("alarm")),
            (words("derives-from"), vec![link(Target::Anchor("SRS-0001".to_owned()), "SRS-0001")]),
            (words("rationale"), words(&long)),
        ]),
        heading(4, false, "", "Acceptance criteria"),
        Block::Quote(vec![paragraph("Words of others."), Block::Quote(vec![paragraph("And of others still.")]), lists()]),
        lists(),
    ];
    for (tone, title) in [
        (Tone::Plain, "Explanation"),
        (Tone::Quiet, "Aside"),
        (Tone::Good, "Satisfied"),
        (Tone::Caution, "To be known"),
        (Tone::Bad, "Missing"),
    ] {
        blocks.push(Block::Note(Note {
            tone,
            title: title.to_owned(),
            text: words("a system test: clause 5.7.1 asks for one. Write one with `primum new TEST`."),
        }));
    }
    blocks.push(heading(2, true, "", "Requirements against tests"));
    blocks.push(paragraph("A table that is too wide for an upright page, with what leads to it."));
    blocks.push(wide());
    blocks.push(heading(1, true, "", "Pictures"));
    blocks.push(Block::Figure(Figure {
        caption: "How the parts work together".to_owned(),
        picture: Picture::Drawing(drawing()),
        source: String::new(),
    }));
    blocks.extend(
        picture(PNG, "two shapes")
            .map(|picture| Block::Figure(Figure { caption: "A picture in PNG".to_owned(), picture, source: String::new() })),
    );
    let mut inline = words("A picture in a line: ");
    inline.extend(picture(JPEG, "two shapes again").map(Inline::Picture));
    blocks.push(Block::Paragraph(inline));
    blocks.push(Block::Rule);
    blocks.push(Block::Code {
        language: "mermaid".to_owned(),
        text: "graph TD\n  A[\"<script>alert(1)</script>\"] --> B\n\n  B --> C".to_owned(),
    });
    blocks.push(Block::Table(Table {
        caption: String::new(),
        columns: columns(&[("One", Share::Normal), ("Two", Share::Normal)]),
        rows: vec![Row { anchor: String::new(), cells: vec![cell("a", Tone::Plain)] }],
        wide: false,
    }));
    for level in 2..=6 {
        blocks.push(heading(level, true, "", &format!("A heading of level {level}")));
    }
    blocks.push(paragraph("The end."));
    document("05-software-requirements", "Software requirements specification", blocks)
}

/// A long document of records, about as many pages as asked for; always the same.
#[must_use]
pub(crate) fn long(pages: usize) -> Document {
    let mut blocks = Vec::new();
    for page in 0..pages {
        if page % 10 == 0 {
            blocks.push(heading(1, true, "", &format!("Part {}", page / 10 + 1)));
        }
        blocks.push(heading(2, true, "", &format!("Subject {}", page + 1)));
        let rows = (0..12).map(|row| {
            let id = format!("SRS-{:05}", page * 12 + row);
            let text = "The software tells the user what has happened, and what to do about it, in the words of the manual.";
            let to = Target::Anchor(format!("SRS-{:05}", (page * 12 + row * 7) % (pages * 12)));
            let cells = vec![
                cell(&id, Tone::Plain),
                cell(text, Tone::Plain),
                Cell { text: vec![link(to, "a requirement")], tone: Tone::Plain },
                state(if row % 5 == 0 { Tone::Bad } else { Tone::Good }, if row % 5 == 0 { "missing" } else { "passed" }),
            ];
            Row { anchor: id, cells }
        });
        let titles = [("ID", Share::Narrow), ("Title", Share::Wide), ("Source", Share::Normal), ("Result", Share::Narrow)];
        blocks.push(Block::Table(Table {
            caption: format!("Requirements of subject {}", page + 1),
            columns: columns(&titles),
            rows: rows.collect(),
            wide: false,
        }));
        for record in 0..2 {
            blocks.push(heading(
                3,
                false,
                &format!("REC-{:05}", page * 2 + record),
                &format!("REC-{:05} What is recorded", page * 2 + record),
            ));
            blocks.push(Block::Fields(vec![(words("category"), words("function")), (words("priority"), words("high"))]));
            blocks.push(Block::Paragraph(marks()));
            blocks.push(Block::List {
                start: None,
                items: (0..3).map(|at| item(vec![paragraph(&format!("Point {at} of what has to be thought of."))])).collect(),
            });
        }
    }
    document("long", "A long document", blocks)
}
