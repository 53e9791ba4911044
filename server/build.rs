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
    for (number, (name, path)) in files.iter().enumerate() {
        embed(&mut source, &out, number, name, path)?;
    }
    source.push_str("];\n");
    fs::write(out.join("site.rs"), source)
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

/// Writes the compressed forms beside the generated source and one line that includes them.
fn embed(
    source: &mut String,
    out: &Path,
    number: usize,
    name: &str,
    path: &Path,
) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", path.display());
    let plain = fs::read(path)?;
    let packed = path.extension().is_some_and(|extension| extension == "png");
    let worth = plain.len() > 512 && !packed;
    let brotli_path = out.join(format!("{number}.br"));
    let gzip_path = out.join(format!("{number}.gz"));
    fs::write(
        &brotli_path,
        if worth { brotli(&plain)? } else { Vec::new() },
    )?;
    fs::write(&gzip_path, if worth { gzip(&plain)? } else { Vec::new() })?;
    let plain_path = fs::canonicalize(path)?;
    let [plain_path, brotli_path, gzip_path] =
        [plain_path, brotli_path, gzip_path].map(|path| path.to_string_lossy().into_owned());
    writeln!(
        source,
        "    Embedded {{ path: {name:?}, plain: include_bytes!({plain_path:?}), brotli: include_bytes!({brotli_path:?}), gzip: include_bytes!({gzip_path:?}) }},"
    )
    .map_err(io::Error::other)
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
