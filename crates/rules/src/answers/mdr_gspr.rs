//! What answers MDR Annex I where rules alone do not.

use super::{Answer, Row};

pub(super) const ANSWERS: &[Row] = &[
    (
        "17.2",
        Answer::Attested(
            "that the software is developed and made by the state of the art, with information security in its risk management",
        ),
    ),
    ("17.3", Answer::Attested("that mobile platforms and their surroundings were taken into account, or that the software runs on none")),
    (
        "17.4",
        Answer::Attested(
            "that minimum requirements for hardware, networks and IT security are set, protection against unauthorised access included",
        ),
    ),
    ("23.4(ab)", Answer::Attested("that the instructions for use carry the minimum requirements of 17.4")),
];
