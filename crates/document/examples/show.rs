//! Writes a set of documents that has everything in it as HTML, Excel and Markdown into a folder, and says how long each took.
//!
//! `cargo run -p primum-document --example show -- FOLDER`: for looking at, for `.ci/check-accessibility FOLDER` and
//! `.ci/validate-documents FOLDER`. With `long` behind the folder there is one of some three hundred pages as well.

use primum_document::drawing::{Align, Colour, Drawing, Shape, Stroke};
use primum_document::markdown::{Reading, blocks};
use primum_document::{
    Approval, Block, Cell, Column, Document, Fact, Figure, Heading, Image, Images, Inline, Missing, Note, Picture, Row, Set, Share, Stamp,
    Table, Target, Tone, html, markdown, xlsx,
};
use std::error::Error;
use std::path::Path;
use std::time::Instant;

#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "an example writes files, and says how long that took")]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("a folder to write to")?;
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder)?;
    let mut documents = vec![requirements(40), matrix(30, 24), hostile()];
    if std::env::args().nth(2).as_deref() == Some("long") {
        documents.push(long());
        documents.push(huge());
    }
    let set = Set::new(documents);
    let homes = xlsx::Homes::of(&set);
    for document in &set.documents {
        let start = Instant::now();
        let page = html::page(document);
        let after_page = Instant::now();
        let text = markdown::text(document);
        let after_text = Instant::now();
        let book = xlsx::file_among(document, &homes)?;
        let after_book = Instant::now();
        let size = book.as_ref().map_or(0, Vec::len) / 1024;
        eprintln!(
            "{}: HTML {} KB in {:.1?}, Markdown {} KB in {:.1?}, Excel {size} KB in {:.1?}",
            document.name,
            page.len() / 1024,
            after_page - start,
            text.len() / 1024,
            after_text - after_page,
            after_book - after_text
        );
        std::fs::write(folder.join(format!("{}.html", document.name)), page)?;
        std::fs::write(folder.join(format!("{}.md", document.name)), text)?;
        if let Some(book) = book {
            std::fs::write(folder.join(format!("{}.xlsx", document.name)), book)?;
        }
    }
    Ok(())
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn cell(text: &str) -> Cell {
    Cell { text: words(text), tone: Tone::Plain }
}

fn link(id: &str) -> Inline {
    Inline::Link { to: Target::Record(id.to_owned()), text: words(id) }
}

fn state(tone: Tone, text: &str) -> Cell {
    Cell { text: vec![Inline::State(tone, text.to_owned())], tone }
}

fn heading(level: u8, numbered: bool, anchor: &str, text: &str) -> Block {
    Block::Heading(Heading { level, numbered, anchor: anchor.to_owned(), text: words(text) })
}

fn columns(columns: &[(&str, Share)]) -> Vec<Column> {
    columns.iter().map(|(title, share)| Column { title: (*title).to_owned(), share: *share }).collect()
}

fn document(name: &str, number: &str, title: &str, blocks: Vec<Block>) -> Document {
    let approval = |name: &str, role: &str, meaning: &str, what: &str, holds| Approval {
        name: name.to_owned(),
        role: role.to_owned(),
        meaning: meaning.to_owned(),
        time: "2026-11-20T09:14:07Z".to_owned(),
        what: what.to_owned(),
        holds,
    };
    let fact = |name: &str, value: &str| Fact { name: name.to_owned(), value: value.to_owned() };
    Document {
        name: name.to_owned(),
        number: number.to_owned(),
        title: title.to_owned(),
        purpose: "States what the software has to do, for whom each requirement is, and how it is shown to be met.".to_owned(),
        clauses: ["IEC 62304 5.2.1", "IEC 62304 5.2.2", "IEC 62304 5.2.6"].map(str::to_owned).to_vec(),
        stamp: Stamp {
            product: "Drop infusion pump".to_owned(),
            version: "2.1.0".to_owned(),
            manufacturer: "Example Medical GmbH".to_owned(),
            class: "C".to_owned(),
            commit: "0123456789abcdef0123456789abcdef01234567".to_owned(),
            dirty: "2 files differ: records/software/requirements.md, records/risks.md".to_owned(),
            date: "2026-11-28".to_owned(),
            tool: "Primum 0.1.0".to_owned(),
            data: vec![fact("IEC 62304", "2006 + A1:2015"), fact("ISO 14971", "2019"), fact("Index of vulnerabilities", "2026-11-20")],
            draft: "3 of 40 records are not approved as they stand".to_owned(),
            approvals: vec![
                approval("Ina Example", "Software lead", "I wrote this, and it is complete", "37 of 40 records", true),
                approval("김 예시", "Quality", "I reviewed this, and agree", "37 of 40 records", true),
                approval("Old Example", "Risk manager", "I reviewed this, and agree", "2 of 40 records", false),
            ],
            hash: String::new(),
        },
        blocks,
        missing: vec![
            Missing {
                what: "requirements of the security of the software".to_owned(),
                why: "clause 5.2.2 e asks for them at every class".to_owned(),
                remedy: "Write the first with `primum new SRS`.".to_owned(),
            },
            Missing { what: "a system test of SRS-7".to_owned(), why: "nothing verifies it".to_owned(), remedy: "Write one.".to_owned() },
        ],
    }
}

const PROSE: &str = "The pump shall stop within **200 ms** once air is found in the line, and tell so ([SRS-2](x.md#SRS-2)). \
주입 펌프는 공기가 감지되면 200 ms 이내에 정지해야 한다. The nurse sees `AIR IN LINE` and hears the alarm.\n\n\
يجب أن تتوقف المضخة خلال 200 مللي ثانية عند اكتشاف الهواء في الخط.\n\n\
1. Stop the motor.\n2. Sound the alarm:\n   - red light\n   - [x] beeper\n3. Keep the bolus that was given.[^1]\n\n\
[^1]: As the hazard analysis says; see <https://example.org/a/very/long/address/that/does/not/end/where/a/line/ends?query=1&other=2>.\n\n\
> Quoted from the user: *it must never start by itself*.\n\n\
| Case | Limit |\n|---|---|\n| single bubble | 50 µl |\n| sum in 15 min | 1 ml<br>(class C) |\n\n\
```rust\nfn stop() -> Result<(), Fault> {\n    motor::halt()?; // a long line of code that does not fit into a narrow window, so it scrolls\n    alarm::raise(Alarm::AirInLine)\n}\n```\n";

fn requirements(count: usize) -> Document {
    let mut all = Table {
        caption: "Software requirements".to_owned(),
        columns: columns(&[
            ("ID", Share::Narrow),
            ("Title", Share::Wide),
            ("Verified by", Share::Normal),
            ("Tests", Share::Narrow),
            ("State", Share::Narrow),
        ]),
        rows: Vec::new(),
        wide: false,
    };
    for at in 1..=count {
        let title = if at % 7 == 0 {
            "혈관 내 공기 주입 방지: 공기 방울이 50 µl를 넘으면 펌프를 정지한다"
        } else {
            "Stops within 200 ms once air is found in the line, and says why on the display"
        };
        let state = if at % 5 == 0 {
            state(Tone::Bad, "not verified")
        } else if at % 3 == 0 {
            state(Tone::Caution, "changed since")
        } else {
            state(Tone::Good, "satisfied")
        };
        let tests = vec![
            link(&format!("TST-{at}")),
            Inline::Text(", ".to_owned()),
            Inline::Text("TST-SYSTEM-ALARM-AIR-IN-LINE-0001-OF-THE-VERY-LONG-NAMES".to_owned()),
        ];
        all.rows.push(Row {
            anchor: String::new(),
            cells: vec![
                Cell { text: vec![link(&format!("SRS-{at}"))], tone: Tone::Plain },
                cell(title),
                Cell { text: if at % 2 == 0 { tests } else { vec![link(&format!("TST-{at}"))] }, tone: Tone::Plain },
                cell(&(at * 3 % 11).to_string()),
                state,
            ],
        });
    }
    let mut body = vec![
        heading(1, true, "", "Overview"),
        Block::Paragraph(vec![
            Inline::Text("All requirements, and where they are verified. The matrix is in ".to_owned()),
            Inline::Link { to: Target::Document { name: "traceability".to_owned(), anchor: String::new() }, text: words("Traceability") },
            Inline::Text(".".to_owned()),
        ]),
        Block::Table(all),
        Block::Note(Note {
            tone: Tone::Bad,
            title: "Missing".to_owned(),
            text: words(
                "requirements of the security of the software: clause 5.2.2 e asks for them at every class. Write the first with `primum new SRS`.",
            ),
        }),
        Block::Note(Note {
            tone: Tone::Caution,
            title: "To be known".to_owned(),
            text: words("Two records changed after the last test run."),
        }),
        Block::Note(Note { tone: Tone::Plain, title: "Reading".to_owned(), text: words("IDs lead to the records.") }),
        Block::Note(Note { tone: Tone::Good, title: "Complete".to_owned(), text: words("Every requirement has a source.") }),
        Block::Figure(Figure {
            caption: "Where the software stands in the system".to_owned(),
            picture: Picture::Drawing(drawing()),
            source: String::new(),
        }),
        Block::Figure(Figure {
            caption: "The alarm on the display".to_owned(),
            picture: Picture::Image { alt: "A red square".to_owned(), image: square() },
            source: String::new(),
        }),
        heading(1, true, "", "Requirements by category"),
    ];
    let images = Images::default();
    for at in 1..=count {
        if at % 10 == 1 {
            body.push(heading(2, true, "", ["Functional", "Alarms", "Interfaces", "안전"][at / 10 % 4]));
        }
        let id = format!("SRS-{at}");
        body.push(heading(3, false, &id, &format!("{id} Stops once air is found in the line")));
        body.push(Block::Fields(vec![
            (words("category"), words("functional")),
            (words("derives-from"), vec![link("SYS-3")]),
            (words("controls"), words("RC-4, RC-5, RC-HAZARD-AIR-EMBOLISM-000000000000000000000000000000000000000000001")),
            (words("verified by"), vec![link(&format!("TST-{at}"))]),
        ]));
        body.extend(blocks(PROSE, Reading { path: "records/a.md", images: &images, level: 4, top: 3 }));
    }
    document("software-requirements", "SRS-DOC", "Software requirements specification", body)
}

fn matrix(rows: usize, width: usize) -> Document {
    let mut all = vec![("ID", Share::Narrow), ("Requirement", Share::Normal)];
    all.extend((0..width).map(|_| ("RC-0", Share::Narrow)));
    let mut table = Table {
        caption: "Requirements and risk controls: which requirement implements which".to_owned(),
        columns: columns(&all),
        rows: Vec::new(),
        wide: true,
    };
    for (at, column) in table.columns.iter_mut().skip(2).enumerate() {
        column.title = format!("RC-{}", at + 1);
    }
    for at in 1..=rows {
        let id = format!("TST-{at}");
        let mut cells =
            vec![Cell { text: vec![link(&format!("SRS-{at}"))], tone: Tone::Plain }, cell("Stops once air is found in the line")];
        cells.extend((0..width).map(|column| match (at * 7 + column * 3) % 9 {
            0 => state(Tone::Good, "passed"),
            1 => state(Tone::Bad, "failed"),
            2 => state(Tone::Quiet, "n/a"),
            _ => Cell::default(),
        }));
        table.rows.push(Row { anchor: id, cells });
    }
    let hole = Table {
        caption: "Trace: from needs to proofs".to_owned(),
        columns: columns(&[
            ("ID", Share::Narrow),
            ("Need", Share::Wide),
            ("Requirement", Share::Wide),
            ("Design", Share::Normal),
            ("Test", Share::Normal),
            ("Result", Share::Narrow),
        ]),
        rows: (1..=rows)
            .map(|at| Row {
                anchor: format!("SYS-{at}"),
                cells: vec![
                    cell(&format!("SYS-{at}")),
                    cell(&"A need that is told in a sentence or two. ".repeat(1 + at % 4)),
                    cell("What the software does for it."),
                    Cell { text: vec![link(&format!("SRS-{at}"))], tone: Tone::Plain },
                    cell("TST-SYSTEM-1"),
                    state(Tone::Bad, "missing"),
                ],
            })
            .collect(),
        wide: true,
    };
    let body = vec![
        heading(1, true, "", "Matrix"),
        Block::Paragraph(words("Rows are requirements, columns are risk controls.")),
        Block::Table(table),
        heading(1, true, "", "Trace"),
        Block::Table(hole),
        heading(1, true, "", "What follows"),
        Block::Paragraph(words("This stands on an upright page again.")),
    ];
    document("traceability", "TRACE", "Traceability", body)
}

/// What people write to break a page.
fn hostile() -> Document {
    let text = "<script>document.title='run'</script>\n\n<style>body{display:none}</style>\n\n<img src=x onerror=\"document.title='run'\">\n\n\
        ![a](https://example.org/track.png) ![b](//example.org/x.png) [x](javascript:document.title='run') [y](data:text/html,<b>) \
        [z](vbscript:x) <javascript:alert(1)> </main></body></html>\n\n<svg onload=\"document.title='run'\">\n\n<iframe src=\"https://example.org\">\n\n\
        <!-- not shown --><base href=\"https://example.org/\"><meta http-equiv=\"refresh\" content=\"0;url=https://example.org\">\n\n\
        =HYPERLINK(\"http://example.org\") \u{202e}backwards\u{202c} \u{1b}[2J \u{0}\n\n```\n</code></pre><script>document.title='run'</script>\n";
    let images = Images::default();
    let mut body = vec![heading(1, true, "~text", "Texts that are no markup <b>&amp;</b>"), heading(4, true, "\"><script>", "A place")];
    body.extend(blocks(text, Reading { path: "a.md", images: &images, level: 2, top: 2 }));
    body.extend(blocks(&format!("{}deep\n", "> - ".repeat(5_000)), Reading { path: "a.md", images: &images, level: 2, top: 2 }));
    body.push(Block::Paragraph(vec![Inline::Link { to: Target::Anchor("\"><script>".to_owned()), text: words("to the place") }]));
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>document.title='run'</script><image href=\"https://example.org/x.png\"/></svg>";
    let image = Image { media: primum_document::images::Media::Svg, width: 90, height: 90, bytes: svg.as_slice().into() };
    body.push(Block::Figure(Figure {
        caption: "<b>".to_owned(),
        picture: Picture::Image { alt: "\" onload=\"document.title='run'".to_owned(), image },
        source: String::new(),
    }));
    let wide: Vec<Column> = (0..100).map(|at| Column { title: format!("c{at}"), share: Share::Narrow }).collect();
    let rows = (0..60)
        .map(|row| Row { anchor: String::new(), cells: (0..100).map(|column| cell(&format!("=r{row}c{column}"))).collect() })
        .collect();
    body.push(Block::Table(Table { caption: "'[A table] of a hundred columns'".to_owned(), columns: wide, rows, wide: true }));
    let mut document = document("hostile", "</style><script>", "</title><script>document.title='run'</script>", body);
    document.stamp.product = "\"}</style><script>document.title='run'</script> & Co".to_owned();
    document
}

/// Some three hundred pages.
fn long() -> Document {
    let mut document = requirements(400);
    document.name = "long".to_owned();
    if let Some(Block::Table(table)) = document.blocks.iter_mut().find(|block| matches!(block, Block::Table(_))) {
        let rows = table.rows.clone();
        (0..12).for_each(|_| table.rows.extend(rows.iter().cloned()));
    }
    document
}

/// A table of 100 columns and 5,000 rows, as a record may hold it.
#[expect(clippy::disallowed_methods, clippy::print_stderr, reason = "an example says how long reading took")]
fn huge() -> Document {
    let row = |cell: &dyn Fn(usize) -> String| (0..100).map(cell).collect::<Vec<_>>().join(" | ");
    let mut text = format!("{}\n{}\n", row(&|at| format!("c{at}")), row(&|_| "---".to_owned()));
    for at in 0..5_000 {
        text.push_str(&row(&|column| format!("r{at}c{column}")));
        text.push('\n');
    }
    let start = Instant::now();
    let body = blocks(&text, Reading { path: "a.md", images: &Images::default(), level: 2, top: 2 });
    eprintln!("huge: {} KB of Markdown read in {:.1?}", text.len() / 1024, start.elapsed());
    document("huge", "HUGE", "A huge table", body)
}

fn drawing() -> Drawing {
    let stroke = Stroke { colour: Colour(40, 60, 90), width: 15, dashed: false };
    let at = |x, text: &str| {
        vec![
            Shape::Box { at: [x, 200, 1600, 700], round: 60, fill: Some(Colour(228, 238, 250)), stroke: Some(stroke) },
            Shape::Text {
                at: (x + 800, 590),
                align: Align::Middle,
                size: 150,
                bold: true,
                colour: Colour(20, 30, 50),
                text: text.to_owned(),
            },
        ]
    };
    let mut shapes = at(200, "Sensor");
    shapes.extend(at(2600, "Pump 소프트웨어"));
    shapes.push(Shape::Line { points: vec![(1800, 550), (2600, 550)], stroke, arrow: true });
    Drawing {
        width: 4400,
        height: 1100,
        description: "A sensor leads to the software of the pump. The software stops the motor.".to_owned(),
        shapes,
    }
}

/// A PNG of one red pixel.
fn square() -> Image {
    const PNG: [u8; 69] = [
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 144, 119, 83, 222, 0, 0, 0,
        12, 73, 68, 65, 84, 120, 156, 99, 248, 207, 192, 0, 0, 3, 1, 1, 0, 201, 254, 146, 239, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96,
        130,
    ];
    Image { media: primum_document::images::Media::Png, width: 160, height: 90, bytes: PNG.as_slice().into() }
}
