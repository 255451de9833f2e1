"""One window of the forest against the same forest in scikit-learn, timed in one run.

    pip install numpy scikit-learn
    cargo build --release -p outlook --example forest
    python benches/outlook/forest.py target/release/examples/forest pgm_cells.csv FILES

FILES are UCDP's downloads by country. The program counts the panel, makes the features and grows its forest; scikit-learn is
given the same rows of features and classes, trees, depth, leaf, features a split, and as many threads. Wall and processor
time, the largest memory of both, and how far the two forests' probabilities of any deaths lie apart are printed. Exits 1
unless ten times as fast (growing and predicting, processor time) and under 1 GiB.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time

import numpy as np
from sklearn.ensemble import RandomForestClassifier

YEAR, THREADS, CLASSES = "2017", 2, 16
ISO3 = {"Benin": "BEN", "Burkina Faso": "BFA", "Guinea-Bissau": "GNB", "Ivory Coast": "CIV", "Mali": "MLI", "Niger": "NER", "Senegal": "SEN", "Togo": "TGO"}


def trimmed(files, path):
    with open(path, "w") as out:
        out.write("type,month,country,latitude,longitude,deaths\n")
        for name in files:
            with open(name, newline="", encoding="utf-8") as file:
                reader = csv.reader(file)
                head = next(reader)
                for values in reader:
                    row = dict(zip(head, values))
                    month, _, rest = row["date_end"].partition("/")
                    when = f"{int(rest.split('/')[1][:4]):04d}-{int(month):02d}"
                    rough = row["where_prec"] in ("4", "6", "7")
                    at = "," if rough else f"{row['latitude']},{row['longitude']}"
                    iso3 = ISO3.get(row["country"], "")
                    out.write(f"{row['type_of_violence']},{when},{iso3},{at},{int(float(row['best_est']))}\n")


def timed(what):
    wall, cpu = time.perf_counter(), time.process_time()
    result = what()
    return result, time.perf_counter() - wall, time.process_time() - cpu


def main():
    program, cells, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    with tempfile.TemporaryDirectory() as folder:
        rows = os.path.join(folder, "rows.csv")
        trimmed(files, rows)
        environment = dict(os.environ, RAYON_NUM_THREADS=str(THREADS))
        wall = time.perf_counter()
        run = subprocess.run([program, rows, cells, YEAR, folder], check=True, capture_output=True, text=True, env=environment)
        wall = time.perf_counter() - wall
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        ours, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        read = lambda name, kind: np.fromfile(os.path.join(folder, name), kind)
        classes = read("classes.u8", np.uint8)
        learned = read("rows.u8", np.uint8).reshape(len(classes), -1)
        asked = read("asked.u8", np.uint8).reshape(-1, learned.shape[1])
        told = read("told.f32", np.float32).reshape(-1, CLASSES)
    print(f"{len(classes)} rows, {learned.shape[1]} features, {len(asked)} asked")
    print(f"faleme, all steps: wall {wall:.1f} s, processor {ours:.1f} s, {memory:.0f} MiB; wall by step: {run.stdout.strip()}")
    forest = RandomForestClassifier(300, max_depth=14, min_samples_leaf=150, max_features=9, n_jobs=THREADS, random_state=1)
    _, grow_wall, grow = timed(lambda: forest.fit(learned.astype(np.float32), classes))
    theirs, predict_wall, predict = timed(lambda: forest.predict_proba(asked.astype(np.float32)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"scikit-learn, grow and predict: wall {grow_wall + predict_wall:.1f} s, processor {grow + predict:.1f} s, {peak:.0f} MiB")
    apart = np.abs((1 - told[:, 0]) - (1 - theirs[:, list(forest.classes_).index(0)]))
    print(f"P(any) of the two lie {apart.mean():.5f} apart in the mean, {apart.max():.3f} at most")
    ratio = (grow + predict) / ours
    print(f"{ratio:.1f} times as fast by processor time, {(grow_wall + predict_wall) / wall:.1f} by the wall")
    sys.exit(ratio < 10 or memory >= 1024)


main()
