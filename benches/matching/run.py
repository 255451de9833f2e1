#!/usr/bin/env python3
"""Our matching beside Splink's on the same pairs, in one run.

usage: run.py DIR_OF_UCDP_CSV [--seeds 101,102,103] [--binary target/release/faleme] [--out DIR]

Needs `pip install splink==5.0.0`. Seeds from 101 on were never tuned on. Prints F1 per noise level, whole-process seconds, and
our reliability table. One program runs after the other; nothing else should run.
"""
import argparse, json, os, subprocess, sys, tempfile, time
import pairs
from score import f1, pairs as read, reliability
here = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument("folder"); ap.add_argument("--seeds", default="101,102,103"); ap.add_argument("--out", default=None)
ap.add_argument("--binary", default=os.path.join(here, "../../target/release/faleme"))
args = ap.parse_args()
out = args.out or tempfile.mkdtemp()
source = list(pairs.rows(args.folder))
every, alltruth = {}, set()
for noise in (1, 2, 3, 4):
    for seed in args.seeds.split(","):
        folder = os.path.join(out, f"{seed}-{noise}")
        pairs.write(folder, *pairs.make(source, noise, int(seed)))
        left, right, truth, theirs = (os.path.join(folder, n) for n in ("left.csv", "right.csv", "truth.csv", "splink.csv"))
        start = time.perf_counter()
        mine = json.loads(subprocess.run([args.binary, "match", left, right, "--format", "json", "--quiet"], capture_output=True, check=True).stdout)
        ours = time.perf_counter() - start
        start = time.perf_counter()
        told = subprocess.run([sys.executable, os.path.join(here, "splink_link.py"), left, right, theirs], capture_output=True, text=True, timeout=120)
        whole = time.perf_counter() - start
        inside = json.loads(told.stdout.strip().splitlines()[-1]) if told.returncode == 0 else {}
        found = {(p["left"], p["right"]): p["probability"] for p in mine["pairs"]}
        true = read(truth)
        (p, r, f), (sp, sr, sf) = f1(found, true), f1(read(theirs), true)
        print(f"seed {seed} noise {noise}: ours P {p:.3f} R {r:.3f} F1 {f:.4f} in {ours:.2f} s | Splink P {sp:.3f} R {sr:.3f} F1 {sf:.4f} in {whole:.2f} s "
              f"(predict and link {inside.get('predict', 0) + inside.get('link', 0):.2f}) | F1 +{f - sf:.4f}, {whole / ours:.1f} x", flush=True)
        every.update({(seed, noise, *k): v for k, v in found.items()}); alltruth |= {(seed, noise, *k) for k in true}
table, error = reliability(every, alltruth)
print(f"reliability over all: expected calibration error {error:.3f}")
for decile, n, said, seen in table:
    print(f"  {decile / 10:.1f}–{decile / 10 + .1:.1f}  pairs {n:6}  predicted {said:.3f}  observed {seen:.3f}")
