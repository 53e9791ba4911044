//! The sign-in form: cloud, user name, password.

use crate::components::{
    Button, ButtonKind, ChoiceOption, FieldSpec, Notice, NoticeKind, PasswordInput, Select,
    TextInput,
};
use leptos::prelude::*;
use slipway_domain::urls::{LocalPath, routes};

/// What the form shows.
#[derive(Default)]
pub struct SignInPage {
    /// Names of the clouds on offer.
    pub clouds: Vec<String>,
    /// The cloud chosen before.
    pub chosen: Option<String>,
    /// The accounts that stay open beside the one that is signed in to.
    pub stays: Vec<String>,
    /// The user name typed before.
    pub user: String,
    /// Where to go afterwards.
    pub next: Option<LocalPath>,
    /// Why the form stands here, where it is not what was asked for.
    pub reason: Option<String>,
    /// Why the last attempt was refused.
    pub error: Option<String>,
    /// Where the form posts to.
    pub action: String,
    /// Fields of an interrupted form, carried along; never secrets.
    pub resumed_fields: Vec<(String, String)>,
    /// The demo accounts, where there are any.
    pub demo: Vec<DemoAccounts>,
}

/// Who can sign in to a demo cloud.
#[derive(Clone, Debug)]
pub struct DemoAccounts {
    /// The cloud.
    pub cloud: String,
    /// Its accounts, each with user name, password and role.
    pub accounts: Vec<String>,
}

/// The form.
pub fn sign_in_page(page: SignInPage) -> impl IntoView {
    let notices = notices(&page);
    let stays = stays(&page.stays);
    let hidden = page.resumed_fields.into_iter().map(|(name, value)| {
        view! { <input type="hidden" name=name value=value/> }
    });
    let next = page.next.map(|next| {
        view! { <input type="hidden" name="next" value=next.to_string()/> }
    });
    let demo = page.demo.into_iter().map(demo_accounts);
    view! {
        <link rel="stylesheet" href=routes::SIGNED_OUT/>
        <div class="sign-in">
            <h1 class="head-title">"Sign in"</h1>
            <p class="muted">"Use your account of the cloud you want to work with."</p>
            {stays}
            {notices}
            <form class="form" method="post" action=page.action>
                {cloud_field(&page.clouds, page.chosen.as_deref())}
                <TextInput
                    field=FieldSpec::new("user", "user", "User name")
                    value=page.user
                    autocomplete="username"
                />
                <PasswordInput
                    field=FieldSpec::new("password", "password", "Password")
                    autocomplete="current-password"
                />
                {next}
                {hidden.collect::<Vec<_>>()}
                <div class="form-actions"><Button label="Sign in" kind=ButtonKind::Primary/></div>
            </form>
            {demo.collect::<Vec<_>>()}
        </div>
    }
}

fn demo_accounts(DemoAccounts { cloud, accounts }: DemoAccounts) -> impl IntoView {
    let accounts = accounts.into_iter();
    let accounts = accounts.map(|account| view! { <li>{account}</li> });
    view! {
        <div class="meta">
            {format!("Accounts of {cloud}, with their passwords:")}
            <ul role="list">{accounts.collect::<Vec<_>>()}</ul>
        </div>
    }
}

fn stays(accounts: &[String]) -> Option<impl IntoView + use<>> {
    let words = accounts.join(", ");
    (!accounts.is_empty()).then(|| {
        view! {
            <p class="muted">
                "You stay signed in to "<bdi translate="no">{words}</bdi>
                ". Signing in to the same account again takes the place of the sign-in before."
            </p>
        }
    })
}

fn notices(page: &SignInPage) -> impl IntoView + use<> {
    let reason = page.reason.clone().map(|reason| {
        view! { <Notice kind=NoticeKind::Warn>{reason}</Notice> }
    });
    let error = page.error.clone().map(|error| {
        view! { <Notice kind=NoticeKind::Bad title="You are not signed in">{error}</Notice> }
    });
    let kept = (!page.resumed_fields.is_empty()).then(|| {
        view! {
            <Notice>"What you typed is kept, except passwords. Nothing has been submitted."</Notice>
        }
    });
    view! { {reason}{error}{kept} }
}

fn cloud_field(clouds: &[String], chosen: Option<&str>) -> impl IntoView + use<> {
    let choices = clouds
        .iter()
        .map(|cloud| ChoiceOption::new(cloud, cloud).chosen(chosen == Some(cloud.as_str())))
        .collect();
    view! { <Select field=FieldSpec::new("cloud", "cloud", "Cloud") choices/> }
}
