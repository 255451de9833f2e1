#!/bin/sh
# Exports many events to every format and prints what that took: benches/exchange/run.sh [ROWS] [FOLDER]
# Needs Python 3 and GNU time at /usr/bin/time. FALEME names the program where it is built already.
#
# Two figures a format: the whole command, which resolves the ledger first, and what the format adds to the quickest of them
# (an export of a layer without rows resolves the same ledger). "More memory" is above that same export.
set -eu
rows=${1:-100000}
folder=${2:-${TMPDIR:-/tmp}/faleme-exchange}
root=$(cd "$(dirname "$0")/../.." && pwd)
faleme=${FALEME:-}
if [ -z "$faleme" ]; then
    (cd "$root" && cargo build --release --quiet -p faleme --bin faleme)
    faleme=$root/target/release/faleme
fi
rm -rf "$folder"
mkdir -p "$folder"
python3 "$root/benches/exchange/rows.py" "$rows" "$folder/GEDEvent_v99_1.csv"
"$faleme" new "$folder/case" --from empty --quiet > /dev/null
"$faleme" import "$folder/case" ucdp "$folder/GEDEvent_v99_1.csv" --released 2025-06-15 --quiet > /dev/null
# What the command does before it writes: the same views, the same resolving, and no row.
measure() {
    /usr/bin/time -q -o "$folder/took" -f '%e %U %S %M' "$faleme" export "$folder/case" --quiet "$@" > /dev/null
    tail -n 1 "$folder/took"
}
measure --format csv --what contradictions --out "$folder/none.csv" > /dev/null
measure --format csv --what contradictions --out "$folder/none.csv" > "$folder/base"
read -r wall user system memory < "$folder/base"
printf '%-12s %.2f s wall, %.2f s processor, %.0f MiB (resolving %d events, no row written)\n' \
    "before" "$wall" "$(echo "$user $system" | awk '{print $1 + $2}')" "$(echo "$memory" | awk '{print $1 / 1024}')" "$rows"
for format in csv hxl geojson flatgeobuf geoparquet stix; do
    measure --format "$format" --out "$folder/events.$format" > "$folder/one"
    bytes=$(wc -c < "$folder/events.$format")
    cat "$folder/base" "$folder/one" | awk -v format="$format" -v rows="$rows" -v bytes="$bytes" '
        NR == 1 { wall = $1; memory = $4 }
        NR == 2 { own = $1 - wall; if (own < 0.01) own = 0.01
            printf "%-12s %.2f s wall, %.2f s processor, %.0f MiB; the format: %.2f s, %.0f rows a second, %.0f MiB more; %.1f MB\n", \
                format, $1, $2 + $3, $4 / 1024, own, rows / own, ($4 - memory) / 1024, bytes / 1e6 }'
done
