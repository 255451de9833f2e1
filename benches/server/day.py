"""A day's use of `faleme serve` in short: does its memory stay flat?

    cargo build --release
    python benches/server/day.py target/release/faleme CASE [REQUESTS] [CSV]

CASE is a case folder, such as the year's case of benches/letter; it is copied first. Four clients, each signed in as one of
four roles or with a token, send REQUESTS (100,000) requests, mixed by a fixed seed: of each thousand about 900 for pages and
lists in both languages at any offset, 60 searches for words, 15 for other days, 14 sign-ins, 8 for what an id rests on, 2
decisions (each ends what was kept), 1 upload of a new note. Resident memory is sampled a hundred times. Printed: memory at
the quarters, the most, the trend of the second half, answers by status. Exits 1 where an answer is none of 200, 202, 303, 304,
404, 409, or memory grows by more than a tenth from the second quarter's most to the last one's.
"""

import collections
import http.client
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

HOST, PORT, PASSWORD = "obs.example", 8193, "baobab-riviere-17"
ROLES = ["reader", "analyst", "editor", "admin"]
PAGES = ["board", "events", "constraints", "map", "supply", "prices", "people", "responses", "letters", "data",
         "contradictions", "documents", "claims"]
ANALYST = ["review", "decisions", "status"]
WORDS = "attaque convoi camion route pont citerne blocus marché attack truck road bridge fuel market army union".split()
GOOD = {200, 202, 303, 304, 404, 409}


class Client:
    def __init__(self, number, counts):
        self.random = random.Random(number)
        self.counts = counts
        self.role = ROLES[number % 4]
        self.cookies, self.token = {}, None
        self.address = number
        self.line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)

    def ask(self, verb, path, body=None, headers=None, token=None):
        # A tenth of a network, so that rates are not what is measured.
        self.address += 1
        sent = {"Host": HOST, "X-Forwarded-For": f"10.{self.address >> 16 & 255}.{self.address >> 8 & 255}.{self.address & 255}",
                "Accept-Encoding": self.random.choice(["gzip", "identity"])}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        elif self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        sent.update(headers or {})
        for _ in range(2):
            try:
                self.line.request(verb, path, body, sent)
                answer = self.line.getresponse()
                data = answer.read()
                break
            except (http.client.HTTPException, OSError):
                self.line.close()
        else:
            self.counts["broken"] += 1
            return None, b""
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        self.counts[answer.status] += 1
        return answer, data

    def sign_in(self):
        self.cookies = {}
        _, page = self.ask("GET", "/en/sign-in")
        word = re.search(rb'name="csrf" value="([^"]+)"', page)
        fields = {"csrf": word.group(1).decode() if word else "", "name": f"the {self.role}", "password": PASSWORD}
        self.ask("POST", "/en/sign-in", urllib.parse.urlencode(fields),
                 {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{HOST}"})

    def once(self, ids, days, token):
        pick, rnd = self.random.random(), self.random
        lang = rnd.choice(["fr", "en"])
        if pick < 0.90:
            names = PAGES + (ANALYST if self.role != "reader" else [])
            name, offset = rnd.choice(names), rnd.choice([0, 0, 50, 100, 500])
            path = rnd.choice([f"/{lang}/{name}", f"/api/v1/{name}"])
            self.ask("GET", f"{path}?offset={offset}")
        elif pick < 0.96:
            word = rnd.choice(WORDS) + rnd.choice(["", "s", f" {rnd.randrange(400)}"])
            self.ask("GET", f"/{lang}/{rnd.choice(['documents', 'claims'])}?q={urllib.parse.quote(word)}")
        elif pick < 0.975:
            self.ask("GET", f"/{lang}/{rnd.choice(['events', 'constraints', 'claims'])}?as_of={rnd.choice(days)}")
        elif pick < 0.989:
            self.sign_in()
        elif pick < 0.997:
            self.ask("GET", f"/{lang}/why/{rnd.choice(ids)}")
        elif pick < 0.999:
            decision = {"action": "accept", "claim": rnd.choice(ids), "why": "a day's use", "after": 0}
            for _ in range(2):
                answer, told = self.ask("POST", "/api/v1/decisions", json.dumps(decision), {"Content-Type": "application/json"}, token)
                if answer is None or answer.status != 409:
                    break
                # Others decided since: look, and send again.
                decision["after"] = json.loads(told).get("last", 0)
        else:
            note = f"Le 6 septembre 2025, {rnd.randrange(2, 999)} camions ont été retenus près du pont {rnd.random()}.\n"
            body = ("--x\r\nContent-Disposition: form-data; name=\"published\"\r\n\r\n2025-09-08\r\n--x\r\nContent-Disposition: "
                    f"form-data; name=\"file\"; filename=\"note-{rnd.random()}.txt\"\r\n\r\n{note}\r\n--x--\r\n")
            self.ask("POST", "/api/v1/documents", body.encode(), {"Content-Type": "multipart/form-data; boundary=x"}, token)


def resident(pid):
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main():
    program, case = sys.argv[1:3]
    requests = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(case, folder / "case", ignore=shutil.ignore_patterns("users.db*", "serve.lock"))
    run = lambda *args, words="": subprocess.run([program, *args], cwd=folder, input=words, capture_output=True, text=True, check=True).stdout
    for role in ROLES:
        run("users", "case", "add", f"the {role}", "--role", role, words=PASSWORD + "\n")
    token = json.loads(run("users", "case", "token", "the admin", "--scope", "read,decide,upload", "--days", "9", "--format", "json"))["token"]
    ids = [claim["id"] for claim in json.loads(run("claims", "case", "--format", "json"))][:2_000]
    days = [f"2025-{m:02}-{d:02}" for m in range(1, 10) for d in (3, 10, 17, 24)]
    server = subprocess.Popen([program, "serve", "case", "--users", "--behind-proxy", HOST, "--listen", f"127.0.0.1:{PORT}", "--quiet"],
                              cwd=folder, stderr=subprocess.DEVNULL)
    counts, left, samples = collections.Counter(), [requests], []
    lock = threading.Lock()

    def work(number):
        client = Client(number << 20, counts)
        client.role = ROLES[number]
        client.sign_in()
        while True:
            with lock:
                if left[0] <= 0:
                    return
                left[0] -= 1
                if left[0] % (requests // 100 or 1) == 0:
                    samples.append((requests - left[0], time.time() - began, resident(server.pid)))
                    print("%d requests, %.0f s, %.0f MiB" % samples[-1], file=sys.stderr, flush=True)
            client.once(ids, days, token)

    try:
        began = time.time()
        while time.time() - began < 60:
            try:
                http.client.HTTPConnection("127.0.0.1", PORT, timeout=5).request("GET", "/")
                break
            except OSError:
                time.sleep(0.05)
        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        [t.start() for t in threads]
        [t.join() for t in threads]
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)
    if len(sys.argv) > 4:
        Path(sys.argv[4]).write_text("requests,seconds,mib\n" + "".join(f"{n},{s:.1f},{m:.1f}\n" for n, s, m in samples))
    quarter = max(1, len(samples) // 4)
    most = [max(m for _, _, m in samples[at * quarter:(at + 1) * quarter] or [(0, 0, 0)]) for at in range(4)]
    print(f"{sum(v for v in counts.values())} answers in {samples[-1][1]:.0f} s: {dict(sorted(counts.items(), key=str))}")
    print("most resident memory by quarter, MiB: " + ", ".join(f"{m:.0f}" for m in most))
    bad = {status: n for status, n in counts.items() if status not in GOOD}
    grown = most[3] / most[1] - 1
    print(f"from the second quarter to the last: {100 * grown:+.1f} %; answers that should not be: {bad or 'none'}")
    sys.exit(bool(bad) or grown > 0.1)


main()
