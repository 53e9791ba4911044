//! The package form as it is posted and as it is kept: ordered pairs, never a typed decoder.
//!
//! Variables are arbitrary text, so a control's name carries its variable between `p[` and
//! `][]`. Everything but secrets survives in a draft, whatever was wrong with it.

use crate::drafts;
use crate::packages::patterns::{Patterns, Unchecked};
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use serde::{Deserialize, Serialize};
use slipway_domain::package::{Package, Parameter};
use slipway_domain::parameters::{Entered, FieldError, first_values, variable_of};
use slipway_domain::plan::{Grouping, Rollout};
use slipway_domain::urls::SelectionId;
use slipway_domain::{AppError, AppResult, PackageId, RunId, Secret, ServerId};
use slipway_store::DraftKind;
use std::collections::{BTreeMap, BTreeSet};

/// Names of the controls that are not parameters.
pub mod controls {
    /// Pasted server names.
    pub const NAMES: &str = "names";
    /// A chosen server's id; repeated.
    pub const SERVER: &str = "server";
    /// The rollout.
    pub const ROLLOUT: &str = "rollout";
    /// Words to search servers by, for the search without JavaScript.
    pub const SEARCH: &str = "search";
    /// The words whose results the page shows already.
    pub const SEARCHED: &str = "searched";
    /// The run that this form repeats.
    pub const REPEATS: &str = "repeats";
    /// The selection in the list of servers that this form began with.
    pub const SELECTION: &str = slipway_domain::urls::SELECTION;
    /// The name of a control that holds a secret, so that whoever carries the form elsewhere can
    /// leave it out; repeated.
    pub const SECRET: &str = "secret";
    /// Which button was pressed: [`REVIEW`], [`FIND`], [`ENTER`].
    pub const BUTTON: &str = "do";
    /// Check everything and show the plan.
    pub const REVIEW: &str = "review";
    /// The same without what is no server among the names.
    pub const LEAVE_OUT: &str = "leave-out";
    /// Look for servers and show the form again.
    pub const FIND: &str = "find";
    /// The Enter key in some field: looks for servers where words to search by were typed whose
    /// results the page does not show yet, and reviews otherwise.
    pub const ENTER: &str = "enter";
}

/// What a form holds, without secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Values by variable.
    pub values: Entered,
    /// Server names as pasted.
    pub names: String,
    /// Chosen servers.
    pub chosen: Vec<ServerId>,
    /// How servers are spread over calls and come under way.
    pub rollout: Rollout,
    /// The last search for servers.
    pub search: String,
    /// Whether that search was just asked for, so that its results are shown.
    #[serde(default)]
    pub searched: bool,
    /// The run it repeats.
    pub repeats: Option<RunId>,
    /// The selection in the list of servers that it began with.
    #[serde(default)]
    pub selection: Option<SelectionId>,
    /// What was wrong with the parameters.
    pub errors: Vec<FieldError>,
    /// What was wrong with the servers.
    pub server_errors: Vec<String>,
    /// What of the servers is none of the account.
    #[serde(default)]
    pub unknown: Vec<String>,
    /// Why the servers could not be looked up, so that nothing was reviewed.
    #[serde(default)]
    pub trouble: Option<AppError>,
    /// Whether secrets were typed and have to be typed again.
    pub secrets_dropped: bool,
    /// Whether it was typed before the session ended and stands here again after signing in.
    #[serde(default)]
    pub resumed: bool,
}

/// A post: the form, its secrets and the button pressed.
pub struct Posted {
    /// What may be kept.
    pub form: Form,
    /// What may not.
    pub secrets: BTreeMap<String, Secret>,
    /// Variables whose secret was given more than once, with different texts.
    pub ambiguous: BTreeSet<String>,
    /// Whether the search button was pressed instead of review.
    pub finds: bool,
    /// Whether what is no server is to be left out.
    pub leaves_out: bool,
}

impl Form {
    /// A fresh form with the manifest's defaults.
    pub fn fresh(package: &Package, separator: &str) -> Self {
        Self {
            values: first_values(package, separator),
            ..Self::default()
        }
    }
}

impl Posted {
    /// A form that needs no secret, as if its review was asked for.
    pub fn of(form: Form) -> Self {
        Self {
            form,
            secrets: BTreeMap::new(),
            ambiguous: BTreeSet::new(),
            finds: false,
            leaves_out: false,
        }
    }

    /// Reads ordered, decoded pairs. Keys that belong to nobody are kept as undeclared variables,
    /// so that the check refuses them by name, but without their values: a form drawn from an
    /// older manifest may post a password under a name that is none any more.
    pub fn from_pairs(
        package: &Package,
        pairs: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let mut posted = Self::of(Form::default());
        let (mut action, mut shown) = (String::new(), String::new());
        let pairs: Vec<(String, String)> = pairs.into_iter().collect();
        let secret: BTreeSet<String> = pairs
            .iter()
            .filter(|(key, _)| key == controls::SECRET)
            .map(|(_, control)| control.clone())
            .collect();
        posted.form.rollout = Rollout::posted(Grouping::default(), &pairs).unwrap_or_default();
        let own = |(key, _): &(String, String)| !Rollout::has_control(key);
        for (key, value) in pairs.into_iter().filter(own) {
            if key == controls::BUTTON {
                action = value;
            } else if key == controls::SEARCHED {
                shown = value;
            } else {
                let typed_as_secret = secret.contains(&key);
                posted.take(package, key, value, typed_as_secret);
            }
        }
        let search = posted.form.search.trim();
        let entered = action == controls::ENTER && !search.is_empty() && search != shown.trim();
        posted.finds = entered || action == controls::FIND;
        posted.form.searched = posted.finds;
        posted.leaves_out = action == controls::LEAVE_OUT;
        posted
    }

    fn take(&mut self, package: &Package, key: String, value: String, typed_as_secret: bool) {
        let form = &mut self.form;
        match key.as_str() {
            controls::NAMES => form.names = value,
            controls::SERVER => choose(&mut form.chosen, &value),
            controls::ROLLOUT => {
                form.rollout.grouping = Grouping::parse(&value).unwrap_or_default();
            }
            controls::SEARCH => form.search = value,
            controls::REPEATS => {
                form.repeats = Some(RunId::new(value)).filter(|id| !id.as_str().is_empty());
            }
            controls::SELECTION => form.selection = SelectionId::parse(&value),
            controls::SECRET => {}
            _ => match variable_of(&key).map(str::to_owned) {
                Some(variable) => self.take_value(package, variable, value, typed_as_secret),
                None => {
                    form.values.entry(key).or_default();
                }
            },
        }
    }

    fn take_value(&mut self, package: &Package, variable: String, value: String, secret: bool) {
        let of_it = || package.parameters.iter().filter(|p| p.variable == variable);
        if secret || of_it().any(Parameter::is_secret) {
            let value = Secret::new(value);
            let before = self.secrets.insert(variable.clone(), value.clone());
            if before.is_some_and(|before| before != value) {
                self.ambiguous.insert(variable);
            }
        } else {
            let declared = of_it().next().is_some();
            let values = self.form.values.entry(variable).or_default();
            values.extend(declared.then_some(value));
        }
    }
}

fn choose(chosen: &mut Vec<ServerId>, value: &str) {
    let id = ServerId::new(value);
    if !id.as_str().is_empty() && !chosen.contains(&id) {
        chosen.push(id);
    }
}

/// How the cloud of a grant is asked for a package.
#[derive(Clone, Debug, Default)]
pub struct Asking {
    /// What joins the chosen options of a list.
    pub separator: String,
    /// The parameters whose patterns cannot be checked, with why.
    pub unchecked: Unchecked,
}

/// How a package is asked for.
///
/// # Errors
/// `NotFound` where the settings no longer name the cloud, `Internal`.
pub async fn asking(portal: &Portal, grant: &Grant, package: &Package) -> AppResult<Asking> {
    let settings = &portal.cloud_of(&grant.principal)?.settings;
    let patterns = Patterns {
        full_match: settings.full_match,
    };
    // A stranger's pattern may take a while to compile.
    let package = package.clone();
    let work = tokio::task::spawn_blocking(move || patterns.unchecked(&package));
    let unchecked = work.await.map_err(|error| {
        tracing::error!(%error, "compiling patterns ended early");
        AppError::Internal
    })?;
    Ok(Asking {
        separator: settings.multi_select_separator.clone(),
        unchecked,
    })
}

/// Keeps a form as a draft and returns its id.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn save_draft(
    portal: &Portal,
    grant: &Grant,
    package: &PackageId,
    form: &Form,
) -> AppResult<String> {
    let kind = DraftKind::Package(package.clone());
    drafts::save(portal, grant, kind, form).await
}

/// The form of a package: a draft where `draft` names one of the person's, otherwise fresh.
///
/// # Errors
/// `Internal` where the store fails.
pub async fn open(
    portal: &Portal,
    grant: &Grant,
    package: &Package,
    draft: Option<&str>,
) -> AppResult<Form> {
    let separator = &portal
        .cloud_of(&grant.principal)?
        .settings
        .multi_select_separator;
    let fresh = || Form::fresh(package, separator);
    let Some(id) = draft else { return Ok(fresh()) };
    let kind = DraftKind::Package(package.id.clone());
    let kept = drafts::open(portal, grant, &kind, id).await?;
    Ok(kept.unwrap_or_else(fresh))
}

/// The groupings that there are to choose from: several servers go in one call only where the
/// cloud takes that and some place is known to hold several.
///
/// # Errors
/// `NotFound` where the settings no longer name the cloud.
pub fn groupings(portal: &Portal, grant: &Grant) -> AppResult<Vec<Grouping>> {
    let cloud = portal.cloud_of(&grant.principal)?;
    let known = cloud.inventories.peek(&Portal::cache_key(&grant.principal));
    let together = known.is_none_or(|known| {
        let mut places = known.value.places();
        places.any(|(center, servers)| center.is_some() && servers > 1)
    });
    let takes_several = cloud.driver.jobs().manners().targets_per_call > 1;
    Ok(if takes_several && cloud.has_places() && together {
        Grouping::ALL.to_vec()
    } else {
        vec![Grouping::PerServer]
    })
}
