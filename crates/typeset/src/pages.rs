//! The text of a document in runs of pages, upright and turned, which are laid out beside one another.

use crate::setter::Setter;
use primum_document::Block;
use typst::foundations::{Content, NativeElement};
use typst::layout::{FlushElem, PageElem, PagebreakElem};

/// The space for text on an upright page, in points: A4 without its margins, and without what a caption needs.
pub(crate) const UPRIGHT: (f64, f64) = (475.0, 640.0);
/// The same on a turned page.
const TURNED: (f64, f64) = (722.0, 400.0);

/// A section of this weight begins on a page of its own. A page has a weight of about 50.
const HEAVY: usize = 120;

/// Blocks that are laid out together.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    from: usize,
    to: usize,
    turned: bool,
}

/// All blocks of a document.
pub(crate) fn text(setter: &mut Setter, blocks: &[Block]) -> Content {
    let mut set = Vec::new();
    for run in runs(blocks) {
        let Some(part) = blocks.get(run.from..run.to) else { continue };
        setter.area = if run.turned { TURNED } else { UPRIGHT };
        let body = setter.blocks(part, 0);
        set.push(PagebreakElem::shared_weak().clone());
        if run.turned {
            let page = Content::sequence([FlushElem::new().pack(), body, PagebreakElem::shared_boundary().clone()]);
            set.push(Content::sequence([PagebreakElem::shared_weak().clone(), page]).set(PageElem::flipped, true));
        } else {
            set.push(body);
        }
    }
    Content::sequence(set)
}

/// Cuts the blocks into runs: a wide table is on turned pages, together with the headings and the few words before it, and a heavy
/// section begins on a page of its own. Typst lays out runs in parallel.
fn runs(blocks: &[Block]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut from = 0;
    let push = |runs: &mut Vec<Run>, from: usize, to: usize, turned: bool| {
        if from >= to {
            return;
        }
        match runs.last_mut() {
            Some(last) if turned && last.turned => last.to = to,
            _ => runs.push(Run { from, to, turned }),
        }
    };
    let weights = sections(blocks);
    let mut previous = 0;
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Heading(heading) = block
            && heading.level == 1
        {
            let weight = weights.iter().find(|(start, _)| *start == at).map_or(0, |(_, weight)| *weight);
            if weight >= HEAVY || previous >= HEAVY {
                push(&mut runs, from, at, false);
                from = at;
            }
            previous = weight;
        }
        if matches!(block, Block::Table(table) if table.wide) {
            let lead = lead(blocks, from, at);
            push(&mut runs, from, lead, false);
            push(&mut runs, lead, at + 1, true);
            from = at + 1;
        }
    }
    push(&mut runs, from, blocks.len(), false);
    runs
}

/// The first of the blocks that belong to what comes at `at`: headings, and one block of words between them and it.
fn lead(blocks: &[Block], from: usize, at: usize) -> usize {
    let is = |at: usize, heading: bool| match blocks.get(at) {
        Some(Block::Heading(_)) => heading,
        Some(Block::Paragraph(_) | Block::Note(_)) => !heading,
        _ => false,
    };
    let mut first = at;
    if first > from && is(first - 1, false) && first - 1 > from && is(first - 2, true) {
        first -= 1;
    }
    while first > from && is(first - 1, true) {
        first -= 1;
    }
    first
}

/// Where sections of the first level begin, and how much is in each.
fn sections(blocks: &[Block]) -> Vec<(usize, usize)> {
    let mut sections: Vec<(usize, usize)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if matches!(block, Block::Heading(heading) if heading.level == 1) {
            sections.push((at, 0));
        }
        if let Some((_, weight)) = sections.last_mut() {
            *weight += weigh(block);
        }
    }
    sections
}

/// About how many lines a block takes.
fn weigh(block: &Block) -> usize {
    match block {
        Block::Heading(_) | Block::Note(_) => 3,
        Block::Paragraph(text) => 1 + crate::setter::plain(text).len() / 90,
        Block::List { items, .. } => items.iter().flat_map(|item| &item.blocks).map(weigh).sum(),
        Block::Fields(fields) => fields.iter().map(|(_, text)| 1 + crate::setter::plain(text).len() / 70).sum(),
        Block::Table(table) => 3 + 2 * table.rows.len(),
        Block::Code { text, .. } => 2 + text.lines().count(),
        Block::Quote(blocks) => blocks.iter().map(weigh).sum(),
        Block::Figure(_) => 20,
        Block::Rule => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_document::{Heading, Inline, Row, Table};

    fn heading(level: u8) -> Block {
        Block::Heading(Heading { level, numbered: true, anchor: String::new(), text: Vec::new() })
    }

    fn table(rows: usize, wide: bool) -> Block {
        Block::Table(Table { caption: String::new(), columns: Vec::new(), rows: vec![Row::default(); rows], wide })
    }

    fn words() -> Block {
        Block::Paragraph(vec![Inline::Text("words".to_owned())])
    }

    fn cut(blocks: &[Block]) -> Vec<(usize, usize, bool)> {
        let runs = runs(blocks);
        assert_eq!(runs.iter().map(|run| run.to - run.from).sum::<usize>(), blocks.len(), "nothing is left out or set twice");
        runs.iter().map(|run| (run.from, run.to, run.turned)).collect()
    }

    #[test]
    fn a_heading_goes_with_its_wide_table() {
        let blocks = [heading(1), words(), heading(2), words(), table(9, true), words()];
        assert_eq!(cut(&blocks), [(0, 2, false), (2, 5, true), (5, 6, false)]);
        assert_eq!(cut(&[heading(1), table(1, true), heading(1), table(1, true)]), [(0, 4, true)], "turned pages are shared");
        assert_eq!(cut(&[words(), table(1, true)]), [(0, 1, false), (1, 2, true)]);
    }

    #[test]
    fn heavy_sections_begin_on_a_page() {
        assert_eq!(cut(&[heading(1), words(), heading(1), words()]), [(0, 4, false)]);
        assert_eq!(cut(&[heading(1), words(), heading(1), table(90, false), heading(1)]), [(0, 2, false), (2, 4, false), (4, 5, false)]);
        assert_eq!(cut(&[]), []);
    }
}
