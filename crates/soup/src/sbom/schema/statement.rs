//! What vulnerabilities, evidence, notes and annotations in CycloneDX hold.

use super::core::{ATTACHMENT, COMPONENT, ISSUE, ORGANIZATIONAL_CONTACT, ORGANIZATIONAL_ENTITY, PROPERTY, SERVICE, TOOL, TOOLS};
use super::word::{
    AFFECTED_STATUS, AGGREGATE_TYPE, COMPONENT_EVIDENCE_IDENTITY_FIELD, COMPONENT_EVIDENCE_IDENTITY_METHOD_TECHNIQUE,
    COMPONENT_PATENT_ASSERTION_ASSERTION_TYPE, IMPACT_ANALYSIS_JUSTIFICATION, IMPACT_ANALYSIS_STATE, LICENSING_LICENSE_TYPE, SCORE_METHOD,
    SERVICE_PATENT_ASSERTION_ASSERTION_TYPE, SEVERITY, VULNERABILITY_ANALYSIS_RESPONSE,
};
use crate::sbom::shape::Kind::{
    Anything, Filled, Iri, Licences, Link, Links, ListOr, Moment, Number, Object, Objects, OneOrMore, Ref, Text, Texts, Whole, Wholes,
    Word, Words,
};
use crate::sbom::shape::{Shape, m, shape};

pub(crate) static COMPONENT_EVIDENCE: Shape = shape(
    "component evidence",
    &[
        m("licenses", Licences),
        m("copyright", Objects(&COPYRIGHT)),
        m("identity", OneOrMore(&COMPONENT_EVIDENCE_IDENTITY)).since(5),
        m("occurrences", Objects(&COMPONENT_EVIDENCE_OCCURRENCE)).since(5),
        m("callstack", Object(&COMPONENT_EVIDENCE_CALLSTACK)).since(5),
    ],
);

pub(crate) static COPYRIGHT: Shape = shape("copyright", &[m("text", Text).required()]);

pub(crate) static RELEASE_NOTES: Shape = shape(
    "release notes",
    &[
        m("type", Text).required(),
        m("title", Text),
        m("featuredImage", Iri),
        m("socialImage", Iri),
        m("description", Text),
        m("timestamp", Moment),
        m("aliases", Texts),
        m("tags", Texts),
        m("resolves", Objects(&ISSUE)),
        m("notes", Objects(&NOTE)),
        m("properties", Objects(&PROPERTY)),
    ],
);

pub(crate) static NOTE: Shape = shape("note", &[m("locale", Text), m("text", Object(&ATTACHMENT)).required()]);

pub(crate) static COMPOSITIONS: Shape = shape(
    "compositions",
    &[
        m("aggregate", Word(AGGREGATE_TYPE)).required(),
        m("assemblies", Links),
        m("dependencies", Texts),
        m("signature", Anything),
        m("bom-ref", Ref).since(5),
        m("vulnerabilities", Texts).since(5),
    ],
);

pub(crate) static VULNERABILITY: Shape = shape(
    "vulnerability",
    &[
        m("bom-ref", Ref),
        m("id", Text),
        m("source", Object(&VULNERABILITY_SOURCE)),
        m("references", Objects(&VULNERABILITY_REFERENCE)),
        m("ratings", Objects(&RATING)),
        m("cwes", Wholes),
        m("description", Text),
        m("detail", Text),
        m("recommendation", Text),
        m("advisories", Objects(&ADVISORY)),
        m("created", Moment),
        m("published", Moment),
        m("updated", Moment),
        m("credits", Object(&VULNERABILITY_CREDITS)),
        m("tools", ListOr(&TOOL, &TOOLS)),
        m("analysis", Object(&VULNERABILITY_ANALYSIS)),
        m("affects", Objects(&VULNERABILITY_AFFECT)),
        m("properties", Objects(&PROPERTY)),
        m("workaround", Text).since(5),
        m("proofOfConcept", Object(&VULNERABILITY_PROOF_OF_CONCEPT)).since(5),
        m("rejected", Moment).since(5),
    ],
);

pub(crate) static VULNERABILITY_SOURCE: Shape = shape("vulnerability source", &[m("url", Text), m("name", Text)]);

pub(crate) static RATING: Shape = shape(
    "rating",
    &[
        m("source", Object(&VULNERABILITY_SOURCE)),
        m("score", Number),
        m("severity", Word(SEVERITY)),
        m("method", Word(SCORE_METHOD)),
        m("vector", Text),
        m("justification", Text),
    ],
);

pub(crate) static ADVISORY: Shape = shape("advisory", &[m("title", Text), m("url", Iri).required()]);

pub(crate) static VULNERABILITY_CREDITS: Shape = shape(
    "vulnerability credits",
    &[m("organizations", Objects(&ORGANIZATIONAL_ENTITY)), m("individuals", Objects(&ORGANIZATIONAL_CONTACT))],
);

pub(crate) static VULNERABILITY_ANALYSIS: Shape = shape(
    "vulnerability analysis",
    &[
        m("state", Word(IMPACT_ANALYSIS_STATE)),
        m("justification", Word(IMPACT_ANALYSIS_JUSTIFICATION)),
        m("response", Words(VULNERABILITY_ANALYSIS_RESPONSE)),
        m("detail", Text),
        m("firstIssued", Moment).since(5),
        m("lastUpdated", Moment).since(5),
    ],
);

pub(crate) static COMPONENT_EVIDENCE_IDENTITY: Shape = shape(
    "component evidence identity",
    &[
        m("field", Word(COMPONENT_EVIDENCE_IDENTITY_FIELD)).required(),
        m("confidence", Number),
        m("methods", Objects(&COMPONENT_EVIDENCE_IDENTITY_METHOD)),
        m("tools", Links),
        m("concludedValue", Text).since(6),
    ],
);

pub(crate) static COMPONENT_EVIDENCE_IDENTITY_METHOD: Shape = shape(
    "component evidence identity method",
    &[m("technique", Word(COMPONENT_EVIDENCE_IDENTITY_METHOD_TECHNIQUE)).required(), m("confidence", Number).required(), m("value", Text)],
);

pub(crate) static COMPONENT_EVIDENCE_OCCURRENCE: Shape = shape(
    "component evidence occurrence",
    &[
        m("bom-ref", Ref).since(5),
        m("location", Text).since(5).required(),
        m("line", Whole).since(6),
        m("offset", Whole).since(6),
        m("symbol", Text).since(6),
        m("additionalContext", Text).since(6),
    ],
);

pub(crate) static COMPONENT_EVIDENCE_CALLSTACK: Shape =
    shape("component evidence callstack", &[m("frames", Objects(&COMPONENT_EVIDENCE_CALLSTACK_FRAME)).since(5)]);

pub(crate) static COMPONENT_EVIDENCE_CALLSTACK_FRAME: Shape = shape(
    "component evidence callstack frame",
    &[
        m("package", Text).since(5),
        m("module", Text).since(5).required(),
        m("function", Text).since(5),
        m("parameters", Texts).since(5),
        m("line", Whole).since(5),
        m("column", Whole).since(5),
        m("fullFilename", Text).since(5),
    ],
);

pub(crate) static VULNERABILITY_REFERENCE: Shape =
    shape("vulnerability reference", &[m("id", Text).required(), m("source", Object(&VULNERABILITY_SOURCE)).required()]);

pub(crate) static VULNERABILITY_PROOF_OF_CONCEPT: Shape = shape(
    "vulnerability proof of concept",
    &[m("reproductionSteps", Text).since(5), m("environment", Text).since(5), m("supportingMaterial", Objects(&ATTACHMENT)).since(5)],
)
.open_until(u8::MAX);

pub(crate) static VULNERABILITY_AFFECT: Shape =
    shape("vulnerability affect", &[m("ref", Link).required(), m("versions", Objects(&VULNERABILITY_AFFECT_VERSION))]);

pub(crate) static VULNERABILITY_AFFECT_VERSION: Shape =
    shape("vulnerability affect version", &[m("version", Text), m("range", Filled), m("status", Word(AFFECTED_STATUS))]);

pub(crate) static ANNOTATIONS: Shape = shape(
    "annotations",
    &[
        m("bom-ref", Ref).since(5),
        m("subjects", Links).since(5).required(),
        m("annotator", Object(&ANNOTATIONS_ANNOTATOR)).since(5).required(),
        m("timestamp", Moment).since(5).required(),
        m("text", Text).since(5).required(),
        m("signature", Anything).since(5),
    ],
);

pub(crate) static ANNOTATIONS_ANNOTATOR: Shape = shape(
    "annotations annotator",
    &[
        m("organization", Object(&ORGANIZATIONAL_ENTITY)).since(5),
        m("individual", Object(&ORGANIZATIONAL_CONTACT)).since(5),
        m("component", Object(&COMPONENT)).since(5),
        m("service", Object(&SERVICE)).since(5),
    ],
);

pub(crate) static POSTAL_ADDRESS: Shape = shape(
    "postal address",
    &[
        m("bom-ref", Ref).since(6),
        m("country", Text).since(6),
        m("region", Text).since(6),
        m("locality", Text).since(6),
        m("postOfficeBoxNumber", Text).since(6),
        m("postalCode", Text).since(6),
        m("streetAddress", Text).since(6),
    ],
);

pub(crate) static COMPONENT_PATENT_ASSERTION: Shape = shape(
    "component patent assertion",
    &[
        m("bom-ref", Ref).since(7),
        m("assertionType", Word(COMPONENT_PATENT_ASSERTION_ASSERTION_TYPE)).since(7).required(),
        m("patentRefs", Links).since(7),
        m("asserter", Anything).since(7).required(),
        m("notes", Text).since(7),
    ],
);

pub(crate) static SERVICE_PATENT_ASSERTION: Shape = shape(
    "service patent assertion",
    &[
        m("bom-ref", Ref).since(7),
        m("assertionType", Word(SERVICE_PATENT_ASSERTION_ASSERTION_TYPE)).since(7).required(),
        m("patentRefs", Links).since(7),
        m("asserter", Anything).since(7).required(),
        m("notes", Text).since(7),
    ],
);

pub(crate) static LICENSING: Shape = shape(
    "licensing",
    &[
        m("altIds", Texts),
        m("licensor", Object(&LICENSING_LICENSOR)),
        m("licensee", Object(&LICENSING_LICENSEE)),
        m("purchaser", Object(&LICENSING_PURCHASER)),
        m("purchaseOrder", Text),
        m("licenseTypes", Words(LICENSING_LICENSE_TYPE)),
        m("lastRenewal", Moment),
        m("expiration", Moment),
    ],
);

pub(crate) static LICENSING_LICENSOR: Shape =
    shape("licensing licensor", &[m("organization", Object(&ORGANIZATIONAL_ENTITY)), m("individual", Object(&ORGANIZATIONAL_CONTACT))]);

pub(crate) static LICENSING_LICENSEE: Shape =
    shape("licensing licensee", &[m("organization", Object(&ORGANIZATIONAL_ENTITY)), m("individual", Object(&ORGANIZATIONAL_CONTACT))]);

pub(crate) static LICENSING_PURCHASER: Shape =
    shape("licensing purchaser", &[m("organization", Object(&ORGANIZATIONAL_ENTITY)), m("individual", Object(&ORGANIZATIONAL_CONTACT))]);
