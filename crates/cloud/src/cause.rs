//! Why no connection could be made, for the log and for whoever checks the settings.

use std::fmt;

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
