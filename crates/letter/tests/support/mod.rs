//! A small invented case, and ways to look at a composed page. Every test file uses its own part of it.
#![allow(dead_code)]

#[allow(dead_code)]
pub mod counted;
pub mod random;

use base::*;
use letter::*;

pub fn day(month: i8, day: i8) -> Interval {
    Interval::day(Date::constant(2025, month, day))
}

fn note(
    findings: &mut Findings,
    id: &str,
    document: &str,
    lang: &str,
    quote: &str,
    modality: Modality,
) -> NoteId {
    let id = NoteId::new(format!("clm-{id}"));
    let quote = Quote {
        claim: Some(ClaimId::parse(id.as_str())),
        document: DocumentId::parse(document),
        quote: Some(Words::new(quote, lang)),
        modality: Some(modality),
        reliability: Reliability::B,
        credibility: Some(Credibility::PROBABLE),
        recall: false,
    };
    findings.notes.push(Note { id: id.clone(), basis: Basis::Quote(quote) });
    id
}

fn source(findings: &mut Findings, id: &str, publisher: &str, title: Words, on: Date, grade: Reliability) {
    findings.sources.push(Source {
        document: DocumentId::parse(id),
        title,
        publisher: Some(publisher.to_owned()),
        published: Some(on),
        url: Some(format!("https://example.org/{id}")),
        reliability: grade,
        reason: Some(Words::new("Has its own correspondents on the road", "en")),
        origin: OriginId::parse(format!("org-{id}")),
        depends: None,
    });
}

fn place(name: &str, kind: PlaceKind) -> Place {
    let precision = if kind == PlaceKind::Admin1 { GeoPrecision::Admin1 } else { GeoPrecision::Exact };
    Place { name: name.to_owned(), kind: Some(kind), country: Country::new("MLI"), precision }
}

fn town(name: &str) -> Vec<Place> {
    vec![place(name, PlaceKind::PopulatedPlace)]
}

fn support(grade: Reliability, credibility: Credibility, origins: usize, documents: usize) -> Support {
    Support { reliability: grade, credibility, origins, documents }
}

fn amount(value: f64, unit: &str, bound: Bound, of: Option<Words>) -> Amount {
    Amount { value, unit: unit.to_owned(), bound, of }
}

/// An empty letter of the invented case.
pub fn empty() -> Findings {
    let titles = Titles { fr: "Corridor de la Tarka".to_owned(), en: "Tarka corridor".to_owned() };
    let mut head = Masthead::new(titles, AsOf(Date::constant(2025, 10, 15)), Tlp::Clear);
    head.demo = true;
    Findings::new(head)
}

/// A case with one of everything.
pub fn sample() -> Findings {
    let mut f = empty();
    f.masthead.number = Some(1);
    f.masthead.period = Some(Interval::between(Date::constant(2025, 7, 2), Date::constant(2025, 9, 26)));
    f.reading = Reading { documents: 4, origins: 3, omitted: 1, ..Reading::default() };
    sources(&mut f);
    let notes = notes(&mut f);
    events(&mut f, &notes);
    others(&mut f, &notes);
    constraints(&mut f, &notes);
    contradictions(&mut f, &notes);
    f.gaps.push(Gap::Silent { constraint: "evt-fuel".to_owned(), days: 19 });
    f.gaps.push(Gap::Unplaced { occurrences: 1 });
    f
}

fn sources(f: &mut Findings) {
    let d = |m, d| Date::constant(2025, m, d);
    source(
        f,
        "doc-radio",
        "Radio Tarka",
        Words::new("Deux camions brûlés sur la route de Dambara", "fr"),
        d(7, 2),
        Reliability::B,
    );
    source(
        f,
        "doc-wire",
        "Sahel Wire",
        Words::new("Two lorries burnt on the Dambara road", "en"),
        d(7, 3),
        Reliability::C,
    );
    source(
        f,
        "doc-army",
        "Direction de la communication",
        Words::new("Communiqué no 12", "fr"),
        d(9, 8),
        Reliability::D,
    );
    source(
        f,
        "doc-note",
        "Observatoire de la Tarka",
        Words::new("Le corridor en chiffres", "fr"),
        d(9, 26),
        Reliability::B,
    );
    f.sources[1].depends =
        Some(Dependence { kind: DependenceKind::Translation, on: DocumentId::parse("doc-radio") });
    f.sources[1].origin = OriginId::parse("org-doc-radio");
}

struct Notes {
    arson: NoteId,
    arson_en: NoteId,
    arson_two: NoteId,
    ban: NoteId,
    applied: NoteId,
    denied: NoteId,
    share: NoteId,
    volume: NoteId,
    price: NoteId,
    fear: NoteId,
    call: NoteId,
    army: NoteId,
}

fn notes(f: &mut Findings) -> Notes {
    use Modality::*;
    Notes {
        arson: note(
            f,
            "arson",
            "doc-radio",
            "fr",
            "Deux camions ont été incendiés le 1er juillet près de Dambara",
            Asserted,
        ),
        arson_en: note(
            f,
            "arson-en",
            "doc-wire",
            "en",
            "Two lorries were set alight near Dambara on July 1",
            Asserted,
        ),
        arson_two: note(
            f,
            "arson-two",
            "doc-note",
            "fr",
            "L’incendie des camions remonte au 2 juillet",
            Asserted,
        ),
        ban: note(
            f,
            "ban",
            "doc-radio",
            "fr",
            "Le Front du fleuve interdit l’entrée du carburant à Sélin",
            Announced,
        ),
        applied: note(
            f,
            "applied",
            "doc-note",
            "fr",
            "Les citernes n’entrent plus à Sélin depuis le 5 septembre",
            Asserted,
        ),
        denied: note(f, "denied", "doc-army", "fr", "Il n’existe aucune interdiction à Sélin", Denied),
        share: note(f, "share", "doc-note", "fr", "environ 30 % des importations par la route", Asserted),
        volume: note(f, "volume", "doc-note", "fr", "2,7 millions de tonnes par an", Asserted),
        price: note(f, "price", "doc-note", "fr", "Le litre est passé de 725 à 1 200 francs", Asserted),
        fear: note(f, "fear", "doc-wire", "en", "The group could block the border", Hypothetical),
        call: note(f, "call", "doc-radio", "fr", "Le syndicat demande de suspendre les départs", Asserted),
        army: note(f, "army", "doc-army", "fr", "La zone a été ratissée", Asserted),
    }
}

fn put(f: &mut Findings, id: &str, of: Occurrence, notes: &[&NoteId]) {
    let notes = notes.iter().map(|&n| n.clone()).collect();
    f.occurrences.push(Finding::new(format!("evt-{id}"), of, notes).unwrap());
}

fn events(f: &mut Findings, n: &Notes) {
    let mut arson = Occurrence::new(Kind::Incident, "vehicle_arson", Modality::Asserted).on(day(7, 1));
    arson.places = town("Dambara");
    arson.actors = vec!["Front du fleuve".to_owned()];
    arson.target_class = Some(TargetClass::Transport);
    arson.amounts = vec![amount(2.0, "truck", Bound::Exact, None)];
    arson.support = support(Reliability::B, Credibility::CONFIRMED, 2, 3);
    put(f, "arson", arson, &[&n.arson, &n.arson_en, &n.arson_two]);
    let mut ban = Occurrence::new(Kind::Measure, "fuel_ban", Modality::Announced)
        .on(Interval::between(Date::constant(2025, 9, 5), Date::constant(2025, 9, 6)));
    ban.places = town("Sélin");
    ban.actors = vec!["Front du fleuve".to_owned()];
    ban.support = support(Reliability::B, Credibility::POSSIBLE, 1, 1);
    put(f, "fuel", ban, &[&n.ban]);
    let mut sweep = Occurrence::new(Kind::Incident, "military_operation", Modality::Asserted)
        .on(Interval::since(Date::constant(2025, 9, 8)));
    sweep.places = vec![place("Tarka", PlaceKind::Admin1)];
    put(f, "sweep", sweep, &[&n.army]);
    if let Some(army) = f.notes.iter_mut().find(|note| note.id == n.army)
        && let Basis::Quote(quote) = &mut army.basis
    {
        quote.quote = None;
    }
}

fn others(f: &mut Findings, n: &Notes) {
    let of = Words::new("importations par la route", "fr");
    let mut share = Occurrence::new(Kind::Figure, "trade_share", Modality::Asserted);
    share.amounts = vec![amount(30.0, "percent", Bound::About, Some(of))];
    put(f, "share", share, &[&n.share]);
    let mut volume = Occurrence::new(Kind::Figure, "trade_volume", Modality::Hedged);
    volume.amounts = vec![amount(2.7e6, "tonne/year", Bound::AtLeast, None)];
    put(f, "volume", volume, &[&n.volume]);
    let mut price = Occurrence::new(Kind::Effect, "price_increase", Modality::Asserted);
    price.amounts = vec![amount(1200.0, "XOF/litre", Bound::Exact, None)];
    price.places = town("Sélin");
    put(f, "price", price, &[&n.price]);
    let mut call =
        Occurrence::new(Kind::Statement, "operator_suspension_call", Modality::Asserted).on(day(7, 2));
    call.actors = vec!["Union des transporteurs".to_owned()];
    put(f, "call", call, &[&n.call]);
    put(f, "fear", Occurrence::new(Kind::Measure, "border_closure", Modality::Hypothetical), &[&n.fear]);
}

fn told(id: &str, status: Status, date: Option<Interval>, by: &str, note: &NoteId) -> Finding<Told> {
    let by = vec![by.to_owned()];
    let told = Told { status, date, by, support: support(Reliability::B, Credibility::POSSIBLE, 1, 1) };
    Finding::new(id, told, vec![note.clone()]).unwrap()
}

fn constraints(f: &mut Findings, n: &Notes) {
    let constraint = Constraint {
        kind: ConstraintKind::CommodityBan,
        places: town("Sélin"),
        concerns: vec![Words::new("carburant", "fr")],
        since: Some(Date::constant(2025, 9, 5)),
        last_told: Some(Date::constant(2025, 9, 26)),
        age_days: Some(19),
        told: vec![
            told("evt-fuel", Status::Announced, Some(day(9, 5)), "Front du fleuve", &n.ban),
            told("evt-applied", Status::InForce, None, "Front du fleuve", &n.applied),
            told("evt-denied", Status::Denied, Some(day(9, 8)), "armée", &n.denied),
        ],
    };
    let notes = vec![n.ban.clone(), n.applied.clone(), n.denied.clone()];
    f.constraints.push(Finding::new("evt-fuel", constraint, notes).unwrap());
}

fn contradictions(f: &mut Findings, n: &Notes) {
    let side =
        |says, notes: Vec<&NoteId>| Finding::new("side", says, notes.into_iter().cloned().collect()).unwrap();
    let dates = Contradiction {
        kind: ContradictionKind::Date,
        severity: Level::Medium,
        about: vec![About { subject: "vehicle_arson".to_owned(), places: town("Dambara") }],
        sides: vec![
            side(SideValue::Date { date: day(7, 1) }, vec![&n.arson, &n.arson_en]),
            side(SideValue::Date { date: day(7, 2) }, vec![&n.arson_two]),
        ],
    };
    let all = vec![n.arson.clone(), n.arson_two.clone()];
    f.contradictions.push(Finding::new("ctr-dates", dates, all).unwrap());
    let denial = Contradiction {
        kind: ContradictionKind::Denial,
        severity: Level::High,
        about: vec![About { subject: "fuel_ban".to_owned(), places: town("Sélin") }],
        sides: vec![
            side(SideValue::Modality { modality: Modality::Asserted }, vec![&n.applied]),
            side(SideValue::Modality { modality: Modality::Denied }, vec![&n.denied]),
        ],
    };
    let all = vec![n.applied.clone(), n.denied.clone()];
    f.contradictions.push(Finding::new("ctr-denial", denial, all).unwrap());
}

/// The HTML page of findings.
pub fn page(findings: &Findings, lang: Lang) -> String {
    html(&compose(findings, lang))
}

/// The text of a page as a person reads it: one line a block, tags and style taken away.
pub fn text(page: &str) -> String {
    let body = page.split("<body>").nth(1).unwrap_or(page);
    // Each picture stands twice on a page, in two widths: one is read.
    let narrow = |after: &str| after.split_once("</svg>").map(|(_, rest)| rest.to_owned());
    let mut once = body.split("<div class=\"chart-narrow\">");
    let first = once.next().unwrap_or_default().to_owned();
    let body = once.fold(first, |all, after| all + &narrow(after).unwrap_or_else(|| after.to_owned()));
    let mut out = String::new();
    let mut rest = body.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(&before.replace('\n', " "));
        let (tag, tail) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default();
        let block = [
            "p", "li", "h1", "h2", "h3", "tr", "section", "div", "ol", "ul", "article", "figure", "text",
            "title", "desc", "footer",
        ];
        if block.contains(&name) {
            out.push('\n');
        } else if ["td", "th"].contains(&name) && !tag.starts_with('/') {
            out.push_str(" | ");
        } else if name == "a" && tag.contains("href=\"#note-") {
            out.push_str(" #");
        }
        rest = tail;
    }
    out.push_str(rest);
    let lines = out.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" "));
    unescape(&lines.filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n"))
}

pub fn unescape(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2f;", "/"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |t, (from, to)| t.replace(from, to))
}
