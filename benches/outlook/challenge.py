"""The scores against those that the VIEWS Prediction Challenge 2023/24 shipped with its benchmarks, row by row.

    pip install pyarrow
    cargo build --release -p outlook --example scores
    python benches/outlook/challenge.py VIEWS_FOLDER [target/release/examples/scores]

VIEWS_FOLDER holds `cm_actuals_YEAR.parquet` and, for each model, a folder with its draws and `eval/YYEAR/{crps,ign,mis}.csv`.
Prints the largest relative difference of each score, and exits 1 if one is above 1e-9.
"""

import csv
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as parquet

MODELS = {"bm_conflictology": "bm_conflictology_cm", "bm_last_historical_poisson": "bm_last_cm"}
YEARS = range(2018, 2022)
LIMIT = 1e-9


def columns(path):
    table = parquet.read_table(path)
    return {name: table[name].to_pylist() for name in table.column_names}


def draws_of(path):
    """Draws by (month, country), in the order of their numbers."""
    read, found = columns(path), {}
    for month, country, draw, value in zip(read["month_id"], read["country_id"], read["draw"], read["outcome"]):
        found.setdefault((month, country), []).append((draw, value))
    return {key: [value for _, value in sorted(pairs)] for key, pairs in found.items()}


def shipped(path):
    with open(path, newline="") as file:
        return {(int(r["month_id"]), int(r["country_id"])): float(r["value"]) for r in csv.DictReader(file)}


def main():
    folder = Path(sys.argv[1])
    program = sys.argv[2] if len(sys.argv) > 2 else "target/release/examples/scores"
    worst = 0.0
    for model, stem in MODELS.items():
        for year in YEARS:
            read = columns(folder / f"cm_actuals_{year}.parquet")
            came = dict(zip(zip(read["month_id"], read["country_id"]), read["outcome"]))
            draws = draws_of(folder / model / f"{stem}_{year}.parquet")
            keys = sorted(draws)
            lines = "\n".join(",".join(map(str, [came[key], *draws[key]])) for key in keys)
            run = subprocess.run([program], input=lines, capture_output=True, text=True, check=True)
            ours = [list(map(float, line.split(","))) for line in run.stdout.splitlines()]
            told = [f"{model} {year}: {len(keys)} rows of {len(draws[keys[0]])} draws"]
            for at, score in enumerate(["crps", "ign", "mis"]):
                theirs = shipped(folder / model / "eval" / f"Y{year}" / f"{score}.csv")
                assert len(theirs) == len(ours) == len(keys)
                off = max(
                    abs(mine[at] - theirs[key]) / max(abs(theirs[key]), 1.0 if theirs[key] == 0 else 0.0)
                    for key, mine in zip(keys, ours)
                )
                unlike = sum(
                    abs(mine[at] - theirs[key]) > LIMIT * max(abs(theirs[key]), LIMIT) for key, mine in zip(keys, ours)
                )
                worst = max(worst, off)
                told.append(f"{score} off by {off:.1e} at most, {unlike} rows above 1e-9")
            print("; ".join(told))
    print(f"largest relative difference: {worst:.1e}")
    sys.exit(worst > LIMIT)


main()
