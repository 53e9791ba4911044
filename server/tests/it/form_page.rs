//! The forms of pages as a browser without scripts posts them: every control with what stands in
//! it.

/// Names and values, in the order of the page.
pub(crate) type Fields = Vec<(String, String)>;

/// What pressing the button of the form that posts to `action` would post.
pub(crate) fn fields(html: &str, action: &str) -> Fields {
    let form = html.split("<form").skip(1).find(|form| {
        let tag = form.split('>').next().unwrap_or_default();
        attribute(tag, "action").as_deref() == Some(action)
    });
    let form = form.unwrap_or_else(|| panic!("no form to {action} in {html}"));
    let form = form.split("</form>").next().unwrap_or_default();
    form.split('<')
        .filter_map(|part| control(form, part))
        .collect()
}

/// The same fields with other values in some.
pub(crate) fn typed(mut fields: Fields, values: &[(&str, &str)]) -> Fields {
    for (name, value) in values {
        let found = fields.iter_mut().find(|(own, _)| own == name);
        let field = found.unwrap_or_else(|| panic!("no control {name}"));
        (*value).clone_into(&mut field.1);
    }
    fields
}

/// What the choice that reads `words` posts.
pub(crate) fn option(html: &str, control: &str, words: &str) -> String {
    let list = select(html, control);
    let found = list.split("<option").find(|option| option.contains(words));
    let option = found.unwrap_or_else(|| panic!("no {words} in {list}"));
    attribute(option, "value").expect("a value")
}

/// What a part of a page that begins with a tag posts, where it is a control.
fn control(form: &str, part: &str) -> Option<(String, String)> {
    let (tag, text) = part.split_once('>')?;
    let name = attribute(tag, "name")?;
    let value = match tag.split(' ').next()? {
        "input" if !is_box(tag) => attribute(tag, "value").unwrap_or_default(),
        "input" if has(tag, "checked") => attribute(tag, "value").unwrap_or("on".to_owned()),
        // Browsers drop one line break after the opening tag.
        "textarea" => decoded(text.strip_prefix('\n').unwrap_or(text)),
        "select" => chosen(select(form, &name)),
        _ => return None,
    };
    Some((name, value))
}

fn is_box(tag: &str) -> bool {
    let kind = attribute(tag, "type");
    matches!(kind.as_deref(), Some("checkbox" | "radio"))
}

fn select<'a>(html: &'a str, control: &str) -> &'a str {
    let begin = html.split("<select").skip(1).find(|part| {
        let tag = part.split('>').next().unwrap_or_default();
        attribute(tag, "name").as_deref() == Some(control)
    });
    let list = begin.unwrap_or_else(|| panic!("no choices of {control}"));
    list.split("</select>").next().unwrap_or_default()
}

/// The option that is marked, or the first, as in a browser.
fn chosen(list: &str) -> String {
    let options = || {
        list.split("<option")
            .skip(1)
            .filter_map(|o| o.split('>').next())
    };
    let marked = options().find(|option| has(option, "selected"));
    let option = marked.or_else(|| options().next());
    option
        .and_then(|tag| attribute(tag, "value"))
        .unwrap_or_default()
}

fn has(tag: &str, flag: &str) -> bool {
    tag.split(' ')
        .any(|word| word.split('=').next() == Some(flag))
}

/// An attribute of a tag, as text.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(decoded(rest.split('"').next()?))
}

fn decoded(text: &str) -> String {
    let escapes = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    escapes
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
