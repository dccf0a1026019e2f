//! What standards, declarations of conformance and patents in CycloneDX hold.

use super::core::{ATTACHMENT, COMPONENT, EXTERNAL_REFERENCE, ORGANIZATIONAL_CONTACT, ORGANIZATIONAL_ENTITY, PROPERTY, SERVICE};
use super::model_card::DATA_GOVERNANCE;
use crate::sbom::shape::Kind::{Anything, Bool, Iri, Link, Links, Moment, Number, Object, Objects, Ref, Text, Texts};
use crate::sbom::shape::{Shape, m, shape};

pub(crate) static BOM_DECLARATIONS: Shape = shape(
    "bom declarations",
    &[
        m("assessors", Objects(&BOM_DECLARATIONS_ASSESSOR)).since(6),
        m("attestations", Objects(&BOM_DECLARATIONS_ATTESTATION)).since(6),
        m("claims", Objects(&BOM_DECLARATIONS_CLAIM)).since(6),
        m("evidence", Objects(&BOM_DECLARATIONS_EVIDENCE)).since(6),
        m("targets", Object(&BOM_DECLARATIONS_TARGETS)).since(6),
        m("affirmation", Object(&BOM_DECLARATIONS_AFFIRMATION)).since(6),
        m("signature", Anything).since(6),
    ],
);

pub(crate) static BOM_DECLARATIONS_ASSESSOR: Shape = shape(
    "bom declarations assessor",
    &[m("bom-ref", Ref).since(6), m("thirdParty", Bool).since(6), m("organization", Object(&ORGANIZATIONAL_ENTITY)).since(6)],
);

pub(crate) static BOM_DECLARATIONS_ATTESTATION: Shape = shape(
    "bom declarations attestation",
    &[
        m("summary", Text).since(6),
        m("assessor", Link).since(6),
        m("map", Objects(&BOM_DECLARATIONS_ATTESTATION_MAP)).since(6),
        m("signature", Anything).since(6),
    ],
);

pub(crate) static BOM_DECLARATIONS_ATTESTATION_MAP: Shape = shape(
    "bom declarations attestation map",
    &[
        m("requirement", Link).since(6),
        m("claims", Links).since(6),
        m("counterClaims", Links).since(6),
        m("conformance", Object(&BOM_DECLARATIONS_ATTESTATION_MAP_CONFORMANCE)).since(6),
        m("confidence", Object(&BOM_DECLARATIONS_ATTESTATION_MAP_CONFIDENCE)).since(6),
    ],
);

pub(crate) static BOM_DECLARATIONS_ATTESTATION_MAP_CONFORMANCE: Shape = shape(
    "bom declarations attestation map conformance",
    &[m("score", Number).since(6), m("rationale", Text).since(6), m("mitigationStrategies", Links).since(6)],
);

pub(crate) static BOM_DECLARATIONS_ATTESTATION_MAP_CONFIDENCE: Shape =
    shape("bom declarations attestation map confidence", &[m("score", Number).since(6), m("rationale", Text).since(6)]);

pub(crate) static BOM_DECLARATIONS_CLAIM: Shape = shape(
    "bom declarations claim",
    &[
        m("bom-ref", Ref).since(6),
        m("target", Link).since(6),
        m("predicate", Text).since(6),
        m("mitigationStrategies", Links).since(6),
        m("reasoning", Text).since(6),
        m("evidence", Links).since(6),
        m("counterEvidence", Links).since(6),
        m("externalReferences", Objects(&EXTERNAL_REFERENCE)).since(6),
        m("signature", Anything).since(6),
    ],
);

pub(crate) static BOM_DECLARATIONS_EVIDENCE: Shape = shape(
    "bom declarations evidence",
    &[
        m("bom-ref", Ref).since(6),
        m("propertyName", Text).since(6),
        m("description", Text).since(6),
        m("data", Objects(&BOM_DECLARATIONS_EVIDENCE_DATA)).since(6),
        m("created", Moment).since(6),
        m("expires", Moment).since(6),
        m("author", Object(&ORGANIZATIONAL_CONTACT)).since(6),
        m("reviewer", Object(&ORGANIZATIONAL_CONTACT)).since(6),
        m("signature", Anything).since(6),
    ],
);

pub(crate) static BOM_DECLARATIONS_EVIDENCE_DATA: Shape = shape(
    "bom declarations evidence data",
    &[
        m("name", Text).since(6),
        m("contents", Object(&BOM_DECLARATIONS_EVIDENCE_DATA_CONTENTS)).since(6),
        m("classification", Text).since(6),
        m("sensitiveData", Texts).since(6),
        m("governance", Object(&DATA_GOVERNANCE)).since(6),
    ],
);

pub(crate) static BOM_DECLARATIONS_EVIDENCE_DATA_CONTENTS: Shape =
    shape("bom declarations evidence data contents", &[m("attachment", Object(&ATTACHMENT)).since(6), m("url", Iri).since(6)]);

pub(crate) static BOM_DECLARATIONS_TARGETS: Shape = shape(
    "bom declarations targets",
    &[
        m("organizations", Objects(&ORGANIZATIONAL_ENTITY)).since(6),
        m("components", Objects(&COMPONENT)).since(6),
        m("services", Objects(&SERVICE)).since(6),
    ],
);

pub(crate) static BOM_DECLARATIONS_AFFIRMATION: Shape = shape(
    "bom declarations affirmation",
    &[
        m("statement", Text).since(6),
        m("signatories", Objects(&BOM_DECLARATIONS_AFFIRMATION_SIGNATORIE)).since(6),
        m("signature", Anything).since(6),
    ],
);

pub(crate) static BOM_DECLARATIONS_AFFIRMATION_SIGNATORIE: Shape = shape(
    "bom declarations affirmation signatorie",
    &[
        m("name", Text).since(6),
        m("role", Text).since(6),
        m("signature", Anything).since(6),
        m("organization", Object(&ORGANIZATIONAL_ENTITY)).since(6),
        m("externalReference", Object(&EXTERNAL_REFERENCE)).since(6),
    ],
);

pub(crate) static BOM_DEFINITIONS: Shape =
    shape("bom definitions", &[m("standards", Objects(&STANDARD)).since(6), m("patents", Anything).since(7)]);

pub(crate) static STANDARD: Shape = shape(
    "standard",
    &[
        m("bom-ref", Ref).since(6),
        m("name", Text).since(6),
        m("version", Text).since(6),
        m("description", Text).since(6),
        m("owner", Text).since(6),
        m("requirements", Objects(&STANDARD_REQUIREMENT)).since(6),
        m("levels", Objects(&STANDARD_LEVEL)).since(6),
        m("externalReferences", Objects(&EXTERNAL_REFERENCE)).since(6),
        m("signature", Anything).since(6),
    ],
);

pub(crate) static STANDARD_REQUIREMENT: Shape = shape(
    "standard requirement",
    &[
        m("bom-ref", Ref).since(6),
        m("identifier", Text).since(6),
        m("title", Text).since(6),
        m("text", Text).since(6),
        m("descriptions", Texts).since(6),
        m("openCre", Texts).since(6),
        m("parent", Link).since(6),
        m("properties", Objects(&PROPERTY)).since(6),
        m("externalReferences", Objects(&EXTERNAL_REFERENCE)).since(6),
    ],
);

pub(crate) static STANDARD_LEVEL: Shape = shape(
    "standard level",
    &[
        m("bom-ref", Ref).since(6),
        m("identifier", Text).since(6),
        m("title", Text).since(6),
        m("description", Text).since(6),
        m("requirements", Links).since(6),
    ],
);
