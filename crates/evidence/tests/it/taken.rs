//! Reading a text in a test.

use primum_evidence::{AnalysisResult, Case, Entry, File, Outcomes, Ratio, Reading, Refusal, Status, Totals, read};

/// What a text came to.
pub(crate) struct Taken {
    pub(crate) reading: Reading,
    pub(crate) entries: Vec<Entry>,
}

/// Reads bytes.
pub(crate) fn try_bytes(mut bytes: &[u8]) -> Result<Taken, Refusal> {
    let mut entries = Vec::new();
    let reading = read(&mut bytes, &mut |entry| entries.push(entry))?;
    Ok(Taken { reading, entries })
}

/// Reads a text that is taken.
pub(crate) fn taken(text: &str) -> Taken {
    try_bytes(text.as_bytes()).unwrap_or_else(|refusal| panic!("{refusal}: {text}"))
}

/// The refusal of a text.
pub(crate) fn refused(text: &str) -> Refusal {
    match try_bytes(text.as_bytes()) {
        Ok(taken) => panic!("taken as {}: {text}", taken.reading.format),
        Err(refusal) => refusal,
    }
}

impl Taken {
    pub(crate) fn cases(&self) -> Vec<&Case> {
        self.entries.iter().filter_map(|entry| if let Entry::Case(case) = entry { Some(case) } else { None }).collect()
    }

    pub(crate) fn case(&self, name: &str) -> &Case {
        self.cases().into_iter().find(|case| case.name == name).unwrap_or_else(|| panic!("no case {name} in {:?}", self.entries))
    }

    pub(crate) fn status(&self, name: &str) -> Status {
        self.case(name).status
    }

    pub(crate) fn file(&self, path: &str) -> &File {
        let files = self.entries.iter().filter_map(|entry| if let Entry::File(file) = entry { Some(file) } else { None });
        files.into_iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no file {path} in {:?}", self.entries))
    }

    pub(crate) fn results(&self) -> Vec<&AnalysisResult> {
        self.entries.iter().filter_map(|entry| if let Entry::Result(result) = entry { Some(result) } else { None }).collect()
    }

    pub(crate) fn outcomes(&self) -> Outcomes {
        match self.reading.totals {
            Totals::Tests { counted, .. } => counted,
            _ => panic!("no results of tests: {:?}", self.reading),
        }
    }

    /// Is there a note with these words, and does it count against the file?
    pub(crate) fn note(&self, words: &str) -> Option<bool> {
        self.reading.notes.iter().find(|note| note.text.contains(words)).map(|note| note.against)
    }
}

/// So many of so many.
pub(crate) fn of(covered: u64, total: u64) -> Option<Ratio> {
    Some(Ratio { covered, total })
}
