//! What moves in the browser. Each island patches server-made markup instead of replacing it.

pub mod run_live;
