//! Bearer tokens: HS256 JWTs of fourteen days with the cloud's own claims. The key comes from the seed, so that a
//! restarted simulator still takes the tokens it gave before; expiring all tokens just moves on to the next key.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::clc::account::Account;
use crate::clock::Millis;
use crate::json::Json;

/// Exactly fourteen days.
const LIFETIME_SECONDS: i64 = 1_209_600;
const HEADER: &str = r#"{"typ":"JWT","alg":"HS256"}"#;

/// Who a valid token stands for.
#[derive(Debug, Deserialize)]
pub(crate) struct Claims {
    pub(crate) unique_name: String,
    #[serde(rename = "role")]
    pub(crate) roles: Vec<String>,
    #[serde(rename = "urn:tier3:account-alias")]
    pub(crate) alias: String,
    exp: i64,
}

/// Signs and checks tokens.
#[derive(Debug)]
pub(crate) struct Mint {
    seed: u64,
    generation: u64,
}

impl Mint {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            generation: 0,
        }
    }

    /// Makes every token issued so far worthless.
    pub(crate) fn expire_all(&mut self) {
        self.generation += 1;
    }

    pub(crate) fn issue(&self, account: &Account, location: &str, now: Millis) -> String {
        let head = URL_SAFE_NO_PAD.encode(HEADER);
        let body = URL_SAFE_NO_PAD.encode(claims(account, location, now.div_euclid(1000)));
        let signed = format!("{head}.{body}");
        let signature = URL_SAFE_NO_PAD.encode(self.mac(&signed).finalize().into_bytes());
        format!("{signed}.{signature}")
    }

    /// The claims of a token that we signed and that has not run out.
    pub(crate) fn check(&self, token: &str, now: Millis) -> Option<Claims> {
        let (signed, signature) = token.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.mac(signed).verify_slice(&signature).ok()?;
        let (_, body) = signed.split_once('.')?;
        let claims: Claims = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()?;
        (claims.exp > now.div_euclid(1000)).then_some(claims)
    }

    #[expect(clippy::expect_used, reason = "a key of any length will do")]
    fn mac(&self, text: &str) -> Hmac<Sha256> {
        let key = Sha256::digest(format!(
            "slipway simulator {} {}",
            self.seed, self.generation
        ));
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key of any length will do");
        mac.update(text.as_bytes());
        mac
    }
}

fn claims(account: &Account, location: &str, now: i64) -> String {
    let mut json = Json::default();
    json.object(|json| {
        json.pair("unique_name", account.user);
        json.key("urn:tier3:account-alias").text(account.alias);
        json.key("urn:tier3:location-alias").text(location);
        json.key("role").array(|json| {
            for role in account.roles() {
                json.text(role);
            }
        });
        json.pair("iss", "urn:api-tier3")
            .pair("aud", "urn:tier3-users");
        json.key("exp").raw(&(now + LIFETIME_SECONDS).to_string());
        json.key("nbf").raw(&now.to_string());
    });
    json.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clc::account::demo_accounts;

    const NOW: Millis = 1_700_000_000_000;

    #[test]
    fn a_token_lasts_fourteen_days_and_survives_a_restart() {
        let token = Mint::new(7).issue(&demo_accounts()[0], "VA1", NOW);
        assert!((480..560).contains(&token.len()), "{}", token.len());
        let later = Mint::new(7);
        assert!(
            later
                .check(&token, NOW + (LIFETIME_SECONDS - 1) * 1000)
                .is_some_and(|claims| claims.unique_name == "admin")
        );
        assert!(later.check(&token, NOW + LIFETIME_SECONDS * 1000).is_none());
        assert!(Mint::new(8).check(&token, NOW).is_none());
    }

    #[test]
    fn a_tampered_or_expired_token_is_refused() {
        let mut mint = Mint::new(1);
        let token = mint.issue(&demo_accounts()[2], "VA1", NOW);
        let (head, rest) = token.split_once('.').unwrap();
        assert!(mint.check(&format!("{head}.x{rest}"), NOW).is_none());
        assert!(mint.check("garbage", NOW).is_none());
        assert!(mint.check(&token, NOW).is_some());
        mint.expire_all();
        assert!(mint.check(&token, NOW).is_none());
    }
}
