//! Resolving links: by position, both ways; what leads nowhere, astray, or round in a circle.

use super::{DANGLING, Model, NO_LINK, Problem, range};
use crate::document::FaultKind;
use crate::source::Place;
use crate::suggest::nearest;
use crate::value::{is_letter, split_part};

/// For so many dangling links the nearest ID of the project is looked for: each costs a look at every ID.
const SEARCHED: usize = 50;

impl Model {
    pub(super) fn link(&mut self) {
        let mut targets = vec![NO_LINK; self.fields.len()];
        let mut counts = vec![0u32; self.records.len()];
        let mut problems = Vec::new();
        for (at, node) in self.records.iter().enumerate() {
            let spec = &self.config.schema.kinds()[node.spec as usize];
            for field_at in range(node.raw.fields) {
                let field = &self.fields[field_at];
                let declared = &spec.fields[field.spec as usize];
                let crate::schema::FieldType::Link(kinds) = &declared.kind else { continue };
                let value = self.file_text(node.file, field.value);
                let (id, part) = split_part(value);
                // What is no letter of a part is reported as a value already.
                let readable = part.is_none_or(is_letter);
                targets[field_at] = DANGLING;
                let problem = |what, message: String, help: String, related| Problem {
                    what,
                    place: Place { file: node.file, span: field.value },
                    record: Some(at as u32),
                    message,
                    help,
                    related,
                };
                let Some(target) = self.position(id).or_else(|| self.former_position(id)) else {
                    if readable && crate::schema::is_id_shaped(id) {
                        problems.push(problem(
                            FaultKind::DanglingLink,
                            format!("{} names {id} in `{}`, and there is no {id}", self.id_of(at as u32), declared.name),
                            String::new(),
                            None,
                        ));
                    }
                    continue;
                };
                targets[field_at] = target;
                counts[target as usize] += 1;
                let to = &self.records[target as usize];
                if !kinds.is_empty() && !kinds.contains(&to.raw.kind) {
                    let allowed: Vec<&str> = kinds.iter().map(|kind| self.config.schema.spec(*kind).name.as_str()).collect();
                    let found = &self.config.schema.kinds()[to.spec as usize].name;
                    let message = format!("`{}` of {} leads to {id}, a {found}", declared.name, self.id_of(at as u32));
                    problems.push(problem(
                        FaultKind::LinkToWrongKind,
                        message,
                        format!("it leads to a {}", allowed.join(", a ")),
                        Some((self.id_place(target), "this record".into())),
                    ));
                }
                if readable
                    && let Some(letter) = part
                    && !self.parts[range(to.raw.parts)].iter().any(|part| letter.as_bytes() == [part.letter])
                {
                    problems.push(problem(
                        FaultKind::LinkToMissingPart,
                        format!("{id} has no part {letter}"),
                        format!("a part is a paragraph that begins `{letter}. `"),
                        Some((self.id_place(target), "this record".into())),
                    ));
                }
                if to.retired && !node.retired {
                    problems.push(problem(
                        FaultKind::LinkToRetired,
                        format!("{} names {id}, which is retired", self.id_of(at as u32)),
                        "link what replaces it, or take the line out".into(),
                        Some((self.id_place(target), "retired here".into())),
                    ));
                }
            }
        }
        for (nth, problem) in problems.iter_mut().filter(|problem| problem.what == FaultKind::DanglingLink).enumerate() {
            problem.help = self.help_for_dangling(problem.place, nth < SEARCHED);
        }
        self.problems.append(&mut problems);
        self.targets = targets;
        self.fill_incoming(&counts);
    }

    fn help_for_dangling(&self, place: Place, search: bool) -> String {
        let (id, _) = split_part(self.text(place));
        // The nearest ID of a large project costs time for every dangling link; a slip keeps its prefix, so look there first.
        let upper = id.to_ascii_uppercase();
        let stem = upper.trim_end_matches(|last: char| last.is_ascii_digit());
        let digits = upper[stem.len()..].trim_start_matches('0');
        let padded = (1..=5).map(|width| format!("{stem}{digits:0>width$}")).find(|candidate| self.position(candidate).is_some());
        let near = padded.or_else(|| {
            if search {
                nearest(id, self.records.iter().map(|node| self.file_text(node.file, node.raw.id))).map(str::to_owned)
            } else {
                None
            }
        });
        match near {
            Some(near) => format!("did you mean {near}?"),
            None if self.config.schema.kind_of_id(id).is_none() => {
                "no kind has this prefix: declare it in primum.toml under [prefixes], and write the record".to_owned()
            }
            None => "write that record, or correct the ID".to_owned(),
        }
    }

    fn fill_incoming(&mut self, counts: &[u32]) {
        let mut start = 0;
        for (node, count) in self.records.iter_mut().zip(counts) {
            node.incoming = (start, 0);
            start += count;
        }
        self.incoming = vec![(0, 0); start as usize];
        for at in 0..self.records.len() {
            for field in range(self.records[at].raw.fields) {
                let target = self.targets[field];
                if target >= NO_LINK {
                    continue;
                }
                let slot = &mut self.records[target as usize].incoming;
                let position = (slot.0 + slot.1) as usize;
                slot.1 += 1;
                self.incoming[position] = (at as u32, field as u32);
            }
        }
    }

    /// `derives-from` and `part-of` form trees; a record that reaches itself has no origin.
    pub(super) fn find_cycles(&mut self) {
        for name in ["derives-from", "part-of"] {
            let mut state = vec![0u8; self.records.len()];
            let mut on_cycle = Vec::new();
            for root in 0..self.records.len() as u32 {
                if state[root as usize] != 0 {
                    continue;
                }
                // Iterative depth-first walk: 0 not seen, 1 on the path, 2 done. Each record waits with the links still to follow.
                state[root as usize] = 1;
                let mut stack = vec![(root, range(self.records[root as usize].raw.fields))];
                while let Some((at, links)) = stack.last_mut() {
                    let at = *at;
                    match links.find_map(|field| self.target_by(at, name, field)) {
                        Some(target) => match state[target as usize] {
                            0 => {
                                state[target as usize] = 1;
                                stack.push((target, range(self.records[target as usize].raw.fields)));
                            }
                            1 => on_cycle.push((at, target)),
                            _ => {}
                        },
                        None => {
                            state[at as usize] = 2;
                            stack.pop();
                        }
                    }
                }
            }
            for (at, target) in on_cycle {
                let message = if at == target {
                    format!("{} names itself in `{name}`", self.id_of(at))
                } else {
                    format!("{} reaches itself by `{name}`, through {}", self.id_of(at), self.id_of(target))
                };
                let problem = Problem {
                    what: FaultKind::CircularLink,
                    place: self.id_place(at),
                    record: Some(at),
                    message,
                    help: format!("take one `{name}` out of the circle"),
                    related: Some((self.id_place(target), "the circle goes on here".into())),
                };
                self.problems.push(problem);
            }
        }
    }

    /// The record that a value of a record leads to, if the value belongs to the field of this name.
    fn target_by(&self, at: u32, name: &str, field: usize) -> Option<u32> {
        let target = self.targets[field];
        let spec = self.fields[field].spec as usize;
        (target < NO_LINK && self.config.schema.kinds()[self.records[at as usize].spec as usize].fields[spec].name == name)
            .then_some(target)
    }
}
