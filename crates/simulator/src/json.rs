//! Writes JSON straight into a string: keys in the order they are given, compact, with nothing for what is absent.
//! A detailed group of thousands of servers is written in one go, which a tree of values would make ten times slower.

/// JSON under construction. Commas are placed by looking at what was written last.
#[derive(Debug, Default)]
pub(crate) struct Json {
    out: String,
}

impl Json {
    pub(crate) fn into_string(self) -> String {
        self.out
    }

    pub(crate) fn object(&mut self, fill: impl FnOnce(&mut Self)) -> &mut Self {
        self.nest('{', '}', fill)
    }

    pub(crate) fn array(&mut self, fill: impl FnOnce(&mut Self)) -> &mut Self {
        self.nest('[', ']', fill)
    }

    pub(crate) fn key(&mut self, key: &str) -> &mut Self {
        self.comma();
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
        self
    }

    /// A string value made of pieces, which need no escaping (our own links and ids).
    pub(crate) fn plain(&mut self, pieces: &[&str]) -> &mut Self {
        self.comma();
        self.out.push('"');
        for piece in pieces {
            self.out.push_str(piece);
        }
        self.out.push('"');
        self
    }

    /// A string value of any text.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        if text
            .bytes()
            .all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\')
        {
            return self.plain(&[text]);
        }
        self.raw(&serde_json::Value::from(text).to_string())
    }

    /// A value that is JSON already.
    pub(crate) fn raw(&mut self, json: &str) -> &mut Self {
        self.comma();
        self.out.push_str(json);
        self
    }

    pub(crate) fn int(&mut self, value: u32) -> &mut Self {
        self.raw(&value.to_string())
    }

    /// A float has three decimals at most and keeps its point even when whole: `0.0`.
    pub(crate) fn float(&mut self, value: f64) -> &mut Self {
        self.raw(&format!("{:?}", (value * 1000.0).round() / 1000.0))
    }

    pub(crate) fn bool(&mut self, value: bool) -> &mut Self {
        self.raw(if value { "true" } else { "false" })
    }

    /// `"key":"text"`, any text.
    pub(crate) fn pair(&mut self, key: &str, text: &str) -> &mut Self {
        self.key(key).text(text)
    }

    /// `"key":[]`.
    pub(crate) fn empty(&mut self, key: &str) -> &mut Self {
        self.key(key).raw("[]")
    }

    fn nest(&mut self, open: char, close: char, fill: impl FnOnce(&mut Self)) -> &mut Self {
        self.comma();
        self.out.push(open);
        fill(self);
        self.out.push(close);
        self
    }

    fn comma(&mut self) {
        if !matches!(self.out.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_a_parser_reads_back() {
        let mut json = Json::default();
        json.object(|json| {
            json.pair("a", "x\"\\\n\u{1}<").key("b").array(|json| {
                json.int(1)
                    .float(0.0)
                    .float(14.0 - 0.345)
                    .bool(true)
                    .text("ends with [")
                    .text("");
            });
            json.empty("c").key("d").object(|_| ());
        });
        let text = json.into_string();
        assert_eq!(
            text,
            r#"{"a":"x\"\\\n\u0001<","b":[1,0.0,13.655,true,"ends with [",""],"c":[],"d":{}}"#
        );
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }
}
