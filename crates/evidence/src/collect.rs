//! Where readers put what they find: it counts, notes what does not agree, and hands every entry on.

use crate::coverage::lines::Lines;
use crate::entry::{AnalysisResult, Case, Entry, File, Measures, Status};
use crate::format::{Format, Subject};
use crate::reading::{Levels, Note, Outcomes, Reading, Stated, Totals};
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// How many notes of one kind are kept in words.
const NOTES: usize = 20;
/// How many cases are remembered in order to find one that comes again.
const REMEMBERED: usize = 4_000_000;

/// Takes entries from a reader.
pub(crate) struct Collect<'s> {
    sink: &'s mut dyn FnMut(Entry),
    pub(crate) tool: Option<String>,
    counted: Outcomes,
    pub(crate) stated: Stated,
    /// How many messages of failures there are, where that is what the file states.
    pub(crate) bad_elements: Option<u64>,
    seconds: f64,
    odd_times: u64,
    seen: HashMap<u64, Status>,
    again: u64,
    differing: u64,
    first_differing: Option<String>,
    files: u64,
    measures: Measures,
    pub(crate) stated_measures: Measures,
    levels: Levels,
    suppressed: u64,
    notes: Vec<Note>,
    more: usize,
    more_against: bool,
}

impl<'s> Collect<'s> {
    pub(crate) fn new(sink: &'s mut dyn FnMut(Entry)) -> Self {
        Self {
            sink,
            tool: None,
            counted: Outcomes::default(),
            stated: Stated::default(),
            bad_elements: None,
            seconds: 0.0,
            odd_times: 0,
            seen: HashMap::new(),
            again: 0,
            differing: 0,
            first_differing: None,
            files: 0,
            measures: Measures::default(),
            stated_measures: Measures::default(),
            levels: Levels::default(),
            suppressed: 0,
            notes: Vec::new(),
            more: 0,
            more_against: false,
        }
    }

    /// Something to be said.
    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.push_note(text.into(), false);
    }

    /// Something that counts as a failure.
    pub(crate) fn against(&mut self, text: impl Into<String>) {
        self.push_note(text.into(), true);
    }

    fn push_note(&mut self, text: String, against: bool) {
        if self.notes.len() < NOTES {
            self.notes.push(Note { text, against });
        } else {
            self.more += 1;
            self.more_against |= against;
        }
    }

    /// A span of time as a file writes it: `1.5`, `1,234.5`; nothing else is one.
    pub(crate) fn seconds(&mut self, text: Option<&str>) -> Option<f64> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        let number = if text.contains(',') && text.contains('.') { text.replace(',', "").parse() } else { text.parse() };
        match number {
            Ok(seconds) => self.span(seconds),
            Err(_) => {
                self.odd_times += 1;
                None
            }
        }
    }

    /// A span of time that is one: finite and not negative.
    pub(crate) fn span(&mut self, seconds: f64) -> Option<f64> {
        let good = seconds.is_finite() && seconds >= 0.0;
        self.odd_times += u64::from(!good);
        good.then_some(seconds)
    }

    /// A number of things as a file writes it; what is none is noted.
    pub(crate) fn count(&mut self, what: &str, text: Option<&str>) -> Option<u64> {
        let text = text?.trim();
        if text.is_empty() {
            return None;
        }
        let count = text.parse().ok();
        if count.is_none() {
            let shown = crate::cut(text, 40);
            self.note(format!("{what} is stated as `{shown}`, which is no count"));
        }
        count
    }

    /// A case. One that was there before, by suite, class, name and place, is counted again and told.
    pub(crate) fn case(&mut self, case: Case) {
        self.counted.add(case.status);
        if let Some(seconds) = case.seconds {
            self.seconds += seconds;
        }
        let mut hasher = DefaultHasher::new();
        (&case.suite, &case.class, &case.name, &case.file, case.line).hash(&mut hasher);
        let key = hasher.finish();
        if let Some(status) = self.seen.get_mut(&key) {
            self.again += 1;
            if *status != case.status {
                self.differing += 1;
                self.first_differing.get_or_insert_with(|| format!("{}: {}, then {}", case.name, status.name(), case.status.name()));
            }
            *status = (*status).max(case.status);
        } else if self.seen.len() < REMEMBERED {
            self.seen.insert(key, case.status);
        }
        (self.sink)(Entry::Case(case));
    }

    /// A file with its coverage.
    pub(crate) fn file(&mut self, path: String, measures: Measures) {
        self.files += 1;
        self.measures.add(&measures);
        (self.sink)(Entry::File(File { path, measures }));
    }

    /// Files with their lines.
    pub(crate) fn lines(&mut self, lines: Lines) {
        for (path, measures) in lines.finish() {
            self.file(path, measures);
        }
    }

    /// A result of static analysis.
    pub(crate) fn result(&mut self, result: AnalysisResult) {
        if result.suppression.is_some() {
            self.suppressed += 1;
        } else {
            self.levels.add(result.level);
        }
        (self.sink)(Entry::Result(result));
    }

    /// How many cases were counted so far.
    pub(crate) fn counted(&self) -> Outcomes {
        self.counted
    }

    /// What the file came to.
    pub(crate) fn finish(mut self, format: Format, reason: String) -> Reading {
        let totals = match format.subject() {
            Subject::Tests => {
                self.finish_tests();
                Totals::Tests { counted: self.counted, stated: self.stated, seconds: self.seconds }
            }
            Subject::Coverage => {
                self.finish_coverage();
                Totals::Coverage { files: self.files, counted: self.measures, stated: self.stated_measures }
            }
            Subject::Analysis => Totals::Analysis { levels: self.levels, suppressed: self.suppressed },
        };
        if self.more > 0 {
            self.notes.push(Note { text: format!("{} more notes are not shown", self.more), against: self.more_against });
        }
        Reading { format, reason, tool: self.tool, totals, notes: self.notes }
    }

    fn finish_tests(&mut self) {
        if self.odd_times > 0 {
            self.note(format!("{} durations are no span of time and are left out", self.odd_times));
        }
        if self.again > 0 {
            self.note(format!("{} cases have suite, class, name and place of an earlier one; each is counted", self.again));
        }
        if let Some(first) = self.first_differing.take() {
            self.note(format!("{} of them ended in another way than the one before, the first: {first}", self.differing));
        }
        if self.counted.total() == 0 {
            self.note("there is no test in it");
        }
        let (counted, stated) = (self.counted, self.stated);
        if let Some(tests) = stated.tests.filter(|tests| *tests != counted.total()) {
            self.note(format!("the file states {tests} tests and lists {}", counted.total()));
        }
        if let Some(bad) = stated.bad().filter(|bad| *bad != counted.bad() && Some(*bad) != self.bad_elements) {
            let text = format!("the file states {bad} failures and errors, and {} cases failed or broke", counted.bad());
            self.push_note(text, bad > counted.bad());
        }
        if let Some(skipped) = stated.skipped.filter(|skipped| *skipped != counted.skipped) {
            self.note(format!("the file states {skipped} skipped tests and lists {}", counted.skipped));
        }
    }

    fn finish_coverage(&mut self) {
        if self.files == 0 {
            self.note("there is no file in it");
        }
        for ((name, counted), (_, stated)) in self.measures.named().into_iter().zip(self.stated_measures.named()) {
            if let (Some(counted), Some(stated)) = (counted, stated)
                && counted != stated
            {
                self.note(format!(
                    "the file states {} of {} {name} covered, and {} of {} were counted",
                    stated.covered, stated.total, counted.covered, counted.total
                ));
            }
        }
    }
}
