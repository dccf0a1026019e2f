//! What rules about the wording of requirements share.
