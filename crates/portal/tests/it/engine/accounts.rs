//! One sign-in may open several accounts, each with roles of its own.

use super::world::World;
use slipway_cloud::Account;
use slipway_domain::principal::Right;
use slipway_domain::{AccountAlias, AppError, Scope};
use slipway_portal::sign_in::grants::{Grants, on, recognise};
use slipway_portal::sign_in::{join, sign_out};
use slipway_scripted::Scripted;

fn scope(account: &str) -> Scope {
    Scope::new("Scripted", account)
}

fn further(account: &str, role: &str) -> Account {
    Account {
        account: AccountAlias::new(account),
        roles: vec![role.to_owned()],
    }
}

#[tokio::test(start_paused = true)]
async fn each_account_has_its_roles_and_all_end_together() {
    let accounts = vec![further("Tenant_b", "viewer"), further("c", "operator")];
    let world = World::new(Scripted::default().with_further(accounts)).await;
    let portal = &world.portal;
    let mut grants = Grants::default();
    let ada = world.signed_in("ada").await;
    join(portal, &mut grants, ada).await.unwrap();
    let kept = serde_json::to_string(&grants).unwrap();
    let grants = recognise(portal, serde_json::from_str(&kept).unwrap())
        .await
        .unwrap();
    for (asked, account, starts) in [
        ("main", "MAIN", true),
        ("TENANT_B", "Tenant_b", false),
        ("c", "c", true),
    ] {
        let grant = on(portal, &grants, &scope(asked)).await.unwrap();
        assert_eq!(grant.principal.account.as_str(), account);
        assert_eq!(grant.principal.may(Right::RunPackages), starts, "{account}");
        let auth = portal.auth(&grant).await.unwrap();
        assert_eq!(auth.account.as_str(), account, "as the cloud spells it");
        assert_eq!(auth.token.expose(), "token of ada");
    }
    let other = on(portal, &grants, &scope("d")).await;
    assert!(matches!(other, Err(AppError::NotFound { .. })), "{other:?}");
    let held: Vec<_> = grants.iter().cloned().collect();
    sign_out(portal, &grants).await.unwrap();
    for grant in held {
        assert_eq!(portal.auth(&grant).await, Err(AppError::CredentialEnded));
    }
    assert_eq!(
        world.audited("sign-out").await.len(),
        1,
        "one person signs out once"
    );
}

/// The credential of an earlier sign-in is forgotten once none of its accounts is open by it.
#[tokio::test(start_paused = true)]
async fn a_later_sign_in_takes_the_place_of_the_accounts_that_it_opens() {
    let world = World::new(Scripted::default().with_further(vec![further("b", "viewer")])).await;
    let portal = &world.portal;
    let mut grants = Grants::default();
    let ada = world.signed_in("ada").await;
    let mut alone = world.signed_in("bea").await;
    alone.further.clear();
    join(portal, &mut grants, ada.clone()).await.unwrap();
    join(portal, &mut grants, alone).await.unwrap();
    let user = |account: &str| grants.of(&scope(account)).unwrap().principal.user.clone();
    assert_eq!(
        (user("MAIN"), user("b")),
        ("bea".to_owned(), "ada".to_owned())
    );
    assert!(
        portal.auth(&ada).await.is_ok(),
        "it still opens the other one"
    );
    let cleo = world.signed_in("cleo").await;
    join(portal, &mut grants, cleo).await.unwrap();
    assert_eq!(portal.auth(&ada).await, Err(AppError::CredentialEnded));
}
