//! What the software has to do, how it is built, and the traces between.

pub(super) mod architecture;
pub(super) mod detailed_design;
pub(super) mod requirements;
pub(super) mod traceability;
