"""F1 and calibration of pairs against a truth."""
import csv


def pairs(path):
    with open(path, newline="") as f:
        return {(r["left"], r["right"]): float(r.get("probability") or 1) for r in csv.DictReader(f)}


def f1(found, truth, least=0.5):
    kept = [p for p, probability in found.items() if probability >= least]
    hit = sum(p in truth for p in kept)
    return (hit / max(1, len(kept)), hit / max(1, len(truth)), 2 * hit / max(1, len(kept) + len(truth)))


def reliability(found, truth):
    """By decile of probability: pairs, mean predicted, share that is true; and the expected calibration error."""
    table, error = [], 0.0
    for d in range(10):
        part = [(p, k in truth) for k, p in found.items() if min(9, int(p * 10)) == d]
        if part:
            said, seen = sum(p for p, _ in part) / len(part), sum(t for _, t in part) / len(part)
            table.append((d, len(part), said, seen)); error += len(part) / len(found) * abs(said - seen)
    return table, error
