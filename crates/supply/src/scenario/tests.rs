use super::*;
use crate::testing::{Small, around, day, limit};
use crate::ways::{Bound, Held, Hindrance, recorded};
use base::Issue;
use corridors::{Passability, Reach};

/// Ten days, of which the fifth is the last on record.
const DAYS: (&str, usize, usize) = ("2025-02-01", 10, 4);

/// What a scenario's only change comes to: its days, and what it makes of them.
fn tried(change: &str) -> Result<(Supposed, Vec<Issue>), Issue> {
    let small = Small::new();
    let frame = small.frame();
    let known = limit("cst-a", "blockade", "2025-01-20", around(10.0, 2.0));
    let disputed = corridors::Limit { disputed: true, ..known };
    let bound = frame.bind(&disputed).value;
    let days = Days { start: day(DAYS.0), count: DAYS.1, asked: DAYS.2 };
    let held = Held { bound: &bound, grades: recorded(&disputed, days.start, days.count) };
    let road = Named {
        names: vec!["Old Road".into()],
        reach: Reach::Road { name: "R1".into(), stops: vec![], country: None },
    };
    let text = format!("title = \"x\"\n[[suppose]]\n{change}\n");
    let read = read(&text).map_err(|e| Issue::error("unread", e.to_string()))?;
    let recorded = [Recorded { limit: &disputed, held: &held }];
    let mut found = suppose(&read.value, &frame, &recorded, &[road], days);
    match found.value.span {
        Some(_) => Ok((found.value, found.issues)),
        None => Err(found.issues.remove(0)),
    }
}

fn code(change: &str) -> String {
    let issue = tried(change).unwrap_err();
    format!("{}: {} ({})", issue.code, issue.message, issue.help.unwrap_or_default())
}

fn grades(supposed: &Supposed) -> String {
    let grades = supposed.changed.iter().map(|c| &c.1).chain(supposed.added.iter().map(|a| &a.1));
    let letter = |g: &Option<Passability>| g.map_or('-', |g| g.as_str().chars().next().unwrap());
    grades.flatten().map(letter).collect()
}

#[test]
fn a_recorded_constraint_goes_on_ends_or_is_lifted() {
    let of = |change: &str| grades(&tried(&format!("constraint = \"cst-a\"\n{change}")).unwrap().0);
    assert_eq!(of("is = \"in_force\"\nfrom = 2025-02-03"), "rrcccccccc");
    assert_eq!(of("is = \"in_force\"\nfrom = 2025-02-03\nuntil = \"2025-02-04\""), "rrcc------");
    assert_eq!(of("until = 2025-02-04"), "rrrr------");
    assert_eq!(of("is = \"lifted\"\nfrom = 2025-02-07"), "rrrrrr----");
    assert_eq!(of("is = \"lifted\"\nfrom = 2025-02-07\ndays = 2"), "rrrrrr--rr");
}

/// What is recorded stays as it is to the last day looked at, so that "in force until" before that day supposes less: told,
/// wherever it is so, and nowhere else.
#[test]
fn a_constraint_is_shorter_than_recorded_only_where_that_is_told() {
    for change in [
        "is = \"in_force\"",
        "is = \"in_force\"\nfrom = 2025-02-01",
        "is = \"in_force\"\nuntil = 2025-02-07",
        "is = \"in_force\"\nuntil = 2025-02-09",
        "is = \"in_force\"\nuntil = 2025-02-10",
        "is = \"in_force\"\nfrom = 2025-02-03\ndays = 8",
        "is = \"in_force\"\nfrom = 2025-02-03\ndays = 90",
        "is = \"in_force\"\nfrom = 2025-02-03\ndays = 2",
    ] {
        let (supposed, issues) = tried(&format!("constraint = \"cst-a\"\n{change}")).unwrap();
        // All ten days are restricted by what is recorded, which is disputed.
        let lasts = !grades(&supposed).contains('-');
        let told = issues.iter().find(|issue| issue.code == "scenario.shorter");
        assert_eq!(told.is_none(), lasts, "{change}: {issues:?}");
    }
    let (_, issues) = tried("constraint = \"cst-a\"\nis = \"in_force\"\nuntil = 2025-02-07").unwrap();
    assert!(
        issues[0].message.contains("over from 2025-02-08") && issues[0].message.contains("to 2025-02-10")
    );
}

#[test]
fn a_new_constraint_holds_on_its_days_and_its_part_of_the_corridor() {
    let ban = "kind = \"commodity_ban\"\ncorridor = \"ouest\"\ngoods = \"fuel\"\nfrom = 2025-02-03\ndays = 3";
    let (supposed, issues) = tried(ban).unwrap();
    assert_eq!((grades(&supposed), issues.len(), supposed.span), ("--ccc-----".to_owned(), 0, Some([2, 4])));
    let links = |change: &str| tried(change).unwrap().0.added[0].0.links(0);
    assert_eq!(links(ban), [0, 1, 2]);
    assert_eq!(links("kind = \"closure\"\ncorridor = \"Western\"\nbetween = [\"Mill\", \"West Post\"]"), [2]);
    // R1 also runs from Ford to Hill, where no corridor of the case does.
    assert_eq!(links("kind = \"closure\"\nroad = \"R 1\""), [0, 1, 2]);
    assert_eq!(links("kind = \"closure\"\nroad = \"old road\"\nbetween = [\"Harbour\", \"Ford\"]"), [0]);
    assert_eq!(links("kind = \"closure\"\nborder = \"East Gate\""), [5, 6]);
    assert_eq!(links("kind = \"closure\"\nport = \"quay\""), [6]);
    let stopped = tried("kind = \"operator_suspension\"\noperator = \"River Lines\"").unwrap().0;
    assert_eq!(grades(&stopped), "-----ccccc", "without a first day, from the day after what is recorded");
}

#[test]
fn what_a_scenario_may_not_suppose_is_refused_with_what_it_may() {
    for key in ["place = \"Mill\"", "link = 3", "lat = 10.0", "bridge = \"x\""] {
        let said = code(&format!("kind = \"closure\"\n{key}"));
        assert!(said.starts_with("unread") && said.contains("refused"), "{said}");
    }
    let off = code("kind = \"closure\"\nroad = \"R4\"");
    assert!(
        off.starts_with("scenario.off-corridors: change 1: no corridor of the case runs on `R4`"),
        "{off}"
    );
    let beyond = code("kind = \"closure\"\nroad = \"R2\"");
    assert!(beyond.contains("`corridor`, `border`, `port`"), "{beyond}");
}

#[test]
fn what_cannot_be_is_told_with_the_nearest_name() {
    let closure = |rest: &str| code(&format!("kind = \"closure\"\n{rest}"));
    assert!(closure("corridor = \"Westen\"").contains("nearest names: Western"));
    assert!(closure("border = \"West Pst\"").contains("West Post"));
    assert!(closure("port = \"Kay\"").starts_with("scenario.port"));
    assert!(closure("corridor = \"Western\"\nbetween = [\"Ford\", \"Mil\"]").contains("nearest names: Mill"));
    assert!(code("constraint = \"cst-b\"").contains("nearest names: cst-a"));
    assert!(
        closure("corridor = \"Western\"\nfrom = 2025-02-05\nuntil = 2025-02-04")
            .contains("ends before it starts")
    );
    assert!(closure("corridor = \"Western\"\nfrom = 2026-02-05").starts_with("scenario.outside"));
    assert!(closure("corridor = \"Western\"\ndays = 0").contains("ends before it starts"));
    assert!(code("kind = \"siege\"\ncorridor = \"Western\"").contains("kinds: blockade"));
    assert!(code("kind = \"commodity_ban\"\ncorridor = \"Western\"").contains("names its `goods`"));
    assert!(closure("corridor = \"Western\"\nfrm = 2025-02-05").contains("nearest names: from"));
    let ban = "kind = \"commodity_ban\"\ncorridor = \"Western\"\ngoods = [\"feul\"]";
    assert!(code(ban).starts_with("scenario.no-effect"), "{}", code(ban));
    let (_, cut) = tried("kind = \"closure\"\ncorridor = \"Western\"\nfrom = 2025-02-05\ndays = 90").unwrap();
    assert_eq!(cut[0].code, "scenario.cut");
    assert!(read("title = 1 2").is_err() && read("").unwrap_err().to_string().contains("no [[suppose]]"));
}

#[test]
fn one_wrong_change_leaves_the_others() {
    let text = "[[suppose]]\nkind = \"siege\"\ncorridor = \"Western\"\n[[suppose]]\nkind = \"closure\"\ncorridor = \"Western\"\n";
    let read = read(text).unwrap();
    assert_eq!((read.value.changes.len(), read.issues.len(), read.value.changes[0].number), (1, 1, 2));
    let small = Small::new();
    let frame = small.frame();
    let days = Days { start: day(DAYS.0), count: DAYS.1, asked: DAYS.2 };
    let supposed = suppose(&read.value, &frame, &[], &[], days).value;
    let none: [Held<'_>; 0] = [];
    let course = frame.course(days.start, days.count, 9, &supposed.held(&none), false);
    let closed = course.regimes[0].states[0].iter().filter(|s| s.hindrance == Hindrance::Closed).count();
    assert_eq!((course.days, closed > 0), (vec![1, 1, 1, 1, 1, 0, 0, 0, 0, 0], true));
}

impl Bound {
    /// The links of a lane, by number.
    fn links(&self, lane: usize) -> Vec<u32> {
        self.touched(lane).iter().map(|l| l.0).collect()
    }
}
