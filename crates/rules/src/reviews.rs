//! What rules about reviews share: does a review count, and has one that counts looked at this record?
//!
//! A review counts when it is no draft and says when it was held, by whom, and with an outcome other than `rejected`. One that is dated
//! after the day of the analysis is planned, not held.

use primum_model::{Date, Kind, Model, Record};

const REJECTED: &str = "was rejected";

/// Why a review does not count; nothing if it does.
pub(crate) fn shortfall(review: Record<'_>) -> Option<&'static str> {
    if review.says("status", "draft") {
        return Some("is a draft");
    }
    if ["held", "outcome", "status", "subject"].iter().any(|field| review.repeats(field)) {
        return Some("contradicts itself");
    }
    let Some(held) = review.date("held") else { return Some("does not say when it was held") };
    if held > review.model().date {
        return Some("is dated in the future");
    }
    if review.value("participants").is_none() {
        return Some("names no participants");
    }
    match review.text("outcome") {
        Some("accepted" | "accepted with actions") => None,
        Some("rejected") => Some(REJECTED),
        _ => Some("has no outcome"),
    }
}

/// The day on which a review rejected what it looked at, if it did. Who took part does not matter: an objection is one.
pub(crate) fn rejected_on(review: Record<'_>) -> Option<Date> {
    let held = review.date("held").filter(|held| *held <= review.model().date)?;
    (review.says("outcome", "rejected") && !review.says("status", "draft")).then_some(held)
}

/// The latest of these reviews that counts, if none of the same day or later rejects.
pub(crate) fn standing<'m>(reviews: impl Iterator<Item = Record<'m>> + Clone) -> Option<Record<'m>> {
    let rejected = reviews.clone().filter_map(rejected_on).max();
    reviews.filter(|review| counts(*review) && review.date("held") > rejected).max_by_key(|review| review.date("held"))
}

/// Does the review count?
pub(crate) fn counts(review: Record<'_>) -> bool {
    shortfall(review).is_none()
}

/// The reviews of a subject that count.
pub(crate) fn of_subject<'m>(model: &'m Model, subject: &'static str) -> impl Iterator<Item = Record<'m>> + Clone {
    model.of(Kind::Review).filter(move |review| review.says("subject", subject) && counts(*review))
}

/// Every review of a subject that names the record, whether it counts or not.
pub(crate) fn naming<'m>(record: Record<'m>, subject: &'static str) -> impl Iterator<Item = Record<'m>> + Clone {
    // A review has one subject, and may have thousands of other fields behind it.
    record.linked_by("of").filter(move |review| review.kind() == Kind::Review && review.text("subject") == Some(subject))
}

/// The latest review of a subject that counts and names the record, if no later one rejects it. For kinds with thousands of records use
/// [`Seen`].
pub(crate) fn latest<'m>(record: Record<'m>, subject: &'static str) -> Option<Record<'m>> {
    standing(naming(record, subject))
}

/// What to do about a record that no review counts for: mend the review that names it, or hold one.
pub(crate) fn advice(record: Record<'_>, subject: &'static str) -> String {
    // What stands in the way of a review that counts is the rejection after it.
    let rejections = naming(record, subject).filter_map(|review| rejected_on(review).map(|day| (day, review)));
    let rejection = rejections.max_by_key(|(day, _)| *day).map(|(_, review)| (review, REJECTED));
    let short = || naming(record, subject).find_map(|review| shortfall(review).map(|why| (review, why)));
    advise(record, subject, rejection.or_else(short))
}

fn advise(record: Record<'_>, subject: &str, short: Option<(Record<'_>, &'static str)>) -> String {
    let id = record.id();
    match short {
        Some((review, why)) => format!("{} names {id} but {why}", review.id()),
        None => format!("review it and name {id} in `of` of a review with `- subject: {subject}`; `primum new review` writes one"),
    }
}

/// What the reviews of a subject have looked at, found in one walk.
pub(crate) struct Seen<'m> {
    subject: &'static str,
    marks: Vec<Mark<'m>>,
}

#[derive(Clone, Copy)]
enum Mark<'m> {
    Never,
    Short(Record<'m>, &'static str),
    /// On this day.
    Seen(Date),
    /// On this day, and not accepted after it.
    Rejected(Record<'m>, Date),
}

impl<'m> Seen<'m> {
    /// Walks the reviews of the subject.
    pub(crate) fn by(model: &'m Model, subject: &'static str) -> Self {
        let mut marks = vec![Mark::Never; model.records().len()];
        for review in model.of(Kind::Review).filter(|review| review.says("subject", subject)) {
            let (why, held, rejected) = (shortfall(review), review.date("held"), rejected_on(review));
            for record in review.links("of") {
                let mark = &mut marks[record.position() as usize];
                *mark = match (*mark, rejected, why.is_none().then_some(held).flatten()) {
                    // On the day of a rejection the objection holds.
                    (Mark::Seen(before), Some(day), _) if day < before => *mark,
                    (Mark::Rejected(_, before), Some(day), _) if day < before => *mark,
                    (_, Some(day), _) => Mark::Rejected(review, day),
                    (Mark::Rejected(_, before), None, Some(day)) if day <= before => *mark,
                    (Mark::Seen(before), None, Some(day)) => Mark::Seen(before.max(day)),
                    (_, None, Some(day)) => Mark::Seen(day),
                    (Mark::Never, None, None) => why.map_or(Mark::Never, |why| Mark::Short(review, why)),
                    (before, None, None) => before,
                };
            }
        }
        Self { subject, marks }
    }

    /// Has a review that counts looked at the record?
    pub(crate) fn contains(&self, record: Record<'_>) -> bool {
        matches!(self.marks.get(record.position() as usize), Some(Mark::Seen(_)))
    }

    /// The first review that names the record and does not count, if none does; and why.
    pub(crate) fn short(&self, record: Record<'_>) -> Option<(Record<'m>, &'static str)> {
        match self.marks.get(record.position() as usize) {
            Some(Mark::Short(review, why)) => Some((*review, why)),
            Some(Mark::Rejected(review, _)) => Some((*review, REJECTED)),
            _ => None,
        }
    }

    /// What to do about a record that no review has looked at.
    pub(crate) fn advice(&self, record: Record<'_>) -> String {
        advise(record, self.subject, self.short(record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Snapshot, Source};

    fn model(reviews: &str) -> Model {
        let text = format!("## SRS-1 A\n\n## SRS-2 B\n\n{reviews}");
        Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30))).expect("no configuration")
    }

    fn shortfall_of(fields: &str) -> Option<&'static str> {
        let model = model(&format!("## REV-1 R\n- subject: requirements\n- of: SRS-1\n{fields}"));
        model.of(Kind::Review).next().and_then(shortfall)
    }

    #[test]
    fn a_review_counts_when_it_was_held_by_people_who_did_not_reject() {
        assert_eq!(shortfall_of("- held: 2026-06-30\n- participants: test lead\n- outcome: accepted\n"), None);
        assert_eq!(shortfall_of("- held: 2026-05-01\n- participants: test lead\n- outcome: accepted with actions\n"), None);
        assert_eq!(shortfall_of("- participants: test lead\n- outcome: accepted\n"), Some("does not say when it was held"));
        assert_eq!(shortfall_of("- held: 2026-07-01\n- participants: a\n- outcome: accepted\n"), Some("is dated in the future"));
        assert_eq!(shortfall_of("- held: 2026-05-01\n- outcome: accepted\n"), Some("names no participants"));
        assert_eq!(shortfall_of("- held: 2026-05-01\n- participants: a\n- outcome: rejected\n"), Some("was rejected"));
        assert_eq!(shortfall_of("- held: 2026-05-01\n- participants: a\n"), Some("has no outcome"));
    }

    #[test]
    fn the_latest_review_of_the_subject_is_found_both_ways() {
        let model = model(
            "## REV-1 R\n- subject: requirements\n- of: SRS-1\n- held: 2026-02-01\n- participants: a\n- outcome: accepted\n\n\
             ## REV-2 R\n- subject: requirements\n- of: SRS-2\n- held: 2026-03-01\n- participants: a\n- outcome: rejected\n\n\
             ## REV-3 R\n- subject: design\n- of: SRS-2\n- held: 2026-03-01\n- participants: a\n- outcome: accepted\n\n\
             ## REV-4 R\n- subject: requirements\n- of: SRS-1\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n",
        );
        let by_id = |id: &str| model.records().find(|record| record.id() == id).expect("a record");
        assert_eq!(latest(by_id("SRS-1"), "requirements").map(Record::id), Some("REV-1"));
        assert_eq!(latest(by_id("SRS-2"), "requirements"), None);
        assert_eq!(advice(by_id("SRS-2"), "requirements"), "REV-2 names SRS-2 but was rejected");
        let seen = Seen::by(&model, "requirements");
        assert!(seen.contains(by_id("SRS-1")) && !seen.contains(by_id("SRS-2")));
        assert_eq!(seen.advice(by_id("SRS-2")), "REV-2 names SRS-2 but was rejected");
        assert_eq!(seen.short(by_id("SRS-1")), None);
    }

    #[test]
    fn a_rejection_takes_away_what_was_accepted_before_and_until_it_is_accepted_again() {
        let review = |number: usize, held: &str, outcome: &str, more: &str| {
            format!("## REV-{number} R\n- subject: requirements\n- of: SRS-1\n- held: {held}\n- outcome: {outcome}\n{more}\n")
        };
        let people = "- participants: a\n";
        let accepted = |number, held: &str| review(number, held, "accepted", people);
        let rejected = |number, held: &str| review(number, held, "rejected", people);
        for (reviews, standing) in [
            (vec![accepted(1, "2026-02-01"), rejected(2, "2026-03-01")], None),
            (vec![accepted(1, "2026-02-01"), rejected(2, "2026-02-01")], None),
            (vec![accepted(1, "2026-02-01"), rejected(2, "2026-01-01")], Some("REV-1")),
            (vec![accepted(1, "2026-02-01"), rejected(2, "2026-03-01"), accepted(3, "2026-04-01")], Some("REV-3")),
            (vec![rejected(1, "2026-01-01"), rejected(2, "2026-05-01"), accepted(3, "2026-04-01")], None),
            (vec![accepted(1, "2026-02-01"), rejected(2, "2026-07-01")], Some("REV-1")),
            (vec![accepted(1, "2026-02-01"), review(2, "2026-03-01", "rejected", "")], None),
            (vec![accepted(1, "2026-02-01"), review(2, "2026-03-01", "rejected", "- status: draft\n")], Some("REV-1")),
        ] {
            // The order in the file says nothing.
            for reviews in [reviews.clone(), reviews.iter().rev().cloned().collect()] {
                let model = model(&reviews.concat());
                let record = model.records().find(|record| record.id() == "SRS-1").expect("a record");
                assert_eq!(latest(record, "requirements").map(Record::id), standing, "{reviews:?}");
                assert_eq!(Seen::by(&model, "requirements").contains(record), standing.is_some(), "{reviews:?}");
                if standing.is_none() {
                    let seen = Seen::by(&model, "requirements").advice(record);
                    assert!(seen.ends_with("names SRS-1 but was rejected"), "{seen}");
                    assert_eq!(seen, advice(record, "requirements"), "{reviews:?}");
                }
            }
        }
    }
}
