//! Measures `primum` as a whole process.

use anyhow::Result;

pub(crate) fn run() -> Result<()> {
    Ok(())
}
