//! Writes risk files of any size: items, situations, causes and controls, linked as in a real one, with scales and reviews.

use anyhow::{Context, Result};
use std::fmt::Write;
use std::path::Path;

/// How many records of each sort a risk file gets.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) situations: usize,
    pub(crate) controls: usize,
    pub(crate) items: usize,
}

const CONFIG: &str = r#"[product]
name = "Generated risk file"
version = "1.0.0"

[[severity]]
name = "negligible"
injury = "none"

[[severity]]
name = "minor"
injury = "non-serious"

[[severity]]
name = "serious"
injury = "serious"

[[severity]]
name = "catastrophic"
injury = "serious"

[[probability]]
name = "improbable"

[[probability]]
name = "remote"

[[probability]]
name = "occasional"

[[probability]]
name = "frequent"

[[acceptability]]
severity = "negligible"
acceptable = ["improbable", "remote", "occasional"]
investigate = ["frequent"]

[[acceptability]]
severity = "minor"
acceptable = ["improbable", "remote"]
investigate = ["occasional"]
unacceptable = ["frequent"]

[[acceptability]]
severity = "serious"
acceptable = ["improbable"]
investigate = ["remote"]
unacceptable = ["occasional", "frequent"]

[[acceptability]]
severity = "catastrophic"
acceptable = ["improbable"]
unacceptable = ["remote", "occasional", "frequent"]
"#;

const SEVERITIES: [&str; 4] = ["negligible", "minor", "serious", "catastrophic"];
const PROBABILITIES: [&str; 4] = ["improbable", "remote", "occasional", "frequent"];
const TYPES: [&str; 5] = ["specification", "defect", "SOUP", "hardware or other software", "misuse"];
const PLACES: [&str; 4] = ["this software", "this software", "hardware", "procedure"];

/// A topic: its name, how many records it has, and what writes one of them.
type Topic<'a> = (&'a str, usize, &'a dyn Fn(usize) -> String);

/// Records a file.
const PER_FILE: usize = 200;

/// Writes the project.
pub(crate) fn write(size: Size, folder: &Path) -> Result<()> {
    let target = folder.join("records");
    std::fs::create_dir_all(&target).with_context(|| format!("{} cannot be created", target.display()))?;
    std::fs::write(folder.join("primum.toml"), CONFIG)?;
    let hazards = (size.situations / 50).max(1);
    let topics: [Topic<'_>; 7] = [
        ("items", size.items, &item),
        ("hazards", hazards, &|at| {
            format!("## HAZ-{at} Hazard {at}\n\n- category: operational\n\nToo much of what device part {at} gives.\n\n")
        }),
        ("situations", size.situations, &|at| situation(at, hazards, size)),
        ("causes", size.controls, &|at| cause(at, size)),
        ("controls", size.controls, &|at| control(at, size)),
        ("requirements", size.controls, &|at| requirement(at, size)),
        ("tests", (size.controls / 5).max(1), &|at| {
            format!(
                "## TC-{at} Test {at}\n\n- level: system\n- verifies: SRS-{at}\n- expected: the limit holds\n\nApply the worst input and wait for one minute.\n\n"
            )
        }),
    ];
    for (topic, count, record) in topics {
        let numbers: Vec<usize> = (1..=count).collect();
        for (file, chunk) in numbers.chunks(PER_FILE).enumerate() {
            let text: String = chunk.iter().map(|at| record(*at)).collect();
            std::fs::write(target.join(format!("{topic}-{:03}.md", file + 1)), text)?;
        }
    }
    std::fs::write(target.join("system.md"), system(size))?;
    Ok(())
}

fn system(size: Size) -> String {
    let mut text =
        "## SW-1 Generated software\n\n- class: C\n- rationale: HS-4 can kill\n\n## REV-1 Risk analysis\n\n- subject: risk\n- of: SW-1\n"
            .to_owned();
    for at in 1..=(size.controls / 5).max(1) {
        let _ = writeln!(text, "- of: TC-{at}");
    }
    text.push_str("- confirms: hazard analysis complete\n- confirms: safety class\n- held: 2025-12-01\n- participants: risk manager\n- outcome: accepted\n");
    text
}

/// Ten items to a parent, all of them below one system.
fn item(at: usize) -> String {
    let parent = if at <= 10 { "SW-1".to_owned() } else { format!("SI-{}", at / 10) };
    format!("## SI-{at} Item {at}\n\n- part-of: {parent}\n- source: src/item{at}/**\n\nDoes one thing and is responsible for it.\n\n")
}

fn situation(at: usize, hazards: usize, size: Size) -> String {
    let (severity, probability) = (SEVERITIES[at % 4], PROBABILITIES[1 + at % 3]);
    // Two controls act against each situation; of every tenth the second one is hardware and is credited.
    let credits = if at % 10 == 5 && at * 2 <= size.controls {
        format!("- credits: RC-{}\n- probability-after-external: improbable\n", at * 2)
    } else {
        String::new()
    };
    format!(
        "## HS-{at} Situation {at}\n\n- hazard: HAZ-{}\n- sequence: the software fails; the output stays high; nobody sees it for a minute\n- harm: overdose of degree {at}\n- severity: {severity}\n- probability: {probability}\n- software-contributes: yes\n{credits}- residual-severity: {severity}\n- residual-probability: improbable\n- acceptable: yes\n\n",
        at % hazards + 1
    )
}

fn cause(at: usize, size: Size) -> String {
    format!(
        "## CAU-{at} Cause {at}\n\n- contributes-to: HS-{}\n- type: {}\n- located-in: SI-{}\n\nA value is computed from an input that was not checked.\n\n",
        at % size.situations + 1,
        TYPES[at % 5],
        at % size.items + 1
    )
}

fn control(at: usize, size: Size) -> String {
    let option = ["inherently safe design", "protective measure", "protective measure", "information for safety"][at % 4];
    format!(
        "## RC-{at} Control {at}\n\n- controls: HS-{}\n- controls: CAU-{at}\n- option: {option}\n- lowers: probability\n- place: {}\n- implementation-proof: TC-{}\n- effectiveness-proof: REV-1\n- new-risks: none; it only limits\n\nThe value is held below a limit.\n\n",
        at.div_ceil(2).min(size.situations),
        PLACES[at % 4],
        at % (size.controls / 5).max(1) + 1
    )
}

fn requirement(at: usize, size: Size) -> String {
    let implements = if PLACES[at % 4] == "this software" { format!("- implements: RC-{at}\n") } else { String::new() };
    format!(
        "## SRS-{at} Limit {at}\n\n- category: functional\n{implements}- allocated-to: SI-{}\n- verify: test\n- acceptance: the limit holds within 200 ms\n\nThe software shall hold value {at} below its limit.\n\n",
        at % size.items + 1
    )
}
