//! Any text of any language gives imports, every place lies in it, and every import leads to a file that is there.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_evidence::imports;

fuzz_target!(|texts: (&str, &str)| {
    for ending in ["c", "rs", "py", "ts", "java", "kt", "go", "cs"] {
        let (one, other) = (format!("src/a.{ending}"), format!("src/b/a.{ending}"));
        let files = [(one.as_str(), texts.0), (other.as_str(), texts.1), ("Cargo.toml", texts.1)];
        for ((_, text), found) in files.iter().zip(imports::read(&files)) {
            for import in found {
                assert!(text.get(import.span.range()).is_some());
                assert!(import.to.iter().all(|to| (*to as usize) < files.len()));
            }
        }
    }
});
