use super::*;
use crate::draw::Values;
use base::Issue;

const SMALL: &str = include_str!("../../tests/fixtures/tables/small.toml");

fn small() -> (Tables, Values) {
    let read = Tables::parse(SMALL, "supply.toml").unwrap();
    assert!(read.issues.is_empty(), "{:#?}", read.issues);
    let values = Values::best(&read.value.parameters);
    (read.value, values)
}

/// The issues of the small case with one text in place of another.
fn issues(old: &str, new: &str) -> Vec<Issue> {
    assert!(SMALL.contains(old), "{old}");
    Tables::parse(&SMALL.replacen(old, new, 1), "supply.toml").unwrap().issues
}

fn only(old: &str, new: &str) -> Issue {
    let mut issues = issues(old, new);
    assert_eq!(issues.len(), 1, "{issues:#?}");
    issues.remove(0)
}

fn close(a: f64, b: f64) {
    assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{a} is not {b}");
}

/// The line of the small case, from 1, that holds a text.
fn line(text: &str) -> Option<usize> {
    SMALL.lines().position(|l| l.contains(text)).map(|at| at + 1)
}

#[test]
fn every_unit_comes_to_the_one_reckoned_with() {
    let (tables, values) = small();
    let [mill, ferry, hill, cereals] = &tables.demands[..] else { panic!("{:#?}", tables.demands) };
    let weekly = 500.0 / 7.0 * 0.84;
    close(values.of(mill.rate).0, weekly * 0.6);
    close(values.of(ferry.rate).0, weekly * 0.25);
    close(values.of(hill.rate).0, 3.0 * 40.0 * 0.84 / 7.0);
    close(values.of(cereals.rate).0, 100.0);
    close(values.of(cereals.domestic.unwrap()).0, 30.0);
    let (Some(Stock::Cover(cover)), Some(Stock::Amount(stock))) = (mill.stock, hill.stock) else { panic!() };
    close(values.of(cover).0, 5.0);
    close(values.of(stock).0, 168.0);
    let port = |at: usize| &tables.ports[at];
    close(values.of(port(0).capacity.unwrap()).0, 1000.0);
    close(values.of(port(0).cost.unwrap()).0, 12_000.0);
    close(values.of(port(1).hours.unwrap()).0, 72.0);
    close(values.of(tables.crossings[0].capacity.unwrap()).0, 30.0 * 27.0);
    close(values.of(tables.commodities[0].value.unwrap()).0, 1.2 * 600.0 * 1000.0 / 0.84);
    close(values.of(tables.carriers[0].share).0, 0.2);
    close(values.of(tables.zones[0].people.unwrap()).0, 100_000.0);
    let gold = &tables.sectors[0];
    close(values.of(gold.exports.unwrap()).0, 3e9 * 600.0);
    close(values.of(gold.revenue.unwrap()).0, 5e11);
    close(values.of(gold.by_corridor[0].1).0, 0.05);
    close(values.of(gold.uses[0].1).0, 16.8);
    close(values.of(tables.remittances[0].amount).0, 6e11);
}

#[test]
fn a_drawn_density_counts_for_all_litres_alike() {
    let (tables, best) = small();
    let density = tables.commodities[0].density.unwrap().0;
    let id = tables.parameters[density as usize].id.clone();
    let drawn = Values::from_own(&tables.parameters, |p| if p.id == id { 1.68 } else { p.range.best });
    for demand in &tables.demands[..3] {
        close(drawn.of(demand.rate).0, 2.0 * best.of(demand.rate).0);
    }
    close(drawn.of(tables.demands[3].rate).0, best.of(tables.demands[3].rate).0);
}

#[test]
fn what_a_case_does_not_assume_the_program_does_and_says_so() {
    let (tables, values) = small();
    close(values.of(tables.assumptions.room).0, 0.5);
    close(values.of(tables.assumptions.refill).0, 0.1);
    let by_id = |id: &str| tables.parameters.iter().find(|p| p.id.0 == id).unwrap();
    assert_eq!(by_id("par-room").line, line("room ="));
    assert_eq!(by_id("par-refill").line, None);
    assert!(by_id("par-refill").source.starts_with("Default of the program"));
}

#[test]
fn only_shares_that_calibrate_calibrate() {
    let (tables, _) = small();
    assert_eq!(tables.shares.len(), 1);
    let figures: Vec<_> =
        tables.figures.iter().map(|f| tables.parameters[f.0 as usize].id.0.as_str()).collect();
    assert_eq!(figures, ["par-share-sen", "par-figure-tankers-a-week"]);
}

#[test]
fn parameters_are_told_as_a_person_reads_them() {
    let (tables, values) = small();
    let row = |(p, v): (&Parameter, &f64)| {
        let Parameter { id, name, range, unit, .. } = p;
        let date = p.date.as_deref().unwrap_or("-");
        format!("{} | {name} | {} {} {} {unit} | {date} | {v:.6}\n", id.0, range.low, range.best, range.high)
    };
    insta::assert_snapshot!(tables.parameters.iter().zip(&values.0).map(row).collect::<String>());
}

#[test]
fn what_is_no_toml_is_refused_with_its_line() {
    let issue = Tables::parse("currency = \"XOF\"\n[[ports\n", "supply.toml").unwrap_err();
    assert_eq!((issue.code.as_str(), issue.line), ("supply.toml", Some(2)));
}

#[test]
fn an_empty_file_is_an_empty_case() {
    let read = Tables::parse("", "supply.toml").unwrap();
    assert_eq!(read.issues.len(), 1);
    assert_eq!((read.value.parameters.len(), read.value.demands.len()), (13, 0));
}

#[test]
fn a_typo_names_its_line_and_the_nearest_key_and_the_rest_is_read() {
    let text = SMALL.replace("zone = \"Hill\"", "zoen = \"Hill\"");
    let read = Tables::parse(&text, "supply.toml").unwrap();
    assert_eq!(read.value.demands.len(), 3);
    let [issue] = &read.issues[..] else { panic!("{:#?}", read.issues) };
    assert_eq!(issue.line, line("zone = \"Hill\""));
    assert!(issue.message.contains("unknown field `zoen`"), "{issue}");
    assert!(issue.help.as_deref().unwrap().contains("did you mean `zone`?"), "{issue}");
    let issue = only("[[remittances]]", "[[remitances]]");
    assert!(issue.message.ends_with("did you mean `remittances`?"), "{issue}");
    let issue = only("room = {", "rom = {");
    assert!(issue.to_string().contains("did you mean `room`?"), "{issue}");
    // The zone is left out, and so is what names it.
    let issue = &issues("best = 100, high = 120", "bset = 100, high = 120")[0];
    assert!(issue.to_string().contains("did you mean `best`?"), "{issue}");
}

#[test]
fn unknown_names_are_told_with_the_nearest() {
    let issue = only("zone = \"Hill\"", "zone = \"Hil\"");
    assert_eq!((issue.code.as_str(), issue.line), ("supply.unknown", line("zone = \"Hill\"")));
    assert!(issue.message.ends_with("did you mean `Hill`?"), "{issue}");
    let issue = only("commodities = [\"diesel\"]", "commodities = [\"disel\"]");
    assert!(issue.message.ends_with("did you mean `diesel`?"), "{issue}");
    let issue = only("port = \"Port West\"", "port = \"Port Wst\"");
    assert!(issue.message.ends_with("did you mean `Port West`?"), "{issue}");
    let issue = only("Ferry = {", "Ferri = {");
    assert!(issue.message.ends_with("did you mean `Ferry`?"), "{issue}");
    assert_eq!(only("country = \"CIV\"", "country = \"Ivory\"").code, "supply.unknown");
}

#[test]
fn numbers_that_cannot_be_are_told_with_their_line() {
    let issue = only("low = 2, best = 3", "low = -2, best = 3");
    assert_eq!((issue.code.as_str(), issue.line), ("supply.negative", line("low = 2, best = 3, high = 4")));
    assert_eq!(only("low = 100, best = 200", "low = -1, best = 200").code, "supply.negative");
    assert_eq!(only("low = 30, best = 36.5", "low = 37, best = 36.5").code, "supply.order");
    assert_eq!(only("low = 30, best = 36.5", "low = 30, bigger = 36.5").code, "supply.layout");
    assert_eq!(only("low = 30, best = 36.5, high = 40", "low = 30, best = 36.5").code, "supply.number");
    assert_eq!(only("low = 30, best = 36.5", "low = nan, best = 36.5").code, "supply.number");
    assert_eq!(only("high = 30, unit = \"%\"", "high = 130, unit = \"%\"").code, "supply.share");
}

#[test]
fn units_that_do_not_convert_say_what_would() {
    let issue = only("unit = \"kt/year\"", "unit = \"kt\"");
    assert_eq!(issue.code, "supply.unit");
    assert!(issue.message.contains("demand of cereals in Mill: `kt` does not convert"), "{issue}");
    assert!(issue.help.as_deref().unwrap().contains("t/day"), "{issue}");
    let issue = only("unit = \"kt/year\"", "unit = \"ML/year\"");
    assert!(issue.message.contains("needs a commodity with a density"), "{issue}");
    let issue = only("unit = \"kt/year\"", "unit = \"kilotons/year\"");
    assert!(issue.message.contains("no known unit"), "{issue}");
    let issue = only("unit = \"billion USD/year\"", "unit = \"billion EUR/year\"");
    assert!(issue.message.contains("EUR needs a rate"), "{issue}");
    let all = issues("unit = \"XOF/USD\"", "unit = \"USD/XOF\"");
    assert!(all[0].message.contains("no rate of exchange") && all.len() == 5, "{all:#?}");
}

#[test]
fn shares_over_a_hundred_per_cent_are_told() {
    let issue = only(
        "country = \"SEN\"\nwhole = \"goods by sea, value\"",
        "port = \"Port South\"\nwhole = \"goods by land, tonnes\"\ncalibrates = true",
    );
    assert_eq!(issue.code, "supply.share");
    assert!(issue.message.contains("130.0 %"), "{issue}");
    let issue =
        only("low = 0.5, best = 0.6, high = 0.7 }\nFerry", "low = 0.5, best = 0.8, high = 0.9 }\nFerry");
    assert!(issue.message.contains("the demand of diesel"), "{issue}");
}

#[test]
fn shares_of_another_whole_do_not_calibrate() {
    let issue = only("whole = \"goods by sea, value\"", "calibrates = true\nwhole = \"goods by sea, value\"");
    assert_eq!(issue.code, "supply.whole");
}

#[test]
fn duplicates_are_told_and_the_first_counts() {
    assert_eq!(only("name = \"Port South\"", "name = \"Port-West\"").code, "supply.duplicate");
    let text = SMALL.replace("zone = \"Hill\"", "zone = \"Mill\"");
    let read = Tables::parse(&text, "supply.toml").unwrap();
    let [issue] = &read.issues[..] else { panic!("{:#?}", read.issues) };
    assert_eq!(issue.code, "supply.duplicate");
    assert_eq!(read.value.demands.len(), 3);
}

#[test]
fn a_number_without_source_is_a_note_and_counts() {
    let text = SMALL.replace(
        "high = 40, unit = \"trucks/day\", source = \"invented\"",
        "high = 40, unit = \"trucks/day\"",
    );
    let read = Tables::parse(&text, "supply.toml").unwrap();
    let [issue] = &read.issues[..] else { panic!("{:#?}", read.issues) };
    assert_eq!((issue.code.as_str(), issue.severity), ("supply.no-source", base::Severity::Note));
    assert!(read.value.crossings[0].capacity.is_some());
}

#[test]
fn demand_without_supply_is_told() {
    let from = SMALL.find("[[ports]]").unwrap();
    let to = SMALL.find("[[crossings]]").unwrap();
    let share = SMALL.find("[[shares]]").unwrap();
    let sectors = SMALL.find("[[sectors]]").unwrap();
    let text = [&SMALL[..from], &SMALL[to..share], &SMALL[sectors..]].concat();
    let read = Tables::parse(&text, "supply.toml").unwrap();
    assert!(read.issues.iter().all(|i| i.code == "supply.no-supply"), "{:#?}", read.issues);
    // Cereals in Mill have a domestic part.
    assert_eq!((read.issues.len(), read.value.demands.len()), (3, 1));
}

#[test]
fn the_case_that_ships_is_read_without_a_word() {
    let read = Tables::parse(include_str!("../../../../cases/kayes/supply.toml"), "supply.toml").unwrap();
    assert!(read.issues.is_empty(), "{:#?}", read.issues);
    let tables = read.value;
    let counts = [tables.commodities.len(), tables.ports.len(), tables.crossings.len(), tables.zones.len()];
    assert_eq!(counts, [8, 7, 13, 12]);
    assert!(tables.parameters.iter().all(|p| p.range.low <= p.range.best && !p.source.is_empty()));
    let values = Values::best(&tables.parameters);
    let fuel = tables.demands.iter().filter(|d| d.commodity.0 < 3).map(|d| values.of(d.rate).0).sum::<f64>();
    // 3 ML a day and 0.8 ML for power are about 3,080 t.
    assert!((fuel - 3080.0).abs() < 30.0, "{fuel}");
}

/// The fixture's lines, some of them cut, doubled or swapped for others: what a hurried edit leaves.
fn broken(edits: &[(usize, usize, u8)]) -> String {
    let mut lines: Vec<String> = SMALL.lines().map(str::to_owned).collect();
    for &(at, with, what) in edits {
        let (at, with) = (at % lines.len(), with % lines.len());
        match what % 4 {
            0 => drop(lines.remove(at)),
            1 => lines.insert(with, lines[at].clone()),
            2 => lines.swap(at, with),
            _ => {
                let line: Vec<char> = lines[at].chars().collect();
                let cut = with % (line.len() + 1);
                lines[at] = line[..cut].iter().collect();
            }
        }
    }
    lines.join("\n")
}

proptest::proptest! {
    #[test]
    fn no_edit_makes_it_panic_and_each_issue_has_its_line(
        edits in proptest::collection::vec((0usize..500, 0usize..500, 0u8..4), 1..6),
    ) {
        let text = broken(&edits);
        let lines = text.lines().count().max(1);
        let issues = match Tables::parse(&text, "supply.toml") {
            Ok(read) => {
                let count = read.value.parameters.len();
                let ids: std::collections::BTreeSet<_> = read.value.parameters.iter().map(|p| &p.id).collect();
                proptest::prop_assert_eq!(ids.len(), count);
                for demand in &read.value.demands {
                    proptest::prop_assert!((demand.rate.0 as usize) < count);
                    proptest::prop_assert!(demand.zone.0 < read.value.zones.len());
                    proptest::prop_assert!(demand.commodity.0 < read.value.commodities.len());
                }
                read.issues
            }
            Err(issue) => vec![issue],
        };
        for issue in issues {
            proptest::prop_assert!(issue.line.is_some_and(|l| (1..=lines + 1).contains(&l)), "{}", issue);
        }
    }

    #[test]
    fn a_draw_stays_within_the_bounds(parts in proptest::collection::vec(0.0f64..=1.0, 60)) {
        let (tables, _) = small();
        let mut parts = parts.into_iter().cycle();
        let own = |p: &Parameter| p.range.low + parts.next().unwrap_or(0.5) * (p.range.high - p.range.low);
        let values = Values::from_own(&tables.parameters, own);
        for (at, value) in values.0.iter().enumerate() {
            let bounds = crate::draw::range_of::<f64>(&tables.parameters, Param::at(at));
            let slack = 1e-9 * bounds.high.abs().max(1e-9);
            let within = bounds.low - slack <= *value && *value <= bounds.high + slack;
            proptest::prop_assert!(within, "{:?}: {value} in {bounds:?}", tables.parameters[at].id);
        }
    }
}
