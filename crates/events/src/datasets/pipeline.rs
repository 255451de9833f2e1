//! The door: one thread cuts, the others read, the caller keeps what comes out in file order.

use super::block::{Block, Mark, Met, Seen};
use super::cut::{Chunk, Cutter, Piece, Shape};
use super::faults::{Fault, Faults, Notes};
use super::fields::Fields;
use super::layout::{Dataset, Plan, plan};
use super::order::Votes;
use super::record::{Read as Record, Values};
use super::values::Order;
use super::{objects, values};
use base::{Date, Issue};
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Chunks that wait between cutting and reading, and between reading and keeping: what bounds the memory.
const WAITING: usize = 8;
/// More workers than this wait for the one that cuts.
const MOST_WORKERS: usize = 8;

/// What came of a file.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Name of its layout.
    pub layout: &'static str,
    /// Its header, or the names a raw export goes by; empty for JSON.
    pub header: Vec<u8>,
    /// What parts its fields.
    pub delimiter: u8,
    /// Records in it: imported, refused and duplicates together.
    pub records: u64,
    /// Rows imported.
    pub imported: u64,
    /// Rows imported that break a rule of their dataset.
    pub flagged: u64,
    /// Records refused.
    pub refused: u64,
    /// Rows that were there already, field by field.
    pub duplicates: u64,
    /// The newest day told of: of an event, a report, a change.
    pub newest: Option<Date>,
    /// What was wrong, in file order.
    pub issues: Vec<Issue>,
}

/// Why a file gave nothing.
#[derive(Debug)]
pub enum Failure<E> {
    /// It cannot be read as asked.
    Unusable(Issue),
    /// The caller could not keep a block, or did not want to go on.
    Keep(E),
}

/// Reads `reader`, the file `file`. `pack` makes of a block what is kept, on any thread; `keep` takes it, on this thread
/// and in file order. `seen` holds the rows that the release has so far and takes those of this file. A row of after
/// `latest` is flagged, and does not count for the newest day.
pub fn import<P: Send, E>(
    dataset: &Dataset,
    file: &str,
    reader: &mut (dyn Read + Send),
    seen: &mut Seen,
    latest: Option<Date>,
    pack: &(dyn Fn(&Block) -> P + Sync),
    keep: &mut dyn FnMut(P) -> Result<(), E>,
) -> Result<Imported, Failure<E>> {
    let unusable = |issue: Issue| Failure::Unusable(issue.in_file(file));
    let mut cutter = Cutter::new(reader).map_err(|e| unusable(unreadable(&e)))?;
    let mut plan = plan(dataset, &mut cutter).map_err(unusable)?;
    plan.latest = latest;
    let mut told = None;
    let source = if plan.json {
        let bytes = cutter.rest().map_err(|e| unusable(unreadable(&e)))?;
        if let Some(said) = objects::refusal(&bytes) {
            let issue = Issue::error("api.error", format!("the server answered: {}", values::short(&said)));
            return Err(unusable(issue.help("mend the request, and download again")));
        }
        Source::Objects(objects::chunks(&bytes).into_iter())
    } else {
        let (source, settled) = settle(cutter, &mut plan).map_err(|e| unusable(unreadable(&e)))?;
        told = settled;
        source
    };
    let mut counts = Counts::default();
    let result = thread::scope(|scope| run(scope, source, &plan, seen, pack, keep, &mut counts));
    result.map_err(|failure| match failure {
        Failure::Unusable(issue) => Failure::Unusable(issue.in_file(file)),
        other => other,
    })?;
    Ok(Imported {
        layout: plan.layout,
        delimiter: plan.dialect.delimiter,
        records: counts.imported + counts.refused + counts.duplicates,
        imported: counts.imported,
        flagged: counts.flagged,
        refused: counts.refused,
        duplicates: counts.duplicates,
        newest: counts.newest,
        issues: told.map(|i| i.in_file(file)).into_iter().chain(counts.faults.issues(file)).collect(),
        header: plan.header,
    })
}

fn unreadable(error: &io::Error) -> Issue {
    Issue::error("file.unreadable", error.to_string()).help("check the file and its disk")
}

#[derive(Default)]
struct Counts {
    imported: u64,
    flagged: u64,
    refused: u64,
    duplicates: u64,
    newest: Option<Date>,
    faults: Faults,
}

enum Source<'a> {
    /// The chunk that was cut already, then the others.
    Lines(Option<Chunk>, Cutter<'a>),
    Objects(std::vec::IntoIter<Chunk>),
}

impl Source<'_> {
    fn next(&mut self) -> io::Result<Option<Chunk>> {
        match self {
            Self::Lines(first, cutter) => first.take().map_or_else(|| cutter.next(), |c| Ok(Some(c))),
            Self::Objects(chunks) => Ok(chunks.next()),
        }
    }
}

/// Settles how the dates are read. Only a file whose first chunk has dates that leave it open is read to its end for
/// that, and held in memory: a country download, or what a spreadsheet saved.
fn settle<'a>(mut cutter: Cutter<'a>, plan: &mut Plan) -> io::Result<(Source<'a>, Option<Issue>)> {
    let Some((at, default)) = plan.columns.open_dates() else {
        return Ok((Source::Lines(None, cutter), None));
    };
    let first = cutter.next()?;
    let mut votes = Votes::default();
    first.iter().for_each(|chunk| votes.add(chunk, plan.dialect, &at));
    if !votes.asks() {
        return Ok((Source::Lines(first, cutter), None));
    }
    let mut chunks: Vec<Chunk> = first.into_iter().collect();
    while let Some(chunk) = cutter.next()? {
        votes.add(&chunk, plan.dialect, &at);
        chunks.push(chunk);
    }
    let days = votes.settled(default);
    plan.days = Some(days);
    let turned = !days.unclear && (days.order == Order::Dmy) != (default == Order::Dmy);
    let words = if days.order == Order::Dmy { "day before month" } else { "month before day" };
    let told = turned.then(|| {
        Issue::note(
            "date.order_settled",
            format!("dates are read {words}, as those that can be read one way only"),
        )
    });
    Ok((Source::Objects(chunks.into_iter()), told))
}

type Numbered<T> = (u64, io::Result<T>);

fn run<'scope, 'env: 'scope, P: Send + 'scope, E>(
    scope: &'scope thread::Scope<'scope, 'env>,
    source: Source<'env>,
    plan: &'env Plan,
    seen: &mut Seen,
    pack: &'env (dyn Fn(&Block) -> P + Sync),
    keep: &mut dyn FnMut(P) -> Result<(), E>,
    counts: &mut Counts,
) -> Result<(), Failure<E>> {
    let (cut, to_read) = sync_channel::<Numbered<Chunk>>(WAITING);
    let (read, to_keep) = sync_channel::<Numbered<Worked<P>>>(WAITING);
    scope.spawn(move || feed(source, &cut));
    let shared = std::sync::Arc::new(Mutex::new(to_read));
    for _ in 0..thread::available_parallelism().map_or(2, usize::from).min(MOST_WORKERS) {
        let (from, to) = (std::sync::Arc::clone(&shared), read.clone());
        scope.spawn(move || work(&from, &to, plan, pack));
    }
    drop((shared, read));
    let (mut early, mut next) = (BTreeMap::new(), 0);
    // On a failure the receiver is dropped, which ends the workers and the one that cuts.
    for (number, worked) in to_keep {
        early.insert(number, worked);
        while let Some(worked) = early.remove(&next) {
            let worked = worked.map_err(|e| Failure::Unusable(unreadable(&e)))?;
            take(worked, seen, pack, keep, counts).map_err(Failure::Keep)?;
            next += 1;
        }
    }
    Ok(())
}

/// Cuts until the file ends or nobody listens.
fn feed(mut source: Source<'_>, to: &SyncSender<Numbered<Chunk>>) {
    for number in 0.. {
        let Some(chunk) = source.next().transpose() else { return };
        let broken = chunk.is_err();
        if to.send((number, chunk)).is_err() || broken {
            return;
        }
    }
}

fn work<P>(
    from: &Mutex<Receiver<Numbered<Chunk>>>,
    to: &SyncSender<Numbered<Worked<P>>>,
    plan: &Plan,
    pack: &(dyn Fn(&Block) -> P + Sync),
) {
    loop {
        let Ok(Ok((number, chunk))) = from.lock().map(|from| from.recv()) else { return };
        let worked = chunk.map(|chunk| {
            let (block, rest) = read(chunk, plan);
            let packed = pack(&block);
            Worked { block, packed, rest }
        });
        if to.send((number, worked)).is_err() {
            return;
        }
    }
}

/// A chunk that was read.
struct Worked<P> {
    block: Block,
    packed: P,
    rest: Rest,
}

/// What a chunk tells beside its rows.
#[derive(Default)]
struct Rest {
    refused: u64,
    faults: Vec<Fault>,
    newest: Option<Date>,
}

/// Reads the records of a chunk.
fn read(chunk: Chunk, plan: &Plan) -> (Block, Rest) {
    let mut block = Block::default();
    let mut rest = Rest::default();
    {
        let mut fields = Fields::default();
        for piece in &chunk.pieces {
            let native = chunk.bytes.get(piece.start..piece.end).unwrap_or_default();
            match row(native, piece, plan, &mut fields) {
                Ok((mut row, newest, mark, notes)) => {
                    rest.newest = rest.newest.max(newest);
                    row.flags = notes.flags.iter().map(|(code, _)| (*code).to_owned()).collect();
                    let faults = notes.flags.into_iter();
                    rest.faults.extend(faults.map(|(code, words)| Fault { code, line: piece.line, words }));
                    block.marks.push(mark);
                    block.spans.push((offset(piece.start), offset(piece.end)));
                    block.rows.push(row);
                }
                Err(fault) => {
                    rest.refused += 1;
                    rest.faults.push(fault);
                }
            }
        }
    }
    block.native = chunk.bytes;
    (block, rest)
}

/// A chunk is at most some hundred records of a megabyte.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

type Found = (crate::Row, Option<Date>, Mark, Notes);

fn row<'a>(native: &'a [u8], piece: &Piece, plan: &Plan, fields: &mut Fields<'a>) -> Result<Found, Fault> {
    let refuse = |code, words: String| Fault { code, line: piece.line, words };
    if piece.shape == Shape::Torn {
        let lines = 1 + memchr::memchr_iter(b'\n', native).count();
        return Err(refuse(
            "quote.unbalanced",
            format!("a quote has no pair; {lines} line(s) could not be read"),
        ));
    }
    if piece.shape == Shape::Cut {
        return Err(refuse("file.cut", "the last record is not whole".to_owned()));
    }
    let mut notes = Notes::default();
    let values;
    let of = if plan.json {
        values =
            objects::values(native).ok_or_else(|| refuse("row.json", "this is no JSON object".to_owned()))?;
        Values::Object(&values)
    } else {
        fields.split(native, plan.dialect);
        if !fields.fit(plan.width) {
            let (found, wanted) = (fields.len(), plan.width);
            return Err(refuse("row.fields", format!("{found} fields where the header has {wanted}")));
        }
        Values::Line(fields)
    };
    let record = Record { values: of, line: piece.line, comma: plan.comma, days: plan.days };
    let found = plan.columns.row(&record, native, &mut notes);
    if notes.foreign {
        notes.flag("text.encoding", || "some bytes are not UTF-8".to_owned());
    }
    let (row, newest) =
        found.ok_or_else(|| refuse("row.id", "the id is empty or cannot be one".to_owned()))?;
    let newest = newest.filter(|day| plausible(*day, *day, plan.latest));
    let dated = row.date.and_then(|d| d.start.zip(d.end));
    let newest = match dated.filter(|(start, end)| !plausible(*start, *end, plan.latest)) {
        Some((start, _)) => {
            notes.flag("date.implausible", || format!("{start} cannot be, or is later than can be known"));
            None
        }
        None => newest,
    };
    let mark = match of {
        Values::Object(values) => Mark::of(&row.id, values.iter()),
        Values::Line(fields) => Mark::of(&row.id, (0..plan.width).map(|at| fields.bytes(at))),
    };
    Ok((row, newest, mark, notes))
}

/// Years in which an event of a dataset can lie. Our choice.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;

fn plausible(start: Date, end: Date, latest: Option<Date>) -> bool {
    YEARS.contains(&start.year()) && YEARS.contains(&end.year()) && latest.is_none_or(|day| start <= day)
}

/// Leaves out rows that are known, counts, and hands the block on.
fn take<P, E>(
    worked: Worked<P>,
    seen: &mut Seen,
    pack: &(dyn Fn(&Block) -> P + Sync),
    keep: &mut dyn FnMut(P) -> Result<(), E>,
    counts: &mut Counts,
) -> Result<(), E> {
    let Worked { mut block, mut packed, mut rest } = worked;
    let mut kept = vec![true; block.rows.len()];
    for (((row, mark), (start, end)), kept) in
        block.rows.iter().zip(&block.marks).zip(&block.spans).zip(&mut kept)
    {
        let native = block.native.get(*start as usize..*end as usize).unwrap_or_default();
        let met = match seen.meet(*mark, row.line) {
            Met::Other(_) if seen.holds(*mark, native) => Met::Same,
            met => met,
        };
        *kept = met == Met::New;
        if !*kept {
            rest.faults.retain(|f| f.line != row.line);
        }
        match met {
            Met::New => {}
            Met::Same => counts.duplicates += 1,
            Met::Other(before) => {
                rest.refused += 1;
                let place =
                    if before == 0 { "in another file".to_owned() } else { format!("on line {before}") };
                let words = format!("`{}` is another row {place}", values::short(&row.id));
                rest.faults.push(Fault { code: "row.id_conflict", line: row.line, words });
            }
        }
    }
    if kept.contains(&false) {
        block.retain(&kept);
        packed = pack(&block);
    }
    counts.imported += block.rows.len() as u64;
    counts.flagged += block.rows.iter().filter(|r| !r.flags.is_empty()).count() as u64;
    counts.refused += rest.refused;
    counts.newest = counts.newest.max(rest.newest);
    rest.faults.into_iter().for_each(|fault| counts.faults.add(fault));
    if block.rows.is_empty() { Ok(()) } else { keep(packed) }
}
