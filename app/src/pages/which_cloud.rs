//! An address of before named an account and no cloud, and several clouds have one of that name: the
//! page that asks which is meant.

use crate::components::{LinkButton, PageHeader};
use leptos::prelude::*;

/// What the page asks.
pub struct WhichCloudPage {
    /// The account's alias.
    pub account: String,
    /// Each cloud's name, and the address there.
    pub ways: Vec<(String, String)>,
    /// Whether something was posted, which nobody has done.
    pub posted: bool,
}

/// The page.
pub fn which_cloud_page(page: &WhichCloudPage) -> impl IntoView + use<> {
    let account = page.account.clone();
    let links = page.ways.iter().map(|(cloud, href)| {
        let label = format!("{cloud} · {account}");
        view! { <LinkButton label=label href=href.clone()/> }
    });
    let posted = page.posted.then(|| {
        view! { <p>"Nothing was submitted. Your choice leads to the page you came from."</p> }
    });
    view! {
        <PageHeader title="Which cloud?"/>
        <div class="error-page">
            <p>
                "This address names no cloud, and you are signed in to several that have an account "
                <bdi translate="no">{page.account.clone()}</bdi>"."
            </p>
            {posted}
            <div class="error-actions">{links.collect::<Vec<_>>()}</div>
        </div>
    }
}
