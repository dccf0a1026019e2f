//! What components need, once all are known: edges in order, scopes and relations taken from who needs whom.

use crate::component::{Component, Inventory, Part, Relation, Scope};
use std::collections::HashMap;

/// Needs that no component of the file meets: one note says how many and names the first.
#[derive(Default)]
pub(super) struct Missing {
    line: u32,
    names: Vec<String>,
    count: usize,
}

impl Missing {
    /// A need, and the line of who has it.
    pub(super) fn add(&mut self, line: u32, name: &str) {
        if self.count == 0 {
            self.line = line;
        }
        self.count += 1;
        if self.names.len() < 5 && !self.names.iter().any(|held| held == name) {
            self.names.push(crate::node::shown(name).to_owned());
        }
    }

    /// Says it.
    pub(super) fn note(self, inventory: &mut Inventory) {
        if self.count > 0 {
            let more = if self.count > self.names.len() { ", …" } else { "" };
            let text = format!("{} times a package is needed that is not in the file: {}{more}", self.count, self.names.join(", "));
            inventory.notes.push((self.line, text));
        }
    }
}

/// The project itself asks for a component; of several reasons the one that ships wins.
pub(super) fn ask(component: &mut Component, scope: Scope) {
    if component.part == Part::Own {
        return;
    }
    component.scope = if component.relation == Relation::Direct { component.scope.min(scope) } else { scope };
    component.relation = Relation::Direct;
}

/// Settles edges, scopes and relations. What the project asks for only in tests, and something shipped needs as well, is shipped.
pub(super) fn settle(inventory: &mut Inventory) {
    for component in &mut inventory.components {
        component.needs.sort_unstable();
        component.needs.dedup();
        super::checksum::settle(&mut component.hashes);
    }
    let components = &inventory.components;
    let asked = |component: &Component| component.part == Part::Foreign && component.relation == Relation::Direct;
    let mut best: Vec<Option<Scope>> = components.iter().map(|component| asked(component).then_some(component.scope)).collect();
    for scope in [Scope::Shipped, Scope::Development] {
        let mut front: Vec<usize> = (0..best.len()).filter(|position| best[*position] == Some(scope)).collect();
        while let Some(position) = front.pop() {
            for need in &components[position].needs {
                if let Some(place) = best.get_mut(*need)
                    && place.is_none_or(|held| held > scope)
                    && components[*need].part == Part::Foreign
                {
                    *place = Some(scope);
                    front.push(*need);
                }
            }
        }
    }
    for (component, best) in inventory.components.iter_mut().zip(best) {
        if let (Relation::Direct, Part::Foreign, Some(scope)) = (component.relation, component.part, best) {
            component.scope = scope;
        }
    }
    inventory.spread();
}

/// Where nothing names what the project asks for, what no other component needs is direct. Says how many may be both.
pub(super) fn guess_direct(inventory: &mut Inventory, manifest: &str) {
    let mut needed = vec![false; inventory.components.len()];
    for component in inventory.components.iter().filter(|component| component.part == Part::Foreign) {
        for need in &component.needs {
            if let Some(place) = needed.get_mut(*need) {
                *place = true;
            }
        }
    }
    for (component, needed) in inventory.components.iter_mut().zip(needed) {
        if !needed && component.part == Part::Foreign && component.relation == Relation::Unknown {
            component.relation = Relation::Direct;
        }
    }
    let text =
        format!("without {manifest} beside it, what others need as well counts as transitive, and development cannot always be told");
    inventory.notes.push((1, text));
}

/// The most versions of one name in a lock file that names its needs without version.
const VERSIONS: usize = 64;

/// Components by their name as the ecosystem compares it.
#[derive(Default)]
pub(super) struct Names(HashMap<String, Vec<usize>>);

impl Names {
    /// Takes a component. More versions of one name than any resolver gives are refused, since every need of it reaches them all.
    pub(super) fn add(&mut self, name: String, position: usize, line: u32) -> Result<(), crate::Refusal> {
        let held = self.0.entry(name).or_default();
        held.push(position);
        if held.len() > VERSIONS {
            return Err(crate::Refusal::at(line, format!("one package stands in the file more than {VERSIONS} times")));
        }
        Ok(())
    }

    /// Every component of this name.
    pub(super) fn of(&self, name: &str) -> &[usize] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_in_tests_and_shipped_through_another_is_shipped() {
        let direct =
            |scope, needs: &[usize]| Component { relation: Relation::Direct, scope, needs: needs.to_vec(), ..Component::default() };
        let own = Component { part: Part::Own, needs: vec![1, 2, 3], ..Component::default() };
        let mut inventory = Inventory {
            components: vec![own, direct(Scope::Shipped, &[2]), direct(Scope::Test, &[]), direct(Scope::Test, &[])],
            ..Inventory::default()
        };
        settle(&mut inventory);
        let scopes: Vec<Scope> = inventory.components.iter().map(|component| component.scope).collect();
        assert_eq!(scopes, [Scope::Shipped, Scope::Shipped, Scope::Shipped, Scope::Test]);
    }
}
