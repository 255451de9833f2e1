#!/usr/bin/env python3
"""Makes event rows in UCDP's layout: rows.py ROWS OUT. Invented: places on a grid, days over thirty years, a fixed order."""
import csv
import datetime
import sys

HEAD = ("id,year,code_status,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,"
        "country,date_prec,date_start,date_end,best,high,low,source_date").split(",")
rows, out = int(sys.argv[1]), sys.argv[2]
first = datetime.date(1994, 1, 1)
with open(out, "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(HEAD)
    for n in range(rows):
        day = first + datetime.timedelta(days=n * 7919 % 11000)
        cell = n * 104729 % 4000
        lat, lon = 10 + cell // 80 * 0.25, -12 + cell % 80 * 0.25
        best = n % 13
        writer.writerow([n + 1, day.year, "Clear", n % 3 + 1, f"Group {n % 40}", f"Group {n % 37}", n % 5 + 1, f"Town {cell}",
                         f"Region {cell % 20}", f"District {cell % 200}", lat, lon, "Mali", 1, day, day, best, best + 2, best // 2, day])
