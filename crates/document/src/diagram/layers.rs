//! Layers: which box of a level lies above which, so that most connections lead downwards.

use std::collections::VecDeque;

/// The layer of each of `count` boxes, from 0, when these connections lead from one to another. Connections that close a circle lead
/// upwards. There are at most `most` layers: beyond that neighbouring ones are joined, so some connections stay in a layer.
pub(super) fn layers(count: usize, edges: &[(usize, usize)], most: usize) -> Vec<usize> {
    let edges = without_circles(count, edges);
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut open = vec![0_usize; count];
    for (from, to) in &edges {
        below[*from].push(*to);
        open[*to] += 1;
    }
    let mut layer = vec![0_usize; count];
    let mut queue: VecDeque<usize> = (0..count).filter(|at| open[*at] == 0).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(at) = queue.pop_front() {
        order.push(at);
        for next in &below[at] {
            layer[*next] = layer[*next].max(layer[at] + 1);
            open[*next] -= 1;
            if open[*next] == 0 {
                queue.push_back(*next);
            }
        }
    }
    // What nothing leads to comes down to just above what it leads to, so that its lines are short.
    let led: Vec<bool> = edges.iter().fold(vec![false; count], |mut led, (_, to)| {
        led[*to] = true;
        led
    });
    for at in order.iter().rev() {
        if let (false, Some(least)) = (led[*at], below[*at].iter().map(|next| layer[*next]).min()) {
            layer[*at] = layer[*at].max(least.saturating_sub(1));
        }
    }
    let deep = layer.iter().copied().max().unwrap_or(0) + 1;
    let most = most.max(1);
    if deep > most {
        layer.iter_mut().for_each(|layer| *layer = *layer * most / deep);
    }
    // What is connected to nothing stands below the rest.
    let deep = layer.iter().copied().max().unwrap_or(0);
    let mut connected = vec![false; count];
    edges.iter().for_each(|(from, to)| (connected[*from], connected[*to]) = (true, true));
    if connected.contains(&true) {
        (0..count).filter(|at| !connected[*at]).for_each(|at| layer[at] = deep + 1);
    }
    layer
}

/// The connections, each once, with those turned around that close a circle on a walk from the first box on.
fn without_circles(count: usize, edges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut fed = vec![0_usize; count];
    for (from, to) in edges.iter().filter(|(from, to)| from != to && *from < count && *to < count) {
        next[*from].push(*to);
        fed[*to] += 1;
    }
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Seen {
        Not,
        OnTheWay,
        Done,
    }
    let mut seen = vec![Seen::Not; count];
    let mut kept = Vec::new();
    // From where nothing leads to first: a walk that begins inside a chain would turn its beginning around.
    let starts = (0..count).filter(|at| fed[*at] == 0).chain(0..count);
    for start in starts {
        if seen[start] != Seen::Not {
            continue;
        }
        seen[start] = Seen::OnTheWay;
        let mut way = vec![(start, 0)];
        while let Some((at, which)) = way.last_mut() {
            let at = *at;
            let Some(to) = next[at].get(*which).copied() else {
                seen[at] = Seen::Done;
                way.pop();
                continue;
            };
            *which += 1;
            match seen[to] {
                Seen::OnTheWay => kept.push((to, at)),
                Seen::Done => kept.push((at, to)),
                Seen::Not => {
                    kept.push((at, to));
                    seen[to] = Seen::OnTheWay;
                    way.push((to, 0));
                }
            }
        }
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn connections_lead_downwards() {
        for (count, edges, expected) in [
            (0, vec![], vec![]),
            (3, vec![(0, 1), (1, 2)], vec![0, 1, 2]),
            (3, vec![(0, 1), (1, 2), (2, 0)], vec![0, 1, 2]),
            (4, vec![(0, 1), (1, 2), (3, 2)], vec![0, 1, 2, 1]),
            (3, vec![(1, 0)], vec![1, 0, 2]),
            (2, vec![(0, 0), (0, 7)], vec![0, 0]),
        ] {
            assert_eq!(layers(count, &edges, 99), expected, "{edges:?}");
        }
        assert_eq!(layers(4, &[(0, 1), (1, 2), (2, 3)], 2), [0, 0, 1, 1]);
    }

    proptest! {
        #[test]
        fn without_circles_every_connection_leads_down(count in 1..40_usize, edges in prop::collection::vec((0..40_usize, 0..40_usize), 0..120)) {
            let edges: Vec<(usize, usize)> = edges.into_iter().filter(|(a, b)| a != b && *a < count && *b < count).collect();
            let layer = layers(count, &edges, usize::MAX / 100);
            let kept = without_circles(count, &edges);
            prop_assert!(kept.iter().all(|(from, to)| layer[*from] < layer[*to]));
            for (from, to) in edges {
                prop_assert!(kept.contains(&(from, to)) || kept.contains(&(to, from)));
            }
        }
    }
}
