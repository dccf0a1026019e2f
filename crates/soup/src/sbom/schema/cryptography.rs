//! What cryptographic assets in CycloneDX hold.

use super::core::HASH;
use super::word::{
    CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_CERTIFICATION_LEVEL, CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_CRYPTO_FUNCTION,
    CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_EXECUTION_ENVIRONMENT, CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_IMPLEMENTATION_PLATFORM,
    CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_MODE, CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_PADDING,
    CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_PRIMITIVE, CRYPTO_PROPERTIES_ASSET_TYPE, CRYPTO_PROPERTIES_PROTOCOL_PROPERTIES_TYPE,
    CRYPTO_PROPERTIES_RELATED_CRYPTO_MATERIAL_PROPERTIES_STATE, CRYPTO_PROPERTIES_RELATED_CRYPTO_MATERIAL_PROPERTIES_TYPE,
};
use crate::sbom::shape::Kind::{Anything, Bool, Link, Links, Moment, Object, Objects, Text, Texts, Whole, Word, Words};
use crate::sbom::shape::{Shape, m, shape};

pub(crate) static CRYPTO_PROPERTIES: Shape = shape(
    "crypto properties",
    &[
        m("assetType", Word(CRYPTO_PROPERTIES_ASSET_TYPE)).since(6).required(),
        m("algorithmProperties", Object(&CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES)).since(6),
        m("certificateProperties", Object(&CRYPTO_PROPERTIES_CERTIFICATE_PROPERTIES)).since(6),
        m("relatedCryptoMaterialProperties", Object(&CRYPTO_PROPERTIES_RELATED_CRYPTO_MATERIAL_PROPERTIES)).since(6),
        m("protocolProperties", Object(&CRYPTO_PROPERTIES_PROTOCOL_PROPERTIES)).since(6),
        m("oid", Text).since(6),
    ],
);

pub(crate) static CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES: Shape = shape(
    "crypto properties algorithm properties",
    &[
        m("primitive", Word(CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_PRIMITIVE)).since(6),
        m("parameterSetIdentifier", Text).since(6),
        m("curve", Text).since(6),
        m("executionEnvironment", Word(CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_EXECUTION_ENVIRONMENT)).since(6),
        m("implementationPlatform", Word(CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_IMPLEMENTATION_PLATFORM)).since(6),
        m("certificationLevel", Words(CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_CERTIFICATION_LEVEL)).since(6),
        m("mode", Word(CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_MODE)).since(6),
        m("padding", Word(CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_PADDING)).since(6),
        m("cryptoFunctions", Words(CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_CRYPTO_FUNCTION)).since(6),
        m("classicalSecurityLevel", Whole).since(6),
        m("nistQuantumSecurityLevel", Whole).since(6),
        m("algorithmFamily", Text).since(7),
        m("ellipticCurve", Text).since(7),
    ],
);

pub(crate) static CRYPTO_PROPERTIES_CERTIFICATE_PROPERTIES: Shape = shape(
    "crypto properties certificate properties",
    &[
        m("subjectName", Text).since(6),
        m("issuerName", Text).since(6),
        m("notValidBefore", Moment).since(6),
        m("notValidAfter", Moment).since(6),
        m("signatureAlgorithmRef", Link).since(6),
        m("subjectPublicKeyRef", Link).since(6),
        m("certificateFormat", Text).since(6),
        m("certificateExtension", Text).since(6),
        m("serialNumber", Text).since(7),
        m("certificateFileExtension", Text).since(7),
        m("fingerprint", Object(&HASH)).since(7),
        m("certificateState", Anything).since(7),
        m("creationDate", Moment).since(7),
        m("activationDate", Moment).since(7),
        m("deactivationDate", Moment).since(7),
        m("revocationDate", Moment).since(7),
        m("destructionDate", Moment).since(7),
        m("certificateExtensions", Anything).since(7),
        m("relatedCryptographicAssets", Objects(&RELATED_CRYPTOGRAPHIC_ASSET)).since(7),
    ],
);

pub(crate) static CRYPTO_PROPERTIES_RELATED_CRYPTO_MATERIAL_PROPERTIES: Shape = shape(
    "crypto properties related crypto material properties",
    &[
        m("type", Word(CRYPTO_PROPERTIES_RELATED_CRYPTO_MATERIAL_PROPERTIES_TYPE)).since(6),
        m("id", Text).since(6),
        m("state", Word(CRYPTO_PROPERTIES_RELATED_CRYPTO_MATERIAL_PROPERTIES_STATE)).since(6),
        m("algorithmRef", Link).since(6),
        m("creationDate", Moment).since(6),
        m("activationDate", Moment).since(6),
        m("updateDate", Moment).since(6),
        m("expirationDate", Moment).since(6),
        m("value", Text).since(6),
        m("size", Whole).since(6),
        m("format", Text).since(6),
        m("securedBy", Object(&SECURED_BY)).since(6),
        m("fingerprint", Object(&HASH)).since(7),
        m("relatedCryptographicAssets", Objects(&RELATED_CRYPTOGRAPHIC_ASSET)).since(7),
    ],
);

pub(crate) static SECURED_BY: Shape = shape("secured by", &[m("mechanism", Text).since(6), m("algorithmRef", Link).since(6)]);

pub(crate) static CRYPTO_PROPERTIES_PROTOCOL_PROPERTIES: Shape = shape(
    "crypto properties protocol properties",
    &[
        m("type", Word(CRYPTO_PROPERTIES_PROTOCOL_PROPERTIES_TYPE)).since(6),
        m("version", Text).since(6),
        m("cipherSuites", Objects(&CIPHER_SUITE)).since(6),
        m("ikev2TransformTypes", Object(&CRYPTO_PROPERTIES_PROTOCOL_PROPERTIES_IKEV2_TRANSFORM_TYPES)).since(6),
        m("cryptoRefArray", Links).since(6),
        m("relatedCryptographicAssets", Objects(&RELATED_CRYPTOGRAPHIC_ASSET)).since(7),
    ],
);

pub(crate) static CIPHER_SUITE: Shape = shape(
    "cipher suite",
    &[
        m("name", Text).since(6),
        m("algorithms", Links).since(6),
        m("identifiers", Texts).since(6),
        m("tlsGroups", Texts).since(7),
        m("tlsSignatureSchemes", Texts).since(7),
    ],
);

pub(crate) static CRYPTO_PROPERTIES_PROTOCOL_PROPERTIES_IKEV2_TRANSFORM_TYPES: Shape = shape(
    "crypto properties protocol properties ikev2 transform types",
    &[
        m("encr", Anything).since(6),
        m("prf", Anything).since(6),
        m("integ", Anything).since(6),
        m("ke", Anything).since(6),
        m("esn", Bool).since(6),
        m("auth", Anything).since(6),
    ],
);

pub(crate) static RELATED_CRYPTOGRAPHIC_ASSET: Shape =
    shape("related cryptographic asset", &[m("type", Text).since(7), m("ref", Link).since(7)]);
