//! `slipway key`: a fresh secret key on standard output.

use super::Failure;
use crate::system::SystemEntropy;
use slipway_store::vault::SecretKey;
use std::io::Write;

/// Where nobody takes the key, the caller has to hear of it: an empty file is no key.
pub(super) fn key() -> Result<(), Failure> {
    let key = SecretKey::generate(&SystemEntropy).to_base64();
    let mut output = std::io::stdout();
    writeln!(output, "{}", key.expose())
        .and_then(|()| output.flush())
        .map_err(|error| format!("the key could not be written: {error}").into())
}
