//! The words that CycloneDX knows for one thing or another, with the version since when.

use crate::sbom::shape::Vocabulary;

pub(crate) const AFFECTED_STATUS: Vocabulary = &[(0, "affected unaffected unknown")];
pub(crate) const AGGREGATE_TYPE: Vocabulary = &[
    (0, "complete incomplete incomplete_first_party_only incomplete_third_party_only unknown not_specified"),
    (
        5,
        "incomplete_first_party_proprietary_only incomplete_first_party_opensource_only incomplete_third_party_proprietary_only incomplete_third_party_opensource_only",
    ),
];
pub(crate) const ATTACHMENT_ENCODING: Vocabulary = &[(0, "base64")];
pub(crate) const BOM_FORMAT: Vocabulary = &[(0, "CycloneDX")];
pub(crate) const CO2_MEASURE_UNIT: Vocabulary = &[(6, "tCO2eq")];
pub(crate) const COMPONENT_DATA_TYPE: Vocabulary = &[(5, "source-code configuration dataset definition other")];
pub(crate) const COMPONENT_EVIDENCE_IDENTITY_FIELD: Vocabulary = &[(5, "group name version purl cpe swid hash"), (6, "omniborId swhid")];
pub(crate) const COMPONENT_EVIDENCE_IDENTITY_METHOD_TECHNIQUE: Vocabulary = &[(
    5,
    "source-code-analysis binary-analysis manifest-analysis ast-fingerprint hash-comparison instrumentation dynamic-analysis filename attestation other",
)];
pub(crate) const COMPONENT_PATENT_ASSERTION_ASSERTION_TYPE: Vocabulary =
    &[(7, "ownership license third-party-claim standards-inclusion prior-art exclusive-rights non-assertion research-or-evaluation")];
pub(crate) const COMPONENT_SCOPE: Vocabulary = &[(0, "required optional excluded")];
pub(crate) const COMPONENT_TYPE: Vocabulary = &[
    (0, "application framework library operating-system device"),
    (1, "file"),
    (2, "container firmware"),
    (5, "platform device-driver machine-learning-model data"),
    (6, "cryptographic-asset"),
];
pub(crate) const CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_CERTIFICATION_LEVEL: Vocabulary = &[(
    6,
    "none fips140-1-l1 fips140-1-l2 fips140-1-l3 fips140-1-l4 fips140-2-l1 fips140-2-l2 fips140-2-l3 fips140-2-l4 fips140-3-l1 fips140-3-l2 fips140-3-l3 fips140-3-l4 cc-eal1 cc-eal1+ cc-eal2 cc-eal2+ cc-eal3 cc-eal3+ cc-eal4 cc-eal4+ cc-eal5 cc-eal5+ cc-eal6 cc-eal6+ cc-eal7 cc-eal7+ other unknown",
)];
pub(crate) const CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_CRYPTO_FUNCTION: Vocabulary =
    &[(6, "generate keygen encrypt decrypt digest tag keyderive sign verify encapsulate decapsulate other unknown")];
pub(crate) const CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_EXECUTION_ENVIRONMENT: Vocabulary =
    &[(6, "software-plain-ram software-encrypted-ram software-tee hardware other unknown")];
pub(crate) const CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_IMPLEMENTATION_PLATFORM: Vocabulary =
    &[(6, "generic x86_32 x86_64 armv7-a armv7-m armv8-a armv8-m armv9-a armv9-m s390x ppc64 ppc64le other unknown")];
pub(crate) const CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_MODE: Vocabulary = &[(6, "cbc ecb ccm gcm cfb ofb ctr other unknown")];
pub(crate) const CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_PADDING: Vocabulary = &[(6, "pkcs5 pkcs7 pkcs1v15 oaep raw other unknown")];
pub(crate) const CRYPTO_PROPERTIES_ALGORITHM_PROPERTIES_PRIMITIVE: Vocabulary =
    &[(6, "drbg mac block-cipher stream-cipher signature hash pke xof kdf key-agree kem ae combiner other unknown"), (7, "key-wrap")];
pub(crate) const CRYPTO_PROPERTIES_ASSET_TYPE: Vocabulary = &[(6, "algorithm certificate protocol related-crypto-material")];
pub(crate) const CRYPTO_PROPERTIES_PROTOCOL_PROPERTIES_TYPE: Vocabulary =
    &[(6, "tls ssh ipsec ike sstp wpa other unknown"), (7, "dtls quic eap-aka eap-aka-prime prins 5g-aka")];
pub(crate) const CRYPTO_PROPERTIES_RELATED_CRYPTO_MATERIAL_PROPERTIES_STATE: Vocabulary =
    &[(6, "pre-activation active suspended deactivated compromised destroyed")];
pub(crate) const CRYPTO_PROPERTIES_RELATED_CRYPTO_MATERIAL_PROPERTIES_TYPE: Vocabulary = &[(
    6,
    "private-key public-key secret-key key ciphertext signature digest initialization-vector nonce seed salt shared-secret tag additional-data password credential token other unknown",
)];
pub(crate) const DATA_FLOW_DIRECTION: Vocabulary = &[(0, "inbound outbound bi-directional unknown")];
pub(crate) const ENERGY_CONSUMPTION_ACTIVITY: Vocabulary =
    &[(6, "design data-collection data-preparation training fine-tuning validation deployment inference other")];
pub(crate) const ENERGY_MEASURE_UNIT: Vocabulary = &[(6, "kWh")];
pub(crate) const ENERGY_PROVIDER_ENERGY_SOURCE: Vocabulary =
    &[(6, "coal oil natural-gas nuclear wind solar geothermal hydropower biofuel unknown other")];
pub(crate) const EXTERNAL_REFERENCE_TYPE: Vocabulary = &[
    (
        0,
        "vcs issue-tracker website advisories bom mailing-list social chat documentation support distribution license build-meta build-system other",
    ),
    (4, "release-notes"),
    (
        5,
        "distribution-intake security-contact model-card log configuration evidence formulation attestation threat-model adversary-model risk-assessment vulnerability-assertion exploitability-statement pentest-report static-analysis-report dynamic-analysis-report runtime-analysis-report component-analysis-report maturity-report certification-report codified-infrastructure quality-metrics poam",
    ),
    (6, "source-distribution electronic-signature digital-signature rfc-9116"),
    (7, "patent patent-family patent-assertion citation"),
];
pub(crate) const HASH_ALG: Vocabulary = &[
    (0, "MD5 SHA-1 SHA-256 SHA-384 SHA-512 SHA3-256 SHA3-512"),
    (2, "SHA3-384 BLAKE2b-256 BLAKE2b-384 BLAKE2b-512 BLAKE3"),
    (7, "Streebog-256 Streebog-512"),
];
pub(crate) const IMPACT_ANALYSIS_JUSTIFICATION: Vocabulary = &[(
    0,
    "code_not_present code_not_reachable requires_configuration requires_dependency requires_environment protected_by_compiler protected_at_runtime protected_at_perimeter protected_by_mitigating_control",
)];
pub(crate) const IMPACT_ANALYSIS_STATE: Vocabulary =
    &[(0, "resolved resolved_with_pedigree exploitable in_triage false_positive not_affected")];
pub(crate) const ISSUE_TYPE: Vocabulary = &[(0, "defect enhancement security")];
pub(crate) const LICENSE_ACKNOWLEDGEMENT_ENUMERATION: Vocabulary = &[(6, "declared concluded")];
pub(crate) const LICENSING_LICENSE_TYPE: Vocabulary = &[(
    5,
    "academic appliance client-access concurrent-user core-points custom-metric device evaluation named-user node-locked oem perpetual processor-points subscription user other",
)];
pub(crate) const MODEL_CARD_MODEL_PARAMETERS_APPROACH_TYPE: Vocabulary =
    &[(5, "supervised unsupervised reinforcement-learning semi-supervised self-supervised")];
pub(crate) const OUTPUT_TYPE_TYPE: Vocabulary = &[(5, "artifact attestation log evidence metrics other")];
pub(crate) const PATCH_TYPE: Vocabulary = &[(0, "unofficial monkey backport cherry-pick")];
pub(crate) const SCORE_METHOD: Vocabulary = &[(0, "CVSSv2 CVSSv3 CVSSv31 OWASP other"), (5, "CVSSv4 SSVC")];
pub(crate) const SERVICE_PATENT_ASSERTION_ASSERTION_TYPE: Vocabulary =
    &[(7, "ownership license third-party-claim standards-inclusion prior-art exclusive-rights non-assertion research-or-evaluation")];
pub(crate) const SEVERITY: Vocabulary = &[(0, "critical high medium low info none unknown")];
pub(crate) const TASK_TYPE: Vocabulary = &[(5, "copy clone lint scan merge build test deliver deploy release clean other")];
pub(crate) const TLP_CLASSIFICATION: Vocabulary = &[(7, "CLEAR GREEN AMBER AMBER_AND_STRICT RED")];
pub(crate) const TRIGGER_TYPE: Vocabulary = &[(5, "manual api webhook scheduled")];
pub(crate) const VOLUME_MODE: Vocabulary = &[(5, "filesystem block")];
pub(crate) const VULNERABILITY_ANALYSIS_RESPONSE: Vocabulary = &[(0, "can_not_fix will_not_fix update rollback workaround_available")];
pub(crate) const WORKSPACE_ACCESS_MODE: Vocabulary = &[(5, "read-only read-write read-write-once write-once write-only")];
