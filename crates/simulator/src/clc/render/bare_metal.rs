//! Machines of their own that a data center has.

use crate::clc::bare_metal::{Configuration, Machines};
use crate::json::Json;

/// Of a data center that has them, or empty lists.
pub(crate) fn bare_metal(machines: Option<&Machines>) -> String {
    let mut json = Json::default();
    json.object(|json| {
        json.key("skus").array(|json| {
            for one in machines.into_iter().flat_map(|all| &all.configurations) {
                configuration(json, one);
            }
        });
        json.key("operatingSystems").array(|json| {
            for one in machines.into_iter().flat_map(|all| &all.systems) {
                json.object(|json| {
                    json.pair("type", &one.os)
                        .pair("description", &one.description);
                    json.key("hourlyRatePerSocket")
                        .raw(&one.hourly_rate_per_socket.to_string());
                });
            }
        });
    });
    json.into_string()
}

fn configuration(json: &mut Json, one: &Configuration) {
    json.object(|json| {
        json.pair("id", &one.id);
        json.key("hourlyRate").raw(&one.hourly_rate.to_string());
        json.pair("availability", &one.availability);
        json.key("memory").array(|json| {
            json.object(|json| {
                json.key("capacityGB").int(one.memory_gb);
            });
        });
        json.key("processor").object(|json| {
            json.key("coresPerSocket")
                .int(one.processor.cores_per_socket);
            json.pair("description", &one.processor.description);
            json.key("sockets").int(one.processor.sockets);
        });
        json.key("storage").array(|json| {
            for _ in 0..one.disks.count {
                json.object(|json| {
                    json.key("capacityGB").int(one.disks.capacity_gb);
                    json.key("speedRpm").int(one.disks.speed_rpm);
                    json.pair("type", "Hdd");
                });
            }
        });
    });
}
