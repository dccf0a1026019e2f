//! Numbers over problem reports for clause 9.6: by item, cause, criticality, release, month and age. What they mean is for a person to say.

use crate::problems;
use primum_model::{Date, Kind, Model, Record};
use std::collections::BTreeMap;

/// What stands where a report does not say something.
pub const NOT_STATED: &str = "not stated";

/// Problem reports of a period, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trends {
    /// The first day.
    pub from: Date,
    /// The last day; ages are counted to its end.
    pub to: Date,
    /// The reports of the period, by the day on which they were reported and then by ID.
    pub reports: Vec<Report>,
    /// Counts by what the reports say of themselves.
    pub groups: Vec<Group>,
    /// Every month of the period.
    pub months: Vec<Month>,
    /// Reports without a day on which they were reported, by position: they belong to no period.
    pub undated: Vec<u32>,
    /// Reports of the period for which another one stands, by position. They are not counted above.
    pub duplicates: Vec<u32>,
}

/// A problem report in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The report, by position.
    pub record: u32,
    /// When it was reported.
    pub reported: Date,
    /// When it was closed, if that was by the last day of the period.
    pub closed: Option<Date>,
    /// Was the problem still there on that day, by status and dates?
    pub open: bool,
    /// Days from report to closure, or to the last day of the period.
    pub days: i32,
    /// How often it was opened again by then.
    pub reopened: usize,
}

/// Reports counted by one property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is: `item`.
    pub by: &'static str,
    /// Each value with its counts, the most frequent first. A report with several values counts under each.
    pub rows: Vec<(String, Count)>,
}

/// How many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All.
    pub all: usize,
    /// Those that are open.
    pub open: usize,
    /// Those whose criticality is safety.
    pub safety: usize,
    /// Those that were opened again.
    pub reopened: usize,
}

/// A month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// `2026-03`.
    pub name: String,
    /// Reported in it.
    pub reported: usize,
    /// Closed in it, whenever they were reported.
    pub closed: usize,
}

impl Trends {
    /// Counts the reports of a period. It ends today unless somebody says otherwise, and begins with the first report.
    #[must_use]
    pub fn new(model: &Model, from: Option<Date>, to: Option<Date>) -> Self {
        let to = to.unwrap_or(model.date);
        let dated = |record: &Record<'_>| record.date("reported");
        let from = from.or_else(|| model.of(Kind::ProblemReport).filter_map(|record| dated(&record)).min()).unwrap_or(to);
        let within = |day: Date| from <= day && day <= to;
        let (mut reports, mut duplicates, mut undated) = (Vec::new(), Vec::new(), Vec::new());
        for record in model.of(Kind::ProblemReport) {
            match record.date("reported") {
                None => undated.push(record.position()),
                Some(day) if !within(day) => {}
                Some(_) if problems::is_duplicate(record) => duplicates.push(record.position()),
                Some(day) => reports.push(report(record, day, to)),
            }
        }
        reports.sort_by(|one, other| (one.reported, model.at(one.record).id()).cmp(&(other.reported, model.at(other.record).id())));
        let groups = vec![
            group(model, &reports, "item", |record| record.links("located-in").map(|item| item.id().to_owned()).collect()),
            group(model, &reports, "cause", |record| record.text("cause-type").map(str::to_owned).into_iter().collect()),
            group(model, &reports, "criticality", |record| record.text("criticality").map(str::to_owned).into_iter().collect()),
            group(model, &reports, "release", |record| record.links("affects").map(|release| release.id().to_owned()).collect()),
        ];
        let months = months(model, from, to);
        Self { from, to, reports, groups, months, undated, duplicates }
    }

    /// The middle of the days from report to closure, of those that are closed; the lower one of two.
    #[must_use]
    pub fn median_days(&self) -> Option<i32> {
        let mut days: Vec<i32> = self.reports.iter().filter(|report| report.closed.is_some()).map(|report| report.days).collect();
        days.sort_unstable();
        days.get(days.len().checked_sub(1)? / 2).copied()
    }

    /// Those that are open, the oldest first.
    pub fn open(&self) -> impl Iterator<Item = &Report> + Clone {
        self.reports.iter().filter(|report| report.open)
    }
}

fn report(record: Record<'_>, reported: Date, to: Date) -> Report {
    let closed = record.date("closed").filter(|closed| *closed <= to && !problems::remains(record));
    // A report whose end is dated later was open on the last day, whatever it says now.
    let ended_later = record.date("closed").is_some_and(|closed| closed > to);
    let reopened = record.values("reopened").filter_map(|value| primum_model::value::date(value.text)).filter(|day| *day <= to).count();
    let open = problems::remains(record) || ended_later;
    let days = (closed.unwrap_or(to) - reported).get_days();
    Report { record: record.position(), reported, closed, open, days, reopened }
}

fn group(model: &Model, reports: &[Report], by: &'static str, values: fn(Record<'_>) -> Vec<String>) -> Group {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for report in reports {
        let record = model.at(report.record);
        let mut said = values(record);
        said.sort();
        said.dedup();
        if said.is_empty() {
            said.push(NOT_STATED.to_owned());
        }
        for value in said {
            let count = counts.entry(value).or_default();
            count.all += 1;
            count.open += usize::from(report.open);
            count.safety += usize::from(record.says("criticality", "safety"));
            count.reopened += usize::from(report.reopened > 0);
        }
    }
    let mut rows: Vec<(String, Count)> = counts.into_iter().collect();
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(count.all));
    Group { by, rows }
}

/// More months than this are no period that anybody looks at; the first ones are left out.
const MOST_MONTHS: i32 = 600;

fn months(model: &Model, from: Date, to: Date) -> Vec<Month> {
    let number = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let (first, last) = (number(from).max(number(to) - MOST_MONTHS + 1), number(to));
    let mut months: BTreeMap<i32, (usize, usize)> = (first..=last).map(|month| (month, (0, 0))).collect();
    let within = |day: &Date| from <= *day && *day <= to;
    for record in model.of(Kind::ProblemReport).filter(|record| problems::stands_for_itself(*record)) {
        if let Some(month) = record.date("reported").filter(within).and_then(|day| months.get_mut(&number(day))) {
            month.0 += 1;
        }
        let closed = record.date("closed").filter(within).filter(|_| !problems::remains(record));
        if let Some(month) = closed.and_then(|day| months.get_mut(&number(day))) {
            month.1 += 1;
        }
    }
    let name = |month: i32| format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
    months.into_iter().map(|(month, (reported, closed))| Month { name: name(month), reported, closed }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Snapshot, Source};

    const TEXT: &str = "## PR-1 A\n- status: closed\n- reported: 2026-01-10\n- closed: 2026-02-09\n- cause-type: code\n- criticality: safety\n- reopened: 2026-01-20\n- located-in: SI-1\n- located-in: SI-2\n\n\
        ## PR-2 B\n- status: open\n- reported: 2026-03-01\n- located-in: SI-1\n\n## PR-3 C\n- status: duplicate\n- duplicate-of: PR-2\n- reported: 2026-03-02\n\n\
        ## PR-4 D\n- status: closed\n- reported: 2026-03-01\n- closed: 2026-06-01\n- cause-type: code\n\n## PR-5 E\n\n## SI-1 I\n\n## SI-2 J\n";

    fn model() -> Model {
        Model::build(Snapshot::of(vec![Source::new("records/a.md", TEXT)], Date::constant(2026, 6, 30))).expect("no configuration")
    }

    fn rows(trends: &Trends, by: &str) -> Vec<String> {
        let group = trends.groups.iter().find(|group| group.by == by).expect("a group");
        group
            .rows
            .iter()
            .map(|(value, count)| format!("{value} {} {} {} {}", count.all, count.open, count.safety, count.reopened))
            .collect()
    }

    #[test]
    fn reports_are_counted_by_what_they_say() {
        let model = model();
        let trends = Trends::new(&model, None, None);
        assert_eq!((trends.from, trends.to), (Date::constant(2026, 1, 10), Date::constant(2026, 6, 30)));
        assert_eq!(rows(&trends, "item"), ["SI-1 2 1 1 1", "SI-2 1 0 1 1", "not stated 1 0 0 0"]);
        assert_eq!(rows(&trends, "cause"), ["code 2 0 1 1", "not stated 1 1 0 0"]);
        let ids = |list: &[u32]| list.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>().join(" ");
        assert_eq!((ids(&trends.undated), ids(&trends.duplicates)), ("PR-5".into(), "PR-3".into()));
        let months: Vec<String> = trends.months.iter().map(|month| format!("{} {} {}", month.name, month.reported, month.closed)).collect();
        assert_eq!(months, ["2026-01 1 0", "2026-02 0 1", "2026-03 2 0", "2026-04 0 0", "2026-05 0 0", "2026-06 0 1"]);
        assert_eq!(trends.median_days(), Some(30), "of 30 and 92 days");
    }

    #[test]
    fn a_period_that_is_over_is_seen_as_it_ended() {
        let model = model();
        let trends = Trends::new(&model, Some(Date::constant(2026, 2, 1)), Some(Date::constant(2026, 3, 31)));
        let seen: Vec<String> =
            trends.reports.iter().map(|one| format!("{} {} {}", model.at(one.record).id(), one.open, one.days)).collect();
        assert_eq!(seen, ["PR-2 true 30", "PR-4 true 30"], "PR-4 was closed later");
        assert_eq!(trends.months.iter().map(|month| month.closed).sum::<usize>(), 1, "PR-1, reported before the period");
        assert_eq!(trends.median_days(), None);
    }

    #[test]
    fn a_project_without_problems_has_no_trend() {
        let model = Model::build(Snapshot::of(Vec::new(), Date::constant(2026, 6, 30))).expect("no configuration");
        let trends = Trends::new(&model, None, None);
        assert!(trends.reports.is_empty() && trends.groups.iter().all(|group| group.rows.is_empty()));
        let long = Trends::new(&model, Some(Date::MIN), None);
        assert_eq!(long.months.len(), 600);
    }
}
