//! Links, and which of them a person sees: who may only read gets those that can be read, with the verb for it.

use crate::clc::account::Rights;
use crate::json::Json;

/// What may be done with a link.
#[derive(Debug, Clone, Copy)]
pub(super) enum Verbs {
    /// Nothing is said, and GET is meant.
    Read,
    /// Nothing is said either, but it changes something: the cloud leaves the verb out of some of its actions.
    Action,
    Listed(&'static [&'static str]),
}

/// Writes the links of one entity.
pub(super) struct Links<'a> {
    pub(super) json: &'a mut Json,
    pub(super) rights: Rights,
}

impl Links<'_> {
    pub(super) fn add(&mut self, rel: &str, href: &[&str], verbs: Verbs) {
        self.full(rel, href, None, None, verbs);
    }

    pub(super) fn with_id(&mut self, rel: &str, href: &[&str], id: &str, verbs: Verbs) {
        self.full(rel, href, Some(id), None, verbs);
    }

    /// `href` is given in pieces. A link that its reader may not follow is left out.
    pub(super) fn full(
        &mut self,
        rel: &str,
        href: &[&str],
        id: Option<&str>,
        name: Option<&str>,
        verbs: Verbs,
    ) {
        let listed: &[&str] = match verbs {
            Verbs::Action if !self.rights.manage => return,
            Verbs::Listed(verbs) if self.rights.manage => verbs,
            Verbs::Listed(verbs) if verbs.contains(&"GET") => &["GET"],
            Verbs::Listed(_) => return,
            Verbs::Read | Verbs::Action => &[],
        };
        self.json.object(|json| {
            json.key("rel").plain(&[rel]).key("href").plain(href);
            if let Some(id) = id {
                json.pair("id", id);
            }
            if let Some(name) = name {
                json.pair("name", name);
            }
            if !listed.is_empty() {
                json.key("verbs").array(|json| {
                    for verb in listed {
                        json.plain(&[verb]);
                    }
                });
            }
        });
    }
}
