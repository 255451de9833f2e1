#!/usr/bin/env python3
"""Our simplex beside HiGHS on the same linear programs, in one run: times cold and warm, and the optimum.

    pip install highspy numpy
    cargo build --release -p supply --example lp
    python3 benches/supply/lp.py [REGIMES] [RANDOM]

Three kinds of programs are made, from fixed seeds:
- a day's flows as `supply` sets them up: 7 ports, 16 ways from a port through one or two of 16 crossings, 12 zones, 4
  commodities; for each zone, commodity and way a usual and an extra column, and what is unmet; joint capacities of ports,
  ports by commodity, crossings, carriers. The first problem is the undisturbed day; each of the REGIMES (200) others closes
  or restricts a few ways for some commodities and cuts capacities. Warm starts go from the basis of the first problem.
- the same with all costs, demands and capacities drawn anew for each problem, within a quarter.
- RANDOM (200) programs of other shapes with bounds of every kind, each with three re-solves.

A time is the least of five for each problem, and the median
over problems that have an optimum is shown. HiGHS is called through highspy with one thread and timed at its own tolerances
(1e-7), cold with or without presolve, whichever is quicker; only `run()` is timed, not the handing over of bounds or of the
basis, while ours is the whole call. Optima are compared at our tolerances (1e-9). The script fails if an optimum differs by more than 1e-6 of its size, or if one side calls feasible what the other does not.
"""
import json, math, os, pathlib, random, statistics, subprocess, sys, tempfile, time

import highspy
import numpy as np

BINARY = pathlib.Path(__file__).resolve().parents[2] / "target" / "release" / "examples" / "lp"
TIMES = 5
PORTS, CROSSINGS, ZONES, COMMODITIES, CARRIERS = 7, 16, 12, 4, 8
WAYS = 16


def day(seed, regimes, drawn=False):
    """The flows of a day, and of days on which something is closed; with other costs, demand and capacities if drawn."""
    pick = random.Random(seed)
    ways = [(w % PORTS, sorted({w % CROSSINGS} | ({pick.randrange(CROSSINGS)} if pick.random() < 0.4 else set())),
             pick.randrange(CARRIERS)) for w in range(WAYS)]
    demand = [[pick.lognormvariate(5, 1.2) for _ in range(COMMODITIES)] for _ in range(ZONES)]
    zc = lambda z, c: z * COMMODITIES + c
    port = lambda p: ZONES * COMMODITIES + p
    port_of = lambda p, c: port(PORTS) + p * COMMODITIES + c
    crossing = lambda x: port_of(PORTS, 0) + x
    carrier = lambda k: crossing(CROSSINGS) + k
    rows = carrier(CARRIERS)
    columns, costs, upper, meaning = [], [], [], []
    used = [0.0] * rows
    for z in range(ZONES):
        for c in range(COMMODITIES):
            cost = [pick.uniform(20, 160) for _ in ways]
            weight = [math.exp(-k / 25) for k in cost]
            for w, (p, crossings, k) in enumerate(ways):
                at = [zc(z, c), port(p), port_of(p, c), *map(crossing, crossings), carrier(k)]
                usual = demand[z][c] * weight[w] / sum(weight)
                for i in at:
                    used[i] += usual
                for kind, price, most in (("usual", cost[w], usual), ("extra", cost[w] + pick.uniform(8, 60), 2 * usual)):
                    columns.append([[i, 1.0] for i in at])
                    costs.append(price)
                    upper.append(most)
                    meaning.append((kind, w, c))
            columns.append([[zc(z, c), 1.0]])
            costs.append((1000, 2000, 4000, 8000)[c])
            upper.append(None)
            meaning.append(("unmet", None, c))
    wanted = [demand[z][c] for z in range(ZONES) for c in range(COMMODITIES)]
    room = [None] * len(wanted) + [used[i] * pick.uniform(1.05, 1.6) + 1 for i in range(len(wanted), rows)]
    lower = [0.0] * len(columns)
    row_lower = wanted + [None] * (rows - len(wanted))
    problems = [dict(costs=costs, lower=lower, upper=upper, row_lower=row_lower,
                     row_upper=wanted + room[len(wanted):])]
    for _ in range(regimes):
        new_upper, new_room = list(upper), list(room)
        for w in pick.sample(range(WAYS), pick.randint(1, 4)):
            passes = pick.choice([0.0, 0.0, 0.3, 0.6])
            goods = {c for c in range(COMMODITIES) if pick.random() < 0.6}
            for j, (kind, way, c) in enumerate(meaning):
                if way == w and c in goods:
                    new_upper[j] = upper[j] * passes
        for i in pick.sample(range(len(wanted), rows), pick.randint(0, 3)):
            new_room[i] *= pick.uniform(0.3, 0.9)
        other = (lambda: pick.uniform(0.8, 1.25)) if drawn else (lambda: 1.0)
        factor = [other() for _ in range(rows)]
        new_wanted = [f * v for f, v in zip(factor, wanted)]
        problems.append(dict(
            costs=[other() * c for c in costs], lower=lower,
            upper=[None if u is None else u * factor[c[0][0]] for u, c in zip(new_upper, columns)],
            row_lower=new_wanted + row_lower[len(wanted):],
            row_upper=new_wanted + [f * v for f, v in zip(factor[len(wanted):], new_room[len(wanted):])]))
    return dict(rows=rows, columns=columns, problems=problems)


def anything(seed):
    """A program of any shape around a known point, with units that differ; re-solved with other costs and bounds."""
    pick = random.Random(seed)
    rows, count = pick.randint(2, 120), pick.randint(3, 400)
    units = [10.0 ** pick.randint(-2, 3) for _ in range(rows)]
    whole = pick.random() < 0.4
    number = (lambda: float(pick.randint(-4, 4) or 1)) if whole else (lambda: pick.gauss(0, 3))
    columns = []
    for _ in range(count):
        met = pick.sample(range(rows), min(rows, pick.randint(1, 5)))
        columns.append([[i, number() * units[i]] for i in met])
    def problem():
        point = [number() for _ in range(count)]
        values = [0.0] * rows
        for x, entries in zip(point, columns):
            for i, a in entries:
                values[i] += a * x
        def bounds(at, size):
            kind = pick.randrange(6)
            below, above = at - size * pick.choice([0, 1, pick.random()]), at + size * pick.random()
            return [(below, above), (below, above), (below, None), (None, above), (at, at), (below, above)][kind]
        own = [bounds(x, 5.0) for x in point]
        of_rows = [bounds(v, 5.0 * u) for v, u in zip(values, units)]
        if pick.random() < 0.1 and of_rows[0][0] is not None:
            of_rows[0] = (of_rows[0][0] + 1e5 * units[0], None)
        # Costs that some prices justify, so that there is an optimum; one in ten problems has any costs.
        price = [pick.choice([0.0, 1.0, 1.0]) * number() / u for u in units]
        price = [y if (b[0], b[1]) != (None, None) else 0.0 for y, b in zip(price, of_rows)]
        price = [abs(y) if b[1] is None else -abs(y) if b[0] is None else y for y, b in zip(price, of_rows)]
        gap = [pick.choice([0.0, 1.0]) * number() for _ in range(count)]
        gap = [abs(d) if b[1] is None else -abs(d) if b[0] is None else d for d, b in zip(gap, own)]
        cost = [d + sum(price[i] * a for i, a in entries) for d, entries in zip(gap, columns)]
        if pick.random() < 0.1:
            cost = [number() for _ in range(count)]
        return dict(costs=cost, lower=[b[0] for b in own], upper=[b[1] for b in own],
                    row_lower=[b[0] for b in of_rows], row_upper=[b[1] for b in of_rows])
    first = problem()
    problems = [first]
    for _ in range(3):
        new = problem()
        problems.append(pick.choice([new, first | {"costs": new["costs"]}, new | {"costs": first["costs"]}]))
    return dict(rows=rows, columns=columns, problems=problems)


def wide(values, infinite):
    return np.array([infinite if v is None else v for v in values], dtype=float)


def peer(instance):
    """Optimum and least time of each problem, cold and from the basis of the first."""
    inf = highspy.kHighsInf
    rows, columns = instance["rows"], instance["columns"]
    starts = np.cumsum([0] + [len(c) for c in columns])
    lp = highspy.HighsLp()
    first = instance["problems"][0]
    lp.num_col_, lp.num_row_ = len(columns), rows
    lp.col_cost_ = np.array(first["costs"], dtype=float)
    lp.col_lower_, lp.col_upper_ = wide(first["lower"], -inf), wide(first["upper"], inf)
    lp.row_lower_, lp.row_upper_ = wide(first["row_lower"], -inf), wide(first["row_upper"], inf)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = starts
    lp.a_matrix_.index_ = np.array([i for c in columns for i, _ in c])
    lp.a_matrix_.value_ = np.array([a for c in columns for _, a in c], dtype=float)

    def set_up(solver, problem):
        at, of_rows = np.arange(len(columns), dtype=np.int32), np.arange(rows, dtype=np.int32)
        solver.changeColsCost(len(at), at, np.array(problem["costs"], dtype=float))
        solver.changeColsBounds(len(at), at, wide(problem["lower"], -inf), wide(problem["upper"], inf))
        solver.changeRowsBounds(len(of_rows), of_rows, wide(problem["row_lower"], -inf), wide(problem["row_upper"], inf))

    def new():
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.passModel(lp)
        return solver

    def timed(solver):
        begun = time.perf_counter()
        solver.run()
        return (time.perf_counter() - begun) * 1e6

    def optimum(problem):
        """At our tolerances, cold and not timed."""
        exact = new()
        for side in ("primal", "dual"):
            exact.setOptionValue(side + "_feasibility_tolerance", 1e-9)
        set_up(exact, problem)
        exact.run()
        optimal = exact.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return exact.getInfo().objective_function_value if optimal else None

    out = dict(objective=[], cold=[], warm=[])
    warm = new()
    warm.run()
    basis = warm.getBasis() if warm.getModelStatus() == highspy.HighsModelStatus.kOptimal else None
    for problem in instance["problems"]:
        cold = new()
        set_up(cold, problem)
        least = math.inf
        for presolve in ("choose", "off"):
            cold.setOptionValue("presolve", presolve)
            for _ in range(TIMES):
                cold.clearSolver()
                least = min(least, timed(cold))
        out["objective"].append(optimum(problem))
        out["cold"].append(least)
        least = math.inf
        set_up(warm, problem)
        for _ in range(TIMES):
            warm.clearSolver()
            if basis is not None:
                warm.setBasis(basis)
            least = min(least, timed(warm))
        out["warm"].append(least)
    return out


def ours(instances):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.writelines(json.dumps(i) + "\n" for i in instances)
        file.flush()
        out = subprocess.run([str(BINARY), file.name, str(TIMES)], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def compare(name, instances):
    worst, disagree, cold, warm, their_cold, their_warm, steps, none = 0.0, [], [], [], [], [], [], 0
    for at, (us, instance) in enumerate(zip(ours(instances), instances)):
        them = peer(instance)
        for k, (a, w, b) in enumerate(zip(us["objective"], us["warm_objective"], them["objective"])):
            if (a is None) != (b is None) or (w is None) != (b is None):
                disagree.append((at, k, us["status"][k], a, w, b))
            elif a is None:
                none += 1
            else:
                worst = max(worst, abs(a - b) / (1 + abs(b)), abs(w - b) / (1 + abs(b)))
        for k in (k for k, b in enumerate(them["objective"]) if k > 0 and b is not None):
            cold.append(us["cold"][k]), warm.append(us["warm"][k]), steps.append(us["warm_steps"][k])
            their_cold.append(them["cold"][k]), their_warm.append(them["warm"][k])
    m = statistics.median
    sizes = [(i["rows"], len(i["columns"])) for i in instances]
    print(f"{name}: {sum(len(i['problems']) for i in instances)} problems, rows × columns {min(sizes)} to {max(sizes)}")
    print(f"  cold {m(cold):8.1f} µs, HiGHS {m(their_cold):8.1f} µs, ratio {m(cold) / m(their_cold):.3f}")
    print(f"  warm {m(warm):8.1f} µs, HiGHS {m(their_warm):8.1f} µs, ratio {m(warm) / m(their_warm):.3f}; "
          f"slowest {max(warm):.0f} and {max(their_warm):.0f} µs; steps {m(steps)} (at most {max(steps)})")
    print(f"  largest difference of the optimum {worst:.1e}; without one on both sides {none}; at odds {disagree}")
    return worst <= 1e-6 and not disagree


def silent():
    """HiGHS prints from C++ whatever `output_flag` says: our lines go to a copy of the standard output, its to nowhere."""
    ours = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout = ours


def main():
    silent()
    regimes, others = (int(a) for a in (sys.argv[1:] + ["200", "200"][len(sys.argv) - 1:]))
    fine = compare("a day's flows", [day(7, regimes)])
    fine &= compare("a day's flows with all figures drawn anew", [day(8, regimes, drawn=True)])
    fine &= compare("any shape", [anything(s) for s in range(others)])
    sys.stdout.flush()
    sys.exit(0 if fine else 1)


main()
