//! Sequence diagrams: who takes part, and what passes between them, one below the other.

mod arrow;
mod columns;
mod paint;
mod read;
mod rows;

pub(super) use paint::draw;
pub(super) use read::read;

/// How many events a drawing shows at most.
const MOST_EVENTS: usize = 600;
/// How many take part in it at most.
const MOST_PARTIES: usize = 40;

/// A sequence diagram.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// Its title; empty where it has none.
    pub(super) title: String,
    parties: Vec<Party>,
    /// Who belongs together: title, from whom, to whom.
    boxes: Vec<(String, usize, usize)>,
    events: Vec<Event>,
}

/// Who takes part.
#[derive(Debug)]
struct Party {
    id: String,
    name: String,
    /// A person.
    actor: bool,
}

/// What happens.
#[derive(Debug)]
enum Event {
    /// Something passes.
    Message { from: usize, to: usize, text: String, line: Line, number: Option<String> },
    /// Somebody begins to act, or stops.
    Active(usize, bool),
    /// A note beside or over those from one to another.
    Note { side: Side, from: usize, to: usize, text: String },
    /// A frame begins: its sort, its condition.
    Open(&'static str, String),
    /// Another branch of the innermost frame begins.
    Else(&'static str, String),
    /// The innermost frame ends.
    Close,
}

/// Where a note stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Over,
}

/// How a message is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    dashed: bool,
    head: Head,
    /// Has an arrow at its beginning too.
    both: bool,
}

/// What a message ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    None,
    Filled,
    Cross,
    /// Asynchronous: an open arrow.
    Open,
}
