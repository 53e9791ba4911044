//! What a call would look like, for people.

/// A call as it would be sent: one block per request, reads before the write included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview(pub Vec<Block>);

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is for, in a few words.
    pub title: String,
    /// The request as text that people may copy; token and secrets are placeholders.
    pub text: String,
}
