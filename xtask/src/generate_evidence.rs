//! Writes results of tests of any number, as JUnit XML: suites, passed and failed cases, properties, output.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// How many cases a suite holds.
const SUITE: usize = 1000;

/// Writes a file of so many cases. Of a thousand, five failed, ten were skipped, and fifty name what they verify.
pub(crate) fn write(cases: usize, path: &Path) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut out = BufWriter::new(File::create(path).with_context(|| format!("{} cannot be written", path.display()))?);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"generated\" tests=\"{cases}\">")?;
    for suite in 0..cases.div_ceil(SUITE) {
        let first = suite * SUITE;
        let inside = first..(first + SUITE).min(cases);
        let count = |every: usize| inside.clone().filter(|case| case % every == 0).count();
        writeln!(
            out,
            "  <testsuite name=\"pump::module_{suite}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"12.5\">",
            inside.len(),
            count(200),
            count(100) - count(200)
        )?;
        for case in inside {
            write!(
                out,
                "    <testcase classname=\"pump.module_{suite}.dose\" name=\"the bolus of case {case} stays below its limit\" \
                 file=\"src/module_{suite}/dose.rs\" line=\"{}\" time=\"0.0{}\"",
                case % 900 + 1,
                case % 90 + 10
            )?;
            if case % 200 == 0 {
                writeln!(
                    out,
                    ">\n      <failure message=\"expected &lt;= 25 and got {case}\" type=\"assertion\"><![CDATA[at src/dose.rs:12"
                )?;
                writeln!(out, "left: 25, right: {case}]]></failure>\n    </testcase>")?;
            } else if case % 100 == 0 {
                writeln!(out, "><skipped message=\"needs the bench\"/></testcase>")?;
            } else if case % 20 == 0 {
                writeln!(out, ">\n      <properties><property name=\"verifies\" value=\"SRS-{case}\"/></properties>")?;
                writeln!(out, "      <system-out>dose {case} &amp; rest</system-out>\n    </testcase>")?;
            } else {
                writeln!(out, "/>")?;
            }
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")?;
    out.flush()?;
    Ok(())
}
