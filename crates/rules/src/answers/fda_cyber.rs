//! What answers the FDA's guidance on cybersecurity and section 524B where rules alone do not.

use super::{Answer, Row, SECURITY_TESTS};

pub(super) const ANSWERS: &[Row] = &[
    ("CY-SRMR", Answer::Attested("that plan and report of the security risk management are there, with the conclusion on what remains")),
    ("CY-INT", Answer::Attested("that the security of interoperable functions was considered, or that there are none")),
    ("CY-ANOM", Answer::Attested("that each anomaly that remains was assessed for its effect on security")),
    ("CY-MET", Answer::Attested("that security metrics are kept: share fixed, time to a patch, time to the field")),
    ("CY-CTRL", Answer::Attested("which controls answer the eight categories, and why one that is missing is not needed")),
    ("CY-VIEW", Answer::Attested("that the four architecture views are there: system, many patients, updates, use cases")),
    ("CY-TEST", Answer::Awaits(SECURITY_TESTS)),
    ("CY-LAB", Answer::Attested("that users get what they need for security, the SBOM and the end of support included")),
    ("CY-MGMT", Answer::Attested("that a plan covers monitoring, disclosure, times for updates and communication")),
    (
        "524B(b)(1)",
        Answer::Attested("that vulnerabilities are monitored and addressed by a plan after release, or that this is no cyber device"),
    ),
    ("524B(b)(2)", Answer::Attested("that processes give secure design and updates on justified cycles, or that this is no cyber device")),
    ("524B(b)(4)", Answer::Attested("that no further requirement is set by regulation, or how it is met")),
];
