//! `match`: two tables without a case.

mod common;

const LEFT: &str = "id,date,latitude,longitude,type,actor,place,fatalities\n\
    a1,2024-03-01,14.10,-10.20,attack,Army,Kamba,3\n\
    a2,2024-05-09,13.00,-9.00,protest,,Sika,0\n\
    a2,2024-05-09,13.00,-9.00,protest,,Sika,0\n\
    a3,2023-01-20,12.00,-4.00,attack,Band B,Bolo,12\n";
const RIGHT: &str = "\u{feff}id;date;latitude;longitude;place;fatalities\n\
    b1;2024-03-02;14,11;-10,20;Kamba village;3\n\
    b2;2022-07-07;10,00;-2,00;Tomi;1\n";

#[test]
fn pairs_come_with_probability_and_score() {
    let folder = tempfile::tempdir().unwrap();
    common::write(folder.path(), "l.csv", LEFT);
    common::write(folder.path(), "r.csv", RIGHT);
    common::write(folder.path(), "t.csv", "left,right\na1,b1\n");
    let answer =
        common::json(folder.path(), &["match", "l.csv", "r.csv", "--truth", "t.csv", "--format", "json"]);
    let counting: Vec<_> = answer["pairs"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["probability"].as_f64() >= Some(0.5))
        .collect();
    assert_eq!(counting.len(), 1);
    assert_eq!((counting[0]["left"].as_str(), counting[0]["right"].as_str()), (Some("a1"), Some("b1")));
    assert_eq!(answer["f1"], 1.0);
    assert_eq!(answer["tables"][0]["refused"], 1);
}

#[test]
fn a_table_without_ids_says_so() {
    let folder = tempfile::tempdir().unwrap();
    common::write(folder.path(), "l.csv", "name,date\nx,2024-01-01\n");
    common::write(folder.path(), "r.csv", RIGHT);
    let words = common::fails(folder.path(), &["match", "l.csv", "r.csv"], 1);
    assert!(words.contains("no column `id`") && words.contains("l.csv"), "{words}");
}
