//! The built browser files, compiled into the program and served with their compressed forms.
//!
//! The build script embeds the site folder that the front build left behind. A program built
//! without one (clippy, unit tests) serves an empty site: pages still work, without style.

use crate::http::pack::accepts;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};
use slipway_app::document::SiteFiles;
use slipway_domain::context::hex;
use std::collections::HashMap;
use std::sync::Arc;

/// One embedded file.
struct Embedded {
    /// Its path below the site folder.
    path: &'static str,
    plain: &'static [u8],
    brotli: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/site.rs"));

struct File {
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
    kind: &'static str,
    /// Whether the name changes with the content, so that it may be kept for ever.
    immutable: bool,
}

/// The files by path, and the addresses that pages link.
pub struct Site {
    files: HashMap<String, File>,
    addresses: SiteFiles,
    share_style: String,
}

impl Site {
    /// The embedded site.
    pub fn embedded() -> Self {
        let mut site = Self {
            files: EMBEDDED
                .iter()
                .map(|file| (format!("/{}", file.path), File::from(file)))
                .collect(),
            addresses: SiteFiles {
                css: address("css"),
                js: address("js"),
                wasm: address("wasm"),
                boot: String::new(),
            },
            share_style: String::new(),
        };
        site.addresses.boot = site.add(&BOOT_SCRIPT);
        site.share_style = site.add(&SHARE_STYLE);
        site
    }

    /// Serves a file under a name that changes with its content.
    fn add(&mut self, file: &'static Embedded) -> String {
        let hash = hex(&Sha256::digest(file.plain));
        let (name, extension) = file.path.split_once('.').unwrap_or((file.path, ""));
        let path = format!("/pkg/{name}.{}.{extension}", &hash[..16]);
        let file = File {
            immutable: true,
            ..File::from(file)
        };
        self.files.insert(path.clone(), file);
        path
    }

    /// The addresses that pages link.
    pub fn files(&self) -> SiteFiles {
        self.addresses.clone()
    }

    /// The header with which an answer names the style sheet.
    pub fn style_ahead(&self) -> Option<HeaderValue> {
        let css = &self.addresses.css;
        let link = format!("<{css}>; rel=preload; as=style");
        HeaderValue::from_str(&link)
            .ok()
            .filter(|_| !css.is_empty())
    }

    /// The address of the share page's style sheet.
    pub fn share_style(&self) -> &str {
        &self.share_style
    }

    /// Whether the program holds a built front.
    pub fn is_built(&self) -> bool {
        !self.addresses.wasm.is_empty()
    }

    fn answer(&self, path: &str, headers: &HeaderMap) -> Response {
        let Some(file) = self.files.get(path) else {
            return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
        };
        let (body, coding) = match (file.brotli, file.gzip) {
            (Some(bytes), _) if accepts(headers, "br") => (bytes, Some("br")),
            (_, Some(bytes)) if accepts(headers, "gzip") => (bytes, Some("gzip")),
            _ => (file.plain, None),
        };
        let mut response = Response::new(Body::from(body));
        let head = response.headers_mut();
        head.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
        head.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        head.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(cache_words(file.immutable)),
        );
        if let Some(coding) = coding {
            head.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        response
    }
}

impl From<&Embedded> for File {
    fn from(file: &Embedded) -> Self {
        let extension = file.path.rsplit('.').next().unwrap_or_default();
        Self {
            plain: file.plain,
            brotli: Some(file.brotli).filter(|bytes| !bytes.is_empty()),
            gzip: Some(file.gzip).filter(|bytes| !bytes.is_empty()),
            kind: kind(extension),
            immutable: file.path.starts_with("pkg/"),
        }
    }
}

const fn cache_words(immutable: bool) -> &'static str {
    if immutable {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=3600"
    }
}

fn kind(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        _ => "application/octet-stream",
    }
}

/// The address of the built file with `extension`: the one whose name carries a hash, or the
/// plain one where names are not hashed. Empty where the front was not built.
fn address(extension: &str) -> String {
    EMBEDDED
        .iter()
        .map(|file| file.path)
        .filter(|path| path.starts_with("pkg/slipway.") && path.ends_with(&format!(".{extension}")))
        .max_by_key(|path| path.len())
        .map(|path| format!("/{path}"))
        .unwrap_or_default()
}

/// `GET /pkg/{*file}`
pub async fn built_file(
    State(site): State<Arc<Site>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response {
    site.answer(&format!("/pkg/{file}"), &headers)
}

/// Files at the root: icons and `robots.txt`. `None` where there is no such file.
pub fn root_file(site: &Site, path: &str, headers: &HeaderMap) -> Option<Response> {
    site.files
        .contains_key(path)
        .then(|| site.answer(path, headers))
}
