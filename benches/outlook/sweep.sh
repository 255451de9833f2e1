#!/bin/sh
# Sweeps of the case that ships: benches/outlook/sweep.sh [SCENARIOS] [DAYS]
# For one thread and two, three runs each from an empty store of batches: seconds by the clock and of processors, the whole
# command with reading the ledger and roads. Prints a hash of each answer: all must be the same. Needs sqlite through Python 3, GNU time.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${TMPDIR:-/tmp}/faleme-sweep
scenarios=${1:-10000}
days=${2:-90}
cd "$root"
cargo build --release --quiet -p faleme --bin faleme
rm -rf "$folder" && mkdir -p "$folder"
target/release/faleme demo "$folder/kayes" --quiet > /dev/null 2>&1
for threads in 1 2; do
    for run in 1 2 3; do
        python3 -c "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('DELETE FROM sweeps'); c.commit()" "$folder/kayes/case.db"
        /usr/bin/time -q -o "$folder/took" -f '%e %U %S %M' target/release/faleme sweep "$folder/kayes" --scenarios "$scenarios" --days "$days" --threads $threads --quiet --format json > "$folder/answer"
        tail -n 1 "$folder/took" | awk -v n="$scenarios" -v t=$threads -v h="$(sha256sum < "$folder/answer" | cut -c1-12)" '{
            cpu = $2 + $3; printf "%d threads: %d futures in %.2f s (%.2f s of processors): %.0f a second, %.0f a second of one processor, %.0f MiB, %s\n", t, n, $1, cpu, n / $1, n / cpu, $4 / 1024, h }'
    done
done
