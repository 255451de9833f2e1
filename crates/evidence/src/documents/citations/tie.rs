//! Ties calls to notes: by label where labels can be trusted, by sequence where they restart, are doubled or missing.
//!
//! Notes usually stand at the end of the section that calls them, so a text falls into groups: calls, then the notes
//! that follow them. Within a group order is worth more than labels, because page numbering restarts and editors
//! renumber notes without renumbering calls.

use super::calls::Call;
use super::notes::Note;
use super::{doubts, fields};
use crate::documents::dates::Written;
use base::Issue;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Alignment is quadratic; a group with more cells than this (2000 calls on 2000 notes) is tied by label only.
const CELLS_MAX: usize = 4_000_000;
/// How much of the text before a call, in bytes, is compared with the note.
const CONTEXT: usize = 300;
/// How far back, in bytes, the sentence of a call is looked for.
const SENTENCE: usize = 1200;
/// Weights of an alignment: a tie, an equal label, each shared word (up to four).
const TIE: f32 = 1.0;
const SAME_LABEL: f32 = 0.6;
const SHARED_WORD: f32 = 0.5;
const SHARED_MAX: usize = 4;
/// What a tie loses when the note is older than the day told before the call: less than a tie is worth, because
/// such citations exist.
const OLDER: f32 = 0.9;

/// For each note the calls tied to it, as indices into `calls`.
pub(super) fn tie(text: &str, calls: &[Call], notes: &[Note], issues: &mut Vec<Issue>) -> Vec<Vec<usize>> {
    let mut ties = vec![None; calls.len()];
    for group in groups(calls, notes) {
        for (call, note) in within(text, calls, notes, &group) {
            ties[call] = Some(note);
        }
    }
    by_name(calls, notes, &mut ties);
    rescue(calls, notes, &mut ties);
    report(text, calls, notes, &ties, issues);
    let mut out = vec![Vec::new(); notes.len()];
    for (call, note) in ties.iter().enumerate() {
        if let Some(note) = note {
            out[*note].push(call);
        }
    }
    out
}

/// Calls and the notes after them, as indices.
struct Group {
    calls: Vec<usize>,
    notes: Vec<usize>,
}

fn groups(calls: &[Call], notes: &[Note]) -> Vec<Group> {
    let mut out = Vec::new();
    let mut group = Group { calls: Vec::new(), notes: Vec::new() };
    let numbered_calls = (0..calls.len()).filter(|&c| !calls[c].named);
    let mut calls_left = numbered_calls.peekable();
    for note in (0..notes.len()).filter(|&n| !notes[n].named && notes[n].key.is_some()) {
        let before = |c: &usize| calls[*c].range.start < notes[note].range.start;
        if calls_left.peek().is_some_and(before) && !group.notes.is_empty() {
            out.push(std::mem::replace(&mut group, Group { calls: Vec::new(), notes: Vec::new() }));
        }
        while let Some(call) = calls_left.next_if(before) {
            group.calls.push(call);
        }
        group.notes.push(note);
    }
    out.push(group);
    out
}

fn within(text: &str, calls: &[Call], notes: &[Note], group: &Group) -> Vec<(usize, usize)> {
    let by_label = labelled(calls, notes, group);
    let sequence = group.calls.len() == group.notes.len();
    if by_label.trusted || group.calls.len() * group.notes.len() > CELLS_MAX {
        by_label.pairs
    } else if sequence {
        group.calls.iter().copied().zip(group.notes.iter().copied()).collect()
    } else {
        align(text, calls, notes, group)
    }
}

struct ByLabel {
    pairs: Vec<(usize, usize)>,
    /// Labels are unique, every call finds its note, and either every note is called or no label is called twice.
    trusted: bool,
}

fn labelled(calls: &[Call], notes: &[Note], group: &Group) -> ByLabel {
    let mut by_key: HashMap<&str, usize> = HashMap::new();
    for &note in group.notes.iter().rev() {
        by_key.extend(notes[note].key.as_deref().map(|k| (k, note)));
    }
    let pairs: Vec<_> =
        group.calls.iter().filter_map(|&c| by_key.get(calls[c].key.as_str()).map(|&n| (c, n))).collect();
    let called: HashSet<usize> = pairs.iter().map(|p| p.1).collect();
    let unique = by_key.len() == group.notes.len();
    let found = pairs.len() == group.calls.len();
    let counts_agree = group.calls.len() == group.notes.len();
    let all_called = called.len() == group.notes.len();
    let once = called.len() == pairs.len();
    let trusted = unique && (found && (all_called || (once && !counts_agree)));
    ByLabel { pairs, trusted }
}

/// The alignment of calls and notes, both in order, that ties most and likest (Needleman and Wunsch 1970).
fn align(text: &str, calls: &[Call], notes: &[Note], group: &Group) -> Vec<(usize, usize)> {
    let (rows, columns) = (group.calls.len(), group.notes.len());
    let contexts: Vec<_> =
        group.calls.iter().map(|&c| words(&text[context(text, calls, c, CONTEXT)])).collect();
    let told: Vec<_> = group.calls.iter().map(|&c| told(text, calls, c)).collect();
    let dated: Vec<_> =
        group.notes.iter().map(|&n| fields::read(text, notes[n].body.clone()).date?.0.end).collect();
    let titles: Vec<_> =
        group.notes.iter().map(|&n| words(before_url(&text[notes[n].body.clone()]))).collect();
    let mut best = vec![0f32; (rows + 1) * (columns + 1)];
    let cell = |r: usize, c: usize| r * (columns + 1) + c;
    let gain = |r: usize, c: usize| {
        let same = calls[group.calls[r]].key == notes[group.notes[c]].key.as_deref().unwrap_or("");
        let shared = contexts[r].intersection(&titles[c]).count().min(SHARED_MAX);
        let older = told[r].zip(dated[c]).is_some_and(|(told, note)| {
            doubts::day(told, Some(note.last_of_year())).is_some_and(|d| d > note)
        });
        TIE + if same { SAME_LABEL } else { 0.0 } + SHARED_WORD * shared as f32
            - if older { OLDER } else { 0.0 }
    };
    for r in (0..rows).rev() {
        for c in (0..columns).rev() {
            let skip = best[cell(r + 1, c)].max(best[cell(r, c + 1)]);
            best[cell(r, c)] = skip.max(best[cell(r + 1, c + 1)] + gain(r, c));
        }
    }
    let (mut r, mut c, mut pairs) = (0, 0, Vec::new());
    while r < rows && c < columns {
        let here = best[cell(r, c)];
        if here <= best[cell(r + 1, c + 1)] + gain(r, c) {
            pairs.push((group.calls[r], group.notes[c]));
            (r, c) = (r + 1, c + 1);
        } else if here <= best[cell(r + 1, c)] {
            r += 1;
        } else {
            c += 1;
        }
    }
    pairs
}

/// The day told last in a call's sentence, before the call.
fn told(text: &str, calls: &[Call], call: usize) -> Option<Written> {
    let before = crate::text::sentences(text, context(text, calls, call, SENTENCE));
    before.last().and_then(|s| doubts::last_told(&text[s.clone()]))
}

/// What stands before a call: back to the call before it or its block's start.
fn context(text: &str, calls: &[Call], call: usize, most: usize) -> Range<usize> {
    let this = &calls[call];
    let before = call.checked_sub(1).map_or(0, |c| calls[c].range.end.min(this.range.start));
    let from = this.range.start.saturating_sub(most).max(this.block).max(before);
    text.ceil_char_boundary(from).min(this.range.start)..this.range.start
}

fn before_url(words: &str) -> &str {
    &words[..words.find("://").unwrap_or(words.len())]
}

/// Words of four letters or more by their first five, so that most inflections agree.
fn words(text: &str) -> HashSet<String> {
    let folded = base::fold(text);
    let long = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() >= 4);
    long.map(|w| w.chars().take(5).collect()).collect()
}

/// `[^name]` is tied by name wherever it stands.
fn by_name(calls: &[Call], notes: &[Note], ties: &mut [Option<usize>]) {
    let named = notes.iter().enumerate().rev().filter(|(_, n)| n.named);
    let names: HashMap<&str, usize> = named.filter_map(|(i, n)| Some((n.key.as_deref()?, i))).collect();
    for (call, tie) in calls.iter().zip(ties.iter_mut()).filter(|(c, _)| c.named) {
        *tie = names.get(call.key.as_str()).copied();
    }
}

/// A call left over goes to the one note in the whole text that has its label, if nothing else calls that note.
fn rescue(calls: &[Call], notes: &[Note], ties: &mut [Option<usize>]) {
    let called: HashSet<usize> = ties.iter().flatten().copied().collect();
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, note) in notes.iter().enumerate().filter(|(_, n)| !n.named) {
        if let Some(key) = note.key.as_deref() {
            holders.entry(key).or_default().push(i);
        }
    }
    for (call, tie) in calls.iter().zip(ties.iter_mut()).filter(|(c, t)| t.is_none() && !c.named) {
        if let Some([only]) = holders.get(call.key.as_str()).map(Vec::as_slice)
            && !called.contains(only)
        {
            *tie = Some(*only);
        }
    }
}

fn report(text: &str, calls: &[Call], notes: &[Note], ties: &[Option<usize>], issues: &mut Vec<Issue>) {
    if notes.is_empty() && calls.is_empty() {
        return;
    }
    let lines = crate::documents::Lines::new(text);
    for (call, tie) in calls.iter().zip(ties) {
        let line = lines.of(call.range.start);
        match tie.map(|n| &notes[n]) {
            None => issues.push(
                Issue::warning(
                    "citation.unmatched_call",
                    format!("no note answers the call `{}`", &text[call.range.clone()]),
                )
                .at_line(line)
                .help("look whether the note is missing in the source"),
            ),
            Some(note) if note.key.as_deref() != Some(&call.key) => issues.push(
                Issue::warning("citation.label_repaired", repaired(call, note, lines.of(note.range.start)))
                    .at_line(line)
                    .help("check that the note is the one meant"),
            ),
            Some(_) => {}
        }
    }
    let called: HashSet<usize> = ties.iter().flatten().copied().collect();
    for (i, note) in notes.iter().enumerate().filter(|(i, n)| n.key.is_some() && !called.contains(i)) {
        let _ = i;
        issues.push(
            Issue::note(
                "citation.uncalled_note",
                format!("nothing in the text calls the note `{}`", note.label),
            )
            .at_line(lines.of(note.range.start)),
        );
    }
}

fn repaired(call: &Call, note: &Note, line: usize) -> String {
    format!("the call `{}` was tied by sequence to the note `{}` on line {line}", call.key, note.label)
}

#[cfg(test)]
mod tests {
    use crate::documents::{Received, open};

    /// For each note, in order, the words before the calls tied to it.
    fn tied(text: &str) -> Vec<(String, Vec<String>)> {
        let received = Received { name: "t.txt".into(), ..Received::default() };
        let document = open(text.as_bytes(), &received).unwrap().value;
        let word = |at: usize| document.text[..at].rsplit(' ').next().unwrap_or("").to_owned();
        let calls = |c: &crate::Citation| c.calls.iter().map(|r| word(r.start)).collect();
        document.citations.iter().map(|c| (c.publisher.clone().unwrap_or_default(), calls(c))).collect()
    }

    fn note(label: &str, name: &str, title: &str) -> String {
        format!("[{label}] {name} (2025, May 2). {title}. <https://{name}.org/a>.\n\n")
    }

    #[test]
    fn labels_that_agree_are_kept_also_when_called_twice() {
        let text = format!(
            "One bridge[1] and two[2] and again[1].\n\n{}{}",
            note("1", "A", "X"),
            note("2", "B", "Y")
        );
        assert_eq!(
            tied(&text),
            [("A".into(), vec!["bridge".into(), "again".into()]), ("B".into(), vec!["two".into()])]
        );
    }

    #[test]
    fn restarted_calls_follow_the_sequence() {
        let notes: String =
            ["1", "2", "3", "4"].iter().zip(["A", "B", "C", "D"]).map(|(l, n)| note(l, n, "X")).collect();
        let text = format!("First a[1] then b[2].\n\nNext page c[1] and d[2].\n\n{notes}");
        let want: Vec<_> = ["a", "b", "c", "d"].iter().map(|w| vec![(*w).to_owned()]).collect();
        assert_eq!(tied(&text).into_iter().map(|t| t.1).collect::<Vec<_>>(), want);
    }

    #[test]
    fn one_call_too_many_is_found_by_what_the_notes_speak_of() {
        let text = format!(
            "Fuel trucks burned[1]. The curfew stayed[2]. Somebody spoke[1]. Drivers stopped working[2].\n\n{}{}{}",
            note("1", "A", "Trucks of fuel burned on the road"),
            note("2", "B", "Curfew prolonged"),
            note("3", "C", "Drivers call for stopping work"),
        );
        assert_eq!(
            tied(&text).into_iter().map(|t| t.1.join(",")).collect::<Vec<_>>(),
            ["burned", "stayed", "working"]
        );
    }

    #[test]
    fn a_note_is_rather_tied_to_what_it_can_have_told() {
        let text = format!(
            "A bridge[1]. On 9 June 2025 a barge sank[3]. A ford opened[1].\n\n{}{}",
            note("1", "A", "X"),
            note("2", "B", "Y")
        );
        assert_eq!(tied(&text).into_iter().map(|t| t.1.join(",")).collect::<Vec<_>>(), ["bridge", "opened"]);
    }

    #[test]
    fn notes_of_each_section_are_its_own() {
        let text = format!(
            "A road[1].\n\n{}Section two\n\nA river[1].\n\n{}",
            note("1", "A", "X"),
            note("1", "B", "Y")
        );
        assert_eq!(tied(&text), [("A".into(), vec!["road".into()]), ("B".into(), vec!["river".into()])]);
    }
}
