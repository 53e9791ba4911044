//! Changing a server: what takes effect at once, and the hardware, which is reviewed first.
//! Each is a form of its own, so that one never waits for the other.

mod about;
mod disks;
mod hardware;

use crate::components::{
    Breadcrumbs, FieldError, FormErrorSummary, Notice, NoticeKind, PageHeader,
};
use leptos::prelude::*;
use slipway_domain::deed::ChangeDeed;
use slipway_domain::server_form::{AboutForm, HardwareForm, Problem, controls};
use slipway_domain::urls::{self, ServerFilter};
use slipway_domain::{AccountAlias, AppError};
use slipway_portal::server::Editing;

/// What the page shows.
pub struct EditPage {
    /// The account acted on.
    pub account: AccountAlias,
    /// The server as it is, and what it can be changed to.
    pub now: Editing,
    /// What stands in the form of what takes effect at once.
    pub about: AboutForm,
    /// What stands in the form of the hardware.
    pub hardware: HardwareForm,
    /// What has to be different.
    pub problems: Vec<Problem>,
    /// Why the cloud did not do it.
    pub trouble: Option<AppError>,
}

impl EditPage {
    /// The page's title.
    pub fn title(&self) -> String {
        format!("Edit {}", self.now.details.server.name)
    }

    /// Why nothing can be changed now.
    fn barred(&self) -> Option<String> {
        ChangeDeed::bar(&self.now.details.server).map(|bar| bar.to_string())
    }

    /// What is wrong with a control.
    fn problem(&self, control: &str) -> Option<String> {
        let mut problems = self.problems.iter();
        let problem = problems.find(|problem| problem.control == control);
        problem.map(|problem| problem.message.clone())
    }

    /// The id of a control in the page: names hold foreign text, ids must not.
    fn id(&self, control: &str) -> String {
        let fields = self.now.fields.iter().flatten();
        let fields = fields
            .enumerate()
            .map(|(n, field)| (controls::field(&field.id), format!("field-{n}")));
        let disks = self.now.details.disks.iter().enumerate();
        let disks = disks.flat_map(|(n, disk)| {
            [
                (controls::size(&disk.id), format!("size-{n}")),
                (controls::remove(&disk.id), format!("remove-{n}")),
            ]
        });
        let mut known = fields.chain(disks);
        let found = known.find(|(name, _)| name == control);
        found.map_or_else(|| plain(control), |(_, id)| id)
    }
}

/// A name of the form's own as an id: `add-size[0]` becomes `add-size-0`.
fn plain(control: &str) -> String {
    let letter = |c: char| {
        if c.is_ascii_alphanumeric() { c } else { '-' }
    };
    let id: String = control.chars().map(letter).collect();
    id.trim_end_matches('-').to_owned()
}

/// The page.
pub fn edit_page(page: &EditPage) -> impl IntoView + use<> {
    let server = &page.now.details.server;
    let levels = vec![
        (
            "Servers".to_owned(),
            urls::servers(&page.account, &ServerFilter::default()),
        ),
        (server.name.clone(), urls::server(&page.account, &server.id)),
    ];
    let errors = page.problems.iter().map(|problem| {
        FieldError::new(page.id(&problem.control), &problem.label, &problem.message)
    });
    view! {
        <Breadcrumbs levels/>
        <PageHeader title=page.title()/>
        <FormErrorSummary errors=errors.collect()/>
        {trouble(page)}
        <div class="server-edit">
            {about::form(page)}
            {hardware::form(page)}
        </div>
    }
}

fn trouble(page: &EditPage) -> Option<impl IntoView + use<>> {
    let (title, more) = match page.trouble.as_ref()? {
        AppError::OutcomeUnknown => ("Nobody knows whether it was changed", ""),
        _ => ("It was not changed", " What you typed is kept below."),
    };
    let words = page.trouble.as_ref().map(ToString::to_string);
    Some(view! { <Notice kind=NoticeKind::Bad title>{words}{more}</Notice> })
}
