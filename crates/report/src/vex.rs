//! VEX.
