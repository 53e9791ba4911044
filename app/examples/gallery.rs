//! Prints a static page with every component of the kit, for looking at the style sheet:
//! `cargo run -p slipway-app --features ssr --example gallery -- dark > gallery.html`, where the
//! theme (`light`, `dark` or nothing) is the only argument.

#![expect(clippy::wildcard_imports, reason = "it shows all of them")]

use jiff::Timestamp;
use leptos::prelude::*;
use slipway_app::components::*;

const CSS: &str = concat!("file://", env!("CARGO_MANIFEST_DIR"), "/../style/main.css");

fn main() {
    let theme = std::env::args().nth(1);
    let page = view! {
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8"/><meta name="viewport" content="width=device-width"/>
                <title>"Gallery"</title><link rel="stylesheet" href=CSS/>
            </head>
            <body><IconSprite/>{shell()}</body>
        </html>
    };
    println!("<!doctype html>{}", page.to_html());
}

fn shell() -> impl IntoView {
    let [user, cloud, account] = ["dana.reyes", "CenturyLink", "ACME"].map(String::from);
    let other = |cloud: &str, account: &str, signed_out| Switch {
        cloud: cloud.to_owned(),
        account: account.to_owned(),
        user: user.clone(),
        signed_out,
        href: "#".to_owned(),
    };
    let others = vec![
        other("CenturyLink", "ACM2", false),
        other("Lab", "ACME", true),
    ];
    let role_words = "may run packages".to_owned();
    let person = PersonInfo {
        user,
        cloud,
        account,
        role_words,
        others,
        sign_in_to_account: "#".to_owned(),
        sign_in_to_cloud: Some("#".to_owned()),
    };
    view! {
        <Shell nav=NavSection::Runs person=Some(person) links=ShellLinks::default()>
            {header()}{table()}{form()}{messages()}
        </Shell>
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or_default()
}

fn header() -> impl IntoView {
    let segments = COUNTS.map(|(look, word, count)| Segment::new(look, word, count).href("#"));
    let ip = view! { <Ident text="10.80.144.12"/><CopyButton text="10.80.144.12" label="Copy"/> };
    let context = view! {
        <StatusBadge look=Look::Busy word="executing"/>
        <span>"started "<Time at=at(0) now=at(134)/>" by dana.reyes"</span>
        <span>{duration_words(134)}</span>
    };
    view! {
        <Breadcrumbs levels=vec![("Runs".to_owned(), "#".to_owned())]/>
        <PageHeader title="Install nginx with a hardened profile" context=context.into_any()>
            <Button label="Stop watching" icon=Icon::Stop/>
            <LinkButton label="Share" href="#" icon=Icon::Share kind=ButtonKind::Primary/>
        </PageHeader>
        <Tabs label="Run" tabs=vec![Tab::new("Servers", "#").current(true).count("1,206"), Tab::new("Values", "#")]/>
        <SegmentBar segments=segments.to_vec()/>
        <PropertyList facts=vec![Fact::new("Address", ip.into_any()), Fact::new("Rollout", "one call per server")]/>
        <pre class="code">"curl -X POST https://api.example.com/v2/operations/ACME/servers/executePackage"</pre>
    }
}

const COUNTS: [(Look, &str, u64); 7] = [
    (Look::Ok, "succeeded", 1180),
    (Look::Busy, "executing", 14),
    (Look::Bad, "failed", 3),
    (Look::NotStarted, "not started", 120),
    (Look::Unknown, "unknown", 2),
    (Look::Overdue, "overdue", 1),
    (Look::Warn, "with warnings", 9),
];

fn table() -> impl IntoView {
    let rows: Vec<_> = COUNTS.into_iter().zip(0_i64..).map(|((look, word, _), n)| view! {
        <tr>
            <PickCell name="server" value=n.to_string() label="Choose" checked=n == 1/>
            <td class="table-main"><Middle text=format!("WA1ACME-very-long-name-of-a-web-server-in-seattle-{n:02}") href="#"/></td>
            <td class="table-status"><StatusBadge look=look word=word/></td>
            <td class="table-num" data-label="CPU">{n * 4}</td>
            <td data-label="Changed"><Time at=at(0) now=at(n * n * 4000)/></td>
            <td class="table-actions"><LinkButton label="Open" href="#" kind=ButtonKind::Quiet/></td>
        </tr>
    }).collect();
    view! {
        <section>
            <h2>"Servers"</h2>
            <FilterBar action="#">
                <TextInput field=FieldSpec::new("q", "q", "Search").optional(true) kind="search" placeholder="Name, address or description"/>
                <Select field=FieldSpec::new("dc", "dc", "Data center").optional(true) choices=vec![ChoiceOption::new("WA1", "WA1")] blank="Any data center"/>
                <Button label="Filter" icon=Icon::Filter/>
            </FilterBar>
            <Chips chips=vec![Chip::new("state: stopped", "#"), Chip::new("group: web", "#")] clear="#"/>
            <TableWrap label="Servers" count=count_words(50, 10_000, 3)>
                <table class="table">
                    <thead inner_html=headers()></thead>
                    <tbody>{rows}<SkeletonRows rows=2 columns=6/></tbody>
                </table>
            </TableWrap>
            <Pagination words="51–100 of 10,000 servers" previous="#" next="#"/>
        </section>
    }
}

fn form() -> impl IntoView {
    let field = |id: &str, label: &str| FieldSpec::new(id, id, label);
    let choices = vec![
        ChoiceOption::new("a", "One call per server").chosen(true),
        ChoiceOption::new("b", "One call per data center").hint("One verdict for all of them."),
        ChoiceOption::new("c", "Canary").disabled("Needs at least two servers."),
    ];
    view! {
        <form class="form">
            <FormErrorSummary errors=vec![FieldError::new("cpu", "CPUs", "17 is more than 16.")]/>
            <TextInput field=field("name", "Site name").hint("Letters and digits.") value="shop"/>
            <NumberInput field=field("cpu", "CPUs").unit("cores").error("17 is more than 16. Give 1 to 16.") value="17" whole=true/>
            <PasswordInput field=field("pw", "Database password").optional(true).hint("Asked again at every run.")/>
            <Fieldset legend="Rollout" hint="How the run spreads over the servers.">
                <RadioGroup field=field("ro", "Calls") choices=choices.clone()/>
                <CheckboxList field=field("cb", "Checks").optional(true) choices=choices/>
                <TextArea field=field("ta", "Servers").hint("One name per line, or ranges.") value="web[01-12]" mono=true rows=3/>
            </Fieldset>
            <ActionBar note="Nothing is sent before you confirm.">
                <Button label="Run on 12 servers" kind=ButtonKind::Primary icon=Icon::Play/>
                <Button label="Delete 3 servers" kind=ButtonKind::Danger/>
                <Button label="Save draft" kind=ButtonKind::Quiet unchecked=true/>
                <Button label="Reboot" disabled_reason="Needs the role ServerOperator."/>
            </ActionBar>
        </form>
    }
}

fn messages() -> impl IntoView {
    let icons: Vec<_> = Icon::ALL.iter().map(|icon| icon.svg()).collect();
    view! {
        <Notice title="The cloud gives no log for package runs">"Only the state of each job is known."</Notice>
        <Notice kind=NoticeKind::Ok>"3 servers were rebooted."</Notice>
        <Notice kind=NoticeKind::Warn title="Shown as of 4 min ago">"The cloud does not answer. Nothing was changed."</Notice>
        <Notice kind=NoticeKind::Bad title="The run paused">"Sign in again to go on. 14 jobs are still under way."</Notice>
        <EmptyState title="No runs yet" text="A run appears here when you run a package." icon=Icon::Runs>
            <LinkButton label="Choose a package" href="#" kind=ButtonKind::Primary/>
        </EmptyState>
        <Skeleton/>
        <p><Name text="\u{202e}gnp.exe"/>" stays in its place. "{icons}<VisuallyHidden text="All icons"/></p>
    }
}

fn headers() -> String {
    let mut html = markup::Markup::default();
    html.raw("<tr><th scope=\"col\" class=\"table-pick\"><span class=\"hush\">Choose</span></th>");
    let columns = [
        ("Name", Some(SortOrder::Ascending), false),
        ("State", None, false),
        ("CPU", None, true),
        ("Changed", None, false),
    ];
    for (label, order, numeric) in columns {
        sort_header(&mut html, label, "#", order, numeric);
    }
    html.raw(
        "<th scope=\"col\" class=\"table-actions\"><span class=\"hush\">Actions</span></th></tr>",
    );
    html.finish()
}
