//! Invariants of this crate that are stated in ARCHITECTURE.md.

/// The model is pure: no file, clock, environment, network or process is touched from here.
#[test]
fn nothing_of_the_outside_is_named() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            for forbidden in
                ["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Instant", "Timestamp::now", "println!", "eprintln!"]
            {
                assert!(!text.contains(forbidden), "{} names {forbidden}", path.display());
            }
        }
    }
}
