#!/usr/bin/env python3
"""Writes golden/renyi.txt, golden/renyi-gaussian.txt and golden/bhattacharyya.txt: python3 core/src/test/golden/renyi.py

Distributions are written as the catalogue parses them; values come from mpmath at 200 digits by the
expressions below, rounded once. At 200 digits nothing is lost to cancellation.
"""
import random

import mpmath
from mpmath import mp, mpf

from golden import write

mp.dps = 200
ORDERS = [0.01, 0.25, 0.5, 0.75, 0.999, 1.001, 1.5, 2.0, 10.0]
NEAR = [1e-1, 1e-3, 1e-6, 1e-9]


def positive(rng):
    return float(f"{10 ** rng.uniform(-1.2, 1.2):.6g}")


def real(rng):
    return round(rng.uniform(-4, 4), 4)


def unit(rng):
    return round(rng.uniform(0.02, 0.98), 5)


# ---- log int q^a p^(1 - a): None where it diverges


def normal(a, q, p):
    (m, s), (n, t) = q, p
    v = a * t**2 + (1 - a) * s**2
    if v <= 0:
        return None
    shift = a * (1 - a) * (m - n) ** 2 / (2 * v)
    return -shift - mpmath.log(v) / 2 + (1 - a) * mpmath.log(s) + a * mpmath.log(t)


def family(partition):
    """A(a eta_q + (1 - a) eta_p) - a A(eta_q) - (1 - a) A(eta_p)."""

    def log_integral(a, q, p):
        blend = [a * x + (1 - a) * y for x, y in zip(q, p)]
        at = partition(*blend)
        return None if at is None else at - a * partition(*q) - (1 - a) * partition(*p)

    return log_integral


def whole(f):
    return lambda *x: None if min(x) <= 0 else f(*x)


def log_beta(*a):
    return mpmath.fsum(mpmath.loggamma(x) for x in a) - mpmath.loggamma(mpmath.fsum(a))


def categorical(a, q, p):
    q = [x / mpmath.fsum(q) for x in q]
    p = [x / mpmath.fsum(p) for x in p]
    parts = []
    for x, y in zip(q, p):
        if a > 1 and x > 0 and y == 0:
            return None
        parts.append(x**a * y ** (1 - a) if x and y else mpf(0))
    total = mpmath.fsum(parts)
    return mpmath.log(total) if total else None


def bernoulli(a, q, p):
    return categorical(a, [1 - q[0], q[0]], [1 - p[0], p[0]])


def poisson(a, q, p):
    (r,), (t,) = q, p
    if a > 1 and r > 0 and t == 0:
        return None
    blend = r**a * t ** (1 - a) if r and t else mpf(0)
    return blend - a * r - (1 - a) * t


def tilted(a, q, p):
    def partition(h):
        return mpmath.log(mpmath.expm1(h) / h) if h else mpf(0)

    def logit(x):
        return mpmath.log(x / (1 - x))

    h, k = logit(q[0]), logit(p[0])
    return partition(a * h + (1 - a) * k) - a * partition(h) - (1 - a) * partition(k)


gamma = family(whole(lambda s, r: mpmath.loggamma(s) - s * mpmath.log(r)))
GAUSSIAN = [[0.0, 1e-8], [0.0, 1e8], [1e6, 1.0], [-1e6, 1e-8], [0.0, 1.0]]
GAMMA = [[1e-8, 1.0], [1e8, 1.0], [1e8, 1e8], [3.0, 1e-8], [0.5, 1e6]]
FAMILIES = {
    "normal": (normal, lambda r: [real(r), positive(r)], GAUSSIAN),
    "log-normal": (normal, lambda r: [real(r), positive(r)], GAUSSIAN[1:]),
    "exponential": (
        family(whole(lambda r: -mpmath.log(r))), lambda r: [positive(r)], [[1e-8], [1.0], [1e8], [3.0]]
    ),
    "gamma": (gamma, lambda r: [positive(r), positive(r)], GAMMA),
    "inverse-gamma": (gamma, lambda r: [positive(r), positive(r)], GAMMA),
    "beta": (
        family(whole(log_beta)), lambda r: [positive(r), positive(r)],
        [[1e-8, 1e-8], [1e8, 1e8], [1e8, 1.0], [1e-3, 1e3], [1.0, 1.0]],
    ),
    "poisson": (poisson, lambda r: [positive(r)], [[1e-8], [1e8], [1.0], [0.0], [1e12]]),
    "bernoulli": (
        bernoulli, lambda r: [unit(r)], [[0.0], [1.0], [1e-10], [0.9999999999], [0.5]]
    ),
    "continuous-bernoulli": (
        tilted, lambda r: [unit(r)], [[0.5], [0.500000001], [1e-10], [1e-300], [0.9999999999]]
    ),
}


def text(name, parameters):
    return name + "(" + ",".join(map(repr, parameters)) + ")"


def vector(values):
    return "[" + ",".join(map(repr, values)) + "]"


def nearby(rng, name, x, delta):
    moved = [y * (1 + rng.choice((-1, 1)) * delta * rng.choice((1, 0.3, 0.7))) if y else delta for y in x]
    return [min(y, 1 - 2.0**-53) for y in moved] if "bernoulli" in name else moved


def pairs():
    """(name or text of q, of p, log integral by order)."""
    for name, (form, draw, extremes) in FAMILIES.items():
        rng = random.Random(name)
        cases = [(draw(rng), draw(rng)) for _ in range(20)]
        cases += [(a, b) for a in extremes for b in extremes]
        cases += [(x, nearby(rng, name, x, d)) for d in NEAR for x in [draw(rng), draw(rng)] + extremes]
        for q, p in cases:
            yield text(name, q), text(name, p), form, [*map(mpf, q)], [*map(mpf, p)]
    rng = random.Random(1)
    for k in (2, 3, 20):
        for delta in (None, None, *NEAR):
            q = [positive(rng) for _ in range(k)]
            p = [x * (1 + delta * rng.uniform(-1, 1)) for x in q] if delta else [positive(rng) for _ in q]
            yield f"dirichlet({vector(q)})", f"dirichlet({vector(p)})", family(whole(log_beta)), [*map(mpf, q)], [*map(mpf, p)]
            if k > 2:
                q = [x / sum(q) for x in q]
                p = [x / sum(p) for x in p]
                yield f"categorical({vector(q)})", f"categorical({vector(p)})", categorical, [*map(mpf, q)], [*map(mpf, p)]


def covariance(rng, d, decades):
    def rows():
        return mpmath.matrix([[mpf(rng.gauss(0, 1)) for _ in range(d)] for _ in range(d)])

    scale = mpmath.diag([mpf(10) ** (rng.uniform(-decades, decades) / 4) for _ in range(d)])
    full = scale * rows()
    full = full * full.T + mpmath.eye(d) * mpf(10) ** (-decades)
    values = [[float(full[i, j]) for j in range(d)] for i in range(d)]
    return [[values[max(i, j)][min(i, j)] for j in range(d)] for i in range(d)]


def log_det(s):
    try:
        low = mpmath.cholesky(s)
    except ValueError:
        return None
    return 2 * mpmath.fsum(mpmath.log(low[i, i]) for i in range(s.rows))


def full(a, q, p):
    (m, s), (n, t) = q, p
    s, t, a = mpmath.matrix(s), mpmath.matrix(t), mpf(a)
    v = a * t + (1 - a) * s
    det = log_det(v)
    if det is None:
        return None
    gap = mpmath.matrix(m) - mpmath.matrix(n)
    shift = (gap.T * mpmath.lu_solve(v, gap))[0]
    return -a * (1 - a) * shift / 2 - det / 2 + (1 - a) * log_det(s) / 2 + a * log_det(t) / 2


def gaussians():
    rng = random.Random(2)
    for d in (1, 2, 3, 6):
        for decades in (0, 2, 5):
            t = covariance(rng, d, decades)
            n = [real(rng) for _ in range(d)]
            others = [([real(rng) for _ in range(d)], covariance(rng, d, decades / 2))]
            for delta in (1e-2, 1e-6, 1e-9):
                root = [t[i][i] ** 0.5 for i in range(d)]
                m = [x + delta * rng.uniform(-1, 1) * r for x, r in zip(n, root)]
                c = 1 + delta * rng.uniform(-1, 1)
                s = [[t[i][j] * (c if i != j else 1 + delta) for j in range(d)] for i in range(d)]
                others.append((m, s) if log_det(mpmath.matrix(s)) is not None else (m, t))
            for m, s in others:
                for q, p in (((m, s), (n, t)), ((n, t), (m, s))):
                    eigen = mpmath.eigsy(mpmath.matrix(p[1]), eigvals_only=True)
                    both = mpmath.eigsy(mpmath.matrix(q[1]), eigvals_only=True)
                    kappa = max(max(e) / min(e) for e in (eigen, both))
                    yield gaussian(*q), gaussian(*p), q, p, float(mpmath.nstr(kappa, 3))


def gaussian(m, s):
    return f"gaussian({vector(m)},[{','.join(map(vector, s))}])"


def renyi(a, log_integral):
    value = mpf("inf") if log_integral is None else log_integral / (mpf(a) - 1)
    return value if abs(value) > mpf("1e-90") else mpf(0)


def show_infinite(x):
    return "Infinity" if x == mpf("inf") else +x


def main():
    rows, roots, matrices = [], [], []
    for index, (q, p, form, x, y) in enumerate(pairs()):
        for order in [0.5] + [ORDERS[(index + i) % len(ORDERS)] for i in (0, 3, 5)]:
            value = renyi(order, form(mpf(order), x, y))
            rows.append([order, q, p, show_infinite(value)])
        log_bc = form(mpf(0.5), x, y)
        if log_bc is not None and abs(log_bc) > mpf("1e-90"):
            roots.append([q, p, -log_bc, -mpmath.expm1(log_bc)])
    mp.dps = 100
    for index, (q, p, x, y, kappa) in enumerate(gaussians()):
        for order in [0.5] + [ORDERS[(index + i) % len(ORDERS)] for i in (0, 4)]:
            matrices.append([order, q, p, show_infinite(renyi(order, full(order, x, y))), kappa])
    write(
        "renyi.py", "renyi.txt", "order q p renyi", "log(int q^a p^(1 - a)) / (a - 1), in renyi.py",
        "relative 1e-12; see RenyiGoldenTest", rows,
    )
    write(
        "renyi.py", "renyi-gaussian.txt", "order q p renyi condition",
        "log(int q^a p^(1 - a)) / (a - 1) of full covariances, in renyi.py",
        "relative max(1e-12, 10 D condition 2^-52)", matrices,
    )
    write(
        "renyi.py", "bhattacharyya.txt", "q p distance squared-hellinger",
        "-log int sqrt(q p) and 1 - int sqrt(q p), in renyi.py",
        "relative 1e-12; see RenyiGoldenTest", roots,
    )


main()
