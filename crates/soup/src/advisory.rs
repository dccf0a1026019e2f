//! Advisories: what the databases say, in one normal form.
