//! What models of machine learning and data in CycloneDX hold.

use super::core::{ATTACHMENT, EXTERNAL_REFERENCE, ORGANIZATIONAL_CONTACT, ORGANIZATIONAL_ENTITY, PROPERTY};
use super::word::{
    CO2_MEASURE_UNIT, COMPONENT_DATA_TYPE, ENERGY_CONSUMPTION_ACTIVITY, ENERGY_MEASURE_UNIT, ENERGY_PROVIDER_ENERGY_SOURCE,
    MODEL_CARD_MODEL_PARAMETERS_APPROACH_TYPE,
};
use crate::sbom::shape::Kind::{Anything, Iri, Number, Object, Objects, Ref, Text, Texts, Word};
use crate::sbom::shape::{Shape, m, shape};

pub(crate) static MODEL_CARD: Shape = shape(
    "model card",
    &[
        m("bom-ref", Ref).since(5),
        m("modelParameters", Object(&MODEL_CARD_MODEL_PARAMETERS)).since(5),
        m("quantitativeAnalysis", Object(&MODEL_CARD_QUANTITATIVE_ANALYSIS)).since(5),
        m("considerations", Object(&MODEL_CARD_CONSIDERATIONS)).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);

pub(crate) static MODEL_CARD_MODEL_PARAMETERS: Shape = shape(
    "model card model parameters",
    &[
        m("approach", Object(&MODEL_CARD_MODEL_PARAMETERS_APPROACH)).since(5),
        m("task", Text).since(5),
        m("architectureFamily", Text).since(5),
        m("modelArchitecture", Text).since(5),
        m("datasets", Anything).since(5),
        m("inputs", Objects(&INPUT_OUTPUT_MLPARAMETERS)).since(5),
        m("outputs", Objects(&INPUT_OUTPUT_MLPARAMETERS)).since(5),
    ],
);

pub(crate) static MODEL_CARD_MODEL_PARAMETERS_APPROACH: Shape =
    shape("model card model parameters approach", &[m("type", Word(MODEL_CARD_MODEL_PARAMETERS_APPROACH_TYPE)).since(5)]);

pub(crate) static INPUT_OUTPUT_MLPARAMETERS: Shape = shape("input output mlparameters", &[m("format", Text).since(5)]);

pub(crate) static MODEL_CARD_QUANTITATIVE_ANALYSIS: Shape = shape(
    "model card quantitative analysis",
    &[m("performanceMetrics", Objects(&PERFORMANCE_METRIC)).since(5), m("graphics", Object(&GRAPHICS_COLLECTION)).since(5)],
);

pub(crate) static PERFORMANCE_METRIC: Shape = shape(
    "performance metric",
    &[
        m("type", Text).since(5),
        m("value", Text).since(5),
        m("slice", Text).since(5),
        m("confidenceInterval", Object(&PERFORMANCE_METRIC_CONFIDENCE_INTERVAL)).since(5),
    ],
);

pub(crate) static PERFORMANCE_METRIC_CONFIDENCE_INTERVAL: Shape =
    shape("performance metric confidence interval", &[m("lowerBound", Text).since(5), m("upperBound", Text).since(5)]);

pub(crate) static GRAPHICS_COLLECTION: Shape =
    shape("graphics collection", &[m("description", Text).since(5), m("collection", Objects(&GRAPHIC)).since(5)]);

pub(crate) static GRAPHIC: Shape = shape("graphic", &[m("name", Text).since(5), m("image", Object(&ATTACHMENT)).since(5)]);

pub(crate) static MODEL_CARD_CONSIDERATIONS: Shape = shape(
    "model card considerations",
    &[
        m("users", Texts).since(5),
        m("useCases", Texts).since(5),
        m("technicalLimitations", Texts).since(5),
        m("performanceTradeoffs", Texts).since(5),
        m("ethicalConsiderations", Objects(&RISK)).since(5),
        m("fairnessAssessments", Objects(&FAIRNESS_ASSESSMENT)).since(5),
        m("environmentalConsiderations", Object(&ENVIRONMENTAL_CONSIDERATIONS)).since(6),
    ],
);

pub(crate) static RISK: Shape = shape("risk", &[m("name", Text).since(5), m("mitigationStrategy", Text).since(5)]);

pub(crate) static FAIRNESS_ASSESSMENT: Shape = shape(
    "fairness assessment",
    &[m("groupAtRisk", Text).since(5), m("benefits", Text).since(5), m("harms", Text).since(5), m("mitigationStrategy", Text).since(5)],
);

pub(crate) static COMPONENT_DATA: Shape = shape(
    "component data",
    &[
        m("bom-ref", Ref).since(5),
        m("type", Word(COMPONENT_DATA_TYPE)).since(5).required(),
        m("name", Text).since(5),
        m("contents", Object(&COMPONENT_DATA_CONTENTS)).since(5),
        m("classification", Text).since(5),
        m("sensitiveData", Texts).since(5),
        m("graphics", Object(&GRAPHICS_COLLECTION)).since(5),
        m("description", Text).since(5),
        m("governance", Object(&DATA_GOVERNANCE)).since(5),
    ],
);

pub(crate) static COMPONENT_DATA_CONTENTS: Shape = shape(
    "component data contents",
    &[m("attachment", Object(&ATTACHMENT)).since(5), m("url", Iri).since(5), m("properties", Objects(&PROPERTY)).since(5)],
);

pub(crate) static DATA_GOVERNANCE: Shape = shape(
    "data governance",
    &[
        m("custodians", Objects(&DATA_GOVERNANCE_RESPONSIBLE_PARTY)).since(5),
        m("stewards", Objects(&DATA_GOVERNANCE_RESPONSIBLE_PARTY)).since(5),
        m("owners", Objects(&DATA_GOVERNANCE_RESPONSIBLE_PARTY)).since(5),
    ],
);

pub(crate) static DATA_GOVERNANCE_RESPONSIBLE_PARTY: Shape = shape(
    "data governance responsible party",
    &[m("organization", Object(&ORGANIZATIONAL_ENTITY)).since(5), m("contact", Object(&ORGANIZATIONAL_CONTACT)).since(5)],
);

pub(crate) static ENVIRONMENTAL_CONSIDERATIONS: Shape = shape(
    "environmental considerations",
    &[m("energyConsumptions", Objects(&ENERGY_CONSUMPTION)).since(6), m("properties", Objects(&PROPERTY)).since(6)],
);

pub(crate) static ENERGY_CONSUMPTION: Shape = shape(
    "energy consumption",
    &[
        m("activity", Word(ENERGY_CONSUMPTION_ACTIVITY)).since(6).required(),
        m("energyProviders", Objects(&ENERGY_PROVIDER)).since(6).required(),
        m("activityEnergyCost", Object(&ENERGY_MEASURE)).since(6).required(),
        m("co2CostEquivalent", Object(&CO2_MEASURE)).since(6),
        m("co2CostOffset", Object(&CO2_MEASURE)).since(6),
        m("properties", Objects(&PROPERTY)).since(6),
    ],
);

pub(crate) static ENERGY_PROVIDER: Shape = shape(
    "energy provider",
    &[
        m("bom-ref", Ref).since(6),
        m("description", Text).since(6),
        m("organization", Object(&ORGANIZATIONAL_ENTITY)).since(6).required(),
        m("energySource", Word(ENERGY_PROVIDER_ENERGY_SOURCE)).since(6).required(),
        m("energyProvided", Object(&ENERGY_MEASURE)).since(6).required(),
        m("externalReferences", Objects(&EXTERNAL_REFERENCE)).since(6),
    ],
);

pub(crate) static ENERGY_MEASURE: Shape =
    shape("energy measure", &[m("value", Number).since(6).required(), m("unit", Word(ENERGY_MEASURE_UNIT)).since(6).required()]);

pub(crate) static CO2_MEASURE: Shape =
    shape("co2 measure", &[m("value", Number).since(6).required(), m("unit", Word(CO2_MEASURE_UNIT)).since(6).required()]);
