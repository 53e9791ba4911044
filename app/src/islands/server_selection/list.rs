//! The page as the browser holds it: boxes, words, and what the tab remembers.

use super::super::browser::{all, by_id, document, property, set_text, window};
use super::chosen::{Chosen, hidden_words, order_words, selection_text};
use js_sys::{Math, Object, Reflect};
use std::collections::HashSet;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement, HtmlInputElement};

pub(super) struct List {
    pub(super) form: HtmlElement,
    pub(super) boxes: Vec<HtmlInputElement>,
    /// Chooses the whole page.
    pub(super) page: HtmlInputElement,
    /// Chooses all that match.
    pub(super) all: HtmlInputElement,
    pub(super) clear: HtmlElement,
    pub(super) hidden: HtmlElement,
    words: Element,
    pub(super) chosen: Chosen,
    here: HashSet<String>,
    /// All that match, once known; without a filter all do.
    pub(super) matching: Option<HashSet<String>>,
    /// Chosen ones that were given up because they are not there any more.
    gone: usize,
    narrows: bool,
    key: String,
    /// Where the buttons say what they would be done to, with the verb of each.
    orders: Vec<(Element, String)>,
}

/// Where tabs tell each other which selections are over.
const OVER: &str = "selections-over";

impl List {
    /// `None` where the page is not the one this was written for.
    pub(super) fn find() -> Option<Self> {
        let form: HtmlElement = by_id("servers-form")?;
        let label: HtmlElement = by_id("pick-page")?;
        label.set_hidden(false);
        let key = format!("servers:{}", form.get_attribute("data-account")?);
        let mut list = Self {
            page: all(&label, "input").into_iter().next()?,
            all: by_id("pick-all")?,
            clear: by_id("pick-clear")?,
            hidden: by_id("pick-hidden")?,
            words: by_id("pick-words")?,
            chosen: Chosen::default(),
            here: HashSet::new(),
            matching: None,
            gone: 0,
            orders: Vec::new(),
            narrows: form.has_attribute("data-ids"),
            key,
            boxes: Vec::new(),
            form,
        };
        list.find_boxes();
        let labels = all::<Element>(&list.form, "#run-package > span, #operate > summary > span");
        let verb = |label: Element| {
            let verb = label.text_content().unwrap_or_default();
            (label, verb)
        };
        list.orders = labels.into_iter().map(verb).collect();
        Some(list)
    }

    fn find_boxes(&mut self) {
        self.boxes = all(&self.form, "tbody [name=server]");
        self.here = self.boxes.iter().map(HtmlInputElement::value).collect();
    }

    /// The page's rows are others by now.
    pub(super) fn renewed(&mut self) {
        self.find_boxes();
        self.redraw();
    }

    /// Takes up what the tab remembers. What was ticked before the page woke counts too.
    pub(super) fn recall(&mut self) {
        self.take_up();
        let ticked = self.boxes.iter().filter(|one| one.checked());
        for one in ticked {
            self.chosen.set(&one.value(), &name(one), true);
        }
        self.redraw();
    }

    /// The same after Back brought the page as it was left, or another tab did something: what is
    /// kept is known better by now.
    pub(super) fn recall_only(&mut self) {
        self.take_up();
        // An order of all that match has a name too.
        if self.chosen == Chosen::default() {
            self.all.set_checked(false);
        }
        self.redraw();
    }

    /// What the tab remembers, unless an order made of it was confirmed or cancelled since.
    fn take_up(&mut self) {
        let kept = recall("sessionStorage", &self.key).unwrap_or_default();
        self.chosen = Chosen::parse(&kept);
        let over = recall("localStorage", OVER).unwrap_or_default();
        let selection = self.chosen.selection.as_str();
        if !selection.is_empty() && over.split(' ').any(|over| over == selection) {
            self.chosen = Chosen::default();
            remember(&self.key, "");
        }
    }

    /// What an order made of this selection calls it.
    pub(super) fn named(&mut self) -> &str {
        self.name();
        remember(&self.key, &self.chosen.kept());
        &self.chosen.selection
    }

    /// Names the selection, so that a tab which begins with a copy of it knows when it is over.
    fn name(&mut self) {
        if self.chosen.selection.is_empty() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "below 2^32 and never negative"
            )]
            let random = || (Math::random() * 4_294_967_296.0) as u32;
            self.chosen.selection = format!("{:08x}{:08x}", random(), random());
        }
    }

    /// Gives up chosen servers that are not among `there`, all that there are.
    pub(super) fn give_up_gone(&mut self, there: &HashSet<String>) {
        let gone = self.chosen.retain(|id| there.contains(id));
        if gone > 0 {
            self.gone += gone;
            self.changed();
        }
    }

    /// A server was ticked or not; with all chosen, the others of the page stay so.
    pub(super) fn ticked(&mut self, one: &HtmlInputElement) {
        if self.all.checked() {
            self.all.set_checked(false);
            for other in &self.boxes {
                self.chosen
                    .set(&other.value(), &name(other), other.checked());
            }
        } else {
            self.chosen.set(&one.value(), &name(one), one.checked());
        }
        self.changed();
    }

    /// Chooses the whole page, or gives it up.
    pub(super) fn ticked_page(&mut self) {
        self.all.set_checked(false);
        for one in &self.boxes {
            self.chosen
                .set(&one.value(), &name(one), self.page.checked());
        }
        self.changed();
    }

    /// Gives everything up.
    pub(super) fn forget(&mut self) {
        self.chosen = Chosen::default();
        self.all.set_checked(false);
        self.gone = 0;
        self.changed();
    }

    pub(super) fn changed(&mut self) {
        if self.chosen.count() > 0 {
            self.name();
        }
        remember(&self.key, &self.chosen.kept());
        self.redraw();
    }

    /// Whether anything would be posted.
    pub(super) fn is_empty(&self) -> bool {
        !self.all.checked() && self.chosen.elsewhere(|_| false).next().is_none()
    }

    /// Says that nothing can be done to nothing.
    pub(super) fn ask_for_servers(&self) {
        set_text(
            &self.words,
            "Choose at least one server first: tick it in the list.",
        );
    }

    /// Chosen ids that no box of this page posts.
    pub(super) fn unseen(&self) -> Vec<String> {
        let others = self.chosen.elsewhere(|id| self.here.contains(id));
        others.map(|(id, _)| id.to_owned()).collect()
    }

    pub(super) fn redraw(&self) {
        let everything = self.all.checked();
        let mut ticked = 0;
        for one in &self.boxes {
            let own = self.chosen.has(&one.value());
            ticked += usize::from(own);
            one.set_checked(own || everything);
        }
        let some = ticked > 0 && ticked < self.boxes.len() && !everything;
        self.page
            .set_checked(everything || ticked == self.boxes.len());
        self.page.set_indeterminate(some);
        let others: Vec<_> = self.chosen.elsewhere(|id| self.here.contains(id)).collect();
        let hidden: Vec<_> = others.iter().filter(|(id, _)| self.hides(id)).collect();
        let label = self
            .all
            .parent_element()
            .and_then(|label| label.text_content());
        let label = label.filter(|_| everything);
        let elsewhere = others.len() - hidden.len();
        let label = label.as_deref().map(str::trim);
        let words = selection_text(label, ticked, elsewhere, hidden.len(), self.gone);
        set_text(&self.words, &words);
        for (button, verb) in &self.orders {
            let words = order_words(verb, label, self.chosen.count(), others.len());
            set_text(button, &words);
        }
        self.clear.set_hidden(self.is_empty());
        self.draw_hidden(&hidden);
    }

    fn hides(&self, id: &str) -> bool {
        let known = self.matching.as_ref();
        self.narrows && known.is_some_and(|matching| !matching.contains(id))
    }

    /// The names of those that the filter hides, each with a button that gives it up.
    fn draw_hidden(&self, hidden: &[&(&str, &str)]) {
        self.hidden.set_hidden(hidden.is_empty());
        let Some(words) = all::<Element>(&self.hidden, "summary > span").pop() else {
            return;
        };
        set_text(&words, &hidden_words(hidden.len()));
        let Some(list) = all::<Element>(&self.hidden, "ul").pop() else {
            return;
        };
        list.set_text_content(None);
        for (id, name) in hidden {
            // Only names that are none would fail.
            let (Ok(item), Ok(button)) = (
                document().create_element("li"),
                document().create_element("button"),
            ) else {
                return;
            };
            button.set_class_name("btn btn-quiet btn-small");
            let _ = button.set_attribute("type", "button");
            let _ = button.set_attribute("value", id);
            button.set_text_content(Some(&format!("Give up {name}")));
            let _ = item.append_child(&button);
            let _ = list.append_child(&item);
        }
    }
}

/// The name of the server that a box chooses.
fn name(one: &HtmlInputElement) -> String {
    let label = one.get_attribute("aria-label").unwrap_or_default();
    label.strip_prefix("Choose ").unwrap_or(&label).to_owned()
}

/// What is kept under this key. Somebody may forbid pages to keep anything.
fn recall(store: &str, key: &str) -> Option<String> {
    let store: Object = property(&window(), store)?;
    Reflect::get(&store, &JsValue::from_str(key))
        .ok()?
        .as_string()
}

fn remember(key: &str, text: &str) {
    let Some(store) = property::<Object>(&window(), "sessionStorage") else {
        return;
    };
    let key = JsValue::from_str(key);
    // A full store forgets; the page itself still knows.
    let _ = if text.is_empty() {
        Reflect::delete_property(&store, &key)
    } else {
        Reflect::set(&store, &key, &JsValue::from_str(text))
    };
}
