//! Software from elsewhere, through the program: what is locked against what is declared, and what goes out.

use crate::corpora::{corpus, found, json};
use crate::run::{arg, project, root, run};
use std::path::Path;

const LOCK: &str = "version = 4\n\n[[package]]\nname = \"pump\"\nversion = \"1.0.0\"\ndependencies = [\"spin\"]\n\n\
    [[package]]\nname = \"spin\"\nversion = \"0.9.4\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\ndependencies = [\"lock_api\"]\n\n\
    [[package]]\nname = \"lock_api\"\nversion = \"0.4.1\"\nsource = \"registry+https://github.com/rust-lang/crates.io-index\"\n";

const MANIFEST: &str = "[package]\nname = \"pump\"\nversion = \"1.0.0\"\n[dependencies]\nspin = \"0.9\"\n";

fn written(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("records/soup.md")).expect("records")
}

#[test]
fn what_nobody_has_declared_is_written_once_and_what_drifts_follows() {
    let folder = project(&[
        ("primum.toml", "[product]\nname = \"Pump\"\n"),
        ("Cargo.lock", LOCK),
        ("Cargo.toml", MANIFEST),
        ("records/a.md", "# A\n"),
    ]);
    let path = folder.path();
    let sync = |extra: &[&str]| run(&[&["soup", "sync", arg(path)], extra].concat());
    assert_eq!(found(&json(&["check", "--format", "json", arg(path)]), "soup-undeclared").len(), 1);
    let told = sync(&[]);
    assert!(told.code == 1 && told.out.contains("+ spin 0.9.4 brings 1"), "{}", told.out);
    assert!(!path.join("records/soup.md").exists(), "nothing is written unasked");
    assert_eq!(sync(&["--write"]).code, 0);
    let text = written(path);
    assert!(text.contains("- purl: pkg:cargo/spin@0.9.4\n- version: 0.9.4\n- brings: pkg:cargo/lock_api@0.4.1\n"), "{text}");
    assert_eq!((sync(&[]).code, sync(&["--write"]).code, written(path)), (0, 0, text.clone()));
    assert_eq!(found(&json(&["check", "--format", "json", arg(path)]), "soup-undeclared").len(), 0);
    // An upgrade: the version, the package URL and what is brought follow, and nothing else changes.
    std::fs::write(path.join("Cargo.lock"), LOCK.replace("0.9.4", "0.9.9").replace("0.4.1", "0.4.14")).expect("a lock file");
    assert_eq!(found(&json(&["check", "--format", "json", arg(path)]), "soup-version-drift").len(), 2);
    assert_eq!(sync(&["--write"]).code, 0);
    assert_eq!(written(path), text.replace("0.9.4", "0.9.9").replace("0.4.1", "0.4.14"));
    // A component that is gone is left to a person.
    std::fs::write(path.join("Cargo.lock"), LOCK.replace("\"spin\"", "\"other\"")).expect("a lock file");
    let told = sync(&["--write"]);
    assert!(told.code == 1 && told.out.contains("locked nowhere"), "{}", told.out);
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_written() {
    let folder = project(&[("primum.toml", ""), ("Cargo.lock", "[[package]]\nname = 1\n"), ("renv.lock", "{}"), ("records/a.md", "# A\n")]);
    let report = json(&["check", "--format", "json", arg(folder.path())]);
    let unread = found(&report, "lock-file-unread");
    assert_eq!(unread.len(), 2, "{unread:?}");
    assert!(
        unread.iter().any(|told| told.contains("Cargo.lock cannot be read")) && unread.iter().any(|told| told.contains("renv")),
        "{unread:?}"
    );
    let places = report["findings"].as_array().expect("findings").iter().filter(|one| one["rule"] == "lock-file-unread");
    let places: Vec<String> = places.map(|one| format!("{}:{}", one["path"].as_str().unwrap_or(""), one["line"])).collect();
    assert_eq!(places, ["Cargo.lock:1", "renv.lock:1"]);
    let show = run(&["soup", "show", arg(&folder.path().join("Cargo.lock"))]);
    assert!(show.code == 2 && show.out.contains("not taken"), "{}", show.out);
}

#[test]
fn the_example_declares_all_that_it_locks_and_its_bill_says_everything() {
    let example = root().join("examples/infusion-pump");
    let sync = run(&["soup", "sync", arg(&example)]);
    assert_eq!(sync.code, 0, "{}", sync.out);
    let list = run(&["soup", "list", "--format", "csv", arg(&example)]);
    assert_eq!(list.out.lines().filter(|line| line.starts_with("SOUP-")).count(), 8, "{}", list.out);
    for format in ["cyclonedx-json", "cyclonedx-xml", "spdx-json"] {
        let bill = run(&["soup", "sbom", "--format", format, arg(&example)]);
        let again = run(&["soup", "sbom", "--format", format, arg(&example)]);
        assert!(
            bill.out == again.out && bill.out.contains("pkg:cargo/heapless@0.7.17") && bill.out.contains("littlefs"),
            "{format}: {}",
            bill.err
        );
    }
    for format in ["openvex", "cyclonedx"] {
        let vex = run(&["soup", "vex", "--format", format, arg(&example)]);
        for advisory in ["RUSTSEC-2023-0031", "RUSTSEC-2020-0070", "RUSTSEC-2023-0089"] {
            assert!(vex.out.contains(advisory), "{format}: {}", vex.err);
        }
    }
    let response = json(&["soup", "response", "--format", "json", arg(&example)]);
    assert_eq!(response["assessments"].as_array().map(Vec::len), Some(4));
}

#[test]
fn the_gateway_gets_records_for_221_names() {
    let Some(source) = corpus("A-medical/monai-informatics-gateway") else { return };
    let folder = copied(&source);
    std::fs::write(folder.path().join("primum.toml"), "[product]\nname = \"Gateway\"\n").expect("a configuration");
    std::fs::create_dir_all(folder.path().join("records")).expect("a folder");
    let list = json(&["soup", "list", "--format", "json", arg(folder.path())]);
    assert_eq!(list["components"].as_array().map(Vec::len), Some(221));
    assert_eq!(run(&["soup", "sync", "--write", arg(folder.path())]).code, 0);
    let again = run(&["soup", "sync", arg(folder.path())]);
    assert!(again.code == 0 && again.out.contains("what is locked is declared"), "{}", again.out);
    let report = json(&["check", "--format", "json", arg(folder.path())]);
    assert_eq!((found(&report, "soup-undeclared").len(), found(&report, "soup-version-drift").len()), (0, 0));
}

#[test]
fn the_list_of_the_archive_differs_from_what_it_locks() {
    let Some(source) = corpus("A-medical/kcenon-pacs_system") else { return };
    let folder = copied(&source);
    let list = std::fs::read_to_string(source.join("docs/SOUP.md")).expect("the list");
    let mut records = "# SOUP\n".to_owned();
    for line in list.lines().filter(|line| line.starts_with("| SOUP-")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let name = cells[2].trim_start_matches('[').split(']').next().unwrap_or("");
        // The list of tools has no column for who makes them.
        let version = if cells.len() > 8 { cells[4] } else { cells[3] }.trim_matches('`');
        records.push_str(&format!("\n## {} {name}\n\n- version: {version}\n", cells[1]));
    }
    std::fs::write(folder.path().join("primum.toml"), "").expect("a configuration");
    std::fs::create_dir_all(folder.path().join("records")).expect("a folder");
    std::fs::write(folder.path().join("records/soup.md"), records).expect("records");
    let report = json(&["check", "--format", "json", arg(folder.path())]);
    let drift = found(&report, "soup-version-drift").join("\n");
    for told in [
        "SOUP-008 declares sqlite3 3.45.1",
        "has 3.45.3",
        "SOUP-010 declares crow 1.3.1",
        "has 1.2.1",
        "SOUP-015 declares openjph 0.18.2",
        "SOUP-029 declares vite ^7.2.4",
        "has 8.0.16",
    ] {
        assert!(drift.contains(told), "{told}\n{drift}");
    }
    // Eight of npm with a range, eight that the system provides or the opt-in does not name.
    assert_eq!(found(&report, "soup-version-not-exact").len(), 17, "{:?}", found(&report, "soup-version-not-exact"));
    assert!(found(&report, "soup-undeclared").iter().any(|told| told.contains("react-dom 19.2.1")));
}

/// A copy of a folder, to write records beside what is there.
fn copied(source: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut rest = vec![(source.to_path_buf(), folder.path().to_path_buf())];
    while let Some((from, to)) = rest.pop() {
        std::fs::create_dir_all(&to).expect("a folder");
        for entry in std::fs::read_dir(&from).expect("a folder of the corpora").flatten() {
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                rest.push((entry.path(), target))
            } else {
                std::fs::copy(entry.path(), target).expect("a copy");
            }
        }
    }
    folder
}

const OSV: &str = r#"{"id": "GHSA-1", "aliases": ["CVE-2026-1"], "modified": "2026-11-01T00:00:00Z", "summary": "Trouble",
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
    "affected": [{"package": {"ecosystem": "crates.io", "name": "spin"},
        "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "0.9.8"}]}]}]}"#;

const KEV: &str = r#"{"catalogVersion": "1", "dateReleased": "2026-11-02T00:00:00Z", "vulnerabilities": [{"cveID": "CVE-2026-1", "dateAdded": "2026-11-02"}]}"#;

/// An archive with these entries.
fn archive(path: &Path, entries: &[(&str, &[u8])]) {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::fs::File::create(path).expect("an archive"));
    for (name, bytes) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("an entry");
    }
    writer.finish().expect("an archive");
}

#[test]
fn advisories_of_folders_and_archives_give_one_index() {
    let folder = project(&[("db/one.json", OSV), ("db/README.md", "# Nothing"), ("kev.json", KEV), ("Cargo.lock", LOCK)]);
    let path = |name: &str| folder.path().join(name);
    let bomb = vec![b' '; 64 << 20];
    archive(&path("dump.zip"), &[("one.json", OSV.as_bytes()), ("../out.json", OSV.as_bytes()), ("bomb.json", &bomb)]);
    let build = |source: &str, out: &str| {
        let run = run(&["soup", "db", "build", arg(&path(source)), arg(&path("kev.json")), "--out", arg(&path(out))]);
        assert_eq!(run.code, 0, "{}", run.err);
        run
    };
    build("db", "a.index");
    build("db", "b.index");
    assert_eq!(std::fs::read(path("a.index")).expect("an index"), std::fs::read(path("b.index")).expect("an index"), "the same bytes");
    let zipped = build("dump.zip", "c.index");
    assert!(zipped.err.contains("leads out of the archive") && zipped.err.contains("larger than"), "{}", zipped.err);
    assert!(!folder.path().parent().expect("a parent").join("out.json").exists());
    for index in ["a.index", "c.index"] {
        let scan = run(&["soup", "scan", "--db", arg(&path(index)), "--format", "json", arg(&path("Cargo.lock"))]);
        let found: serde_json::Value = serde_json::from_str(&scan.out).expect("JSON");
        let one = &found["matches"][0];
        assert_eq!((scan.code, found["matches"].as_array().map(Vec::len)), (1, Some(1)), "{}", scan.out);
        assert_eq!(
            (one["score"].as_f64(), one["exploited"].as_str(), one["version"].as_str()),
            (Some(9.8), Some("2026-11-02"), Some("0.9.4"))
        );
    }
    std::fs::write(path("new.lock"), "").expect("a file");
    std::fs::write(path("Cargo.lock"), LOCK.replace("0.9.4", "0.9.8")).expect("a lock file");
    let scan = run(&["soup", "scan", "--db", arg(&path("a.index")), "--why", "spin", arg(&path("Cargo.lock"))]);
    assert!(scan.code == 0 && scan.out.contains("does not match"), "{}", scan.out);
    // What is damaged is refused.
    let mut bytes = std::fs::read(path("a.index")).expect("an index");
    bytes.truncate(bytes.len() - 1);
    std::fs::write(path("a.index"), &bytes).expect("an index");
    let scan = run(&["soup", "scan", "--db", arg(&path("a.index")), arg(&path("Cargo.lock"))]);
    assert!(scan.code == 2 && scan.err.contains("damaged"), "{}", scan.err);
}

#[test]
fn a_judgement_holds_for_its_version_and_is_carried_over_as_unconfirmed() {
    let records = "# A\n\n## SOUP-1 spin\n\n- purl: pkg:cargo/spin@0.9.4\n- version: 0.9.4\n- brings: pkg:cargo/lock_api@0.4.1\n\n\
        ## VA-1 Trouble\n\n- of: SOUP-1\n- advisory: CVE-2026-1\n- version: 0.9.4\n- verdict: not affected\n\
        - justification: vulnerable code not in execute path\n- reviewer: A. Person\n- reviewed: 2026-11-05\n- expires: 2027-01-01\n";
    let config = "[soup]\ndatabase = \"vulnerabilities.index\"\n";
    let folder = project(&[
        ("primum.toml", config),
        ("Cargo.lock", LOCK),
        ("Cargo.toml", MANIFEST),
        ("records/soup.md", records),
        ("one.json", OSV),
    ]);
    let path = folder.path();
    let check = |rule: &str| found(&json(&["check", "--format", "json", arg(path)]), rule).len();
    assert_eq!(check("no-vulnerability-index"), 1, "an index that is not there is no clean scan");
    let out = path.join("vulnerabilities.index");
    assert_eq!(run(&["soup", "db", "build", arg(&path.join("one.json")), "--out", arg(&out)]).code, 0);
    assert_eq!((check("no-vulnerability-index"), check("vulnerability-unassessed"), check("assessment-for-other-version")), (0, 0, 0));
    // Another version that is vulnerable as well.
    std::fs::write(path.join("Cargo.lock"), LOCK.replace("0.9.4", "0.9.5")).expect("a lock file");
    assert_eq!(check("assessment-for-other-version"), 1);
    assert_eq!(run(&["soup", "sync", "--write", arg(path)]).code, 0);
    assert!(written(path).contains("- unconfirmed: 0.9.5\n"), "{}", written(path));
    assert_eq!((check("assessment-for-other-version"), check("assessment-unconfirmed")), (0, 1));
    // A person confirms it.
    let confirmed =
        written(path).replace("- unconfirmed: 0.9.5\n", "").replace("- version: 0.9.4\n- verdict", "- version: 0.9.5\n- verdict");
    std::fs::write(path.join("records/soup.md"), confirmed).expect("records");
    assert_eq!((check("assessment-unconfirmed"), check("vulnerability-unassessed")), (0, 0));
    // A version that fixes it: the assessment stays as history.
    std::fs::write(path.join("Cargo.lock"), LOCK.replace("0.9.4", "0.9.8")).expect("a lock file");
    let list = json(&["soup", "list", "--format", "json", arg(path)]);
    assert_eq!((list["vulnerabilities"].as_array().map(Vec::len), list["no_longer_present"][0].as_str()), (Some(0), Some("VA-1")));
}

/// A server that breaks off its first answer in the middle, and gives the rest when it is asked for.
fn breaking_server(content: Vec<u8>) -> (String, std::thread::JoinHandle<Vec<String>>) {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let served = std::thread::spawn(move || {
        let mut ranges = Vec::new();
        for turn in 0..2 {
            let (mut stream, _) = listener.accept().expect("a request");
            let mut range = String::new();
            for line in BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()) {
                if line.to_ascii_lowercase().starts_with("range:") {
                    range = line[6..].trim().to_owned();
                }
            }
            let half = content.len() / 2;
            let (head, body) = if turn == 0 {
                (format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nETag: \"one\"\r\n", content.len()), &content[..half])
            } else {
                let rest = content.len() - half;
                let part = format!("bytes {half}-{}/{}", content.len() - 1, content.len());
                (
                    format!("HTTP/1.1 206 Partial Content\r\nContent-Length: {rest}\r\nContent-Range: {part}\r\nETag: \"one\"\r\n"),
                    &content[half..],
                )
            };
            stream
                .write_all(format!("{head}Connection: close\r\n\r\n").as_bytes())
                .and_then(|()| stream.write_all(body))
                .expect("an answer");
            ranges.push(range);
        }
        ranges
    });
    (address, served)
}

#[test]
fn an_interrupted_download_is_taken_up_where_it_stopped() {
    let content: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    let (address, served) = breaking_server(content.clone());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fetch = || run(&["soup", "db", "fetch", arg(folder.path()), "--ecosystem", "npm", "--osv", &address, "--kev", "", "--epss", ""]);
    let broken = fetch();
    assert!(broken.code == 2 && broken.err.contains("takes them up again"), "{}", broken.err);
    let target = folder.path().join("osv-npm.zip");
    assert!(!target.exists(), "half a file is none");
    let whole = fetch();
    assert_eq!(whole.code, 0, "{}", whole.err);
    assert_eq!(std::fs::read(&target).expect("a file"), content);
    assert_eq!(served.join().expect("a server"), ["".to_owned(), format!("bytes={}-", content.len() / 2)]);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left beside it");
}

#[test]
fn what_was_not_looked_for_is_not_called_free_of_vulnerabilities() {
    let records =
        "# A\n\n## SOUP-1 spin\n\n- purl: pkg:cargo/spin@0.9.4\n- version: 0.9.4\n\n## SOUP-2 An operating system\n\n- version: 3.1\n";
    let folder = project(&[
        ("primum.toml", "[soup]\ndatabase = \"vulnerabilities.index\"\n"),
        ("Cargo.lock", LOCK),
        ("Cargo.toml", MANIFEST),
        ("requirements.txt", "somewhat>=1\n"),
        ("records/soup.md", records),
        ("one.json", OSV),
    ]);
    let path = folder.path();
    let out = path.join("vulnerabilities.index");
    assert_eq!(run(&["soup", "db", "build", arg(&path.join("one.json")), "--out", arg(&out)]).code, 0);
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let list = words(&run(&["soup", "list", arg(path)]).out);
    for told in ["SOUP-2 An operating system version 3.1; in no lock file", "known vulnerabilities: not looked for", "0 judged, 1 open"] {
        assert!(list.contains(told), "{told}: {list}");
    }
    assert!(list.contains("not decided for 1 component") && !list.contains("known vulnerabilities: none"), "{list}");
    assert_eq!(run(&["report", arg(path), "--out", arg(&path.join("site"))]).code, 0);
    let page = std::fs::read_to_string(path.join("site/soup.html")).expect("a page");
    assert!(page.contains("id=undecided") && page.contains("somewhat") && page.contains("not looked for"), "{page}");
}
