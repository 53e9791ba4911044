//! What new servers in a group begin with: what was typed, and whether it can be.

use crate::group::{DefaultValue, GroupDefaults, NewDefaults};
use crate::hardware::{CPUS, MEMORY_GB};
use crate::server_form::controls::{CPU, MEMORY};
use crate::server_form::{Problem, posted};
use std::net::IpAddr;
use std::ops::RangeInclusive;

/// The control of the network.
pub const NETWORK: &str = "network";
/// The control of the first name server.
pub const PRIMARY_DNS: &str = "primary-dns";
/// The control of the second name server.
pub const SECONDARY_DNS: &str = "secondary-dns";
/// The control of the template.
pub const TEMPLATE: &str = "template";
/// The most characters of a network's id or a template's name.
const LONGEST: usize = 200;

/// What stands in the form; empty where a value comes from the groups above.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DefaultsForm {
    /// Number of processors.
    pub cpu: String,
    /// Memory in GB.
    pub memory: String,
    /// The id of a network.
    pub network: String,
    /// The first name server.
    pub primary_dns: String,
    /// The second name server.
    pub secondary_dns: String,
    /// The name of a template.
    pub template: String,
}

/// The group's own value: what it inherits is not its own.
fn own(value: &DefaultValue) -> String {
    let own = value.value.clone().filter(|_| !value.inherited);
    own.unwrap_or_default()
}

impl DefaultsForm {
    /// The form as it opens.
    pub fn of(now: &GroupDefaults) -> Self {
        Self {
            cpu: own(&now.cpu),
            memory: own(&now.memory_gb),
            network: own(&now.network),
            primary_dns: own(&now.primary_dns),
            secondary_dns: own(&now.secondary_dns),
            template: own(&now.template),
        }
    }

    /// What was posted.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let text = |name| posted(pairs, name).unwrap_or_default();
        Self {
            cpu: text(CPU),
            memory: text(MEMORY),
            network: text(NETWORK),
            primary_dns: text(PRIMARY_DNS),
            secondary_dns: text(SECONDARY_DNS),
            template: text(TEMPLATE),
        }
    }

    /// What is different from `now`.
    ///
    /// # Errors
    /// What cannot be done, control by control.
    pub fn check(&self, now: &GroupDefaults) -> Result<NewDefaults, Vec<Problem>> {
        let before = Self::of(now);
        let mut problems = Vec::new();
        let mut number = |control, label, typed: &str, before: &str, allowed| {
            number(typed, before, &allowed).unwrap_or_else(|words| {
                problems.push(Problem::new(control, label, words));
                None
            })
        };
        // In the order of the form, which is that of its list of problems.
        let cpu = number(CPU, "CPU", &self.cpu, &before.cpu, CPUS);
        let memory_gb = number(MEMORY, "Memory", &self.memory, &before.memory, MEMORY_GB);
        let mut text = |control: &str, label: &str, typed: &str, before: &str| {
            let problem = if typed == before {
                return None;
            } else if typed.is_empty() {
                KEPT.to_owned()
            } else if typed.chars().count() > LONGEST {
                format!("At most {LONGEST} characters are taken.")
            } else if control.ends_with("-dns") && typed.parse::<IpAddr>().is_err() {
                "It takes an IP address, such as 172.17.1.26.".to_owned()
            } else {
                return Some(typed.to_owned());
            };
            problems.push(Problem::new(control, label, problem));
            None
        };
        let template = text(TEMPLATE, "Template", &self.template, &before.template);
        let new = NewDefaults {
            cpu,
            memory_gb,
            template,
            network: text(NETWORK, "Network", &self.network, &before.network),
            primary_dns: text(
                PRIMARY_DNS,
                "Primary DNS",
                &self.primary_dns,
                &before.primary_dns,
            ),
            secondary_dns: text(
                SECONDARY_DNS,
                "Secondary DNS",
                &self.secondary_dns,
                &before.secondary_dns,
            ),
        };
        if problems.is_empty() {
            Ok(new)
        } else {
            Err(problems)
        }
    }
}

/// The cloud has no call that takes a default away.
const KEPT: &str = "A value that is set can be changed, but the cloud cannot take it away again.";

fn number(typed: &str, before: &str, allowed: &RangeInclusive<u32>) -> Result<Option<u32>, String> {
    if typed == before {
        return Ok(None);
    }
    match typed.parse::<u32>() {
        Ok(number) if allowed.contains(&number) => Ok(Some(number)),
        _ if typed.is_empty() => Err(KEPT.to_owned()),
        _ => Err(format!(
            "It takes a whole number from {} to {}.",
            allowed.start(),
            allowed.end()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> GroupDefaults {
        let value = |text: &str, inherited| DefaultValue {
            value: Some(text.to_owned()),
            inherited,
        };
        GroupDefaults {
            cpu: value("2", false),
            primary_dns: value("172.17.1.26", true),
            template: value("DEBIAN-7-64-TEMPLATE", false),
            ..GroupDefaults::default()
        }
    }

    fn check(pairs: &[(&str, &str)]) -> Result<NewDefaults, Vec<String>> {
        let opened = [("cpu", "2"), ("template", "DEBIAN-7-64-TEMPLATE")];
        let all = opened.iter().chain(pairs);
        let all: Vec<_> = all
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let checked = DefaultsForm::from_pairs(&all).check(&now());
        checked.map_err(|problems| problems.into_iter().map(|one| one.control).collect())
    }

    #[test]
    fn what_is_inherited_is_not_its_own_and_stays() {
        let opened = DefaultsForm::of(&now());
        assert_eq!(
            (opened.cpu.as_str(), opened.primary_dns.as_str()),
            ("2", "")
        );
        assert_eq!(opened.check(&now()), Ok(NewDefaults::default()));
        assert_eq!(check(&[]), Ok(NewDefaults::default()));
    }

    #[test]
    fn only_what_is_different_is_set() {
        let new = check(&[("cpu", "4"), ("secondary-dns", "10.0.0.2")]).expect("defaults");
        assert_eq!(
            (new.cpu, new.secondary_dns.as_deref()),
            (Some(4), Some("10.0.0.2"))
        );
        assert_eq!((new.template, new.memory_gb), (None, None));
    }

    #[test]
    fn what_cannot_be_is_said_at_its_control() {
        for (control, wrong) in [
            ("cpu", "17"),
            ("cpu", "two"),
            ("cpu", ""),
            ("memory", "0"),
            ("memory", "129"),
            ("primary-dns", "ns1.example.com"),
            ("template", ""),
        ] {
            let refused = check(&[(control, wrong)]).unwrap_err();
            assert_eq!(refused, [control], "{wrong:?}");
        }
    }

    #[test]
    fn what_may_be_as_long_as_it_likes_has_its_end() {
        let long = "n".repeat(201);
        let longest = check(&[("network", &long[1..])]).expect("defaults");
        assert_eq!(longest.network.as_deref(), Some(&long[1..]));
        assert_eq!(check(&[("network", &long)]).unwrap_err(), ["network"]);
    }

    #[test]
    fn a_number_is_told_from_one_that_is_taken_away() {
        let words = |typed| number(typed, "2", &CPUS).expect_err("a problem");
        assert_eq!(words(""), KEPT);
        assert_eq!(words("two"), "It takes a whole number from 1 to 16.");
        assert_eq!(words("17"), words("two"));
        assert_eq!(number("2", "2", &CPUS), Ok(None));
        assert_eq!(number("16", "2", &CPUS), Ok(Some(16)));
    }

    #[test]
    fn problems_stand_in_the_order_of_the_form() {
        let wrong = ["secondary-dns", "primary-dns", "template", "memory", "cpu"];
        let refused =
            check(&wrong.map(|control| (control, if control == "template" { "" } else { "x" })));
        let order = ["cpu", "memory", "template", "primary-dns", "secondary-dns"];
        assert_eq!(refused.unwrap_err(), order);
    }
}
