//! Manifests of baselines as the pages of the rules write them down: a block `baseline` in TOML, one `[[manifest]]` or `[[fault]]` each.

use primum_evidence::Baselines;
use primum_evidence::baseline::{FORMAT, FileState, Kept, Manifest};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Block {
    #[serde(default)]
    manifest: Vec<One>,
    #[serde(default)]
    fault: Vec<Fault>,
}

/// A digit stands for a hash of nothing but that digit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One {
    version: String,
    release: String,
    date: String,
    commit: char,
    sha256: char,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    path: String,
    why: String,
}

/// What the block says.
pub(crate) fn read(text: &str) -> Result<Baselines, String> {
    let block: Block = toml::from_str(text).map_err(|error| error.to_string())?;
    let manifests = block.manifest.into_iter().map(One::kept).collect();
    Ok(Baselines { manifests, faults: block.fault.into_iter().map(|fault| (fault.path, fault.why)).collect() })
}

impl One {
    fn kept(self) -> Kept {
        let digest = |digit: char, length: usize| digit.to_string().repeat(length);
        let manifest = Manifest {
            format: FORMAT,
            product: "Pump".to_owned(),
            version: self.version,
            release: self.release,
            date: self.date,
            commit: digest(self.commit, 40),
            tree: digest('0', 40),
            class: "C".to_owned(),
            primum: String::new(),
            fingerprints: primum_model::fingerprint::FINGERPRINT_VERSION,
            records: Vec::new(),
            approvals: Vec::new(),
            evidence: Vec::new(),
            files: Vec::new(),
            locks: Vec::new(),
            bill: FileState { path: "bill".to_owned(), sha256: digest('0', 64) },
            standards: Vec::new(),
            tools: Vec::new(),
            recipe: Vec::new(),
            counts: Vec::new(),
        };
        Kept { path: format!("baselines/{}.json", manifest.version), sha256: digest(self.sha256, 64), manifest }
    }
}
