//! Every kind of constraint and every way its status goes, in small cases made by hand.

mod record;

use base::Modality::{
    Announced, Asserted, CalledFor, Denied, Generic, Hedged, Hypothetical, Negated, Planned,
};
use base::{Interval, Modality};
use events::ConstraintStatus::{self as Status, InForce, Lapsed, Lifted};
use events::{Constraint, ConstraintKind as Kind, Reserve, constraints};
use evidence::{Claim, MeasureStatus};
use proptest::prelude::*;
use record::{Told, With, claim, day, span};

fn all(claims: &[Claim], as_of: &str) -> Vec<Constraint> {
    Told::of(claims).ask(as_of, constraints)
}

/// The only constraint of these claims.
fn one(claims: &[Claim], as_of: &str) -> Constraint {
    let mut found = all(claims, as_of);
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn statuses(of: &Constraint) -> Vec<Status> {
    of.history.iter().map(|s| s.status).collect()
}

fn blockade(published: &str, quote: &str, modality: Modality, by: &str) -> Claim {
    claim(published, "blockade_reported", quote, &["Dambara"]).put(modality).by(by)
}

#[test]
fn a_denial_by_another_disputes_and_settles_nothing() {
    let claims = [
        blockade("2025-09-04", "un blocus de Dambara", Announced, "Voix du fleuve").on("2025-09-03"),
        blockade("2025-09-09", "aucun blocus à Dambara", Denied, "Army"),
    ];
    let found = one(&claims, "2025-09-30");
    assert_eq!((found.kind, found.status, found.disputed), (Kind::Blockade, Status::Announced, true));
    assert_eq!(statuses(&found), [Status::Announced, Status::Denied]);
    assert_eq!(found.history[0].by, ["Front du fleuve"], "the group behind its spokesperson");
    assert_eq!(found.history[1].published, Some(Interval::day(day("2025-09-09"))));
    assert_eq!((found.last_confirmed, found.age_days), (Some(day("2025-09-04")), Some(26)));
    let before = one(&claims, "2025-09-05");
    assert_eq!(
        (statuses(&before), before.disputed),
        (vec![Status::Announced], false),
        "as of a day before the denial"
    );
    assert_eq!(before.id, found.id, "the id stays as more is told");
}

#[test]
fn a_denial_alone_denies() {
    let found = one(&[blockade("2025-09-09", "aucun blocus à Dambara", Negated, "Army")], "2025-09-30");
    assert_eq!((found.status, found.disputed, found.last_confirmed), (Status::Denied, false, None));
}

#[test]
fn its_authors_own_denial_denies() {
    let found = one(
        &[
            blockade("2025-09-04", "un blocus de Dambara", Announced, "Front du fleuve").on("2025-09-03"),
            blockade("2025-09-09", "aucun blocus à Dambara", Denied, "Voix du fleuve"),
        ],
        "2025-09-30",
    );
    assert_eq!((found.status, found.disputed), (Status::Denied, false));
}

#[test]
fn called_for_then_in_force_then_lifted() {
    let call = claim("2025-07-03", "operator_suspension_call", "appel à suspendre", &[])
        .put(CalledFor)
        .by("Blue Lines");
    let stop = claim("2025-07-06", "operator_suspension", "suspend ses lignes", &[])
        .on("2025-07-05")
        .by("Blue Lines");
    let back = claim("2025-08-02", "operator_resumption", "reprend ses lignes", &[])
        .on("2025-08-01")
        .by("Blue Lines");
    let call = call.on("2025-07-02");
    let found = one(&[call.clone(), stop.clone(), back], "2025-09-30");
    assert_eq!((found.kind, found.status), (Kind::OperatorSuspension, Lifted));
    assert_eq!(statuses(&found), [Status::CalledFor, InForce, Lifted]);
    assert_eq!(found.date, Some(span("2025-07-02", "2025-08-01")));
    assert_eq!(found.scope.operators, ["Blue Lines"]);
    // A later call takes nothing back that is in force.
    let again =
        claim("2025-07-20", "operator_suspension_call", "appel encore", &[]).put(CalledFor).by("Blue Lines");
    assert_eq!(one(&[call, stop, again], "2025-09-30").status, InForce);
}

#[test]
fn a_term_lapses_the_day_after_and_an_extension_carries_it_on() {
    let quote = "Un couvre-feu à Dambara du 1er au 31 août, de 21 h à 5 h, sauf les ambulances et le personnel soignant.";
    let first =
        claim("2025-08-01", "curfew", quote, &["Dambara"]).between("2025-08-01", "2025-08-31").by("Governor");
    let longer = claim("2025-08-30", "curfew", "prolongé du 1er au 30 septembre", &["Dambara"])
        .between("2025-09-01", "2025-09-30")
        .status(MeasureStatus::Extended);
    let alone = std::slice::from_ref(&first);
    assert_eq!(one(alone, "2025-08-31").status, InForce);
    let lapsed = one(alone, "2025-09-01");
    assert_eq!((lapsed.status, lapsed.date), (Lapsed, Some(span("2025-08-01", "2025-08-31"))));
    let last = lapsed.history.last().unwrap();
    assert_eq!((last.status, last.date), (Lapsed, Some(Interval::since(day("2025-09-01")))));
    assert_eq!(last.evidence, lapsed.history[0].evidence, "it rests on what told the term");
    let both = one(&[first, longer], "2025-09-15");
    assert_eq!((both.status, both.history[1].extended), (InForce, true));
    assert_eq!(both.date, Some(span("2025-08-01", "2025-09-30")));
    let hours: Vec<(&str, &str)> =
        both.scope.hours.iter().map(|h| (h.from.as_str(), h.to.as_str())).collect();
    assert_eq!(hours, [("21:00", "05:00")]);
    assert_eq!(both.scope.exemptions, ["ambulances", "medical"]);
    assert_eq!(both.scope.places[0].pcode.as_deref(), Some("ML0199"));
}

#[test]
fn a_vague_date_is_no_term() {
    let found = one(
        &[claim("2025-09-20", "closure", "la route vers Dambara est fermée", &["Dambara"])
            .between("2025-09-01", "2025-09-10")],
        "2025-12-01",
    );
    assert_eq!((found.status, found.age_days), (InForce, Some(72)));
    assert_eq!(found.date, Some(Interval::since(day("2025-09-01"))));
}

#[test]
fn a_length_told_is_a_term_and_a_gap_shows() {
    let first = claim("2025-07-02", "curfew", "un couvre-feu de trente jours", &["Dambara"]).on("2025-07-01");
    let again = claim("2025-09-01", "curfew", "un couvre-feu jusqu’au 30 septembre", &["Dambara"])
        .between("2025-08-31", "2025-09-30");
    let alone = std::slice::from_ref(&first);
    assert_eq!((one(alone, "2025-07-30").status, one(alone, "2025-07-31").status), (InForce, Lapsed));
    let both = all(&[first, again], "2025-09-15");
    let told: Vec<_> = both.iter().map(|c| (c.status, c.date)).collect();
    let terms = [span("2025-07-01", "2025-07-30"), span("2025-08-31", "2025-09-30")];
    assert_eq!(told, [(Lapsed, Some(terms[0])), (InForce, Some(terms[1]))]);
    assert_ne!(both[0].id, both[1].id);
}

#[test]
fn two_terms_with_a_gap_keep_their_own_hours_unless_one_prolongs_the_other() {
    let told = |published, quote, from, to| {
        claim(published, "curfew", quote, &["Dambara"]).between(from, to).by("Governor")
    };
    let first = told("2025-07-01", "couvre-feu de 21 h à 5 h", "2025-07-01", "2025-07-31");
    let second = told("2025-09-01", "couvre-feu de 23 h à 4 h", "2025-09-01", "2025-09-30");
    let hours: Vec<_> = all(&[first.clone(), second.clone()], "2025-09-15")
        .iter()
        .map(|c| c.scope.hours.iter().map(|h| h.from.clone()).collect::<Vec<_>>())
        .collect();
    assert_eq!(hours, [["21:00"], ["23:00"]]);
    let prolonged = one(&[first, second.status(MeasureStatus::Extended)], "2025-09-15");
    let from: Vec<_> = prolonged.scope.hours.iter().map(|h| h.from.as_str()).collect();
    assert_eq!(from, ["23:00"], "what is told for the later term holds");
}

#[test]
fn who_is_let_through_may_stand_before_the_words_that_say_so() {
    let exempt = |quote: &str| {
        let told = claim("2025-07-01", "curfew", quote, &["Dambara"]).on("2025-07-01");
        one(&[told], "2025-07-02").scope.exemptions
    };
    assert_eq!(exempt("Les ambulances et les pompiers en sont exemptés"), ["ambulances", "firefighters"]);
    assert_eq!(exempt("Seules les ambulances peuvent circuler la nuit"), ["ambulances"]);
    assert_eq!(exempt("Ambulances are exempt"), ["ambulances"]);
    assert_eq!(exempt("Ambulances may drive only by day"), [""; 0]);
}

#[test]
fn one_border_is_one_however_it_is_named() {
    use base::{Country, PlaceKind};
    let closure = |published: &str, quote: &str, places: &[(&str, PlaceKind, &str)]| {
        let mut told = claim(published, "closure", quote, &["Dambara"]).on(published);
        let model = told.places[0].clone();
        let place = |(name, kind, code): &(&str, PlaceKind, &str)| evidence::ClaimPlace {
            name: (*name).into(),
            kind: Some(*kind),
            country: Country::new(code),
            point: None,
            ..model.clone()
        };
        told.places = places.iter().map(place).collect();
        told
    };
    let niger = ("Niger", PlaceKind::Country, "NER");
    let area = |name: &'static str| (name, PlaceKind::Area, "");
    let closed = closure("2025-06-02", "Niger closed its border with Benin", &[niger, area("Benin border")]);
    let togo = ("Togo", PlaceKind::Country, "TGO");
    let other = closure("2025-03-12", "Togo closed its border with Benin", &[togo, area("Benin border")]);
    let mut open = closure("2025-06-19", "The Benin–Niger border reopened", &[area("Benin–Niger border")]);
    open.claim_type = "road_reopening".into();
    let found = all(&[closed, other, open], "2025-06-30");
    let told: Vec<_> = found.iter().map(|c| c.status).collect();
    assert_eq!(told, [InForce, Lifted], "{found:#?}");
}

#[test]
fn a_lifting_of_some_places_leaves_the_others_in_force() {
    let names = |c: &Constraint| c.scope.places.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
    let of = |published, claim_type, quote, places: &[&str]| {
        claim(published, claim_type, quote, places).by("Front du fleuve")
    };
    let both = of("2025-09-04", "blockade_reported", "blocus de Dambara et Tanga", &["Dambara", "Tanga"]);
    let lifted = of("2025-09-09", "blockade_reported", "blocus de Tanga levé", &["Tanga"])
        .status(MeasureStatus::Lifted);
    let before = one(std::slice::from_ref(&both), "2025-09-30");
    let found = all(&[both.clone(), lifted.clone()], "2025-09-30");
    assert_eq!(found.len(), 2, "{found:#?}");
    let (rest, out) =
        if found[0].status == InForce { (&found[0], &found[1]) } else { (&found[1], &found[0]) };
    assert_eq!((rest.status, names(rest), statuses(rest)), (InForce, vec!["Dambara".into()], vec![InForce]));
    assert_eq!((out.status, names(out)), (Lifted, vec!["Tanga".to_owned()]));
    assert!(rest.id == before.id && out.id != rest.id, "the wider one keeps its id");
    assert!(out.scope.evidence.iter().all(|e| e.value != "Dambara"));
    let denied = lifted.clone().put(Denied).by("Army");
    let mut denied = denied;
    denied.status = None;
    let found = all(&[both.clone(), denied], "2025-09-30");
    let disputed: Vec<_> = found.iter().map(|c| (names(c)[0].clone(), c.disputed)).collect();
    assert!(disputed.contains(&("Dambara".into(), false)) && disputed.contains(&("Tanga".into(), true)));
    let rest = of("2025-09-12", "blockade_reported", "le blocus est levé", &["Dambara", "Tanga"])
        .status(MeasureStatus::Lifted);
    let found = all(&[both.clone(), lifted, rest.clone()], "2025-09-30");
    assert!(found.len() == 2 && found.iter().all(|c| c.status == Lifted), "{found:#?}");
    assert_eq!(one(&[both, rest], "2025-09-30").status, Lifted, "of all its places");
}

#[test]
fn what_is_to_begin_later_is_announced() {
    let curfew =
        claim("2025-09-20", "curfew", "couvre-feu", &["Dambara"]).between("2025-10-01", "2025-10-31");
    assert_eq!(one(std::slice::from_ref(&curfew), "2025-09-25").status, Status::Announced);
    assert_eq!(one(&[curfew], "2025-10-02").status, InForce);
}

#[test]
fn reserve_is_kept_and_yields_to_what_is_told_plainly() {
    let hedged = blockade("2025-09-04", "Dambara serait sous blocus", Hedged, "Front du fleuve");
    let found = one(std::slice::from_ref(&hedged), "2025-09-30");
    assert_eq!((found.status, found.reserve, found.last_confirmed), (InForce, Some(Reserve::Hedged), None));
    let plain = blockade("2025-09-02", "un blocus de Dambara", Announced, "Front du fleuve");
    let found = one(&[hedged, plain], "2025-09-30");
    assert_eq!((found.status, found.reserve), (Status::Announced, None));
    let planned = claim("2025-09-04", "curfew", "un couvre-feu est prévu", &["Dambara"]).put(Planned);
    let found = one(&[planned], "2025-09-30");
    assert_eq!((found.status, found.reserve), (Status::Announced, Some(Reserve::Planned)));
}

#[test]
fn what_is_only_possible_or_general_is_no_constraint() {
    for modality in [Hypothetical, Generic] {
        let claims = [claim("2025-09-04", "closure", "si la route fermait", &["Dambara"]).put(modality)];
        assert!(all(&claims, "2025-09-30").is_empty(), "{modality:?}");
    }
}

#[test]
fn a_lifting_denied_is_in_force() {
    let claims = [claim("2025-09-04", "curfew", "le couvre-feu n’est pas levé", &["Dambara"])
        .put(Negated)
        .status(MeasureStatus::Lifted)];
    assert_eq!(one(&claims, "2025-09-30").status, InForce);
}

#[test]
fn a_lifting_told_by_the_other_side_disputes_and_its_authors_own_settles() {
    let imposed =
        blockade("2025-09-04", "un blocus de Dambara", Asserted, "Front du fleuve").on("2025-09-03");
    let lifted = |published, by| {
        blockade(published, "le blocus de Dambara est levé", Asserted, by).status(MeasureStatus::Lifted)
    };
    let found = one(&[imposed.clone(), lifted("2025-09-09", "Army")], "2025-09-30");
    assert_eq!((found.status, found.disputed), (InForce, true));
    assert_eq!(statuses(&found), [InForce, Lifted]);
    assert_eq!(found.date, Some(Interval::since(day("2025-09-03"))));
    let denial = blockade("2025-09-12", "le groupe dément avoir levé le blocus", Denied, "Voix du fleuve");
    let found = one(&[imposed.clone(), lifted("2025-09-09", "Army"), denial], "2025-09-30");
    assert_eq!((found.status, found.disputed), (InForce, true));
    assert_eq!(found.last_confirmed, Some(day("2025-09-12")));
    for by in ["Voix du fleuve", "", "Amadou Untel"] {
        let found = one(&[imposed.clone(), lifted("2025-09-09", by)], "2025-09-30");
        assert_eq!((found.status, found.disputed), (Lifted, false), "{by}");
    }
    let state = claim("2025-09-04", "curfew", "couvre-feu", &["Dambara"]).by("Governor");
    let by_army = claim("2025-09-09", "curfew_lifted", "couvre-feu levé", &["Dambara"]).by("Army");
    assert_eq!(one(&[state, by_army], "2025-09-30").status, Lifted, "one part of the state for another");
}

#[test]
fn a_lifting_told_again_keeps_its_day_and_confirms() {
    let told = |published, quote| claim(published, "curfew_lifted", quote, &["Dambara"]);
    let claims = [
        claim("2025-08-02", "curfew", "couvre-feu", &["Dambara"]).on("2025-08-01"),
        told("2025-08-21", "levé le 20").on("2025-08-20"),
        told("2025-09-02", "le couvre-feu a été levé"),
    ];
    let found = one(&claims, "2025-09-30");
    assert_eq!((found.status, found.date), (Lifted, Some(span("2025-08-01", "2025-08-20"))));
    assert_eq!(found.last_confirmed, Some(day("2025-09-02")));
}

#[test]
fn a_call_to_reopen_neither_closes_nor_opens() {
    let closed = claim("2025-09-04", "closure", "la route est fermée", &["Dambara"]);
    for modality in [CalledFor, Planned] {
        let call = claim("2025-09-10", "road_reopening", "rouvrir la route", &["Dambara"]).put(modality);
        let found = one(&[closed.clone(), call], "2025-09-30");
        assert_eq!((found.status, found.history.len()), (InForce, 1), "{modality:?}");
    }
    let open = claim("2025-09-10", "road_reopening", "la route a rouvert", &["Dambara"]);
    assert_eq!(one(&[closed, open], "2025-09-30").status, Lifted);
}

#[test]
fn a_ban_tells_goods_vehicles_and_the_countries_they_come_from() {
    let quote = "interdiction aux camions-citernes d’acheminer du carburant depuis le Senegal, sauf pour les ambulances";
    let told = claim("2025-09-04", "fuel_ban", quote, &["Senegal"]).put(Announced).by("Front du fleuve");
    let here = claim("2025-09-09", "fuel_ban", "le carburant reste interdit à Dambara", &["Dambara"])
        .by("Front du fleuve");
    let found = one(&[told, here], "2025-09-30");
    let scope = &found.scope;
    assert_eq!(
        (found.kind, scope.commodities.as_slice()),
        (Kind::CommodityBan, ["fuel".to_owned()].as_slice())
    );
    assert_eq!(scope.vehicle_classes, ["tanker"], "a tanker truck is no truck beside a tanker");
    assert_eq!(scope.origin_countries.iter().map(|c| c.as_str()).collect::<Vec<_>>(), ["SEN"]);
    assert_eq!(scope.exemptions, ["ambulances"]);
    assert_eq!(scope.places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Dambara"]);
}

#[test]
fn a_place_that_it_is_only_to_deprive_is_not_in_its_scope() {
    let names = |quote: &str| {
        let told = claim("2025-09-04", "blockade_reported", quote, &["Dambara", "Tanga"]);
        one(&[told], "2025-09-30").scope.places.iter().map(|p| p.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("le blocus de Dambara vise à priver Tanga de ressources"), ["Dambara"]);
    assert_eq!(names("a blockade of Dambara to starve the city of Tanga of fuel"), ["Dambara"]);
    assert_eq!(names("le blocus de Dambara et de Tanga"), ["Dambara", "Tanga"]);
    assert_eq!(names("blocus de Dambara et Tanga, pour priver Tanga de vivres"), ["Dambara", "Tanga"]);
}

#[test]
fn every_value_of_a_scope_has_its_claim() {
    let claims = [
        claim("2025-09-04", "fuel_ban", "le diesel est interdit aux bus", &["Dambara", "RN9"]).put(Announced),
        claim(
            "2025-09-05",
            "fuel_ban",
            "no fuel from Senegal",
            &["Senegal", "Port Lamine–Dambara corridor", "Dambara"],
        ),
    ];
    let found = one(&claims, "2025-09-30");
    assert_eq!(
        (found.scope.links.as_slice(), found.scope.corridors.as_slice()),
        (["RN9".to_owned()].as_slice(), ["Port Lamine–Dambara corridor".to_owned()].as_slice())
    );
    let values: Vec<(&str, &str)> =
        found.scope.evidence.iter().map(|e| (e.part.as_str(), e.value.as_str())).collect();
    let expected = [
        ("commodities", "diesel"),
        ("commodities", "fuel"),
        ("corridors", "Port Lamine–Dambara corridor"),
        ("links", "RN9"),
        ("origin_countries", "SEN"),
        ("places", "Dambara"),
        ("vehicle_classes", "bus"),
    ];
    assert_eq!(values, expected);
    assert!(found.scope.evidence.iter().all(|e| !e.claims.is_empty()));
}

#[test]
fn two_bans_two_carriers_and_two_closures_stay_apart() {
    let claims = [
        claim("2025-09-04", "commodity_ban", "le ciment est interdit", &["Dambara"]),
        claim("2025-09-04", "commodity_ban", "le bétail est interdit", &["Dambara"]),
        claim("2025-09-04", "operator_suspension", "suspend ses lignes", &["Dambara"]).by("Blue Lines"),
        claim("2025-09-04", "operator_suspension", "suspend aussi", &["Dambara"]).by("Red Lines"),
        claim("2025-09-04", "closure", "les écoles sont fermées", &["Dambara"]),
        claim("2025-09-04", "closure", "la frontière est fermée", &["Dambara"]),
    ];
    let kinds: Vec<Kind> = all(&claims, "2025-09-30").iter().map(|c| c.kind).collect();
    use Kind::{Closure, CommodityBan, OperatorSuspension};
    assert_eq!(kinds, [Closure, Closure, CommodityBan, CommodityBan, OperatorSuspension, OperatorSuspension]);
}

#[test]
fn a_list_of_blockaded_towns_does_not_run_them_together() {
    let claims = [
        claim("2025-09-04", "blockade_reported", "blocus de Dambara et Sirakoro", &["Dambara", "Sirakoro"])
            .on("2025-09-03"),
        claim("2025-05-04", "blockade_reported", "blocus de Tanga", &["Tanga"]).on("2025-05-03"),
        claim(
            "2025-09-20",
            "blockade_reported",
            "blocus (Dambara, Tanga)",
            &["Dambara", "Sirakoro", "Tanga"],
        )
        .on("2025-09-19"),
    ];
    assert_eq!(all(&claims, "2025-09-30").len(), 2);
}

#[test]
fn works_tolls_rules_and_damage_are_constraints_too() {
    let claims = [
        claim("2025-09-04", "operator_suspension", "Quarry Works suspend les travaux", &["RN9"])
            .by("Quarry Works"),
        claim("2025-09-04", "road_tax_extortion", "des taxes sur les camions", &["Dambara"]),
        claim("2025-09-04", "imposed_rules", "la zakat, le voile et la musique interdite", &["Dambara"]),
        claim("2025-09-04", "infrastructure_damage", "un pont endommagé", &["RN9"]).incident(),
        // Burned beside the road, which stays whole.
        claim("2025-09-04", "infrastructure_sabotage", "engins brûlés sur la route", &["RN9"]).incident(),
    ];
    let found = all(&claims, "2025-09-30");
    let kinds: Vec<Kind> = found.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [Kind::WorksSuspended, Kind::Toll, Kind::ImposedRules, Kind::Damage]);
    assert_eq!(found[2].scope.rules, ["dress", "music_ban", "zakat"]);
    assert_eq!(found[1].scope.vehicle_classes, ["truck"]);
    assert_eq!(found[0].scope.links, ["RN9"]);
}

#[test]
fn checkpoints_and_escorts_show_no_hour_day_spot_or_word() {
    for claim_type in ["checkpoint", "escort_rule"] {
        let quote = "quarante hommes tiennent un barrage à Dambara de 6 h à 18 h";
        let told = claim("2025-09-14", claim_type, quote, &["Dambara", "RN9"])
            .on("2025-09-12")
            .by("Front du fleuve");
        let near = claim("2025-09-14", "closure", "la route est fermée près du barrage", &["Dambara"]);
        let mut told = Told::of(&[told, near]);
        // The closure's quote overlaps the checkpoint's: its words would show it too.
        let over = told.claims[0].span;
        told.claims[1].span = over;
        let found = told.ask("2025-09-30", constraints);
        let shown = found.iter().find(|c| c.kind.is_positions()).unwrap();
        let step = &shown.history[0];
        assert_eq!(step.date, Some(span("2025-09-01", "2025-09-30")));
        assert_eq!(step.published, Some(span("2025-09-01", "2025-09-30")));
        assert_eq!(shown.last_confirmed, Some(day("2025-09-01")));
        assert_eq!(shown.scope.places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Tarka Region"]);
        assert!(shown.scope.places[0].point.is_none() && shown.scope.hours.is_empty());
        assert_eq!(shown.scope.links, ["RN9"]);
        let json = serde_json::to_string(&found).unwrap();
        for word in ["quarante", "barrage", "09-12", "06:00", "18:00"] {
            assert!(!json.contains(word), "{claim_type}: {word} in {json}");
        }
        let json = serde_json::to_string(shown).unwrap();
        assert!(!json.contains("2025-09-14") && !json.contains("\"Dambara\""), "{json}");
    }
}

#[test]
fn a_reprint_confirms_nothing_anew() {
    let claims = [
        blockade("2025-09-04", "un blocus de Dambara", Announced, "Front du fleuve"),
        blockade("2025-09-20", "un blocus de Dambara est annoncé", Announced, "Front du fleuve"),
    ];
    let told = Told::with_origins(&claims, &["2025-09-04", "2025-09-20"]);
    assert_eq!(told.ask("2025-09-30", constraints)[0].last_confirmed, Some(day("2025-09-04")));
    assert_eq!(one(&claims, "2025-09-30").last_confirmed, Some(day("2025-09-20")));
}

#[test]
fn private_names_are_not_told_as_authors() {
    let found = one(&[blockade("2025-09-04", "un blocus", Announced, "Amadou Untel")], "2025-09-30");
    assert!(found.history[0].by.is_empty());
}

const TYPES: [&str; 9] = [
    "blockade_announced",
    "curfew",
    "curfew_lifted",
    "fuel_ban",
    "closure",
    "checkpoint",
    "operator_ban",
    "road_reopening",
    "imposed_rules",
];
const QUOTES: [&str; 4] = [
    "la route est fermée jusqu’au soir",
    "le carburant, de 21 h à 5 h",
    "sauf les bus",
    "from 3 to 9 trucks from SEN",
];
const MODALITIES: [Modality; 6] = [Asserted, Announced, CalledFor, Hedged, Denied, Planned];

fn any_claim() -> impl Strategy<Value = Claim> {
    let parts = (
        0..TYPES.len(),
        0..QUOTES.len(),
        0..MODALITIES.len(),
        1..28i8,
        0..3i8,
        0..30i64,
        0..4usize,
        0..4usize,
    );
    parts.prop_map(|(t, q, m, published, dated, length, at, by)| {
        let places: &[&str] = [&["Dambara"][..], &["Sirakoro", "Dambara"], &["Senegal"], &[]][at];
        let name = format!("2025-0{}-{published:02}", 7 + at % 3);
        let mut claim = claim(&name, TYPES[t], QUOTES[q], places).put(MODALITIES[m]);
        claim.id =
            base::ClaimId::derive(&[&name, TYPES[t], QUOTES[q], &format!("{m}{dated}{length}{by}{at}")]);
        claim.actor = ["Front du fleuve", "Army", "Blue Lines"].get(by).map(|a| (*a).to_owned());
        if dated > 0 {
            let start = base::Date::constant(2025, 7, published);
            let end = start.checked_add(std::time::Duration::from_secs(length as u64 * 86_400)).unwrap();
            claim.date =
                Some(if dated == 1 { Interval::between(start, end) } else { Interval::since(start) });
        }
        claim
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn histories_are_sorted_and_lead_to_their_status(claims in proptest::collection::vec(any_claim(), 0..14), month in 7..12i8) {
        let as_of = format!("2025-{month:02}-15");
        let mut told = Told::of(&claims);
        let found = told.ask(&as_of, constraints);
        for c in &found {
            let days: Vec<_> = c.history.iter().map(|s| s.day()).collect();
            prop_assert!(days.is_sorted(), "{:?}", days);
            prop_assert!(c.history.iter().any(|s| s.status == c.status), "{:?}", c);
            prop_assert!(c.history.iter().all(|s| !s.evidence.is_empty()));
            let said = |s: Status| c.history.iter().any(|h| h.status == s);
            prop_assert!(!c.disputed || said(Status::Denied) || said(Lifted));
            prop_assert!(c.age_days.is_none_or(|d| d >= 0), "{:?}", c.age_days);
            prop_assert!(c.date.is_none_or(|d| d.end.is_none() || d.start.is_none() || d.start <= d.end));
        }
        // A claim is a step of one constraint, or of several that its places or their common end tell of.
        let shared = |id: &base::ClaimId| claims.iter().any(|c| c.id == *id && c.places.len() != 1);
        let cited: Vec<_> = found.iter().flat_map(|c| c.history.iter().filter(|s| s.status != Lapsed)).flat_map(|s| &s.evidence).map(|e| &e.claim).filter(|id| !shared(id)).collect();
        let once: std::collections::BTreeSet<_> = cited.iter().collect();
        prop_assert_eq!(cited.len(), once.len());
        let ids: std::collections::BTreeSet<_> = found.iter().map(|c| &c.id).collect();
        prop_assert_eq!(ids.len(), found.len());
        // In whatever order they are given.
        told.claims.reverse();
        told.documents.reverse();
        told.resolution.events.reverse();
        told.resolution.standings.reverse();
        prop_assert_eq!(told.ask(&as_of, constraints), found);
    }
}

#[test]
fn a_toll_told_with_positions_or_strength_keeps_month_and_region() {
    let words = "12 soldats prélèvent une taxe à Dambara de 21 heures à 5 heures";
    let strong = claim("2025-09-10", "road_tax_extortion", words, &["Dambara"]).on("2025-09-09");
    let plain =
        claim("2025-09-10", "road_tax_extortion", "une taxe de 21 h à 5 h", &["Dambara"]).on("2025-09-09");
    let post = claim("2025-09-10", "checkpoint", "un poste de contrôle", &["Dambara"]);
    let open = all(std::slice::from_ref(&plain), "2025-09-30");
    assert!(open.iter().any(|c| c.scope.places.iter().any(|p| p.name == "Dambara")));
    let mut beside = Told::of(&[plain, post]);
    beside.claims[1].span = beside.claims[0].span;
    for case in [Told::of(&[strong]), beside] {
        let found = case.ask("2025-09-30", constraints);
        let toll = found.iter().find(|c| c.kind == Kind::Toll).unwrap();
        let json = serde_json::to_string(toll).unwrap();
        for hidden in ["09-09", "09-10", "soldats", "21:00", "\"Dambara\""] {
            assert!(!json.contains(hidden), "{hidden} in {json}");
        }
    }
}
