//! What the matrices share: the way up to the sources, and the tests of every record by level.

use primum_model::{Kind, Model, Record};
use std::collections::HashMap;
use std::rc::Rc;

/// Levels of tests, in the order of their columns.
const LEVELS: [&str; 4] = ["unit", "integration", "system", "validation"];

/// Where a requirement comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sources {
    pub(super) needs: Vec<u32>,
    pub(super) systems: Vec<u32>,
    pub(super) controls: Vec<u32>,
    /// A source that is no record, in the words of the record that states it.
    pub(super) stated: String,
}

/// How many sources are kept for each requirement of a chain. Where there are more, the way up is walked again each time.
const KEPT: usize = 64;

/// Walks up `derives-from`, each record once.
pub(super) struct Walk {
    seen: Vec<u32>,
    round: u32,
    /// By position of a requirement: what stands in it and above it, where the way up does not branch and few things stand there; nothing
    /// where it does. A chain of ten thousand requirements is walked once, and not once for each of them.
    chains: HashMap<u32, Option<Rc<Sources>>>,
}

impl Sources {
    fn count(&self) -> usize {
        self.needs.len() + self.systems.len() + self.controls.len()
    }

    /// What a requirement says itself, and what stands above it by its one link to another requirement.
    fn of(here: Record<'_>, is_first: bool, above: Option<&Self>) -> Self {
        let add = |list: &mut Vec<u32>, at: u32| {
            if !list.contains(&at) {
                list.push(at);
            }
        };
        let mut sources = Self::default();
        current(here.links("implements"))
            .filter(|control| control.kind() == Kind::RiskControl)
            .for_each(|control| add(&mut sources.controls, control.position()));
        if let Some(stated) = here.text("source") {
            sources.stated = if is_first { stated.to_owned() } else { format!("{stated} ({})", here.id()) };
        }
        for source in current(here.links("derives-from")) {
            match source.kind() {
                Kind::UserNeed => add(&mut sources.needs, source.position()),
                Kind::SystemRequirement if here.kind() == Kind::SoftwareRequirement => add(&mut sources.systems, source.position()),
                Kind::IntendedUse if sources.stated.is_empty() => sources.stated = source.id().to_owned(),
                _ => {}
            }
        }
        if let Some(above) = above {
            above.needs.iter().for_each(|at| add(&mut sources.needs, *at));
            above.systems.iter().for_each(|at| add(&mut sources.systems, *at));
            above.controls.iter().for_each(|at| add(&mut sources.controls, *at));
            if sources.stated.is_empty() {
                sources.stated.clone_from(&above.stated);
            }
        }
        sources
    }
}

/// The one requirement that this one comes from.
///
/// # Errors
/// Nothing, where there are several.
fn parent(here: Record<'_>) -> Result<Option<Record<'_>>, ()> {
    let is_requirement = |source: &Record<'_>| matches!(source.kind(), Kind::SystemRequirement | Kind::SoftwareRequirement);
    let mut found = None;
    for source in current(here.links("derives-from")).filter(is_requirement) {
        if found.is_some_and(|found| found != source) {
            return Err(());
        }
        found = Some(source);
    }
    Ok(found)
}

impl Walk {
    pub(super) fn new(model: &Model) -> Self {
        Self { seen: vec![0; model.records().len()], round: 0, chains: HashMap::new() }
    }

    /// Starts anew: nothing is seen.
    pub(super) fn restart(&mut self) {
        self.round += 1;
    }

    /// Is it seen for the first time?
    pub(super) fn first(&mut self, at: u32) -> bool {
        let seen = &mut self.seen[at as usize];
        std::mem::replace(seen, self.round) != self.round
    }

    /// The sources of a requirement: the nearest system requirements, and every need and control above it.
    pub(super) fn sources(&mut self, of: Record<'_>) -> Sources {
        match parent(of) {
            Ok(None) => return Sources::of(of, true, None),
            Ok(Some(above)) if above != of => {
                // A circle leads back here, and what is told of a record on the way is not told of it as the first.
                if let Some(above) = self.above(above) {
                    return Sources::of(of, true, Some(&above));
                }
            }
            _ => {}
        }
        self.walked(of)
    }

    /// What stands in a requirement and above it, where the way up does not branch.
    fn above(&mut self, start: Record<'_>) -> Option<Rc<Sources>> {
        let (mut path, mut top) = (Vec::new(), None);
        let mut at = start;
        loop {
            match self.chains.get(&at.position()) {
                // On the way up it is marked as branching, so that a circle ends here.
                Some(None) => return None,
                Some(known) => {
                    top.clone_from(known);
                    break;
                }
                None => {}
            }
            self.chains.insert(at.position(), None);
            path.push(at);
            match parent(at) {
                Ok(Some(above)) => at = above,
                Ok(None) => break,
                Err(()) => return None,
            }
        }
        for here in path.into_iter().rev() {
            let sources = Sources::of(here, false, top.as_deref());
            if sources.count() > KEPT {
                return None;
            }
            let sources = Rc::new(sources);
            self.chains.insert(here.position(), Some(Rc::clone(&sources)));
            top = Some(sources);
        }
        top
    }

    /// The same, wherever the way branches.
    fn walked(&mut self, of: Record<'_>) -> Sources {
        self.restart();
        self.first(of.position());
        let mut sources = Sources::default();
        let mut open = vec![of];
        let mut next = 0;
        while let Some(here) = open.get(next).copied() {
            next += 1;
            for control in current(here.links("implements")).filter(|control| control.kind() == Kind::RiskControl) {
                if self.first(control.position()) {
                    sources.controls.push(control.position());
                }
            }
            if sources.stated.is_empty()
                && let Some(stated) = here.text("source")
            {
                sources.stated = if here == of { stated.to_owned() } else { format!("{stated} ({})", here.id()) };
            }
            for source in current(here.links("derives-from")) {
                if !self.first(source.position()) {
                    continue;
                }
                match source.kind() {
                    Kind::UserNeed => sources.needs.push(source.position()),
                    Kind::SystemRequirement => {
                        if here.kind() == Kind::SoftwareRequirement {
                            sources.systems.push(source.position());
                        }
                        open.push(source);
                    }
                    Kind::SoftwareRequirement => open.push(source),
                    Kind::IntendedUse if sources.stated.is_empty() => sources.stated = source.id().to_owned(),
                    _ => {}
                }
            }
        }
        sources
    }
}

/// Only what is not retired.
pub(super) fn current<'m>(records: impl Iterator<Item = Record<'m>>) -> impl Iterator<Item = Record<'m>> {
    records.filter(|record| !record.is_retired())
}

/// The level of a test, as a position in [`LEVELS`].
pub(super) fn level(test: Record<'_>) -> Option<usize> {
    let word = test.text("level")?;
    LEVELS.iter().position(|level| *level == word)
}

/// The items that carry out a requirement, whichever side says so.
pub(super) fn carriers(requirement: Record<'_>) -> impl Iterator<Item = Record<'_>> {
    current(requirement.links("allocated-to").chain(requirement.linked_by("satisfies"))).filter(|item| is_part(*item))
}

pub(super) fn is_part(record: Record<'_>) -> bool {
    matches!(record.kind(), Kind::SoftwareSystem | Kind::SoftwareItem | Kind::SoftwareUnit)
}

/// The tests of every record, by level. Made once: a requirement may have thousands of records that lead to it.
pub(super) struct Tests {
    of: Vec<[Vec<u32>; 4]>,
}

impl Tests {
    pub(super) fn new(model: &Model) -> Self {
        let mut of: Vec<[Vec<u32>; 4]> = vec![Default::default(); model.records().len()];
        for test in model.of(Kind::Test) {
            let Some(level) = level(test) else { continue };
            for target in test.links("verifies") {
                let list = &mut of[target.position() as usize][level];
                if list.last() != Some(&test.position()) {
                    list.push(test.position());
                }
            }
        }
        Self { of }
    }

    /// The tests of a record, by level.
    pub(super) fn of(&self, at: u32) -> &[Vec<u32>; 4] {
        &self.of[at as usize]
    }
}

/// `RC-1, RC-2, RC-3 and 4 more`.
pub(super) fn few(ids: &[&str]) -> String {
    let rest = if ids.len() > 3 { format!(" and {} more", ids.len() - 3) } else { String::new() };
    format!("{}{rest}", ids.iter().take(3).copied().collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    /// Requirements with up to two links each, some in circles, and things that they come from.
    fn project(links: &[(usize, usize, usize)]) -> String {
        let mut text = "## UN-0 n\n\n## UN-1 n\n\n## IU-0 u\n\n## RC-0 r\n\n## RC-1 r\n\n".to_owned();
        let named = |at: usize| match at {
            0 => "UN-0".to_owned(),
            1 => "UN-1".to_owned(),
            2 => "IU-0".to_owned(),
            at if at % 3 == 0 => format!("SRS-{}", at - 3),
            at => format!("SYS-{}", at - 3),
        };
        for (at, (one, other, more)) in links.iter().enumerate() {
            text.push_str(&format!("## {} x\n- derives-from: {}\n", named(at + 3), named(*one)));
            text.push_str(&if more % 2 == 0 { format!("- derives-from: {}\n", named(*other)) } else { String::new() });
            text.push_str(&if more % 3 == 0 { format!("- implements: RC-{}\n", more % 2) } else { String::new() });
            text.push_str(if more % 5 == 0 { "- source: a talk\n\n" } else { "\n" });
        }
        text
    }

    proptest::proptest! {
        #[test]
        fn what_is_kept_is_what_would_be_walked(links in proptest::collection::vec((0..14usize, 0..14usize, 0..30usize), 1..11)) {
            let analysis = fixture::model(&project(&links));
            let mut walk = Walk::new(&analysis);
            for requirement in analysis.of(Kind::SoftwareRequirement).chain(analysis.of(Kind::SystemRequirement)) {
                let (kept, walked) = (walk.sources(requirement), walk.walked(requirement));
                proptest::prop_assert_eq!(kept, walked, "{}", requirement.id());
            }
        }
    }

    #[test]
    fn a_chain_of_ten_thousand_is_walked_once() {
        let mut text = "## UN-0 n\n\n## SYS-0 x\n- derives-from: UN-0\n\n".to_owned();
        text.extend((1..10_000).map(|at| format!("## SYS-{at} x\n- derives-from: SYS-{}\n\n", at - 1)));
        let model = fixture::model(&text);
        let mut walk = Walk::new(&model);
        let all = model.of(Kind::SystemRequirement).map(|requirement| walk.sources(requirement).needs.len()).sum::<usize>();
        assert_eq!(
            (all, walk.chains.len(), walk.round),
            (10_000, 9_999, 0),
            "each is told where it comes from, and none was walked by itself"
        );
    }
}
