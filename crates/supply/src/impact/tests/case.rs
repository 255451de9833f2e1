//! Cases made by hand: tables and a course, small enough to reckon on paper.

use crate::draw::{Param, Parameter, ParameterId};
use crate::range::Range;
use crate::tables::*;
use crate::units::{CostPerTonne, Hours};
use crate::ways::{Course, Hindrance, Leg, Regime, Way, WayState};
use base::Date;

/// Tables and a course that grow line by line.
#[derive(Clone, Debug)]
pub struct Case {
    pub tables: Tables,
    pub course: Course,
}

/// The first day of every course made by hand.
pub fn start() -> Date {
    base::Date::constant(2031, 3, 1)
}

pub fn name(id: &str) -> Name {
    Name { fr: id.to_owned(), en: id.to_owned() }
}

impl Case {
    /// No goods, no ways; a choice that halves a way's part for every 1,000 that it is dearer; half of what a way carries
    /// can be added to it; a change of way costs 500; no rationing; a tenth of a gap is filled a day; an hour costs nothing.
    pub fn new() -> Self {
        let mut parameters = Vec::new();
        let mut certain = |id: &str, value: f64| push(&mut parameters, id, [value; 3]);
        let assumptions = Assumptions {
            choice: Param::at(certain("choice", std::f64::consts::LN_2 / 1000.0)),
            hour_cost: Param::at(certain("hour-cost", 0.0)),
            restricted_passes: Param::at(certain("restricted-passes", 0.5)),
            slowed_passes: Param::at(certain("slowed-passes", 0.95)),
            incident_passes: Param::at(certain("incident-passes", 0.9)),
            room: Param::at(certain("room", 0.5)),
            change_cost: Param::at(certain("change-cost", 500.0)),
            ration_below: Param::at(certain("ration-below", 0.0)),
            ration_to: Param::at(certain("ration-to", 1.0)),
            refill: Param::at(certain("refill", 0.1)),
            short_below: Param::at(certain("short-below", 3.0)),
        };
        let tables = Tables {
            currency: "XOF".to_owned(),
            parameters,
            commodities: Vec::new(),
            ports: Vec::new(),
            crossings: Vec::new(),
            carriers: Vec::new(),
            zones: Vec::new(),
            demands: Vec::new(),
            shares: Vec::new(),
            compared: Vec::new(),
            figures: Vec::new(),
            sectors: Vec::new(),
            remittances: Vec::new(),
            assumptions,
        };
        let undisturbed = Regime { reasons: Vec::new(), states: Vec::new(), stopped: Vec::new() };
        let course = Course {
            ways: Vec::new(),
            along: Vec::new(),
            undisturbed,
            regimes: Vec::new(),
            start: start(),
            days: Vec::new(),
            asked: 0,
            since: 0,
            reopened: Vec::new(),
        };
        Self { tables, course }
    }

    /// A new parameter that is certain.
    pub fn value<T>(&mut self, value: f64) -> Param<T> {
        self.range([value; 3])
    }

    /// A new parameter with low, best and high value.
    pub fn range<T>(&mut self, range: [f64; 3]) -> Param<T> {
        let id = format!("p{}", self.tables.parameters.len());
        Param::at(push(&mut self.tables.parameters, &id, range))
    }

    /// Sets the value of an assumption or another parameter.
    pub fn set(&mut self, place: u32, value: f64) {
        self.tables.parameters[place as usize].range = Range::certain(value);
    }

    pub fn commodity(&mut self, id: &str, priority: u8) -> CommodityIx {
        self.tables.commodities.push(Commodity {
            id: id.to_owned(),
            name: name(id),
            goods: vec![id.to_owned()],
            class: "truck".to_owned(),
            density: None,
            priority,
            value: None,
        });
        CommodityIx(self.tables.commodities.len() - 1)
    }

    pub fn port(&mut self, id: &str, capacity: Option<f64>) -> PortIx {
        let capacity = capacity.map(|c| self.value(c));
        let country = base::Country::new(&id[..3]);
        self.tables.ports.push(Port { name: id.to_owned(), country, capacity, hours: None, cost: None });
        PortIx(self.tables.ports.len() - 1)
    }

    pub fn crossing(&mut self, id: &str, capacity: Option<f64>) -> CrossingIx {
        let capacity = capacity.map(|c| self.value(c));
        self.tables.crossings.push(Crossing { name: id.to_owned(), capacity, hours: None, cost: None });
        CrossingIx(self.tables.crossings.len() - 1)
    }

    pub fn zone(&mut self, id: &str) -> ZoneIx {
        self.tables.zones.push(Zone {
            name: id.to_owned(),
            place: id.to_owned(),
            people: None,
            admin2: Vec::new(),
        });
        ZoneIx(self.tables.zones.len() - 1)
    }

    /// A demand of so many tonnes a day, with a stock for so many days if it is told.
    pub fn demand(&mut self, zone: ZoneIx, commodity: CommodityIx, rate: f64, cover: Option<f64>) {
        let rate = self.value(rate);
        let stock = cover.map(|days| Stock::Cover(self.value(days)));
        self.tables.demands.push(Demand { zone, commodity, rate, domestic: None, stock });
    }

    /// A way that all commodities can take; call it after all commodities are there.
    pub fn way(&mut self, port: PortIx, zone: ZoneIx, corridor: Option<&str>, leg: Leg) -> usize {
        self.course.ways.push(Way { port, zone, corridor: corridor.map(str::to_owned) });
        let undisturbed = &mut self.course.undisturbed.states;
        undisturbed.resize(self.tables.commodities.len(), Vec::new());
        for states in undisturbed {
            states.push(WayState {
                usual: Some(leg.clone()),
                hindrance: Hindrance::None,
                reasons: Vec::new(),
                detour: None,
                detour_passes: Vec::new(),
            });
        }
        self.course.ways.len() - 1
    }

    /// A regime that hinders the given ways, for one commodity or all.
    pub fn regime(&mut self, hindered: &[(usize, Option<CommodityIx>, Hindrance, Option<Leg>)]) -> usize {
        let mut regime = self.course.undisturbed.clone();
        regime.reasons = vec![format!("cst-{}", self.course.regimes.len())];
        for (way, commodity, hindrance, detour) in hindered {
            for (ix, states) in regime.states.iter_mut().enumerate() {
                if commodity.is_none_or(|c| c.0 == ix) {
                    states[*way].hindrance = hindrance.clone();
                    states[*way].detour = detour.clone();
                    states[*way].reasons = regime.reasons.clone();
                }
            }
        }
        self.course.regimes.push(regime);
        self.course.regimes.len() - 1
    }

    /// The undisturbed day as a regime of the course.
    pub fn undisturbed(&mut self) -> usize {
        self.regime(&[])
    }

    pub fn days(&mut self, regime: usize, count: usize) {
        self.course.days.extend(std::iter::repeat_n(regime, count));
    }
}

/// A leg that takes so many hours and costs so much a tonne.
pub fn leg(hours: f64, cost: f64, crossings: &[CrossingIx]) -> Leg {
    Leg {
        km: hours * 50.0,
        hours: Hours(hours),
        cost: [CostPerTonne(cost); 3],
        crossings: crossings.to_vec(),
    }
}

fn push(parameters: &mut Vec<Parameter>, id: &str, [low, best, high]: [f64; 3]) -> usize {
    parameters.push(Parameter {
        id: ParameterId(format!("par-{id}")),
        name: id.to_owned(),
        range: Range { low, best, high },
        unit: String::new(),
        date: None,
        source: "made by hand".to_owned(),
        factor: 1.0,
        ..Parameter::default()
    });
    parameters.len() - 1
}

/// Two ports, two zones on one corridor each, diesel and medicine: the western corridor is cheaper by 1,000, so two thirds
/// take it. Stocks last ten days; the west takes two days, the east three.
pub fn two_ports() -> Case {
    let mut case = Case::new();
    let (diesel, medicine) = (case.commodity("diesel", 2), case.commodity("medicine", 1));
    let (west, east) = (case.port("WES port", None), case.port("EAS port", None));
    let (mill, hill) = (case.zone("Mill"), case.zone("Hill"));
    for zone in [mill, hill] {
        case.way(west, zone, Some("Western road"), leg(48.0, 20_000.0, &[]));
        case.way(east, zone, Some("Eastern road"), leg(72.0, 21_000.0, &[]));
    }
    case.demand(mill, diesel, 90.0, Some(10.0));
    case.demand(mill, medicine, 3.0, Some(10.0));
    case.demand(hill, diesel, 30.0, Some(10.0));
    case
}
