//! Back into the form: from a plan, or from a run whose servers are to be built again.

use super::check::MOMENT;
use super::form::{CreateForm, controls, save_draft};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use jiff::tz::TimeZone;
use slipway_domain::action::{CreateAction, PackageAction};
use slipway_domain::hardware::StorageKind;
use slipway_domain::new_server::{NewServer, Source};
use slipway_domain::plan::PlanBody;
use slipway_domain::server_form::controls as of_server;
use slipway_domain::{AppResult, RunId};

/// The form that leads to `body`, secrets left out, kept as a draft.
///
/// # Errors
/// `Internal` where the store fails, or `NotFound` where the settings no longer name the cloud.
pub(crate) async fn draft_of(
    portal: &Portal,
    grant: &Grant,
    body: &PlanBody,
    action: &CreateAction,
    repeats: Option<RunId>,
) -> AppResult<String> {
    let cloud = portal.cloud_of(&grant.principal)?;
    let separator = cloud.settings.multi_select_separator.clone();
    let mut form = form_of(body, action, repeats);
    for package in action.packages() {
        form.fields.extend(package_fields(&package, &separator));
    }
    save_draft(portal, grant, &form).await
}

/// The form without what was typed for packages.
pub(super) fn form_of(
    body: &PlanBody,
    action: &CreateAction,
    repeats: Option<RunId>,
) -> CreateForm {
    let server = &action.server;
    let center = body.targets.first();
    let center = center.and_then(|planned| planned.data_center.as_ref());
    let mut form = CreateForm {
        rows: server.disks.len() + 1,
        repeats,
        secrets_dropped: !action.secrets.is_empty(),
        ..CreateForm::default()
    };
    let mut put = |name: &str, value: String| form.fields.push((name.to_owned(), value));
    put(
        controls::CENTER,
        center.map(ToString::to_string).unwrap_or_default(),
    );
    match &server.source {
        Source::Template { name } => put(controls::TEMPLATE, name.clone()),
        Source::Server { id, .. } => put(controls::CLONE, id.to_string()),
        Source::BareMetal { configuration, os } => {
            put(controls::CONFIGURATION, configuration.clone());
            put(controls::OS, os.clone());
        }
    }
    put(of_server::GROUP, server.group.to_string());
    put(controls::NAME, server.name.clone());
    put(controls::COUNT, body.targets.len().to_string());
    put(of_server::DESCRIPTION, server.description.clone());
    for (name, number) in [
        (of_server::CPU, server.cpu),
        (of_server::MEMORY, server.memory_gb),
    ] {
        match number {
            Some(number) => put(name, number.to_string()),
            // Whoever then chooses a virtual server finds the usual there.
            None => put(&controls::begun(name), String::new()),
        }
    }
    put(controls::KIND, server.kind.wire().to_owned());
    put(controls::STORAGE, storage(server));
    if server.managed_os {
        put(controls::MANAGED, "true".to_owned());
    }
    for (name, value) in [
        (controls::NETWORK, &server.network),
        (controls::IP, &server.ip),
        (controls::PRIMARY_DNS, &server.primary_dns),
        (controls::SECONDARY_DNS, &server.secondary_dns),
    ] {
        put(name, value.clone().unwrap_or_default());
    }
    if let Some(ttl) = server.ttl {
        let civil = ttl.to_zoned(TimeZone::UTC);
        put(controls::TTL, civil.strftime(MOMENT).to_string());
    }
    for (row, disk) in server.disks.iter().enumerate() {
        let kind = disk.path.as_ref().map_or("raw", |_| "partitioned");
        put(&of_server::add_size(row), disk.size_gb.to_string());
        put(&of_server::add_kind(row), kind.to_owned());
        put(
            &of_server::add_path(row),
            disk.path.clone().unwrap_or_default(),
        );
    }
    for choice in &server.custom_fields {
        put(&of_server::field(&choice.id), choice.value.clone());
    }
    for package in &server.packages {
        put(controls::PACKAGE, package.id.to_string());
    }
    form
}

/// The storage of hyperscale servers and of machines is their own; the form offers the other two.
fn storage(server: &NewServer) -> String {
    match &server.storage {
        Some(StorageKind::Hyperscale) | None => StorageKind::Standard.wire().to_owned(),
        Some(other) => other.wire().to_owned(),
    }
}

fn package_fields(action: &PackageAction, separator: &str) -> Vec<(String, String)> {
    let entered = action.entered(separator).into_iter();
    let fields = entered.flat_map(|(variable, texts)| {
        let name = controls::parameter(&action.package.id, &variable);
        texts.into_iter().map(move |text| (name.clone(), text))
    });
    fields.collect()
}
