//! Each page and each step of a run against each fault of the cloud: nothing lost, nothing sent
//! twice, and the person told what happened, what is still true and what to do next.
//!
//! One test per fault walks through all pages and steps; what has to be seen stands in `table`
//! for reads and beside the steps for the call and its job.

/// A test for each fault: the `walk` of the module that calls this.
macro_rules! walks {
    () => {
        walks! {
            a_refused_token: Unauthorised,
            a_refused_role: Forbidden,
            an_empty_not_found: Missing,
            a_busy_cloud: Busy,
            a_failing_cloud: Failing,
            a_closed_cloud: Closed,
            a_page_instead_of_data: Html,
            garbage_instead_of_data: Garbage,
            half_an_answer: Truncated,
            no_answer_at_all: Hang,
            a_reset_before_the_call: ResetBefore,
            a_reset_after_the_call: ResetAfter,
            a_late_answer: Late,
        }
    };
    ($($name:ident: $fault:ident,)+) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                walk(Fault::$fault).await;
            }
        )+
    };
}

pub(crate) mod cloud;
mod ended;
mod groups;
mod lost;
mod more;
mod new_server;
mod once;
mod operations;
mod partial;
mod polling;
mod reads;
mod server;
mod stage;
mod table;
mod writes;

use cloud::Fault;
use stage::Stage;

async fn walk(fault: Fault) {
    let stage = Stage::set(fault).await;
    reads::signing_in(&stage, fault).await;
    reads::cold(&stage, fault).await;
    reads::half_warm(&stage, fault).await;
    reads::warm(&stage, fault).await;
    writes::executing(&stage, fault).await;
    operations::operating(&stage, fault).await;
    polling::reading(&stage, fault).await;
    server::looking(&stage, fault).await;
    partial::one_data_center(fault).await;
}

walks!();
