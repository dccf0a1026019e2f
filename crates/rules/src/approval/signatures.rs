//! Whether events fill the signatures that a policy needs.
//!
//! More events never fill less: whoever signs in addition can take nothing away.

use super::counting::Mark;
use primum_model::config::Approvals as Policy;
use std::collections::BTreeSet;

/// How far the events fill a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// The events that count, the earliest first.
    pub(super) counted: Vec<usize>,
    /// The signatures that none of them gives, by position.
    pub(super) missing: Vec<usize>,
    /// How many people more have to sign.
    pub(super) people_missing: usize,
    /// The events that would count if they had come later.
    pub(super) unused: Vec<usize>,
}

impl Filled {
    pub(super) fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.people_missing == 0
    }
}

/// So many people who signed as author and as something else are tried both ways; where there are more, they all are authors.
const MOST_TRIED: usize = 6;

/// Fills a policy from events that count by themselves, in the order of time, the best way there is.
///
/// Whoever signs as author is not the one who reviews or approves, unless the policy allows it. A person who has signed as both is
/// taken as one of them: as whichever fills more.
pub(super) fn fill(policy: &Policy, marks: &[Mark<'_>]) -> Filled {
    let as_author = |mark: &Mark<'_>| mark.meaning == "authored";
    let authors: BTreeSet<&str> = marks.iter().filter(|mark| as_author(mark)).map(Mark::person).collect();
    let others: BTreeSet<&str> = marks.iter().filter(|mark| !as_author(mark)).map(Mark::person).collect();
    let both: Vec<&str> = if policy.author_may_sign { Vec::new() } else { authors.intersection(&others).copied().collect() };
    let ways = if both.len() > MOST_TRIED { 1 } else { 1usize << both.len() };
    let tried = (0..ways).map(|way| {
        let allowed = marks.iter().filter(|mark| match both.iter().position(|person| *person == mark.person()) {
            // A bit that is set makes a reviewer of the person.
            Some(at) => as_author(mark) == (way >> at & 1 == 0),
            None => true,
        });
        assign(policy, &allowed.collect::<Vec<_>>())
    });
    tried.min_by_key(|filled| (filled.missing.len(), filled.people_missing)).unwrap_or_default()
}

fn assign(policy: &Policy, marks: &[&Mark<'_>]) -> Filled {
    let mut used = vec![false; marks.len()];
    let mut missing = Vec::new();
    let fits = |need: usize, mark: &Mark<'_>| {
        policy.needed.get(need).is_some_and(|needed| needed.meaning == mark.meaning && mark.fits(&needed.role))
    };
    let mut needs: Vec<usize> = (0..policy.needed.len()).collect();
    if !policy.ordered {
        // Those for one role first: what is left can serve those for any.
        needs.sort_by_key(|need| policy.needed[*need].role.is_empty());
    }
    let mut from = 0;
    for need in needs {
        let start = if policy.ordered { from } else { 0 };
        match (start..marks.len()).find(|at| !used[*at] && fits(need, marks[*at])) {
            Some(at) => {
                used[at] = true;
                from = at + 1;
            }
            None => missing.push(need),
        }
    }
    missing.sort_unstable();
    // Where an order is asked for and something is missing, what was signed too early is told and does not count.
    let early = policy.ordered && !missing.is_empty();
    let (counted, unused): (Vec<usize>, Vec<usize>) = (0..marks.len()).partition(|at| used[*at] || !early);
    let people: BTreeSet<&str> = counted.iter().map(|at| marks[*at].person()).collect();
    let people_missing = (policy.people as usize).saturating_sub(people.len());
    let events = |positions: Vec<usize>| {
        let mut events: Vec<usize> = positions.into_iter().map(|at| marks[at].event).collect();
        // An event may name a record twice.
        events.dedup();
        events
    };
    Filled { counted: events(counted), missing, people_missing, unused: events(unused) }
}
