//! Out of a zip file the one entry that is expected, out of a gzip stream its bytes: bounded, and never to a path that the
//! archive names.

use super::{Step, helped, refused, too_long};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

/// Entries of an archive at most: a publisher's has a few.
const ENTRIES: usize = 1_000;

/// Bytes that a stream may unpack to, for each byte of it; text of tables comes to 10 or 20.
const SWELLS: u64 = 200;

/// Whatever the ratio, so many bytes are no bomb.
const SMALL: u64 = 16 * 1024 * 1024;

/// Writes the entry `name` of the zip file at `from` to `to`.
pub fn entry(from: &Path, name: &str, to: &Path, most: u64) -> Step<()> {
    let broken = |e: &dyn std::fmt::Display| {
        let said = format!("its zip file is cut or damaged ({e})");
        helped("fetch.truncated", said, "the earlier file stays; try again later")
    };
    let file = File::open(from).map_err(|e| broken(&e))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|e| broken(&e))?;
    if archive.len() > ENTRIES {
        return Err(refused("fetch.bomb", format!("its zip file has {} entries", archive.len())));
    }
    let Some(at) = archive.index_for_name(name) else {
        let names: Vec<String> = archive.file_names().take(5).map(super::tamed).collect();
        let said = format!("there is no `{name}` in its zip file, which holds {}", names.join(", "));
        return Err(helped("fetch.layout", said, "mend `entry` of the source if the publisher renamed it"));
    };
    let inside = archive.by_index(at).map_err(|e| broken(&e))?;
    let packed = inside.compressed_size();
    copy(inside, to, most.min(bound(packed)), most).inspect_err(|_| drop(std::fs::remove_file(to)))
}

/// The bytes of a gzip stream in its own place.
pub fn gunzip_in_place(path: &Path) -> Step<()> {
    let packed = std::fs::metadata(path).map_or(0, |m| m.len());
    let file = File::open(path).map_err(|e| refused("fetch.unreadable", e.to_string()))?;
    let plain = path.with_extension("plain");
    let done = copy(MultiGzDecoder::new(BufReader::new(file)), &plain, bound(packed), bound(packed));
    done.and_then(|()| std::fs::rename(&plain, path).map_err(|e| refused("fetch.unwritable", e.to_string())))
        .inspect_err(|_| {
            let _ = std::fs::remove_file(&plain);
            let _ = std::fs::remove_file(path);
        })
}

fn bound(packed: u64) -> u64 {
    packed.saturating_mul(SWELLS).max(SMALL)
}

fn copy(from: impl Read, to: &Path, bound: u64, most: u64) -> Step<()> {
    let unwritable = |e: &io::Error| refused("fetch.unwritable", format!("{}: {e}", to.display()));
    let mut file = File::create(to).map_err(|e| unwritable(&e))?;
    let mut limited = from.take(bound + 1);
    let mut buffer = vec![0; 64 * 1024];
    let mut length = 0;
    loop {
        let count = limited.read(&mut buffer).map_err(|e| {
            helped(
                "fetch.truncated",
                format!("what is packed is cut or damaged ({e})"),
                "the earlier file stays; try again later",
            )
        })?;
        let Some(bytes) = buffer.get(..count).filter(|b| !b.is_empty()) else { break };
        length += count as u64;
        file.write_all(bytes).map_err(|e| unwritable(&e))?;
    }
    if length > most {
        return Err(too_long(most));
    }
    if length > bound {
        return Err(refused(
            "fetch.bomb",
            format!("it unpacks to more than {SWELLS} times its length: no table does"),
        ));
    }
    file.sync_all().map_err(|e| unwritable(&e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn zipped(dir: &Path, entries: &[(&str, &[u8])]) -> std::path::PathBuf {
        let path = dir.join("a.zip");
        let mut writer = ZipWriter::new(File::create(&path).unwrap());
        for (name, bytes) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap();
        path
    }

    #[test]
    fn only_the_expected_entry_comes_out_and_only_where_it_is_meant_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = zipped(
            folder.path(),
            &[("../../evil.txt", b"evil"), ("readme.txt", b"read me"), ("ML.txt", b"1\tKita\n")],
        );
        let to = folder.path().join("out.txt");
        entry(&path, "ML.txt", &to, 1_000).unwrap();
        assert_eq!(std::fs::read(&to).unwrap(), b"1\tKita\n");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
        let said = entry(&path, "SN.txt", &to, 1_000).unwrap_err();
        assert!(said.code == "fetch.layout" && said.message.contains("ML.txt"), "{said}");
    }

    #[test]
    fn bombs_cuts_and_giants_are_refused_and_leave_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("out.txt");
        let path = zipped(folder.path(), &[("ML.txt", &vec![0; 40_000_000])]);
        assert_eq!(entry(&path, "ML.txt", &to, u64::MAX).unwrap_err().code, "fetch.bomb");
        assert_eq!(entry(&path, "ML.txt", &to, 1_000_000).unwrap_err().code, "fetch.too_long");
        assert!(!to.exists());
        let bytes = std::fs::read(zipped(folder.path(), &[("ML.txt", b"1\tKita\n")])).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() - 20]).unwrap();
        assert_eq!(entry(&path, "ML.txt", &to, 1_000).unwrap_err().code, "fetch.truncated");
    }

    #[test]
    fn a_gzip_stream_is_unpacked_in_its_place_or_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.part");
        let gz = |bytes: &[u8]| {
            let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            out.write_all(bytes).unwrap();
            out.finish().unwrap()
        };
        std::fs::write(&path, gz(b"date,price\n")).unwrap();
        gunzip_in_place(&path).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"date,price\n");
        let whole = gz(&vec![b'a'; 100_000]);
        std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(gunzip_in_place(&path).unwrap_err().code, "fetch.truncated");
        assert!(!path.exists());
        std::fs::write(&path, gz(&vec![0; 60_000_000])).unwrap();
        assert_eq!(gunzip_in_place(&path).unwrap_err().code, "fetch.too_long");
    }
}
