//! What could not be taken over, said once for all its cases.

use super::roads::Notices;
use super::tags::Notice;
use base::{Issue, Severity};

/// One issue for each kind of notice, with its count and its first case.
pub(super) fn issues(notices: &Notices, file: Option<&str>) -> Vec<Issue> {
    notices.iter().map(|(notice, (count, first))| issue(*notice, *count, *first, file)).collect()
}

/// Ways that stand in several files.
pub(super) fn overlap(ways: u64) -> Issue {
    Issue::note("osm.overlap", format!("{ways} ways stand in several of the files; each is taken once"))
}

fn issue(notice: Notice, count: u64, first: i64, file: Option<&str>) -> Issue {
    let (severity, code, what, object, help) = words(notice);
    let issue =
        Issue::new(severity, code, format!("{count} {what}; the first is {object} {first}")).help(help);
    match file {
        Some(file) => issue.in_file(file),
        None => issue,
    }
}

fn words(notice: Notice) -> (Severity, &'static str, &'static str, &'static str, &'static str) {
    use Severity::{Note, Warning};
    const MAP: &str = "mend it on openstreetmap.org, and import the next release";
    const CUT: &str =
        "usual at the edge of an extract; inside, take a complete one (`osmium extract -s complete_ways`)";
    const TIMES: &str = "taken as open; a constraint of the case can close it";
    match notice {
        Notice::Conditional => {
            (Note, "osm.conditional", "roads have tags that hold at times or for some only", "way", TIMES)
        }
        Notice::Reversible => {
            (Warning, "osm.reversible", "roads are one-way by turns, and closed here both ways", "way", MAP)
        }
        Notice::Unread => {
            (Warning, "osm.unread", "figures of speed, mass, height or time cannot be read", "way", MAP)
        }
        Notice::OneNode => (Warning, "osm.one_node", "roads have fewer than two different nodes", "way", MAP),
        Notice::MissingNodes => (
            Warning,
            "osm.missing_nodes",
            "roads have nodes that the file lacks, and are cut there",
            "way",
            CUT,
        ),
        Notice::Antimeridian => {
            (Warning, "osm.antimeridian", "roads cross the 180th meridian, and are cut there", "way", MAP)
        }
        Notice::BadPlace => (Warning, "osm.bad_place", "nodes lie at no place on Earth", "node", MAP),
        Notice::TurnConditional => (
            Note,
            "osm.turn_conditional",
            "turn restrictions hold at times only, and are not applied",
            "relation",
            TIMES,
        ),
        Notice::TurnForSome => (
            Note,
            "osm.turn_for_some",
            "turn restrictions are for some vehicles only, and are not applied",
            "relation",
            TIMES,
        ),
        Notice::TurnViaWay => (
            Note,
            "osm.turn_via_way",
            "turn restrictions lead over a way, and are not applied",
            "relation",
            TIMES,
        ),
        Notice::TurnBroken => (
            Warning,
            "osm.turn_broken",
            "turn restrictions lack a from, via or to, or are of no known kind",
            "relation",
            MAP,
        ),
        Notice::TurnElsewhere => (
            Note,
            "osm.turn_elsewhere",
            "turn restrictions are about ways that are no roads here, or do not end at its node",
            "relation",
            MAP,
        ),
    }
}
