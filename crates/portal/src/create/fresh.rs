//! What a form holds before anybody typed into it.

use super::form::{CreateForm, controls};
use super::offer::Offer;
use slipway_domain::AccountAlias;
use slipway_domain::details::ServerDetails;
use slipway_domain::hardware::{CPUS, MEMORY_GB, StorageKind};
use slipway_domain::server_form::controls as of_server;
use slipway_domain::urls::CreateFrom;

/// A form that begins with what its address names.
pub fn fresh(from: &CreateFrom) -> CreateForm {
    let mut form = CreateForm {
        rows: 1,
        ..CreateForm::default()
    };
    for (control, id) in [
        (
            controls::CENTER,
            from.data_center.as_ref().map(ToString::to_string),
        ),
        (
            of_server::GROUP,
            from.group.as_ref().map(ToString::to_string),
        ),
        (
            controls::CLONE,
            from.clone.as_ref().map(ToString::to_string),
        ),
    ] {
        form.begin_with(control, id.unwrap_or_default());
    }
    form
}

/// Fills a fresh form with the usual, or with what the source of a copy is like.
pub fn fill(form: &mut CreateForm, account: &AccountAlias, offer: &Offer) {
    if let Some(source) = &offer.source {
        fill_like(form, account, source);
    }
    form.begin_with(controls::COUNT, "1");
    form.begin_with(of_server::CPU, "1");
    form.begin_with(of_server::MEMORY, "2");
}

fn fill_like(form: &mut CreateForm, account: &AccountAlias, source: &ServerDetails) {
    let server = &source.server;
    form.begin_with(of_server::GROUP, server.group.to_string());
    form.begin_with(controls::NAME, short_name(account, source));
    form.begin_with(of_server::DESCRIPTION, server.description.clone());
    if CPUS.contains(&server.cpu) {
        form.begin_with(of_server::CPU, server.cpu.to_string());
    }
    let memory = u32::try_from(server.memory_mb / 1024).unwrap_or(0);
    if MEMORY_GB.contains(&memory) {
        form.begin_with(of_server::MEMORY, memory.to_string());
    }
    form.begin_with(controls::KIND, source.kind.wire());
    if source.storage == StorageKind::Premium {
        form.begin_with(controls::STORAGE, source.storage.wire());
    }
    if source.managed_os {
        form.begin_with(controls::MANAGED, "true");
    }
    for field in &source.custom_fields {
        form.begin_with(&of_server::field(&field.id), field.value.clone());
    }
}

/// `WEB` of `VA1SLIPWEB01`; nothing where the name is made otherwise.
fn short_name(account: &AccountAlias, source: &ServerDetails) -> String {
    let before = format!("{}{account}", source.server.data_center).to_uppercase();
    let name = source.server.name.to_uppercase();
    let rest = name.strip_prefix(&before).unwrap_or_default();
    rest.trim_end_matches(|c: char| c.is_ascii_digit())
        .to_owned()
}
