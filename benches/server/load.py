"""Requests a second of `faleme serve` and of datasette over the same events, in one run.

    apt-get install wrk; pip install datasette
    cargo build --release
    python benches/server/load.py target/release/faleme CASE [SECONDS]

CASE is a case folder, such as the year's case of benches/letter. Its events are taken from the API and written to a SQLite
table, which datasette serves; both are then asked by wrk, on loopback, with 200 connections and two threads, for the same page
of 50 events as JSON and as HTML, and for pages at 40 different offsets. Printed: requests a second, median and 99th percentile
of the answer time, errors, and the ratio. Exits 1 where an answer failed, p99 of ours is 50 ms or more, or datasette is faster.
"""

import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

CONNECTIONS, THREADS, ROWS, OFFSETS = 200, 2, 50, 40


def get(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read()


def wait(url, since):
    """Seconds from `since` until `url` answers whole; a page that says that it is being worked out (202) does not count."""
    while time.time() - since < 60:
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:
                answer.read()
                if answer.status == 200:
                    return time.time() - since
        except OSError:
            pass
        time.sleep(0.01)
    sys.exit(f"{url} does not answer")


def events(base):
    rows, offset = [], 0
    while offset is not None:
        page = json.loads(get(f"{base}/api/v1/events?limit=1000&offset={offset}"))
        rows += page["items"]
        offset = page["next_offset"]
    return rows


def table(rows, path):
    names = sorted({name for row in rows for name in row})
    db = sqlite3.connect(path)
    columns = ", ".join(f'"{n}"' for n in names)
    db.execute(f"CREATE TABLE events ({columns}, PRIMARY KEY (id))")
    cell = lambda v: v if isinstance(v, (str, int, float, type(None))) else json.dumps(v)
    marks = ", ".join("?" * len(names))
    db.executemany(f"INSERT INTO events VALUES ({marks})", [[cell(r.get(n)) for n in names] for r in rows])
    db.commit()
    db.close()


SCRIPT = """
local paths = {{ {paths} }}
local at = 0
request = function()
  at = at + 1
  return wrk.format("GET", paths[(at % #paths) + 1])
end
done = function(summary, latency, requests)
  io.write(string.format("RESULT %f %f %f %d\\n", summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout))
end
"""


def load(base, paths, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT.format(paths=", ".join(json.dumps(p) for p in paths)))
        script.flush()
        for path in paths:
            get(base + path)
        command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "--latency", "-s", script.name, base]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, median, p99, errors = re.search(r"RESULT (\S+) (\S+) (\S+) (\S+)", said).groups()
    return float(rate), float(median), float(p99), int(errors)


def main():
    program, case = sys.argv[1:3]
    seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    folder = Path(tempfile.mkdtemp())
    ours, theirs = "http://127.0.0.1:8191", "http://127.0.0.1:8192"
    start = time.time()
    server = subprocess.Popen([program, "serve", case, "--port", "8191", "--quiet"])
    other = None
    try:
        print(f"start to first page: {wait(ours + '/fr/', start):.2f} s")
        other_language = time.time()
        print(f"the same in the other language: {wait(ours + '/en/', other_language):.3f} s")
        rows = events(ours)
        table(rows, folder / "case.sqlite")
        print(f"{len(rows)} events")
        other = subprocess.Popen(["datasette", "serve", str(folder / "case.sqlite"), "-p", "8192", "--setting", "max_returned_rows", "1000"],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait(theirs + "/", time.time())
        offsets = [i * ROWS for i in range(OFFSETS)]
        cases = {
            "JSON, one page": ([f"/api/v1/events?limit={ROWS}"], [f"/case/events.json?_size={ROWS}&_shape=objects"]),
            "HTML, one page": ([f"/en/events?limit={ROWS}"], [f"/case/events?_size={ROWS}"]),
            "JSON, 40 pages": ([f"/api/v1/events?limit={ROWS}&offset={o}" for o in offsets],
                               [f"/case/events.json?sql=select+*+from+events+limit+{ROWS}+offset+{o}".replace("/events.json", ".json") for o in offsets]),
        }
        failed = False
        for name, (a, b) in cases.items():
            us, them = load(ours, a, seconds), load(theirs, b, seconds)
            print(f"{name}: ours {us[0]:.0f}/s, median {us[1]:.1f} ms, p99 {us[2]:.1f} ms, {us[3]} errors; "
                  f"datasette {them[0]:.0f}/s, median {them[1]:.1f} ms, p99 {them[2]:.1f} ms, {them[3]} errors; ratio {us[0] / max(them[0], 0.1):.1f}")
            failed |= us[3] > 0 or us[2] >= 50 or us[0] <= them[0]
        sys.exit(failed)
    finally:
        server.terminate()
        if other:
            other.terminate()


main()
