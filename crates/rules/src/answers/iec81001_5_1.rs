//! What answers IEC 81001-5-1 where rules alone do not.

use super::{Answer, Row, SECURE_CODING, SECURITY_TESTS};

pub(super) const ANSWERS: &[Row] = &[
    ("4.1.1", Answer::Attested("that the security activities run under the quality management system")),
    ("4.1.3", Answer::Attested("which products and parts the security life cycle applies to, accessories and update servers included")),
    ("4.1.4", Answer::Attested("that those in security roles are trained and assessed for them, with records")),
    ("4.1.5", Answer::Attested("that suppliers of what is made for the product keep to a secure life cycle, and that this was assessed")),
    ("4.1.6", Answer::Attested("that experience, escaped security defects above all, improves the security life cycle")),
    ("4.1.7", Answer::Attested("that vulnerabilities of supported versions are disclosed to users and regulators in time, by a policy")),
    ("4.1.8", Answer::Attested("that the handling of security defects is reviewed at planned intervals")),
    ("4.1.9", Answer::Attested("that the accompanying documents were reviewed for their security content")),
    ("4.2", Answer::Attested("that a process for security risks is run, together with the one for safety risks")),
    ("4.3", Answer::Attested("which items are maintained, which supported and which required, and that operators know it")),
    ("5.1.2", Answer::Attested("that development, build and production environment are protected, signing keys and secrets included")),
    ("5.2.1", Answer::Attested("that the security requirements cover installation, operation, maintenance and decommissioning")),
    ("5.2.2", Answer::Signed("that the security requirements are approved, with people who know security among those who look")),
    ("5.2.3", Answer::Attested("that the risks of software which the product requires and the maker does not control were determined")),
    ("5.3.1", Answer::Attested("that the architecture defends in layers, by what the threat model found")),
    (
        "5.3.2",
        Answer::Attested(
            "that secure design practices were identified and applied: trust boundaries, least privilege, small attack surface",
        ),
    ),
    ("5.3.3", Answer::Attested("that the architecture was reviewed for security and what was found is tracked")),
    ("5.4.1", Answer::Attested("that design practices which keep the design secure are used")),
    ("5.4.2", Answer::Attested("that the design documents its security, interfaces included")),
    ("5.4.3", Answer::Attested("that each interface is described with its exposure, trust boundary and controls")),
    ("5.4.4", Answer::Attested("that the detailed design was reviewed against security requirements, threats and practices")),
    ("5.5.1", Answer::Awaits(SECURE_CODING)),
    ("5.5.2", Answer::Awaits(SECURE_CODING)),
    ("5.7.3", Answer::Awaits(SECURITY_TESTS)),
    ("5.7.4", Answer::Awaits(SECURITY_TESTS)),
    ("5.7.5", Answer::Attested("that those who test are independent of those who developed what they test")),
    ("5.8.1", Answer::Attested("that security findings were handled before release, by criteria that are written down")),
    ("5.8.2", Answer::Attested("that the release documents carry what users need for secure operation: hardening, accounts, settings")),
    ("5.8.3", Answer::Attested("that whoever installs a release can check the integrity of its files")),
    ("5.8.4", Answer::Attested("that private keys for signing are kept where only those entitled can use them")),
    ("5.8.6", Answer::Attested("that the planned security activities are complete")),
    ("5.8.7", Answer::Attested("that users are told how to take the software out of service securely")),
    ("6.3.1", Answer::Attested("that users are told about updates of the software they must provide, and whether they suit")),
    ("6.3.2", Answer::Attested("that security updates of maintained software are delivered")),
    (
        "6.3.3",
        Answer::Attested(
            "that users can check that an update is authentic and intact, and that going back to an earlier version is dealt with",
        ),
    ),
    ("7.1.1", Answer::Attested("that security risks are managed over the whole life of the product")),
    ("7.1.2", Answer::Attested("that the intended environment and the assumptions about its security are written down")),
    ("7.5", Answer::Attested("that it is looked at, at planned intervals, whether the controls still hold")),
    ("8", Answer::Attested("that everything on which security rests, the SBOM of each release included, is under configuration control")),
    ("9.1", Answer::Attested("that a process leads security issues from intake to closure")),
    ("9.2", Answer::Attested("that reports of vulnerabilities are received from anybody and tracked")),
    (
        "9.5",
        Answer::Attested(
            "that for each security issue it was decided what is done and who is told, and that open ones are looked at again",
        ),
    ),
    ("F", Answer::Attested("whether the transitional route is used, and on which grounds")),
];
