//! Charts: numbers as drawings. Every builder is total, writes its numbers beside its shapes, and says them in its description.

mod bars;
mod columns;
mod grid;
mod lines;
mod rungs;
mod tiles;

pub use bars::Bars;
pub use columns::Columns;
pub use grid::{Grid, Spot};
pub use lines::{Line, Lines};
pub use rungs::{Rung, Rungs};
pub use tiles::{Group, Tile, Tiles};

use crate::tree::Tone;

/// What is counted, for one and for several: `record`, `records`.
pub type Unit = (&'static str, &'static str);

/// `1 record`, `2 records`.
fn counted(count: u64, unit: Unit) -> String {
    format!("{count} {}", if count == 1 { unit.0 } else { unit.1 })
}

/// A number as it stands in a drawing: whole up to 99 999, then in thousands, millions and so on, rounded down. The description has it whole.
fn figure(value: u64) -> String {
    const SIGNS: [&str; 6] = ["k", "M", "G", "T", "P", "E"];
    if value < 100_000 {
        return value.to_string();
    }
    let (mut rest, mut sign) = (value / 1000, 0);
    while rest >= 1000 && sign + 1 < SIGNS.len() {
        rest /= 1000;
        sign += 1;
    }
    format!("{rest} {}", SIGNS.get(sign).unwrap_or(&""))
}

/// `3 passed, 1 failed`: what there is of each series; `none` where there is nothing.
fn parts(series: &[(Tone, String)], values: &[u64]) -> String {
    let named = series.iter().zip(values).filter(|(_, value)| **value > 0);
    let words: Vec<String> = named.map(|((_, name), value)| format!("{value} {name}")).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}

/// A part of a length, rounded down; nothing of nothing.
fn share(length: i32, value: u64, of: u64) -> i32 {
    let part = u128::from(value) * u128::from(length.unsigned_abs()) / u128::from(of.max(1));
    i32::try_from(part).unwrap_or(i32::MAX).min(length.max(0))
}

#[cfg(test)]
mod tests;
