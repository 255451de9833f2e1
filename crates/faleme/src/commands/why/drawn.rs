//! A parameter of drawn futures as `why` shows it: what of the record it rests on.

use super::node::Node;
use super::parameter::words;
use super::trail::Trail;
use crate::case::Case;
use crate::clock;
use crate::corridor::Setting;
use crate::output::Output;
use anyhow::Result;
use base::Date;
use outlook::futures::Chances;

/// What ids of parameters of drawn futures begin with.
const DRAWN: &str = "par-sweep-";
/// What comes before the id of a constraint that goes on holding.
const LEFT: &str = "par-sweep-left-";

/// The parameter of this id, with the constraint that it is about; `None` if no future rests on such.
pub fn drawn(id: &str, trail: &Trail<'_>, day: Option<Date>) -> Result<Option<Node>> {
    if !id.starts_with(DRAWN) || trail.shares() {
        return Ok(None);
    }
    // What is wrong with the roads is told by the commands that go by them.
    let out = Output { quiet: true, ..Output::default() };
    let case = (trail.dir, Case::load(trail.dir)?);
    let setting = Setting::of(case, (trail.store, trail.view), day.unwrap_or_else(clock::today), out)?;
    let on = |limit| supply::recorded(limit, setting.day, 1).into_iter().next().flatten();
    let now: Vec<_> = setting.limits.iter().map(on).collect();
    let all = Chances::new(&setting.limits, &now, setting.day).parameters();
    let Some(found) = all.iter().find(|p| p.id.0 == id) else { return Ok(None) };
    let mut from = vec![Node::new(found.id.0.as_str(), "source", found.source.as_str(), Vec::new())];
    if let Some(about) = id.strip_prefix(LEFT) {
        from.extend(trail.follow(about)?);
    }
    Ok(Some(Node::new(found.id.0.as_str(), "parameter", words(found), from)))
}
