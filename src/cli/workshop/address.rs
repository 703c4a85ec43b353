//! Where a room can be reached: this computer only, or its addresses in the local network.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::cli::error::CliError;
use crate::cli::outside::Outside;
use crate::terminal::choose::{self, Choice};

/// The port, unless another is named.
pub(super) const PORT: u16 = 7737;

/// This computer only.
pub(super) const HERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), PORT);

/// Reads the address that phones use.
pub(super) fn public(text: &str) -> Result<String, String> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or(text.strip_prefix("http://"));
    let fits = host.is_some_and(|host| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        !host.is_empty() && host.chars().all(plain)
    });
    if fits {
        Ok(text.to_owned())
    } else {
        Err("write it as https://host or http://host:port, without a path".to_owned())
    }
}

/// The addresses of this computer in local networks, with the names of their interfaces.
fn local() -> Vec<(String, IpAddr)> {
    let mut found: Vec<(String, IpAddr)> = if_addrs::get_if_addrs()
        .unwrap_or_default()
        .into_iter()
        .filter(|own| !own.is_loopback())
        .map(|own| (own.name.clone(), own.ip()))
        // Phones reach IPv4 addresses everywhere, and people can type them.
        .filter(|(_, ip)| matches!(ip, IpAddr::V4(own) if !own.is_link_local()))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The first address in the local network.
pub(super) fn lan() -> Result<SocketAddr, CliError> {
    let first = local().into_iter().next();
    first.map(|(_, ip)| SocketAddr::new(ip, PORT)).ok_or_else(|| {
        CliError::Usage(
            "this computer has no address in a local network: connect it, or name one with --listen".to_owned(),
        )
    })
}

/// Asks which address phones may use; none when the person backs out.
pub(super) fn ask(outside: &mut Outside) -> Result<Option<SocketAddr>, CliError> {
    let local = local();
    let mut labels: Vec<String> = local
        .iter()
        .map(|(name, ip)| format!("{ip} ({name}): everybody in this network who has the code"))
        .collect();
    labels.push("This computer only, to try it out".to_owned());
    let choice = outside.converse(false, true, |console| {
        Ok(choose::one(console, "Which address may phones use?", &labels, Some(0))?)
    })?;
    Ok(match choice {
        Choice::Made(at) => Some(local.get(at).map_or(HERE, |(_, ip)| SocketAddr::new(*ip, PORT))),
        Choice::Cancelled => None,
    })
}
