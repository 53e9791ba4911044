//! The markup that the picker fills when it wakes; hidden until then. The template is one row.

use crate::components::Icon;
use leptos::prelude::*;

/// Filter, list and counts.
pub(super) fn picker(placed: bool) -> impl IntoView {
    let fields = if placed {
        "Name or web*, IP, description, group, data center or system"
    } else {
        "Name or web*, IP, description, group or system"
    };
    view! {
        <div class="picker" id="picker" hidden=true>
            <div class="field">
                <label class="field-label" for="picker-filter">"Filter servers"</label>
                <input
                    class="input"
                    id="picker-filter"
                    type="search"
                    placeholder=fields
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    aria-controls="picker-list"
                />
            </div>
            <div class="picker-line">
                <div class="picker-slot"><p class="picker-count" id="picker-count" role="status"></p></div>
                <div class="picker-slot"><button class="btn btn-small" type="button" id="picker-all"></button></div>
                <button class="btn btn-small" type="button" id="picker-only" aria-pressed="false">"Show only chosen"</button>
            </div>
            <div
                class="picker-list"
                id="picker-list"
                role="listbox"
                aria-multiselectable="true"
                aria-label="Servers"
                tabindex="0"
            >
                <div class="picker-space" id="picker-space" role="presentation">
                    <div class="picker-rows" id="picker-rows" role="presentation" translate="no"></div>
                </div>
                <p class="picker-empty" id="picker-empty" hidden=true>"No server matches."</p>
            </div>
            <div class="picker-line">
                <p class="picker-chosen" id="picker-chosen" role="status"></p>
                <button class="btn btn-small" type="button" id="picker-clear" hidden=true>"Clear the choice"</button>
                <button class="btn btn-small" type="button" id="picker-lost" translate="no" hidden=true></button>
            </div>
            <template id="picker-row">
                <div class="picker-row" role="option" aria-selected="false">
                    <span class="picker-box">{Icon::Check.svg()}</span>
                    <bdi class="picker-name"></bdi>
                    <span class="badge"></span>
                    <span class="picker-center"></span>
                    <code class="picker-ip"></code>
                    <bdi class="picker-group"></bdi>
                    <span class="picker-system"></span>
                </div>
            </template>
        </div>
    }
}
