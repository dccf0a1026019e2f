//! Where everything stands in its row: as near to the middle of what it is connected to as the order and the distances allow.

use super::rows::{APART, Rows, Vertex, What};

/// Between two lines that pass, where there is room for it.
const LINES_APART: i32 = 110;

/// How often the rows are walked through.
const SWEEPS: usize = 6;

/// Left edges, and where each step begins and ends relative to them.
#[derive(Debug)]
pub(super) struct Places {
    pub(super) left: Vec<i32>,
    /// For each step: at the upper place and at the lower one.
    pub(super) ports: Vec<(i32, i32)>,
}

/// Places the rows in about this width. `fixed` knows where a container has its port for a connection, at its upper or lower border.
pub(super) fn place(rows: &Rows, room: i32, fixed: &dyn Fn(usize, usize, bool) -> Option<i32>) -> Places {
    let ports = ports(rows, fixed);
    let apart: Vec<Vec<i32>> = rows.rows.iter().map(|row| distances(rows, row, room)).collect();
    let narrowest = |(row, apart): (&Vec<usize>, &Vec<i32>)| -> i32 {
        row.iter().map(|vertex| rows.vertices[*vertex].wide).sum::<i32>() + apart.iter().sum::<i32>()
    };
    let wide = rows.rows.iter().zip(&apart).map(narrowest).max().unwrap_or(0).max(room);
    let mut left = vec![0_i32; rows.vertices.len()];
    for (row, apart) in rows.rows.iter().zip(&apart) {
        let mut x = (wide - narrowest((row, apart))) / 2;
        for (at, vertex) in row.iter().enumerate() {
            left[*vertex] = x;
            x += rows.vertices[*vertex].wide + apart.get(at).copied().unwrap_or(0);
        }
    }
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); rows.vertices.len()];
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); rows.vertices.len()];
    for (at, step) in rows.steps.iter().enumerate() {
        below[step.upper].push(at);
        above[step.lower].push(at);
    }
    let count = rows.rows.len();
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let walk: Vec<usize> = if down { (0..count).collect() } else { (0..count).rev().collect() };
        for row in walk {
            let wish = |vertex: usize| -> (i64, i64) {
                let kind = rows.vertices[vertex].what;
                if kind == What::Title {
                    return (0, 1_000);
                }
                let mut sum = 0_i64;
                let mut weight = 0_i64;
                // The last walks look to both sides, so that what was straightened stays so.
                let both = sweep + 2 >= SWEEPS;
                let lists = [(&above, true, down || both), (&below, false, !down || both)];
                let wanted = lists.iter().filter(|(_, _, wanted)| *wanted);
                for (step, upwards) in wanted.flat_map(|(list, upwards, _)| list[vertex].iter().map(|step| (*step, *upwards))) {
                    let (upper, lower) = ports[step];
                    let ends = rows.steps[step];
                    let (there, here) = if upwards { (left[ends.upper] + upper, lower) } else { (left[ends.lower] + lower, upper) };
                    let other = rows.vertices[if upwards { ends.upper } else { ends.lower }].what;
                    let passing = |what: What| matches!(what, What::Bend | What::Label(_));
                    let weighs = if passing(kind) && passing(other) { 8 } else { 2 };
                    sum += weighs * i64::from(there - here);
                    weight += weighs;
                }
                if weight == 0 { (i64::from(left[vertex]), 1) } else { (sum.div_euclid(weight), weight * 2) }
            };
            let wishes: Vec<(i64, i64)> = rows.rows[row].iter().map(|vertex| wish(*vertex)).collect();
            let sizes: Vec<i32> = rows.rows[row].iter().map(|vertex| rows.vertices[*vertex].wide).collect();
            for (vertex, x) in rows.rows[row].iter().zip(settle(&wishes, &sizes, &apart[row], wide)) {
                left[*vertex] = x;
            }
        }
    }
    straighten(rows, &ports, &apart, wide, &mut left);
    Places { left, ports }
}

/// Lines that pass are moved to below where they come from, and then to above where they go to, as far as their neighbours allow, so
/// that they do not shift a little in every row.
fn straighten(rows: &Rows, ports: &[(i32, i32)], apart: &[Vec<i32>], wide: i32, left: &mut [i32]) {
    let thin = |vertex: usize| matches!(rows.vertices[vertex].what, What::Bend | What::Label(_));
    let mut slot = vec![(0_usize, 0_usize); rows.vertices.len()];
    for (row, list) in rows.rows.iter().enumerate() {
        list.iter().enumerate().for_each(|(at, vertex)| slot[*vertex] = (row, at));
    }
    let mut steps: Vec<usize> = (0..rows.steps.len()).collect();
    for down in [true, false, true] {
        // From the first row on, or from the last one.
        steps.sort_by_key(|step| {
            let row = slot[rows.steps[*step].upper].0 as i64;
            (if down { row } else { -row }, *step)
        });
        for step in &steps {
            let (ends, (upper, lower)) = (rows.steps[*step], ports[*step]);
            let (moved, wish) =
                if down { (ends.lower, left[ends.upper] + upper - lower) } else { (ends.upper, left[ends.lower] + lower - upper) };
            if !thin(moved) {
                continue;
            }
            let (row, at) = slot[moved];
            let (list, apart) = (&rows.rows[row], &apart[row]);
            let least = match at.checked_sub(1) {
                Some(before) => left[list[before]] + rows.vertices[list[before]].wide + apart[before],
                None => 0,
            };
            let most = list.get(at + 1).map_or(wide, |next| left[*next] - apart[at]) - rows.vertices[moved].wide;
            if least <= most {
                left[moved] = wish.clamp(least, most);
            }
        }
    }
}

/// Left edges that come nearest to the wishes (least squares, by weight), in this order, with these distances, within the width.
///
/// Without the distances this is a sequence that must not fall: neighbours that would are pooled at their common mean.
fn settle(wishes: &[(i64, i64)], sizes: &[i32], apart: &[i32], wide: i32) -> Vec<i32> {
    let mut before = vec![0_i64; sizes.len()];
    let mut sum = 0_i64;
    for (at, size) in sizes.iter().enumerate() {
        before[at] = sum;
        sum += i64::from(*size) + i64::from(apart.get(at).copied().unwrap_or(0));
    }
    let room = (i64::from(wide) - sum).max(0);
    // Sum of weighted wishes, weight, how many.
    let mut pools: Vec<(i64, i64, usize)> = Vec::with_capacity(wishes.len());
    for ((wish, weight), before) in wishes.iter().zip(&before) {
        let mut pool = ((wish - before) * weight, *weight, 1);
        while let Some(last) = pools.last().filter(|last| last.0 * pool.1 >= pool.0 * last.1) {
            pool = (pool.0 + last.0, pool.1 + last.1, pool.2 + last.2);
            pools.pop();
        }
        pools.push(pool);
    }
    let mut out = Vec::with_capacity(wishes.len());
    for (sum, weight, count) in pools {
        let mean = sum.div_euclid(weight.max(1)).clamp(0, room);
        for _ in 0..count {
            let before = before.get(out.len()).copied().unwrap_or(0);
            out.push(i32::try_from(mean + before).unwrap_or(i32::MAX));
        }
    }
    out
}

/// From each place of a row to the next. Where many lines pass, they share what is kept for them.
fn distances(rows: &Rows, row: &[usize], room: i32) -> Vec<i32> {
    let thin = |vertex: &Vertex| matches!(vertex.what, What::Bend | What::Port);
    let lines = row.windows(2).filter(|pair| pair.iter().any(|vertex| thin(&rows.vertices[*vertex]))).count() as i32;
    let line = (room * 2 / 5 / lines.max(1)).clamp(8, LINES_APART);
    row.windows(2)
        .map(|pair| match pair {
            [a, b] => match (thin(&rows.vertices[*a]), thin(&rows.vertices[*b])) {
                (false, false) => APART,
                _ => line,
            },
            _ => APART,
        })
        .collect()
}

/// Where steps begin and end: at the middle of a thin place, spread over the side of a box in the order of where they lead.
fn ports(rows: &Rows, fixed: &dyn Fn(usize, usize, bool) -> Option<i32>) -> Vec<(i32, i32)> {
    let mut place = vec![0_usize; rows.vertices.len()];
    for row in &rows.rows {
        row.iter().enumerate().for_each(|(at, vertex)| place[*vertex] = at);
    }
    let mut ports = vec![(0, 0); rows.steps.len()];
    let mut sides: Vec<[Vec<usize>; 2]> = vec![[Vec::new(), Vec::new()]; rows.vertices.len()];
    for (at, step) in rows.steps.iter().enumerate() {
        sides[step.upper][1].push(at);
        sides[step.lower][0].push(at);
    }
    for (vertex, sides) in sides.iter_mut().enumerate() {
        for (side, steps) in sides.iter_mut().enumerate() {
            let below = side == 1;
            let other = |step: usize| if below { rows.steps[step].lower } else { rows.steps[step].upper };
            steps.sort_by_key(|step| (place[other(*step)], *step));
            let count = steps.len() as i32;
            let body = rows.vertices[vertex].body;
            for (at, step) in steps.iter().enumerate() {
                let known = match rows.vertices[vertex].what {
                    What::Box(node) => fixed(node, rows.steps[*step].edge, !below),
                    _ => Some(body / 2),
                };
                let x = known.unwrap_or(body * (at as i32 + 1) / (count + 1));
                if below {
                    ports[*step].0 = x;
                } else {
                    ports[*step].1 = x;
                }
            }
        }
    }
    ports
}

#[cfg(test)]
mod tests {
    use super::settle;
    use proptest::prelude::*;

    #[test]
    fn wishes_are_met_where_there_is_room() {
        for (wishes, expected) in [
            (vec![(0, 1), (500, 1)], vec![0, 500]),
            // Both want the same place: they meet it in their middle.
            (vec![(300, 1), (300, 1)], vec![240, 360]),
            (vec![(900, 1), (900, 1)], vec![780, 900]),
            (vec![(-50, 1), (-50, 9)], vec![0, 120]),
        ] {
            assert_eq!(settle(&wishes, &[100, 100], &[20], 1000), expected, "{wishes:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_overlaps_or_leaves_the_width(wishes in prop::collection::vec((-5000..5000_i64, 1..20_i64), 1..30), size in 1..300_i32, apart in 0..100_i32) {
            let count = wishes.len();
            let wide = (count as i32) * (size + apart) + 500;
            let left = settle(&wishes, &vec![size; count], &vec![apart; count - 1], wide);
            prop_assert!(left.windows(2).all(|pair| pair[0] + size + apart <= pair[1]));
            prop_assert!(left[0] >= 0 && left[count - 1] + size <= wide);
        }
    }
}
