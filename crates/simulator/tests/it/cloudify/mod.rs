//! Cloudify Manager v3.1.

mod captured;
mod client;
mod faults;
mod later;
mod life;
mod matrix;
mod quirks;
mod quirks_more;
mod replay;
mod scale;
mod wire;
