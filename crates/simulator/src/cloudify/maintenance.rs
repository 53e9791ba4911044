//! Maintenance: asked for by an administrator, it begins when nothing is under way any more.

use crate::clock::Millis;

use super::when::stamp;

#[derive(Debug, Default)]
pub(super) struct Maintenance {
    pub(super) mode: Mode,
    pub(super) asked_at: Option<Millis>,
    pub(super) active_at: Option<Millis>,
    pub(super) asked_by: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Mode {
    #[default]
    Deactivated,
    Activating,
    Activated,
}

impl Mode {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Deactivated => "deactivated",
            Self::Activating => "activating",
            Self::Activated => "activated",
        }
    }
}

impl Maintenance {
    pub(super) fn ask(&mut self, by: &'static str, now: Millis) {
        *self = Self {
            mode: Mode::Activating,
            asked_at: Some(now),
            active_at: None,
            asked_by: Some(by),
        };
    }

    /// Begins it, once it was asked for and nothing is under way.
    pub(super) fn settle(&mut self, is_idle: impl FnOnce() -> bool, now: Millis) {
        if self.mode == Mode::Activating && is_idle() {
            self.mode = Mode::Activated;
            self.active_at = Some(now);
        }
    }

    pub(super) fn end(&mut self) {
        self.mode = Mode::Deactivated;
    }

    /// A time as it is told: empty where there is none.
    pub(super) fn time(at: Option<Millis>) -> String {
        at.map(stamp).unwrap_or_default()
    }
}
