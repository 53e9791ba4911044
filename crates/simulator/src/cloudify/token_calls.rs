//! Making, reading and deleting tokens.

use serde_json::{Value, json};

use crate::clock::Millis;

use super::call::Call;
use super::listing::{Record, list, one};
use super::python::text;
use super::reply::{Answer, Refusal};
use super::tokens::Token;
use super::when;

const MINUTE: Millis = 60_000;

/// A token as it is told; in full only to who made it.
struct TokenRecord<'a> {
    token: &'a Token,
    in_full: bool,
}

impl Record for TokenRecord<'_> {
    const FIELDS: &'static [&'static str] = &[
        "id",
        "username",
        "value",
        "role",
        "expiration_date",
        "last_used",
        "description",
    ];

    fn field(&self, name: &str) -> Value {
        let token = self.token;
        match name {
            "id" => token.id.as_str().into(),
            "username" => token.user.name.into(),
            "value" if self.in_full => token.value().into(),
            "value" => token.masked().into(),
            "role" => token.user.role().into(),
            "expiration_date" => json!(token.expires.map(when::stamp)),
            "last_used" => json!(token.last_used.map(when::stamp)),
            "description" => json!(token.description),
            _ => Value::Null,
        }
    }
}

/// `POST /tokens`: 200 and not 201.
pub(super) fn create(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let body = call.ask.body()?;
    let given = |name: &str| body.get(name).filter(|value| !value.is_null()).map(text);
    let expires = match given("expiration_date") {
        Some(date) => Some(expiry(&date, call.now).ok_or(Refusal::Internal)?),
        None => None,
    };
    if expires.is_some_and(|end| end <= call.now) {
        return Err(Refusal::bad("Expiration date was in the past."));
    }
    let user = call.caller.user;
    let token = call
        .manager
        .tokens
        .issue(user, expires, given("description"));
    let record = TokenRecord {
        token,
        in_full: true,
    };
    one(call.ask, &record).map(|told| Answer::ok(&told))
}

/// `GET /tokens`: administrators see everybody's.
pub(super) fn all(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let records = seen(call).map(|token| TokenRecord {
        token,
        in_full: false,
    });
    list(call.ask, records).map(|told| Answer::ok(&told))
}

/// `GET /tokens/<id>`.
pub(super) fn get(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let token = seen(call).find(|token| token.id == call.name());
    let token = token.ok_or_else(|| no_such(call.name()))?;
    let record = TokenRecord {
        token,
        in_full: false,
    };
    one(call.ask, &record).map(|told| Answer::ok(&told))
}

/// `DELETE /tokens/<id>`.
pub(super) fn delete(call: &mut Call<'_>) -> Result<Answer, Refusal> {
    let id = call.name().to_owned();
    let is_seen = seen(call).any(|token| token.id == id);
    if is_seen && call.manager.tokens.remove(&id) {
        return Ok(Answer::nothing());
    }
    Err(no_such(&id))
}

fn seen<'m>(call: &'m Call<'_>) -> impl Iterator<Item = &'m Token> {
    let user = call.caller.user;
    let all = call.manager.tokens.all.iter();
    all.filter(move |token| user.admin || token.user == user)
}

fn no_such(id: &str) -> Refusal {
    Refusal::not_found(format!("Could not find token {id}"))
}

/// When a token ends, cut to whole minutes: a date, a time of today, or so much from now on.
fn expiry(text: &str, now: Millis) -> Option<Millis> {
    if let Some(end) = when::parse(text, &["%Y-%m-%d %H:%M"]) {
        return Some(end);
    }
    let end = if let Some(wait) = text.trim().strip_prefix('+') {
        now.checked_add(length(wait.trim())?)?
    } else {
        let today = when::civil(now).date();
        let time = jiff::fmt::strtime::parse("%H:%M", text)
            .ok()?
            .to_time()
            .ok()?;
        when::millis(today.to_datetime(time))?
    };
    Some(end - end.rem_euclid(MINUTE))
}

/// `1 min`, `2 hours`, `3d`.
fn length(text: &str) -> Option<Millis> {
    let digits = text.find(|letter: char| !letter.is_ascii_digit())?;
    let (number, unit) = text.split_at(digits);
    let number: Millis = number.parse().ok()?;
    let unit = unit.trim();
    let minutes = match unit
        .strip_suffix('s')
        .filter(|unit| unit.len() > 1)
        .unwrap_or(unit)
    {
        "min" | "minute" => 1,
        "h" | "hour" => 60,
        "d" | "day" => 24 * 60,
        "w" | "week" => 7 * 24 * 60,
        "mo" | "month" => 30 * 24 * 60,
        "y" | "year" => 365 * 24 * 60,
        "sec" | "second" => return number.checked_mul(1_000),
        _ => return None,
    };
    number.checked_mul(minutes * MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_a_date_a_time_or_a_length_in_whole_minutes() {
        let now = when::parse("2026-11-20 23:44:30", &["%Y-%m-%d %H:%M:%S"]).unwrap();
        for (text, end) in [
            ("2026-12-01 10:30", "2026-12-01T10:30:00.000Z"),
            ("+1 min", "2026-11-20T23:45:00.000Z"),
            ("+2 hours", "2026-11-21T01:44:00.000Z"),
            ("+3d", "2026-11-23T23:44:00.000Z"),
            ("23:59", "2026-11-20T23:59:00.000Z"),
        ] {
            assert_eq!(
                expiry(text, now).map(when::stamp).as_deref(),
                Some(end),
                "{text}"
            );
        }
        for text in [
            "2026-11-20 23:27:35",
            "soon",
            "+1",
            "+ min",
            "+99999999999999999999d",
        ] {
            assert_eq!(expiry(text, now), None, "{text}");
        }
    }
}
