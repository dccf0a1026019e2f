//! Any bytes are an SBOM or are refused, and what needs another points at one that is there.
#![no_main]
use libfuzzer_sys::fuzz_target;

/// What lets each format be recognised; behind it stands the input.
const HEADS: [&str; 7] = [
    "",
    "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[",
    "<bom xmlns='http://cyclonedx.org/schema/bom/1.6'><components><component type='library'>",
    "{\"spdxVersion\":\"SPDX-2.3\",\"packages\":[",
    "SPDXVersion: SPDX-2.3\nPackageName: a\n",
    "spdxVersion: SPDX-2.3\npackages:\n",
    "{\"@context\":\"\",\"@graph\":[{\"type\":\"CreationInfo\",\"specVersion\":\"3.0.1\"},",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (head, bytes) = input;
    let mut text = HEADS[usize::from(head) % HEADS.len()].as_bytes().to_vec();
    text.extend_from_slice(bytes);
    if let Ok(inventory) = primum_soup::sbom::read("sbom", &text) {
        let count = inventory.components.len();
        assert!(inventory.components.iter().all(|component| component.needs.iter().all(|need| *need < count)));
    }
});
