//! The command line.

mod constraints;
mod corridors;
mod datasets;
mod events;
mod exchange;
mod fetch;
mod letter;
mod matching;
mod outlook;
mod people;
mod prices;
mod review;
mod roads;
mod serve;
mod supply;
mod trend;
mod users;
mod watch;

pub use self::outlook::{Backtest, Counted, Outlook, Responses, Spillover, Sweep, Unit};
pub use constraints::Question;
pub use corridors::{Access, RoadsFormat, Route, Status, Who};
pub use datasets::{Dataset, Diff, Import};
pub use events::{Events, EventsFormat};
pub use exchange::{Export, ExportFormat, Partners, PartnersAction, Receive, Share};
pub use fetch::Fetch;
pub use letter::{Lang, Letter, LetterAction, LetterDiff, LetterFormat, LetterList};
pub use matching::Match;
pub use people::{People, PeopleAction};
pub use prices::{Prices, PricesAction};
pub use review::{Decide, Fields, Review, Signed};
pub use roads::{Roads, RoadsAction};
pub use serve::Serve;
pub use supply::{Ranges, Scenario, Supply};
pub use trend::{By, Figures, Trend};
pub use users::{Users, UsersAction};
pub use watch::{Watch, WatchAction};

use crate::output::{Format, Output};
use base::{Date, Modality, Tlp};
use clap::{Args, Parser, Subcommand, ValueEnum};
use evidence::ClaimKind;
use std::path::PathBuf;

/// An open observatory for economic corridors under conflict: every line of its letter leads back to a sentence.
#[derive(Debug, Parser)]
#[command(name = "faleme", version, about, max_term_width = 100)]
pub struct Cli {
    /// Only results and errors: no progress, notes or summaries
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Unpack the worked case, read it, and print its letter in French and English
    #[command(after_help = "Example:\n  faleme demo\n  faleme why kayes n1")]
    Demo(Demo),
    /// Make a case folder
    #[command(after_help = "Example:\n  faleme new mycase --from empty")]
    New(New),
    /// Read documents (txt, Markdown, HTML, PDF) into a case
    #[command(
        after_help = "Examples:\n  faleme read mycase\n  faleme read mycase reports/ note.pdf --published 2025-09-12 --source \"Daily\"\n  faleme read mycase --again"
    )]
    Read(Read),
    /// Read files without a case, for pipes
    #[command(
        after_help = "Examples:\n  faleme extract report.txt --show claims --format json\n  pdftotext report.pdf - | faleme extract - --show dates --published 2025-09-12"
    )]
    Extract(Extract),
    /// List the claims of a case
    #[command(
        after_help = "Example:\n  faleme claims mycase --type curfew --from 2025-09-01 --search \"carburant\""
    )]
    Claims(Claims),
    /// Import event datasets into a case: UCDP GED, ACLED, GDELT, any CSV
    #[command(
        after_help = "Examples:\n  faleme import mycase ucdp GEDEvent_v25_1.csv --release 25.1 --released 2025-06-15\n  faleme import mycase csv incidents.csv --map incidents.toml"
    )]
    Import(Import),
    /// Show what a new release of a dataset changed
    #[command(after_help = "Example:\n  faleme diff mycase ucdp --from 24.1 --to 25.1")]
    Diff(Diff),
    /// List events: claims and rows of one incident are one event
    #[command(
        after_help = "Examples:\n  faleme events mycase --area Kita --type armed_attack\n  faleme events mycase --format geojson > events.geojson"
    )]
    Events(Events),
    /// List what limits access, with every status told of it
    #[command(after_help = "Example:\n  faleme constraints mycase --as-of 2025-09-15")]
    Constraints(Question),
    /// List who is said to hold what, since when, and who denies it
    #[command(after_help = "Example:\n  faleme control mycase")]
    Control(Question),
    /// List announced threats with the incidents that carried them out
    #[command(after_help = "Example:\n  faleme threats mycase --as-of 2025-09-15")]
    Threats(Question),
    /// Count economic sites publicly reported hit or closed, by division, sector and country of ownership
    #[command(after_help = "Example:\n  faleme interests mycase --format json")]
    Interests(Question),
    /// Count events of an area by year or month
    #[command(after_help = "Example:\n  faleme trend mycase --area \"Kita Region\" --by year")]
    Trend(Trend),
    /// Check figures told ("seven times more attacks") against the imported data
    #[command(after_help = "Example:\n  faleme figures mycase --format json")]
    Figures(Figures),
    /// Match two event tables without a case
    #[command(after_help = "Example:\n  faleme match left.csv right.csv --truth truth.csv --format json")]
    Match(Match),
    /// Make the case's road network from OpenStreetMap or GeoJSON files
    #[command(
        after_help = "Examples:\n  faleme roads mycase import mali-latest.osm.pbf senegal-latest.osm.pbf\n  faleme roads mycase import west-africa.osm.pbf --bbox -17.6,9,-3,16\n  faleme roads mycase list"
    )]
    Roads(Roads),
    /// Tell for each corridor who can pass where on a day
    #[command(
        after_help = "Examples:\n  faleme status mycase --class tanker\n  faleme status mycase --as-of 2025-09-15 --format geojson > status.geojson"
    )]
    Status(Status),
    /// Find the way from one place to another on a day, and others that differ
    #[command(after_help = "Example:\n  faleme route mycase --from Harbour --to Mill --class tanker")]
    Route(Route),
    /// Tell what is cut off and what costs more, against an undisturbed day
    #[command(
        after_help = "Examples:\n  faleme access mycase --as-of 2025-09-15 --class truck\n  faleme access mycase --from Harbour --within 12\n  faleme access mycase --between Harbour,Ford,Mill"
    )]
    Access(Access),
    /// Tell what reported constraints do to supply: shares by corridor and port, unmet demand, days of cover
    #[command(after_help = "Example:\n  faleme supply mycase --as-of 2025-09-15")]
    Supply(Supply),
    /// Tell what supposed constraints would do to supply, beside what is recorded
    #[command(after_help = "Example:\n  faleme scenario mycase fuel-ban.toml --days 60")]
    Scenario(Scenario),
    /// Import market prices and grade them (ALPS)
    #[command(
        after_help = "Examples:\n  faleme prices mycase import wfp_food_prices_mli.csv\n  faleme prices mycase --market Kita --commodity millet"
    )]
    Prices(Prices),
    /// Import displacement and food security, and tell who is affected
    #[command(
        after_help = "Examples:\n  faleme people mycase import dtm-round-60.xlsx cadre-harmonise.xlsx\n  faleme people mycase"
    )]
    People(People),
    /// Score forecasts of deaths on months that they did not know, beside baselines
    #[command(
        after_help = "Examples:\n  faleme backtest mycase --windows 2018..2021 --cells cells.csv\n  faleme backtest mycase --unit country --origin 2020-06 --horizon 1..6"
    )]
    Backtest(Backtest),
    /// Forecast deaths by unit and month, or the state of corridors, beside a baseline and its record
    #[command(
        after_help = "Examples:\n  faleme outlook mycase --horizon 1..6\n  faleme outlook mycase --corridors\n  faleme outlook mycase --issue\n  faleme outlook mycase --record"
    )]
    Outlook(Outlook),
    /// Tell for each border district of the neighbours what comes from across the border
    #[command(after_help = "Example:\n  faleme spillover mycase --as-of 2025-09-15")]
    Spillover(Spillover),
    /// Run drawn futures through corridors and supply: unmet demand, days of cover, cost
    #[command(after_help = "Example:\n  faleme sweep mycase --scenarios 5000 --seed 1")]
    Sweep(Sweep),
    /// List what was recommended or promised, by whom, and what became of it
    #[command(after_help = "Example:\n  faleme responses mycase --area \"Kita Region\"")]
    Responses(Responses),
    /// List what cannot all be so, with every side's quotes
    #[command(after_help = "Example:\n  faleme contradictions mycase --as-of 2025-09-15 --format json")]
    Contradictions(Contradictions),
    /// Follow an id or a footnote back to its sentence
    #[command(
        after_help = "Examples:\n  faleme why mycase n12\n  faleme why mycase clm-0123456789ab --format json"
    )]
    Why(Why),
    /// Decide on claims: accept, reject, correct, merge, split, grade, undo
    #[command(
        after_help = "Examples:\n  faleme review mycase\n  faleme review mycase reject clm-0123456789ab --by Awa --why \"a planned convoy, not one that ran\"\n  faleme review mycase undo 3 --by Awa --why \"second source found\""
    )]
    Review(Review),
    /// Remove a document, claim or citation for good; hash, date and reason stay
    #[command(
        after_help = "Example:\n  faleme redact mycase doc-0123456789ab --by Awa --why \"names a private person\""
    )]
    Redact(Redact),
    /// Show the case in a browser, and answer programs (API)
    #[command(after_help = "Examples:\n  faleme serve mycase\n  faleme serve mycase --port 8090")]
    Serve(Serve),
    /// Make and list those who may use the server, the tokens of their programs, and the log
    #[command(
        after_help = "Examples:\n  faleme users mycase add Awa --role admin\n  faleme users mycase token Awa --scope read --days 90\n  faleme users mycase log"
    )]
    Users(Users),
    /// Print the letter
    #[command(
        after_help = "Examples:\n  faleme letter mycase --lang fr,en --as-of 2025-09-30\n  faleme letter mycase --draft\n  faleme letter mycase --correct 3\n  faleme letter diff mycase --since 2025-09-01\n  faleme letter list mycase"
    )]
    Letter(Letter),
    /// Get official data from its publishers: gazetteers, events, prices, roads, outlines, displacement, feeds
    #[command(
        after_help = "Examples:\n  faleme fetch mycase\n  faleme fetch mycase geonames wfp-prices --country ML SN"
    )]
    Fetch(Fetch),
    /// Write what may be handed on as CSV, HXL, GeoJSON, FlatGeobuf, GeoParquet, CAP or STIX
    #[command(
        after_help = "Examples:\n  faleme export mycase --format csv --out events.csv\n  faleme export mycase --format geoparquet --what constraints --out constraints.parquet --tlp GREEN"
    )]
    Export(Export),
    /// Write a signed bundle of claims, events, constraints and decisions for a partner
    #[command(
        after_help = "Example:\n  faleme share mycase --to \"Relief desk\" --tlp GREEN --out relief-desk.bundle"
    )]
    Share(Share),
    /// Take in a partner's bundle, apart from what is one's own
    #[command(after_help = "Example:\n  faleme receive mycase relief-desk-3.bundle")]
    Receive(Receive),
    /// Keep the list of partners and their keys
    #[command(
        after_help = "Examples:\n  faleme partners mycase key\n  faleme partners mycase add \"Relief desk\" --key ed25519:… --holds AMBER\n  faleme partners mycase revoke \"Relief desk\" --by Awa --why \"key lost\""
    )]
    Partners(Partners),
    /// Look whether a rule of the case gives an alert, and send those that were issued
    #[command(
        after_help = "Examples:\n  faleme watch mycase\n  faleme watch mycase --every 15m\n  faleme watch mycase issue alr-0123456789ab --by Awa"
    )]
    Watch(Watch),
}

/// The form of the result.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Form {
    /// Form of the result on standard output
    #[arg(long, value_enum, default_value_t, value_name = "FORM", global = true)]
    pub format: Format,
}

impl Form {
    /// With the rest of how a command speaks.
    pub fn output(self, quiet: bool) -> Output {
        Output { format: self.format, quiet }
    }
}

/// `demo`
#[derive(Debug, Args)]
pub struct Demo {
    /// Where the case goes
    #[arg(default_value = "kayes")]
    pub dir: PathBuf,
    #[command(flatten)]
    pub form: Form,
}

/// What a new case starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Start {
    /// The worked case: Kayes, Mali, July to September 2025.
    Kayes,
    /// A case file to fill in.
    Empty,
}

/// `new`
#[derive(Debug, Args)]
pub struct New {
    /// Folder to make
    pub dir: PathBuf,
    /// What it starts from
    #[arg(long, value_enum, default_value = "kayes", value_name = "CASE")]
    pub from: Start,
    #[command(flatten)]
    pub form: Form,
}

/// What its reader knows of a document; it wins over what the text says.
#[derive(Clone, Debug, Default, Args)]
pub struct Given {
    /// Publication date: what "last June" counts from
    #[arg(long, value_name = "DATE")]
    pub published: Option<Date>,
    /// Publisher, by a name the case grades
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Where it was found
    #[arg(long)]
    pub url: Option<String>,
    /// Its licence
    #[arg(long)]
    pub licence: Option<String>,
    /// Who may see it: CLEAR, GREEN, AMBER, AMBER+STRICT, RED
    #[arg(long, value_parser = by_name::<Tlp>)]
    pub tlp: Option<Tlp>,
}

/// The user's own model.
#[derive(Clone, Debug, Default, Args)]
pub struct Ask {
    /// An OpenAI-compatible endpoint that proposes quotes; those not in the text to the letter are refused.
    /// Its key, if it needs one, is read from FALEME_MODEL_KEY
    #[arg(long, value_name = "URL")]
    pub model_url: Option<String>,
    /// Name of the model
    #[arg(long, value_name = "NAME", default_value = "default", requires = "model_url")]
    pub model: String,
}

/// `read`
#[derive(Debug, Args)]
pub struct Read {
    /// Case folder
    pub dir: PathBuf,
    /// Files and folders [default: DIR/sources]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub given: Given,
    /// GeoNames country files that name more places; the list ends at the next option
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub gazetteer: Vec<PathBuf>,
    /// Read the documents already kept anew, with the present case file and rules
    #[arg(long, conflicts_with_all = ["paths", "published", "source", "url", "licence", "tlp"])]
    pub again: bool,
    #[command(flatten)]
    pub ask: Ask,
    #[command(flatten)]
    pub form: Form,
}

/// What `extract` shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Show {
    /// Statements with their quotes.
    #[default]
    Claims,
    /// Time expressions in TIMEX3 terms.
    Dates,
    /// Place names and where they are.
    Places,
    /// Which file copies, reprints or translates which.
    Origins,
    /// What cannot all be so.
    Contradictions,
}

/// `extract`
#[derive(Debug, Args)]
pub struct Extract {
    /// Files; `-` is standard input
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// What to show
    #[arg(long, value_enum, default_value_t)]
    pub show: Show,
    /// Publication date of all files: what "last June" counts from
    #[arg(long, value_name = "DATE")]
    pub published: Option<Date>,
    /// GeoNames country files that name more places; the list ends at the next option
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub gazetteer: Vec<PathBuf>,
    /// Case folder whose places, actors and sources count; without it, those of the built-in worked case (Kayes)
    #[arg(long, value_name = "DIR")]
    pub case: Option<PathBuf>,
    #[command(flatten)]
    pub ask: Ask,
    #[command(flatten)]
    pub form: Form,
}

/// `claims`
#[derive(Debug, Args)]
pub struct Claims {
    /// Case folder
    pub dir: PathBuf,
    /// Only this type, such as `armed_attack` or `curfew`
    #[arg(long = "type", value_name = "TYPE")]
    pub claim_type: Option<String>,
    /// Only this kind: incident, measure, statement, effect, figure, background
    #[arg(long, value_parser = by_name::<ClaimKind>)]
    pub kind: Option<ClaimKind>,
    /// Only claims of this place
    #[arg(long)]
    pub place: Option<String>,
    /// Only claims that reach to this day or later
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Only claims that begin on this day or earlier
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
    /// Only claims put this way: asserted, announced, called_for, assessed, hedged, denied, negated, planned,
    /// hypothetical, generic
    #[arg(long, value_parser = by_name::<Modality>)]
    pub modality: Option<Modality>,
    /// Only claims whose quote holds these words; accents and case do not matter
    #[arg(long, value_name = "WORDS")]
    pub search: Option<String>,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[command(flatten)]
    pub form: Form,
}

/// `contradictions`
#[derive(Debug, Args)]
pub struct Contradictions {
    /// Case folder
    pub dir: PathBuf,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    #[command(flatten)]
    pub form: Form,
}

/// `why`
#[derive(Debug, Args)]
pub struct Why {
    /// Case folder
    pub dir: PathBuf,
    /// Document, claim, event, origin, contradiction, citation, decision (`dec-3`), parameter of supply (`par-…`), alert, or
    /// a footnote of the last letter (`n12`)
    pub id: String,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    #[command(flatten)]
    pub form: Form,
}

/// `redact`
#[derive(Debug, Args)]
pub struct Redact {
    /// Case folder
    pub dir: PathBuf,
    /// Document, claim or citation
    pub id: String,
    #[command(flatten)]
    pub signed: Signed,
    /// Leave the files inside the case folder that hold it; by default they are masked, or deleted where they are
    /// no plain text
    #[arg(long)]
    pub keep_files: bool,
    #[command(flatten)]
    pub form: Form,
}

/// Reads a value by its name in JSON; the error lists the names.
fn by_name<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::from(name)).map_err(|e| e.to_string())
}
