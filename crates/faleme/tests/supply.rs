//! Supply and scenarios of a small case with its own roads and tables, as a user runs them.

mod common;
#[path = "common/small.rs"]
mod small;

use common::{fails, faleme, json, stdout, write};
use serde_json::Value;
use small::{NEWS, TABLES, small_case};

const BAN: &str = "title = \"Fuel ban\"\nfrom = 2025-09-12\n[[suppose]]\nkind = \"commodity_ban\"\ncorridor = \"Harbour–Mill\"\nbetween = [\"Ford\", \"Mill\"]\ngoods = [\"fuel\"]\ndays = 20\n";

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

const ON: [&str; 4] = ["--as-of", "2025-09-10", "--draws", "20"];

#[test]
fn an_incident_on_the_corridor_is_at_risk_and_every_number_leads_on() {
    let folder = small_case(Some(TABLES));
    let dir = folder.path();
    let args = [&["supply", "c", "--format", "json"], &ON[..]].concat();
    let answer = json(dir, &args);
    assert_eq!(answer, json(dir, &args), "the same again");
    let corridor = &answer["corridors"][0];
    assert_eq!(corridor["corridor"], "Harbour–Mill");
    assert!(number(&corridor["share"]) > 0.1 && corridor["share"] == corridor["at_risk"], "{corridor}");
    assert!(number(&corridor["now"]) < number(&corridor["usual"]));
    let zone = &answer["zones"][0];
    assert_eq!((zone["zone"].as_str(), number(&zone["demand"])), (Some("Mill"), 100.0));
    let cover = &zone["cover_days"];
    assert!(
        number(&cover["low"]) <= number(&cover["best"]) && number(&cover["best"]) <= number(&cover["high"])
    );
    assert!(number(&answer["balance_error"]) < 1e-9);
    assert_eq!(
        (answer["data"]["start"].as_str(), answer["tlp"].as_str()),
        (Some("2025-09-05"), Some("TLP:AMBER"))
    );
    let asked = answer["regimes"].as_array().unwrap().iter().find(|r| r["asked"] == true).unwrap();
    let reason = asked["reasons"][0].as_str().unwrap();
    assert!(stdout(dir, &["why", "c", reason]).contains("attacked a convoy"));
    let parameters = answer["parameters"].as_array().unwrap();
    let demand = parameters.iter().find(|p| p["best"] == 100.0).unwrap()["id"].as_str().unwrap();
    let why = stdout(dir, &["why", "c", demand]);
    assert!(
        why.contains("100 (80 to 120) t/d") && why.contains("made by hand") && why.contains("line "),
        "{why}"
    );
    let table = stdout(dir, &[&["supply", "c"], &ON[..]].concat());
    assert!(table.contains("Harbour–Mill") && table.contains(reason), "{table}");
    let [first, corridor] = ["TLP:AMBER", "Harbour–Mill "].map(|words| table.find(words).expect(words));
    let assumed = "can take in addition, as a part of what it usually carries";
    assert!(
        table.contains(assumed) && table.contains("par-restricted-passes"),
        "assumptions in sight: {table}"
    );
    assert!(first < table.find('\n').unwrap(), "marked where it is copied from: {table}");
    assert!(table.find(reason).unwrap() < corridor, "what holds comes before what it does: {table}");
}

#[test]
fn a_constraint_is_told_with_the_day_it_is_reckoned_from() {
    let folder = small_case(Some(TABLES));
    let dir = folder.path();
    let news = NEWS.replace("Attack\n", "Blockade\n").replace(
        "Gunmen attacked a convoy of trucks in Ford on September 5, 2025.",
        "On September 4, 2025, the group announced a blockade of Ford.",
    );
    write(&dir.join("c/sources"), "blockade.md", news);
    stdout(dir, &["read", "c"]);
    let table = stdout(dir, &[&["supply", "c"], &ON[..]].concat());
    assert!(table.contains("blockade, announced, reckoned from 2025-09-04 (Ford)"), "{table}");
}

#[test]
fn a_ban_is_set_beside_what_is_recorded() {
    let folder = small_case(Some(TABLES));
    let dir = folder.path();
    write(dir, "ban.toml", BAN);
    let answer =
        json(dir, &[&["scenario", "c", "ban.toml", "--days", "40", "--format", "json"], &ON[..]].concat());
    assert_eq!(
        (answer["title"].as_str(), answer["supposed"][0].as_str()),
        (Some("Fuel ban"), Some("2025-09-12"))
    );
    assert_eq!(
        (answer["supposed"][1].as_str(), answer["data"]["end"].as_str()),
        (Some("2025-10-01"), Some("2025-10-20"))
    );
    let change = &answer["difference"]["zones"][0];
    assert!(number(&change["unmet_in_all"]) >= 0.0 && number(&change["cover_days"]) <= 0.0, "{change}");
    let corridor = &answer["difference"]["corridors"][0];
    assert!(number(&corridor["now"]) < 0.0, "{corridor}");
    assert_eq!(number(&answer["corridors"][0]["now"]), 0.0);
    let table = stdout(dir, &[&["scenario", "c", "ban.toml"], &ON[..]].concat());
    assert!(table.starts_with("Fuel ban: supposed from 2025-09-12 to 2025-10-01"), "{table}");
    assert!(table.contains("change 1: commodity ban (Harbour–Mill, Ford to Mill), supposed"), "{table}");
}

#[test]
fn tables_leave_out_zones_that_lack_nothing_and_changes_too_small_to_know() {
    let folder = small_case(Some(TABLES));
    let dir = folder.path();
    let before = stdout(dir, &["supply", "c", "--as-of", "2025-08-01", "--draws", "20"]);
    assert!(before.contains("run out on no day: 1 ") && !before.contains("under a week"), "{before}");
    let curfew = "from = 2025-09-12\n[[suppose]]\nkind = \"toll\"\ncorridor = \"Harbour–Mill\"\ndays = 5\n";
    write(dir, "toll.toml", curfew);
    let table = stdout(dir, &[&["scenario", "c", "toll.toml"], &ON[..]].concat());
    assert!(table.contains("for which nothing changes: 1.") && !table.contains("-0 %"), "{table}");
    assert!(!table.contains("+0 %"), "{table}");
}

#[test]
fn a_share_of_another_whole_stands_beside_what_comes_out() {
    let share = "[[shares]]\ncorridor = \"Harbour–Mill\"\nwhole = \"imports by land\"\nshare = { value = 30, unit = \"%\", source = \"made by hand\" }\n";
    let folder = small_case(Some(&format!("{TABLES}\n{share}")));
    let answer = json(folder.path(), &[&["supply", "c", "--format", "json"], &ON[..]].concat());
    let [compared] = answer["compared"].as_array().unwrap().as_slice() else { panic!("{answer}") };
    assert_eq!(compared["of"], "part of imports by land by Harbour–Mill");
    assert_eq!(compared["found"], answer["corridors"][0]["share"]);
    assert_eq!(number(&compared["known"]["best"]), 0.3);
}

#[test]
fn what_cannot_be_is_told_and_the_rest_goes_on() {
    let folder = small_case(Some(TABLES));
    let dir = folder.path();
    write(
        dir,
        "other.toml",
        format!(
            "{BAN}[[suppose]]\nkind = \"closure\"\nplace = \"Hill\"\n[[suppose]]\nconstraint = \"cst-0\"\n"
        ),
    );
    let run = faleme(dir, &[&["scenario", "c", "other.toml"], &ON[..]].concat()).output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(
        run.status.success()
            && said.contains("`place` is refused")
            && said.contains("nothing recorded is called `cst-0`"),
        "{said}"
    );
    write(dir, "road.toml", "[[suppose]]\nkind = \"closure\"\nroad = \"R2\"\n");
    let said = fails(dir, &["scenario", "c", "road.toml"], 1);
    assert!(
        said.contains("no corridor of the case runs on `R2`") && said.contains("nothing is left"),
        "{said}"
    );
    write(dir, "none.toml", "title = \"x\"\n");
    assert!(fails(dir, &["scenario", "c", "none.toml"], 1).contains("no [[suppose]]"));
}

#[test]
fn without_tables_it_is_told_what_to_do() {
    let folder = small_case(None);
    let said = fails(folder.path(), &["supply", "c"], 1);
    assert!(said.contains("supply.toml") && said.contains("docs/supply.md"), "{said}");
    assert!(fails(folder.path(), &["supply", "nowhere"], 1).contains("nowhere is no case folder"));
    assert!(fails(folder.path(), &["why", "c", "par-x"], 1).contains("nothing called"));
}

#[test]
fn demand_that_no_port_reaches_is_no_answer() {
    let folder = small_case(Some(&TABLES.replace("place = \"Mill\"", "place = \"Atlantis\"")));
    let said = fails(folder.path(), &["supply", "c"], 1);
    assert!(said.contains("Atlantis") && said.contains("no way leads from a port"), "{said}");
}

#[test]
fn a_ban_told_since_two_days_is_reckoned_from_the_one_that_more_origins_tell() {
    let folder = small_case(Some(TABLES));
    let dir = folder.path();
    let note = |publisher: &str, day: &str, words: &str| {
        format!("---\ntitle: Ban\npublisher: {publisher}\npublished: {day}\nlanguage: en\n---\n\n{words}\n")
    };
    let sources = dir.join("c/sources");
    let ban = "The Front announced a ban on fuel in Ford";
    write(&sources, "a.md", note("Daily A", "2025-09-08", &format!("{ban} on September 3, 2025.")));
    write(
        &sources,
        "b.md",
        note("Weekly B", "2025-09-09", &format!("On September 3, 2025, {ban}, the mayor said.")),
    );
    write(
        &sources,
        "c.md",
        note("Review C", "2025-09-09", &format!("{ban} on July 20, 2025, an analyst recalls.")),
    );
    stdout(dir, &["read", "c"]);
    let answer = json(dir, &[&["supply", "c", "--format", "json"], &ON[..]].concat());
    let starts = answer["data"]["starts"].as_array().unwrap();
    assert_eq!(starts.len(), 1, "{}", answer["data"]);
    assert_eq!(starts[0]["reckoned_from"], "2025-09-03");
    assert_eq!(starts[0]["told"].as_array().unwrap().len(), 2);
    let held = answer["regimes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|r| r["reasons"].as_array().unwrap().contains(&starts[0]["constraint"]));
    assert_eq!(held.unwrap()["first"], "2025-09-03");
    let table = stdout(dir, &[&["supply", "c"], &ON[..]].concat());
    assert!(table.contains("told to have begun on 2025-07-20 (1 origin) or 2025-09-03"), "{table}");
}

#[test]
fn people_of_a_zone_that_runs_short_are_told_by_phase_and_remittances_are_no_supply() {
    let people = "people = { low = 90000, best = 100000, high = 120000, unit = \"people\" }\n";
    let zone = "[[zones]]\nname = \"Mill\"\n";
    let home = "\n[[remittances]]\narea = \"Country\"\namount = { low = 1, best = 2, high = 4, unit = \"million XOF/year\" }\nsource = \"made by hand\"\n";
    let tables = TABLES.replace(zone, &format!("{zone}{people}admin2 = [\"Mill\"]\n")) + home;
    let folder = small_case(Some(&tables));
    let dir = folder.path();
    write(dir, "ban.toml", BAN);
    let args = [&["scenario", "c", "ban.toml", "--days", "40"], &ON[..]].concat();
    let answer = json(dir, &[&args[..], &["--format", "json"]].concat());
    let short = &answer["people"];
    // Five days of stock on usual days: under seven by the best values.
    assert_eq!(
        (number(&short["short_below_days"]["best"]), number(&short["people"]["best"])),
        (7.0, 100000.0)
    );
    assert_eq!(
        (short["zones"][0]["zone"].as_str(), short["zones"][0]["commodities"][0].as_str()),
        (Some("Mill"), Some("diesel"))
    );
    assert!(short["by_phase"].is_null(), "no table tells a phase: {short}");
    // Without the ban: five days of stock are usual, and nobody is short for that.
    let calm = json(dir, &[&["supply", "c", "--format", "json"], &ON[..]].concat());
    assert_eq!(
        (number(&calm["people"]["people"]["high"]), &calm["people"]["zones"]),
        (0.0, &serde_json::json!([]))
    );
    let home = &short["remittances"][0];
    assert_eq!(
        (home["what"].as_str(), number(&home["year"]["high"])),
        (Some("purchasing power, not supply"), 4e6)
    );
    let table = stdout(dir, &args);
    assert!(
        table.contains("People in zones whose stock has fallen under 7.0 (5.0–10.0) days: 100000")
            && table.contains("Mill (diesel)"),
        "{table}"
    );
    assert!(
        table.contains(
            "Money sent home, Country: 2.0 (1.0–4.0) million XOF a year (purchasing power, not supply)"
        ),
        "{table}"
    );
}

const TOLL: &str = "---\ntitle: Tolls\npublisher: Daily Example\npublished: 2025-09-08\nlanguage: en\n---\n\nOn September 7, 2025, armed groups levied illegal tolls of 5,000 CFA francs on the road in Ford.\n";

#[test]
fn what_tolls_are_told_to_be_is_told_by_corridor_and_year_and_reckoned_with_by_none() {
    let folder = small_case(Some(TABLES));
    let dir = folder.path();
    write(dir, "c/sources/toll.md", TOLL);
    write(dir, "c/sources/more.md", TOLL.replace("5,000", "7,500").replace("Daily", "Weekly"));
    stdout(dir, &["read", "c"]);
    let answer = json(dir, &[&["supply", "c", "--format", "json"], &ON[..]].concat());
    let year = &answer["tolls"][0];
    assert_eq!(
        (year["corridor"].as_str(), number(&year["year"])),
        (Some("Harbour–Mill"), 2025.0),
        "{answer}"
    );
    assert_eq!(year["amounts"], serde_json::json!([{ "unit": "XOF", "low": 5000.0, "high": 7500.0 }]));
    let table = stdout(dir, &[&["supply", "c"], &ON[..]].concat());
    assert!(table.contains("5000–7500 XOF"), "{table}");
    // The same case without sums comes to the same flows and costs.
    let other = small_case(Some(TABLES));
    let plain = TOLL.replace(" of 5,000 CFA francs", "");
    write(other.path(), "c/sources/toll.md", &plain);
    write(other.path(), "c/sources/more.md", plain.replace("Daily", "Weekly"));
    stdout(other.path(), &["read", "c"]);
    let same = json(other.path(), &[&["supply", "c", "--format", "json"], &ON[..]].concat());
    assert_eq!((&same["corridors"], &same["zones"]), (&answer["corridors"], &answer["zones"]));
    assert_eq!(same["tolls"][0]["amounts"], serde_json::json!([]));
}

const PHASES: &str = "adm0_name,adm0_pcod3,adm1_name,adm2_name,adm2_pcod3,population,phase_class,phase1,phase2,phase3,phase4,phase5,phase35,chtype,exercise_label,exercise_year,reference_label,reference_year,status
#country,,#adm1,#adm2,#adm2+code,#population,,,,,,,,,,,,,
Mali,MLI,West,Mill,MLI0101,1100,3,600,250,200,50,0,250,current,Sep-Dec,2024,Sep-Dec,2024,outofcamp
";

#[test]
fn people_of_a_zone_that_runs_short_are_told_by_the_phases_that_tables_tell() {
    let zone = "[[zones]]\nname = \"Mill\"\n";
    let folder = small_case(Some(&TABLES.replace(zone, &format!("{zone}admin2 = [\"Mill\"]\n"))));
    let dir = folder.path();
    write(dir, "ch.csv", PHASES);
    stdout(dir, &["people", "c", "import", "ch.csv", "--released", "2025-01-15"]);
    write(dir, "ban.toml", BAN);
    let args = [&["scenario", "c", "ban.toml", "--days", "40"], &ON[..]].concat();
    let answer = json(dir, &[&args[..], &["--format", "json"]].concat());
    let short = &answer["people"]["by_phase"][0];
    assert_eq!(
        (short["zone"].as_str(), number(&short["three_plus"]["best"])),
        (Some("Mill"), 250.0),
        "{answer}"
    );
    assert_eq!(answer["people"]["uncounted"][0], "Mill");
    let table = stdout(dir, &args);
    assert!(table.contains("in phase 3 or worse by imported tables: 250"), "{table}");
}
