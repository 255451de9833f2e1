use super::text::text_of;
use super::*;

const GOOD: &str = r#"
[[parts]]
id = "axes"
title = { fr = "Axes", en = "Axes" }
holds = ["corridors", "chronology"]

[[judgements]]
text = { fr = "Oui", en = "Yes" }
likelihood = "likely"
confidence = "medium"
evidence = ["clm-1"]
contrary = { fr = "Non", en = "No" }
contrary_evidence = ["clm-2"]
date = 2025-09-30
tlp = "GREEN"
"#;

fn told(text: &str) -> Vec<String> {
    LetterFile::parse(text).issues.iter().map(ToString::to_string).collect()
}

#[test]
fn a_file_is_read() {
    let Checked { value, issues } = LetterFile::parse(GOOD);
    assert_eq!(issues, []);
    assert_eq!(value.parts[0].contents, [Content::Corridors, Content::Chronology]);
    let judgement = &value.judgements[0];
    assert_eq!((judgement.line, judgement.tlp), (7, Some(Tlp::Green)));
    assert_eq!(judgement.day, Some(Date::constant(2025, 9, 30)));
    assert_eq!(value.line(judgement.evidence[0].span().start), 11);
}

#[test]
fn each_mistake_is_told_with_its_line_and_the_rest_is_read() {
    let text = GOOD.replace("\"chronology\"", "\"chronolgy\", \"corridors\"");
    let Checked { value, issues } = LetterFile::parse(&text);
    let said: Vec<String> = issues.iter().map(ToString::to_string).collect();
    assert!(
        said[0].starts_with("letter.toml:5: error[letter.content]: unknown variant `chronolgy`"),
        "{said:?}"
    );
    assert!(said[0].contains("did you mean `chronology`?"), "{said:?}");
    assert!(said[1].contains("`corridors` is held twice"), "{said:?}");
    assert_eq!((value.parts[0].contents.len(), value.judgements.len()), (1, 1));
    let unknown = told(&GOOD.replace("holds", "hold"));
    assert!(
        unknown[0].starts_with("letter.toml:5:") && unknown[0].contains("did you mean `holds`?"),
        "{unknown:?}"
    );
    assert!(told("[extra]\nx = 1\n")[0].contains("no key or table `extra`"));
    assert!(told("parts = 3\n")[0].contains("[[parts]]"));
    assert!(told("[[parts]\n")[0].starts_with("letter.toml:1: error[letter.toml]"));
    let likely = told(&GOOD.replace("\"likely\"", "\"maybe\""));
    assert!(likely[0].contains("`maybe` is no likelihood: remote"), "{likely:?}");
    assert!(told(&GOOD.replace("fr = \"Non\"", "fr = \"\""))[0].contains("`contrary` in both languages"));
    assert!(
        told(&format!("{GOOD}[[parts]]\nid = \"axes\"\ntitle = {{ fr = \"A\", en = \"A\" }}\n"))[0]
            .contains("two parts")
    );
}

#[test]
fn contact_and_next_letter_are_read_or_told() {
    let head = "contact = { fr = \"bureau\", en = \"office\" }\nnext_letter = 2025-10-31\n";
    let Checked { value, issues } = LetterFile::parse(&format!("{head}{GOOD}"));
    assert_eq!(issues, []);
    assert_eq!((value.next, value.next_line), (Some(Date::constant(2025, 10, 31)), 2));
    assert_eq!(value.contact.map(|c| c.en), Some("office".to_owned()));
    for (wrong, said) in [
        ("contact = \"x\"\n", "letter.toml:1: error[letter.contact]"),
        ("contact = { fr = \"x\", en = \" \" }\n", "in both languages"),
        ("next_letter = \"soon\"\n", "a day such as"),
        ("next_letter = 12:00:00\n", "a day such as"),
    ] {
        let told = told(&format!("{wrong}{GOOD}"));
        assert!(told.len() == 1 && told[0].contains(said), "{wrong}: {told:?}");
    }
}

#[test]
fn a_text_belongs_to_a_part_and_a_language() {
    let parts = LetterFile::parse(GOOD).value.parts;
    let read = text_of("axes.fr.md", "---\ndate: 2025-09-30\ntlp: AMBER\n---\nBonjour\n", &parts);
    let text = read.value.unwrap();
    assert_eq!((text.markdown.as_str(), text.tlp), ("Bonjour\n", Some(Tlp::Amber)));
    assert_eq!(text_of("axes.en.md", "Hello", &parts).value.unwrap().day, None);
    for (name, text, said) in [
        ("axis.fr.md", "", "no part `axis`"),
        ("axes.de.md", "", "no language"),
        ("axes.txt", "", "no part"),
        ("axes.fr.md", "---\ntpl: AMBER\n---\nx", "not understood"),
    ] {
        let read = text_of(name, text, &parts);
        assert!(read.value.is_none() && read.issues[0].message.contains(said), "{name}: {:?}", read.issues);
    }
    assert!(text_of("summary.fr.md", "x", &[]).value.is_some());
}
