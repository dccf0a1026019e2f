//! The index of advisories: one file, written once, of which a scan reads only what it asks for.
