//! This cloud has no servers and no groups: nothing is offered for any.

use super::CloudifyDriver;
use slipway_cloud::Rules;
use slipway_domain::action::GroupOperation;
use slipway_domain::operation::Operation;

impl Rules for CloudifyDriver {
    fn operations(&self) -> &'static [Operation] {
        &[]
    }

    fn group_operations(&self) -> &'static [GroupOperation] {
        &[]
    }
}
