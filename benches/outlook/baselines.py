"""The back-test of `zero`, `conflictology`, `conflictology_n` and `boot_240` on cells against numpy and scikit-learn, which know
nothing of this program: the panel is counted from the files anew.

    pip install numpy scikit-learn
    faleme new CASE --from empty
    faleme import CASE ucdp FILES --release 24.1 --released 2024-06-01
    faleme backtest CASE --windows 2018..2021 --cells pgm_cells.csv --format json > backtest.json
    python benches/outlook/baselines.py backtest.json pgm_cells.csv FILES

CRPS, MIS, Brier, AUC, average precision (all, and onset) and the mean CRPS where deaths came must be equal to 1e-9 in each
window and country; skill likewise. Exits 1 on a difference.
"""

import csv
import json
import math
import sys

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score

FIRST, LIMIT = 1989, 1e-9


def month_of(year, month):
    return (year - FIRST) * 12 + month - 1


def counted(files, cells):
    """Deaths by cell and month, and the number of months."""
    rows = []
    for path in files:
        with open(path, newline="", encoding="utf-8") as file:
            reader = csv.reader(file)
            head = next(reader)
            for values in reader:
                rows.append(dict(zip(head, values)))
    place = {gid: at for at, gid in enumerate(cells)}
    deaths = np.zeros((len(cells), month_of(2021, 12) + 1))
    for row in rows:
        if row["type_of_violence"] != "1" or row["where_prec"] in ("4", "6", "7"):
            continue
        month, _, rest = row["date_end"].partition("/")
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        gid = math.floor((latitude + 90) * 2) * 720 + math.floor((longitude + 180) * 2) + 1
        if gid in place:
            year = int(rest.split("/")[1][:4])
            deaths[place[gid], month_of(year, int(month))] += float(row["best_est"])
    return deaths


def draws_of(model, deaths, place, cells, end):
    if model == "zero":
        return np.zeros((len(cells), 1))
    if model == "boot_240":
        return deaths[:, end - 240 : end]
    year = deaths[:, end - 12 : end]
    if model == "conflictology":
        return year
    around = []
    for gid in cells:
        near = [gid + 720 * north + east for north in (-1, 0, 1) for east in (-1, 0, 1)]
        around.append(np.concatenate([year[place[n]] if n in place else np.zeros(12) for n in near]))
    return np.array(around)


def crps(draws, came):
    n = draws.shape[1]
    far = np.abs(draws[:, :, None] - came[:, None, :]).mean(1)
    pairs = np.abs(draws[:, :, None] - draws[:, None, :]).sum((1, 2)) / (2 * n * n)
    return far - pairs[:, None]


def mis(draws, came):
    low, high = np.quantile(draws, [0.05, 0.95], axis=1)
    low, high = low[:, None], high[:, None]
    return (high - low) + 20 * (np.maximum(low - came, 0) + np.maximum(came - high, 0))


def ranked(score, told, came):
    """As scikit-learn; nothing where it would be undefined."""
    some = came.any() and (score is average_precision_score or not came.all())
    return score(came, told) if some else None


def summary(part, quiet):
    any_came = part["came"] > 0
    told, still = part["any"], np.broadcast_to(quiet[:, None], any_came.shape)
    error = (told - any_came) ** 2
    found = {
        "crps": part["crps"].mean(),
        "crps_active": part["crps"][any_came].mean() if any_came.any() else None,
        "mis": part["mis"].mean(),
        "brier": error.mean(),
        "auc": ranked(roc_auc_score, told.ravel(), any_came.ravel()),
        "average_precision": ranked(average_precision_score, told.ravel(), any_came.ravel()),
        "onset_brier": error[still].mean() if still.any() else None,
        "onset_auc": ranked(roc_auc_score, told[still], any_came[still]),
        "onset_average_precision": ranked(average_precision_score, told[still], any_came[still]),
    }
    base = part["base"].sum()
    found["skill"] = 1 - part["crps"].sum() / base if base > 0 and any_came.any() else None
    return found


def main():
    with open(sys.argv[1]) as file:
        ours = {(r["window"], r["country"], r["model"]): r for r in json.load(file)}
    with open(sys.argv[2], newline="") as file:
        country = {int(r["gid"]): r["iso3"] for r in csv.DictReader(file)}
    cells = sorted(country)
    place = {gid: at for at, gid in enumerate(cells)}
    deaths = counted(sys.argv[3:], cells)
    worst, compared, differ = 0.0, 0, 0
    for year in range(2018, 2022):
        end = month_of(year - 1, 10) + 1
        came = deaths[:, month_of(year, 1) : month_of(year, 12) + 1]
        quiet = deaths[:, end - 12 : end].sum(1) == 0
        base = crps(draws_of("conflictology_n", deaths, place, cells, end), came)
        for model in ("zero", "conflictology", "conflictology_n", "boot_240"):
            draws = draws_of(model, deaths, place, cells, end)
            told = np.broadcast_to((draws > 0).mean(1)[:, None], came.shape)
            whole = {"came": came, "any": told, "crps": crps(draws, came), "mis": mis(draws, came), "base": base}
            for iso3 in sorted(set(country.values())) + ["ALL"]:
                own = np.array([iso3 in ("ALL", country[gid]) for gid in cells])
                right = summary({name: values[own] for name, values in whole.items()}, quiet[own])
                for name, value in right.items():
                    mine = ours[(str(year), iso3, model)][name]
                    compared += 1
                    if mine is None or value is None:
                        off = 0.0 if mine is None and value is None else math.inf
                    else:
                        off = abs(mine - value) / max(abs(value), 1.0)
                    worst = max(worst, off)
                    if off > LIMIT:
                        differ += 1
                        print(f"{year} {iso3} {model} {name}: {mine}, here {value}")
    print(f"{compared} figures compared, {differ} differ, by {worst:.1e} at most")
    sys.exit(differ > 0)


main()
