//! Closed routes: every route and server function, requested by everybody who may come by.

mod clouds;
mod cookies;
mod flood;
mod grants;
mod kept;
mod names;
mod old_addresses;
mod places;
mod readers;
mod redirects;
mod sessions;
mod shares;
mod sites;
mod stage;
mod switch;
mod table;
mod throttle;
mod walk;
