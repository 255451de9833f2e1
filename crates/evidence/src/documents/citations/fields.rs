//! Publisher, date, title and address of one note.

use crate::documents::dates;
use base::Interval;
use std::ops::Range;

/// Whether a note repeats an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Again {
    #[default]
    No,
    /// "Ibid.": the note before.
    Same,
    /// "op. cit.": an earlier note of the same publisher.
    Cited,
}

/// The fields of a note, in bytes of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fields {
    pub publisher: Option<Range<usize>>,
    pub date: Option<(Interval, Range<usize>)>,
    pub title: Option<Range<usize>>,
    pub url: Option<Range<usize>>,
    pub again: Again,
}

/// The longest name of a publisher, in bytes and in words: what is longer is a sentence.
const NAME_MAX: usize = 80;
const NAME_WORDS: usize = 9;

/// Reads the fields of the note whose text without the label is `text[body]`.
pub(super) fn read(text: &str, body: Range<usize>) -> Fields {
    let url = address(text, &body);
    let prose = body.start..url.as_ref().map_or(body.end, |u| u.start);
    let back = reference_back(&text[prose.clone()]);
    let prose = tidy(text, prose.start..back.map_or(prose.end, |(_, at)| prose.start + at));
    let words = &text[prose.clone()];
    let mut fields = link(text, &body, &url)
        .or_else(|| dated(text, &prose))
        .or_else(|| quoted(text, &prose))
        .or_else(|| listed(text, &prose))
        .unwrap_or_else(|| undated(text, &prose));
    if words.is_empty() {
        fields.title = None;
    }
    fields.publisher =
        fields.publisher.or_else(|| url.as_ref().filter(|_| words.is_empty()).and_then(|u| host(text, u)));
    Fields { url, again: back.map_or(Again::No, |b| b.0), ..fields }
}

/// How a note refers to an earlier one, and where those words begin.
pub(super) fn reference_back(words: &str) -> Option<(Again, usize)> {
    const MARKS: [(&str, Again); 6] = [
        ("op. cit", Again::Cited),
        ("op.cit", Again::Cited),
        ("loc. cit", Again::Cited),
        ("art. cit", Again::Cited),
        ("ibid", Again::Same),
        ("idem", Again::Same),
    ];
    let folded = base::Folded::new(words);
    let free = |at: usize| !folded.text[..at].ends_with(char::is_alphanumeric);
    let found = MARKS
        .iter()
        .filter_map(|(mark, again)| Some((*again, folded.text.find(mark).filter(|&at| free(at))?)));
    let (again, at) = found.min_by_key(|(_, at)| *at)?;
    let start = folded.original(&(at..at)).start;
    Some((again, words[..start].trim_end_matches(['[', '(', ' ']).len()))
}

/// The first address of the note, without the punctuation after it.
fn address(text: &str, body: &Range<usize>) -> Option<Range<usize>> {
    let words = &text[body.clone()];
    let at = ["https://", "http://", "www."].iter().filter_map(|p| words.find(p)).min()?;
    let rest = &words[at..];
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '»' | '”' | '|'))
        .unwrap_or(rest.len());
    let open = rest[..end].contains('(');
    let url =
        rest[..end].trim_end_matches(|c| matches!(c, '.' | ',' | ';' | ':' | ']') || (c == ')' && !open));
    (url.len() > 4).then(|| body.start + at..body.start + at + url.len())
}

/// The host of an address, without `www.`.
fn host(text: &str, url: &Range<usize>) -> Option<Range<usize>> {
    let address = &text[url.clone()];
    let after = address.find("://").map_or(0, |i| i + 3);
    let after = after + if address[after..].starts_with("www.") { 4 } else { 0 };
    let len = address[after..].find(['/', '?', '#', ':']).unwrap_or(address.len() - after);
    (len > 0).then(|| url.start + after..url.start + after + len)
}

/// `[Title](address)`: the words of the link are the title, those before it name the publisher.
fn link(text: &str, body: &Range<usize>, url: &Option<Range<usize>>) -> Option<Fields> {
    let url = url.as_ref()?;
    let before = text[body.start..url.start].strip_suffix("](")?;
    let open = before.rfind('[')?;
    let title = tidy(text, body.start + open + 1..body.start + before.len());
    if reference_back(&text[title.clone()]).is_some() {
        return None;
    }
    let lead = body.start..body.start + open;
    let head = dated(text, &lead)
        .unwrap_or_else(|| Fields { publisher: name(text, tidy(text, lead.clone())), ..Fields::default() });
    Some(Fields { title: some(title), ..head })
}

/// `Publisher (2025, April 23). Title. …`
fn dated(text: &str, prose: &Range<usize>) -> Option<Fields> {
    let words = &text[prose.clone()];
    let parens = dates::parenthesised_date(words)?;
    let inner = prose.start + parens.start + 1..prose.start + parens.end - 1;
    let publisher = name(text, tidy(text, prose.start..prose.start + parens.start));
    let title = first_sentence(text, prose.start + parens.end..prose.end);
    Some(Fields { publisher, date: interval(text, inner), title, ..Fields::default() })
}

/// `Author, "Title", Publisher, 3 July 2025`
fn quoted(text: &str, prose: &Range<usize>) -> Option<Fields> {
    let words = &text[prose.clone()];
    let (open, mark) = words.char_indices().find(|(_, c)| matches!(c, '"' | '“' | '«'))?;
    let close = match mark {
        '“' => '”',
        '«' => '»',
        _ => '"',
    };
    let from = open + mark.len_utf8();
    let to = from + words[from..].find(close)?;
    let tail = prose.start + to + close.len_utf8()..prose.end;
    let date = last_date(text, &tail);
    let after = tail.start..date.as_ref().map_or(tail.end, |(_, r)| r.start);
    let publisher =
        name(text, tidy(text, after)).or_else(|| name(text, tidy(text, prose.start..prose.start + open)));
    let title = some(tidy(text, prose.start + from..prose.start + to));
    Some(Fields { publisher, date, title, ..Fields::default() })
}

/// `Publisher, Title, 3 July 2025`: a date that is a part of its own, after a comma.
fn listed(text: &str, prose: &Range<usize>) -> Option<Fields> {
    let date = last_date(text, prose)?;
    let before = text[prose.start..date.1.start].trim_end();
    let after = tidy(text, date.1.end..prose.end);
    if !before.ends_with([',', '.', ';', '–', '-', '(']) || !after.is_empty() {
        return None;
    }
    let head = tidy(text, prose.start..date.1.start);
    let cut = text[head.clone()].find([',', '.', ':']).map_or(head.end, |c| head.start + c);
    let publisher = name(text, tidy(text, head.start..cut));
    let title = some(tidy(text, if publisher.is_some() { cut..head.end } else { head }));
    Some(Fields { publisher, date: Some(date), title, ..Fields::default() })
}

/// `Publisher. Title.` without a date, or words of which neither can be told: then they are the title.
fn undated(text: &str, prose: &Range<usize>) -> Fields {
    let words = &text[prose.clone()];
    let cut = words.find(". ").filter(|c| c + 2 < words.len());
    let publisher = cut.and_then(|c| name(text, tidy(text, prose.start..prose.start + c)));
    match (publisher, cut) {
        (Some(publisher), Some(cut)) => {
            let title = first_sentence(text, prose.start + cut + 1..prose.end);
            Fields { publisher: Some(publisher), title, ..Fields::default() }
        }
        _ if words.split_whitespace().count() <= 4 => {
            Fields { publisher: name(text, prose.clone()), ..Fields::default() }
        }
        _ => Fields { title: some(prose.clone()), ..Fields::default() },
    }
}

/// The last date with a year, unless words follow that make it a part of a sentence.
fn last_date(text: &str, within: &Range<usize>) -> Option<(Interval, Range<usize>)> {
    let found = dates::find(&text[within.clone()]);
    let last = found.into_iter().rev().find(|f| f.written.interval().is_some())?;
    Some((last.written.interval()?, within.start + last.range.start..within.start + last.range.end))
}

fn interval(text: &str, inner: Range<usize>) -> Option<(Interval, Range<usize>)> {
    let words = &text[inner.clone()];
    let days = dates::whole(words).and_then(dates::Written::interval);
    let days = days.or_else(|| dates::year(words).and_then(Interval::year))?;
    Some((days, inner))
}

/// `range` if it can be the name of a publisher.
fn name(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = &text[range.clone()];
    let fits = range.len() <= NAME_MAX && words.split_whitespace().count() <= NAME_WORDS;
    (fits && words.contains(char::is_alphabetic)).then_some(range)
}

fn first_sentence(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let range = tidy(text, range);
    let first = crate::text::sentences(text, range)
        .into_iter()
        .find(|r| text[r.clone()].contains(char::is_alphanumeric))?;
    some(tidy(text, first))
}

fn some(range: Range<usize>) -> Option<Range<usize>> {
    (!range.is_empty()).then_some(range)
}

/// Without white space and the punctuation that separates fields.
fn tidy(text: &str, range: Range<usize>) -> Range<usize> {
    let outer = |c: char| {
        c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '<' | '>' | '*' | '_' | '–' | '-' | '|')
    };
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start_matches(outer).len());
    let inner = words.trim_matches(outer);
    start..start + inner.len()
}
