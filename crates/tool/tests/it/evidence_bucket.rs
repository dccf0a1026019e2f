//! A store in a bucket, against `moto`, a server that speaks S3, on this machine alone.

use crate::evidence_store::{committed, evidence};
use crate::run::{Run, root};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

/// What is installed from PyPI.
const SERVER: &str = "moto[server,s3]==5.2.5";

/// A server that ends with the test.
struct Server(Child, u16);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Python with the server in it; made once in `target`.
fn python() -> Option<PathBuf> {
    // Two tests begin at once, and one of them makes it.
    static MADE: Mutex<()> = Mutex::new(());
    let _alone = MADE.lock();
    let folder = root().join("target/moto");
    let python = folder.join("bin/python");
    if !folder.join("done").is_file() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).output().is_ok_and(|done| done.status.success())
            && Command::new(&python).args(["-m", "pip", "install", "--quiet", SERVER]).output().is_ok_and(|done| done.status.success());
        if !made {
            return None;
        }
        std::fs::write(folder.join("done"), SERVER).expect("a mark");
    }
    Some(python)
}

/// Starts it.
fn server(more: &[&str]) -> Option<Server> {
    let mut arguments = vec!["-m", "moto.server", "-H", "127.0.0.1"];
    arguments.extend(more);
    arguments.push("-p");
    started(&arguments)
}

/// Starts it behind a check of every signature; see there.
fn checking_server() -> Option<Server> {
    started(&[root().join("crates/tool/tests/it/bucket_server.py").to_str().expect("UTF-8")])
}

/// Starts Python with these arguments, and a free port as the last one.
fn started(arguments: &[&str]) -> Option<Server> {
    let python = python()?;
    let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
    let mut command = Command::new(python);
    command.args(arguments).arg(port.to_string());
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("python starts");
    let mut server = Server(child, port);
    let mut lines = BufReader::new(server.0.stderr.take().expect("its words")).lines();
    lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("Running on"))).expect("it runs").expect("a line");
    // Its log must go somewhere, or it stops when the pipe is full.
    std::thread::spawn(move || lines.for_each(drop));
    Some(server)
}

/// Makes an empty bucket `evidence`.
fn make_bucket(port: u16) {
    let made = ureq::put(format!("http://127.0.0.1:{port}/evidence"))
        .header("authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0")
        .send_empty();
    assert!(made.is_ok(), "the server takes no bucket: {made:?}");
}

/// Where the server cannot be had, that is told loudly; `PRIMUM_TEST_BUCKET=must` says that it must be there.
fn skipped(what: &str) {
    eprintln!("SKIPPED: {what}, so the store in a bucket was NOT tested");
    assert!(std::env::var_os("PRIMUM_TEST_BUCKET").is_none(), "this test must run where PRIMUM_TEST_BUCKET is set: {what}");
}

fn with_keys(folder: &std::path::Path, arguments: &[&str]) -> Run {
    let mut all = vec!["evidence"];
    all.extend(arguments);
    let mut command = crate::run::primum(&all);
    command.current_dir(folder).env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "secret-of-the-test");
    crate::run::finish(&command.output().expect("primum starts"))
}

#[test]
fn a_bucket_takes_gives_back_and_replaces_nothing() {
    let Some(server) = server(&[]) else {
        return skipped(&format!("{SERVER} could not be installed by python3 -m venv and pip"));
    };
    let port = server.1;
    make_bucket(port);
    let config = format!("[evidence]\nstore = \"s3://evidence/pump/one?endpoint=http://127.0.0.1:{port}\"\n");
    let folder = committed(&config);
    let at = folder.path();
    // 40 MiB go up in three parts.
    let case = format!("<testcase name='{}'/>\n", "long ".repeat(200));
    std::fs::write(at.join("in/large.xml"), format!("<testsuite name='s'>{}</testsuite>", case.repeat(41_000))).expect("a file");
    let add = |files: &[&str]| {
        let mut all = vec!["add", "--level", "unit", "--by", "Mara", "--at", "2026-11-20T10:00:00Z"];
        all.extend(files);
        with_keys(at, &all)
    };
    let one = add(&["in/tests.xml", "in/large.xml"]);
    assert_eq!((one.code, one.err.as_str()), (0, ""));
    assert_eq!(add(&["in/tests.xml", "in/large.xml"]).code, 0, "the same once more");
    assert!(!at.join("evidence").exists());
    let copy = at.join(".primum/evidence");
    std::fs::remove_dir_all(&copy).expect("removed");
    assert!(evidence(at, &["list"]).err.contains("primum evidence fetch"));
    assert!(with_keys(at, &["fetch"]).out.starts_with("6 of 6"));
    assert_eq!(evidence(at, &["verify"]).code, 0);
    // What is missing comes again, and nothing else.
    let one = std::fs::read_dir(copy.join("objects")).expect("objects").next().expect("one").expect("an entry").path();
    std::fs::remove_dir_all(one).expect("removed");
    assert_eq!(evidence(at, &["verify"]).code, 1);
    assert!(with_keys(at, &["fetch"]).out.starts_with("1 of 6"));
    assert_eq!(evidence(at, &["verify"]).code, 0);
    // A bucket that is not there: the words of the server, without the secret or a signed address.
    std::fs::write(at.join("primum.toml"), config.replace("s3://evidence/", "s3://nowhere/")).expect("a file");
    let refused = add(&["in/tests.xml"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("NoSuchBucket"), "{}", refused.err);
    assert!(!refused.err.contains("Signature=") && !refused.err.contains("secret"), "{}", refused.err);
    // A server that is not there.
    std::fs::write(at.join("primum.toml"), config.replace(&port.to_string(), "1")).expect("a file");
    let away = add(&["in/tests.xml"]);
    assert!(away.code == 2 && away.err.contains("cannot be reached"), "{}", away.err);
    assert_eq!(evidence(at, &["list"]).code, 0, "the copy is read without the server");
}

#[test]
fn a_server_that_checks_signatures_takes_the_right_secret_alone() {
    let Some(server) = checking_server() else {
        return skipped(&format!("{SERVER} could not be installed by python3 -m venv and pip"));
    };
    let config = format!("[evidence]\nstore = \"s3://evidence/pump/one?endpoint=http://127.0.0.1:{}\"\n", server.1);
    let folder = committed(&config);
    let at = folder.path();
    let with = |key: &str, secret: &str, arguments: &[&str]| {
        let mut all = vec!["evidence"];
        all.extend(arguments);
        let mut command = crate::run::primum(&all);
        command.current_dir(at).env("AWS_ACCESS_KEY_ID", key).env("AWS_SECRET_ACCESS_KEY", secret);
        crate::run::finish(&command.output().expect("primum starts"))
    };
    let (key, secret) = ("the-key", "secret-of-the-test");
    // 20 MiB go up in parts: every kind of request is signed.
    let case = format!("<testcase name='{}'/>\n", "long ".repeat(200));
    std::fs::write(at.join("in/large.xml"), format!("<testsuite name='s'>{}</testsuite>", case.repeat(21_000))).expect("a file");
    let add = ["add", "--level", "unit", "--by", "Mara", "--at", "2026-11-20T10:00:00Z", "in/tests.xml", "in/large.xml"];
    let refusals = [
        (key, "another-secret", "AWS_SECRET_ACCESS_KEY is not the secret of AWS_ACCESS_KEY_ID"),
        ("another-key", secret, "it does not know the key in AWS_ACCESS_KEY_ID"),
    ];
    for (key, secret, words) in refusals {
        let run = with(key, secret, &add);
        assert!(run.code == 2 && run.err.contains(words) && run.err.contains("403"), "{}{}", run.out, run.err);
        assert!(!run.err.contains(secret) && !run.err.contains("X-Amz-"), "{}", run.err);
        assert!(!at.join(".primum/evidence").exists(), "what the server did not take is not here either");
    }
    let run = with(key, secret, &add);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(with(key, secret, &add).code, 0, "the same once more");
    std::fs::remove_dir_all(at.join(".primum/evidence")).expect("removed");
    for (key, secret, words) in refusals {
        let run = with(key, secret, &["fetch"]);
        assert!(run.code == 2 && run.err.contains(words), "{}{}", run.out, run.err);
    }
    let run = with(key, secret, &["fetch"]);
    assert!(run.code == 0 && run.out.starts_with("6 of 6"), "{}{}", run.out, run.err);
    assert_eq!(evidence(at, &["verify"]).code, 0);
}

#[test]
fn only_a_server_with_a_certificate_that_is_trusted_is_spoken_to() {
    let folder = committed("");
    let at = folder.path();
    for name in ["server", "other"] {
        let (key, certificate) = (format!("in/{name}.key"), format!("in/{name}.pem"));
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=server"])
            .args(["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE"])
            .args(["-keyout", &key, "-out", &certificate])
            .current_dir(at)
            .output();
        if !made.is_ok_and(|made| made.status.success()) {
            return skipped("openssl is not installed");
        }
    }
    let path = |name: &str| at.join("in").join(name).display().to_string();
    let Some(server) = server(&["-s", "-c", &path("server.pem"), "-k", &path("server.key")]) else {
        return skipped(&format!("{SERVER} could not be installed by python3 -m venv and pip"));
    };
    let config = format!("[evidence]\nstore = \"s3://nowhere?endpoint=https://127.0.0.1:{}\"\n", server.1);
    std::fs::write(at.join("primum.toml"), config).expect("a file");
    let add = |trusted: &str| {
        let mut command = crate::run::primum(&["evidence", "add", "in/cover.info", "--by", "Mara"]);
        command.current_dir(at).env("SSL_CERT_FILE", path(trusted)).env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "x");
        let run = crate::run::finish(&command.output().expect("primum starts"));
        assert_eq!(run.code, 2);
        run.err
    };
    // The bucket is not there; that the server can say so shows that it was heard.
    let told = add("server.pem");
    assert!(told.contains("NoSuchBucket"), "{told}");
    let told = add("other.pem");
    assert!(told.contains("cannot be reached") && told.contains("certificate"), "{told}");
    let told = add("none.pem");
    assert!(told.contains("no certificates"), "{told}");
}
