//! `people`: displacement, food security, population and services of the case's districts.

mod districts;

use crate::case::Case;
use crate::cli::{People, PeopleAction};
use crate::clock;
use crate::files;
use crate::output::Output;
use crate::show::{self, PeopleShown};
use crate::store::{Basis, DataFile, DataKind, Store};
use crate::view::{View, as_of};
use anyhow::{Context, Result, bail};
use base::{Country, Date, Issue};
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use supply::people::{self, Given, Mapping, Source};

pub use districts::districts;

/// Imports tables, lists them, or tells who is affected.
pub fn run(args: &People, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    match &args.action {
        Some(PeopleAction::Import { files, released, map }) => {
            let mapping = map.as_deref().map(mapping).transpose()?;
            import(&Store::open(&args.dir)?, files, *released, mapping.as_ref(), out)
        }
        Some(PeopleAction::Remove { name }) => remove(&Store::open(&args.dir)?, name, out),
        Some(PeopleAction::List) => list(&Store::open_to_ask(&args.dir)?, out),
        None => tell(args, &case, out),
    }
}

fn mapping(path: &Path) -> Result<Mapping> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {shown}"))?;
    Mapping::parse(&text).map_err(|said| anyhow::anyhow!("{shown}: {said}"))
}

fn list(store: &Store, out: Output) -> Result<ExitCode> {
    let files = store.data_files(DataKind::People)?;
    out.result(&files, || show::people_files(&files))?;
    if files.is_empty() {
        out.note("no tables of people yet: `people DIR import FILE…`");
    }
    Ok(ExitCode::SUCCESS)
}

fn remove(store: &Store, name: &str, out: Output) -> Result<ExitCode> {
    if !store.drop_data(DataKind::People, name)? {
        bail!("no table of people is called `{name}`: `people DIR list` shows those that are there");
    }
    list(store, out)
}

/// Imports each file, and lists those that are there.
fn import(
    store: &Store,
    paths: &[PathBuf],
    released: Option<Date>,
    mapping: Option<&Mapping>,
    out: Output,
) -> Result<ExitCode> {
    let whole = import_files(store, paths, released, mapping, out);
    list(store, out)?;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Imports each file, and tells whether all could be; one that cannot be read does not keep the others out.
pub fn import_files(
    store: &Store,
    paths: &[PathBuf],
    released: Option<Date>,
    mapping: Option<&Mapping>,
    out: Output,
) -> bool {
    let mut failed = false;
    for path in paths {
        if let Err(error) = import_one(store, path, released, mapping, out) {
            failed = true;
            match error.downcast_ref::<Refused>() {
                Some(Refused(issue)) => out.issue(issue),
                None => out.issue(
                    &Issue::error("people.unreadable", format!("{error:#}"))
                        .in_file(path.display().to_string()),
                ),
            }
        }
    }
    !failed
}

/// A file that cannot be used, with the reason for its user.
#[derive(Debug)]
struct Refused(Issue);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Refused {}

fn import_one(
    store: &Store,
    path: &Path,
    released: Option<Date>,
    mapping: Option<&Mapping>,
    out: Output,
) -> Result<()> {
    let name = files::name(path);
    let length = std::fs::metadata(path).context("reading it")?.len();
    if length > files::LONGEST {
        bail!("it is longer than any such table ({length} bytes)");
    }
    let bytes = std::fs::read(path).context("reading it")?;
    let hash = blake3::hash(&bytes).to_hex().to_string();
    let held = store.data_files(DataKind::People)?;
    if let Some(other) = held.iter().find(|f| f.hash == hash && f.name != name) {
        out.note(format!("{name}: already imported as {}", other.name));
        return Ok(());
    }
    // Names of countries repeat from row to row.
    let known: RefCell<HashMap<String, Option<Country>>> = RefCell::default();
    let country =
        |word: &str| *known.borrow_mut().entry(word.to_owned()).or_insert_with_key(|word| country(word));
    let given = Given { name: &name, released, mapping, country: &country };
    let read = people::read(&bytes, &given).map_err(Refused)?;
    read.issues.iter().for_each(|issue| out.issue(issue));
    let table = read.value;
    let Some(latest) = table.latest() else {
        return Err(Refused(Issue::error("people.empty", "no row of it could be read").in_file(&name)).into());
    };
    for other in held.iter().filter(|f| f.name != name && f.form == table.layout.name()) {
        let before: people::People = store.data(DataKind::People, &other.name)?;
        if table.layout == people::Layout::DtmBaseline && same_round(&before, &table) {
            let said = format!("it is of the same round as {} ({latest}): one of them counts", other.name);
            let issue = Issue::warning("people.round_twice", said).in_file(&name);
            out.issue(&issue.help("take one out with `people DIR remove NAME`"));
        }
    }
    let (day, basis) = released.map_or((latest, Basis::Inferred), |day| (day, Basis::Given));
    let file = DataFile {
        name: name.clone(),
        hash,
        form: table.layout.name().to_owned(),
        released: day,
        basis,
        received: clock::today(),
        counts: counts(&table),
    };
    store.keep_data(DataKind::People, &file, &bytes, &table)?;
    if basis == Basis::Inferred {
        out.note(format!("{name} counts from {day}, the latest day in it (--released says otherwise)"));
    }
    Ok(())
}

fn counts(table: &people::People) -> serde_json::Value {
    let mut counts = serde_json::to_value(table.counts).unwrap_or_default();
    let columns = table.columns.iter().map(|(field, header)| (field.clone(), header.as_str().into()));
    let columns: serde_json::Map<String, serde_json::Value> = columns.collect();
    let sums = serde_json::to_value(table.sums).unwrap_or_default();
    let told = [("sums", sums), ("round", table.round.into()), ("columns", columns.into())];
    if let Some(map) = counts.as_object_mut() {
        map.extend(told.map(|(key, value)| (key.to_owned(), value)));
    }
    counts
}

fn same_round(a: &people::People, b: &people::People) -> bool {
    let country = |t: &people::People| t.records.first().and_then(|r| r.place.country);
    a.latest() == b.latest() && country(a) == country(b)
}

/// The country of a name or of a code of two or three letters.
pub fn country(word: &str) -> Option<Country> {
    let code = word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase());
    evidence::country_called(word).or_else(|| Country::new(word).filter(|_| code))
}

fn tell(args: &People, case: &Case, out: Output) -> Result<ExitCode> {
    let store = Store::open_to_ask(&args.dir)?;
    let asked = as_of(&store, case, args.as_of, out)?;
    let day = asked.unwrap_or_else(clock::today);
    let files = store.data_files(DataKind::People)?;
    let later: Vec<&str> = files.iter().filter(|f| f.released > day).map(|f| f.name.as_str()).collect();
    if !later.is_empty() {
        out.note(format!("published after {day} and left out: {} (--as-of)", later.join(", ")));
    }
    let counted: Vec<&DataFile> = files.iter().filter(|f| f.released <= day).collect();
    let wanted = districts(case, &args.dir)?;
    let (told, _) = described(&store, &counted, &wanted, day)?;
    told.issues.iter().for_each(|issue| out.issue(issue));
    let end = events::whole_months(day);
    let services = services(&View::load(&store, case, Some(end))?, case, end);
    let shown = PeopleShown::new(&told, services, &counted, day);
    out.result(&shown, || show::people_table(&shown))?;
    notes(&told, &wanted, &counted, out);
    Ok(ExitCode::SUCCESS)
}

/// What tables tell of districts on a day, and the last day that any of the tables tells of.
pub fn described(
    store: &Store,
    counted: &[&DataFile],
    wanted: &[people::District],
    day: Date,
) -> Result<(people::Described, Option<Date>)> {
    let tables: Vec<people::People> =
        counted.iter().map(|f| store.data(DataKind::People, &f.name)).collect::<Result<_>>()?;
    let sources: Vec<Source<'_>> = counted
        .iter()
        .zip(&tables)
        .map(|(f, table)| Source { name: &f.name, released: f.released, people: table })
        .collect();
    let until = tables.iter().filter_map(people::People::latest).max();
    Ok((people::describe(&sources, wanted, day), until))
}

/// Services reported out of use, from the whole record of a month's end (`events::whole_months`), so that nothing published
/// since then shows.
pub fn services(view: &View, case: &Case, end: Date) -> events::Services {
    crate::on_day::of_holdings(view, case, Some(end), events::services)
}

fn notes(told: &people::Described, wanted: &[people::District], counted: &[&DataFile], out: Output) {
    if counted.is_empty() {
        out.note("no table of people counts on that day: `people DIR import FILE…`");
        return;
    }
    if wanted.is_empty() {
        out.note("the case names no districts: all areas of the files are shown");
    }
    if !told.silent.is_empty() {
        out.note(format!("no file tells of: {}", told.silent.join(", ")));
    }
    if told.elsewhere > 0 {
        out.note(format!("{} areas of the files are no districts of the case", told.elsewhere));
    }
    out.note(
        "displaced people, returnees and refugees may be counted in several figures: do not add them up",
    );
}
