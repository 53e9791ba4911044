//! What a form carried over a sign-in: it stands there again, filled in, and nothing is submitted.

use super::form_scope;
use super::resumable_form::{
    ACCOUNT, CLOUD, FIELD, Fields, Form, asking, elsewhere_error, posted_fields,
};
use crate::http::forms::Pairs;
use crate::http::{AppState, AuthenticatedRequest, RequestContext};
use axum::response::Response;
use slipway_app::components::{FORM_CLOUD, PageScope};
use slipway_domain::package::Parameter;
use slipway_domain::urls::{self, CreateFrom, LocalPath};
use slipway_domain::{AppError, AppResult, PackageId, Scope};
use slipway_portal::Grant;
use slipway_portal::actions::create::{self, CreateForm};
use slipway_portal::drafts;
use slipway_portal::packages::catalogue;
use slipway_portal::packages::form::{self, Posted};
use slipway_portal::sign_in::grants::{self, Grants};
use slipway_portal::upkeep::cache::Freshness;

/// Where signing in leads when it carries a form: to that form as a draft. `None` where it carries
/// none, or where the form is no longer there to be filled.
///
/// # Errors
/// The sign-in form once more, where the form belongs to a cloud or account that the session still
/// does not open: their browser is to lose nothing for it.
pub(super) async fn resume(
    context: &RequestContext,
    grants: &Grants,
    fresh: &Grant,
    pairs: &Pairs,
) -> Result<Option<String>, Response> {
    let Some(form) = Form::posted(pairs) else {
        return Ok(None);
    };
    let page = carried_scope(pairs);
    let scope = if page.cloud.is_empty() {
        Scope::new(fresh.principal.cloud.as_str(), &page.account)
    } else {
        Scope::new(&page.cloud, &page.account)
    };
    let Some(grant) = live(&context.state, grants, &scope).await else {
        let next = LocalPath::parse(&form.path(&scope));
        return Err(asking(
            context,
            &elsewhere_error(&page),
            next,
            posted_fields(pairs),
        ));
    };
    let kept = save_as_draft(&context.state, &grant, form, pairs).await;
    Ok(kept
        .inspect_err(|error| tracing::info!(%error, "a carried form could not be kept"))
        .ok())
}

/// Where a carried form belongs. Those of before say their cloud among their fields, or not at all.
fn carried_scope(pairs: &Pairs) -> PageScope {
    let among_fields = format!("{FIELD}{FORM_CLOUD}");
    let cloud = [CLOUD, among_fields.as_str()].map(|name| pairs.text(name));
    PageScope {
        cloud: cloud
            .iter()
            .find(|cloud| !cloud.is_empty())
            .copied()
            .unwrap_or_default()
            .to_owned(),
        account: pairs.text(ACCOUNT).to_owned(),
    }
}

/// Whoever a session lets act there, with a token that the cloud still takes as far as is known.
async fn live(state: &AppState, grants: &Grants, scope: &Scope) -> Option<Grant> {
    let grant = grants::on(&state.portal, grants, scope).await.ok()?;
    let auth = state.portal.auth(&grant).await;
    (!matches!(auth, Err(AppError::CredentialEnded))).then_some(grant)
}

async fn save_as_draft(
    state: &AppState,
    grant: &Grant,
    form: Form,
    pairs: &Pairs,
) -> AppResult<String> {
    let fields = pairs
        .0
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(FIELD)?.to_owned(), value.clone())));
    let fields = fields
        .filter(|(name, _)| !form_scope::is_of_scope(name))
        .collect();
    match form {
        Form::Package(id) => keep_package(state, grant, &id, fields).await,
        Form::NewServer => keep_new_server(state, grant, fields).await,
        Form::Page(page) => {
            // Pages of before named no cloud.
            let of_today = page
                .account_without_cloud()
                .and_then(|_| page.in_cloud(&grant.principal.cloud));
            let page = of_today.unwrap_or(page);
            let draft = drafts::keep_typed(&state.portal, grant, page.clone(), fields).await?;
            Ok(urls::page_draft(&page, &draft))
        }
    }
}

/// What was typed into the form of this page before the session ended, where its address names
/// it.
pub(super) async fn typed(request: &AuthenticatedRequest) -> AppResult<Option<Fields>> {
    let path = request.context.path.as_ref().map(LocalPath::as_str);
    let Some((page, query)) = path.and_then(|path| path.split_once('?')) else {
        return Ok(None);
    };
    match (LocalPath::parse(page), urls::draft_of(query)) {
        (Some(page), Some(draft)) => {
            drafts::typed(request.portal(), &request.grant, &page, &draft).await
        }
        _ => Ok(None),
    }
}

async fn keep_package(
    state: &AppState,
    grant: &Grant,
    id: &PackageId,
    fields: Fields,
) -> AppResult<String> {
    let package = catalogue::one(&state.portal, grant, id, Freshness::Recent).await?;
    let mut form = Posted::from_pairs(&package, fields).form;
    form.resumed = true;
    form.secrets_dropped = package.parameters.iter().any(Parameter::is_secret);
    let draft = form::save_draft(&state.portal, grant, id, &form).await?;
    Ok(urls::package_draft(&grant.principal.scope(), id, &draft))
}

async fn keep_new_server(state: &AppState, grant: &Grant, fields: Fields) -> AppResult<String> {
    let (posted, _) = super::create::posted_form(&state.portal, grant, fields).await?;
    let form = CreateForm {
        resumed: true,
        secrets_dropped: true,
        ..posted.form
    };
    let draft = create::save_draft(&state.portal, grant, &form).await?;
    let scope = grant.principal.scope();
    Ok(urls::create_server(&scope, &CreateFrom::draft(draft)))
}
