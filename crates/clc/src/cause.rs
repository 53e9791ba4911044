//! Why no connection could be made, for the log and for whoever checks the settings.

use reqwest::Error;
use rustls::{CertificateError, Error as TlsError};
use std::error::Error as _;
use std::fmt;
use std::io::{self, ErrorKind};

/// Why there was no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The name leads to no address.
    Name,
    /// Nobody listens there.
    Refused,
    /// No route leads there.
    Unreachable,
    /// Nobody answered in time.
    Timeout,
    /// The certificate is of an authority that is not trusted.
    CertificateIssuer,
    /// The certificate is not valid at this time.
    CertificateTime,
    /// The certificate is another host's.
    CertificateHost,
    /// Something else is wrong with the certificate.
    Certificate,
    /// The other side does not speak TLS, or none that is safe.
    Tls,
    /// The proxy does not lead there.
    Proxy,
    /// Anything else.
    Other,
}

impl Cause {
    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Name => "dns",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
            Self::Timeout => "connect-timeout",
            Self::CertificateIssuer => "certificate-issuer",
            Self::CertificateTime => "certificate-time",
            Self::CertificateHost => "certificate-host",
            Self::Certificate => "certificate",
            Self::Tls => "tls",
            Self::Proxy => "proxy",
            Self::Other => "other",
        }
    }

    pub(crate) fn of(error: &Error) -> Self {
        let mut next = error.source();
        while let Some(error) = next {
            if let Some(cause) = one(error) {
                return cause;
            }
            next = error.source();
        }
        if error.is_timeout() {
            Self::Timeout
        } else {
            Self::Other
        }
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

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "its name leads to no address (DNS)",
            Self::Refused => "nobody listens at its address and port",
            Self::Unreachable => "no route leads to its address",
            Self::Timeout => "nobody answers at its address",
            Self::CertificateIssuer => {
                "its certificate is of an authority that is not trusted; ca_file names further ones"
            }
            Self::CertificateTime => "its certificate has expired or is not valid yet",
            Self::CertificateHost => "its certificate is for another host name",
            Self::Certificate => "its certificate is not good",
            Self::Tls => "it does not speak TLS there, or an unsafe kind of it",
            Self::Proxy => "the proxy does not lead to it",
            Self::Other => "the connection failed",
        })
    }
}
