//! Changing a server: what takes effect at once, and the hardware, which is reviewed first.
//! Each is a form of its own, so that one never waits for the other.

mod about;
mod disks;
mod hardware;

use crate::components::{Breadcrumbs, PageHeader};
use crate::pages::form_feedback::FormFeedback;
use leptos::prelude::*;
use slipway_domain::Scope;
use slipway_domain::server_form::{AboutForm, HardwareForm, controls};
use slipway_domain::urls::{self, ServerFilter};
use slipway_portal::actions::server::Editing;

/// What the page shows.
pub struct EditPage {
    /// The account acted on.
    pub scope: Scope,
    /// The server as it is, and what it can be changed to.
    pub now: Editing,
    /// What stands in the form of what takes effect at once.
    pub about: AboutForm,
    /// What stands in the form of the hardware.
    pub hardware: HardwareForm,
    /// Why it stands there again.
    pub feedback: FormFeedback,
    /// The key of the form of what takes effect at once: posted twice, it writes once.
    pub key: String,
}

impl EditPage {
    /// The page's title.
    pub fn title(&self) -> String {
        format!("Edit {}", self.now.details.server.name)
    }

    /// Why nothing can be changed now.
    fn blocked(&self) -> Option<String> {
        self.now.blocked.as_ref().map(ToString::to_string)
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
            urls::servers(&page.scope, &ServerFilter::default()),
        ),
        (server.name.clone(), urls::server(&page.scope, &server.id)),
    ];
    let look = urls::server(&page.scope, &server.id);
    let look = (look.as_str(), server.name.as_str());
    let feedback = page
        .feedback
        .notices(true, look, |control| page.id(control));
    view! {
        <Breadcrumbs levels/>
        <PageHeader title=page.title()/>
        {feedback}
        <div class="server-edit">
            {about::form(page)}
            {hardware::form(page)}
        </div>
    }
}
