//! Request bodies: JSON or a form, with keys in any case, unknown keys and nulls accepted, as the cloud takes them.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde_json::{Map, Value};

use crate::reply::Refusal;

/// More than any honest call needs: a call naming 10,000 servers has about 200 kB.
pub(crate) const LIMIT: usize = 8 * 1024 * 1024;

/// A parsed body; an empty one is null.
#[derive(Debug)]
pub(crate) struct Input(pub(crate) Value);

impl<S: Sync> FromRequest<S> for Input {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let form = kind
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("application/x-www-form-urlencoded");
        let bytes = to_bytes(request.into_body(), LIMIT)
            .await
            .map_err(|_| unreadable())?;
        if form {
            return Ok(Self(form_value(&bytes)));
        }
        if bytes.trim_ascii().is_empty() {
            return Ok(Self(Value::Null));
        }
        serde_json::from_slice(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes))
            .map(Self)
            .map_err(|_| unreadable())
    }
}

fn unreadable() -> Refusal {
    Refusal::field("body", "The request body could not be read.")
}

/// A member of an object by its name in any case; null counts as absent.
pub(crate) fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let (_, found) = value
        .as_object()?
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    (!found.is_null()).then_some(found)
}

/// A scalar as the text it stands for.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A list of texts; a single text counts as a list of one, since a form cannot tell them apart.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(scalar).collect(),
        other => scalar(other).into_iter().collect(),
    }
}

/// `a=1&b=2` as an object. A repeated key becomes a list; `a[b]=1` and `a.b=1` become an object in an object, two deep at
/// most, because the names below that are variables, which hold dots and brackets of their own.
fn form_value(bytes: &[u8]) -> Value {
    let mut root = Map::new();
    for (key, value) in form_urlencoded::parse(bytes) {
        put(&mut root, &path(&key), &value);
    }
    Value::Object(root)
}

fn path(key: &str) -> Vec<&str> {
    let (first, mut rest) = split(key);
    let mut path = vec![first];
    if let Some(below) = rest.take().filter(|below| !below.is_empty()) {
        let (second, deeper) = split(below);
        path.push(second);
        path.extend(deeper.map(|name| name.strip_suffix(']').unwrap_or(name)));
    }
    path
}

/// `a[b][c]` into `a` and `b][c]`, `b][c]` into `b` and `c]`, `a.b.c` into `a` and `b.c`; `a[]` is just `a`.
fn split(key: &str) -> (&str, Option<&str>) {
    let Some(at) = key.find(['[', '.', ']']) else {
        return (key, None);
    };
    let rest = key[at + 1..].trim_start_matches('[');
    (
        &key[..at],
        (!rest.is_empty() && rest != "]").then_some(rest),
    )
}

fn put(map: &mut Map<String, Value>, path: &[&str], value: &str) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    let slot = map.entry(*first);
    if !rest.is_empty() {
        if let Value::Object(below) = slot.or_insert_with(|| Value::Object(Map::new())) {
            put(below, rest, value);
        }
        return;
    }
    let slot = slot.or_insert(Value::Null);
    match slot {
        Value::Null => *slot = value.into(),
        Value::Array(list) => list.push(value.into()),
        other => *other = Value::Array(vec![other.take(), value.into()]),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn forms_become_objects() {
        let form = b"servers=A&servers=B&package[packageId]=p&package[parameters][T3.a[0].b]=1&Package.x=y&list[]=1";
        assert_eq!(
            form_value(form),
            json!({"servers": ["A", "B"], "package": {"packageId": "p", "parameters": {"T3.a[0].b": "1"}}, "Package": {"x": "y"}, "list": "1"})
        );
        assert_eq!(form_value(b"=A&=B"), json!({"": ["A", "B"]}));
    }

    #[test]
    fn members_are_found_in_any_case() {
        let body = json!({"PackageID": "x", "ttl": null});
        assert_eq!(member(&body, "packageId"), Some(&json!("x")));
        assert_eq!(member(&body, "ttl"), None);
    }
}
