//! The order in each row, so that few lines cross: every place moves to the middle of what it is connected to, row by row, down and
//! up, and the best of all orders that come about is kept (Sugiyama, Tagawa and Toda 1981).

use super::rows::{Rows, What};

/// How often the rows are walked through.
const SWEEPS: usize = 8;

/// Beyond this many steps one walk must do.
const MANY: usize = 20_000;

pub(super) fn order(rows: &mut Rows) {
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); rows.vertices.len()];
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); rows.vertices.len()];
    for step in &rows.steps {
        below[step.upper].push(step.lower);
        above[step.lower].push(step.upper);
    }
    let mut place = vec![0_usize; rows.vertices.len()];
    let number = |rows: &Rows, place: &mut [usize]| {
        for row in &rows.rows {
            row.iter().enumerate().for_each(|(at, vertex)| place[*vertex] = at);
        }
    };
    number(rows, &mut place);
    let mut best = (crossings(rows, &place), rows.rows.clone());
    let sweeps = if rows.steps.len() > MANY { 1 } else { SWEEPS };
    for sweep in 0..sweeps {
        if best.0 == 0 {
            break;
        }
        let down = sweep % 2 == 0;
        let count = rows.rows.len();
        let walk: Vec<usize> = if down { (1..count).collect() } else { (0..count.saturating_sub(1)).rev().collect() };
        for row in walk {
            let Some(list) = rows.rows.get_mut(row) else { continue };
            let beside = if down { &above } else { &below };
            let vertices = &rows.vertices;
            let key = |vertex: usize, place: &[usize]| -> i64 {
                if vertices[vertex].what == What::Title {
                    return -1;
                }
                let mut places: Vec<i64> = beside[vertex].iter().map(|other| place[*other] as i64 * 1000).collect();
                if places.is_empty() {
                    return place[vertex] as i64 * 1000;
                }
                places.sort_unstable();
                let middle = places.len() / 2;
                if places.len() % 2 == 1 { places[middle] } else { (places[middle - 1] + places[middle]) / 2 }
            };
            let mut keyed: Vec<(i64, usize)> = list.iter().map(|vertex| (key(*vertex, &place), *vertex)).collect();
            keyed.sort_by_key(|(key, _)| *key);
            *list = keyed.into_iter().map(|(_, vertex)| vertex).collect();
            list.iter().enumerate().for_each(|(at, vertex)| place[*vertex] = at);
        }
        let now = crossings(rows, &place);
        if now < best.0 {
            best = (now, rows.rows.clone());
        }
    }
    rows.rows = best.1;
}

/// How often lines cross when the places of each row stand in this order.
fn crossings(rows: &Rows, place: &[usize]) -> u64 {
    let mut row_of = vec![0_usize; rows.vertices.len()];
    for (row, list) in rows.rows.iter().enumerate() {
        list.iter().for_each(|vertex| row_of[*vertex] = row);
    }
    let mut by_row: Vec<Vec<(usize, usize)>> = vec![Vec::new(); rows.rows.len()];
    for step in &rows.steps {
        by_row[row_of[step.upper]].push((place[step.upper], place[step.lower]));
    }
    let count = |mut pairs: Vec<(usize, usize)>| {
        pairs.sort_unstable();
        // Of the steps so far, how many end at each place: sums over a tree (Fenwick).
        let size = pairs.iter().map(|(_, lower)| lower + 2).max().unwrap_or(0);
        let mut tree = vec![0_u64; size];
        let mut sum = 0;
        for (seen, (_, lower)) in pairs.iter().enumerate() {
            let mut at = lower + 1;
            let mut not_right = 0;
            while at > 0 {
                not_right += tree[at];
                at &= at - 1;
            }
            sum += seen as u64 - not_right;
            let mut at = lower + 1;
            while at < size {
                tree[at] += 1;
                at += at & at.wrapping_neg();
            }
        }
        sum
    };
    by_row.into_iter().map(count).sum()
}
