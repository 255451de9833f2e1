#!/usr/bin/env python3
"""Repeats the rows of UCDP GED files with new ids: repeat.py ROWS OUT FILE…

Rows keep their bytes but for the id; the header of the first file counts, and files with another header are left out.
"""
import csv
import sys

csv.field_size_limit(10**9)
wanted, out, files = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
header, records = None, []
for name in files:
    with open(name, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header = header or rows[0]
    if rows[0] == header:
        records.extend(rows[1:])
with open(out, "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(header)
    for number in range(wanted):
        writer.writerow([str(1_000_000 + number), *records[number % len(records)][1:]])
print(len(records), "rows repeated to", wanted)
