//! Evidence from small texts: what is read, what is refused, and why.

mod analysis;
mod coverage;
mod detection;
mod hard_input;
mod properties;
mod results;
mod statements;
mod taken;
