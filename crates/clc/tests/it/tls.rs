//! HTTPS with an authority of one's own.

use crate::fake::quick;
use rcgen::{CertificateParams, CertifiedKey, DnType, KeyPair, generate_simple_self_signed};
use slipway_clc::{CheckError, ClcClient, Config, ConfigError};
use slipway_cloud::{Cause, CloudError, Fault};
use std::io::Write;
use std::sync::Arc;
use tempfile::NamedTempFile;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// An https server with a certificate that it signed itself, and that certificate.
async fn server() -> (String, String) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let _ = stream.read(&mut [0; 4_096]).await;
            let answer = b"HTTP/1.1 401 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = stream.write_all(answer).await;
            let _ = stream.shutdown().await;
        }
    });
    (url, cert.pem())
}

/// Settings that trust an authority which signed nothing at `url`, on machines without any too; good
/// for as long as the file is kept.
pub(crate) fn trusting_another(url: &str) -> (NamedTempFile, Config) {
    let mut other = CertificateParams::new(vec!["elsewhere".to_owned()]).unwrap();
    // By its name it is told that it signed nothing there.
    let name = &mut other.distinguished_name;
    name.push(DnType::CommonName, "another authority");
    let other = other.self_signed(&KeyPair::generate().unwrap()).unwrap();
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(other.pem().as_bytes()).unwrap();
    let mut config = quick(url);
    config.ca_file = Some(file.path().to_owned());
    (file, config)
}

#[tokio::test]
async fn an_authority_of_one_s_own_is_trusted_only_when_named() {
    let (url, pem) = server().await;
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(pem.as_bytes()).unwrap();
    let mut config = quick(&url);
    config.ca_file = Some(file.path().to_owned());
    // It was asked: the server is no cloud and says so.
    let answer = ClcClient::new(config).unwrap().check().await;
    assert_eq!(answer, Err(CheckError::TurnedAway(401)));
    let (_file, stranger) = trusting_another(&url);
    let error = ClcClient::new(stranger).unwrap().check().await.unwrap_err();
    let (fault, message) = (Fault::NoConnection(Cause::CertificateIssuer), None);
    let expected = CloudError::Unavailable { fault, message };
    assert_eq!(error, CheckError::NoAnswer(expected));
    assert_eq!(error.code(), "certificate-issuer");
}

#[test]
fn a_file_of_authorities_must_hold_some() {
    let mut config = quick("https://localhost:1");
    config.ca_file = Some("/nowhere/ca.pem".into());
    assert!(matches!(
        ClcClient::new(config.clone()),
        Err(ConfigError::CaFile { .. })
    ));
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(b"no certificate").unwrap();
    config.ca_file = Some(file.path().to_owned());
    assert!(matches!(
        ClcClient::new(config),
        Err(ConfigError::CaFile { .. })
    ));
}
