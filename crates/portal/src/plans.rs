//! Plans: the one way that every action takes. What was asked for is reviewed and kept, held against
//! the servers as they are (pre-flight), and becomes a run once its reviewer confirms it. Until then
//! what was typed and chosen is a draft.

pub mod choice;
pub mod choosing;
pub mod drafts;
pub mod preflight;
pub mod review;
pub mod submit;
