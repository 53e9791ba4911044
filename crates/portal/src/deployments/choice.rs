//! Choosing deployments for a workflow: ticked, pasted, or all that a filter leaves.

use super::{Deployment, MOST, query};
use crate::drafts;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::Part;
use slipway_domain::principal::Right;
use slipway_domain::urls::{self, DeploymentFilter, ForDeployments, LocalPath};
use slipway_domain::workflow::controls::DEPLOYMENT;
use slipway_domain::{AppError, AppResult, DeploymentId, Scope, name_list};
use std::collections::{BTreeMap, BTreeSet};

/// Deployments that are read to find names among them, and of each reading.
const READ: u64 = 10_000;
const AT_ONCE: u32 = 1_000;
/// Names listed in one message before the rest is counted.
const LISTED: usize = 20;

/// Names of the controls of the list.
pub mod controls {
    /// Pasted names and ids.
    pub const NAMES: &str = "names";
    /// The filter that the list shows.
    pub const MATCHING: &str = "matching";
    /// Which button was pressed: [`START`], [`KEEP`] or [`ALL`].
    pub const BUTTON: &str = "do";
    /// Go on to the workflows.
    pub const START: &str = "start";
    /// Keep what is chosen and show the list again.
    pub const KEEP: &str = "keep";
    /// The same with all that the filter leaves.
    pub const ALL: &str = "all";
}

/// What somebody chooses.
#[derive(Clone, Debug, Default)]
pub struct Choosing {
    /// Those that are ticked, and were before.
    pub ids: Vec<DeploymentId>,
    /// Pasted names and ids.
    pub names: String,
    /// The filter of the list that it was chosen in.
    pub filter: DeploymentFilter,
    /// What is to become of it.
    pub pressed: Pressed,
}

/// What is to become of a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pressed {
    /// A workflow of them is started.
    #[default]
    Start,
    /// It is kept, and the list shown again.
    Keep,
    /// The same with all that the filter leaves.
    All,
}

impl Choosing {
    /// What was posted.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let mut choosing = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                DEPLOYMENT => {
                    let id = DeploymentId::new(value);
                    if !id.as_str().is_empty() && !choosing.ids.contains(&id) {
                        choosing.ids.push(id);
                    }
                }
                controls::NAMES => value.clone_into(&mut choosing.names),
                controls::MATCHING => choosing.filter = DeploymentFilter::parse(value),
                controls::BUTTON => {
                    choosing.pressed = match value.as_str() {
                        controls::KEEP => Pressed::Keep,
                        controls::ALL => Pressed::All,
                        _ => Pressed::Start,
                    }
                }
                _ => {}
            }
        }
        choosing
    }
}

/// Keeps a choice of deployments for the page that shows what can be done to them, or for the list
/// once more. Returns the draft's id.
///
/// # Errors
/// `Forbidden`, `Invalid` for what is none of the account's deployments or too many, `Internal`, or
/// what the cloud answers.
pub async fn choose(portal: &Portal, grant: &Grant, choosing: &Choosing) -> AppResult<String> {
    grant.principal.require(Right::RunPackages)?;
    let mut ids: BTreeSet<DeploymentId> = choosing.ids.iter().cloned().collect();
    let goes_on_looking = choosing.pressed != Pressed::Start;
    if choosing.pressed == Pressed::All {
        let found = all(portal, grant, &choosing.filter).await?;
        ids.extend(found.into_iter().map(|deployment| deployment.id));
    }
    ids.extend(named(portal, grant, &choosing.names).await?);
    if ids.is_empty() && !goes_on_looking {
        return Err(AppError::Invalid(
            "Choose at least one deployment: tick it in the list or paste its name.".to_owned(),
        ));
    }
    if ids.len() > MOST {
        return Err(AppError::Invalid(format!(
            "These are {} deployments; a workflow is started on {MOST} at most in one go. Choose fewer.",
            ids.len()
        )));
    }
    let page = if goes_on_looking {
        list_page(grant)?
    } else {
        workflows_page(grant)?
    };
    let fields = ids.into_iter();
    let fields = fields.map(|id| (DEPLOYMENT.to_owned(), id.to_string()));
    drafts::keep_typed(portal, grant, page, fields.collect()).await
}

/// The deployments that an address names.
///
/// # Errors
/// `NotFound` for a choice that is kept no longer, `Internal`.
pub async fn chosen(
    portal: &Portal,
    grant: &Grant,
    of: &ForDeployments,
) -> AppResult<Vec<DeploymentId>> {
    let mut ids = of.ids.clone();
    if let Some(draft) = &of.chosen {
        let kept = kept(portal, grant, &workflows_page(grant)?, draft).await?;
        if kept.ids.is_empty() {
            return Err(AppError::not_found("This choice of deployments"));
        }
        ids.extend(kept.ids);
    }
    Ok(ids)
}

/// What was chosen in the list before.
pub(super) async fn in_list(portal: &Portal, grant: &Grant, draft: &str) -> AppResult<Choosing> {
    kept(portal, grant, &list_page(grant)?, draft).await
}

async fn kept(
    portal: &Portal,
    grant: &Grant,
    page: &LocalPath,
    draft: &str,
) -> AppResult<Choosing> {
    let fields = drafts::typed(portal, grant, page, draft).await?;
    Ok(Choosing::from_pairs(&fields.unwrap_or_default()))
}

fn list_page(grant: &Grant) -> AppResult<LocalPath> {
    page(grant, |scope| {
        urls::deployments(scope, &DeploymentFilter::default())
    })
}

fn workflows_page(grant: &Grant) -> AppResult<LocalPath> {
    page(grant, |scope| {
        urls::workflows(scope, &ForDeployments::default())
    })
}

fn page(grant: &Grant, of: impl Fn(&Scope) -> String) -> AppResult<LocalPath> {
    LocalPath::parse(&of(&grant.principal.scope())).ok_or(AppError::Internal)
}

/// All deployments that a filter leaves.
async fn all(
    portal: &Portal,
    grant: &Grant,
    filter: &DeploymentFilter,
) -> AppResult<Vec<Deployment>> {
    let workflows = portal.cloud_of(&grant.principal)?.workflows()?;
    let auth = portal.auth(grant).await?;
    let mut found = Vec::new();
    loop {
        let part = Part {
            offset: found.len() as u64,
            size: AT_ONCE,
        };
        let page = workflows.deployments(&auth, &query(filter, part)?).await;
        let page = match page {
            Ok(page) => page,
            Err(error) => return Err(portal.upstream_error(grant, error).await),
        };
        if page.total > READ {
            return Err(AppError::Invalid(format!(
                "These are {} deployments, too many to look through. Narrow them by a filter, or tick those that you mean.",
                page.total
            )));
        }
        let is_last = page.items.is_empty();
        found.extend(page.items);
        if is_last || found.len() as u64 >= page.total {
            return Ok(found);
        }
    }
}

/// The deployments that pasted names and ids mean. An id goes before a name; a line that is a name as
/// a whole goes before its words, since names may have blanks.
async fn named(portal: &Portal, grant: &Grant, text: &str) -> AppResult<Vec<DeploymentId>> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let known = Known::of(all(portal, grant, &DeploymentFilter::default()).await?);
    let (mut ids, mut unknown) = (Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(id) = known.find(line)? {
            ids.push(id);
            continue;
        }
        let names = name_list::parse(line, str::to_owned);
        for name in names.map_err(|error| AppError::Invalid(error.to_string()))? {
            match known.find(&name)? {
                Some(id) => ids.push(id),
                None => unknown.push(name),
            }
        }
    }
    if unknown.is_empty() {
        return Ok(ids);
    }
    let hint = "Check the spelling, or remove it; ids and names of this account's deployments are allowed.";
    Err(AppError::Invalid(format!(
        "Not found in this account: {}. {hint}",
        listed(&unknown)
    )))
}

/// `a, b and 3 more`
fn listed(names: &[impl AsRef<str>]) -> String {
    let shown = names.iter().take(LISTED).map(AsRef::as_ref);
    let shown = shown.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The account's deployments, by id and by name.
struct Known {
    ids: BTreeSet<String>,
    names: BTreeMap<String, Vec<String>>,
}

impl Known {
    fn of(all: Vec<Deployment>) -> Self {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for one in &all {
            let same = names.entry(one.name.to_lowercase()).or_default();
            same.push(one.id.to_string());
        }
        let ids = all.into_iter().map(|one| one.id.to_string()).collect();
        Self { ids, names }
    }

    fn find(&self, name: &str) -> AppResult<Option<DeploymentId>> {
        if self.ids.contains(name) {
            return Ok(Some(DeploymentId::new(name)));
        }
        match self.names.get(&name.to_lowercase()).map(Vec::as_slice) {
            None => Ok(None),
            Some([id]) => Ok(Some(DeploymentId::new(id))),
            Some(several) => Err(AppError::Invalid(format!(
                "{} deployments are called {name}: {}. Write the id of the one that you mean.",
                several.len(),
                listed(several)
            ))),
        }
    }
}
