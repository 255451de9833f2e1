//! The name of a release, as the user gives it or as the files' names tell it.

use crate::cli::Import;
use anyhow::{Result, bail};

/// The name given, else the version in the files' names; `None` if these have none.
pub fn release(args: &Import) -> Result<Option<String>> {
    if let Some(name) = &args.release {
        if name.trim().is_empty() || name.chars().any(char::is_control) {
            bail!("--release: a name such as 24.1");
        }
        return Ok(Some(name.trim().to_owned()));
    }
    let names = args.files.iter().filter_map(|path| path.file_name()?.to_str());
    let mut versions: Vec<Option<String>> = names.map(version).collect();
    versions.dedup();
    match versions.as_slice() {
        [one] => Ok(one.clone()),
        _ => bail!(
            "the names of the files speak of different releases: import them one by one, or name one with --release"
        ),
    }
}

/// `26.0.2` of `GEDEvent_v26_0_2.csv`, `24.1` of `ged241.csv`.
pub fn version(file: &str) -> Option<String> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
    let from_v = stem.match_indices('v').find_map(|(at, _)| {
        let begins = at == 0 || stem[..at].ends_with(|c: char| !c.is_ascii_alphanumeric());
        let rest: &str = &stem[at + 1..];
        let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '_' | '.')).unwrap_or(rest.len());
        let parts: Vec<&str> = rest[..end].split(['_', '.']).filter(|p| !p.is_empty()).collect();
        (begins && parts.len() >= 2 && rest.starts_with(|c: char| c.is_ascii_digit()))
            .then(|| parts.join("."))
    });
    from_v.or_else(|| {
        let digits = stem.strip_prefix("ged")?;
        let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
        (digits.len() == 3).then(|| format!("{}.{}", &digits[..2], &digits[2..]))
    })
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_stand_in_file_names() {
        for (file, wanted) in [
            ("GEDEvent_v26_0_2.csv", Some("26.0.2")),
            ("GEDEvent_v24_1.csv", Some("24.1")),
            ("GEDEvent_v26_01_26_03.csv", Some("26.01.26.03")),
            ("ged241.csv", Some("24.1")),
            ("ged_country_download_here.csv", None),
            ("20240115.export.CSV", None),
            ("v.csv", None),
            ("événements.csv", None),
        ] {
            assert_eq!(version(file).as_deref(), wanted, "{file}");
        }
    }
}
