//! Results of tests, one file per family of formats.

pub(crate) mod ctest;
pub(crate) mod go;
pub(crate) mod junit;
pub(crate) mod nunit;
pub(crate) mod robot;
pub(crate) mod tap;
pub(crate) mod trx;
pub(crate) mod xunit;

use std::sync::Arc;

/// The names of the suites that are open, joined.
struct Suites {
    path: String,
    marks: Vec<usize>,
    shared: Arc<str>,
}

/// How long a joined name may become.
const PATH: usize = 16 * 1024;

impl Suites {
    fn new() -> Self {
        Self { path: String::new(), marks: Vec::new(), shared: Arc::from("") }
    }

    fn open(&mut self, name: &str) {
        self.marks.push(self.path.len());
        if !name.is_empty() && self.path.len() < PATH {
            if !self.path.is_empty() {
                self.path.push_str(" > ");
            }
            self.path.push_str(crate::cut(name, crate::entry::NAME));
        }
        self.shared = Arc::from(self.path.as_str());
    }

    fn close(&mut self) {
        if let Some(mark) = self.marks.pop() {
            self.path.truncate(mark);
            self.shared = Arc::from(self.path.as_str());
        }
    }

    fn shared(&self) -> Arc<str> {
        Arc::clone(&self.shared)
    }
}
