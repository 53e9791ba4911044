//! A group belongs to a data center: what becomes of the chosen one when another is looked at.

use super::{NEW, choice, filled, open_page, post};
use crate::groups::{made, root};
use crate::support::Portal;

/// The words of the choices of a list, the chosen one first.
fn chosen(html: &str) -> String {
    let list = html.split("name=\"group\"").nth(1).unwrap_or_default();
    let list = list.split("</select>").next().unwrap_or_default();
    let found = list
        .split("<option")
        .find(|option| option.contains(" selected"));
    let text = found.and_then(|option| option.split_once('>'));
    text.map_or_else(String::new, |(_, text)| {
        text.split('<').next().unwrap_or_default().to_owned()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_of_another_data_center_is_left_with_a_word() {
    let portal = Portal::start().await;
    let admin = portal.signed_in("admin").await;
    made(&admin, &root(&admin, "de1").await, "Windows").await;
    let here = open_page(&admin, &format!("{NEW}?dc=va1")).await;
    let there = open_page(&admin, &format!("{NEW}?dc=de1")).await;
    let labels = |html: &str| {
        let list = html
            .split("name=\"group\"")
            .nth(1)
            .unwrap_or_default()
            .to_owned();
        let list = list
            .split("</select>")
            .next()
            .unwrap_or_default()
            .to_owned();
        let options = list.split("<option").skip(2).filter_map(|option| {
            let text = option.split_once('>')?.1;
            Some(text.split('<').next()?.to_owned())
        });
        options.collect::<Vec<String>>()
    };
    let (ours, theirs) = (labels(&here), labels(&there));
    let lone = ours.iter().find(|label| !theirs.contains(label));
    let both = ours.iter().find(|label| theirs.contains(label));
    let cases = [
        (lone, "so the choice was emptied"),
        (both, "is chosen in its place"),
    ];
    for (label, words) in cases {
        let label = label.expect("a group of that kind");
        let group = choice(&here, "group", label);
        for action in ["center", "review"] {
            let form = filled(&group, &[("dc", "de1"), ("do", action)]);
            let html = open_page(&admin, &post(&admin, &form).await).await;
            let told = format!("“{label}” that was chosen belongs to another data center, VA1");
            assert!(html.contains(&told), "{action}: no {told} in {html}");
            assert!(html.contains(words), "{action} {label}: no {words}");
            let expected = if words.contains("emptied") {
                "Choose a group"
            } else {
                label
            };
            assert_eq!(chosen(&html), expected, "{action}");
        }
        // Looked at where it belongs, it stays without a word.
        let form = filled(&group, &[("do", "center")]);
        let html = open_page(&admin, &post(&admin, &form).await).await;
        assert!(!html.contains("belongs to another data center"), "{html}");
        assert_eq!(chosen(&html), *label);
    }
}
