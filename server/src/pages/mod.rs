//! Handlers, one page per file: parse, take who asks, call one use-case, draw or redirect.

pub mod create;
mod csv;
mod form_post;
mod form_resume;
pub mod form_scope;
pub mod group_forms;
pub mod groups;
pub mod health;
pub mod inventory;
pub mod missing;
pub mod old_address;
pub mod operate;
pub mod package;
pub mod packages;
pub mod plan;
mod resumable_form;
pub mod run;
pub mod run_events;
pub mod runs;
pub mod server;
pub mod server_functions;
pub mod servers;
pub mod servers_export;
pub mod shared;
pub mod shares;
pub mod sign_in;
pub mod theme;
