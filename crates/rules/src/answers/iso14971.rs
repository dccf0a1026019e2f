//! What answers ISO 14971 where rules alone do not.

use super::{Answer, RISK, Row};

pub(super) const ANSWERS: &[Row] = &[
    ("4.1", Answer::Attested("that a documented risk management process runs over the whole life of the device, post-production included")),
    ("4.2", Answer::Attested("that management provides resources, has set a policy for acceptability criteria, and reviews the process")),
    ("4.3", Answer::Attested("that those who do risk work are competent for it, clinical and software knowledge included, with records")),
    ("4.4", Answer::Awaits(RISK)),
    ("4.5", Answer::Awaits(RISK)),
    ("5.1", Answer::Awaits(RISK)),
    ("5.2", Answer::Awaits(RISK)),
    ("5.3", Answer::Awaits(RISK)),
    ("5.4", Answer::Awaits(RISK)),
    ("5.5", Answer::Awaits(RISK)),
    ("6", Answer::Awaits(RISK)),
    ("7.1", Answer::Awaits(RISK)),
    ("7.2", Answer::Awaits(RISK)),
    ("7.3", Answer::Awaits(RISK)),
    ("7.4", Answer::Awaits(RISK)),
    ("7.5", Answer::Awaits(RISK)),
    ("7.6", Answer::Awaits(RISK)),
    ("8", Answer::Awaits(RISK)),
    ("9", Answer::Awaits(RISK)),
    ("10.1", Answer::Awaits(RISK)),
    ("10.2", Answer::Awaits(RISK)),
    ("10.3", Answer::Awaits(RISK)),
    ("10.4", Answer::Awaits(RISK)),
];
