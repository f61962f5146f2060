#!/usr/bin/env python3
"""Writes golden/kl-gradients.txt of module autodiff: python3 autodiff/src/test/golden/kl_gradients.py

The derivatives of the textbook formulas of core/src/test/golden/kl.py by each parameter, where the
textbook loses its digits: by central differences at 200 digits, whose error is below 1e-60.
"""
import pathlib
import random
import sys

import mpmath
from mpmath import mp, mpf

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[4] / "core/src/test/golden"))
import golden  # noqa: E402
import kl  # noqa: E402

golden.TARGET = HERE.parent.parent / "resources/org/vae4j/autodiff/golden"
mp.dps = 200
STEP = mpf("1e-40")


def derivatives(function, values):
    """By each of the numbers, all others fixed; 0 where no more than the error is left."""
    values = [mpf(x) for x in values]
    result = []
    for i, x in enumerate(values):
        h = STEP * (abs(x) if x else 1)
        up = function(values[:i] + [x + h] + values[i + 1:])
        down = function(values[:i] + [x - h] + values[i + 1:])
        slope = (up - down) / (2 * h)
        result.append(slope if abs(slope * x) > 1e-70 or not x else mpf(0))
    return result


def interior(name, x):
    if name == "bernoulli":
        return 1e-200 < x[0] < 1
    if name == "poisson":
        return x[0] > 1e-200
    return name != "von-mises" or x[1] > 0


def pairs_of(name):
    rng = random.Random("gradients of " + name)
    draw, extremes = kl.FAMILIES[name]
    extremes = [x for x in extremes if interior(name, x)]
    pairs = [(a, b) for a in extremes for b in extremes if a != b]
    pairs = rng.sample(pairs, min(len(pairs), 12))
    for delta in (1e-3, 1e-9, 1e-12):
        for x in [draw(rng)] + rng.sample(extremes, min(len(extremes), 3)):
            y = kl.nearby(rng, name, x, delta)
            if interior(name, y):
                pairs.append((x, y))
    return pairs


def rows_of(name):
    rows = []
    for x, y in pairs_of(name):
        slopes = derivatives(lambda v: kl.SAME[name](*v), x + y)
        rows.append([kl.text(name, x), kl.text(name, y), slopes])
    return rows


def vectors():
    rng = random.Random(21)
    rows = []

    def add(name, function, q, p):
        k = len(q)
        slopes = derivatives(lambda v: function(v[:k], v[k:]), q + p)
        rows.append([f"{name}({kl.vector(q)})", f"{name}({kl.vector(p)})", slopes])

    for k in (2, 3, 6):
        q = kl.simplex(rng, k)
        add("categorical", kl.categorical, q, kl.simplex(rng, k))
        a = [kl.positive(rng) for _ in range(k)]
        add("dirichlet", kl.dirichlet, a, [kl.positive(rng) for _ in range(k)])
        for delta in (1e-3, 1e-9, 1e-12):
            p = kl.nearby(rng, "categorical", q, delta)
            add("categorical", kl.categorical, q, [x / sum(p) for x in p])
            add("dirichlet", kl.dirichlet, a, kl.nearby(rng, "dirichlet", a, delta))
    add("categorical", kl.categorical, [0.25, 0.75], [0.25, 0.75 + 1e-12])
    add("categorical", kl.categorical, [0.5, 0.5], [1e-30, 1.0])
    add("categorical", kl.categorical, [1e-10, 1 - 1e-10], [2e-10, 1 - 2e-10])
    extremes = [[1e-8] * 3, [1e6] * 3, [1e8, 1.0, 1e-3], [1e6, 1.00001e6, 1e6], [1e-3, 1e3, 1.0]]
    for a in extremes:
        add("dirichlet", kl.dirichlet, a, rng.choice(extremes))
        add("dirichlet", kl.dirichlet, a, kl.nearby(rng, "dirichlet", a, 1e-9))
    return rows


def others():
    rng = random.Random(22)
    rows = []
    for q, p in [
        ((0.0, 1.0), (-1e-9, 1.0)), ((0.0, 1.0), (-1e-12, 1.0 + 1e-9)), ((0.0, 1e-8), (-1e8, 1e8)),
        ((1e6, 1e6 + 1e-3), (0.0, 1e7)), ((2.0, 3.0), (1.5, 7.0)), ((-1e-8, 1e-8), (-1.0, 2.0)),
        ((2.0, 3.0), (2.0 - 1e-6, 3.0 + 1e-3)), ((-4.0, 3.0), (-4.5, 3.25)), ((0.0, 1.0), (-1.0, 1e300)),
        ((1e-3, 2e-3), (0.0, 1.0)),
    ]:
        slopes = derivatives(lambda v: kl.uniform(*v), list(q + p))
        rows.append([kl.text("uniform", q), kl.text("uniform", p), slopes])
    _, extremes = kl.FAMILIES["normal"]
    pairs = [(a, b) for a in extremes for b in extremes if a != b][:10]
    pairs += [(x, kl.nearby(rng, "cauchy", x, delta)) for delta in (1e-3, 1e-9, 1e-12) for x in ([1.5, 0.7], [0.0, 1e8])]
    for q, p in pairs:
        slopes = derivatives(lambda v: kl.cauchy(*v), q + p)
        rows.append([kl.text("student-t", [1.0, *q]), kl.text("student-t", [1.0, *p]), slopes])
    for delta in (None, 1e-3, 1e-9, 1e-12):
        for d in (1, 2, 5):
            q = [kl.real(rng) for _ in range(d)] + [10 ** rng.uniform(-8, 8) for _ in range(d)]
            p = kl.nearby(rng, "diagonal", q, delta) if delta else q[:d] + [10 ** rng.uniform(-8, 8) for _ in range(d)]

            def diagonal(v):
                return mpmath.fsum(kl.normal(v[i], v[d + i], v[2 * d + i], v[3 * d + i]) for i in range(d))

            text = [f"diagonal({kl.vector(x[:d])},{kl.vector(x[d:])})" for x in (q, p)]
            rows.append(text + [derivatives(diagonal, q + p)])
    return rows


def main():
    rows = []
    for name in kl.FAMILIES:
        rows += rows_of(name)
    rows += vectors() + others()
    rows = [[q, p, *map(lambda g: +g, slopes)] for q, p, slopes in rows if all(abs(g) < 1e300 for g in slopes)]
    golden.write(
        "autodiff/src/test/golden/kl_gradients.py", "kl-gradients.txt", "q p d/d(each parameter of q, then of p)",
        "central differences of the textbook formulas at 200 digits",
        "1e-14, and 1e-15 of the largest elasticity; see KlGradientsGoldenTest", rows,
    )


main()
