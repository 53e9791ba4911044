//! Processors, memory and disks: the cloud takes a while for them, so they are reviewed and become
//! a run.

use super::{EditPage, disks};
use crate::components::{Button, ButtonKind, FieldSpec, Fieldset, FormScope, NumberInput};
use leptos::prelude::*;
use slipway_domain::hardware::{CPUS, MEMORY_GB};
use slipway_domain::server_form::controls;
use slipway_domain::urls;

pub(super) fn form(page: &EditPage) -> impl IntoView + use<> {
    let server = &page.now.details.server;
    let blocked = page.blocked();
    let action = urls::server_hardware(&page.scope, &server.id);
    let cpu = FieldSpec::new(controls::CPU, controls::CPU, "CPU")
        .unit("processors")
        .hint(format!("{} to {}", CPUS.start(), CPUS.end()))
        .error(page.feedback.problem(controls::CPU));
    let memory = FieldSpec::new(controls::MEMORY, controls::MEMORY, "Memory")
        .unit("GB")
        .hint(format!("{} to {}", MEMORY_GB.start(), MEMORY_GB.end()))
        .error(page.feedback.problem(controls::MEMORY));
    let (cpu_value, memory_value) = (page.hardware.cpu.clone(), page.hardware.memory.clone());
    let (present, added) = (disks::present(page), disks::added(page));
    view! {
        <form class="server-form" method="post" action=action>
            <FormScope/>
            <Fieldset
                legend="Hardware"
                hint="Reviewed first. The cloud takes a while and may restart the server."
            >
                <div class="server-pair">
                    <NumberInput field=cpu value=cpu_value whole=true/>
                    <NumberInput field=memory value=memory_value whole=true/>
                </div>
                {present}
                {added}
                <div class="form-actions">
                    <Button
                        label="Review the change"
                        kind=ButtonKind::Primary
                        id="review"
                        disabled_reason=blocked
                    />
                </div>
            </Fieldset>
        </form>
    }
}
