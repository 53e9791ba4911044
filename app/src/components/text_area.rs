//! Inputs of several lines. This is the only place that renders a `<textarea>`: the framework's 0.8
//! does not escape its children on the server, so the value is escaped here.

use leptos::prelude::*;

use super::{
    field::{Field, FieldSpec},
    text::{MaybeText, escaped},
};

/// The most lines that a text which grows begins with.
const MOST_ROWS: usize = 12;

/// One line of text that grows: lines that are pasted stay lines, where an input would join them
/// without a word.
#[component]
pub fn GrowingInput(
    /// The field.
    field: FieldSpec,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// Whether it takes a number; decides the keyboard of a phone.
    #[prop(optional)]
    number: bool,
) -> impl IntoView {
    let rows = (value.matches('\n').count() + 1).min(MOST_ROWS).to_string();
    let class = if number {
        "input input-grow input-number"
    } else {
        "input input-grow"
    };
    area(Area {
        field,
        value,
        class,
        rows,
        inputmode: number.then_some("decimal"),
        placeholder: None,
    })
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The field.
    field: FieldSpec,
    /// What stands in it.
    #[prop(optional, into)]
    value: MaybeText,
    /// Lines to show.
    #[prop(default = 6)]
    rows: u8,
    /// Whether it holds names or code rather than prose.
    #[prop(optional)]
    mono: bool,
    /// An example, never the only help.
    #[prop(optional, into)]
    placeholder: MaybeText,
) -> impl IntoView {
    area(Area {
        field,
        value: value.0.unwrap_or_default(),
        class: if mono { "input input-mono" } else { "input" },
        rows: rows.to_string(),
        inputmode: None,
        placeholder: placeholder.0,
    })
}

/// What differs between the two.
struct Area {
    field: FieldSpec,
    value: String,
    class: &'static str,
    rows: String,
    inputmode: Option<&'static str>,
    placeholder: Option<String>,
}

fn area(area: Area) -> impl IntoView {
    let field = area.field;
    let (id, name, required) = (field.id.clone(), field.name.clone(), !field.optional);
    let (described, invalid) = (field.described_by(), field.invalid());
    view! {
        <Field spec=field>
            <textarea
                class=area.class
                id=id
                name=name
                rows=area.rows
                inputmode=area.inputmode
                placeholder=area.placeholder
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                required=required
                aria-describedby=described
                aria-invalid=invalid
                dir="auto"
                data-1p-ignore="true"
                data-lpignore="true"
                data-bwignore="true"
                data-protonpass-ignore="true"
                data-form-type="other"
                inner_html=content(area.value)
            ></textarea>
        </Field>
    }
}

/// The value as HTML. Browsers drop one line break after the opening tag, so one stands first.
fn content(value: String) -> String {
    format!("\n{}", escaped(value))
}

#[cfg(test)]
mod tests {
    use super::{GrowingInput, GrowingInputProps, TextArea, TextAreaProps};
    use crate::components::FieldSpec;
    use leptos::prelude::*;

    fn render(value: &str) -> String {
        let field = FieldSpec::new("names", "names", "Names");
        TextArea(TextAreaProps::builder().field(field).value(value).build()).to_html()
    }

    fn growing(value: &str) -> String {
        let field = FieldSpec::new("names", "names", "Names");
        let props = GrowingInputProps::builder().field(field).value(value);
        GrowingInput(props.build()).to_html()
    }

    #[test]
    fn what_grows_holds_its_value_as_it_is() {
        let html = growing("</textarea><script>");
        assert!(
            html.contains("\n&lt;/textarea&gt;&lt;script&gt;</textarea>"),
            "{html}"
        );
        assert!(growing("\na\n").contains(">\n\na\n</textarea>"));
        assert!(growing("a").contains("rows=\"1\""));
        assert!(growing(&"a\n".repeat(100)).contains("rows=\"12\""));
    }

    #[test]
    fn a_value_cannot_leave_the_element() {
        let html = render("</textarea><script>alert(1)</script>&amp;");
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        let escaped =
            "\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</textarea>";
        assert!(html.contains(escaped), "{html}");
    }

    #[test]
    fn a_first_line_break_survives() {
        assert!(render("\nweb01").contains(">\n\nweb01</textarea>"));
    }
}
