//! Why an advisory does or does not match: each that has the name of a component, or one that is asked for by its own.

use super::asked::{Asking, asked};
use crate::advisory::range::Standing;
use crate::component::{Inventory, Part};
use crate::index::{Index, Unreadable};

/// An advisory that comes near a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// Position of the component, where there is one of that name.
    pub component: Option<usize>,
    /// The identifier of the advisory.
    pub id: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// What it is, in a line.
    pub summary: String,
    /// Does it match?
    pub matches: bool,
    /// Why it does, or why it does not.
    pub reason: String,
}

/// Every advisory with the name of a component, and why it matches or does not.
///
/// # Errors
/// If the index is damaged where it is read.
pub fn why(inventory: &Inventory, component: usize, index: &mut Index<'_>) -> Result<Vec<Near>, Unreadable> {
    let mut near = Vec::new();
    let Some(part) = inventory.components.get(component) else { return Ok(near) };
    let questions = match asked(part) {
        Ok(questions) => questions,
        Err(_) => return Ok(near),
    };
    let mut asking = Asking::new(index);
    for question in &questions {
        for posting in asking.postings(&question.key)?.iter() {
            let head = asking.index.head(posting.advisory)?;
            let (matches, reason) = match question.standing(posting) {
                Standing::Inside(because) => match head.withdrawn {
                    Some(day) => (false, format!("it was withdrawn on {day}; otherwise: {because}")),
                    None => (part.part != Part::Own, because),
                },
                Standing::Outside(reason) => (false, head.withdrawn.map_or(reason.clone(), |day| format!("{reason}; it was withdrawn on {day}"))),
                Standing::Untold(reason) => (false, reason),
            };
            let aliases = asking.index.group(head.group)?.names.into_iter().filter(|name| *name != head.id).collect();
            let one = Near { component: Some(component), id: head.id, aliases, summary: head.summary, matches, reason };
            // An advisory may speak of a package in several parts; one that matches stands for all.
            match near.iter_mut().find(|held: &&mut Near| held.id == one.id) {
                Some(held) if !held.matches && one.matches => *held = one,
                Some(held) if held.matches == one.matches && !held.reason.contains(&one.reason) && !held.matches => {
                    held.reason = format!("{}; {}", held.reason, one.reason);
                }
                Some(_) => {}
                None => near.push(one),
            }
        }
    }
    near.sort_by(|a, b| (!a.matches, &a.id).cmp(&(!b.matches, &b.id)));
    Ok(near)
}

/// What an advisory with this name says of the components of an inventory; where it speaks of none, what it does speak of.
///
/// # Errors
/// If the index is damaged where it is read.
pub fn named(inventory: &Inventory, name: &str, index: &mut Index<'_>) -> Result<Vec<Near>, Unreadable> {
    let mut near = Vec::new();
    for advisory in index.named(name)? {
        let head = index.head(advisory)?;
        let before = near.len();
        for (position, component) in inventory.components.iter().enumerate() {
            let Ok(questions) = asked(component) else { continue };
            let mut touched = false;
            for question in &questions {
                touched |= index.postings(&question.key)?.iter().any(|posting| posting.advisory == advisory);
            }
            if touched {
                near.extend(why(inventory, position, index)?.into_iter().filter(|one| one.id == head.id));
            }
        }
        if near.len() == before {
            let packages = match head.packages.len() {
                0 => "no package".to_owned(),
                1..=5 => head.packages.join(", "),
                more => format!("{} and {} more", head.packages[..5].join(", "), more - 5),
            };
            let aliases = index.group(head.group)?.names.into_iter().filter(|name| *name != head.id).collect();
            let reason = format!("it speaks of {packages}, and no component is that");
            near.push(Near { component: None, id: head.id, aliases, summary: head.summary, matches: false, reason });
        }
    }
    Ok(near)
}
