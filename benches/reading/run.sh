#!/bin/sh
# Reads generated pages into a new case and prints what that took: benches/reading/run.sh [PAGES] [FOLDER]
# Needs GNU time at /usr/bin/time and room for about 3 GB; the folder is emptied first and kept afterwards.
set -eu
pages=${1:-100000}
folder=${2:-${TMPDIR:-/tmp}/faleme-reading}
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
cargo build --release --quiet -p faleme --bin faleme --example pages
faleme=$root/target/release/faleme
rm -rf "$folder/pages" "$folder/case"
mkdir -p "$folder"
bytes=$("$root/target/release/examples/pages" "$folder/pages" "$pages" 1)

# What a command took: "wall user system kilobytes". A command that finds nothing may end with another status than 0.
measure() {
    /usr/bin/time -q -o "$folder/took" -f '%e %U %S %M' "$@" > "$folder/out" 2> "$folder/err" || true
    tail -n 1 "$folder/took"
}

"$faleme" new "$folder/case" --quiet > /dev/null
cp "$root/cases/kayes/case.toml" "$folder/case/case.toml"
# One day for every question, so that nothing is left out.
sed -i 's/^as_of = .*/as_of = 2026-01-01/' "$folder/case/case.toml"
took=$(measure "$faleme" read "$folder/case" "$folder/pages" --quiet)
db=$(wc -c < "$folder/case/case.db")
awk -v bytes="$bytes" -v pages="$pages" -v cores="$(nproc)" -v db="$db" -v took="$took" 'BEGIN {
    split(took, t, " "); mb = bytes / 1e6; cpu = t[2] + t[3]
    printf "pages                 %d, %.1f MB of text\n", pages, mb
    printf "processor time        %.1f s (%.1f user, %.1f system)\n", cpu, t[2], t[3]
    printf "wall                  %.1f s on %d cores\n", t[1], cores
    printf "text per core second  %.2f MB by processor time, %.2f MB by wall and cores\n", mb / cpu, mb / t[1] / cores
    printf "most resident memory  %.0f MiB\n", t[4] / 1024
    printf "case.db               %.1f MB\n", db / 1e6
}'
for question in "claims --limit 1" contradictions contradictions; do
    # shellcheck disable=SC2086
    set -- $question
    command=$1; shift
    took=$(measure "$faleme" "$command" "$folder/case" "$@" --quiet)
    echo "$took" | awk -v q="$question" '{ printf "%-26s %.1f s wall, %.1f s processor, %.0f MiB\n", q, $1, $2 + $3, $4 / 1024 }'
done
