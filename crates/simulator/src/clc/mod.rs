//! CenturyLink Cloud v2: the fleets of its accounts, its queue, its packages.

mod account;
mod bare_metal;
mod batch;
mod build;
mod catalogue;
mod creation;
mod custom_fields;
mod disks;
mod effect;
mod estate;
mod experimental;
mod jobs;
mod lockout;
pub mod packages;
mod password;
mod power;
mod render;
mod routes;
mod server_change;
mod single;
mod statistics;
mod templates;
mod timeline;
mod token;
mod work;
mod world;

pub use account::{Account, demo_accounts};
pub(crate) use routes::{LOGIN, at, routes};
pub(crate) use world::World;
