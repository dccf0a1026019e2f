//! What components, services, licences and their neighbours in CycloneDX hold; these are read in XML as well.

use super::cryptography::CRYPTO_PROPERTIES;
use super::declaration::{BOM_DECLARATIONS, BOM_DEFINITIONS};
use super::formulation::FORMULA;
use super::model_card::{COMPONENT_DATA, DATA_GOVERNANCE, MODEL_CARD};
use super::rule;
use super::statement::{
    ANNOTATIONS, COMPONENT_EVIDENCE, COMPONENT_PATENT_ASSERTION, COMPOSITIONS, LICENSING, POSTAL_ADDRESS, RELEASE_NOTES,
    SERVICE_PATENT_ASSERTION, VULNERABILITY,
};
use super::word::{
    ATTACHMENT_ENCODING, BOM_FORMAT, COMPONENT_SCOPE, COMPONENT_TYPE, DATA_FLOW_DIRECTION, EXTERNAL_REFERENCE_TYPE, HASH_ALG, ISSUE_TYPE,
    LICENSE_ACKNOWLEDGEMENT_ENUMERATION, PATCH_TYPE, TLP_CLASSIFICATION,
};
use crate::sbom::shape::Kind::{
    Anything, Bool, Digest, Filled, Iri, Iris, Licences, Link, Links, ListOr, Mime, Moment, Object, Objects, Ref, Serial, Spdx, Text,
    Texts, Whole, Word,
};
use crate::sbom::shape::{Shape, m, shape};

pub(crate) static BOM: Shape = shape(
    "bom",
    &[
        m("$schema", Text).json_only(),
        m("bomFormat", Word(BOM_FORMAT)).json_only().required(),
        m("specVersion", Text).json_only().required(),
        m("serialNumber", Serial).attribute(),
        m("version", Whole).attribute().required_until(4),
        m("metadata", Object(&METADATA)).since(2),
        m("components", Objects(&COMPONENT)).items("component"),
        m("services", Objects(&SERVICE)).items("service").since(2),
        m("externalReferences", Objects(&EXTERNAL_REFERENCE)).items("reference").since(1),
        m("dependencies", Objects(&DEPENDENCY)).items("dependency").since(2),
        m("compositions", Objects(&COMPOSITIONS)).since(3),
        m("vulnerabilities", Objects(&VULNERABILITY)).since(4),
        m("signature", Anything).since(4),
        m("annotations", Objects(&ANNOTATIONS)).since(5),
        m("formulation", Objects(&FORMULA)).since(5),
        m("properties", Objects(&PROPERTY)).items("property").since(5),
        m("declarations", Object(&BOM_DECLARATIONS)).since(6),
        m("definitions", Object(&BOM_DEFINITIONS)).since(6),
        m("citations", Objects(&CITATION)).items("citation").since(7),
    ],
)
.in_xml();

pub(crate) static METADATA: Shape = shape(
    "metadata",
    &[
        m("timestamp", Moment),
        m("tools", ListOr(&TOOL, &TOOLS)),
        m("authors", Objects(&ORGANIZATIONAL_CONTACT)).items("author"),
        m("component", Object(&COMPONENT)),
        m("manufacture", Object(&ORGANIZATIONAL_ENTITY)),
        m("supplier", Object(&ORGANIZATIONAL_ENTITY)),
        m("licenses", Licences).since(3),
        m("properties", Objects(&PROPERTY)).items("property").since(3),
        m("lifecycles", Anything).since(5),
        m("manufacturer", Object(&ORGANIZATIONAL_ENTITY)).since(6),
        m("distributionConstraints", Object(&METADATA_DISTRIBUTION_CONSTRAINTS)).since(7),
    ],
)
.in_xml();

pub(crate) static TOOL: Shape = shape(
    "tool",
    &[
        m("vendor", Text),
        m("name", Text),
        m("version", Text),
        m("hashes", Objects(&HASH)),
        m("externalReferences", Objects(&EXTERNAL_REFERENCE)),
    ],
);

pub(crate) static HASH: Shape =
    shape("hash", &[m("alg", Word(HASH_ALG)).attribute().required(), m("content", Digest).body().required()]).in_xml();

pub(crate) static EXTERNAL_REFERENCE: Shape = shape(
    "external reference",
    &[
        m("url", Iri).required(),
        m("comment", Text),
        m("type", Word(EXTERNAL_REFERENCE_TYPE)).attribute().required(),
        m("hashes", Objects(&HASH)).items("hash").since(3),
        m("properties", Objects(&PROPERTY)).items("property").since(7),
    ],
)
.in_xml();

pub(crate) static ORGANIZATIONAL_CONTACT: Shape =
    shape("organizational contact", &[m("name", Text), m("email", Text), m("phone", Text), m("bom-ref", Ref).attribute().since(5)])
        .in_xml();

pub(crate) static COMPONENT: Shape = shape(
    "component",
    &[
        m("type", Word(COMPONENT_TYPE)).attribute().required(),
        m("mime-type", Mime).attribute().since(2),
        m("bom-ref", Ref).attribute().since(1),
        m("supplier", Object(&ORGANIZATIONAL_ENTITY)).since(2),
        m("author", Text).since(2),
        m("publisher", Text),
        m("group", Text),
        m("name", Text).required(),
        m("version", Text).required_until(3),
        m("description", Text),
        m("scope", Word(COMPONENT_SCOPE)),
        m("hashes", Objects(&HASH)).items("hash"),
        m("licenses", Licences),
        m("copyright", Text),
        m("cpe", Text),
        m("purl", Text),
        m("swid", Object(&SWID)).since(2),
        m("modified", Bool),
        m("pedigree", Object(&COMPONENT_PEDIGREE)).since(1),
        m("externalReferences", Objects(&EXTERNAL_REFERENCE)).items("reference").since(1),
        m("components", Objects(&COMPONENT)).items("component"),
        m("evidence", Object(&COMPONENT_EVIDENCE)).since(3),
        m("releaseNotes", Object(&RELEASE_NOTES)).since(4),
        m("properties", Objects(&PROPERTY)).items("property").since(3),
        m("signature", Anything).since(4),
        m("modelCard", Object(&MODEL_CARD)).since(5),
        m("data", Objects(&COMPONENT_DATA)).repeated("data").since(5),
        m("manufacturer", Object(&ORGANIZATIONAL_ENTITY)).since(6),
        m("authors", Objects(&ORGANIZATIONAL_CONTACT)).items("author").since(6),
        m("omniborId", Texts).repeated("omniborId").since(6),
        m("swhid", Texts).repeated("swhid").since(6),
        m("cryptoProperties", Object(&CRYPTO_PROPERTIES)).since(6),
        m("tags", Texts).items("tag").since(6),
        m("versionRange", Filled).since(7),
        m("isExternal", Bool).attribute().since(7),
        m("patentAssertions", Objects(&COMPONENT_PATENT_ASSERTION)).since(7),
    ],
)
.in_xml()
.rule(rule::component);

pub(crate) static ORGANIZATIONAL_ENTITY: Shape = shape(
    "organizational entity",
    &[
        m("name", Text),
        m("url", Iris).repeated("url"),
        m("contact", Objects(&ORGANIZATIONAL_CONTACT)).repeated("contact"),
        m("bom-ref", Ref).attribute().since(5),
        m("address", Object(&POSTAL_ADDRESS)).since(6),
    ],
)
.in_xml();

pub(crate) static SWID: Shape = shape(
    "swid",
    &[
        m("tagId", Text).attribute().required(),
        m("name", Text).attribute().required(),
        m("version", Text).attribute(),
        m("tagVersion", Whole).attribute(),
        m("patch", Bool).attribute(),
        m("text", Object(&ATTACHMENT)),
        m("url", Iri),
    ],
)
.in_xml();

pub(crate) static ATTACHMENT: Shape = shape(
    "attachment",
    &[
        m("contentType", Text).attribute_named("content-type"),
        m("encoding", Word(ATTACHMENT_ENCODING)).attribute(),
        m("content", Text).body().required(),
    ],
)
.in_xml();

pub(crate) static COMPONENT_PEDIGREE: Shape = shape(
    "component pedigree",
    &[
        m("ancestors", Objects(&COMPONENT)).items("component"),
        m("descendants", Objects(&COMPONENT)).items("component"),
        m("variants", Objects(&COMPONENT)).items("component"),
        m("commits", Objects(&COMMIT)).items("commit"),
        m("patches", Objects(&PATCH)).items("patch"),
        m("notes", Text),
    ],
)
.in_xml();

pub(crate) static COMMIT: Shape = shape(
    "commit",
    &[
        m("uid", Text),
        m("url", Iri),
        m("author", Object(&IDENTIFIABLE_ACTION)),
        m("committer", Object(&IDENTIFIABLE_ACTION)),
        m("message", Text),
    ],
)
.in_xml();

pub(crate) static IDENTIFIABLE_ACTION: Shape =
    shape("identifiable action", &[m("timestamp", Moment), m("name", Text), m("email", Text)]).in_xml();

pub(crate) static PATCH: Shape = shape(
    "patch",
    &[m("type", Word(PATCH_TYPE)).attribute().required(), m("diff", Object(&DIFF)), m("resolves", Objects(&ISSUE)).items("issue")],
)
.in_xml();

pub(crate) static DIFF: Shape = shape("diff", &[m("text", Object(&ATTACHMENT)), m("url", Iri)]).in_xml();

pub(crate) static ISSUE: Shape = shape(
    "issue",
    &[
        m("type", Word(ISSUE_TYPE)).attribute().required(),
        m("id", Text),
        m("name", Text),
        m("description", Text),
        m("source", Object(&ISSUE_SOURCE)),
        m("references", Iris).items("url"),
    ],
)
.in_xml();

pub(crate) static ISSUE_SOURCE: Shape = shape("issue source", &[m("name", Text), m("url", Iri)]).in_xml();

pub(crate) static PROPERTY: Shape =
    shape("property", &[m("name", Text).attribute().required_since(6), m("value", Text).body()]).in_xml().open_until(5);

pub(crate) static SERVICE: Shape = shape(
    "service",
    &[
        m("bom-ref", Ref).attribute(),
        m("provider", Object(&ORGANIZATIONAL_ENTITY)),
        m("group", Text),
        m("name", Text).required(),
        m("version", Text),
        m("description", Text),
        m("endpoints", Iris).items("endpoint"),
        m("authenticated", Bool),
        m("x-trust-boundary", Bool),
        m("data", Objects(&SERVICE_DATA)).items("classification"),
        m("licenses", Licences),
        m("externalReferences", Objects(&EXTERNAL_REFERENCE)).items("reference"),
        m("services", Objects(&SERVICE)).items("service"),
        m("releaseNotes", Object(&RELEASE_NOTES)).since(4),
        m("properties", Objects(&PROPERTY)).items("property").since(3),
        m("signature", Anything).since(4),
        m("trustZone", Text).since(5),
        m("tags", Texts).items("tag").since(6),
        m("patentAssertions", Objects(&SERVICE_PATENT_ASSERTION)).since(7),
    ],
)
.in_xml();

pub(crate) static DEPENDENCY: Shape = shape(
    "dependency",
    &[
        m("ref", Link).attribute().required(),
        m("dependsOn", Links).repeated("dependency"),
        m("provides", Links).repeated("provides").since(6),
    ],
)
.in_xml();

pub(crate) static SERVICE_DATA: Shape = shape(
    "service data",
    &[
        m("flow", Word(DATA_FLOW_DIRECTION)).attribute().required(),
        m("classification", Text).body().required(),
        m("name", Text).since(5),
        m("description", Text).since(5),
        m("governance", Object(&DATA_GOVERNANCE)).since(5),
        m("source", Iris).since(5),
        m("destination", Iris).since(5),
    ],
)
.in_xml();

pub(crate) static METADATA_DISTRIBUTION_CONSTRAINTS: Shape =
    shape("metadata distribution constraints", &[m("tlp", Word(TLP_CLASSIFICATION)).since(7)]).in_xml();

pub(crate) static CITATION: Shape = shape(
    "citation",
    &[
        m("bom-ref", Ref).attribute().since(7),
        m("pointers", Texts).items("pointer").since(7),
        m("expressions", Texts).items("expression").since(7),
        m("timestamp", Moment).since(7).required(),
        m("attributedTo", Link).since(7),
        m("process", Link).since(7),
        m("note", Text).since(7),
        m("signature", Anything).since(7),
    ],
)
.in_xml()
.rule(rule::citation);

pub(crate) static LICENSE: Shape = shape(
    "license",
    &[
        m("id", Spdx),
        m("name", Text),
        m("text", Object(&ATTACHMENT)),
        m("url", Iri),
        m("bom-ref", Ref).attribute().since(5),
        m("licensing", Object(&LICENSING)).since(5),
        m("properties", Objects(&PROPERTY)).items("property").since(5),
        m("acknowledgement", Word(LICENSE_ACKNOWLEDGEMENT_ENUMERATION)).attribute().since(6),
    ],
)
.in_xml()
.rule(rule::license);

pub(crate) static TOOLS: Shape = shape("tools", &[m("components", Objects(&COMPONENT)), m("services", Objects(&SERVICE))]);
