//! Seals what must not stand in clear in a database.
//!
//! One key of 32 bytes is given to the portal; every purpose has its own sub-key (HKDF-SHA256),
//! and every blob is bound to its purpose and row, so that a blob copied elsewhere does not open.
//! A blob is a version byte, four bytes naming the key, a 24-byte nonce and XChaCha20-Poly1305's
//! ciphertext. The key's name tells a wrong key apart from a damaged row, and lets a vault that is
//! given a new key go on opening what the previous one sealed.

use crate::error::{StoreError, StoreResult};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use slipway_domain::context::random_bytes;
use slipway_domain::{Entropy, Secret};
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

const VERSION: u8 = 1;
const KEY_ID: usize = 4;
const NONCE: usize = 24;
const HEADER: usize = 1 + KEY_ID + NONCE;

/// Why a text is not a key. The texts are for whoever sets the portal up; none shows the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// There is no text.
    #[error("the secret key is empty: `slipway key` prints a fresh one")]
    Empty,
    /// The text is not base64.
    #[error("the secret key is not base64: copy the whole line that `slipway key` prints")]
    NotBase64,
    /// The text is base64 of something else.
    #[error("the secret key has {0} bytes, but must have exactly 32: `slipway key` prints one")]
    WrongLength(usize),
}

/// The portal's one key: 32 bytes, wiped from memory when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretKey(Zeroizing<[u8; 32]>);

impl SecretKey {
    /// Reads standard base64 of exactly 32 bytes; space around it does not matter.
    ///
    /// # Errors
    /// [`KeyError`] says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        let bytes = STANDARD.decode(text).map_err(|_| KeyError::NotBase64)?;
        let bytes = Zeroizing::new(bytes);
        let key = <[u8; 32]>::try_from(bytes.as_slice())
            .map_err(|_| KeyError::WrongLength(bytes.len()))?;
        Ok(Self(Zeroizing::new(key)))
    }

    /// A fresh key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(Zeroizing::new(random_bytes(entropy)))
    }

    /// The text that [`SecretKey::parse`] reads. Only `slipway key` and the demo, which write a
    /// fresh key down, have a use for it.
    pub fn to_base64(&self) -> Secret {
        Secret::new(STANDARD.encode(*self.0))
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

/// What a sealed blob is for; each has its own sub-key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A browser session's data.
    Session,
    /// The token of a sign-in.
    Credential,
    /// The secret values of a plan.
    PlanSecrets,
    /// A run's own copy of its starter's token.
    RunToken,
    /// The value that tells whether the key fits the database.
    Check,
}

impl Purpose {
    /// All of them, in the order of [`Keyring::ciphers`].
    const ALL: [Self; 5] = [
        Self::Session,
        Self::Credential,
        Self::PlanSecrets,
        Self::RunToken,
        Self::Check,
    ];

    /// Goes into keys and blobs: changing a word makes old blobs unreadable.
    const fn word(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Credential => "credential",
            Self::PlanSecrets => "plan-secrets",
            Self::RunToken => "run-token",
            Self::Check => "check",
        }
    }
}

/// What a key is used as.
struct Keyring {
    /// A cipher for each purpose, in the order of [`Purpose::ALL`].
    ciphers: [XChaCha20Poly1305; 5],
    /// The key's name in blobs.
    id: [u8; KEY_ID],
}

impl Keyring {
    fn of(key: &SecretKey) -> Self {
        let named = Sha256::digest(derive(key, "key-id").as_slice());
        let mut id = [0; KEY_ID];
        id.copy_from_slice(&named[..KEY_ID]);
        Self {
            ciphers: Purpose::ALL.map(|purpose| {
                XChaCha20Poly1305::new(derive(key, purpose.word()).as_slice().into())
            }),
            id,
        }
    }

    fn cipher(&self, purpose: Purpose) -> &XChaCha20Poly1305 {
        &self.ciphers[purpose as usize]
    }
}

struct Inner {
    current: Keyring,
    previous: Option<Keyring>,
    entropy: Arc<dyn Entropy>,
}

/// Seals and opens. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

impl Vault {
    /// A vault that uses `key`, with nonces from `entropy`.
    pub fn new(key: SecretKey, entropy: Arc<dyn Entropy>) -> Self {
        Self::renewed(key, None, entropy)
    }

    /// A vault that seals with `key` and also opens what the `previous` one sealed. What is sealed
    /// lives for days, so a previous key is needed for two weeks at most.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the caller's keys are dropped and wiped here; sub-keys are all that stays"
    )]
    pub fn renewed(key: SecretKey, previous: Option<SecretKey>, entropy: Arc<dyn Entropy>) -> Self {
        Self(Arc::new(Inner {
            current: Keyring::of(&key),
            previous: previous.as_ref().map(Keyring::of),
            entropy,
        }))
    }

    /// Whether the current key sealed `blob`.
    pub fn is_current(&self, blob: &[u8]) -> bool {
        blob.get(1..=KEY_ID) == Some(&self.0.current.id)
    }

    /// Seals `plain` for `purpose` in the row called `row`.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] where the text is longer than the cipher takes (256 GiB).
    pub fn seal(&self, purpose: Purpose, row: &str, plain: &[u8]) -> StoreResult<Vec<u8>> {
        let nonce: [u8; NONCE] = random_bytes(self.0.entropy.as_ref());
        let payload = Payload {
            msg: plain,
            aad: &bound_to(purpose, row),
        };
        let current = &self.0.current;
        let ciphertext = current
            .cipher(purpose)
            .encrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| StoreError::Corrupt(format!("{purpose:?} is too long to seal")))?;
        let mut blob = Vec::with_capacity(HEADER + ciphertext.len());
        blob.push(VERSION);
        blob.extend_from_slice(&current.id);
        blob.extend_from_slice(&nonce);
        blob.extend_from_slice(&ciphertext);
        Ok(blob)
    }

    /// Opens what [`Vault::seal`] made for the same purpose and row.
    ///
    /// # Errors
    /// [`StoreError::WrongKey`] where another key sealed it, [`StoreError::Corrupt`] where it was
    /// changed, cut short, or sealed for another purpose or row.
    pub fn open(
        &self,
        purpose: Purpose,
        row: &str,
        blob: &[u8],
    ) -> StoreResult<Zeroizing<Vec<u8>>> {
        let damaged = || StoreError::Corrupt(format!("a sealed {purpose:?} does not open"));
        if blob.len() < HEADER || blob[0] != VERSION {
            return Err(damaged());
        }
        let mut keyrings = std::iter::once(&self.0.current).chain(&self.0.previous);
        let keyring = keyrings
            .find(|keyring| blob[1..=KEY_ID] == keyring.id)
            .ok_or(StoreError::WrongKey)?;
        let payload = Payload {
            msg: &blob[HEADER..],
            aad: &bound_to(purpose, row),
        };
        keyring
            .cipher(purpose)
            .decrypt(XNonce::from_slice(&blob[1 + KEY_ID..HEADER]), payload)
            .map(Zeroizing::new)
            .map_err(|_| damaged())
    }

    /// [`Vault::open`] for texts.
    ///
    /// # Errors
    /// Those of [`Vault::open`]; also [`StoreError::Corrupt`] where the plain bytes are no text.
    pub fn open_text(&self, purpose: Purpose, row: &str, blob: &[u8]) -> StoreResult<Secret> {
        let plain = self.open(purpose, row, blob)?;
        std::str::from_utf8(&plain)
            .map(Secret::new)
            .map_err(|_| StoreError::Corrupt(format!("a sealed {purpose:?} is not a text")))
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault(…)")
    }
}

/// The sub-key called `word`.
#[expect(
    clippy::expect_used,
    reason = "the only error is an output beyond 8,160 bytes, and 32 are asked for"
)]
fn derive(key: &SecretKey, word: &str) -> Zeroizing<[u8; 32]> {
    let mut sub_key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(None, key.0.as_slice())
        .expand_multi_info(&[b"slipway store v1 ", word.as_bytes()], sub_key.as_mut())
        .expect("32 bytes are within HKDF-SHA256's limit");
    sub_key
}

/// What a blob is bound to. No purpose's word holds a NUL, so no two pairs share a text.
fn bound_to(purpose: Purpose, row: &str) -> Vec<u8> {
    [purpose.word().as_bytes(), &[0], row.as_bytes()].concat()
}

#[cfg(test)]
mod tests;
