//! `primum soup db fetch`: downloads the public advisories; what was interrupted is taken up again where it stopped.

use crate::cli::SoupDbFetch;
use crate::http;
use crate::progress::Progress;
use anyhow::{Context, Result, bail};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use ureq::Agent;
use ureq::http::StatusCode;

/// The largest download, in bytes.
const LARGEST: u64 = 16 << 30;

pub(super) fn run(args: &SoupDbFetch) -> Result<ExitCode> {
    std::fs::create_dir_all(&args.folder).with_context(|| format!("{} cannot be created", args.folder.display()))?;
    let mut wanted: Vec<(String, String)> = Vec::new();
    for ecosystem in &args.ecosystems {
        if ecosystem.is_empty() || ecosystem.starts_with('.') || ecosystem.contains(['/', '\\']) {
            bail!("`{ecosystem}` is the name of no ecosystem");
        }
        let address = format!("{}/{}/all.zip", args.osv.trim_end_matches('/'), ecosystem.replace(' ', "%20").replace(':', "%3A"));
        wanted.push((address, format!("osv-{}.zip", ecosystem.replace([':', ' '], "-"))));
    }
    for (address, name) in [(&args.kev, "known_exploited_vulnerabilities.json"), (&args.epss, "epss_scores.csv.gz")] {
        // An empty address says that this list is not wanted.
        if !address.is_empty() {
            wanted.push((address.clone(), name.to_owned()));
        }
    }
    let mut failed = 0;
    for (address, name) in wanted {
        match download(&address, &args.folder.join(&name)) {
            Ok(bytes) => writeln!(std::io::stdout(), "{name}: {bytes} bytes")?,
            Err(error) => {
                failed += 1;
                writeln!(std::io::stderr(), "primum: {name}: {error:#}")?;
            }
        }
    }
    if failed > 0 {
        bail!("{failed} of the downloads failed; what has come stays, and the same command takes them up again");
    }
    Ok(ExitCode::SUCCESS)
}

/// Brings one file. A part that is there already is continued, if the server still has the same file.
fn download(address: &str, target: &Path) -> Result<u64> {
    let agent: Agent = Agent::config_builder()
        .tls_config(http::tls(address)?)
        .http_status_as_error(false)
        .timeout_connect(Some(Duration::from_secs(15)))
        .timeout_recv_response(Some(Duration::from_secs(120)))
        .timeout_recv_body(Some(Duration::from_secs(3600)))
        .build()
        .new_agent();
    let beside = |ending: &str| PathBuf::from(format!("{}{ending}", target.display()));
    let (part, mark) = (beside(".part"), beside(".part.etag"));
    let there = std::fs::metadata(&part).map_or(0, |it| it.len());
    let etag = std::fs::read_to_string(&mark).ok().filter(|etag| there > 0 && !etag.is_empty());
    let mut request = agent.get(address);
    if let Some(etag) = &etag {
        request = request.header("Range", format!("bytes={there}-")).header("If-Range", etag);
    }
    let mut answer = request.call().with_context(|| format!("{address} cannot be reached"))?;
    let (mut file, mut bytes) = match answer.status() {
        StatusCode::PARTIAL_CONTENT => {
            let range = answer.headers().get("content-range").and_then(|range| range.to_str().ok()).unwrap_or_default();
            if !range.starts_with(&format!("bytes {there}-")) {
                std::fs::remove_file(&part).ok();
                bail!("{address} answers with another part than was asked for; the download begins anew next time");
            }
            (OpenOptions::new().append(true).open(&part).with_context(|| format!("{} cannot be written", part.display()))?, there)
        }
        StatusCode::OK => {
            let etag = answer.headers().get("etag").and_then(|etag| etag.to_str().ok()).filter(|etag| !etag.starts_with("W/"));
            std::fs::write(&mark, etag.unwrap_or_default()).with_context(|| format!("{} cannot be written", mark.display()))?;
            (File::create(&part).with_context(|| format!("{} cannot be written", part.display()))?, 0)
        }
        status => bail!("{address} answers {status}"),
    };
    let expected =
        answer.headers().get("content-length").and_then(|length| length.to_str().ok()?.parse::<u64>().ok()).map(|length| length + bytes);
    let mut progress = Progress::start();
    let mut body = answer.body_mut().with_config().limit(LARGEST).reader();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = body.read(&mut buffer).with_context(|| format!("{address} broke off after {bytes} bytes"))?;
        if count == 0 {
            break;
        }
        file.write_all(&buffer[..count]).with_context(|| format!("{} cannot be written", part.display()))?;
        bytes += count as u64;
        let of = expected.map_or_else(String::new, |expected| format!(" of {}", expected >> 20));
        progress.say(&format!("{address}: {}{of} MiB", bytes >> 20));
    }
    if expected.is_some_and(|expected| expected != bytes) {
        bail!("{address} broke off after {bytes} bytes");
    }
    file.sync_all().with_context(|| format!("{} cannot be written", part.display()))?;
    std::fs::rename(&part, target).with_context(|| format!("{} cannot be replaced", target.display()))?;
    std::fs::remove_file(&mark).ok();
    Ok(bytes)
}
