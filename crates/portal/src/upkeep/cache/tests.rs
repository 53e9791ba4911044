//! Readings that are shared, old, outdated, failing and full of gaps, with a clock that tests move.

use super::*;
use std::sync::atomic::{AtomicU32, Ordering};

#[tokio::test(start_paused = true)]
async fn many_ask_at_once_and_one_reads() {
    let cache = Arc::new(Cache::<u8, u32>::new(Duration::from_secs(30)));
    let reads = Arc::new(AtomicU32::new(0));
    let ask = || {
        let (cache, reads) = (cache.clone(), reads.clone());
        async move {
            let read = || async move {
                tokio::time::sleep(Duration::from_secs(1)).await;
                Ok(reads.fetch_add(1, Ordering::SeqCst))
            };
            cache
                .get(&1, Freshness::Recent, read)
                .await
                .map(|cached| *cached.value)
        }
    };
    let (a, b, c) = tokio::join!(ask(), ask(), ask());
    assert_eq!((a, b, c), (Ok(0), Ok(0), Ok(0)));
    assert_eq!(reads.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn an_old_value_stands_in_and_says_that_it_is_stale() {
    let cache = Cache::<u8, u32>::new(Duration::from_secs(30));
    let good = cache.get(&1, Freshness::Recent, || async { Ok(7) }).await;
    assert_eq!(good.map(|cached| *cached.value), Ok(7));
    tokio::time::advance(Duration::from_secs(31)).await;
    let fail = || async { Err(AppError::CloudUnavailable) };
    let old = cache.get(&1, Freshness::Recent, fail).await;
    assert_eq!(
        old.map(|cached| (*cached.value, cached.failure)),
        Ok((7, None))
    );
    tokio::task::yield_now().await;
    tokio::task::yield_now().await;
    let failure = cache.peek(&1).and_then(|cached| cached.failure);
    assert_eq!(failure, Some(AppError::CloudUnavailable));
    let now = cache.get(&1, Freshness::Now, fail).await;
    assert!(now.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_reading_that_began_before_is_not_the_state_of_now() {
    let cache = Arc::new(Cache::<u8, u32>::new(Duration::from_secs(30)));
    let reading = |value| {
        move || async move {
            tokio::time::sleep(Duration::from_secs(2)).await;
            Ok(value)
        }
    };
    let early = {
        let cache = cache.clone();
        tokio::spawn(async move { cache.get(&1, Freshness::Recent, reading(1)).await })
    };
    tokio::time::sleep(Duration::from_secs(1)).await;
    let now = cache.get(&1, Freshness::Now, reading(2)).await;
    assert_eq!(now.map(|cached| *cached.value), Ok(2));
    let early = early.await.expect("no panic");
    assert_eq!(early.map(|cached| *cached.value), Ok(1));
}

#[tokio::test(start_paused = true)]
async fn those_who_waited_share_a_failure_but_not_the_end_of_a_token() {
    for (error, expected) in [
        (AppError::CloudUnavailable, 1),
        (AppError::CredentialEnded, 3),
    ] {
        let cache = Cache::<u8, u32>::new(Duration::from_secs(30));
        let reads = Arc::new(AtomicU32::new(0));
        let ask = || {
            let (error, reads) = (error.clone(), reads.clone());
            cache.get(&1, Freshness::Recent, || async move {
                reads.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_secs(20)).await;
                Err(error)
            })
        };
        let (a, b, c) = tokio::join!(ask(), ask(), ask());
        assert!(a.is_err() && b.is_err() && c.is_err());
        assert_eq!(reads.load(Ordering::SeqCst), expected, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_outdated_is_read_once_before_it_is_shown() {
    let cache = Arc::new(Cache::<u8, u32>::new(Duration::from_secs(30)));
    let reads = Arc::new(AtomicU32::new(0));
    let ask = |takes: u64, fails: bool| {
        let (cache, reads) = (cache.clone(), reads.clone());
        async move {
            let read = || async move {
                tokio::time::sleep(Duration::from_millis(takes)).await;
                let read = reads.fetch_add(1, Ordering::SeqCst);
                (!fails).then_some(read).ok_or(AppError::CloudUnavailable)
            };
            let cached = cache.get(&1, Freshness::Recent, read).await;
            cached.map(|cached| *cached.value)
        }
    };
    assert_eq!(ask(1, false).await, Ok(0));
    tokio::time::advance(Duration::from_secs(1)).await;
    cache.outdate(|key| *key == 2);
    assert!(cache.peek_fresh(&1).is_some(), "it is about another key");
    cache.outdate(|key| *key == 1);
    assert!(cache.peek_fresh(&1).is_none());
    let asked = tokio::join!(ask(500, false), ask(500, false), ask(500, false));
    assert_eq!(asked, (Ok(1), Ok(1), Ok(1)));
    assert!(cache.peek_fresh(&1).is_some());
    // Nobody waits for long, and a cloud that fails is not asked by everybody.
    cache.outdate(|_| true);
    assert_eq!(ask(5_000, false).await, Ok(1));
    tokio::time::advance(Duration::from_secs(5)).await;
    tokio::task::yield_now().await;
    assert_eq!(ask(1, false).await, Ok(2));
    tokio::time::advance(Duration::from_secs(1)).await;
    cache.outdate(|_| true);
    assert_eq!(ask(1, true).await, Ok(2));
    let before = reads.load(Ordering::SeqCst);
    assert_eq!(ask(1, true).await, Ok(2));
    assert_eq!(reads.load(Ordering::SeqCst), before);
}

#[tokio::test(start_paused = true)]
async fn a_value_with_gaps_is_read_again_sooner() {
    for (gaps, expected) in [(false, 7), (true, 8)] {
        let has_gaps: fn(&u32) -> bool = if gaps { |_| true } else { |_| false };
        let cache = Cache::<u8, u32>::with_gaps(Duration::from_secs(30), has_gaps);
        assert!(
            cache
                .get(&1, Freshness::Recent, || async { Ok(7) })
                .await
                .is_ok()
        );
        tokio::time::advance(Duration::from_secs(4)).await;
        assert!(
            cache
                .get(&1, Freshness::Recent, || async { Ok(8) })
                .await
                .is_ok()
        );
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        assert_eq!(cache.peek(&1).map(|cached| *cached.value), Some(expected));
    }
}
