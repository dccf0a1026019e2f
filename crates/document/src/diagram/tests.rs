//! What is true of any diagram, and a few of them by example.

use super::*;
use crate::drawing::{Shape, sound, svg};
use proptest::prelude::*;

fn node(name: &str, within: Option<usize>) -> Node {
    Node { name: name.to_owned(), within, ..Node::default() }
}

fn edge(from: usize, to: usize) -> Edge {
    Edge { from, to, arrow: true, ..Edge::default() }
}

/// Boxes as they are painted: those with nothing in them, and the containers.
fn boxes(drawing: &Drawing, corners: i32) -> Vec<[i32; 4]> {
    let of = |shape: &Shape| match shape {
        Shape::Box { at, round, stroke: Some(_), .. } if *round == corners => Some(*at),
        _ => None,
    };
    drawing.shapes.iter().filter_map(of).collect()
}

fn lines(drawing: &Drawing) -> Vec<&[(i32, i32)]> {
    let mut list = Vec::new();
    for shape in &drawing.shapes {
        if let Shape::Line { points, .. } = shape {
            list.push(points.as_slice());
        }
    }
    list
}

fn meet(a: [i32; 4], b: [i32; 4]) -> bool {
    a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3]
}

fn holds(outer: [i32; 4], inner: [i32; 4]) -> bool {
    outer[0] <= inner[0] && outer[1] <= inner[1] && inner[0] + inner[2] <= outer[0] + outer[2] && inner[1] + inner[3] <= outer[1] + outer[3]
}

/// Does an upright or level piece run through the inside of a box?
fn through(points: &[(i32, i32)], [left, top, wide, high]: [i32; 4]) -> bool {
    let inner = [left + 2, top + 2, wide - 4, high - 4];
    points.windows(2).any(|pair| {
        let (a, b) = (pair[0], pair[1]);
        meet([a.0.min(b.0), a.1.min(b.1), (a.0 - b.0).abs() + 1, (a.1 - b.1).abs() + 1], inner)
    })
}

/// Everything that must be true; the number of connections that are drawn is the one given.
fn check(diagram: &Diagram, edges: usize) -> Result<Drawing, String> {
    let drawing = diagram.draw();
    let (leaves, containers, lines) = (boxes(&drawing, 30), boxes(&drawing, 40), lines(&drawing));
    for (at, one) in leaves.iter().enumerate() {
        if let Some(other) = leaves.iter().skip(at + 1).find(|other| meet(*one, **other)) {
            return Err(format!("boxes overlap: {one:?} {other:?}"));
        }
        if let Some(container) = containers.iter().find(|container| meet(**container, *one) && !holds(**container, *one)) {
            return Err(format!("a box stands across a border: {one:?} {container:?}"));
        }
        if let Some(line) = lines.iter().find(|line| through(line, *one)) {
            return Err(format!("a line runs through a box: {line:?} {one:?}"));
        }
    }
    for (at, one) in containers.iter().enumerate() {
        let other = containers.iter().skip(at + 1).find(|other| meet(*one, **other) && !holds(*one, **other) && !holds(**other, *one));
        if let Some(other) = other {
            return Err(format!("containers cross: {one:?} {other:?}"));
        }
    }
    if leaves.len() + containers.len() != diagram.nodes.len().min(MOST_NODES) {
        return Err(format!("{} boxes of {}", leaves.len() + containers.len(), diagram.nodes.len()));
    }
    if lines.len() != edges || lines.iter().any(|line| line.len() < 2) {
        return Err(format!("{} lines of {edges}", lines.len()));
    }
    // Level or upright pieces alone: a slanting one would be a part that does not meet the next at the border.
    if let Some(line) = lines.iter().find(|line| line.windows(2).any(|pair| (pair[0].0 - pair[1].0).abs() > 4 && pair[0].1 != pair[1].1)) {
        return Err(format!("a line is broken: {line:?}"));
    }
    if let Some(shape) = sound::outside(&drawing).first() {
        return Err(format!("outside of {}x{}: {shape:?}", drawing.width, drawing.height));
    }
    if let Some(pair) = sound::collisions(&drawing).first() {
        return Err(format!("texts meet: {pair:?}"));
    }
    roxmltree::Document::parse(&svg::text(&drawing)).map_err(|error| error.to_string())?;
    Ok(drawing)
}

/// A line touches the border of both of its boxes.
fn touches(point: (i32, i32), at: [i32; 4]) -> bool {
    let [left, top, wide, high] = at;
    let near = |a: i32, b: i32| (a - b).abs() <= 2;
    (left..=left + wide).contains(&point.0) && (near(point.1, top) || near(point.1, top + high))
        || (top..=top + high).contains(&point.1) && near(point.0, left + wide)
}

#[test]
fn a_line_leads_from_box_to_box_through_borders() {
    let diagram = Diagram {
        title: "Items".to_owned(),
        nodes: vec![node("System", None), node("A", Some(0)), node("B", Some(0)), node("Outside", None)],
        edges: vec![edge(1, 2), Edge { label: "IF-1".to_owned(), ..edge(1, 3) }, edge(3, 0), edge(0, 2), edge(2, 2)],
        ..Diagram::default()
    };
    let drawing = check(&diagram, 5).expect("sound");
    let (leaves, containers, lines) = (boxes(&drawing, 30), boxes(&drawing, 40), lines(&drawing));
    // Painted in the order of the boxes: A, B in the system, then what is outside; lines in their order, loops last.
    let of = |name: &str| {
        let text = drawing.shapes.iter().find_map(|shape| match shape {
            Shape::Text { at, text, .. } if text == name => Some(*at),
            _ => None,
        });
        let inside = |at: &&[i32; 4]| text.is_some_and(|(x, y)| holds(**at, [x, y, 0, 0]));
        leaves.iter().find(inside).or_else(|| containers.iter().find(inside)).copied().expect("a box")
    };
    for (line, (from, to)) in lines.iter().zip([("A", "B"), ("A", "Outside"), ("Outside", "System"), ("System", "B"), ("B", "B")]) {
        assert!(touches(line[0], of(from)), "{from} to {to}: {line:?} {:?}", of(from));
        assert!(touches(line[line.len() - 1], of(to)), "{from} to {to}: {line:?} {:?}", of(to));
    }
    assert_eq!(
        drawing.description,
        "Items. System. A, in System. B, in System. Outside. A leads to B. A leads to Outside: IF-1. Outside leads to System. System leads to B. B leads to B."
    );
}

#[test]
fn nothing_and_nonsense_are_drawn_as_well() {
    check(&Diagram::default(), 0).expect("an empty sheet");
    // Boxes in themselves and in each other, connections to nowhere.
    let nodes = vec![node("a", Some(0)), node("b", Some(2)), node("c", Some(1)), node("d", Some(99)), node("", Some(1))];
    let edges = vec![edge(0, 77), edge(1, 2), edge(2, 1), edge(4, 1)];
    let drawing = check(&Diagram { nodes, edges, ..Diagram::default() }, 3).expect("sound");
    assert!(drawing.description.ends_with("Left to the tables: 0 boxes, 1 connection."), "{}", drawing.description);
}

#[test]
fn what_is_too_large_says_what_it_leaves_out() {
    let nodes: Vec<Node> = (0..MOST_NODES + 7).map(|at| node(&format!("SI-{at}"), None)).collect();
    let edges: Vec<Edge> = (0..MOST_EDGES + 5).map(|at| edge(at % MOST_NODES, (at * 7 + 1) % MOST_NODES)).collect();
    let shown = edges.len() - 5;
    let drawing = check(&Diagram { nodes, edges, ..Diagram::default() }, shown).expect("sound");
    assert!(drawing.description.ends_with("Left to the tables: 7 boxes, 5 connections."));
    assert!(drawing.height <= drawing.width * 2, "{}x{}", drawing.width, drawing.height);
}

#[test]
fn a_long_chain_is_folded_to_a_page() {
    for count in [1, 5, 30, 120, 400] {
        let nodes: Vec<Node> = (0..count).map(|at| node(&format!("Step {at}"), None)).collect();
        let edges: Vec<Edge> = (1..count).map(|at| edge(at - 1, at)).collect();
        let drawing = check(&Diagram { nodes, edges, ..Diagram::default() }, count - 1).expect("sound");
        assert!(drawing.height * 10 <= drawing.width.max(6400) * 16, "{count}: {}x{}", drawing.width, drawing.height);
    }
}

prop_compose! {
    fn diagram()(count in 0..26_usize, seed in prop::collection::vec((any::<u16>(), any::<u16>(), any::<u16>(), "[a-z <日]{0,9}", any::<bool>()), 0..50)) -> Diagram {
        let pick = |number: u16| usize::from(number) % (count + 1);
        let mut nodes: Vec<Node> = (0..count).map(|at| node(&format!("Box {at}"), None)).collect();
        for (at, (_, parent, _, text, dashed)) in seed.iter().enumerate().take(count) {
            // Half of the boxes lie in another one, or try to.
            nodes[at].within = (parent % 2 == 0).then(|| pick(parent / 2));
            nodes[at].lines = vec![text.clone(); usize::from(*dashed)];
            nodes[at].dashed = *dashed;
        }
        let edges = seed.iter().map(|(from, _, to, label, arrow)| Edge { from: pick(*from), to: pick(*to), label: label.clone(), dashed: *arrow, arrow: *arrow, tone: Tone::Plain, ..Edge::default() }).collect();
        Diagram { title: "Any".to_owned(), nodes, edges, keys: vec![(Tone::Good, "good".to_owned())], note: "A note".to_owned(), whole: false }
    }
}

proptest! {
    #[test]
    fn any_diagram_is_sound(mut diagram in diagram()) {
        diagram.keys.clear();
        let edges = diagram.edges.iter().filter(|edge| edge.from < diagram.nodes.len() && edge.to < diagram.nodes.len()).count();
        let drawing = check(&diagram, edges).map_err(TestCaseError::fail)?;
        prop_assert_eq!(&drawing, &diagram.draw());
        prop_assert!(drawing.height * 10 <= drawing.width.max(6400) * 18, "{}x{}", drawing.width, drawing.height);
    }
}
