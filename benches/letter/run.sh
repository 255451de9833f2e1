#!/bin/sh
# Letters of a year's case: benches/letter/run.sh [DOCUMENTS] [ROWS] [FOLDER]
# Makes a year of invented notes and rows (year.py, seed 1), reads them into a copy of the case that ships, prints the letter in both
# languages as HTML and PDF three times (drafts: composed anew each time), then issues it, a second one beside it, and the
# worked case's own. Prints wall, processor time and most resident memory of each, and hashes: all drafts must be the same.
# Needs Python 3.11 and GNU time at /usr/bin/time.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
documents=${1:-2000}
rows=${2:-5000}
folder=${3:-${TMPDIR:-/tmp}/faleme-letter}
cd "$root"
[ -n "${FALEME:-}" ] || cargo build --release --quiet -p faleme --bin faleme
faleme=${FALEME:-$root/target/release/faleme}
rm -rf "$folder" && mkdir -p "$folder"
python3 benches/letter/year.py cases/kayes/case.toml "$folder" "$documents" "$rows" 1

# measure NAME COMMAND…
measure() {
    name=$1; shift
    /usr/bin/time -q -o "$folder/took" -f '%e %U %S %M' "$@" > "$folder/out" 2> "$folder/err" || { cat "$folder/err" >&2; exit 1; }
    tail -n 1 "$folder/took" | awk -v n="$name" '{ printf "%-34s %6.2f s wall, %6.2f s processor, %5.0f MiB\n", n, $1, $2 + $3, $4 / 1024 }'
}

case=$folder/case
"$faleme" new "$case" --from kayes --quiet > /dev/null
rm -f "$case"/sources/*
measure read "$faleme" read "$case" "$folder/notes" --quiet
measure import "$faleme" import "$case" ucdp "$folder/GEDEvent_v99_1.csv" --released 2025-09-30 --quiet
measure events "$faleme" events "$case" --format json
python3 -c "
import json, sys
events = json.load(open(sys.argv[1]))
print(len(events if isinstance(events, list) else events['events']), 'events')" "$folder/out"
for run in 1 2 3; do
    measure "letter, both languages, HTML + PDF" "$faleme" letter "$case" --lang fr,en --format html,pdf --draft --quiet
    cat "$case"/letters/* | sha256sum | cut -c1-12
done
measure "the same, Markdown + Word" "$faleme" letter "$case" --lang fr,en --format md,docx --draft --quiet
measure "an earlier letter, issued" "$faleme" letter "$case" --as-of 2025-08-31 --lang fr,en --format html --quiet
measure "the letter, issued, with changes" "$faleme" letter "$case" --lang fr,en --format html,pdf --quiet
ls -l "$case"/letters | awk 'NR > 1 { printf "%-28s %9d bytes\n", $NF, $5 }'
for run in 1 2 3; do
    rm -rf "$folder/kayes"
    measure "demo of the worked case (HTML)" "$faleme" demo "$folder/kayes" --quiet
    measure "its letter, both, HTML + PDF" "$faleme" letter "$folder/kayes" --lang fr,en --format html,pdf --draft --quiet
done
ls -l "$folder/kayes/letters" | awk 'NR > 1 { printf "%-28s %9d bytes\n", $NF, $5 }'
