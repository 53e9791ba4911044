//! What the manager says where it refuses.

use super::{Absent as _, Text, wire};

wire! {
    /// Every refusal in JSON. That of the paging library has no traceback, the audit's service calls
    /// its message a detail.
    Refusal {
        code: Text = "error_code",
        message: Text = "message",
        detail: Text = "detail",
    }
}

impl Refusal {
    /// What it says to a person. The traceback is for nobody.
    pub(crate) fn words(&self) -> Option<&str> {
        let said = [&self.message, &self.detail].into_iter();
        let mut said = said.filter(|text| !text.is_absent());
        said.find_map(|text| text.0.as_deref().filter(|text| !text.trim().is_empty()))
    }
}
