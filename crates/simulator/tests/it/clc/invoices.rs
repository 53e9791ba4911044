//! What a month costs.

use crate::clc::support::{Client, keys, list};

#[tokio::test]
async fn an_invoice_lists_groups_with_their_servers() {
    let client = Client::new().await;
    let invoice = client.read("/v2/invoice/slpb/2026/12/").await;
    assert_eq!(
        keys(&invoice),
        [
            "id",
            "terms",
            "companyName",
            "accountAlias",
            "pricingAccountAlias",
            "parentAccountAlias",
            "address1",
            "city",
            "stateProvince",
            "postalCode",
            "billingContactEmail",
            "invoiceCCEmail",
            "totalAmount",
            "invoiceDate",
            "poNumber",
            "lineItems"
        ]
    );
    assert_eq!(invoice["invoiceDate"], "2027-01-01T00:00:00Z");
    let lines = list(&invoice["lineItems"]);
    let servers: usize = lines
        .iter()
        .map(|line| list(&line["itemDetails"]).len())
        .sum();
    assert_eq!((lines.len(), servers), (2, 6));
    let total: f64 = lines
        .iter()
        .map(|line| line["itemTotal"].as_f64().unwrap())
        .sum();
    assert!((invoice["totalAmount"].as_f64().unwrap() - total).abs() < 0.01);
    let payer = "/v2/invoice/SLPB/2026/7?pricingAccountAlias=slip";
    assert_eq!(client.read(payer).await["pricingAccountAlias"], "SLIP");
}

#[tokio::test]
async fn months_that_are_none_and_accounts_of_others_are_refused() {
    let client = Client::new().await;
    for (path, status) in [
        ("/v2/invoice/SLIP/2026/13", 400),
        ("/v2/invoice/SLIP/2026/june", 404),
        ("/v2/invoice/OTHR/2026/7", 403),
        ("/v2/invoice/SLIP/2026/7?pricingAccountAlias=OTHR", 403),
    ] {
        assert_eq!(client.get(path).await.status, status, "{path}");
    }
}
