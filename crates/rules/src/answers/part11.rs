//! What answers 21 CFR part 11 where rules alone do not.

use super::{Answer, Row};

pub(super) const ANSWERS: &[Row] = &[
    ("11.10(a)", Answer::Attested("that the systems that keep the records, this program and the repository included, are validated")),
    ("11.10(b)", Answer::Attested("that accurate and complete copies can be given to an inspector, on paper and electronic")),
    ("11.10(c)", Answer::Attested("that records are protected and can be retrieved through their whole retention")),
    ("11.10(d)", Answer::Attested("that only authorised people have access")),
    ("11.10(e)", Answer::Attested("that the repository keeps who changed what and when, and that nobody can rewrite its history")),
    ("11.10(g)", Answer::Attested("that only those with the authority can use the system and change or sign records")),
    ("11.10(h)", Answer::Attested("that data and commands are accepted from valid sources only, where it matters")),
    ("11.10(i)", Answer::Attested("that those who develop, maintain or use the system are educated, trained and experienced for it")),
    ("11.10(j)", Answer::Attested("that written policies hold people accountable for what they sign")),
    ("11.10(k)", Answer::Attested("that the documentation of the system is distributed and changed under control")),
    ("11.30", Answer::Attested("that records outside the own control are protected by further measures, or that the system is closed")),
    ("11.100(a)", Answer::Attested("that each electronic signature belongs to one person and is never given to another")),
    ("11.100(b)", Answer::Attested("that identities are verified before a signature is assigned")),
    (
        "11.100(c)",
        Answer::Attested("that the agency was told that electronic signatures are meant as the legal equivalent of handwritten ones"),
    ),
    ("11.200(a)(1)", Answer::Attested("that signing takes two components, and one at least for each later signing of a session")),
    ("11.200(a)(2)", Answer::Attested("that signatures are used by their genuine owners only")),
    ("11.200(a)(3)", Answer::Attested("that misuse of a signature would take two people acting together")),
    ("11.200(b)", Answer::Attested("that biometric signatures can be used by their owner only, or that none are used")),
    ("11.300(a)", Answer::Attested("that no two people have the same combination of code and password")),
    ("11.300(b)", Answer::Attested("that codes, passwords and keys are checked and renewed from time to time")),
    ("11.300(c)", Answer::Attested("that lost or compromised tokens are deauthorised and replaced under control")),
    ("11.300(d)", Answer::Attested("that unauthorised use is prevented, detected and reported")),
    ("11.300(e)", Answer::Attested("that devices which bear or generate codes are tested, or that there are none")),
];
