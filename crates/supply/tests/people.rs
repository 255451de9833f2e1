//! Tables of people by the library's own door: whatever the bytes, and whatever the order of columns.

use base::Country;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use supply::people::{Given, Layout, People, read};

fn given(name: &str) -> Given<'_> {
    Given { name, released: None, mapping: None, country: &|word| Country::new(word) }
}

fn table(bytes: &[u8]) -> People {
    read(bytes, &given("Round_3_June_2020.xlsx")).expect("a table").value
}

fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(at, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

const HEADER: [&str; 8] = [
    "Admin 0 pcode",
    "Admin 1",
    "Admin 2",
    "Admin 3",
    "Total No. of IDPs HH",
    "Total No. of IDPs Ind.",
    "No. of IDPs Ind. Individual settings",
    "Total No. of Returnees Ind.",
];

#[test]
fn a_region_above_its_communes_is_not_counted_twice() {
    let csv = "Admin 1,Admin 2,Admin 3,Date,IDPs HH,IDPs Ind\n\
               North,,,2020-06-30,3,30\nNorth,A,A1,2020-06-30,1,10\nNorth,A,A2,2020-06-30,2,20\n\
               South,,,2020-06-30,1,7\n,,,,4,37\n";
    let people = table(csv.as_bytes());
    let counts = people.counts;
    assert_eq!((counts.rows, counts.read, counts.totals), (5, 3, 2));
    // The south is told as a whole only: it stays.
    assert_eq!((people.sums.idps, people.sums.idp_households), (37, 4));
}

#[test]
fn more_households_than_people_are_kept_and_flagged() {
    let csv = "Admin 1,Date,IDPs HH,IDPs Ind\nNorth,30/06/2020,9,4\n";
    let read = read(csv.as_bytes(), &given("x.csv")).unwrap();
    assert_eq!((read.value.sums.idp_households, read.value.sums.idps, read.value.counts.flagged), (9, 4, 1));
    assert!(read.issues.iter().any(|i| i.code == "people.households_over_people" && i.line == Some(2)));
}

#[test]
fn an_unknown_layout_says_what_it_has_and_what_is_needed() {
    let issue = read(b"alpha,beta\n1,2\n", &given("x.csv")).unwrap_err();
    assert!(issue.message.contains("alpha | beta"), "{issue}");
    assert!(issue.help.as_deref().is_some_and(|h| h.contains("dtm_baseline: ")), "{issue}");
}

#[test]
fn a_country_under_the_name_of_a_region_is_not_counted_again() {
    let csv = "Admin 1,Admin 2,Admin 3,Date,IDPs HH,IDPs Ind\n\
               North,A,A1,2020-06-30,1,10\nNorth,A,A2,2020-06-30,2,20\nSouth,B,B1,2020-06-30,4,9\nCountry,,,2020-06-30,7,39\n";
    let people = table(csv.as_bytes());
    assert_eq!((people.sums.idps, people.counts.read, people.counts.totals), (39, 3, 1));
}

#[test]
fn merged_cells_give_their_area_to_the_rows_below() {
    // The region stands once, beside its sum; below it, only districts and communes.
    let csv = "Admin 1,Admin 2,Admin 3,Date,IDPs HH,IDPs Ind\n\
               North,,,2020-06-30,3,30\n,A,A1,2020-06-30,1,10\n,,A2,2020-06-30,2,20\nSouth,B,B1,2020-06-30,1,7\n,,B2,2020-06-30,1,7\n";
    let read = read(csv.as_bytes(), &given("x.csv")).unwrap();
    let people = read.value;
    assert_eq!((people.sums.idps, people.counts.read, people.counts.totals), (44, 4, 1));
    let of = |row: usize| {
        let place = &people.records[row].place;
        [&place.admin1, &place.admin2].map(|name| name.clone().unwrap_or_default())
    };
    assert_eq!(
        (of(0), of(1), of(3)),
        (["North".into(), "A".into()], ["North".into(), "A".into()], ["South".into(), "B".into()])
    );
    assert!(read.issues.iter().any(|i| i.code == "people.area_above" && i.message.starts_with("3 rows")));
}

#[test]
fn households_without_people_are_told() {
    let csv = "Region,Cercle,Date,PDI menages,Tetes\nNorth,A,2020-06-30,3,30\n";
    let read = read(csv.as_bytes(), &given("x.csv")).unwrap();
    let absent = read.issues.iter().find(|i| i.code == "people.column_absent").unwrap();
    assert!(absent.message.contains("idps") && absent.message.contains("not read: Tetes"), "{absent}");
}

#[test]
fn dates_with_the_month_first_are_read_where_nothing_else_fits() {
    let csv = |day: &str| format!("Admin 1,Date,IDPs Ind\nNorth,{day},4\nSouth,06/07/2020,4\n");
    let of = |day: &str| {
        let people = table(csv(day).as_bytes());
        people.records.iter().map(|r| r.day.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(of("06/30/2020"), ["2020-06-30", "2020-06-07"]);
    assert_eq!(of("30/06/2020"), ["2020-06-30", "2020-07-06"]);
    let issue = read(b"Admin 1,Date,IDPs Ind\nNorth,soonish,4\n", &given("x.csv")).unwrap_err();
    assert!(issue.message.contains("`soonish`"), "{issue}");
}

#[test]
fn titles_tell_what_parts_the_cells_and_the_day() {
    let csv = "Survey of the west, round 61, June 2020\n\nRegion;Cercle;PDI menages;PDI individus\nNorth;A;1;10\nNorth;B;2;20\n";
    let people = read(csv.as_bytes(), &given("x.csv")).unwrap().value;
    assert_eq!((people.sums.idps, people.round), (30, Some(61)));
    assert_eq!(people.latest().unwrap().to_string(), "2020-06-30");
}

#[test]
fn sheets_of_two_rounds_both_count_and_hidden_ones_do_not() {
    let mut book = Workbook::new();
    for (name, hidden, people) in
        [("June 2020", false, 10), ("July 2020", false, 10), ("June 2020 old", true, 9)]
    {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, header) in (0..).zip(["Admin 1", "Admin 2", "IDPs Ind"]) {
            sheet.write_string(0, column, header).unwrap();
        }
        sheet.write_string(1, 0, "North").unwrap();
        sheet.write_string(1, 1, "A").unwrap();
        sheet.write_number(1, 2, people).unwrap();
        sheet.set_hidden(hidden);
    }
    let read = read(&book.save_to_buffer().unwrap(), &given("x.xlsx")).unwrap();
    let days: Vec<String> = read.value.records.iter().map(|r| r.day.to_string()).collect();
    assert_eq!((days, read.value.sums.idps), (vec!["2020-06-30".into(), "2020-07-31".into()], 20));
    let left: Vec<&str> =
        read.issues.iter().filter(|i| i.code == "people.sheet_left").map(|i| i.message.as_str()).collect();
    assert_eq!(left, ["sheet `June 2020 old` is hidden and left out"]);
}

#[test]
fn one_area_in_two_sheets_of_a_day_is_told() {
    let mut book = Workbook::new();
    for (name, people) in [("June 2020", 10), ("June 2020 (2)", 11)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_string(0, 0, "Admin 1").unwrap().write_string(0, 1, "IDPs Ind").unwrap();
        sheet.write_string(1, 0, "North").unwrap().write_number(1, 1, people).unwrap();
    }
    let read = read(&book.save_to_buffer().unwrap(), &given("x.xlsx")).unwrap();
    assert_eq!(read.value.sums.idps, 21);
    assert!(read.issues.iter().any(|i| i.code == "people.area_twice" && i.message.starts_with("1 rows")));
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused_unread() {
    let rows = vec![HEADER.map(str::to_owned).to_vec()];
    let mut bytes = workbook(&rows);
    // The list at the end of the file tells how long each part is.
    let at = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap() + 24;
    bytes[at..at + 4].copy_from_slice(&0x7000_0000u32.to_le_bytes());
    let issue = read(&bytes, &given("x.xlsx")).unwrap_err();
    assert!(issue.code == "people.unreadable" && issue.message.contains("unpacks"), "{issue}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), zip in any::<bool>()) {
        let bytes = if zip { [b"PK\x03\x04".as_slice(), &bytes].concat() } else { bytes };
        let _ = read(&bytes, &given("soup"));
    }

    #[test]
    fn a_damaged_workbook_does_not_panic(at in 0usize..4000, to in any::<u8>(), cut in any::<bool>()) {
        let rows = vec![HEADER.map(str::to_owned).to_vec(), vec!["MLI".into(), "N".into(), "A".into(), "A1".into(), "1".into(), "5".into()]];
        let mut bytes = workbook(&rows);
        let at = at % bytes.len();
        if cut { bytes.truncate(at) } else { bytes[at] = to }
        let _ = read(&bytes, &given("damaged.xlsx"));
    }

    #[test]
    fn any_cells_are_read_or_counted(cells in proptest::collection::vec(proptest::collection::vec("\\PC{0,12}|-?[0-9]{1,9}|total", 8), 1..12)) {
        let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
        rows.extend(cells.clone());
        if let Ok(read) = read(&workbook(&rows), &given("June_2020.xlsx")) {
            let c = read.value.counts;
            prop_assert_eq!(c.rows, c.read + c.totals + c.tags + c.repeated + c.others + c.refused);
            prop_assert_eq!(c.read as usize, read.value.records.len());
        }
    }

    /// The obvious way: add up what was put in. Columns stand in any order, with titles above and a total below.
    #[test]
    fn sums_are_those_of_the_rows_in_any_order_of_columns(
        figures in proptest::collection::vec((1u64..500, 500u64..90_000, 0u64..9_000), 1..20),
        order in Just((0..HEADER.len()).collect::<Vec<_>>()).prop_shuffle(),
        titles in 0usize..3,
    ) {
        let mut rows: Vec<Vec<String>> = (0..titles).map(|n| vec![format!("Title {n}")]).collect();
        let pick = |row: &[String]| order.iter().map(|&at| row[at].clone()).collect::<Vec<_>>();
        rows.push(pick(&HEADER.map(str::to_owned)));
        let mut sums = [0; 3];
        for (n, (homes, heads, back)) in figures.iter().enumerate() {
            let numbers = [*homes, *heads, 1, *back].map(|n| n.to_string());
            let mut row = vec!["MLI".to_owned(), "North".into(), format!("D{}", n % 3), format!("C{n}")];
            row.extend(numbers);
            rows.push(pick(&row));
            sums.iter_mut().zip([homes, heads, back]).for_each(|(s, n)| *s += n);
        }
        let mut total = vec![String::new(), "Grand Total".into(), String::new(), String::new()];
        total.extend([sums[0], sums[1], 0, sums[2]].map(|n| n.to_string()));
        rows.push(pick(&total));
        let people = table(&workbook(&rows));
        prop_assert_eq!(people.layout, Layout::DtmBaseline);
        let told = [people.sums.idp_households, people.sums.idps, people.sums.returnees];
        prop_assert_eq!((told, people.counts.totals), (sums, 1));
    }
}
