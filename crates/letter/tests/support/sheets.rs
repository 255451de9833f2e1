//! Invented sheets: one with one of everything, one that is empty, long ones of any length. No place of them exists.
#![allow(dead_code)]

use base::Tlp;
use letter::Lang;
use letter::sheet::*;

/// A picture with words, as the charts are drawn: no size of its own beside its view box, a generic family.
pub const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 170" width="100%" font-family="sans-serif" font-size="12">
<defs><pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="#8a3414" stroke-width="2"/></pattern></defs>
<text x="0" y="30">Tarka–Dambara</text><rect x="130" y="14" width="200" height="22" fill="#d5e4e6" stroke="#14515c"/>
<rect x="330" y="14" width="310" height="22" fill="url(#h)" stroke="#8a3414"/>
<text x="0" y="70">Dambara–Olé</text><rect x="130" y="54" width="380" height="22" fill="#d5e4e6" stroke="#14515c"/><circle cx="520" cy="65" r="6" fill="#8a3414"/>
<path d="M130 110H640" stroke="#1d1b17"/><text x="130" y="128">2 juil.</text><text x="330" y="128">21 août</text><text x="585" y="128">26 sept.</text>
<text x="130" y="160" font-weight="bold">● incident</text><text x="240" y="160">hachures : fermé</text></svg>"##;

fn text(words: impl Into<String>) -> Inline {
    Inline::text(words)
}

fn strong(words: &str) -> Inline {
    Inline::Strong(words.to_owned())
}

fn quote(words: &str, lang: &str) -> Inline {
    Inline::Quote { text: words.to_owned(), lang: lang.to_owned() }
}

fn call(notes: &[usize]) -> Inline {
    Inline::Call(notes.to_vec())
}

fn id(words: &str) -> Inline {
    Inline::Id(words.to_owned())
}

fn badge(mark: Mark, word: &str) -> Inline {
    Inline::Badge { mark, word: word.to_owned() }
}

fn link(to: &str, words: &str) -> Inline {
    Inline::Link { to: to.to_owned(), text: words.to_owned() }
}

fn item(id: Option<&str>, says: Vec<Inline>, under: Vec<Item>) -> Item {
    Item { id: id.map(str::to_owned), says, under, ..Item::default() }
}

fn list(kind: ListKind, items: Vec<Item>) -> Block {
    Block::List(List { kind, items })
}

fn column(head: &str, numeric: bool, share: u8) -> Column {
    Column { head: head.to_owned(), numeric, share }
}

/// A row of cells of one line each.
fn row(id: Option<&str>, cells: Vec<Vec<Inline>>) -> Row {
    Row { id: id.map(str::to_owned), cells: cells.into_iter().map(|cell| vec![cell]).collect() }
}

/// `one origin`, a grade and an id.
fn meta(lang: Lang, of: &str) -> Vec<Inline> {
    let grade =
        Inline::Grade { grade: "B2".to_owned(), meaning: "usually reliable, probably true".to_owned() };
    vec![
        Inline::Soft(pick(lang, "une origine", "one origin").to_owned()),
        text(" "),
        grade,
        text(" "),
        id(of),
    ]
}

/// A picture with its caption and its words.
pub fn figure(id: &str, svg: String, caption: Vec<Inline>, alt: String) -> Block {
    Block::Figure(Figure { id: id.to_owned(), svg, narrow: String::new(), caption, alt })
}

fn title(words: &str, lang: &str, page: usize) -> Inline {
    let url = format!("https://example.org/archives/2025/07/route-de-dambara/article-{page}.html");
    Inline::Title { text: words.to_owned(), lang: lang.to_owned(), url: Some(url) }
}

/// The words of `fr` or `en`.
fn pick<'a>(lang: Lang, fr: &'a str, en: &'a str) -> &'a str {
    if lang == Lang::French { fr } else { en }
}

/// A letter of which nothing is known but its head.
pub fn empty(lang: Lang) -> Sheet {
    let p = |fr: &str, en: &str| pick(lang, fr, en).to_owned();
    let head = Head {
        title: p("Corridor de la Tarka", "Tarka corridor"),
        kicker: p("Lettre de l’observatoire · nᵒ 3", "Letter of the observatory · No 3"),
        as_of: p("état au 15 octobre 2025", "as of 15 October 2025"),
        lines: vec![
            p("Période : du 2 juillet au 26 septembre 2025.", "Period: 2 July to 26 September 2025."),
            p(
                "4 documents lus, de 3 origines indépendantes ; 1 document laissé de côté.",
                "4 documents read, from 3 independent origins; 1 document left out.",
            ),
        ],
        tlp: Tlp::Clear,
        tlp_meaning: p("peut être diffusé sans restriction", "may be shared without restriction"),
        warning: Some(p("EXEMPLE – ne pas utiliser pour décider", "EXAMPLE – not for decisions")),
    };
    let words = Furniture {
        notes: p("Notes", "Notes"),
        contents: p("Sommaire", "Contents"),
        analyst: p("L’analyste écrit", "The analyst writes"),
        skip: p("Aller au contenu", "Skip to content"),
        back: p("Retour à l’appel", "Back to call"),
    };
    let colophon = p("Composé par le programme faleme.", "Composed by the program faleme.");
    Sheet { lang, head, parts: Vec::new(), notes: Vec::new(), colophon, words }
}

/// A letter with one of everything that a sheet can hold.
pub fn full(lang: Lang) -> Sheet {
    let mut sheet = empty(lang);
    sheet.notes = (1..=7).map(|n| note(lang, n)).collect();
    sheet.parts = vec![brief(lang), axes(lang), chronology(lang), gaps(lang), sources(lang)];
    sheet
}

fn note(lang: Lang, n: usize) -> SheetNote {
    let t = |fr: &str, en: &str| text(pick(lang, fr, en));
    let mut says = match n {
        1 => vec![
            quote("Deux camions brûlés sur la route de Dambara ; la circulation est suspendue.", "fr"),
            text(" – Radio Tarka, "),
            title("La route de Dambara coupée", "fr", 1),
            t(", 2 juillet 2025.", ", 2 July 2025."),
        ],
        2 => vec![
            quote("Two lorries burnt on the Dambara road", "en"),
            t(" Sahel Wire, 3 juillet 2025. C3.", " Sahel Wire, 3 July 2025. C3."),
        ],
        3 => vec![
            quote("الطريق بين تاركا ودمبارا مغلق منذ الفجر", "ar"),
            t(" Radio des Dunes, 5 juillet 2025. C3.", " Radio of the Dunes, 5 July 2025. C3."),
        ],
        _ => vec![t(
            "Table des prix de l’office fictif, ligne 14, version du 1ᵉʳ septembre 2025.",
            "Price table of an invented office, row 14, release of 1 September 2025.",
        )],
    };
    let name = format!("clm-{n}a7c");
    says.extend([text(" "), id(&name)]);
    SheetNote { id: name, says }
}

fn brief(lang: Lang) -> Part {
    let t = |fr: &str, en: &str| text(pick(lang, fr, en));
    let mut part = Part::new("brief", pick(lang, "En bref", "In brief"));
    let items = vec![
        item(
            None,
            vec![
                t("Une attaque a fermé l’axe Tarka–Dambara", "An attack has closed the Tarka–Dambara road"),
                call(&[1, 2]),
                t(" ; 2,7 millions de litres attendent.", "; 2.7 million litres wait."),
                text(" "),
                id("evt-3f9a"),
            ],
            vec![],
        ),
        item(
            None,
            vec![
                strong(pick(lang, "Ce qui a changé", "What changed")),
                t(" : voir ", ": see "),
                link("axes", pick(lang, "Axes logistiques", "Logistics axes")),
                text("."),
            ],
            vec![
                item(None, vec![t("trois blocages de plus ;", "three more blockades;"), call(&[3])], vec![]),
                item(None, vec![t("un escorté.", "one escorted."), call(&[1])], vec![]),
            ],
        ),
        item(
            None,
            vec![t(
                "Aucune nouvelle depuis 19 jours de l’axe sud.",
                "No news of the southern road for 19 days.",
            )],
            vec![],
        ),
    ];
    part.blocks.push(list(ListKind::Numbered, items));
    part
}

fn axes(lang: Lang) -> Part {
    let t = |fr: &str, en: &str| text(pick(lang, fr, en));
    let mut part = Part::new("axes", pick(lang, "Axes logistiques", "Logistics axes"));
    part.blocks.push(Block::Paragraph(vec![
        t("Le communiqué parle d’", "The statement speaks of "),
        quote(
            pick(lang, "une route « sécurisée » de bout en bout", "a road “secured” from end to end"),
            lang.tag(),
        ),
        call(&[4]),
        t(
            " ; deux transporteurs disent l’inverse, et la radio locale rapporte en arabe : ",
            "; two hauliers say the opposite, and local radio reports in Arabic: ",
        ),
        quote("الطريق بين تاركا ودمبارا مغلق منذ الفجر", "ar"),
        call(&[3]),
        t(". Le trajet dure 5 h 30 au lieu de 3 h.", ". The trip takes 5 h 30 instead of 3 h."),
    ]));
    part.blocks.push(Block::Table(board(lang)));
    part.parts.push(pictures(lang));
    part
}

fn board(lang: Lang) -> Table {
    let t = |fr: &str, en: &str| text(pick(lang, fr, en));
    let w = |fr: &'static str, en: &'static str| pick(lang, fr, en);
    let cell = |words: &str| vec![text(words)];
    let columns = vec![
        column(w("Axe", "Road"), false, 3),
        column(w("État", "Status"), false, 2),
        column(w("Confirmé", "Confirmed"), false, 2),
        column(w("Jours", "Days"), true, 1),
        column(w("Preuve", "Evidence"), false, 4),
    ];
    let mut closed = row(
        Some("row-1"),
        vec![
            cell("Tarka–Dambara"),
            vec![badge(Mark::Bad, w("fermé", "closed"))],
            cell(w("26 sept. 2025", "26 Sep 2025")),
            cell("19"),
            vec![t("deux origines", "two origins"), call(&[1, 2, 6])],
        ],
    );
    closed.cells[4].push(meta(lang, "evt-77b0"));
    let rows = vec![
        closed,
        row(
            None,
            vec![
                cell("Dambara–Olé"),
                vec![badge(Mark::Watch, w("restreint", "restricted"))],
                cell(w("21 août 2025", "21 Aug 2025")),
                cell(w("1\u{202f}204", "1,204")),
                vec![t(
                    "une origine, contredite par le communiqué de la direction, qui parle de reprise complète",
                    "one origin, contradicted by the statement of the directorate, which speaks of full resumption",
                )],
            ],
        ),
        row(
            None,
            vec![
                cell("Olé–Sarra"),
                vec![badge(Mark::Good, w("ouvert", "open"))],
                cell("–"),
                cell("3"),
                cell("–"),
            ],
        ),
        row(
            None,
            vec![
                cell("Kombi–Olé"),
                vec![badge(Mark::Denied, w("démenti", "denied"))],
                cell("–"),
                cell("5"),
                cell("–"),
            ],
        ),
        row(
            None,
            vec![
                cell("Sarra–Kombi"),
                vec![badge(Mark::Unknown, w("inconnu", "unknown"))],
                cell("–"),
                cell("–"),
                cell("–"),
            ],
        ),
    ];
    Table {
        id: "board".to_owned(),
        caption: vec![t("État des axes par mois", "Status of the roads by month"), call(&[5])],
        columns,
        rows,
    }
}

fn pictures(lang: Lang) -> Part {
    let t = |fr: &str, en: &str| text(pick(lang, fr, en));
    let mut part = Part::new("strip", pick(lang, "Dans le temps", "Over time"));
    part.blocks.push(figure(
        "strip-chart",
        PICTURE.to_owned(),
        vec![
            t(
                "L’axe Tarka–Dambara est fermé depuis le 21 août.",
                "The Tarka–Dambara road has been closed since 21 August.",
            ),
            call(&[1]),
        ],
        pick(
            lang,
            "Bande : ouvert jusqu’au 21 août, puis fermé.",
            "Strip: open until 21 August, then closed.",
        )
        .to_owned(),
    ));
    part.blocks.push(figure(
        "price-chart",
        String::new(),
        vec![t(
            "Prix du gazole : aucune donnée depuis le 1ᵉʳ juin 2025.",
            "Price of diesel: no data since 1 June 2025.",
        )],
        String::new(),
    ));
    part
}

fn chronology(lang: Lang) -> Part {
    let t = |fr: &str, en: &str| text(pick(lang, fr, en));
    let mut part = Part::new("chronology", pick(lang, "Chronologie", "Chronology"));
    let dated = |id: &str, when: &str, says: Vec<Inline>| Item {
        id: Some(id.to_owned()),
        lead: Some(when.to_owned()),
        says,
        meta: meta(lang, id),
        under: Vec::new(),
    };
    let items = vec![
        dated(
            "evt-1",
            pick(lang, "2 juillet 2025", "2 July 2025"),
            vec![
                strong(pick(lang, "Attaque armée", "Armed attack")),
                text(" "),
                Inline::Reserve(pick(lang, "selon deux sources", "according to two sources").to_owned()),
                t(" · près de Dambara", " · near Dambara"),
                call(&[1]),
            ],
        ),
        dated(
            "evt-2",
            pick(lang, "du 21 août au 3 septembre 2025", "21 August to 3 September 2025"),
            vec![
                strong(pick(lang, "Blocage annoncé", "Blockade announced")),
                t(" · axe Tarka–Dambara ; voir ", " · Tarka–Dambara road; see "),
                link("board", pick(lang, "le tableau", "the board")),
                text("."),
                call(&[7]),
            ],
        ),
    ];
    part.blocks.push(list(ListKind::Dated, items));
    part.blocks.push(Block::Sides(sides(lang)));
    part.blocks.push(Block::Analyst(vec![
        Block::Paragraph(vec![t(
            "Les deux attaques se suivent de trop près pour être sans lien ; la seconde n’a pourtant pas été revendiquée.",
            "The two attacks follow each other too closely to be unrelated; yet nobody has claimed the second.",
        )]),
        list(ListKind::Points, vec![item(None, vec![t("Confiance : faible.", "Confidence: low.")], vec![])]),
    ]));
    part
}

fn sides(lang: Lang) -> Sides {
    let side = |n: usize, says: &str, words: &str, tongue: &str, by: &str| Side {
        label: format!("{} {n}", pick(lang, "Version", "Side")),
        says: vec![strong(says), call(&[n])],
        quotes: vec![(vec![quote(words, tongue)], by.to_owned())],
    };
    Sides {
        id: "ctd-1".to_owned(),
        title: pick(lang, "Nombre de camions brûlés", "Number of lorries burnt").to_owned(),
        meta: vec![
            Inline::Soft(pick(lang, "écart fort", "wide apart").to_owned()),
            text(" "),
            id("ctd-04d1"),
        ],
        about: pick(lang, "Attaque du 2 juillet 2025, Dambara", "Attack of 2 July 2025, Dambara").to_owned(),
        grave: true,
        sides: vec![
            side(
                1,
                pick(lang, "2 camions", "2 lorries"),
                "Deux camions brûlés",
                "fr",
                "Radio Tarka, 2 juillet 2025",
            ),
            side(
                3,
                pick(lang, "aucun", "none"),
                "لم تحترق أي شاحنة",
                "ar",
                "Radio des Dunes, 5 juillet 2025",
            ),
        ],
    }
}

fn sources(lang: Lang) -> Part {
    let mut part = Part::new("sources", "Sources");
    let grade = |of: &str| Inline::Grade { grade: of.to_owned(), meaning: "usually reliable".to_owned() };
    let source = |of: &str, by: &str, what: &str, tongue: &str, page: usize| Item {
        says: vec![grade(of), text(format!(" {by}, ")), title(what, tongue, page)],
        meta: vec![
            Inline::Soft(pick(lang, "a ses correspondants", "has correspondents").to_owned()),
            text(" "),
            id("doc-radio"),
        ],
        ..Item::default()
    };
    let mut first = source("B", "Radio Tarka", "La route de Dambara coupée", "fr", 1);
    let mut copy = source("C", "Sahel Wire", "Two lorries burnt on the Dambara road", "en", 2);
    copy.says.push(Inline::Reserve(pick(lang, " traduit Radio Tarka", " translates Radio Tarka").to_owned()));
    first.under.push(copy);
    part.blocks.push(list(ListKind::Sources, vec![first]));
    part
}

fn gaps(lang: Lang) -> Part {
    let mut part = Part::new("gaps", pick(lang, "Ce qui n’est pas connu", "What is not known"));
    part.blocks.push(Block::Remark(vec![text(pick(
        lang,
        "Rien n’est connu des effets sur les marchés depuis le 1ᵉʳ juin 2025.",
        "Nothing is known of the effects on markets since 1 June 2025.",
    ))]));
    let quiet = pick(
        lang,
        "L’axe sud est sans nouvelles depuis 19 jours.",
        "No news of the southern road for 19 days.",
    );
    part.blocks.push(list(ListKind::Questions, vec![item(None, vec![text(quiet)], vec![])]));
    part
}

/// A letter of `parts` parts, each with three paragraphs, a list, a table of `rows` rows, a picture and its own footnotes.
pub fn long(lang: Lang, parts: usize, rows: usize) -> Sheet {
    let mut sheet = empty(lang);
    for n in 1..=parts {
        let first = sheet.notes.len() + 1;
        sheet.notes.extend((0..12).map(|k| {
            let mut note = note(lang, 1 + (n + k) % 5);
            note.id = format!("clm-{n}-{k}");
            note
        }));
        sheet.parts.push(chapter(lang, n, first, rows));
    }
    sheet
}

fn chapter(lang: Lang, n: usize, first: usize, rows: usize) -> Part {
    let mut part = Part::new(format!("part-{n}"), format!("{} {n}", pick(lang, "Secteur", "Sector")));
    let sentence = pick(
        lang,
        "Le convoi a quitté Tarka à l’aube et n’a pas atteint Dambara ; deux sources indépendantes le rapportent. ",
        "The convoy left Tarka at dawn and did not reach Dambara; two independent sources report it. ",
    );
    for k in 0..3 {
        part.blocks.push(Block::Paragraph(vec![text(sentence.repeat(4).trim()), call(&[first + k])]));
    }
    let says = |k: usize| {
        vec![text(sentence.trim()), call(&[first + 3 + k]), text(" "), id(&format!("evt-{n}-{k}"))]
    };
    let items = (0..6).map(|k| item(Some(&format!("evt-{n}-{k}")), says(k), vec![])).collect();
    part.blocks.push(list(ListKind::Points, items));
    part.blocks.push(Block::Table(rows_of(lang, n, rows, first + 9)));
    part.blocks.push(figure(
        &format!("picture-{n}"),
        PICTURE.replace("Tarka", &format!("Tarka {n}")),
        vec![text(sentence.trim()), call(&[first])],
        sentence.trim().to_owned(),
    ));
    part
}

/// A table of many rows.
pub fn rows_of(lang: Lang, n: usize, rows: usize, note: usize) -> Table {
    let mark = |k: usize| [Mark::Good, Mark::Watch, Mark::Bad, Mark::Unknown][k % 4];
    let line = |k: usize| {
        let cells = vec![
            vec![text(format!("Axe {n}.{k}"))],
            vec![badge(mark(k), pick(lang, "état", "status"))],
            vec![text(format!("{k}"))],
            vec![
                text(pick(lang, "une origine, deux documents", "one origin, two documents")),
                call(&[note + k % 3]),
            ],
        ];
        row(None, cells)
    };
    Table {
        id: format!("table-{n}"),
        caption: vec![text("État des axes")],
        columns: vec![
            column("Axe", false, 2),
            column("État", false, 2),
            column("Jours", true, 1),
            column("Preuve", false, 4),
        ],
        rows: (1..=rows).map(line).collect(),
    }
}
