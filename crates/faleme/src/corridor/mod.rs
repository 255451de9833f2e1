//! A case made ready for a question about its roads: network, classes, corridors and what limits access on the day.

mod constraints;
mod gazetteer;
mod incidents;
mod reach;
mod starts;

pub use starts::Starts;

use crate::case::{Case, CorridorEntry};
use crate::cli::Who;
use crate::clock;
use crate::on_day::of_holdings;
use crate::output::Output;
use crate::store::Store;
use crate::view::{View, as_of};
use anyhow::{Context, Result, bail};
use base::{Checked, Coordinate, Country, Date, Issue, Quantity, fold_key};
use corridors::{
    Assessment, Classes, CorridorSpec, Input, Land, Limit, Network, NodeId, Profile, Question, Spot,
};
use evidence::{Claim, PlaceEntry};
use gazetteer::{Gazetteer, Names};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Name of a case's road network in its folder.
const ROADS: &str = "roads.geojson";
/// Name of a case's own vehicle classes in its folder.
pub const CLASSES: &str = "classes.toml";
/// The class that is looked at where nobody names one.
const USUAL: &str = "truck";

/// The marking of every answer here: routes and statuses by class and day stay with those who plan by them.
pub const MARKING: &str = "TLP:AMBER";

/// A case on a day, with its roads.
pub struct Setting {
    /// The case file.
    pub case: Case,
    /// Its roads.
    pub network: Network,
    /// Its vehicle classes.
    pub classes: Classes,
    /// What limits access.
    pub limits: Vec<Limit>,
    /// Sums of money that claims of tolls tell, by claim: told of, never reckoned with.
    pub amounts: BTreeMap<String, Quantity>,
    /// The day.
    pub day: Date,
    /// Constraints whose beginning is told on days that do not agree.
    pub starts: Vec<Starts>,
    /// Constraints that name no place.
    unplaced: Vec<Issue>,
    names: Names,
    places: Vec<Spot>,
    lands: Vec<Land>,
    specs: Vec<CorridorSpec>,
    out: Output,
}

/// What an answer rests on.
#[derive(Serialize)]
pub struct Data {
    /// The network's release.
    network: String,
    /// Its licence.
    licence: String,
    /// The vehicle class.
    pub profile: String,
    /// What its costs are from.
    cost_source: String,
    /// The day.
    pub as_of: Date,
    /// Constraints and incidents that say anything to those who ask.
    constraints: Vec<String>,
}

impl Setting {
    /// Loads what `who` asks about.
    pub fn load(who: &Who, out: Output) -> Result<Self> {
        let case = Case::load(&who.dir)?;
        let store = Store::open_to_ask(&who.dir)?;
        let day = as_of(&store, &case, who.as_of, out)?;
        let view = View::load(&store, &case, day)?;
        Self::of((&who.dir, case), (&store, &view), day.unwrap_or_else(clock::today), out)
    }

    /// The roads of a case on a day of which the ledger is resolved already.
    pub fn of(
        (dir, case): (&Path, Case),
        (store, view): (&Store, &View),
        day: Date,
        out: Output,
    ) -> Result<Self> {
        let classes = classes(dir)?;
        let (mut network, drawn) = network(dir, store, out)?;
        let names = Names::of(&case.vocabulary.places);
        let gazetteer = names.over(&case.vocabulary.places);
        let lands = lands(gazetteer.places);
        corridors::posts(&mut network, &lands, classes.border_hours());
        let found = of_holdings(view, &case, Some(day), events::constraints);
        let constraints = constraints::limits(&found, gazetteer);
        let mut limits = constraints.value;
        limits.extend(incidents::limits(&view.resolution.events, &found, gazetteer));
        let mut places: Vec<Spot> = gazetteer.places.iter().filter(|p| is_spot(p)).map(of_entry).collect();
        places.extend(drawn);
        let mut specs: Vec<CorridorSpec> = case.corridors.iter().map(|c| spec(c, gazetteer)).collect();
        specs.iter_mut().flat_map(|s| &mut s.waypoints).for_each(|w| locate(w, &places));
        let starts = starts::disputed(&found, &view.origins);
        let unplaced = constraints.issues;
        let amounts = amounts(&limits, &view.claims);
        Ok(Self {
            case,
            network,
            classes,
            limits,
            amounts,
            starts,
            unplaced,
            day,
            names,
            places,
            lands,
            specs,
            out,
        })
    }

    /// The class of this name; the usual one without a name.
    pub fn profile(&self, name: Option<&str>) -> Result<&Profile> {
        let name = name.unwrap_or(USUAL);
        self.classes
            .get(name)
            .with_context(|| format!("there is no vehicle class `{name}`: {}", self.classes.ids().join(", ")))
    }

    /// Its roads, as the stage of supply takes them.
    pub fn ground(&self) -> ::supply::Ground<'_> {
        let (network, classes) = (&self.network, &self.classes);
        let (corridors, places, lands) = (&self.specs, &self.places, &self.lands);
        ::supply::Ground { network, classes, corridors, places, lands }
    }

    /// The roads that the case names, by all their names.
    pub fn roads(&self) -> Vec<::supply::scenario::Named> {
        let gazetteer = self.gazetteer();
        let roads = gazetteer.places.iter().filter(|p| p.kind == base::PlaceKind::Road);
        let named = |p: &PlaceEntry| {
            let reach = reach::all(gazetteer, &[&p.name], &[], reach::Widest::Spot, false).pop()?;
            let names = std::iter::once(&p.name).chain(&p.aliases).cloned().collect();
            Some(::supply::scenario::Named { names, reach })
        };
        roads.filter_map(named).collect()
    }

    /// Names of the case's corridors, in its order.
    pub fn corridor_names(&self) -> Vec<String> {
        self.case.corridors.iter().map(|c| c.name.en.clone()).collect()
    }

    /// Which limits reach which corridors of the case: for each limit the English names of the corridors.
    pub fn touched(&self) -> Result<Vec<BTreeSet<String>>> {
        let ready = corridors::Prepared::new(&self.network, &self.places);
        let profile = self.profile(None)?;
        let lane = ready.lane(&self.classes, profile, self.day.month(), &self.specs).value;
        let of = |limit: &Limit| {
            let links = ready.links(limit, &lane.corridors, &self.lands).value;
            let on = lane.corridors.iter().filter(|c| c.links().any(|link| links.contains(&link)));
            on.map(|c| c.name.clone()).collect()
        };
        Ok(self.limits.iter().map(of).collect())
    }

    /// The question that `who` asks, of goods that come from a country. Goods that nothing here knows are refused: a ban
    /// would pass them by.
    pub fn question(&self, who: &Who, origin: Option<Country>) -> Result<Question> {
        let mut goods = Vec::new();
        for asked in &who.goods {
            goods.extend(self.goods(asked)?);
        }
        let operator = who.operator.as_deref().map(|name| self.carrier(name));
        Ok(Question { day: self.day, goods, operator, origin })
    }

    /// The goods that a word means, by the names of constraints: `carburant` is `fuel`.
    fn goods(&self, asked: &str) -> Result<Vec<String>> {
        let carried = self.classes.all().iter().flat_map(|c| &c.carries);
        let named = self.limits.iter().flat_map(|l| &l.commodities);
        let mut known: BTreeSet<&str> = carried.chain(named).map(String::as_str).collect();
        for name in events::goods() {
            known.insert(name);
        }
        if let Some(name) = known.iter().find(|n| fold_key(n) == fold_key(asked)) {
            return Ok(vec![(*name).to_owned()]);
        }
        let called = events::goods_called(asked);
        if called.is_empty() {
            bail!(
                "no goods are known as `{asked}`; of others no constraint can tell, so leave them out: {}",
                Vec::from_iter(known).join(", ")
            );
        }
        Ok(called.into_iter().map(str::to_owned).collect())
    }

    /// The carrier that a name means, by the name of the case. Of one that nobody names, no constraint can tell anything.
    fn carrier(&self, asked: &str) -> String {
        let is = |name: &String| fold_key(name) == fold_key(asked);
        let actors = &self.case.vocabulary.actors;
        if let Some(actor) = actors.iter().find(|a| is(&a.name) || a.aliases.iter().any(is)) {
            return actor.name.clone();
        }
        let mut told = self.limits.iter().flat_map(|l| &l.operators);
        if !told.any(is) {
            let message = format!("neither the case nor a constraint names the carrier `{asked}`");
            let carriers = actors.iter().filter(|a| a.kind == evidence::ActorKind::Operator);
            let names: Vec<&str> = carriers.map(|a| a.name.as_str()).collect();
            let help = match names.as_slice() {
                [] => "add it to [[actors]], or give its name as documents do".to_owned(),
                names => format!("the case's carriers: {}", names.join(", ")),
            };
            self.out.issue(&Issue::warning("carrier-unknown", message).help(help));
        }
        asked.to_owned()
    }

    /// Assesses the case for a class; says what is wrong with its corridors and constraints.
    pub fn assess<'a>(&'a self, profile: &'a Profile, question: &Question) -> Assessment<'a> {
        let mut assessed = self.assessed(profile, question);
        assessed.issues.extend(self.unplaced.iter().cloned());
        assessed.issues.iter().for_each(|issue| self.out.issue(issue));
        if let Some(lost) = lost(&assessed.issues) {
            self.out.note(lost);
        }
        self.out.note(format!("{MARKING}: for planning on this machine, not for publication"));
        assessed.value
    }

    /// The same for each class that the case looks at its corridors for, and those corridors; what is wrong is said once.
    pub fn assess_each(&self, question: &Question) -> Result<Vec<(Assessment<'_>, Vec<String>)>> {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for corridor in &self.case.corridors {
            let mut class = corridor.class.as_deref().unwrap_or(USUAL);
            if let Err(unknown) = self.profile(Some(class)) {
                let message = format!("corridor `{}`: {unknown}", corridor.name.en);
                let issue = base::Issue::warning("corridor-class", message);
                self.out.issue(&issue.help(format!("mend its `class`; it is looked at for a {USUAL}")));
                class = USUAL;
            }
            names.entry(class.to_owned()).or_default().push(corridor.name.en.clone());
        }
        let mut out = Vec::new();
        for (class, corridors) in names {
            let profile = self.profile(Some(&class))?;
            let first = out.is_empty();
            let assessed =
                if first { self.assess(profile, question) } else { self.assessed(profile, question).value };
            out.push((assessed, corridors));
        }
        Ok(out)
    }

    /// What `tell` makes of the case for each of its classes, in their order: some at a time, since none needs another.
    pub fn for_each_class<T: Send>(
        &self,
        question: &Question,
        tell: impl Fn(Assessment<'_>) -> T + Sync,
    ) -> Vec<T> {
        let profiles = self.classes.all();
        let tell = |profile: &Profile| tell(self.assessed(profile, question).value);
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let each = profiles.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            let parts: Vec<_> = profiles
                .chunks(each)
                .map(|part| scope.spawn(|| part.iter().map(&tell).collect::<Vec<T>>()))
                .collect();
            let told = parts
                .into_iter()
                .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            told.collect()
        })
    }

    /// The same, saying nothing of what is wrong.
    pub fn assessed<'a>(&'a self, profile: &'a Profile, question: &Question) -> Checked<Assessment<'a>> {
        corridors::assess(&Input {
            network: &self.network,
            classes: &self.classes,
            profile,
            corridors: &self.specs,
            limits: &self.limits,
            places: &self.places,
            lands: &self.lands,
            question,
        })
    }

    /// The node of a place that the user names.
    pub fn node(&self, assessed: &Assessment<'_>, name: &str) -> Result<NodeId> {
        let mut spot = self.gazetteer().spot(name);
        locate(&mut spot, &self.places);
        assessed.labels.find(&self.network, &spot).map_err(|far| {
            let issue =
                corridors::off_road(&self.network, &assessed.labels, "no way from or to it", &spot, far);
            anyhow::anyhow!("{} ({})", issue.message, issue.help.unwrap_or_default())
        })
    }

    fn gazetteer(&self) -> Gazetteer<'_> {
        self.names.over(&self.case.vocabulary.places)
    }

    /// The country of a place, as far as the case knows it.
    pub fn country(&self, name: &str) -> Option<Country> {
        self.gazetteer().entry(name)?.country
    }

    /// What an answer rests on.
    pub fn data(&self, assessed: &Assessment<'_>) -> Data {
        let mut constraints: Vec<String> =
            assessed.statuses.reasons.iter().map(|r| r.limit.clone()).collect();
        // One may say two things: open at its town, unknown along the road to it.
        constraints.dedup();
        Data {
            network: self.network.release.clone(),
            licence: self.network.licence.clone(),
            profile: assessed.profile.id.clone(),
            cost_source: assessed.profile.cost.source.clone(),
            as_of: self.day,
            constraints,
        }
    }
}

/// A corridor of the case as the stage takes it, with the coordinates that the case knows.
fn spec(entry: &CorridorEntry, gazetteer: Gazetteer<'_>) -> CorridorSpec {
    let names = [&entry.name.en, &entry.name.fr].into_iter().chain(&entry.aliases);
    CorridorSpec {
        name: entry.name.en.clone(),
        names: names.cloned().collect(),
        waypoints: entry.waypoints.iter().map(|w| gazetteer.spot(w)).collect(),
    }
}

/// How much of the case is not on its roads; `None` if all is.
fn lost(issues: &[Issue]) -> Option<String> {
    let count = |codes: &[&str]| issues.iter().filter(|i| codes.contains(&i.code.as_str())).count();
    let corridors = count(&["waypoint-far", "corridor-broken", "corridor-short"]);
    let places = count(&["limit-nowhere", "limit-ambiguous"]);
    (corridors + places > 0).then(|| {
        format!(
            "not on the road network: {}, {} of constraints and incidents; the rest is answered",
            crate::output::count(corridors, "corridor"),
            crate::output::count(places, "place")
        )
    })
}

/// The case's roads: those imported, else those drawn in its folder; and the places of a drawing that names them beside
/// imported roads.
fn network(dir: &Path, store: &Store, out: Output) -> Result<(Network, Vec<Spot>)> {
    let path = dir.join(ROADS);
    let read = || -> Result<base::Checked<Network>> {
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        corridors::read_geojson(&text).with_context(|| path.display().to_string())
    };
    if let Some(imported) = store.network()? {
        let drawn = if path.exists() { read().map(Some) } else { Ok(None) };
        let drawn = drawn.unwrap_or_else(|error| {
            let issue = base::Issue::warning("roads.drawn", format!("{error:#}"));
            out.issue(&issue.help("imported roads are used without its places"));
            None
        });
        return Ok((imported, drawn.map(|drawn| named(&drawn.value)).unwrap_or_default()));
    }
    if !path.exists() {
        bail!(
            "{} has no roads: `faleme roads` imports some, or put a {ROADS} there (docs/roads.md)",
            dir.display()
        );
    }
    let mut read = read()?;
    if read.value.release.is_empty() {
        read.value.release = ROADS.to_owned();
    }
    read.issues.into_iter().for_each(|issue| out.issue(&issue.in_file(path.display().to_string())));
    Ok((read.value, Vec::new()))
}

/// The places that a network names.
fn named(network: &Network) -> Vec<Spot> {
    let spot = |n: &corridors::Node| Some(Spot { name: n.name.clone()?, point: Some(n.point) });
    network.nodes.iter().filter_map(spot).collect()
}

/// Adds the coordinates of a place that is known by name alone.
fn locate(spot: &mut Spot, places: &[Spot]) {
    if spot.point.is_none() {
        let key = fold_key(&spot.name);
        spot.point = places.iter().find(|p| fold_key(&p.name) == key).and_then(|p| p.point);
    }
}

/// The case's own classes, else those of the program.
fn classes(dir: &Path) -> Result<Classes> {
    let path = dir.join(CLASSES);
    if !path.exists() {
        return Ok(Classes::built_in()?);
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    Classes::parse(&text).with_context(|| path.display().to_string())
}

/// Whether a place is small enough to name a node.
fn is_spot(place: &PlaceEntry) -> bool {
    use base::PlaceKind::{BorderCrossing, PopulatedPlace, Port, Site};
    place.lat.is_some() && matches!(place.kind, PopulatedPlace | Port | BorderCrossing | Site)
}

/// The places of the case that tell in which country they lie.
fn lands(places: &[PlaceEntry]) -> Vec<Land> {
    let spots = places.iter().filter(|p| is_spot(p));
    spots.filter_map(|p| Some((point(p)?, p.country?))).collect()
}

fn point(place: &PlaceEntry) -> Option<Coordinate> {
    Coordinate::new(place.lat?, place.lon?)
}

fn of_entry(place: &PlaceEntry) -> Spot {
    Spot { name: place.name.clone(), point: point(place) }
}

/// The money that claims of tolls tell: a sum in a currency, not what is taken in a year nor a count of vehicles.
fn amounts(limits: &[Limit], claims: &[Claim]) -> BTreeMap<String, Quantity> {
    let tolls = limits.iter().filter(|l| l.kind == "toll");
    let told: BTreeSet<&str> = tolls.flat_map(|l| &l.evidence).map(String::as_str).collect();
    let money = |q: &&Quantity| q.unit.len() == 3 && q.unit.bytes().all(|b| b.is_ascii_uppercase());
    let amount = |c: &Claim| {
        let id = c.id.to_string();
        let quantity = c.quantity.as_ref().filter(money).filter(|_| told.contains(id.as_str()))?;
        Some((id, quantity.clone()))
    };
    claims.iter().filter_map(amount).collect()
}
