//! TLS for connections that go out: the certificates of the system, and one provider of cryptography.

use anyhow::{Result, bail};
use std::sync::Arc;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// What is trusted at this address: those that the system trusts, or the file that `SSL_CERT_FILE` names.
///
/// # Errors
/// When an address needs certificates and this machine has none.
pub(crate) fn tls(address: &str) -> Result<TlsConfig> {
    let mut tls = TlsConfig::builder().unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()));
    if address.starts_with("https://") {
        let found = rustls_native_certs::load_native_certs();
        if found.certs.is_empty() {
            let why = found.errors.first().map(|error| format!(": {error}")).unwrap_or_default();
            bail!("this machine has no certificates to check {address} with{why}; install them, or name a file in SSL_CERT_FILE");
        }
        let trusted = found.certs.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
        tls = tls.root_certs(RootCerts::Specific(Arc::new(trusted)));
    }
    Ok(tls.build())
}
