//! The worked case is embedded in the program: a changed note must rebuild it. So is what script adds to the pages, where
//! Node can bundle it (`web/`); without it the pages work as they are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the bundle is made of.
const SOURCES: [&str; 4] = ["package.json", "package-lock.json", "vite.config.js", "src"];
/// Set to `off`, the program is built without script.
const SWITCH: &str = "FALEME_WEB";

fn main() {
    println!("cargo:rerun-if-changed=../../cases/kayes");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed={SWITCH}");
    // Asked when run: a build tree that was moved must not look where it was compiled.
    let web = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../web");
    for source in SOURCES.iter().map(|name| web.join(name)).filter(|path| path.exists()) {
        println!("cargo:rerun-if-changed={}", source.display());
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("web");
    // The folder is embedded in any case: empty, it says that there is no script.
    let _ = fs::remove_dir_all(&out);
    let off = std::env::var(SWITCH).is_ok_and(|value| value == "off");
    if !off && let Err(why) = bundle(&web, &out) {
        println!("cargo:warning=pages are built without script: {why}");
        let _ = fs::remove_dir_all(&out);
    }
    if let Err(error) = fs::create_dir_all(&out) {
        println!("cargo:warning={}: {error}", out.display());
    }
}

/// Installs what the lock file names, where that is not there yet, and bundles it.
fn bundle(web: &Path, out: &Path) -> Result<(), String> {
    let lock = fs::read(web.join("package-lock.json")).map_err(|e| format!("web/package-lock.json: {e}"))?;
    let mark = web.join("node_modules/.faleme-lock");
    if fs::read(&mark).ok().as_ref() != Some(&lock) {
        run(web, "npm", &["ci", "--no-audit", "--no-fund", "--ignore-scripts"])?;
        fs::write(&mark, &lock).map_err(|e| format!("{}: {e}", mark.display()))?;
    }
    let out = out.to_str().ok_or("OUT_DIR is no text")?;
    run(web, "node", &["node_modules/vite/bin/vite.js", "build", "--outDir", out, "--emptyOutDir"])
}

fn run(dir: &Path, program: &str, args: &[&str]) -> Result<(), String> {
    let mut command = Command::new(program);
    command.current_dir(dir).args(args).stdin(Stdio::null()).env("NO_COLOR", "1").env_remove("NODE_OPTIONS");
    let output = command.output().map_err(|e| format!("{program}: {e}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("failed");
    Err(format!("{program} {}: {}", args.first().unwrap_or(&""), line.trim()))
}
