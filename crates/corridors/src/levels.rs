//! The statuses of a network's links without their reasons: a few microseconds for a set of limits whose links are known.

use crate::LinkId;
use crate::limit::DayHours;
use crate::status::Passability;

/// What bars each link, by its index: the short form of [`crate::Statuses`] for searches.
#[derive(Clone, Debug, PartialEq)]
pub struct Levels {
    closed: Vec<bool>,
    restricted: Vec<bool>,
    waits: Vec<f64>,
}

impl Levels {
    /// Links on which nothing is told.
    pub fn clear(links: usize) -> Self {
        Self { closed: vec![false; links], restricted: vec![false; links], waits: vec![0.0; links] }
    }

    /// Adds what a limit makes of its links; at which hours, if at some only.
    pub fn add<'l>(
        &mut self,
        status: Passability,
        hours: &[DayHours],
        links: impl IntoIterator<Item = &'l LinkId>,
    ) {
        let wait = waits(hours);
        for link in links {
            let at = link.0 as usize;
            let put = |marks: &mut Vec<bool>| marks.get_mut(at).into_iter().for_each(|mark| *mark = true);
            match status {
                Passability::Closed => put(&mut self.closed),
                Passability::Restricted if hours.is_empty() => put(&mut self.restricted),
                Passability::Restricted => {
                    self.waits.get_mut(at).into_iter().for_each(|w| *w = w.max(wait));
                }
                Passability::Open | Passability::Unknown => {}
            }
        }
    }

    /// Whether a link is told to be closed.
    pub fn is_closed(&self, link: LinkId) -> bool {
        self.closed.get(link.0 as usize).copied().unwrap_or(false)
    }

    /// Whether a link is neither closed nor restricted, but for curfews, which end every day.
    pub fn is_clear(&self, link: LinkId) -> bool {
        !self.is_closed(link) && !self.restricted.get(link.0 as usize).copied().unwrap_or(false)
    }

    /// Hours of standing still for each hour of driving on a link that a curfew closes at some hours: who may drive 16
    /// hours of 24 waits half an hour for each one driven. 0 without a curfew.
    pub fn wait(&self, link: LinkId) -> f64 {
        self.waits.get(link.0 as usize).copied().unwrap_or_default()
    }
}

/// Hours of waiting for each hour in which one may drive, of spans that are taken not to overlap.
fn waits(hours: &[DayHours]) -> f64 {
    let length = |h: &DayHours| match (i32::from(h.to) - i32::from(h.from)).rem_euclid(1440) {
        0 => 0,
        minutes => minutes,
    };
    // One hour a day is left at the least: a curfew all day is a closure and is told as one.
    let shut = hours.iter().map(length).sum::<i32>().min(1380);
    f64::from(shut) / f64::from(1440 - shut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effects::{Question, reason};
    use crate::profile::Classes;
    use crate::status::Statuses;
    use crate::testing::limit;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_night_of_eight_hours_costs_half_an_hour_for_each_driven() {
        assert_eq!(waits(&[DayHours { from: 22 * 60, to: 6 * 60 }]), 0.5);
        assert_eq!(waits(&[DayHours { from: 60, to: 60 }]), 0.0);
    }

    proptest! {
        #[test]
        fn levels_say_what_statuses_say(
            told in proptest::collection::vec((0usize..3, 0u32..6, 0u32..6, any::<bool>()), 0..8),
        ) {
            let classes = Classes::built_in().unwrap();
            let profile = classes.get("truck").unwrap();
            let question = Question::on("2025-09-10".parse().unwrap());
            let (mut slow, mut fast) = (Statuses::default(), Levels::clear(6));
            for (kind, a, b, night) in told {
                let mut told = limit(["blockade", "damage", "curfew"][kind], "2025-09-05");
                if night {
                    told.hours = vec![DayHours { from: 1260, to: 360 }];
                }
                let reason = reason(&told, profile, &question).unwrap();
                let links: BTreeSet<LinkId> = [LinkId(a), LinkId(b)].into();
                fast.add(reason.status, &reason.hours, &links);
                slow.add(reason, &links);
            }
            for link in (0..6).map(LinkId) {
                let clear = slow.of(link) < Passability::Restricted || slow.is_by_hours(link);
                prop_assert_eq!(fast.is_clear(link), clear);
                prop_assert_eq!(fast.is_closed(link), slow.of(link) == Passability::Closed);
            }
        }
    }
}
