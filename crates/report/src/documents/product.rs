//! What the product is: its software, its use, and what it is to each authority.

pub(super) mod documentation_level;
pub(super) mod intended_use;
pub(super) mod regulatory_position;
pub(super) mod software_description;
pub(super) mod steps;
