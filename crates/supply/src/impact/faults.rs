//! What is wrong with tables and courses, told so that it can be mended.

use crate::draw::Param;
use crate::tables::{Demand, KnownShare, ShareOf, Tables};
use base::Issue;

/// The issues found so far, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults(Vec<Issue>);

impl Faults {
    /// Adds an issue that is not there yet.
    pub fn add(&mut self, issue: Issue) {
        if !self.0.contains(&issue) {
            self.0.push(issue);
        }
    }

    /// All of them, in the order in which they were found.
    pub fn all(&self) -> Vec<Issue> {
        self.0.clone()
    }

    /// A demand of a zone or commodity that the tables do not have.
    pub fn unknown_demand(&mut self) {
        let message = "a demand names a zone or a commodity that the tables do not have; it is left out";
        self.add(Issue::error("supply.unknown-demand", message));
    }

    /// A demand that no way leads to.
    pub fn unsupplied(&mut self, tables: &Tables, demand: &Demand, has_ways: bool) {
        let name = of_demand(tables, demand);
        let issue = if has_ways {
            let message = format!(
                "{name}: no way is open to its class of vehicle even on an undisturbed day; it is left out"
            );
            Issue::error("supply.demand-without-supply", message)
                .help("check the class of the commodity and the roads between the ports and the zone")
        } else {
            Issue::error("supply.zone-off-network", format!("{name}: no way leads there from any port; it is left out"))
                .help("check the place of the zone and the ports, or give what the zone supplies itself as domestic")
        };
        self.add(issue);
    }

    /// A parameter without which its row cannot be reckoned with.
    pub fn left_out<T>(&mut self, tables: &Tables, param: Param<T>, what: &str) {
        let (name, value) = of_parameter(tables, param.0);
        let message = format!("{name}: {what} of {value}; it is left out");
        self.add(Issue::error("supply.bad-value", message).help("give a number that is not negative"));
    }

    /// A value that is reckoned with as zero.
    pub fn taken_as_none(&mut self, tables: &Tables, place: u32, value: f64, what: &str) {
        let (name, _) = of_parameter(tables, place);
        let message = format!("{name}: {what} of {value}; it is taken as none");
        self.add(Issue::warning("supply.bad-value", message).help("give a number that is not negative"));
    }

    /// A capacity that is no number or negative.
    pub fn no_capacity(&mut self, tables: &Tables, place: u32, value: f64) {
        let (name, _) = of_parameter(tables, place);
        let message = format!("{name}: capacity of {value}; it is taken as not known");
        self.add(Issue::warning("supply.bad-value", message).help("give a number that is not negative"));
    }

    /// A demand whose stock is not told.
    pub fn no_stock(&mut self, tables: &Tables, demand: &Demand) {
        let message = format!("{}: no stock is told; it is taken as none", of_demand(tables, demand));
        self.add(Issue::note("supply.no-stock", message));
    }

    /// A known share that is no part of a whole.
    pub fn share_out_of_bounds(&mut self, tables: &Tables, share: &KnownShare, value: f64) {
        let message = format!(
            "known share of {}: {value} is not between 0 and 1; it is left out",
            of_share(tables, share)
        );
        self.add(Issue::error("supply.share-out-of-bounds", message).help("give a share from 0 to 100 %"));
    }

    /// A known share that no way can meet.
    pub fn share_without_way(&mut self, tables: &Tables, share: &KnownShare) {
        let message =
            format!("known share of {}: no way counts towards it; it is left out", of_share(tables, share));
        self.add(Issue::warning("supply.share-without-way", message));
    }

    /// Known shares of one whole that come to more than it.
    pub fn shares_over_whole<'a>(
        &mut self,
        tables: &Tables,
        of: impl Iterator<Item = &'a KnownShare>,
        sum: f64,
    ) {
        let names: Vec<String> = of.map(|share| of_share(tables, share)).collect();
        let percent = sum * 100.0;
        let message =
            format!("known shares of {} come to {percent:.1} %; they are scaled to 100 %", names.join(", "));
        self.add(
            Issue::warning("supply.shares-over-whole", message)
                .help("check that all are shares of the same whole"),
        );
    }

    /// Carriers that together carry more than there is.
    pub fn carriers_over_whole<'a>(&mut self, names: impl Iterator<Item = &'a str>, sum: f64) {
        let names: Vec<&str> = names.collect();
        let message = format!(
            "parts of carriers {} come to {:.1} %; what has stopped is taken as no more than all",
            names.join(", "),
            sum * 100.0
        );
        self.add(Issue::warning("supply.shares-over-whole", message));
    }

    /// A known share that the undisturbed day does not meet.
    pub fn misfit(&mut self, name: &str, known: f64, found: f64) {
        let (known, found) = (known * 100.0, found * 100.0);
        let message = format!(
            "known share of {name}: {known:.1} % is known, {found:.1} % comes out of the undisturbed day"
        );
        self.add(
            Issue::warning("supply.misfit", message)
                .help("other known shares or the ways leave no better fit"),
        );
    }

    /// A capacity under what passes on an undisturbed day.
    pub fn broken_capacity(&mut self, what: &str, capacity: f64, usual: f64) {
        let message = format!(
            "{what}: a capacity of {capacity:.0} t a day, but {usual:.0} t a day pass on the undisturbed day; \
             the capacity is taken as that"
        );
        self.add(
            Issue::warning("supply.capacity-under-usual-flow", message)
                .help("check the capacity, the demand and the known shares"),
        );
    }
}

/// Commodity and zone of a demand.
pub(crate) fn of_demand(tables: &Tables, demand: &Demand) -> String {
    let zone = tables.zones.get(demand.zone.0).map_or("?", |z| z.name.as_str());
    let commodity = tables.commodities.get(demand.commodity.0).map_or("?", |c| c.id.as_str());
    format!("{commodity} for {zone}")
}

/// What a known share is of: `Tema`, `GHA (diesel, petrol)`.
pub(crate) fn of_share(tables: &Tables, share: &KnownShare) -> String {
    let name = match &share.of {
        ShareOf::Port(port) => tables.ports.get(port.0).map_or("?".to_owned(), |p| p.name.clone()),
        ShareOf::Country(country) => country.to_string(),
        ShareOf::Corridor(name) => name.clone(),
    };
    let goods: Vec<&str> =
        share.commodities.iter().filter_map(|c| tables.commodities.get(c.0)).map(|c| c.id.as_str()).collect();
    if goods.is_empty() { name } else { format!("{name} ({})", goods.join(", ")) }
}

fn of_parameter(tables: &Tables, place: u32) -> (String, f64) {
    let known = tables.parameters.get(place as usize);
    known.map_or(("a parameter that is not there".to_owned(), 0.0), |p| (p.id.0.clone(), p.range.best))
}
