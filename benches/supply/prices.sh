#!/bin/sh
# Imports price tables and prints rows a second, the whole command with the ledger: benches/supply/prices.sh FILE.csv... [-- ROWS]
# After the files, a table of ROWS invented rows (default 2000000) in WFP's present layout. Needs Python 3 and GNU time.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${TMPDIR:-/tmp}/faleme-prices
rows=2000000
files=
while [ $# -gt 0 ]; do
    if [ "$1" = -- ]; then rows=$2; shift 2; else files="$files $(realpath "$1")"; shift; fi
done
cd "$root"
[ -x target/release/faleme ] || cargo build --release --quiet -p faleme --bin faleme
rm -rf "$folder" && mkdir -p "$folder"
python3 - "$rows" "$folder/wfp_food_prices_xxx.csv" <<'PY'
import random, sys
rows, path = int(sys.argv[1]), sys.argv[2]
draw = random.Random(1)
header = "date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,commodity_id,unit,priceflag,pricetype,currency,price,usdprice\n"
kinds = [("Millet", 65, "KG", "Retail"), ("Millet", 65, "100 KG", "Wholesale"), ("Rice (imported)", 64, "KG", "Retail"),
         ("Sorghum", 58, "KG", "Retail"), ("Fuel (diesel)", 284, "L", "Retail"), ("Oil (vegetable)", 96, "1.5 L", "Retail")]
with open(path, "w") as out:
    out.write(header)
    written = market = 0
    while written < rows:
        market += 1
        place = f"Region {market % 23},District {market % 97},Market {market},{market},{10 + market % 15}.25,-{market % 12}.5"
        for name, number, unit, kind in kinds:
            price = draw.uniform(100, 900)
            for month in range(360):
                if written == rows:
                    break
                price = max(1.0, price * draw.uniform(0.95, 1.06))
                out.write(f"{1996 + month // 12}-{month % 12 + 1:02d}-15,{place},cereals and tubers,{name},{number},{unit},actual,{kind},XOF,{price:.2f},{price / 600:.4f}\n")
                written += 1
PY
for file in $files "$folder/wfp_food_prices_xxx.csv"; do
    lines=$(($(wc -l < "$file") - 1))
    for run in 1 2 3; do
        rm -rf "$folder/case"
        target/release/faleme new "$folder/case" --from empty --quiet > /dev/null
        /usr/bin/time -q -o "$folder/took" -f '%e %U %S %M' target/release/faleme prices "$folder/case" import "$file" --quiet > /dev/null
        tail -n 1 "$folder/took" | awk -v name="$(basename "$file")" -v rows="$lines" '{
            printf "%s: %d rows in %.2f s (%.2f s of processors): %.0f rows/s, %.0f MiB\n", name, rows, $1, $2 + $3, rows / ($1 > 0 ? $1 : 0.005), $4 / 1024 }'
    done
done
