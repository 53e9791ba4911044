//! HTML written piece by piece, for tables of a thousand rows, where a tree of views costs more
//! than everything else on the page.
//!
//! It is safe by its types: markup has to stand in the program, everything else is escaped. A template
//! engine would bring a second language for pages; this writes what the tree of views would have written.

use std::fmt::Write;

/// Which bytes would be markup; none of them is part of another character.
const ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    table[b'&' as usize] = true;
    table[b'<' as usize] = true;
    table[b'>' as usize] = true;
    table[b'"' as usize] = true;
    table
};

/// HTML under construction.
#[derive(Default)]
pub struct Markup(String);

impl Markup {
    /// With room for so many bytes: growing by doubling copies a long table several times.
    pub fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Adds markup of the program's own.
    pub fn raw(&mut self, html: &'static str) -> &mut Self {
        self.0.push_str(html);
        self
    }

    /// Adds text, or the value of an attribute in double quotes.
    pub fn text(&mut self, text: &str) -> &mut Self {
        let mut rest = text;
        // Bytes and a table: most of a table's cells pass here, and hold nothing to escape.
        while let Some(place) = rest.bytes().position(|byte| ESCAPED[usize::from(byte)]) {
            let (before, from) = rest.split_at(place);
            self.0.push_str(before);
            self.0.push_str(match from.as_bytes()[0] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                _ => "&quot;",
            });
            rest = &from[1..];
        }
        self.0.push_str(rest);
        self
    }

    /// Adds what `value` shows itself as.
    pub fn shown(&mut self, value: impl std::fmt::Display) -> &mut Self {
        // Writing into memory cannot fail.
        let _ = write!(Escaping(self), "{value}");
        self
    }

    /// The HTML.
    pub fn finish(self) -> String {
        self.0
    }
}

struct Escaping<'a>(&'a mut Markup);

impl Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.text(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Markup;

    #[test]
    fn only_the_programs_own_words_are_markup() {
        let mut html = Markup::default();
        html.raw("<b title=\"").text("\"&<é>").raw("\">");
        html.shown("</b>").raw("</b>");
        assert_eq!(
            html.finish(),
            "<b title=\"&quot;&amp;&lt;é&gt;\">&lt;/b&gt;</b>"
        );
    }
}
