//! geoBoundaries: its description of a country's boundaries of one level, and the GeoJSON that it names.

use super::job::{Came, Job};
use super::place::Demands;
use crate::fetching::lock::Entry;
use crate::fetching::look::{Expected, judge};
use crate::fetching::{Step, helped, refused, tamed};
use events::Boundary;
use serde::Deserialize;
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
    Ok(came)
}

/// One description, also where it stands in a list of one.
fn described(bytes: &[u8]) -> Step<Described> {
    judge(bytes, Expected::Json)?;
    let json: serde_json::Value = serde_json::from_slice(bytes).unwrap_or_default();
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
