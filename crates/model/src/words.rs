//! What differs between two texts, word by word; how the lines are broken does not count.

/// A piece of a comparison: words that both texts have, or only one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Both have them.
    Same(String),
    /// Only the text before has them.
    Removed(String),
    /// Only the text after has them.
    Added(String),
}

/// The greatest number of single steps that is searched for the shortest way from one text to the other. Texts that lie further apart
/// have little in common: what lies between their common beginning and end is shown as removed and added as a whole.
const FURTHEST: usize = 1000;

/// Compares two texts. Joined by blanks, what is the same and what was removed give the words of the text before, in order; what is
/// the same and what was added give those of the text after.
#[must_use]
pub fn words(before: &str, after: &str) -> Vec<Piece> {
    let old: Vec<&str> = before.split_whitespace().collect();
    let new: Vec<&str> = after.split_whitespace().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut pieces = Pieces::default();
    pieces.push(Sort::Same, &old[..head]);
    match steps(a, b) {
        Some(steps) => {
            // Between two stretches that are the same, all that went stands before all that came.
            let (mut gone, mut come) = (Vec::new(), Vec::new());
            for (sort, at) in steps {
                match sort {
                    Sort::Removed => gone.push(a[at]),
                    Sort::Added => come.push(b[at]),
                    Sort::Same => {
                        pieces.push(Sort::Removed, &std::mem::take(&mut gone));
                        pieces.push(Sort::Added, &std::mem::take(&mut come));
                        pieces.push(Sort::Same, &[a[at]]);
                    }
                }
            }
            pieces.push(Sort::Removed, &gone);
            pieces.push(Sort::Added, &come);
        }
        None => {
            pieces.push(Sort::Removed, a);
            pieces.push(Sort::Added, b);
        }
    }
    pieces.push(Sort::Same, &old[old.len() - tail..]);
    pieces.list
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Same,
    Removed,
    Added,
}

#[derive(Default)]
struct Pieces {
    list: Vec<Piece>,
}

impl Pieces {
    fn push(&mut self, sort: Sort, words: &[&str]) {
        for word in words {
            let text = match (sort, self.list.last_mut()) {
                (Sort::Same, Some(Piece::Same(text)))
                | (Sort::Removed, Some(Piece::Removed(text)))
                | (Sort::Added, Some(Piece::Added(text))) => text,
                _ => {
                    let text = (*word).to_owned();
                    self.list.push(match sort {
                        Sort::Same => Piece::Same(text),
                        Sort::Removed => Piece::Removed(text),
                        Sort::Added => Piece::Added(text),
                    });
                    continue;
                }
            };
            text.push(' ');
            text.push_str(word);
        }
    }
}

/// The shortest way from `a` to `b`: E. W. Myers, "An O(ND) difference algorithm and its variations", 1986. Each step names the position
/// of its word, in `a` or, where it is added, in `b`. Nothing where the way is longer than [`FURTHEST`].
fn steps(a: &[&str], b: &[&str]) -> Option<Vec<(Sort, usize)>> {
    let furthest = (a.len() + b.len()).min(FURTHEST);
    // For each number of steps: how far one gets on each diagonal `k` from `-steps` to `steps`, every second one.
    let mut reached: Vec<Vec<usize>> = Vec::new();
    for step in 0..=furthest {
        let before = |k: isize| -> Option<usize> {
            let row = reached.last()?;
            let at = usize::try_from(k + step as isize - 1).ok()?;
            at.is_multiple_of(2).then(|| row.get(at / 2).copied()).flatten()
        };
        let mut row = Vec::with_capacity(step + 1);
        for number in 0..=step {
            let k = 2 * number as isize - step as isize;
            let mut x = if step == 0 { 0 } else { further(before(k - 1), before(k + 1)) };
            let mut y = usize::try_from(x as isize - k).unwrap_or(usize::MAX);
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            row.push(x);
            if x >= a.len() && y >= b.len() {
                reached.push(row);
                return Some(way_back(a.len(), b.len(), &reached));
            }
        }
        reached.push(row);
    }
    None
}

/// Where a step leads: a word of `a` taken out from the diagonal below, or one of `b` put in from the diagonal above.
fn further(removed_from: Option<usize>, added_from: Option<usize>) -> usize {
    removed_from.map_or(0, |x| x + 1).max(added_from.unwrap_or(0))
}

fn way_back(mut x: usize, mut y: usize, reached: &[Vec<usize>]) -> Vec<(Sort, usize)> {
    let mut list = Vec::new();
    for step in (1..reached.len()).rev() {
        let k = x as isize - y as isize;
        let row = &reached[step - 1];
        let at = |k: isize| {
            let at = usize::try_from(k + step as isize - 1).ok()?;
            at.is_multiple_of(2).then(|| row.get(at / 2).copied()).flatten()
        };
        let (below, above) = (at(k - 1), at(k + 1));
        let removes = below.is_some_and(|x| x + 1 >= above.unwrap_or(0));
        let from = if removes { below.unwrap_or(0) } else { above.unwrap_or(0) };
        let start = if removes { from + 1 } else { from };
        while x > start {
            (x, y) = (x - 1, y - 1);
            list.push((Sort::Same, x));
        }
        if removes {
            x -= 1;
            list.push((Sort::Removed, x));
        } else {
            y -= 1;
            list.push((Sort::Added, y));
        }
    }
    while x > 0 {
        x -= 1;
        list.push((Sort::Same, x));
    }
    list.reverse();
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(before: &str, after: &str) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Removed(text) => format!("[-{text}-]"),
            Piece::Added(text) => format!("{{+{text}+}}"),
        };
        words(before, after).iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_words_that_differ_are_found() {
        for (before, after, wanted) in [
            ("stops within 1 s", "stops\nwithin 2 s", "stops within [-1-] {+2+} s"),
            ("a b c", "a b c", "a b c"),
            ("", "new text", "{+new text+}"),
            ("old text", "", "[-old text-]"),
            ("a b c d", "a c d e", "a [-b-] c d {+e+}"),
            ("x a b", "a b y", "[-x-] a b {+y+}"),
            ("", "", ""),
        ] {
            assert_eq!(told(before, after), wanted);
        }
    }

    #[test]
    fn texts_that_lie_far_apart_end_in_time() {
        let text = |word: &str| (0..20_000).map(|number| format!("{word}{number} ")).collect::<String>();
        assert_eq!(words(&text("a"), &text("b")).len(), 2);
    }

    fn side(pieces: &[Piece], added: bool) -> Vec<String> {
        let words = |text: &String| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        pieces
            .iter()
            .flat_map(|piece| match piece {
                Piece::Same(text) => words(text),
                Piece::Removed(text) if !added => words(text),
                Piece::Added(text) if added => words(text),
                _ => Vec::new(),
            })
            .collect()
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_pieces(before in "[abc ]{0,60}", after in "[abc ]{0,60}") {
            let pieces = words(&before, &after);
            prop_assert_eq!(side(&pieces, false).join(" "), before.split_whitespace().collect::<Vec<_>>().join(" "));
            prop_assert_eq!(side(&pieces, true).join(" "), after.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
