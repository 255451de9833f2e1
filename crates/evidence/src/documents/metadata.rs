//! What a document is: title, publisher, publication date, address, licence, marking.
//!
//! What the reader was told wins over what the file states (front matter, page metadata), and that over what the
//! text shows. A difference between the dates is reported, never settled silently.

use super::address::{host, is_address};
use super::front::{self, Front};
use super::lexicon::WORDS;
use super::{Block, Lines, Received, dates};
use crate::{Citation, Language, RegionKind};
use base::{Date, Interval, Issue, Tlp, fold};
use dates::Written;

/// What a file states of itself in a place made for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stated {
    pub title: Option<String>,
    pub publisher: Option<String>,
    /// The date, and the line it stands on if it has one.
    pub published: Option<(Date, Option<usize>)>,
    pub language: Option<Language>,
    pub url: Option<String>,
    pub licence: Option<String>,
    pub tlp: Option<Tlp>,
    /// Where the text begins after such a place, in bytes.
    pub body: usize,
}

impl From<Front> for Stated {
    fn from(front: Front) -> Self {
        Self {
            title: front.title,
            publisher: front.publisher,
            published: front.published.map(|(date, line)| (date, Some(line))),
            language: front.language,
            url: front.url,
            licence: front.licence,
            tlp: front.tlp,
            body: front.end,
        }
    }
}

/// The facts that go into the document.
#[derive(Debug)]
pub(super) struct Facts {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<Date>,
    pub url: Option<String>,
    pub licence: Option<String>,
    pub tlp: Tlp,
}

/// How many blocks at the top and at the bottom of a text may hold its date, publisher, licence and marking.
const HEAD: usize = 14;
const TAIL: usize = 10;
/// The longest line looked at there, and the longest title, in bytes.
const LINE_MAX: usize = 200;
const TITLE_MAX: usize = 200;

/// Gathers the facts from everything that knows them.
pub(super) fn gather(
    text: &str,
    blocks: &[Block],
    citations: &[Citation],
    stated: Stated,
    received: &Received,
    issues: &mut Vec<Issue>,
) -> Facts {
    let body = blocks.partition_point(|b| b.range.start < stated.body);
    let edges = edges(text, &blocks[body..]);
    let url = received.url.clone().or(stated.url);
    let published = published(text, blocks, &edges, citations, stated.published, received.published, issues);
    Facts {
        published,
        title: stated.title.or_else(|| title(text, blocks)),
        publisher: received
            .publisher
            .clone()
            .or(stated.publisher)
            .or_else(|| publisher(&edges, url.as_deref())),
        licence: received
            .licence
            .clone()
            .or(stated.licence)
            .or_else(|| edges.iter().find_map(|e| licence(e.words))),
        tlp: received
            .tlp
            .or(stated.tlp)
            .or_else(|| edges.iter().find_map(|e| tlp(e.words)))
            .unwrap_or(Tlp::Amber),
        url,
    }
}

/// A line near the top or the bottom of a text.
#[derive(Clone, Copy, Debug)]
struct Edge<'a> {
    words: &'a str,
    at: usize,
    top: bool,
}

fn edges<'a>(text: &'a str, blocks: &[Block]) -> Vec<Edge<'a>> {
    let tail_from = blocks.len().saturating_sub(TAIL).max(HEAD.min(blocks.len()));
    let head = blocks.iter().take(HEAD).map(|b| (b, true));
    let tail = blocks.iter().skip(tail_from).map(|b| (b, false));
    let outer = head.chain(tail).filter(|(b, _)| b.kind != RegionKind::Citation);
    let lines = outer.flat_map(|(block, top)| {
        let mut at = block.range.start;
        text[block.range.clone()].split_inclusive('\n').map(move |line| {
            let edge = Edge { words: line.trim(), at, top };
            at += line.len();
            edge
        })
    });
    lines.filter(|e| !e.words.is_empty() && e.words.len() <= LINE_MAX).collect()
}

/// How much a line that holds a date says that it is the publication date; the less the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// "Published on …"
    Said,
    /// A date and nothing else, near the top.
    Top,
    /// "Dakar, 3 July 2025"
    Dateline,
    /// A date and nothing else, near the bottom.
    Bottom,
    /// "© House September 2025"
    Copyright,
}

struct Candidate {
    rank: Rank,
    written: Written,
    at: usize,
}

#[allow(clippy::too_many_arguments)]
fn published(
    text: &str,
    blocks: &[Block],
    edges: &[Edge<'_>],
    citations: &[Citation],
    stated: Option<(Date, Option<usize>)>,
    received: Option<Date>,
    issues: &mut Vec<Issue>,
) -> Option<Date> {
    let lines = Lines::new(text);
    let shown = in_text(edges, &lines, issues);
    let shown = shown.as_ref().and_then(|c| Some((c.written.interval()?, lines.of(c.at))));
    if let Some(date) = received.or(stated.map(|s| s.0)) {
        let stated = stated.filter(|_| received.is_some()).map(|(d, line)| (Interval::day(d), line));
        let others = stated.into_iter().chain(shown.map(|(i, line)| (i, Some(line))));
        issues.extend(
            others.filter(|(i, _)| !i.overlaps(&Interval::day(date))).map(|(i, line)| differs(date, i, line)),
        );
        return Some(date);
    }
    match shown {
        Some((interval, line)) => {
            if interval.start != interval.end {
                issues.extend(interval.end.map(|end| month_only(end, line)));
            }
            interval.end
        }
        None => assumed(text, blocks, citations, issues),
    }
}

fn differs(date: Date, other: Interval, line: Option<usize>) -> Issue {
    let other = match (other.start, other.end) {
        (Some(a), Some(b)) if a != b => format!("{a} to {b}"),
        (a, b) => a.or(b).map_or_else(String::new, |d| d.to_string()),
    };
    let issue = Issue::warning(
        "document.date_differs",
        format!("given as published on {date}, but the document says {other}; {date} is used"),
    );
    let issue = issue.help("give the right day with --published");
    match line {
        Some(line) => issue.at_line(line),
        None => issue,
    }
}

fn month_only(end: Date, line: usize) -> Issue {
    Issue::note(
        "document.date_month_only",
        format!("only a month of publication is stated; its last day, {end}, is used"),
    )
    .at_line(line)
    .help("give the day with --published if you know it")
}

/// The best candidate; a day within the month of a better one is taken for it.
fn in_text(edges: &[Edge<'_>], lines: &Lines, issues: &mut Vec<Issue>) -> Option<Candidate> {
    let mut found: Vec<Candidate> = edges.iter().filter_map(candidate).collect();
    for bad in found.iter().filter(|c| c.written == Written::Impossible) {
        issues.push(
            Issue::warning(
                "document.impossible_date",
                "this line gives a date that does not exist; it was passed over",
            )
            .at_line(lines.of(bad.at))
            .help("give the right day with --published"),
        );
    }
    found.retain(|c| c.written != Written::Impossible);
    found.sort_by_key(|c| c.rank);
    let best = found.first()?;
    let within = |c: &&Candidate| match (best.written.interval(), c.written) {
        (Some(interval), Written::Day(day)) => interval.overlaps(&Interval::day(day)),
        _ => false,
    };
    let index = found.iter().position(|c| within(&c)).unwrap_or(0);
    Some(found.swap_remove(index))
}

fn candidate(edge: &Edge<'_>) -> Option<Candidate> {
    if !edge.words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let dated = |f: &&dates::Found| !matches!(f.written, Written::Yearless(..));
    let dates = dates::find(edge.words);
    let found = dates.iter().find(dated)?;
    let before = fold(&edge.words[..found.range.start]);
    let after = fold(&edge.words[found.range.end..]);
    let rank = rank(&edge.words[..found.range.start], &before, &after, edge.top)?;
    Some(Candidate { rank, written: found.written, at: edge.at })
}

fn rank(original: &str, before: &str, after: &str, top: bool) -> Option<Rank> {
    let bare = before.trim_matches(|c: char| !c.is_alphanumeric());
    let said = |p: &String| bare.strip_prefix(p.as_str()).is_some_and(aside);
    if WORDS.published.iter().any(said) && byline(after) {
        return Some(Rank::Said);
    }
    if before.contains('©') || before.contains("copyright") || before.contains("(c)") {
        return Some(Rank::Copyright);
    }
    if aside(before) && aside(after) {
        return Some(if top { Rank::Top } else { Rank::Bottom });
    }
    let place = original.trim_end().trim_end_matches("le").trim_end().strip_suffix(',').unwrap_or("");
    let mut words = place.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).peekable();
    let named =
        words.peek().is_some() && place.len() <= 40 && words.all(|w| w.starts_with(char::is_uppercase));
    let after = after.trim_start();
    (top && named && (after.is_empty() || after.starts_with(['-', '(', '|']))).then_some(Rank::Dateline)
}

/// Whether what follows a date is a time or an author and not the rest of a sentence.
fn byline(after: &str) -> bool {
    let first = after.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty());
    !after.trim_end().ends_with('.') && after.split_whitespace().count() <= 8 && first.is_none_or(aside)
}

/// Whether what stands beside a date leaves the line a date line: times, weekdays, "updated", "by".
fn aside(folded: &str) -> bool {
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.all(|w| {
        WORDS.beside_date.contains(w)
            || WORDS.weekdays.contains(w)
            || w.trim_end_matches(['h', 'm', 'n', 'a', 'p', 'z']).chars().all(|c| c.is_ascii_digit())
    })
}

/// A date in the text before this year is that of a law or of history, not a bound for a file of our time.
const BORN_DIGITAL: i16 = 1993;

/// Whether a line says when the text was published and nothing else.
pub(super) fn is_date_line(words: &str) -> bool {
    let found = candidate(&Edge { words, at: 0, top: true });
    found.is_some_and(|c| matches!(c.rank, Rank::Said | Rank::Top))
}

/// The latest full date in the text as a lower bound, for want of anything better.
fn assumed(text: &str, blocks: &[Block], citations: &[Citation], issues: &mut Vec<Issue>) -> Option<Date> {
    let cited =
        citations.iter().filter_map(|c| c.date).filter(|i| i.start == i.end).filter_map(|i| i.end).max();
    let latest = cited.or_else(|| blocks.iter().filter_map(|b| latest(&text[b.range.clone()])).max());
    let latest = latest.filter(|d| d.year() >= BORN_DIGITAL);
    issues.push(match latest {
        Some(date) => Issue::warning(
            "document.date_assumed",
            format!("no publication date is stated; {date}, the latest date {}, is used: it cannot be earlier", if cited.is_some() { "of a citation" } else { "in the text" }),
        ),
        None => Issue::warning("document.undated", "no publication date is stated; dates without a year stay open"),
    }
    .help("give the day with --published"));
    latest
}

/// The latest day with a year that is no term ("until …").
fn latest(words: &str) -> Option<Date> {
    if !words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let day = |f: dates::Found| match f.written {
        Written::Day(date) if !dates::is_term(&words[..f.range.start]) => Some(date),
        _ => None,
    };
    dates::find(words).into_iter().filter_map(day).max()
}

/// The first heading, or the beginning of the first paragraph.
fn title(text: &str, blocks: &[Block]) -> Option<String> {
    let words = |b: &Block| &text[b.range.clone()];
    let heading = blocks.iter().take(HEAD).find(|b| b.kind == RegionKind::Heading).map(words);
    let running = |b: &&Block| {
        !matches!(b.kind, RegionKind::Furniture | RegionKind::Citation)
            && dates::whole(&text[b.range.clone()]).is_none()
    };
    let first = || blocks.iter().find(running).map(words);
    let line = heading.or_else(first)?;
    let line = line.trim_start_matches(['#', ' ']).trim_end_matches(['=', '-', '\n', '\r', ' ']);
    let joined = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = joined.trim_matches(['*', '_']);
    let cut = plain.floor_char_boundary(TITLE_MAX);
    (cut > 0).then(|| plain[..cut].to_owned())
}

/// The holder of the copyright, or the site named at the top or the bottom, or the site it was found on.
fn publisher(edges: &[Edge<'_>], url: Option<&str>) -> Option<String> {
    let holder = edges.iter().find_map(|e| copyright_holder(e.words));
    let site = || edges.iter().find_map(|e| site_in(e.words));
    holder.or_else(site).or_else(|| url.and_then(host)).filter(|p| !p.is_empty())
}

fn copyright_holder(line: &str) -> Option<String> {
    let folded = fold(line);
    let at = line.find('©').map(|i| i + '©'.len_utf8());
    let at = at.or_else(|| folded.starts_with("copyright").then_some("copyright".len()))?;
    let rest = line.get(at..)?.split('©').map(str::trim).find(|p| p.contains(char::is_alphabetic))?;
    let mut name = rest.to_owned();
    for found in dates::find(rest).into_iter().rev() {
        name.replace_range(found.range, " ");
    }
    let kept = name.split_whitespace().filter(|w| dates::year(w).is_none() && !is_year_span(w));
    let name = kept.collect::<Vec<_>>().join(" ");
    let end = ["all rights", "tous droits", "copyright"].iter().filter_map(|w| fold_find(&name, w)).min();
    let name = name[..end.unwrap_or(name.len())].trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    (name.len() > 1 && name.len() <= 80).then(|| name.to_owned())
}

fn is_year_span(word: &str) -> bool {
    word.split(['-', '–']).all(|y| dates::year(y).is_some())
}

fn fold_find(text: &str, folded: &str) -> Option<usize> {
    let all = base::Folded::new(text);
    let at = all.text.find(folded)?;
    Some(all.original(&(at..at + folded.len())).start)
}

/// A bare domain on a line of its own, or one after `www.` at the end of a line.
fn site_in(line: &str) -> Option<String> {
    // A sentence that mentions a site on its way is not signed by it.
    let word = line.split_whitespace().next_back().filter(|w| w.contains("www."));
    let alone = || is_address(line).then_some(line).filter(|l| !l.contains('@'));
    host(word.or_else(alone)?)
}

/// A Creative Commons licence as a line states it.
fn licence(line: &str) -> Option<String> {
    let at = ["CC BY", "CC-BY", "CC0"].iter().filter_map(|m| line.find(m)).min()?;
    let end = line[at..]
        .find(|c: char| !(c.is_ascii_alphanumeric() || " -.".contains(c)))
        .map_or(line.len(), |e| at + e);
    let short: String = line[at..end].split_whitespace().take(3).collect::<Vec<_>>().join(" ");
    Some(short.trim_end_matches(['.', ' ']).to_owned())
}

fn tlp(line: &str) -> Option<Tlp> {
    let at = line.find("TLP")?;
    let mark = line[at + 3..].trim_start_matches([' ', ':', '\u{a0}']);
    let end = mark.find(|c: char| !(c.is_ascii_alphabetic() || c == '+')).unwrap_or(mark.len());
    front::marking(&mark[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::open;
    use jiff::civil::date;

    fn read(text: &str, given: Option<Date>) -> (Option<Date>, Vec<String>) {
        let received = Received { name: "t.txt".into(), published: given, ..Received::default() };
        let read = open(text.as_bytes(), &received).unwrap();
        (read.value.published, read.issues.into_iter().map(|i| i.code).collect())
    }

    #[test]
    fn a_date_line_wins_over_a_sentence() {
        let text =
            "Note de la semaine\n\nseptembre 15, 2025\n\nLe pont a été fermé le 3 octobre 2024 par la crue.";
        assert_eq!(read(text, None), (Some(date(2025, 9, 15)), vec![]));
    }

    #[test]
    fn the_ways_to_say_when() {
        for text in [
            "Title\n\nPublished on 3 July 2025\n\nText.",
            "Titre\n\nPublié le 3 juillet 2025 à 14h30 par La Rédaction\n\nTexte.",
            "Titre\n\nMis à jour le jeudi 3 juillet 2025\n\nTexte.",
            "DAKAR, July 3, 2025 – The port stayed open.",
            "Title\n\nText here.\n\n3 July 2025",
        ] {
            assert_eq!(read(text, None).0, Some(date(2025, 7, 3)), "{text}");
        }
    }

    #[test]
    fn a_sentence_that_begins_like_a_date_line_is_none() {
        for text in [
            "Title\n\nReleased on 3 July 2025, the report names the bridge.",
            "Title\n\nIn July 2025 – the month of the flood – the bridge fell.",
            "Title\n\nOn 3 July 2025, it fell.",
        ] {
            let codes = read(text, None).1;
            assert!(codes == ["document.date_assumed"] || codes == ["document.undated"], "{text}: {codes:?}");
        }
        assert_eq!(read("DAKAR, July 3, 2025 – The port stayed open.", None).1, Vec::<String>::new());
    }

    #[test]
    fn a_month_means_its_last_day_and_is_noted() {
        let (day, issues) = read("Cover\n\nSeptember 2025\n\nText.", None);
        assert_eq!((day, issues), (Some(date(2025, 9, 30)), vec!["document.date_month_only".to_owned()]));
        assert_eq!(read("Text.\n\nCopyright - Some House September 2025", None).0, Some(date(2025, 9, 30)));
        assert_eq!(
            read("Cover\n\nSeptember 2025\n\nText.\n\n12 September 2025", None).0,
            Some(date(2025, 9, 12))
        );
    }

    #[test]
    fn what_is_given_wins_and_a_difference_is_said() {
        let (day, issues) = read("15 September 2025\n\nText.", Some(date(2025, 9, 10)));
        assert_eq!((day, issues), (Some(date(2025, 9, 10)), vec!["document.date_differs".to_owned()]));
        assert_eq!(read("September 2025\n\nText.", Some(date(2025, 9, 10))).1, Vec::<String>::new());
    }

    #[test]
    fn no_date_line_leaves_a_lower_bound() {
        let text = "The bridge fell on 3 July 2025 and stays shut until 30 September 2025.";
        assert_eq!(read(text, None), (Some(date(2025, 7, 3)), vec!["document.date_assumed".to_owned()]));
        assert_eq!(read("Nothing here.", None), (None, vec!["document.undated".to_owned()]));
        assert_eq!(
            read("31 février 2025\n\nTexte.", None).1,
            ["document.impossible_date", "document.undated"]
        );
    }

    #[test]
    fn holders_of_copyright_and_sites() {
        assert_eq!(
            copyright_holder("© 2021-2025 River House. All rights reserved."),
            Some("River House".into())
        );
        assert_eq!(copyright_holder("© River House © River House"), Some("River House".into()));
        assert_eq!(copyright_holder("Copyright - River House September 2025"), Some("River House".into()));
        assert_eq!(site_in("SITE WEB: www.river-house.org."), Some("river-house.org".into()));
        assert_eq!(licence("Licence : CC BY 4.0."), Some("CC BY 4.0".into()));
        assert_eq!(tlp("Marking TLP:AMBER+STRICT"), Some(Tlp::AmberStrict));
    }
}
