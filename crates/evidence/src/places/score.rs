//! How well a candidate fits what is told about a name. All weights stand in one table; they were set on UCDP rows to
//! 2021 of five countries (`docs/benchmarks-places.md`).

use super::index::Quality;
use super::lexicon::Generic;
use super::scan::Draft;
use super::store::{Class, NONE, Origin, Place, Store};
use base::{Coordinate, Country};

/// Points added or taken, in units of about a factor e of likelihood.
pub(super) struct Weights {
    pub case: f32,
    pub population: f32,
    /// For each further name on record.
    pub renown: f32,
    pub country_told: f32,
    pub country_border: f32,
    pub country_other: f32,
    pub country_share: f32,
    pub country_unheard: f32,
    pub area_inside: f32,
    pub area_beside: f32,
    pub area_far: f32,
    /// For each kilometre from the middle of an area whose reach is not known.
    pub area_slope: f32,
    pub company: f32,
    /// Below this nothing is taken for the name.
    pub floor: f32,
}

pub(super) const WEIGHTS: Weights = Weights {
    case: 4.0,
    population: 0.3,
    renown: 0.05,
    country_told: 0.5,
    country_border: -1.2,
    country_other: -6.0,
    country_share: 1.5,
    country_unheard: -1.0,
    area_inside: 1.0,
    area_beside: -0.5,
    area_far: -3.5,
    area_slope: 0.01,
    company: 0.45,
    floor: -3.5,
};

/// An area that a name is told to lie in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub division: u32,
    pub point: Option<Coordinate>,
    /// 1 when told of this very name, less when only told beside it.
    pub weight: f32,
}

/// What is told about one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub country: Option<Country>,
    /// Countries named in the same sentence.
    pub beside: Vec<Country>,
    pub areas: Vec<Area>,
}

/// Everything but the other places of the document.
pub(super) fn fit(store: &Store, draft: &Draft, place: &Place, quality: Quality, told: &Told) -> f32 {
    let w = &WEIGHTS;
    let mut score = of_quality(quality) + of_class(place.class) + of_hint(draft.around.hint, place.class);
    if place.class.is_settled() {
        score += w.population * (1.0 + place.population as f32).log10() + w.renown * f32::from(place.renown);
    }
    let elsewhere = told.country.is_some_and(|c| place.country.is_some_and(|own| own != c));
    if matches!(place.origin, Origin::Case(..)) && !elsewhere {
        score += w.case;
    }
    score += country(store, place, told);
    score + told.areas.iter().map(|a| area(store, place, a) * a.weight).sum::<f32>()
}

fn of_quality(quality: Quality) -> f32 {
    match quality {
        Quality::Primary | Quality::Core => 0.0,
        Quality::Capitals => -0.2,
        Quality::Alternate => -0.5,
        Quality::Short => -1.0,
        Quality::Sound => -1.2,
        Quality::Part => -2.6,
        Quality::Edit1 => -2.0,
        Quality::Edit2 => -3.0,
    }
}

/// A bare name means a settlement before anything else.
fn of_class(class: Class) -> f32 {
    match class {
        Class::Country => 3.0,
        Class::Capital => 2.5,
        Class::Seat1 => 2.0,
        Class::Seat2 => 1.5,
        Class::Town | Class::Gate => 0.5,
        Class::Quarter => 0.0,
        Class::Admin1 | Class::Admin2 => -1.5,
        Class::Admin3 | Class::Area | Class::Road => -0.3,
        Class::Abandoned | Class::Site | Class::Relief => -0.6,
        Class::Forest | Class::Water => -0.9,
        Class::Stream => -1.5,
    }
}

fn of_hint(hint: Generic, class: Class) -> f32 {
    use Class::{Abandoned, Admin1, Admin2, Admin3, Area, Forest, Quarter, Relief, Site, Stream, Water};
    let settled = class.is_settled();
    match hint {
        Generic::None | Generic::Vicinity | Generic::Road | Generic::Border => 0.0,
        Generic::Settlement => match class {
            _ if settled => 1.0,
            Class::Gate | Site | Area => -0.5,
            Class::Country => -8.0,
            _ => -1.5,
        },
        Generic::Quarter => {
            if settled {
                0.5
            } else {
                -0.5
            }
        }
        Generic::Location => {
            if class == Class::Country {
                -2.0
            } else {
                0.0
            }
        }
        Generic::Region | Generic::District | Generic::Department | Generic::Commune => of_admin(hint, class),
        Generic::Water => match class {
            Water | Stream => 2.5,
            Class::Country => -6.0,
            _ => -1.0,
        },
        Generic::Relief => match class {
            Relief => 2.5,
            Area | Forest | Stream | Water => 0.5,
            Class::Country => -6.0,
            _ => -1.0,
        },
        Generic::Forest => match class {
            Forest => 2.5,
            Area | Relief => 0.3,
            Class::Country => -6.0,
            _ => -1.0,
        },
        Generic::Site => match class {
            Site | Area => 1.2,
            Admin1 | Admin2 | Admin3 => -1.5,
            Quarter | Abandoned => 0.0,
            Class::Country => -1.0,
            _ => 0.0,
        },
    }
}

fn of_admin(hint: Generic, class: Class) -> f32 {
    let (one, two, three) = match hint {
        Generic::Region => (7.0, 5.5, 4.0),
        Generic::District => (6.0, 6.0, 4.5),
        Generic::Department => (3.5, 7.0, 4.5),
        _ => (2.0, 3.5, 7.0),
    };
    match class {
        Class::Admin1 => one,
        Class::Admin2 => two,
        Class::Admin3 => three,
        Class::Area if hint != Generic::Commune => 0.5,
        Class::Country => -3.0,
        _ if class.is_settled() => -0.5,
        _ => -3.0,
    }
}

fn country(store: &Store, place: &Place, told: &Told) -> f32 {
    let w = &WEIGHTS;
    let Some(own) = place.country else { return 0.0 };
    if let Some(country) = told.country {
        let beside = place.point.is_some_and(|p| store.country_near(country, p));
        return match () {
            () if own == country => w.country_told,
            () if place.class == Class::Country => 0.0,
            () if beside => w.country_border,
            () => w.country_other,
        };
    }
    if told.beside.is_empty() || place.class == Class::Country {
        return 0.0;
    }
    if told.beside.contains(&own) { w.country_told } else { -w.country_told }
}

/// Whether a place lies in an area, beside it, or elsewhere.
fn area(store: &Store, place: &Place, area: &Area) -> f32 {
    let w = &WEIGHTS;
    let Some(point) = place.point else { return 0.0 };
    if area.division != NONE {
        if place.admin1 == area.division || place.admin2 == area.division {
            return w.area_inside;
        }
        if store.division_near(area.division, point) {
            return w.area_beside;
        }
        if store.is_mapped(area.division) && place.admin1 != NONE {
            return w.area_far;
        }
    }
    let Some(distance) = area.point.map(|p| p.distance_km(point)) else { return 0.0 };
    // A division that no place is assigned to: the further from its middle, the less likely.
    (w.area_inside - w.area_slope * distance as f32).max(w.area_far)
}

/// Whether nothing that is told of the name speaks against a place.
pub(super) fn agrees(store: &Store, place: &Place, told: &Told) -> bool {
    let country = place.class == Class::Country
        || told.country.is_none_or(|c| {
            place.country.is_none_or(|own| own == c) || place.point.is_some_and(|p| store.country_near(c, p))
        });
    let far = |a: &Area| a.weight >= 1.0 && area(store, place, a) <= WEIGHTS.area_far;
    country && !told.areas.iter().any(far)
}

/// How far a place is from the nearest of the places beside it.
pub(super) fn company(place: &Place, others: &[Coordinate]) -> f32 {
    let Some(point) = place.point else { return 0.0 };
    let nearest = others.iter().map(|o| o.distance_km(point)).fold(f64::INFINITY, f64::min);
    if nearest.is_finite() { -WEIGHTS.company * (1.0 + nearest as f32 / 40.0).ln() } else { 0.0 }
}
