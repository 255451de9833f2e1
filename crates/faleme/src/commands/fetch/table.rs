//! One address, one file: GeoNames, a release of UCDP, an extract of Geofabrik with its checksum beside it.

use super::job::{Came, Job};
use super::place::Demands;
use crate::fetching::address::Address;
use crate::fetching::download::Fresh;
use crate::fetching::get::Client;
use crate::fetching::lock::Entry;
use crate::fetching::look::{Expected, GEONAMES, UCDP};
use crate::fetching::sources::Kind;
use crate::fetching::{Step, helped};
use base::Issue;
use std::cell::RefCell;

/// Longest checksum file, bytes: one line.
const CHECKSUM: u64 = 4_096;

/// Fetches it.
pub fn fetch(job: &Job<'_>, before: Option<&Entry>) -> Step<Came> {
    let address = job.address()?;
    let shut = |host: &str| job.case.armed_medium(host).map(str::to_owned);
    let client = job.client(&address, &shut)?;
    let issues = RefCell::new(Vec::new());
    let checked = |fresh: &Fresh| match job.source.kind {
        Kind::Osm => checked(&client, &address, fresh, &issues),
        _ => Ok(None),
    };
    let expected = match job.source.kind {
        Kind::Geonames => GEONAMES,
        Kind::Osm => Expected::Pbf,
        _ => UCDP,
    };
    let demands = Demands { expected, entry: entry(job)?, checked: &checked, read: &|_| Ok(()) };
    let mut came = job.bring(&client, &address, &demands, before)?;
    came.issues.extend(issues.into_inner());
    Ok(came)
}

/// The entry of the zip file that is wanted.
fn entry(job: &Job<'_>) -> Step<Option<String>> {
    let usual = (job.source.kind == Kind::Geonames).then_some("{ISO2}.txt");
    let Some(pattern) = job.source.entry.as_deref().or(usual) else { return Ok(None) };
    let filled = job.source.filled(pattern, job.country);
    filled.map(Some).map_err(|why| helped("fetch.file", why, "mend `entry` in `fetch.toml`"))
}

/// The checksum beside the file, asked for after it: where it does not fit, once more, since the publisher may have changed
/// both in between.
fn checked(
    client: &Client<'_>,
    address: &Address,
    fresh: &Fresh,
    issues: &RefCell<Vec<Issue>>,
) -> Step<Option<String>> {
    let at = Address { path: format!("{}.md5", address.path), ..address.clone() };
    for _ in 0..2 {
        let told = match client.small(&at, CHECKSUM) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).trim().to_ascii_lowercase(),
            Err(issue) if issue.code == "fetch.status" => {
                let said = format!("no checksum lies beside it ({})", issue.message);
                issues.borrow_mut().push(Issue::warning("fetch.no_checksum", said));
                return Ok(None);
            }
            Err(issue) => return Err(issue),
        };
        let sum: String = told.chars().take_while(char::is_ascii_hexdigit).collect();
        if sum.len() != 32 {
            let said = "what lies beside it as .md5 is no checksum";
            issues.borrow_mut().push(Issue::warning("fetch.no_checksum", said));
            return Ok(None);
        }
        if sum == fresh.md5 {
            return Ok(Some(format!("md5 {sum}")));
        }
    }
    let said = format!("its checksum is wrong: {} came, the publisher tells another", fresh.md5);
    Err(helped("fetch.checksum", said, "the earlier file stays; try again later"))
}
