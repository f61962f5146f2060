#!/usr/bin/env python3
"""Writes golden/kl-numeric.txt, KL(q || p) of pairs without a closed form:
python3 core/src/test/golden/kl_numeric.py

The value is the integral of q log(q/p), or the sum over counts, in mpmath: between breakpoints at
the places and scales of every component and in a logarithmic coordinate beyond, by Gauss-Legendre
rules of rising degree until 20 digits stand, with 60 digits in all arithmetic.
"""
import random
import sys

import mpmath
from mpmath import mp, mpf

from golden import write

mp.dps = 60
LOG2PI = mpmath.log(2 * mpmath.pi)

# ---- log densities of x; each family with the places where it varies


class Family:
    def __init__(self, name, parameters):
        self.name = name
        self.given = parameters
        self.x = [mpf(v) for v in parameters]
        getattr(self, name.replace("-", "_"))(*self.x)

    def text(self):
        return self.name + "(" + ",".join(map(repr, self.given)) + ")"

    def normal(self, m, s):
        c = -LOG2PI / 2 - mpmath.log(s)
        self.log = lambda x, rest=None: c - ((x - m) / s) ** 2 / 2
        self.places, self.support = [(m, s)], (-mpmath.inf, mpmath.inf)

    def laplace(self, m, b):
        c = -mpmath.log(2 * b)
        self.log = lambda x, rest=None: c - abs(x - m) / b
        self.places, self.support = [(m, b)], (-mpmath.inf, mpmath.inf)

    def student_t(self, n, m, s):
        c = (mpmath.loggamma((n + 1) / 2) - mpmath.loggamma(n / 2)
             - mpmath.log(n * mpmath.pi) / 2 - mpmath.log(s))
        self.log = lambda x, rest=None: c - (n + 1) / 2 * mpmath.log1p(((x - m) / s) ** 2 / n)
        self.places, self.support = [(m, s)], (-mpmath.inf, mpmath.inf)

    def uniform(self, a, b):
        c = -mpmath.log(b - a)
        self.log = lambda x, rest=None: c if a <= x <= b else -mpmath.inf
        self.places, self.support = [((a + b) / 2, (b - a) / 2)], (a, b)

    def gamma(self, a, r):
        c = a * mpmath.log(r) - mpmath.loggamma(a)
        self.log = lambda x, rest=None: c + (a - 1) * mpmath.log(x) - r * x if x > 0 else -mpmath.inf
        self.places, self.support = [(a / r, mpmath.sqrt(a) / r), (1 / r, 1 / r)], (mpf(0), mpmath.inf)

    def exponential(self, r):
        self.gamma(mpf(1), r)

    def inverse_gamma(self, a, s):
        c = a * mpmath.log(s) - mpmath.loggamma(a)
        self.log = lambda x, rest=None: c - (a + 1) * mpmath.log(x) - s / x if x > 0 else -mpmath.inf
        self.places, self.support = [(s / a, s / a / mpmath.sqrt(a)), (s, s)], (mpf(0), mpmath.inf)

    def log_normal(self, m, s):
        c = -LOG2PI / 2 - mpmath.log(s)
        self.log = lambda x, rest=None: c - ((mpmath.log(x) - m) / s) ** 2 / 2 - mpmath.log(x) if x > 0 else -mpmath.inf
        e = mpmath.exp(m)
        self.places, self.support = [(e, e * min(s, 1))], (mpf(0), mpmath.inf)

    def beta(self, a, b):
        c = mpmath.loggamma(a + b) - mpmath.loggamma(a) - mpmath.loggamma(b)
        self.log = lambda x, rest=None: (
            c + (a - 1) * mpmath.log(x) + (b - 1) * (mpmath.log(rest) if rest else mpmath.log1p(-x))
            if 0 < x and (rest or x < 1) else -mpmath.inf
        )
        m = a / (a + b)
        self.places = [(m, mpmath.sqrt(m * (1 - m) / (a + b + 1)))]
        self.support = (mpf(0), mpf(1))

    def poisson(self, r):
        c = mpmath.log(r)
        self.log = lambda k: k * c - r - mpmath.loggamma(k + 1)
        self.rate = r


class Mixture:
    def __init__(self, weights, parts):
        self.weights, self.parts = weights, parts
        whole = mpmath.fsum(mpf(w) for w in weights)
        shares = [mpf(w) / whole for w in weights]

        def log(x, rest=None):
            logs = [part.log(x, rest) for part in parts] if rest else [part.log(x) for part in parts]
            return mpmath.log(mpmath.fsum(w * mpmath.exp(l) for w, l in zip(shares, logs) if l > -mpmath.inf))

        self.log = log
        if hasattr(parts[0], "rate"):
            self.rates = [part.rate for part in parts]
        else:
            self.places = [place for part in parts for place in part.places]
            self.support = (min(p.support[0] for p in parts), max(p.support[1] for p in parts))

    def text(self):
        return f"mixture([{','.join(map(repr, self.weights))}],[{','.join(p.text() for p in self.parts)}])"


# ---- integration


def edges(q, p):
    """Breakpoints: every place, the scales around it, and from the least scale by factors of 16."""
    lower, upper = q.support
    places = q.places + p.places
    least = min(s for _, s in places)
    widest = 8 * max(s for _, s in places) + max(m for m, _ in places) - min(m for m, _ in places)
    points = set()
    for m, s in places:
        points.add(m)
        points.update(m + sign * s * k for k in (mpf("0.5"), 2, 6) for sign in (-1, 1))
        distance = 8 * least
        while distance < widest:
            points.update((m - distance, m + distance))
            distance *= 16
    if lower == 0:
        points.update(mpf(16) ** -k for k in range(0, 30))
    if upper == 1:
        points.update(1 - mpf(16) ** -k for k in range(1, 30))
    return sorted(x for x in points if lower < x < upper)


def far(f, start, sign, offset):
    """The integral from start outwards, by x = offset + sign e^t."""
    t0 = mpmath.log(abs(start - offset))
    g = lambda t: f(offset + sign * mpmath.exp(t)) * mpmath.exp(t)
    total, step, t = mpf(0), mpf(2), t0
    while True:
        part = panel(g, t, t + step)
        total += part
        t += step
        step *= mpf("1.2")
        if abs(part) <= mpf(10) ** -32 * abs(total) or t > 10**7:
            return total


RULES = {}


def rule(n):
    if n not in RULES:
        nodes = []
        for i in range(1, n // 2 + 1):
            x = mpmath.cos(mpmath.pi * (i - mpf(1) / 4) / (n + mpf(1) / 2))
            for _ in range(12):
                value, slope = legendre(n, x)
                x -= value / slope
            w = 2 / ((1 - x * x) * legendre(n, x)[1] ** 2)
            nodes += [(x, w), (-x, w)]
        RULES[n] = nodes
    return RULES[n]


def legendre(n, x):
    a, b = mpf(1), x
    for k in range(2, n + 1):
        a, b = b, ((2 * k - 1) * x * b - (k - 1) * a) / k
    return b, n * (x * b - a) / (x * x - 1)


SCALE = [mpf(0)]


def panel(f, a, b, depth=0):
    half, middle = (b - a) / 2, (a + b) / 2
    coarse, fine = (
        half * mpmath.fsum(w * f(middle + half * x) for x, w in rule(n)) for n in (16, 28)
    )
    SCALE[0] = max(SCALE[0], abs(fine))
    if abs(fine - coarse) <= mpf(10) ** -20 * SCALE[0] or depth > 60:
        return fine
    return panel(f, a, middle, depth + 1) + panel(f, middle, b, depth + 1)


def integrand(q, p):
    def f(x, rest=None):
        """The integrand at x; above it, near 1, as 1 - rest."""
        a = q.log(x, rest)
        return mpmath.exp(a) * (a - p.log(x, rest))

    return f


def integral(q, p):
    """KL(q || p)."""
    SCALE[0] = mpf(0)
    f = integrand(q, p)
    points = edges(q, p)
    for a, b in zip(points, points[1:]):
        half, middle = (b - a) / 2, (a + b) / 2
        SCALE[0] = max(SCALE[0], abs(half * mpmath.fsum(w * f(middle + half * x) for x, w in rule(16))))
    total = mpmath.fsum(panel(f, a, b) for a, b in zip(points, points[1:]))
    lower, upper = q.support
    if lower == -mpmath.inf:
        total += far(f, points[0], -1, min(m for m, _ in q.places + p.places))
    elif lower == 0:
        total += near(f, points[0], mpf(0), 1)
    else:
        total += panel(f, lower, points[0])
    if upper == mpmath.inf:
        total += far(f, points[-1], 1, max(m for m, _ in q.places + p.places))
    elif upper == 1:
        total += near(f, points[-1], mpf(1), -1)
    else:
        total += panel(f, points[-1], upper)
    return total


def near(f, start, end, sign):
    """The integral from start to the singular end 0 or 1, by the distance e^t from it."""
    t = mpmath.log(abs(start - end))
    total, step = mpf(0), mpf(4)

    def g(s):
        r = mpmath.exp(s)
        return r * (f(r) if end == 0 else f(1 - r, r))

    while True:
        part = panel(g, t - step, t)
        total += part
        t -= step
        if abs(part) <= mpf(10) ** -32 * abs(total) or t < -(10**6):
            return total
        step *= mpf("1.2")


def series(q, p):
    rates = q.rates if hasattr(q, "rates") else [q.rate]
    total = mpf(0)
    top = int(max(r + 20 * mpmath.sqrt(r) + 80 for r in rates))
    for k in range(top + 1):
        a = q.log(mpf(k))
        if a > -300:
            total += mpmath.exp(a) * (a - p.log(mpf(k)))
    return total


# ---- pairs


def real(rng):
    return round(rng.uniform(-4, 4), 4)


def positive(rng):
    return float(f"{10 ** rng.uniform(-0.9, 0.9):.5g}")


def df(rng):
    return float(f"{10 ** rng.uniform(-0.5, 2):.4g}")


def N(m, s):
    return Family("normal", [m, s])


def T(n, m, s):
    return Family("student-t", [n, m, s])


def L(m, b):
    return Family("laplace", [m, b])


def mix(w, *parts):
    return Mixture(w, list(parts))


def shares(rng, k):
    cuts = sorted(rng.sample(range(1, 64), k - 1))
    whole = [0, *cuts, 64]
    return [(b - a) / 64 for a, b in zip(whole, whole[1:])]


def gaussian_mixture(rng, k):
    return mix(shares(rng, k), *[N(real(rng), positive(rng)) for _ in range(k)])


def moved(rng, x, delta):
    return x * (1 + delta * rng.choice((-1, 1)) * rng.choice((0.3, 0.7, 1)))


NEAR = [1e-3, 1e-6, 1e-9]


def student_student(rng):
    pairs = [(T(df(rng), real(rng), positive(rng)), T(df(rng), real(rng), positive(rng))) for _ in range(20)]
    pairs += [
        (T(0.05, 0.0, 1.0), T(0.05, 1.0, 2.0)), (T(0.05, 0.0, 1.0), T(5.0, 0.0, 1.0)),
        (T(3.0, 0.0, 1e-8), T(3.0, 0.0, 1.0)), (T(3.0, 0.0, 1.0), T(3.0, 0.0, 1e-8)),
        (T(2.5, 1e6, 1.0), T(4.0, 0.0, 1.0)), (T(1e8, 0.0, 1.0), T(2.0, 0.5, 1.0)),
        (T(2.0, 0.5, 1.0), T(1e8, 0.0, 1.0)), (T(0.3, 1e6, 1e-8), T(0.2, 0.0, 1e8)),
        (T(5.0, 0.0, 1e8), T(5.0, 1e6, 1e-8)), (T(30.0, 0.0, 1.0), T(31.0, 0.0, 1.0)),
    ]
    for delta in NEAR:
        for n, m, s in ((3.7, 1.5, 0.7), (0.5, 0.0, 1.0), (200.0, -2.0, 3.0)):
            pairs.append((T(n, m, s), T(moved(rng, n, delta), m, s)))
            pairs.append((T(n, m, s), T(moved(rng, n, delta), moved(rng, m, delta), moved(rng, s, delta))))
    return pairs


def student_normal(rng):
    pairs = [(T(2.2 + df(rng), real(rng), positive(rng)), N(real(rng), positive(rng))) for _ in range(20)]
    pairs += [
        (T(2.05, 0.0, 1.0), N(0.0, 1.0)), (T(3.0, 1e6, 1.0), N(0.0, 1.0)), (T(3.0, 0.0, 1e8), N(0.0, 1.0)),
        (T(3.0, 0.0, 1e-8), N(0.0, 1.0)), (T(1e8, 0.0, 1.0), N(0.0, 1.0)), (T(1e4, 0.0, 1.0), N(0.0, 1.0)),
        (T(1e6, 1e-4, 1.0), N(0.0, 1.0)), (T(50.0, 1e6, 1e-8), N(1e6, 1e-8)),
        (T(50.0, 0.0, 1e-8), N(1e-8, 2e-8)), (T(2.5, -3.0, 0.01), N(0.0, 100.0)),
    ]
    return pairs


def normal_student(rng):
    pairs = [(N(real(rng), positive(rng)), T(df(rng), real(rng), positive(rng))) for _ in range(20)]
    pairs += [
        (N(0.0, 1.0), T(0.05, 0.0, 1.0)), (N(0.0, 1.0), T(3.0, 0.0, 1e-8)), (N(0.0, 1e-8), T(3.0, 1.0, 1.0)),
        (N(1e6, 1.0), T(3.0, 0.0, 1.0)), (N(0.0, 1e8), T(1.0, 0.0, 1e-8)), (N(0.0, 1.0), T(1e8, 0.0, 1.0)),
        (N(0.0, 1.0), T(1e4, 0.0, 1.0)), (N(0.0, 1.0), T(1e5, 1e-3, 1.001)), (N(0.0, 1.0), T(0.5, 1e6, 1.0)),
        (N(1e6, 1e-8), T(2.0, 1e6, 1e-8)),
    ]
    return pairs


def laplace_student(rng):
    pairs = [(L(real(rng), positive(rng)), T(df(rng), real(rng), positive(rng))) for _ in range(20)]
    pairs += [
        (L(0.0, 1.0), T(0.05, 0.0, 1.0)), (L(0.0, 1.0), T(3.0, 0.0, 1e-8)), (L(0.0, 1e-8), T(3.0, 1.0, 1.0)),
        (L(1e6, 1.0), T(3.0, 0.0, 1.0)), (L(0.0, 1e8), T(1.0, 0.0, 1e-8)), (L(0.0, 1.0), T(1e8, 0.0, 1.0)),
        (L(0.0, 1.0), T(3.0, 1e-9, 1.0)), (L(0.0, 1.0), T(0.5, 1e6, 1.0)), (L(1e6, 1e-8), T(2.0, 1e6, 1e-8)),
        (L(-2.0, 0.5), T(3.0, -2.0, 0.6)),
    ]
    return pairs


def mixture_normal(rng):
    pairs = [(gaussian_mixture(rng, rng.choice((2, 3))), N(real(rng), positive(rng))) for _ in range(20)]
    half = [0.5, 0.5]
    pairs += [
        (mix(half, N(0.0, 1.0), N(1e-6, 1.0)), N(0.0, 1.0)), (mix(half, N(0.0, 1.0), N(1e-9, 1.0)), N(0.0, 1.0)),
        (mix(half, N(0.0, 1.0), N(0.0, 1.000001)), N(0.0, 1.0)), (mix(half, N(0.0, 1e-8), N(0.0, 1.0)), N(0.0, 1.0)),
        (mix(half, N(0.0, 1e-8), N(1e6, 1.0)), N(0.0, 1.0)), (mix([0.999, 0.001], N(0.0, 1.0), N(50.0, 0.01)), N(0.0, 1.0)),
        (mix(half, N(-1e6, 1e-8), N(1e6, 1e-8)), N(0.0, 1e6)), (mix(half, N(0.0, 1.0), N(0.0, 1e8)), N(0.0, 1.0)),
        (mix([0.25, 0.75], N(3.0, 2.0), N(3.0, 2.0)), N(3.0, 2.0 + 2e-9)), (mix(half, N(-1.0, 1.0), N(1.0, 1.0)), N(0.0, 1.4142135)),
    ]
    return pairs


def normal_mixture(rng):
    pairs = [(N(real(rng), positive(rng)), gaussian_mixture(rng, rng.choice((2, 3)))) for _ in range(20)]
    half = [0.5, 0.5]
    pairs += [
        (N(0.0, 1.0), mix(half, N(0.0, 1.0), N(1e-6, 1.0))), (N(0.0, 1.0), mix(half, N(0.0, 1.0), N(1e-9, 1.0))),
        (N(0.0, 1.0), mix(half, N(0.0, 1e-8), N(0.0, 1.0))), (N(0.0, 1.0), mix(half, N(0.0, 1e-8), N(1e6, 1.0))),
        (N(0.0, 1.0), mix([0.999, 0.001], N(0.0, 1.0), N(50.0, 0.01))), (N(0.0, 1e6), mix(half, N(-1e6, 1.0), N(1e6, 1.0))),
        (N(500.0, 300.0), mix(half, N(0.0, 0.001), N(1000.0, 0.001))), (N(0.0, 1.0), mix([1e-10, 1 - 1e-10], N(3.0, 1.0), N(0.0, 1.0))),
        (N(0.0, 1.0), mix(half, N(0.0, 1e8), N(0.0, 1.0))), (N(1e6, 1e-8), mix(half, N(0.0, 1.0), N(1e6, 2e-8))),
    ]
    return pairs


def mixture_mixture(rng):
    pairs = [(gaussian_mixture(rng, rng.choice((2, 3))), gaussian_mixture(rng, rng.choice((2, 3)))) for _ in range(20)]
    for delta in NEAR:
        for _ in range(2):
            q = gaussian_mixture(rng, 3)
            near = [N(moved(rng, c.given[0], delta), moved(rng, c.given[1], delta)) for c in q.parts]
            pairs.append((q, mix(q.weights, *near)))
        q = gaussian_mixture(rng, 2)
        w = moved(rng, q.weights[0], delta)
        pairs.append((q, mix([w, 1 - w], *q.parts)))
    half = [0.5, 0.5]
    pairs += [
        (mix(half, N(0.0, 1e-8), N(1e6, 1e-8)), mix(half, N(0.0, 2e-8), N(1e6, 1e-8))),
        (mix(half, N(0.0, 1.0), N(100.0, 1.0)), mix([1e-10, 1 - 1e-10], N(0.0, 1.0), N(100.0, 1.0))),
        (mix(half, T(1.5, 0.0, 1.0), T(3.0, 4.0, 0.1)), mix(half, T(1.0, 0.0, 1.0), N(4.0, 1.0))),
        (mix(half, L(0.0, 1.0), N(4.0, 0.1)), mix(half, L(0.0, 2.0), L(4.0, 1.0))),
        (mix(half, N(0.0, 1e-4), N(0.0, 1e4)), mix(half, N(0.0, 1e-3), N(0.0, 1e3))),
    ]
    return pairs


def beta_normal(rng):
    def B(a, b):
        return Family("beta", [a, b])

    pairs = [(B(positive(rng), positive(rng)), N(real(rng) / 2, positive(rng))) for _ in range(20)]
    pairs += [
        (B(1e-3, 1e-3), N(0.0, 1.0)), (B(1e-3, 2.0), N(0.5, 0.1)), (B(2.0, 1e-2), N(0.0, 1.0)),
        (B(1e4, 1e4), N(0.5, 0.00353)), (B(1e6, 1e6), N(0.5, 0.00035355)), (B(1e4, 1.0), N(1.0, 1e-4)),
        (B(0.5, 0.5), N(0.5, 1e-3)), (B(3.0, 4.0), N(1e6, 1.0)), (B(0.01, 50.0), N(0.0, 1e4)), (B(100.0, 0.1), T(2.0, 1.0, 0.1)),
    ]
    return pairs


def others(rng):
    G = lambda a, r: Family("gamma", [a, r])
    I = lambda a, s: Family("inverse-gamma", [a, s])
    LN = lambda m, s: Family("log-normal", [m, s])
    B = lambda a, b: Family("beta", [a, b])
    U = lambda a, b: Family("uniform", [a, b])
    pairs = []
    for _ in range(20):
        a, r = positive(rng), positive(rng)
        pairs.append((G(a, r), LN(real(rng) / 2, positive(rng))))
        pairs.append((LN(real(rng) / 2, positive(rng)), T(df(rng), real(rng), positive(rng))))
        pairs.append((G(a, r), T(df(rng), real(rng), positive(rng))))
    pairs += [
        (G(1e-3, 1.0), LN(0.0, 1.0)), (G(1e-3, 1.0), N(0.0, 1.0)), (G(1e4, 1e4), N(1.0, 0.01)), (G(1e4, 1.0), LN(9.21, 0.01)),
        (LN(0.0, 10.0), T(0.5, 0.0, 1.0)), (LN(0.0, 1e-3), N(1.0, 1e-3)), (LN(0.0, 10.0), T(0.05, 0.0, 1.0)),
        (I(0.05, 1.0), T(0.5, 0.0, 1.0)), (I(0.05, 1.0), LN(0.0, 10.0)), (I(3.0, 2.0), G(2.0, 1.0)), (I(0.5, 1e6), T(1.0, 0.0, 1e-3)),
        (U(0.0, 1.0), T(1.0, 0.5, 0.1)), (U(1e6, 1e6 + 1.0), T(2.0, 0.0, 1.0)), (U(-1.0, 1.0), mix([0.5, 0.5], N(0.0, 1e-6), N(0.0, 1.0))),
        (mix([0.5, 0.5], G(2.0, 1.0), LN(0.0, 1.0)), mix([0.5, 0.5], G(1.0, 1.0), I(2.0, 1.0))),
        (mix([0.3, 0.7], B(0.5, 0.5), B(5.0, 5.0)), B(1.0, 2.0)), (B(1.0, 2.0), mix([0.3, 0.7], B(0.5, 0.5), B(5.0, 5.0))),
        (mix([0.3, 0.7], B(2.0, 3.0), B(5.0, 5.0)), mix([0.3, 0.7], B(2.0 + 2e-9, 3.0), B(5.0, 5.0 - 5e-9))),
        (mix([0.5, 0.5], G(2.0, 1.0), G(9.0, 1.0)), mix([0.5, 0.5], G(2.0, 1.0 + 1e-9), G(9.0 + 1e-8, 1.0))),
    ]
    return pairs


def poissons(rng):
    P = lambda r: Family("poisson", [r])
    rate = lambda: float(f"{10 ** rng.uniform(-1, 2):.5g}")
    pairs = []
    for _ in range(20):
        two = lambda: mix(shares(rng, 2), P(rate()), P(rate()))
        pairs.append(rng.choice([lambda: (two(), two()), lambda: (P(rate()), two()), lambda: (two(), P(rate()))])())
    half = [0.5, 0.5]
    pairs += [
        (mix(half, P(1e-8), P(1.0)), P(0.5)), (P(1e-8), mix(half, P(1e-8), P(1.0))), (P(1e-8), mix(half, P(1e-8), P(3e-8))),
        (mix(half, P(10.0), P(1000.0)), mix(half, P(11.0), P(990.0))), (P(20000.0), mix(half, P(10000.0), P(40000.0))),
        (mix(half, P(5.0), P(9.0)), mix(half, P(5.0 + 5e-9), P(9.0))), (mix(half, P(5.0), P(9.0)), mix([0.5 + 1e-9, 0.5 - 1e-9], P(5.0), P(9.0))),
        (mix(half, P(30000.0), P(30100.0)), P(30050.0)), (P(30050.0), mix(half, P(30000.0), P(30100.0))), (mix([0.999, 0.001], P(1.0), P(500.0)), P(1.5)),
    ]
    return pairs


def main():
    rows = []
    kinds = [
        student_student, student_normal, normal_student, laplace_student, mixture_normal, normal_mixture,
        mixture_mixture, beta_normal, others, poissons,
    ]
    only = sys.argv[1:]
    for kind in kinds:
        if only and kind.__name__ not in only:
            continue
        for q, p in kind(random.Random(kind.__name__)):
            value = (series if kind is poissons else integral)(q, p)
            rows.append([kind.__name__, q.text(), p.text(), value])
        print(kind.__name__, len(rows), flush=True)
    write(
        "kl_numeric.py", ("kl-numeric.txt" if not only else "kl-numeric-" + "-".join(only) + ".txt"), "kind q p kl",
        "the integral of q log(q/p), or the sum over counts, in kl_numeric.py",
        "relative 1e-10, and 1e-6 where kl < 1e-3; see KlNumericGoldenTest",
        rows,
    )


if __name__ == "__main__":
    main()
