//! When fields are checked: on leaving one, on every choice, and while something is wrong also
//! on every letter.

use super::super::browser::{after_press, all, by_id, later, listen, target};
use super::read::{self, Field};
use super::verdict::Verdict;
use super::{growing, reveal, slot, suggestions, verdict};
use slipway_domain::parameters::{Finding, Rules, examine};
use slipway_domain::urls::routes;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use web_sys::{Element, Event, HtmlInputElement};

/// How long typing pauses before the server is asked.
const PAUSE: Duration = Duration::from_millis(400);

/// How long it takes until a press that makes somebody leave a field is known to be one.
const LEAVING: Duration = Duration::from_millis(50);

/// The form at work.
struct Form {
    /// As the form itself posts it.
    cloud: Option<String>,
    account: String,
    /// What a workflow is started on.
    deployment: Option<String>,
    fields: Vec<Watched>,
}

struct Watched {
    field: Field,
    /// Whether somebody typed there; an untouched field is not wrong yet.
    touched: Cell<bool>,
    /// Counts what was entered, so that a late answer is known to be late.
    turn: Cell<u32>,
}

/// Begins to watch.
pub(super) fn watch() {
    let Some(whole) = by_id::<Element>("package-form") else {
        return;
    };
    reveal::offer(&whole);
    growing::watch(&whole);
    let checks = whole.get_attribute("data-checks").unwrap_or_default();
    let Some((account, fields, deployment)) = read::form(&checks) else {
        return;
    };
    let watched = |field: Field| {
        slot::announce(&field.id);
        Watched {
            field,
            touched: Cell::new(false),
            turn: Cell::new(0),
        }
    };
    let fields = fields.into_iter().map(watched).collect();
    let cloud = all::<HtmlInputElement>(&whole, "input[name=form-cloud]");
    let form = Rc::new(Form {
        cloud: cloud.first().map(HtmlInputElement::value),
        account,
        deployment,
        fields,
    });
    for (event, handler) in [
        ("input", typed as fn(&Rc<Form>, usize)),
        ("change", changed),
        ("focusout", left),
    ] {
        let form = Rc::clone(&form);
        listen(&whole, event, move |event: Event| {
            if let Some(place) = form.place_of(&event) {
                handler(&form, place);
            }
        });
    }
}

impl Form {
    /// The server's verdict on what stands in a field.
    async fn ask(&self, field: &Field) -> Option<Verdict> {
        let value = slot::entered(&field.id).into_iter().next();
        let value = value.unwrap_or_default();
        let mut fields = vec![("account", self.account.as_str()), ("value", &value)];
        fields.extend(self.cloud.as_deref().map(|cloud| ("cloud", cloud)));
        let address = if let Some(deployment) = &self.deployment {
            fields.extend([
                ("workflow", field.asks.as_str()),
                ("deployment", deployment),
                ("parameter", &field.variable),
            ]);
            routes::CHECK_PARAMETER
        } else {
            fields.extend([
                ("package", field.asks.as_str()),
                ("variable", &field.variable),
            ]);
            routes::CHECK_VALUE
        };
        verdict::ask(address, &fields).await
    }

    /// The field whose control an event is about: its id, or that of its group.
    fn place_of(&self, event: &Event) -> Option<usize> {
        let target: Element = target(event)?;
        let id = match target.closest("fieldset[id]").ok().flatten() {
            Some(group) => group.id().strip_suffix("-group")?.to_owned(),
            None => target.id(),
        };
        self.fields
            .iter()
            .position(|watched| watched.field.id == id)
    }
}

fn typed(form: &Rc<Form>, place: usize) {
    let watched = &form.fields[place];
    watched.touched.set(true);
    watched.turn.set(watched.turn.get().wrapping_add(1));
    if slot::has_error(&watched.field.id) {
        check(form, place, false);
    } else if watched.field.needs_server {
        ask_soon(form, place, false);
    }
}

fn changed(form: &Rc<Form>, place: usize) {
    form.fields[place].touched.set(true);
    check_after_press(form, place);
}

fn left(form: &Rc<Form>, place: usize) {
    let watched = &form.fields[place];
    if watched.touched.get() && !slot::has_error(&watched.field.id) {
        check_after_press(form, place);
    }
}

/// A field is often left by pressing something below it, which an error that appears at once
/// would move from under the pointer before it is let go.
fn check_after_press(form: &Rc<Form>, place: usize) {
    let form = Rc::clone(form);
    let check = move || check(&form, place, true);
    later(LEAVING, move || after_press(Box::new(check)));
}

/// Judges with the rules at hand; where they say half, the server says the rest: at once where
/// the answer is `settled`, else when typing pauses.
fn check(form: &Rc<Form>, place: usize, settled: bool) {
    let watched = &form.fields[place];
    let id = &watched.field.id;
    match judge(watched) {
        Err(error) => slot::show(id, Some(&error), &[]),
        Ok(finding) if !watched.field.needs_server => slot::show(id, None, &finding.notices),
        // An empty optional field needs no judge.
        Ok(finding) if finding.value.is_none() => slot::show(id, None, &[]),
        Ok(_) => ask_soon(form, place, settled),
    }
}

fn judge(watched: &Watched) -> Result<Finding, String> {
    let entered = slot::entered(&watched.field.id);
    match &watched.field.rules {
        Some(parameter) => examine(parameter, &entered, &Rules::without_engine()),
        None => Ok(Finding {
            value: entered.into_iter().find(|text| !text.is_empty()),
            ..Finding::default()
        }),
    }
}

/// Asks the server, unless something else is entered before.
fn ask_soon(form: &Rc<Form>, place: usize, settled: bool) {
    let watched = &form.fields[place];
    let turn = watched.turn.get();
    let form = Rc::clone(form);
    let wait = if settled { Duration::ZERO } else { PAUSE };
    later(wait, move || {
        if form.fields[place].turn.get() == turn {
            leptos::task::spawn_local(ask_now(form, place, turn));
        }
    });
}

async fn ask_now(form: Rc<Form>, place: usize, turn: u32) {
    let watched = &form.fields[place];
    let id = &watched.field.id;
    match judge(watched) {
        Err(error) => return slot::show(id, Some(&error), &[]),
        Ok(finding) if finding.value.is_none() => return slot::show(id, None, &[]),
        Ok(_) => {}
    }
    // Where no verdict can be had the review makes up for it.
    let Some(verdict) = form.ask(&watched.field).await else {
        return;
    };
    if watched.turn.get() == turn {
        suggestions::add(id, &verdict.named);
    }
    let form = Rc::clone(&form);
    after_press(Box::new(move || {
        let watched = &form.fields[place];
        if watched.turn.get() == turn {
            let id = &watched.field.id;
            slot::show(id, verdict.error.as_deref(), &verdict.notices);
        }
    }));
}
