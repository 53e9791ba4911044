//! Recorded exchanges, read from the folder that `SLIPWAY_FIXTURES` names.

use serde_json::Value;
use std::path::{Path, PathBuf};

/// One recorded exchange.
pub(crate) struct Exchange {
    pub(crate) source: String,
    pub(crate) method: String,
    pub(crate) url: String,
    pub(crate) sent: Value,
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Exchange {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// All that were recorded.
pub(crate) fn exchanges() -> Vec<Exchange> {
    let folder = std::env::var_os("SLIPWAY_FIXTURES").unwrap();
    let folder = PathBuf::from(folder);
    let mut all = golden(&folder.join("clc/golden"));
    all.extend(recordings(&folder.join("clc/recordings.jsonl")));
    all
}

fn golden(folder: &Path) -> Vec<Exchange> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let read = |path: &PathBuf| {
        let json: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let (request, response) = (&json["request"], &json["response"]);
        Exchange {
            source: path.display().to_string(),
            method: text(&request["method"]),
            url: text(&request["url"]),
            sent: request["body"].clone(),
            status: u16::try_from(response["status"].as_u64().unwrap()).unwrap(),
            body: match &response["body"] {
                Value::String(text) => text.clone(),
                json => json.to_string(),
            },
        }
    };
    files.iter().map(read).collect()
}

fn recordings(file: &Path) -> Vec<Exchange> {
    let lines = std::fs::read_to_string(file).unwrap();
    let read = |line: &str| {
        let json: Value = serde_json::from_str(line).unwrap();
        Exchange {
            source: text(&json["src"]),
            method: text(&json["method"]),
            url: text(&json["url"]),
            sent: json["reqbody"]
                .as_str()
                .and_then(|sent| serde_json::from_str(sent).ok())
                .unwrap_or_default(),
            status: u16::try_from(json["status"].as_u64().unwrap()).unwrap(),
            body: text(&json["body"]),
        }
    };
    lines.lines().map(read).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
