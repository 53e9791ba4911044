//! A form whose session ended while it was typed: the sign-in form carries its fields as
//! hidden ones, and signing in puts them back as a draft. Nothing is submitted on the way, and
//! secrets stay behind.

use crate::http::RequestContext;
use crate::http::answer::no_store;
use crate::http::forms::Pairs;
use crate::http::request::error_page::error_with;
use axum::response::Response;
use http::StatusCode;
use leptos::prelude::*;
use percent_encoding::percent_decode_str;
use slipway_app::components::PageScope;
use slipway_app::pages::error::Repeat;
use slipway_app::pages::sign_in::{SignInPage, sign_in_page};
use slipway_domain::urls::{self, CreateFrom, LocalPath, routes};
use slipway_domain::{AppError, PackageId, Scope};
use slipway_portal::actions::create::controls as of_create;
use slipway_portal::packages::form::controls;

/// Stands before the name of every carried field.
pub(super) const FIELD: &str = "resume.";
/// The cloud and the account whose form it is.
pub(super) const CLOUD: &str = "resume-cloud";
pub(super) const ACCOUNT: &str = "resume-account";
/// The package whose form it is.
const PACKAGE: &str = "resume-package";
/// Stands in place of a package where it is the form of new servers.
const NEW_SERVER: &str = "resume-new-server";
/// The page that draws the form again by itself, of all others.
const PAGE: &str = "resume-page";

/// What was typed: names of controls and their values, in order.
pub(super) type Fields = Vec<(String, String)>;

/// Which form it is.
pub(super) enum Form {
    /// That of a package.
    Package(PackageId),
    /// That which has servers built.
    NewServer,
    /// That of a page which makes of typed fields what it would make of a post.
    Page(LocalPath),
}

impl Form {
    /// The page it stands on.
    pub(super) fn path(&self, scope: &Scope) -> String {
        match self {
            Self::Package(package) => urls::package(scope, package),
            Self::NewServer => urls::create_server(scope, &CreateFrom::default()),
            Self::Page(page) => page.to_string(),
        }
    }

    fn mark(&self) -> (String, String) {
        match self {
            Self::Package(package) => (PACKAGE.to_owned(), package.to_string()),
            Self::NewServer => (NEW_SERVER.to_owned(), "1".to_owned()),
            Self::Page(page) => (PAGE.to_owned(), page.to_string()),
        }
    }

    /// The one that posts to this path of a route, where its page draws it again.
    fn posted_to(route: &str, path: &str) -> Option<Self> {
        match route {
            routes::REVIEW => {
                let id = path.split('/').nth(4)?;
                let id = percent_decode_str(id).decode_utf8().ok()?;
                Some(Self::Package(PackageId::new(id)))
            }
            routes::SERVER_NEW_REVIEW => Some(Self::NewServer),
            routes::SERVER_EDIT
            | routes::SERVER_HARDWARE
            | routes::GROUP_NEW
            | routes::GROUP_EDIT
            | routes::GROUP_DEFAULTS
            | routes::DEPLOYMENTS
            | routes::WORKFLOW => LocalPath::parse(path)?.form_behind().map(Self::Page),
            _ => None,
        }
    }

    /// The one that a sign-in post carries.
    pub(super) fn posted(pairs: &Pairs) -> Option<Self> {
        if pairs.ticked(PACKAGE) {
            return Some(Self::Package(PackageId::new(pairs.text(PACKAGE))));
        }
        if pairs.ticked(NEW_SERVER) {
            return Some(Self::NewServer);
        }
        LocalPath::parse(pairs.text(PAGE))?
            .form_behind()
            .map(Self::Page)
    }
}

/// The sign-in form in place of what the post asked for, carrying the posted fields.
pub(super) fn ask_to_sign_in(
    context: &RequestContext,
    reason: &AppError,
    scope: &Scope,
    form: &Form,
    posted: Pairs,
) -> Response {
    let next = LocalPath::parse(&form.path(scope));
    asking(context, reason, next, pack(scope, form, posted))
}

/// The sign-in form with everything that it carries, and why it stands here.
pub(super) fn asking(
    context: &RequestContext,
    reason: &AppError,
    next: Option<LocalPath>,
    resumed_fields: Fields,
) -> Response {
    // Whoever has to sign in elsewhere may be somebody else there.
    let (chosen, user) = match reason {
        AppError::Elsewhere { cloud, .. } => (Some(cloud.clone()), String::new()),
        _ => (context.cloud_asked_for(), context.user_asked_for()),
    };
    let words = match reason {
        AppError::Elsewhere { .. } => format!("{reason} Sign in there to have your form back."),
        reason => reason.to_string(),
    };
    let page = SignInPage {
        clouds: context.state.cloud_names(),
        chosen,
        user,
        next,
        reason: Some(words),
        action: routes::SIGN_IN.to_owned(),
        resumed_fields,
        demo: context.state.http.demo_accounts.clone(),
        ..SignInPage::default()
    };
    let status = StatusCode::from_u16(reason.status()).unwrap_or(StatusCode::UNAUTHORIZED);
    let view = move || sign_in_page(page).into_any();
    no_store(context.page("Sign in", status, view))
}

/// The page for a post of a page that belongs to another sign-in: what was typed is kept there, to be
/// posted once somebody is signed in where it belongs.
pub(super) fn elsewhere(
    context: &RequestContext,
    page: &PageScope,
    route: &str,
    posted: Pairs,
) -> Response {
    let reason = elsewhere_error(page);
    let path = context.path.as_ref().map_or("", LocalPath::as_str);
    let scope = Scope::new(&page.cloud, &page.account);
    if let Some(form) = Form::posted_to(route, path) {
        return ask_to_sign_in(context, &reason, &scope, &form, posted);
    }
    let repeat = Repeat {
        action: path.to_owned(),
        fields: without_marked(posted),
        button: None,
    };
    error_with(context, reason, Some(repeat))
}

pub(super) fn elsewhere_error(page: &PageScope) -> AppError {
    AppError::Elsewhere {
        cloud: page.cloud.clone(),
        account: page.account.clone(),
    }
}

/// The fields to carry to the sign-in form.
fn pack(scope: &Scope, form: &Form, posted: Pairs) -> Fields {
    let mut carried = vec![
        (CLOUD.to_owned(), scope.cloud.to_string()),
        (ACCOUNT.to_owned(), scope.account.to_string()),
        form.mark(),
    ];
    let fields = without_secrets(posted).into_iter();
    carried.extend(fields.map(|(name, value)| (format!("{FIELD}{name}"), value)));
    carried
}

/// All fields but secrets and the button.
fn without_secrets(posted: Pairs) -> Fields {
    let mut fields = without_marked(posted);
    fields.retain(|(name, _)| name != controls::BUTTON);
    fields
}

/// All fields but secrets, whose names the form itself posts or which are always secret.
fn without_marked(posted: Pairs) -> Fields {
    let always = [of_create::PASSWORD, of_create::SOURCE_PASSWORD];
    let named = posted
        .0
        .iter()
        .filter(|(name, _)| name == controls::SECRET)
        .map(|(_, control)| control.clone());
    let secrets: Vec<String> = named.chain(always.map(str::to_owned)).collect();
    let fields = posted.0.into_iter();
    fields.filter(|(name, _)| !secrets.contains(name)).collect()
}

/// The page that tells why a form could not even be read against its package, with everything
/// that was posted on it: there is no draft without the package.
pub(super) fn offer_again(
    context: &RequestContext,
    error: AppError,
    action: String,
    posted: Pairs,
) -> Response {
    let repeat = Repeat {
        action,
        fields: without_secrets(posted),
        button: Some((controls::BUTTON, controls::REVIEW)),
    };
    error_with(context, error, Some(repeat))
}

/// What a sign-in post carries, for showing its form once more.
pub(super) fn posted_fields(pairs: &Pairs) -> Fields {
    let ours = |name: &str| {
        name.starts_with(FIELD) || [CLOUD, ACCOUNT, PACKAGE, NEW_SERVER, PAGE].contains(&name)
    };
    pairs
        .0
        .iter()
        .filter(|(name, _)| ours(name))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Pairs {
        Pairs(
            list.iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn secrets_stay_behind_and_all_else_is_carried_in_order() {
        let posted = pairs(&[
            ("p[a.b][]", "1"),
            ("names", "web[01-12]"),
            ("do", "review"),
            ("secret", "p[pw][]"),
            ("p[pw][]", "hunter2"),
            ("password", "hunter3"),
            ("source-password", "hunter4"),
            ("p[a.b][]", "2"),
        ]);
        let form = Form::Package(PackageId::new("ab"));
        let packed = pack(&Scope::new("Demo", "SLIP"), &form, posted);
        let text: Vec<_> = packed.iter().map(|(n, v)| format!("{n}={v}")).collect();
        assert_eq!(
            text,
            [
                "resume-cloud=Demo",
                "resume-account=SLIP",
                "resume-package=ab",
                "resume.p[a.b][]=1",
                "resume.names=web[01-12]",
                "resume.secret=p[pw][]",
                "resume.p[a.b][]=2",
            ]
        );
        assert_eq!(posted_fields(&Pairs(packed.clone())), packed);
    }
}
