//! A file of people's figures, read.
//!
//! In: its name and bytes. Out: [`People`] and what is wrong with it. Every row under a header is read, left out for a
//! reason that is counted, or refused with an issue.

use super::layout::{Header, Layout, likely_columns, needs};
use super::record::{Counts, Figures, People, Sums};
use super::row::{Given, Outcome, Reading};
use super::sheet::{Cell, Line, Sheet, sheets};
use super::totals;
use super::value::{day_in_name, is_total, month_first, round_in_name};
use base::{Checked, Date, Issue};
use std::collections::{HashMap, HashSet};

/// At most so many issues of one kind are told one by one. Our own bound.
const TOLD: usize = 5;

/// Reads a file; what is wrong with all of it otherwise.
pub fn read(bytes: &[u8], given: &Given<'_>) -> Result<Checked<People>, Issue> {
    let fail = |code: &str, words: String| Issue::error(code, words).in_file(given.name);
    let all = sheets(bytes).map_err(|why| fail("people.unreadable", why).help("save it as .xlsx or .csv"))?;
    let mut issues = Vec::new();
    let mut found: Vec<(&Sheet, Header)> = all
        .iter()
        .filter_map(|s| Header::find(s, given.mapping).map(|h| (s, h)))
        .filter(|(s, h)| s.lines.iter().any(|l| l.number > h.row))
        .collect();
    if found.is_empty() {
        return Err(unknown(&all, given));
    }
    let had: Vec<&str> = found.iter().map(|(s, _)| s.name.as_str()).collect();
    choose(&mut found, &mut issues);
    for sheet in all.iter().filter(|s| !s.lines.is_empty() && !had.contains(&s.name.as_str())) {
        let said = format!("sheet `{}` is not read: it lacks columns of the known layouts", sheet.name);
        issues.push(Issue::note("people.sheet_left", said));
    }
    let mut people = collect(&found, given, &mut issues)?;
    people.records.shrink_to_fit();
    check(&people, &mut issues);
    let issues = limited(issues).into_iter().map(|i| i.in_file(given.name)).collect();
    Ok(Checked { value: people, issues })
}

/// What an unknown layout has, and what the known ones need.
fn unknown(all: &[Sheet], given: &Given<'_>) -> Issue {
    let widest = all.iter().max_by_key(|s| s.lines.len());
    let columns = widest.map(likely_columns).unwrap_or_default();
    let known: Vec<String> =
        needs().iter().map(|(layout, needs)| format!("{}: {}", layout.name(), needs.join(", "))).collect();
    let said = match columns.is_empty() {
        true => "there is no table in it".to_owned(),
        false => format!("its layout is not known; its columns are: {}", columns.join(" | ")),
    };
    let help = format!(
        "say which column tells what in a mapping file (--map, docs/people.md); layouts need — {}",
        known.join("; ")
    );
    Issue::error("people.unknown_layout", said).in_file(given.name).help(help)
}

/// Sheets of the first layout found; of displaced people only those that go down furthest, since others are sums of them.
fn choose(found: &mut Vec<(&Sheet, Header)>, issues: &mut Vec<Issue>) {
    let Some(layout) = found.iter().map(|(_, h)| h.layout).min() else { return };
    found.retain(|(sheet, header)| {
        let same = header.layout == layout;
        if !same {
            issues.push(Issue::warning(
                "people.sheet_left",
                format!("sheet `{}` has another layout", sheet.name),
            ));
        }
        same
    });
    let hidden = found.iter().filter(|(sheet, _)| sheet.hidden).count();
    if (1..found.len()).contains(&hidden) {
        found.retain(|(sheet, _)| {
            let said = format!("sheet `{}` is hidden and left out", sheet.name);
            issues.extend(sheet.hidden.then(|| Issue::warning("people.sheet_left", said)));
            !sheet.hidden
        });
    }
    let depth = |h: &Header| ["admin1", "admin2", "admin3", "admin4"].iter().rposition(|f| h.has(f));
    let deepest = found.iter().map(|(_, h)| depth(h)).max().flatten();
    found.retain(|(sheet, header)| {
        let kept = depth(header) == deepest;
        if !kept {
            let said = format!(
                "sheet `{}` is coarser than another of this file and left out as its sums",
                sheet.name
            );
            issues.push(Issue::warning("people.sheet_left", said));
        }
        kept
    });
}

fn collect(found: &[(&Sheet, Header)], given: &Given<'_>, issues: &mut Vec<Issue>) -> Result<People, Issue> {
    let layout = found.first().map_or(Layout::DtmBaseline, |(_, h)| h.layout);
    let columns = found.first().map(|(_, h)| h.named.clone().into_iter().collect()).unwrap_or_default();
    let mut people = People {
        layout,
        sheets: found.iter().map(|(s, _)| s.name.clone()).collect(),
        columns,
        round: None,
        records: Vec::new(),
        counts: Counts::default(),
        sums: Sums::default(),
    };
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut unread_day = None;
    for (at, (sheet, header)) in found.iter().enumerate() {
        for (field, names) in &header.doubtful {
            let said =
                format!("several columns may tell `{field}`: {}; the first is read", names.join(" | "));
            issues.push(
                Issue::warning("people.column_doubtful", said)
                    .help("name the column in a mapping file (--map)"),
            );
        }
        lacks(header, sheet, issues);
        let mut dateless = 0;
        let titles: Vec<String> = titles(sheet, header);
        let name = day_in_name(&sheet.name).or_else(|| day_in_name(given.name));
        let title = || titles.iter().find_map(|t| day_in_name(t));
        let fallback = name.or_else(title);
        let under = || sheet.lines.iter().filter(|l| l.number > header.row);
        let month_first = month_first(under().map(|l| header.cell(l, "date")));
        if month_first {
            let said = "its dates have the month before the day: they can be read so only";
            issues.push(Issue::note("people.month_first", said));
        }
        let reading =
            Reading { header, given, fallback: fallback.or(given.released), month_first, sheet: at as u16 };
        let (mut above, mut filled) = (Default::default(), 0);
        for line in under() {
            people.counts.rows += 1;
            if left_out(&reading, line, &mut people.counts) {
                continue;
            }
            let whole = reading.with_areas_above(line, &mut above);
            filled += u64::from(whole.is_some());
            take(&reading, whole.as_ref().unwrap_or(line), &mut people, &mut seen, &mut dateless, issues);
        }
        if filled > 0 {
            let said = format!("{filled} rows leave out a wider area: that of the row above is taken");
            issues.push(Issue::note("people.area_above", said));
        }
        if dateless > 0 && fallback.or(given.released).is_some() {
            let from = match (name, fallback) {
                (Some(_), _) => "the name",
                (None, Some(_)) => "the title",
                (None, None) => "--released",
            };
            let said = format!("{dateless} rows tell no day: that of {from} is taken");
            issues.push(Issue::warning("people.day_from_name", said));
        }
        if dateless > 0 {
            let told = under().map(|l| header.cell(l, "date").words()).find(|w| !w.is_empty());
            unread_day = unread_day.or_else(|| Some(told.unwrap_or_default()));
        }
        let told = reading.round(sheet).or_else(|| round_in_name(&sheet.name));
        people.round = people.round.or(told).or_else(|| titles.iter().find_map(|t| round_in_name(t)));
    }
    people.round = people.round.or_else(|| round_in_name(given.name));
    if let Some(told) = unread_day.filter(|_| people.records.is_empty()) {
        let said = match told.is_empty() {
            true => "neither its rows nor its name tell which day it is of".to_owned(),
            false => format!("its dates, such as `{told}`, cannot be read, and its name tells no day"),
        };
        return Err(Issue::error("people.no_day", said)
            .in_file(given.name)
            .help("give it with --released DATE"));
    }
    if people.layout == Layout::DtmBaseline {
        totals::drop_sums(&mut people, issues);
    }
    sum(&mut people);
    Ok(people)
}

fn take(
    reading: &Reading<'_>,
    line: &Line,
    people: &mut People,
    seen: &mut HashMap<String, u32>,
    dateless: &mut u64,
    issues: &mut Vec<Issue>,
) {
    let counts = &mut people.counts;
    match reading.row(line) {
        Outcome::Read { record, blanks, flagged, from_fallback } => {
            // Sheets of two rounds may be alike.
            let day = record.day.to_string();
            let key: Vec<String> = line.cells.iter().map(Cell::words).chain([day]).collect();
            if let Some(first) = seen.get(&key.join("\u{1f}")) {
                counts.repeated += 1;
                let said = format!("the row repeats row {first} to the letter and is not counted again");
                issues.push(Issue::warning("people.row_repeated", said).at_line(line.number as usize));
                return;
            }
            seen.insert(key.join("\u{1f}"), line.number);
            counts.read += 1;
            counts.blanks += blanks;
            counts.flagged += u64::from(!flagged.is_empty());
            *dateless += u64::from(from_fallback);
            issues.extend(flagged.into_iter().map(|i| i.at_line(line.number as usize)));
            people.records.push(*record);
        }
        Outcome::Other => counts.others += 1,
        Outcome::Sum => counts.totals += 1,
        Outcome::Refused { issue, dateless: no_day } => {
            counts.refused += 1;
            *dateless += u64::from(no_day);
            issues.push(issue.at_line(line.number as usize));
        }
    }
}

/// Counts a row that tells nothing of its own: tags, the header again, a sum. Whether it is one.
fn left_out(reading: &Reading<'_>, line: &Line, counts: &mut Counts) -> bool {
    let tags = is_tags(line) || is_header_again(line, reading.header);
    let first = line.cells.iter().find(|c| !c.is_empty());
    let total = !tags && (first.is_some_and(|c| is_total(&c.words())) || reading.is_total(line));
    counts.tags += u64::from(tags);
    counts.totals += u64::from(total);
    tags || total
}

/// The words above a header.
fn titles(sheet: &Sheet, header: &Header) -> Vec<String> {
    let above = sheet.lines.iter().take_while(|l| l.number < header.row);
    above.flat_map(|l| &l.cells).filter(|c| !c.is_empty()).map(Cell::words).collect()
}

/// Says so where households are told and the column of people was not found: it may be there in other words.
fn lacks(header: &Header, sheet: &Sheet, issues: &mut Vec<Issue>) {
    for (homes, heads) in [("idp_households", "idps"), ("returnee_households", "returnees")] {
        if header.has(homes) && !header.has(heads) {
            let read: HashSet<&String> = header.named.values().collect();
            let names = sheet.lines.iter().find(|l| l.number == header.row);
            let names = names.into_iter().flat_map(|l| &l.cells).map(Cell::words);
            let unread: Vec<String> = names.filter(|n| !n.is_empty() && !read.contains(n)).take(20).collect();
            let said = format!("no column of `{heads}`, only of `{homes}`; not read: {}", unread.join(" | "));
            let help = "if one of them tells it, name it in a mapping file (--map)";
            issues.push(Issue::warning("people.column_absent", said).help(help));
        }
    }
}

/// A row of HXL tags.
fn is_tags(line: &Line) -> bool {
    let told: Vec<&Cell> = line.cells.iter().filter(|c| !c.is_empty()).collect();
    let tags = told.iter().filter(|c| matches!(c, Cell::Text(t) if t.starts_with('#'))).count();
    tags > 0 && tags * 2 >= told.len()
}

/// The header repeated, as sheets pasted together have it.
fn is_header_again(line: &Line, header: &Header) -> bool {
    let same = header.columns.iter().filter(|&(field, &at)| {
        let told = line.cells.get(at).map(Cell::words);
        told.is_some_and(|told| header.named.get(field) == Some(&told))
    });
    same.count() >= 3
}

fn sum(people: &mut People) {
    let mut sums = Sums::default();
    for record in &people.records {
        match &record.figures {
            Figures::Displaced { households, people, returnee_households, returnees } => {
                sums.idp_households += households.unwrap_or(0);
                sums.idps += people.unwrap_or(0);
                sums.returnee_households += returnee_households.unwrap_or(0);
                sums.returnees += returnees.unwrap_or(0);
            }
            Figures::Refugees { people } => sums.refugees += people,
            Figures::Phases { .. } | Figures::Population { .. } => {}
        }
    }
    people.sums = sums;
}

fn check(people: &People, issues: &mut Vec<Issue>) {
    let mut sheet_of: HashMap<(Date, [Option<&String>; 3]), u16> = HashMap::new();
    let in_two = people.records.iter().filter(|r| {
        let area = [&r.place.admin1, &r.place.admin2, &r.place.admin3].map(Option::as_ref);
        *sheet_of.entry((r.day, area)).or_insert(r.sheet) != r.sheet
    });
    let in_two = in_two.count();
    if people.layout == Layout::DtmBaseline && in_two > 0 {
        let said = format!("{in_two} rows tell of an area and day of another sheet: both are counted");
        let help = "if they are versions of one table, take the older sheet out and import the file again";
        issues.push(Issue::warning("people.area_twice", said).help(help));
    }
    let days: HashSet<Date> = people.records.iter().map(|r| r.day).collect();
    if people.layout == Layout::DtmBaseline && days.len() > 1 {
        let said = format!("its rows tell {} different days; each area keeps its own", days.len());
        issues.push(Issue::note("people.several_days", said));
    }
}

/// The issues, of each kind only the first few one by one.
fn limited(issues: Vec<Issue>) -> Vec<Issue> {
    let mut told: HashMap<String, usize> = HashMap::new();
    let mut kept = Vec::new();
    for issue in issues {
        let count = told.entry(issue.code.clone()).or_default();
        *count += 1;
        if *count <= TOLD {
            kept.push(issue);
        }
    }
    let mut more: Vec<(String, usize)> = told.into_iter().filter(|(_, n)| *n > TOLD).collect();
    more.sort();
    kept.extend(
        more.into_iter().map(|(code, n)| Issue::note(&code, format!("and {} more of these", n - TOLD))),
    );
    kept
}
