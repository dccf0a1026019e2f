//! What comes from elsewhere: SOUP, bill of materials, known vulnerabilities.

pub(super) mod response_times;
pub(super) mod sbom_summary;
pub(super) mod soup_components;
pub(super) mod soup_list;
pub(super) mod vulnerability_assessment;
