//! Tokens: `ctok-<id>-<secret>`, each with an end or without, told in full once.

use crate::clock::Millis;
use crate::random::Random;

use super::users::User;

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

#[derive(Debug)]
pub(super) struct Token {
    pub(super) id: String,
    pub(super) user: &'static User,
    secret: String,
    pub(super) expires: Option<Millis>,
    pub(super) last_used: Option<Millis>,
    pub(super) description: Option<String>,
}

impl Token {
    /// As it is told when it is made.
    pub(super) fn value(&self) -> String {
        format!("ctok-{}-{}", self.id, self.secret)
    }

    /// As it is told from then on.
    pub(super) fn masked(&self) -> String {
        format!("ctok-{}-********", self.id)
    }
}

/// Why a token is not taken, in the manager's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotTaken {
    Structure,
    Unknown,
    Expired,
}

impl NotTaken {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Structure => "Invalid token structure",
            Self::Unknown => "Unauthorized",
            Self::Expired => "Token is expired",
        }
    }
}

/// All tokens, oldest first.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) all: Vec<Token>,
    seed: u64,
    count: u64,
}

impl Tokens {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            ..Self::default()
        }
    }

    pub(super) fn issue(
        &mut self,
        user: &'static User,
        expires: Option<Millis>,
        description: Option<String>,
    ) -> &Token {
        self.count += 1;
        let mut random = Random::about(self.seed, &["token", &self.count.to_string()]);
        let mut word = |length: usize| -> String {
            let letter = |_| char::from(LETTERS[random.index(LETTERS.len())]);
            (0..length).map(letter).collect()
        };
        let token = Token {
            id: word(10),
            user,
            secret: word(40),
            expires,
            last_used: None,
            description,
        };
        self.all.push(token);
        &self.all[self.all.len() - 1]
    }

    /// Whose token this is, and that it was used.
    pub(super) fn check(&mut self, value: &str, now: Millis) -> Result<&'static User, NotTaken> {
        let parts: Vec<&str> = value.split('-').collect();
        let ["ctok", id, secret] = parts[..] else {
            return Err(NotTaken::Structure);
        };
        let mut all = self.all.iter_mut();
        let found = all.find(|token| token.id == id && token.secret == secret);
        let token = found.ok_or(NotTaken::Unknown)?;
        if token.expires.is_some_and(|end| end <= now) {
            return Err(NotTaken::Expired);
        }
        token.last_used = Some(now);
        Ok(token.user)
    }

    /// False where there is no such token.
    pub(super) fn remove(&mut self, id: &str) -> bool {
        let before = self.all.len();
        self.all.retain(|token| token.id != id);
        self.all.len() < before
    }

    /// Ends every token given so far.
    pub(super) fn expire_all(&mut self, now: Millis) {
        for token in &mut self.all {
            token.expires = Some(token.expires.unwrap_or(now).min(now));
        }
    }
}
