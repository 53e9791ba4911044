//! Where a request comes from: its peer, or what proxies say that the settings trust.
//!
//! Each proxy appends the address it was asked from, so the list is read from its end: the first
//! hop that is no proxy of ours is whoever asked, and all before it they may have written
//! themselves. A hop that names no address hides whoever asked; then the proxy that wrote it
//! counts, never what stands before it.

use http::HeaderMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

const FORWARDED: &str = "x-forwarded-for";

/// The address of whoever asks. An IPv4 address is one however it is written: a listener for both
/// kinds sees IPv4 peers as IPv6 ones.
pub fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let is_proxy = |address: IpAddr| trusted.iter().any(|proxy| proxy.to_canonical() == address);
    let mut asked_from = peer.to_canonical();
    let lines: Vec<_> = headers.get_all(FORWARDED).iter().collect();
    let hops = lines
        .iter()
        .rev()
        .flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','))
        .map(<[u8]>::trim_ascii)
        .filter(|hop| !hop.is_empty());
    for hop in hops {
        if !is_proxy(asked_from) {
            break;
        }
        match address(hop) {
            Some(address) => asked_from = address.to_canonical(),
            None => break,
        }
    }
    asked_from
}

/// The address that a hop names, with or without brackets, port and zone.
fn address(hop: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(hop).ok()?;
    let text = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address);
    }
    if let Ok(socket) = text.parse::<SocketAddr>() {
        return Some(socket.ip());
    }
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let bare = bare.unwrap_or(text);
    let bare = bare
        .split_once('%')
        .map_or(bare, |(address, _zone)| address);
    bare.parse().ok().map(|address: Ipv6Addr| address.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    const PROXY: &str = "192.0.2.10";

    fn asked_from(peer: &str, lines: &[&[u8]]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            let line = HeaderValue::from_bytes(line).expect("a header");
            headers.append(FORWARDED, line);
        }
        let trusted = [PROXY, "2001:db8::a", "::ffff:192.0.2.11"];
        let trusted = trusted.map(|proxy| proxy.parse().expect("an address"));
        of(peer.parse().expect("an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn the_last_hop_that_is_no_proxy_of_ours_counts() {
        for (said, expected) in [
            ("203.0.113.7", "203.0.113.7"),
            ("10.0.0.1, 203.0.113.7", "203.0.113.7"),
            ("10.0.0.1, 203.0.113.7, 192.0.2.10", "203.0.113.7"),
            ("203.0.113.7,192.0.2.11 , 2001:db8::a", "203.0.113.7"),
            ("203.0.113.7, , ", "203.0.113.7"),
            ("", PROXY),
            ("192.0.2.11", "192.0.2.11"),
        ] {
            assert_eq!(asked_from(PROXY, &[said.as_bytes()]), expected, "{said}");
        }
        let lines: [&[u8]; 2] = [b"10.0.0.1, 203.0.113.7", b"192.0.2.11"];
        assert_eq!(asked_from(PROXY, &lines), "203.0.113.7");
        let lines: [&[u8]; 2] = [b"203.0.113.7", b"198.51.100.4"];
        assert_eq!(asked_from(PROXY, &lines), "198.51.100.4");
    }

    #[test]
    fn hops_are_read_in_every_way_that_proxies_write_them() {
        for (hop, expected) in [
            ("198.51.100.4:5678", "198.51.100.4"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("\"[2001:db8::1]:443\"", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("[fe80::1%eth0]", "fe80::1"),
            ("::ffff:198.51.100.4", "198.51.100.4"),
            ("[::ffff:198.51.100.4]:80", "198.51.100.4"),
        ] {
            let said = format!("10.0.0.1, {hop}");
            assert_eq!(asked_from(PROXY, &[said.as_bytes()]), expected, "{hop}");
        }
    }

    #[test]
    fn a_hop_without_an_address_leads_no_further() {
        let invented: [&[u8]; 8] = [
            b"unknown",
            b"_hidden",
            b"198.51.100.4:http",
            b"198.51.100",
            b"[2001:db8::1",
            b"\xff\xfe",
            b"for=198.51.100.4",
            b"198.51.100.4;",
        ];
        for hop in invented {
            let said = [b"10.0.0.1, ", hop].concat();
            assert_eq!(asked_from(PROXY, &[&said]), PROXY, "{hop:?}");
            // The proxy that wrote it is the last one known.
            let said = [b"10.0.0.1, ", hop, b", 192.0.2.11"].concat();
            assert_eq!(asked_from(PROXY, &[&said]), "192.0.2.11", "{hop:?}");
        }
    }

    #[test]
    fn proxies_are_known_by_either_way_of_writing_ipv4() {
        for peer in [
            "192.0.2.10",
            "::ffff:192.0.2.10",
            "192.0.2.11",
            "2001:db8::a",
        ] {
            assert_eq!(asked_from(peer, &[b"203.0.113.7"]), "203.0.113.7", "{peer}");
        }
        for (peer, expected) in [
            ("198.51.100.9", "198.51.100.9"),
            ("::ffff:198.51.100.9", "198.51.100.9"),
            ("2001:db8::b", "2001:db8::b"),
        ] {
            assert_eq!(asked_from(peer, &[b"203.0.113.7"]), expected, "{peer}");
        }
    }
}
