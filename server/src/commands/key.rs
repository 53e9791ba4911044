//! `slipway key`: a fresh secret key on standard output.

use crate::surroundings::SystemEntropy;
use slipway_store::vault::SecretKey;

pub(super) fn key() {
    println!(
        "{}",
        SecretKey::generate(&SystemEntropy).to_base64().expose()
    );
}
