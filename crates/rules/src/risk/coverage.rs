//! What the hazard analysis has looked at: where causes sit, and which parts say why they cannot contribute (7.1.1).

use super::places::{Systems, is_part, parts_at};
use crate::answered::answered;
use crate::parts;
use primum_model::{Kind, Model, Record};

/// Whether a cause sits in each part, or in what it is made of, or in what it is part of. Found in one walk up and one down.
#[derive(Debug)]
pub struct Coverage {
    marks: Vec<Mark>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// A cause sits in it.
    cause: bool,
    /// A cause sits in something that it is made of.
    below: bool,
    /// A cause sits in an item that it is part of.
    above: bool,
    /// It says why it cannot contribute, or an item that it is part of does, or everything that it is made of is looked at; or it
    /// belongs to a system that a complete legacy assessment keeps, and is analysed there (4.4.2).
    settled: bool,
}

impl Coverage {
    pub(super) fn new(model: &Model, systems: &Systems) -> Self {
        let mut marks = vec![Mark::default(); model.records().len()];
        for cause in model.of(Kind::Cause) {
            for place in cause.links("located-in").filter(|place| !place.is_retired()) {
                marks[place.position() as usize].cause = true;
            }
        }
        let legacy: Vec<u32> =
            model.of(Kind::SoftwareSystem).filter(|system| parts::by_legacy_route(*system)).map(Record::position).collect();
        let by_legacy_route = |part: &Record<'_>| systems.of(*part).is_some_and(|system| legacy.contains(&system));
        for part in model.of(Kind::SoftwareItem).chain(model.of(Kind::SoftwareUnit)) {
            marks[part.position() as usize].settled = answered(part, "no-contribution") || by_legacy_route(&part);
        }
        for soup in model.of(Kind::Soup) {
            let users = if legacy.is_empty() { Vec::new() } else { parts_at(soup) };
            let old = !users.is_empty() && users.iter().all(by_legacy_route);
            marks[soup.position() as usize].settled = answered(soup, "no-contribution") || old;
        }
        let order = upwards(model);
        gather(model, &order, &mut marks);
        spread(model, &order, &mut marks);
        for interface in model.of(Kind::Interface) {
            marks[interface.position() as usize] = joined(interface, &marks);
        }
        Self { marks }
    }

    fn mark(&self, part: Record<'_>) -> Mark {
        self.marks.get(part.position() as usize).copied().unwrap_or_default()
    }

    /// Has anybody asked what its failure could lead to? A cause sits in it, in its parts or in an item that it is part of; or a
    /// reason says why it cannot contribute. A cause that sits in the software system as a whole says nothing about its items.
    #[must_use]
    pub fn reaches(&self, part: Record<'_>) -> bool {
        let mark = self.mark(part);
        mark.cause || mark.below || mark.above || mark.settled
    }

    /// Does a cause sit in it, or in something that it is made of?
    #[must_use]
    pub fn has_cause_within(&self, part: Record<'_>) -> bool {
        let mark = self.mark(part);
        mark.cause || mark.below
    }
}

/// Systems, items and units, each after everything that it is made of. What runs in a circle is left out.
fn upwards(model: &Model) -> Vec<u32> {
    let all = || [Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit].into_iter().flat_map(|kind| model.of(kind));
    let mut waiting = vec![0_u32; model.records().len()];
    for above in all().filter_map(parts::parent) {
        waiting[above.position() as usize] += 1;
    }
    let mut order: Vec<u32> = all().map(Record::position).filter(|at| waiting[*at as usize] == 0).collect();
    let mut next = 0;
    while let Some(at) = order.get(next).copied() {
        next += 1;
        if let Some(above) = parts::parent(model.at(at)) {
            let waiting = &mut waiting[above.position() as usize];
            *waiting -= 1;
            if *waiting == 0 {
                order.push(above.position());
            }
        }
    }
    order
}

/// From the smallest parts up.
fn gather(model: &Model, order: &[u32], marks: &mut [Mark]) {
    let mut made_of = vec![(0_u32, 0_u32); marks.len()];
    for at in order {
        let (parts, open) = made_of[*at as usize];
        let mark = &mut marks[*at as usize];
        mark.settled |= parts > 0 && open == 0;
        let mark = *mark;
        if let Some(above) = parts::parent(model.at(*at)) {
            let above = above.position() as usize;
            marks[above].below |= mark.cause || mark.below;
            made_of[above].0 += 1;
            made_of[above].1 += u32::from(!(mark.cause || mark.below || mark.settled));
        }
    }
}

/// From the whole down. What is said of an item holds for its parts; what is said of the system as a whole does not.
fn spread(model: &Model, order: &[u32], marks: &mut [Mark]) {
    for at in order.iter().rev() {
        let Some(above) = parts::parent(model.at(*at)).filter(|above| above.kind() != Kind::SoftwareSystem) else { continue };
        let whole = marks[above.position() as usize];
        let mark = &mut marks[*at as usize];
        mark.above |= whole.cause || whole.above;
        mark.settled |= whole.settled;
    }
}

/// An interface is looked at through a cause of its own, a cause in one of its partners, or because none of them can contribute.
fn joined(interface: Record<'_>, marks: &[Mark]) -> Mark {
    let mut mark = marks[interface.position() as usize];
    let (mut partners, mut open) = (0, 0);
    for partner in interface.links("between").filter(|partner| !partner.is_retired()) {
        if !is_part(partner) && partner.kind() != Kind::Soup {
            continue;
        }
        let of = marks[partner.position() as usize];
        partners += 1;
        open += usize::from(!(of.cause || of.below || of.above || of.settled));
        mark.above |= of.cause || of.below || of.above;
    }
    mark.settled = partners > 0 && open == 0;
    mark
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Snapshot, Source};

    fn open(text: &str) -> Vec<String> {
        let model =
            Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30))).expect("no configuration");
        let coverage = Coverage::new(&model, &Systems::new(&model));
        let looked_at = [Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Interface, Kind::Soup];
        let parts = looked_at.into_iter().flat_map(|kind| model.of(kind));
        parts.filter(|part| !coverage.reaches(*part)).map(|part| part.id().to_owned()).collect()
    }

    const PARTS: &str = "## SW-1 S\n\n## SI-1 A\n- part-of: SW-1\n\n## SI-2 B\n- part-of: SI-1\n\n## SU-1 U\n- part-of: SI-2\n\n\
        ## SU-2 V\n- part-of: SI-1\n\n## SI-3 C\n- part-of: SW-1\n\n## SU-3 W\n- part-of: SI-3\n\n";

    fn with(more: &str) -> Vec<String> {
        open(&format!("{PARTS}{more}"))
    }

    #[test]
    fn a_cause_speaks_for_its_place_its_parts_and_what_contains_it() {
        assert_eq!(with(""), ["SI-1", "SI-2", "SI-3", "SU-1", "SU-2", "SU-3"]);
        assert_eq!(with("## CAU-1 C\n- located-in: SU-1\n"), ["SI-3", "SU-2", "SU-3"]);
        assert_eq!(with("## CAU-1 C\n- located-in: SI-1\n"), ["SI-3", "SU-3"]);
        assert_eq!(with("## CAU-1 C\n- located-in: SI-2\n"), ["SI-3", "SU-2", "SU-3"]);
        assert_eq!(with("## CAU-1 C\n- located-in: SW-1\n").len(), 6, "the system as a whole says nothing");
        assert_eq!(with("## CAU-1 C\n- status: retired\n- located-in: SI-1\n").len(), 6);
    }

    #[test]
    fn a_reason_speaks_for_the_parts_and_all_parts_for_the_whole() {
        let reason = "- part-of: SW-1\n- no-contribution: counts operating hours\n";
        assert_eq!(open(&format!("## SW-1 S\n\n## SI-1 A\n{reason}\n## SU-1 U\n- part-of: SI-1\n")), [] as [&str; 0]);
        assert_eq!(open("## SI-1 A\n\n## SU-1 U\n- part-of: SI-1\n- no-contribution: never called\n"), [] as [&str; 0]);
        assert_eq!(open("## SI-1 A\n- no-contribution: TBD\n"), ["SI-1"]);
        let two = "## SI-1 A\n\n## SU-1 U\n- part-of: SI-1\n- no-contribution: never called\n\n## SU-2 V\n- part-of: SI-1\n";
        assert_eq!(open(two), ["SI-1", "SU-2"]);
    }

    #[test]
    fn interfaces_are_looked_at_through_their_partners() {
        let parts = "## SI-1 A\n\n## SI-2 B\n- no-contribution: a clock\n\n## IF-1 I\n- between: SI-1, SI-2\n\n## IF-2 J\n- external: \
            printer\n\n## IF-3 K\n- between: SI-2\n\n";
        assert_eq!(open(parts), ["SI-1", "IF-1", "IF-2"]);
        assert_eq!(open(&format!("{parts}## CAU-1 C\n- located-in: SI-1\n")), ["IF-2"]);
        assert_eq!(open(&format!("{parts}## CAU-1 C\n- located-in: IF-1, IF-2\n")), ["SI-1"]);
    }

    #[test]
    fn what_the_legacy_route_keeps_is_analysed_there() {
        let kept = "## SW-1 Boot\n- version: 2\n\n## SI-1 A\n- part-of: SW-1\n\n\
            ## SOUP-1 L\n- used-by: SI-1\n\n## SOUP-2 M\n- used-by: SI-1, SI-2\n\n\
            ## SI-2 B\n\n## LEG-1 Boot\n- of: SW-1\n- version: 2\n- market-history: z\n- feedback-review: a\n- risk-review: b\n- gap-analysis: c\n\
            - closure-plan: d\n- rationale: e\n- approved-by: f\n";
        assert_eq!(open(&format!("{kept}- approved: 2026-01-01\n")), ["SI-2", "SOUP-2"]);
        assert_eq!(open(kept), ["SI-1", "SI-2", "SOUP-1", "SOUP-2"], "not approved");
    }

    #[test]
    fn circles_end() {
        let circle = "## SI-1 A\n- part-of: SI-2\n\n## SI-2 B\n- part-of: SI-1\n\n## SU-1 U\n- part-of: SI-1\n\n";
        assert_eq!(open(circle), ["SI-1", "SI-2", "SU-1"]);
        assert_eq!(open(&format!("{circle}## CAU-1 C\n- located-in: SI-1\n")), ["SI-2"]);
    }
}
