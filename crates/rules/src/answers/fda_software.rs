//! What answers the FDA's guidance on software documentation where rules alone do not.

use super::{Answer, Row};

pub(super) const ANSWERS: &[Row] = &[
    ("SW-DLE", Answer::Attested("which documentation level applies, Basic or Enhanced, and why")),
    ("SW-DESC", Answer::Attested("that a description covers features, functions, analyses, inputs, outputs and platforms")),
    ("SW-ARCH", Answer::Attested("that diagrams show modules, layers, interfaces, flow of data and interaction with the outside")),
    ("SW-SDS", Answer::Attested("that the design specification is complete and traced to the requirements, or that the level is Basic")),
    (
        "SW-VER",
        Answer::Attested("that the version history is complete, with the difference between the version tested and the version released"),
    ),
    (
        "SW-ANOM",
        Answer::Attested("what each anomaly that remains means for the effectiveness of the device, or that nothing is submitted yet"),
    ),
];
