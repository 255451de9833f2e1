//! Citations that disagree with themselves or with what they are cited for.

use super::fields;
use crate::documents::lexicon::HOSTS;
use crate::documents::{Lines, dates};
use crate::{Citation, Document, Doubt, DoubtKind, DoubtSide};
use base::{CharIndex, CitationId, Date, Interval, Issue, fold, fold_key};
use std::collections::BTreeMap;
use std::ops::Range;

/// A doubt before its positions are counted in code points: what each side says, and where, in bytes of the text.
struct CitationDoubt {
    citation: CitationId,
    kind: DoubtKind,
    sides: Vec<(String, Range<usize>)>,
}

/// Days by which an address may differ from the stated date: a text is often dated the day after it was put online.
const DAYS: i64 = 4;
/// Host names shorter than this are short-link services or initials.
const HOST_MIN: usize = 3;
/// Jaro–Winkler likeness from which a host is a spelling of the publisher's name.
const LIKE: f64 = 0.8;

/// The doubtful citations of a document, in its order; one citation may be doubtful in several ways.
fn find(document: &Document) -> Vec<CitationDoubt> {
    let mut ends: Vec<usize> = document.citations.iter().flat_map(|c| &c.calls).map(|c| c.end).collect();
    ends.sort_unstable();
    let fields = |c: &Citation| fields::read(&document.text, body(document, c));
    let read: Vec<_> = document.citations.iter().map(|c| (c, fields(c))).collect();
    let mut doubts: Vec<_> = read.iter().flat_map(|(c, fields)| single(document, c, fields, &ends)).collect();
    doubts.extend(two_sites(document, read));
    let place: BTreeMap<&CitationId, usize> = document.citations.iter().map(|c| (&c.id, c.number)).collect();
    doubts.sort_by_key(|d| (place.get(&d.citation).copied(), d.kind));
    doubts
}

/// Notes the doubts in the document, and returns them as issues with lines.
pub(in crate::documents) fn note(document: &mut Document) -> Vec<Issue> {
    let doubts = find(document);
    if doubts.is_empty() {
        return Vec::new();
    }
    let lines = Lines::new(&document.text);
    let issues = doubts.iter().map(|d| issue(d, &lines)).collect();
    let index = CharIndex::new(&document.text);
    let quote = |range: &Range<usize>| document.text.get(range.clone()).unwrap_or_default().to_owned();
    let side = |(value, range): (String, Range<usize>)| DoubtSide {
        span: index.span(&range),
        quote: quote(&range),
        value,
    };
    let settled = |d: CitationDoubt| Doubt {
        citation: d.citation,
        kind: d.kind,
        sides: d.sides.into_iter().map(side).collect(),
    };
    document.doubts = doubts.into_iter().map(settled).collect();
    issues
}

fn issue(doubt: &CitationDoubt, lines: &Lines) -> Issue {
    let (code, what) = match doubt.kind {
        DoubtKind::DateDisagrees => {
            ("citation.date_disagrees", "the date in the address is not the one stated")
        }
        DoubtKind::HostDisagrees => ("citation.host_disagrees", "the site does not fit the publisher"),
        DoubtKind::OlderThanCitedFor => ("citation.older", "the source is older than what it is cited for"),
    };
    let sides: Vec<&str> = doubt.sides.iter().map(|s| s.0.as_str()).collect();
    let line = doubt.sides.first().map_or(1, |s| lines.of(s.1.start));
    Issue::warning(code, format!("{what}: {}", sides.join(" / "))).at_line(line).help("look the citation up")
}

/// `ends` are the ends of all calls, in order.
fn single(
    document: &Document,
    citation: &Citation,
    fields: &fields::Fields,
    ends: &[usize],
) -> Vec<CitationDoubt> {
    let found = [
        date_disagrees(document, fields).map(|s| (DoubtKind::DateDisagrees, s)),
        host_disagrees(document, fields).map(|s| (DoubtKind::HostDisagrees, s)),
        older(document, citation, fields, ends).map(|s| (DoubtKind::OlderThanCitedFor, s)),
    ];
    let doubt = |(kind, sides)| CitationDoubt { citation: citation.id.clone(), kind, sides };
    found.into_iter().flatten().map(doubt).collect()
}

fn body(document: &Document, citation: &Citation) -> Range<usize> {
    let lead = citation.label.len().min(citation.range.len());
    let start = document.text.ceil_char_boundary(citation.range.start + lead);
    start..citation.range.end
}

type Sides = Vec<(String, Range<usize>)>;

fn date_disagrees(document: &Document, fields: &fields::Fields) -> Option<Sides> {
    let (stated, at) = fields.date.clone()?;
    let url = fields.url.clone()?;
    let in_url = url_date(&document.text[url.clone()])?;
    (gap(stated, in_url)? > DAYS).then(|| vec![(shown(stated), at), (shown(in_url), url)])
}

/// The days between two intervals; 0 where they touch.
fn gap(a: Interval, b: Interval) -> Option<i64> {
    if a.overlaps(&b) {
        return Some(0);
    }
    let between = |end: Option<Date>, start: Option<Date>| Some(i64::from((start? - end?).get_days()));
    Some(between(a.end, b.start)?.max(between(b.end, a.start)?))
}

/// A date as addresses hold it: `/2025/08/23/`, `2025-08-20`, `/2025/08/`.
fn url_date(url: &str) -> Option<Interval> {
    let path = url.split("://").last()?.split_once('/')?.1;
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let number = |s: &str, len: usize| (s.len() == len).then(|| s.parse::<i16>().ok()).flatten();
    parts.windows(2).enumerate().find_map(|(i, w)| {
        let year = number(w[0], 4).filter(|y| (1990..=2100).contains(y))?;
        let month = i8::try_from(number(w[1], 2)?).ok()?;
        let day = parts.get(i + 2).and_then(|d| number(d, 2)).and_then(|d| i8::try_from(d).ok());
        match day.and_then(|d| Date::new(year, month, d).ok()) {
            Some(date) => Some(Interval::day(date)),
            None => Interval::month(year, month),
        }
    })
}

fn shown(interval: Interval) -> String {
    match (interval.start, interval.end) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a}/{b}"),
        (a, b) => a.or(b).map_or_else(String::new, |d| d.to_string()),
    }
}

fn host_disagrees(document: &Document, fields: &fields::Fields) -> Option<Sides> {
    let (publisher, url) = (fields.publisher.clone()?, fields.url.clone()?);
    let (name, address) = (&document.text[publisher.clone()], &document.text[url.clone()]);
    let site = site(address)?;
    (!akin(name, &site)).then(|| vec![(name.to_owned(), publisher), (address_host(address).to_owned(), url)])
}

fn address_host(address: &str) -> &str {
    let after = address.split("://").last().unwrap_or(address);
    after.split(['/', '?', '#', ':']).next().unwrap_or(after).trim_start_matches("www.")
}

/// The name a site is registered under, without suffix; `None` for carriers of everybody's texts.
fn site(address: &str) -> Option<String> {
    let labels: Vec<&str> = address_host(address).split('.').collect();
    let second = labels.len().checked_sub(2)?;
    let country_second = labels.len() >= 3 && labels[second].len() <= 3 && labels[second + 1].len() == 2;
    let name = labels.get(if country_second { second - 1 } else { second })?.to_lowercase();
    (name.len() >= HOST_MIN && !HOSTS.carriers.contains(&name)).then_some(name)
}

/// Whether a site may be a publisher's: a word of the name in the host, its initials, or a like spelling.
fn akin(publisher: &str, site: &str) -> bool {
    let key = fold_key(publisher);
    let host = fold(site).replace(['-', '_'], "");
    let compact: String = key.split(' ').collect();
    let telling = key.split(' ').filter(|w| w.len() >= 3 && !HOSTS.generic.contains(*w));
    let initials: String = key.split(' ').filter_map(|w| w.chars().next()).collect();
    let strong: String = key
        .split(' ')
        .filter(|w| {
            !matches!(
                *w,
                "the" | "of" | "for" | "and" | "la" | "le" | "les" | "de" | "du" | "des" | "et" | "l" | "d"
            )
        })
        .filter_map(|w| w.chars().next())
        .collect();
    compact.contains(&host)
        || host.contains(&compact)
        || telling
            .into_iter()
            .any(|w| host.contains(w) || (w.len() >= 5 && host.contains(&w[..w.floor_char_boundary(5)])))
        || [initials, strong]
            .iter()
            .any(|i| i.len() >= 2 && (host.starts_with(i.as_str()) || host.ends_with(i.as_str())))
        || key
            .split(' ')
            .any(|w| w.len() >= 2 && !HOSTS.generic.contains(w) && (host.starts_with(w) || host.ends_with(w)))
        || strsim::jaro_winkler(&compact, &host) >= LIKE
}

/// Publishers that are given two unrelated sites: each citation whose site differs from the publisher's first.
fn two_sites(document: &Document, read: Vec<(&Citation, fields::Fields)>) -> Vec<CitationDoubt> {
    let mut first: BTreeMap<String, (String, Range<usize>, String)> = BTreeMap::new();
    let mut out = Vec::new();
    for (citation, fields) in read {
        let (Some(publisher), Some(url)) = (fields.publisher, fields.url) else { continue };
        let address = &document.text[url.clone()];
        let Some(site) = site(address) else { continue };
        let name = fold_key(&document.text[publisher]);
        let host = address_host(address).to_owned();
        match first.get(&name) {
            None => {
                first.insert(name, (site, url, host));
            }
            Some((known, at, shown)) if *known != site => out.push(CitationDoubt {
                citation: citation.id.clone(),
                kind: DoubtKind::HostDisagrees,
                sides: vec![(shown.clone(), at.clone()), (host, url)],
            }),
            Some(_) => {}
        }
    }
    out
}

/// The day that the words before a call tell of, if the source called was out before it.
fn older(document: &Document, citation: &Citation, fields: &fields::Fields, ends: &[usize]) -> Option<Sides> {
    let (stated, at) = fields.date.clone()?;
    let end = stated.end?;
    let told = citation
        .calls
        .iter()
        .filter_map(|call| told_before(document, call, ends))
        // A day still to come is a term, not something that the source should have seen.
        .find(|(day, _)| *day > end && document.published.is_none_or(|p| *day <= p));
    told.map(|(day, range)| vec![(shown(stated), at), (day.to_string(), range)])
}

/// The last day named between the sentence's start, or the call before, and the call; terms ("until …") are none.
fn told_before(document: &Document, call: &Range<usize>, ends: &[usize]) -> Option<(Date, Range<usize>)> {
    let text = &document.text;
    let after = document.regions.partition_point(|r| r.range.start <= call.start);
    let region = document.regions.get(after.checked_sub(1)?).filter(|r| call.end <= r.range.end)?;
    let sentences = crate::text::sentences(text, region.range.clone());
    let sentence = sentences.into_iter().find(|s| s.start <= call.start && call.start < s.end)?;
    let before = ends.partition_point(|&end| end <= call.start);
    let start = sentence.start.max(before.checked_sub(1).and_then(|b| ends.get(b)).copied().unwrap_or(0));
    let piece = &text[start..call.start];
    let found =
        dates::find(piece).into_iter().rev().find(|f| day(f.written, document.published).is_some())?;
    (!dates::is_term(&piece[..found.range.start]))
        .then(|| day(found.written, document.published))
        .flatten()
        .map(|date| (date, start + found.range.start..start + found.range.end))
}

/// The last day told in `piece`, unless it is a term.
pub(super) fn last_told(piece: &str) -> Option<dates::Written> {
    let is_day =
        |f: &dates::Found| matches!(f.written, dates::Written::Day(_) | dates::Written::Yearless(..));
    let found = dates::find(piece).into_iter().rev().find(is_day)?;
    (!dates::is_term(&piece[..found.range.start])).then_some(found.written)
}

/// The day; without a year, the last such day not after the publication date.
pub(super) fn day(written: dates::Written, published: Option<Date>) -> Option<Date> {
    match written {
        dates::Written::Day(date) => Some(date),
        dates::Written::Yearless(month, number) => {
            let published = published?;
            let this = Date::new(published.year(), month, number).ok()?;
            if this <= published { Some(this) } else { Date::new(published.year() - 1, month, number).ok() }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Received, open};

    fn doubts(text: &str) -> Vec<(DoubtKind, Vec<String>)> {
        let received = Received {
            name: "t.txt".into(),
            published: Some(jiff::civil::date(2025, 9, 20)),
            ..Received::default()
        };
        let document = open(text.as_bytes(), &received).unwrap().value;
        find(&document).into_iter().map(|d| (d.kind, d.sides.into_iter().map(|s| s.0).collect())).collect()
    }

    #[test]
    fn an_address_with_another_date() {
        let found = doubts(
            "A village[1].\n\n[1] River Post (2025, September 8). Title. <https://riverpost.org/2025/08/23/a>.",
        );
        assert_eq!(found, [(DoubtKind::DateDisagrees, vec!["2025-09-08".into(), "2025-08-23".into()])]);
        let near =
            "A village[1].\n\n[1] River Post (2025, August 24). Title. <https://riverpost.org/2025/08/23/a>.";
        assert_eq!(doubts(near), []);
    }

    #[test]
    fn one_publisher_on_two_sites() {
        let found = doubts(
            "One[1], two[2].\n\n[1] Delta News (2025, May 1). A. <https://deltanews.org/a>.\n\n[2] Delta News (2025, May 2). B. <https://frdeltaxnews.net/b>.",
        );
        assert_eq!(
            found,
            [(DoubtKind::HostDisagrees, vec!["deltanews.org".into(), "frdeltaxnews.net".into()])]
        );
    }

    #[test]
    fn a_source_from_before_what_it_is_cited_for() {
        let found = doubts(
            "The bus burned on September 5[1].\n\n[1] Delta News (2025, August 29). A. <https://deltanews.org/a>.",
        );
        assert_eq!(found, [(DoubtKind::OlderThanCitedFor, vec!["2025-08-29".into(), "2025-09-05".into()])]);
        let term = "It holds until September 30, 2025[1].\n\n[1] Delta News (2025, August 29). A. <https://deltanews.org/a>.";
        assert_eq!(doubts(term), []);
    }

    #[test]
    fn names_and_their_sites() {
        for (name, host) in [
            ("World Bank", "worldbank"),
            ("International Organization for Migration (IOM)", "iom"),
            ("Africa Defense Forum", "adf-magazine"),
            ("Le Soleil", "lesoleil"),
            ("DW", "dw"),
            ("Journal du Mali", "journaldumali"),
            ("Mali24 info", "mali24"),
            ("Studio Tamani", "studiotamani"),
        ] {
            assert!(akin(name, host), "{name} {host}");
        }
        assert!(!akin("Sud Quotidien", "pepper"));
        assert_eq!(site("https://www.bbc.co.uk/news"), Some("bbc".into()));
        assert_eq!(site("https://x.com/a/status/1"), None);
    }
}
