#!/usr/bin/env python3
"""Writes golden/kl.txt, KL(q || p) of each closed pair: python3 core/src/test/golden/kl.py

Distributions are written as the catalogue parses them; values come from mpmath at 160 digits by the
textbook expression below, rounded once. At 160 digits nothing is lost to cancellation.
"""
import random

import mpmath
from mpmath import mp, mpf

from golden import write

mp.dps = 160
LOG2PI = mpmath.log(2 * mpmath.pi)


def positive(rng):
    return float(f"{10 ** rng.uniform(-1.2, 1.2):.6g}")


def real(rng):
    return round(rng.uniform(-4, 4), 4)


def unit(rng):
    return round(rng.uniform(0.02, 0.98), 5)


TINY_TO_HUGE = [1e-8, 1e-3, 0.5, 1.0, 3.0, 1e3, 1e8]

# ---- textbook expressions: parameters of q, then of p, as mpf


def normal(m, s, n, t):
    return mpmath.log(t / s) + (s**2 + (m - n) ** 2) / (2 * t**2) - mpf(1) / 2


def laplace(m, b, n, c):
    d = abs(m - n)
    return mpmath.log(c / b) + d / c + b / c * mpmath.exp(-d / b) - 1


def gamma(a, r, b, t):
    return (
        (a - b) * mpmath.digamma(a) - mpmath.loggamma(a) + mpmath.loggamma(b)
        + b * mpmath.log(r / t) + a * (t - r) / r
    )


def exponential(r, t):
    return mpmath.log(r / t) + t / r - 1


def log_beta(*a):
    return mpmath.fsum(mpmath.loggamma(x) for x in a) - mpmath.loggamma(mpmath.fsum(a))


def dirichlet(q, p):
    total = mpmath.fsum(q)
    return log_beta(*p) - log_beta(*q) + mpmath.fsum(
        (a - b) * (mpmath.digamma(a) - mpmath.digamma(total)) for a, b in zip(q, p)
    )


def beta(a, b, c, d):
    return dirichlet([a, b], [c, d])


def poisson(r, t):
    return (r * mpmath.log(r / t) if r else 0) - r + t


def part(q, p):
    return q * mpmath.log(q / p) if q else mpf(0)


def bernoulli(q, p):
    return part(q, p) + part(1 - q, 1 - p)


def categorical(q, p):
    q = [x / mpmath.fsum(q) for x in q]
    p = [x / mpmath.fsum(p) for x in p]
    return mpmath.fsum(part(a, b) for a, b in zip(q, p))


def logit(x):
    return mpmath.log(x) - mpmath.log(1 - x)


def tilt(x):
    """log of the integral of e^(h u) over the unit interval, and its derivatives."""
    h = logit(x)
    if h == 0:
        return h, mpf(0), mpf(1) / 2, mpf(1) / 12
    e = mpmath.expm1(h)
    return h, mpmath.log(e / h), 1 + 1 / e - 1 / h, 1 / h**2 - (1 + e) / e**2


def continuous_bernoulli(q, p):
    hq, aq, mean, _ = tilt(q)
    hp, ap, _, _ = tilt(p)
    return ap - aq - (hp - hq) * mean


def von_mises(m, k, n, l):
    i0, i1 = mpmath.besseli(0, k), mpmath.besseli(1, k)
    ratio = i1 / i0
    return mpmath.log(mpmath.besseli(0, l)) - mpmath.log(i0) + ratio * (k - l * mpmath.cos(m - n))


def uniform(a, b, c, d):
    return mpmath.log((d - c) / (b - a))


def cauchy(m, s, n, t):
    return mpmath.log(((s + t) ** 2 + (m - n) ** 2) / (4 * s * t))


# ---- families and their extremes

FAMILIES = {
    "normal": (lambda r: [real(r), positive(r)], [[0.0, 1e-8], [0.0, 1e8], [1e6, 1.0], [-1e6, 1e-8], [0.0, 1.0]]),
    "laplace": (lambda r: [real(r), positive(r)], [[0.0, 1e-8], [0.0, 1e8], [1e6, 1.0], [-1e6, 1e-8], [0.0, 1.0]]),
    "log-normal": (lambda r: [real(r), positive(r)], [[0.0, 1e-8], [0.0, 1e8], [1e6, 1.0], [-300.0, 0.5], [0.0, 1.0]]),
    "gamma": (
        lambda r: [positive(r), positive(r)],
        [[1e-8, 1.0], [1e8, 1.0], [1e8, 1e8], [3.0, 1e-8], [0.5, 1e6], [1.000001e8, 1e8], [1e-3, 1e3]],
    ),
    "inverse-gamma": (
        lambda r: [positive(r), positive(r)],
        [[1e-8, 1.0], [1e8, 1.0], [1e8, 1e8], [3.0, 1e-8], [0.5, 1e6], [1.000001e8, 1e8], [1e-3, 1e3]],
    ),
    "exponential": (lambda r: [positive(r)], [[1e-8], [1.0], [1e8], [3.0], [1e-300]]),
    "beta": (
        lambda r: [positive(r), positive(r)],
        [[1e-8, 1e-8], [1e8, 1e8], [1e8, 1.0], [1e-3, 1e3], [1.0, 1.0], [1e8, 1.0001e8], [0.5, 0.5]],
    ),
    "continuous-bernoulli": (
        lambda r: [unit(r)],
        [[0.5], [0.500000001], [0.4999999], [1e-10], [1e-300], [0.9999999999], [0.5001], [1e-20]],
    ),
    "bernoulli": (
        lambda r: [unit(r)],
        [[0.0], [1.0], [1e-10], [0.9999999999], [1e-300], [0.5], [0.5000000001], [1e-10 + 1e-18]],
    ),
    "poisson": (lambda r: [positive(r)], [[1e-8], [1e8], [1.0000001e8], [1.0], [1e-300], [0.0], [1e15]]),
    "von-mises": (
        lambda r: [real(r), positive(r)],
        [[0.0, 0.0], [0.0, 1e-9], [1.0, 1e8], [1.00001, 1e8], [1.0, 1.0001e8], [3.0, 700.0], [-3.0, 5.0]],
    ),
}
SAME = {
    "normal": normal, "laplace": laplace, "log-normal": normal, "gamma": gamma,
    "inverse-gamma": gamma, "exponential": exponential, "beta": beta,
    "continuous-bernoulli": continuous_bernoulli, "bernoulli": bernoulli, "poisson": poisson,
    "von-mises": von_mises,
}
NEAR = [1e-1, 1e-3, 1e-5, 1e-7, 1e-9, 1e-12]


def text(name, parameters):
    return name + "(" + ",".join(map(repr, parameters)) + ")"


def nearby(rng, name, x, delta):
    moved = [y * (1 + rng.choice((-1, 1)) * delta * rng.choice((1, 0.3, 0.7))) if y else delta for y in x]
    if name in ("bernoulli", "continuous-bernoulli"):
        moved = [min(max(y, 1e-320), 1 - 2.0**-53) for y in moved]
    return moved


def rows_of(name):
    rng = random.Random(name)
    draw, extremes = FAMILIES[name]
    pairs = [(draw(rng), draw(rng)) for _ in range(20)]
    pairs += [(a, b) for a in extremes for b in extremes]
    for delta in NEAR:
        for x in [draw(rng), draw(rng)] + extremes:
            pairs.append((x, nearby(rng, name, x, delta)))
    rows = []
    for x, y in pairs:
        if name == "bernoulli" and (y[0] == 0 < x[0] or y[0] == 1 > x[0]):
            continue
        if name == "poisson" and y[0] == 0 < x[0]:
            continue
        with mp.workdps(900 if name == "bernoulli" else 160):
            value = SAME[name](*map(mpf, x), *map(mpf, y))
        if value < mpf("1e308"):
            rows.append([text(name, x), text(name, y), value])
    return rows


# ---- vectors


def vector(values):
    return "[" + ",".join(map(repr, values)) + "]"


def simplex(rng, k):
    cuts = sorted(rng.sample(range(1, 10**6), k - 1))
    whole = [0, *cuts, 10**6]
    return [(b - a) / 10**6 for a, b in zip(whole, whole[1:])]


def vectors():
    rng = random.Random(5)
    rows = []

    def add(name, function, q, p):
        value = function([mpf(x) for x in q], [mpf(x) for x in p])
        rows.append([f"{name}({vector(q)})", f"{name}({vector(p)})", value])

    for k in (2, 3, 5, 10, 64, 1000):
        for _ in range(4):
            add("categorical", categorical, simplex(rng, k), simplex(rng, k))
            a = [positive(rng) for _ in range(k)]
            add("dirichlet", dirichlet, a, [positive(rng) for _ in range(k)])
            if k <= 10:
                for delta in NEAR:
                    add("dirichlet", dirichlet, a, nearby(rng, "dirichlet", a, delta))
                    q = simplex(rng, k)
                    p = nearby(rng, "categorical", q, delta)
                    add("categorical", categorical, q, [x / sum(p) for x in p])
    for q, p in [
        ([0.0, 1.0], [0.5, 0.5]), ([0.0, 0.3, 0.7], [0.2, 0.3, 0.5]), ([1.0, 0.0], [1.0, 0.0]),
        ([0.0, 1.0], [0.0, 1.0]), ([1e-300, 1.0], [0.5, 0.5]), ([0.5, 0.5], [1e-300, 1.0]),
        ([1e-10, 1 - 1e-10], [2e-10, 1 - 2e-10]), ([1.0], [1.0]), ([0.1, 0.2, 0.7], [0.1, 0.2, 0.7]),
        ([0.1, 0.2, 0.7], [0.1 + 1e-9, 0.2 - 1e-9, 0.7]), ([1e-9] * 10 + [1 - 1e-8], [1e-8] * 10 + [1 - 1e-7]),
    ]:
        add("categorical", categorical, q, p)
    extremes = [
        [1e-8] * 3, [1e8] * 3, [1e8, 1.0, 1e-3], [1.0, 1.0, 1.0], [1e8, 1.00001e8, 1e8],
        [1e-3, 1e3, 1.0],
    ]
    for a in extremes:
        for b in extremes:
            add("dirichlet", dirichlet, a, b)
        for delta in NEAR:
            add("dirichlet", dirichlet, a, nearby(rng, "dirichlet", a, delta))
    return rows


def gaussian_terms(mq, sq, mean, sp):
    d = len(mq)
    inverse = mpmath.inverse(sp)
    gap = mpmath.matrix(mq) - mpmath.matrix(mean)
    trace = mpmath.fsum((inverse * sq)[i, i] for i in range(d))
    ratio = mpmath.log(mpmath.det(sp) / mpmath.det(sq))
    return ((gap.T * inverse * gap)[0] + trace - d + ratio) / 2


def covariance(rng, d, decades):
    """A symmetric matrix of short numbers: a well conditioned one, rows and columns scaled."""
    scale = [10 ** (-rng.uniform(0, decades) / 2) for _ in range(d)]
    low = [[rng.uniform(-0.4, 0.4) if j < i else (1.0 if i == j else 0.0) for j in range(d)] for i in range(d)]
    full = [[sum(low[i][k] * low[j][k] for k in range(d)) * scale[i] * scale[j] for j in range(d)] for i in range(d)]
    return [[float(f"{full[max(i, j)][min(i, j)]:.6g}") for j in range(d)] for i in range(d)]


def correlated(d, correlation):
    return [[1.0 if i == j else correlation for j in range(d)] for i in range(d)]


def matrix(rows):
    return "[" + ",".join(vector(row) for row in rows) + "]"


def moved(rng, s, delta):
    d = len(s)
    noise = [[rng.uniform(-1, 1) for _ in range(d)] for _ in range(d)]
    return [[s[i][j] * (1 + delta * noise[max(i, j)][min(i, j)]) for j in range(d)] for i in range(d)]


def gaussians():
    rng = random.Random(7)
    rows = []

    def add(mq, sq, mean, sp):
        value = gaussian_terms(
            [mpf(x) for x in mq], mpmath.matrix([[mpf(x) for x in row] for row in sq]),
            [mpf(x) for x in mean], mpmath.matrix([[mpf(x) for x in row] for row in sp]),
        )
        eigenvalues = mpmath.eigsy(mpmath.matrix([[mpf(x) for x in row] for row in sp]), eigvals_only=True)
        kappa = max(eigenvalues) / min(eigenvalues)
        rows.append([
            f"gaussian({vector(mq)},{matrix(sq)})", f"gaussian({vector(mean)},{matrix(sp)})",
            value, float(mpmath.nstr(kappa, 3)),
        ])

    mp.dps = 60
    for d in (1, 2, 3, 6, 10, 20):
        for decades in (0, 2, 6):
            sq, sp = covariance(rng, d, decades / 2), covariance(rng, d, decades)
            m = [real(rng) for _ in range(d)]
            add(m, sq, [real(rng) for _ in range(d)], sp)
            for delta in (1e-3, 1e-6, 1e-9, 1e-12):
                near = [x + delta * rng.uniform(-1, 1) * sp[i][i] ** 0.5 for i, x in enumerate(m)]
                add(m, moved(rng, sp, delta), near, sp)
    for correlation in (0.9999, 1 - 1e-8, 1 - 2.0**-33):
        for d in (2, 6):
            sp = correlated(d, correlation)
            add([0.5] * d, correlated(d, 0.3), [0.0] * d, sp)
            add([0.0] * d, sp, [0.1] * d, correlated(d, 0.3))
            add([0.0] * d, moved(rng, sp, 0) , [1e-6] * d, sp)
    mp.dps = 160
    return rows


def diagonals():
    rng = random.Random(8)
    rows = []
    for d in (1, 2, 5, 30, 1000):
        for delta in (None, 1e-3, 1e-6, 1e-9):
            mq = [real(rng) for _ in range(d)]
            sq = [positive(rng) for _ in range(d)]
            if delta:
                m = [x + delta * rng.uniform(-1, 1) * s for x, s in zip(mq, sq)]
                s = nearby(rng, "diagonal", sq, delta)
            else:
                m, s = [real(rng) for _ in range(d)], [positive(rng) for _ in range(d)]
            value = mpmath.fsum(normal(*map(mpf, z)) for z in zip(mq, sq, m, s))
            rows.append([f"diagonal({vector(mq)},{vector(sq)})", f"diagonal({vector(m)},{vector(s)})", value])
    return rows


def mixed():
    """Across the Gaussian families, nearly equal: squares of deviations must not be rounded."""
    rows = []
    for s, v in [(1 + 1e-9, 1.0), (1.0000001, 1.0), (2.0, 4.0 + 1e-12), (0.3, 0.09), (3.0, 7.0)]:
        a, b = mpf(s), mpf(v)
        rows.append([f"diagonal([0.0],[{s!r}])", f"gaussian([0.0],[[{v!r}]])", normal(mpf(0), a, mpf(0), mpmath.sqrt(b))])
        rows.append([f"gaussian([0.0],[[{v!r}]])", f"normal(0.0,{s!r})", normal(mpf(0), mpmath.sqrt(b), mpf(0), a)])
        rows.append([f"normal(0.0,{s!r})", f"gaussian([1e-9],[[{v!r}]])", normal(mpf(0), a, mpf(1e-9), mpmath.sqrt(b))])
    return rows


def uniforms():
    rng = random.Random(9)
    pairs = [((0.0, 1.0), (0.0, 1.0)), ((0.0, 1.0), (0.0, 1.0 + 1e-9)), ((0.0, 1.0), (-1e-15, 1.0))]
    pairs += [((1e6, 1e6 + 1e-6), (0.0, 1e7)), ((0.0, 1e-8), (-1e8, 1e8)), ((2.0, 3.0), (2.0 - 1e-13, 3.0 + 1e-12))]
    for _ in range(24):
        a, b = sorted((real(rng), real(rng)))
        pairs.append(((a, b + 0.01), (a - positive(rng) * 10 ** rng.uniform(-9, 0), b + 0.01 + positive(rng) * 10 ** rng.uniform(-9, 0))))
    return [[text("uniform", q), text("uniform", p), uniform(*map(mpf, q), *map(mpf, p))] for q, p in pairs]


def cauchys():
    rng = random.Random(10)
    pairs = [([real(rng), positive(rng)], [real(rng), positive(rng)]) for _ in range(20)]
    extremes = FAMILIES["normal"][1]
    pairs += [(a, b) for a in extremes for b in extremes]
    pairs += [(x, nearby(rng, "cauchy", x, delta)) for delta in NEAR for x in ([1.5, 0.7], [0.0, 1.0])]
    rows = []
    for q, p in pairs:
        value = cauchy(*map(mpf, q), *map(mpf, p))
        rows.append([text("student-t", [1.0, *q]), text("student-t", [1.0, *p]), value])
    return rows


def main():
    rows = []
    for name in FAMILIES:
        rows += rows_of(name)
    rows += vectors() + diagonals() + mixed() + uniforms() + cauchys()
    write(
        "kl.py", "kl.txt", "q p kl",
        "the textbook formula of each family at 160 digits, in kl.py",
        "relative 1e-12; see KlGoldenTest",
        [[a, b, +value] for a, b, value in rows],
    )
    write(
        "kl.py", "kl-gaussian.txt", "q p kl condition(S_p)",
        "(tr(Sp^-1 Sq) + (mq-mp)' Sp^-1 (mq-mp) - D + log det Sp - log det Sq)/2",
        "relative max(1e-12, 10 D condition 2^-52)",
        gaussians(),
    )


if __name__ == "__main__":
    main()
