"""ALPS of the program beside statsmodels, on the same series.

    python3 benches/supply/alps.py FALEME FILE.csv...

FALEME is the built program, FILE.csv price tables in any layout that it knows. They are imported into a new case in a
temporary folder; for every series with a grade, statsmodels' OLS (the price on a trend in months, a constant and dummies of the
calendar months) gives fitted prices and the residual standard error, and the two are compared. Needs statsmodels (PyPI).
"""

import json
import math
import subprocess
import sys
import tempfile
from collections import defaultdict

import numpy as np
import statsmodels.api as sm


def series_of(faleme, files):
    """Periods of the program's JSON by series."""
    with tempfile.TemporaryDirectory() as folder:
        case = folder + "/case"
        subprocess.run([faleme, "new", case, "--from", "empty", "--quiet"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([faleme, "prices", case, "import", *files, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        told = subprocess.run([faleme, "prices", case, "--format", "json", "--quiet"], check=True, capture_output=True)
    found = defaultdict(list)
    names = ("country", "admin1", "market", "commodity", "price_type", "unit_written", "currency", "nature", "file")
    for row in json.loads(told.stdout):
        found[tuple(row[n] for n in names)].append(row)
    return found


def fitted(rows):
    """Fitted prices and residual standard error by statsmodels."""
    month = [int(r["period"][:4]) * 12 + int(r["period"][5:7]) - 1 for r in rows]
    price = np.array([r["price"] for r in rows])
    seasons = sorted({m % 12 for m in month})
    columns = [np.ones(len(month)), np.array(month, dtype=float) - month[0]]
    columns += [np.array([float(m % 12 == s) for m in month]) for s in seasons[1:]]
    fit = sm.OLS(price, np.column_stack(columns)).fit()
    return price, fit.fittedvalues, math.sqrt(fit.mse_resid)


def main():
    faleme, files = sys.argv[1], sys.argv[2:]
    worst = {"sigma": 0.0, "fit": 0.0, "alps": 0.0}
    series = grades = ungraded = 0
    for rows in series_of(faleme, files).values():
        if all(r["alps"] is None for r in rows):
            ungraded += 1
            continue
        price, fit, sigma = fitted(rows)
        series += 1
        grades += len(rows)
        worst["sigma"] = max(worst["sigma"], abs(rows[0]["sigma"] / sigma - 1))
        for row, p, f in zip(rows, price, fit):
            worst["fit"] = max(worst["fit"], abs(row["fit"] / f - 1))
            alps = (p - f) / sigma
            # Relative to the grade, or to one standard deviation for grades next to nothing.
            worst["alps"] = max(worst["alps"], abs(row["alps"] - alps) / max(abs(alps), 1.0))
    print(f"{series} series, {grades} grades compared; {ungraded} series without grades")
    print("largest relative difference: " + ", ".join(f"{name} {value:.2e}" for name, value in worst.items()))
    sys.exit(0 if series and max(worst.values()) < 1e-9 else 1)


if __name__ == "__main__":
    main()
