//! The stream of changes: opened while the page is seen, opened again after it broke.
//!
//! The browser's own way of coming back would ask for the same address again and again; ours
//! says which version the page shows, waits longer each time, and stops when told to. A stream
//! that says nothing for long is taken for dead, and one that the portal refuses leads to where the
//! page itself leads now: to the sign-in, as a rule.

use super::super::browser::{is_closed, window};
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

/// Milliseconds of silence after which a stream counts as dead: the portal says every four seconds
/// that it is there.
const QUIET: i64 = 15_000;

const SIGNED_OUT: &str = "Your session has ended, so this page stands still.";

struct Stream {
    page: Page,
    source: Option<EventSource>,
    /// The next try to open it.
    retry: Option<TimeoutHandle>,
    failures: u32,
    /// When the portal was last heard, and when it was last asked, by the browser's clock.
    heard: i64,
    asked: i64,
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
        heard: dom::now(),
        asked: dom::now(),
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
            if stream.borrow().is_dead() {
                stream.borrow_mut().failures += 1;
                retry(&stream);
            } else if stream.borrow().source.is_some() {
                stream.borrow().page.tick();
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
    on(&source, "beat", shared, |stream, now| {
        if let Ok(now) = now.parse() {
            stream.page.hear(now);
        }
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
    listen(&source, "error", move |_: Event| failed(&broken));
    stream.asked = dom::now();
    stream.source = Some(source);
}

/// A stream that was refused is not tried for ever: it may be the session that ended.
fn failed(shared: &Shared) {
    let refused = {
        let stream = shared.borrow();
        let source = stream.source.as_ref();
        source.is_some_and(|source| source.ready_state() == EventSource::CLOSED)
    };
    let page = shared.borrow().page.shown.page.clone();
    retry(shared);
    if refused {
        let refused = Rc::clone(shared);
        leptos::task::spawn_local(async move {
            if is_closed(&page).await {
                refused.borrow_mut().stop();
                let _ = window().location().replace(&page);
            }
        });
    }
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
        Page::interrupted(Some(&stream.page.silence_words(stream.heard)));
    }
    let wait = Duration::from_secs(1 << stream.failures.min(5)).min(LONGEST);
    let wait = wait.mul_f64(0.5 + dom::chance() / 2.0);
    stream.retry = set_timeout_with_handle(move || open(&again), wait).ok();
}

impl Stream {
    /// Whether it is open and has said nothing for too long.
    fn is_dead(&self) -> bool {
        self.source.is_some() && dom::now() - self.heard.max(self.asked) > QUIET
    }

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

fn on(source: &EventSource, name: &str, shared: &Shared, handler: fn(&mut Stream, &str)) {
    let shared = Rc::clone(shared);
    listen(source, name, move |event: MessageEvent| {
        let data = event.data().as_string().unwrap_or_default();
        let mut stream = shared.borrow_mut();
        stream.heard = dom::now();
        handler(&mut stream, &data);
    });
}

/// Listens for as long as the page is open.
fn listen<E>(target: &EventTarget, name: &str, handler: impl FnMut(E) + 'static)
where
    E: wasm_bindgen::convert::FromWasmAbi + 'static,
{
    let handler: Closure<dyn FnMut(E)> = Closure::new(handler);
    let _ = target.add_event_listener_with_callback(name, handler.as_ref().unchecked_ref());
    handler.forget();
}
