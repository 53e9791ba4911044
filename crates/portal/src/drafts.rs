//! What was typed, kept for a while as its owner's alone: the content of a form as JSON, never a
//! secret, under the form that it belongs to.

use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use slipway_domain::urls::LocalPath;
use slipway_domain::{AppError, AppResult};
use slipway_store::{Draft, DraftKind};

/// Fields as typed into the form of a page, which makes of them what it would make of a post.
#[derive(Serialize, Deserialize)]
struct Typed {
    page: LocalPath,
    fields: Vec<(String, String)>,
}

/// Keeps fields that were typed into the form of `page`, and returns the draft's id. Secrets are
/// not to be among them.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn keep_typed(
    portal: &Portal,
    grant: &Grant,
    page: LocalPath,
    fields: Vec<(String, String)>,
) -> AppResult<String> {
    let typed = Typed { page, fields };
    save(portal, grant, DraftKind::Page, &typed).await
}

/// The fields of one of the person's drafts of the form of `page`; `None` where there is none
/// (any more).
///
/// # Errors
/// `Internal` where the store fails.
pub async fn typed(
    portal: &Portal,
    grant: &Grant,
    page: &LocalPath,
    draft: &str,
) -> AppResult<Option<Vec<(String, String)>>> {
    let kept: Option<Typed> = open(portal, grant, &DraftKind::Page, draft).await?;
    let cloud = &grant.principal.cloud;
    let is_of_page = |kept: &LocalPath| {
        // Pages of before named no cloud.
        *kept == *page || kept.in_cloud(cloud).as_ref() == Some(page)
    };
    let kept = kept.filter(|typed| is_of_page(&typed.page));
    Ok(kept.map(|typed| typed.fields))
}

/// Keeps a form as a draft and returns its id.
pub(crate) async fn save<T: Serialize>(
    portal: &Portal,
    grant: &Grant,
    kind: DraftKind,
    form: &T,
) -> AppResult<String> {
    let form = serde_json::to_string(form).map_err(|error| {
        tracing::error!(%error, "a draft could not be encoded");
        AppError::Internal
    })?;
    let draft = Draft {
        id: portal.fresh_id(),
        owner: grant.principal.owner(),
        kind,
        form,
        created_at: portal.now(),
    };
    portal.store().drafts.put(&draft).await?;
    Ok(draft.id)
}

/// One of the person's drafts; `None` where there is none (any more), or not of this form.
pub(crate) async fn open<T: DeserializeOwned>(
    portal: &Portal,
    grant: &Grant,
    kind: &DraftKind,
    draft: &str,
) -> AppResult<Option<T>> {
    let owner = grant.principal.owner();
    let kept = portal.store().drafts.get(draft, &owner).await?;
    let kept = kept.filter(|draft| draft.kind == *kind);
    Ok(kept.and_then(|draft| serde_json::from_str(&draft.form).ok()))
}
