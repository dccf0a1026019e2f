//! Results of static analysis and compilers, one file per format.

pub(crate) mod cargo;
pub(crate) mod cppcheck;
pub(crate) mod diagnostics;
pub(crate) mod eslint;
pub(crate) mod gitlab;
pub(crate) mod sarif;
