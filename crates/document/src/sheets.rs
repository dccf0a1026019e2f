//! Which blocks of a document stand on turned pages: wide tables, what leads to them, and the few words around them.

use crate::markdown::plain;
use crate::tree::Block;

/// Fewer lines than this are no reason to turn the page back: they stand beside the wide table that comes before or after them.
const BRIEF: usize = 14;

/// For each block, whether it stands on a turned page.
#[must_use]
pub fn turned(blocks: &[Block]) -> Vec<bool> {
    let mut turned = vec![false; blocks.len()];
    for (at, _) in blocks.iter().enumerate().filter(|(_, block)| matches!(block, Block::Table(table) if table.wide)) {
        for slot in turned.iter_mut().take(at + 1).skip(lead(blocks, at)) {
            *slot = true;
        }
    }
    if !turned.contains(&true) {
        return turned;
    }
    // Words right after a wide table are about it.
    for (at, block) in blocks.iter().enumerate().skip(1) {
        let words = matches!(block, Block::Paragraph(_) | Block::Note(_)) && weight(block) < BRIEF;
        turned[at] |= words && turned[at - 1];
    }
    let mut from = 0;
    while from < blocks.len() {
        let to = turned[from..].iter().position(|slot| *slot != turned[from]).map_or(blocks.len(), |length| from + length);
        if !turned[from] && blocks[from..to].iter().map(weight).sum::<usize>() < BRIEF {
            turned[from..to].fill(true);
        }
        from = to;
    }
    turned
}

/// The first of the blocks that belong to the one at `at`: headings, and one block of words between them and it.
fn lead(blocks: &[Block], at: usize) -> usize {
    let is = |at: usize, heading: bool| match blocks.get(at) {
        Some(Block::Heading(_)) => heading,
        Some(Block::Paragraph(_) | Block::Note(_)) => !heading,
        _ => false,
    };
    let mut first = at;
    if first > 1 && is(first - 1, false) && is(first - 2, true) {
        first -= 1;
    }
    while first > 0 && is(first - 1, true) {
        first -= 1;
    }
    first
}

/// About how many lines a block takes on an upright page.
#[must_use]
pub fn weight(block: &Block) -> usize {
    let mut sum = 0;
    let mut left = vec![block];
    while let Some(block) = left.pop() {
        sum += match block {
            Block::Heading(_) | Block::Note(_) => 3,
            Block::Paragraph(text) => 1 + plain(text).len() / 90,
            Block::List { items, .. } => {
                left.extend(items.iter().flat_map(|item| &item.blocks));
                0
            }
            Block::Fields(fields) => fields.iter().map(|(_, text)| 1 + plain(text).len() / 70).sum(),
            Block::Table(table) => 3 + 2 * table.rows.len(),
            Block::Code { text, .. } => 2 + text.lines().count(),
            Block::Quote(blocks) => {
                left.extend(blocks);
                0
            }
            Block::Figure(_) => 20,
            Block::Rule => 1,
        };
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{Heading, Inline, Row, Table};

    fn heading() -> Block {
        Block::Heading(Heading { level: 1, numbered: true, anchor: String::new(), text: Vec::new() })
    }

    fn table(rows: usize, wide: bool) -> Block {
        Block::Table(Table { caption: String::new(), columns: Vec::new(), rows: vec![Row::default(); rows], wide })
    }

    fn words(lines: usize) -> Block {
        Block::Paragraph(vec![Inline::Text("w".repeat(90 * lines))])
    }

    fn told(blocks: &[Block]) -> String {
        turned(blocks).into_iter().map(|turned| if turned { 'T' } else { '.' }).collect()
    }

    #[test]
    fn a_wide_table_takes_its_headings_and_the_words_around_it() {
        let (much, some) = (words(40), words(1));
        assert_eq!(
            told(&[heading(), much.clone(), heading(), some.clone(), table(9, true), some.clone(), heading(), much.clone()]),
            "..TTTT.."
        );
        assert_eq!(told(&[much.clone(), table(1, true), much.clone()]), ".T.");
        assert_eq!(told(&[heading(), some.clone(), table(9, false), much]), "....");
        assert_eq!(told(&[]), "");
    }

    #[test]
    fn a_page_is_not_turned_back_for_a_few_lines() {
        let wide = || table(1, true);
        assert_eq!(told(&[heading(), words(1), wide(), heading(), words(2), heading(), words(1), wide()]), "TTTTTTTT");
        assert_eq!(told(&[wide(), heading(), words(1)]), "TTT", "a brief end stays");
        assert_eq!(told(&[heading(), words(1), heading(), wide()]), "TTTT", "and so does a brief beginning");
        assert_eq!(told(&[wide(), heading(), table(20, false), heading(), wide()]), "T..TT");
    }
}
