//! Embeds the built browser files, compressed ahead of time, so that the program is one file.
//!
//! The front is built first (`hash-files` in the root manifest sees to that) and leaves its files
//! in the site folder. Where there is none, an empty list is embedded. `SLIPWAY_SITE_DIR` names
//! another folder.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed=SLIPWAY_SITE_DIR");
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let site = env::var_os("SLIPWAY_SITE_DIR")
        .map_or_else(|| manifest.join("../target/site"), PathBuf::from);
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo:rerun-if-changed={}", site.display());
    let mut files = Vec::new();
    if site.is_dir() {
        collect(&site, &site, &mut files)?;
    }
    files.sort();
    let mut source = String::from("static EMBEDDED: &[Embedded] = &[\n");
    for (name, path) in &files {
        println!("cargo:rerun-if-changed={}", path.display());
        let embedded = embed(&out, name, &fs::read(path)?)?;
        writeln!(source, "    {embedded},").map_err(io::Error::other)?;
    }
    source.push_str("];\n");
    for (constant, name, path) in BY_HAND {
        let path = manifest.join(path);
        println!("cargo:rerun-if-changed={}", path.display());
        let embedded = embed(&out, name, bare(&fs::read_to_string(path)?).as_bytes())?;
        writeln!(source, "static {constant}: Embedded = {embedded};").map_err(io::Error::other)?;
    }
    fs::write(out.join("site.rs"), source)
}

/// What browsers load as it is written, beside what is built.
const BY_HAND: [(&str, &str, &str); 2] = [
    ("BOOT_SCRIPT", "boot.js", "../app/src/boot.js"),
    ("SHARE_STYLE", "share.css", "../style/share.css"),
];

/// A text of ours without indentation and without lines that are comments; none of its own lines
/// means anything by how it begins.
fn bare(text: &str) -> String {
    let lines = text.lines().map(str::trim_start);
    let said = lines.filter(|line| !line.is_empty() && !line.starts_with("//"));
    said.fold(String::new(), |text, line| text + line + "\n")
}

/// Lists the files below `folder`, without ready-made compressed copies.
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if !matches!(path.extension().and_then(|e| e.to_str()), Some("br" | "gz")) {
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/");
            files.push((name, path));
        }
    }
    Ok(())
}

/// Writes the forms of a file beside the generated source; gives the expression that includes them.
fn embed(out: &Path, name: &str, plain: &[u8]) -> io::Result<String> {
    let packed = Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "png");
    let worth = plain.len() > 512 && !packed;
    let forms = [
        ("plain", plain.to_vec()),
        ("brotli", if worth { brotli(plain)? } else { Vec::new() }),
        ("gzip", if worth { gzip(plain)? } else { Vec::new() }),
    ];
    let mut embedded = format!("Embedded {{ path: {name:?}");
    for (form, bytes) in forms {
        let path = out.join(format!("{}.{form}", name.replace('/', ".")));
        fs::write(&path, bytes)?;
        let path = path.to_string_lossy();
        write!(embedded, ", {form}: include_bytes!({path:?})").map_err(io::Error::other)?;
    }
    Ok(embedded + " }")
}

/// The best quality takes a minute for a debug library, so it is for release builds.
fn is_release() -> bool {
    env::var("PROFILE").is_ok_and(|profile| profile == "release")
}

fn brotli(plain: &[u8]) -> io::Result<Vec<u8>> {
    let quality = if is_release() { 11 } else { 4 };
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, quality, 22);
    writer.write_all(plain)?;
    drop(writer);
    Ok(packed)
}

fn gzip(plain: &[u8]) -> io::Result<Vec<u8>> {
    let level = if is_release() {
        flate2::Compression::best()
    } else {
        flate2::Compression::fast()
    };
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), level);
    writer.write_all(plain)?;
    writer.finish()
}
