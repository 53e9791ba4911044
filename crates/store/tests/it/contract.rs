//! The generic suite. A new database implements [`Database`] and says `contract::suite!(It)`:
//! every case then runs against it, each with a database of its own.

pub(crate) mod access;
pub(crate) mod audit;
pub(crate) mod plans;
pub(crate) mod run_lists;
pub(crate) mod runs;
pub(crate) mod server_runs;
pub(crate) mod shares;
pub(crate) mod stars;
pub(crate) mod tokens;
pub(crate) mod writes;

use slipway_store::Store;
use std::future::Future;

/// A database under test, empty at first and gone when dropped.
pub(crate) trait Database: Sync {
    /// A fresh one.
    fn create() -> Self;
    /// Opens it; a second call is a second program on the same data.
    fn open(&self) -> impl Future<Output = Store>;
    /// Removes whatever keeps audit events from being changed.
    fn unlock_audit(&self) -> impl Future<Output = ()>;
    /// Runs a statement behind the store's back; whether the database took it.
    fn run(&self, sql: &'static str) -> impl Future<Output = bool>;
}

/// One `#[tokio::test]` per case of the contract.
macro_rules! suite {
    ($database:ty) => {
        $crate::contract::suite! { $database:
            access [
                sessions_are_kept_once, sessions_change_and_end, ended_sessions_stay_ended,
                an_expired_session_is_over_for_good_and_kept_until_it_is_purged,
                sessions_are_purged_by_either_life, credentials_are_kept, credentials_are_purged,
                a_token_is_held_by_credentials_and_by_runs_that_go_on,
                sign_ins_and_their_rows_are_kept_together,
                child_accounts_are_kept_with_their_credential,
                a_database_answers,
            ]
            plans [
                drafts_are_their_owners, drafts_are_purged, plans_are_their_owners,
                plans_are_replaced_as_they_were_shown,
                secrets_are_kept_until_erased, unconfirmed_secrets_are_erased,
                only_unused_plans_are_purged,
            ]
            runs [
                a_run_comes_back_as_it_was, a_large_run_comes_back, a_repeated_submit_finds_its_run,
                a_key_is_good_for_one_plan,
                racing_submits_make_one_run, owners_have_their_own_keys, a_plan_is_run_once,
                a_failed_create_leaves_nothing, recording_replaces_rows_and_counts,
                a_refused_record_leaves_nothing, only_the_holder_records,
                a_change_is_recorded_once, leases_expire,
                a_lease_from_before_the_clock_was_put_back_is_stale,
                racing_programs_get_one_lease, hostile_texts_come_back,
            ]
            run_lists [
                lists_are_newest_first_in_pages, lists_are_filtered, search_takes_texts_literally,
                lists_count_servers, runs_are_numbered_by_account, racing_runs_get_numbers_of_their_own,
                unfinished_runs_are_found, busy_servers_are_found,
            ]
            server_runs [
                runs_that_touched_a_server_are_found, the_run_that_built_a_server_is_found_by_it,
                targets_of_every_kind_come_back, the_run_that_follows_something_is_found,
            ]
            tokens [tokens_are_kept_and_replaced, a_run_that_is_over_keeps_no_secret, plans_of_runs_are_known]
            shares [
                links_are_listed_newest_first, links_are_found_by_their_hash,
                links_are_revoked_once, uses_are_counted,
            ]
            stars [stars_are_their_owners, nobody_has_more_stars_than_there_may_be]
            writes [
                a_write_begins_and_ends_once, writes_and_their_rows_are_kept_together, owners_have_their_own_writes, writes_are_forgotten,
            ]
            audit [
                events_are_chained, racing_events_are_chained, fine_times_do_not_break_the_chain,
                events_cannot_be_changed, changed_events_are_found, missing_events_are_found,
                events_before_the_first_are_found,
                a_walk_counts_the_rows, a_run_and_its_rows_are_kept_together_or_not_at_all,
            ]
        }
    };
    ($database:ty: $($module:ident [$($case:ident),* $(,)?])*) => {
        $($(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let database = <$database as $crate::contract::Database>::create();
                $crate::contract::$module::$case(&database).await;
            }
        )*)*
    };
}
pub(crate) use suite;
