#!/usr/bin/env python3
"""Two large event tables from real marginals: scale.py DIR_OF_UCDP_CSV OUT_DIR RECORDS [SEED]

Every record is a real row of the downloads, moved as a whole copy of them: copy k lies 12 degrees east of copy k − 1, round
the globe, and 97 days later. So the density in time and place is that of the real rows, whatever the number. 
Each copy is perturbed anew with noise 2 of pairs.py. Prints the seed.
"""
import datetime, random, sys, os
import pairs
folder, out, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 7
source = list(pairs.rows(folder))
left, right, truth = [], [], []
copy = 0
while min(len(left), len(right)) < wanted:
    days = datetime.timedelta(97 * copy)
    moved = [dict(r, lon=(r["lon"] + 12 * (copy % 30) + 180) % 360 - 180, day=r["day"] + days, last=r["last"] + days) for r in source]
    l, r, t = pairs.make(moved, 2, f"{seed}/{copy}")
    for row in l + r: row["id"] += f"_{copy}"
    left += l; right += r; truth += [(a + f"_{copy}", b + f"_{copy}") for a, b in t]
    copy += 1
pairs.write(out, left[:wanted], right[:wanted], truth)
print(f"seed {seed}: {wanted} x {wanted} records, {copy} copies", file=sys.stderr)
