//! Charts by example, and what is true of any chart.

use super::*;
use crate::drawing::{Drawing, Shape, sound, svg};
use proptest::prelude::*;

fn check(drawing: &Drawing) {
    let (outside, collisions) = (sound::outside(drawing), sound::collisions(drawing));
    assert!(outside.is_empty(), "{}x{}: {:?}", drawing.width, drawing.height, outside.first());
    assert!(collisions.is_empty(), "{:?}", collisions.first());
    assert!(drawing.width <= 7000, "as wide as the text of a page: {}", drawing.width);
    roxmltree::Document::parse(&svg::text(drawing)).expect("well-formed");
}

fn texts(drawing: &Drawing) -> Vec<&str> {
    let text = |shape: &'_ Shape| matches!(shape, Shape::Text { .. });
    drawing
        .shapes
        .iter()
        .filter(|shape| text(shape))
        .filter_map(|shape| if let Shape::Text { text, .. } = shape { Some(text.as_str()) } else { None })
        .collect()
}

fn series() -> Vec<(Tone, String)> {
    vec![(Tone::Good, "passed".to_owned()), (Tone::Bad, "failed".to_owned()), (Tone::Quiet, "not run".to_owned())]
}

#[test]
fn bars_say_their_numbers() {
    let rows = vec![("Unit tests".to_owned(), vec![30, 2, 0]), ("System tests".to_owned(), vec![0, 0, 0])];
    let bars = Bars { title: "Results by level".to_owned(), unit: ("test", "tests"), series: series(), rows, whole: false };
    let drawing = bars.draw();
    check(&drawing);
    assert_eq!(drawing.description, "Results by level. Unit tests: 32 tests: 30 passed, 2 failed. System tests: 0 tests: none.");
    assert!(["32", "30", "0", "Unit tests", "failed"].iter().all(|text| texts(&drawing).contains(text)), "{:?}", texts(&drawing));
    let empty = Bars::default().draw();
    check(&empty);
    assert_eq!(texts(&empty), ["There is nothing to show."]);
}

#[test]
fn a_matrix_says_what_its_cells_mean() {
    let spot = |count, tone, word: &str| Spot { count, tone, word: word.to_owned() };
    let rows = vec![
        ("critical".to_owned(), vec![spot(0, Tone::Caution, "investigate"), spot(3, Tone::Bad, "unacceptable")]),
        ("minor".to_owned(), vec![spot(1, Tone::Good, "acceptable"), spot(0, Tone::Bad, "unacceptable")]),
    ];
    let grid = Grid {
        title: "Risks before controls".to_owned(),
        unit: ("situation", "situations"),
        axes: ("Severity".to_owned(), "Probability of harm".to_owned()),
        columns: vec!["improbable".to_owned(), "frequent".to_owned()],
        rows,
        note: "1 is not known: HS-9".to_owned(),
    };
    let drawing = grid.draw();
    check(&drawing);
    assert_eq!(
        drawing.description,
        "Risks before controls. critical, frequent: 3 situations, unacceptable. minor, improbable: 1 situation, acceptable. 1 is not known: HS-9."
    );
    assert!(texts(&drawing).contains(&"unacceptable"));
}

#[test]
fn what_is_not_known_breaks_a_line() {
    let line = Line { name: "Coverage".to_owned(), tone: Tone::Good, percent: true, values: vec![Some(80), Some(90), None, Some(100)] };
    let across = ["1.0", "1.1", "1.2", "now"].map(str::to_owned).to_vec();
    let drawing = Lines { title: "Over the releases".to_owned(), across, lines: vec![line] }.draw();
    check(&drawing);
    assert!(drawing.description.ends_with("Coverage: 1.0 80 %, 1.1 90 %, 1.2 not known, now 100 %."), "{}", drawing.description);
    let lines = drawing.shapes.iter().filter(|shape| matches!(shape, Shape::Line { stroke, .. } if stroke.width == 20)).count();
    assert_eq!(lines, 1, "the last point stands alone");
}

#[test]
fn a_tile_has_a_sign_beside_its_colour() {
    let keys = vec![(Tone::Good, "satisfied".to_owned(), '+'), (Tone::Bad, "open".to_owned(), '!')];
    let tile = |label: &str, key| Tile { label: label.to_owned(), key };
    let groups = vec![Group { title: "5.1 Planning".to_owned(), tiles: vec![tile("5.1.1", 0), tile("5.1.2", 1)] }];
    let drawing = Tiles { title: "Clauses".to_owned(), keys, groups }.draw();
    check(&drawing);
    assert_eq!(drawing.description, "Clauses. 1 satisfied, 1 open. 5.1 Planning: satisfied 5.1.1; open 5.1.2.");
    assert!(["5.1.2", "!", "+", "open"].iter().all(|text| texts(&drawing).contains(text)), "{:?}", texts(&drawing));
}

prop_compose! {
    fn name()(text in "[a-zA-Z <&é日\\-\u{202e}]{0,12}|\\PC{0,80}") -> String { text }
}

prop_compose! {
    fn rows()(rows in prop::collection::vec((name(), prop::collection::vec(prop_oneof![0..40_u64, any::<u64>()], 0..5)), 0..14)) -> Vec<(String, Vec<u64>)> { rows }
}

proptest! {
    #[test]
    fn any_numbers_and_names_stay_on_the_canvas(title in name(), rows in rows(), whole: bool, names in prop::collection::vec(name(), 0..14), long in 0..80_usize) {
        let tones = [Tone::Good, Tone::Bad, Tone::Caution, Tone::Plain, Tone::Quiet];
        let series: Vec<(Tone, String)> = tones.into_iter().zip(names.clone()).collect();
        let unit = ("thing", "things");
        check(&Bars { title: title.clone(), unit, series: series.clone(), rows: rows.clone(), whole }.draw());
        let rungs = rows.iter().map(|(name, values)| Rung { name: name.clone(), values: values.clone(), note: title.clone() }).collect();
        check(&Rungs { title: title.clone(), unit, series: series.clone(), rungs }.draw());
        check(&Columns { title: title.clone(), unit, axis: title.clone(), series: series.clone(), classes: rows.clone() }.draw());
        let spots = |values: &[u64]| names.iter().zip(tones.into_iter().cycle()).enumerate()
            .map(|(at, (word, tone))| Spot { count: values.get(at).copied().unwrap_or(0), tone, word: word.clone() }).collect();
        let grid = rows.iter().map(|(name, values)| (name.clone(), spots(values))).collect();
        check(&Grid { title: title.clone(), unit, axes: (title.clone(), title.clone()), columns: names.clone(), rows: grid, note: title.clone() }.draw());
        let across: Vec<String> = (0..long).map(|at| format!("{title}{at}")).collect();
        let lines = rows.iter().map(|(name, values)| Line { name: name.clone(), tone: Tone::Bad, percent: false, values: values.iter().map(|value| (value % 3 > 0).then_some(*value)).collect() }).collect();
        check(&Lines { title: title.clone(), across, lines }.draw());
        let keys: Vec<(Tone, String, char)> = series.iter().map(|(tone, name)| (*tone, name.clone(), '+')).collect();
        let groups = rows.iter().map(|(name, values)| Group { title: name.clone(), tiles: values.iter().map(|value| Tile { label: format!("{title}{value}"), key: (*value % 7) as usize }).collect() }).collect();
        check(&Tiles { title, keys, groups }.draw());
    }
}
