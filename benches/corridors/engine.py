#!/usr/bin/env python3
"""Our routing engine beside RoutingKit on the same graph and workload, in one run.

usage: engine.py FILE.osm.pbf WORKLOAD.json [BINARY]

Our side is the example `sweep` (built in release if BINARY is not given); it writes the graph that it works on, and
RoutingKit's customizable contraction hierarchy reads that. RoutingKit comes from PyPI (pyroutingkit 0.2.1) and is
installed into a temporary virtual environment; where that cannot be done, only our side is measured. All times are
processor time (user and system, all cores), since other work may run on the machine. The checksums of all scenarios
must be identical: the script ends with an error if they are not.
"""
import json, os, subprocess, sys, tempfile, venv

PEER = ["pyroutingkit==0.2.1", "numpy"]

PEER_SIDE = r'''
import json, sys, time
import numpy as np
import pyroutingkit as pk

folder, workload = sys.argv[1], json.load(open(sys.argv[2]))
read = lambda name, kind: np.fromfile(folder + "/" + name, kind)
first, head, weight = (read(n, np.uint32) for n in ("first_out", "head", "travel_time"))
lat, lon, ids = read("latitude", np.float32), read("longitude", np.float32), read("osm_node_id", np.uint64)
count = len(ids)
tail = np.repeat(np.arange(count, dtype=np.uint32), np.diff(first))
out = {}

def timed(name, runs, f):
    start = time.process_time()
    for _ in range(runs):
        result = f()
    out[name] = (time.process_time() - start) / runs
    return result

topology = pk.CCHTopology()
timed("prepare", 1, lambda: topology.build(tail, head, lat, lon, count))
metric = pk.CCHMetric(topology)
timed("customize", 3, lambda: metric.customize(weight))

node = {int(i): k for k, i in enumerate(ids)}
sources, targets = (np.array([node[i] for i in workload[k]], np.uint32) for k in ("origins", "destinations"))
def arcs(a, b):
    return [i for x, y in ((a, b), (b, a)) for i in range(first[x], first[x + 1]) if head[i] == y]
closed = [np.array([i for a, b in s for i in arcs(node[a], node[b])], np.uint32) for s in workload["scenarios"]]
shut = [np.full(len(c), pk.INF_WEIGHT, np.uint32) for c in closed]
free = [weight[c] for c in closed]

def sweep():
    found = []
    for c, s, f in zip(closed, shut, free):
        metric.update_weights(c, s)
        table = metric.distances_many_to_many(sources, targets)
        metric.update_weights(c, f)
        found.append(table)
    return found

tables = timed("scenario", 1, sweep)
out["scenario"] /= len(closed)
out["scenarios"] = [[int((t < pk.INF_WEIGHT).sum()), int(t[t < pk.INF_WEIGHT].astype(np.int64).sum())] for t in tables]
pairs = [(int(a), int(b)) for a, b in np.random.default_rng(1).integers(0, count, (5000, 2))]
single = [(np.array([a], np.uint32), np.array([b], np.uint32)) for a, b in pairs]
timed("distance", 1, lambda: [metric.distances_many_to_many(a, b) for a, b in single])
timed("path", 1, lambda: [metric.query(a, b) for a, b in pairs])
out["distance"] /= len(pairs)
out["path"] /= len(pairs)
json.dump(out, sys.stdout)
'''


def build():
    subprocess.run(["cargo", "build", "--release", "-p", "corridors", "--example", "sweep"], check=True)
    return "target/release/examples/sweep"


def peer(folder, workload, scratch):
    """What RoutingKit found and took; None where it cannot be had."""
    try:
        venv.create(scratch, with_pip=True)
        python = os.path.join(scratch, "bin", "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEER], check=True)
        run = subprocess.run([python, "-c", PEER_SIDE, folder, workload], check=True, stdout=subprocess.PIPE)
        return json.loads(run.stdout)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"RoutingKit skipped: {error}", file=sys.stderr)
        return None


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    file, workload = sys.argv[1:3]
    binary = sys.argv[3] if len(sys.argv) == 4 else build()
    with tempfile.TemporaryDirectory() as scratch:
        vectors = os.path.join(scratch, "vectors")
        command = [binary, file, workload, "--vectors", vectors, "--update"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        ours = json.loads(process.stdout.read())
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit("our side failed")
        theirs = peer(vectors, workload, os.path.join(scratch, "venv"))
    cpu, update, size = ours["cpu_seconds"], ours["update"], ours["size"]
    print(f"{size['nodes']:,} nodes, {size['arcs']:,} arcs; hierarchy: {size['hierarchy_arcs']:,} arcs, depth "
          f"{size['tree_depth']}; small network: {size['places']:,} places, {size['overlay_arcs']:,} arcs, "
          f"{size['triangles']:,} triangles; whole run at most {usage.ru_maxrss / 1024:.0f} MiB")
    print(f"import {cpu['import']:.2f} s, first answer after {cpu['first_answer']:.2f} s, small network "
          f"{cpu['overlay']:.2f} s; all from one {update['all_from_one'] / 1000:.1f} ms")
    rows = [("order and hierarchy, with import and weights · without import, s", cpu["first_answer"], "prepare", 1),
            ("all weights anew, ms", update["customize"] / 1e3, "customize", 1e3),
            ("a scenario of the sweep, lanes, µs", update["lanes"], "scenario", 1e6),
            ("  with its share of the small network, µs",
             update["lanes"] + cpu["overlay"] * 1e6 / max(1, len(ours["scenarios"])), "scenario", 1e6),
            ("a scenario of unknown closures, µs", update["scenario"], "scenario", 1e6),
            ("one distance, µs", update["distance"], "distance", 1e6),
            ("one way, µs", update["path"], "path", 1e6)]
    for name, own, key, unit in rows:
        other = theirs and theirs[key] * unit
        print(f"{name:70} {own:10.2f}" + (f" {other:12.2f} {other / max(own, 1e-9):8.1f} ×" if theirs else ""))
    if theirs:
        found = [[s["reachable"], s["total_travel_time"]] for s in ours["scenarios"]]
        if found != theirs["scenarios"]:
            sys.exit("the checksums differ")
        print(f"checksums of {len(found)} scenarios identical")


main()
