"""The reliability of P(any deaths) of the model and its baseline as a picture, from a back-test.

    faleme backtest CASE --windows 2018..2021 --cells pgm_cells.csv --model forest --format json > backtest.json
    python benches/outlook/reliability.py backtest.json 2018..2021 > docs/outlook-reliability.svg

A mark for each tenth of probability that has forecasts: what was told on the average, how often deaths came, and between how
many forecasts. On the line they are equal. Standard library alone.
"""

import json
import math
import sys

MARKS = {"forest": "filled circles", "conflictology_n": "open squares"}
LEFT, TOP, SIDE = 90, 40, 420


def main():
    with open(sys.argv[1]) as file:
        records = [r for r in json.load(file) if r["country"] == "ALL" and r["window"] == sys.argv[2]]
    steps = {r["model"]: r["reliability"] for r in records if r["model"] in MARKS}
    high = max(max(s["told"], s["came"]) for all in steps.values() for s in all)
    tenths = min(10, math.floor(high * 10) + 1)
    scale = SIDE / (tenths / 10)
    x, y = lambda p: LEFT + p * scale, lambda p: TOP + SIDE - p * scale
    words = f"Told and observed probability of any deaths in a cell and month, {sys.argv[2].replace('..', ' to ')}"
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 540" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="13">',
        f'  <title id="t">{words}</title>',
        '  <desc id="d">On the line, deaths came as often as was told; below it, less often. Numbers beside marks count forecasts.</desc>',
        '  <rect width="780" height="540" fill="#fff"/>',
        f'  <rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#000"/>',
        f'  <line x1="{LEFT}" y1="{TOP + SIDE}" x2="{LEFT + SIDE}" y2="{TOP}" stroke="#777" stroke-dasharray="5 4"/>',
    ]
    for tenth in range(tenths + 1):
        out.append(f'  <text x="{x(tenth / 10):.1f}" y="{TOP + SIDE + 20}" text-anchor="middle">{tenth * 10} %</text>')
        out.append(f'  <text x="{LEFT - 8}" y="{y(tenth / 10) + 4:.1f}" text-anchor="end">{tenth * 10} %</text>')
    out.append(f'  <text x="{LEFT + SIDE / 2}" y="{TOP + SIDE + 46}" text-anchor="middle">told</text>')
    out.append(f'  <text x="24" y="{TOP + SIDE / 2}" text-anchor="middle" transform="rotate(-90 24 {TOP + SIDE / 2})">came</text>')
    out.append(f'  <text x="{LEFT}" y="{TOP - 16}">{words}</text>')
    for at, name in enumerate(sorted(steps)):
        mark = circle if name == "forest" else square
        height = TOP + 24 + at * 26
        out.append(mark(LEFT + SIDE + 30, height))
        out.append(f'  <text x="{LEFT + SIDE + 46}" y="{height + 4}">{name} ({MARKS[name]})</text>')
        for step in steps[name]:
            px, py = x(step["told"]), y(step["came"])
            side = (12, "start", 16) if name == "forest" else (-12, "end", -10)
            out.append(mark(px, py))
            out.append(f'  <text x="{px + side[0]:.1f}" y="{py + side[2]:.1f}" text-anchor="{side[1]}" font-size="11">{step["forecasts"]:,}</text>')
    print("\n".join(out + ["</svg>"]))


def circle(x, y):
    return f'  <circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#000"/>'


def square(x, y):
    return f'  <rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10" fill="#fff" stroke="#000" stroke-width="1.5"/>'


main()
