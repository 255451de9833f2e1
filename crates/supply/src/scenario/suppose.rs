//! What a scenario makes of the days of a course.

use super::at::{Named, blank, links};
use super::file::{numbered, wrong};
use super::{At, Becomes, Change, New, Scenario, Until, What};
use crate::ways::{Bound, Frame, Held};
use base::{Checked, Date, Interval, Issue, fold_key};
use corridors::{Limit, Passability, Stage, grade_on, like, meant};

/// The days of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub start: Date,
    /// How many.
    pub count: usize,
    /// The last on which something is recorded.
    pub asked: usize,
}

/// A recorded constraint or incident through a course.
#[derive(Clone, Copy, Debug)]
pub struct Recorded<'a> {
    /// As the stage of corridors takes it.
    pub limit: &'a Limit,
    /// What is recorded of it.
    pub held: &'a Held<'a>,
}

/// What a scenario changes.
#[derive(Clone, Debug, Default)]
pub struct Supposed {
    /// Recorded limits, by their place, with what now holds day by day.
    pub changed: Vec<(usize, Vec<Option<Passability>>)>,
    /// New ones.
    pub added: Vec<(Bound, Vec<Option<Passability>>)>,
    /// The days from the first to the last on which anything is supposed, by their place in the course.
    pub span: Option<[usize; 2]>,
}

impl Supposed {
    /// What holds in the scenario.
    pub fn held<'s>(&'s self, recorded: &[Held<'s>]) -> Vec<Held<'s>> {
        let mut held = recorded.to_vec();
        for (at, grades) in &self.changed {
            if let Some(held) = held.get_mut(*at) {
                held.grades.clone_from(grades);
            }
        }
        held.extend(self.added.iter().map(|(bound, grades)| Held { bound, grades: grades.clone() }));
        held
    }
}

/// Works out what a scenario makes of a course. A change that cannot be is an issue, the others hold; one that leaves no
/// change supposes nothing ([`Supposed::span`] is `None`).
pub fn suppose(
    scenario: &Scenario,
    frame: &Frame<'_>,
    recorded: &[Recorded<'_>],
    roads: &[Named],
    days: Days,
) -> Checked<Supposed> {
    let mut out = Checked::clean(Supposed::default());
    for change in &scenario.changes {
        let work = Work { frame, recorded, roads, days };
        match work.put(scenario, change, &mut out.value) {
            Ok(issues) => out.issues.extend(issues.into_iter().map(|i| numbered(change.number, i))),
            Err(issue) => out.issues.push(numbered(change.number, issue)),
        }
    }
    out
}

struct Work<'w> {
    frame: &'w Frame<'w>,
    recorded: &'w [Recorded<'w>],
    roads: &'w [Named],
    days: Days,
}

impl Work<'_> {
    fn put(&self, scenario: &Scenario, change: &Change, out: &mut Supposed) -> Result<Vec<Issue>, Issue> {
        let mut issues = Vec::new();
        let from = change.from.or(scenario.from);
        let ends = matches!(change.what, What::Recorded { becomes: Becomes::Ends, .. });
        let span = self.span(from, change.until, ends, &mut issues)?;
        match &change.what {
            What::Recorded { id, becomes } => {
                let at = self.recorded_at(id, &mut issues)?;
                let known = out.changed.iter().position(|(place, _)| *place == at);
                let recorded = self.recorded.get(at).map(|r| r.held.grades.clone()).unwrap_or_default();
                let grades = known.map_or(recorded, |known| out.changed.swap_remove(known).1);
                let ends = change.until.is_some();
                let becomes_in_force = matches!(becomes, Becomes::InForce);
                let stays = grades.clone();
                let grades = self.becomes(at, grades, *becomes, span, ends);
                if becomes_in_force && ends {
                    issues.extend(self.shortened(id, &stays, &grades));
                }
                out.changed.push((at, grades));
            }
            What::New(new) => {
                let limit = self.limit(new, change.number, span)?;
                issues.extend(self.unfelt_goods(new));
                let links = links(self.frame, new, self.roads)?;
                let bound = self.frame.bind_to(&limit, |lane| links.get(lane).cloned().unwrap_or_default());
                let grade = grade_on(&limit, self.day(span[0]));
                let holds = |day: usize| grade.filter(|_| (span[0]..=span[1]).contains(&day));
                if !bound.is_felt() {
                    let message = "concerns no goods of the tables, or no road for them".to_owned();
                    return Err(wrong("scenario.no-effect", message));
                }
                out.added.push((bound, (0..self.days.count).map(holds).collect()));
            }
        }
        let [first, last] = out.span.unwrap_or(span);
        out.span = Some([first.min(span[0]), last.max(span[1])]);
        Ok(issues)
    }

    fn day(&self, at: usize) -> Date {
        self.days.start.checked_add(jiff::Span::new().days(at as i64)).unwrap_or(self.days.start)
    }

    /// The days of a change within the course.
    fn span(
        &self,
        from: Option<Date>,
        until: Option<Until>,
        ends: bool,
        issues: &mut Vec<Issue>,
    ) -> Result<[usize; 2], Issue> {
        let asked = i64::try_from(self.days.asked).unwrap_or_default();
        let last = i64::try_from(self.days.count).unwrap_or_default() - 1;
        let place = |day: Date| self.days.start.until(day).map_or(0, |s| i64::from(s.get_days()));
        let over = match until {
            Some(Until::Day(day)) if ends => Some(place(day) + 1),
            Some(Until::Days(days)) if ends => Some(from.map_or(asked + 1, place).saturating_add(days)),
            _ => None,
        };
        // What ends is another from the day after its last; else, without a first day, from the day after what is recorded.
        let first = over.unwrap_or_else(|| from.map_or(asked + 1, place));
        let until = until.filter(|_| !ends);
        let end = match until {
            None => last,
            Some(Until::Day(day)) => place(day),
            Some(Until::Days(days)) => first.saturating_add(days - 1),
        };
        let (start, stop) = (self.day(0), self.day(usize::try_from(last).unwrap_or_default()));
        if until.is_some() && end < first {
            return Err(wrong("scenario.ends-before-start", "ends before it starts".into())
                .help("`until` is its last day"));
        }
        if first > last || end < 0 {
            let message = format!("lies outside the days looked at, {start} to {stop}");
            return Err(
                wrong("scenario.outside", message).help("look farther ahead with --days, or change its days")
            );
        }
        if first < 0 || end > last {
            let message = format!("is looked at from {start} to {stop} only");
            issues.push(Issue::warning("scenario.cut", message).help("look farther ahead with --days"));
        }
        let within = |day: i64| usize::try_from(day.clamp(0, last)).unwrap_or_default();
        Ok([within(first), within(end)])
    }

    fn recorded_at(&self, id: &str, issues: &mut Vec<Issue>) -> Result<usize, Issue> {
        let ids = || self.recorded.iter().map(|r| r.limit.id.as_str());
        let at = ids().position(|known| known == id).ok_or_else(|| {
            let message = format!("nothing recorded is called `{id}`");
            let near = like(id, ids());
            wrong("scenario.constraint", message)
                .help(format!("{}; `faleme constraints` lists them", meant(&near)))
        })?;
        if self.recorded.get(at).is_some_and(|r| !r.held.bound.is_felt()) {
            let message = format!("`{id}` touches no way or carrier of the tables: the change shows nowhere");
            issues.push(Issue::warning("scenario.no-effect", message));
        }
        Ok(at)
    }

    /// What is recorded on the day asked about goes on to the last day looked at: whoever supposes that it stays in force
    /// until a day before that one supposes less of it, not more.
    fn shortened(
        &self,
        id: &str,
        recorded: &[Option<Passability>],
        supposed: &[Option<Passability>],
    ) -> Option<Issue> {
        let ends = recorded.iter().zip(supposed).position(|(was, is)| was.is_some() && is.is_none())?;
        let last = self.day(self.days.count.saturating_sub(1));
        let message = format!(
            "`{id}` is over from {} here, and what is recorded goes on to {last}: this supposes a shorter one",
            self.day(ends)
        );
        let help = "without `until` it lasts to the last day looked at, as what is recorded does";
        Some(Issue::warning("scenario.shorter", message).help(help))
    }

    /// What a recorded limit makes of its links, once it takes another course.
    fn becomes(
        &self,
        at: usize,
        mut grades: Vec<Option<Passability>>,
        becomes: Becomes,
        [first, last]: [usize; 2],
        ends: bool,
    ) -> Vec<Option<Passability>> {
        let plain = self.recorded.get(at).and_then(|r| {
            let day = self.day(first);
            let limit = r.limit;
            let date = Some(Interval { start: Some(day), end: None });
            let (held_back, disputed) = (false, false);
            grade_on(
                &Limit {
                    stage: Stage::InForce,
                    date,
                    held_back,
                    disputed,
                    last_confirmed: Some(day),
                    ..limit.clone()
                },
                day,
            )
        });
        for (day, grade) in grades.iter_mut().enumerate() {
            match becomes {
                Becomes::InForce if (first..=last).contains(&day) => *grade = plain,
                Becomes::Lifted if (first..=last).contains(&day) => *grade = None,
                Becomes::InForce if ends && day > last => *grade = None,
                Becomes::Ends if day >= first => *grade = None,
                _ => {}
            }
        }
        grades
    }

    fn limit(&self, new: &New, number: usize, [first, last]: [usize; 2]) -> Result<Limit, Issue> {
        let operators = match &new.at {
            At::Operator(name) => vec![name.clone()],
            _ => Vec::new(),
        };
        let interval = Interval { start: Some(self.day(first)), end: Some(self.day(last)) };
        Ok(Limit {
            date: Some(interval),
            last_confirmed: Some(self.day(first)),
            vehicle_classes: new.vehicle_classes.clone(),
            commodities: new.goods.clone(),
            operators,
            origin_countries: new.origin_countries.clone(),
            hours: new.hours.clone(),
            ..blank(&format!("change {number}"), &new.kind)
        })
    }

    /// Goods that no commodity of the tables means.
    fn unfelt_goods(&self, new: &New) -> Vec<Issue> {
        let known: Vec<&str> =
            self.frame.tables.commodities.iter().flat_map(|c| &c.goods).map(String::as_str).collect();
        let unknown = |g: &&String| !known.iter().any(|k| fold_key(k) == fold_key(g));
        let one = |g: &String| {
            let near = like(g, known.iter().copied());
            Issue::warning("scenario.goods", format!("no commodity of the tables means `{g}`"))
                .help(meant(&near))
        };
        new.goods.iter().filter(unknown).map(one).collect()
    }
}
