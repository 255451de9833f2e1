#!/usr/bin/env python3
"""Makes two event tables with a known truth from real UCDP GED rows, by perturbing them.

usage: pairs.py DIR_OF_UCDP_CSV OUT_DIR --noise N --seed S

DIR holds UCDP GED downloads (any of the website's layouts). Writes OUT_DIR/left.csv, right.csv, truth.csv with columns
`id,date,latitude,longitude,type,actor,place,fatalities`.

Each row goes to both tables (70 %), to the left only or to the right only (15 % each). What stands in both is written once
as it is and once perturbed; either side may be the perturbed one, and 5 % of all rows are written once more on their side,
perturbed, with another id (a duplicate; its original is the partner). With noise N (1 to 4; the table LEVELS below):
  date      shifted by a few days, or widened to an interval, or day and month mixed up in the reader's mind: ± 1 month
  point     jittered by metres (another gazetteer), by kilometres, or moved to the mean point of its admin 2 or admin 1
  place     misspelt (swap, drop, double a letter), words dropped or in another order, or renamed to its admin 2 or admin 1
  actor     abbreviated to initials, translated, an alias of another table, one side dropped, "Unidentified Armed Group"
  type      the words of another table (several of theirs for one of ours), or another type
  deaths    ± 1, a ratio, zero, rounded
  missing   any field but the id
Rows of one day and town stay side by side: nothing is thinned out, so that dense places stay hard.
"""
import argparse, csv, datetime, glob, math, os, random, sys

csv.field_size_limit(1 << 30)
#            date  month wide  metres km   region misspelt renamed actor type_wrong deaths missing
LEVELS = {
    1: dict(date=.15, month=.00, wide=.03, metres=.30, km=.10, region=.02, spell=.10, rename=.03, actor=.15, type=.02, deaths=.15, missing=.03),
    2: dict(date=.30, month=.01, wide=.06, metres=.40, km=.25, region=.06, spell=.25, rename=.08, actor=.35, type=.06, deaths=.30, missing=.08),
    3: dict(date=.45, month=.02, wide=.10, metres=.40, km=.40, region=.12, spell=.40, rename=.15, actor=.55, type=.12, deaths=.45, missing=.14),
    4: dict(date=.60, month=.03, wide=.15, metres=.35, km=.50, region=.20, spell=.50, rename=.25, actor=.75, type=.20, deaths=.60, missing=.20),
}
FIELDS = ["id", "date", "latitude", "longitude", "type", "actor", "place", "fatalities"]
TYPES = {"1": "State-based conflict", "2": "Non-state conflict", "3": "One-sided violence"}
# What another table calls them: several words for one.
OTHER = {"1": ["Battles", "Battles", "Explosions/Remote violence"], "2": ["Battles", "Communal clash"],
         "3": ["Violence against civilians", "Attack", "Abduction/forced disappearance"]}
WORDS = [("Government of", "Military Forces of"), ("Government of", "Gouvernement :"), ("Islamic State", "État islamique"),
         ("Civilians", "Civils"), ("Movement", "Mouvement"), ("Front", "Front de libération"), ("Army", "Armée"),
         ("militia", "milice"), ("supporters of", "partisans de"), ("Forces", "Forces de défense")]


def rows(folder):
    for path in sorted(glob.glob(os.path.join(folder, "*.csv"))):
        with open(path, encoding="utf-8", newline="") as f:
            reader = csv.reader(f)
            header = next(reader)
            for values in reader:
                row = dict(zip(header, values))
                try:
                    day = date(row["date_start"])
                    last = date(row["date_end"])
                    lat, lon = float(row["latitude"]), float(row["longitude"])
                    best = int(float(row.get("best_est") or row.get("best") or 0))
                except (KeyError, ValueError):
                    continue
                if (last - day).days > 31 or row["type_of_violence"] not in TYPES:
                    continue
                yield dict(day=day, last=last, lat=lat, lon=lon, type=row["type_of_violence"], a=row["side_a"], b=row["side_b"],
                           place=row["where_coordinates"].strip() or row["adm_2"], adm1=row["adm_1"], adm2=row["adm_2"],
                           country=row["country"], deaths=best)


def date(text):
    text = text.split(" ")[0]
    if "/" in text:
        m, d, y = text.split("/")
        return datetime.date(int(y), int(m), int(d))
    return datetime.date.fromisoformat(text)


def middle(rows, *key):
    """Mean point of each region."""
    sums = {}
    for r in rows:
        s = sums.setdefault(tuple(r[k] for k in key), [0, 0.0, 0.0])
        s[0] += 1; s[1] += r["lat"]; s[2] += r["lon"]
    return {k: (s[1] / s[0], s[2] / s[0]) for k, s in sums.items()}


def plain(r, kind, style):
    """A row as a table of its own writes it: `style` 0 UCDP's words, 1 another's."""
    day = r["day"].isoformat()
    return dict(date=day if r["day"] == r["last"] else f"{day}/{r['last'].isoformat()}", latitude=r["lat"], longitude=r["lon"],
                type=kind, actor=f"{r['a']}; {r['b']}", place=r["place"], fatalities=r["deaths"])


def misspell(random, name):
    if len(name) < 4:
        return name
    for _ in range(random.choice([1, 1, 2])):
        i = random.randrange(1, len(name) - 1)
        what = random.randrange(4)
        if what == 0: name = name[:i] + name[i + 1] + name[i] + name[i + 2:]
        elif what == 1: name = name[:i] + name[i + 1:]
        elif what == 2: name = name[:i] + name[i] + name[i:]
        else: name = name[:i] + random.choice("aeiouhkn") + name[i + 1:]
        if len(name) < 4: break
    words = name.split()
    if len(words) > 1 and random.random() < .3:
        random.shuffle(words)
    elif len(words) > 1 and random.random() < .3:
        words.pop(random.randrange(len(words)))
    return " ".join(words)


def alias(random, name, aliases):
    """Another name of an actor: mostly the one that this table always uses."""
    words = name.split()
    if name not in aliases:
        how = random.random()
        if how < .4 and len(words) > 2:
            aliases[name] = "".join(w[0] for w in words if w[0].isupper()) or name
        elif how < .7:
            for a, b in WORDS:
                if a in name:
                    aliases[name] = name.replace(a, b); break
            else:
                aliases[name] = f"{name} group"
        else:
            aliases[name] = " ".join(words[:max(1, len(words) - 1)])
    return aliases[name]


def perturb(random, r, p, regions, aliases, style):
    chance = lambda name: random.random() < p[name]
    kind = random.choice(OTHER[r["type"]]) if style else TYPES[r["type"]]
    if chance("type"):
        wrong = random.choice([t for t in TYPES if t != r["type"]])
        kind = random.choice(OTHER[wrong]) if style else TYPES[wrong]
    out = plain(r, kind, style)
    day, last = r["day"], r["last"]
    if chance("date"):
        by = random.choice([-1, 1, 1, 1, 2, 2, 3, -2, 4, 6])
        day, last = day + datetime.timedelta(by), last + datetime.timedelta(by)
    if chance("month"):
        by = random.choice([-30, 30, 31, 28])
        day, last = day + datetime.timedelta(by), last + datetime.timedelta(by)
    if chance("wide"):
        width = random.choice([2, 6, 6, 29])
        day = day - datetime.timedelta(random.randrange(width + 1)); last = day + datetime.timedelta(width)
    out["date"] = day.isoformat() if day == last else f"{day.isoformat()}/{last.isoformat()}"
    lat, lon = r["lat"], r["lon"]
    km = 0.0
    if chance("metres"): km = random.expovariate(1 / 1.0)
    if chance("km"): km = random.expovariate(1 / 12.0)
    turn = random.random() * 2 * math.pi
    lat += km / 111.2 * math.sin(turn); lon += km / 111.2 / math.cos(math.radians(lat)) * math.cos(turn)
    if chance("spell"): out["place"] = misspell(random, r["place"])
    region = None
    if chance("region"): region = random.choice(["adm2", "adm2", "adm1"])
    if chance("rename") or region:
        to = region or random.choice(["adm2", "adm1"])
        if r[to]: out["place"] = r[to]
        if region and r[to]: lat, lon = regions[to][tuple(r[k] for k in ("country", to))]
    out["latitude"], out["longitude"] = round(lat, 5), round(lon, 5)
    a, b = r["a"], r["b"]
    if chance("actor"): a = alias(random, a, aliases)
    if chance("actor"): b = alias(random, b, aliases)
    if random.random() < p["actor"] * .2: b = "Unidentified Armed Group"
    sides = [a, b]
    if random.random() < p["actor"] * .3: sides = [random.choice(sides)]
    elif random.random() < .2: sides.reverse()
    out["actor"] = "; ".join(sides)
    if chance("deaths"):
        n = r["deaths"]
        out["fatalities"] = max(0, random.choice([n + 1, n - 1, round(n * 1.5), round(n * .7), 0, round(n, -1), n + 3]))
    for field in FIELDS[1:]:
        if field != "longitude" and chance("missing"):
            out[field] = ""
            if field == "latitude": out["longitude"] = ""
    return out


def make(all_rows, noise, seed):
    rnd = random.Random(f"{seed}/{noise}")
    p = LEVELS[noise]
    regions = {"adm2": middle(all_rows, "country", "adm2"), "adm1": middle(all_rows, "country", "adm1")}
    aliases = {}
    left, right, truth = [], [], []
    add = lambda side, row, tag: side.append(dict(row, key=rnd.random(), tag=tag))
    for n, r in enumerate(all_rows):
        share = rnd.random()
        tag = lambda s: f"{s}{n}"
        sides = [("L", left, 0), ("R", right, 1)]
        where = sides if share < .70 else [sides[0]] if share < .85 else [sides[1]]
        as_is = rnd.choice(where)
        for name, side, style in where:
            row = (plain(r, rnd.choice(OTHER[r["type"]]) if style else TYPES[r["type"]], style) if (name, side, style) == as_is
                   else perturb(rnd, r, p, regions, aliases, style))
            add(side, row, tag(name))
            if rnd.random() < .05:
                add(side, perturb(rnd, r, p, regions, aliases, style), tag(name) + "d")
        if len(where) == 2:
            truth.append((tag("L"), tag("R")))
    names = {}
    for prefix, side in (("a", left), ("b", right)):
        side.sort(key=lambda r: r["key"])
        for i, r in enumerate(side):
            r["id"] = names[r["tag"]] = f"{prefix}{i}"
    return left, right, sorted((names[a], names[b]) for a, b in truth)


def write(out, left, right, truth):
    os.makedirs(out, exist_ok=True)
    for name, side in (("left", left), ("right", right)):
        with open(os.path.join(out, f"{name}.csv"), "w", newline="", encoding="utf-8") as f:
            w = csv.DictWriter(f, FIELDS, extrasaction="ignore"); w.writeheader(); w.writerows(side)
    with open(os.path.join(out, "truth.csv"), "w", newline="") as f:
        w = csv.writer(f); w.writerow(["left", "right"]); w.writerows(truth)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("folder"); ap.add_argument("out"); ap.add_argument("--noise", type=int, default=2); ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    source = list(rows(args.folder))
    left, right, truth = make(source, args.noise, args.seed)
    write(args.out, left, right, truth)
    print(f"seed {args.seed}, noise {args.noise}: {len(source)} rows, left {len(left)}, right {len(right)}, true pairs {len(truth)}", file=sys.stderr)
