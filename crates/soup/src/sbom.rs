//! SBOMs as input: CycloneDX and SPDX.
