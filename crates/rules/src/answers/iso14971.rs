//! What answers ISO 14971 where rules alone do not.

use super::{Answer, Row};

pub(super) const ANSWERS: &[Row] = &[
    ("4.1", Answer::Attested("that a documented risk management process runs over the whole life of the device, post-production included")),
    ("4.2", Answer::Attested("that management provides resources, has set a policy for acceptability criteria, and reviews the process")),
    ("4.3", Answer::Attested("that those who do risk work are competent for it, clinical and software knowledge included, with records")),
    ("5.3", Answer::Attested("that the characteristics on which safety depends were identified, with their limits")),
    ("10.1", Answer::Attested("that information from production and afterwards is actively collected and reviewed")),
    ("10.2", Answer::Attested("which sources after release are drawn on for information: users, service, and what is public")),
];
