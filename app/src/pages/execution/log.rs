//! What an execution wrote: events and lines of logs, the newest last. Where scripts run, its end is
//! read on in place.

use super::ExecutionPage;
use crate::components::{
    Button, ChoiceOption, FieldSpec, FilterBar, Icon, LinkButton, Notice, NoticeKind, Select,
    TextInput,
};
use crate::islands::run_live::words::clock;
use leptos::prelude::*;
use slipway_domain::urls::{self, LogFrom, LogView};
use slipway_portal::executions::log::{key, shown};
use slipway_portal::executions::readings::LogPart;
use slipway_portal::executions::{LogItem, LogLevel};
use std::collections::BTreeSet;

pub(super) fn log(page: &ExecutionPage) -> Option<AnyView> {
    let body = match page.log.as_ref()? {
        Ok(part) => view! { {tools(page, part)}{lines(page, part)}{foot(page, part)} }.into_any(),
        Err(error) => {
            let error = error.to_string();
            view! { <Notice kind=NoticeKind::Warn title="It could not be read"><p>{error}</p></Notice> }
                .into_any()
        }
    };
    Some(
        view! {
            <section aria-labelledby="log-title">
                <h2 id="log-title">"Events and logs"</h2>
                {body}
            </section>
        }
        .into_any(),
    )
}

/// The filters, as a form that asks for the page anew, and the ways through the log.
fn tools(page: &ExecutionPage, part: &LogPart) -> impl IntoView + use<> {
    let view = &page.look.log;
    let action = urls::execution(&page.scope, page.id());
    let levels = [
        ("info", "Without debug"),
        ("warning", "Warnings and errors"),
        ("error", "Errors"),
    ];
    let levels = levels.map(|(word, words)| {
        ChoiceOption::new(word, words).chosen(view.level.as_deref() == Some(word))
    });
    let known = |of: fn(&LogItem) -> Option<&String>| {
        let known: BTreeSet<_> = part.items.iter().filter_map(of).cloned().collect();
        let options = known
            .into_iter()
            .map(|one| view! { <option value=one></option> });
        options.collect::<Vec<_>>()
    };
    let input = |name: &'static str, label: &'static str, value: &Option<String>| {
        view! {
            <TextInput
                field=FieldSpec::new(format!("log-{name}"), name, label).unmarked()
                value=value.clone()
                placeholder=label
                list=format!("log-{name}s")
            />
        }
    };
    let at = |from| page.with_log(view.at(from));
    let first = page.with_log(LogView::default().at(LogFrom::FirstError));
    let file = urls::execution_log_file(&page.scope, page.id(), view);
    let (beginning, end) = (at(LogFrom::Beginning), at(LogFrom::End));
    let all = view
        .is_narrow()
        .then(|| view! { <LinkButton label="All" href=page.with_log(LogView::default())/> });
    let fields = (
        input("kind", "Type", &view.kind),
        input("node", "Node", &view.node),
    );
    let text = view.text.clone();
    let (kinds, nodes) = (
        known(|item| item.kind.as_ref()),
        known(|item| item.node.as_ref()),
    );
    view! {
        <FilterBar action=action>
            <Select
                field=FieldSpec::new("log-level", "level", "Level").unmarked()
                choices=levels.to_vec()
                blank="All levels"
            />
            {fields}
            <TextInput
                field=FieldSpec::new("log-find", "find", "Text").unmarked()
                value=text
                placeholder="Text"
            />
            <Button label="Filter" icon=Icon::Search/>
            {all}
        </FilterBar>
        <datalist id="log-kinds">{kinds}</datalist>
        <datalist id="log-nodes">{nodes}</datalist>
        <div class="run-actions">
            <button class="btn" type="button" id="log-follow" aria-pressed="true" hidden=true>"Follow"</button>
            <LinkButton label="First error" href=first icon=Icon::Problem/>
            <LinkButton label="Beginning" href=beginning icon=Icon::Up/>
            <LinkButton label="End" href=end icon=Icon::Down/>
            <LinkButton label="Download" href=file icon=Icon::Download download=true/>
        </div>
    }
}

fn lines(page: &ExecutionPage, part: &LogPart) -> impl IntoView + use<> {
    let view = &page.look.log;
    let earlier = part.earlier.clone().map(|cursor| {
        let href = page.with_log(view.at(LogFrom::Before(cursor)));
        view! { <a id="log-earlier" href=href>"Earlier"</a> }
    });
    // The end is read on in place.
    let is_end = view.from == LogFrom::End;
    let later = (part.more || !is_end).then(|| {
        let href = page.with_log(view.at(LogFrom::After(part.next.clone())));
        view! { <a href=href>"Later"</a> }
    });
    let base = part
        .items
        .first()
        .map_or(0, |item| item.time.as_millisecond());
    let first = (view.from == LogFrom::FirstError)
        .then(|| {
            part.items
                .iter()
                .position(|item| item.level == LogLevel::Error)
        })
        .flatten();
    let items = part.items.iter().enumerate();
    let items: Vec<_> = items
        .map(|(place, item)| line(item, base, first == Some(place)))
        .collect();
    let nothing = items.is_empty().then(|| {
        let words = if view.is_narrow() {
            "Nothing of this part fits the filter."
        } else {
            "Nothing was written so far."
        };
        view! { <p class="run-hint" id="log-nothing">{words}</p> }
    });
    let reads = is_end.then(|| urls::execution_log(&page.scope, page.id(), &view.at(LogFrom::End)));
    view! {
        <div class="log" id="log" data-reads=reads data-next=part.next.clone()>
            <p class="log-gap">{earlier}<span id="log-dropped" hidden=true></span></p>
            <div class="log-text" id="log-text" tabindex="0" role="region" aria-label="Events and logs">
                {nothing}
                <ol id="log-lines" role="list">{items}</ol>
            </div>
            <p class="log-gap">{later}</p>
        </div>
    }
}

fn line(item: &LogItem, base: i64, is_first_error: bool) -> impl IntoView + use<> {
    let class = match item.level {
        LogLevel::Error => "log-error",
        LogLevel::Warning => "log-warning",
        LogLevel::Info | LogLevel::Debug => "",
    };
    let at = clock(item.time.as_millisecond(), base);
    let id = is_first_error.then_some("first-error");
    view! {
        <li class=class id=id data-key=key(item)>
            <time datetime=item.time.to_string()>{at}</time>
            <span>{item.level.word()}</span>
            <bdi>{item.source.clone()}</bdi>
            <bdi>{shown(&item.text)}</bdi>
        </li>
    }
}

fn foot(page: &ExecutionPage, part: &LogPart) -> impl IntoView + use<> {
    let goes_on = part.more || !page.is_over();
    let is_live = page.look.log.from == LogFrom::End && goes_on;
    let newest = is_live.then_some("The newest is last. ");
    view! {
        <p class="run-hint">
            <span id="log-said" role="status"></span>
            " "
            {newest}
            <noscript>"Times are UTC. "</noscript>
            "Lines of a later day than the first say so."
        </p>
    }
}
