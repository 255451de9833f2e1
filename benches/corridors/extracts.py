#!/usr/bin/env python3
"""Import of real extracts against pyosmium, pyproj and networkx, which know nothing of this program.

    pip install osmium pyproj networkx
    cargo build --release -p corridors --example import
    python3 benches/corridors/extracts.py FOLDER

FOLDER holds extracts (.osm.pbf, .osm.gz, .osm.bz2, .osm.xml; what is no PBF is converted first). For each:
- nodes, ways and relations must be as many as pyosmium counts, and road ways as many as have a road's `highway`;
- the length of all roads must be within 1 % of the sum over pyosmium's nodes on the WGS 84 ellipsoid (pyproj);
- shortest distances between 40 random pairs of the contracted network must be within 1 % of networkx on the whole graph.
"""

import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import networkx
import osmium
import pyproj

TARGET = pathlib.Path(__file__).resolve().parents[2] / "target" / "release" / "examples" / "import"
ROADS = {f"{c}{l}" for c in ("motorway", "trunk", "primary", "secondary", "tertiary") for l in ("", "_link")} | {
    "unclassified", "residential", "living_street", "service", "track", "road"}
PAIRS = 40
GEOD = pyproj.Geod(ellps="WGS84")


def as_pbf(path, folder):
    if path.name.endswith(".pbf"):
        return path
    out = folder / (path.name.split(".osm")[0] + ".from-xml.osm.pbf")
    writer = osmium.SimpleWriter(str(out))
    for thing in osmium.FileProcessor(str(path)):
        writer.add(thing)
    writer.close()
    return out


def is_road(tags):
    if tags.get("area") == "yes":
        return False
    return tags.get("highway") in ROADS or tags.get("route") == "ferry"


def directions(tags):
    oneway = tags.get("oneway:motor_vehicle", tags.get("oneway"))
    if oneway in ("yes", "true", "1"):
        return True, False
    if oneway in ("-1", "reverse"):
        return False, True
    if oneway == "reversible":
        return False, False
    implied = tags.get("junction") in ("roundabout", "circular") or tags.get("highway") == "motorway"
    return True, not implied or oneway in ("no", "false", "0", "alternating")


def independent(path):
    counts, places, ways = {"nodes": 0, "ways": 0, "relations": 0, "roads": 0}, {}, []
    for thing in osmium.FileProcessor(str(path)):
        if thing.is_node():
            counts["nodes"] += 1
            places[thing.id] = (thing.lon, thing.lat)
        elif thing.is_way():
            counts["ways"] += 1
            if is_road(thing.tags):
                counts["roads"] += 1
                ways.append(([n.ref for n in thing.nodes], *directions(thing.tags)))
        elif thing.is_relation():
            counts["relations"] += 1
    graph, length = networkx.DiGraph(), 0.0
    for nodes, forward, backward in ways:
        for a, b in zip(nodes, nodes[1:]):
            if a == b or a not in places or b not in places:
                continue
            metres = GEOD.inv(*places[a], *places[b])[2]
            length += metres
            for wanted, x, y in ((forward, a, b), (backward, b, a)):
                if wanted and metres < graph.get_edge_data(x, y, {"weight": 1e18})["weight"]:
                    graph.add_edge(x, y, weight=metres)
    return counts, length, graph


def contracted(path):
    graph = networkx.DiGraph()
    for row in csv.DictReader(open(path)):
        a, b, metres = int(row["from"]), int(row["to"]), float(row["length_m"])
        for wanted, x, y in ((row["forward"], a, b), (row["backward"], b, a)):
            if wanted == "1" and metres < graph.get_edge_data(x, y, {"weight": 1e18})["weight"]:
                graph.add_edge(x, y, weight=metres)
    return graph


def compare_routes(whole, small):
    chance, nodes = random.Random(1), sorted(small.nodes)
    worst, reached, wrong = 0.0, 0, 0
    for _ in range(PAIRS if len(nodes) > 1 else 0):
        a, b = chance.sample(nodes, 2)
        found = []
        for graph in (whole, small):
            try:
                found.append(networkx.dijkstra_path_length(graph, a, b))
            except (networkx.NetworkXNoPath, networkx.NodeNotFound):
                found.append(None)
        if (found[0] is None) != (found[1] is None):
            wrong += 1
        elif found[0]:
            reached += 1
            worst = max(worst, abs(found[1] / found[0] - 1))
    return reached, worst, wrong


def main(folder):
    failed = False
    print(f"{'extract':34} {'nodes':>8} {'ways':>7} {'roads':>6} {'km':>9} {'km off':>8} {'pairs':>5} {'worst':>8} {'wrong':>5} {'s':>6}")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for path in sorted(p for p in pathlib.Path(folder).iterdir() if ".osm" in p.name):
            pbf, links = as_pbf(path, scratch), scratch / "links.csv"
            start = time.perf_counter()
            run = subprocess.run([TARGET, pbf, "--links", links], capture_output=True, text=True, check=True)
            seconds = time.perf_counter() - start
            ours = json.loads(run.stdout)
            counts, length, graph = independent(pbf)
            off = abs(ours["length_m"] / length - 1) if length else abs(ours["length_m"])
            reached, worst, wrong = compare_routes(graph, contracted(links))
            bad = ours["files"][0][1] != counts or off > 0.01 or worst > 0.01 or wrong
            failed |= bool(bad)
            print(f"{path.name:34} {counts['nodes']:8} {counts['ways']:7} {counts['roads']:6} {length / 1000:9.1f} {off:8.3%} "
                  f"{reached:5} {worst:8.3%} {wrong:5} {seconds:6.2f} {'DIFFERS ' + str(ours['files'][0][1]) if bad else ''}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1])
