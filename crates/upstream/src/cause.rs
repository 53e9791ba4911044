//! Why no connection could be made, read from what the HTTP library says.

use reqwest::Error;
use rustls::{CertificateError, Error as TlsError};
use slipway_cloud::Cause;
use std::error::Error as _;
use std::io::{self, ErrorKind};

/// Why there was no connection.
pub(crate) fn of(error: &Error) -> Cause {
    let mut next = error.source();
    while let Some(error) = next {
        if let Some(cause) = one(error) {
            return cause;
        }
        next = error.source();
    }
    if error.is_timeout() {
        Cause::Timeout
    } else {
        Cause::Other
    }
}

fn one(error: &(dyn std::error::Error + 'static)) -> Option<Cause> {
    if let Some(error) = error.downcast_ref::<TlsError>() {
        return Some(of_tls(error));
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return of_io(error);
    }
    // The library keeps these types to itself, but not their words.
    let words = error.to_string();
    if words.starts_with("dns error") {
        Some(Cause::Name)
    } else if words.starts_with("tunnel error") || words.starts_with("proxy") {
        Some(Cause::Proxy)
    } else {
        None
    }
}

fn of_io(error: &io::Error) -> Option<Cause> {
    // What it wraps is no source of it: that is passed over, so it is looked at here.
    if let Some(cause) = error.get_ref().and_then(|inner| one(inner)) {
        return Some(cause);
    }
    match error.kind() {
        ErrorKind::ConnectionRefused => Some(Cause::Refused),
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            Some(Cause::Unreachable)
        }
        ErrorKind::TimedOut => Some(Cause::Timeout),
        _ => None,
    }
}

fn of_tls(error: &TlsError) -> Cause {
    let TlsError::InvalidCertificate(error) = error else {
        return Cause::Tls;
    };
    match error {
        CertificateError::UnknownIssuer => Cause::CertificateIssuer,
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => Cause::CertificateTime,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            Cause::CertificateHost
        }
        _ => Cause::Certificate,
    }
}
