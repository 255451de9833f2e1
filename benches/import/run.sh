#!/bin/sh
# Imports a file as long as the whole of GED and prints what that took: benches/import/run.sh UCDP_FOLDER [ROWS] [FOLDER]
# UCDP_FOLDER holds GED country downloads (ged_country_download*.csv) or global files; rows are repeated with new ids.
# Needs Python 3, GNU time at /usr/bin/time, and room for about 600 MB.
set -eu
data=$1
rows=${2:-400000}
folder=${3:-${TMPDIR:-/tmp}/faleme-import}
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
cargo build --release --quiet -p faleme --bin faleme
faleme=$root/target/release/faleme
rm -rf "$folder/case"
mkdir -p "$folder"
python3 benches/import/repeat.py "$rows" "$folder/GEDEvent_v99_1.csv" "$data"/ged_country_download*.csv
"$faleme" new "$folder/case" --from empty --quiet > /dev/null
cat "$folder/GEDEvent_v99_1.csv" > /dev/null
for what in import again; do
    /usr/bin/time -q -o "$folder/took" -f '%e %U %S %M' \
        "$faleme" import "$folder/case" ucdp "$folder/GEDEvent_v99_1.csv" --quiet > /dev/null
    bytes=$(wc -c < "$folder/GEDEvent_v99_1.csv")
    db=$(wc -c < "$folder/case/case.db")
    tail -n 1 "$folder/took" | awk -v what="$what" -v rows="$rows" -v bytes="$bytes" -v db="$db" '{
        printf "%-7s %d rows, %.0f MB: %.2f s wall, %.2f s processor (%.2f user, %.2f system), %.0f rows/s by wall, ", \
            what, rows, bytes / 1e6, $1, $2 + $3, $2, $3, rows / $1
        printf "%.0f MiB, case.db %.0f MB\n", $4 / 1024, db / 1e6 }'
done
