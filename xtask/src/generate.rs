//! Writes projects of any size that look like real ones: three levels of requirements, about 60 words a record, 1.3 links.

use anyhow::{Context, Result};
use std::fmt::Write;
use std::path::Path;

const NOUNS: &[&str] = &[
    "pump",
    "alarm",
    "controller",
    "display",
    "sensor",
    "battery",
    "motor",
    "occlusion",
    "bolus",
    "rate",
    "syringe",
    "operator",
    "record",
    "interface",
    "event",
    "limit",
    "pressure",
    "volume",
    "state",
    "signal",
];
const VERBS: &[&str] = &[
    "deliver", "display", "record", "detect", "reject", "confirm", "limit", "store", "transmit", "verify", "compute", "report", "compare",
    "release", "stop",
];
const TAILS: &[&str] = &[
    "within 200 ms of the condition",
    "before the next delivery starts",
    "with an error of at most 5 %",
    "until the operator confirms it",
    "in every mode except standby",
    "when the measured value leaves the configured range",
    "after three consecutive readings that differ by more than 2 mL/h",
    "and shall keep the last 1000 entries",
];
const CATEGORIES: &[&str] = &["functional", "performance", "interface", "alarm", "security", "data"];

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.roll(words.len())]
    }
}

/// One of the three levels: prefix, share of the records in eighths, and the level above.
const LEVELS: [(&str, usize, Option<usize>); 3] = [("UN", 1, None), ("SYS", 2, Some(0)), ("SRS", 5, Some(1))];

/// Writes a project of `records` records into `folder`, `per_file` records a file.
pub(crate) fn write(records: usize, folder: &Path, per_file: usize) -> Result<()> {
    let target = folder.join("records");
    std::fs::create_dir_all(&target).with_context(|| format!("{} cannot be created", target.display()))?;
    std::fs::write(folder.join("primum.toml"), "[product]\nname = \"Generated project\"\nversion = \"1.0.0\"\n")?;
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let counts = LEVELS.map(|(_, share, _)| (records * share / 8).max(1));
    for (level, (prefix, _, above)) in LEVELS.iter().enumerate() {
        let numbers: Vec<usize> = (1..=counts[level]).collect();
        for (topic, chunk) in numbers.chunks(per_file.max(1)).enumerate() {
            let mut text = format!("# {} {}\n\nRequirements about the {} of the {}.\n", prefix, topic + 1, dice.of(NOUNS), dice.of(NOUNS));
            for number in chunk {
                record(&mut text, &mut dice, prefix, *number, above.map(|above| (LEVELS[above].0, counts[above])));
            }
            std::fs::write(target.join(format!("{}-{:05}.md", prefix.to_lowercase(), topic + 1)), text)?;
        }
    }
    Ok(())
}

fn record(text: &mut String, dice: &mut Dice, prefix: &str, number: usize, above: Option<(&str, usize)>) {
    let _ = write!(text, "\n## {prefix}-{number:05} The {} shall {} the {}\n\n", dice.of(NOUNS), dice.of(VERBS), dice.of(NOUNS));
    if prefix == "SRS" {
        let _ = writeln!(text, "- category: {}", dice.of(CATEGORIES));
    }
    if let Some((parent, count)) = above {
        // One link always, a second one in half of the records: 1.3 a record over all three levels.
        for _ in 0..=usize::from(dice.roll(2) == 0) {
            let _ = writeln!(text, "- derives-from: {parent}-{:05}", dice.roll(count) + 1);
        }
        let _ = writeln!(text, "- verify: test");
    }
    let _ = write!(text, "\nThe {} shall {} the {} {}.\n", dice.of(NOUNS), dice.of(VERBS), dice.of(NOUNS), dice.of(TAILS));
    let _ = write!(
        text,
        "The value of the {} is read from the {} and compared with the {} of the {}.\nA deviation is written to the {} log together with the time and the state of the {}.\n",
        dice.of(NOUNS),
        dice.of(NOUNS),
        dice.of(NOUNS),
        dice.of(NOUNS),
        dice.of(NOUNS),
        dice.of(NOUNS)
    );
    let _ = writeln!(
        text,
        "If the {} of the {} cannot be read, the {} keeps the last value for one cycle, marks it and goes on; after that it stops the {}.",
        dice.of(NOUNS),
        dice.of(NOUNS),
        dice.of(NOUNS),
        dice.of(NOUNS)
    );
    if dice.roll(2) == 0 {
        let _ = write!(
            text,
            "\n### Rationale\n\nThe analysis of the {} has shown that the {} can {} the {} too late, which the {} does not notice.\nThe number follows from the worst case of the {} at the highest {}.\n",
            dice.of(NOUNS),
            dice.of(NOUNS),
            dice.of(VERBS),
            dice.of(NOUNS),
            dice.of(NOUNS),
            dice.of(NOUNS),
            dice.of(NOUNS)
        );
    } else {
        let _ = write!(
            text,
            "\nA. The {} shall {} the {} again after a restart.\nB. A violation shall raise an event that names the {}.\n",
            dice.of(NOUNS),
            dice.of(VERBS),
            dice.of(NOUNS),
            dice.of(NOUNS)
        );
    }
}
