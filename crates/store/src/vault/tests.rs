//! What the vault accepts, and what it refuses to open.

use super::*;
use std::sync::Mutex;

/// Counts up, so that every draw differs and tests repeat exactly.
struct Counting(Mutex<u8>);

impl Entropy for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        let mut next = self.0.lock().expect("no test panics while drawing");
        for byte in bytes {
            *byte = *next;
            *next = next.wrapping_add(1);
        }
    }
}

fn entropy(start: u8) -> Arc<dyn Entropy> {
    Arc::new(Counting(Mutex::new(start)))
}

fn vault(start: u8) -> Vault {
    let entropy = entropy(start);
    Vault::new(SecretKey::generate(entropy.as_ref()), entropy)
}

#[test]
fn keys_survive_their_text_and_refuse_others() {
    let key = SecretKey::generate(entropy(7).as_ref());
    let text = key.to_base64();
    assert_eq!(SecretKey::parse(&format!(" {}\n", text.expose())), Ok(key));
    assert_eq!(SecretKey::parse("  "), Err(KeyError::Empty));
    assert_eq!(SecretKey::parse("no key!"), Err(KeyError::NotBase64));
    assert_eq!(SecretKey::parse("c2hvcnQ="), Err(KeyError::WrongLength(5)));
    let long = STANDARD.encode([1; 33]);
    assert_eq!(SecretKey::parse(&long), Err(KeyError::WrongLength(33)));
}

#[test]
fn debug_shows_nothing() {
    let key = SecretKey::generate(entropy(7).as_ref());
    assert_eq!(format!("{key:?} {:?}", vault(7)), "SecretKey(…) Vault(…)");
}

#[test]
fn what_is_sealed_opens_for_the_same_purpose_and_row_only() {
    let vault = vault(1);
    for plain in ["", "pa55 wörd \0 🔑"] {
        let blob = vault
            .seal(Purpose::RunToken, "row", plain.as_bytes())
            .unwrap();
        let open = |purpose, row| vault.open_text(purpose, row, &blob);
        assert_eq!(open(Purpose::RunToken, "row").unwrap().expose(), plain);
        for (purpose, row) in [(Purpose::RunToken, "other"), (Purpose::Credential, "row")] {
            assert!(matches!(open(purpose, row), Err(StoreError::Corrupt(_))));
        }
    }
}

#[test]
fn every_purpose_has_its_own_cipher() {
    for (place, purpose) in Purpose::ALL.into_iter().enumerate() {
        assert_eq!(purpose as usize, place);
    }
    let key = SecretKey::generate(entropy(7).as_ref());
    let mut keys: Vec<_> = Purpose::ALL.map(|p| *derive(&key, p.word())).to_vec();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), Purpose::ALL.len());
}

#[test]
fn no_two_blobs_are_alike() {
    let vault = vault(1);
    let seal = || vault.seal(Purpose::Session, "row", b"same").unwrap();
    assert_ne!(seal(), seal());
}

#[test]
fn every_changed_byte_is_noticed() {
    let vault = vault(1);
    let blob = vault.seal(Purpose::Session, "row", b"data").unwrap();
    for place in 0..blob.len() {
        let mut changed = blob.clone();
        changed[place] ^= 1;
        assert!(vault.open(Purpose::Session, "row", &changed).is_err());
        assert!(vault.open(Purpose::Session, "row", &blob[..place]).is_err());
    }
}

#[test]
fn another_key_is_told_apart_from_damage() {
    let blob = vault(1).seal(Purpose::Session, "row", b"data").unwrap();
    let opened = vault(2).open(Purpose::Session, "row", &blob);
    assert!(matches!(opened, Err(StoreError::WrongKey)));
}

#[test]
fn a_new_key_opens_what_the_previous_one_sealed_but_not_the_other_way_round() {
    let key = |start| SecretKey::generate(entropy(start).as_ref());
    let old = Vault::new(key(1), entropy(1));
    let renewed = Vault::renewed(key(2), Some(key(1)), entropy(9));
    let new = Vault::new(key(2), entropy(5));
    let before = old.seal(Purpose::Session, "row", b"kept").unwrap();
    let after = renewed.seal(Purpose::Session, "row", b"fresh").unwrap();
    assert!(!renewed.is_current(&before) && renewed.is_current(&after));
    for (vault, blob, opens) in [
        (&renewed, &before, true),
        (&renewed, &after, true),
        (&new, &after, true),
        (&new, &before, false),
        (&old, &after, false),
    ] {
        let opened = vault.open(Purpose::Session, "row", blob);
        assert_eq!(opened.is_ok(), opens);
        assert!(opens || matches!(opened, Err(StoreError::WrongKey)));
    }
}
