//! Lists: which records, in which order, which page, which of their fields. The same for everything that is listed,
//! refusals and their words included.

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use super::python::{names, object};
use super::reply::Refusal;
use super::request::Ask;

/// How many records a page has unless told otherwise.
const PAGE: usize = 1_000;

/// Something that can be listed.
pub(super) trait Record {
    /// Its fields in the order in which they are told.
    const FIELDS: &'static [&'static str];
    /// What it can be filtered and sorted by.
    const KEYS: &'static [&'static str] = Self::FIELDS;

    fn field(&self, name: &str) -> Value;

    /// Whether it can be sorted by this.
    fn is_sorted_by(name: &str) -> bool {
        Self::KEYS.contains(&name)
    }

    /// What a field is sorted by.
    fn rank(&self, name: &str) -> Value {
        self.field(name)
    }
}

/// The fields that are asked for, in the order in which they are told; all of them by default.
pub(super) fn included<R: Record>(ask: &Ask) -> Result<Vec<&'static str>, Refusal> {
    let wanted: Vec<&str> = match ask.get("_include") {
        None | Some("") => return Ok(R::FIELDS.to_vec()),
        Some(list) => list.split(',').collect(),
    };
    let unknown = wanted.iter().filter(|name| !R::FIELDS.contains(name));
    let unknown: Vec<_> = unknown.copied().collect();
    if !unknown.is_empty() {
        let message = format!(
            "Include keys '{}' do not exist. Allowed keys are: {}",
            names(&unknown),
            names(R::FIELDS)
        );
        return Err(Refusal::Api(400, "no_such_include_field_error", message));
    }
    let fields = R::FIELDS.iter().filter(|field| wanted.contains(field));
    Ok(fields.copied().collect())
}

/// A record with some of its fields.
pub(super) fn shown<R: Record>(record: &R, fields: &[&str]) -> Value {
    object(fields.iter().map(|field| (*field, record.field(field))))
}

/// A record as it is told to who asks for this one.
pub(super) fn one<R: Record>(ask: &Ask, record: &R) -> Result<Value, Refusal> {
    Ok(shown(record, &included::<R>(ask)?))
}

/// Those records that the query asks for.
pub(super) fn list<R: Record>(
    ask: &Ask,
    records: impl Iterator<Item = R>,
) -> Result<Value, Refusal> {
    listed(ask, records, &Value::Null)
}

/// The same, where it is said how many were left out by a filter that is kept.
pub(super) fn listed<R: Record>(
    ask: &Ask,
    records: impl Iterator<Item = R>,
    left_out: &Value,
) -> Result<Value, Refusal> {
    let filters = filters::<R>(ask)?;
    let kept = records.filter(|record| filters.iter().all(|filter| filter.takes(record)));
    unfiltered(ask, kept, left_out)
}

/// The same, where the query's names that are no fields mean something else.
pub(super) fn unfiltered<R: Record>(
    ask: &Ask,
    records: impl Iterator<Item = R>,
    left_out: &Value,
) -> Result<Value, Refusal> {
    let fields = included::<R>(ask)?;
    let page = Page::of(ask, PAGE)?;
    let sort = Sort::of::<R>(ask)?;
    let kept = sort.sorted(records);
    let items = page.of_all(&kept).iter();
    let items: Vec<Value> = items.map(|record| shown(record, &fields)).collect();
    Ok(envelope(&page, kept.len(), left_out, items))
}

/// A list of what is no record: all of it.
pub(super) fn plain(ask: &Ask, items: Vec<Value>) -> Result<Value, Refusal> {
    let page = Page::of(ask, PAGE)?;
    let total = items.len();
    Ok(envelope(&page, total, &Value::Null, items))
}

fn envelope(page: &Page, total: usize, left_out: &Value, items: Vec<Value>) -> Value {
    let pagination = json!({"total": total, "size": page.size, "offset": page.offset});
    object([
        (
            "metadata",
            json!({"pagination": pagination, "filtered": left_out}),
        ),
        ("items", Value::Array(items)),
    ])
}

/// Which part of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    pub(super) size: usize,
    pub(super) offset: usize,
    /// Whether size and offset are only told.
    all: bool,
}

impl Page {
    pub(super) fn of(ask: &Ask, size: usize) -> Result<Self, Refusal> {
        let all = ask.flag("_get_all_results")?;
        let mut wrong = Vec::new();
        let mut number = |name: &str, default: usize| {
            let given = ask.get(name).map(str::trim);
            match given.map(str::parse::<i128>) {
                None => return Ok(default),
                Some(Ok(number)) if number > i128::from(i64::MAX) => return Err(Refusal::Internal),
                Some(Ok(number)) => match usize::try_from(number) {
                    Ok(number) => return Ok(number),
                    Err(_) => wrong.push(format!(
                        "{name}\n  ensure this value is greater than or equal to 0 \
                         (type=value_error.number.not_ge; limit_value=0)"
                    )),
                },
                Some(Err(_)) => wrong.push(format!(
                    "{name}\n  value is not a valid integer (type=type_error.integer)"
                )),
            }
            Ok(default)
        };
        let size = number("_size", size)?;
        let offset = number("_offset", 0)?;
        if wrong.is_empty() {
            return Ok(Self { size, offset, all });
        }
        Err(invalid("Pagination", &wrong))
    }

    /// The records of this page.
    pub(super) fn of_all<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        if self.all {
            return all;
        }
        let rest = all.get(self.offset..).unwrap_or_default();
        &rest[..self.size.min(rest.len())]
    }
}

/// What a query's model says of what is wrong with it.
pub(super) fn invalid(model: &str, wrong: &[String]) -> Refusal {
    let plural = if wrong.len() == 1 { "" } else { "s" };
    Refusal::Invalid(format!(
        "{} validation error{plural} for {model}\n{}",
        wrong.len(),
        wrong.join("\n")
    ))
}

/// One key of the order: the field, and whether the greatest comes first.
type SortKey = (String, bool);

/// In which order.
#[derive(Debug)]
pub(super) struct Sort(Vec<SortKey>);

impl Sort {
    /// The keys that a query names, as far as their form goes.
    pub(super) fn read(ask: &Ask) -> Result<Vec<SortKey>, Refusal> {
        let mut keys = Vec::new();
        let mut wrong = Vec::new();
        for (at, key) in ask.all("_sort").enumerate() {
            let name = key.strip_prefix(['+', '-']).unwrap_or(key);
            let name = name.strip_prefix('@').unwrap_or(name);
            if name.starts_with(|first: char| first.is_alphanumeric() || first == '_') {
                keys.push((name.to_owned(), key.starts_with('-')));
            } else {
                wrong.push(format!(
                    "_sort -> {at}\n  string does not match regex \"[+-]?@?\\w+\" \
                     (type=value_error.str.regex; pattern=[+-]?@?\\w+)"
                ));
            }
        }
        if wrong.is_empty() {
            Ok(keys)
        } else {
            Err(invalid("Sort", &wrong))
        }
    }

    fn of<R: Record>(ask: &Ask) -> Result<Self, Refusal> {
        let mut keys = Self::read(ask)?;
        let unknown = keys.iter().filter(|(name, _)| !R::is_sorted_by(name));
        let unknown: Vec<_> = unknown.map(|(name, _)| name).collect();
        if !unknown.is_empty() {
            return Err(no_such_keys("Sort", &unknown, R::KEYS));
        }
        if R::KEYS.contains(&"created_at") {
            keys.push(("created_at".to_owned(), false));
        }
        Ok(Self(keys))
    }

    fn sorted<R: Record>(&self, records: impl Iterator<Item = R>) -> Vec<R> {
        let ranked = |record: R| {
            let ranks = self.0.iter().map(|(name, _)| record.rank(name));
            (ranks.collect::<Vec<_>>(), record)
        };
        let mut ranked: Vec<_> = records.map(ranked).collect();
        ranked.sort_by(|(one, _), (other, _)| {
            let mut order = Ordering::Equal;
            for (at, (_, descending)) in self.0.iter().enumerate() {
                let this = compare(&one[at], &other[at]);
                order = order.then(if *descending { this.reverse() } else { this });
            }
            order
        });
        ranked.into_iter().map(|(_, record)| record).collect()
    }
}

/// Nulls are greater than everything else, as in the database.
pub(super) fn compare(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.cmp(other),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        (Value::Number(one), Value::Number(other)) => {
            let (one, other) = (one.as_f64(), other.as_f64());
            one.partial_cmp(&other).unwrap_or(Ordering::Equal)
        }
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        _ => Ordering::Equal,
    }
}

/// A field and the values of which it must have one.
#[derive(Debug)]
pub(super) struct Filter {
    field: String,
    values: Vec<String>,
}

impl Filter {
    pub(super) fn takes<R: Record>(&self, record: &R) -> bool {
        let found = record.field(&self.field);
        self.values.iter().any(|wanted| says(&found, wanted))
    }
}

/// The filters of a query: what does not begin with an underscore.
pub(super) fn filters<R: Record>(ask: &Ask) -> Result<Vec<Filter>, Refusal> {
    let mut filters: Map<String, Value> = Map::new();
    for (key, value) in ask.query.iter().filter(|(key, _)| !key.starts_with('_')) {
        let values = filters.entry(key.as_str()).or_insert_with(|| json!([]));
        if let Some(values) = values.as_array_mut() {
            values.push(value.as_str().into());
        }
    }
    let unknown = filters
        .keys()
        .filter(|key| !R::KEYS.contains(&key.as_str()));
    let unknown: Vec<_> = unknown.collect();
    if !unknown.is_empty() {
        return Err(no_such_keys("Filter", &unknown, R::KEYS));
    }
    let filter = |(field, values): (String, Value)| {
        let values = values.as_array().into_iter().flatten();
        let values = values.filter_map(|value| value.as_str().map(str::to_owned));
        Filter {
            field,
            values: values.collect(),
        }
    };
    Ok(filters.into_iter().map(filter).collect())
}

/// Whether a field's value is the one that a query writes like this.
fn says(found: &Value, wanted: &str) -> bool {
    match found {
        Value::String(text) => text == wanted,
        Value::Bool(flag) => wanted.eq_ignore_ascii_case(if *flag { "true" } else { "false" }),
        Value::Number(number) => wanted.parse::<f64>().ok() == number.as_f64(),
        _ => false,
    }
}

fn no_such_keys(what: &str, unknown: &[&String], keys: &[&str]) -> Refusal {
    Refusal::bad(format!(
        "{what} keys '{}' do not exist. Allowed keys are: {}",
        names(unknown),
        names(keys)
    ))
}
