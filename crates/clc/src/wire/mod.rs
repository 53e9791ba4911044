//! What the cloud really sends, private to this crate; how leniently it is read says
//! [`slipway_upstream::wire`].

pub(crate) mod account;
pub(crate) mod bare_metal;
pub(crate) mod billing;
pub(crate) mod capabilities;
pub(crate) mod custom_field;
pub(crate) mod details;
pub(crate) mod group;
pub(crate) mod offers;
pub(crate) mod operation;
pub(crate) mod package;
pub(crate) mod server;
pub(crate) mod statistics;

pub(crate) use slipway_upstream::wire::{
    Absent, Flag, Keyed, List, Loose, Raw, Real, Source, Text, Whole, decode, decode_strictly,
    report_skipped, wire,
};

#[cfg(test)]
mod tests;
