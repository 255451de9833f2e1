//! geoBoundaries: its description of a country's boundaries of one level, and the GeoJSON that it names, cut into its units.

use super::job::{Came, Job};
use super::place::{self, Demands};
use crate::fetching::lock::Entry;
use crate::fetching::look::{Expected, judge};
use crate::fetching::{Step, helped, refused, tamed};
use base::Issue;
use events::Boundary;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Longest description, bytes.
const LONGEST: u64 = 5_000_000;

/// A description, as far as it is used.
#[derive(Deserialize)]
struct Described {
    #[serde(rename = "gjDownloadURL")]
    link: String,
    #[serde(rename = "boundaryLicense", default)]
    licence: Option<String>,
}

/// Fetches it.
pub fn fetch(job: &Job<'_>, before: Option<&Entry>) -> Step<Came> {
    let address = job.address()?;
    let shut = |host: &str| job.case.armed_medium(host).map(str::to_owned);
    let client = job.client(&address, &shut)?;
    let described = described(&client.small(&address, LONGEST)?)?;
    let link = address
        .join(&described.link)
        .map_err(|why| refused("fetch.layout", format!("it names no address of its GeoJSON: {why}")))?;
    client.permit.allows(&link)?;
    let demands = Demands { read: &shapes, ..Demands::only(Expected::Json) };
    let mut came = job.bring(&client, &link, &demands, before)?;
    if let Some(licence) = &described.licence {
        came.entry.licence = Some(tamed(licence));
    }
    if came.changed {
        let file = job.file()?;
        let ending = if file.extension().is_some() { "" } else { "units" };
        let folder = file.with_extension(ending);
        let count = cut(&file, &folder)?;
        let shown = folder.strip_prefix(job.dir).unwrap_or(&folder).display().to_string();
        let said = format!(
            "{count} outlines lie in {shown}, by name: name one as `boundary` of an area in case.toml"
        );
        came.issues.push(Issue::note("fetch.cut", said));
    }
    Ok(came)
}

/// Writes each unit of a file as a file of its own; returns how many. One of the same name is replaced.
fn cut(file: &Path, folder: &Path) -> Step<usize> {
    let text = std::fs::read_to_string(file).map_err(|e| refused("fetch.unreadable", e.to_string()))?;
    let json: Value = serde_json::from_str(&text).unwrap_or_default();
    let mut names = BTreeSet::new();
    for feature in json.get("features").and_then(Value::as_array).into_iter().flatten() {
        let name = feature.pointer("/properties/shapeName").and_then(Value::as_str).unwrap_or_default();
        let mut own = plain(name);
        // Two units of one name: both are kept.
        while !names.insert(own.clone()) {
            own.push_str("-2");
        }
        place::write(&folder.join(format!("{own}.geojson")), feature.to_string().as_bytes())?;
    }
    Ok(names.len())
}

/// A name as that of a file: letters and digits without accents, and hyphens.
fn plain(name: &str) -> String {
    let folded = base::fold_key(name);
    let steps: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|s| !s.is_empty()).collect();
    let mut plain = steps.join("-");
    plain.truncate(60);
    if plain.is_empty() { "unnamed".into() } else { plain }
}

/// One description, also where it stands in a list of one.
fn described(bytes: &[u8]) -> Step<Described> {
    judge(bytes, Expected::Json)?;
    let json: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let one = json.as_array().and_then(|list| list.first()).unwrap_or(&json).clone();
    serde_json::from_value(one).map_err(|e| {
        let said = format!("its layout has changed: {}", tamed(&e.to_string()));
        helped("fetch.layout", said, "the earlier file stays")
    })
}

/// Whether a file holds outlines with names.
fn shapes(path: &Path) -> Step<()> {
    let text = std::fs::read_to_string(path).map_err(|e| refused("fetch.truncated", e.to_string()))?;
    Boundary::parse(&text).map_err(|why| {
        helped(
            "fetch.truncated",
            format!("it is no GeoJSON with outlines: {}", tamed(&why)),
            "the earlier file stays",
        )
    })?;
    if !text.contains("\"shapeName\"") {
        return Err(refused("fetch.layout", "its layout has changed: there is no property `shapeName`"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_cut_into_its_units_under_names_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("MLI-ADM2.geojson");
        let feature = |name: &str| {
            format!("{{\"type\":\"Feature\",\"properties\":{{\"shapeName\":\"{name}\"}},\"geometry\":null}}")
        };
        let names = ["Nioro du Sahel", "Bafoulabé", "../../etc/x", "Kita", "kita", ""].map(feature).join(",");
        std::fs::write(&file, format!("{{\"type\":\"FeatureCollection\",\"features\":[{names}]}}")).unwrap();
        let units = folder.path().join("MLI-ADM2");
        assert_eq!(cut(&file, &units).unwrap(), 6);
        let mut found: Vec<String> = std::fs::read_dir(&units)
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        found.sort();
        let wanted = ["bafoulabe", "etc-x", "kita-2", "kita", "nioro-du-sahel", "unnamed"]
            .map(|n| format!("{n}.geojson"));
        assert_eq!(found, wanted);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_description_stands_alone_or_in_a_list() {
        let one = br#"{"boundaryISO":"MLI","boundaryLicense":"CC BY 4.0","gjDownloadURL":"https://e.org/a.geojson"}"#;
        let list = [b"[".as_slice(), one, b"]"].concat();
        for bytes in [&one[..], &list] {
            let described = described(bytes).unwrap();
            assert_eq!(described.link, "https://e.org/a.geojson");
            assert_eq!(described.licence.as_deref(), Some("CC BY 4.0"));
        }
        assert!(super::described(b"[]").err().unwrap().message.contains("layout has changed"));
    }
}
