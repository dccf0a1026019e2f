//! What `ssh-keygen` does: it signs, and it verifies signatures of RSA and of ECDSA with 521 bits.

use anyhow::{Context, Result, bail};
use primum_evidence::signers::Outside;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::NamedTempFile;

/// The name under which the one key is allowed that is asked about. Whose it is has been decided before.
const NAME: &str = "signer";

/// Asks `ssh-keygen` whether a key made a signature.
///
/// It sees this key alone, for this purpose alone, and no times: those were compared before, in UTC, as for every other key.
///
/// # Errors
/// The signature does not hold, or `ssh-keygen` is not there.
pub(crate) fn verify(outside: &Outside<'_>) -> Result<(), String> {
    let (kind, namespace) = (&outside.kind, outside.namespace);
    let cannot = |error: io::Error| format!("a signature of the kind {kind} could not be handed to ssh-keygen: {error}");
    let signers = file(format!("{NAME} namespaces=\"{namespace}\" {}\n", outside.key).as_bytes()).map_err(cannot)?;
    let signature = file(outside.sig).map_err(cannot)?;
    let mut child = Command::new("ssh-keygen")
        .args(["-Y", "verify", "-n", namespace, "-I", NAME, "-f"])
        .arg(signers.path())
        .arg("-s")
        .arg(signature.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("signatures of the kind {kind} are verified by ssh-keygen, which cannot be run: {error}"))?;
    // Where it ends before it has read everything, what it says is the reason, and not the pipe.
    let wrote = child.stdin.take().map_or(Ok(()), |mut to| to.write_all(outside.message));
    let output = child.wait_with_output().map_err(cannot)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.trim().lines().next().unwrap_or("").to_owned();
        return Err(format!(
            "ssh-keygen does not accept it for this content, the purpose `{namespace}` and its key of the kind {kind}: {said}"
        ));
    }
    wrote.map_err(cannot)
}

/// Has `ssh-keygen` sign, and gives the text of the signature.
///
/// Passphrases, hardware and agents are its business: it asks on the terminal, and what it has to say goes there.
///
/// # Errors
/// It is not there, or does not sign.
pub(crate) fn sign(key: &Path, namespace: &str, message: &[u8]) -> Result<Vec<u8>> {
    let mut child = Command::new("ssh-keygen")
        .args(["-Y", "sign", "-n", namespace, "-f"])
        .arg(key)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .context("ssh-keygen cannot be run, and it makes the signature")?;
    let wrote = child.stdin.take().map_or(Ok(()), |mut to| to.write_all(message));
    let output = child.wait_with_output().context("ssh-keygen did not end")?;
    if !output.status.success() {
        bail!("ssh-keygen does not sign with {}", key.display());
    }
    wrote.context("ssh-keygen did not take what is to be signed")?;
    Ok(output.stdout)
}

/// A file that nobody else reads, and that is gone when it is dropped.
fn file(bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix("primum-").tempfile()?;
    file.write_all(bytes)?;
    Ok(file)
}
