//! Which box lies in which, and through which containers every connection passes.

use super::{Diagram, Edge, Look, MOST_EDGES, MOST_NODES, Node};
use crate::drawing::letters::Type;
use crate::drawing::sheet::{HEAD, LABEL, SMALL};

/// Letters of labels at lines.
pub(super) const AT_LINE: Type = SMALL;

/// The widest text in a box.
const WIDEST: i32 = 1650;
const PADDING: i32 = 80;

/// A diagram that can be laid out: every position in it is good, and nothing lies in itself.
#[derive(Debug)]
pub(super) struct Nest<'d> {
    /// The boxes that are shown.
    pub(super) nodes: Vec<Shown<'d>>,
    /// The connections that are shown, none from a box to itself.
    pub(super) edges: Vec<Link<'d>>,
    /// The boxes of the outermost level.
    pub(super) roots: Vec<usize>,
    /// How many boxes, and how many connections, are not shown.
    pub(super) left: (usize, usize),
}

/// A box with its texts as they are set.
#[derive(Debug)]
pub(super) struct Shown<'d> {
    pub(super) node: &'d Node,
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<usize>,
    /// Lines with their letters, from above.
    pub(super) lines: Vec<(Type, String)>,
    /// Connections from it to itself.
    pub(super) loops: Vec<Loop<'d>>,
    /// Width and height of the box with its texts alone.
    pub(super) size: (i32, i32),
}

/// A connection of a box to itself.
#[derive(Debug)]
pub(super) struct Loop<'d> {
    pub(super) edge: &'d Edge,
    /// The label, line by line, and how wide it is.
    pub(super) label: Vec<String>,
    pub(super) wide: i32,
    /// How far below the upper edge of the box its place begins.
    pub(super) top: i32,
}

/// A connection.
#[derive(Debug)]
pub(super) struct Link<'d> {
    pub(super) edge: &'d Edge,
    pub(super) from: usize,
    pub(super) to: usize,
    /// The label as it is set, line by line; empty where there is none.
    pub(super) label: Vec<String>,
}

impl<'d> Nest<'d> {
    pub(super) fn new(diagram: &'d Diagram) -> Self {
        let nodes: Vec<&Node> = diagram.nodes.iter().take(MOST_NODES).collect();
        let parents: Vec<Option<usize>> = (0..nodes.len()).map(|at| parent(&nodes, at)).collect();
        let mut shown: Vec<Shown<'d>> = nodes.iter().zip(&parents).map(|(node, parent)| Shown::new(node, *parent, diagram.whole)).collect();
        let mut roots = Vec::new();
        for (at, parent) in parents.iter().enumerate() {
            match parent.and_then(|parent| shown.get_mut(parent)) {
                Some(parent) => parent.children.push(at),
                None => roots.push(at),
            }
        }
        let mut edges = Vec::new();
        let mut left = 0;
        for (count, edge) in diagram.edges.iter().enumerate() {
            if count >= MOST_EDGES || edge.from >= shown.len() || edge.to >= shown.len() {
                left += 1;
                continue;
            }
            let mut label = if diagram.whole { whole(AT_LINE, &edge.label, WIDEST) } else { vec![AT_LINE.shorten(&edge.label, WIDEST).0] };
            label.retain(|line| !line.is_empty());
            if edge.from == edge.to {
                let wide = label.iter().map(|line| AT_LINE.width(line)).max().unwrap_or(0);
                if let Some(node) = shown.get_mut(edge.from) {
                    let top = node.below();
                    node.loops.push(Loop { edge, label, wide, top });
                }
            } else {
                edges.push(Link { edge, from: edge.from, to: edge.to, label });
            }
        }
        Self { nodes: shown, edges, roots, left: (diagram.nodes.len() - nodes.len(), left) }
    }

    /// A box and all that it lies in, from within.
    pub(super) fn ancestors(&self, node: usize) -> Vec<usize> {
        let mut list = vec![node];
        let mut at = node;
        while let Some(parent) = self.nodes.get(at).and_then(|node| node.parent) {
            list.push(parent);
            at = parent;
        }
        list
    }

    /// The boxes in a container; the outermost ones where none is given.
    pub(super) fn children(&self, container: Option<usize>) -> &[usize] {
        match container {
            Some(container) => self.nodes.get(container).map_or(&[], |node| &node.children),
            None => &self.roots,
        }
    }
}

/// The text on as many lines as it needs; a new line in it stays one.
fn whole(kind: Type, text: &str, room: i32) -> Vec<String> {
    text.split('\n').flat_map(|part| kind.wrap(part, room, usize::MAX).0).collect()
}

/// The container of a box, unless the way up from it never ends.
fn parent(nodes: &[&Node], at: usize) -> Option<usize> {
    let up = |at: usize| nodes.get(at).and_then(|node| node.within).filter(|parent| *parent < nodes.len());
    let mut way = up(at);
    for _ in 0..nodes.len() {
        match way {
            None => return up(at),
            Some(above) if above == at => return None,
            Some(above) => way = up(above),
        }
    }
    // A circle further up, which is cut where it closes.
    up(at)
}

impl<'d> Shown<'d> {
    fn new(node: &'d Node, parent: Option<usize>, keep: bool) -> Self {
        let mut lines = Vec::new();
        let room = node.look.room(WIDEST);
        let first = if node.look == Look::Titled { HEAD } else { LABEL };
        let texts = std::iter::once((first, &node.name, 3))
            .chain(node.lines.iter().map(|line| (LABEL, line, 3)))
            .chain(node.small.iter().map(|line| (SMALL, line, 6)));
        for (kind, text, most) in texts.filter(|_| node.look.is_lettered()) {
            let wrapped = if keep { whole(kind, text, room) } else { kind.wrap(text, room, most).0 };
            lines.extend(wrapped.into_iter().filter(|line| !line.is_empty()).map(|line| (kind, line)));
        }
        let wide = lines.iter().map(|(kind, line)| kind.width(line)).max().unwrap_or(0);
        let high: i32 = lines.iter().map(|(kind, _)| kind.leading()).sum();
        let size = node.look.size((wide + 2 * PADDING).max(500), (high + PADDING + 20).max(280));
        Self { node, parent, children: Vec::new(), lines, loops: Vec::new(), size }
    }

    /// What its loops take beside it.
    pub(super) fn beside(&self) -> i32 {
        self.loops.iter().map(|one| one.wide + 160).sum()
    }

    /// How far down its loops reach.
    pub(super) fn below(&self) -> i32 {
        let lines = |one: &Loop<'_>| i32::try_from(one.label.len()).unwrap_or(1).max(1);
        self.loops.last().map_or(80, |last| last.top + 120 + (lines(last) - 1) * AT_LINE.leading())
    }

    /// The baselines of its lines, from the upper edge of the box.
    pub(super) fn baselines(&self) -> impl Iterator<Item = (i32, Type, &str)> {
        let mut y = PADDING / 2;
        self.lines.iter().map(move |(kind, line)| {
            y += kind.leading();
            (y - kind.size / 6, *kind, line.as_str())
        })
    }
}
