//! A store in a bucket: S3, what speaks like it, and Google Cloud Storage through its S3 interface.
//!
//! Nothing that is there is ever replaced. Only the commands that record or fetch come here.

use super::local::{self, Local, Staged, UNFINISHED};
use crate::http;
use anyhow::{Context, Result, bail};
use primum_evidence::statement::payload::is_hex;
use rusty_s3::actions::{CreateMultipartUpload, ListObjectsV2};
use rusty_s3::{Bucket, Credentials, S3Action, UrlStyle};
use std::fs::File;
use std::io::{Read, Write};
use std::thread::sleep;
use std::time::Duration;
use ureq::Agent;
use ureq::http::Response;

/// From this size on, a file goes up in parts, and this is the size of one. S3 takes up to 10,000 parts.
const PART: usize = 16 << 20;
/// How long an address that was signed may be used.
const SIGNED: Duration = Duration::from_secs(900);
/// How often a request is tried.
const ATTEMPTS: u32 = 5;
/// The largest answer that is read, other than an object.
const ANSWER: u64 = 16 << 20;

/// A bucket, and where in it the store begins.
#[derive(Debug)]
pub(crate) struct Remote {
    address: String,
    bucket: Bucket,
    prefix: String,
    credentials: Option<Credentials>,
    agent: Agent,
}

impl Remote {
    /// Reads the address `s3://bucket/prefix?endpoint=…&region=…&path-style=true`, and what the environment says.
    pub(crate) fn open(address: &str) -> Result<Self> {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
        let (mut endpoint, mut region, mut path_style) = match scheme {
            "s3" => (
                set("AWS_ENDPOINT_URL_S3").or_else(|| set("AWS_ENDPOINT_URL")),
                set("AWS_REGION").or_else(|| set("AWS_DEFAULT_REGION")),
                set("AWS_S3_FORCE_PATH_STYLE").map(|word| word == "true"),
            ),
            "gs" => (Some("https://storage.googleapis.com".to_owned()), Some("auto".to_owned()), Some(true)),
            "az" => bail!("{address}: Azure has no interface of S3; use a folder that is synchronised, or a gateway that speaks S3"),
            _ => bail!("{address}: a store is a folder, s3://bucket/prefix or gs://bucket/prefix"),
        };
        for part in query.split('&').filter(|part| !part.is_empty()) {
            match part.split_once('=') {
                Some(("endpoint", value)) => endpoint = Some(value.to_owned()),
                Some(("region", value)) => region = Some(value.to_owned()),
                Some(("path-style", value @ ("true" | "false"))) => path_style = Some(value == "true"),
                _ => bail!("{address}: `{part}` is not understood; endpoint, region and path-style are"),
            }
        }
        let region = region.unwrap_or_else(|| "us-east-1".to_owned());
        // Servers of one's own rarely have a name for each bucket.
        let style = if path_style.unwrap_or(endpoint.is_some()) { UrlStyle::Path } else { UrlStyle::VirtualHost };
        let endpoint = endpoint.unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com"));
        if name.is_empty() || !(endpoint.starts_with("https://") || endpoint.starts_with("http://")) {
            bail!("{address}: a bucket is needed, and an endpoint that begins with https:// or http://");
        }
        let parsed = endpoint.parse().map_err(|error| anyhow::anyhow!("{address}: the endpoint {endpoint} is no address: {error}"))?;
        let bucket = Bucket::new(parsed, style, name.to_owned(), region).map_err(|error| anyhow::anyhow!("{address}: {error}"))?;
        let credentials = match (set("AWS_ACCESS_KEY_ID"), set("AWS_SECRET_ACCESS_KEY"), set("AWS_SESSION_TOKEN")) {
            (Some(key), Some(secret), Some(token)) => Some(Credentials::new_with_token(key, secret, token)),
            (Some(key), Some(secret), None) => Some(Credentials::new(key, secret)),
            _ => None,
        };
        let tls = http::tls(&endpoint)?;
        let agent = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            // An answer that sends elsewhere would take the signature there.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_recv_response(Some(Duration::from_secs(120)))
            .timeout_send_body(Some(Duration::from_secs(600)))
            .timeout_recv_body(Some(Duration::from_secs(3600)))
            .build()
            .new_agent();
        let prefix = prefix.trim_matches('/');
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        let shown = format!("{scheme}://{place}");
        Ok(Self { address: shown, bucket, prefix, credentials, agent })
    }

    /// Brings files to the bucket, objects first. What is there already stays.
    pub(crate) fn keep(&self, staged: &[Staged]) -> Result<()> {
        let mut order: Vec<&Staged> = staged.iter().collect();
        order.sort_by_key(|file| file.place.starts_with("statements/"));
        for file in order {
            self.put(file)
                .with_context(|| format!("{} does not take {}; no statement of this command is there", self.address, file.place))?;
        }
        Ok(())
    }

    fn put(&self, staged: &Staged) -> Result<()> {
        let key = format!("{}{}", self.prefix, staged.place);
        if self.is_there(&key, staged.bytes)? {
            return Ok(());
        }
        let mut file = File::open(staged.file.path())?;
        if staged.bytes > PART as u64 {
            return self.put_in_parts(&key, &mut file);
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        self.send_once(&key, &bytes)
    }

    /// Is it there already, with the same length?
    fn is_there(&self, key: &str, length: u64) -> Result<bool> {
        let action = self.bucket.head_object(self.credentials.as_ref(), key);
        let answer = self.tried(|| self.agent.head(action.sign(SIGNED).as_str()).call())?;
        match answer.status().as_u16() {
            200 => {
                let there = answer.headers().get("content-length").and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
                if there == Some(length) {
                    return Ok(true);
                }
                bail!("{key} is there already and has another length; `primum evidence fetch` and `verify` show what is damaged")
            }
            404 => Ok(false),
            // Who may only write is told nothing about what is there.
            403 => Ok(false),
            _ => Err(refused(answer)),
        }
    }

    fn send_once(&self, key: &str, bytes: &[u8]) -> Result<()> {
        let action = self.bucket.put_object(self.credentials.as_ref(), key);
        let send = |guarded: bool| {
            self.tried(|| {
                let request = self.agent.put(action.sign(SIGNED).as_str());
                if guarded { request.header("if-none-match", "*") } else { request }.send(bytes)
            })
        };
        let answer = send(true)?;
        match answer.status().as_u16() {
            200..=204 => Ok(()),
            // Somebody else brought the same; or an attempt of ours arrived whose answer was lost.
            412 => Ok(()),
            // The server does not know the condition. The look before stands in for it.
            501 => {
                let answer = send(false)?;
                if answer.status().is_success() { Ok(()) } else { Err(refused(answer)) }
            }
            _ => Err(refused(answer)),
        }
    }

    fn put_in_parts(&self, key: &str, file: &mut File) -> Result<()> {
        let credentials = self.credentials.as_ref();
        let create = self.bucket.create_multipart_upload(credentials, key);
        let answer = self.accepted(|| self.agent.post(create.sign(SIGNED).as_str()).send_empty())?;
        let upload = CreateMultipartUpload::parse_response(&body(answer)?).context("the server does not name the upload")?;
        let id = upload.upload_id();
        let sent = self.parts(key, id, file).and_then(|tags| {
            let complete = self.bucket.complete_multipart_upload(credentials, key, id, tags.iter().map(String::as_str));
            let url = complete.sign(SIGNED);
            let text = complete.body();
            let answer = self.accepted(|| self.agent.post(url.as_str()).send(text.as_bytes()))?;
            // This request may fail although its status says that it did not.
            let text = body(answer)?;
            if text.contains("<Error>") {
                bail!("the server does not put the parts together: {text}")
            }
            Ok(())
        });
        if sent.is_err() {
            // What has come up is paid for until it is taken away; the first error is the one that is told.
            let abort = self.bucket.abort_multipart_upload(credentials, key, id);
            let _ = self.agent.delete(abort.sign(SIGNED).as_str()).call();
        }
        sent
    }

    fn parts(&self, key: &str, id: &str, file: &mut File) -> Result<Vec<String>> {
        let mut tags = Vec::new();
        loop {
            let mut part = Vec::with_capacity(PART);
            Read::by_ref(file).take(PART as u64).read_to_end(&mut part)?;
            if part.is_empty() {
                return Ok(tags);
            }
            let number = u16::try_from(tags.len() + 1).context("the file is too large for the bucket")?;
            let action = self.bucket.upload_part(self.credentials.as_ref(), key, number, id);
            let answer = self.accepted(|| self.agent.put(action.sign(SIGNED).as_str()).send(&part[..]))?;
            let tag = answer.headers().get("etag").and_then(|tag| tag.to_str().ok()).context("the server gives a part no tag")?;
            tags.push(tag.to_owned());
        }
    }

    /// Copies what is missing, objects first. Gives how many pieces came, and how many there are.
    pub(crate) fn fetch(&self, local: &Local) -> Result<(usize, usize)> {
        let mut places = self.places()?;
        places.sort_by_key(|place| place.starts_with("statements/"));
        let mut new = 0;
        for place in &places {
            if std::fs::symlink_metadata(local.folder.join(place)).is_ok() {
                continue;
            }
            self.fetch_one(local, place).with_context(|| format!("{}: {place} could not be fetched", self.address))?;
            new += 1;
        }
        Ok((new, places.len()))
    }

    fn fetch_one(&self, local: &Local, place: &str) -> Result<()> {
        let key = format!("{}{place}", self.prefix);
        let action = self.bucket.get_object(self.credentials.as_ref(), &key);
        let mut last = None;
        for attempt in 0..ATTEMPTS {
            if attempt > 0 {
                sleep(pause(attempt));
            }
            let answer = self.accepted(|| self.agent.get(action.sign(SIGNED).as_str()).call())?;
            let mut writing = local.begin()?;
            match std::io::copy(&mut answer.into_body().into_reader(), &mut writing) {
                Ok(_) => {
                    writing.flush()?;
                    let staged = writing.finish(Some(place.to_owned()))?;
                    if place.starts_with("objects/") && local::object(&staged.sha256) != place {
                        bail!("it was altered: its SHA-256 is {}", staged.sha256);
                    }
                    return local.keep(vec![staged]);
                }
                Err(error) => last = Some(error),
            }
        }
        Err(last.map_or_else(|| anyhow::anyhow!("no attempt was made"), anyhow::Error::from))
    }

    /// Every piece of the store, by its path in it. Other things in the bucket are none.
    fn places(&self) -> Result<Vec<String>> {
        let mut places = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let mut action = self.bucket.list_objects_v2(self.credentials.as_ref());
            action.with_prefix(self.prefix.as_str());
            if let Some(token) = &token {
                action.with_continuation_token(token.as_str());
            }
            let answer = self.accepted(|| self.agent.get(action.sign(SIGNED).as_str()).call()).with_context(|| self.address.clone())?;
            let listed =
                ListObjectsV2::parse_response(&body(answer)?).map_err(|error| anyhow::anyhow!("the list of the server: {error}"))?;
            places.extend(listed.contents.into_iter().filter_map(|entry| {
                let place = entry.key.strip_prefix(&self.prefix)?;
                is_place(place).then(|| place.to_owned())
            }));
            match listed.next_continuation_token {
                Some(next) if Some(&next) != token.as_ref() => token = Some(next),
                _ => return Ok(places),
            }
        }
    }

    /// The answer, if it is one that says yes.
    fn accepted(&self, request: impl Fn() -> Result<Response<ureq::Body>, ureq::Error>) -> Result<Response<ureq::Body>> {
        let answer = self.tried(request)?;
        if answer.status().is_success() { Ok(answer) } else { Err(refused(answer)) }
    }

    /// Tries a request again where the way or the server failed; every request here may be repeated.
    fn tried(&self, request: impl Fn() -> Result<Response<ureq::Body>, ureq::Error>) -> Result<Response<ureq::Body>> {
        let mut attempt = 1;
        loop {
            let failed = match request() {
                Ok(answer) if answer.status().is_server_error() && answer.status().as_u16() != 501 || answer.status().as_u16() == 429 => {
                    if attempt >= ATTEMPTS {
                        return Ok(answer);
                    }
                    None
                }
                Ok(answer) => return Ok(answer),
                Err(error) => Some(error),
            };
            if attempt >= ATTEMPTS {
                let words = failed.map(|error| error.to_string()).unwrap_or_default();
                bail!("it cannot be reached, {ATTEMPTS} attempts: {words}");
            }
            sleep(pause(attempt));
            attempt += 1;
        }
    }
}

/// How long to wait before another attempt: 0.2, 0.4, 0.8, 1.6 seconds.
fn pause(attempt: u32) -> Duration {
    Duration::from_millis(100 << attempt.min(6))
}

/// What a server says when it refuses. Addresses are left out: they hold signatures.
fn refused(answer: Response<ureq::Body>) -> anyhow::Error {
    let status = answer.status();
    let text = body(answer).unwrap_or_default();
    let inner = |tag: &str| {
        let (_, rest) = text.split_once(&format!("<{tag}>"))?;
        rest.split_once(&format!("</{tag}>")).map(|(inner, _)| inner.to_owned())
    };
    let code = inner("Code").unwrap_or_default();
    let words: Vec<String> = [inner("Code"), inner("Message")].into_iter().flatten().collect();
    let cause = match code.as_str() {
        "SignatureDoesNotMatch" => Some("AWS_SECRET_ACCESS_KEY is not the secret of AWS_ACCESS_KEY_ID"),
        "InvalidAccessKeyId" => Some("it does not know the key in AWS_ACCESS_KEY_ID"),
        "ExpiredToken" | "InvalidToken" => Some("it does not take the token in AWS_SESSION_TOKEN"),
        "RequestTimeTooSkewed" => Some("its clock and the one here differ too much"),
        _ => None,
    };
    match status.as_u16() {
        _ if cause.is_some() => anyhow::anyhow!("the server refuses: {}. It says {status} {}", cause.unwrap_or_default(), words.join(": ")),
        301 | 307 => anyhow::anyhow!("the server sends elsewhere ({status}): name the right region or endpoint. {}", words.join(": ")),
        _ => anyhow::anyhow!("the server answers {status} {}", words.join(": ")),
    }
}

fn body(answer: Response<ureq::Body>) -> Result<String> {
    let mut text = String::new();
    answer.into_body().into_reader().take(ANSWER).read_to_string(&mut text).context("the answer cannot be read")?;
    Ok(text)
}

/// Is it the path of a piece, that can lead nowhere else?
fn is_place(place: &str) -> bool {
    let name = place.rsplit('/').next().unwrap_or("");
    if is_hex(name, &[64]) {
        return place == local::object(name);
    }
    let Some((year, file)) = place.strip_prefix("statements/").and_then(|rest| rest.split_once('/')) else { return false };
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    year.len() == 4
        && plain(year)
        && file.strip_suffix(".json").is_some_and(|stem| !stem.is_empty() && plain(stem))
        && !file.starts_with(UNFINISHED)
}
