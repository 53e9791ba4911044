//! What can be built in a data center.

use crate::clc::estate::Estate;
use crate::clc::templates::{Template, Templates};
use crate::json::Json;

pub(crate) fn capabilities(estate: &Estate, center: usize, templates: &Templates) -> String {
    let mut json = Json::default();
    let own = &estate.centers[center];
    json.object(|json| {
        json.key("dataCenterEnabled").bool(own.enabled);
        json.key("importVMEnabled").bool(true);
        json.key("supportsPremiumStorage").bool(own.premium_storage);
        json.key("supportsSharedLoadBalancer").bool(true);
        json.key("supportsBareMetalServers").bool(own.bare_metal);
        json.key("deployableNetworks").array(|json| {
            for network in estate.networks_of(center) {
                json.object(|json| {
                    json.pair("name", &network.name)
                        .pair("networkId", &network.id)
                        .pair("type", "private")
                        .pair("accountID", &estate.alias.to_ascii_uppercase());
                });
            }
        });
        json.key("templates").array(|json| {
            for template in &templates.all {
                write(json, template, templates.reserved(template));
            }
        });
        json.key("importableOSTypes").array(|json| {
            for system in &templates.importable {
                json.raw(&system.to_string());
            }
        });
    });
    json.into_string()
}

fn write(json: &mut Json, template: &Template, reserved: &[String]) {
    json.object(|json| {
        json.pair("name", &template.name)
            .pair("osType", &template.os_type)
            .pair("description", &template.description)
            .key("storageSizeGB")
            .int(template.storage_gb);
        texts(json, "capabilities", &template.capabilities);
        texts(json, "reservedDrivePaths", reserved);
        if template.has_letters() {
            json.key("drivePathLength").int(1);
        }
        json.key("apiOnly").bool(template.api_only);
    });
}

fn texts(json: &mut Json, key: &str, texts: &[String]) {
    json.key(key).array(|json| {
        for text in texts {
            json.text(text);
        }
    });
}
