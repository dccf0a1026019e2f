//! In which state, and in which of its regions, a statement stands.

use std::collections::BTreeMap;

/// A place for states: a state that holds others, and which of its regions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope {
    /// The state; none outside of all.
    pub(super) of: Option<usize>,
    /// The region, from 0.
    pub(super) region: usize,
}

impl Scope {
    pub(super) fn is_outermost(self) -> bool {
        self.of.is_none()
    }
}

/// The places that are open, the innermost last, and how many regions each state has.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    open: Vec<Scope>,
    regions: BTreeMap<usize, usize>,
}

impl Scopes {
    pub(super) fn now(&self) -> Scope {
        self.open.last().copied().unwrap_or_default()
    }

    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The braces of a state open.
    pub(super) fn open(&mut self, state: usize) {
        self.open.push(Scope { of: Some(state), region: 0 });
        self.regions.insert(state, 1);
    }

    /// The innermost ones close.
    pub(super) fn close(&mut self) -> Result<(), String> {
        self.open.pop().map(|_| ()).ok_or_else(|| "an end without a beginning".to_owned())
    }

    /// Another region of the innermost state begins.
    pub(super) fn divide(&mut self) -> Result<(), String> {
        let scope = self.open.last_mut().ok_or("regions outside of a state")?;
        scope.region += 1;
        if let Some(count) = scope.of.and_then(|state| self.regions.get_mut(&state)) {
            *count += 1;
        }
        Ok(())
    }

    /// Has more than one region.
    pub(super) fn divided(&self, scope: Scope) -> bool {
        scope.of.and_then(|state| self.regions.get(&state)).is_some_and(|count| *count > 1)
    }
}
