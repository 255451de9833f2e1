#!/usr/bin/env python3
"""Looks at exports through the tools of others: export.py FOLDER.

FOLDER holds events.json (what `faleme events --format json` printed) and exports of the layer `events` for the same readers:
events.csv, events.hxl.csv, events.geojson, events.fgb, events.parquet, events.stix.json. Every file must hold the same rows. A
tool that is not installed is told in one line. Ends with 1 if anything is wrong.
"""
import csv
import json
import subprocess
import sys
from pathlib import Path

folder = Path(sys.argv[1])


def point(event):
    located = [p for p in event["places"] if p["lat"] is not None and p["lon"] is not None]
    return (located[0]["lon"], located[0]["lat"]) if located else (None, None)


def row(event):
    """A row as every format must hold it, read from what the program shows, not from an export."""
    date, estimate = event["date"] or {}, event["estimate"] or {}
    lon, lat = point(event)
    countries = list(dict.fromkeys(p["country"] for p in event["places"] if p["country"]))
    names = [p["name"] for p in event["places"]]
    return {
        "event_id": event["id"],
        "event_kind": event["kind"],
        "event_type": event["type"],
        "reference_period_start": date.get("start"),
        "reference_period_end": date.get("end"),
        "location_code": "; ".join(countries) or None,
        "locations": "; ".join(names) or None,
        "lat": lat,
        "lon": lon,
        "actors": "; ".join(event["actors"]) or None,
        "fatalities": estimate.get("best"),
        "fatalities_low": estimate.get("low"),
        "fatalities_high": estimate.get("high"),
        "modality": event["modality"],
        "credibility": event["credibility"],
        "rows": "; ".join(f"{r['dataset']}/{r['release']}/{r['id']}" for r in event["rows"]) or None,
        "claims": "; ".join(event["claims"]) or None,
    }


WANTED = [row(e) for e in json.loads((folder / "events.json").read_text())]
COLUMNS = list(WANTED[0])
NUMBERS = {"lat", "lon", "fatalities", "fatalities_low", "fatalities_high", "credibility"}


def plain(value, column):
    """A value as tools give it, as JSON would have it."""
    if isinstance(value, (list, tuple)) or type(value).__name__ == "ndarray":
        return "; ".join(value) or None
    if value is None or value == "" or value != value:
        return None
    if column in NUMBERS:
        return float(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    text = str(value)
    return text[:10] if column.startswith("reference_period") else text


def same(name, rows, ordered=True):
    """Compares rows with those of the store."""
    told = [{c: plain(r.get(c), c) for c in COLUMNS} for r in rows]
    wanted = [{c: plain(r[c], c) for c in COLUMNS} for r in WANTED]
    if not ordered:
        told.sort(key=lambda r: r["event_id"])
        wanted.sort(key=lambda r: r["event_id"])
    assert len(told) == len(wanted), f"{name}: {len(told)} rows, {len(wanted)} in the store"
    for at, (a, b) in enumerate(zip(told, wanted)):
        assert a == b, f"{name}: row {at}: {[(c, a[c], b[c]) for c in COLUMNS if a[c] != b[c]]}"
    print(f"{name}: {len(told)} rows as in the store")


def unguarded(record):
    return {k: v[1:] if v.startswith("'") else v for k, v in record.items()}


def check_csv():
    with open(folder / "events.csv", encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    for record in records:
        for name, value in record.items():
            number = name in NUMBERS
            assert number or value.lstrip()[:1] not in tuple("=+-@\t\r\n＝＋－＠") or not value, (name, value)
    same("csv", [unguarded(r) for r in records])


def check_hxl():
    import hxl

    path = str(folder / "events.hxl.csv")
    options = hxl.InputOptions(allow_local=True)
    with hxl.data(path, options) as data:
        tags = data.display_tags
        records = [[str(v) for v in r.values] for r in data]
    with open(folder / "events.csv", encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert len(tags) == len(header), "a hashtag a column"
    same("hxl", [unguarded(dict(zip(header, r))) for r in records])
    with hxl.data(path, options) as data:
        report = hxl.validate(data)
    wrong = [i for i in report["issues"] if i["severity"] == "error"]
    assert not wrong, wrong
    print(f"hxl: valid by the default schema of libhxl ({len(report['issues'])} warnings)")


def check_geojson():
    import geojson_validator

    whole = json.loads((folder / "events.geojson").read_text())
    assert "crs" not in whole and whole["tlp"] and whole["prov"]["wasDerivedFrom"], "members of the collection"
    same("geojson", [f["properties"] for f in whole["features"]])
    placed = {**whole, "features": [f for f in whole["features"] if f["geometry"]]}
    structure = geojson_validator.validate_structure(placed)
    assert not structure, structure
    wrong = geojson_validator.validate_geometries(placed)
    assert not wrong["invalid"], wrong
    print("geojson: valid by geojson-validator", wrong["problematic"] or "")


def check_parquet():
    import pyarrow.parquet as parquet

    file = parquet.read_table(folder / "events.parquet")
    same("geoparquet", file.to_pylist())
    metadata = file.schema.metadata
    assert json.loads(metadata[b"geo"])["version"] == "1.1.0" and b"wasDerivedFrom" in metadata[b"prov"]


def check_geopandas():
    import geopandas

    for name in ["events.parquet", "events.fgb", "events.geojson"]:
        read = geopandas.read_parquet if name.endswith("parquet") else geopandas.read_file
        frame = read(folder / name)
        records = frame.drop(columns="geometry").to_dict("records")
        same(f"geopandas {name}", records, ordered=not name.endswith("fgb"))
        assert frame.crs.to_epsg() == 4326 or "CRS84" in str(frame.crs), frame.crs
        for wanted, at, geometry in zip(frame["lon"], frame["lat"], frame.geometry):
            assert (geometry is None) == (wanted != wanted), "a point where there is one"
            assert geometry is None or (geometry.x, geometry.y) == (wanted, at), "at its place"


def check_ogr():
    def said(*args):
        run = subprocess.run(["ogrinfo", "-ro", *args], capture_output=True, text=True, check=True)
        assert "ERROR" not in run.stderr and "Warning" not in run.stderr, run.stderr
        return run.stdout

    path = str(folder / "events.fgb")
    assert f"Feature Count: {len(WANTED)}" in said("-so", "-al", path)
    assert said("-al", "-q", path).count("OGRFeature(") == len(WANTED)
    placed = [r for r in WANTED if r["lat"] is not None]
    if placed:
        lon, lat = placed[0]["lon"], placed[0]["lat"]
        box = [str(n) for n in (lon - 0.1, lat - 0.1, lon + 0.1, lat + 0.1)]
        near = [r for r in placed if abs(r["lon"] - lon) <= 0.1 and abs(r["lat"] - lat) <= 0.1]
        assert said("-al", "-q", path, "-spat", *box).count("OGRFeature(") == len(near), "the index finds what is there"
    print("ogrinfo: every feature of FlatGeobuf, and those in a box by its index")


def check_stix():
    import stix2

    bundle = stix2.parse((folder / "events.stix.json").read_text(), allow_custom=False)
    kinds = {}
    for one in bundle.objects:
        kinds[one["type"]] = kinds.get(one["type"], 0) + 1
        # Once more on its own: a bundle takes what it does not know as it is.
        stix2.parse(one.serialize() if hasattr(one, "serialize") else json.dumps(one), allow_custom=False)
    assert kinds["incident"] == len(WANTED), kinds
    ids = {o["id"] for o in bundle.objects}
    assert len(ids) == len(bundle.objects), "no id twice"
    told = {o["description"].split("\n")[0] for o in bundle.objects if o["type"] == "incident"}
    assert told == {f"event_id: {r['event_id']}" for r in WANTED}
    print("stix2:", kinds)


def check_prov():
    import prov.model

    texts = [(folder / "events.csv.prov.json").read_text(), json.dumps(json.loads((folder / "events.geojson").read_text())["prov"])]
    for text in texts:
        document = prov.model.ProvDocument.deserialize(content=text, format="json")
        kinds = {type(record).__name__ for record in document.get_records()}
        assert {"ProvEntity", "ProvDerivation", "ProvGeneration", "ProvAssociation"} <= kinds, kinds
    print("prov: PROV-JSON beside and inside")


wrong = 0
for check in [check_csv, check_hxl, check_geojson, check_parquet, check_geopandas, check_ogr, check_stix, check_prov]:
    try:
        check()
    except ModuleNotFoundError as missing:
        print(f"skipped: {check.__name__}: no {missing.name} (pip install libhxl six geojson-validator pyarrow geopandas stix2 prov)")
    except FileNotFoundError as missing:
        if missing.filename != "ogrinfo":
            raise
        print("skipped: check_ogr: no ogrinfo on the PATH (gdal-bin)")
    except AssertionError as error:
        wrong += 1
        print(f"WRONG: {check.__name__}: {error}")
sys.exit(1 if wrong else 0)
