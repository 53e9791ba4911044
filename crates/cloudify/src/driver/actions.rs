//! What can be done to an execution, in people's words.

use crate::status::ManagerAction;

const CANCEL: &str = "The workflow is asked to stop: what it does just now is finished, and a \
                      workflow that does not listen goes on.";
const FORCE_CANCEL: &str = "The workflow is stopped at once; what its steps have begun on machines \
                            goes on there, and its nodes may be left half done.";
const KILL: &str = "The workflow and its steps are killed wherever they are; what they leave behind \
                    stays as it is.";
const RESUME: &str = "The workflow goes on where it ended: steps that succeeded are left out. \
                      Workflows that are scripts cannot be resumed and fail again.";
const FORCE_RESUME: &str = "The workflow goes on where it ended, and steps that cannot be resumed \
                            are done once more.";

/// What the button of an action says.
pub(super) const fn label(action: ManagerAction) -> &'static str {
    match action {
        ManagerAction::Cancel => "Cancel",
        ManagerAction::ForceCancel => "Force-cancel",
        ManagerAction::Kill => "Kill",
        ManagerAction::Resume => "Resume",
        ManagerAction::ForceResume => "Force-resume",
    }
}

/// What an action does, in a sentence.
pub(super) const fn consequence(action: ManagerAction) -> &'static str {
    match action {
        ManagerAction::Cancel => CANCEL,
        ManagerAction::ForceCancel => FORCE_CANCEL,
        ManagerAction::Kill => KILL,
        ManagerAction::Resume => RESUME,
        ManagerAction::ForceResume => FORCE_RESUME,
    }
}
