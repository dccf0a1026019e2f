//! What workflows and how something was made in CycloneDX hold.

use super::core::{ATTACHMENT, COMPONENT, DEPENDENCY, EXTERNAL_REFERENCE, PROPERTY, SERVICE};
use super::word::{OUTPUT_TYPE_TYPE, TASK_TYPE, TRIGGER_TYPE, VOLUME_MODE, WORKSPACE_ACCESS_MODE};
use crate::sbom::shape::Kind::{Anything, Bool, Link, Moment, Object, Objects, Ref, Text, Texts, Word, Words};
use crate::sbom::shape::{Shape, m, shape};

pub(crate) static FORMULA: Shape = shape(
    "formula",
    &[
        m("bom-ref", Ref).since(5),
        m("components", Objects(&COMPONENT)).since(5),
        m("services", Objects(&SERVICE)).since(5),
        m("workflows", Objects(&WORKFLOW)).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);

pub(crate) static WORKFLOW: Shape = shape(
    "workflow",
    &[
        m("bom-ref", Ref).since(5).required(),
        m("uid", Text).since(5).required(),
        m("name", Text).since(5),
        m("description", Text).since(5),
        m("resourceReferences", Objects(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("tasks", Objects(&TASK)).since(5),
        m("taskDependencies", Objects(&DEPENDENCY)).since(5),
        m("taskTypes", Words(TASK_TYPE)).since(5).required(),
        m("trigger", Object(&TRIGGER)).since(5),
        m("steps", Objects(&STEP)).since(5),
        m("inputs", Objects(&INPUT_TYPE)).since(5),
        m("outputs", Objects(&OUTPUT_TYPE)).since(5),
        m("timeStart", Moment).since(5),
        m("timeEnd", Moment).since(5),
        m("workspaces", Objects(&WORKSPACE)).since(5),
        m("runtimeTopology", Objects(&DEPENDENCY)).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);

pub(crate) static RESOURCE_REFERENCE_CHOICE: Shape =
    shape("resource reference choice", &[m("ref", Link).since(5), m("externalReference", Object(&EXTERNAL_REFERENCE)).since(5)]);

pub(crate) static TASK: Shape = shape(
    "task",
    &[
        m("bom-ref", Ref).since(5).required(),
        m("uid", Text).since(5).required(),
        m("name", Text).since(5),
        m("description", Text).since(5),
        m("resourceReferences", Objects(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("taskTypes", Words(TASK_TYPE)).since(5).required(),
        m("trigger", Object(&TRIGGER)).since(5),
        m("steps", Objects(&STEP)).since(5),
        m("inputs", Objects(&INPUT_TYPE)).since(5),
        m("outputs", Objects(&OUTPUT_TYPE)).since(5),
        m("timeStart", Moment).since(5),
        m("timeEnd", Moment).since(5),
        m("workspaces", Objects(&WORKSPACE)).since(5),
        m("runtimeTopology", Objects(&DEPENDENCY)).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);

pub(crate) static TRIGGER: Shape = shape(
    "trigger",
    &[
        m("bom-ref", Ref).since(5).required(),
        m("uid", Text).since(5).required(),
        m("name", Text).since(5),
        m("description", Text).since(5),
        m("resourceReferences", Objects(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("type", Word(TRIGGER_TYPE)).since(5).required(),
        m("event", Object(&EVENT)).since(5),
        m("conditions", Objects(&CONDITION)).since(5),
        m("timeActivated", Moment).since(5),
        m("inputs", Objects(&INPUT_TYPE)).since(5),
        m("outputs", Objects(&OUTPUT_TYPE)).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);

pub(crate) static EVENT: Shape = shape(
    "event",
    &[
        m("uid", Text).since(5),
        m("description", Text).since(5),
        m("timeReceived", Moment).since(5),
        m("data", Object(&ATTACHMENT)).since(5),
        m("source", Object(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("target", Object(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);

pub(crate) static CONDITION: Shape =
    shape("condition", &[m("description", Text).since(5), m("expression", Text).since(5), m("properties", Objects(&PROPERTY)).since(5)]);

pub(crate) static INPUT_TYPE: Shape = shape(
    "input type",
    &[
        m("source", Object(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("target", Object(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("resource", Object(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("parameters", Objects(&PARAMETER)).since(5),
        m("environmentVars", Anything).since(5),
        m("data", Object(&ATTACHMENT)).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);

pub(crate) static PARAMETER: Shape =
    shape("parameter", &[m("name", Text).since(5), m("value", Text).since(5), m("dataType", Text).since(5)]);

pub(crate) static OUTPUT_TYPE: Shape = shape(
    "output type",
    &[
        m("type", Word(OUTPUT_TYPE_TYPE)).since(5),
        m("source", Object(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("target", Object(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("resource", Object(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("data", Object(&ATTACHMENT)).since(5),
        m("environmentVars", Anything).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);

pub(crate) static STEP: Shape = shape(
    "step",
    &[
        m("name", Text).since(5),
        m("description", Text).since(5),
        m("commands", Objects(&COMMAND)).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);

pub(crate) static COMMAND: Shape = shape("command", &[m("executed", Text).since(5), m("properties", Objects(&PROPERTY)).since(5)]);

pub(crate) static WORKSPACE: Shape = shape(
    "workspace",
    &[
        m("bom-ref", Ref).since(5).required(),
        m("uid", Text).since(5).required(),
        m("name", Text).since(5),
        m("aliases", Texts).since(5),
        m("description", Text).since(5),
        m("resourceReferences", Objects(&RESOURCE_REFERENCE_CHOICE)).since(5),
        m("accessMode", Word(WORKSPACE_ACCESS_MODE)).since(5),
        m("mountPath", Text).since(5),
        m("managedDataType", Text).since(5),
        m("volumeRequest", Text).since(5),
        m("volume", Object(&VOLUME)).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);

pub(crate) static VOLUME: Shape = shape(
    "volume",
    &[
        m("uid", Text).since(5),
        m("name", Text).since(5),
        m("mode", Word(VOLUME_MODE)).since(5),
        m("path", Text).since(5),
        m("sizeAllocated", Text).since(5),
        m("persistent", Bool).since(5),
        m("remote", Bool).since(5),
        m("properties", Objects(&PROPERTY)).since(5),
    ],
);
