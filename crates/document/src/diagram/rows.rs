//! The rows of one level: boxes in their layers, ports at the borders, labels between them, and a place in every row for each line
//! that only passes. Every step of a line then leads from one row to the next.

use super::nest::{AT_LINE, Nest};
use std::collections::BTreeMap;

/// What keeps a place in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A box.
    Box(usize),
    /// The title of the container.
    Title,
    /// Where a line meets the border of the container.
    Port,
    /// The label of a way.
    Label(usize),
    /// A line that passes or turns.
    Bend,
}

/// A place in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vertex {
    pub(super) what: What,
    /// Width with all that belongs to it, and of the box alone.
    pub(super) wide: i32,
    pub(super) body: i32,
    pub(super) high: i32,
}

/// One end of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A box of this level.
    Box(usize),
    /// The upper or the lower border of the container.
    Top,
    Bottom,
}

/// The part of a connection that lies in one level.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub(super) edge: usize,
    pub(super) from: End,
    pub(super) to: End,
    /// Where it comes in the connection: what lies nearer to its beginning is lower. 0 is the outermost level, which has the label.
    pub(super) stage: i32,
}

/// A step of a way from a row to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) upper: usize,
    pub(super) lower: usize,
    pub(super) edge: usize,
}

/// The rows of a level.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) vertices: Vec<Vertex>,
    /// From above, each from left to right.
    pub(super) rows: Vec<Vec<usize>>,
    pub(super) steps: Vec<Step>,
    /// For each way its steps from its beginning to its end, and whether each is walked downwards.
    pub(super) chains: Vec<Vec<(usize, bool)>>,
}

/// What a level is made of before it has rows.
#[derive(Debug)]
pub(super) struct Parts<'p> {
    pub(super) container: Option<usize>,
    /// The boxes with their layers, their widths (with loops, and alone) and heights.
    pub(super) boxes: &'p [(usize, usize, [i32; 3])],
    pub(super) ways: &'p [Way],
    /// The width of the title; nothing for the outermost level.
    pub(super) title: Option<(i32, i32)>,
    /// The width that a row should have at most.
    pub(super) room: i32,
}

/// Between two boxes of a row.
pub(super) const APART: i32 = 260;

impl Rows {
    pub(super) fn new(nest: &Nest<'_>, parts: &Parts<'_>) -> Self {
        let mut rows = Self::default();
        // Numbers of rows while they are made: 0 is the upper border, even ones hold boxes, odd ones labels and turns.
        let mut at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut home: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        if let Some((wide, high)) = parts.title {
            let title = rows.vertex(What::Title, [wide, wide], high);
            at.entry(0).or_default().push(title);
        }
        let split = split(parts);
        for (row, boxes) in split.iter().enumerate() {
            for (node, [wide, body, high]) in boxes {
                let vertex = rows.vertex(What::Box(*node), [*wide, *body], *high);
                at.entry(2 + 2 * row).or_default().push(vertex);
                home.insert(*node, (vertex, 2 + 2 * row));
            }
        }
        let last = 2 + 2 * split.len();
        if parts.container.is_some() {
            at.entry(last).or_default();
        }
        let layer: BTreeMap<usize, usize> = parts.boxes.iter().map(|(node, layer, _)| (*node, *layer)).collect();
        // Which rows there are must be known before the places of passing lines are made.
        let mut plans = Vec::new();
        for way in parts.ways {
            let from = rows.end(way.from, &home, last, &mut at);
            let to = rows.end(way.to, &home, last, &mut at);
            let label = nest.edges.get(way.edge).map_or(&[][..], |link| link.label.as_slice());
            let label = if way.stage == 0 { label } else { &[] };
            let level = |end: End| if let End::Box(node) = end { layer.get(&node).copied() } else { None };
            let beside = level(way.from).is_some() && level(way.from) == level(way.to);
            let middle = if beside {
                Some(from.1.max(to.1) + 1)
            } else if label.is_empty() {
                None
            } else {
                let middle = usize::midpoint(from.1, to.1);
                Some(if middle % 2 == 0 { middle + 1 } else { middle })
            };
            let middle = middle.map(|row| {
                let what = if label.is_empty() { What::Bend } else { What::Label(way.edge) };
                let wide = label.iter().map(|line| AT_LINE.width(line) + 40).max().unwrap_or(0);
                let size = (wide, AT_LINE.leading() * i32::try_from(label.len()).unwrap_or(0));
                let vertex = rows.vertex(what, [size.0, size.0], size.1);
                at.entry(row).or_default().push(vertex);
                (vertex, row)
            });
            plans.push((way.edge, from, to, middle));
        }
        for (edge, from, to, middle) in plans {
            let chain = match middle {
                None => rows.chain(edge, from, to, &mut at),
                Some(middle) => {
                    let mut chain = rows.chain(edge, from, middle, &mut at);
                    chain.extend(rows.chain(edge, middle, to, &mut at));
                    chain
                }
            };
            rows.chains.push(chain);
        }
        rows.rows = at.into_values().collect();
        rows
    }

    fn vertex(&mut self, what: What, [wide, body]: [i32; 2], high: i32) -> usize {
        self.vertices.push(Vertex { what, wide, body, high });
        self.vertices.len() - 1
    }

    fn end(
        &mut self,
        end: End,
        home: &BTreeMap<usize, (usize, usize)>,
        last: usize,
        at: &mut BTreeMap<usize, Vec<usize>>,
    ) -> (usize, usize) {
        let row = match end {
            End::Box(node) => {
                if let Some(home) = home.get(&node) {
                    return *home;
                }
                0
            }
            End::Top => 0,
            End::Bottom => last,
        };
        let port = self.vertex(What::Port, [0, 0], 0);
        at.entry(row).or_default().push(port);
        (port, row)
    }

    /// The steps between two places, through a new place in every row between them.
    fn chain(&mut self, edge: usize, from: (usize, usize), to: (usize, usize), at: &mut BTreeMap<usize, Vec<usize>>) -> Vec<(usize, bool)> {
        let down = from.1 <= to.1;
        let (upper, lower) = if down { (from, to) } else { (to, from) };
        let between: Vec<usize> = at.range(upper.1 + 1..lower.1.max(upper.1 + 1)).map(|(row, _)| *row).collect();
        let mut steps = Vec::new();
        let mut before = upper.0;
        for row in between {
            let bend = self.vertex(What::Bend, [0, 0], 0);
            at.entry(row).or_default().push(bend);
            steps.push(self.step(edge, before, bend));
            before = bend;
        }
        steps.push(self.step(edge, before, lower.0));
        if !down {
            steps.reverse();
        }
        steps.into_iter().map(|step| (step, down)).collect()
    }

    fn step(&mut self, edge: usize, upper: usize, lower: usize) -> usize {
        self.steps.push(Step { upper, lower, edge });
        self.steps.len() - 1
    }
}

/// The boxes layer by layer; a layer that is wider than there is room is cut into rows of about the same width.
fn split(parts: &Parts<'_>) -> Vec<Vec<(usize, [i32; 3])>> {
    let mut by_layer: BTreeMap<usize, Vec<(usize, [i32; 3])>> = BTreeMap::new();
    for (node, layer, size) in parts.boxes {
        by_layer.entry(*layer).or_default().push((*node, *size));
    }
    let mut rows = Vec::new();
    for boxes in by_layer.into_values() {
        let wide = |size: &[i32; 3]| i64::from(size[0] + APART);
        let total: i64 = boxes.iter().map(|(_, size)| wide(size)).sum();
        let room = i64::from(parts.room.max(1));
        let count = (total - i64::from(APART)).max(1).div_euclid(room) + 1;
        let mut row: Vec<(usize, [i32; 3])> = Vec::new();
        let mut filled = 0;
        for (node, size) in boxes {
            let full = filled + wide(&size) - i64::from(APART) > room || filled > total.div_euclid(count);
            if !row.is_empty() && full {
                rows.push(std::mem::take(&mut row));
                filled = 0;
            }
            filled += wide(&size);
            row.push((node, size));
        }
        rows.push(row);
    }
    rows
}
