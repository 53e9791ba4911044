//! JSON as the browser's own parser gives it: a reader compiled into the library would cost every
//! first visit some twenty kilobytes. Names are those that `serde` writes on the server.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A parsed value.
pub struct Entry(JsValue);

impl Entry {
    /// Parses `text`; `None` where it is no JSON.
    pub fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    /// A member; an empty value where there is none.
    #[must_use]
    pub fn member(&self, name: &str) -> Self {
        Self(Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or_default())
    }

    /// The elements of a list; none where it is something else.
    pub fn elements(&self) -> Vec<Self> {
        let list: Option<&Array> = self.0.dyn_ref();
        list.map_or_else(Vec::new, |list| list.iter().map(Self).collect())
    }

    /// The elements of a list of this very length.
    pub fn exactly<const N: usize>(&self) -> Option<[Self; N]> {
        self.elements().try_into().ok()
    }

    /// Whether the value says yes.
    pub fn is_true(&self) -> bool {
        self.0.is_truthy()
    }

    /// The value as text, if it is one.
    pub fn as_text(&self) -> Option<String> {
        self.0.as_string()
    }

    /// The value as a number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    /// A member as text.
    pub fn text(&self, name: &str) -> Option<String> {
        self.member(name).as_text()
    }

    /// A member that holds, or does not, what its name says.
    pub fn flag(&self, name: &str) -> bool {
        self.member(name).is_true()
    }

    /// A member as a whole number, far below 2^53.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole numbers far below 2^53"
    )]
    pub fn number(&self, name: &str) -> Option<i64> {
        self.member(name).0.as_f64().map(|number| number as i64)
    }

    /// A member as a count.
    pub fn count<T: TryFrom<i64>>(&self, name: &str) -> Option<T> {
        T::try_from(self.number(name)?).ok()
    }
}
