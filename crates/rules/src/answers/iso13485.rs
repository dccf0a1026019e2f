//! What answers ISO 13485 where rules alone do not.

use super::{Answer, Row};

pub(super) const ANSWERS: &[Row] = &[
    (
        "4.1.6",
        Answer::Attested(
            "that a procedure validates all software of the quality system, this program and the repository included, before use and after changes",
        ),
    ),
    (
        "4.2.3",
        Answer::Attested("that a medical device file holds or names the description, the specifications and the procedures of the device"),
    ),
    ("4.2.4", Answer::Attested("that documents are approved before issue, at hand where they are needed, and out of use once obsolete")),
    ("4.2.5", Answer::Attested("that records stay legible and retrievable for as long as they have to be kept, and who controls them")),
    ("6.2", Answer::Attested("that the people whose work affects the product are competent and trained, with records")),
    ("7.1", Answer::Attested("that the realisation of the device as a whole is planned, beyond its software")),
    ("7.3.1", Answer::Attested("that documented procedures for design and development exist and are followed")),
    ("7.3.2", Answer::Attested("that the plans name the reviews of each stage, validation, responsibilities and resources")),
    ("7.3.3", Answer::Signed("that the inputs of development were approved, and by whom")),
    ("7.3.4", Answer::Signed("that the outputs of development are approved before they are released, and by whom")),
    ("7.3.5", Answer::Attested("that reviews are held at the planned stages, with the right people, and that their actions are done")),
    (
        "7.3.7",
        Answer::Attested(
            "that the device was validated on representative product before release, with clinical evaluation where it is required",
        ),
    ),
    ("7.3.8", Answer::Attested("that the outputs of development were shown to suit production before they became final specifications")),
    ("7.3.9", Answer::Signed("that changes are reviewed and approved before they are made, and by whom")),
    ("7.3.10", Answer::Attested("that a design and development file is kept for each device, changes included")),
    ("7.4.1", Answer::Attested("that suppliers, those of SOUP included, are chosen and watched in proportion to risk")),
    ("7.5.1", Answer::Attested("that software is built, installed and delivered under controlled conditions")),
    (
        "7.5.6",
        Answer::Attested("that processes whose results cannot be verified afterwards are validated, the build and its tools included"),
    ),
    ("7.5.8", Answer::Attested("that the product can be identified through its life, with a UDI where one is required")),
    ("7.5.9", Answer::Attested("that it is laid down how far traceability of the product reaches, and that the records are kept")),
    ("8.2.1", Answer::Attested("that feedback from production and use is gathered and goes into risk management")),
    ("8.2.2", Answer::Attested("that complaints are handled in time, investigated, and judged for reporting")),
    ("8.2.3", Answer::Attested("that procedures for reports to authorities exist and what was reported is on record")),
    ("8.2.4", Answer::Attested("that internal audits are held at planned intervals by people who do not audit their own work")),
    ("8.2.5", Answer::Attested("that the processes of the quality system are monitored, and corrected where results are missed")),
    ("8.3", Answer::Attested("that product that does not conform is kept from use, and that concessions are decided by those entitled to")),
    ("8.4", Answer::Attested("that data on feedback, conformity, suppliers, audits and trends are analysed")),
    ("8.5.1", Answer::Attested("that the quality system is kept suitable and effective, and the product safe and performing")),
    (
        "8.5.2",
        Answer::Attested("that corrective actions are begun and ended in time by a procedure, or that there was no reason for one yet"),
    ),
    (
        "8.5.3",
        Answer::Attested("that potential nonconformities are looked for and preventive actions ended in time, or that none was needed yet"),
    ),
];
