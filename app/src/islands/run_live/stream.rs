//! The stream of changes: opened while the page is seen, opened again after it broke.
//!
//! The browser's own way of coming back would ask for the same address again and again; ours
//! says which version the page shows, waits longer each time, and stops when told to.

use super::page::Page;
use super::{Watched, dom, read};
use leptos::prelude::{TimeoutHandle, set_interval, set_timeout_with_handle};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource, EventTarget, MessageEvent};

/// The longest wait before the stream is opened again.
const LONGEST: Duration = Duration::from_secs(30);

const TRYING: &str = "News do not come through at present; trying again.";
const SIGNED_OUT: &str = "Your session has ended, so this page stands still.";

struct Stream {
    page: Page,
    source: Option<EventSource>,
    /// The next try to open it.
    retry: Option<TimeoutHandle>,
    failures: u32,
    /// Nothing more is to come.
    done: bool,
}

type Shared = Rc<RefCell<Stream>>;

/// Follows the run for as long as the page is open.
pub(super) fn follow(watched: Watched) {
    let done = watched.state.is_over();
    let page = Page::open(watched);
    let stream = Stream {
        page,
        source: None,
        retry: None,
        failures: 0,
        done,
    };
    let stream = Rc::new(RefCell::new(stream));
    if done {
        return;
    }
    open(&stream);
    let seen = Rc::clone(&stream);
    listen(&dom::document(), "visibilitychange", move |_: Event| {
        if dom::document().hidden() {
            seen.borrow_mut().close();
        } else {
            open(&seen);
        }
    });
    set_interval(
        move || {
            let stream = stream.borrow();
            if !stream.done && stream.source.is_some() {
                stream.page.tick();
            }
        },
        Duration::from_secs(1),
    );
}

/// Opens the stream, unless it is open, over, or nobody looks.
fn open(shared: &Shared) {
    let mut stream = shared.borrow_mut();
    if stream.done || stream.source.is_some() || dom::document().hidden() {
        return;
    }
    let shown = &stream.page.shown;
    let address = format!("{}?since={}", shown.events, shown.version);
    let Ok(source) = EventSource::new(&address) else {
        return;
    };
    on(&source, "state", shared, |stream, json| {
        stream.take(json, true);
    });
    on(&source, "change", shared, |stream, json| {
        stream.take(json, false);
    });
    on(&source, "over", shared, |stream, json| {
        stream.take(json, true);
        stream.finish();
    });
    on(&source, "ended", shared, |stream, _| {
        stream.stop();
        Page::interrupted(Some(SIGNED_OUT));
    });
    let broken = Rc::clone(shared);
    listen(&source, "error", move |_: Event| retry(&broken));
    stream.source = Some(source);
}

/// Closes what broke and opens it again after a while.
fn retry(shared: &Shared) {
    let again = Rc::clone(shared);
    let mut stream = shared.borrow_mut();
    stream.close();
    if stream.done {
        return;
    }
    stream.failures += 1;
    if stream.failures > 1 {
        Page::interrupted(Some(TRYING));
    }
    let wait = Duration::from_secs(1 << stream.failures.min(5)).min(LONGEST);
    let wait = wait.mul_f64(0.5 + dom::chance() / 2.0);
    stream.retry = set_timeout_with_handle(move || open(&again), wait).ok();
}

impl Stream {
    fn take(&mut self, json: &str, full: bool) {
        let Some(live) = read::live(json) else {
            return;
        };
        self.failures = 0;
        Page::interrupted(None);
        self.page.take(&live, full);
    }

    fn finish(&mut self) {
        self.stop();
        self.page.end();
    }

    fn stop(&mut self) {
        self.done = true;
        self.close();
    }

    fn close(&mut self) {
        if let Some(source) = self.source.take() {
            source.close();
        }
        if let Some(retry) = self.retry.take() {
            retry.clear();
        }
    }
}

fn on(source: &EventSource, name: &str, shared: &Shared, heed: fn(&mut Stream, &str)) {
    let shared = Rc::clone(shared);
    listen(source, name, move |event: MessageEvent| {
        let data = event.data().as_string().unwrap_or_default();
        heed(&mut shared.borrow_mut(), &data);
    });
}

/// Listens for as long as the page is open.
fn listen<E>(target: &EventTarget, name: &str, heed: impl FnMut(E) + 'static)
where
    E: wasm_bindgen::convert::FromWasmAbi + 'static,
{
    let heed: Closure<dyn FnMut(E)> = Closure::new(heed);
    let _ = target.add_event_listener_with_callback(name, heed.as_ref().unchecked_ref());
    heed.forget();
}
