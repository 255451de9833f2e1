//! What lies where.

use super::made::{at, atlas, atlas_with, event, place, row, table};
use base::{Country, GeoPrecision, PlaceKind};
use events::{Area, Atlas, NoArea, Placing, Row};

const OLD: Option<&str> = Some("until 2023");
const NEW: Option<&str> = Some("since 2023");

fn west<'a>(atlas: &'a Atlas, vintage: Option<&str>) -> Area<'a> {
    atlas.find("West Region", vintage, &[]).unwrap()
}

fn lies(area: &Area<'_>, row: &Row) -> Option<Placing> {
    area.row("ucdp", row)
}

#[test]
fn a_second_level_division_decides_by_its_folded_name() {
    let atlas = atlas();
    let sanko = row("1", "2020-05-01", "West region", "Sanko cercle");
    assert_eq!(lies(&west(&atlas, OLD), &sanko), Some(Placing::In));
    assert_eq!(lies(&west(&atlas, NEW), &sanko), Some(Placing::Out));
    let beledia = row("1", "2020-05-01", "West region", "cercle de BÉLEDIA");
    assert_eq!(lies(&west(&atlas, NEW), &beledia), Some(Placing::In));
    assert_eq!(lies(&atlas.find("Sanko Region", None, &[]).unwrap(), &sanko), Some(Placing::In));
}

#[test]
fn a_first_level_name_counts_only_by_the_vintage_it_is_of() {
    let atlas = atlas();
    let rough = row("1", "2020-05-01", "West region", "");
    assert_eq!(lies(&west(&atlas, OLD), &rough), Some(Placing::In));
    assert_eq!(lies(&west(&atlas, NEW), &rough), Some(Placing::Unplaced), "it may have been in Sanko");
    assert_eq!(lies(&atlas.find("Sanko Region", None, &[]).unwrap(), &rough), Some(Placing::Unplaced));
    let elsewhere = row("1", "2020-05-01", "East region", "");
    assert_eq!(lies(&west(&atlas, NEW), &elsewhere), Some(Placing::Out));
    // Nobody says by which vintage this dataset names regions: the smaller one lies in the larger either way.
    assert_eq!(west(&atlas, OLD).row("other", &rough), Some(Placing::In));
    assert_eq!(west(&atlas, NEW).row("other", &rough), Some(Placing::Unplaced));
}

#[test]
fn a_division_that_the_case_does_not_know_is_settled_by_the_wider_one() {
    let atlas = atlas();
    let unknown = row("1", "2024-05-01", "East region", "Nowhere cercle");
    assert_eq!(west(&atlas, NEW).row("other", &unknown), Some(Placing::Out));
    let young = row("1", "2024-05-01", "West region", "Young cercle");
    assert_eq!(west(&atlas, OLD).row("other", &young), Some(Placing::In));
    assert_eq!(west(&atlas, NEW).row("other", &young), Some(Placing::Unplaced));
}

#[test]
fn countries_hold_their_own_and_no_other() {
    let atlas = atlas();
    let mali = atlas.find("Mali", None, &[]).unwrap();
    let mut row = row("1", "2020-05-01", "", "");
    assert_eq!(lies(&mali, &row), Some(Placing::In));
    assert_eq!(lies(&west(&atlas, OLD), &row), None, "the country says nothing of a region");
    row.country = Country::new("SEN");
    assert_eq!(lies(&mali, &row), Some(Placing::Out));
    assert_eq!(lies(&west(&atlas, OLD), &row), Some(Placing::Out));
}

#[test]
fn an_outline_takes_points_that_are_precise_enough() {
    let atlas = atlas();
    let triangle = atlas.find("triangle", None, &[]).unwrap();
    let spot = |lat, lon, precision| {
        lies(&triangle, &at(row("1", "2020-05-01", "West region", ""), lat, lon, precision))
    };
    assert_eq!(spot(14.5, -9.0, GeoPrecision::Exact), Some(Placing::In));
    assert_eq!(spot(14.5, -7.0, GeoPrecision::Near), Some(Placing::Out));
    assert_eq!(
        spot(14.5, -9.0, GeoPrecision::Admin1),
        Some(Placing::Unplaced),
        "a point that stands for a region"
    );
}

#[test]
fn places_of_claims_lie_by_name_list_and_region() {
    let atlas = atlas();
    let town = |name: &str, vintage| west(&atlas, vintage).place(&place(name, PlaceKind::PopulatedPlace));
    for (name, old, new) in [
        ("Beledia", Placing::In, Placing::In),
        ("Dembeni", Placing::In, Placing::In),
        ("Tourba", Placing::In, Placing::Out),
        ("Lost", Placing::In, Placing::Unplaced),
        ("Farou", Placing::Out, Placing::Out),
        ("Nowhere", Placing::Unplaced, Placing::Unplaced),
    ] {
        assert_eq!((town(name, OLD), town(name, NEW)), (Some(old), Some(new)), "{name}");
    }
    let mut bare = place("Dembeni", PlaceKind::PopulatedPlace);
    (bare.kind, bare.country) = (None, None);
    assert_eq!(west(&atlas, OLD).place(&bare), Some(Placing::In), "named by an analyst");
    let region = |name: &str| west(&atlas, NEW).place(&place(name, PlaceKind::Admin1));
    assert_eq!((region("West Region"), region("East Region")), (Some(Placing::Unplaced), Some(Placing::Out)));
    let road = |name: &str| west(&atlas, OLD).place(&place(name, PlaceKind::Road));
    assert_eq!((road("RN9"), road("RN10")), (Some(Placing::In), Some(Placing::Unplaced)));
}

#[test]
fn an_area_within_another_takes_no_town_out_of_it() {
    let zone =
        "[[areas]]\nname = \"Gold Zone\"\ncountry = \"MLI\"\nplaces = [\"Lost\", \"Mined\", \"Farou\"]\n";
    let atlas = atlas_with(zone, &[("Mined", "Korotou", "West Region")]);
    let lies = |area: &Area<'_>, name| area.place(&place(name, PlaceKind::PopulatedPlace));
    let (in_, out) = (Some(Placing::In), Some(Placing::Out));
    let gold = atlas.find("Gold Zone", None, &[]).unwrap();
    for name in ["Lost", "Mined"] {
        assert_eq!((lies(&west(&atlas, OLD), name), lies(&gold, name)), (in_, in_), "{name}");
    }
    assert_eq!(lies(&west(&atlas, NEW), "Mined"), in_, "by its second-level division");
    assert_eq!(lies(&west(&atlas, NEW), "Farou"), out);
}

#[test]
fn the_second_level_division_of_a_town_places_it() {
    let towns = [("Kept", "Cercle de Beledia", "West Region"), ("Gone", "Sanko", ""), ("East", "Farou", "")];
    let atlas = atlas_with("", &towns);
    let lies = |vintage, name| west(&atlas, vintage).place(&place(name, PlaceKind::PopulatedPlace));
    let (in_, out) = (Some(Placing::In), Some(Placing::Out));
    for (name, old, new) in [("Kept", in_, in_), ("Gone", in_, out), ("East", out, out)] {
        assert_eq!((lies(OLD, name), lies(NEW, name)), (old, new), "{name}");
    }
    let mut told = event("e");
    told.places = vec![place("Kept", PlaceKind::PopulatedPlace)];
    assert_eq!(west(&atlas, NEW).event(&told, &Default::default()), Placing::In);
}

#[test]
fn plain_divisions_towns_and_names_of_the_data_are_areas() {
    let atlas = atlas();
    let data = [table("ucdp", "1", vec![row("1", "2020-05-01", "North region", "Issou cercle")])];
    let find = |name: &str| atlas.find(name, None, &data).unwrap();
    let row1 = &data[0].rows[0];
    assert_eq!(lies(&find("North"), row1), Some(Placing::In));
    assert_eq!(lies(&find("Issou"), row1), Some(Placing::In));
    assert_eq!(lies(&find("East Region"), row1), Some(Placing::Out));
    assert_eq!(lies(&find("Farou Cercle"), row1), Some(Placing::Out));
    assert_eq!(lies(&find("Farou Cercle"), &row("2", "2020-05-01", "East", "")), Some(Placing::Unplaced));
    let mut there = at(row("2", "2020-05-01", "West", "Beledia"), 14.0, -9.0, GeoPrecision::Exact);
    there.place = Some("Beledia town".into());
    assert_eq!(
        (lies(&find("Beledia"), &there), lies(&find("Dembeni"), &there)),
        (Some(Placing::In), Some(Placing::Out))
    );
}

#[test]
fn the_unknown_is_said_with_what_is_known() {
    let atlas = atlas();
    let unknown = atlas.find("Atlantis", None, &[]).unwrap_err();
    assert!(
        unknown.to_string().contains("areas of the case: Sanko Region, Triangle, West Region"),
        "{unknown}"
    );
    let vintage = atlas.find("région de west", Some("1880"), &[]).unwrap_err();
    assert!(matches!(&vintage, NoArea::Vintage { known, .. } if known.len() == 2), "{vintage}");
}

#[test]
fn an_event_lies_where_anything_says_it_does() {
    let atlas = atlas();
    let none = std::collections::HashMap::new();
    let told = |places: Vec<evidence::ClaimPlace>| {
        let mut event = event("e");
        event.places = places;
        west(&atlas, NEW).event(&event, &none)
    };
    let town = |name| place(name, PlaceKind::PopulatedPlace);
    assert_eq!(told(vec![town("Farou"), town("Beledia")]), Placing::In);
    assert_eq!(told(vec![place("Mali", PlaceKind::Country), town("Farou")]), Placing::Out);
    assert_eq!(told(vec![place("Mali", PlaceKind::Country)]), Placing::Unplaced);
    assert_eq!(told(Vec::new()), Placing::Unplaced);
    let mut from = town("Beledia");
    from.role = "origin".into();
    assert_eq!(
        told(vec![from, town("Farou")]),
        Placing::Out,
        "where a lorry came from is not where it burned"
    );
}
