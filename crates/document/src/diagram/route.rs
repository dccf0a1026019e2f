//! Lines between two rows: down, across on a track of their own, and down again.

/// From one track to the next, where there is room for it.
const PITCH: i32 = 75;
/// What all tracks between two rows take together at most; beyond it they move together.
const MOST: i32 = 1300;
/// Before the first track and behind the last one: the last one leaves room for the head of an arrow.
const ABOVE: i32 = 90;
const BELOW: i32 = 150;
/// Steps that are this straight need no track.
const STRAIGHT: i32 = 4;
/// Two upright pieces that are nearer than this run into each other.
const NEAR: i32 = 30;
/// Beyond this many steps between two rows their order is not searched for.
const MANY: usize = 160;

/// The space between two rows.
#[derive(Debug)]
pub(super) struct Gap {
    /// How high it is.
    pub(super) high: i32,
    /// For each step the height of its track below the upper row; nothing where it is straight.
    pub(super) tracks: Vec<Option<i32>>,
}

/// Finds tracks for steps that begin and end at these places.
pub(super) fn gap(steps: &[(i32, i32)]) -> Gap {
    let across: Vec<usize> = (0..steps.len()).filter(|at| (steps[*at].0 - steps[*at].1).abs() > STRAIGHT).collect();
    let mut rank = vec![0_usize; steps.len()];
    let mut done: Vec<usize> = Vec::with_capacity(across.len());
    for at in sequence(steps, &across) {
        let (low, high) = span(steps[at]);
        let meets = |other: &&usize| {
            let (from, to) = span(steps[**other]);
            from <= high + NEAR && low <= to + NEAR
        };
        rank[at] = done.iter().filter(meets).map(|other| rank[*other] + 1).max().unwrap_or(0);
        done.push(at);
    }
    let count = across.iter().map(|at| rank[*at] + 1).max().unwrap_or(0) as i32;
    // Where there are very many, tracks lie on each other rather than that the picture grows without end.
    let place = |rank: usize| {
        ABOVE + if count * PITCH <= MOST { rank as i32 * PITCH } else { (rank as i64 * i64::from(MOST) / i64::from(count)) as i32 }
    };
    let mut tracks = vec![None; steps.len()];
    across.iter().for_each(|at| tracks[*at] = Some(place(rank[*at])));
    let high = if count == 0 { ABOVE + BELOW } else { ABOVE + ((count - 1) * PITCH).min(MOST) + BELOW };
    Gap { high, tracks }
}

fn span((a, b): (i32, i32)) -> (i32, i32) {
    (a.min(b), a.max(b))
}

/// The order in which tracks are given, from above. A step to the right lies above those that begin left of it, one to the left above
/// those that begin right of it, so that they do not cross; and a step that begins where another ends lies above that one, so that
/// their upright pieces do not run into each other.
fn sequence(steps: &[(i32, i32)], across: &[usize]) -> Vec<usize> {
    let mut order: Vec<usize> = across.to_vec();
    order.sort_by_key(|at| {
        let (from, to) = steps[*at];
        if to > from { (1, -from, -to) } else { (0, from, to) }
    });
    if order.len() > MANY {
        return order;
    }
    let mut waits: Vec<Vec<usize>> = vec![Vec::new(); steps.len()];
    for a in across {
        for b in across {
            if a != b && (steps[*a].0 - steps[*b].1).abs() < NEAR {
                waits[*b].push(*a);
            }
        }
    }
    let mut placed = vec![false; steps.len()];
    let mut out = Vec::with_capacity(order.len());
    while !order.is_empty() {
        let free = order.iter().position(|at| waits[*at].iter().all(|other| placed[*other]));
        // In a circle the first one gives way.
        let at = order.remove(free.unwrap_or(0));
        placed[at] = true;
        out.push(at);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_that_meet_have_tracks_of_their_own() {
        let tracks = |steps: &[(i32, i32)]| gap(steps).tracks;
        assert_eq!(tracks(&[(100, 100), (500, 503)]), [None, None]);
        assert_eq!(tracks(&[(0, 300), (1000, 1300)]), [Some(90), Some(90)], "far from each other");
        assert_eq!(tracks(&[(0, 500), (200, 700)]), [Some(165), Some(90)], "the right one above, so they do not cross");
        assert_eq!(tracks(&[(500, 0), (700, 200)]), [Some(90), Some(165)]);
        assert_eq!(tracks(&[(0, 500), (500, 900)]), [Some(165), Some(90)], "one begins where the other ends");
        assert_eq!(tracks(&[(500, 900), (0, 500)])[0], Some(90));
    }

    #[test]
    fn any_number_of_tracks_takes_bounded_room() {
        let steps: Vec<(i32, i32)> = (0..900).map(|at| (at * 40, 36_000 - at * 40 + 7)).collect();
        let gap = gap(&steps);
        assert!(gap.high <= ABOVE + MOST + BELOW);
        assert!(gap.tracks.iter().flatten().all(|track| *track < gap.high));
    }
}
