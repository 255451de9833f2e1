//! Tables by way of the Humanitarian Data Exchange: its description of a package, the file in it that is wanted, the file.

use super::import::judge_table;
use super::job::{Came, Job};
use super::place::Demands;
use crate::fetching::download::Fresh;
use crate::fetching::lock::Entry;
use crate::fetching::look::{Expected, WFP, judge};
use crate::fetching::sources::Kind;
use crate::fetching::{Step, helped, refused, tamed};
use base::Issue;
use serde::Deserialize;
use std::cell::RefCell;
use std::path::Path;

/// Longest description of a package, bytes.
const LONGEST: u64 = 20_000_000;

/// An answer of CKAN, as far as it is used.
#[derive(Deserialize)]
struct Answer {
    result: Package,
}

#[derive(Deserialize)]
struct Package {
    #[serde(default)]
    license_title: Option<String>,
    resources: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    download_url: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    last_modified: Option<String>,
    #[serde(default)]
    hash: Option<String>,
}

impl Resource {
    fn link(&self) -> &str {
        let filled = |l: &&str| !l.trim().is_empty();
        self.download_url.as_deref().filter(filled).or(self.url.as_deref()).unwrap_or_default()
    }

    /// Its name, and that of its file.
    fn names(&self) -> String {
        let file = self.link().split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        format!("{} {file}", self.name.as_deref().unwrap_or_default()).to_lowercase()
    }
}

/// Fetches it.
pub fn fetch(job: &Job<'_>, before: Option<&Entry>) -> Step<Came> {
    let address = job.address()?;
    let shut = |host: &str| job.case.armed_medium(host).map(str::to_owned);
    let client = job.client(&address, &shut)?;
    let package = package(&client.small(&address, LONGEST)?)?;
    let words = job.source.resource.as_deref().map(|w| job.source.filled(w, job.country)).transpose();
    let words = words.map_err(|why| helped("fetch.file", why, "mend `resource` in `fetch.toml`"))?;
    let resource = chosen(&package, job.source.kind, words.as_deref())?;
    let link = address
        .join(resource.link())
        .map_err(|why| refused("fetch.layout", format!("the package names no address of its file: {why}")))?;
    client.permit.allows(&link)?;
    let issues = RefCell::new(Vec::new());
    let checked = |fresh: &Fresh| Ok(checked(resource, fresh, &issues));
    let expected = if job.source.kind == Kind::WfpPrices { WFP } else { Expected::Zip };
    let name = crate::files::name(&job.file()?);
    let read = |path: &Path| judge_table(job.source.kind, path, &name);
    let demands = Demands { expected, entry: None, checked: &checked, read: &read };
    let mut came = job.bring(&client, &link, &demands, before)?;
    came.issues.extend(issues.into_inner());
    if let Some(licence) = &package.license_title {
        came.entry.licence = Some(tamed(licence));
    }
    Ok(came)
}

fn package(bytes: &[u8]) -> Step<Package> {
    judge(bytes, Expected::Json)?;
    let answer: Answer = serde_json::from_slice(bytes).map_err(|e| {
        let said = format!("its layout has changed: {}", tamed(&e.to_string()));
        helped("fetch.layout", said, "the earlier file stays")
    })?;
    Ok(answer.result)
}

/// The newest file of the package that has the right form and holds the words.
fn chosen<'a>(package: &'a Package, kind: Kind, words: Option<&str>) -> Step<&'a Resource> {
    let forms: &[&str] = if kind == Kind::WfpPrices { &["csv"] } else { &["xlsx"] };
    let formed = |r: &&Resource| {
        let format = r.format.as_deref().unwrap_or_default().to_lowercase();
        forms.contains(&format.as_str())
    };
    let wanted: Vec<String> =
        words.unwrap_or_default().to_lowercase().split_whitespace().map(str::to_owned).collect();
    let named = |r: &&Resource| wanted.iter().all(|word| r.names().contains(word));
    // Of two of the same day the first of the list counts, which is the one on top of the page.
    let newest =
        package.resources.iter().filter(formed).filter(named).rev().max_by_key(|r| r.last_modified.clone());
    newest.ok_or_else(|| {
        let names: Vec<String> = package.resources.iter().take(8).map(|r| tamed(r.names().trim())).collect();
        let said = format!("the package has no file that is wanted; it has: {}", names.join(" | "));
        helped("fetch.layout", said, "mend `resource` in `fetch.toml`")
    })
}

/// HDX's own checksum is that of the day it last looked, so a difference is told and no more.
fn checked(resource: &Resource, fresh: &Fresh, issues: &RefCell<Vec<Issue>>) -> Option<String> {
    let sum = resource.hash.as_deref()?.trim().to_ascii_lowercase();
    if sum.len() != 32 || !sum.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    if sum == fresh.md5 {
        return Some(format!("md5 {sum}"));
    }
    let said = "its bytes are not those that HDX last took the checksum of: newer, or changed on the way";
    issues.borrow_mut().push(Issue::warning("fetch.other_checksum", said));
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_file_of_the_right_form_and_name_is_chosen() {
        let package = package(
            br#"{"help":"x","success":true,"result":{"license_title":"CC BY","resources":[
                {"name":"Round 61","format":"XLSX","url":"https://e.org/a/dtm-mali-r61.xlsx","last_modified":"2025-06-01T00:00:00"},
                {"name":"Round 62","format":"XLSX","url":"https://e.org/a/dtm-mali-r62.xlsx","last_modified":"2025-09-01T00:00:00"},
                {"name":"Site list","format":"XLSX","url":"https://e.org/a/sites.xlsx","last_modified":"2025-10-01T00:00:00"},
                {"name":"Report","format":"PDF","url":"https://e.org/a/r62.pdf"}]}}"#,
        )
        .unwrap();
        let link = |words| chosen(&package, Kind::Dtm, words).map(Resource::link);
        assert_eq!(link(Some("dtm-mali")).unwrap(), "https://e.org/a/dtm-mali-r62.xlsx");
        assert_eq!(link(None).unwrap(), "https://e.org/a/sites.xlsx");
        assert_eq!(link(Some("ROUND 61")).unwrap(), "https://e.org/a/dtm-mali-r61.xlsx");
        let said = chosen(&package, Kind::WfpPrices, None).err().unwrap();
        assert!(said.message.contains("dtm-mali-r61.xlsx"), "{said}");
    }
}
