//! The text of a document in runs of pages, upright and turned, which are laid out beside one another.

use crate::setter::Setter;
use primum_document::{Block, sheets};
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

/// Cuts the blocks into runs: what stands on turned pages, and a heavy section begins on a page of its own. Typst lays out runs in parallel.
fn runs(blocks: &[Block]) -> Vec<Run> {
    let sheets = sheets::turned(blocks);
    let weights = sections(blocks);
    let mut runs: Vec<Run> = Vec::new();
    let mut previous = 0;
    for (at, (block, turned)) in blocks.iter().zip(sheets).enumerate() {
        let mut heavy = false;
        if matches!(block, Block::Heading(heading) if heading.level == 1) {
            let weight = weights.iter().find(|(start, _)| *start == at).map_or(0, |(_, weight)| *weight);
            heavy = weight >= HEAVY || previous >= HEAVY;
            previous = weight;
        }
        match runs.last_mut() {
            Some(last) if last.turned == turned && (turned || !heavy) => last.to = at + 1,
            _ => runs.push(Run { from: at, to: at + 1, turned }),
        }
    }
    runs
}

/// Where sections of the first level begin, and how much is in each.
fn sections(blocks: &[Block]) -> Vec<(usize, usize)> {
    let mut sections: Vec<(usize, usize)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if matches!(block, Block::Heading(heading) if heading.level == 1) {
            sections.push((at, 0));
        }
        if let Some((_, weight)) = sections.last_mut() {
            *weight += sheets::weight(block);
        }
    }
    sections
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
        let blocks = [heading(1), table(9, false), heading(2), words(), table(9, true), heading(1), table(9, false)];
        assert_eq!(cut(&blocks), [(0, 2, false), (2, 5, true), (5, 7, false)]);
        assert_eq!(cut(&[heading(1), table(1, true), heading(1), table(1, true)]), [(0, 4, true)], "turned pages are shared");
    }

    #[test]
    fn heavy_sections_begin_on_a_page() {
        assert_eq!(cut(&[heading(1), words(), heading(1), words()]), [(0, 4, false)]);
        assert_eq!(cut(&[heading(1), words(), heading(1), table(90, false), heading(1)]), [(0, 2, false), (2, 4, false), (4, 5, false)]);
        assert_eq!(cut(&[]), []);
    }
}
