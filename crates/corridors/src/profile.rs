//! Vehicle classes: how fast, at what cost, under which names of constraints (`data/classes.toml`).

use crate::season::Season;
use crate::{Network, RoadClass, Surface};
use base::fold_key;
use serde::{Deserialize, Serialize};

/// The classes that ship with the program.
const BUILT_IN: &str = include_str!("../data/classes.toml");

/// A table of classes that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("vehicle classes: {0}")]
pub struct ClassesError(String);

/// Name of a class in each language.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ClassName {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// What carrying costs, with its range.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// What is carried: `tonne`, `seat`, `vehicle`.
    pub per: String,
    /// In words, with currency.
    pub unit: String,
    /// Low value, per kilometre.
    pub low: f64,
    /// Best value.
    pub best: f64,
    /// High value.
    pub high: f64,
    /// Where it is from.
    pub source: String,
}

/// Speeds by road class, km/h on a dry paved road.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct Speeds {
    pub motorway: f64,
    pub trunk: f64,
    pub primary: f64,
    pub secondary: f64,
    pub tertiary: f64,
    /// Unclassified, residential, service and unknown roads.
    pub local: f64,
    pub track: f64,
    pub ferry: f64,
}

impl Speeds {
    fn of(&self, class: RoadClass) -> f64 {
        match class {
            RoadClass::Motorway => self.motorway,
            RoadClass::Trunk => self.trunk,
            RoadClass::Primary => self.primary,
            RoadClass::Secondary => self.secondary,
            RoadClass::Tertiary => self.tertiary,
            RoadClass::Track => self.track,
            RoadClass::Ferry => self.ferry,
            _ => self.local,
        }
    }
}

/// A factor by surface.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct BySurface {
    pub paved: f64,
    pub gravel: f64,
    pub earth: f64,
    pub unknown: f64,
}

impl BySurface {
    fn of(&self, surface: Surface) -> f64 {
        match surface {
            Surface::Paved => self.paved,
            Surface::Gravel => self.gravel,
            Surface::Earth => self.earth,
            Surface::Unknown => self.unknown,
        }
    }
}

/// A vehicle class.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name in commands and JSON.
    pub id: String,
    /// Its name for people.
    pub name: ClassName,
    /// UNSDI-T v2 `CurntPrac`: 3 four-wheel drive under 3.5 t, 4 light truck under 10 t, 5 heavy truck under 20 t, 6 truck
    /// with trailer over 20 t.
    pub practicability: u8,
    /// Laden mass, tonnes.
    pub weight_t: f32,
    /// Height, metres.
    pub height_m: f32,
    /// Kinds of vehicle in constraints that mean it.
    pub covers: Vec<String>,
    /// Goods that it carries unasked.
    pub carries: Vec<String>,
    /// Exemptions of constraints that mean it.
    pub exempt: Vec<String>,
    /// Whether it takes a restricted link only where there is no other way.
    pub avoids_restricted: bool,
    /// Share of a loaded truck's waiting at borders.
    pub border_share: f64,
    /// Official toll for one passage of a link that has one.
    pub toll: f64,
    /// Speeds.
    pub speeds: Speeds,
    /// What a surface leaves of the speed in the dry season; 0 is no way.
    pub dry: BySurface,
    /// The same in the rains.
    pub rainy: BySurface,
    /// Cost per kilometre.
    pub cost: Rate,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    currency: String,
    border_hours: f64,
    cost_factor: BySurface,
    #[serde(default)]
    season: Vec<Season>,
    class: Vec<Profile>,
}

/// The classes of a case, with what they share.
#[derive(Clone, Debug)]
pub struct Classes(Table);

impl Classes {
    /// The classes that ship with the program.
    pub fn built_in() -> Result<Self, ClassesError> {
        Self::parse(BUILT_IN)
    }

    /// Reads a table such as `data/classes.toml`.
    pub fn parse(text: &str) -> Result<Self, ClassesError> {
        let table: Table = toml::from_str(text).map_err(|e| ClassesError(e.to_string()))?;
        check_table(&table).map_err(ClassesError)?;
        for (at, class) in table.class.iter().enumerate() {
            check(class).map_err(ClassesError)?;
            if table.class.iter().take(at).any(|c| fold_key(&c.id) == fold_key(&class.id)) {
                return Err(ClassesError(format!("class `{}` stands there twice", class.id)));
            }
        }
        Ok(Self(table))
    }

    /// The class of this name.
    pub fn get(&self, id: &str) -> Option<&Profile> {
        let key = fold_key(id);
        self.0.class.iter().find(|c| fold_key(&c.id) == key)
    }

    /// All classes, in their order.
    pub fn all(&self) -> &[Profile] {
        &self.0.class
    }

    /// Names of all classes, in their order.
    pub fn ids(&self) -> Vec<&str> {
        self.0.class.iter().map(|c| c.id.as_str()).collect()
    }

    /// ISO 4217 code of all costs.
    pub fn currency(&self) -> &str {
        &self.0.currency
    }

    /// Usual hours of waiting at a border crossing for a loaded truck, where its source tells none.
    pub fn border_hours(&self) -> f64 {
        self.0.border_hours
    }

    /// Which seasons hold in a month somewhere, by their place in the table, as bits: months with the same answer have the
    /// same prices.
    pub fn seasons(&self, month: i8) -> u64 {
        let holding = (0..64u32).zip(&self.0.season).filter(|(_, s)| s.months.contains(&month));
        holding.fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// What each link takes and costs a vehicle of `profile` in a month (1 to 12; 0 or any other: dry everywhere).
    pub fn prices(&self, network: &Network, profile: &Profile, month: i8) -> Prices {
        let price = |link| self.price(network, profile, month, link);
        Prices { links: network.links.iter().map(price).collect() }
    }

    fn price(&self, network: &Network, profile: &Profile, month: i8, link: &crate::Link) -> Price {
        let km = link.length_m / 1000.0;
        let node = |id: crate::NodeId| network.nodes.get(id.0 as usize);
        let rainy = node(link.from).is_some_and(|n| self.0.season.iter().any(|s| s.holds(n.point, month)));
        let left = if rainy { profile.rainy.of(link.surface) } else { profile.dry.of(link.surface) };
        let hours = hours(profile, link, km, left);
        let waits: f64 = [link.from, link.to].into_iter().filter_map(node).map(|n| self.half_wait(n)).sum();
        let factor = km * self.0.cost_factor.of(link.surface);
        let toll = if link.flags.toll { profile.toll } else { 0.0 };
        let fits = |limit: Option<f32>, own: f32| limit.is_none_or(|limit| limit >= own);
        let open = fits(link.max_weight_t, profile.weight_t) && fits(link.max_height_m, profile.height_m);
        Price {
            hours: if open && !link.flags.private {
                hours + waits * profile.border_share
            } else {
                f64::INFINITY
            },
            cost: [profile.cost.low, profile.cost.best, profile.cost.high].map(|rate| rate * factor + toll),
            km,
            forward: link.flags.forward,
            backward: link.flags.backward,
        }
    }

    /// Half of the waiting at a border, since a passage uses two links of its post.
    fn half_wait(&self, node: &crate::Node) -> f64 {
        node.border.as_ref().map_or(0.0, |b| b.hours.map_or(self.0.border_hours, f64::from) / 2.0)
    }
}

/// Hours for the length of a link; infinite where the class cannot pass. A network's own time wins over class speeds, as
/// far as the surface lets the class pass at all.
fn hours(profile: &Profile, link: &crate::Link, km: f64, left: f64) -> f64 {
    let left = if link.class == RoadClass::Ferry { 1.0 } else { left };
    let speed = profile.speeds.of(link.class).min(link.max_speed_kmh.map_or(f64::INFINITY, f64::from)) * left;
    match link.duration_s {
        _ if speed <= 0.0 => f64::INFINITY,
        Some(seconds) => f64::from(seconds) / 3600.0,
        None => km / speed,
    }
}

/// Most that waiting at a border, what a surface costs more, and a toll can be without being a slip: a year's hours, a
/// hundredfold, a billion.
const MOST: [f64; 3] = [8_760.0, 100.0, 1e9];

fn check_table(table: &Table) -> Result<(), String> {
    let [hours, factor, _] = MOST;
    if table.class.is_empty() {
        return Err("there is no `[[class]]`".into());
    }
    if !(0.0..=hours).contains(&table.border_hours) {
        return Err("`border_hours` is 0 to 8760".into());
    }
    let f = &table.cost_factor;
    if [f.paved, f.gravel, f.earth, f.unknown].iter().any(|v| !(0.0..=factor).contains(v)) {
        return Err("`cost_factor` is 0 to 100".into());
    }
    for season in &table.season {
        if season.months.iter().any(|month| !(1..=12).contains(month)) {
            return Err(format!("season `{}`: months are 1 to 12", season.name));
        }
        if !(-90.0 <= season.south && season.south <= season.north && season.north <= 90.0) {
            return Err(format!("season `{}`: -90 ≤ south ≤ north ≤ 90", season.name));
        }
    }
    Ok(())
}

fn check(class: &Profile) -> Result<(), String> {
    let s = &class.speeds;
    let speeds = [s.motorway, s.trunk, s.primary, s.secondary, s.tertiary, s.local, s.track, s.ferry];
    let wrong = |what: &str| Err(format!("class `{}`: {what}", class.id));
    if speeds.iter().any(|v| !(0.0..=150.0).contains(v)) {
        return wrong("speeds are 0 to 150 km/h");
    }
    let shares = [&class.dry, &class.rainy];
    let shares = shares.iter().flat_map(|b| [b.paved, b.gravel, b.earth, b.unknown]);
    if shares.into_iter().any(|v| !(0.0..=1.0).contains(&v)) {
        return wrong("what a surface leaves of the speed is 0 to 1");
    }
    if !(3..=6).contains(&class.practicability) {
        return wrong("`practicability` is 3 to 6 (UNSDI-T v2)");
    }
    if ![class.weight_t, class.height_m].iter().all(|v| *v > 0.0 && v.is_finite()) {
        return wrong("`weight_t` and `height_m` are above 0");
    }
    if !(0.0..=MOST[1]).contains(&class.border_share) || !(0.0..=MOST[2]).contains(&class.toll) {
        return wrong("`border_share` and `toll` are 0 or more");
    }
    let c = &class.cost;
    if !(0.0 <= c.low && c.low <= c.best && c.best <= c.high && c.high.is_finite()) {
        return wrong("cost: 0 ≤ low ≤ best ≤ high");
    }
    Ok(())
}

/// What one link takes and costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    /// Hours, half of the waiting at each end's border included; infinite where the class cannot pass.
    pub hours: f64,
    /// Low, best and high cost.
    pub cost: [f64; 3],
    /// Kilometres.
    pub km: f64,
    /// Whether it leads from its first node to its second.
    pub forward: bool,
    /// And back.
    pub backward: bool,
}

/// Hours that a kilometre counts more in the search for the fastest way: of ways that take the same time the shorter is
/// taken, by every search alike. A thousand kilometres count 3.6 seconds. Own convention.
const TIE_HOURS: f64 = 1e-6;

impl Price {
    /// What the fastest way has least of.
    pub(crate) fn quick(&self) -> f64 {
        self.hours + self.km * TIE_HOURS
    }
}

/// What every link takes and costs one class in one season.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    /// By link.
    pub links: Vec<Price>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{LinkKind, network};

    fn price(class: &str, month: i8, kind: LinkKind) -> Price {
        let net = network(&[("A", 10.0, 0.0), ("B", 10.0, 1.0)], &[("A", "B", 100.0, kind)]);
        let classes = Classes::built_in().unwrap();
        classes.prices(&net, classes.get(class).unwrap(), month).links[0]
    }

    #[test]
    fn the_issue_names_six_classes_and_their_practicability() {
        let classes = Classes::built_in().unwrap();
        assert_eq!(classes.ids(), ["tanker", "truck", "bus", "relief_4x4", "ambulance", "car"]);
        assert_eq!(classes.get("Tanker").unwrap().practicability, 6);
        assert!(classes.get("tanker").unwrap().covers.contains(&"truck".to_owned()));
    }

    #[test]
    fn a_car_does_80_on_a_main_road_and_a_tanker_no_earth_in_the_rains() {
        assert_eq!(price("car", 1, LinkKind::Paved).hours, 100.0 / 80.0);
        assert!(price("tanker", 1, LinkKind::Earth).hours.is_finite());
        assert!(price("tanker", 8, LinkKind::Earth).hours.is_infinite());
        assert!(price("car", 8, LinkKind::Earth).hours > price("car", 1, LinkKind::Earth).hours);
    }

    #[test]
    fn a_kilometre_costs_more_on_gravel_and_nothing_is_added_unasked() {
        let [low, best, high] = price("tanker", 1, LinkKind::Paved).cost;
        assert_eq!([low, best, high], [3500.0, 4700.0, 6500.0]);
        assert!(price("tanker", 1, LinkKind::Gravel).cost[1] > best);
    }

    #[test]
    fn a_table_with_nonsense_says_which_class() {
        let broken = BUILT_IN.replacen("motorway = 65.0", "motorway = -65.0", 1);
        assert!(Classes::parse(&broken).unwrap_err().to_string().contains("`tanker`: speeds"));
        assert!(Classes::parse("class = 3").is_err());
        for (good, bad, said) in [
            ("border_hours = 12.0", "border_hours = -1.0", "`border_hours`"),
            ("gravel = 1.25", "gravel = nan", "`cost_factor`"),
            ("toll = 2000.0", "toll = -2000.0", "`tanker`: `border_share` and `toll`"),
            ("border_share = 1.0", "border_share = inf", "`tanker`: `border_share` and `toll`"),
            ("weight_t = 45.0", "weight_t = nan", "`tanker`: `weight_t`"),
            ("practicability = 6", "practicability = 60", "`tanker`: `practicability`"),
            ("id = \"truck\"", "id = \"Tanker\"", "`Tanker` stands there twice"),
            ("months = [6,", "months = [13,", "months are 1 to 12"),
            ("south = 4.0", "south = 40.0", "south ≤ north"),
        ] {
            let broken = BUILT_IN.replacen(good, bad, 1);
            let error = Classes::parse(&broken).map(|_| ()).unwrap_err().to_string();
            assert!(error.contains(said), "{bad}: {error}");
        }
    }
}
