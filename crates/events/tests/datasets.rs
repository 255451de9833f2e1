//! Files of event datasets in their real layouts, with rows made by hand, and every trap they are known for.

use events::datasets::{Block, Dataset, Failure, Imported, Mapping, Seen, import};
use events::{Estimate, Row};
use proptest::prelude::*;
use std::fmt::Write;

type Read = Result<(Imported, Vec<Block>), base::Issue>;

fn read(dataset: &Dataset, file: &str, mut bytes: &[u8]) -> Read {
    let mut blocks = Vec::new();
    let mut keep = |block: Block| -> Result<(), ()> {
        blocks.push(block);
        Ok(())
    };
    match import(dataset, file, &mut bytes, &mut Seen::default(), None, &Block::clone, &mut keep) {
        Ok(imported) => Ok((imported, blocks)),
        Err(Failure::Unusable(issue)) => Err(issue),
        Err(Failure::Keep(())) => unreachable!("keeping does not fail here"),
    }
}

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/datasets/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn mapped(text: &str) -> Dataset {
    Dataset::Mapped(Box::new(Mapping::parse(text).unwrap()))
}

fn own() -> Dataset {
    mapped(&String::from_utf8(fixture("own.toml")).unwrap())
}

fn shown(read: &Read) -> String {
    let (imported, blocks) = match read {
        Ok(found) => found,
        Err(issue) => return format!("{issue}\n"),
    };
    let Imported { layout, imported, flagged, refused, duplicates, newest, issues, .. } = imported;
    let mut out = format!(
        "{layout}: {imported} imported, {flagged} flagged, {refused} refused, {duplicates} duplicates; newest {newest:?}\n"
    );
    for row in blocks.iter().flat_map(|b| &b.rows) {
        line(row, &mut out);
    }
    issues.iter().for_each(|issue| writeln!(out, "{issue}").unwrap());
    out
}

fn line(row: &Row, out: &mut String) {
    let day = |d: Option<base::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let date = row.date.map(|d| format!("{}..{}", day(d.start), day(d.end))).unwrap_or_default();
    let deaths =
        row.deaths.map(|Estimate { low, best, high }| format!("{low}/{best}/{high}")).unwrap_or_default();
    let point = row.point.map(|p| format!("{} {}", p.lat, p.lon)).unwrap_or_default();
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    writeln!(
        out,
        "{}:{} | {} ({}) | {date} {:?} | {}, {}, {}, {:?} | {point} {:?} | {} | {deaths} | {:?} | {}",
        row.line,
        row.id,
        row.event_type,
        row.sub_type,
        row.date_precision,
        text(&row.place),
        text(&row.admin2),
        text(&row.admin1),
        row.country,
        row.precision,
        row.actors.join(" + "),
        row.coding,
        row.flags.join(" ")
    )
    .unwrap();
}

fn told(dataset: &Dataset, file: &str) -> String {
    shown(&read(dataset, file, &fixture(file)))
}

#[test]
fn ucdp_in_its_layouts() {
    insta::assert_snapshot!("ucdp-country", told(&Dataset::Ucdp, "ucdp-country.csv"));
    insta::assert_snapshot!("ucdp-candidate", told(&Dataset::Ucdp, "ucdp-candidate.csv"));
}

#[test]
fn what_breaks_its_rules_is_flagged_and_what_cannot_be_read_is_refused() {
    insta::assert_snapshot!("ucdp-traps", told(&Dataset::Ucdp, "ucdp-traps.csv"));
    insta::assert_snapshot!("ucdp-semicolons", told(&Dataset::Ucdp, "ucdp-semicolons.csv"));
    insta::assert_snapshot!("ucdp-latin", told(&Dataset::Ucdp, "ucdp-latin.csv"));
}

#[test]
fn acled_in_its_layouts() {
    for file in ["acled-before-2023.csv", "acled-today.csv", "acled-api.json"] {
        insta::assert_snapshot!(file, told(&Dataset::Acled, file));
    }
}

#[test]
fn gdelt_in_its_layouts() {
    for file in ["gdelt1-raw.csv", "gdelt1-57.csv", "gdelt2-raw.csv"] {
        insta::assert_snapshot!(file, told(&Dataset::Gdelt, file));
    }
}

#[test]
fn a_table_through_a_mapping() {
    insta::assert_snapshot!("own", told(&own(), "own.csv"));
}

#[test]
fn a_wrong_layout_is_named() {
    let mut said = String::new();
    let mapped = own();
    for (dataset, file) in [
        (&Dataset::Ucdp, "acled-today.csv"),
        (&Dataset::Ucdp, "acled-before-2023.csv"),
        (&Dataset::Acled, "ucdp-country.csv"),
        (&Dataset::Gdelt, "ucdp-country.csv"),
        (&Dataset::Ucdp, "acled-api.json"),
        (&mapped, "ucdp-country.csv"),
        (&Dataset::Ucdp, "own.csv"),
    ] {
        said.push_str(&told(dataset, file));
    }
    for (name, bytes) in [
        ("empty.csv", &b""[..]),
        ("archive.csv", b"PK\x03\x04rest"),
        ("page.csv", b"<!DOCTYPE html><p>Log in"),
        ("wide.csv", b"id;name\n1;x\n"),
        ("sixteen.csv", b"\xff\xfei\0d\0"),
        ("narrow.csv", b"123\t20240101\t3\n"),
    ] {
        let dataset = if name == "narrow.csv" { Dataset::Gdelt } else { Dataset::Ucdp };
        said.push_str(&shown(&read(&dataset, name, bytes)));
    }
    insta::assert_snapshot!("wrong-layouts", said);
}

#[test]
fn the_native_record_is_kept_to_the_letter() {
    let bytes = fixture("ucdp-country.csv");
    let (imported, blocks) = read(&Dataset::Ucdp, "a.csv", &bytes).unwrap();
    let (start, end) = blocks[0].spans[1];
    let record = &blocks[0].native[start as usize..end as usize];
    let text = String::from_utf8(bytes).unwrap();
    assert!(record.starts_with(b"101,XXX") && text.contains(std::str::from_utf8(record).unwrap()));
    let columns = events::datasets::columns(&imported.header, imported.delimiter, record);
    assert_eq!(columns.len(), 47);
    assert_eq!(
        columns[19],
        ("source_article".into(), "\"Daily,2021-05-04,First line\n second line\"".into())
    );
}

#[test]
fn a_mapping_says_what_is_wrong_with_it() {
    let wrong = |text: &str| Mapping::parse(text).unwrap_err();
    assert!(wrong("dataset = \"ucdp\"\n[columns]\ndate = \"d\"").contains("none of"));
    assert!(wrong("dataset = \"x\"\n[columns]\nid = \"d\"").contains("date"));
    assert!(wrong("dataset = \"x\"\nmaps = 1\n[columns]\ndate = \"d\"").contains("maps"));
}

#[test]
fn an_error_of_the_reader_is_told() {
    struct Broken(u32);
    impl std::io::Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0 += 1;
            let line = b"id,date\n1,2024-01-01\n";
            if self.0 > 1 {
                return Err(std::io::Error::other("the disk is gone"));
            }
            buffer[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }
    let mapping = mapped("dataset = \"x\"\n[columns]\ndate = \"date\"");
    let mut keep = |_: Block| Ok::<(), ()>(());
    let failure =
        import(&mapping, "a.csv", &mut Broken(0), &mut Seen::default(), None, &Block::clone, &mut keep);
    assert!(matches!(failure, Err(Failure::Unusable(issue)) if issue.message.contains("gone")));
}

/// A header that maps to a table of three columns.
fn three() -> Dataset {
    let text = "dataset = \"three\"\n[columns]\nid = \"id\"\ndate = \"date\"\nplace = \"place\"";
    mapped(text)
}

fn cell() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[a-z \",;\n\u{e9}]{0,12}").unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever a table holds, cutting and reading it on all cores gives what one plain reader gives.
    #[test]
    fn the_parallel_reading_is_the_plain_one(cells in prop::collection::vec((cell(), 1i8..=28), 1..1_600)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "date", "place"]).unwrap();
        for (number, (place, day)) in cells.iter().enumerate() {
            writer.write_record([&number.to_string(), &format!("2024-01-{day:02}"), place]).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let (imported, blocks) = read(&three(), "a.csv", &bytes).unwrap();
        prop_assert_eq!((imported.refused, imported.duplicates, imported.flagged), (0, 0, 0));
        let found: Vec<(String, String, String)> = blocks.iter().flat_map(|b| &b.rows).map(|r| {
            let day = r.date.and_then(|d| d.start).map(|d| d.to_string()).unwrap_or_default();
            (r.id.clone(), day, r.place.clone().unwrap_or_default())
        }).collect();
        let plain: Vec<(String, String, String)> = csv::Reader::from_reader(&bytes[..]).records().map(|r| {
            let r = r.unwrap();
            (r[0].to_owned(), r[1].to_owned(), r[2].trim().to_owned())
        }).collect();
        prop_assert_eq!(found, plain);
    }

    /// Bytes of any kind end in a count that holds every record once, and never in a panic.
    #[test]
    fn nothing_is_lost_and_nothing_panics(
        head in prop::sample::select(vec!["id,date,place\n", "id,date,place,\n", "\u{feff}id;date;place\n", ""]),
        body in prop::collection::vec(prop::sample::select(vec![
            "1", "2", ",", ",", ";", "\"", "\"\"", "\n", "\n", "\r\n", "2024-01-02", "x", "\u{e9}", "\0", "{", "[", "\t",
        ]), 0..400),
        tail in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let bytes = [head.as_bytes(), body.concat().as_bytes(), &tail].concat();
        for dataset in [three(), Dataset::Ucdp, Dataset::Acled, Dataset::Gdelt] {
            let Ok((imported, blocks)) = read(&dataset, "a.csv", &bytes) else { continue };
            let rows: u64 = blocks.iter().map(|b| b.rows.len() as u64).sum();
            prop_assert_eq!(imported.imported, rows);
            prop_assert_eq!(imported.records, imported.imported + imported.refused + imported.duplicates);
            let ids: std::collections::HashSet<_> = blocks.iter().flat_map(|b| &b.rows).map(|r| &r.id).collect();
            prop_assert_eq!(ids.len() as u64, rows);
            for block in &blocks {
                prop_assert_eq!((block.marks.len(), block.spans.len()), (block.rows.len(), block.rows.len()));
            }
        }
    }

    /// A quote without its pair costs the record it stands in, and no other.
    #[test]
    fn a_stray_quote_costs_one_record(at in 0usize..20, multi in prop::collection::vec(any::<bool>(), 20)) {
        let mut text = String::from("id,date,place\n");
        for (number, two_lines) in multi.iter().enumerate() {
            let place = match (number == at, two_lines) {
                (true, _) => "\"open",
                (false, true) => "\"two\nlines\"",
                (false, false) => "\"one \"\"line\"\"\"",
            };
            text.push_str(&format!("{number},2024-01-02,{place}\n"));
        }
        let (imported, _) = read(&three(), "a.csv", text.as_bytes()).unwrap();
        prop_assert_eq!((imported.imported, imported.refused), (19, 1));
    }
}

const THREE: &str = "dataset = \"x\"\n[columns]\nid = \"id\"\ndate = \"date\"\nbest = \"dead\"\n";

fn codes(read: &Read) -> Vec<String> {
    let issues = match read {
        Ok((imported, _)) => imported.issues.clone(),
        Err(issue) => vec![issue.clone()],
    };
    issues.into_iter().map(|i| i.code).collect()
}

#[test]
fn a_mapping_does_not_lead_round_the_terms_of_acled() {
    let header = "event_id_cnty,event_date,event_type,sub_event_type,fatalities\nMLI1,2024-01-02,x,y,0\n";
    let mapping = mapped("dataset = \"x\"\n[columns]\ndate = \"event_date\"");
    for text in [header, header.strip_prefix("event_id_cnty,").unwrap()] {
        let issue = read(&mapping, "a.csv", text.as_bytes()).unwrap_err();
        assert!(issue.to_string().contains("import … acled"), "{issue}");
    }
}

#[test]
fn numbers_that_are_no_counts_of_deaths_are_left_out() {
    let text = "id,date,dead\n1,2024-01-02,-3\n2,2024-01-02,2.5\n3,2024-01-02,20000000\n4,2024-01-02,1e300\n5,2024-01-02,7\n";
    let found = read(&mapped(THREE), "a.csv", text.as_bytes());
    assert_eq!(codes(&found), ["deaths.implausible"; 4]);
    let (imported, blocks) = found.unwrap();
    assert_eq!((imported.imported, imported.flagged), (5, 4));
    let best: Vec<Option<f64>> = blocks[0].rows.iter().map(|r| r.deaths.map(|d| d.best)).collect();
    assert_eq!(best, [None, None, None, None, Some(7.0)]);
}

#[test]
fn the_same_fields_written_otherwise_are_the_same_row() {
    let text = "id,date,dead,\n1,2024-01-02,3,\n\"1\", 2024-01-02 ,3\n1,2024-01-02,4,\n";
    let found = read(&mapped(THREE), "a.csv", text.as_bytes());
    assert_eq!(codes(&found), ["row.id_conflict"]);
    let (imported, _) = found.unwrap();
    assert_eq!((imported.imported, imported.duplicates, imported.refused), (1, 1, 1));
}

#[test]
fn line_endings_and_answers_of_servers_are_named() {
    let said = |dataset: &Dataset, text: &str| read(dataset, "a", text.as_bytes()).unwrap_err().to_string();
    assert!(said(&Dataset::Ucdp, "id,date\r1,2024-01-02\r").contains("carriage return"));
    let answer = "{\"success\":false,\"error\":[{\"message\":\"The key is unknown\"}]}";
    assert!(said(&Dataset::Acled, answer).contains("The key is unknown"));
}

#[test]
fn the_whole_file_settles_whether_the_day_stands_first() {
    let days = |rows: &[&str]| {
        let text = format!(
            "id,date,dead\n{}",
            rows.iter().enumerate().map(|(n, d)| format!("{n},{d},1\n")).collect::<String>()
        );
        let found = read(&mapped(THREE), "a.csv", text.as_bytes());
        let codes = codes(&found);
        let days: Vec<String> = found
            .unwrap()
            .1
            .iter()
            .flat_map(|b| &b.rows)
            .map(|r| r.date.unwrap().start.unwrap().to_string())
            .collect();
        (days.join(" "), codes.join(" "))
    };
    assert_eq!(
        days(&["03/04/2021", "17/04/2021"]),
        ("2021-04-03 2021-04-17".into(), "date.order_settled".into())
    );
    assert_eq!(days(&["03/04/2021", "04/17/2021"]), ("2021-03-04 2021-04-17".into(), String::new()));
    assert_eq!(
        days(&["03/04/2021", "05/05/2021"]),
        ("2021-03-04 2021-05-05".into(), "date.order_unclear".into())
    );
}

#[test]
fn a_day_that_cannot_be_does_not_count() {
    let text = "id,date,dead\n1,2021-05-01,1\n2,2031-05-01,1\n3,1021-05-01,1\n4,9021-05-01,1\n";
    let (mut bytes, mut keep) = (text.as_bytes(), |_: Block| Ok::<(), ()>(()));
    let latest = Some("2022-01-01".parse().unwrap());
    let seen = &mut Seen::default();
    let Ok(told) = import(&mapped(THREE), "a.csv", &mut bytes, seen, latest, &Block::clone, &mut keep) else {
        panic!("it can be read")
    };
    assert_eq!((told.newest, told.imported, told.flagged), (Some("2021-05-01".parse().unwrap()), 4, 3));
}
