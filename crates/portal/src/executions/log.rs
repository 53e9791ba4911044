//! What an execution wrote: the part of it that a page shows, and all of it as a file.

use super::readings::{LogPart, Which};
use super::{none, read};
use crate::inventory::server::with_page_timeout;
use crate::portal::Portal;
use crate::sign_in::grants::Grant;
use slipway_cloud::{Auth, LogCursor, LogFilter, LogItem, LogLevel, LogPage, LogPlace, Logs};
use slipway_domain::principal::Right;
use slipway_domain::run::Handle;
use slipway_domain::urls::{LogFrom, LogView};
use slipway_domain::{AppResult, ExecutionId};
use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// Items that a page shows at once.
pub const LINES: usize = 120;
/// Items that the cloud is asked for at most at once.
const MOST: u32 = 1_000;
/// Items that a page which reads on asks for at least: some of them it has already.
const ON: u32 = 150;
/// Readings for one part at most: a filter by level may leave little of each.
const READINGS: usize = 10;

/// Characters of an item that a page shows at most.
const LONGEST: usize = 4_000;

/// What a page shows of the text of an item.
pub fn shown(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{} … cut here; the file holds all of it", &text[..cut]),
        None => text.to_owned(),
    }
}

/// What tells an item from all others of its log, for a page that reads some of them twice.
pub fn key(item: &LogItem) -> String {
    item.id.clone().unwrap_or_else(|| {
        let mut hasher = DefaultHasher::new();
        item.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    })
}

/// What a reading of a log needs.
struct Source<'a> {
    portal: &'a Portal,
    grant: &'a Grant,
    logs: &'a dyn Logs,
    auth: Auth,
    handle: Handle,
    filter: LogFilter,
}

/// A part of what an execution wrote, read once for all windows in which a person looks at it.
///
/// # Errors
/// `NotFound` where the cloud keeps no logs or the address is of none, `CredentialEnded`, or what the
/// cloud answers.
pub async fn part(
    portal: &Portal,
    grant: &Grant,
    id: &ExecutionId,
    view: &LogView,
) -> AppResult<Arc<LogPart>> {
    grant.principal.require(Right::Read)?;
    let source = Source::of(portal, grant, id, view).await?;
    let key = (Which::of(grant, id), view.clone());
    let read = async {
        let part = source.part(&view.from).await?;
        if part.items.is_empty() && part.earlier.is_none() {
            is_there(portal, grant, id).await?;
        }
        Ok(part)
    };
    portal.readings().logs.get(&key, read).await
}

/// What there is not has written nothing either, says a cloud.
async fn is_there(portal: &Portal, grant: &Grant, id: &ExecutionId) -> AppResult<()> {
    read(portal, grant, id).await.map(drop)
}

impl<'a> Source<'a> {
    async fn of(
        portal: &'a Portal,
        grant: &'a Grant,
        id: &ExecutionId,
        view: &LogView,
    ) -> AppResult<Self> {
        let driver = &portal.cloud_of(&grant.principal)?.driver;
        let adopts = driver.jobs().adopts();
        let (Some(logs), Some(adopts)) = (driver.logs(), adopts) else {
            return Err(none());
        };
        Ok(Self {
            portal,
            grant,
            logs,
            auth: portal.auth(grant).await?,
            handle: adopts.handle(id),
            filter: filter(view),
        })
    }

    async fn read(&self, place: LogPlace<'_>, count: u32) -> AppResult<LogPage> {
        let page = self
            .logs
            .logs(&self.auth, &self.handle, place, count, &self.filter);
        with_page_timeout(self.portal, self.grant, none, page).await
    }

    async fn part(&self, from: &LogFrom) -> AppResult<LogPart> {
        match from {
            LogFrom::End => self.backwards(LogPlace::End).await,
            LogFrom::Before(cursor) => {
                let cursor = LogCursor(cursor.clone());
                self.backwards(LogPlace::Before(&cursor)).await
            }
            LogFrom::Beginning => self.forwards(LogPlace::Beginning, self.few()).await,
            LogFrom::After(cursor) => {
                let cursor = LogCursor(cursor.clone());
                self.forwards(LogPlace::After(&cursor), self.few().max(ON))
                    .await
            }
            LogFrom::FirstError => self.first_error().await,
        }
    }

    /// How many are asked for to show a page full: all that are asked for are shown unless the portal
    /// has to look at their levels.
    fn few(&self) -> u32 {
        if self.filter.levels.is_empty() {
            u32::try_from(LINES).unwrap_or(MOST)
        } else {
            MOST
        }
    }

    async fn backwards(&self, place: LogPlace<'_>) -> AppResult<LogPart> {
        let count = self.few();
        let mut page = self.read(place, count).await?;
        let (next, more) = (page.next, page.more);
        let mut items = VecDeque::from(page.items);
        for _ in 1..READINGS {
            let Some(earlier) = page.earlier.clone().filter(|_| items.len() < LINES) else {
                break;
            };
            page = self.read(LogPlace::Before(&earlier), count).await?;
            page.items
                .drain(..)
                .rev()
                .for_each(|item| items.push_front(item));
        }
        Ok(LogPart {
            items: items.into(),
            next: next.0,
            more,
            earlier: page.earlier.map(|cursor| cursor.0),
        })
    }

    async fn forwards(&self, place: LogPlace<'_>, count: u32) -> AppResult<LogPart> {
        let mut page = self.read(place, count).await?;
        let earlier = page.earlier.map(|cursor| cursor.0);
        let mut items = page.items;
        for _ in 1..READINGS {
            if items.len() >= LINES || !page.more {
                break;
            }
            let known: HashSet<LogItem> = items.iter().cloned().collect();
            page = self.read(LogPlace::After(&page.next), count).await?;
            let fresh = page.items.drain(..);
            items.extend(fresh.filter(|item| !known.contains(item)));
        }
        Ok(LogPart {
            items,
            next: page.next.0,
            more: page.more,
            earlier,
        })
    }

    /// The end where nothing went wrong.
    async fn first_error(&self) -> AppResult<LogPart> {
        let found = self.logs.first_error(&self.auth, &self.handle);
        match with_page_timeout(self.portal, self.grant, none, found).await? {
            Some(cursor) => self.forwards(LogPlace::After(&cursor), self.few()).await,
            None => self.backwards(LogPlace::End).await,
        }
    }
}

/// What the cloud is asked for; a level that means nothing is left out.
fn filter(view: &LogView) -> LogFilter {
    let level = view.level.as_deref().and_then(LogLevel::parse);
    LogFilter {
        // Everything is of some level.
        levels: level
            .filter(|level| *level > LogLevel::Debug)
            .map(LogLevel::and_worse)
            .unwrap_or_default(),
        kinds: view.kind.iter().cloned().collect(),
        nodes: view.node.iter().cloned().collect(),
        text: view.text.clone().unwrap_or_default(),
    }
}

/// All that an execution wrote, read part by part.
pub struct WholeLog {
    portal: Portal,
    grant: Grant,
    id: ExecutionId,
    view: LogView,
    /// The items of the last part: some of them come again with the next.
    known: HashSet<LogItem>,
    /// From where to read on; nothing at the end.
    next: Option<LogFrom>,
}

/// Begins to read all that fits the filter.
pub fn whole(portal: &Portal, grant: &Grant, id: &ExecutionId, view: &LogView) -> WholeLog {
    WholeLog {
        portal: portal.clone(),
        grant: grant.clone(),
        id: id.clone(),
        view: view.clone(),
        known: HashSet::new(),
        next: Some(LogFrom::Beginning),
    }
}

impl WholeLog {
    /// The next items; `None` after the last ones.
    ///
    /// # Errors
    /// As [`part`]; nothing follows then.
    pub async fn next(&mut self) -> AppResult<Option<Vec<LogItem>>> {
        let Some(from) = self.next.take() else {
            return Ok(None);
        };
        self.grant.principal.require(Right::Read)?;
        let source = Source::of(&self.portal, &self.grant, &self.id, &self.view).await?;
        let page = match &from {
            LogFrom::After(cursor) => {
                let cursor = LogCursor(cursor.clone());
                source.read(LogPlace::After(&cursor), MOST).await?
            }
            _ => source.read(LogPlace::Beginning, MOST).await?,
        };
        if page.items.is_empty() && from == LogFrom::Beginning {
            is_there(&self.portal, &self.grant, &self.id).await?;
        }
        let next = LogFrom::After(page.next.0);
        // A cursor that stays where it was would be asked for ever.
        self.next = (page.more && next != from).then_some(next);
        let mut fresh = page.items;
        let read: HashSet<LogItem> = fresh.iter().cloned().collect();
        fresh.retain(|item| !self.known.contains(item));
        self.known = read;
        Ok(Some(fresh))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_stands_for_those_that_matter_more() {
        let levels = |word: &str| {
            let view = LogView {
                level: Some(word.to_owned()),
                ..LogView::default()
            };
            filter(&view).levels
        };
        assert_eq!(levels("warning"), [LogLevel::Warning, LogLevel::Error]);
        assert_eq!(levels("error"), [LogLevel::Error]);
        assert_eq!(levels("debug"), [], "everything");
        assert_eq!(levels("banana"), [], "nonsense is left out");
    }
}
