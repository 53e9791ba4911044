//! What a form says about the page it stands on: which cloud and account that shows. A page is
//! older than the post that it makes: by then somebody may be signed in elsewhere in the same
//! browser, where the same address means other servers.

use leptos::prelude::*;

/// Posts the cloud of the page.
pub const FORM_CLOUD: &str = "form-cloud";
/// Posts the account of the page.
pub const FORM_ACCOUNT: &str = "form-account";

/// The cloud and account that the page shows; the document provides it to all that stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageScope {
    /// The cloud's name.
    pub cloud: String,
    /// The account's alias.
    pub account: String,
}

/// Stands in each form whose post does something for somebody signed in.
#[component]
pub fn FormScope() -> impl IntoView {
    use_context::<PageScope>().map(|PageScope { cloud, account }| {
        view! {
            <input type="hidden" name=FORM_CLOUD value=cloud/>
            <input type="hidden" name=FORM_ACCOUNT value=account/>
        }
    })
}
