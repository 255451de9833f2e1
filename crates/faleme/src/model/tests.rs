use super::*;
use crate::testing::{DENIAL, LORRIES, TEXT, reading};
use evidence::{Gazetteer, Vocabulary};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

/// Serves `answers` in turn as the bodies of an OpenAI-compatible endpoint; sends back the requests.
fn stand_in(answers: Vec<String>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for body in answers {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                head.push_str(&line);
                if line.trim().is_empty() {
                    break;
                }
            }
            let mut request = vec![0; length];
            reader.read_exact(&mut request).unwrap();
            sender.send(head + &String::from_utf8(request).unwrap()).ok();
            let answer = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            reader.get_mut().write_all(answer.as_bytes()).unwrap();
        }
    });
    (url, receiver)
}

fn message(content: &str) -> String {
    serde_json::json!({ "choices": [{ "message": { "role": "assistant", "content": content } }] }).to_string()
}

fn claims(proposed: &[(&str, &str, &str)]) -> String {
    let claims: Vec<_> = proposed
        .iter()
        .map(
            |(quote, kind, kind_type)| serde_json::json!({ "quote": quote, "kind": kind, "type": kind_type }),
        )
        .collect();
    message(&serde_json::json!({ "claims": claims }).to_string())
}

fn reader() -> Reader {
    Reader::new(&Vocabulary::default(), Gazetteer::default())
}

fn run(answers: Vec<String>) -> (Reading, Tally, Vec<Issue>) {
    let (url, _requests) = stand_in(answers);
    let model = Model::new(&url, "small").unwrap();
    let (_, mut reading) = reading("a.txt", TEXT);
    let mut issues = Vec::new();
    let tally = extend(&mut reading, &reader(), &model, &mut |issue| issues.push(issue));
    (reading, tally, issues)
}

#[test]
fn only_what_stands_in_the_paragraph_to_the_letter_is_taken() {
    let first = claims(&[
        (LORRIES, "incident", "vehicle_arson"),
        ("Des hommes ont brûlé quatre camions près de Kidira.", "incident", "vehicle_arson"),
        (DENIAL, "statement", "denial"),
        (LORRIES, "rumour", "vehicle_arson"),
        (LORRIES, "incident", "Drop Table"),
        ("", "incident", "x"),
    ]);
    let second = claims(&[(DENIAL, "statement", "denial"), (DENIAL, "statement", "denial")]);
    let (reading, tally, issues) = run(vec![first, second]);
    let quotes: Vec<&str> = reading.claims.iter().map(|c| c.quote.as_str()).collect();
    assert_eq!(quotes, [LORRIES, DENIAL]);
    assert_eq!((tally.taken, tally.refused, tally.known, tally.failed), (2, 5, 1, 0));
    assert!(issues.iter().any(|i| i.code == "model.refused"));
    for claim in &reading.claims {
        assert!(claim.rule.starts_with("model:") && !claim.modality.is_fact());
    }
}

#[test]
fn broken_answers_leave_the_document_to_the_rules() {
    let broken = [message("{\"claims\": [{\"quote\": \"tru"), "<html>not json</html>".to_owned()];
    let (reading, tally, issues) = run(broken.to_vec());
    assert!(reading.claims.is_empty());
    assert_eq!((tally.failed, tally.taken), (2, 0));
    assert_eq!(issues.iter().filter(|i| i.code == "model.failed").count(), 2);
}

#[test]
fn an_endpoint_that_is_not_there_is_given_up() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let model = Model::new(&format!("http://127.0.0.1:{port}/v1"), "small").unwrap();
    let paragraphs = "Un paragraphe assez long pour être lu.\n\n".repeat(10);
    let (_, mut reading) = reading("a.txt", &paragraphs);
    let mut issues = Vec::new();
    let tally = extend(&mut reading, &reader(), &model, &mut |issue| issues.push(issue));
    assert_eq!(tally.failed, FAILURES);
    assert!(issues.iter().any(|i| i.code == "model.given_up"));
}

#[test]
fn a_marked_document_does_not_leave_this_machine() {
    let model = Model::new("https://model.example.org", "big").unwrap();
    let (_, mut reading) = reading("a.txt", TEXT);
    reading.document.tlp = Tlp::Red;
    let mut issues = Vec::new();
    assert!(extend(&mut reading, &reader(), &model, &mut |issue| issues.push(issue)).is_empty());
    assert_eq!(issues[0].code, "model.marking");
}

#[test]
fn the_paragraph_and_nothing_more_is_sent() {
    let (url, requests) = stand_in(vec![claims(&[]), claims(&[])]);
    let model = Model::new(&url, "small").unwrap();
    let (_, mut reading) = reading("secret-name.txt", TEXT);
    extend(&mut reading, &reader(), &model, &mut |_| {});
    let sent = requests.recv().unwrap();
    assert!(sent.starts_with("POST /v1/chat/completions ") && sent.contains("camions"), "{sent}");
    assert!(!sent.contains("couvre-feu") && !sent.contains("secret-name"), "{sent}");
}

#[test]
fn addresses_are_completed_and_checked() {
    let url = |given: &str| Model::new(given, "m").unwrap().url;
    assert_eq!(url("http://h:1/"), "http://h:1/v1/chat/completions");
    assert_eq!(url("http://h:1/v1"), "http://h:1/v1/chat/completions");
    assert_eq!(url("http://h/x/chat/completions"), "http://h/x/chat/completions");
    assert!(Model::new("localhost:1", "m").is_err());
}
