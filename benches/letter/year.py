#!/usr/bin/env python3
"""A year of invented reports and dataset rows for a case: year.py CASE.toml OUT [DOCUMENTS] [ROWS] [SEED]

Writes OUT/notes/NN/NNNNN.md, half French and half English, dated over the year that ends on the case's day, and
OUT/GEDEvent_v99_1.csv in UCDP's layout. A note tells some incidents of invented numbers at the case's towns; one in ten
copies another to the letter under another publisher, one in twenty denies what another told, one in ten imposes or
lifts a limit of access. Nothing of it happened. Same arguments, same bytes.
"""
import csv
import pathlib
import random
import sys
import tomllib
from datetime import date, timedelta

case, out = tomllib.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")), pathlib.Path(sys.argv[2])
documents, rows, seed = (int(a) for a in (sys.argv[3:] + ["2000", "5000", "1"][len(sys.argv) - 3 :])[:3])
dice = random.Random(seed)
END = case["case"]["as_of"]
COUNTRY = case["case"]["country"]
TOWNS = [p for p in case["places"] if p["kind"] == "populated_place" and "lat" in p]
HOME = [p for p in TOWNS if p["country"] == COUNTRY]
GROUPS = [a["name"] for a in case["actors"] if a["kind"] == "armed_group"]
ARMY = next(a for a in case["actors"] if a["kind"] == "state_forces")
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
# {day} a date, {town}, {other} another town, {n} a number from 2 on, {group} an armed group.
INCIDENTS = {
    "fr": [
        "Le {day}, des hommes armés ont attaqué un convoi de camions-citernes près de {town}.",
        "Une attaque a fait {n} morts à {town} le {day}.",
        "Le {day}, {n} chauffeurs ont été enlevés à {town}.",
        "Un engin explosif a touché un camion à {town} le {day}.",
        "Le {day}, {n} camions ont été incendiés à {town}.",
        "Le {day}, le {group} a attaqué un autobus entre {town} et {other}.",
        "Des combats ont éclaté à {town} le {day}, selon des habitants.",
        "Le {day}, des commerces ont été pillés à {town}.",
        "Environ {n}00 personnes ont fui {town} le {day}.",
        "Le {day}, un poste de douane a été incendié à {town}.",
    ],
    "en": [
        "On {day}, armed men attacked a convoy of fuel tankers near {town}.",
        "An attack killed {n} people in {town} on {day}.",
        "On {day}, {n} drivers were abducted in {town}.",
        "An explosive device hit a truck in {town} on {day}.",
        "On {day}, {n} trucks were set on fire in {town}.",
        "On {day}, {group} attacked a bus between {town} and {other}.",
        "Clashes broke out in {town} on {day}, residents said.",
        "On {day}, shops were looted in {town}.",
        "About {n}00 people fled {town} on {day}.",
        "On {day}, a customs post was set on fire in {town}.",
    ],
}
MEASURES = {
    "fr": [
        "Un couvre-feu a été instauré à {town} le {day}.",
        "Le couvre-feu a été levé à {town} le {day}.",
        "Le {day}, le {group} a annoncé un blocus de {town}.",
        "La route entre {town} et {other} a été fermée le {day}.",
        "La route entre {town} et {other} a été rouverte le {day}.",
    ],
    "en": [
        "A curfew was imposed in {town} on {day}.",
        "The curfew in {town} was lifted on {day}.",
        "On {day}, {group} announced a blockade of {town}.",
        "The road between {town} and {other} was closed on {day}.",
        "The road between {town} and {other} was reopened on {day}.",
    ],
}
DENIALS = {
    "fr": "Le {now}, l’{army} a démenti l’attaque de {town} du {day}.",
    "en": "On {now}, the {army} denied the attack of {day} in {town}.",
}
DESKS = [(f"Bureau {n}", "fr") if n % 2 else (f"Desk {n}", "en") for n in range(1, 41)]
UCDP = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id "
    "dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources "
    "source_article source_office source_date source_headline source_original where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split()
NAMES = {"MLI": ("Mali", 432), "SEN": ("Senegal", 433), "MRT": ("Mauritania", 435)}


def pick(of):
    return of[int(dice.random() * len(of))]


def told(day, lang):
    if lang == "en":
        return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[lang][day.month - 1]} {day.year}"


def sentence(patterns, published, lang):
    day = published - timedelta(days=int(dice.random() * 6))
    town, other = pick(HOME)["name"], pick(HOME)["name"]
    words = pick(patterns).format(day=told(day, lang), town=town, other=other, n=2 + int(dice.random() * 28), group=pick(GROUPS))
    return words, town, day


def paragraphs(published, lang, attacks):
    """Three to five sentences; attacks are kept, so that a later note may deny them."""
    lines = []
    for _ in range(3 + int(dice.random() * 3)):
        chance = dice.random()
        if chance < 0.02:
            lines.append(sentence(MEASURES[lang], published, lang)[0])
            continue
        if chance < 0.04 and attacks:
            town, day = attacks[-1 - int(dice.random() * min(40, len(attacks)))]
            army = next((a for a in ARMY["aliases"] if a.startswith("armée")), ARMY["name"]) if lang == "fr" else ARMY["name"]
            lines.append(DENIALS[lang].format(now=told(published, lang), army=army, town=town, day=told(day, lang)))
            continue
        words, town, day = sentence(INCIDENTS[lang], published, lang)
        attacks.append((town, day))
        lines.append(words)
    return lines


def note(number, published, desk, lang, title, lines):
    head = f"---\ntitle: {title}\npublisher: {desk}\npublished: {published}\nlanguage: {lang}\ntlp: CLEAR\n---\n\n# {title}\n"
    path = out / "notes" / f"{number // 1000:02}" / f"{number:05}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + "".join(f"\n{line}\n" for line in lines), encoding="utf-8")


def notes():
    attacks, kept = [], []
    for number in range(documents):
        published = END - timedelta(days=364 - number * 365 // documents)
        desk, lang = pick(DESKS)
        if kept and dice.random() < 0.1:
            before, its, title, lines = kept[-1 - int(dice.random() * min(20, len(kept)))]
            published = max(published, before)
            desk = pick([d for d, of in DESKS if of == its])
            lang = its
        else:
            what = "Bulletin" if lang == "fr" else "Bulletin of the day"
            title, lines = f"{what} {number}, {told(published, lang)}", paragraphs(published, lang, attacks)
            kept.append((published, lang, title, lines))
        note(number, published, desk, lang, title, lines)


def row(number):
    day, town = END - timedelta(days=int(dice.random() * 365)), pick(TOWNS)
    group, country = pick(GROUPS), NAMES.get(town["country"], (town["country"], 0))
    a, b, civilians = (int(dice.random() * top) for top in (5, 9, 7))
    of = dict.fromkeys(UCDP, "")
    # Within ten kilometres of the town, whose own name stands beside it.
    lat, lon = (round(town[k] + dice.random() / 5 - 0.1, 4) for k in ("lat", "lon"))
    of.update(
        id=9_000_000 + number, relid=f"INV-{day.year}-{number}", year=day.year, active_year=True, code_status="Clear", type_of_violence=1 + int(dice.random() * 3),
        conflict_name="Invented", dyad_name=f"Government - {group}", side_a="Government of Mali", side_b=group, number_of_sources=1,
        source_article="Invented", source_headline="Invented", where_prec=1 + int(dice.random() * 2), where_coordinates=f"{town['name']} town",
        adm_1=town.get("admin1", ""), latitude=lat, longitude=lon, geom_wkt=f"POINT ({lon} {lat})",
        priogrid_gid=int((lat + 90) * 2) * 720 + int((lon + 180) * 2) + 1, country=country[0], country_id=country[1], region="Africa",
        event_clarity=1, date_prec=1, date_start=f"{day} 00:00:00.000", date_end=f"{day} 00:00:00.000",
        deaths_a=a, deaths_b=b, deaths_civilians=civilians, deaths_unknown=0, best=a + b + civilians, high=a + b + civilians + 2, low=a + b + civilians,
    )  # fmt: skip
    return [of[name] for name in UCDP]


notes()
with open(out / "GEDEvent_v99_1.csv", "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(UCDP)
    writer.writerows(row(number) for number in range(rows))
print(f"{documents} notes, {rows} rows")
