//! The layout of all levels: each container from within, then what lies around it.

use super::nest::Nest;
use super::order::order;
use super::place::{Places, place};
use super::route::gap;
use super::rows::{End, Parts, Rows, Way, What};
use crate::drawing::sheet::HEAD;
use std::collections::BTreeMap;

/// Between the border of a container and what is in it.
const PADDING: i32 = 150;

/// A level that is laid out, with all that lies in it.
#[derive(Debug, Default)]
pub(super) struct Level {
    pub(super) width: i32,
    pub(super) height: i32,
    /// Boxes, a container before what is in it: left, top, width, height.
    pub(super) boxes: Vec<(usize, [i32; 4])>,
    /// Parts of connections.
    pub(super) parts: Vec<Part>,
    /// Labels: of which connection, left, top, width, height.
    pub(super) labels: Vec<(usize, [i32; 4])>,
    /// Where lines cross the border: which connection, at the upper border, how far from the left.
    ports: Vec<(usize, bool, i32)>,
}

/// The part of a connection that lies in one level.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) edge: usize,
    /// Where it comes in the connection, as in [`Way::stage`].
    pub(super) stage: i32,
    /// Its points, from the beginning of the connection on.
    pub(super) points: Vec<(i32, i32)>,
}

/// What is decided about a container before anything has a size.
#[derive(Debug, Default)]
struct Plan {
    ways: Vec<Way>,
    layers: Vec<usize>,
}

impl Level {
    /// Lays out all levels in about this width, each with at most so many layers.
    pub(super) fn of(nest: &Nest<'_>, width: i32, layers: usize) -> Self {
        let (plans, depths) = plan(nest, layers);
        let mut done: BTreeMap<Option<usize>, Self> = BTreeMap::new();
        // The deepest first: a container is laid out after all that is in it.
        let mut order: Vec<(usize, Option<usize>)> = depths.into_iter().map(|(container, depth)| (depth, container)).collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        for (depth, container) in order {
            let room = (width - 2 * PADDING * i32::try_from(depth).unwrap_or(0)).max(1500);
            let Some(plan) = plans.get(&container) else { continue };
            let level = Self::one(nest, container, plan, room, &mut done);
            done.insert(container, level);
        }
        done.remove(&None).unwrap_or_default()
    }

    fn one(nest: &Nest<'_>, container: Option<usize>, plan: &Plan, room: i32, done: &mut BTreeMap<Option<usize>, Self>) -> Self {
        let children = nest.children(container);
        let boxes: Vec<(usize, usize, [i32; 3])> = children
            .iter()
            .zip(&plan.layers)
            .filter_map(|(child, layer)| {
                let node = nest.nodes.get(*child)?;
                let (wide, high) = done.get(&Some(*child)).map_or(node.size, |level| (level.width, level.height));
                // Loops need some height of the box, each.
                let high = high.max(80 + node.below());
                Some((*child, *layer, [wide + node.beside(), wide, high]))
            })
            .collect();
        let title = container.and_then(|container| nest.nodes.get(container)).map(|node| {
            let wide = node.lines.iter().map(|(kind, line)| kind.width(line)).max().unwrap_or(0);
            (wide + 60, node.lines.iter().map(|(kind, _)| kind.leading()).sum::<i32>().max(HEAD.leading()) + 40)
        });
        let mut rows = Rows::new(nest, &Parts { container, boxes: &boxes, ways: &plan.ways, title, room });
        order(&mut rows);
        let fixed = |node: usize, edge: usize, top: bool| {
            let level = done.get(&Some(node))?;
            level.ports.iter().find(|(of, at, _)| *of == edge && *at == top).map(|(_, _, x)| *x)
        };
        let places = place(&rows, room, &fixed);
        let mut level = Self::assembled(&rows, &places, plan, container.is_some(), &boxes);
        for child in children {
            if let (Some(inner), Some(at)) =
                (done.remove(&Some(*child)), level.boxes.iter().find(|(node, _)| node == child).map(|(_, at)| *at))
            {
                level.take(inner, at[0], at[1]);
            }
        }
        level
    }

    /// From rows and places to points.
    fn assembled(rows: &Rows, places: &Places, plan: &Plan, framed: bool, boxes: &[(usize, usize, [i32; 3])]) -> Self {
        let heights: BTreeMap<usize, i32> = boxes.iter().map(|(node, _, size)| (*node, size[2])).collect();
        // What nothing stands on at either side is cut away.
        let used = |get: &dyn Fn(i32, i32) -> i32, start: i32| {
            let each = rows.vertices.iter().enumerate().map(|(at, vertex)| (places.left[at], places.left[at] + vertex.wide));
            each.fold(start, |edge, (left, right)| get(edge, if start == i32::MAX { left } else { right }))
        };
        let (least, most) = (used(&i32::min, i32::MAX), used(&i32::max, i32::MIN));
        let frame = if framed { PADDING } else { 20 };
        let shift = if rows.vertices.is_empty() { frame } else { frame - least };
        let x = |vertex: usize, port: i32| places.left[vertex] + port + shift;
        let mut level = Self { width: if rows.vertices.is_empty() { 2 * frame } else { most - least + 2 * frame }, ..Self::default() };
        let mut row_of = vec![0_usize; rows.vertices.len()];
        for (row, list) in rows.rows.iter().enumerate() {
            list.iter().for_each(|vertex| row_of[*vertex] = row);
        }
        let mut by_row: Vec<Vec<usize>> = vec![Vec::new(); rows.rows.len()];
        for (at, step) in rows.steps.iter().enumerate() {
            by_row[row_of[step.upper]].push(at);
        }
        let mut y = if framed { 30 } else { 20 };
        let mut tops = vec![0_i32; rows.vertices.len()];
        let mut bottoms = vec![0_i32; rows.vertices.len()];
        let mut tracks: Vec<Option<i32>> = vec![None; rows.steps.len()];
        for (row, list) in rows.rows.iter().enumerate() {
            let high = list.iter().map(|vertex| rows.vertices[*vertex].high).max().unwrap_or(0);
            for vertex in list {
                let own = rows.vertices[*vertex].high;
                let (top, bottom) = match rows.vertices[*vertex].what {
                    // A line passes the row from its upper to its lower edge; at the upper border it begins at the border.
                    What::Bend => (y, y + high),
                    What::Port if row == 0 => (0, y + high),
                    What::Port => (y, y),
                    What::Box(_) | What::Label(_) => (y + (high - own) / 2, y + (high - own) / 2 + own),
                    What::Title => (y, y + own),
                };
                (tops[*vertex], bottoms[*vertex]) = (top, bottom);
            }
            y += high;
            if row + 1 < rows.rows.len() {
                let steps = &by_row[row];
                let ends = |step: &usize| {
                    let (upper, lower) = places.ports[*step];
                    (x(rows.steps[*step].upper, upper), x(rows.steps[*step].lower, lower))
                };
                let gap = gap(&steps.iter().map(ends).collect::<Vec<_>>());
                for (step, track) in steps.iter().zip(gap.tracks) {
                    tracks[*step] = track.map(|track| y + track);
                }
                // Below the title, and to the lower border, no line needs less room than where lines are.
                y += if steps.is_empty() { if row == 0 && framed { 40 } else { PADDING } } else { gap.high };
            }
        }
        level.height = if framed { y } else { y + 20 };
        for (at, vertex) in rows.vertices.iter().enumerate() {
            let place = [x(at, 0), tops[at], vertex.body, bottoms[at] - tops[at]];
            match vertex.what {
                What::Box(node) => {
                    level.boxes.push((node, [place[0], place[1], place[2], heights.get(&node).copied().unwrap_or(place[3])]))
                }
                What::Label(edge) => level.labels.push((edge, place)),
                What::Title | What::Port | What::Bend => {}
            }
        }
        for (way, chain) in plan.ways.iter().zip(&rows.chains) {
            let mut points: Vec<(i32, i32)> = Vec::new();
            for (step, down) in chain {
                let (ends, (upper, lower)) = (rows.steps[*step], places.ports[*step]);
                let (from, to) = (x(ends.upper, upper), x(ends.lower, lower));
                let mut walked = vec![(from, bottoms[ends.upper])];
                if let Some(track) = tracks[*step] {
                    walked.extend([(from, track), (to, track)]);
                }
                walked.push((to, tops[ends.lower]));
                if !down {
                    walked.reverse();
                }
                points.extend(walked);
            }
            if way.from == End::Top || way.to == End::Top {
                let port = chain.iter().map(|(step, _)| rows.steps[*step].upper).find(|vertex| rows.vertices[*vertex].what == What::Port);
                if let Some(port) = port {
                    let top = (x(port, 0), 0);
                    if way.from == End::Top {
                        points.insert(0, top)
                    } else {
                        points.push(top)
                    }
                    level.ports.push((way.edge, true, top.0));
                }
            }
            if way.from == End::Bottom || way.to == End::Bottom {
                let end = if way.from == End::Bottom { points.first() } else { points.last() };
                if let Some((x, _)) = end.copied() {
                    level.ports.push((way.edge, false, x));
                }
            }
            level.parts.push(Part { edge: way.edge, stage: way.stage, points });
        }
        level
    }

    /// Takes over what lies in a container that stands here.
    fn take(&mut self, inner: Self, left: i32, top: i32) {
        let moved = |[x, y, wide, high]: [i32; 4]| [x + left, y + top, wide, high];
        self.boxes.extend(inner.boxes.into_iter().map(|(node, at)| (node, moved(at))));
        self.labels.extend(inner.labels.into_iter().map(|(edge, at)| (edge, moved(at))));
        let points = |points: Vec<(i32, i32)>| points.into_iter().map(|(x, y)| (x + left, y + top)).collect();
        self.parts.extend(inner.parts.into_iter().map(|part| Part { points: points(part.points), ..part }));
    }
}

/// Decides for every container which ways lie in it and in which layer each of its boxes stands, from the outside inwards: at which
/// border a connection leaves a container depends on where the other end stands outside. Also the depth of each container.
fn plan(nest: &Nest<'_>, most: usize) -> (BTreeMap<Option<usize>, Plan>, BTreeMap<Option<usize>, usize>) {
    let mut plans: BTreeMap<Option<usize>, Plan> = BTreeMap::from([(None, Plan::default())]);
    let mut depths: BTreeMap<Option<usize>, usize> = BTreeMap::from([(None, 0)]);
    let mut order: Vec<(usize, Option<usize>)> = vec![(0, None)];
    for (at, node) in nest.nodes.iter().enumerate().filter(|(_, node)| !node.children.is_empty()) {
        let depth = nest.ancestors(at).len();
        debug_assert!(node.children.iter().all(|child| *child < nest.nodes.len()));
        plans.insert(Some(at), Plan::default());
        depths.insert(Some(at), depth);
        order.push((depth, Some(at)));
    }
    order.sort_unstable();
    let chains: Vec<[Vec<usize>; 2]> = nest.edges.iter().map(|link| [nest.ancestors(link.from), nest.ancestors(link.to)]).collect();
    for (at, [from, to]) in chains.iter().enumerate() {
        let (level, way) = outermost(at, from, to);
        plans.entry(level).or_default().ways.push(way);
    }
    for (depth, container) in order {
        let children = nest.children(container);
        let position: BTreeMap<usize, usize> = children.iter().enumerate().map(|(at, child)| (*child, at)).collect();
        let Some(plan) = plans.get_mut(&container) else { continue };
        let edges: Vec<(usize, usize)> = plan
            .ways
            .iter()
            .filter_map(|way| match (way.from, way.to) {
                (End::Box(from), End::Box(to)) => Some((*position.get(&from)?, *position.get(&to)?)),
                _ => None,
            })
            .collect();
        plan.layers = super::layers::layers(children.len(), &edges, most);
        let layer = |node: usize| position.get(&node).and_then(|at| plan.layers.get(*at)).copied().unwrap_or(0);
        let mut inwards: Vec<(usize, Way)> = Vec::new();
        for way in &plan.ways {
            // Where this way leaves the boxes at its ends: two in one layer are both left at their lower side.
            let (leaves, enters) = match (way.from, way.to) {
                (End::Box(from), End::Box(to)) if layer(from) == layer(to) => (End::Bottom, End::Bottom),
                (End::Box(from), End::Box(to)) if layer(from) > layer(to) => (End::Top, End::Bottom),
                (End::Top, _) => (End::Bottom, End::Top),
                (_, End::Top) => (End::Top, End::Bottom),
                (End::Bottom, _) => (End::Top, End::Bottom),
                _ => (End::Bottom, End::Top),
            };
            let inner = i32::try_from(depth).unwrap_or(0) + 1;
            let [from_chain, to_chain] = &chains[way.edge];
            if let End::Box(node) = way.from
                && let Some(next) = within(from_chain, node)
            {
                inwards.push((node, Way { edge: way.edge, from: End::Box(next), to: leaves, stage: -inner }));
            }
            if let End::Box(node) = way.to
                && let Some(next) = within(to_chain, node)
            {
                inwards.push((node, Way { edge: way.edge, from: enters, to: End::Box(next), stage: inner }));
            }
        }
        for (node, way) in inwards {
            plans.entry(Some(node)).or_default().ways.push(way);
        }
    }
    (plans, depths)
}

/// The outermost part of a connection: between the two boxes of the innermost container that holds both ends, or between the border
/// of an end and what is in it. The chains begin with the end and go outwards.
fn outermost(edge: usize, from: &[usize], to: &[usize]) -> (Option<usize>, Way) {
    let way = |from, to| Way { edge, from, to, stage: 0 };
    let shared = from.iter().rev().zip(to.iter().rev()).take_while(|(a, b)| a == b).count();
    let level = if shared == 0 { None } else { from.iter().rev().nth(shared - 1).copied() };
    let next = |chain: &[usize]| chain.iter().rev().nth(shared).copied();
    match (next(from), next(to)) {
        (Some(a), Some(b)) => (level, way(End::Box(a), End::Box(b))),
        (None, Some(b)) => (level, way(End::Top, End::Box(b))),
        (Some(a), None) => (level, way(End::Box(a), End::Bottom)),
        // Only a loop has the same box at both ends, and loops are no links.
        (None, None) => (level, way(End::Top, End::Bottom)),
    }
}

/// The box of the chain that lies directly in this one.
fn within(chain: &[usize], node: usize) -> Option<usize> {
    let at = chain.iter().position(|one| *one == node)?;
    chain.get(at.checked_sub(1)?).copied()
}
